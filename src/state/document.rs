//! Documents: small JSON bodies under a key that begins with their owner.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::chat::PersonId;

/// Whose a document is. All that is a person's lies in one range of the store, so that handing it
/// over or deleting it is one walk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The workspace's own.
    Shared,
    /// One person's.
    Person(PersonId),
}

impl Owner {
    /// The person, if it is one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Shared => None,
            Self::Person(person) => Some(person),
        }
    }
}

/// What sort of document it is. The number is part of the stored key: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Kind {
    /// A channel's: what was asked there, and when.
    Channel = 1,
    /// A check-in that stands, or stood, in a channel.
    Run = 2,
    /// The text of an item as it was when a run was opened with it.
    Edition = 3,
    /// A person's profile and preferences.
    Person = 4,
    /// A person's memory of one skill, by objective.
    Memory = 5,
    /// What a person did once and only once: an answer.
    Once = 6,
    /// A person's practice session in the direct conversation.
    Session = 7,
    /// A person's promise to do something when something happens.
    Commitment = 8,
    /// What somebody sees differently about an item, until the admins are told.
    Objection = 9,
    /// Who may do what: the workspace's admins, or a channel's managers.
    Roles = 10,
    /// What comes when into which channel.
    Schedule = 11,
    /// What a person has begun and not confirmed yet.
    Draft = 12,
    /// A tip that stands, or stood, in a channel.
    TipPost = 13,
    /// What a person found of a tip that was posted.
    Reaction = 14,
    /// Whether, when and how often the bot may write to a person by itself, and how that went.
    Nudging = 15,
    /// A tip that was written in chat.
    WrittenTip = 16,
    /// Something that was done to how the bot works here: who, what, when.
    Audit = 17,
    /// The days on which nothing comes by itself, in a channel or anywhere.
    Holidays = 18,
    /// What the admins are to be told, until they are.
    Notice = 19,
    /// For which channels and people a pack of the library is open, where it is not for all.
    Pack = 20,
    /// The text of a tip as it was when it was posted.
    TipEdition = 21,
    /// What a team did well, as it was told.
    Win = 22,
    /// That a person cheered a win, once.
    Cheer = 23,
    /// What a team is here for, in its own words.
    Charter = 24,
    /// An assessment that a person has begun.
    Attempt = 25,
    /// What came of an assessment that a person finished.
    Result = 26,
    /// How far a person, or a channel, is in a programme.
    Enrolment = 27,
    /// A link that somebody collected for the weekly round.
    News = 28,
    /// A weekly round that was posted.
    Round = 29,
    /// What somebody found of a weekly round.
    Feedback = 30,
    /// A group of people whose picture may be drawn.
    Team = 31,
    /// In which team a person counts.
    Membership = 32,
    /// Who is in a team, a page at a time.
    Roster = 33,
    /// What is told of a team, never of a person.
    TeamPicture = 34,
    /// Where else a person is named, so that it can be forgotten with her.
    Named = 35,
    /// What the admins have set for the whole workspace.
    Workspace = 36,
    /// A win that waits for a manager of its channel, or waited.
    Suggestion = 37,
    /// How a person or a channel is reached, as their platform told it.
    Reach = 38,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; 38] = [
        Self::Channel,
        Self::Run,
        Self::Edition,
        Self::Person,
        Self::Memory,
        Self::Once,
        Self::Session,
        Self::Commitment,
        Self::Objection,
        Self::Roles,
        Self::Schedule,
        Self::Draft,
        Self::TipPost,
        Self::Reaction,
        Self::Nudging,
        Self::WrittenTip,
        Self::Audit,
        Self::Holidays,
        Self::Notice,
        Self::Pack,
        Self::TipEdition,
        Self::Win,
        Self::Cheer,
        Self::Charter,
        Self::Attempt,
        Self::Result,
        Self::Enrolment,
        Self::News,
        Self::Round,
        Self::Feedback,
        Self::Team,
        Self::Membership,
        Self::Roster,
        Self::TeamPicture,
        Self::Named,
        Self::Workspace,
        Self::Suggestion,
        Self::Reach,
    ];

    /// The number in the stored key.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Which shape its bodies have today. Raised when an old body can't be read any more; until
    /// then new fields have defaults.
    pub fn schema(self) -> u16 {
        match self {
            Self::Channel
            | Self::Run
            | Self::Edition
            | Self::Person
            | Self::Memory
            | Self::Once
            | Self::Session
            | Self::Commitment
            | Self::Objection
            | Self::Roles
            | Self::Schedule
            | Self::Draft
            | Self::TipPost
            | Self::Reaction
            | Self::Nudging
            | Self::WrittenTip
            | Self::Audit
            | Self::Holidays
            | Self::Notice
            | Self::Pack
            | Self::TipEdition
            | Self::Win
            | Self::Cheer
            | Self::Charter
            | Self::Attempt
            | Self::Result
            | Self::Enrolment
            | Self::News
            | Self::Round
            | Self::Feedback
            | Self::Team
            | Self::Membership
            | Self::Roster
            | Self::TeamPicture
            | Self::Named
            | Self::Workspace
            | Self::Suggestion
            | Self::Reach => 1,
        }
    }

    /// The kind of a number, if there is one.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// Where a document lies within its workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// Whose it is.
    pub owner: Owner,
    /// What sort it is.
    pub kind: Kind,
    /// Which one; empty where an owner has only one of the kind. At most 512 bytes.
    pub id: Arc<str>,
}

impl Key {
    /// The key of a shared document.
    pub fn shared(kind: Kind, id: impl Into<Arc<str>>) -> Self {
        Self {
            owner: Owner::Shared,
            kind,
            id: id.into(),
        }
    }

    /// The key of a person's document.
    pub fn personal(person: &PersonId, kind: Kind, id: impl Into<Arc<str>>) -> Self {
        Self {
            owner: Owner::Person(person.clone()),
            kind,
            id: id.into(),
        }
    }
}

/// A document as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// How often it was written; 0 means that it is not there.
    pub version: u64,
    /// Which shape the body has, within its kind.
    pub schema: u16,
    /// JSON, at most 32 KiB.
    pub body: Arc<[u8]>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_number_of_its_own_and_is_found_by_it() {
        let numbers: BTreeSet<u8> = Kind::ALL.into_iter().map(Kind::number).collect();
        assert_eq!(numbers.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::from_number(kind.number()), Some(kind));
        }
        assert_eq!(Kind::from_number(0), None);
    }
}
