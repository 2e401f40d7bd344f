//! Files that are handed to one person, in the conversation with the bot. A small one is held in
//! its message; what would be large, or holds what only the sender may know, is named, and made
//! when it is sent.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Card, MessageId, PersonId};

/// A file for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The coach's own name for the message.
    pub id: MessageId,
    /// Whom it is for, and nobody else.
    pub person: PersonId,
    /// What the file is called, with its ending: ASCII letters, digits, `-` and `.`.
    pub name: String,
    /// What it holds.
    pub content: FileContent,
    /// What is said beside it.
    pub words: Card,
    /// After this it is not sent any more.
    pub until: Timestamp,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileContent {
    /// Text, at most 24 KiB: an entry of the outbox holds 32.
    Text {
        /// Such as `text/markdown`.
        media_type: String,
        /// The text.
        body: String,
    },
    /// All that is kept of the person, gathered when it is sent.
    OwnData,
    /// A badge as a signed credential, signed when it is sent.
    Badge(Badge),
}

/// That somebody has earned a badge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    /// Which programme it is for.
    pub programme: String,
    /// What it is called.
    pub title: String,
    /// What it was given for, in a sentence.
    pub criteria: String,
    /// When it was earned.
    pub earned: Timestamp,
}
