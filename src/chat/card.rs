//! What is said: a card of blocks, the same for every platform. An adapter draws it within its
//! limits; nothing here knows of Slack or Teams.

use serde::{Deserialize, Serialize};

use super::{ActToken, Picture, Text};

/// Something said, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The whole card in plain words, for notifications, screen readers and clients that draw
    /// nothing else. Never empty.
    pub summary: String,
    /// What is drawn, from top to bottom.
    pub blocks: Vec<Block>,
    /// The colour at its side, for a card that has one; nothing is told by it alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
}

/// A colour that a team may have. Each has at least 3:1 of contrast against white and against
/// black (WCAG 2.2, 1.4.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accent {
    /// Blue.
    Blue,
    /// Teal.
    Teal,
    /// Green.
    Green,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Pink.
    Pink,
    /// Violet.
    Violet,
    /// Grey.
    Grey,
}

/// One part of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// What the card is about, in one line.
    Title(Text),
    /// A paragraph.
    Paragraph(Text),
    /// A line in small: who, when, how many.
    Note(Text),
    /// Buttons, in the order they should be read; an adapter may break them into rows.
    Buttons(Vec<Button>),
    /// A share as a bar with its words; the words alone must say it all.
    Meter(Meter),
    /// A picture; the words beside it must say it all.
    Picture(Picture),
    /// A line between what is above and what is below.
    Divider,
}

/// Something to press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What it is about; comes back with the press.
    pub act: ActToken,
    /// What stands on it: a verb or an answer, sentence case.
    pub label: String,
    /// What a screen reader says when the label alone would not do (a lone letter, say).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How much it asks to be pressed.
    #[serde(default, skip_serializing_if = "Emphasis::is_usual")]
    pub emphasis: Emphasis,
    /// What is asked once more before the press counts, where it can't be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<Confirm>,
    /// What the press opens, for a platform that must know beforehand.
    #[serde(default, skip_serializing_if = "Opens::is_nothing")]
    pub opens: Opens,
    /// Which thumb below the message means the same, where a platform has thumbs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumb: Option<Thumb>,
}

/// A thumb below a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thumb {
    /// It is good.
    Up,
    /// It is not.
    Down,
}

/// What pressing a button opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    /// Nothing: it does something.
    #[default]
    Nothing,
    /// A form, unless it can't be filled in now: then words say so.
    Form,
    /// What the person who presses sees of the message, and nobody else. Changes nothing.
    OwnView,
}

impl Opens {
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

/// What is asked once more, by the platform itself, before a press counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirm {
    /// What it is about, at most 100 UTF-16 units (Slack's limits, as are those below).
    pub title: String,
    /// What will happen, at most 300.
    pub text: String,
    /// The label that goes on, at most 30: the verb once more.
    pub yes: String,
    /// The label that goes back, at most 30.
    pub no: String,
}

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// One of several.
    #[default]
    Usual,
    /// The one next step.
    Primary,
    /// Ends or deletes something.
    Danger,
}

impl Emphasis {
    fn is_usual(&self) -> bool {
        matches!(self, Self::Usual)
    }
}

/// A share as a bar, with its text equivalent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// What is measured.
    pub label: String,
    /// How much of it, in percent, 0 to 100.
    pub percent: u8,
    /// The same in words, which stand beside the bar.
    pub words: String,
}

impl Card {
    /// A card of one paragraph, whose words are also its summary.
    pub fn words(text: impl Into<Text>) -> Self {
        let text = text.into();
        Self {
            summary: text.to_words(),
            blocks: vec![Block::Paragraph(text)],
            accent: None,
        }
    }

    /// A card whose summary is made of the words of its texts and meters, in order; of the labels
    /// of its buttons where there are no others. A divider that divides nothing is left out: at
    /// either end, or below another.
    pub fn of(blocks: Vec<Block>) -> Self {
        let blocks = divided(blocks);
        let said = in_lines(blocks.iter().filter_map(Block::words));
        let summary = if said.is_empty() {
            in_lines(blocks.iter().flat_map(Block::labels))
        } else {
            said
        };
        Self {
            summary,
            blocks,
            accent: None,
        }
    }

    /// The same with a colour at its side.
    #[must_use]
    pub fn with_accent(mut self, accent: Option<Accent>) -> Self {
        self.accent = accent;
        self
    }
}

/// The blocks, with a divider only where something stands above it and something else below.
fn divided(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let divides_nothing = matches!(kept.last(), None | Some(Block::Divider));
        if block != Block::Divider || !divides_nothing {
            kept.push(block);
        }
    }
    kept.pop_if(|last| *last == Block::Divider);
    kept
}

