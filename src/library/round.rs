//! The lead article of a weekly round, in brief.

use serde::{Deserialize, Serialize};

use super::{RoundId, SkillId, SourceId, Status};
use crate::chat::Text;

/// A lead article in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundArticle {
    /// Its name: that of its file.
    pub id: RoundId,
    /// What it is called, at most 60 UTF-16 units.
    pub title: String,
    /// What it says, at most 120 words.
    pub text: Text,
    /// What readers may ask themselves, in a sentence.
    pub question: String,
    /// Something to listen to or to read, if there is.
    #[serde(default)]
    pub listen_or_read: Option<Reference>,
    /// Which skill it belongs to.
    #[serde(default)]
    pub skill: Option<SkillId>,
    /// What its facts rest on.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// Whether it is given.
    #[serde(default)]
    pub status: Status,
    /// Raised when it says something else now.
    pub rev: u32,
}

/// Something to listen to or to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What it is called, and by whom.
    pub title: String,
    /// Where it is; https.
    pub url: String,
}
