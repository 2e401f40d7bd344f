//! The outbox: one order within a place and no waiting between places; each entry carried by one
//! at a time; nothing lost, and nothing said twice without a doubt being known.

use std::collections::BTreeSet;

use cairn::chat::{MessageId, Place, Undeliverable, WorkspaceId};
use cairn::state::{Committed, Completes, Settlement};
use futures_util::future::join_all;
use jiff::Timestamp;

use crate::making::{channel, completing, event, later, message, said, urgent, words};
use crate::shelf::{HOME, Shelf, at, days, lease};

stories! {
    a_claim_is_held_for_its_time_and_no_longer
    who_lost_the_claim_settles_nothing
    eight_couriers_carry_everything_once
    what_was_put_off_is_still_first_in_its_place
    one_slow_place_holds_nobody_else_up
    urgent_ones_come_first_and_then_the_stalest
    what_was_not_tried_is_no_attempt
    an_edit_waits_for_its_post_and_goes_to_it
    ten_waiting_edits_go_out_as_one
    an_old_claim_settles_no_new_message_of_the_name
    first_posts_that_were_under_way_are_in_doubt
    a_doubt_is_over_when_the_outcome_is_clear
    what_can_never_be_said_is_dropped_and_its_newer_state_stays
    an_event_of_the_couriers_settles_its_entry
    workspaces_come_in_turn
    a_sort_without_room_waits_as_a_whole_and_holds_no_other_up
    a_workspace_holds_no_more_claims_than_its_share
    a_clock_that_jumps_hands_nothing_out_twice
    it_is_known_when_something_can_be_claimed
}

async fn say(shelf: &Shelf, event_name: &str, place: &Place, id: &str, words: &str) {
    shelf
        .done(event(event_name).says(message(place, id, words)))
        .await;
}

async fn a_claim_is_held_for_its_time_and_no_longer(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    let first = shelf.claim_one(at(0)).await;
    assert_eq!(first.claim.attempt, 1);
    assert!(!first.doubtful);
    assert!(shelf.claim(at(29)).await.is_empty());
    let second = shelf.claim_one(at(31)).await;
    assert_eq!(second.claim.attempt, 2);
    assert!(second.doubtful, "the first may have said it");
}

async fn who_lost_the_claim_settles_nothing(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    let lost = shelf.claim_one(at(0)).await;
    let held = shelf.claim_one(at(31)).await;
    for settlement in [
        said("1.0", at(32)),
        later(at(32)),
        Settlement::Dead(Undeliverable::NotThere),
    ] {
        shelf.settle(at(32), &lost.claim, settlement).await;
        assert!(shelf.claim(at(33)).await.is_empty(), "it is still carried");
    }
    shelf.settle(at(34), &held.claim, later(at(35))).await;
    assert_eq!(shelf.claim_names(at(35)).await, ["m"]);
}

async fn eight_couriers_carry_everything_once(shelf: &mut Shelf) {
    let entries = 5_000;
    for first in (0..entries).step_by(50) {
        let mut making = event(&format!("E{first}"));
        for number in first..first + 50 {
            let place = channel(&format!("C{}", number % 1_250));
            making = making.says(message(&place, &format!("m{number}"), "Hello"));
        }
        shelf.done(making).await;
    }
    let couriers = (0..8).map(|_| {
        let store = shelf.store();
        tokio::spawn(async move {
            let mut carried = Vec::new();
            loop {
                let owed = store.claim(at(0), lease(at(0)), 50, 50).await.unwrap();
                if owed.is_empty() {
                    return carried;
                }
                let settled = owed
                    .iter()
                    .map(|owed| (owed.claim.clone(), said("1.0", at(0))))
                    .collect();
                carried.extend(owed.into_iter().map(|owed| owed.claim.id));
                store.settle(at(0), settled).await.unwrap();
            }
        })
    });
    let mut carried: Vec<MessageId> = Vec::new();
    for courier in join_all(couriers).await {
        carried.extend(courier.unwrap());
    }
    // A courier may find nothing because the others hold every head; one is left to the end.
    for owed in shelf.claim(at(31)).await {
        carried.push(owed.claim.id);
    }
    let distinct: BTreeSet<&MessageId> = carried.iter().collect();
    assert_eq!(carried.len(), distinct.len(), "something was carried twice");
    assert_eq!(distinct.len(), entries);
}

