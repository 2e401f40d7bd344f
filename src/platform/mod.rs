//! What every chat platform must do, as one trait, and the adapters that do it. An adapter turns
//! genuine requests into neutral events and neutral messages into what its platform shows. It
//! knows [`crate::chat`] alone; one adapter never names another.

mod cutting;
mod lenient;
pub mod links;
mod metering;
pub mod playground;
pub mod slack;
mod squeezing;
pub mod teams;
mod template;
mod tidying;

use async_trait::async_trait;
use jiff::Timestamp;
use url::Url;

use crate::chat::{
    Address, Answer, Card, ChannelId, Event, Outgoing, Place, Reach, Told, Undeliverable, Untaken,
    WorkspaceId,
};

/// A request as it came, before anything about it is believed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Headers, names in lower case.
    pub headers: &'a [(String, String)],
    /// The raw body, at most 1 MiB.
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// The first header of that name, which is written in lower case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Whether an address leads to this machine and nowhere else.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// What goes back over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpReply {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpReply {
    /// An answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            body: Vec::new(),
        }
    }

    /// An answer with a JSON body.
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self {
            status,
            content_type: "application/json",
            body: body.to_string().into_bytes(),
        }
    }
}

/// What is said when an event could not be taken, in the workspace's language: there is no
/// decision then that could say it.
#[derive(Clone, Debug)]
pub struct UntakenWords {
    /// Too much at once; nothing was counted.
    pub busy: String,
    /// It may have been kept or not; trying again is safe.
    pub unknown: String,
    /// An operator must look; nothing was kept.
    pub broken: String,
}

impl UntakenWords {
    /// The words for what could not be taken.
    pub fn for_untaken(&self, untaken: Untaken) -> &str {
        match untaken {
            Untaken::Busy => &self.busy,
            Untaken::Unknown => &self.unknown,
            Untaken::Broken => &self.broken,
        }
    }

    /// The same as a card.
    pub fn card_for(&self, untaken: Untaken) -> Card {
        Card::words(self.for_untaken(untaken))
    }
}

/// A future that an adapter hands out.
pub type Pending<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;

/// How to answer one request. It holds what only this request knows (a trigger, a view's id and
/// hash); it opens or turns the form, or makes the body.
pub type Respond = Box<dyn FnOnce(Result<Answer, Untaken>) -> Pending<HttpReply> + Send>;

/// What became of a request.
pub enum Received {
    /// Answered already: not genuine, a probe, or genuine and of no interest.
    Answered(HttpReply),
    /// Something happened; decide it, then respond.
    Event(Box<Event>, Respond),
}

/// What the courier hands over.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Whose.
    pub workspace: &'a WorkspaceId,
    /// What should stand, or is asked.
    pub what: &'a Outgoing,
    /// Where it stands already: edit that.
    pub sent: Option<&'a Address>,
    /// How many tries of it, since the start of Cairn, had no clear outcome.
    pub unclear: u16,
    /// The time, by the clock that events go by.
    pub now: Timestamp,
}

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands; where, if it can be edited.
    Said(Option<Address>),
    /// What was asked is answered.
    Told(Told),
    /// Not now, by the platform's limits; nothing was tried. Try after so many milliseconds.
    NotYet {
        /// How long to wait at least.
        after_ms: u64,
    },
    /// The same, and by a limit that all deliveries of this sort share in the workspace: until
    /// then none of them need be tried.
    NoRoom {
        /// How long to wait at least.
        after_ms: u64,
    },
    /// It failed and surely nothing was said: the platform was not reached. When to try again is
    /// the courier's to decide.
    NotSaid,
    /// Never.
    Never(Undeliverable),
    /// It may stand or not: the connection broke, or the platform failed after taking it.
    Unknown,
}

/// Whether a first post of unknown outcome stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// It does, there.
    Stands(Address),
    /// It does not.
    Absent,
    /// Not now, by the platform's limits. Look after so many milliseconds.
    NotYet {
        /// How long to wait at least.
        after_ms: u64,
    },
    /// It can't be told; whether to say it once more is the platform's own rule.
    CannotTell {
        /// Say it again?
        repeat: bool,
    },
}

/// What an adapter once told of how places are reached ([`Event::reaches`]), to be read back.
#[async_trait]
pub trait Reaches: Send + Sync {
    /// How a person or a channel is reached; nothing if that was never told, or can't be read now.
    async fn of(&self, workspace: &WorkspaceId, place: &Place) -> Option<Reach>;

    /// The channels of which it is known, in the order of their ids; at most [`MOST_CHANNELS`].
    async fn channels(&self, workspace: &WorkspaceId) -> Vec<(ChannelId, Reach)>;
}

/// So many channels are listed at most: a list to choose from is no longer than that.
pub const MOST_CHANNELS: u16 = 500;

/// A chat platform.
#[async_trait]
pub trait Platform: Send + Sync {
    /// Its name, which begins the id of each of its workspaces: `slack`, `playground`.
    fn name(&self) -> &'static str;

    /// Checks that a request is genuine and turns it into an event.
    async fn receive(&self, now: Timestamp, request: Request<'_>) -> Received;

    /// Says, edits or asks something once: paces itself by the platform's limits, never retries.
    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome;

    /// After a first post of unknown outcome: does it stand there?
    async fn look(&self, delivery: Delivery<'_>) -> Looked;
}
