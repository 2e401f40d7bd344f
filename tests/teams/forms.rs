//! Forms in windows: a win told in one, what is amiss in it with what was typed, also by a Cairn
//! that was started anew meanwhile; and a message that is made a win.

use serde_json::{Value, json};

use crate::support::teams::Workplace;
use crate::support::teams::requests::{
    ANA, BEN, CHANNEL, Somebody, Where, invoke, mentioned, window,
};
use crate::support::teams::workplace::{Replied, button, text};
use crate::telling::{coach, workplace};

/// What a form's last button sends, with what was put in.
fn filled(form: &Value, values: Value) -> Value {
    let sending = form["actions"].as_array().unwrap().last().unwrap();
    let mut data = sending["data"].as_object().unwrap().clone();
    data.extend(values.as_object().unwrap().clone());
    Value::Object(data)
}

/// Sends a form.
async fn sends(work: &Workplace, who: Somebody, at: Where, name: &str, data: Value) -> Replied {
    let value = json!({ "data": data, "context": { "theme": "default" } });
    let replied = work.happens(&invoke(who, at, name, value)).await;
    assert_eq!(replied.status, 200);
    replied
}

/// What an input of a form holds, by its id.
fn input<'a>(form: &'a Value, id: &str) -> &'a Value {
    let body = form["body"].as_array().unwrap();
    let found = body.iter().find(|element| element["id"] == id);
    found.unwrap_or_else(|| panic!("no input {id} in {form:#}"))
}

/// Ana asks for a win in the channel, and opens its form where the button stands.
async fn opened(work: &Workplace, words: &str) -> Value {
    work.happens(&mentioned(ANA, words)).await;
    let waiting = work.last_in_chat(ANA);
    let token = button(&waiting.card, "Tell a win");
    let fetched = work
        .happens(&window(ANA, Where::Chat, &waiting.id, &token))
        .await;
    assert_eq!(fetched.json()["task"]["value"]["title"], "A team win");
    fetched.window()
}

#[tokio::test]
async fn a_win_is_told_in_a_window_and_stands_in_the_channel() {
    let work = workplace().await;
    let form = opened(&work, "win we moved house: all of it").await;
    let begun = &input(&form, "words:what")["value"];
    assert_eq!(
        *begun, "we moved house: all of it",
        "no word is typed twice"
    );

    let data = filled(
        &form,
        json!({ "words:what": "", "words:why": "Because <b>*x*" }),
    );
    let amiss = sends(&work, ANA, Where::Chat, "task/submit", data)
        .await
        .window();
    assert_eq!(input(&amiss, "words:why")["value"], "Because <b>*x*");
    assert!(amiss.to_string().contains("fill this in"), "{amiss:#}");
    assert!(work.standing(CHANNEL).is_empty());

    let people = format!("{},{}", BEN.id.to_uppercase(), ANA.id);
    let values = json!({ "words:what": "We moved house", "words:why": "Because <b>*x*", "people:who": people });
    let taken = sends(
        &work,
        ANA,
        Where::Chat,
        "task/submit",
        filled(&amiss, values),
    )
    .await;
    assert_eq!(taken.body, "", "the window closes");
    let win = work.only_standing(CHANNEL).card;
    let words = text(&win);
    assert!(
        words.contains("We moved house") && words.contains("Because <b>*x*"),
        "{words}"
    );
}

#[tokio::test]
async fn a_window_that_outlives_cairn_loses_no_word() {
    let work = workplace().await;
    let form = opened(&work, "win we moved house").await;
    let work = work.restarted(coach());
    let data = filled(
        &form,
        json!({ "words:what": " ", "words:why": "Nobody was woken" }),
    );
    let amiss = sends(&work, ANA, Where::Chat, "task/submit", data)
        .await
        .window();
    assert_eq!(input(&amiss, "words:why")["value"], "Nobody was woken");

    let values = json!({ "words:what": "We moved", "words:why": "Nobody was woken" });
    let taken = sends(
        &work,
        ANA,
        Where::Chat,
        "task/submit",
        filled(&amiss, values),
    )
    .await;
    assert_eq!(taken.body, "");
    assert!(text(&work.only_standing(CHANNEL).card).contains("We moved"));
}

#[tokio::test]
async fn a_form_that_comes_again_is_one_win() {
    let work = workplace().await;
    let form = opened(&work, "win we moved house").await;
    let data = filled(&form, json!({ "words:what": "We moved house" }));
    let mut sent = invoke(ANA, Where::Chat, "task/submit", json!({ "data": data }));
    // Teams repeats under the same name, and later under another.
    for id in ["f:once", "f:once", "f:again"] {
        sent["id"] = json!(id);
        assert_eq!(work.happens(&sent).await.status, 200);
    }
    work.only_standing(CHANNEL);
}

/// *Make this a win* on somebody's message.
fn extension(content: &str) -> Value {
    let value = json!({
        "commandId": "win-new", "commandContext": "message", "context": { "theme": "default" },
        "messagePayload": {
            "id": "1764000000001", "createdDateTime": "2026-11-24T08:00:00Z",
            "from": { "user": { "userIdentityType": "aadUser", "id": BEN.id, "displayName": BEN.name } },
            "body": { "contentType": "html", "content": content },
        },
    });
    invoke(ANA, Where::Channel, "composeExtension/fetchTask", value)
}

#[tokio::test]
async fn a_message_is_made_a_win() {
    let work = workplace().await;
    work.writes(BEN, "me").await;
    let asked = extension("<div>The report &amp; all <b>went out</b> &lt;early&gt;</div>");
    let form = work.happens(&asked).await.window();
    assert_eq!(
        input(&form, "words:what")["value"],
        "The report & all went out <early>"
    );
    let values = json!({ "words:what": "The report went out", "people:who": BEN.id });
    let name = "composeExtension/submitAction";
    let taken = sends(&work, ANA, Where::Channel, name, filled(&form, values)).await;
    assert!(text(&taken.window()).contains("Your win stands in"));
    let (_, win) = work.fake.standing(CHANNEL).pop().unwrap();
    let card = &win["attachments"][0]["content"];
    let named = &card["msteams"]["entities"];
    assert!(
        named.to_string().contains(BEN.name),
        "who is thanked is named: {card:#}"
    );
}

#[tokio::test]
async fn a_shortcut_that_is_none_of_the_bots_is_not_known() {
    let work = workplace().await;
    let mut asked = extension("x");
    asked["value"]["commandId"] = json!("settings");
    assert_eq!(work.happens(&asked).await.status, 501);
}
