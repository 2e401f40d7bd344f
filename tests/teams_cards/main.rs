//! What Teams is given for what is said and asked: cards that its schema and its clients know,
//! within its limits, whatever the words, and nothing of them markup or a mention.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

#[path = "../support/mod.rs"]
mod support;

mod anything;
mod cards;
mod forms;
mod library;
mod reader;
mod words;

use std::collections::BTreeMap;

use cairn::chat::{Card, ChannelId, Form, PersonId, Picture};
use cairn::platform::teams::cards::{Amiss, CardWords, KnownPerson, Surroundings, card, form};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use support::adaptive_cards::{card_faults, form_faults};
use url::Url;

/// What a card is drawn among in these tests.
struct World {
    people: BTreeMap<PersonId, KnownPerson>,
    channels: BTreeMap<ChannelId, String>,
    zone: TimeZone,
    words: CardWords,
    refreshed: Vec<String>,
    has_pictures: bool,
}

impl World {
    fn new() -> Self {
        let known = |name: &str, id: &str| KnownPerson {
            name: name.to_owned(),
            id: id.to_owned(),
        };
        Self {
            people: BTreeMap::from([
                ("UADA".into(), known("Ada Berg", "29:1ada")),
                (
                    "U0123ABC".into(),
                    known("*Al* <at>Ana</at> & _co_", "29:1al"),
                ),
                ("UCHI".into(), known("Chi", "no id at all")),
            ]),
            channels: BTreeMap::from([("C1".into(), "Sales *north*".to_owned())]),
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            words: CardWords {
                somebody: "somebody".to_owned(),
                a_channel: "a channel".to_owned(),
                needed: "This is needed".to_owned(),
                no_channel: "There is no channel to choose yet.".to_owned(),
            },
            refreshed: Vec::new(),
            has_pictures: false,
        }
    }

    fn around<T>(&self, then: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let address = self
            .has_pictures
            .then(|| Url::parse("https://cairn.example/picture/a-token").unwrap());
        let pictures = |_: &Picture| address.clone();
        then(&Surroundings {
            people: &self.people,
            channels: &self.channels,
            zone: &self.zone,
            words: &self.words,
            pictures: &pictures,
            refreshed: &self.refreshed,
        })
    }

    fn card(&self, said: &Card) -> Value {
        self.around(|around| card(said, around))
    }

    fn form(&self, asked: &Form, amiss: Amiss<'_>) -> Value {
        let channels = [
            ("19:sales@thread.tacv2".into(), "Sales".to_owned()),
            ("19:*x*".into(), "Never".to_owned()),
        ];
        self.around(|around| form(asked, around, &channels, amiss).card)
    }
}

fn drawn(card: &Card) -> Value {
    World::new().card(card)
}

fn opened(form: &Form) -> Value {
    World::new().form(form, Amiss::NOTHING)
}

fn assert_taken(card: &Value) {
    let faults = card_faults(card);
    assert!(faults.is_empty(), "{faults:#?} in {card:#}");
}

fn assert_form_taken(card: &Value) {
    let faults = form_faults(card);
    assert!(faults.is_empty(), "{faults:#?} in {card:#}");
}

/// The rules that all this is held to find faults themselves.
#[test]
fn the_rules_of_adaptive_cards_are_awake() {
    let button = |data: Value| json!({"type": "Action.Submit", "title": "Go", "data": data});
    let seven: Vec<Value> = (0..7)
        .map(|_| button(json!({"act": "1", "right": "B"})))
        .collect();
    let faulty = json!({"type": "AdaptiveCard", "version": "1.6", "body": [
        {"type": "TextBlock", "text": "a\nb {{DATE(x)}}", "colour": "red"},
        {"type": "Chart.Line", "data": []},
        {"type": "Image", "url": "https://a.example/b.png"},
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": " "}]},
        {"type": "ActionSet", "actions": seven},
        {"type": "Input.Text", "id": "x"},
        {"type": "Container", "items": [{"type": "Marquee", "text": "x"}]},
        {"type": "TextBlock", "text": "<at>Nobody</at>", "wrap": true, "size": "Huge"},
    ], "msteams": {"width": "Full"}});
    let faults = card_faults(&faulty).join("\n");
    for fault in [
        "card is no Adaptive Card of version 1.5",
        "card.body[0].colour is not known",
        "card.body[0] does not wrap",
        "card.body[0] has a line break",
        "card.body[0] could hold a function",
        "Chart.Line has no fallback",
        "card.body[2] has no altText",
        "card.body[3] is blank",
        "card.body[4] has 7 of 1 to 6 buttons",
        "card.body[4].actions[0] carries right",
        "card.body[4].actions[0] asks for inputs",
        "card.body[5] is an input outside of a form",
        "card.body[6].items[0] is of no known type",
        "<at>Nobody</at> names nobody",
        "card.body[7].size is \"Huge\"",
    ] {
        assert!(faults.contains(fault), "{fault} not in:\n{faults}");
    }
    let faulty = json!({"type": "AdaptiveCard", "version": "1.5", "body": [
        {"type": "Input.ChoiceSet", "id": "x", "isRequired": true,
         "choices": [{"title": "A", "value": "a,b"}], "value": "c"},
        {"type": "Input.Text", "id": "x", "label": "Y", "maxLength": 2, "value": "abc"},
    ], "actions": [button(json!({"about": "", "page": 0}))]});
    let faults = form_faults(&faulty).join("\n");
    for fault in [
        "card.body[0] has no label",
        "card.body[0] has no errorMessage",
        "card.body[0] has a choice that could not come back",
        "card.body[0] begins with c, which is no choice",
        "card.body[0] bears a name that could be a key",
        "card.body[1] bears a name twice",
        "card.body[1] begins with more than fits",
        "card.actions[0] carries no token",
    ] {
        assert!(faults.contains(fault), "{fault} not in:\n{faults}");
    }
}
