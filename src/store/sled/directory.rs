//! Owning the directory: a lock of our own, so that a second process gets a sentence and not a
//! puzzle; clearing what a killed opening left behind; and knowing whether the last run ended in
//! order.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::compacting;
use super::disk::RealDisk;
use crate::store::StoreError;

/// How often a lock is tried, sled's and ours: a process that has just ended may still hold it.
const LOCK_TRIES: u32 = 20;
const LOCK_WAIT: Duration = Duration::from_millis(100);

/// Where sled keeps its own.
pub(super) const FILES: &str = "db-files";
/// Stands in the directory while it is being filled.
const IMPORTING: &str = "importing";

/// Why a store can't be opened, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{sentence}")]
pub struct OpenError {
    sentence: String,
}

impl OpenError {
    fn new(sentence: String) -> Self {
        Self { sentence }
    }

    pub(super) fn io(path: &Path, error: &io::Error) -> Self {
        let at = path.display();
        Self::new(match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                format!(
                    "the data folder {at} can't be written to ({error}): give this user the right to write there, or choose another with --data"
                )
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                format!("the data folder {at} is no folder: choose another with --data")
            }
            io::ErrorKind::StorageFull => {
                format!(
                    "the disk of the data folder {at} is full, and even opening needs space: free at least 64 MiB there and start again; nothing that was acknowledged is lost"
                )
            }
            _ => format!("the data folder {at} can't be opened: {error}"),
        })
    }

    pub(super) fn damaged(path: &Path, error: &StoreError) -> Self {
        let at = path.display();
        Self::new(format!("the data in {at} can't be read: {error}"))
    }

    pub(super) fn behind(path: &Path, missing: u64) -> Self {
        let at = path.display();
        Self::new(format!(
            "the data in {at} is older than what it once acknowledged, by {missing} groups of changes: restore a newer export with `cairn import`, or go on without them with --accept-loss"
        ))
    }
}

impl OpenError {
    pub(super) fn no_erased_list(path: &Path, error: &io::Error) -> Self {
        let at = path.display();
        Self::new(format!(
            "the list {at} of who was deleted can't be read ({error}): name the erased.log of the folder that was served last"
        ))
    }

    pub(super) fn asked(sentence: &str) -> Self {
        Self::new(sentence.to_owned())
    }

    pub(super) fn unreadable_erased(path: &Path, line: usize) -> Self {
        let at = path.display();
        Self::new(format!(
            "line {line} of {at} can't be read, and it may be what keeps somebody deleted: put the list back from a copy, or take that line out by hand"
        ))
    }
}

/// Takes the lock, or says who has it.
fn take(lock: &mut File, path: &Path) -> Result<(), OpenError> {
    let failed = |error: io::Error| OpenError::io(path, &error);
    for _ in 0..LOCK_TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => wait_for_lock(),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
    }
    let mut holder = String::new();
    lock.read_to_string(&mut holder).map_err(failed)?;
    Err(OpenError::new(format!(
        "the data folder {} is in use by another Cairn (process {}): stop that one first, or choose another folder with --data",
        path.display(),
        holder.trim(),
    )))
}

fn wait_for_lock() {
    #[expect(
        clippy::disallowed_methods,
        reason = "nothing runs yet that this could hold up"
    )]
    std::thread::sleep(LOCK_WAIT);
}

/// A directory that is ours until it is dropped.
pub(super) struct Directory {
    path: PathBuf,
    /// Held for its lock.
    _lock: File,
}

impl Directory {
    /// Makes the directory if need be, and takes it.
    pub fn own(path: &Path) -> Result<Self, OpenError> {
        let failed = |error: io::Error| OpenError::io(path, &error);
        fs::create_dir_all(path).map_err(failed)?;
        let at = path.join("lock");
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&at)
            .map_err(failed)?;
        take(&mut lock, path)?;
        lock.set_len(0).map_err(failed)?;
        write!(lock, "{}", std::process::id()).map_err(failed)?;
        let directory = Self {
            path: path.to_owned(),
            _lock: lock,
        };
        compacting::settle(path).map_err(failed)?;
        directory.clear_half_written().map_err(failed)?;
        Ok(directory)
    }

    /// sled takes any file whose name begins so for a snapshot, a half-written one too, and would
    /// refuse to open for ever.
    fn clear_half_written(&self) -> io::Result<()> {
        let folder = self.path.join(FILES);
        if !folder.exists() {
            return Ok(());
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            if name.starts_with("snap.") && name.ends_with(".generating") {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Takes the directory to be filled by an import, if nothing was ever stored in it.
    pub fn begin_import(&self) -> Result<(), OpenError> {
        self.refuse_half_import()?;
        if self.path.join(FILES).exists() {
            return Err(OpenError::new(format!(
                "there is data in {} already: import into an empty folder, named with --data",
                self.path.display(),
            )));
        }
        let begin = || {
            File::create(self.path.join(IMPORTING))?.sync_all()?;
            File::open(&self.path)?.sync_all()
        };
        begin().map_err(|error| OpenError::io(&self.path, &error))
    }

    /// What an import left behind that did not end is no store.
    pub fn refuse_half_import(&self) -> Result<(), OpenError> {
        if self.path.join(IMPORTING).exists() {
            return Err(OpenError::new(format!(
                "an import into {} was begun and did not end: empty that folder, and import again",
                self.path.display(),
            )));
        }
        Ok(())
    }

    /// The import that was begun in a directory is whole.
    pub fn end_import(path: &Path) -> io::Result<()> {
        fs::remove_file(path.join(IMPORTING))?;
        File::open(path)?.sync_all()
    }

    /// Where our own small files lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens sled; waits a little for one that is just being closed.
    pub fn open_disk(&self) -> Result<RealDisk, OpenError> {
        self.open_files(FILES)
    }

    /// The same with another store in the directory, such as one that is being written anew.
    pub fn open_files(&self, name: &str) -> Result<RealDisk, OpenError> {
        let folder = self.path.join(name);
        let mut attempt = 0;
        loop {
            attempt += 1;
            match RealDisk::open(&folder) {
                Ok(disk) => return Ok(disk),
                Err(sled::Error::Io(error))
                    if attempt < LOCK_TRIES
                        && error.to_string().contains("could not acquire lock") =>
                {
                    wait_for_lock();
                }
                Err(sled::Error::Io(error)) => return Err(OpenError::io(&self.path, &error)),
                Err(error) => {
                    return Err(OpenError::new(format!(
                        "the data in {} is damaged ({error}): keep a copy of the folder, and restore an export with `cairn import` into an empty one",
                        self.path.display(),
                    )));
                }
            }
        }
    }

    /// Whether the last run did not end in order.
    pub fn was_left_unclean(&self) -> bool {
        self.path.join("unclean").exists()
    }

    /// A run begins.
    pub fn mark_unclean(&self) -> Result<(), OpenError> {
        File::create(self.path.join("unclean"))
            .map(|_| ())
            .map_err(|error| OpenError::io(&self.path, &error))
    }

    /// A run has ended in order.
    pub fn mark_clean(&self) -> io::Result<()> {
        fs::remove_file(self.path.join("unclean"))
    }
}
