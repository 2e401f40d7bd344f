//! A card as a message: its blocks, and its words for where blocks are not drawn.

use slack_morphism::prelude::SlackBlock;

use super::cutting::{MORE, cut, length};
use super::shown::{Room, show};
use super::squeeze::{Limits, fits, squeeze};
use super::tidy::{clean, is_blank};
use super::{buttons, escape, limits};
use crate::chat::{Block, Card};

const MESSAGE: Limits = Limits {
    blocks: limits::MESSAGE_BLOCKS,
    json: limits::MESSAGE_JSON,
};
/// The rooms that paragraphs are given, the first that makes the message fit: the longest
/// paragraphs are cut first, short ones never.
const ROOMS: [Room; 5] = [
    Room::All,
    Room::AtMost(1_500),
    Room::AtMost(700),
    Room::AtMost(300),
    Room::AtMost(100),
];

/// A card as Slack takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The whole in words, escaped, for notifications and screen readers. Never empty, at most
    /// 4,000 UTF-16 units.
    pub text: String,
    /// What is drawn: at most 50 blocks, together below 12,000 units of JSON.
    pub blocks: Vec<SlackBlock>,
}

/// Draws a card. Blocks bear no ids: nothing in a message keeps state that an id could mix up,
/// and Slack gives each its own.
pub fn message(card: &Card) -> Drawn {
    let mut blocks = Vec::new();
    for room in ROOMS {
        blocks = draw(&card.blocks, room);
        if fits(&blocks, MESSAGE) {
            break;
        }
    }
    Drawn {
        text: text(card),
        blocks: squeeze(blocks, MESSAGE),
    }
}

fn draw(blocks: &[Block], room: Room) -> Vec<SlackBlock> {
    let mut drawn = Vec::new();
    let mut pressed = 0;
    for block in blocks {
        match block {
            Block::Buttons(some) => {
                drawn.extend(buttons::rows(some, pressed));
                pressed += some.len();
            }
            Block::Title(_)
            | Block::Paragraph(_)
            | Block::Note(_)
            | Block::Meter(_)
            | Block::Divider => drawn.extend(show(block, room)),
        }
    }
    drawn
}

/// The summary, else the words of the blocks, else a sign that there is something.
fn text(card: &Card) -> String {
    let seen = |words: &String| !is_blank(words);
    let words = Some(clean(&card.summary))
        .filter(seen)
        .or_else(|| Some(clean(&Card::of(card.blocks.clone()).summary)).filter(seen))
        .unwrap_or_else(|| MORE.to_owned());
    escaped_to_fit(&words)
}

/// Escaped words that fit. Escapes may not be cut, so the words are.
fn escaped_to_fit(words: &str) -> String {
    let mut most = limits::SUMMARY;
    loop {
        let escaped = escape(&cut(words, most));
        let over = length(&escaped).saturating_sub(limits::SUMMARY);
        if over == 0 {
            return escaped;
        }
        // An escape adds at most four units to one, so a fifth of what is over must go at least.
        most = most.min(length(words)).saturating_sub(over.div_ceil(5));
    }
}
