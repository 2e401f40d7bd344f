//! What can be pressed and sent about assessments. Everything here is about the person who presses
//! alone: whose attempt, result or list it is, is taken from the request, never from the token.

use crate::library::{AssessmentId, TipId};

/// A button or form of this room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// See what there is.
    List,
    /// Begin an assessment, or go on where it was left.
    Begin(AssessmentId),
    /// A page of the attempt of that name.
    Page(AssessmentId, String),
    /// Look at what came of it.
    Look(AssessmentId),
    /// Delete the result of that name.
    Delete(AssessmentId, String),
    /// See the tip that is worth trying.
    Tip(TipId),
}

impl Press {
    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::List,
            Self::Begin("a".into()),
            Self::Page("a".into(), "A1".to_owned()),
            Self::Look("a".into()),
            Self::Delete("a".into(), "A1".to_owned()),
            Self::Tip("skill/tip".into()),
        ]
    }

    /// As parts of a token.
    pub(in crate::coach) fn parts(&self) -> Vec<&str> {
        match self {
            Self::List => vec!["list"],
            Self::Begin(assessment) => vec!["begin", assessment.as_str()],
            Self::Page(assessment, attempt) => vec!["page", assessment.as_str(), attempt],
            Self::Look(assessment) => vec!["look", assessment.as_str()],
            Self::Delete(assessment, result) => vec!["delete", assessment.as_str(), result],
            Self::Tip(tip) => vec!["tip", tip.as_str()],
        }
    }

    /// The same read; `None` for what this version did not write.
    pub(in crate::coach) fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["list"] => Self::List,
            ["begin", assessment] => Self::Begin(assessment.into()),
            ["page", assessment, attempt] => Self::Page(assessment.into(), attempt.to_owned()),
            ["look", assessment] => Self::Look(assessment.into()),
            ["delete", assessment, result] => Self::Delete(assessment.into(), result.to_owned()),
            ["tip", tip] => Self::Tip(tip.into()),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for press in Press::one_of_each() {
            assert_eq!(Press::read(&press.parts()), Some(press));
        }
        assert_eq!(Press::read(&["begin"]), None);
        assert_eq!(Press::read(&[]), None);
    }
}
