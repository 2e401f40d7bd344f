//! Wake-ups: in the order of their time, moved and not doubled, done once.

use cairn::state::{Committed, Completes, WakeAt};
use jiff::Timestamp;

use crate::making::{completing, event};
use crate::shelf::{Shelf, at};

stories! {
    wake_ups_come_in_the_order_of_their_time
    however_many_workspaces_have_much_due_each_has_its_turn
    times_at_the_ends_of_the_calendar_keep_their_order
    a_wake_up_set_again_is_moved
    no_later_than_lets_an_earlier_one_stand
    a_wake_up_is_done_once
    a_wake_up_set_anew_by_its_own_commit_stays
}

async fn wake_ups_come_in_the_order_of_their_time(shelf: &mut Shelf) {
    let workspaces = 7;
    for number in 0..1_000_i64 {
        // 389 and 1,000 have no common factor: each second once, none in order.
        let second = number * 389 % 1_000;
        let name = format!("w{second:04}");
        let commit = event(&format!("E{number}"))
            .of(&format!("slack:T{}", number % workspaces))
            .wakes(&name, WakeAt::At(at(second)));
        shelf.done(commit).await;
    }
    shelf.reopen().await;
    let all: Vec<String> = (0..1_000).map(|second| format!("w{second:04}")).collect();
    assert_eq!(shelf.due(at(999)).await, all);
    assert_eq!(shelf.due(at(499)).await, all[..500]);
    assert!(shelf.due(at(-1)).await.is_empty());
    let few = shelf.store().due(at(999), 1_000, 10).await.unwrap();
    assert_eq!(few.len(), 10);
    let each = shelf.store().due(at(999), 2, 1_000).await.unwrap();
    assert_eq!(each.len(), 14, "two of each workspace");
}

async fn however_many_workspaces_have_much_due_each_has_its_turn(shelf: &mut Shelf) {
    for workspace in 0..8 {
        let mut making = event("E1").of(&format!("slack:large{workspace}"));
        for number in 0..50 {
            making = making.wakes(&format!("w{number}"), WakeAt::At(at(number)));
        }
        shelf.done(making).await;
    }
    let small = event("E1").of("slack:small");
    shelf.done(small.wakes("x", WakeAt::At(at(99)))).await;
    let due = shelf.store().due(at(99), 16, 32).await.unwrap();
    assert_eq!(due.len(), 32);
    assert!(
        due.iter()
            .any(|wake| wake.workspace.as_str() == "slack:small")
    );
}

async fn times_at_the_ends_of_the_calendar_keep_their_order(shelf: &mut Shelf) {
    let times: [Timestamp; 5] = [
        Timestamp::UNIX_EPOCH,
        "2027-03-01T23:59:59.998Z".parse().unwrap(),
        "2027-03-01T23:59:59.999Z".parse().unwrap(),
        "2027-03-02T00:00:00Z".parse().unwrap(),
        "9999-12-01T00:00:00Z".parse().unwrap(),
    ];
    let mut making = event("E1");
    for (number, time) in times.iter().enumerate().rev() {
        making = making.wakes(&format!("w{number}"), WakeAt::At(*time));
    }
    shelf.done(making).await;
    shelf.reopen().await;
    for (number, time) in times.iter().enumerate() {
        let due = shelf.wakes(*time).await;
        assert_eq!(due.len(), number + 1);
        assert_eq!(due[number], (format!("w{number}").into(), *time));
    }
}

async fn a_wake_up_set_again_is_moved(shelf: &mut Shelf) {
    shelf.done(event("E1").wakes("x", WakeAt::At(at(10)))).await;
    shelf.done(event("E2").wakes("x", WakeAt::At(at(20)))).await;
    assert!(shelf.due(at(19)).await.is_empty());
    assert_eq!(shelf.wakes(at(99)).await, [("x".into(), at(20))]);
    let old = completing(Completes::Wake("x".into(), at(10)));
    assert_eq!(shelf.commit(old).await, Ok(Committed::Duplicate));
    let cancel = event("E3")
        .wakes("x", WakeAt::Never)
        .wakes("absent", WakeAt::Never);
    shelf.done(cancel).await;
    assert!(shelf.due(at(99)).await.is_empty());
}

async fn no_later_than_lets_an_earlier_one_stand(shelf: &mut Shelf) {
    let set = |id: &str, second| event(id).wakes("x", WakeAt::NoLaterThan(at(second)));
    shelf.done(set("E1", 10)).await;
    shelf.done(set("E2", 20)).await;
    assert_eq!(shelf.wakes(at(99)).await, [("x".into(), at(10))]);
    shelf.done(set("E3", 5)).await;
    assert_eq!(shelf.wakes(at(99)).await, [("x".into(), at(5))]);
}

async fn a_wake_up_is_done_once(shelf: &mut Shelf) {
    shelf.done(event("E1").wakes("x", WakeAt::At(at(10)))).await;
    let wake = || completing(Completes::Wake("x".into(), at(10))).adds("n", 1);
    shelf.done(wake()).await;
    shelf.reopen().await;
    assert!(shelf.due(at(99)).await.is_empty());
    assert_eq!(shelf.commit(wake()).await, Ok(Committed::Duplicate));
    assert_eq!(shelf.counter("n").await, 1);
}

async fn a_wake_up_set_anew_by_its_own_commit_stays(shelf: &mut Shelf) {
    shelf.done(event("E1").wakes("x", WakeAt::At(at(10)))).await;
    let again = completing(Completes::Wake("x".into(), at(10)))
        .at(at(10))
        .wakes("x", WakeAt::NoLaterThan(at(30)));
    shelf.done(again).await;
    assert_eq!(shelf.wakes(at(99)).await, [("x".into(), at(30))]);
}
