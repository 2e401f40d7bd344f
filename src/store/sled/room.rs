//! Whether there is room on the disk. A full one can't even be opened again, so that nothing new
//! is taken before it comes to that; what frees room, and what settles deliveries, still is.

use std::path::Path;

use super::disk::Disk;
use crate::store::prepared::Prepared;

/// So much has to be free: several times what sled needs to open, and to rewrite its segments.
/// No share of the disk: five hundredths of a large one would be gigabytes.
const ROOM_BYTES: u64 = 64 << 20;

/// Whether there is room.
#[derive(Debug, Default)]
pub(super) struct Room {
    is_short: bool,
}

impl Room {
    /// Looks how much is free: one system call of about a microsecond, before each group.
    pub fn look(&mut self, disk: &dyn Disk, path: &Path) {
        // Where it can't be told, the write itself will tell.
        let free = disk.free_bytes().unwrap_or(u64::MAX);
        let is_short = free < ROOM_BYTES;
        if is_short != self.is_short {
            self.is_short = is_short;
            let (at, free_mib) = (path.display(), free >> 20);
            if is_short {
                tracing::error!(
                    "only {free_mib} MiB are free on the disk of {at}: nothing new is taken until there are 64"
                );
            } else {
                tracing::info!("there is room again on the disk of {at}");
            }
        }
    }

    /// Whether a commit may be taken.
    pub fn has_for(&self, prepared: &Prepared) -> bool {
        !self.is_short || prepared.only_deletes()
    }
}
