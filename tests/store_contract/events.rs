//! An event counts once, however often and from however many sides it comes.

use std::sync::Arc;

use cairn::state::Committed;
use futures_util::future::join_all;

use crate::making::{Making, event, shared};
use crate::shelf::{Shelf, at, days};

stories! {
    the_same_event_counts_once
    the_same_event_from_sixty_four_sides_counts_once
    each_workspace_has_its_own_events
    a_mark_holds_for_a_day_and_is_swept_after_two
}

fn answer() -> Making {
    event("E1").adds("answers", 1)
}

async fn the_same_event_counts_once(shelf: &mut Shelf) {
    shelf.done(answer()).await;
    assert_eq!(shelf.commit(answer()).await, Ok(Committed::Duplicate));
    shelf.reopen().await;
    // A minute before a day has passed, which is another day of the calendar.
    let repeat = answer().at(at(86_400 - 60));
    assert_eq!(shelf.commit(repeat).await, Ok(Committed::Duplicate));
    assert_eq!(shelf.counter("answers").await, 1);
}

async fn the_same_event_from_sixty_four_sides_counts_once(shelf: &mut Shelf) {
    let store = shelf.store();
    let sides = (0..64).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.commit(answer().into()).await.unwrap() })
    });
    let outcomes = join_all(sides).await;
    let done = outcomes
        .iter()
        .filter(|outcome| *outcome.as_ref().unwrap() == Committed::Done);
    assert_eq!(done.count(), 1);
    assert_eq!(shelf.counter("answers").await, 1);
}

async fn each_workspace_has_its_own_events(shelf: &mut Shelf) {
    shelf.done(answer()).await;
    shelf.done(answer().of("slack:T2")).await;
}

async fn a_mark_holds_for_a_day_and_is_swept_after_two(shelf: &mut Shelf) {
    shelf.done(answer()).await;
    shelf.done(event("E2").at(days(1))).await;
    assert_eq!(shelf.sweep(days(1)).await, 0, "both may still be asked for");
    assert_eq!(shelf.sweep(days(2)).await, 1, "the older one goes");
    assert_eq!(
        shelf.commit(event("E2").at(days(2))).await,
        Ok(Committed::Duplicate)
    );
    shelf
        .done(event("E1").at(days(2)).writes(&shared("a"), "1"))
        .await;
}
