//! Whatever is said and asked, and whatever comes back.

use cairn::chat::{Block, Button, Card, FieldId, Row, Span, Text};
use cairn::platform::teams::cards::{Amiss, pressed, values};
use proptest::prelude::*;
use serde_json::Value;

use super::reader::lines;
use super::support::adaptive_cards::{card_faults, form_faults};
use super::support::hostile;
use super::{World, drawn, opened};

/// Signs that are markup somewhere, and letters of what they name.
const SIGNS: &str = r"[-+*_~`>#=|: a1.&;<!@\[\](){}$/\\ltgamp\u{200F}\u{202E}\u{AD}]{1,40}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn teams_takes_any_card(card in hostile::card(), has_pictures: bool) {
        let world = World {
            has_pictures,
            refreshed: (0..70).map(|person| format!("29:1{person}")).collect(),
            ..World::new()
        };
        prop_assert_eq!(card_faults(&world.card(&card)), Vec::<String>::new());
    }

    #[test]
    fn teams_takes_any_form(form in hostile::form(), error in hostile::words()) {
        prop_assert_eq!(form_faults(&opened(&form)), Vec::<String>::new());
        let asked = form.rows.iter().filter_map(|row| match row {
            Row::Ask(field) => Some((field.id.clone(), error.clone())),
            Row::Show(_) => None,
        });
        let errors: Vec<(FieldId, String)> = asked.collect();
        let amiss = Amiss { values: None, errors: &errors };
        let again = World::new().form(&form, amiss);
        prop_assert_eq!(form_faults(&again), Vec::<String>::new());
    }

    /// In a heading, in a line of data, and in one that names somebody.
    #[test]
    fn words_are_shown_as_they_are(words in SIGNS) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(words.chars().any(|c| c.is_ascii_graphic()));
        let person = Text(vec![Span::Plain(" ".into()), Span::Person("UADA".into())]);
        let plain = Text::plain(words.as_str());
        let card = drawn(&Card::of(vec![
            Block::Title(plain.clone()),
            Block::Paragraph(plain.clone()),
            Block::Paragraph(plain.then(person)),
        ]));
        let shown = lines(&card);
        prop_assert_eq!(shown.len(), 3);
        prop_assert_eq!(&shown[0].words, &words);
        prop_assert_eq!(&shown[1].words, &words);
        prop_assert_eq!(&shown[2].words, &format!("{words} Ada Berg"));
        prop_assert!(shown[..2].iter().all(|line| line.marks.is_empty()), "{shown:?}");
        prop_assert_eq!(&shown[2].marks, &["at: Ada Berg".to_owned()]);
    }

    /// Whatever stands beside what in a line that names somebody.
    #[test]
    fn no_words_lose_a_sign_by_what_stands_beside_them(
        parts in prop::collection::vec((0..4_u8, r"[*_~`\[\](){!&; ab1#.<\\]{1,8}"), 1..6),
    ) {
        let span = |(kind, words): &(u8, String)| match kind {
            0 => Span::Plain(words.clone()),
            1 => Span::Strong(words.clone()),
            2 => Span::Emphasis(words.clone()),
            _ => Span::Link { text: words.clone(), url: "https://a.example/b_(c)*d*".into() },
        };
        let squeezed = |words: &str| words.split_whitespace().collect::<String>();
        prop_assume!(parts.iter().all(|(_, words)| !squeezed(words).is_empty()));
        let mut spans = vec![Span::Person("UADA".into()), Span::Plain(" ".into())];
        spans.extend(parts.iter().map(span));
        let card = drawn(&Card::of(vec![Block::Paragraph(Text(spans))]));
        let line = lines(&card).remove(0);
        let said: String = parts.iter().map(|(_, words)| words.as_str()).collect();
        prop_assert_eq!(squeezed(&line.words), format!("AdaBerg{}", squeezed(&said)));
        let unmeant = line.marks.iter().any(|mark| mark.starts_with("unmeant"));
        prop_assert!(!unmeant, "{line:?}");
    }

    #[test]
    fn nothing_that_comes_back_upsets_us(json in json_value(), text: String) {
        let _ = values(&json);
        let _ = pressed(&json);
        let _ = values(&Value::from(text));
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
        "act",
        "about",
        "page",
        "back",
        "msteams",
        "words:a",
        "number:a",
        "one:a",
        "several:a",
        "people:a",
        "channel:a",
        "date:a",
        "words:",
        "x",
    ]);
    let odd = vec!["1:me", "29:1a,,%2", "-999999-99-99", "{}", "{\"about\":1}"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(odd).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 30, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(key.clone(), inner, 0..9)
                .prop_map(|map| map.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()),
        ]
    })
}
