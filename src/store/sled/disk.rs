//! The only file that calls sled: rows read, a batch applied, flushed, and synced. Behind a small
//! trait, so that tests can make the n-th call fail.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;

use crate::store::StoreError;
use crate::store::transaction::{Row, Rows};

/// The cache, in bytes; sled's own default is a gigabyte.
const CACHE_BYTES: u64 = 64 << 20;
/// Large enough that no value of ours is put into a file of its own, which sled never syncs.
/// Stored in the directory: never change it.
const SEGMENT_BYTES: usize = 4 << 20;

/// What a group of commits writes: new values, and `None` for rows that go.
pub type Written = HashMap<Vec<u8>, Option<Vec<u8>>>;

/// Where groups are made durable.
pub trait Disk: Send {
    /// Applies a group, all or nothing.
    ///
    /// # Errors
    /// The state on disk is not known then.
    fn apply(&mut self, written: Written) -> io::Result<()>;
    /// Writes out what was applied.
    ///
    /// # Errors
    /// The state on disk is not known then.
    fn flush(&mut self) -> io::Result<()>;
    /// Makes what was written out survive a power cut.
    ///
    /// # Errors
    /// Never to be repeated: the kernel may have dropped the pages, and the second answer may lie.
    fn sync(&mut self) -> io::Result<()>;
}

/// sled, and a second handle on its file.
pub struct RealDisk {
    db: sled::Db,
    file: File,
}

/// Rows as sled has them; cheap to clone.
#[derive(Clone)]
pub(super) struct SledRows(sled::Db);

impl RealDisk {
    /// Opens sled in a directory.
    pub(super) fn open(path: &Path) -> sled::Result<Self> {
        let db = sled::Config::new()
            .path(path)
            .mode(sled::Mode::LowSpace)
            .cache_capacity(CACHE_BYTES)
            .flush_every_ms(None)
            .segment_size(SEGMENT_BYTES)
            .open()?;
        let file = File::options().write(true).open(path.join("db"))?;
        // sled never syncs its settings file, and a new file needs its directory synced too.
        File::open(path.join("conf"))?.sync_all()?;
        File::open(path)?.sync_all()?;
        Ok(Self { db, file })
    }

    /// The rows.
    pub(super) fn rows(&self) -> SledRows {
        SledRows(self.db.clone())
    }
}

impl Disk for RealDisk {
    fn apply(&mut self, written: Written) -> io::Result<()> {
        let mut batch = sled::Batch::default();
        for (key, value) in written {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        self.db.apply_batch(batch).map_err(io::Error::from)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.db.flush().map(|_| ()).map_err(io::Error::from)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }
}

impl Rows for SledRows {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.0
            .get(key)
            .map(|value| value.map(|value| value.to_vec()))
            .map_err(|error| unreadable(&error))
    }

    fn range(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        if from >= before {
            return Ok(Vec::new());
        }
        let found = self.0.range(from..before).take(limit);
        found
            .map(|row| {
                row.map(|(key, value)| (key.to_vec(), value.to_vec()))
                    .map_err(|error| unreadable(&error))
            })
            .collect()
    }
}

fn unreadable(error: &sled::Error) -> StoreError {
    tracing::error!(%error, "sled can't read a row");
    StoreError::Damaged(None)
}
