//! Taking back: what was surely never said is not said; what may have been said is not said again
//! and can't stand unnoticed; what was said stands, or is edited.

use cairn::chat::{Message, Place, Undeliverable, Withdrawal};
use cairn::state::{Committed, Completes, Settlement, Standing};
use jiff::Timestamp;

use crate::making::{completing, event, later, message, said, words};
use crate::shelf::{Shelf, at};

stories! {
    what_waits_and_is_taken_back_is_never_said
    what_is_taken_back_holds_up_nothing_behind_it
    a_first_post_under_way_is_taken_back_and_not_said_again
    what_was_said_meanwhile_is_edited_and_never_posted
    what_was_taken_back_and_surely_not_said_is_done_with
    what_was_said_stands_when_it_is_taken_back
    what_was_said_is_edited_when_it_is_taken_back_so
    what_is_said_again_after_it_was_taken_back_is_a_new_message
    a_doubt_about_an_older_state_is_known_as_such
    a_claim_stands_until_it_is_overtaken_taken_back_or_lost
    what_is_taken_back_while_it_is_claimed_tells_nobody_of_it
}

fn hello() -> Message {
    message(&direct(), "nudge", "Hello")
}

fn direct() -> Place {
    Place::Direct("Ana".into())
}

fn unsaid() -> Withdrawal {
    Withdrawal::Unsaid(direct(), "nudge".into())
}

fn edited() -> Withdrawal {
    Withdrawal::Edited(message(&direct(), "nudge", "Taken back"))
}

fn unclear(at: Timestamp) -> Settlement {
    Settlement::Later {
        at,
        doubtful: true,
        tried: true,
    }
}

async fn what_waits_and_is_taken_back_is_never_said(shelf: &mut Shelf) {
    for (name, withdrawal) in [("unsaid", unsaid()), ("edited", edited())] {
        shelf.done(event(name).says(hello())).await;
        let taken_back = event(&format!("{name} again"));
        shelf.done(taken_back.withdraws(withdrawal)).await;
        assert!(shelf.claim(at(0)).await.is_empty());
        shelf.reopen().await;
        assert!(shelf.claim(at(0)).await.is_empty());
    }
    shelf.done(event("E3").withdraws(unsaid())).await;
    shelf.done(event("E4").withdraws(edited())).await;
    assert!(shelf.claim(at(1)).await.is_empty(), "it was never there");
}

async fn what_is_taken_back_holds_up_nothing_behind_it(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let next = message(&direct(), "next", "Hello");
    shelf.done(event("E2").says(next)).await;
    shelf.done(event("E3").withdraws(unsaid())).await;
    assert_eq!(shelf.claim_names(at(0)).await, ["next"]);
}

async fn a_first_post_under_way_is_taken_back_and_not_said_again(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    assert!(!owed.withdrawn);
    shelf.done(event("E2").withdraws(unsaid())).await;
    assert_eq!(shelf.store().stands(&owed.claim), Standing::Overtaken);
    shelf.reopen().await;
    let doubt = shelf.claim_one(at(60)).await;
    assert!(doubt.withdrawn && doubt.doubtful && !doubt.outdated);
    let given_up = Settlement::Dead(Undeliverable::Unclear);
    shelf.settle(at(60), &doubt.claim, given_up).await;
    assert!(shelf.claim(at(99)).await.is_empty());
}

async fn what_was_said_meanwhile_is_edited_and_never_posted(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.done(event("E2").withdraws(edited())).await;
    shelf.settle(at(1), &owed.claim, said("1.0", at(1))).await;
    shelf.reopen().await;
    let edit = shelf.claim_one(at(2)).await;
    assert!(edit.withdrawn && !edit.doubtful);
    assert_eq!(words(&edit), "Taken back");
    assert_eq!(edit.sent.unwrap().address.as_str(), "1.0");
}

async fn what_was_taken_back_and_surely_not_said_is_done_with(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.done(event("E2").withdraws(unsaid())).await;
    shelf.settle(at(1), &owed.claim, later(at(30))).await;
    let rest = shelf.claim_one(at(2)).await;
    assert!(rest.withdrawn && !rest.doubtful);
    shelf.reopen().await;
    let rest = shelf.claim_one(at(60)).await;
    assert!(!rest.doubtful, "its claim was no first post");
    let nothing_more = Settlement::Said(None);
    shelf.settle(at(60), &rest.claim, nothing_more).await;
    assert!(shelf.claim(at(99)).await.is_empty());
}

