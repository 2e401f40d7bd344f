//! Dead letters: what could never be said is kept for whoever may mend the cause, bounded, for a
//! month, and without the right to answer one request.

use cairn::chat::{Message, MessageId, Place, ReplyHandle, Undeliverable};
use cairn::state::{Committed, Completes, DEAD_LETTERS_KEPT, Settlement};

use crate::making::{channel, completing, event, later, message, said};
use crate::shelf::{Shelf, at, days, lease};

stories! {
    what_is_given_up_rests_with_its_reason
    a_report_of_the_couriers_lays_its_entry_to_rest
    what_is_dropped_leaves_nothing
    what_a_newer_state_has_overtaken_does_not_rest
    a_letter_that_is_said_again_or_dropped_is_gone
    only_the_newest_are_kept
    a_letter_rests_for_a_month
}

const REFUSED: Settlement = Settlement::Dead(Undeliverable::Refused);

fn tip() -> Message {
    Message {
        via: Some(ReplyHandle::from("secret")),
        ..message(&channel("C1"), "tip", "Hello")
    }
}

async fn names(shelf: &Shelf) -> Vec<(u64, MessageId)> {
    let dead = shelf.dead().await;
    let name =
        |(_, number, letter): (_, u64, cairn::state::DeadLetter)| (number, letter.outgoing.id());
    dead.into_iter().map(name).collect()
}

async fn what_is_given_up_rests_with_its_reason(shelf: &mut Shelf) {
    shelf.done(event("E1").says(tip())).await;
    let first = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &first.claim, later(at(1))).await;
    let second = shelf.claim_one(at(1)).await;
    shelf.settle(at(2), &second.claim, REFUSED).await;
    shelf.reopen().await;
    assert!(shelf.claim(at(99)).await.is_empty());
    let dead = shelf.dead().await;
    let [(_, 1, letter)] = &dead[..] else {
        panic!("{dead:?}");
    };
    assert_eq!((letter.at, letter.tried), (at(2), 2));
    assert_eq!(letter.why, Undeliverable::Refused);
    let rests = letter.outgoing.clone();
    assert_eq!(
        rests,
        cairn::chat::Outgoing::Message(tip()).without_reply_handle()
    );
}

async fn a_report_of_the_couriers_lays_its_entry_to_rest(shelf: &mut Shelf) {
    shelf.done(event("E1").says(tip())).await;
    let owed = shelf.claim_one(at(0)).await;
    let report = || {
        let why = Undeliverable::Archived;
        completing(Completes::DeadEntry(owed.claim.clone(), why)).adds("told", 1)
    };
    shelf.done(report()).await;
    assert_eq!(shelf.commit(report()).await, Ok(Committed::Duplicate));
    assert_eq!(shelf.counter("told").await, 1);
    assert_eq!(names(shelf).await, [(1, "tip".into())]);
}

async fn what_is_dropped_leaves_nothing(shelf: &mut Shelf) {
    shelf.done(event("E1").says(tip())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, Settlement::Dropped).await;
    assert!(shelf.claim(at(99)).await.is_empty());
    assert!(shelf.dead().await.is_empty());
}

async fn what_a_newer_state_has_overtaken_does_not_rest(shelf: &mut Shelf) {
    shelf.done(event("E1").says(tip())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.done(event("E2").says(tip())).await;
    shelf.settle(at(1), &owed.claim, REFUSED).await;
    assert!(shelf.dead().await.is_empty());
    assert_eq!(shelf.claim_names(at(1)).await, ["tip"]);
}

async fn a_letter_that_is_said_again_or_dropped_is_gone(shelf: &mut Shelf) {
    for number in 1..=3 {
        let place = channel(&format!("C{number}"));
        let id = format!("tip{number}");
        let tip = event(&id).says(message(&place, &id, "Hello"));
        shelf.done(tip).await;
        let owed = shelf.claim_one(at(0)).await;
        shelf.settle(at(0), &owed.claim, REFUSED).await;
    }
    shelf.done(event("drop").buries(2).buries(99)).await;
    let again = message(&channel("C1"), "tip1", "Hello");
    shelf.done(event("again").buries(1).says(again)).await;
    shelf.reopen().await;
    assert_eq!(names(shelf).await, [(3, "tip3".into())]);
    let owed = shelf.claim_one(at(1)).await;
    shelf.settle(at(1), &owed.claim, said("1.0", at(1))).await;
}

async fn only_the_newest_are_kept(shelf: &mut Shelf) {
    let more = DEAD_LETTERS_KEPT + 5;
    let mut making = event("E1");
    for number in 1..=more {
        let place = Place::Direct(format!("U{number}").as_str().into());
        making = making.says(message(&place, &format!("m{number}"), "Hello"));
    }
    shelf.done(making).await;
    let store = shelf.store();
    let owed = store
        .claim(at(0), lease(at(0)), 2_000, 2_000)
        .await
        .unwrap();
    let settled = owed.into_iter().map(|owed| (owed.claim, REFUSED)).collect();
    store.settle(at(0), settled).await.unwrap();
    let kept = names(shelf).await;
    assert_eq!(kept.len() as u64, DEAD_LETTERS_KEPT);
    assert_eq!(kept[0], (6, "m6".into()));
}

async fn a_letter_rests_for_a_month(shelf: &mut Shelf) {
    shelf.done(event("E1").says(tip())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, REFUSED).await;
    shelf.sweep(days(30)).await;
    assert_eq!(shelf.dead().await.len(), 1);
    shelf.sweep(days(31)).await;
    assert!(shelf.dead().await.is_empty());
}
