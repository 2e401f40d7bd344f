//! What is too large or too long is refused alone, and everybody gets his own answer.

use cairn::chat::EventId;
use cairn::state::{Committed, Completes, Owner};
use cairn::store::{LARGEST_BODY_BYTES, LONGEST_NAME_BYTES, StoreError};
use futures_util::future::join_all;

use crate::making::{channel, completing, event, message, shared};
use crate::shelf::{Shelf, at};

stories! {
    a_document_may_be_so_large_and_no_larger
    a_name_may_be_so_long_and_no_longer
    a_crowd_gets_each_his_own_answer
    who_stops_waiting_harms_nobody
}

async fn a_document_may_be_so_large_and_no_larger(shelf: &mut Shelf) {
    let full = "x".repeat(LARGEST_BODY_BYTES);
    let too_large = format!("{full}x");
    shelf
        .done(
            event("E1")
                .writes(&shared("empty"), "")
                .writes(&shared("full"), &full),
        )
        .await;
    for making in [
        event("E2").writes(&shared("large"), &too_large),
        event("E2").says(message(&channel("C1"), "large", &full)),
        event("E2").remembers(Owner::Shared, &too_large),
    ] {
        let refused = shelf
            .commit(making.writes(&shared("beside"), "x").adds("n", 1))
            .await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
    }
    shelf.reopen().await;
    assert_eq!(shelf.text(&shared("empty")).await.as_deref(), Some(""));
    assert_eq!(shelf.text(&shared("full")).await, Some(full));
    assert_eq!(shelf.text(&shared("beside")).await, None);
    assert_eq!(shelf.counter("n").await, 0);
    shelf.done(event("E2")).await;
}

async fn a_name_may_be_so_long_and_no_longer(shelf: &mut Shelf) {
    let long = "ä".repeat(LONGEST_NAME_BYTES / 2);
    let too_long = format!("{long}x");
    let making = |name: &str| {
        event(name)
            .of(name)
            .writes(&shared(name), "x")
            .adds(name, 1)
            .says(message(&channel(name), name, "Hello"))
    };
    shelf.done(making(&long)).await;
    for refused in [
        event(&too_long),
        event("E1").of(&too_long),
        event("E1").saw(&shared(&too_long), 0),
        event("E1").writes(&shared(&too_long), "x"),
        event("E1").adds(&too_long, 1),
        event("E1").wakes(&too_long, cairn::state::WakeAt::Never),
        event("E1").says(message(&channel(&too_long), "m", "Hello")),
        event("E1").says(message(&channel("C1"), &too_long, "Hello")),
        event("E1").remembers(crate::making::person(&too_long), "{}"),
        completing(Completes::Event(EventId::from(too_long.as_str()))),
    ] {
        let refused = shelf.commit(refused).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))));
    }
}

/// 100 conflicts and 50 repeats among 256.
async fn a_crowd_gets_each_his_own_answer(shelf: &mut Shelf) {
    let key = shared("a");
    shelf.done(event("E0").writes(&key, "x")).await;
    let version = shelf.version(&key).await;
    for number in (0..256).filter(|number| number % 5 == 3) {
        shelf.done(event(&format!("E{number}/"))).await;
    }
    let expected = |number: usize| match number % 5 {
        0 | 1 => Committed::Conflict,
        3 => Committed::Duplicate,
        _ => Committed::Done,
    };
    let crowd = (0..256).map(|number| {
        let store = shelf.store();
        let saw = match expected(number) {
            Committed::Conflict => version + 1,
            Committed::Done | Committed::Duplicate => version,
        };
        let making = event(&format!("E{number}/")).saw(&key, saw).at(at(1));
        tokio::spawn(async move { store.commit(making.into()).await.unwrap() })
    });
    for (number, outcome) in join_all(crowd).await.into_iter().enumerate() {
        assert_eq!(outcome.unwrap(), expected(number), "number {number}");
    }
}

async fn who_stops_waiting_harms_nobody(shelf: &mut Shelf) {
    use std::task::{Context, Waker};
    let store = shelf.store();
    let mut left = store.commit(event("left").writes(&shared("left"), "x").into());
    // Looked at once, so that it is on its way, and then dropped.
    let _ = left.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    drop(left);
    shelf.done(event("next").writes(&shared("next"), "x")).await;
    assert_eq!(shelf.text(&shared("left")).await.as_deref(), Some("x"));
    assert_eq!(shelf.text(&shared("next")).await.as_deref(), Some("x"));
}
