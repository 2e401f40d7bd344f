//! Reading rows back: documents, pages, counters, and what was claimed. The same for every store
//! that keeps rows.

use super::StoreError;
use super::keys;
use super::lanes::Claimed;
use super::transaction::Rows;
use super::value;
use crate::chat::WorkspaceId;
use crate::state::{Claim, Document, Found, Key, Owed, PageOf, Read};

/// Reads what was asked for.
pub(super) fn read(
    rows: &impl Rows,
    workspace: &WorkspaceId,
    what: &[Read],
) -> Result<Found, StoreError> {
    let mut found = Found {
        as_of: rows.as_of(),
        ..Found::default()
    };
    for read in what {
        match read {
            Read::One(key) => {
                found
                    .documents
                    .insert(key.clone(), document(rows, workspace, key)?);
            }
            Read::Page(page) => {
                found
                    .pages
                    .insert(page.clone(), documents(rows, workspace, page)?);
            }
            Read::Counter(name) => {
                let row = keys::counter(workspace, name);
                let count = match rows.get(&row)? {
                    Some(sealed) => value::read_counter(value::open(&row, sealed.as_ref())?)?,
                    None => 0,
                };
                found.counters.insert(name.clone(), count);
            }
        }
    }
    Ok(found)
}

fn document(
    rows: &impl Rows,
    workspace: &WorkspaceId,
    key: &Key,
) -> Result<Option<Document>, StoreError> {
    let row = keys::document(workspace, key);
    let Some(sealed) = rows.get(&row)? else {
        return Ok(None);
    };
    value::read_document(key.kind, value::open(&row, sealed.as_ref())?).map(Some)
}

fn documents(
    rows: &impl Rows,
    workspace: &WorkspaceId,
    page: &PageOf,
) -> Result<Vec<(Key, Document)>, StoreError> {
    let end = keys::after(&keys::documents(workspace, &page.owner, page.kind));
    let found = rows.range(
        &keys::page_start(workspace, page),
        &end,
        usize::from(page.limit),
    )?;
    found
        .into_iter()
        .map(|(row, sealed)| {
            let damaged = || StoreError::Damaged(Some(page.kind));
            let (_, _, rest) = keys::split(&row).ok_or_else(damaged)?;
            let key = keys::read_document(rest).ok_or_else(damaged)?;
            let document = value::read_document(page.kind, value::open(&row, &sealed)?)?;
            Ok((key, document))
        })
        .collect()
}

/// The entries that were claimed, without those that are gone meanwhile. One that can't be read
/// holds up its own lane and no other.
pub(super) fn all_owed(rows: &impl Rows, claimed: Vec<Claimed>) -> Vec<Owed> {
    let read = |claimed: Claimed| {
        let (workspace, message) = (claimed.workspace.clone(), claimed.id.clone());
        owed(rows, claimed).unwrap_or_else(|error| {
            tracing::error!(%workspace, %message, %error, "what waits to be said can't be read");
            None
        })
    };
    claimed.into_iter().filter_map(read).collect()
}

/// The entry that was claimed; `None` when it is gone meanwhile.
fn owed(rows: &impl Rows, claimed: Claimed) -> Result<Option<Owed>, StoreError> {
    let Claimed {
        workspace,
        place,
        id,
        attempt,
        ticket,
    } = claimed;
    let row = keys::outbox(&workspace, &place, &id);
    let Some(sealed) = rows.get(&row)? else {
        return Ok(None);
    };
    let (head, body) = value::read_entry(value::open(&row, sealed.as_ref())?)?;
    let what = value::read_outgoing(body)?;
    let sent = if place.is_compared() {
        let row = keys::sent(&workspace, &place, &id);
        let sealed = rows.get(&row)?;
        sealed
            .map(|sealed| value::read_sent(value::open(&row, sealed.as_ref())?))
            .transpose()?
    } else {
        None
    };
    let doubtful = head.doubtful && sent.is_none();
    let outdated = doubtful && head.outdated;
    let claim = Claim {
        workspace,
        place,
        id,
        revision: head.revision,
        attempt,
        ticket,
    };
    Ok(Some(Owed {
        claim,
        what,
        doubtful,
        outdated,
        withdrawn: head.withdrawn,
        sent,
    }))
}

/// Whether a claim is one that must be durable before anything is said.
pub(super) fn is_first_post(owed: &Owed) -> bool {
    owed.sent.is_none()
        && !owed.withdrawn
        && owed.claim.place.keeps_messages()
        && matches!(owed.what, crate::chat::Outgoing::Message(_))
}
