//! A tip: one idea in a breath, and one thing to do about it this week. Parsed and checked; whole
//! enough to be kept with a post, so that a reload of the library changes nothing that was posted.
//! Which tip a channel is given, and what people say of it, is the coach's.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ItemId, ObjectiveId, SourceId, Status, TipId};
use crate::chat::Text;

/// One tip. Those of a skill are a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tip {
    /// Its name.
    pub id: TipId,
    /// What it is called, at most 60 UTF-16 units.
    pub title: String,
    /// What it says, 30 to 90 words.
    pub text: Text,
    /// One thing to do, in a sentence of at most 30 words that begins with a verb.
    pub do_this_week: Text,
    /// What it is about.
    #[serde(default)]
    pub objective: Option<ObjectiveId>,
    /// What its facts rest on.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// What is asked of those who tried it.
    #[serde(default)]
    pub follow_up: Option<FollowUp>,
    /// Raised when it says something else now.
    pub rev: u32,
    /// Whether it is given.
    #[serde(default)]
    pub status: Status,
    /// What replaced it, when it is retired.
    #[serde(default)]
    pub replaced_by: Option<TipId>,
    /// Who wrote it.
    #[serde(default)]
    pub author: Option<String>,
    /// When somebody last read it with care.
    #[serde(default)]
    pub reviewed: Option<Date>,
}

/// A check-in that is asked, in the conversation with the bot, of those who tried a tip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The check-in.
    pub item: ItemId,
    /// How many days later; 1 to 60. Two to four is best: a gap of one to six days helps memory
    /// most (Adesope 2017).
    pub days: u16,
}

impl Tip {
    /// A tip that somebody wrote in a chat: her words as they are, never markup. It belongs to no
    /// skill, claims no source and has no follow-up.
    pub fn written(
        id: TipId,
        title: impl Into<String>,
        text: impl Into<String>,
        do_this_week: impl Into<String>,
    ) -> Self {
        Self {
            id,
            title: title.into(),
            text: Text::plain(text),
            do_this_week: Text::plain(do_this_week),
            objective: None,
            sources: Vec::new(),
            follow_up: None,
            rev: 1,
            status: Status::Live,
            replaced_by: None,
            author: None,
            reviewed: None,
        }
    }

    /// Whether it is given now.
    pub fn is_live(&self) -> bool {
        self.status == Status::Live
    }
}
