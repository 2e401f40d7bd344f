//! `cairn import`: from lines to an empty store. The whole file is read and checked before
//! anything is written.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use super::OpsError;
use super::lines::{Header, Totals};
use super::reading::Reading;
use crate::chat::WorkspaceId;
use crate::state::Kept;
use crate::store::{Store, WalkFrom};

/// How many rows are made durable at a time.
const SLICE: usize = 256;

/// A file that was read to its good end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What it says it is.
    pub header: Header,
    /// How much it holds.
    pub totals: Totals,
}

/// Reads a whole export and checks all of it.
///
/// # Errors
/// What is wrong first.
pub fn verify(path: &Path) -> Result<Verified, OpsError> {
    let (mut reading, header) = open(path)?;
    while reading.row()?.is_some() {}
    Ok(Verified {
        header,
        totals: reading.totals(),
    })
}

/// Fills an empty store with a whole export that was [`verify`]-ed. Checks it again as it goes.
///
/// # Errors
/// The store is not empty, can't take it, or the file has changed.
pub async fn import(
    store: &dyn Store,
    path: &Path,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Totals, OpsError> {
    verify(path)?;
    refuse_all_but_empty(store).await?;
    let (mut reading, _) = open(path)?;
    let mut slice = Vec::with_capacity(SLICE);
    while let Some(row) = reading.row()? {
        slice.push(row);
        if slice.len() == SLICE {
            fill(store, &mut slice).await?;
            progress(reading.totals().rows);
        }
    }
    fill(store, &mut slice).await?;
    Ok(reading.totals())
}

async fn refuse_all_but_empty(store: &dyn Store) -> Result<(), OpsError> {
    let first = store.walk(&WalkFrom::default(), 1).await?;
    if first.rows.is_empty() && first.next.is_none() {
        return Ok(());
    }
    Err(OpsError::Asked(
        "the store is not empty: import into an empty one".to_owned(),
    ))
}

async fn fill(store: &dyn Store, slice: &mut Vec<(WorkspaceId, Kept)>) -> Result<(), OpsError> {
    if slice.is_empty() {
        return Ok(());
    }
    let rows = std::mem::replace(slice, Vec::with_capacity(SLICE));
    Ok(store.fill(rows).await?)
}

fn open(path: &Path) -> Result<(Reading<BufReader<File>>, Header), OpsError> {
    let at = path.display();
    let file = File::open(path).map_err(OpsError::file(format!(
        "the export {at} can't be read: name a file that `cairn export` wrote"
    )))?;
    Ok(Reading::begin(BufReader::new(file))?)
}
