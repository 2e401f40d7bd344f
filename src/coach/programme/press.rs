//! What can be pressed and sent about programmes: one's own, and, by its managers, a channel's.

use crate::chat::ChannelId;
use crate::coach::roles::{Subject, Who};
use crate::coach::token_parts::written;
use crate::library::ProgrammeId;

/// Whose programme it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the one who presses.
    Own,
    /// Of a channel.
    Channel(ChannelId),
}

/// A button or form of this room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// See which there are.
    List,
    /// Do that with a programme.
    Deed(Deed, ProgrammeId, Whose),
    /// Read the tip of the step of that place.
    Read(ProgrammeId, u8),
    /// Be asked the check-in of the step of that place.
    Ask(ProgrammeId, u8),
    /// Look back.
    LookBack(ProgrammeId),
    /// Have the badge as a file.
    Badge(ProgrammeId),
    /// Tell a channel that it was finished: the opening button and the form itself.
    Share(ProgrammeId),
}

/// What can be done with a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// See its weeks.
    Look,
    /// Begin it.
    Enrol,
    /// Pause it: the opening button and the form itself.
    Pause,
    /// End a pause.
    GoOn,
    /// Have all that is to come a week later.
    Postpone,
    /// Leave it.
    Leave,
}

impl Deed {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Look, "look"),
        (Self::Enrol, "enrol"),
        (Self::Pause, "pause"),
        (Self::GoOn, "go-on"),
        (Self::Postpone, "postpone"),
        (Self::Leave, "leave"),
    ];

    fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(deed, _)| *deed == self);
        found.map_or("look", |(_, word)| *word)
    }
}

impl Press {
    /// To begin a programme oneself, wherever it is suggested.
    pub(in crate::coach) fn enrol(programme: ProgrammeId) -> Self {
        Self::Deed(Deed::Enrol, programme, Whose::Own)
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        vec![
            Self::List,
            Self::Deed(Deed::Look, "a".into(), Whose::Own),
            Self::Deed(Deed::Enrol, "a".into(), Whose::Channel("own".into())),
            Self::Read("a".into(), 0),
            Self::Ask("a".into(), 1),
            Self::LookBack("a".into()),
            Self::Badge("a".into()),
            Self::Share("a".into()),
        ]
    }

    /// See the weeks of one's own.
    pub(in crate::coach) fn look(programme: &ProgrammeId) -> Self {
        Self::Deed(Deed::Look, programme.clone(), Whose::Own)
    }

    /// Who may do it: a channel's programme is its managers', one's own one's own.
    pub(in crate::coach) fn who(&self) -> Who {
        match self {
            Self::Deed(_, _, Whose::Channel(_)) => Who::Managers,
            Self::List
            | Self::Deed(_, _, Whose::Own)
            | Self::Read(..)
            | Self::Ask(..)
            | Self::LookBack(_)
            | Self::Badge(_)
            | Self::Share(_) => Who::Everybody,
        }
    }

    /// In whose channel it works.
    pub(in crate::coach) fn subject(&self) -> Subject {
        match self {
            Self::Deed(_, _, Whose::Channel(channel)) => Subject::Channel(channel.clone()),
            Self::List
            | Self::Deed(_, _, Whose::Own)
            | Self::Read(..)
            | Self::Ask(..)
            | Self::LookBack(_)
            | Self::Badge(_)
            | Self::Share(_) => Subject::Nothing,
        }
    }

    /// What it does, for the table.
    pub(in crate::coach) fn does(&self) -> &'static str {
        match self {
            Self::Deed(_, _, Whose::Channel(_)) => {
                "begin, look at, pause, postpone or leave a programme of a channel"
            }
            Self::List
            | Self::Deed(_, _, Whose::Own)
            | Self::Read(..)
            | Self::Ask(..)
            | Self::LookBack(_)
            | Self::Badge(_)
            | Self::Share(_) => {
                "begin a programme of one's own, do its steps, pause or leave it, and have its badge"
            }
        }
    }

    /// As the end of a token.
    pub(in crate::coach) fn words(&self) -> String {
        match self {
            Self::List => "list".to_owned(),
            Self::Deed(deed, programme, whose) => {
                let channel = match whose {
                    Whose::Own => "",
                    Whose::Channel(channel) => channel.as_str(),
                };
                let channel = written(channel);
                format!("{}:{programme}:{channel}", deed.word())
            }
            Self::Read(programme, step) => format!("read:{programme}:{step}"),
            Self::Ask(programme, step) => format!("ask:{programme}:{step}"),
            Self::LookBack(programme) => format!("back:{programme}"),
            Self::Badge(programme) => format!("badge:{programme}"),
            Self::Share(programme) => format!("share:{programme}"),
        }
    }

    /// The same read; `None` for what this version did not write.
    pub(in crate::coach) fn read(parts: &[&str]) -> Option<Self> {
        Some(match *parts {
            ["list"] => Self::List,
            ["read", programme, step] => Self::Read(programme.into(), step.parse().ok()?),
            ["ask", programme, step] => Self::Ask(programme.into(), step.parse().ok()?),
            ["back", programme] => Self::LookBack(programme.into()),
            ["badge", programme] => Self::Badge(programme.into()),
            ["share", programme] => Self::Share(programme.into()),
            [word, programme, channel] => {
                let (deed, _) = Deed::ALL.iter().find(|(_, other)| *other == word)?;
                let whose = if channel.is_empty() {
                    Whose::Own
                } else {
                    Whose::Channel(channel.into())
                };
                Self::Deed(*deed, programme.into(), whose)
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let deeds = Deed::ALL.map(|(deed, _)| Press::Deed(deed, "a".into(), Whose::Own));
        let channel = Whose::Channel("19:sales@thread.tacv2".into());
        let there = Press::Deed(Deed::Look, "a".into(), channel);
        for press in Press::one_of_each().into_iter().chain(deeds).chain([there]) {
            let words = press.words();
            let parts = crate::coach::token_parts::read(&words);
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            assert_eq!(Press::read(&parts), Some(press), "{words}");
        }
        assert_eq!(Press::read(&["read", "a", "soon"]), None);
        assert_eq!(Press::read(&["fly", "a", ""]), None);
    }
}
