//! How a person or a channel is reached, as it is kept: one small document a place, written with
//! the event that told it. What it says is the platform's own; nobody else reads it.

use serde::{Deserialize, Serialize};

use super::{Document, Key, Kind};
use crate::chat::{Place, Reach};

/// The body of a document of [`Kind::Reach`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// As the platform told it.
    pub reach: Reach,
}

impl Reached {
    /// Where it lies: a person's among her own documents, so that it goes with them.
    pub fn key(place: &Place) -> Key {
        match place {
            Place::Channel(channel) => Key::shared(Kind::Reach, channel.as_str()),
            Place::Direct(person) | Place::Whisper(_, person) | Place::Home(person) => {
                Key::personal(person, Kind::Reach, "")
            }
        }
    }

    /// What a document says; nothing if it can't be read, for the next event tells it anew.
    pub fn read(document: &Document) -> Option<Self> {
        serde_json::from_slice(&document.body).ok()
    }
}
