//! A card as a message: its blocks, and its words for where blocks are not drawn.

use slack_morphism::prelude::{
    SlackBlock, SlackFileIdOrUrl, SlackImageBlock, SlackImageUrlOrFile, SlackMessageAttachment,
    SlackRichTextElement, SlackRichTextInlineElement,
};

use super::cutting::{MORE, cut, length};
use super::shown::show;
use super::squeeze::{Limits, fits, squeeze};
use super::tidy::{clean, is_blank};
use super::{buttons, escape, limits};
use crate::chat::{Block, Card};
use crate::picture::colour;
use crate::platform::squeezing::{ROOMS, SCARCE};

const MESSAGE: Limits = Limits {
    blocks: limits::MESSAGE_BLOCKS,
    json: limits::MESSAGE_JSON,
};
/// A card as Slack takes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The whole in words, escaped, for notifications and screen readers. Never empty, at most
    /// 4,000 UTF-16 units.
    pub text: String,
    /// What is drawn: at most 50 blocks, together below 12,000 units of JSON.
    pub blocks: Vec<SlackBlock>,
    /// What is drawn below these, along a bar of colour; together with them within the limits.
    pub along: Option<Along>,
}

/// Blocks along a bar of colour, which Slack draws as an attachment.
#[derive(Clone, Debug, PartialEq)]
pub struct Along {
    /// `#rrggbb`.
    pub colour: &'static str,
    /// At least one block.
    pub blocks: Vec<SlackBlock>,
}

impl Drawn {
    /// The attachment as Slack takes it. Its own words are those of the message.
    pub fn attachments(&self) -> Vec<SlackMessageAttachment> {
        let attach = |along: &Along| {
            SlackMessageAttachment::new()
                .with_color(along.colour.to_owned())
                .with_fallback(self.text.clone())
                .with_blocks(along.blocks.clone())
        };
        self.along.iter().map(attach).collect()
    }
}

/// Draws a card. Blocks bear no ids: nothing in a message keeps state that an id could mix up,
/// and Slack gives each its own.
pub fn message(card: &Card) -> Drawn {
    message_with(card, &[])
}

/// The same with pictures, by Slack's names for them in their order; one without a name is told in
/// its words.
pub fn message_with(card: &Card, pictures: &[Option<String>]) -> Drawn {
    let mut blocks = blocks_within(card, MESSAGE, pictures);
    let above = above_bar(&blocks);
    let along = card
        .accent
        .filter(|_| blocks.len() > above)
        .map(|accent| Along {
            colour: colour(accent),
            blocks: blocks.split_off(above),
        });
    Drawn {
        text: text(card),
        blocks,
        along,
    }
}

/// How many blocks stand above the bar: the first, since a message whose words are all beside it
/// looks quoted, and all to the last whose words name somebody, since Slack notifies nobody whose
/// mention stands in an attachment.
fn above_bar(blocks: &[SlackBlock]) -> usize {
    let is_mention =
        |run: &SlackRichTextInlineElement| matches!(run, SlackRichTextInlineElement::User(_));
    let names_somebody = |block: &SlackBlock| match block {
        SlackBlock::RichText(rich) => rich.elements.iter().any(|element| match element {
            SlackRichTextElement::Section(section) => section.elements.iter().any(is_mention),
            _ => false,
        }),
        _ => false,
    };
    let last = blocks.iter().rposition(names_somebody);
    last.map_or(1, |last| last + 1)
}

/// The blocks of a card, as many and as long as there is room for.
pub(super) fn blocks_within(
    card: &Card,
    limits: Limits,
    pictures: &[Option<String>],
) -> Vec<SlackBlock> {
    ROOMS
        .iter()
        .map(|most| draw(&card.blocks, *most, pictures))
        .find(|blocks| fits(blocks, limits))
        .unwrap_or_else(|| squeeze(draw(&card.blocks, SCARCE, pictures), limits))
}

fn draw(blocks: &[Block], most: usize, pictures: &[Option<String>]) -> Vec<SlackBlock> {
    let mut drawn = Vec::new();
    let mut pictures = pictures.iter();
    let mut pressed = 0;
    for block in blocks {
        match block {
            Block::Buttons(some) => {
                drawn.extend(buttons::rows(some, pressed));
                pressed += some.len();
            }
            Block::Picture(picture) => match pictures.next() {
                Some(Some(id)) => drawn.push(image(id, &picture.alt)),
                Some(None) | None => drawn.extend(show(block, most)),
            },
            Block::Title(_)
            | Block::Paragraph(_)
            | Block::Note(_)
            | Block::Meter(_)
            | Block::Divider => drawn.extend(show(block, most)),
        }
    }
    drawn
}

/// A picture that was uploaded.
fn image(id: &str, alt: &str) -> SlackBlock {
    let slack_file = SlackFileIdOrUrl::Id { id: id.into() };
    let file = SlackImageUrlOrFile::SlackFile { slack_file };
    let alt = Some(clean(alt)).filter(|alt| !is_blank(alt));
    let alt = cut(alt.as_deref().unwrap_or(MORE), limits::ALT);
    SlackImageBlock::new(file, alt).into()
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
