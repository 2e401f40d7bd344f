//! What is not meant for the bot, what nobody knows, and what people write to mislead it: all is
//! answered rightly, and nothing comes of it.

use serde_json::{Value, json};

use crate::support::adaptive_cards::elements;
use crate::support::teams::Workplace;
use crate::support::teams::requests::{
    ADA, ANA, BEN, CHANNEL, Somebody, Where, activity, bot, direct, invoke, mention, mentioned,
    press,
};
use crate::support::teams::workplace::{button, text};
use crate::telling::{LATE_REPORT, workplace};

/// Nothing comes of an activity, which is answered with that status and nothing else.
async fn is_passed_over(work: &Workplace, activity: &Value, status: u16) {
    let replied = work.happens(activity).await;
    assert_eq!(
        (replied.status.as_u16(), replied.body.as_str()),
        (status, ""),
        "{activity:#}"
    );
    assert!(work.fake.all_calls().is_empty(), "{activity:#}");
}

#[tokio::test]
async fn what_is_said_to_others_is_not_heard() {
    let work = workplace().await;
    let mut overheard = activity("message", ADA, Where::Channel);
    overheard["text"] = json!("ask feedback/late-report");
    is_passed_over(&work, &overheard, 200).await;
    // A colleague is mentioned, who is called like the bot.
    let (written, entity) = BEN.mention();
    overheard["text"] = json!(format!("{written} ask feedback/late-report"));
    overheard["entities"] = json!([entity]);
    is_passed_over(&work, &overheard, 200).await;
    // The mention of the bot is only written, by hand.
    overheard["entities"] = json!([]);
    is_passed_over(&work, &overheard, 200).await;
    assert_eq!(work.teams.passed_over()["not meant"], 3);
}

#[tokio::test]
async fn edits_deletions_reactions_and_sorts_that_nobody_knows_change_nothing() {
    let work = workplace().await;
    let reactions = json!([{ "type": "like" }, { "type": "of next year" }]);
    for (kind, name, value) in [
        ("messageUpdate", "text", json!("ask feedback/late-report")),
        ("messageDelete", "replyToId", json!("1")),
        ("messageReaction", "reactionsAdded", reactions.clone()),
        ("messageReaction", "reactionsRemoved", reactions),
        (
            "event",
            "name",
            json!("application/vnd.microsoft.readReceipt"),
        ),
        ("typing", "text", Value::Null),
        ("endOfConversation", "code", json!("x")),
        ("trace", "label", json!("x")),
        ("installationUpdate", "action", json!("of next year")),
        ("", "text", json!("me")),
        ("MESSAGE", "text", json!("me")),
        ("invoke", "name", Value::Null),
    ] {
        let mut unknown = activity(kind, ADA, Where::Chat);
        unknown[name] = value;
        is_passed_over(&work, &unknown, 200).await;
    }
    let mut nameless = activity("message", ADA, Where::Chat);
    nameless["type"] = Value::Null;
    is_passed_over(&work, &nameless, 200).await;
}

#[tokio::test]
async fn an_invoke_that_is_not_known_is_not_supported() {
    let work = workplace().await;
    for name in [
        "composeExtension/query",
        "composeExtension/queryLink",
        "composeExtension/selectItem",
        "signin/verifyState",
        "signin/tokenExchange",
        "fileConsent/invoke",
        "config/fetch",
        "tab/fetch",
        "actionableMessage/executeAction",
        "adaptiveCard/Action",
        "of next year",
        "",
    ] {
        let unknown = invoke(ANA, Where::Chat, name, json!({}));
        is_passed_over(&work, &unknown, 501).await;
    }
}

#[tokio::test]
async fn the_bot_does_not_answer_itself_nor_another_bot() {
    let work = workplace().await;
    for from in [
        json!({ "id": bot(), "name": "Cairn" }),
        json!({ "id": "28:another" }),
        json!({ "id": "29:ana", "role": "bot" }),
        json!({ "name": "nobody" }),
        json!({ "id": "" }),
        Value::Null,
    ] {
        let mut said = direct(ANA, "me");
        said["from"] = from.clone();
        is_passed_over(&work, &said, 200).await;
        let mut pressed = press(ANA, Where::Chat, "1", "1:mine:x");
        pressed["from"] = from;
        is_passed_over(&work, &pressed, 200).await;
    }
}

