//! What can be pressed around what is kept of a person.

use crate::coach::roles::{Subject, Who};

/// A press on the card that says what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Delete all of it. The platform has asked once more.
    Delete,
}

impl Press {
    /// Its parts in a token.
    pub fn parts(self) -> Vec<&'static str> {
        match self {
            Self::Delete => vec!["delete"],
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        (parts == ["delete"]).then_some(Self::Delete)
    }

    /// Who may do it: everybody, with what is her own.
    pub fn who(self) -> Who {
        match self {
            Self::Delete => Who::Everybody,
        }
    }

    /// What it is about.
    pub fn subject(self) -> Subject {
        match self {
            Self::Delete => Subject::Nothing,
        }
    }

    /// What it does, for the table of roles.
    pub fn does(self) -> &'static str {
        match self {
            Self::Delete => "delete all that is kept of oneself",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![Self::Delete]
    }
}
