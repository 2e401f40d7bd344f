//! What can be pressed around what is kept of a person.

use crate::coach::roles::{Subject, Who};

/// A press on the card that says what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Hand over all of it, as a file in the direct conversation.
    Hand,
    /// Delete all of it. The platform has asked once more.
    Delete,
}

impl Press {
    /// Its parts in a token.
    pub fn parts(self) -> Vec<&'static str> {
        match self {
            Self::Hand => vec!["hand"],
            Self::Delete => vec!["delete"],
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        Self::one_of_each()
            .into_iter()
            .find(|press| press.parts() == parts)
    }

    /// Who may do it: everybody, with what is her own.
    pub fn who(self) -> Who {
        match self {
            Self::Hand | Self::Delete => Who::Everybody,
        }
    }

    /// What it is about.
    pub fn subject(self) -> Subject {
        match self {
            Self::Hand | Self::Delete => Subject::Nothing,
        }
    }

    /// What it does, for the table of roles.
    pub fn does(self) -> &'static str {
        match self {
            Self::Hand => "get all that is kept of oneself, as a file",
            Self::Delete => "delete all that is kept of oneself",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![Self::Hand, Self::Delete]
    }
}
