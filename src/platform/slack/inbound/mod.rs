//! What Slack sends, read leniently: what is genuine but unknown, odd or of no interest is
//! [`Read::Nothing`] and never an error, since Slack takes an error for a failed delivery. The words
//! of a person are unescaped here; nothing else is made of them.

mod change;
mod command;
mod event;
mod interaction;

use serde_json::Value;

use super::installation::Installation;
use super::origin::Origin;
use crate::chat::{Actor, EventId, Input, Reply};
use crate::platform::Request;

/// A genuine request, before it is known for whom it is.
pub(super) enum Parsed {
    /// Slack asks whether the address is ours; it wants the challenge back.
    Challenge(String),
    /// The Events API.
    Event(Value),
    /// A button, a form, a list of options.
    Interaction(Box<interaction::Payload>),
    /// A slash command.
    Command(Vec<(String, String)>),
    /// Not of a form that Slack documents.
    Unreadable,
}

/// What a request turned out to be.
#[derive(Debug, PartialEq)]
pub(super) enum Read {
    /// Something happened.
    Happened(Box<Happened>),
    /// A list of options is wanted; Cairn has none to offer.
    Options,
    /// Genuine, and nothing to do; why, for the count.
    Nothing(Why),
}

/// Why nothing is done about a genuine request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It is for an installation that we do not hold.
    NotOurs,
    /// Of a kind that Cairn makes nothing of.
    Unknown,
    /// Not of the form that Slack documents.
    Unreadable,
    /// The bot's own words, or another bot's.
    Bot,
}

/// Something that happened, with what only this request knows.
#[derive(Debug, PartialEq)]
pub(super) struct Happened {
    /// Its name: Slack's own repeats bear the same.
    pub id: EventId,
    /// Who did it; nobody where Slack tells of what has become so.
    pub actor: Option<Actor>,
    /// What.
    pub input: Input,
    /// Where a private answer goes.
    pub reply: Reply,
    /// How the request wants to be answered.
    pub way: Way,
}

/// How a request wants to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// An event: Slack sends it again if it is not taken.
    Event,
    /// A slash command: words go back in the body.
    Command {
        /// The right to open a form, for 3 seconds.
        trigger: Option<String>,
    },
    /// A button.
    Press {
        /// The right to open a form, for 3 seconds.
        trigger: Option<String>,
        /// Where it came from.
        origin: Origin,
    },
    /// The way back in a form, which stands open.
    TurnedBack {
        /// The window that it stands in.
        view: String,
        /// How that stood when it was pressed.
        hash: Option<String>,
        /// Where the press came from that opened it.
        origin: Origin,
    },
    /// A form that was sent.
    Form {
        /// The names of its inputs; the first is where an error stands that belongs to none.
        inputs: Vec<String>,
        /// Where the press came from that opened it.
        origin: Origin,
    },
}

/// Takes a genuine request apart.
pub(super) fn parse(request: &Request<'_>) -> Parsed {
    let is_form = request
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        let event: Option<Value> = serde_json::from_slice(request.body).ok();
        return match event {
            Some(event) => match event::challenge(&event) {
                Some(challenge) => Parsed::Challenge(challenge),
                None => Parsed::Event(event),
            },
            None => Parsed::Unreadable,
        };
    }
    let Ok(fields) = serde_urlencoded::from_bytes::<Vec<(String, String)>>(request.body) else {
        return Parsed::Unreadable;
    };
    match field(&fields, "payload").map(serde_json::from_str) {
        Some(Ok(payload)) => Parsed::Interaction(payload),
        Some(Err(_)) => Parsed::Unreadable,
        None => Parsed::Command(fields),
    }
}

impl Parsed {
    /// Reads what happened, if it happened where the bot is installed.
    pub fn read(&self, installation: &Installation) -> Read {
        match self {
            Self::Event(event) => event::read(event, installation),
            Self::Interaction(payload) => interaction::read(payload, installation),
            Self::Command(fields) => command::read(fields, installation),
            Self::Challenge(_) | Self::Unreadable => Read::Nothing(Why::Unreadable),
        }
    }

    /// How it wants to be answered, while it is not known whether it is for us; nothing where
    /// nobody waits for words.
    pub fn way(&self) -> Option<Way> {
        match self {
            Self::Event(_) => Some(Way::Event),
            Self::Command(_) => Some(Way::Command { trigger: None }),
            Self::Interaction(payload) => match interaction::happened(payload) {
                Read::Happened(happened) => Some(happened.way),
                Read::Options | Read::Nothing(_) => None,
            },
            Self::Challenge(_) | Self::Unreadable => None,
        }
    }
}

/// Whether a request is Slack's probe of the certificate, which may come unsigned.
pub(super) fn is_ssl_check(body: &[u8]) -> bool {
    // Anybody can send this, so it is looked through and not built.
    let fields = || url::form_urlencoded::parse(body);
    fields().any(|(name, value)| name == "ssl_check" && value == "1")
        && fields().all(|(name, _)| name != "command")
}

fn field<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = fields.iter().find(|(field, _)| field == name);
    found
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

fn actor(id: &str) -> Option<Actor> {
    Some(Actor {
        id: id.into(),
        zone: None,
        locale: None,
    })
}
