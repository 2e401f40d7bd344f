//! When it is not known whether a message stands: the answer never came, or the process ended
//! before it was kept. Where Slack can be asked nothing is doubled; where it can't, a post is tried
//! so often and no more (`trouble` has that story).

use std::sync::Arc;

use cairn::chat::Outgoing;
use cairn::platform::{Delivery, Platform};
use cairn::store::{Lease, MemoryStore, Store};
use jiff::SignedDuration;
use serde_json::Value;

use crate::support::slack::requests::{command, direct};
use crate::support::slack::workplace::text;
use crate::support::slack::{Fault, Workplace, rest};
use crate::{ADA, ANA, support, workplace};

/// What an admin types in some of these stories.
const ASK: &str = "ask feedback/late-report";

/// Cairn, and the store in which it keeps what it owes.
async fn with_store() -> (Workplace, Arc<MemoryStore>) {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    (work, store)
}

/// Claims all that waits, sends it, and ends before anything of that is kept: the next one finds
/// claims that nobody has settled. How many were sent.
async fn dies_between_sending_and_keeping(work: &Workplace, store: &MemoryStore) -> usize {
    let now = work.clock.now();
    let from = tokio::time::Instant::now();
    let over = Lease { from, until: from };
    let claimed = store.claim(now, over, 64, 64).await.unwrap();
    let messages = claimed
        .iter()
        .filter(|owed| matches!(owed.what, Outgoing::Message(_)));
    let mut sent = 0;
    for owed in messages {
        work.slack
            .deliver(Delivery {
                workspace: &owed.claim.workspace,
                what: &owed.what,
                sent: None,
                unclear: 0,
                now,
            })
            .await;
        sent += 1;
    }
    sent
}

/// Lets claims run out whose holder is gone.
async fn claims_run_out(work: &Workplace) {
    work.later(SignedDuration::from_mins(5)).await;
}

fn words_of(standing: &[(String, Value)]) -> Vec<String> {
    let mut words: Vec<String> = standing
        .iter()
        .map(|(_, message)| text(message).to_owned())
        .collect();
    words.sort();
    words
}

fn assert_none_twice(work: &Workplace, conversation: &str) {
    let words = words_of(&work.fake.standing(conversation));
    let mut once = words.clone();
    once.dedup();
    assert_eq!(words, once, "nothing stands twice");
}

/// The marks of all that was posted, in order.
fn marks(work: &Workplace) -> Vec<String> {
    let calls = work.fake.calls("chat.postMessage");
    let mark = |call: &support::slack::fake::Call| {
        call.body["metadata"]["event_payload"]["id"].to_string()
    };
    calls.iter().map(mark).collect()
}

#[tokio::test]
async fn what_was_sent_when_the_process_died_is_found_in_the_direct_conversation() {
    let (work, store) = with_store().await;
    work.send(&direct(ANA, "practice 1", "Ev1")).await;
    let sent = dies_between_sending_and_keeping(&work, &store).await;
    let before = work.fake.standing("DANA");
    assert!(sent > 0 && before.len() == sent, "{before:#?}");

    claims_run_out(&work).await;
    let posted: Vec<Value> = work
        .fake
        .calls("chat.postMessage")
        .into_iter()
        .map(|call| call.body)
        .collect();
    assert_none_twice(&work, "DANA");
    let greeting = posted
        .iter()
        .filter(|body| text(body).contains("I'm Cairn"));
    assert_eq!(greeting.count(), 1);
    assert!(!work.fake.calls("conversations.history").is_empty());

    // It is known again where it stands: what changes is edited there.
    work.writes(ANA, "stop", "Ev2").await;
    assert_none_twice(&work, "DANA");
}

#[tokio::test]
async fn an_answer_that_never_came_doubles_nothing_in_a_direct_conversation() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", vec![Fault::HangsUpAfter; 3]);
    work.writes(ANA, "practice 1", "Ev1").await;
    for _ in 0..4 {
        work.later(SignedDuration::from_mins(1)).await;
    }
    assert_eq!(
        work.fake.standing("DANA").len(),
        work.fake.calls("chat.postMessage").len()
    );
    assert_none_twice(&work, "DANA");
}

#[tokio::test]
async fn what_does_not_stand_is_said_again_however_often_that_was_unclear() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", vec![Fault::Broken(500); 6]);
    work.writes(ANA, "practice 1", "Ev1").await;
    for _ in 0..6 {
        rest(3).await;
        work.later(SignedDuration::from_mins(3)).await;
    }
    let standing = words_of(&work.fake.standing("DANA"));
    assert!(
        standing.iter().any(|words| words.contains("I'm Cairn")),
        "{standing:#?}"
    );
    assert_none_twice(&work, "DANA");
}

