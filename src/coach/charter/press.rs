//! What can be pressed and filled in around a charter, and how that is written into a token.

use super::record::Charter;
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
    /// All of it once more, after it was read again.
    Again,
}

impl Part {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Whole, "whole"),
        (Self::Purpose, "purpose"),
        (Self::Stakeholders, "stakeholders"),
        (Self::Message, "message"),
        (Self::Again, "again"),
    ];

    fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(part, _)| *part == self);
        found.map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, other)| *other == name);
        found.map(|(part, _)| *part)
    }

    /// The part that a step of a programme is about, if it is about a charter.
    pub(in crate::coach) fn of(act: ProgrammeAct) -> Option<Self> {
        match act {
            ProgrammeAct::CharterPurpose => Some(Self::Purpose),
            ProgrammeAct::CharterStakeholders => Some(Self::Stakeholders),
            ProgrammeAct::CharterMessage => Some(Self::Message),
            ProgrammeAct::CharterReview => Some(Self::Again),
            ProgrammeAct::Win | ProgrammeAct::LookBack => None,
        }
    }

    /// The step of a programme that is about it alone.
    pub(super) fn act(self) -> Option<ProgrammeAct> {
        match self {
            Self::Whole => None,
            Self::Purpose => Some(ProgrammeAct::CharterPurpose),
            Self::Stakeholders => Some(ProgrammeAct::CharterStakeholders),
            Self::Message => Some(ProgrammeAct::CharterMessage),
            Self::Again => Some(ProgrammeAct::CharterReview),
        }
    }

    /// Whether all of another is asked for with it.
    pub(super) fn covers(self, part: Self) -> bool {
        self == part || matches!(self, Self::Whole | Self::Again)
    }

    /// What is done of programmes by whoever sent this part and made that of the charter: each
    /// part that is not empty, and the reading again.
    pub(super) fn done(self, charter: &Charter) -> Vec<ProgrammeAct> {
        let parts = [Self::Purpose, Self::Stakeholders, Self::Message];
        let written = parts.into_iter().filter(|part| charter.has(*part));
        let written = written.filter(|part| self.covers(*part));
        let again = (self == Self::Again).then_some(self);
        written.chain(again).filter_map(Self::act).collect()
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
    /// Do what a step of a programme asks of a charter, of a channel's or, without one, of that of
    /// one's own team: write the part, or say what one would write there.
    Step(Option<ChannelId>, Part),
    /// Say what one would write there: the opening button and the form itself.
    Suggest(Option<ChannelId>, Part),
}

impl Press {
    /// Its parts in a token.
    pub fn parts(&self) -> Vec<String> {
        let with = |word: &str, channel: &ChannelId| vec![word.to_owned(), channel.to_string()];
        let of_any = |word: &str, channel: &Option<ChannelId>, part: Part| {
            let channel = channel.as_ref().map_or("", ChannelId::as_str);
            vec![word.to_owned(), channel.to_owned(), part.name().to_owned()]
        };
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
            Self::Step(channel, part) => of_any("step", channel, *part),
            Self::Suggest(channel, part) => of_any("suggest", channel, *part),
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        let any = |channel: &str| (!channel.is_empty()).then(|| channel.into());
        Some(match *parts {
            ["show", channel] => Self::Show(channel.into()),
            ["write", channel, part, opened_at] => {
                Self::Write(channel.into(), Part::named(part)?, opened_at.parse().ok()?)
            }
            ["earlier", channel] => Self::Earlier(channel.into()),
            ["look", channel, number] => Self::Look(channel.into(), number.parse().ok()?),
            ["review", channel] => Self::Review(channel.into()),
            ["holds", channel] => Self::StillTrue(channel.into()),
            ["step", channel, part] => Self::Step(any(channel), Part::named(part)?),
            ["suggest", channel, part] => Self::Suggest(any(channel), Part::named(part)?),
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
            | Self::StillTrue(_)
            | Self::Step(..)
            | Self::Suggest(..) => Who::Everybody,
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
            | Self::StillTrue(channel)
            | Self::Step(Some(channel), _)
            | Self::Suggest(Some(channel), _) => Subject::Channel(channel.clone()),
            Self::Step(None, _) | Self::Suggest(None, _) => Subject::Nothing,
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
            Self::Step(..) => "do what a step of a programme asks of a charter",
            Self::Suggest(..) => "say what one would write into a charter, as a plan of one's own",
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
            Self::Step(Some("own".into()), Part::Again),
            Self::Suggest(None, Part::Purpose),
        ]
    }
}
