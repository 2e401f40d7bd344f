//! The conversation between a person and the bot: words, practice by buttons and by words, clients
//! that know old buttons alone.

use crate::support::rest;
use crate::support::teams::requests::{ANA, Where, old_press};
use crate::support::teams::workplace::{button, text};
use crate::telling::workplace;

#[tokio::test]
async fn words_are_understood_and_answered_there() {
    let work = workplace().await;
    work.writes(ANA, "me").await;
    let all = work.standing(&ANA.chat());
    assert!(
        all.iter()
            .any(|said| text(&said.card).contains("I'm Cairn, a bot"))
    );
    let own = text(&all.last().unwrap().card);
    assert!(own.contains("Nothing here yet"), "{own:?}");
    let sent = work.fake.calls("send");
    let summary = sent.last().unwrap().body["summary"].as_str().unwrap();
    assert!(!summary.is_empty() && !summary.contains('\n'), "{summary}");
    for call in sent {
        assert_eq!(call.authorization.as_deref(), Some("Bearer token-1"));
    }
}

#[tokio::test]
async fn practice_goes_on_by_presses_and_each_edits_the_question() {
    let work = workplace().await;
    work.writes(ANA, "practice 1").await;
    let question = work.last_in_chat(ANA);
    let token = button(&question.card, "A");
    let replied = work.presses(ANA, Where::Chat, &question, &token).await;
    assert_eq!(replied.body, "{}", "the card is edited for all her devices");
    let sure = work.last_in_chat(ANA);
    assert_eq!(sure.id, question.id);
    let edits = work.fake.calls("update");
    assert_eq!(edits.len(), 1);
    assert!(edits[0].path.ends_with(&question.id));

    let token = button(&sure.card, "Sure");
    work.presses(ANA, Where::Chat, &sure, &token).await;
    rest(2).await;
    work.settled().await;
    let all = work.standing(&ANA.chat());
    let explained = all.iter().find(|said| said.id == question.id).unwrap();
    assert!(text(&explained.card).contains("You answered"));
    // The old button once more: nothing is graded again.
    let calls = work.fake.all_calls().len();
    let again = work.presses(ANA, Where::Chat, &sure, &token).await;
    assert_eq!(again.status, 200);
    assert!(work.fake.all_calls().len() <= calls + 1);
}

#[tokio::test]
async fn an_old_client_presses_by_a_message_and_has_the_same_of_it() {
    let work = workplace().await;
    work.writes(ANA, "practice 1").await;
    let question = work.last_in_chat(ANA);
    let skip = button(&question.card, "Skip");
    let mut press = old_press(ANA, Where::Chat, &question.id, &skip);
    // Some send the data as a text.
    press["value"] = press["value"].to_string().into();
    let replied = work.happens(&press).await;
    assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    rest(2).await;
    work.settled().await;
    let all = work.standing(&ANA.chat());
    let skipped = all.iter().find(|said| said.id == question.id).unwrap();
    assert!(
        text(&skipped.card).contains("Skipped"),
        "{:#}",
        skipped.card
    );
}

#[tokio::test]
async fn words_that_come_again_change_nothing() {
    let work = workplace().await;
    let mut said = crate::support::teams::requests::direct(ANA, "practice 1");
    said["id"] = "f:1".into();
    work.happens(&said).await;
    let once = work.fake.calls("send").len();
    for _ in 0..3 {
        assert_eq!(work.happens(&said).await.status, 200);
    }
    assert_eq!(work.fake.calls("send").len(), once);
}
