//! L7 and P3: the cards that are made of a page, as the coach makes them: whether they fit every
//! platform, and whether they can be heard.

use super::Checked;
use crate::chat::{Block, Button, Card, Text};
use crate::library::measure::length;
use crate::library::problem::Problem;

/// The most UTF-16 units of a paragraph: Slack takes 3,000 of a section, with what it escapes.
const PARAGRAPH: usize = 2_800;
/// The most UTF-16 units of a card.
const CARD: usize = 12_000;
/// The most bytes of a card as data: Teams takes 28 KB.
const BYTES: usize = 25 * 1024;
/// The most buttons of a row.
const BUTTONS: usize = 6;

/// L7.
pub(super) fn fit(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_card(checked, problems, "L7", "make it shorter", too_large);
}

/// P3.
pub(super) fn heard(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_card(checked, problems, "P3", "say it in words", unheard);
}

/// One problem a page is enough: its cards are much alike.
fn each_card(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    rule: &'static str,
    remedy: &str,
    amiss: impl Fn(&Card) -> Option<String>,
) {
    checked.each_page(problems, |page, gather| {
        let cards = checked.cards.iter().filter(|(id, _)| *id == page.id);
        if let Some(what) = cards.filter_map(|(_, card)| amiss(card)).next() {
            gather.error(rule, page.span.clone(), what, remedy);
        }
    });
}

fn too_large(card: &Card) -> Option<String> {
    let longest = texts(card).map(|text| length(&text.to_words())).max();
    let all = length(&card.summary);
    let bytes = serde_json::to_vec(card).map_or(0, |body| body.len());
    let row = buttons(card).map(<[Button]>::len).max();
    if longest > Some(PARAGRAPH) {
        return longest.map(|long| format!("a paragraph has {long} characters of {PARAGRAPH}"));
    }
    if row > Some(BUTTONS) {
        return row.map(|row| format!("{row} buttons stand in a row of {BUTTONS}"));
    }
    (all > CARD || bytes > BYTES)
        .then(|| format!("the card has {all} characters of {CARD} and {bytes} bytes of {BYTES}"))
}

fn unheard(card: &Card) -> Option<String> {
    if card.summary.trim().is_empty() {
        return Some("a card has no words of its own".to_owned());
    }
    let is_heard = |button: &Button| {
        let said = button.description.as_ref().unwrap_or(&button.label).trim();
        let is_lone_letter = said.chars().count() == 1 && said.chars().all(char::is_alphabetic);
        said.chars().any(char::is_alphanumeric) && !is_lone_letter
    };
    let button = buttons(card).flatten().find(|button| !is_heard(button))?;
    Some(format!(
        "the button “{}” does not say what it does",
        button.label
    ))
}

fn texts(card: &Card) -> impl Iterator<Item = &Text> {
    card.blocks.iter().filter_map(|block| match block {
        Block::Title(text) | Block::Paragraph(text) | Block::Note(text) => Some(text),
        Block::Buttons(_) | Block::Meter(_) | Block::Picture(_) | Block::Divider => None,
    })
}

fn buttons(card: &Card) -> impl Iterator<Item = &[Button]> {
    card.blocks.iter().filter_map(|block| match block {
        Block::Buttons(buttons) => Some(buttons.as_slice()),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider => None,
    })
}
