//! What people see of themselves and of each other in Slack: the home page, shortcuts on messages,
//! pages that are turned back, cards along a bar of colour, who is in a channel.

use cairn::chat::{
    Accent, Answer, Ask, Block, Card, Drawing, Event, File, FileContent, Form, Input, Message,
    Outgoing, Picture, Place, Quote, Row, Span, Text, Told, Trend, TrendLine, Undeliverable,
    Value as Filled, WorkspaceId,
};
use cairn::platform::slack::blocks::view;
use cairn::platform::{Delivery, HttpReply, Outcome, Platform, Received, Request, Respond};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::slack::requests::{Press, SlackRequest, interaction, said};
use crate::support::slack::{Fault, TEAM, Workplace};
use crate::workplace;

async fn delivered(work: &Workplace, what: &Outgoing, sent: Option<&str>) -> Outcome {
    let workspace = WorkspaceId::from("slack:T1");
    let sent = sent.map(Into::into);
    let delivery = Delivery {
        workspace: &workspace,
        what,
        sent: sent.as_ref(),
        unclear: 0,
        now: work.clock.now(),
    };
    work.slack.deliver(delivery).await
}

/// A request as an event, and how it is answered.
async fn received(work: &Workplace, request: &SlackRequest) -> (Event, Respond) {
    let headers = request.headers(work.second());
    let body = &request.body;
    let headers = &headers;
    match work
        .slack
        .receive(work.clock.now(), Request { headers, body })
        .await
    {
        Received::Event(event, respond) => (*event, respond),
        Received::Answered(reply) => panic!("answered already: {reply:?}"),
    }
}

fn message(place: Place, card: Card) -> Outgoing {
    Outgoing::Message(Message {
        id: "win/1".into(),
        place,
        card,
        until: Timestamp::MAX,
        urgent: false,
        via: None,
    })
}

fn card() -> Card {
    let words = |words: &str| Block::Paragraph(Text::plain(words));
    Card::of(vec![
        Block::Title(Text::plain("A win")),
        words("Ben did it"),
    ])
}

#[tokio::test]
async fn a_home_page_is_published_when_it_was_opened() {
    let work = workplace().await;
    let opened = |tab: &str| {
        said(
            "Ev1",
            &json!({ "type": "app_home_opened", "tab": tab, "user": "UANA" }),
        )
    };
    let (event, _) = received(&work, &opened("home")).await;
    assert_eq!(event.input, Input::OpenedHome);
    assert_eq!(event.actor.unwrap().id.as_str(), "UANA");

    let home = message(Place::Home("UANA".into()), card());
    let outcome = delivered(&work, &home, None).await;
    assert_eq!(outcome, Outcome::Said(Some("home".into())));
    let published = work.fake.only_call("views.publish");
    assert_eq!(published["user_id"], "UANA");
    assert_eq!(published["view"]["type"], "home");
    work.fake
        .fail("views.publish", [Fault::Refused("not_enabled")]);
    let outcome = delivered(&work, &home, None).await;
    assert_eq!(outcome, Outcome::Never(Undeliverable::NotAllowed));
    work.fake.assert_sound();
}

fn shortcut(callback: &str, message: &Value) -> Value {
    json!({
        "type": "message_action", "callback_id": callback, "token": "old", "action_ts": "1.2",
        "team": { "id": TEAM }, "user": { "id": "UANA" }, "channel": { "id": "C1", "name": "team" },
        "trigger_id": "trigger.1", "response_url": "https://hooks.slack.com/app/1",
        "message_ts": "1.1", "message": message,
    })
}

