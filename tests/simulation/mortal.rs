//! A store that dies between any two steps, as a process does: what was written before stays, all
//! that comes after fails until there is a new one over what was kept.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use async_trait::async_trait;
use cairn::chat::WorkspaceId;
use cairn::state::{Claim, Commit, Committed, Found, Kept, Owed, Read, Settlement, Standing};
use cairn::store::{DueWake, Lease, MemoryStore, Store, StoreError, Swept, WalkFrom, Walked};
use jiff::Timestamp;

fn gone() -> StoreError {
    StoreError::Unknown("the process is gone".to_owned())
}

/// Counts its steps, and dies at one of them: before it or right after it, untold.
pub struct Mortal {
    inner: MemoryStore,
    steps_left: AtomicI64,
    /// Whether the last step still happens.
    dies_after: bool,
    dead: AtomicBool,
}

impl Mortal {
    /// Over an empty store.
    pub fn born(lives: i64, dies_after: bool) -> Self {
        Self {
            inner: MemoryStore::new(),
            steps_left: AtomicI64::new(lives),
            dies_after,
            dead: AtomicBool::new(false),
        }
    }

    /// A new one over what the other kept.
    pub async fn again(&self, lives: i64, dies_after: bool) -> Self {
        let next = Self::born(lives, dies_after);
        next.inner.fill(self.rows().await).await.unwrap();
        next
    }

    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::SeqCst)
    }

    /// All that is kept.
    pub async fn rows(&self) -> Vec<(WorkspaceId, Kept)> {
        let mut rows = Vec::new();
        let mut from = Some(WalkFrom::default());
        while let Some(at) = from {
            let walked = self.inner.walk(&at, 10_000).await.unwrap();
            rows.extend(walked.rows);
            from = walked.next;
        }
        rows
    }

    /// One step: whether it happens, and whether anybody hears of it.
    fn step(&self) -> (bool, bool) {
        if self.is_dead() {
            return (false, false);
        }
        if self.steps_left.fetch_sub(1, Ordering::SeqCst) > 0 {
            return (true, true);
        }
        self.dead.store(true, Ordering::SeqCst);
        (self.dies_after, false)
    }

    fn alive(&self) -> Result<(), StoreError> {
        if self.is_dead() { Err(gone()) } else { Ok(()) }
    }
}

#[async_trait]
impl Store for Mortal {
    async fn read(&self, workspace: &WorkspaceId, what: &[Read]) -> Result<Found, StoreError> {
        self.alive()?;
        self.inner.read(workspace, what).await
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        let (happens, is_heard) = self.step();
        let committed = if happens {
            self.inner.commit(commit).await
        } else {
            Err(gone())
        };
        if is_heard { committed } else { Err(gone()) }
    }

    async fn due(
        &self,
        now: Timestamp,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError> {
        self.alive()?;
        self.inner.due(now, per_workspace, limit).await
    }

    async fn claim(
        &self,
        now: Timestamp,
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<Owed>, StoreError> {
        let (happens, is_heard) = self.step();
        let claimed = if happens {
            self.inner.claim(now, lease, per_workspace, limit).await
        } else {
            Err(gone())
        };
        if is_heard { claimed } else { Err(gone()) }
    }

    fn stands(&self, claim: &Claim) -> Standing {
        self.inner.stands(claim)
    }

    async fn settle(
        &self,
        now: Timestamp,
        what: Vec<(Claim, Settlement)>,
    ) -> Result<(), StoreError> {
        let (happens, is_heard) = self.step();
        let settled = if happens {
            self.inner.settle(now, what).await
        } else {
            Err(gone())
        };
        if is_heard { settled } else { Err(gone()) }
    }

    async fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError> {
        self.alive()?;
        self.inner.next_claimable().await
    }

    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        self.alive()?;
        self.inner.sweep(now).await
    }

    async fn walk(&self, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError> {
        self.inner.walk(from, limit).await
    }

    async fn fill(&self, rows: Vec<(WorkspaceId, Kept)>) -> Result<(), StoreError> {
        self.inner.fill(rows).await
    }
}
