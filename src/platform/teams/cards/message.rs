//! A card as an Adaptive Card: as many and as long pieces as there is room for.

use serde_json::{Value, json};

use super::markdown::words_only;
use super::piece::{Piece, assembled, frame_weight};
use super::text::{Look, more, paragraph, title};
use super::{Surroundings, buttons, charts, limits};
use crate::chat::{Block, Button, Card, Opens};
use crate::platform::cutting::cut;
use crate::platform::squeezing::{ROOMS, SCARCE, squeeze, weight};
use crate::platform::tidying::{is_blank, one_line};

/// Draws a card: at most 20 KB as it is sent, and so at most 40 KB in UTF-16, in which Teams counts.
pub fn card(card: &Card, around: &Surroundings<'_>) -> Value {
    let spoken = instead(card).map(|words| ("fallbackText", json!(words)));
    let refresh = own_view(card).and_then(|own| buttons::refresh(own, around.refreshed));
    let refresh = refresh.map(|refresh| ("refresh", refresh));
    let beside: Vec<(&str, Value)> = spoken.into_iter().chain(refresh).collect();
    let taken: usize = beside
        .iter()
        .map(|(key, value)| json!({*key: value}).to_string().len())
        .sum();
    let room = limits::CARD.saturating_sub(frame_weight() + taken);
    let mut drawn = assembled(pieces_within(card, room, around));
    for (key, value) in beside {
        drawn[key] = value;
    }
    drawn
}

/// The button that shows whoever presses the card as that person should see it.
fn own_view(card: &Card) -> Option<&Button> {
    let buttons = card.blocks.iter().flat_map(|block| match block {
        Block::Buttons(buttons) => buttons.as_slice(),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider => &[],
    });
    buttons
        .into_iter()
        .find(|button| button.opens == Opens::OwnView)
}

/// The words for where no card of this version is drawn.
fn instead(card: &Card) -> Option<String> {
    let words = cut(&one_line(&card.summary), limits::FALLBACK_TEXT);
    (!is_blank(&words)).then(|| words_only(&words))
}

fn pieces_within(card: &Card, room: usize, around: &Surroundings<'_>) -> Vec<Piece> {
    ROOMS
        .iter()
        .map(|most| draw(card, *most, around))
        .find(|pieces| weight(pieces) <= room)
        .unwrap_or_else(|| squeeze(draw(card, SCARCE, around), |_, weight| weight <= room))
}

fn draw(card: &Card, most: usize, around: &Surroundings<'_>) -> Vec<Piece> {
    let mut drawn: Vec<Piece> = Vec::new();
    let mut pressed = 0;
    let mut parted = false;
    for block in &card.blocks {
        let mut pieces = match block {
            Block::Buttons(some) => {
                let rows = buttons::rows(some, pressed);
                pressed += some.len();
                rows
            }
            Block::Divider => {
                parted = !drawn.is_empty();
                continue;
            }
            shown => show(shown, most, around),
        };
        if let Some(first) = pieces.first_mut().filter(|_| parted) {
            first.element["separator"] = json!(true);
            parted = false;
        }
        drawn.extend(pieces);
    }
    if drawn.is_empty() {
        drawn.push(Piece::shown(more()));
    }
    drawn
}

/// What is shown and not pressed, a paragraph cut to at most so many units.
pub(super) fn show(block: &Block, most: usize, around: &Surroundings<'_>) -> Vec<Piece> {
    match block {
        Block::Title(text) => title(text, around).into_iter().collect(),
        Block::Paragraph(text) => paragraph(text, most, Look::Usual, around),
        Block::Note(text) => paragraph(text, most, Look::Small, around),
        Block::Meter(meter) => charts::meter(meter),
        Block::Picture(picture) => {
            let address = (around.pictures)(picture);
            charts::picture(picture, address).into_iter().collect()
        }
        Block::Divider | Block::Buttons(_) => Vec::new(),
    }
}