#[tokio::test]
async fn buttons_and_forms_without_what_they_need_do_nothing() {
    let work = workplace().await;
    for value in [
        Value::Null,
        json!("x"),
        json!([]),
        json!({ "action": 5 }),
        json!({ "action": { "data": { "act": 7 } } }),
        json!({ "data": { "act": "" } }),
        json!({ "data": { "about": {}, "page": -1 } }),
        json!({ "actionName": "feedback", "actionValue": { "reaction": "maybe" } }),
    ] {
        for name in [
            "adaptiveCard/action",
            "task/fetch",
            "task/submit",
            "composeExtension/submitAction",
        ] {
            is_passed_over(
                &work,
                &invoke(ANA, Where::Channel, name, value.clone()),
                200,
            )
            .await;
        }
    }
    for value in [json!("{"), json!({}), json!(3), json!([1])] {
        let mut pressed = activity("message", ANA, Where::Chat);
        pressed["value"] = value;
        is_passed_over(&work, &pressed, 200).await;
    }
}

#[tokio::test]
async fn a_mention_is_known_by_its_entity_and_never_by_a_name() {
    let work = workplace().await;
    // Both are written alike; the first is the bot.
    let mut told = mentioned(ANA, "");
    let (written, entity) = BEN.mention();
    told["text"] = json!(format!(
        "{}\u{a0}win {written} moved us\n",
        mention("Cairn", &bot()).0
    ));
    told["entities"].as_array_mut().unwrap().push(entity);
    assert_eq!(work.happens(&told).await.status, 200);
    let asked = work.fake.calls("member");
    assert!(
        asked
            .iter()
            .any(|call| call.path.ends_with("29%3Aben") || call.path.ends_with("29:ben"))
    );
    let waiting = work.last_in_chat(ANA);
    assert!(
        text(&waiting.card).contains("fields make a win"),
        "{:#}",
        waiting.card
    );
}

#[tokio::test]
async fn what_people_call_themselves_and_write_stays_words() {
    let work = workplace().await;
    for (number, name) in [
        "<at>everyone</at>",
        "**bold** _x_ [a](https://example.org)",
        "\u{202e}nimda",
        "</at><at>Ada",
        "{{DATE(2026-11-24,SHORT)}}",
        "",
    ]
    .into_iter()
    .enumerate()
    {
        let mut said = direct(
            ANA,
            &format!("<at>all</at> {name} [x](https://example.org) {number}"),
        );
        said["from"]["name"] = json!(name);
        assert_eq!(work.happens(&said).await.status, 200, "{name}");
    }
    for sent in work.fake.calls("send") {
        let entities = &sent.body["attachments"][0]["content"]["msteams"]["entities"];
        assert!(
            !entities.to_string().contains("everyone"),
            "{:#}",
            sent.body
        );
        // Only in an element of this sort are words markup.
        for (_, element) in elements(&sent.body["attachments"][0]["content"]) {
            let is_markup = element["type"] == "TextBlock";
            let words = element["text"].as_str().unwrap_or_default();
            assert!(
                !(is_markup && words.contains("](https://example.org")),
                "{words}"
            );
        }
    }
}

#[tokio::test]
async fn somebody_elses_button_is_pressed_in_ones_own_name() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let token = button(&standing.card, "A");
    let mut pressed = press(ANA, Where::Channel, &standing.id, &token);
    // Whatever the client says beside the token is not looked at.
    pressed["value"]["action"]["data"] =
        json!({ "act": token, "person": ADA.id, "from": { "aadObjectId": ADA.id } });
    let explained = work.happens(&pressed).await.card();
    assert!(text(&explained).contains("You answered"));
    let own = work.taps(ADA, &standing, "B").await.card();
    assert!(!text(&own).contains("first answer"), "{own:#}");
}

#[tokio::test]
async fn a_guest_without_an_object_id_is_a_person_too() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let guest = Somebody {
        id: "",
        user: "29:guest",
        name: "Guest",
    };
    for _ in 0..2 {
        let explained = work.taps(guest, &standing, "A").await.card();
        assert!(text(&explained).contains("You answered"));
    }
    assert!(work.fake.standing(CHANNEL).len() == 1);
}
