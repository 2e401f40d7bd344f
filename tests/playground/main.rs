//! The playground as a platform: who sees what, what a repeat does, and what is still there after
//! a restart. What a browser makes of it stands in `tests/browser/`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod asked;
mod home;

use std::path::Path;

use cairn::chat::{
    Address, Answer, Ask, Card, Input, Message, Outgoing, Place, Removal, Told, Undeliverable,
    WorkspaceId,
};
use cairn::platform::playground::{Playground, WORKSPACE};
use cairn::platform::{Delivery, Looked, Outcome, Platform, Received, Request, UntakenWords};
use jiff::Timestamp;
use jiff::civil::date;
use serde_json::{Value, json};

fn words() -> UntakenWords {
    UntakenWords {
        busy: "busy".to_owned(),
        unknown: "unknown".to_owned(),
        broken: "broken".to_owned(),
    }
}

fn playground() -> Playground {
    Playground::new(words())
}

fn noon() -> Timestamp {
    "2026-03-02T12:00:00Z".parse().unwrap()
}

async fn receive(playground: &Playground, body: &Value) -> Received {
    let body = body.to_string();
    let request = Request {
        headers: &[],
        body: body.as_bytes(),
    };
    playground.receive(noon(), request).await
}

fn said(id: &str, who: &str, channel: Option<&str>, words: &str) -> Value {
    json!({ "id": id, "who": who, "channel": channel, "zone": "Europe/Berlin", "deed": { "say": words } })
}

fn filled(values: &Value) -> Value {
    let send = json!({ "about": "1:x", "page": 0, "values": values });
    json!({ "id": "f", "who": "Ada", "channel": "team", "zone": null, "deed": { "send": send } })
}

fn message(id: &str, place: Place, words: &str) -> Outgoing {
    Outgoing::Message(Message {
        id: id.into(),
        place,
        card: Card::words(words),
        until: Timestamp::MAX,
        urgent: false,
        via: None,
    })
}

async fn deliver(playground: &Playground, what: &Outgoing, sent: Option<&Address>) -> Address {
    let workspace = WorkspaceId::from(WORKSPACE);
    let delivery = Delivery {
        workspace: &workspace,
        what,
        sent,
        now: noon(),
        unclear: 0,
    };
    let Outcome::Said(Some(address)) = playground.deliver(delivery).await else {
        panic!("the playground says everything at once");
    };
    address
}

async fn look(playground: &Playground, what: &Outgoing) -> Looked {
    let workspace = WorkspaceId::from(WORKSPACE);
    let delivery = Delivery {
        workspace: &workspace,
        what,
        sent: None,
        now: noon(),
        unclear: 0,
    };
    playground.look(delivery).await
}

/// What a person sees, one line each.
fn seen(playground: &Playground, person: &str) -> Vec<String> {
    let line = |seen: cairn::platform::playground::Seen| {
        let words = seen.words.or(seen.card.map(|card| card.summary));
        format!("{}: {}", seen.by, words.unwrap_or_default())
    };
    playground.seen_by(person).into_iter().map(line).collect()
}

fn channel() -> Place {
    Place::Channel("team".into())
}

#[tokio::test]
async fn what_is_for_one_person_nobody_else_sees() {
    let playground = playground();
    deliver(&playground, &message("run/1", channel(), "for all"), None).await;
    let whisper = Place::Whisper("team".into(), "Ana".into());
    deliver(&playground, &message("a", whisper, "for Ana"), None).await;
    let direct = Place::Direct("Marek".into());
    deliver(&playground, &message("b", direct, "for Marek"), None).await;

    assert_eq!(
        seen(&playground, "Ana"),
        ["Cairn: for all", "Cairn: for Ana"]
    );
    assert_eq!(
        seen(&playground, "Marek"),
        ["Cairn: for all", "Cairn: for Marek"]
    );
    assert_eq!(seen(&playground, "Ada"), ["Cairn: for all"]);
}

#[tokio::test]
async fn a_repeated_request_is_neither_heard_nor_answered_twice() {
    let playground = playground();
    for _ in 0..2 {
        let words = said("once", "Ana", None, "practice");
        let Received::Event(event, respond) = receive(&playground, &words).await else {
            panic!("words in a direct conversation are for Cairn");
        };
        assert_eq!(event.id.as_str(), "once");
        respond(Ok(Answer::Say(Card::words("Here it is.")))).await;
    }
    assert_eq!(
        seen(&playground, "Ana"),
        ["Ana: practice", "Cairn: Here it is."]
    );
}

#[tokio::test]
async fn people_talk_to_each_other_without_cairn_and_commands_are_seen_by_nobody() {
    let playground = playground();
    let talk = said("1", "Marek", Some("team"), "what do you think?");
    assert!(matches!(
        receive(&playground, &talk).await,
        Received::Answered(reply) if reply.status == 200
    ));
    let command = said("2", "Marek", Some("team"), "/cairn me");
    assert!(matches!(
        receive(&playground, &command).await,
        Received::Event(..)
    ));
    assert_eq!(seen(&playground, "Ana"), ["Marek: what do you think?"]);
}

