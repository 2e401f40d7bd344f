//! All that the built-in library can show.

use std::sync::LazyLock;

use cairn::chat::{Block, Button, Card, Row, Text};
use cairn::coach::every_card;
use cairn::library::{Library, Tree};
use cairn::platform::slack::blocks::{message, plain};

use super::support::block_kit::{message_faults, view_faults};
use super::support::gallery::{Gallery, everything};
use super::{drawn, opened};

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

/// Each item's cards with all that it can spread and all that can be answered to it.
fn every_answer() -> Vec<Card> {
    let phrases = &Tree::embedded().files["coach/phrases.ftl"];
    let cards = every_card(&Library::embedded().unwrap(), phrases);
    cards.into_iter().map(|(_, card)| card).collect()
}

fn buttons(card: &Card) -> impl Iterator<Item = &Button> {
    card.blocks.iter().flat_map(|block| match block {
        Block::Buttons(buttons) => buttons.as_slice(),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider => &[],
    })
}

#[test]
fn slack_takes_all_that_the_library_can_show() {
    let shown = gallery();
    for card in shown.cards.iter().chain(&every_answer()) {
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
            | Block::Picture(_)
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
    for card in shown.cards.iter().chain(&every_answer()) {
        let spoken = plain(&message(card).text);
        for block in &card.blocks {
            match block {
                Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => {
                    let words = text.to_words();
                    assert!(named(&words), "a sign without words: {words}");
                    assert!(spoken.contains(&words), "{words} is not in: {spoken}");
                }
                Block::Picture(picture) => assert!(named(&picture.alt)),
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

/// What an assessment, a programme and a round come to is seen in no card of theirs alone: somebody
/// has to live through them.
#[test]
fn the_gallery_holds_what_people_come_to_only_by_living_through_it() {
    let shown = gallery();
    let phrases = &Tree::embedded().files["coach/phrases.ftl"];
    let said = |name: &str| {
        let line = phrases.lines().find_map(|line| line.strip_prefix(name));
        let line = line.unwrap_or_else(|| panic!("no sentence {name}")).trim();
        let mut cards = shown.cards.iter();
        cards.any(|card| card.summary.contains(line.trim_start_matches("= ")))
    };
    for name in ["assessment_standing ", "feedback_list "] {
        assert!(said(name), "{name}was never said");
    }
    let of_nobody = |card: &Card| card.summary.contains("\n“w") || card.summary.starts_with("“w");
    assert!(shown.cards.iter().any(of_nobody), "words without a name");
    for assessment in Library::embedded().unwrap().assessments.values() {
        let pages = assessment
            .statements
            .len()
            .div_ceil(assessment.per_page.into());
        let forms = shown
            .forms
            .iter()
            .filter(|form| form.title == assessment.title);
        let seen: std::collections::BTreeSet<u8> = forms.map(|form| form.page).collect();
        assert_eq!(seen.len(), pages, "pages of {}", assessment.id);
    }
}