async fn what_was_put_off_is_still_first_in_its_place(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "first", "Hello").await;
    say(shelf, "E2", &channel("C1"), "second", "Hello").await;
    let first = shelf.claim_one(at(0)).await;
    assert_eq!(first.claim.id.as_str(), "first");
    shelf.settle(at(1), &first.claim, later(at(30))).await;
    assert!(
        shelf.claim(at(29)).await.is_empty(),
        "nobody overtakes within a place"
    );
    shelf.reopen().await;
    let first = shelf.claim_one(at(30)).await;
    assert_eq!(first.claim.id.as_str(), "first");
    shelf
        .settle(at(31), &first.claim, said("1.0", at(31)))
        .await;
    assert_eq!(shelf.claim_names(at(31)).await, ["second"]);
}

async fn one_slow_place_holds_nobody_else_up(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("slow"), "s", "Hello").await;
    shelf.claim_one(at(0)).await;
    say(shelf, "E2", &channel("slow"), "behind", "Hello").await;
    say(shelf, "E3", &channel("quick"), "q", "Hello").await;
    say(shelf, "E4", &Place::Direct("Ana".into()), "d", "Hello").await;
    assert_eq!(shelf.claim_names(at(1)).await, ["q", "d"]);
}

async fn urgent_ones_come_first_and_then_the_stalest(shelf: &mut Shelf) {
    // The oldest of all was put off, as was an urgent one that came later.
    say(shelf, "E1", &channel("C1"), "oldest", "Hello").await;
    let closing = urgent(message(&channel("C2"), "closing", "Closed"));
    shelf.done(event("E2").says(closing)).await;
    for owed in shelf.claim(at(0)).await {
        shelf.settle(at(0), &owed.claim, later(at(10))).await;
    }
    say(shelf, "E3", &channel("C3"), "fresh", "Hello").await;
    say(shelf, "E4", &channel("C4"), "fresher", "Hello").await;
    let closing = urgent(message(&channel("C4"), "fresher", "Closed"));
    shelf.done(event("E5").says(closing)).await;
    let order = ["closing", "fresher", "oldest", "fresh"];
    let one_by_one = async {
        let mut names = Vec::new();
        for _ in 0..order.len() {
            let claimed = shelf
                .store()
                .claim(at(10), lease(at(10)), 10, 1)
                .await
                .unwrap();
            names.extend(claimed.into_iter().map(|owed| owed.claim.id));
        }
        names
    };
    assert_eq!(one_by_one.await, order.map(MessageId::from));
}

async fn what_was_not_tried_is_no_attempt(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    for second in 0..20 {
        let owed = shelf.claim_one(at(second)).await;
        assert_eq!(owed.claim.attempt, 1, "the platform's pace had no room");
        assert!(!owed.doubtful);
        let not_tried = Settlement::Later {
            at: at(second + 1),
            doubtful: false,
            tried: false,
        };
        shelf.settle(at(second), &owed.claim, not_tried).await;
    }
    let owed = shelf.claim_one(at(20)).await;
    shelf.settle(at(20), &owed.claim, later(at(21))).await;
    assert_eq!(shelf.claim_one(at(21)).await.claim.attempt, 2);
}

async fn an_edit_waits_for_its_post_and_goes_to_it(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Answered by 0").await;
    let post = shelf.claim_one(at(0)).await;
    say(shelf, "E2", &channel("C1"), "m", "Answered by 1").await;
    assert!(shelf.claim(at(1)).await.is_empty(), "the post is under way");
    shelf.settle(at(2), &post.claim, said("1.0", at(2))).await;
    let edit = shelf.claim_one(at(2)).await;
    assert_eq!(words(&edit), "Answered by 1");
    assert_eq!(edit.sent.unwrap().address.as_str(), "1.0");
    assert!(!edit.doubtful);
    assert_eq!(edit.claim.attempt, 1, "a clean slate");
    shelf.settle(at(3), &edit.claim, said("1.0", at(3))).await;
    assert!(shelf.claim(at(99)).await.is_empty());
    shelf.reopen().await;
    say(shelf, "E3", &channel("C1"), "m", "Answered by 2").await;
    let edit = shelf.claim_one(at(100)).await;
    assert_eq!(edit.sent.unwrap().address.as_str(), "1.0");
}

