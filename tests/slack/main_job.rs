//! The main job in Slack: asked, answered, explained, counted, closed; forms; direct words.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::slack::requests::{Press, direct, interaction, said, submission};
use crate::support::slack::workplace::{button, text};
use crate::{ADA, ANA, LATE_REPORT, workplace};

#[tokio::test]
async fn a_tap_is_explained_privately_and_counted_within_seconds() {
    let work = workplace().await;
    let asked = work.types(ADA, "C1", "ask feedback/late-report").await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.json()["response_type"], "ephemeral");
    let standing = work.only_standing("C1");
    assert!(text(&standing.message).contains("Answered by 0 so far"));
    assert!(
        standing.message.to_string().contains("<!date^")
            || standing.message.to_string().contains("\"type\":\"date\""),
        "{:#}",
        standing.message
    );

    let explained = work.taps(ANA, &standing, "A").await;
    assert_eq!(explained["response_type"], "ephemeral");
    assert_eq!(explained["replace_original"], false);
    assert!(text(&explained).contains("You answered"));

    work.later(SignedDuration::from_secs(6)).await;
    assert!(text(&work.only_standing("C1").message).contains("Answered by 1 so far"));
}

#[tokio::test]
async fn a_tap_is_acknowledged_with_nothing_in_the_body() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let token = button(&standing.message, "A");
    let replied = work.presses_in(ANA, &standing.ts, &token).await;
    assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
}

#[tokio::test]
async fn a_second_tap_brings_the_first_answer_back_and_changes_nothing() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let first = work.taps(ANA, &standing, "B").await;
    let second = work.taps(ANA, &standing, "A").await;
    let yours = |answer: &serde_json::Value| {
        let line = text(answer)
            .lines()
            .find(|line| line.starts_with("You answered"));
        line.unwrap().to_owned()
    };
    assert_eq!(yours(&first), yours(&second));
    work.later(SignedDuration::from_secs(6)).await;
    assert!(text(&work.only_standing("C1").message).contains("Answered by 1 so far"));
}

#[tokio::test]
async fn one_tap_delivered_eleven_times_is_one_answer_and_one_reply() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let press = Press {
        person: ANA,
        channel: "C1",
        message: &standing.ts,
        token: &button(&standing.message, "A"),
        response_url: &work.fake.response_url(ANA),
        at: "1764000001.000100",
    };
    for delivery in 0..11 {
        let mut payload = press.payload();
        payload["trigger_id"] = json!(format!("another.{delivery}"));
        assert_eq!(work.send(&interaction(&payload)).await.status, 200);
    }
    work.later(SignedDuration::from_secs(6)).await;
    assert_eq!(work.fake.answers(ANA).len(), 1);
    assert!(text(&work.only_standing("C1").message).contains("Answered by 1 so far"));
}

#[tokio::test]
async fn it_closes_at_its_time_in_the_same_message() {
    let work = workplace().await;
    work.asks(ADA, "feedback/late-report for 1 hour").await;
    work.later(SignedDuration::from_hours(1)).await;
    let closed = work.only_standing("C1").message;
    assert!(text(&closed).contains("Closed") && text(&closed).contains("Best here"));
}

#[tokio::test]
async fn a_form_opens_says_what_is_amiss_and_closes_when_it_is_taken() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let explained = work.taps(ANA, &standing, "A").await;
    let differ = button(&explained, "I see it differently");
    work.presses_in(ANA, &standing.ts, &differ).await;
    let opened = work.fake.only_call("views.open");
    assert!(
        opened["trigger_id"]
            .as_str()
            .unwrap()
            .starts_with("trigger.")
    );
    let view = &opened["view"];

    let values = |words: &str| json!({ "note": { "input": { "type": "plain_text_input", "value": words } } });
    let empty = work.send(&submission(ANA, view, &values(""))).await;
    assert_eq!(empty.json()["response_action"], "errors");
    assert!(empty.json()["errors"]["note"].is_string());

    let taken = work
        .send(&submission(ANA, view, &values("It depends.")))
        .await;
    assert_eq!((taken.status.as_u16(), taken.body.as_str()), (200, ""));
    work.settled().await;
    let thanks = work.fake.answers(ANA).pop().unwrap();
    assert!(text(&thanks).contains("Thank you"));
}

