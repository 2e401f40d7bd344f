//! How things should stand in places, and what is asked of a platform: what the courier carries.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use sha2::Digest;

use super::{Address, Card, ChannelId, File, MessageId, PersonId, ReplyHandle};

/// Where words can stand. A place is also a lane of the outbox: one order inside, no waiting between.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A channel, for all in it.
    Channel(ChannelId),
    /// The conversation between a person and the bot.
    Direct(PersonId),
    /// In a channel, seen by one person.
    Whisper(ChannelId, PersonId),
    /// A person's home page of the bot.
    Home(PersonId),
}

impl Place {
    /// The channel of this place, if it lies in one.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Channel(channel) | Self::Whisper(channel, _) => Some(channel),
            Self::Direct(_) | Self::Home(_) => None,
        }
    }

    /// The person, if it is seen by one alone.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Channel(_) => None,
            Self::Direct(person) | Self::Whisper(_, person) | Self::Home(person) => Some(person),
        }
    }

    /// Whether it is worth knowing what a message here shows: what stands already is then not
    /// said again. Of a home page too, though there is nothing of it to look for.
    pub fn is_compared(&self) -> bool {
        self.keeps_messages() || matches!(self, Self::Home(_))
    }

    /// Whether a message put here stands until it is edited, so that its address is worth
    /// keeping and a doubtful first post worth looking for. A whisper is gone when read and a
    /// home page is replaced as a whole.
    pub fn keeps_messages(&self) -> bool {
        matches!(self, Self::Channel(_) | Self::Direct(_))
    }
}

/// What the names of messages begin with of which nothing is kept once they are said.
const UNKEPT: &str = "unkept/";

impl MessageId {
    /// The name of something that is said once, and of which nothing is kept afterwards: neither
    /// where it stands nor that it could not be said. What is said to somebody who was deleted.
    pub fn unkept(name: &str) -> Self {
        Self::from(format!("{UNKEPT}{name}"))
    }

    /// Whether nothing is kept of it.
    pub fn is_unkept(&self) -> bool {
        self.as_str().starts_with(UNKEPT)
    }
}

/// How a message should stand. A newer state of the same name replaces one that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The coach's own name for it.
    pub id: MessageId,
    /// Where.
    pub place: Place,
    /// What it should show.
    pub card: Card,
    /// After this it is not said any more.
    pub until: Timestamp,
    /// Whether this state comes before the waiting edits of other messages (a closing does).
    #[serde(default)]
    pub urgent: bool,
    /// The right to answer privately that the platform gave with the request, while it lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<ReplyHandle>,
}

/// What should leave for a platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outgoing {
    /// A message should stand so.
    Message(Message),
    /// A file should be handed to a person.
    File(File),
    /// Something is wanted to be known.
    Ask(Ask),
    /// What was said to somebody should be taken away.
    Remove(Removal),
}

/// A message that was said to a person whose data are gone, and is to go too. It holds all that
/// is needed, for nothing else is known of it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Where the platform put it.
    pub address: Address,
    /// After this it is not tried any more.
    pub until: Timestamp,
}

impl Removal {
    /// One lane for all, and nobody's: who is gone is named nowhere, and whoever comes back waits
    /// for nothing of what was before.
    fn place() -> Place {
        Place::Home(PersonId::from(""))
    }

    fn id(&self) -> MessageId {
        let digest = sha2::Sha256::digest(self.address.as_str());
        MessageId::from(format!("remove/{}", hex::encode(&digest[..8])))
    }
}

/// A message is taken back. One that was surely never said goes, and nothing is posted. What was
/// said stands; what may have been said, since a first post of it is under way or its outcome was
/// not clear, is never said again, and is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// What was said stays as it stands.
    Unsaid(Place, MessageId),
    /// What was said stands so from then on: only ever as an edit, never as a post.
    Edited(Message),
}

