//! What can be pressed and filled in around a charter, and how that is written into a token.

use crate::chat::ChannelId;
use crate::coach::roles::{Subject, Who};
use crate::library::ProgrammeAct;

/// Which part of a charter a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// What the team is here for: mission, values, strengths.
    Purpose,
    /// For whom it works.
    Stakeholders,
    /// The one-line message.
    Message,
}

impl Part {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Whole, "whole"),
        (Self::Purpose, "purpose"),
        (Self::Stakeholders, "stakeholders"),
        (Self::Message, "message"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(part, _)| *part == self);
        found.map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, other)| *other == name);
        found.map(|(part, _)| *part)
    }

    /// The steps of a programme that writing it takes.
    pub(super) fn acts(self) -> &'static [ProgrammeAct] {
        const PURPOSE: ProgrammeAct = ProgrammeAct::CharterPurpose;
        const STAKEHOLDERS: ProgrammeAct = ProgrammeAct::CharterStakeholders;
        const MESSAGE: ProgrammeAct = ProgrammeAct::CharterMessage;
        match self {
            Self::Whole => &[PURPOSE, STAKEHOLDERS, MESSAGE],
            Self::Purpose => &[PURPOSE],
            Self::Stakeholders => &[STAKEHOLDERS],
            Self::Message => &[MESSAGE],
        }
    }
}

/// A press, or a form that was sent, around a charter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Look at the charter of a channel.
    Show(ChannelId),
    /// Write a part of it: the opening button and the form itself, which tells the number of the
    /// version that it was opened on.
    Write(ChannelId, Part, u32),
    /// The list of earlier versions.
    Earlier(ChannelId),
    /// Look at the version of that number.
    Look(ChannelId, u32),
    /// Read it again and say whether it still holds.
    Review(ChannelId),
    /// It still holds.
    StillTrue(ChannelId),
}

impl Press {
    /// Its parts in a token.
    pub fn parts(&self) -> Vec<String> {
        let with = |word: &str, channel: &ChannelId| vec![word.to_owned(), channel.to_string()];
        match self {
            Self::Show(channel) => with("show", channel),
            Self::Write(channel, part, opened_at) => {
                let mut parts = with("write", channel);
                parts.extend([part.name().to_owned(), opened_at.to_string()]);
                parts
            }
            Self::Earlier(channel) => with("earlier", channel),
            Self::Look(channel, number) => {
                let mut parts = with("look", channel);
                parts.push(number.to_string());
                parts
            }
            Self::Review(channel) => with("review", channel),
            Self::StillTrue(channel) => with("holds", channel),
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["show", channel] => Self::Show(channel.into()),
            ["write", channel, part, opened_at] => {
                Self::Write(channel.into(), Part::named(part)?, opened_at.parse().ok()?)
            }
            ["earlier", channel] => Self::Earlier(channel.into()),
            ["look", channel, number] => Self::Look(channel.into(), number.parse().ok()?),
            ["review", channel] => Self::Review(channel.into()),
            ["holds", channel] => Self::StillTrue(channel.into()),
            _ => return None,
        })
    }

    /// Who may do it.
    pub fn who(&self) -> Who {
        match self {
            Self::Write(..) => Who::Managers,
            Self::Show(_)
            | Self::Earlier(_)
            | Self::Look(..)
            | Self::Review(_)
            | Self::StillTrue(_) => Who::Everybody,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Show(channel)
            | Self::Write(channel, ..)
            | Self::Earlier(channel)
            | Self::Look(channel, _)
            | Self::Review(channel)
            | Self::StillTrue(channel) => Subject::Channel(channel.clone()),
        }
    }

    /// What it does, for the table of roles.
    pub fn does(&self) -> &'static str {
        match self {
            Self::Show(_) => "look at the charter of a channel's team",
            Self::Write(..) => "write the charter of a channel's team, or a part of it",
            Self::Earlier(_) => "see which earlier versions of a charter there are",
            Self::Look(..) => "look at an earlier version of a charter",
            Self::Review(_) => "read a charter again",
            Self::StillTrue(_) => "say that a charter still holds",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::Show("own".into()),
            Self::Write("own".into(), Part::Whole, 3),
            Self::Earlier("own".into()),
            Self::Look("own".into(), 2),
            Self::Review("own".into()),
            Self::StillTrue("own".into()),
        ]
    }
}
