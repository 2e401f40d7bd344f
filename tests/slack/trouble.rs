//! When Slack limits, fails, refuses or hangs up: what is owed is said, once where that can be
//! known, and what can never be said is told to who asked.

use jiff::SignedDuration;

use crate::support::slack::workplace::{Standing, button, text};
use crate::support::slack::{Fault, rest};
use crate::{ADA, ANA, LATE_REPORT, workplace};

/// What an admin types in most of these stories.
const ASK: &str = "ask feedback/late-report";

#[tokio::test]
async fn a_limit_is_waited_for_and_the_message_comes() {
    for bare in [false, true] {
        let work = workplace().await;
        work.fake
            .fail("chat.postMessage", [Fault::Limited { seconds: 1, bare }]);
        work.types(ADA, "C1", ASK).await;
        assert!(work.fake.standing("C1").is_empty());
        rest(2).await;
        work.later(SignedDuration::from_secs(2)).await;
        assert_eq!(work.fake.standing("C1").len(), 1);
        assert_eq!(work.fake.calls("chat.postMessage").len(), 2);
    }
}

#[tokio::test]
async fn after_an_error_of_slacks_own_the_message_comes_a_little_later() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", [Fault::Broken(500), Fault::Broken(503)]);
    work.types(ADA, "C1", ASK).await;
    work.later(SignedDuration::from_mins(1)).await;
    assert_eq!(work.fake.standing("C1").len(), 1);
}

#[tokio::test]
async fn an_answer_that_never_came_may_double_a_post_and_never_loses_it() {
    let work = workplace().await;
    work.fake.fail("chat.postMessage", [Fault::HangsUpAfter]);
    work.types(ADA, "C1", ASK).await;
    work.later(SignedDuration::from_mins(1)).await;
    assert_eq!(
        work.fake.standing("C1").len(),
        2,
        "one that Slack kept silent about, one more"
    );
    let (ts, message) = work.fake.standing("C1").remove(0);
    let first = Standing { ts, message };
    work.taps(ANA, &first, "A").await;
    let (ts, message) = work.fake.standing("C1").remove(1);
    let answer = work.taps(ANA, &Standing { ts, message }, "B").await;
    assert!(
        text(&answer).contains("first answer"),
        "both are the same check-in: {answer:#}"
    );
}

#[tokio::test]
async fn a_post_whose_outcome_never_gets_clear_is_given_up_and_told() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", vec![Fault::Broken(500); 4]);
    work.types(ADA, "C1", ASK).await;
    for _ in 0..3 {
        rest(2).await;
        work.later(SignedDuration::from_secs(20)).await;
    }
    assert!(work.fake.standing("C1").is_empty());
    let (_, told) = work.fake.standing("DADA").pop().unwrap();
    assert!(
        told["text"].as_str().unwrap().contains("could not post"),
        "{told:#}"
    );
}

#[tokio::test]
async fn a_channel_that_is_archived_is_told_to_who_asked() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", [Fault::Refused("is_archived")]);
    work.types(ADA, "C1", ASK).await;
    work.settled().await;
    let (_, told) = work.fake.standing("DADA").pop().unwrap();
    let words = told["text"].as_str().unwrap();
    assert!(
        words.contains("could not post") && words.contains("C1"),
        "{words}"
    );
}

#[tokio::test]
async fn a_revoked_token_loses_nothing_that_waits() {
    let work = workplace().await;
    work.fake
        .fail("chat.postMessage", [Fault::Refused("token_revoked")]);
    work.types(ADA, "C1", ASK).await;
    assert!(work.fake.standing("C1").is_empty());
    rest(61).await;
    work.later(SignedDuration::from_secs(61)).await;
    assert_eq!(work.fake.standing("C1").len(), 1);
}

#[tokio::test]
async fn a_proxy_that_answers_instead_of_slack_loses_nothing() {
    for status in [403, 407] {
        let work = workplace().await;
        work.fake.fail("chat.postMessage", [Fault::Broken(status)]);
        work.types(ADA, "C1", ASK).await;
        assert!(work.fake.standing("C1").is_empty());
        rest(61).await;
        work.later(SignedDuration::from_secs(61)).await;
        assert_eq!(work.fake.standing("C1").len(), 1);
    }
}

#[tokio::test]
async fn a_page_of_a_proxys_is_not_taken_for_an_edit() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    work.fake.fail("chat.update", [Fault::Broken(200)]);
    work.taps(ANA, &standing, "A").await;
    work.later(SignedDuration::from_secs(10)).await;
    assert_eq!(work.fake.calls("chat.update").len(), 2);
    let edited = work.only_standing("C1").message;
    assert!(text(&edited).contains("Answered by 1"), "{edited:#}");
}

#[tokio::test]
async fn a_wait_without_end_is_not_believed() {
    let work = workplace().await;
    let limited = Fault::Limited {
        seconds: u64::MAX,
        bare: true,
    };
    work.fake.fail("chat.postMessage", [limited]);
    work.types(ADA, "C1", ASK).await;
    rest(3_601).await;
    work.later(SignedDuration::from_secs(3_601)).await;
    assert_eq!(work.fake.standing("C1").len(), 1);
}

#[tokio::test]
async fn when_the_address_is_used_up_the_private_answer_comes_by_the_method() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let token = button(&standing.message, "A");
    for (person, fault) in [
        (ANA, Fault::Refused("used_url")),
        ("UBEN", Fault::Broken(404)),
    ] {
        work.fake.fail(&format!("hook/{person}"), [fault]);
        work.presses_in(person, &standing.ts, &token).await;
        let whispered = work.fake.calls("chat.postEphemeral");
        assert_eq!(whispered.last().unwrap().body["user"], person);
    }
}

#[tokio::test]
async fn every_call_carries_the_token_but_an_answer_by_address_does_not() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    work.taps(ANA, &standing, "A").await;
    for call in work.fake.all_calls() {
        let is_by_address = call.method.starts_with("hook/");
        let expected = if is_by_address {
            ""
        } else {
            "Bearer xoxb-test"
        };
        assert_eq!(call.authorization, expected, "{}", call.method);
    }
}

#[tokio::test]
async fn edits_keep_to_one_budget_and_a_closing_comes_before_counts_that_wait_longer() {
    let work = workplace().await;
    work.types(ADA, "CLAST", "ask feedback/late-report for 1 hour")
        .await;
    work.later(SignedDuration::from_secs(3_590)).await;
    for channel in 0..11 {
        let name = format!("C{channel}");
        work.types(ADA, &name, ASK).await;
        let standing = work.only_standing(&name);
        work.taps(ANA, &standing, "A").await;
    }
    work.later(SignedDuration::from_secs(6)).await;
    let at_once = work.fake.calls("chat.update").len();
    assert_eq!(at_once, 10, "one count waits");

    work.later(SignedDuration::from_secs(6)).await;
    // Both have waited long enough when there is room for one.
    rest(2).await;
    work.clock.move_on(SignedDuration::from_secs(10)).unwrap();
    work.settled().await;
    let next = &work.fake.calls("chat.update")[at_once].body;
    assert_eq!(next["channel"], "CLAST", "the closing overtakes the count");
    assert!(text(next).contains("Closed"));
}
