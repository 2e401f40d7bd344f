//! What is shown and not pressed: titles, paragraphs, notes, meters, dividers.

use slack_morphism::prelude::{
    SlackBlock, SlackBlockMarkDownText, SlackBlockPlainText, SlackBlockPlainTextOnly,
    SlackContextBlock, SlackContextBlockElement, SlackDividerBlock, SlackHeaderBlock,
};

use super::cutting::{MORE, cut, cut_text, length, parts};
use super::limits;
use super::mrkdwn::mrkdwn;
use super::rich::rich;
use super::tidy::{clean, is_blank, one_line, tidy};
use crate::chat::{Block, Meter, Span, Text};

/// The cells of a bar.
const CELLS: u8 = 10;

/// A block as Slack's, a paragraph cut to at most so many units; buttons are drawn elsewhere.
pub(super) fn show(block: &Block, most: usize) -> Vec<SlackBlock> {
    match block {
        Block::Title(text) => title(&tidy(text)).into_iter().collect(),
        Block::Paragraph(text) => paragraph(&tidy(text), most),
        Block::Note(text) => note(&tidy(text)).into_iter().collect(),
        Block::Meter(meter) => rich(&measured(meter)).into_iter().collect(),
        Block::Divider => vec![SlackDividerBlock::new().into()],
        Block::Picture(picture) => note(&tidy(&Text::plain(picture.alt.as_str())))
            .into_iter()
            .collect(),
        Block::Buttons(_) => Vec::new(),
    }
}

/// Plain words that fit, and "…" where there are none: Slack refuses an empty text. Emoji names
/// in them stay names.
pub(super) fn plain_text(words: &str, most: usize) -> SlackBlockPlainTextOnly {
    let words = clean(words);
    let words = if is_blank(&words) {
        MORE.to_owned()
    } else {
        cut(&words, most)
    };
    SlackBlockPlainText::new(words).with_emoji(false).into()
}

/// A header, which screen readers know as a heading; a title that holds more than words, which a
/// header can't, is a weighty line.
fn title(text: &Text) -> Option<SlackBlock> {
    let words = one_line(&text.to_words());
    if is_blank(&words) {
        return None;
    }
    if is_words(text) {
        return Some(SlackHeaderBlock::new(plain_text(&words, limits::HEADER)).into());
    }
    let weighty = |span: &Span| match span {
        Span::Plain(words) | Span::Emphasis(words) => Span::Strong(words.clone()),
        Span::Strong(_)
        | Span::Person(_)
        | Span::Channel(_)
        | Span::Link { .. }
        | Span::Moment(_) => span.clone(),
    };
    let line = tidy(&Text(text.0.iter().map(weighty).collect()));
    rich(&cut_text(&line, limits::HEADER))
}

/// A paragraph in as many blocks as it needs.
fn paragraph(text: &Text, most: usize) -> Vec<SlackBlock> {
    parts(&cut_text(text, most), limits::TEXT)
        .iter()
        .filter_map(rich)
        .collect()
}

/// A note in small: plain words as they are, anything more as markup.
fn note(text: &Text) -> Option<SlackBlock> {
    let words = text.to_words();
    if is_blank(&words) {
        return None;
    }
    let element = if text.0.iter().all(|span| matches!(span, Span::Plain(_))) {
        let plain = SlackBlockPlainText::new(cut(&words, limits::TEXT)).with_emoji(false);
        SlackContextBlockElement::from(plain)
    } else {
        SlackBlockMarkDownText::new(fitting_markup(text))
            .with_verbatim(true)
            .into()
    };
    Some(SlackContextBlock::new(vec![element]).into())
}

/// The text as markup that fits. Markup is longer than its words, and may not be cut itself, so
/// the words are cut until it fits.
fn fitting_markup(text: &Text) -> String {
    let mut most = limits::TEXT;
    loop {
        let markup = mrkdwn(&cut_text(text, most));
        if length(&markup) <= limits::TEXT || most == 0 {
            return markup;
        }
        most /= 2;
    }
}

/// The words first, which say it all; the bar below them only shows it.
fn measured(meter: &Meter) -> Text {
    let line = |words: &str| cut(&one_line(words), limits::HEADER);
    let full = usize::from((meter.percent.min(100) + CELLS / 2) / CELLS);
    let bar = "█".repeat(full) + &"░".repeat(usize::from(CELLS) - full);
    let words = format!(": {}\n{bar}", line(&meter.words));
    tidy(&Text::strong(line(&meter.label)).then(Text::plain(words)))
}

fn is_words(text: &Text) -> bool {
    text.0
        .iter()
        .all(|span| matches!(span, Span::Plain(_) | Span::Strong(_) | Span::Emphasis(_)))
}