#[tokio::test]
async fn words_in_the_direct_conversation_begin_a_session_and_end_it() {
    let work = workplace().await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let asked = work.fake.standing("DANA");
    let is_greeting = |message: &serde_json::Value| text(message).contains("I'm Cairn, a bot");
    assert!(
        asked.iter().any(|(_, message)| is_greeting(message)),
        "{asked:#?}"
    );
    work.writes(ANA, "stop", "Ev2").await;
    assert!(work.fake.standing("DANA").len() > asked.len());
}

#[tokio::test]
async fn who_opens_the_conversation_is_told_once_what_this_is() {
    let work = workplace().await;
    for number in 0..3 {
        let opened = said(
            &format!("Ev{number}"),
            &json!({ "type": "app_home_opened", "user": ANA, "channel": "DANA", "tab": "messages" }),
        );
        assert_eq!(work.send(&opened).await.status, 200);
        work.settled().await;
    }
    let standing = work.only_standing("DANA");
    assert!(text(&standing.message).contains("I'm Cairn, a bot"));
}

#[tokio::test]
async fn an_edit_of_the_pressed_message_goes_by_the_press_and_spends_no_budget() {
    let work = workplace().await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let (ts, question) = work.fake.standing("DANA").pop().unwrap();
    let press = Press {
        person: ANA,
        channel: "DANA",
        message: &ts,
        token: &button(&question, "Skip"),
        response_url: &work.fake.response_url(ANA),
        at: "1764000001.000100",
    };
    work.presses(&press).await;
    let replaced = work
        .fake
        .answers(ANA)
        .into_iter()
        .find(|answer| answer["replace_original"] == true);
    assert!(replaced.unwrap().get("response_type").is_none());
    assert!(work.fake.calls("chat.update").is_empty());
}

#[tokio::test]
async fn a_mention_in_a_channel_is_a_command_answered_privately() {
    let work = workplace().await;
    let mention = said(
        "Ev1",
        &json!({ "type": "app_mention", "user": ANA, "channel": "C1", "text": "<@UBOT> hepl", "ts": "1.1" }),
    );
    assert_eq!(work.send(&mention).await.status, 200);
    work.settled().await;
    let whispered = work.fake.only_call("chat.postEphemeral");
    assert_eq!(whispered["channel"], "C1");
    assert_eq!(whispered["user"], ANA);
    assert!(text(&whispered).contains("/cairn help"));
}

#[tokio::test]
async fn an_event_that_slack_sends_again_changes_nothing() {
    let work = workplace().await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let asked = work.fake.standing("DANA").len();
    work.writes(ANA, "practice 1", "Ev1").await;
    assert_eq!(work.fake.standing("DANA").len(), asked);
}

#[tokio::test]
async fn when_the_first_delivery_is_lost_the_third_repeat_counts_once() {
    let work = workplace().await;
    let request = direct(ANA, "practice 1", "Ev1");
    let mut headers = request.headers(work.second());
    headers.push(("x-slack-retry-num".to_owned(), "3".to_owned()));
    headers.push(("x-slack-retry-reason".to_owned(), "http_timeout".to_owned()));
    for _ in 0..2 {
        assert_eq!(work.send_with(&request, headers.clone()).await.status, 200);
        work.settled().await;
    }
    let once = work.fake.standing("DANA").len();
    assert!(once > 0);
    assert_eq!(work.fake.calls("chat.postMessage").len(), once);
}

#[tokio::test]
async fn a_token_that_somebody_made_up_is_answered_kindly() {
    let work = workplace().await;
    for token in [
        "1:answer:none:a",
        "9:answer:x",
        "",
        "<!channel>",
        "1:p-stop:x",
    ] {
        assert_eq!(
            work.presses_in(ANA, "1.1", token).await.status,
            200,
            "{token}"
        );
    }
    for answer in work.fake.answers(ANA) {
        assert!(!answer.to_string().contains("<!channel>"));
    }
}
