//! What Slack is given for what is said and asked: within its limits, whatever the words, and
//! nothing of them markup or a mention.
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
mod wins;
mod words;

use cairn::chat::{Block, Card, Form, Span, Text};
use cairn::platform::slack::blocks::{Drawn, message, view};
use serde_json::{Value, json};
use support::block_kit::message_faults;

fn drawn(card: &Card) -> Value {
    as_said(&message(card))
}

fn as_said(drawn: &Drawn) -> Value {
    let mut message = json!({"text": drawn.text, "blocks": drawn.blocks});
    if drawn.along.is_some() {
        message["attachments"] = json!(drawn.attachments());
    }
    message
}

fn opened(form: &Form) -> Value {
    serde_json::to_value(view(form, r#"{"channel":"C1"}"#)).unwrap()
}

fn moment() -> Text {
    Text(vec![Span::Moment("2026-11-24T09:00:00Z".parse().unwrap())])
}

/// A note's markup as Slack gets it.
fn note_markup(text: Text) -> String {
    let drawn = drawn(&Card::of(vec![Block::Note(text)]));
    let element = &drawn["blocks"][0]["elements"][0];
    assert_eq!(element["type"], "mrkdwn");
    element["text"].as_str().unwrap().to_owned()
}

/// The rules that all this is held to find faults themselves.
#[test]
fn the_rules_of_block_kit_are_awake() {
    let long = "x".repeat(3_001);
    let faulty = json!({"text": "<!channel>", "blocks": [
        {"type": "section", "block_id": "a", "text": {"type": "mrkdwn", "text": long}},
        {"type": "actions", "block_id": "a", "elements": [
            {"type": "button", "action_id": "b", "value": "", "color": "red",
             "text": {"type": "plain_text", "text": "  "}},
            {"type": "button", "action_id": "b", "value": "v",
             "text": {"type": "plain_text", "text": "y".repeat(76)}}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "broadcast", "range": "channel"}]}]},
        {"type": "input"},
    ]});
    let faults = message_faults(&faulty).join("\n");
    for fault in [
        "text has the markup <!channel>",
        "blocks uses a twice",
        "blocks[0].text has 3001 of 1 to 3000 characters",
        "blocks[1] uses b twice",
        "blocks[1] has the unknown key color",
        "blocks[1].text is blank",
        "blocks[1].value has 0 of 1 to 2000 characters",
        "blocks[1].text has 76 of 1 to 75 characters",
        "blocks[2] has a run of \"broadcast\", which could notify",
        "blocks[3] is a \"input\", which we do not send here",
    ] {
        assert!(faults.contains(fault), "{fault} not in:\n{faults}");
    }
}
