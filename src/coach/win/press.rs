//! What can be pressed and filled in around wins, and how that is written into a token.

use jiff::Timestamp;

use crate::chat::{ChannelId, PersonId};
use crate::coach::roles::{Subject, Who};

/// A win: the channel in which it stands, and its name there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WinId {
    /// Where it stands, or stood.
    pub channel: ChannelId,
    /// Its name: later ones have lesser names, so that the newest come first.
    pub name: String,
}

impl std::fmt::Display for WinId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.channel, self.name)
    }
}

impl WinId {
    /// The win whose document or message is called so.
    pub(in crate::coach) fn read(id: &str) -> Option<Self> {
        let (channel, name) = id.split_once('/')?;
        Some(Self::of(channel, name))
    }

    fn of(channel: &str, name: &str) -> Self {
        Self {
            channel: channel.into(),
            name: name.to_owned(),
        }
    }
}

/// A press, or a form that was sent, around wins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Press {
    /// Tell a win: the opening button and the form itself; for a channel, or for one that is
    /// still to be said.
    Tell(Option<ChannelId>),
    /// Tell a win that one has begun in words where no form could open: who did it, and what
    /// happened. Opens the form of [`Press::Tell`] with them in it.
    TellThat(Option<ChannelId>, Vec<PersonId>, String),
    /// Cheer.
    Cheer(WinId),
    /// What else can be done with it.
    Options(WinId),
    /// Edit it: the opening button and the form itself, which tells the revision it was opened on.
    Edit(WinId, u32),
    /// Take back what one told oneself.
    TakeBack(WinId),
    /// Remove it, as a manager.
    Remove(WinId),
    /// Take one's own name out.
    NameOut(WinId),
    /// Post a win that was suggested, as a manager.
    Post(WinId),
    /// Not post it.
    Decline(WinId),
    /// Look at one that waits.
    Look(WinId),
    /// The wins of a channel that were told before the one of that name, and since a time.
    Older(ChannelId, String, Option<Timestamp>),
}

impl Press {
    /// Its parts in a token.
    pub fn parts(&self) -> Vec<String> {
        let of = |word: &str, win: &WinId| {
            vec![word.to_owned(), win.channel.to_string(), win.name.clone()]
        };
        match self {
            Self::Tell(channel) => {
                let channel = channel.as_ref().map_or("", ChannelId::as_str);
                vec!["tell".to_owned(), channel.to_owned()]
            }
            Self::TellThat(channel, people, what) => {
                let channel = channel.as_ref().map_or("", ChannelId::as_str);
                let people: Vec<&str> = people.iter().map(PersonId::as_str).collect();
                let people = people.join(" ");
                vec![
                    "tell-that".to_owned(),
                    channel.to_owned(),
                    people,
                    what.clone(),
                ]
            }
            Self::Cheer(win) => of("cheer", win),
            Self::Options(win) => of("options", win),
            Self::Edit(win, opened_on) => {
                let mut parts = of("edit", win);
                parts.push(opened_on.to_string());
                parts
            }
            Self::TakeBack(win) => of("back", win),
            Self::Remove(win) => of("remove", win),
            Self::NameOut(win) => of("name-out", win),
            Self::Post(win) => of("post", win),
            Self::Decline(win) => of("decline", win),
            Self::Look(win) => of("look", win),
            Self::Older(channel, after, since) => {
                let since = since.map_or_else(String::new, |since| since.as_second().to_string());
                vec![
                    "older".to_owned(),
                    channel.to_string(),
                    after.clone(),
                    since,
                ]
            }
        }
    }

