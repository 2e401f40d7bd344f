//! All that is kept, row by row and in the order of keys, and back: how a store is handed over to
//! a file or to a store of another kind. What a row means lies in [`Kept`]; nothing else of a
//! store's own form leaves this room.

use super::erasing::ranges_of;
use super::keys::{self, Family, check_name};
use super::prepared::{check_owner, check_place};
use super::transaction::{Rows, Transaction};
use super::value::{self, EntryHead};
use super::{LARGEST_BODY_BYTES, StoreError};
use crate::chat::{PersonId, WorkspaceId};
use crate::state::{Body, Erased, Kept, Waiting};

/// Where a walk goes on. The default is the beginning, of all that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WalkFrom {
    key: Vec<u8>,
    within: Within,
}

/// What a walk leads through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Within {
    /// All that is kept.
    #[default]
    All,
    /// What waits to be said and what never could be.
    Outbox,
    /// All that is one person's.
    Person(WorkspaceId, PersonId),
}

impl WalkFrom {
    /// The beginning of a walk through what waits to be said and what never could be, alone.
    pub fn outbox() -> Self {
        Self {
            key: Vec::new(),
            within: Within::Outbox,
        }
    }

    /// The beginning of a walk through all that is one person's: what goes when she is deleted.
    pub fn person(workspace: WorkspaceId, person: PersonId) -> Self {
        Self {
            key: Vec::new(),
            within: Within::Person(workspace, person),
        }
    }
}

/// Some of what is kept.
#[derive(Clone, Debug)]
pub struct Walked {
    /// Rows in the order of their keys: of one workspace after the other.
    pub rows: Vec<(WorkspaceId, Kept)>,
    /// Where the next ones begin; `None` when all have been seen.
    pub next: Option<WalkFrom>,
}

