//! Whatever is said and asked, and whatever comes back.

use cairn::chat::{Block, Button, Card, Text};
use cairn::platform::slack::blocks::{
    escape, home, message_with, plain, read_metadata, values, view,
};
use proptest::prelude::*;
use serde_json::Value;

use super::support::block_kit::{home_faults, message_faults, view_faults};
use super::support::hostile;
use super::{as_said, drawn, moment, note_markup};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slack_takes_any_card(card in hostile::card()) {
        let drawn = drawn(&card);
        prop_assert_eq!(message_faults(&drawn), Vec::<String>::new());
    }

    #[test]
    fn slack_takes_any_card_whose_pictures_it_has(card in hostile::card()) {
        let ids = vec![Some("F0123ABC".to_owned()); card.blocks.len()];
        let drawn = as_said(&message_with(&card, &ids));
        prop_assert_eq!(message_faults(&drawn), Vec::<String>::new());
    }

    #[test]
    fn slack_takes_any_home_page(card in hostile::card()) {
        let view = serde_json::to_value(home(&card, &[])).unwrap();
        prop_assert_eq!(home_faults(&view), Vec::<String>::new());
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

fn json_value() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "values",
        "type",
        "value",
        "selected_option",
        "selected_options",
        "selected_users",
        "selected_conversation",
        "selected_date",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            "plain_text_input",
            "checkboxes",
            "radio_buttons",
            "conversations_select",
            "datepicker",
            "-999999-99-99",
            "y",
        ])
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