/// Words one below the other; what says nothing takes no line.
fn in_lines(words: impl Iterator<Item = String>) -> String {
    let said: Vec<String> = words.filter(|words| !words.trim().is_empty()).collect();
    said.join("\n")
}

impl Block {
    fn words(&self) -> Option<String> {
        match self {
            Self::Title(text) | Self::Paragraph(text) | Self::Note(text) => Some(text.to_words()),
            Self::Meter(meter) => Some(format!("{}: {}", meter.label, meter.words)),
            Self::Buttons(_) | Self::Picture(_) | Self::Divider => None,
        }
    }

    fn labels(&self) -> Vec<String> {
        match self {
            Self::Buttons(buttons) => buttons.iter().map(|button| button.label.clone()).collect(),
            Self::Title(_)
            | Self::Paragraph(_)
            | Self::Note(_)
            | Self::Meter(_)
            | Self::Picture(_)
            | Self::Divider => Vec::new(),
        }
    }
}

impl Button {
    /// A button of usual emphasis.
    pub fn new(act: ActToken, label: impl Into<String>) -> Self {
        Self {
            act,
            label: label.into(),
            description: None,
            emphasis: Emphasis::Usual,
            confirm: None,
            opens: Opens::Nothing,
            thumb: None,
        }
    }

    /// The same, as the one next step.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.emphasis = Emphasis::Primary;
        self
    }

    /// The same, as one that ends or deletes something.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.emphasis = Emphasis::Danger;
        self
    }

    /// The same, asking once more before it counts.
    #[must_use]
    pub fn confirmed(mut self, confirm: Confirm) -> Self {
        self.confirm = Some(confirm);
        self
    }

    /// The same, with what a screen reader should say in place of the label.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Span;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = Text> {
        let span = prop_oneof![
            ".{0,12}".prop_map(Span::Plain),
            ".{0,12}".prop_map(Span::Strong),
            ".{0,12}".prop_map(Span::Emphasis),
            "[A-Z0-9]{1,9}".prop_map(|id| Span::Person(id.into())),
            "[A-Z0-9]{1,9}".prop_map(|id| Span::Channel(id.into())),
            (".{0,9}", ".{0,9}").prop_map(|(text, url)| Span::Link { text, url }),
        ];
        prop::collection::vec(span, 0..4).prop_map(Text)
    }

    fn block() -> impl Strategy<Value = Block> {
        let button = (".{0,9}", ".{0,9}").prop_map(|(act, label)| Button::new(act.into(), label));
        let meter = (".{0,9}", 0..=100u8, ".{0,9}").prop_map(|(label, percent, words)| Meter {
            label,
            percent,
            words,
        });
        prop_oneof![
            text().prop_map(Block::Title),
            text().prop_map(Block::Paragraph),
            text().prop_map(Block::Note),
            prop::collection::vec(button, 0..4).prop_map(Block::Buttons),
            meter.prop_map(Block::Meter),
            Just(Block::Divider),
        ]
    }

    fn card() -> impl Strategy<Value = Card> {
        prop::collection::vec(block(), 0..6).prop_map(Card::of)
    }

    proptest! {
        #[test]
        fn a_divider_stands_between_two_other_blocks_and_nothing_else_is_left_out(blocks in prop::collection::vec(block(), 0..8)) {
            let card = Card::of(blocks.clone());
            let without = |blocks: Vec<Block>| blocks.into_iter().filter(|block| *block != Block::Divider).collect::<Vec<_>>();
            for parts in card.blocks.split(|block| *block == Block::Divider) {
                prop_assert!(!parts.is_empty() || card.blocks.is_empty(), "{:?}", card.blocks);
            }
            prop_assert_eq!(without(card.blocks), without(blocks));
        }

        #[test]
        fn a_card_that_says_anything_has_a_summary(card in card()) {
            let words = card.blocks.iter().filter_map(Block::words);
            let labels = card.blocks.iter().flat_map(Block::labels);
            let says = words.chain(labels).any(|words| !words.trim().is_empty());
            prop_assert_eq!(says, !card.summary.trim().is_empty());
        }

        #[test]
        fn every_text_stands_in_the_summary_in_its_order(card in card()) {
            let mut rest = card.summary.as_str();
            for words in card.blocks.iter().filter_map(Block::words) {
                if !words.trim().is_empty() {
                    let at = rest.find(&words);
                    prop_assert!(at.is_some(), "{words:?} is not in {rest:?}");
                    rest = &rest[at.unwrap_or_default() + words.len()..];
                }
            }
        }

        #[test]
        fn a_card_that_waited_is_said_as_it_was_meant(card in card()) {
            let kept = serde_json::to_vec(&card).unwrap();
            prop_assert_eq!(serde_json::from_slice::<Card>(&kept).unwrap(), card);
        }
    }
}
