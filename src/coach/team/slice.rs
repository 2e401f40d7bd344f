//! What a figure is about: a skill, or an assessment.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::library::{AssessmentId, SkillId};

/// What a figure is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(in crate::coach) enum Slice {
    /// What is remembered of a skill.
    Skill(SkillId),
    /// What was reported in an assessment.
    Assessment(AssessmentId),
}

impl fmt::Display for Slice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skill(id) => write!(f, "skill/{id}"),
            Self::Assessment(id) => write!(f, "assessment/{id}"),
        }
    }
}

impl From<Slice> for String {
    fn from(slice: Slice) -> Self {
        slice.to_string()
    }
}

impl TryFrom<String> for Slice {
    type Error = String;

    fn try_from(words: String) -> Result<Self, String> {
        match words.split_once('/') {
            Some(("skill", id)) => Ok(Self::Skill(id.into())),
            Some(("assessment", id)) => Ok(Self::Assessment(id.into())),
            _ => Err(format!("“{words}” is neither a skill nor an assessment")),
        }
    }
}
