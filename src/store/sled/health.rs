//! Whether the store still takes anything. Once something has failed that must not be gone on
//! from, it is poisoned for good: memory may be ahead of the disk.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Whether the store still takes anything, and if not, why.
#[derive(Debug)]
pub struct Health {
    path: PathBuf,
    poison: Mutex<Option<String>>,
}

impl Health {
    /// That of a store in a folder: good so far.
    pub(super) fn of(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            poison: Mutex::default(),
        }
    }

    /// Why the store takes nothing more, if it does not.
    pub fn poison(&self) -> Option<String> {
        self.poison
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Nothing more is taken. Returns the reason that is told; the first one stands.
    pub(super) fn poison_with(&self, why: &str) -> String {
        let mut poison = self.poison.lock().unwrap_or_else(PoisonError::into_inner);
        let reason = poison.get_or_insert_with(|| {
            let reason = format!(
                "{why}, in {}; nothing more is taken until the next start, when it will be known what was kept",
                self.path.display()
            );
            tracing::error!(reason, "the store failed");
            reason
        });
        reason.clone()
    }
}