    /// The press that has these parts.
    pub fn read(parts: &[&str]) -> Option<Self> {
        let any = |channel: &str| (!channel.is_empty()).then(|| channel.into());
        Some(match *parts {
            ["tell", channel] => Self::Tell(any(channel)),
            ["tell-that", channel, people, what] => {
                let people = people.split_whitespace().map(PersonId::from);
                Self::TellThat(any(channel), people.collect(), what.to_owned())
            }
            ["cheer", channel, name] => Self::Cheer(WinId::of(channel, name)),
            ["options", channel, name] => Self::Options(WinId::of(channel, name)),
            ["edit", channel, name, opened_on] => {
                Self::Edit(WinId::of(channel, name), opened_on.parse().ok()?)
            }
            ["back", channel, name] => Self::TakeBack(WinId::of(channel, name)),
            ["remove", channel, name] => Self::Remove(WinId::of(channel, name)),
            ["name-out", channel, name] => Self::NameOut(WinId::of(channel, name)),
            ["post", channel, name] => Self::Post(WinId::of(channel, name)),
            ["decline", channel, name] => Self::Decline(WinId::of(channel, name)),
            ["look", channel, name] => Self::Look(WinId::of(channel, name)),
            ["older", channel, after, ""] => Self::Older(channel.into(), after.to_owned(), None),
            ["older", channel, after, since] => {
                let since = Timestamp::from_second(since.parse().ok()?).ok()?;
                Self::Older(channel.into(), after.to_owned(), Some(since))
            }
            _ => return None,
        })
    }

    /// Who may do it. What is only for who told a win, or is named in it, is asked of the win.
    pub fn who(&self) -> Who {
        match self {
            Self::Remove(_) | Self::Post(_) | Self::Decline(_) | Self::Look(_) => Who::Managers,
            Self::Tell(_)
            | Self::TellThat(..)
            | Self::Cheer(_)
            | Self::Options(_)
            | Self::Edit(..)
            | Self::TakeBack(_)
            | Self::NameOut(_)
            | Self::Older(..) => Who::Everybody,
        }
    }

    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Tell(None) | Self::TellThat(None, ..) => Subject::Nothing,
            Self::Tell(Some(channel))
            | Self::TellThat(Some(channel), ..)
            | Self::Older(channel, ..) => Subject::Channel(channel.clone()),
            Self::Cheer(win)
            | Self::Options(win)
            | Self::Edit(win, _)
            | Self::TakeBack(win)
            | Self::Remove(win)
            | Self::NameOut(win)
            | Self::Post(win)
            | Self::Decline(win)
            | Self::Look(win) => Subject::Channel(win.channel.clone()),
        }
    }

    /// What it does, for the table of roles.
    pub fn does(&self) -> &'static str {
        match self {
            Self::Tell(_) => "tell a win",
            Self::TellThat(..) => "tell a win that one has begun in words",
            Self::Cheer(_) => "cheer a win",
            Self::Options(_) => "see what else one can do with a win",
            Self::Edit(..) => "edit a win that one told",
            Self::TakeBack(_) => "take back a win that one told",
            Self::Remove(_) => "remove a win that somebody told",
            Self::NameOut(_) => "take one's own name out of a win",
            Self::Post(_) => "post a win that was suggested",
            Self::Decline(_) => "not post a win that was suggested",
            Self::Look(_) => "look at a win that was suggested",
            Self::Older(..) => "see earlier wins",
        }
    }

    /// One of each, for tables and tests.
    pub fn one_of_each() -> Vec<Self> {
        let win = || WinId::of("own", "W1");
        vec![
            Self::Tell(Some("own".into())),
            Self::TellThat(
                Some("own".into()),
                vec!["UBEN".into()],
                "We moved house: all of it".to_owned(),
            ),
            Self::Cheer(win()),
            Self::Options(win()),
            Self::Edit(win(), 2),
            Self::TakeBack(win()),
            Self::Remove(win()),
            Self::NameOut(win()),
            Self::Post(win()),
            Self::Decline(win()),
            Self::Look(win()),
            Self::Older(
                "own".into(),
                "W1".to_owned(),
                Timestamp::from_second(7).ok(),
            ),
        ]
    }
}