async fn ten_waiting_edits_go_out_as_one(shelf: &mut Shelf) {
    say(shelf, "E", &channel("C1"), "m", "Answered by 0").await;
    for count in 1..=10 {
        let words = format!("Answered by {count}");
        say(shelf, &format!("E{count}"), &channel("C1"), "m", &words).await;
    }
    let one = shelf.claim_one(at(0)).await;
    assert_eq!(words(&one), "Answered by 10");
    shelf.settle(at(0), &one.claim, said("1.0", at(0))).await;
    assert!(shelf.claim(at(99)).await.is_empty());
}

async fn an_old_claim_settles_no_new_message_of_the_name(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "old").await;
    let old = shelf.claim_one(at(0)).await;
    let held = shelf.claim_one(at(31)).await;
    shelf.settle(at(32), &held.claim, said("1.0", at(32))).await;
    say(shelf, "E2", &channel("C1"), "m", "new").await;
    shelf.settle(at(33), &old.claim, said("0.9", at(33))).await;
    let new = shelf.claim_one(at(33)).await;
    assert_eq!(words(&new), "new");
    assert_eq!(new.sent.clone().unwrap().address.as_str(), "1.0");
    shelf.settle(at(34), &old.claim, said("0.9", at(34))).await;
    assert!(shelf.claim(at(34)).await.is_empty(), "it is still carried");
}

async fn first_posts_that_were_under_way_are_in_doubt(shelf: &mut Shelf) {
    for (id, place) in [
        ("under way", channel("C1")),
        ("settled", channel("C2")),
        ("never claimed", channel("C1")),
        ("gone when read", Place::Whisper("C1".into(), "Ana".into())),
        ("an edit", channel("C4")),
    ] {
        say(shelf, id, &place, id, "Hello").await;
    }
    for owed in shelf.claim(at(0)).await {
        if ["settled", "an edit"].contains(&owed.claim.id.as_str()) {
            shelf.settle(at(0), &owed.claim, said("1.0", at(0))).await;
        }
    }
    say(shelf, "E9", &channel("C4"), "an edit", "Hello again").await;
    shelf.claim_one(at(1)).await;
    shelf.reopen().await;
    let mut doubts: Vec<(String, bool)> = Vec::new();
    for owed in shelf.claim(at(99)).await {
        doubts.push((owed.claim.id.as_str().to_owned(), owed.doubtful));
        shelf.settle(at(99), &owed.claim, said("2.0", at(99))).await;
    }
    for owed in shelf.claim(at(100)).await {
        doubts.push((owed.claim.id.as_str().to_owned(), owed.doubtful));
    }
    doubts.sort();
    let expected = [
        ("an edit", false),
        ("gone when read", false),
        ("never claimed", false),
        ("under way", true),
    ];
    assert_eq!(doubts, expected.map(|(id, doubt)| (id.to_owned(), doubt)));
}

async fn a_doubt_is_over_when_the_outcome_is_clear(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    let unclear = |at: Timestamp| Settlement::Later {
        at,
        doubtful: true,
        tried: true,
    };
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, unclear(at(1))).await;
    shelf.reopen().await;
    let owed = shelf.claim_one(at(1)).await;
    assert!(owed.doubtful, "it may stand there");
    shelf.settle(at(1), &owed.claim, later(at(2))).await;
    shelf.reopen().await;
    assert!(!shelf.claim_one(at(2)).await.doubtful);
}

async fn what_can_never_be_said_is_dropped_and_its_newer_state_stays(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "old").await;
    say(shelf, "E2", &channel("C1"), "next", "Hello").await;
    let old = shelf.claim_one(at(0)).await;
    say(shelf, "E3", &channel("C1"), "m", "new").await;
    let dead = Settlement::Dead(Undeliverable::Refused);
    shelf.settle(at(1), &old.claim, dead.clone()).await;
    let new = shelf.claim_one(at(1)).await;
    assert_eq!(words(&new), "new");
    assert_eq!(new.sent, None);
    shelf.settle(at(2), &new.claim, dead).await;
    assert_eq!(shelf.claim_names(at(2)).await, ["next"]);
}

