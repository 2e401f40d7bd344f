//! What can be pressed around a team's picture, and how that is written into a token.

use crate::chat::ChannelId;
use crate::coach::roles::{Subject, Who};
use crate::coach::seed;

crate::chat::ids::name_type!(open
    /// A team: a channel's, by the channel's id, or a list's, by the channel it belongs to and a name drawn from its
    /// own.
    TeamId);

impl TeamId {
    /// The team of all in a channel.
    pub(super) fn of_channel(channel: &ChannelId) -> Self {
        Self::from(channel.as_str())
    }

    /// The list of that name, which belongs to a channel. Two names that differ in case alone are one.
    pub(super) fn of_list(channel: &ChannelId, name: &str) -> Self {
        Self::from(format!("{channel}/{}", seed::name(&[&name.to_lowercase()])))
    }

    /// The channel whose managers may look at it.
    pub(super) fn channel(&self) -> ChannelId {
        let (channel, _) = self.as_str().split_once('/').unwrap_or((self.as_str(), ""));
        channel.into()
    }

    /// Whether it is a list rather than all in a channel.
    pub(super) fn is_list(&self) -> bool {
        self.as_str().contains('/')
    }
}

/// A press around a team's picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Look at it.
    Show(TeamId),
    /// Have it drawn each week.
    Draw(TeamId),
    /// Have it drawn no more.
    Stop(TeamId),
}

impl Press {
    /// Its parts in a token.
    pub fn parts(&self) -> Vec<&str> {
        let (word, team) = match self {
            Self::Show(team) => ("show", team),
            Self::Draw(team) => ("draw", team),
            Self::Stop(team) => ("stop", team),
        };
        vec![word, team.as_str()]
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["show", team] => Self::Show(team.into()),
            ["draw", team] => Self::Draw(team.into()),
            ["stop", team] => Self::Stop(team.into()),
            _ => return None,
        })
    }

    /// Who may do it.
    pub fn who(&self) -> Who {
        match self {
            Self::Show(_) | Self::Draw(_) | Self::Stop(_) => Who::Managers,
        }
    }

    /// What it is about: the channel that the team belongs to.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Show(team) | Self::Draw(team) | Self::Stop(team) => {
                Subject::Channel(team.channel())
            }
        }
    }

    /// What it does, for the table of roles.
    pub fn does(&self) -> &'static str {
        match self {
            Self::Show(_) => "look at the picture of a team: never of a person",
            Self::Draw(_) => "have the picture of a team drawn each week",
            Self::Stop(_) => "have it drawn no more",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::Show("own".into()),
            Self::Draw("own".into()),
            Self::Stop("own".into()),
        ]
    }
}