#[tokio::test]
async fn what_the_page_would_never_send_is_refused() {
    let playground = playground();
    let long = "x".repeat(4_001);
    for body in [
        json!({}),
        said("", "Ana", None, "practice"),
        said(&"x".repeat(65), "Ana", None, "practice"),
        said("1", "Mallory", None, "practice"),
        said(
            "1",
            "Ben",
            Some("team"),
            "a colleague answers, and does nothing else",
        ),
        said("1", "Ana", Some("board"), "practice"),
        said("1", "Ana", None, &long),
        filled(&json!({ "where": { "channel": "board" } })),
        filled(&json!({ "when": { "date": "2026-02-30" } })),
    ] {
        assert!(
            matches!(
                receive(&playground, &body).await,
                Received::Answered(reply) if reply.status == 400
            ),
            "{body}"
        );
    }
    assert!(seen(&playground, "Ana").is_empty());
}

#[tokio::test]
async fn a_message_that_stands_is_found_and_edited_where_it_is() {
    let playground = playground();
    let first = message("run/1", channel(), "answered by 0");
    assert_eq!(look(&playground, &first).await, Looked::Absent);

    let address = deliver(&playground, &first, None).await;
    assert_eq!(
        look(&playground, &first).await,
        Looked::Stands(address.clone())
    );
    let later = message("run/1", channel(), "answered by 1");
    deliver(&playground, &later, Some(&address)).await;
    assert_eq!(seen(&playground, "Ada"), ["Cairn: answered by 1"]);
}

#[tokio::test]
async fn what_is_removed_nobody_sees_any_more() {
    let playground = playground();
    let first = message("win/1", channel(), "told by who is gone");
    let address = deliver(&playground, &first, None).await;
    deliver(&playground, &message("win/2", channel(), "stays"), None).await;

    let removal = Outgoing::Remove(Removal {
        address,
        until: Timestamp::MAX,
    });
    let workspace = WorkspaceId::from(WORKSPACE);
    let delivery = Delivery {
        workspace: &workspace,
        what: &removal,
        sent: None,
        now: noon(),
        unclear: 0,
    };
    let outcome = playground.deliver(delivery).await;
    assert!(matches!(outcome, Outcome::Said(None)));
    assert_eq!(seen(&playground, "Ada"), ["Cairn: stays"]);
}

#[tokio::test]
async fn only_the_newest_messages_are_kept() {
    let playground = playground();
    for number in 0..310 {
        let name = format!("m/{number}");
        deliver(&playground, &message(&name, channel(), &name), None).await;
    }
    let standing = seen(&playground, "Ana");
    assert_eq!(standing.len(), 300);
    assert_eq!(
        standing.first().map(String::as_str),
        Some("Cairn: m/10"),
        "the oldest are gone"
    );
}

#[tokio::test]
async fn after_a_restart_everything_stands_where_it_stood() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("playground.json");
    let question = message("run/1", channel(), "answered by 0");
    let address = {
        let playground = Playground::kept_in(file.clone(), words());
        receive(&playground, &said("1", "Ana", Some("team"), "hello")).await;
        deliver(&playground, &question, None).await
    };

    let playground = Playground::kept_in(file, words());
    assert_eq!(playground.left_at(), Some(noon()));
    assert_eq!(
        look(&playground, &question).await,
        Looked::Stands(address.clone())
    );
    let closed = message("run/1", channel(), "closed");
    deliver(&playground, &closed, Some(&address)).await;
    assert_eq!(seen(&playground, "Ana"), ["Ana: hello", "Cairn: closed"]);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_set_aside_and_the_page_begins_empty() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("playground.json");
    std::fs::write(&file, "{ half a fi").unwrap();

    let playground = Playground::kept_in(file.clone(), words());
    assert!(seen(&playground, "Ana").is_empty());
    let aside: &Path = &folder.path().join("playground.unreadable");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "{ half a fi");

    deliver(&playground, &message("run/1", channel(), "new"), None).await;
    assert_eq!(
        seen(&Playground::kept_in(file, words()), "Ana"),
        ["Cairn: new"]
    );
}

#[tokio::test]
async fn a_channel_and_a_day_come_back_from_a_form_as_what_they_are() {
    let values = json!({ "where": { "channel": "sales" }, "when": { "date": "2026-12-03" } });
    let Received::Event(event, _) = receive(&playground(), &filled(&values)).await else {
        panic!("a form that was sent is for Cairn");
    };
    let Input::Filled { values, .. } = event.input else {
        panic!("{:?}", event.input);
    };
    let value = |name: &str| values.get(&name.into()).unwrap();
    assert_eq!(value("where").channel(), Some(&"sales".into()));
    assert_eq!(value("when").date(), Some(date(2026, 12, 3)));
}

async fn answered(ask: Ask) -> Outcome {
    let workspace = WorkspaceId::from(WORKSPACE);
    let what = Outgoing::Ask(ask);
    let delivery = Delivery {
        workspace: &workspace,
        what: &what,
        sent: None,
        now: noon(),
        unclear: 0,
    };
    playground().deliver(delivery).await
}

#[tokio::test]
async fn each_lives_in_a_zone_of_her_own_and_channels_are_known() {
    for (person, lives_in) in [
        ("Ana", Some("Europe/Berlin")),
        ("Marek", Some("America/New_York")),
        ("Ada", Some("Europe/London")),
        ("Ben", None),
    ] {
        let Outcome::Told(Told::Profile { zone, .. }) = answered(Ask::Profile(person.into())).await
        else {
            panic!("the playground knows everybody");
        };
        assert_eq!(zone.as_deref(), lives_in, "{person}");
    }
    let told = answered(Ask::Channel("sales".into())).await;
    assert!(
        matches!(told, Outcome::Told(Told::Channel { member: true, .. })),
        "{told:?}"
    );
    let unknown = answered(Ask::Channel("board".into())).await;
    assert_eq!(unknown, Outcome::Never(Undeliverable::NotThere));
}
