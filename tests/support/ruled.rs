//! A store, in memory where nothing else is said, under a rule: what the rule lets happen goes to the store as it is, the rest
//! fails as the rule says.

use async_trait::async_trait;
use cairn::chat::WorkspaceId;
use cairn::state::{Claim, Commit, Committed, Found, Kept, Owed, Read, Settlement, Standing};
use cairn::store::{DueWake, Lease, MemoryStore, Store, StoreError, Swept, WalkFrom, Walked};
use jiff::Timestamp;

/// What is asked of the store.
pub enum Call<'a> {
    /// To say what is there, or to tidy up.
    Look,
    Commit(&'a Commit),
    Claim,
    Settle,
}

/// What becomes of a call.
pub enum Fate {
    Happens,
    /// It does nothing.
    Fails(StoreError),
    /// It is done, and who called hears that it failed.
    HappensUnheard(StoreError),
}

pub trait Rule: Send + Sync {
    fn fate(&self, _: Call<'_>) -> Fate {
        Fate::Happens
    }

    /// What came of a commit that happened.
    fn committed(&self, _: &Result<Committed, StoreError>) {}
}

#[derive(Default)]
pub struct Ruled<R, S = MemoryStore> {
    pub rule: R,
    pub store: S,
}

impl<R: Rule, S: Store> Ruled<R, S> {
    async fn call<T>(
        &self,
        call: Call<'_>,
        done: impl Future<Output = Result<T, StoreError>> + Send,
    ) -> Result<T, StoreError> {
        fated(self.rule.fate(call), done).await
    }
}

async fn fated<T>(
    fate: Fate,
    done: impl Future<Output = Result<T, StoreError>> + Send,
) -> Result<T, StoreError> {
    match fate {
        Fate::Happens => done.await,
        Fate::Fails(error) => Err(error),
        Fate::HappensUnheard(error) => done.await.and(Err(error)),
    }
}

#[async_trait]
impl<R: Rule, S: Store> Store for Ruled<R, S> {
    async fn read(&self, workspace: &WorkspaceId, what: &[Read]) -> Result<Found, StoreError> {
        self.call(Call::Look, self.store.read(workspace, what))
            .await
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        let fate = self.rule.fate(Call::Commit(&commit));
        let done = async {
            let committed = self.store.commit(commit).await;
            self.rule.committed(&committed);
            committed
        };
        fated(fate, done).await
    }

    async fn due(
        &self,
        now: Timestamp,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError> {
        self.call(Call::Look, self.store.due(now, per_workspace, limit))
            .await
    }

    async fn claim(
        &self,
        now: Timestamp,
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<Owed>, StoreError> {
        let done = self.store.claim(now, lease, per_workspace, limit);
        self.call(Call::Claim, done).await
    }

    fn stands(&self, claim: &Claim) -> Standing {
        self.store.stands(claim)
    }

    async fn settle(
        &self,
        now: Timestamp,
        what: Vec<(Claim, Settlement)>,
    ) -> Result<(), StoreError> {
        self.call(Call::Settle, self.store.settle(now, what)).await
    }

    async fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError> {
        self.call(Call::Look, self.store.next_claimable()).await
    }

    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        self.call(Call::Look, self.store.sweep(now)).await
    }

    /// Whatever the rule: how a test looks at all that is kept.
    async fn walk(&self, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError> {
        self.store.walk(from, limit).await
    }

    async fn fill(&self, rows: Vec<(WorkspaceId, Kept)>) -> Result<(), StoreError> {
        self.store.fill(rows).await
    }
}
