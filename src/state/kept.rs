//! Everything that a store keeps, one row at a time and in words through which no store's own
//! form shows: what an export writes and an import reads back.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{DeadLetter, Key, Owner, Sent, is_wake_of};
use crate::chat::{
    CounterName, EventId, MessageId, Outgoing, PersonId, Place, WakeName, WorkspaceId,
};

/// One row of a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Kept {
    /// A document.
    Document {
        /// Where it lies.
        key: Key,
        /// How often it was written.
        version: u64,
        /// On which day it was last written, in days since 1970.
        day: u32,
        /// Which shape the body has.
        schema: u16,
        /// What it says.
        body: Body,
    },
    /// Something that waits to be said or asked.
    Waiting(Waiting),
    /// A wake-up.
    Wake {
        /// Which.
        name: WakeName,
        /// When.
        due: Timestamp,
    },
    /// That an event is finished.
    Mark {
        /// Which event.
        event: EventId,
        /// On which day it was finished, in days since 1970.
        day: u32,
    },
    /// How far something was counted.
    Counter {
        /// What.
        name: CounterName,
        /// How far.
        count: i64,
        /// On which day it was last added to, in days since 1970.
        day: u32,
    },
    /// Something that happened.
    Fact {
        /// Whose.
        owner: Owner,
        /// When.
        at: Timestamp,
        /// What tells it from others of the same moment.
        distinct: u64,
        /// Which shape the body has.
        schema: u16,
        /// What happened.
        body: Body,
    },
    /// What could never be said.
    Dead {
        /// Its number in its workspace; no number is given twice while one of them is kept.
        number: u64,
        /// What, and why.
        letter: DeadLetter,
    },
    /// That somebody was deleted.
    Erased(Erased),
    /// Where a message stands.
    Sent {
        /// Its place.
        place: Place,
        /// Its name.
        id: MessageId,
        /// Where and how.
        sent: Sent,
    },
}

/// That somebody was deleted: nobody's name, but enough to find her again in an older copy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    /// SHA-256 in hexadecimal over the moment, the workspace and the person.
    pub hash: String,
    /// When.
    pub at: Timestamp,
}

impl Erased {
    /// That a person was deleted then.
    pub fn new(workspace: &WorkspaceId, person: &PersonId, at: Timestamp) -> Self {
        let mut digest = Sha256::new();
        // The moment keeps one list from being laid beside another, or beside one made before.
        digest.update(at.as_millisecond().to_be_bytes());
        for name in [workspace.as_str(), person.as_str()] {
            digest.update((name.len() as u64).to_be_bytes());
            digest.update(name);
        }
        let hash = hex::encode(digest.finalize());
        Self { hash, at }
    }

    /// Whether it was that person.
    pub fn is(&self, workspace: &WorkspaceId, person: &PersonId) -> bool {
        Self::new(workspace, person, self.at).hash == self.hash
    }
}

/// Something that waits to be said or asked, without the right to answer privately that a
/// platform gave for a while: that belongs to one request, and is never kept elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// Its turn in its lane.
    pub seq: u64,
    /// Which state of it waits.
    pub revision: u64,
    /// Claimed as a first post and not settled.
    pub doubtful: bool,
    /// Before the waiting edits of others.
    pub urgent: bool,
    /// What may stand there is an older state of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outdated: bool,
    /// Taken back: only what stands already is changed so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// What.
    pub outgoing: Outgoing,
}

impl Kept {
    /// Whose it is, if it is one person's and nobody else's.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Document { key, .. } => key.owner.person(),
            Self::Fact { owner, .. } => owner.person(),
            Self::Sent { place, .. } => place.person(),
            Self::Waiting(waiting) => addressee(&waiting.outgoing),
            Self::Dead { letter, .. } => addressee(&letter.outgoing),
            Self::Wake { .. } | Self::Mark { .. } | Self::Counter { .. } | Self::Erased(_) => None,
        }
    }

    /// Whether it is that person's and nobody else's; her wake-ups too, which only their names
    /// tell.
    pub fn is_of(&self, person: &PersonId) -> bool {
        match self {
            Self::Wake { name, .. } => is_wake_of(name.as_str(), person),
            other => other.person() == Some(person),
        }
    }
}

/// Whom it is for, if for one person alone.
fn addressee(outgoing: &Outgoing) -> Option<&PersonId> {
    match outgoing {
        Outgoing::Message(message) => message.place.person(),
        Outgoing::File(file) => Some(&file.person),
        Outgoing::Ask(ask) => ask.person(),
        Outgoing::Remove(_) => None,
    }
}

/// A stored body. It is written as the JSON that it is, byte for byte; what is no JSON, or would
/// not stay on one line, as `{"hex":"…"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(pub Arc<[u8]>);

/// How a body begins that is written in hex.
const HEX: &str = r#"{"hex":""#;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Hex {
    hex: String,
}

impl Body {
    /// The body as text, if it may stand in a line as it is.
    fn as_line(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.0).ok()?;
        let is_plain = !text.contains(['\n', '\r']) && text.trim() == text;
        (is_plain && !text.starts_with(HEX)).then_some(text)
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let raw = self
            .as_line()
            .and_then(|text| serde_json::from_str::<&RawValue>(text).ok());
        match raw {
            Some(raw) => raw.serialize(to),
            None => RawValue::from_string(format!("{HEX}{}\"}}", hex::encode(&self.0)))
                .map_err(ser::Error::custom)?
                .serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(from)?;
        if !raw.get().starts_with(HEX) {
            return Ok(Self(raw.get().as_bytes().into()));
        }
        let Hex { hex } = serde_json::from_str(raw.get()).map_err(de::Error::custom)?;
        let bytes = hex::decode(hex).map_err(de::Error::custom)?;
        Ok(Self(bytes.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(body: &[u8]) -> Body {
        let line = serde_json::to_string(&Body(body.into())).unwrap();
        assert!(!line.contains('\n'));
        serde_json::from_str(&line).unwrap()
    }

    #[test]
    fn a_body_comes_back_byte_for_byte_whatever_it_is() {
        for body in [
            r#"{"b":1.0,"a":[1e2,"ä\u0000"]}"#,
            "",
            "{\n}",
            " {} ",
            "no JSON",
            r#"{"hex":"00"}"#,
            r#"{"hex":1}"#,
            "12345678901234567890.10",
        ] {
            assert_eq!(*there_and_back(body.as_bytes()).0, *body.as_bytes());
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(body in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(&*there_and_back(&body).0, &body[..]);
        }
    }
}
