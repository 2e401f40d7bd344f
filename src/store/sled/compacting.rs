//! The store is written anew: sled only ever appends, and what was deleted stays readable in its
//! file until the piece that holds it happens to be rewritten. All rows that are left are copied
//! into a fresh store beside the old one, read back, and put in its place by two renames. Whatever
//! happens on the way, the next opening finds the old store or the new one, whole.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::directory::{Directory, FILES, OpenError};
use super::disk::{Disk, SledRows};
use super::erased::{self, ErasedList};
use super::sequence::Sequence;
use super::{Health, compare, stored_erasures};
use crate::store::transaction::Rows;
use crate::store::{StoreError, keys, value};

/// The new store while it is written, and the old one until it is gone.
const NEW: &str = "db-files.new";
const OLD: &str = "db-files.old";
/// How many rows are copied at a time: at 32 KiB each, 8 MiB.
const SLICE: usize = 256;
/// What must be free beside the copy, in bytes: sled makes its files larger than their rows.
const SPARE_BYTES: u64 = 64 << 20;

/// What a compaction came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// How many rows there are.
    pub rows: u64,
    /// How many bytes the store took before.
    pub before: u64,
    /// How many it takes now.
    pub after: u64,
}

/// Writes the store of a folder anew, with nothing of what was deleted.
///
/// # Errors
/// It is in use, can't be read or written, or brought people back who are to be deleted again
/// first. The old store stands then.
pub fn compact(folder: &Path) -> Result<Compacted, OpenError> {
    let directory = Directory::own(folder)?;
    directory.refuse_half_import()?;
    let failed = |error: io::Error| OpenError::io(folder, &error);
    let before = size(&folder.join(FILES)).map_err(failed)?;
    let copied = copy(&directory, before);
    let rows = match copied {
        Ok(rows) => rows,
        Err(error) => {
            // What can't be taken away now goes at the next opening.
            let _ = remove(&folder.join(NEW));
            return Err(error);
        }
    };
    swap(folder).map_err(failed)?;
    let last = {
        let disk = directory.open_disk()?;
        let rows = disk.rows(Arc::new(Health::of(folder)));
        let stored = stored_erasures(&rows).map_err(|error| OpenError::damaged(folder, &error))?;
        stored.iter().map(|(_, erased)| erased.at).max()
    };
    erased::note_compacted(folder, last).map_err(failed)?;
    let after = size(&folder.join(FILES)).map_err(failed)?;
    Ok(Compacted {
        rows,
        before,
        after,
    })
}

/// Copies all rows into a new store, makes it durable and reads it back. Says how many.
fn copy(directory: &Directory, size: u64) -> Result<u64, OpenError> {
    let folder = directory.path();
    let failed = |error: io::Error| OpenError::io(folder, &error);
    let unreadable = |error: StoreError| OpenError::damaged(folder, &error);
    let health = Arc::new(Health::of(folder));
    let old = directory.open_disk()?;
    if old.free_bytes().map_err(failed)? < size.saturating_add(SPARE_BYTES) {
        return Err(OpenError::asked(
            "the store is written anew beside the old one, and there is no room for both: free as much as it takes, and 64 MiB, and try again; nothing was changed",
        ));
    }
    let from = old.rows(health.clone());
    Sequence::check(directory, &from, false)?;
    if !compare(&ErasedList::of(folder), &from, folder)?.is_empty() {
        return Err(OpenError::asked(
            "this is an older copy, which brought back people who were deleted: start Cairn once, which deletes them again, and compact after that",
        ));
    }
    let mut new = directory.open_files(NEW)?;
    let mut rows = 0;
    each_slice(&from, |slice| {
        for (key, sealed) in &slice {
            value::open(key, sealed).map_err(unreadable)?;
        }
        rows += slice.len() as u64;
        let slice = slice.into_iter().map(|(key, value)| (key, Some(value)));
        new.apply(slice.collect::<HashMap<_, _>>()).map_err(failed)
    })?;
    new.flush().and_then(|()| new.sync()).map_err(failed)?;
    drop(new);
    let again = directory.open_files(NEW)?;
    read_back(&from, &again.rows(health), folder)?;
    Ok(rows)
}

