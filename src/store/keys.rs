//! The stored keys. Every data key is `01 | esc(workspace) | family | …`, so that a workspace is
//! one range and a person one range within its documents. `esc` keeps the order of bytes and
//! makes no name a prefix of another, so that any id is safe. Numbers are big-endian.

use jiff::Timestamp;

use super::{LONGEST_NAME_BYTES, StoreError};
use crate::chat::{CounterName, EventId, MessageId, Place, WakeName, WorkspaceId};
use crate::state::{Key, Kind, Owner, PageOf};

/// Before all data.
const DATA: u8 = 0x01;

/// What sort of row it is. Part of the key: never change or reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Family {
    /// A document.
    Document = b'd',
    /// An outbox entry.
    Outbox = b'o',
    /// A wake-up by its time.
    WakeByTime = b'w',
    /// A wake-up by its name.
    WakeByName = b'n',
    /// The mark of a finished event.
    Mark = b'm',
    /// A counter.
    Counter = b'c',
    /// A fact.
    Fact = b'f',
    /// Where a message stands.
    Sent = b's',
    /// A dead letter.
    Dead = b'x',
    /// That somebody was deleted.
    Erased = b'e',
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Document,
        Self::Outbox,
        Self::WakeByTime,
        Self::WakeByName,
        Self::Mark,
        Self::Counter,
        Self::Fact,
        Self::Sent,
        Self::Dead,
        Self::Erased,
    ];
}

/// Refuses a name that is too long to be part of a key.
pub(super) fn check_name(name: &str) -> Result<(), StoreError> {
    if name.len() > LONGEST_NAME_BYTES {
        return Err(StoreError::Refused("a name is longer than 512 bytes"));
    }
    Ok(())
}

/// A name in a key: 00 as 00 FF, closed by 00 01.
fn escape(key: &mut Vec<u8>, name: &[u8]) {
    for byte in name {
        key.push(*byte);
        if *byte == 0 {
            key.push(0xFF);
        }
    }
    key.extend([0, 1]);
}

/// The name that stands escaped at the beginning, and what follows it.
fn unescape(bytes: &[u8]) -> Option<(String, &[u8])> {
    let mut name = Vec::new();
    let mut rest = bytes;
    loop {
        match rest {
            [0, 1, after @ ..] => return Some((String::from_utf8(name).ok()?, after)),
            [0, 0xFF, after @ ..] => {
                name.push(0);
                rest = after;
            }
            [0, ..] | [] => return None,
            [byte, after @ ..] => {
                name.push(*byte);
                rest = after;
            }
        }
    }
}

/// Before all of a workspace's rows.
pub(super) fn workspace(workspace: &WorkspaceId) -> Vec<u8> {
    let mut key = Vec::with_capacity(96);
    key.push(DATA);
    escape(&mut key, workspace.as_str().as_bytes());
    key
}

/// Before all rows of a family.
pub(super) fn family(id: &WorkspaceId, family: Family) -> Vec<u8> {
    let mut key = workspace(id);
    key.push(family as u8);
    key
}

/// The workspace, family and rest of a data key.
pub(super) fn split(key: &[u8]) -> Option<(WorkspaceId, Family, &[u8])> {
    let (&DATA, rest) = key.split_first()? else {
        return None;
    };
    let (workspace, rest) = unescape(rest)?;
    let (byte, rest) = rest.split_first()?;
    let family = Family::ALL
        .into_iter()
        .find(|family| *family as u8 == *byte)?;
    Some((WorkspaceId::from(workspace), family, rest))
}

fn owner(key: &mut Vec<u8>, owner: &Owner) {
    match owner {
        Owner::Shared => escape(key, b""),
        // The letter keeps a person with an empty id apart from what is shared.
        Owner::Person(person) => escape(key, format!("p{person}").as_bytes()),
    }
}

fn read_owner(name: &str) -> Option<Owner> {
    if name.is_empty() {
        return Some(Owner::Shared);
    }
    name.strip_prefix('p')
        .map(|person| Owner::Person(person.into()))
}

/// A document's row.
pub(super) fn document(id: &WorkspaceId, key: &Key) -> Vec<u8> {
    let mut row = documents(id, &key.owner, key.kind);
    escape(&mut row, key.id.as_bytes());
    row
}

/// Before all documents of an owner and kind.
pub(super) fn documents(id: &WorkspaceId, of: &Owner, kind: Kind) -> Vec<u8> {
    let mut row = family(id, Family::Document);
    owner(&mut row, of);
    row.push(kind.number());
    row
}

/// Just after the last document that a page must not show.
pub(super) fn page_start(id: &WorkspaceId, page: &PageOf) -> Vec<u8> {
    let mut row = documents(id, &page.owner, page.kind);
    if !page.after.is_empty() {
        escape(&mut row, page.after.as_bytes());
        row.push(0);
    }
    row
}

