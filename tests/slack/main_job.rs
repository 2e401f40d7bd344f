//! The main job in Slack: asked, answered, explained, counted, closed; forms; direct words.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::slack::requests::{Press, direct, interaction, said, submission};
use crate::support::slack::workplace::button;
use crate::{ADA, ANA, press, workplace};

#[tokio::test]
async fn a_tap_is_explained_privately_and_counted_within_seconds() {
    let work = workplace().await;
    let asked = work.types(ADA, "C1", "ask feedback/late-report").await;
    assert_eq!(asked.status, 200);
    assert_eq!(asked.json()["response_type"], "ephemeral");
    let standing = work.fake.standing("C1");
    let [(ts, message)] = standing.as_slice() else {
        panic!("one message stands in the channel: {standing:#?}")
    };
    assert!(
        message["text"]
            .as_str()
            .unwrap()
            .contains("Answered by 0 so far")
    );
    assert!(
        message.to_string().contains("<!date^")
            || message.to_string().contains("\"type\":\"date\""),
        "{message:#}"
    );

    let url = work.fake.response_url("ana");
    let replied = work
        .presses(&press(ANA, ts, &button(message, "A"), &url))
        .await;
    assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    let answers = work.fake.answers("ana");
    let [explained] = answers.as_slice() else {
        panic!("one private answer: {answers:#?}")
    };
    assert_eq!(explained["response_type"], "ephemeral");
    assert_eq!(explained["replace_original"], false);
    assert!(explained["text"].as_str().unwrap().contains("You answered"));

    work.later(SignedDuration::from_secs(6)).await;
    let standing = work.fake.standing("C1");
    assert_eq!(standing.len(), 1);
    assert!(
        standing[0].1["text"]
            .as_str()
            .unwrap()
            .contains("Answered by 1 so far")
    );
}

#[tokio::test]
async fn a_second_tap_brings_the_first_answer_back_and_changes_nothing() {
    let work = workplace().await;
    work.types(ADA, "C1", "ask feedback/late-report").await;
    let (ts, message) = work.fake.standing("C1").remove(0);
    let url = work.fake.response_url("ana");
    work.presses(&press(ANA, &ts, &button(&message, "B"), &url))
        .await;
    let other = button(&message, "A");
    let second = Press {
        at: "1764000002.000100",
        ..press(ANA, &ts, &other, &url)
    };
    work.presses(&second).await;
    let answers = work.fake.answers("ana");
    assert_eq!(answers.len(), 2);
    for answer in answers {
        assert!(
            answer["text"]
                .as_str()
                .unwrap()
                .contains("Another choice is best")
        );
    }
    work.later(SignedDuration::from_secs(6)).await;
    let (_, standing) = work.fake.standing("C1").remove(0);
    assert!(
        standing["text"]
            .as_str()
            .unwrap()
            .contains("Answered by 1 so far")
    );
}

#[tokio::test]
async fn it_closes_at_its_time_in_the_same_message() {
    let work = workplace().await;
    work.types(ADA, "C1", "ask feedback/late-report for 1 hour")
        .await;
    work.later(SignedDuration::from_hours(1)).await;
    let standing = work.fake.standing("C1");
    assert_eq!(standing.len(), 1);
    let text = standing[0].1["text"].as_str().unwrap().to_owned();
    assert!(
        text.contains("Closed") && text.contains("Best here"),
        "{text}"
    );
}

#[tokio::test]
async fn a_form_opens_says_what_is_amiss_and_closes_when_it_is_taken() {
    let work = workplace().await;
    work.types(ADA, "C1", "ask feedback/late-report").await;
    let (ts, message) = work.fake.standing("C1").remove(0);
    let url = work.fake.response_url("ana");
    work.presses(&press(ANA, &ts, &button(&message, "A"), &url))
        .await;
    let explained = work.fake.answers("ana").remove(0);

    let differ = button(&explained, "I see it differently");
    work.presses(&press(ANA, &ts, &differ, &url)).await;
    let opened = work.fake.only_call("views.open");
    assert_eq!(opened["trigger_id"], "trigger.1764000001.000100");
    let view = &opened["view"];
    assert!(
        !view.to_string().contains("late-report for"),
        "nothing of the answer in the form"
    );

    let values = |words: &str| json!({ "note": { "input": { "type": "plain_text_input", "value": words } } });
    let empty = work.send(&submission(ANA, view, &values(""))).await;
    assert_eq!(empty.json()["response_action"], "errors");
    assert!(empty.json()["errors"]["note"].is_string());

    let taken = work
        .send(&submission(ANA, view, &values("It depends.")))
        .await;
    assert_eq!((taken.status.as_u16(), taken.body.as_str()), (200, ""));
    work.settled().await;
    let thanks = work.fake.answers("ana").pop().unwrap();
    assert!(thanks["text"].as_str().unwrap().contains("Thank you"));
}

