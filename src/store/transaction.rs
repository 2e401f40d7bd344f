//! What a group of commits writes, gathered over any ordered rows before anything is written: each
//! piece of work sees what the ones before it wrote; one that fails leaves no trace. What is
//! written, and when, lies in `committing` and `settling`.

use std::collections::HashMap;

use super::StoreError;
use super::index::Change;
use super::value;
use crate::state::AsOf;

/// A row: its key and its value.
pub(super) type Row = (Vec<u8>, Vec<u8>);

/// Rows by key, and `None` for those that go.
pub(super) type Written = HashMap<Vec<u8>, Option<Vec<u8>>>;

/// Ordered rows, as they are kept.
pub(super) trait Rows {
    /// A value as it is handed out.
    type Value: AsRef<[u8]>;

    /// The sealed value of a row.
    fn get(&self, key: &[u8]) -> Result<Option<Self::Value>, StoreError>;

    /// The rows from a key on and before another, at most so many.
    fn range(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError>;

    /// How far the rows have got, if that is counted: to be asked before anything is read.
    fn as_of(&self) -> Option<AsOf> {
        None
    }

    /// Whether a row is known to stand as whoever read it after that found it.
    fn is_unwritten_since(&self, _key: &[u8], _as_of: AsOf) -> bool {
        false
    }
}

/// What a group of commits writes. Payloads are sealed at the end, so that a counter to which the
/// whole group adds is sealed once.
pub(super) struct Transaction<'a, R> {
    rows: &'a R,
    /// Written by work that is finished.
    written: Written,
    /// Written by the work under way.
    fresh: Written,
    changes: Vec<Change>,
    next_seq: u64,
}

impl<'a, R: Rows> Transaction<'a, R> {
    /// An empty one. New outbox entries take their turns from `next_seq` on.
    pub fn new(rows: &'a R, next_seq: u64) -> Self {
        Self {
            rows,
            written: Written::new(),
            fresh: Written::new(),
            changes: Vec::new(),
            next_seq,
        }
    }

    /// What is to be written, sealed; what changes in the index; and the next free turn.
    pub fn finish(self) -> (Written, Vec<Change>, u64) {
        let seal = |(key, payload): (Vec<u8>, Option<Vec<u8>>)| {
            let sealed = payload.map(|payload| value::seal(&key, &payload));
            (key, sealed)
        };
        let written = self.written.into_iter().map(seal).collect();
        (written, self.changes, self.next_seq)
    }

    /// Does a piece of work whole, or leaves no trace of it.
    pub fn whole<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let changes = self.changes.len();
        let done = work(self);
        if done.is_ok() {
            self.written.extend(self.fresh.drain());
        } else {
            self.fresh.clear();
            self.changes.truncate(changes);
        }
        done
    }

    /// Deletes rows that have outlived their use, unless this group has just written them. Says
    /// how many went.
    pub fn sweep(&mut self, outlived: Vec<Vec<u8>>) -> usize {
        let before = self.written.len();
        for key in outlived {
            self.written.entry(key).or_insert(None);
        }
        self.written.len() - before
    }

    /// Whether a row is known to stand as whoever read it after that found it.
    pub fn is_unwritten_since(&self, key: &[u8], as_of: Option<AsOf>) -> bool {
        !self.has_written(key)
            && as_of.is_some_and(|as_of| self.rows.is_unwritten_since(key, as_of))
    }

    /// Whether this group has written a row so far.
    pub fn has_written(&self, key: &[u8]) -> bool {
        self.fresh.contains_key(key) || self.written.contains_key(key)
    }

    /// The rows as they stand without this group, from a key on and before another.
    pub fn stored(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        self.rows.range(from, before, limit)
    }

    /// The keys that begin so of rows that this group has written.
    pub fn written_under(&self, prefix: &[u8]) -> Vec<Vec<u8>> {
        let before = self.written.iter();
        let before = before.filter(|(key, _)| !self.fresh.contains_key(*key));
        let stands = |(key, value): (&Vec<u8>, &Option<Vec<u8>>)| {
            (value.is_some() && key.starts_with(prefix)).then(|| key.clone())
        };
        before.chain(&self.fresh).filter_map(stands).collect()
    }

    /// Reads a row as it will stand.
    pub fn read<T>(
        &self,
        key: &[u8],
        read: impl FnOnce(&[u8]) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        match self.fresh.get(key).or_else(|| self.written.get(key)) {
            Some(payload) => payload.as_deref().map(read).transpose(),
            None => {
                let sealed = self.rows.get(key)?;
                sealed
                    .map(|sealed| read(value::open(key, sealed.as_ref())?))
                    .transpose()
            }
        }
    }

    /// Writes a row, as part of a piece of work.
    pub fn put(&mut self, key: Vec<u8>, payload: Vec<u8>) {
        self.fresh.insert(key, Some(payload));
    }

    /// Deletes a row, as part of a piece of work.
    pub fn delete(&mut self, key: Vec<u8>) {
        self.fresh.insert(key, None);
    }

    /// Changes the index once all is durable.
    pub fn change(&mut self, change: Change) {
        self.changes.push(change);
    }

    /// The next free turn; no turn is given twice.
    pub fn take_seq(&mut self) -> u64 {
        let seq = self.next_seq;
        self.next_seq += 1;
        seq
    }

    /// No later entry takes a turn up to this one.
    pub fn begin_turns_after(&mut self, seq: u64) {
        self.next_seq = self.next_seq.max(seq.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of which one can't be read.
    struct Broken;

    impl Rows for Broken {
        type Value = Vec<u8>;

        fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
            Ok((key == b"broken").then(|| b"no checksum".to_vec()))
        }

        fn range(&self, _: &[u8], _: &[u8], _: usize) -> Result<Vec<Row>, StoreError> {
            Ok(Vec::new())
        }
    }

    #[test]
    fn work_that_fails_half_way_leaves_no_trace_and_harms_nobody_beside_it() {
        let mut transaction = Transaction::new(&Broken, 1);
        let before = transaction.whole(|it| {
            it.put(b"a".to_vec(), b"kept".to_vec());
            Ok(())
        });
        assert_eq!(before, Ok(()));
        let failed = transaction.whole(|it| {
            it.put(b"a".to_vec(), b"half".to_vec());
            it.put(b"b".to_vec(), b"half".to_vec());
            it.read(b"broken", |_| Ok(()))
        });
        assert_eq!(failed, Err(StoreError::Damaged(None)));
        let stands = transaction.read(b"a", |payload| Ok(payload.to_vec()));
        assert_eq!(stands, Ok(Some(b"kept".to_vec())));
        let (written, _, _) = transaction.finish();
        assert_eq!(written.into_keys().collect::<Vec<_>>(), [b"a".to_vec()]);
    }
}
