//! A second language is a file: in a toy language every sentence is its own name in brackets, with
//! its variables. All that Cairn shows is then shown in it, and outside the brackets stands nothing
//! but what the library says: no word of ours, and no mark that glues pieces together.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use cairn::chat::{Block, Card, Field, Form, InputKind, Row};
use cairn::coach::{EXPECTED, Phrases};
use cairn::timing::{self, Context, TimeOfDay, Zone};
use support::gallery::{self, Gallery};
use support::{small_library, small_tree};

const BEGINS: char = '⟦';
const ENDS: char = '⟧';

/// The toy language's file.
fn toy() -> String {
    let message = |(name, variables): &(&str, &[&str])| {
        let variables: Vec<String> = variables.iter().map(|v| format!(" {{ ${v} }}")).collect();
        format!("{name} = {BEGINS}{name}{}{ENDS}\n", variables.concat())
    };
    EXPECTED.iter().map(message).collect()
}

/// What of a text stands outside all brackets, line by line.
fn outside(text: &str) -> Vec<String> {
    let mut depth = 0usize;
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            BEGINS => depth += 1,
            ENDS => depth = depth.checked_sub(1).expect("brackets that match"),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let lines = plain.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

fn texts_of_block(block: &Block) -> Vec<String> {
    match block {
        Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => vec![text.to_words()],
        Block::Buttons(buttons) => buttons
            .iter()
            .flat_map(|button| {
                std::iter::once(button.label.clone()).chain(button.description.clone())
            })
            .collect(),
        Block::Meter(meter) => vec![meter.label.clone(), meter.words.clone()],
        Block::Picture(picture) => vec![picture.alt.clone()],
        Block::Divider => Vec::new(),
    }
}

fn texts_of_card(card: &Card) -> Vec<String> {
    card.blocks.iter().flat_map(texts_of_block).collect()
}

fn texts_of_field(field: &Field) -> Vec<String> {
    let mut texts = vec![field.label.clone()];
    texts.extend(field.hint.clone());
    match &field.input {
        InputKind::Words {
            initial, example, ..
        } => {
            texts.extend([initial.clone(), example.clone()]);
        }
        InputKind::Number { .. }
        | InputKind::People { .. }
        | InputKind::Channel { .. }
        | InputKind::Date { .. } => {}
        InputKind::One { options, .. } | InputKind::Several { options, .. } => {
            texts.extend(options.iter().map(|option| option.label.clone()));
        }
    }
    texts
}

fn texts_of_form(form: &Form) -> Vec<String> {
    let rows = form.rows.iter().flat_map(|row| match row {
        Row::Show(block) => texts_of_block(block),
        Row::Ask(field) => texts_of_field(field),
    });
    [form.title.clone(), form.submit.clone()]
        .into_iter()
        .chain(rows)
        .collect()
}

fn all_texts(gallery: &Gallery) -> Vec<String> {
    let cards = gallery.cards.iter().flat_map(texts_of_card);
    let forms = gallery.forms.iter().flat_map(texts_of_form);
    cards
        .chain(forms)
        .chain(gallery.errors.iter().cloned())
        .collect()
}

async fn shown() -> Vec<String> {
    let phrases = Phrases::load(("en", &toy()), &[]).unwrap();
    all_texts(&gallery::everything_said(small_library(), phrases).await)
}

#[tokio::test]
async fn no_word_of_ours_stands_outside_the_phrases() {
    let tree = small_tree();
    let library: Vec<String> = tree
        .files
        .values()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let is_of_library = |line: &str| {
        line.chars().any(char::is_alphanumeric) && library.iter().any(|text| text.contains(line))
    };
    // A list of the library's is drawn with dots.
    let is_of_library = |line: &str| is_of_library(line.trim_start_matches("• "));
    let is_letter = |line: &str| line.len() == 1 && line.chars().all(|c| c.is_ascii_uppercase());
    // What can be said about time is a language of its own, English wherever it stands.
    let is_about_time = |line: &str| {
        let is_clock_time = line.split_once(':').is_some_and(|(hour, minute)| {
            [hour, minute].iter().all(|part| part.parse::<u8>().is_ok())
        });
        is_clock_time || Zone::named(line).is_ok() || timing::read(line, &now()).is_ok()
    };
    let strange: BTreeSet<String> = shown()
        .await
        .iter()
        .flat_map(|text| outside(text))
        .filter(|line| !is_letter(line) && !is_of_library(line) && !is_about_time(line))
        .filter(|line| !gallery::is_typed(line.trim_start_matches("• ")))
        .collect();
    assert!(strange.is_empty(), "outside all phrases: {strange:#?}");
}

fn now() -> Context {
    Context {
        now: jiff::Timestamp::UNIX_EPOCH,
        zone: Zone::named("Europe/Berlin").unwrap(),
        usual: TimeOfDay::NINE,
    }
}

/// All code of Cairn.
fn code(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .map(|path| {
            if path.is_dir() {
                code(&path)
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                std::fs::read_to_string(&path).unwrap()
            } else {
                String::new()
            }
        })
        .collect()
}

#[test]
fn every_sentence_is_said_somewhere() {
    let code = code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let is_said = |name: &str| code.contains(&format!(".{name}("));
    let unsaid: Vec<&str> = EXPECTED
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !is_said(name))
        .collect();
    assert_eq!(unsaid, Vec::<&str>::new());
}