/// All rows, the store's own too, some at a time.
fn each_slice(
    rows: &SledRows,
    mut act: impl FnMut(Vec<(Vec<u8>, Vec<u8>)>) -> Result<(), OpenError>,
) -> Result<(), OpenError> {
    let mut from = Vec::new();
    loop {
        let slice = rows
            .range(&from, &[0xFF], SLICE)
            .map_err(|error| OpenError::asked(&error.to_string()))?;
        let Some((last, _)) = slice.last() else {
            return Ok(());
        };
        from = keys::next(last);
        act(slice)?;
    }
}

fn read_back(old: &SledRows, new: &SledRows, folder: &Path) -> Result<(), OpenError> {
    let damaged = || OpenError::damaged(folder, &StoreError::Damaged(None));
    let mut count = 0_u64;
    each_slice(old, |slice| {
        for (key, sealed) in slice {
            count += 1;
            let found = new.get(&key).map_err(|_| damaged())?;
            if found.is_none_or(|found| *found != *sealed) {
                return Err(damaged());
            }
        }
        Ok(())
    })?;
    let mut copied = 0_u64;
    each_slice(new, |slice| {
        copied += slice.len() as u64;
        Ok(())
    })?;
    if copied == count {
        Ok(())
    } else {
        Err(damaged())
    }
}

/// The new store takes the place of the old one.
fn swap(folder: &Path) -> io::Result<()> {
    fs::rename(folder.join(FILES), folder.join(OLD))?;
    sync(folder)?;
    settle(folder)
}

/// Ends what a compaction left half done: a new store takes the place of the old one only if that
/// was moved aside for it, which is done when the new one is whole.
pub(super) fn settle(folder: &Path) -> io::Result<()> {
    let [now, new, old] = [FILES, NEW, OLD].map(|name| folder.join(name));
    if !now.exists() {
        let whole = if new.exists() { &new } else { &old };
        if !old.exists() {
            return Ok(());
        }
        fs::rename(whole, &now)?;
        sync(folder)?;
    }
    let left = [remove(&new)?, remove(&old)?];
    if left.contains(&true) {
        sync(folder)?;
    }
    Ok(())
}

/// Whether there is a store in a folder.
pub(super) fn is_in(folder: &Path) -> bool {
    folder.join(FILES).exists() || folder.join(OLD).exists()
}

/// Removes a folder, if it is there. Says whether it was.
fn remove(folder: &PathBuf) -> io::Result<bool> {
    match fs::remove_dir_all(folder) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// How many bytes the files of a folder take.
fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() {
            size(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with what a compaction may leave there; in each store lies its own name.
    fn folder_with(left: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in left {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("db"), name).unwrap();
        }
        folder
    }

    #[test]
    fn wherever_it_was_cut_short_one_whole_store_is_left() {
        for (left, stays) in [
            // The new one may be half written.
            (&[FILES, NEW][..], FILES),
            // The old one was moved aside, which is done for a whole one only.
            (&[NEW, OLD], NEW),
            // Only the tidying is left.
            (&[FILES, OLD], FILES),
            (&[FILES], FILES),
            // Nothing writes this; what there is, is kept.
            (&[OLD], OLD),
        ] {
            let folder = folder_with(left);
            assert!(is_in(folder.path()));
            settle(folder.path()).unwrap();
            let kept = fs::read_to_string(folder.path().join(FILES).join("db")).unwrap();
            assert_eq!(kept, stays, "{left:?}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{left:?}");
        }
    }

    #[test]
    fn a_folder_without_a_store_is_left_alone() {
        let folder = folder_with(&[]);
        assert!(!is_in(folder.path()));
        settle(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