#[tokio::test]
async fn where_an_operator_has_granted_it_a_channel_is_looked_through_too() {
    for (channel, scope) in [("C1", "channels:history"), ("G1", "groups:history")] {
        let (work, store) = with_store().await;
        work.fake.grant(scope);
        work.send(&command(ADA, channel, ASK, "trigger.1")).await;
        assert_eq!(dies_between_sending_and_keeping(&work, &store).await, 1);
        claims_run_out(&work).await;
        assert_eq!(work.fake.standing(channel).len(), 1);
        assert_eq!(work.fake.calls("conversations.history").len(), 1);
    }
}

#[tokio::test]
async fn without_that_a_channel_is_asked_about_once_and_its_message_may_be_doubled() {
    let (work, store) = with_store().await;
    work.send(&command(ADA, "C1", ASK, "trigger.1")).await;
    dies_between_sending_and_keeping(&work, &store).await;
    claims_run_out(&work).await;
    assert_eq!(work.fake.standing("C1").len(), 2, "documented, and no more");
    work.fake.fail("chat.postMessage", [Fault::HangsUpAfter]);
    work.types(ADA, "C1", "ask feedback/feedback-always-helps")
        .await;
    claims_run_out(&work).await;
    assert_eq!(work.fake.calls("conversations.history").len(), 1);
}

#[tokio::test]
async fn an_app_that_may_not_open_conversations_is_asked_once_and_goes_on_as_before() {
    let work = workplace().await;
    work.fake.withhold("im:write");
    work.fake.fail(
        "chat.postMessage",
        [Fault::HangsUpAfter, Fault::HangsUpAfter],
    );
    work.writes(ANA, "practice 1", "Ev1").await;
    for _ in 0..4 {
        work.later(SignedDuration::from_mins(1)).await;
    }
    assert_eq!(work.fake.calls("conversations.open").len(), 1);
    assert!(work.fake.calls("conversations.history").is_empty());
    assert!(
        work.fake.standing("DANA").len() > 2,
        "doubled, and not lost"
    );
}

#[tokio::test]
async fn what_another_bot_has_written_is_not_taken_for_ones_own() {
    let (work, store) = with_store().await;
    work.send(&direct(ANA, "practice 1", "Ev1")).await;
    dies_between_sending_and_keeping(&work, &store).await;
    work.fake.is_of_another_bot("DANA");
    claims_run_out(&work).await;
    let marks = marks(&work);
    let first = marks.iter().filter(|mark| **mark == marks[0]);
    assert_eq!(first.count(), 2, "{marks:?}");
}

#[tokio::test]
async fn an_older_message_is_found_pages_back() {
    let (work, store) = with_store().await;
    work.fake.grant("channels:history");
    work.send(&command(ADA, "C1", ASK, "trigger.1")).await;
    dies_between_sending_and_keeping(&work, &store).await;
    work.fake.others_say("C1", 450);
    claims_run_out(&work).await;
    assert_eq!(work.fake.calls("conversations.history").len(), 3);
    assert_eq!(work.fake.calls("chat.postMessage").len(), 1);
}

#[tokio::test]
async fn a_limit_on_looking_is_waited_for_and_nothing_is_said_meanwhile() {
    let (work, store) = with_store().await;
    work.send(&direct(ANA, "practice 1", "Ev1")).await;
    let sent = dies_between_sending_and_keeping(&work, &store).await;
    work.fake.fail(
        "conversations.history",
        [
            Fault::Limited {
                seconds: 1,
                bare: true,
            },
            Fault::Broken(502),
            Fault::HangsUpAfter,
            Fault::Refused("fatal_error"),
        ],
    );
    for _ in 0..8 {
        rest(2).await;
        claims_run_out(&work).await;
    }
    assert!(work.fake.calls("conversations.history").len() >= 5);
    assert!(work.fake.standing("DANA").len() >= sent);
    assert_none_twice(&work, "DANA");
}

#[tokio::test]
async fn every_message_has_a_mark_of_its_own_that_tells_nothing() {
    let work = workplace().await;
    work.types(ADA, "C1", ASK).await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let marks = marks(&work);
    let distinct: std::collections::BTreeSet<&String> = marks.iter().collect();
    assert!(
        marks.len() > 2 && distinct.len() == marks.len(),
        "{marks:?}"
    );
}
