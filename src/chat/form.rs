//! A form: what is asked in a window of its own (Slack's modal, Teams' task module) and what
//! comes back from it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActToken, Block, ChannelId, FieldId, PersonId};

/// A window with inputs, or one page of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is about; comes back when it is sent.
    pub about: ActToken,
    /// Which page this is, from 0.
    pub page: u8,
    /// The window's title, at most 24 UTF-16 units (Slack's limit; `cairn check` holds titles to it).
    pub title: String,
    /// The label of the button that sends it.
    pub submit: String,
    /// The label of the button that turns back to the page before, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<String>,
    /// What is shown and asked, from top to bottom.
    pub rows: Vec<Row>,
}

/// One part of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    /// Something shown. Buttons are not drawn in forms.
    Show(Block),
    /// Something asked.
    Ask(Field),
}

/// One input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its name; values and errors come under it.
    pub id: FieldId,
    /// What is asked.
    pub label: String,
    /// Help below the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether the form may be sent without it.
    #[serde(default)]
    pub optional: bool,
    /// How it is asked.
    pub input: InputKind,
}

/// How something is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// Words: one line, or several.
    Words {
        /// Whether there is room for several lines.
        long: bool,
        /// The most characters, in UTF-16 units, at most 3,000.
        max: u16,
        /// What stands in it at first.
        initial: String,
        /// A grey example.
        example: String,
    },
    /// A whole number.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// One of several.
    One {
        /// What can be chosen, 2 to 100; up to 10 all stand there at once.
        options: Vec<Choice>,
        /// What is chosen at first.
        initial: Option<String>,
    },
    /// Any of several.
    Several {
        /// What can be chosen, 2 to 100; up to 10 all stand there at once.
        options: Vec<Choice>,
        /// What is chosen at first.
        initial: Vec<String>,
    },
    /// People of the workspace.
    People {
        /// How many at most, from 1.
        most: u8,
        /// Who is chosen at first.
        initial: Vec<PersonId>,
    },
    /// A channel that the person can see.
    Channel {
        /// Which is chosen at first.
        initial: Option<ChannelId>,
    },
    /// A day.
    Date {
        /// Which is chosen at first.
        initial: Option<Date>,
    },
}

/// Something that can be chosen in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name, which comes back.
    pub id: String,
    /// What stands beside it.
    pub label: String,
}

/// What somebody put into one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Words, or a number as it was typed.
    Words(String),
    /// The names of what was chosen.
    Chosen(Vec<String>),
    /// People.
    People(Vec<PersonId>),
    /// A channel.
    Channel(ChannelId),
    /// A day.
    Date(Date),
}

impl Value {
    /// The words, or the number as it was typed.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Words(words) => Some(words),
            Self::Chosen(_) | Self::People(_) | Self::Channel(_) | Self::Date(_) => None,
        }
    }

    /// The names of what was chosen; none where nothing could be.
    pub fn chosen(&self) -> &[String] {
        match self {
            Self::Chosen(names) => names,
            Self::Words(_) | Self::People(_) | Self::Channel(_) | Self::Date(_) => &[],
        }
    }

    /// The people; none where nobody could be named.
    pub fn people(&self) -> &[PersonId] {
        match self {
            Self::People(people) => people,
            Self::Words(_) | Self::Chosen(_) | Self::Channel(_) | Self::Date(_) => &[],
        }
    }

    /// The channel.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Channel(channel) => Some(channel),
            Self::Words(_) | Self::Chosen(_) | Self::People(_) | Self::Date(_) => None,
        }
    }

    /// The day.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Words(_) | Self::Chosen(_) | Self::People(_) | Self::Channel(_) => None,
        }
    }
}

/// All that came back from a form or with a press. An input left empty is absent.
pub type Values = BTreeMap<FieldId, Value>;
