//! The store that forgets: for the playground and for tests, and the model that other stores are
//! held against.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;

use super::index::Index;
use super::prepared::Prepared;
use super::transaction::{Row, Rows, Transaction};
use super::{
    DueWake, Lease, Store, StoreError, Swept, WalkFrom, Walked, reading, sweeping, walking,
};
use crate::chat::WorkspaceId;
use crate::state::{Claim, Commit, Committed, Found, Kept, Owed, Read, Settlement, Standing};

/// Keeps everything in memory.
#[derive(Default)]
pub struct MemoryStore {
    inner: Mutex<Inner>,
}

struct Inner {
    rows: MemoryRows,
    index: Index,
    next_seq: u64,
    sweep: sweeping::Cursor,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            rows: MemoryRows::default(),
            index: Index::default(),
            next_seq: 1,
            sweep: sweeping::Cursor::default(),
        }
    }
}

#[derive(Default)]
struct MemoryRows(BTreeMap<Vec<u8>, Vec<u8>>);

impl Rows for MemoryRows {
    type Value = Vec<u8>;

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(key).cloned())
    }

    fn range(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        if from >= before {
            return Ok(Vec::new());
        }
        let found = self.0.range::<[u8], _>((
            std::ops::Bound::Included(from),
            std::ops::Bound::Excluded(before),
        ));
        Ok(found
            .take(limit)
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn transact<T>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'_, MemoryRows>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut transaction = Transaction::new(&self.rows, self.next_seq);
        let done = work(&mut transaction)?;
        let (written, changes, next_seq) = transaction.finish();
        for (key, value) in written {
            match value {
                Some(value) => self.rows.0.insert(key, value),
                None => self.rows.0.remove(&key),
            };
        }
        self.next_seq = next_seq;
        changes
            .into_iter()
            .for_each(|change| self.index.apply(change));
        Ok(done)
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn read(&self, workspace: &WorkspaceId, what: &[Read]) -> Result<Found, StoreError> {
        reading::read(&self.inner().rows, workspace, what)
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        let prepared = Prepared::new(commit)?;
        self.inner()
            .transact(|transaction| transaction.apply(&prepared))
    }

    async fn due(
        &self,
        now: Timestamp,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError> {
        let mut inner = self.inner();
        let Inner { rows, index, .. } = &mut *inner;
        super::due(rows, index, now, per_workspace, limit)
    }

    async fn claim(
        &self,
        now: Timestamp,
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<Owed>, StoreError> {
        let mut inner = self.inner();
        let claimed = inner.index.claim(now, lease, per_workspace, limit);
        let owed = reading::all_owed(&inner.rows, claimed);
        inner.transact(|transaction| {
            owed.iter()
                .filter(|owed| reading::is_first_post(owed))
                .try_for_each(|owed| transaction.doubt(&owed.claim))
        })?;
        Ok(owed)
    }

    fn stands(&self, claim: &Claim) -> Standing {
        self.inner().index.standing(claim)
    }

    async fn settle(
        &self,
        now: Timestamp,
        what: Vec<(Claim, Settlement)>,
    ) -> Result<(), StoreError> {
        let mut inner = self.inner();
        let held = inner.index.all_held(what);
        inner.transact(|transaction| {
            held.iter().try_for_each(|(claim, held, settlement)| {
                transaction.settle(now, claim, *held, settlement)
            })
        })
    }

    async fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.inner().index.next_claimable())
    }

    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        let mut inner = self.inner();
        let Inner { rows, sweep, .. } = &mut *inner;
        let slice = sweep.next(rows, now)?;
        let gone = inner.transact(|transaction| Ok(transaction.sweep(slice.outlived)))?;
        Ok(Swept {
            gone,
            is_over: slice.is_over,
        })
    }

    async fn walk(&self, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError> {
        walking::walk(&self.inner().rows, from, limit)
    }

    async fn fill(&self, rows: Vec<(WorkspaceId, Kept)>) -> Result<(), StoreError> {
        self.inner()
            .transact(|transaction| walking::fill(transaction, &rows))
    }
}
