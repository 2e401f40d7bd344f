//! What a person does besides speaking: a form with people in it, a page turned back, something
//! done with a message, the home page opened and pressed.

use cairn::chat::{Event, Input, Place, Quote, Reply};
use cairn::platform::Received;
use cairn::platform::playground::Playground;
use serde_json::{Value, json};

use super::{channel, deliver, filled, message, playground, receive, said};

async fn event(playground: &Playground, body: &Value) -> Event {
    match receive(playground, body).await {
        Received::Event(event, _) => *event,
        Received::Answered(reply) => panic!("{}: {body}", reply.status),
    }
}

async fn is_refused(playground: &Playground, body: &Value) -> bool {
    matches!(receive(playground, body).await, Received::Answered(reply) if reply.status == 400)
}

fn deed(who: &str, channel: Option<&str>, deed: &Value) -> Value {
    json!({ "id": "d", "who": who, "channel": channel, "zone": null, "deed": deed })
}

fn at_home(who: &str, act: &Value) -> Value {
    json!({ "id": "h", "who": who, "channel": null, "home": true, "zone": null, "deed": act })
}

#[tokio::test]
async fn people_come_back_from_a_form_as_people_who_are_there() {
    let values = json!({ "who": { "people": ["Marek", "Ben"] } });
    let Input::Filled { values, .. } = event(&playground(), &filled(&values)).await.input else {
        panic!("a form that was sent");
    };
    let who = values.get(&"who".into()).unwrap();
    assert_eq!(who.people(), ["Marek".into(), "Ben".into()]);
    for nobody in ["Mallory", "", "marek", "Cairn"] {
        let values = json!({ "who": { "people": ["Ben", nobody] } });
        assert!(
            is_refused(&playground(), &filled(&values)).await,
            "{nobody}"
        );
    }
}

#[tokio::test]
async fn a_page_is_turned_back_with_what_was_put_in_and_no_more_than_a_form_takes() {
    let turn = |values: Value| {
        let turn = json!({ "turn": { "about": "1:assess", "page": 2, "values": values } });
        deed("Ana", None, &turn)
    };
    let put_in = json!({ "c1": { "chosen": ["3"] } });
    let event = event(&playground(), &turn(put_in)).await;
    let Input::TurnedBack {
        about,
        page,
        values,
    } = event.input
    else {
        panic!("a page that was turned back");
    };
    assert_eq!((about.as_str(), page), ("1:assess", 2));
    let chosen = values.get(&"c1".into()).unwrap().chosen();
    assert_eq!(chosen, ["3".to_owned()]);
    let nowhere = turn(json!({ "where": { "channel": "board" } }));
    assert!(is_refused(&playground(), &nowhere).await);
}

fn shortcut(who: &str, channel: Option<&str>, act: &str, id: u64) -> Value {
    deed(
        who,
        channel,
        &json!({ "shortcut": { "act": act, "message": id } }),
    )
}

#[tokio::test]
async fn a_message_that_one_sees_is_quoted_with_who_wrote_it() {
    let playground = playground();
    receive(
        &playground,
        &said("1", "Marek", Some("team"), "Dina <@U1> helped"),
    )
    .await;
    deliver(&playground, &message("tip/1", channel(), "a tip"), None).await;
    let quote_of = async |id| {
        let asked = shortcut("Ana", Some("team"), "1:win-new", id);
        let Input::Shortcut { quote, place, .. } = event(&playground, &asked).await.input else {
            panic!("something done with a message");
        };
        assert_eq!(place, channel());
        quote
    };
    let of_marek = Quote {
        author: Some("Marek".into()),
        text: "Dina <@U1> helped".to_owned(),
    };
    assert_eq!(quote_of(1).await, of_marek);
    let of_cairn = Quote {
        author: None,
        text: "a tip".to_owned(),
    };
    assert_eq!(quote_of(2).await, of_cairn);
}

#[tokio::test]
async fn what_one_does_not_see_in_that_place_is_not_quoted() {
    let playground = playground();
    receive(&playground, &said("1", "Marek", Some("team"), "hello")).await;
    let whisper = Place::Whisper("team".into(), "Marek".into());
    deliver(&playground, &message("w", whisper, "for Marek"), None).await;
    let direct = Place::Direct("Ana".into());
    deliver(&playground, &message("d", direct, "for Ana"), None).await;
    let home = Place::Home("Ana".into());
    deliver(&playground, &message("h", home, "her page"), None).await;

    for (who, place, act, id) in [
        ("Ana", Some("sales"), "1:win-new", 1),
        ("Ana", None, "1:win-new", 1),
        ("Ana", Some("team"), "1:win-new", 2),
        ("Marek", Some("team"), "1:win-new", 3),
        ("Marek", None, "1:win-new", 3),
        ("Ana", None, "1:win-new", 4),
        ("Ana", Some("team"), "1:win-new", 5),
        ("Ana", Some("team"), "1:privacy:delete", 1),
        ("Ben", Some("team"), "1:win-new", 1),
    ] {
        let asked = shortcut(who, place, act, id);
        assert!(is_refused(&playground, &asked).await, "{asked}");
    }
    let asked = shortcut("Ana", None, "1:news-new", 3);
    assert!(!is_refused(&playground, &asked).await, "what she sees");
}

#[tokio::test]
async fn what_is_pressed_on_the_home_page_is_answered_in_the_direct_conversation() {
    let playground = playground();
    let opened = event(&playground, &at_home("Ana", &json!("home"))).await;
    assert!(matches!(opened.input, Input::OpenedHome));

    let pressed = event(&playground, &at_home("Ana", &json!({ "press": "1:more" }))).await;
    let Input::Pressed { place, .. } = &pressed.input else {
        panic!("a press");
    };
    assert_eq!(*place, Place::Home("Ana".into()));
    let Reply::To(place, _) = &pressed.reply else {
        panic!("{:?}", pressed.reply);
    };
    assert_eq!(*place, Place::Direct("Ana".into()));
}

#[tokio::test]
async fn nobody_speaks_on_a_home_page_nor_opens_one_of_somebody_who_is_not_played() {
    let playground = playground();
    let words = at_home("Ana", &json!({ "say": "hello" }));
    assert!(is_refused(&playground, &words).await);
    assert!(playground.home_of("Ana").is_none(), "her words are no page");
    assert!(is_refused(&playground, &at_home("Ben", &json!("home"))).await);
}
