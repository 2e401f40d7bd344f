//! The main job in Teams: asked by a mention, answered in the card, explained to the presser alone,
//! counted in the channel's card, brought back, closed.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::rest;
use crate::support::teams::requests::{ADA, ANA, BEN, CHANNEL, Where, invoke, press, window};
use crate::support::teams::workplace::{buttons, text};
use crate::telling::{LATE_REPORT, workplace};

/// The wait until the channel's card may be edited again, by the clock and by that of the machine.
async fn half_a_minute(work: &crate::support::teams::Workplace) {
    rest(31).await;
    work.later(SignedDuration::from_secs(31)).await;
}

#[tokio::test]
async fn a_press_is_explained_to_the_presser_alone_and_counted_within_half_a_minute() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    assert!(text(&standing.card).contains("Answered by 0 so far"));
    let before = work.fake.standing(CHANNEL);

    let explained = work.taps(ANA, &standing, "A").await.card();
    assert!(text(&explained).contains("You answered"), "{explained:#}");
    assert_eq!(
        work.fake.standing(CHANNEL),
        before,
        "the others see nothing of it"
    );
    assert!(work.fake.standing(&ANA.chat()).is_empty());

    work.later(SignedDuration::from_secs(10)).await;
    assert!(
        work.fake.calls("update").is_empty(),
        "not before half a minute"
    );
    work.taps(BEN, &standing, "B").await;
    half_a_minute(&work).await;
    let edits = work.fake.calls("update");
    assert_eq!(edits.len(), 1, "once for both");
    let edited = work.only_standing(CHANNEL).card;
    assert!(text(&edited).contains("Answered by 2 so far"), "{edited:#}");
    assert_eq!(edited["refresh"]["userIds"], json!([ANA.user, BEN.user]));
    half_a_minute(&work).await;
    assert_eq!(work.fake.calls("update").len(), 1);
}

/// The line that says what somebody answered.
fn answered(card: &Value) -> String {
    let words = text(card);
    let line = words.lines().find(|line| line.starts_with("You answered"));
    line.unwrap_or_else(|| panic!("no answer in {words}"))
        .to_owned()
}

#[tokio::test]
async fn an_own_answer_is_brought_back_by_a_window_and_by_the_client_itself() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let first = answered(&work.taps(ANA, &standing, "A").await.card());
    half_a_minute(&work).await;
    let edited = work.only_standing(CHANNEL);

    let (_, mine) = buttons(&edited.card)
        .into_iter()
        .find(|(label, _)| label == "Show my answer")
        .unwrap();
    let shown = work
        .happens(&window(ANA, Where::Channel, &edited.id, &mine))
        .await;
    assert_eq!(answered(&shown.window()), first);

    let refresh = edited.card["refresh"]["action"].clone();
    assert_eq!(refresh["verb"], "refresh");
    let value = json!({ "action": refresh, "trigger": "automatic" });
    let mut asked = invoke(ANA, Where::Channel, "adaptiveCard/action", value);
    asked["replyToId"] = json!(edited.id);
    let refreshed = work.happens(&asked).await;
    assert_eq!(answered(&refreshed.card()), first);
    asked["from"] = json!({ "id": BEN.user, "name": BEN.name, "aadObjectId": BEN.id });
    let other = work.happens(&asked).await;
    assert!(!other.body.contains("You answered"), "{}", other.body);
    half_a_minute(&work).await;
    assert_eq!(
        work.fake.calls("update").len(),
        1,
        "looking changes nothing"
    );
}

#[tokio::test]
async fn a_second_press_brings_the_first_answer_back_and_changes_nothing() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let first = work.taps(ANA, &standing, "B").await.card();
    let second = work.taps(ANA, &standing, "A").await.card();
    assert_eq!(answered(&first), answered(&second));
    half_a_minute(&work).await;
    assert!(text(&work.only_standing(CHANNEL).card).contains("Answered by 1 so far"));
}

#[tokio::test]
async fn a_request_that_comes_again_is_counted_once_and_answered_alike() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let token = crate::support::teams::workplace::button(&standing.card, "A");
    let mut press = press(ANA, Where::Channel, &standing.id, &token);
    press["id"] = json!("f:once");
    let first = work.happens(&press).await.card();
    // The first layer sends the same, the second one, half a minute later, under another name.
    let again = work.happens(&press).await.card();
    assert_eq!(answered(&again), answered(&first));
    half_a_minute(&work).await;
    press["id"] = json!("f:twice");
    press["timestamp"] = json!("2026-11-24T09:00:31.0000001Z");
    let late = work.happens(&press).await.card();
    assert_eq!(answered(&late), answered(&first));
    half_a_minute(&work).await;
    assert!(text(&work.only_standing(CHANNEL).card).contains("Answered by 1 so far"));
    assert!(work.fake.standing(&ANA.chat()).is_empty());
}

#[tokio::test]
async fn it_closes_at_its_time_in_the_same_card_and_a_late_press_teaches_without_counting() {
    let work = workplace().await;
    let standing = work.asks(ADA, "feedback/late-report for 1 hour").await;
    work.taps(ANA, &standing, "A").await;
    rest(61).await;
    work.later(SignedDuration::from_hours(1)).await;
    let closed = work.only_standing(CHANNEL);
    assert_eq!(closed.id, standing.id);
    let words = text(&closed.card);
    assert!(
        words.contains("Closed") && words.contains("Best here"),
        "{words}"
    );

    let late = work.taps(BEN, &standing, "A").await;
    assert!(text(&late.card()).contains("closed"), "{}", late.body);
    rest(61).await;
    work.later(SignedDuration::from_mins(2)).await;
    assert_eq!(text(&work.only_standing(CHANNEL).card), words);
}

#[tokio::test]
async fn who_may_not_ask_is_told_so_and_nothing_is_posted() {
    let work = workplace().await;
    let asked = crate::support::teams::requests::mentioned(ANA, "ask feedback/late-report");
    assert_eq!(work.happens(&asked).await.status, 200);
    assert!(work.fake.standing(CHANNEL).is_empty());
    let told = work.last_in_chat(ANA);
    assert!(!text(&told.card).is_empty());
}

#[tokio::test]
async fn a_token_that_somebody_made_up_is_answered_kindly() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    for token in [
        "1:answer:none:a",
        "9:answer:x",
        "x",
        "<at>all</at>",
        "1:p-stop:x",
    ] {
        let replied = work.presses(ANA, Where::Channel, &standing, token).await;
        assert!(!replied.body.contains("<at>all"), "{}", replied.body);
    }
}
