//! All that the built-in library can show.

use std::sync::LazyLock;

use cairn::chat::{Block, Card, Span};
use cairn::coach::every_card;
use cairn::library::{Library, Tree};
use serde_json::json;

use super::reader::lines;
use super::support::gallery::{Gallery, everything};
use super::{World, assert_form_taken, assert_taken, drawn, opened};

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

#[test]
fn teams_takes_all_that_the_library_can_show() {
    let shown = gallery();
    let with_pictures = World {
        has_pictures: true,
        ..World::new()
    };
    for card in shown.cards.iter().chain(&every_answer()) {
        assert_taken(&drawn(card));
        assert_taken(&with_pictures.card(card));
    }
    for form in &shown.forms {
        assert_form_taken(&opened(form));
    }
    assert!(!shown.forms.is_empty(), "forms were opened");
}

/// No words of the library are cut or lost, and no button.
#[test]
fn every_card_shows_all_its_words_and_buttons() {
    for card in gallery().cards.iter().chain(&every_answer()) {
        let drawn = drawn(card);
        let shown: Vec<String> = lines(&drawn).into_iter().map(|line| line.words).collect();
        let drawn = drawn.to_string();
        for block in &card.blocks {
            match block {
                Block::Paragraph(text) | Block::Note(text) if text.0.iter().all(is_words) => {
                    for line in text.to_words().lines().map(str::trim) {
                        let stands = line.is_empty() || shown.iter().any(|words| words == line);
                        assert!(stands, "{line:?} is not in {shown:#?}");
                    }
                }
                Block::Buttons(buttons) => {
                    for button in buttons {
                        let act = json!({"act": button.act.as_str()}).to_string();
                        let act = act.trim_end_matches('}');
                        assert!(drawn.contains(act), "{} is gone", button.label);
                    }
                }
                Block::Meter(meter) => {
                    let words = format!("{}: {}", meter.label, meter.words);
                    assert!(shown.contains(&words), "{words} is not in {shown:#?}");
                }
                Block::Title(_)
                | Block::Paragraph(_)
                | Block::Note(_)
                | Block::Picture(_)
                | Block::Divider => {}
            }
        }
    }
}

fn is_words(span: &Span) -> bool {
    matches!(span, Span::Plain(_) | Span::Strong(_) | Span::Emphasis(_))
}
