//! An item: one question and all that is said about its answers. Parsed and checked; whole
//! enough to be kept with a run, so that a reload of the library changes no open question.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ChoiceId, ItemId, ObjectiveId, SourceId};
use crate::chat::Text;

/// One check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its name.
    pub id: ItemId,
    /// What it trains; every graded item has one.
    pub objective: Option<ObjectiveId>,
    /// Raised when an old answer would be judged differently now.
    pub rev: u32,
    /// How deep it asks.
    pub level: Option<Level>,
    /// The misconception it meets, by its id within the skill.
    pub misconception: Option<String>,
    /// What its facts rest on.
    pub sources: Vec<SourceId>,
    /// Where it may be asked.
    pub surfaces: Vec<Surface>,
    /// Whether it asks, where there is room, how sure one was.
    pub confidence: bool,
    /// Whether its choices keep the order of the file.
    pub fixed: bool,
    /// Whether it is asked.
    pub status: Status,
    /// What replaced it, when it is retired.
    pub replaced_by: Option<ItemId>,
    /// Who wrote it.
    pub author: Option<String>,
    /// When somebody last read it with care.
    pub reviewed: Option<Date>,
    /// The question, before its choices.
    pub prompt: Text,
    /// What answers it.
    pub question: Question,
    /// One line to take away; every graded item has one.
    pub takeaway: Option<Text>,
    /// Where to read on.
    pub more: Option<Text>,
}

/// How deep an item asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// To know it.
    Recall,
    /// To use it.
    Apply,
    /// To take it apart.
    Analyse,
}

/// Where an item may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Surface {
    /// In a channel.
    #[serde(rename = "channel")]
    Channel,
    /// In the conversation between a person and the bot.
    #[serde(rename = "dm")]
    Direct,
}

/// Whether an item is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is.
    #[default]
    Live,
    /// Not yet.
    Draft,
    /// Not any more; its old answers still mean something.
    Retired,
}

/// What is asked, by kind. Each kind's rules stand in its file of `coach/checkin/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// A situation; one choice is best, others may be part right.
    Scenario {
        /// Two to four.
        choices: Vec<ScoredChoice>,
    },
    /// A statement: true, or a myth?
    Myth {
        /// Whether the statement is true.
        truth: bool,
        /// What is said to who answered *true*.
        on_true: Text,
        /// What is said to who answered *myth*.
        on_myth: Text,
    },
    /// Parts to be put in order.
    Ordering {
        /// Three to five, in the right order.
        parts: Vec<Part>,
    },
    /// Parts to be put into bins.
    Matching {
        /// Two or three: name and label.
        bins: Vec<Bin>,
        /// At most five.
        parts: Vec<BinnedPart>,
    },
    /// Choices of which several are right.
    Multi {
        /// Two or more right, one or more not.
        choices: Vec<MarkedChoice>,
    },
    /// A number to be guessed.
    Estimate {
        /// The number.
        answer: f64,
        /// What it counts, such as `%`; may be empty.
        unit: String,
        /// The least and the most that can be guessed.
        range: (f64, f64),
        /// Within this of the answer a guess scores 1.
        full: f64,
        /// Within this of the answer a guess scores one half.
        half: f64,
        /// Said to who was within `full`.
        close: Text,
        /// Said to who guessed too high.
        high: Text,
        /// Said to who guessed too low.
        low: Text,
    },
    /// A worded scale on which people place themselves; nothing is right.
    Rating {
        /// The labels, from least to most.
        labels: Vec<String>,
        /// Said to who answered below the middle.
        low: Text,
        /// Said to who answered the middle.
        mid: Text,
        /// Said to who answered above the middle.
        high: Text,
    },
    /// Free words, seen by nobody else.
    Reflection {
        /// How the answer may begin.
        starter: String,
        /// The most characters.
        max_chars: u16,
        /// Shown after the answer was sent.
        example: Text,
    },
    /// An if-then plan.
    Commitment {
        /// When something happens …
        cue: String,
        /// … what one does then; one to four offers.
        offers: Vec<String>,
        /// After how many days it comes back.
        due_days: u16,
    },
}

/// A choice of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoredChoice {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
    /// 1 is best (exactly one), others 0 to 0.75.
    pub score: f64,
    /// What is said to who took it.
    pub feedback: Text,
}

/// A choice of several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarkedChoice {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
    /// Whether it belongs to the answer.
    pub right: bool,
    /// Why, or why not.
    pub feedback: Text,
}

/// A part of an ordering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
    /// Why it stands there.
    pub feedback: Text,
}

/// A bin of a matching.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
}

/// A part of a matching.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BinnedPart {
    /// Its name.
    pub id: ChoiceId,
    /// What stands on it.
    pub label: String,
    /// The bin it belongs in.
    pub bin: ChoiceId,
    /// Why.
    pub feedback: Text,
}

impl Question {
    /// Whether an answer can be right, and so moves what is remembered.
    pub fn is_graded(&self) -> bool {
        match self {
            Self::Scenario { .. }
            | Self::Myth { .. }
            | Self::Ordering { .. }
            | Self::Matching { .. }
            | Self::Multi { .. }
            | Self::Estimate { .. } => true,
            Self::Rating { .. } | Self::Reflection { .. } | Self::Commitment { .. } => false,
        }
    }
}

impl Item {
    /// Whether it is asked now on this surface.
    pub fn is_asked_on(&self, surface: Surface) -> bool {
        self.status == Status::Live && self.surfaces.contains(&surface)
    }
}
