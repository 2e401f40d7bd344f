//! When Teams limits, fails, refuses or hangs up: what was not said is said later, what may have
//! been said is never said again, and what can never be said is told to who asked.

use cairn::chat::Undeliverable;
use cairn::ops;
use jiff::SignedDuration;

use crate::support::rest;
use crate::support::teams::requests::{ADA, ANA, CHANNEL, mentioned};
use crate::support::teams::workplace::text;
use crate::support::teams::{Fault, Workplace};
use crate::telling::{LATE_REPORT, workplace};

/// An admin asks, and whatever comes of it is not looked at.
async fn ask(work: &Workplace) {
    let asked = mentioned(ADA, "ask feedback/late-report");
    assert_eq!(work.happens(&asked).await.status, 200);
}

/// How often something was said in the channel, as far as Teams was asked to.
fn tried(work: &Workplace) -> usize {
    let calls = work.fake.calls("send").into_iter();
    let channel = CHANNEL.replace(':', "%3A").replace('@', "%40");
    calls
        .filter(|call| call.path.contains(&channel) || call.path.contains(CHANNEL))
        .count()
}

#[tokio::test]
async fn a_limit_is_waited_for_and_the_message_comes_once() {
    for fault in [Fault::Limited(Some(2)), Fault::Limited(None), Fault::Busy] {
        let work = workplace().await;
        work.fake.fail("send", [fault]);
        ask(&work).await;
        assert!(work.fake.standing(CHANNEL).is_empty());
        assert_eq!(tried(&work), 1);
        rest(12).await;
        work.later(SignedDuration::from_secs(12)).await;
        assert_eq!(work.fake.standing(CHANNEL).len(), 1);
        assert_eq!(tried(&work), 2);
    }
}

#[tokio::test]
async fn what_may_have_been_said_is_never_said_again_and_waits_for_an_operator() {
    for fault in [
        Fault::FailsAfter(500),
        Fault::FailsAfter(502),
        Fault::FailsAfter(503),
        Fault::HangsUpAfter,
        Fault::Page(504),
    ] {
        let stands = !matches!(fault, Fault::Page(_));
        let work = workplace().await;
        work.fake.fail("send", [fault.clone()]);
        ask(&work).await;
        for _ in 0..4 {
            rest(60).await;
            work.later(SignedDuration::from_mins(10)).await;
        }
        assert_eq!(tried(&work), 1, "{fault:?}");
        assert_eq!(work.fake.standing(CHANNEL).len(), usize::from(stands));
        let outbox = ops::look_through(work.store.as_ref()).await.unwrap();
        let why: Vec<Undeliverable> = outbox.dead.iter().map(|line| line.why.clone()).collect();
        assert_eq!(why, [Undeliverable::Unclear], "{fault:?}");
    }
}

#[tokio::test]
async fn a_connection_that_ends_before_teams_has_done_anything_is_not_clear_either() {
    let work = workplace().await;
    work.fake.fail("send", [Fault::HangsUp]);
    ask(&work).await;
    rest(60).await;
    work.later(SignedDuration::from_mins(10)).await;
    assert_eq!(tried(&work), 1);
}

#[tokio::test]
async fn a_channel_that_refuses_the_bot_is_told_to_who_asked() {
    for fault in [
        Fault::Refused(403, "BotNotInConversationRoster"),
        Fault::Nested(403, "MessageWritesBlocked"),
        Fault::Refused(404, "ConversationNotFound"),
        Fault::Refused(413, "MessageSizeTooBig"),
    ] {
        let work = workplace().await;
        work.fake.fail("send", [fault.clone()]);
        ask(&work).await;
        rest(3).await;
        work.later(SignedDuration::from_secs(3)).await;
        assert_eq!(tried(&work), 1, "{fault:?}");
        let told = work.last_in_chat(ADA);
        assert!(text(&told.card).contains("could not post"), "{fault:?}");
    }
}

#[tokio::test]
async fn a_bot_that_is_locked_out_loses_nothing_that_waits() {
    for fault in [
        Fault::Refused(403, "InvalidBotApiHost"),
        Fault::Page(403),
        Fault::Page(407),
    ] {
        let work = workplace().await;
        work.fake.fail("send", [fault.clone()]);
        ask(&work).await;
        assert!(work.fake.standing(CHANNEL).is_empty());
        rest(61).await;
        work.later(SignedDuration::from_secs(61)).await;
        assert_eq!(work.fake.standing(CHANNEL).len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_edit_is_made_again_until_it_is_clear() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    work.fake.fail(
        "update",
        [
            Fault::FailsAfter(502),
            Fault::HangsUp,
            Fault::Limited(Some(1)),
        ],
    );
    work.taps(ANA, &standing, "A").await;
    for _ in 0..6 {
        rest(31).await;
        work.later(SignedDuration::from_secs(31)).await;
    }
    assert_eq!(work.fake.calls("update").len(), 4);
    let edited = work.only_standing(CHANNEL).card;
    assert!(text(&edited).contains("Answered by 1"), "{edited:#}");
    assert_eq!(tried(&work), 1);
}

#[tokio::test]
async fn a_card_that_somebody_deleted_is_not_edited_for_ever() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let gone = || Fault::Refused(404, "ActivityNotFoundInConversation");
    work.fake.fail("update", [gone(), gone(), gone(), gone()]);
    work.taps(ANA, &standing, "A").await;
    for _ in 0..4 {
        rest(31).await;
        work.later(SignedDuration::from_secs(31)).await;
    }
    assert_eq!(work.fake.calls("update").len(), 1);
    assert!(tried(&work) <= 2, "at most once anew");
}