/// The key of a document's row, without workspace and family.
pub(super) fn read_document(rest: &[u8]) -> Option<Key> {
    let (name, rest) = unescape(rest)?;
    let (kind, rest) = rest.split_first()?;
    let (id, _) = unescape(rest)?;
    Some(Key {
        owner: read_owner(&name)?,
        kind: Kind::from_number(*kind)?,
        id: id.into(),
    })
}

fn lane(key: &mut Vec<u8>, place: &Place) {
    let (tag, names): (u8, [&str; 2]) = match place {
        Place::Channel(channel) => (b'c', [channel.as_str(), ""]),
        Place::Direct(person) => (b'd', [person.as_str(), ""]),
        Place::Whisper(channel, person) => (b'w', [channel.as_str(), person.as_str()]),
        Place::Home(person) => (b'h', [person.as_str(), ""]),
    };
    key.push(tag);
    for name in names {
        escape(key, name.as_bytes());
    }
}

/// The lane and message of an outbox or sent row, without workspace and family.
pub(super) fn read_message(rest: &[u8]) -> Option<(Place, MessageId)> {
    let (tag, rest) = rest.split_first()?;
    let (first, rest) = unescape(rest)?;
    let (second, rest) = unescape(rest)?;
    let (message, _) = unescape(rest)?;
    let place = match tag {
        b'c' => Place::Channel(first.into()),
        b'd' => Place::Direct(first.into()),
        b'w' => Place::Whisper(first.into(), second.into()),
        b'h' => Place::Home(first.into()),
        _ => return None,
    };
    Some((place, message.into()))
}

/// The one name of a row, without workspace and family.
pub(super) fn read_name(rest: &[u8]) -> Option<String> {
    unescape(rest).map(|(name, _)| name)
}

/// An outbox entry's row.
pub(super) fn outbox(id: &WorkspaceId, place: &Place, message: &MessageId) -> Vec<u8> {
    message_row(id, Family::Outbox, place, message)
}

/// The row that says where a message stands.
pub(super) fn sent(id: &WorkspaceId, place: &Place, message: &MessageId) -> Vec<u8> {
    message_row(id, Family::Sent, place, message)
}

fn message_row(id: &WorkspaceId, of: Family, place: &Place, message: &MessageId) -> Vec<u8> {
    let mut row = family(id, of);
    put_message(&mut row, place, message);
    row
}

/// An outbox entry's row, without workspace and family.
pub(super) fn message(place: &Place, message: &MessageId) -> Vec<u8> {
    let mut name = Vec::with_capacity(48);
    put_message(&mut name, place, message);
    name
}

fn put_message(row: &mut Vec<u8>, place: &Place, message: &MessageId) {
    lane(row, place);
    escape(row, message.as_str().as_bytes());
}

/// A wake-up's row in the order of time. Times before 1970 sort first.
pub(super) fn wake_by_time(id: &WorkspaceId, due: Timestamp, name: &WakeName) -> Vec<u8> {
    let mut row = family(id, Family::WakeByTime);
    row.extend(time(due));
    escape(&mut row, name.as_str().as_bytes());
    row
}

/// Just after all wake-ups due at a time.
pub(super) fn wakes_until(id: &WorkspaceId, due: Timestamp) -> Vec<u8> {
    let mut row = family(id, Family::WakeByTime);
    row.extend(time(due));
    row.push(0xFF);
    row
}

/// The time and name of a wake-up's row, without workspace and family.
pub(super) fn read_wake(rest: &[u8]) -> Option<(Timestamp, WakeName)> {
    let (due, rest) = rest.split_first_chunk::<8>()?;
    let (name, _) = unescape(rest)?;
    Some((read_time(*due)?, WakeName::from(name)))
}

/// A wake-up's row by its name.
pub(super) fn wake_by_name(id: &WorkspaceId, name: &WakeName) -> Vec<u8> {
    let mut row = family(id, Family::WakeByName);
    escape(&mut row, name.as_str().as_bytes());
    row
}

/// That somebody was deleted, by the hash of who.
pub(super) fn erased(id: &WorkspaceId, hash: &str) -> Vec<u8> {
    let mut row = family(id, Family::Erased);
    escape(&mut row, hash.as_bytes());
    row
}

/// Before all documents of an owner.
pub(super) fn documents_of(id: &WorkspaceId, of: &Owner) -> Vec<u8> {
    let mut row = family(id, Family::Document);
    owner(&mut row, of);
    row
}

/// Before all rows of a place, in the outbox or among what was sent.
pub(super) fn of_place(id: &WorkspaceId, of: Family, place: &Place) -> Vec<u8> {
    let mut row = family(id, of);
    lane(&mut row, place);
    row
}

