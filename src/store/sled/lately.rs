//! Which rows were written lately, so that a commit need not read again what nobody can have
//! changed since its decision read it. What it remembers is small and rough: at worst a row is
//! read that need not have been.
//!
//! Why it is safe. Groups are numbered, and one is written after the other, by one thread.
//! - A reader takes the number of the last group that was applied *before* it reads, and the
//!   number is raised only *after* its group was applied: so all groups up to that number are in
//!   what it reads. Of a later one that is just being applied (and not yet synced) it may see rows
//!   or not.
//! - The writing thread notes each row of a group, whatever it was written for, before it looks
//!   at the next group's commits. What the group under way itself has written so far, it looks up
//!   first of all.
//! - So a row noted with no later number than the reader's has been written by no group but those
//!   that the reader has seen whole: what it saw is what stands. A row noted with a later number
//!   is read and compared, whether or not the reader saw that group's row.
//! - After an opening all rows count as written by the last group that is there, so that whoever
//!   read under an earlier opening has his rows looked at. A group that was lost by a failed write
//!   can't be mistaken for the next one of its number: the process ends with the failed write, and
//!   with it all that was read.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::state::AsOf;
use crate::store::transaction::Written;

/// How many numbers are kept: rows share them by a hash. 32 KiB in all; a few hundred commits
/// seldom meet in one.
const SLOTS: usize = 4096;

/// The number of the last group that wrote each row, or one that shares its slot.
pub(super) struct Lately {
    applied: AtomicU64,
    slots: Box<[AtomicU64]>,
}

impl Lately {
    /// All rows were written by the group of that number, for all it knows.
    pub fn after(group: u64) -> Self {
        Self {
            applied: AtomicU64::new(group),
            slots: (0..SLOTS).map(|_| AtomicU64::new(group)).collect(),
        }
    }

    /// How far the store has got. To be asked before anything is read.
    pub fn as_of(&self) -> AsOf {
        AsOf(self.applied.load(Ordering::Acquire))
    }

    /// Notes the rows of a group before it is applied.
    pub fn note(&self, group: u64, written: &Written) {
        for key in written.keys() {
            self.slot(key).store(group, Ordering::Release);
        }
    }

    /// A group has been applied.
    pub fn raise(&self, group: u64) {
        self.applied.store(group, Ordering::Release);
    }

    /// Whether no group after that wrote the row. For the thread that writes alone.
    pub fn is_unwritten_since(&self, key: &[u8], as_of: AsOf) -> bool {
        self.slot(key).load(Ordering::Acquire) <= as_of.0
    }

    fn slot(&self, key: &[u8]) -> &AtomicU64 {
        &self.slots[crc32fast::hash(key) as usize % SLOTS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(keys: &[&str]) -> Written {
        let key = |key: &&str| (key.as_bytes().to_vec(), None);
        keys.iter().map(key).collect()
    }

    #[test]
    fn a_row_is_unwritten_for_whoever_read_after_the_last_group_that_wrote_it() {
        let lately = Lately::after(7);
        assert!(
            !lately.is_unwritten_since(b"a", AsOf(6)),
            "nothing is known of then"
        );
        assert!(lately.is_unwritten_since(b"a", AsOf(7)));
        let before = lately.as_of();
        lately.note(8, &rows(&["a", "b"]));
        let meanwhile = lately.as_of();
        lately.raise(8);
        for as_of in [before, meanwhile] {
            assert!(!lately.is_unwritten_since(b"a", as_of));
        }
        assert!(lately.is_unwritten_since(b"a", lately.as_of()));
    }

    #[test]
    fn what_was_read_long_ago_is_looked_at_again_and_never_taken_for_new() {
        let lately = Lately::after(0);
        let long_ago = lately.as_of();
        lately.note(1, &rows(&["a"]));
        lately.raise(1);
        for group in 2..20_000_u64 {
            lately.note(group, &rows(&[&group.to_string()]));
            lately.raise(group);
        }
        assert!(!lately.is_unwritten_since(b"a", long_ago));
    }
}