#[tokio::test]
async fn a_shortcut_hands_over_the_message_it_was_used_on() {
    let work = workplace().await;
    let words = json!({ "type": "message", "ts": "1.1", "user": "UBEN", "text": "Done &amp; dusted, <@UCHI>" });
    for callback in ["win-new", "news-new"] {
        let (event, _) = received(&work, &interaction(&shortcut(callback, &words))).await;
        let quote = Quote {
            author: Some("UBEN".into()),
            text: "Done & dusted, @UCHI".into(),
        };
        let place = Place::Channel("C1".into());
        let act = format!("1:{callback}").into();
        assert_eq!(event.input, Input::Shortcut { act, place, quote });
        assert!(event.opens_form);
    }
    let linked = json!({ "ts": "1.1", "user": "UBEN",
        "text": "<https://example.org/a?b=1&amp;c=2|This page>, <http://example.org|example.org>, <mailto:a@b.c|a@b.c>" });
    let (event, _) = received(&work, &interaction(&shortcut("news-new", &linked))).await;
    let Input::Shortcut { quote, .. } = event.input else {
        panic!("{:?}", event.input);
    };
    assert_eq!(
        quote.text,
        "This page https://example.org/a?b=1&c=2, http://example.org, a@b.c"
    );
    let of_app = json!({ "ts": "1.1", "user": "UBOT2", "bot_id": "B9", "text": "x" });
    let (event, _) = received(&work, &interaction(&shortcut("win-new", &of_app))).await;
    let Input::Shortcut { quote, .. } = event.input else {
        panic!("{:?}", event.input);
    };
    assert_eq!(quote.author, None);
    let others = interaction(&shortcut("1:danger", &words));
    assert_eq!(work.send(&others).await.status, 200);
    assert!(
        work.fake
            .all_calls()
            .iter()
            .all(|call| call.method == "auth.test")
    );
}

fn page(number: u8) -> Form {
    Form {
        about: "1:assess".into(),
        page: number,
        title: "Managing".into(),
        submit: "Next".into(),
        back: Some("Back".into()),
        rows: vec![Row::Show(Block::Paragraph(Text::plain("A page")))],
    }
}

fn turned_back() -> Value {
    let drawn = serde_json::to_value(view(&page(1), "{}")).unwrap();
    json!({
        "type": "block_actions", "team": { "id": TEAM }, "user": { "id": "UANA" },
        "container": { "type": "view", "view_id": "V1" }, "trigger_id": "trigger.2",
        "view": {
            "id": "V1", "hash": "1.abc", "type": "modal", "app_installed_team_id": TEAM,
            "private_metadata": drawn["private_metadata"],
            "state": { "values": { "who": { "input": { "type": "multi_users_select", "selected_users": ["UBEN", "UCHI"] } } } },
        },
        "actions": [{ "action_id": "turn-back", "type": "button", "value": "turn-back", "action_ts": "1.3" }],
    })
}

#[tokio::test]
async fn a_page_is_turned_back_in_the_window_that_stands_open() {
    let work = workplace().await;
    let (event, respond) = received(&work, &interaction(&turned_back())).await;
    let values = [(
        "who".into(),
        Filled::People(vec!["UBEN".into(), "UCHI".into()]),
    )];
    let expected = Input::TurnedBack {
        about: "1:assess".into(),
        page: 1,
        values: values.into(),
    };
    assert_eq!(event.input, expected);
    let reply = respond(Ok(Answer::Form(page(0)))).await;
    assert_eq!(reply, HttpReply::empty(200));
    let update = work.fake.only_call("views.update");
    assert_eq!(update["view_id"], "V1");
    assert_eq!(update["hash"], "1.abc");
    assert!(work.fake.calls("views.open").is_empty());
    work.fake.assert_sound();
}

