//! The only file that calls sled: rows read, a batch applied, flushed, and synced. Behind a small
//! trait, so that tests can make the n-th call fail.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::Health;
use super::lately::Lately;
use crate::state::AsOf;
use crate::store::StoreError;
use crate::store::transaction::{Row, Rows};

/// The cache, in bytes; sled's own default is a gigabyte.
const CACHE_BYTES: u64 = 8 << 20;
/// Large enough that no value of ours is put into a file of its own, which sled never syncs.
/// Stored in the directory: never change it.
const SEGMENT_BYTES: usize = 4 << 20;

/// Where groups are made durable.
pub trait Disk: Send {
    /// Applies a group, all or nothing: new values by key, and `None` for rows that go.
    ///
    /// # Errors
    /// The state on disk is not known then.
    fn apply(&mut self, written: HashMap<Vec<u8>, Option<Vec<u8>>>) -> io::Result<()>;
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
    /// How many bytes are free for us.
    ///
    /// # Errors
    /// It can't be told.
    fn free_bytes(&self) -> io::Result<u64>;
}

/// sled, and a second handle on its file.
pub struct RealDisk {
    db: sled::Db,
    file: File,
}

/// Rows as sled has them; cheap to clone.
#[derive(Clone)]
pub(super) struct SledRows {
    db: sled::Db,
    health: Arc<Health>,
    lately: Arc<Lately>,
}

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

    /// The rows. When one can't be read because the disk fails, the store's health shows it.
    pub(super) fn rows(&self, health: Arc<Health>) -> SledRows {
        SledRows {
            db: self.db.clone(),
            health,
            lately: Arc::new(Lately::after(0)),
        }
    }
}

impl Disk for RealDisk {
    fn apply(&mut self, written: HashMap<Vec<u8>, Option<Vec<u8>>>) -> io::Result<()> {
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

    fn free_bytes(&self) -> io::Result<u64> {
        let of = rustix::fs::fstatvfs(&self.file)?;
        Ok(of.f_bavail.saturating_mul(of.f_frsize))
    }
}

impl Rows for SledRows {
    type Value = sled::IVec;

    fn get(&self, key: &[u8]) -> Result<Option<sled::IVec>, StoreError> {
        self.db.get(key).map_err(|error| self.unreadable(&error))
    }

    fn range(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        if from >= before {
            return Ok(Vec::new());
        }
        let found = self.db.range(from..before).take(limit);
        found
            .map(|row| {
                row.map(|(key, value)| (key.to_vec(), value.to_vec()))
                    .map_err(|error| self.unreadable(&error))
            })
            .collect()
    }

    fn as_of(&self) -> Option<AsOf> {
        Some(self.lately.as_of())
    }

    fn is_unwritten_since(&self, key: &[u8], as_of: AsOf) -> bool {
        self.lately.is_unwritten_since(key, as_of)
    }
}

impl SledRows {
    /// The same rows, of which that was the last group.
    pub(super) fn after(self, group: u64) -> Self {
        Self {
            lately: Arc::new(Lately::after(group)),
            ..self
        }
    }

    /// What was written lately: for the thread that writes.
    pub(super) fn lately(&self) -> &Lately {
        &self.lately
    }

    /// A damaged row is one row's trouble. Any other error is the disk's, or comes of a write that
    /// failed in the background: from then on sled refuses everything, and so must we.
    fn unreadable(&self, error: &sled::Error) -> StoreError {
        tracing::error!(%error, "sled can't read a row");
        if matches!(error, sled::Error::Corruption { .. }) {
            return StoreError::Damaged(None);
        }
        let why = format!("a row could not be read: {error}");
        StoreError::Unknown(self.health.poison_with(&why))
    }
}
