//! How what comes from a chat's platform is read: leniently, member by member, since platforms add
//! to what they send whenever they like.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::chat::EventId;

/// The text at a path of names, if it is there.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    let found = path.iter().try_fold(value, |value, name| value.get(name));
    found.and_then(Value::as_str)
}

/// A name drawn from what tells one happening from all others. Nothing in it can be read back.
pub(super) fn drawn_name(kind: &str, parts: &[Option<&str>]) -> EventId {
    let mut hash = Sha256::new();
    for part in parts.iter().map(|part| part.unwrap_or_default()) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    EventId::from(format!("{kind}/{}", hex::encode(&hash.finalize()[..16])))
}