/// The next rows: those of at most `limit` keys.
pub(super) fn walk(rows: &impl Rows, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError> {
    let mut found = Vec::new();
    let start = from.key.as_slice().max(&[0x01]).to_vec();
    let (start, end) = match &from.within {
        Within::All => (start, Some(vec![0x02])),
        Within::Outbox => outbox_rows(rows, start)?,
        Within::Person(workspace, person) => rows_of(workspace, person, start),
    };
    if let Some(end) = &end {
        found = rows.range(&start, end, limit)?;
    }
    let key = match found.last() {
        Some((last, _)) if found.len() == limit => Some(keys::next(last)),
        _ => end.filter(|end| end.as_slice() < [0x02].as_slice()),
    };
    let next = key.map(|key| WalkFrom {
        key,
        within: from.within.clone(),
    });
    let mut walked = Vec::with_capacity(found.len());
    for (key, sealed) in found {
        let row = read(&key, &sealed)?;
        walked.extend(row.filter(|(_, kept)| from.within.includes(kept)));
    }
    Ok(Walked { rows: walked, next })
}

impl Within {
    fn includes(&self, kept: &Kept) -> bool {
        match self {
            Self::All | Self::Outbox => true,
            Self::Person(_, person) => kept.is_of(person),
        }
    }
}

/// The next stretch in which rows of a person lie: from where, and up to where; up to nowhere
/// when there is none.
fn rows_of(
    workspace: &WorkspaceId,
    person: &PersonId,
    start: Vec<u8>,
) -> (Vec<u8>, Option<Vec<u8>>) {
    let ranges = ranges_of(workspace, person);
    let next = ranges.iter().find(|range| keys::after(range) > start);
    match next {
        Some(range) => (start.max(range.clone()), Some(keys::after(range))),
        None => (start, None),
    }
}

/// The next stretch of rows that are the outbox's: from where, and up to where; up to nowhere
/// when there is none.
fn outbox_rows(
    rows: &impl Rows,
    mut start: Vec<u8>,
) -> Result<(Vec<u8>, Option<Vec<u8>>), StoreError> {
    while let Some((key, _)) = rows.range(&start, &[0x02], 1)?.pop() {
        let Some((workspace, family, _)) = keys::split(&key) else {
            start = keys::next(&key);
            continue;
        };
        let end = keys::after(&keys::family(&workspace, family));
        if matches!(family, Family::Outbox | Family::Dead) {
            return Ok((key, Some(end)));
        }
        start = end;
    }
    Ok((start, None))
}

/// What a row says; `None` for one that only repeats another in a different order.
pub(super) fn read(key: &[u8], sealed: &[u8]) -> Result<Option<(WorkspaceId, Kept)>, StoreError> {
    let damaged = || StoreError::Damaged(None);
    let payload = value::open(key, sealed)?;
    let (workspace, family, rest) = keys::split(key).ok_or_else(damaged)?;
    let kept = match family {
        Family::Document => read_document(rest, payload)?,
        Family::Outbox => read_waiting(payload)?,
        Family::WakeByTime => return Ok(None),
        Family::WakeByName => Kept::Wake {
            name: keys::read_name(rest).ok_or_else(damaged)?.into(),
            due: value::read_moment(payload)?,
        },
        Family::Mark => {
            let (day, event) = keys::read_mark(rest).ok_or_else(damaged)?;
            Kept::Mark { event, day }
        }
        Family::Counter => Kept::Counter {
            name: keys::read_name(rest).ok_or_else(damaged)?.into(),
            count: value::read_counter(payload)?,
            day: value::counter_day(payload)?,
        },
        Family::Fact => read_fact(rest, payload)?,
        Family::Dead => Kept::Dead {
            number: keys::read_dead(rest).ok_or_else(damaged)?,
            letter: value::read_dead(payload)?,
        },
        Family::Erased => Kept::Erased(Erased {
            hash: keys::read_name(rest).ok_or_else(damaged)?,
            at: value::read_moment(payload)?,
        }),
        Family::Sent => {
            let (place, id) = keys::read_message(rest).ok_or_else(damaged)?;
            let sent = value::read_sent(payload)?;
            Kept::Sent { place, id, sent }
        }
    };
    Ok(Some((workspace, kept)))
}

fn read_document(rest: &[u8], payload: &[u8]) -> Result<Kept, StoreError> {
    let key = keys::read_document(rest).ok_or(StoreError::Damaged(None))?;
    let document = value::read_document(key.kind, payload)?;
    Ok(Kept::Document {
        key,
        version: document.version,
        day: value::document_day(payload)?,
        schema: document.schema,
        body: Body(document.body),
    })
}

fn read_waiting(payload: &[u8]) -> Result<Kept, StoreError> {
    let (head, body) = value::read_entry(payload)?;
    Ok(Kept::Waiting(Waiting {
        seq: head.seq,
        revision: head.revision,
        doubtful: head.doubtful,
        urgent: head.urgent,
        outdated: head.outdated,
        withdrawn: head.withdrawn,
        outgoing: value::read_outgoing(body)?.without_reply_handle(),
    }))
}

fn read_fact(rest: &[u8], payload: &[u8]) -> Result<Kept, StoreError> {
    let (owner, at, distinct) = keys::read_fact(rest).ok_or(StoreError::Damaged(None))?;
    let (schema, body) = value::read_fact(payload)?;
    Ok(Kept::Fact {
        owner,
        at,
        distinct,
        schema,
        body: Body(body.into()),
    })
}

/// Holds a row from outside to the limits that a commit is held to.
///
/// # Errors
/// [`StoreError::Refused`] names the limit.
pub fn check_kept(workspace: &WorkspaceId, kept: &Kept) -> Result<(), StoreError> {
    check_name(workspace.as_str())?;
    match kept {
        Kept::Document { key, body, .. } => {
            check_owner(&key.owner)?;
            check_name(&key.id)?;
            check_body(&body.0)
        }
        Kept::Waiting(Waiting { outgoing, .. }) => {
            check_place(&outgoing.place())?;
            check_name(outgoing.id().as_str())?;
            check_body(&as_json(outgoing)?)
        }
        Kept::Dead { letter, .. } => {
            check_place(&letter.outgoing.place())?;
            check_name(letter.outgoing.id().as_str())?;
            check_body(&as_json(&letter.outgoing)?)
        }
        Kept::Wake { name, .. } => check_name(name.as_str()),
        Kept::Mark { event, .. } => check_name(event.as_str()),
        Kept::Counter { name, .. } => check_name(name.as_str()),
        Kept::Fact { owner, body, .. } => {
            check_owner(owner)?;
            check_body(&body.0)
        }
        Kept::Erased(erased) => check_name(&erased.hash),
        Kept::Sent { place, id, sent } => {
            check_place(place)?;
            check_name(id.as_str())?;
            check_body(&as_json(sent)?)
        }
    }
}

fn check_body(body: &[u8]) -> Result<(), StoreError> {
    if body.len() > LARGEST_BODY_BYTES {
        return Err(StoreError::Refused("a body is larger than 32 KiB"));
    }
    Ok(())
}

fn as_json(what: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(what).map_err(|_| StoreError::Refused("a row can't be written as JSON"))
}

/// Writes rows as they are, whatever stood there: all, or none if one breaks a limit.
pub(super) fn fill<R: Rows>(
    transaction: &mut Transaction<'_, R>,
    rows: &[(WorkspaceId, Kept)],
) -> Result<(), StoreError> {
    rows.iter()
        .try_for_each(|(workspace, kept)| check_kept(workspace, kept))?;
    transaction.whole(|transaction| {
        rows.iter()
            .try_for_each(|(workspace, kept)| put(transaction, workspace, kept))
    })
}

fn put<R: Rows>(
    transaction: &mut Transaction<'_, R>,
    workspace: &WorkspaceId,
    kept: &Kept,
) -> Result<(), StoreError> {
    match kept {
        Kept::Document {
            key,
            version,
            day,
            schema,
            body,
        } => transaction.put(
            keys::document(workspace, key),
            value::document(*version, *day, *schema, &body.0),
        ),
        Kept::Waiting(waiting) => put_waiting(transaction, workspace, waiting)?,
        Kept::Wake { name, due } => transaction.put_wake(workspace, name, *due),
        Kept::Mark { event, day } => {
            transaction.put(keys::mark(workspace, *day, event), Vec::new());
        }
        Kept::Counter { name, count, day } => {
            let counter = value::counter(*count, *day);
            transaction.put(keys::counter(workspace, name), counter.to_vec());
        }
        Kept::Fact {
            owner,
            at,
            distinct,
            schema,
            body,
        } => transaction.put(
            keys::fact(workspace, owner, *at, *distinct),
            value::fact(*schema, &body.0),
        ),
        Kept::Dead { number, letter } => {
            transaction.put(keys::dead(workspace, *number), as_json(letter)?);
        }
        Kept::Erased(erased) => transaction.note_erased(workspace, erased),
        Kept::Sent { place, id, sent } => {
            transaction.put(keys::sent(workspace, place, id), as_json(sent)?);
        }
    }
    Ok(())
}

fn put_waiting<R: Rows>(
    transaction: &mut Transaction<'_, R>,
    workspace: &WorkspaceId,
    waiting: &Waiting,
) -> Result<(), StoreError> {
    let Waiting {
        seq,
        revision,
        doubtful,
        urgent,
        outdated,
        withdrawn,
        outgoing,
    } = waiting;
    let head = EntryHead {
        seq: *seq,
        revision: *revision,
        doubtful: *doubtful,
        urgent: *urgent,
        outdated: *outdated,
        withdrawn: *withdrawn,
    };
    let body = as_json(outgoing)?;
    let name = (outgoing.place(), outgoing.id());
    transaction.put_entry(workspace, name, head, false, &body);
    transaction.begin_turns_after(*seq);
    Ok(())
}
