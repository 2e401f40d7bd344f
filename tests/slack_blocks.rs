//! What Slack is given for what is said and asked: within its limits, whatever the words, and
//! nothing of them markup or a mention.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::sync::LazyLock;

use cairn::chat::{
    Block, Button, Card, Choice, Field, Form, InputKind, Meter, Row, Span, Text, Value as Filled,
};
use cairn::library::Library;
use cairn::platform::slack::blocks::{
    Metadata, escape, message, plain, read_metadata, values, view,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::block_kit::{message_faults, view_faults};
use support::gallery::{Gallery, everything};
use support::hostile;

/// All that the built-in library can show, played once for all tests.
fn gallery() -> &'static Gallery {
    static GALLERY: LazyLock<Gallery> = LazyLock::new(|| {
        let play = everything(Library::embedded().unwrap());
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(play)
    });
    &GALLERY
}

fn drawn(card: &Card) -> Value {
    let drawn = message(card);
    json!({"text": drawn.text, "blocks": drawn.blocks})
}

fn opened(form: &Form) -> Value {
    serde_json::to_value(view(form, r#"{"channel":"C1"}"#)).unwrap()
}

fn buttons(card: &Card) -> impl Iterator<Item = &Button> {
    card.blocks.iter().flat_map(|block| match block {
        Block::Buttons(buttons) => buttons.as_slice(),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Divider => &[],
    })
}

#[test]
fn slack_takes_all_that_the_library_can_show() {
    let shown = gallery();
    for card in &shown.cards {
        let drawn = drawn(card);
        let faults = message_faults(&drawn);
        assert!(faults.is_empty(), "{faults:#?} in {drawn:#}");
    }
    for form in &shown.forms {
        let view = opened(form);
        let faults = view_faults(&view);
        assert!(faults.is_empty(), "{faults:#?} in {view:#}");
    }
    assert!(!shown.errors.is_empty(), "forms were sent empty");
}

#[test]
fn every_item_of_the_library_was_shown() {
    let shown = gallery();
    let on_cards = shown.cards.iter().flat_map(|card| &card.blocks);
    let on_forms = shown.forms.iter().flat_map(|form| &form.rows);
    let on_forms = on_forms.filter_map(|row| match row {
        Row::Show(block) => Some(block),
        Row::Ask(_) => None,
    });
    let seen: Vec<&Text> = on_cards
        .chain(on_forms)
        .filter_map(|block| match block {
            Block::Paragraph(text) => Some(text),
            Block::Title(_)
            | Block::Note(_)
            | Block::Buttons(_)
            | Block::Meter(_)
            | Block::Divider => None,
        })
        .collect();
    for item in Library::embedded().unwrap().items.values() {
        assert!(seen.contains(&&item.prompt), "{} was never shown", item.id);
    }
}

/// F63: who hears a chat, or sees no colour, gets all of it.
#[test]
fn every_card_says_in_words_all_that_it_shows() {
    let named = |words: &str| words.chars().any(char::is_alphanumeric);
    let shown = gallery();
    for card in &shown.cards {
        let spoken = plain(&message(card).text);
        for block in &card.blocks {
            match block {
                Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => {
                    let words = text.to_words();
                    assert!(named(&words), "a sign without words: {words}");
                    assert!(spoken.contains(&words), "{words} is not in: {spoken}");
                }
                Block::Meter(meter) => {
                    assert!(named(&meter.words) && spoken.contains(&meter.words));
                }
                Block::Buttons(_) | Block::Divider => {}
            }
        }
        let labels: Vec<&str> = buttons(card).map(|button| button.label.as_str()).collect();
        for (place, button) in buttons(card).enumerate() {
            let label = &button.label;
            assert!(named(label), "a button without words: {label}");
            assert!(
                label.chars().count() > 1 || button.description.is_some(),
                "a lone letter, undescribed: {label}"
            );
            assert!(
                !labels[..place].contains(&label.as_str()),
                "two buttons say {label}"
            );
        }
    }
}

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
fn what_slack_escapes_reads_back_as_it_was() {
    let words = "a < b & c > d &lt; &amp;amp; <!channel> <@U1>";
    assert_eq!(escape("<!channel>"), "&lt;!channel&gt;");
    assert_eq!(plain(&escape(words)), words);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slack_takes_any_card(card in hostile::card()) {
        let drawn = drawn(&card);
        prop_assert_eq!(message_faults(&drawn), Vec::<String>::new());
    }

    #[test]
    fn slack_takes_any_form(form in hostile::form(), rest in hostile::words()) {
        let view = serde_json::to_value(view(&form, &rest)).unwrap();
        prop_assert_eq!(view_faults(&view), Vec::<String>::new());
    }

    #[test]
    fn words_come_back_from_slack_as_they_were(words in r"[^\u{AD}]{0,200}") {
        prop_assert_eq!(plain(&escape(&words)), words);
    }

    #[test]
    fn no_words_of_a_note_are_markup(words in r"[*_~`>: a-z\n&<!@#|]{1,60}") {
        let markup = note_markup(Text::plain(words.clone()).then(moment()));
        let outside: String = markup.split('<').map(|part| {
            part.split_once('>').map_or(part, |(_, behind)| behind)
        }).collect();
        prop_assert!(!outside.contains(['*', '_', '~', '`']), "{markup}");
        prop_assert!(!markup.lines().any(|line| line.trim_start().starts_with("&gt;")), "{markup}");
        prop_assert_eq!(plain(&markup), format!("{words}24 November 2026 09:00 UTC"));
    }

    #[test]
    fn nothing_that_comes_back_upsets_us(text in any::<String>(), state in json_value()) {
        let _ = plain(&text);
        let _ = values(&state);
        let _ = read_metadata(&text);
    }

    #[test]
    fn buttons_are_never_left_out(paragraphs in prop::collection::vec(hostile::text(), 0..80)) {
        let labels = ["A", "B", "C", "D", "E", "F", "G"];
        let buttons = labels.map(|label| Button::new(format!("1:answer:R7:{label}").into(), label));
        let mut blocks: Vec<Block> = paragraphs.into_iter().map(Block::Paragraph).collect();
        blocks.insert(blocks.len() / 2, Block::Buttons(buttons.to_vec()));
        let drawn = drawn(&Card::of(blocks)).to_string();
        for label in labels {
            let button = format!("1:answer:R7:{label}");
            prop_assert!(drawn.contains(&button), "{} is gone", label);
        }
    }
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

fn json_value() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "values",
        "type",
        "value",
        "selected_option",
        "selected_options",
        "selected_users",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["plain_text_input", "checkboxes", "radio_buttons", "y"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(key.clone(), inner, 0..5)
                .prop_map(|map| map.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
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
fn a_note_of_words_is_plain_and_one_of_more_is_markup() {
    let plain_note = drawn(&Card::of(vec![Block::Note("*hi* :smile: >x".into())]));
    assert_eq!(
        plain_note["blocks"][0]["elements"][0],
        json!({"type": "plain_text", "text": "*hi* :smile: >x", "emoji": false})
    );
    let text = Text::strong("Two * three")
        .then(Text::plain("words, "))
        .then(Text(vec![Span::Person("U1".into())]))
        .then(Text::plain(" until "))
        .then(moment());
    assert_eq!(
        note_markup(text),
        "*Two <!date^00000000^{_}|*> three*\u{200B}words, <@U1> until \
         <!date^1795510800^{date_short_pretty}, {time}|24 November 2026 09:00 UTC>"
    );
    let link = Span::Link {
        text: "a | b > c".into(),
        url: "https://example.org/a|b>".into(),
    };
    assert_eq!(
        note_markup(Text(vec![link])),
        "<https://example.org/a%7Cb%3E|a   b &gt; c>"
    );
}

#[test]
fn what_slack_sends_becomes_plain_words() {
    for (sent, words) in [
        ("ask &lt;b&gt; &amp;amp;", "ask <b> &amp;"),
        ("hi <@U1|ana> and <@U2>", "hi @ana and @U2"),
        ("in <#C1|general> or <#C2|>", "in #general or #C2"),
        (
            "<https://a.org|the page> <https://b.org>",
            "the page https://b.org",
        ),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("<!here> <!subteam^S1|@team>", "@here @team"),
        ("1 < 2", "1 < 2"),
    ] {
        assert_eq!(plain(sent), words);
    }
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

fn form_of(fields: Vec<(&str, InputKind)>) -> Form {
    let ask = |(id, input): (&str, InputKind)| {
        Row::Ask(Field {
            id: id.into(),
            label: format!("The {id}"),
            hint: Some("A hint".into()),
            optional: id == "words",
            input,
        })
    };
    Form {
        about: "1:form:R7".into(),
        page: 2,
        title: "Your answer".into(),
        submit: "Send".into(),
        rows: fields.into_iter().map(ask).collect(),
    }
}

fn choices(count: usize) -> Vec<Choice> {
    let choice = |index| Choice {
        id: format!("c{index}"),
        label: format!("Choice {index}"),
    };
    (0..count).map(choice).collect()
}

#[test]
fn each_input_has_its_element_under_its_name() {
    let form = form_of(vec![
        (
            "words",
            InputKind::Words {
                long: true,
                max: 300,
                initial: "I will".into(),
                example: "call Ana".into(),
            },
        ),
        ("number", InputKind::Number { min: 0, max: 100 }),
        (
            "one",
            InputKind::One {
                options: choices(3),
                initial: Some("c1".into()),
            },
        ),
        (
            "of-many",
            InputKind::One {
                options: choices(12),
                initial: None,
            },
        ),
        (
            "several",
            InputKind::Several {
                options: choices(10),
            },
        ),
    ]);
    let view = opened(&form);
    assert_eq!(view_faults(&view), Vec::<String>::new());
    let drawn = |index: usize| {
        let block = &view["blocks"][index];
        (
            block["block_id"].as_str().unwrap(),
            block["element"]["type"].as_str().unwrap(),
        )
    };
    assert_eq!(
        [0, 1, 2, 3, 4].map(drawn),
        [
            ("words", "plain_text_input"),
            ("number", "number_input"),
            ("one", "radio_buttons"),
            ("of-many", "static_select"),
            ("several", "checkboxes"),
        ]
    );
    assert_eq!(
        view["blocks"][0],
        json!({"type": "input", "block_id": "words", "optional": true,
            "label": {"type": "plain_text", "text": "The words", "emoji": false},
            "hint": {"type": "plain_text", "text": "A hint", "emoji": false},
            "element": {"type": "plain_text_input", "action_id": "input", "multiline": true,
                "max_length": 300, "initial_value": "I will",
                "placeholder": {"type": "plain_text", "text": "call Ana", "emoji": false}}})
    );
    assert_eq!(
        view["blocks"][2]["element"]["initial_option"]["value"],
        "c1"
    );
    assert_eq!(view["notify_on_close"], false);
}

#[test]
fn an_option_that_is_too_long_goes_on_below_itself() {
    let label = "Ask what they have tried, listen to the end, and only then say what you would do";
    let options = vec![Choice {
        id: "a".into(),
        label: label.into(),
    }];
    let view = opened(&form_of(vec![(
        "one",
        InputKind::One {
            options,
            initial: None,
        },
    )]));
    let option = &view["blocks"][0]["element"]["options"][0];
    assert_eq!(
        option["text"]["text"],
        "Ask what they have tried, listen to the end, and only then say what you…"
    );
    assert_eq!(option["description"]["text"], "…would do");
}

#[test]
fn a_form_brings_back_what_it_is_about() {
    let form = form_of(vec![("number", InputKind::Number { min: 0, max: 9 })]);
    let back = |rest: &str| {
        let view = serde_json::to_value(view(&form, rest)).unwrap();
        read_metadata(view["private_metadata"].as_str().unwrap()).unwrap()
    };
    let expected = |rest: &str| Metadata {
        about: "1:form:R7".into(),
        page: 2,
        rest: rest.to_owned(),
    };
    assert_eq!(back("C1 https://hooks"), expected("C1 https://hooks"));
    assert_eq!(back(&"x".repeat(3_000)), expected(""), "too long to carry");
    assert_eq!(read_metadata("{}"), None);
}

#[test]
fn what_a_form_brings_back_is_read_by_name() {
    let state = json!({"values": {
        "words": {"input": {"type": "plain_text_input", "value": "some words"}},
        "empty": {"input": {"type": "plain_text_input", "value": null}},
        "number": {"input": {"type": "number_input", "value": "42"}},
        "one": {"input": {"type": "radio_buttons", "selected_option": {"value": "a"}}},
        "of-many": {"input": {"type": "static_select", "selected_option": {"value": "b"}}},
        "none": {"input": {"type": "radio_buttons", "selected_option": null}},
        "several": {"input": {"type": "checkboxes",
            "selected_options": [{"value": "a"}, {"odd": 1}, {"value": "c"}]}},
        "people": {"input": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
        "person": {"input": {"type": "users_select", "selected_user": "U3"}},
        "odd": {"input": {"type": "datepicker", "selected_date": "2026-11-24"}},
        "odder": 7,
    }});
    let read = values(&state);
    let chosen = |ids: &[&str]| Filled::Chosen(ids.iter().map(|id| (*id).to_owned()).collect());
    let expected = [
        ("words", Filled::Words("some words".into())),
        ("number", Filled::Words("42".into())),
        ("one", chosen(&["a"])),
        ("of-many", chosen(&["b"])),
        ("several", chosen(&["a", "c"])),
        ("people", Filled::People(vec!["U1".into(), "U2".into()])),
        ("person", Filled::People(vec!["U3".into()])),
    ];
    let expected = expected.map(|(name, value)| (name.into(), value)).into();
    assert_eq!(read, expected);
    assert!(values(&json!({})).is_empty());
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
