//! `cairn export`: from a store to lines. The file appears under its name only when it is whole,
//! synced, and was read back.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;

use super::OpsError;
use super::import::verify;
use super::lines::{FORMAT, Header, Totals, Who};
use super::writing::Writing;
use crate::chat::WorkspaceId;
use crate::state::Kept;
use crate::store::{Store, WalkFrom};

/// How many rows are read at a time: at 32 KiB each, 8 MiB.
const SLICE: usize = 256;

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// All that is kept: a backup.
    Everybody,
    /// One person's alone: documents, facts, and what waits to be said to nobody else.
    Only(Who),
}

impl Whose {
    fn includes(&self, workspace: &WorkspaceId, kept: &Kept) -> bool {
        match self {
            Self::Everybody => true,
            Self::Only(Who {
                person,
                workspace: only,
            }) => {
                kept.person() == Some(person) && only.as_ref().is_none_or(|only| only == workspace)
            }
        }
    }
}

/// Writes all that is kept, or one person's, to `out`. Nothing may be committed meanwhile.
///
/// # Errors
/// The store can't be read, or `out` not written to: what was written is then no export.
pub async fn export(
    store: &dyn Store,
    whose: &Whose,
    made: Timestamp,
    out: impl Write,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Totals, OpsError> {
    let failed = || OpsError::file("the export can't be written");
    let header = Header {
        format: FORMAT,
        cairn: env!("CARGO_PKG_VERSION").to_owned(),
        made,
        only: match whose {
            Whose::Everybody => None,
            Whose::Only(who) => Some(who.clone()),
        },
    };
    let mut writing = Writing::begin(out, header).map_err(failed())?;
    let mut from = Some(WalkFrom::default());
    let mut seen = 0;
    while let Some(here) = from {
        let walked = store.walk(&here, SLICE).await?;
        seen += walked.rows.len() as u64;
        for (workspace, kept) in &walked.rows {
            if whose.includes(workspace, kept) {
                writing.row(workspace, kept).map_err(failed())?;
            }
        }
        progress(seen);
        from = walked.next;
    }
    writing.end().map_err(failed())
}

/// The same into a new file that only its owner may read.
///
/// # Errors
/// As [`export`]; or the file is there already, or can't be made durable. Then there is no file.
pub async fn export_to_file(
    store: &dyn Store,
    whose: &Whose,
    made: Timestamp,
    path: &Path,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Totals, OpsError> {
    let at = path.display();
    let failed = || OpsError::file(format!("the export {at} can't be written"));
    if path.exists() {
        return Err(OpsError::Asked(format!(
            "there is a file {at} already: name one that is not there"
        )));
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let file = tempfile::NamedTempFile::new_in(folder).map_err(failed())?;
    let totals = export(store, whose, made, BufWriter::new(file.as_file()), progress).await?;
    file.as_file().sync_all().map_err(failed())?;
    let read_back = verify(file.path())?;
    if read_back.totals != totals {
        return Err(OpsError::Asked(format!(
            "the export {at} was not read back as it was written: check the disk"
        )));
    }
    file.persist_noclobber(path)
        .map_err(|error| failed()(error.error))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(failed())?;
    Ok(totals)
}
