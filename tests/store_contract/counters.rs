//! Counters: nobody ever has to decide again because somebody else counted too.

use cairn::state::Committed;
use futures_util::future::join_all;

use crate::making::event;
use crate::shelf::Shelf;

stories! {
    everybody_counts_and_nobody_conflicts
    counters_saturate_and_never_wrap
    one_commit_may_count_twice
}

async fn everybody_counts_and_nobody_conflicts(shelf: &mut Shelf) {
    let people = (0..64).map(|person| {
        let store = shelf.store();
        tokio::spawn(async move {
            for turn in 0..100 {
                let count = event(&format!("{person}/{turn}")).adds("answers", 1);
                assert_eq!(store.commit(count.into()).await, Ok(Committed::Done));
            }
        })
    });
    for ended in join_all(people).await {
        ended.unwrap();
    }
    assert_eq!(shelf.counter("answers").await, 6_400);
}

async fn counters_saturate_and_never_wrap(shelf: &mut Shelf) {
    for (id, by, stands) in [
        ("E1", -1, -1),
        ("E2", 0, -1),
        ("E3", i64::MAX, i64::MAX - 1),
        ("E4", 2, i64::MAX),
        ("E5", i64::MIN, -1),
        ("E6", i64::MIN, i64::MIN),
    ] {
        shelf.done(event(id).adds("n", by)).await;
        assert_eq!(shelf.counter("n").await, stands, "after adding {by}");
    }
}

async fn one_commit_may_count_twice(shelf: &mut Shelf) {
    shelf
        .done(event("E1").adds("n", 2).adds("n", 3).adds("m", 1))
        .await;
    assert_eq!(shelf.counter("n").await, 5);
    assert_eq!(shelf.counter("m").await, 1);
    assert_eq!(shelf.counter("never").await, 0);
}
