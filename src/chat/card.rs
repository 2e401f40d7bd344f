//! What is said: a card of blocks, the same for every platform. An adapter draws it within its
//! limits; nothing here knows of Slack or Teams.

use serde::{Deserialize, Serialize};

use super::{ActToken, Text};

/// Something said, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The whole card in plain words, for notifications, screen readers and clients that draw
    /// nothing else. Never empty.
    pub summary: String,
    /// What is drawn, from top to bottom.
    pub blocks: Vec<Block>,
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
        }
    }

    /// A card whose summary is made of the words of its texts, in order; buttons and meters are
    /// left to their own labels.
    pub fn of(blocks: Vec<Block>) -> Self {
        let summary = blocks
            .iter()
            .filter_map(Block::words)
            .collect::<Vec<_>>()
            .join("\n");
        Self { summary, blocks }
    }
}

impl Block {
    fn words(&self) -> Option<String> {
        match self {
            Self::Title(text) | Self::Paragraph(text) | Self::Note(text) => Some(text.to_words()),
            Self::Meter(meter) => Some(format!("{}: {}", meter.label, meter.words)),
            Self::Buttons(_) | Self::Divider => None,
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
        }
    }

    /// The same, as the one next step.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.emphasis = Emphasis::Primary;
        self
    }

    /// The same, with what a screen reader should say in place of the label.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}
