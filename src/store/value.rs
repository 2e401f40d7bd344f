//! The stored values. Each begins with a format byte and a checksum over its key and itself, so
//! that a value on the wrong page, or a torn one, is found and never taken for another.

use std::sync::Arc;

use jiff::Timestamp;

use super::StoreError;
use crate::chat::Outgoing;
use crate::state::{DeadLetter, Document, Kind, Sent};

/// The only format so far.
const FORMAT: u8 = 1;
/// Format byte and CRC-32.
const HEAD: usize = 5;

/// A payload made ready to be stored under a key.
pub(super) fn seal(key: &[u8], payload: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(HEAD + payload.len());
    value.push(FORMAT);
    value.extend(checksum(key, payload).to_be_bytes());
    value.extend_from_slice(payload);
    value
}

/// The payload of a stored value.
pub(super) fn open<'a>(key: &[u8], value: &'a [u8]) -> Result<&'a [u8], StoreError> {
    let damaged = StoreError::Damaged(None);
    let (&FORMAT, rest) = value.split_first().ok_or(damaged.clone())? else {
        return Err(damaged);
    };
    let (sum, payload) = rest.split_first_chunk::<4>().ok_or(damaged.clone())?;
    if u32::from_be_bytes(*sum) != checksum(key, payload) {
        return Err(damaged);
    }
    Ok(payload)
}

fn checksum(key: &[u8], payload: &[u8]) -> u32 {
    let mut hash = crc32fast::Hasher::new();
    hash.update(key);
    hash.update(payload);
    hash.finalize()
}

/// A document: version, the day on which it was written, schema, body.
pub(super) fn document(version: u64, day: u32, schema: u16, body: &[u8]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(14 + body.len());
    payload.extend(version.to_be_bytes());
    payload.extend(day.to_be_bytes());
    payload.extend(schema.to_be_bytes());
    payload.extend_from_slice(body);
    payload
}

/// Reads a document.
pub(super) fn read_document(kind: Kind, payload: &[u8]) -> Result<Document, StoreError> {
    let damaged = StoreError::Damaged(Some(kind));
    let (version, rest) = payload.split_first_chunk::<8>().ok_or(damaged.clone())?;
    let (_day, rest) = rest.split_first_chunk::<4>().ok_or(damaged.clone())?;
    let (schema, body) = rest.split_first_chunk::<2>().ok_or(damaged)?;
    Ok(Document {
        version: u64::from_be_bytes(*version),
        schema: u16::from_be_bytes(*schema),
        body: Arc::from(body),
    })
}

/// The version alone.
pub(super) fn document_version(payload: &[u8]) -> Result<u64, StoreError> {
    let version = payload
        .split_first_chunk::<8>()
        .ok_or(StoreError::Damaged(None))?
        .0;
    Ok(u64::from_be_bytes(*version))
}

/// The day alone on which a document was last written.
pub(super) fn document_day(payload: &[u8]) -> Result<u32, StoreError> {
    read_day(payload.get(8..12))
}

fn read_day(bytes: Option<&[u8]>) -> Result<u32, StoreError> {
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .map(u32::from_be_bytes)
        .ok_or(StoreError::Damaged(None))
}

/// A fact: schema, body.
pub(super) fn fact(schema: u16, body: &[u8]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(2 + body.len());
    payload.extend(schema.to_be_bytes());
    payload.extend_from_slice(body);
    payload
}

/// Reads a fact: schema, body.
pub(super) fn read_fact(payload: &[u8]) -> Result<(u16, &[u8]), StoreError> {
    let (schema, body) = payload
        .split_first_chunk::<2>()
        .ok_or(StoreError::Damaged(None))?;
    Ok((u16::from_be_bytes(*schema), body))
}

/// A counter: how far it was counted, and the day on which it was last added to.
pub(super) fn counter(count: i64, day: u32) -> [u8; 12] {
    let mut payload = [0; 12];
    payload[..8].copy_from_slice(&count.to_be_bytes());
    payload[8..].copy_from_slice(&day.to_be_bytes());
    payload
}

