//! What can be pressed and filled in around the weekly round, and how that is written into a token.

use crate::chat::ChannelId;
use crate::coach::roles::{Subject, Who};

crate::chat::ids::name_type!(open
    /// A weekly round that stands, or stood, in a channel.
    WeeklyRoundId);
crate::chat::ids::name_type!(open
    /// A link that was collected in a channel; the name is that channel's own.
    NewsId);

/// A press, or a form that was sent, around the weekly round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Tell what one found of a round: the opening button and the form itself.
    TellUs(WeeklyRoundId),
    /// Read what was told of a round.
    Read(WeeklyRoundId),
    /// Collect a link for a channel: the form.
    Collect(ChannelId),
    /// Take a link out of what is collected for a channel.
    TakeOut(ChannelId, NewsId),
}

impl Press {
    /// Its parts in a token.
    pub fn parts(&self) -> Vec<&str> {
        match self {
            Self::TellUs(round) => vec!["tell-us", round.as_str()],
            Self::Read(round) => vec!["feedback", round.as_str()],
            Self::Collect(channel) => vec!["news-new", channel.as_str()],
            Self::TakeOut(channel, news) => vec!["news-out", channel.as_str(), news.as_str()],
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["tell-us", round] => Self::TellUs(round.into()),
            ["feedback", round] => Self::Read(round.into()),
            ["news-new", channel] => Self::Collect(channel.into()),
            ["news-out", channel, news] => Self::TakeOut(channel.into(), news.into()),
            _ => return None,
        })
    }

    /// Who may do it. What was told is read by admins alone: a manager knows her people too well.
    pub fn who(&self) -> Who {
        match self {
            Self::TellUs(_) => Who::Everybody,
            Self::Collect(_) | Self::TakeOut(..) => Who::Managers,
            Self::Read(_) => Who::Admins,
        }
    }

    /// What it is about. A link lies under the channel that the token names, and nowhere else.
    pub fn subject(&self) -> Subject {
        match self {
            Self::TellUs(_) | Self::Read(_) => Subject::Nothing,
            Self::Collect(channel) | Self::TakeOut(channel, _) => Subject::Channel(channel.clone()),
        }
    }

    /// What it does, for the table of roles.
    pub fn does(&self) -> &'static str {
        match self {
            Self::TellUs(_) => "say what one found of a weekly round",
            Self::Read(_) => "read what was said of a weekly round, without names",
            Self::Collect(_) => "collect a link for the next weekly round",
            Self::TakeOut(..) => "take a collected link out again",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::TellUs("W1".into()),
            Self::Read("W1".into()),
            Self::Collect("own".into()),
            Self::TakeOut("own".into(), "N1".into()),
        ]
    }
}