#[tokio::test]
async fn words_in_the_direct_conversation_begin_a_session_and_answer_it() {
    let work = workplace().await;
    assert_eq!(
        work.send(&direct(ANA, "practice 1", "Ev1")).await.status,
        200
    );
    work.settled().await;
    let asked = work.fake.standing("DANA");
    assert!(
        asked.iter().any(|(_, message)| message["text"]
            .as_str()
            .unwrap()
            .contains("I'm Cairn, a bot")),
        "{asked:#?}"
    );
    assert!(
        asked.last().unwrap().1["text"]
            .as_str()
            .unwrap()
            .contains("Question 1 of 1")
            || asked.len() >= 2
    );

    work.send(&direct(ANA, "stop", "Ev2")).await;
    work.settled().await;
    assert!(work.fake.standing("DANA").len() > asked.len());
}

#[tokio::test]
async fn an_edit_of_the_pressed_message_goes_by_the_press_and_spends_no_budget() {
    let work = workplace().await;
    work.send(&direct(ANA, "practice 1", "Ev1")).await;
    work.settled().await;
    let (ts, question) = work.fake.standing("DANA").pop().unwrap();
    let url = work.fake.response_url("dm");
    let skip = button(&question, "Skip");
    let press = Press {
        channel: "DANA",
        ..press(ANA, &ts, &skip, &url)
    };
    work.presses(&press).await;
    let answers = work.fake.answers("dm");
    assert!(
        answers
            .iter()
            .any(|answer| answer["replace_original"] == true),
        "{answers:#?}"
    );
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
    assert_eq!(
        (&whispered["channel"], &whispered["user"]),
        (&json!("C1"), &json!(ANA))
    );
    assert!(whispered["text"].as_str().unwrap().contains("/cairn help"));
}

#[tokio::test]
async fn an_event_that_slack_sends_again_changes_nothing() {
    let work = workplace().await;
    for _ in 0..3 {
        assert_eq!(
            work.send(&direct(ANA, "practice 1", "Ev1")).await.status,
            200
        );
        work.settled().await;
    }
    let questions = work.fake.standing("DANA");
    let sessions = questions
        .iter()
        .filter(|(_, message)| message["text"].as_str().unwrap().contains("1 of 1"));
    assert_eq!(sessions.count(), 1, "{questions:#?}");
}

#[tokio::test]
async fn the_tap_of_somebody_who_made_the_token_up_is_answered_kindly() {
    let work = workplace().await;
    let url = work.fake.response_url("ana");
    for token in [
        "1:answer:none:a",
        "9:answer:x",
        "",
        "<!channel>",
        "1:p-stop:x",
    ] {
        let replied = work.presses(&press(ANA, "1.1", token, &url)).await;
        assert_eq!(replied.status, 200, "{token}");
    }
    for answer in work.fake.answers("ana") {
        assert!(!answer.to_string().contains("<!channel>"));
    }
}

#[tokio::test]
async fn one_tap_delivered_eleven_times_is_one_answer_and_one_reply() {
    let work = workplace().await;
    work.types(ADA, "C1", "ask feedback/late-report").await;
    let (ts, message) = work.fake.standing("C1").remove(0);
    let token = button(&message, "A");
    let url = work.fake.response_url("ana");
    for delivery in 0..11 {
        let mut payload = press(ANA, &ts, &token, &url).payload();
        payload["trigger_id"] = json!(format!("another.{delivery}"));
        assert_eq!(work.send(&interaction(&payload)).await.status, 200);
    }
    work.later(SignedDuration::from_secs(6)).await;
    assert_eq!(work.fake.answers("ana").len(), 1);
    let (_, standing) = work.fake.standing("C1").remove(0);
    let text = standing["text"].as_str().unwrap();
    assert!(text.contains("Answered by 1 so far"), "{text}");
}

#[tokio::test]
async fn when_the_first_delivery_is_lost_the_third_repeat_counts_once() {
    let work = workplace().await;
    let request = direct(ANA, "practice 1", "Ev1");
    let mut headers = request.headers(work.second());
    headers.push(("x-slack-retry-num".to_owned(), "3".to_owned()));
    headers.push(("x-slack-retry-reason".to_owned(), "http_timeout".to_owned()));
    assert_eq!(work.send_with(&request, headers.clone()).await.status, 200);
    work.settled().await;
    let asked = work.fake.standing("DANA").len();
    assert!(asked > 0);
    assert_eq!(work.send_with(&request, headers).await.status, 200);
    work.settled().await;
    assert_eq!(work.fake.standing("DANA").len(), asked);
}