/// How far a counter was counted.
pub(super) fn read_counter(payload: &[u8]) -> Result<i64, StoreError> {
    let count = payload.get(..8).ok_or(StoreError::Damaged(None))?;
    read_number(count)
}

/// The day on which a counter was last added to.
pub(super) fn counter_day(payload: &[u8]) -> Result<u32, StoreError> {
    read_day(payload.get(8..))
}

/// A number.
pub(super) fn read_number(payload: &[u8]) -> Result<i64, StoreError> {
    payload
        .try_into()
        .map(i64::from_be_bytes)
        .map_err(|_| StoreError::Damaged(None))
}

/// What is known of an outbox entry beside its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EntryHead {
    /// Its turn in its lane.
    pub seq: u64,
    /// Which state it is.
    pub revision: u64,
    /// Claimed as a first post and not settled.
    pub doubtful: bool,
    /// Before the waiting edits of others.
    pub urgent: bool,
    /// The doubt is about an older state.
    pub outdated: bool,
    /// Taken back: nothing is posted any more.
    pub withdrawn: bool,
}

impl EntryHead {
    fn flags(self) -> u8 {
        u8::from(self.doubtful)
            | u8::from(self.urgent) << 1
            | u8::from(self.outdated) << 2
            | u8::from(self.withdrawn) << 3
    }
}

/// An outbox entry: head and body.
pub(super) fn entry(head: EntryHead, body: &[u8]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(17 + body.len());
    payload.extend(head.seq.to_be_bytes());
    payload.extend(head.revision.to_be_bytes());
    payload.push(head.flags());
    payload.extend_from_slice(body);
    payload
}

/// Reads an outbox entry's head; the body follows.
pub(super) fn read_entry(payload: &[u8]) -> Result<(EntryHead, &[u8]), StoreError> {
    let damaged = StoreError::Damaged(None);
    let (seq, rest) = payload.split_first_chunk::<8>().ok_or(damaged.clone())?;
    let (revision, rest) = rest.split_first_chunk::<8>().ok_or(damaged.clone())?;
    let (flags, body) = rest.split_first().ok_or(damaged)?;
    let head = EntryHead {
        seq: u64::from_be_bytes(*seq),
        revision: u64::from_be_bytes(*revision),
        doubtful: flags & 1 != 0,
        urgent: flags & 2 != 0,
        outdated: flags & 4 != 0,
        withdrawn: flags & 8 != 0,
    };
    Ok((head, body))
}

/// Reads an outbox entry's body.
pub(super) fn read_outgoing(body: &[u8]) -> Result<Outgoing, StoreError> {
    serde_json::from_slice(body).map_err(|_| StoreError::Damaged(None))
}

/// Reads where a message stands.
pub(super) fn read_sent(payload: &[u8]) -> Result<Sent, StoreError> {
    serde_json::from_slice(payload).map_err(|_| StoreError::Damaged(None))
}

/// Reads a dead letter.
pub(super) fn read_dead(payload: &[u8]) -> Result<DeadLetter, StoreError> {
    serde_json::from_slice(payload).map_err(|_| StoreError::Damaged(None))
}

/// A time, in milliseconds.
pub(super) fn read_moment(payload: &[u8]) -> Result<Timestamp, StoreError> {
    let milliseconds = read_number(payload)?;
    Timestamp::from_millisecond(milliseconds).map_err(|_| StoreError::Damaged(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_value_is_read_under_its_own_key_and_as_it_was_written_or_not_at_all(
            key in prop::collection::vec(any::<u8>(), 0..20),
            other in prop::collection::vec(any::<u8>(), 0..20),
            payload in prop::collection::vec(any::<u8>(), 0..40),
            at in any::<prop::sample::Index>(),
            flipped in 1..=255u8,
        ) {
            let sealed = seal(&key, &payload);
            prop_assert_eq!(open(&key, &sealed), Ok(&payload[..]));
            if other != key {
                prop_assert!(open(&other, &sealed).is_err());
            }
            let mut torn = sealed.clone();
            torn[at.index(sealed.len())] ^= flipped;
            prop_assert!(open(&key, &torn).is_err());
            prop_assert!(open(&key, &sealed[..at.index(sealed.len())]).is_err());
        }
    }
}
