//! What the page sends, into an event. The page's own repeats bear its own id.

use serde::Deserialize;

use super::scene::{CHANNELS, COLLEAGUES, PEOPLE};
use crate::chat::{
    ActToken, ChannelId, Event, EventId, Input, PersonId, Place, Quote, Reply, Value, Values,
};

/// The longest words, in bytes.
const LONGEST_WORDS: usize = 4_000;
/// The longest name of a request or a zone, in bytes.
const LONGEST_NAME: usize = 64;
/// What can be done with a message besides what stands on it.
const SHORTCUTS: [&str; 2] = ["1:win-new", "1:news-new"];

/// A request, as the page writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Drawn by the page; a repeat bears the same.
    id: String,
    /// Who acts.
    who: String,
    /// Where; none for the direct conversation.
    channel: Option<String>,
    /// Whether it is on the home page.
    #[serde(default)]
    home: bool,
    /// The browser's zone.
    zone: Option<String>,
    /// What is done.
    deed: Deed,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Say(String),
    Press(ActToken),
    Send {
        about: ActToken,
        page: u8,
        values: Values,
    },
    /// The way back in a form.
    Turn {
        about: ActToken,
        page: u8,
        values: Values,
    },
    /// Something done with a message, by its name on the page.
    Shortcut {
        act: ActToken,
        message: u64,
    },
    /// The home page is opened.
    Home,
}

/// A request, checked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub id: EventId,
    pub who: String,
    pub place: Place,
    pub zone: Option<String>,
    pub input: Input,
}

/// Reads a request; `None` for one that the page would not send. `quoted` finds a message that the
/// person sees in a place.
pub(super) fn read(
    body: &[u8],
    quoted: impl FnOnce(&str, &Place, u64) -> Option<Quote>,
) -> Option<Asked> {
    let written: Written = serde_json::from_slice(body).ok()?;
    let is_named = !written.id.is_empty() && written.id.len() <= LONGEST_NAME;
    let is_known = is_known(&written.who, &written.deed);
    let zone = written.zone.filter(|zone| zone.len() <= LONGEST_NAME);
    if !is_named || !is_known {
        return None;
    }
    let place = match &written.channel {
        Some(channel) if CHANNELS.contains(&channel.as_str()) => {
            Place::Channel(channel.as_str().into())
        }
        Some(_) => return None,
        None if written.home => Place::Home(written.who.as_str().into()),
        None => Place::Direct(written.who.as_str().into()),
    };
    let input = match written.deed {
        Deed::Say(text) if text.len() <= LONGEST_WORDS && !written.home => Input::Said {
            text,
            place: place.clone(),
        },
        Deed::Say(_) => return None,
        Deed::Press(act) => Input::Pressed {
            act,
            place: place.clone(),
        },
        Deed::Send { values, .. } | Deed::Turn { values, .. } if !values.values().all(is_there) => {
            return None;
        }
        Deed::Turn {
            about,
            page,
            values,
        } => Input::TurnedBack {
            about,
            page,
            values,
        },
        Deed::Shortcut { act, message } => Input::Shortcut {
            act: Some(act).filter(|act| SHORTCUTS.contains(&act.as_str()))?,
            quote: quoted(&written.who, &place, message)?,
            place: place.clone(),
        },
        Deed::Home => Input::OpenedHome,
        Deed::Send {
            about,
            page,
            values,
        } => Input::Filled {
            about,
            page,
            values,
        },
    };
    Some(Asked {
        id: EventId::from(written.id),
        who: written.who,
        place,
        zone,
        input,
    })
}

/// Whether somebody of that name is there and may do that: colleagues only press.
fn is_known(who: &str, deed: &Deed) -> bool {
    let is_played = PEOPLE.iter().any(|person| person.name == who);
    is_played || (COLLEAGUES.contains(&who) && matches!(deed, Deed::Press(_)))
}

/// Whether what was chosen can be chosen here.
fn is_there(value: &Value) -> bool {
    let known = |channel: &ChannelId| CHANNELS.contains(&channel.as_str());
    value.channel().is_none_or(known) && value.people().iter().all(is_somebody)
}

fn is_somebody(person: &PersonId) -> bool {
    let name = person.as_str();
    PEOPLE.iter().any(|one| one.name == name) || COLLEAGUES.contains(&name)
}

/// What stands after `/cairn`; `None` for words that are not for Cairn.
pub(super) fn command(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("/cairn")?;
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim())
}

/// The same event without the command's name.
pub(super) fn without_command(mut event: Event) -> Event {
    if let Input::Said { text, .. } = &mut event.input
        && let Some(rest) = command(text)
    {
        *text = rest.to_owned();
    }
    event
}

impl Asked {
    /// What others see of it: words, but not a command, which chat clients show to nobody else.
    pub fn spoken(&self) -> Option<&str> {
        let Input::Said { text, place } = &self.input else {
            return None;
        };
        let is_command = matches!(place, Place::Channel(_)) && command(text).is_some();
        (!is_command).then_some(text)
    }

    /// Whether it goes on to Cairn: what people say to each other in a channel does not.
    pub fn is_for_cairn(&self) -> bool {
        !matches!(&self.input, Input::Said { text, place: Place::Channel(_) } if command(text).is_none())
    }

    /// Where a private answer goes: to a command at once, else the way other platforms have it.
    pub fn reply(&self) -> Reply {
        match (&self.input, &self.place) {
            (Input::Said { .. }, Place::Channel(_)) => Reply::Here,
            (_, Place::Channel(channel)) => Reply::To(
                Place::Whisper(channel.clone(), self.who.as_str().into()),
                None,
            ),
            (_, Place::Home(who)) => Reply::To(Place::Direct(who.clone()), None),
            (_, place) => Reply::To(place.clone(), None),
        }
    }
}
