//! `cairn export`: from a store to lines. The file appears under its name only when it is whole,
//! synced, and was read back.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use tempfile::NamedTempFile;

use super::OpsError;
use super::import::verify;
use super::lines::{FORMAT, Header, Totals};
use super::writing::Writing;
use crate::store::{Store, WalkFrom};

/// How many rows are read at a time: at 32 KiB each, 8 MiB.
const SLICE: usize = 256;

/// Writes all that is kept to `out`. Nothing may be committed meanwhile.
///
/// # Errors
/// The store can't be read, or `out` not written to: what was written is then no export.
pub async fn export(
    store: &dyn Store,
    made: Timestamp,
    out: impl Write,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Totals, OpsError> {
    let failed = || OpsError::file("the export can't be written");
    let header = Header {
        format: FORMAT,
        cairn: env!("CARGO_PKG_VERSION").to_owned(),
        made,
    };
    let mut writing = Writing::begin(out, header).map_err(failed())?;
    let mut from = Some(WalkFrom::default());
    let mut seen = 0;
    while let Some(here) = from {
        let walked = store.walk(&here, SLICE).await?;
        seen += walked.rows.len() as u64;
        for (workspace, kept) in &walked.rows {
            writing.row(workspace, kept).map_err(failed())?;
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
    made: Timestamp,
    path: &Path,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Totals, OpsError> {
    let at = path.display();
    let (file, folder) = begin_file(path)?;
    let totals = export(store, made, BufWriter::new(file.as_file()), progress).await?;
    let read_back = || {
        if verify(file.path())?.totals == totals {
            return Ok(());
        }
        Err(OpsError::Asked(format!(
            "the export {at} was not read back as it was written: check the disk"
        )))
    };
    file.as_file().sync_all().map_err(unwritable(path))?;
    read_back()?;
    end_file(file, folder, path)?;
    Ok(totals)
}

/// Writes a file that only its owner may read: whole, or not at all. One that is there already is
/// replaced only where that is wanted.
///
/// # Errors
/// The file is there already and to be kept, or can't be written.
pub fn write_file(path: &Path, bytes: &[u8], replaces: bool) -> Result<(), OpsError> {
    if !replaces {
        return new_file(path, |mut file| file.write_all(bytes));
    }
    let (mut file, folder) = unnamed_file(path)?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .map_err(unwritable(path))?;
    file.persist(path)
        .map_err(|error| unwritable(path)(error.error))?;
    sync_folder(folder, path)
}

/// Writes a new file that only its owner may read: whole, or not at all.
///
/// # Errors
/// The file is there already, or can't be written.
pub(super) fn new_file(
    path: &Path,
    write: impl FnOnce(&File) -> std::io::Result<()>,
) -> Result<(), OpsError> {
    let (file, folder) = begin_file(path)?;
    write(file.as_file()).map_err(unwritable(path))?;
    end_file(file, folder, path)
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> OpsError {
    OpsError::file(format!("the file {} can't be written", path.display()))
}

/// The same for a file that is not there yet.
fn begin_file(path: &Path) -> Result<(NamedTempFile, &Path), OpsError> {
    let at = path.display();
    if path.exists() {
        return Err(OpsError::Asked(format!(
            "there is a file {at} already: name one that is not there"
        )));
    }
    unnamed_file(path)
}

/// A file without a name beside where it is to be, and that folder.
fn unnamed_file(path: &Path) -> Result<(NamedTempFile, &Path), OpsError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let file = NamedTempFile::new_in(folder).map_err(unwritable(path))?;
    Ok((file, folder))
}

/// The file gets its name, durably.
fn end_file(file: NamedTempFile, folder: &Path, path: &Path) -> Result<(), OpsError> {
    file.as_file().sync_all().map_err(unwritable(path))?;
    file.persist_noclobber(path)
        .map_err(|error| unwritable(path)(error.error))?;
    sync_folder(folder, path)
}

fn sync_folder(folder: &Path, path: &Path) -> Result<(), OpsError> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(unwritable(path))
}