/// Before all whispers that wait, whoever sees them.
pub(super) fn whispers(id: &WorkspaceId) -> Vec<u8> {
    let mut row = family(id, Family::Outbox);
    row.push(b'w');
    row
}

/// A dead letter's row.
pub(super) fn dead(id: &WorkspaceId, number: u64) -> Vec<u8> {
    let mut row = family(id, Family::Dead);
    row.extend(number.to_be_bytes());
    row
}

/// The number of a dead letter's row, without workspace and family.
pub(super) fn read_dead(rest: &[u8]) -> Option<u64> {
    rest.try_into().ok().map(u64::from_be_bytes)
}

/// Days since 1970 of a moment, in UTC.
pub(super) fn day(at: Timestamp) -> u32 {
    u32::try_from(at.as_second().div_euclid(86_400)).unwrap_or(0)
}

/// An event's mark, made on a day.
pub(super) fn mark(id: &WorkspaceId, day: u32, event: &EventId) -> Vec<u8> {
    let mut row = marks_of(id, day);
    escape(&mut row, event.as_str().as_bytes());
    row
}

/// The day and event of a mark's row, without workspace and family.
pub(super) fn read_mark(rest: &[u8]) -> Option<(u32, EventId)> {
    let (day, rest) = rest.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*day), read_name(rest)?.into()))
}

/// Before all marks of a day.
pub(super) fn marks_of(id: &WorkspaceId, day: u32) -> Vec<u8> {
    let mut row = family(id, Family::Mark);
    row.extend(day.to_be_bytes());
    row
}

/// A counter's row.
pub(super) fn counter(id: &WorkspaceId, name: &CounterName) -> Vec<u8> {
    let mut row = family(id, Family::Counter);
    escape(&mut row, name.as_str().as_bytes());
    row
}

/// A fact's row: by owner, then time, then what it came of.
pub(super) fn fact(id: &WorkspaceId, of: &Owner, at: Timestamp, distinct: u64) -> Vec<u8> {
    let mut row = facts_before(id, of, at);
    row.extend(distinct.to_be_bytes());
    row
}

/// The owner, time and distinction of a fact's row, without workspace and family.
pub(super) fn read_fact(rest: &[u8]) -> Option<(Owner, Timestamp, u64)> {
    let (name, rest) = unescape(rest)?;
    let (at, rest) = rest.split_first_chunk::<8>()?;
    let distinct = u64::from_be_bytes(rest.try_into().ok()?);
    Some((read_owner(&name)?, read_time(*at)?, distinct))
}

/// Before all facts of an owner.
pub(super) fn facts(id: &WorkspaceId, of: &Owner) -> Vec<u8> {
    let mut row = family(id, Family::Fact);
    owner(&mut row, of);
    row
}

/// Just after all facts of an owner that happened before a time.
pub(super) fn facts_before(id: &WorkspaceId, of: &Owner, at: Timestamp) -> Vec<u8> {
    let mut row = facts(id, of);
    row.extend(time(at));
    row
}

/// Milliseconds with the sign turned, so that the order of bytes is the order of time.
fn time(at: Timestamp) -> [u8; 8] {
    (at.as_millisecond() ^ i64::MIN).to_be_bytes()
}

fn read_time(bytes: [u8; 8]) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::from_be_bytes(bytes) ^ i64::MIN).ok()
}

/// The key that comes next after a key.
pub(super) fn next(key: &[u8]) -> Vec<u8> {
    [key, &[0]].concat()
}

/// Just after all keys with a prefix.
pub(super) fn after(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xFF {
            end.push(last + 1);
            return end;
        }
    }
    vec![0xFF; 16]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn escaping_keeps_order_and_can_be_undone(a in ".{0,8}|[\u{0}-\u{2}]{0,4}", b in ".{0,8}|[\u{0}-\u{2}]{0,4}") {
            let escaped = |name: &str| { let mut key = Vec::new(); escape(&mut key, name.as_bytes()); key };
            prop_assert_eq!(escaped(&a).cmp(&escaped(&b)), a.as_bytes().cmp(b.as_bytes()));
            let key = escaped(&a);
            prop_assert_eq!(unescape(&key), Some((a.clone(), &[][..])));
            if a != b {
                prop_assert!(!escaped(&b).starts_with(&escaped(&a)));
            }
        }

        #[test]
        fn wake_ups_sort_by_time(a in -100_000_000_000i64..250_000_000_000_000, b in -100_000_000_000i64..250_000_000_000_000) {
            let id = WorkspaceId::from("w");
            let row = |ms| wake_by_time(&id, Timestamp::from_millisecond(ms).unwrap(), &"x".into());
            if a != b {
                prop_assert_eq!(row(a).cmp(&row(b)), a.cmp(&b));
            }
        }
    }
}
