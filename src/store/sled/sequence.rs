//! How many groups were made durable: counted in the store, and noted beside it every minute and
//! at the end. sled cuts a damaged tail silently and then looks like a younger store; this is how
//! it is noticed.

use std::fs::{self, File};
use std::io::{self, Write};

use super::directory::{Directory, OpenError};
use super::disk::SledRows;
use crate::store::transaction::{Rows, Written};
use crate::store::value;

/// The store's own key of the count.
const KEY: &[u8] = b"\0groups";
/// How often the count is noted beside the store.
const NOTE_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// The count of groups.
pub(super) struct Sequence {
    groups: u64,
    noted: tokio::time::Instant,
}

impl Sequence {
    /// Compares the store with the note beside it.
    pub fn check(
        directory: &Directory,
        rows: &SledRows,
        accept_loss: bool,
    ) -> Result<Self, OpenError> {
        let failed = |error: &crate::store::StoreError| OpenError::damaged(directory.path(), error);
        let sealed = rows.get(KEY).map_err(|error| failed(&error))?;
        let groups = match sealed {
            Some(sealed) => {
                let payload = value::open(KEY, &sealed).map_err(|error| failed(&error))?;
                value::read_number(payload)
                    .map_err(|error| failed(&error))?
                    .unsigned_abs()
            }
            None => 0,
        };
        let noted = match fs::read_to_string(directory.path().join("sequence")) {
            Ok(text) => text.trim().parse().unwrap_or(0),
            Err(_) => 0,
        };
        if groups < noted && !accept_loss {
            return Err(OpenError::behind(directory.path(), noted - groups));
        }
        let sequence = Self {
            groups,
            noted: tokio::time::Instant::now(),
        };
        if groups < noted {
            // The loss was accepted once; it is not to be asked about again.
            let written = sequence.note(directory);
            written.map_err(|error| OpenError::io(directory.path(), &error))?;
        }
        Ok(sequence)
    }

    /// How many groups were written so far.
    pub fn groups(&self) -> u64 {
        self.groups
    }

    /// Counts a group that is about to be written. Says its number.
    pub fn count(&mut self, written: &mut Written) -> u64 {
        self.groups += 1;
        let payload = i64::try_from(self.groups).unwrap_or(i64::MAX).to_be_bytes();
        written.insert(KEY.to_vec(), Some(value::seal(KEY, &payload)));
        self.groups
    }

    /// Notes the count beside the store, if that has not been done for a while.
    pub fn note_sometimes(&mut self, directory: &Directory) -> io::Result<()> {
        if self.noted.elapsed() < NOTE_EVERY {
            return Ok(());
        }
        self.noted = tokio::time::Instant::now();
        self.note(directory)
    }

    /// Notes the count beside the store: a new file, synced, in place of the old one.
    pub fn note(&self, directory: &Directory) -> io::Result<()> {
        let fresh = directory.path().join("sequence.new");
        let mut file = File::create(&fresh)?;
        write!(file, "{}", self.groups)?;
        file.sync_all()?;
        fs::rename(fresh, directory.path().join("sequence"))?;
        File::open(directory.path())?.sync_all()
    }
}