async fn an_event_of_the_couriers_settles_its_entry(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    say(shelf, "E2", &channel("C1"), "next", "Hello").await;
    let owed = shelf.claim_one(at(0)).await;
    let report = || completing(Completes::Entry(owed.claim.clone())).adds("undelivered", 1);
    shelf.done(report()).await;
    assert_eq!(shelf.commit(report()).await, Ok(Committed::Duplicate));
    assert_eq!(shelf.counter("undelivered").await, 1);
    assert_eq!(shelf.claim_names(at(1)).await, ["next"]);
}

async fn workspaces_come_in_turn(shelf: &mut Shelf) {
    for number in 0..40 {
        let workspace = if number < 38 { HOME } else { "slack:T2" };
        let place = channel(&format!("C{number}"));
        let making = event(&format!("E{number}")).of(workspace);
        shelf.done(making.says(message(&place, "m", "Hello"))).await;
    }
    let claimed = shelf
        .store()
        .claim(at(0), lease(at(0)), 8, 10)
        .await
        .unwrap();
    let small = WorkspaceId::from("slack:T2");
    let of_small = claimed
        .iter()
        .filter(|owed| owed.claim.workspace == small)
        .count();
    assert_eq!((claimed.len(), of_small), (10, 2));
}

async fn a_sort_without_room_waits_as_a_whole_and_holds_no_other_up(shelf: &mut Shelf) {
    for number in 0..100 {
        let place = Place::Direct(format!("U{number}").as_str().into());
        say(shelf, &format!("E{number}"), &place, "nudge", "Hello").await;
    }
    for owed in shelf.claim(at(0)).await {
        let no_room = Settlement::NoRoom {
            at: at(10),
            doubtful: false,
        };
        shelf.settle(at(0), &owed.claim, no_room).await;
    }
    assert_eq!(shelf.store().next_claimable().await, Ok(Some(at(10))));
    say(shelf, "post", &channel("C1"), "post", "Hello").await;
    let whisper = Place::Whisper("C1".into(), "Ana".into());
    say(shelf, "answer", &whisper, "answer", "Hello").await;
    assert_eq!(shelf.claim_names(at(9)).await, ["answer", "post"]);
    let first = shelf.claim_one(at(10)).await;
    assert_eq!((first.claim.attempt, first.doubtful), (1, false));
    assert_eq!(first.claim.place, Place::Direct("U0".into()), "in its turn");
    assert_eq!(shelf.claim(at(10)).await.len(), 2, "there is room");
    assert_eq!(shelf.claim(at(10)).await.len(), 4);
}

async fn a_workspace_holds_no_more_claims_than_its_share(shelf: &mut Shelf) {
    for number in 0..20 {
        let place = channel(&format!("C{number}"));
        say(shelf, &format!("E{number}"), &place, "m", "Hello").await;
    }
    let claim = async |now| {
        let store = shelf.store();
        store.claim(now, lease(now), 8, 100).await.unwrap()
    };
    let held = claim(at(0)).await;
    assert_eq!(held.len(), 8);
    assert!(claim(at(1)).await.is_empty());
    shelf
        .settle(at(2), &held[0].claim, said("1.0", at(2)))
        .await;
    assert_eq!(claim(at(2)).await.len(), 1);
    assert_eq!(claim(at(31)).await.len(), 7, "those that were lost");
}

async fn a_clock_that_jumps_hands_nothing_out_twice(shelf: &mut Shelf) {
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    let store = shelf.store();
    let owed = store.claim(at(0), lease(at(0)), 10, 10).await.unwrap();
    for clock in [days(400), days(-400)] {
        let again = store.claim(clock, lease(at(1)), 10, 10).await.unwrap();
        assert!(again.is_empty());
    }
    shelf
        .settle(at(1), &owed[0].claim, said("1.0", at(1)))
        .await;
    assert!(shelf.claim(at(99)).await.is_empty());
}

async fn it_is_known_when_something_can_be_claimed(shelf: &mut Shelf) {
    let store = shelf.store();
    assert_eq!(store.next_claimable().await, Ok(None));
    say(shelf, "E1", &channel("C1"), "m", "Hello").await;
    assert!(store.next_claimable().await.unwrap().unwrap() <= at(0));
    let owed = shelf.claim_one(at(0)).await;
    assert_eq!(store.next_claimable().await, Ok(None));
    shelf.settle(at(1), &owed.claim, later(days(1))).await;
    assert_eq!(store.next_claimable().await, Ok(Some(days(1))));
}