impl Withdrawal {
    /// The lane of what is taken back.
    pub fn place(&self) -> &Place {
        match self {
            Self::Unsaid(place, _) => place,
            Self::Edited(instead) => &instead.place,
        }
    }

    /// Its name.
    pub fn id(&self) -> &MessageId {
        match self {
            Self::Unsaid(_, id) => id,
            Self::Edited(instead) => &instead.id,
        }
    }
}

/// A question to a platform. Its lane is the person's or channel's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A person's time zone, language and standing.
    Profile(PersonId),
    /// What a channel is, and whether the bot is in it.
    Channel(ChannelId),
    /// Who is in a channel, a page at a time.
    Members {
        /// Which.
        channel: ChannelId,
        /// Where the page begins, as the page before told; the first without.
        after: Option<String>,
    },
}

impl Ask {
    fn place(&self) -> Place {
        match self {
            Self::Profile(person) => Place::Home(person.clone()),
            Self::Channel(channel) | Self::Members { channel, .. } => {
                Place::Channel(channel.clone())
            }
        }
    }

    /// Whose it is, if it is about one person.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Profile(person) => Some(person),
            Self::Channel(_) | Self::Members { .. } => None,
        }
    }

    fn id(&self) -> MessageId {
        MessageId::from(match self {
            Self::Profile(_) => "ask/profile",
            Self::Channel(_) => "ask/channel",
            Self::Members { .. } => "ask/members",
        })
    }
}

impl Outgoing {
    /// The lane it waits in.
    pub fn place(&self) -> Place {
        match self {
            Self::Message(message) => message.place.clone(),
            Self::File(file) => Place::Direct(file.person.clone()),
            Self::Ask(ask) => ask.place(),
            Self::Remove(_) => Removal::place(),
        }
    }

    /// The same without the right to answer one request privately, fit to be kept elsewhere.
    #[must_use]
    pub fn without_reply_handle(self) -> Self {
        match self {
            Self::Message(message) => Self::Message(Message {
                via: None,
                ..message
            }),
            Self::File(file) => Self::File(file),
            Self::Ask(ask) => Self::Ask(ask),
            Self::Remove(removal) => Self::Remove(removal),
        }
    }

    /// Its name within the lane; a newer one of the same name replaces it.
    pub fn id(&self) -> MessageId {
        match self {
            Self::Message(message) => message.id.clone(),
            Self::File(file) => file.id.clone(),
            Self::Ask(ask) => ask.id(),
            Self::Remove(removal) => removal.id(),
        }
    }
}

/// What a platform answered to an [`Ask`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Of a person.
    Profile {
        /// What she is called there.
        name: Option<String>,
        /// IANA time zone.
        zone: Option<String>,
        /// Language tag.
        locale: Option<String>,
        /// Whether the person is still there, and a person.
        active: bool,
        /// Whether the person is a guest, who sees some channels only.
        guest: bool,
        /// Whether the platform itself has the person as an owner or admin of the workspace.
        admin: bool,
    },
    /// Of a channel that the bot can see.
    Channel {
        /// Its name, without a sign before it.
        name: Option<String>,
        /// Whether it is archived.
        archived: bool,
        /// Whether the bot is in it.
        member: bool,
        /// Whether people of another organisation are in it.
        shared: bool,
    },
    /// Of who is in a channel.
    Members {
        /// People; bots are left out where the platform tells.
        people: Vec<PersonId>,
        /// Where the next page begins, if there is one.
        next: Option<String>,
    },
    /// It never will.
    Nothing(Undeliverable),
}

/// Why something can never be said, or known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undeliverable {
    /// The channel or message is not there (any more).
    NotThere,
    /// The channel is archived.
    Archived,
    /// The bot is not in the channel.
    NotInvited,
    /// The bot may not.
    NotAllowed,
    /// The person has left or is deactivated.
    PersonLeft,
    /// The platform refuses its size or shape.
    Refused,
    /// Its time had passed before it could be said.
    TooLate,
    /// Whether it was said is not known, and saying it once more could double it.
    Unclear,
}