async fn what_was_said_stands_when_it_is_taken_back(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, said("1.0", at(0))).await;
    let answered = message(&direct(), "nudge", "Answered");
    shelf.done(event("E2").says(answered)).await;
    shelf.done(event("E3").withdraws(unsaid())).await;
    let edit = shelf.claim_one(at(1)).await;
    assert_eq!(words(&edit), "Answered");
}

async fn what_was_said_is_edited_when_it_is_taken_back_so(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, said("1.0", at(0))).await;
    shelf.done(event("E2").withdraws(edited())).await;
    let edit = shelf.claim_one(at(1)).await;
    assert_eq!(words(&edit), "Taken back");
    assert!(edit.sent.is_some());
}

async fn what_is_said_again_after_it_was_taken_back_is_a_new_message(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let old = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &old.claim, later(at(1))).await;
    let anew = event("E2").withdraws(unsaid()).says(hello());
    shelf.done(anew).await;
    let new = shelf.claim_one(at(2)).await;
    assert!(!new.withdrawn && !new.doubtful);
    for settlement in [said("0.9", at(3)), unclear(at(3))] {
        shelf.settle(at(3), &old.claim, settlement).await;
    }
    assert_eq!(shelf.store().stands(&new.claim), Standing::Newest);
    let report = completing(Completes::Entry(old.claim)).adds("undelivered", 1);
    assert_eq!(shelf.commit(report).await, Ok(Committed::Duplicate));
    shelf.done(event("E3").withdraws(unsaid())).await;
    shelf.done(event("E4").says(hello())).await;
    let again = shelf.claim_one(at(40)).await;
    assert!(!again.withdrawn, "said anew");
}

async fn a_doubt_about_an_older_state_is_known_as_such(shelf: &mut Shelf) {
    shelf.done(event("E1").says(hello())).await;
    let owed = shelf.claim_one(at(0)).await;
    shelf.settle(at(0), &owed.claim, unclear(at(1))).await;
    assert!(!shelf.claim_one(at(1)).await.outdated);
    let newer = message(&direct(), "nudge", "Newer");
    shelf.done(event("E2").says(newer)).await;
    shelf.reopen().await;
    let newer = shelf.claim_one(at(60)).await;
    assert!(newer.doubtful && newer.outdated);
    shelf.settle(at(60), &newer.claim, later(at(61))).await;
    shelf.reopen().await;
    let newer = shelf.claim_one(at(99)).await;
    assert!(!newer.doubtful && !newer.outdated);
}

async fn a_claim_stands_until_it_is_overtaken_taken_back_or_lost(shelf: &mut Shelf) {
    let store = shelf.store();
    let whisper = Place::Whisper("C1".into(), "Ana".into());
    shelf
        .done(event("E1").says(message(&whisper, "m", "old")))
        .await;
    let owed = shelf.claim_one(at(0)).await;
    assert_eq!(store.stands(&owed.claim), Standing::Newest);
    shelf
        .done(event("E2").says(message(&whisper, "m", "new")))
        .await;
    assert_eq!(store.stands(&owed.claim), Standing::Overtaken);
    let lost = owed.claim;
    let held = shelf.claim_one(at(31)).await;
    assert_eq!(store.stands(&lost), Standing::Gone);
    assert_eq!(store.stands(&held.claim), Standing::Newest);
    let withdrawal = Withdrawal::Unsaid(whisper, "m".into());
    shelf.done(event("E3").withdraws(withdrawal)).await;
    assert_eq!(store.stands(&held.claim), Standing::Gone);
}

async fn what_is_taken_back_while_it_is_claimed_tells_nobody_of_it(shelf: &mut Shelf) {
    let home = Place::Home("Ana".into());
    shelf
        .done(event("E1").says(message(&home, "m", "Hello")))
        .await;
    let owed = shelf.claim_one(at(0)).await;
    let withdrawal = Withdrawal::Unsaid(home, "m".into());
    shelf.done(event("E2").withdraws(withdrawal)).await;
    let report = completing(Completes::Entry(owed.claim)).adds("undelivered", 1);
    assert_eq!(shelf.commit(report).await, Ok(Committed::Duplicate));
    assert!(shelf.claim(at(99)).await.is_empty());
}
