//! Cards as messages.

use cairn::chat::{Block, Button, Card, Confirm, Meter, Span, Text};
use serde_json::{Value, json};

use super::drawn;
use super::support::block_kit::message_faults;

#[test]
fn a_question_is_drawn_with_its_buttons() {
    let card = Card::of(vec![
        Block::Note(Text::strong("Delegation")),
        Block::Paragraph("You hand over a task. What first?".into()),
        Block::Buttons(vec![
            Button::new("1:answer:R7:why".into(), "Say why").primary(),
            Button::new("1:answer:R7:how".into(), "B").described("B: Say how it is done"),
        ]),
    ]);
    let expected = json!({
        "text": "Delegation\nYou hand over a task. What first?",
        "blocks": [
            {"type": "context", "elements": [
                {"type": "mrkdwn", "text": "*Delegation*", "verbatim": true}]},
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "text", "text": "You hand over a task. What first?"}]}]},
            {"type": "actions", "elements": [
                {"type": "button", "action_id": "press-0", "value": "1:answer:R7:why",
                 "style": "primary",
                 "text": {"type": "plain_text", "text": "Say why", "emoji": false}},
                {"type": "button", "action_id": "press-1", "value": "1:answer:R7:how",
                 "accessibility_label": "B: Say how it is done",
                 "text": {"type": "plain_text", "text": "B", "emoji": false}}]},
        ],
    });
    assert_eq!(drawn(&card), expected);
}

#[test]
fn what_deletes_looks_like_it_and_may_ask_once_more() {
    let confirm = Confirm {
        title: "Delete the schedule".into(),
        text: "Nothing more of it comes.".into(),
        yes: "Delete".into(),
        no: "Keep it".into(),
    };
    let delete = Button::new("1:delete:S1".into(), "Delete").danger();
    let card = Card::of(vec![Block::Buttons(vec![
        delete.clone().confirmed(confirm.clone()),
        delete,
        Button::new("1:skip:S1".into(), "Skip next").confirmed(confirm),
    ])]);
    let drawn = drawn(&card);
    let [sure, plain, usual] = [0, 1, 2].map(|at| &drawn["blocks"][0]["elements"][at]);
    let words = |words: &str| json!({"type": "plain_text", "text": words, "emoji": false});
    assert_eq!(sure["style"], "danger");
    assert_eq!(
        sure["confirm"],
        json!({"title": words("Delete the schedule"), "text": words("Nothing more of it comes."),
            "confirm": words("Delete"), "deny": words("Keep it"), "style": "danger"})
    );
    assert!(plain.get("confirm").is_none());
    assert!(usual["confirm"].get("style").is_none());
}

#[test]
fn spans_are_runs_of_rich_text() {
    let text = Text(vec![
        Span::Strong("Best".into()),
        Span::Plain(" *is* <!channel> ".into()),
        Span::Emphasis("this".into()),
        Span::Person("U0123".into()),
        Span::Channel("C0123".into()),
        Span::Person("Ada <x>".into()),
        Span::Link {
            text: "a page".into(),
            url: "https://example.org/a|b".into(),
        },
        Span::Link {
            text: "no page".into(),
            url: "javascript:x".into(),
        },
        Span::Moment("2026-11-24T09:00:00Z".parse().unwrap()),
    ]);
    let drawn = drawn(&Card::of(vec![Block::Paragraph(text)]));
    let expected = json!([
        {"type": "text", "text": "Best", "style": {"bold": true}},
        {"type": "text", "text": " *is* <!channel> "},
        {"type": "text", "text": "this", "style": {"italic": true}},
        {"type": "user", "user_id": "U0123"},
        {"type": "channel", "channel_id": "C0123"},
        {"type": "text", "text": "@Ada <x>"},
        {"type": "link", "url": "https://example.org/a|b", "text": "a page"},
        {"type": "text", "text": "no page"},
        {"type": "date", "timestamp": 1795510800, "format": "{date_short_pretty}, {time}",
         "fallback": "24 November 2026 09:00 UTC"},
    ]);
    assert_eq!(drawn["blocks"][0]["elements"][0]["elements"], expected);
}

#[test]
fn a_share_is_said_before_it_is_drawn() {
    let meter = Meter {
        label: "Delegation".into(),
        percent: 68,
        words: "recalled for about 3 weeks".into(),
    };
    let drawn = drawn(&Card::of(vec![Block::Meter(meter)]));
    assert_eq!(drawn["text"], "Delegation: recalled for about 3 weeks");
    assert_eq!(
        drawn["blocks"][0]["elements"][0]["elements"][1]["text"],
        ": recalled for about 3 weeks\n███████░░░"
    );
}

#[test]
fn what_is_too_long_is_cut_where_the_reader_sees_it() {
    let long = "a word and ".repeat(1_200);
    let card = Card::of(vec![
        Block::Paragraph("Short.".into()),
        Block::Paragraph(long.as_str().into()),
        Block::Buttons(vec![Button::new("1:me".into(), long.as_str())]),
    ]);
    let drawn = drawn(&card);
    assert_eq!(message_faults(&drawn), Vec::<String>::new());
    let at = |pointer: &str| drawn.pointer(pointer).and_then(Value::as_str).unwrap();
    let is_cut_after_a_word = |words: &str| {
        let whole = words
            .strip_suffix('…')
            .map(|head| long.starts_with(&format!("{head} ")));
        whole == Some(true)
    };
    let summary = at("/text").strip_prefix("Short.\n").unwrap();
    assert!(is_cut_after_a_word(summary), "{summary}");
    assert_eq!(at("/blocks/0/elements/0/elements/0/text"), "Short.");
    assert!(at("/blocks/1/elements/0/elements/0/text").ends_with(" a word "));
    assert_eq!(at("/blocks/2/elements/0/elements/1/text"), "…");
    let label = at("/blocks/3/elements/0/text/text");
    assert!(is_cut_after_a_word(label), "{label}");
}