#[tokio::test]
async fn a_card_of_a_team_stands_along_its_colour_and_loses_it_when_it_is_edited_so() {
    let work = workplace().await;
    let channel = Place::Channel("C1".into());
    let coloured = message(channel.clone(), card().with_accent(Some(Accent::Teal)));
    let Outcome::Said(Some(address)) = delivered(&work, &coloured, None).await else {
        panic!("it is not said");
    };
    let posted = work.fake.only_call("chat.postMessage");
    assert_eq!(posted["text"], "A win\nBen did it");
    assert_eq!(posted["blocks"].as_array().unwrap().len(), 1);
    assert_eq!(posted["attachments"][0]["color"], "#0b8a8f");
    assert_eq!(
        posted["attachments"][0]["blocks"].as_array().unwrap().len(),
        1
    );

    let plain = message(channel, card());
    delivered(&work, &plain, Some(address.as_str())).await;
    let edited = work.fake.only_call("chat.update");
    assert_eq!(edited["attachments"], json!([]));
    assert_eq!(edited["blocks"].as_array().unwrap().len(), 2);
    work.fake.assert_sound();
}

#[tokio::test]
async fn who_is_named_in_a_coloured_card_stands_above_the_bar_and_is_notified() {
    let work = workplace().await;
    let named = Text(vec![
        Span::Plain("Thanks to ".into()),
        Span::Person("UBEN".into()),
    ]);
    let mut blocks = card().blocks;
    blocks.push(Block::Paragraph(named));
    blocks.push(Block::Paragraph(Text::plain("{\"type\":\"user\"}")));
    blocks.push(Block::Note(Text::plain("told by Marek")));
    let coloured = Card::of(blocks).with_accent(Some(Accent::Teal));
    let channel = Place::Channel("C1".into());
    delivered(&work, &message(channel, coloured), None).await;
    let posted = work.fake.only_call("chat.postMessage");
    let above = posted["blocks"].to_string();
    assert!(above.contains(r#""user_id":"UBEN""#), "{above}");
    let along = posted["attachments"].to_string();
    assert!(along.contains("told by Marek"), "{along}");
    assert!(!along.contains("UBEN\""), "{along}");
    work.fake.assert_sound();
}

#[tokio::test]
async fn a_button_of_the_home_page_is_pressed_there() {
    let work = workplace().await;
    let press = Press {
        person: "UANA",
        channel: "D1",
        message: "",
        token: "1:practice",
        response_url: "",
        at: "1.1",
    };
    let mut payload = press.payload();
    payload["view"] = json!({ "id": "V9", "type": "home", "app_installed_team_id": TEAM });
    payload["container"] = json!({ "type": "view", "view_id": "V9" });
    for key in ["channel", "message", "response_url"] {
        payload.as_object_mut().unwrap().remove(key);
    }
    let (event, _) = received(&work, &interaction(&payload)).await;
    let Input::Pressed { place, .. } = event.input else {
        panic!("{:?}", event.input);
    };
    assert_eq!(place, Place::Home("UANA".into()));
}

#[tokio::test]
async fn who_is_in_a_channel_is_told_a_page_at_a_time() {
    let work = workplace().await;
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let channel = "C1".into();
        let ask = Outgoing::Ask(Ask::Members { channel, after });
        let Outcome::Told(Told::Members { people, next }) = delivered(&work, &ask, None).await
        else {
            panic!("it is not told");
        };
        pages.push(
            people
                .iter()
                .map(|one| one.as_str().to_owned())
                .collect::<Vec<_>>(),
        );
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(pages, [vec!["UANA"], vec!["UMAREK", "UADA"]]);
    assert_eq!(
        work.fake.calls("conversations.members")[1].body["limit"],
        "200"
    );
}

fn handed() -> Outgoing {
    Outgoing::File(File {
        id: "file/1".into(),
        person: "UANA".into(),
        name: "wins.csv".to_owned(),
        content: FileContent::Text {
            media_type: "text/csv".to_owned(),
            body: "a,b".to_owned(),
        },
        words: Card::words("Your <wins> of November"),
        until: Timestamp::MAX,
    })
}

#[tokio::test]
async fn a_file_is_handed_over_in_the_direct_conversation_and_uploaded_once() {
    let work = workplace().await;
    let broken = Fault::Broken(502);
    work.fake.fail("files.completeUploadExternal", [broken]);
    assert_eq!(delivered(&work, &handed(), None).await, Outcome::Unknown);
    assert_eq!(delivered(&work, &handed(), None).await, Outcome::Said(None));
    let asked = work.fake.only_call("files.getUploadURLExternal");
    assert_eq!(
        (&asked["filename"], &asked["length"]),
        (&json!("wins.csv"), &json!("3"))
    );
    let uploaded = work.fake.calls("upload/F1");
    assert_eq!(uploaded.len(), 1);
    assert_eq!(uploaded[0].body, "a,b");
    assert_eq!(uploaded[0].authorization, "", "the address is right enough");
    let completed = &work.fake.calls("files.completeUploadExternal")[1].body;
    assert_eq!(completed["channel_id"], "DANA");
    assert_eq!(
        completed["initial_comment"],
        "Your &lt;wins&gt; of November"
    );
    work.fake.assert_sound();
}

#[tokio::test]
async fn without_the_scope_no_file_is_handed_over_and_nothing_waits() {
    let work = workplace().await;
    work.fake.withhold("files:write");
    let never = Outcome::Never(Undeliverable::NotAllowed);
    assert_eq!(delivered(&work, &handed(), None).await, never);
}

fn with_picture() -> Outgoing {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let drawing = Drawing::Trend(Trend {
        steps: words(&["May", "June"]),
        lines: vec![TrendLine {
            name: "Feedback".to_owned(),
            points: vec![Some(20), Some(70)],
        }],
    });
    let alt = "From 20 to 70 percent.".to_owned();
    let blocks = vec![
        Block::Title(Text::plain("How it went")),
        Block::Picture(Picture { drawing, alt }),
    ];
    message(Place::Direct("UANA".into()), Card::of(blocks))
}

#[tokio::test]
async fn a_picture_stands_in_its_message_or_its_words_do() {
    let work = workplace().await;
    work.fake.withhold("files:write");
    let outcome = delivered(&work, &with_picture(), None).await;
    assert!(matches!(outcome, Outcome::Said(Some(_))), "{outcome:?}");
    let posted = work.fake.only_call("chat.postMessage");
    assert_eq!(posted["blocks"][1]["type"], "context");
    assert_eq!(
        posted["blocks"][1]["elements"][0]["text"],
        "From 20 to 70 percent."
    );
    work.fake.assert_sound();
}

#[cfg(feature = "png")]
#[tokio::test]
async fn a_picture_is_uploaded_once_and_left_out_where_slack_will_not_show_it() {
    let work = workplace().await;
    let refusals = [(); 3].map(|()| Fault::Refused("invalid_blocks"));
    work.fake.fail("chat.postMessage", refusals);
    for _ in 0..3 {
        let outcome = delivered(&work, &with_picture(), None).await;
        assert_eq!(outcome, Outcome::NotYet { after_ms: 3_000 });
    }
    let mut outcome = delivered(&work, &with_picture(), None).await;
    // Four posts in a row are more than a conversation's budget, where pictures are drawn quickly.
    while let Outcome::NotYet { after_ms } = outcome
        && after_ms < 2_000
    {
        tokio::time::sleep(std::time::Duration::from_millis(after_ms)).await;
        outcome = delivered(&work, &with_picture(), None).await;
    }
    assert!(matches!(outcome, Outcome::Said(Some(_))), "{outcome:?}");
    assert_eq!(work.fake.calls("files.getUploadURLExternal").len(), 1);
    let completed = work.fake.only_call("files.completeUploadExternal");
    assert!(completed.get("channel_id").is_none());
    let posts = work.fake.calls("chat.postMessage");
    assert_eq!(
        posts[0].body["blocks"][1]["slack_file"],
        json!({ "id": "F1" })
    );
    assert_eq!(
        posts[0].body["blocks"][1]["alt_text"],
        "From 20 to 70 percent."
    );
    assert_eq!(posts[3].body["blocks"][1]["type"], "context");
    work.fake.assert_sound();
}
