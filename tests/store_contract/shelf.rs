//! A store to tell a story to, and a few words to speak of it.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use cairn::chat::{CounterName, WakeName, WorkspaceId};
use cairn::state::{
    Claim, Commit, Committed, DeadLetter, Document, Found, Kept, Key, Owed, Read, Settlement,
};
use cairn::store::{
    DueWake, Lease, MemoryStore, OpenOptions, SledStore, Store, StoreError, WalkFrom,
};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

/// The usual workspace.
pub const HOME: &str = "slack:T1";
/// How long claims are held.
const LEASE: Duration = Duration::from_secs(30);

/// A store, and how to open it again.
pub struct Shelf {
    store: Arc<dyn Store>,
    disk: Option<(tempfile::TempDir, Arc<SledStore>)>,
}

/// Some seconds after a morning in 2027.
pub fn at(seconds: i64) -> Timestamp {
    let morning: Timestamp = "2027-03-01T09:00:00Z".parse().unwrap();
    morning + SignedDuration::from_secs(seconds)
}

/// Some days after that morning.
pub fn days(days: i64) -> Timestamp {
    at(days * 86_400)
}

/// The lease of a claim at that moment: here the monotonic clock runs with the other.
pub fn lease(now: Timestamp) -> Lease {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let passed = now.duration_since(at(0)).unsigned_abs();
    let from = *BEGAN.get_or_init(Instant::now) + passed;
    Lease {
        from,
        until: from + LEASE,
    }
}

pub fn home() -> WorkspaceId {
    WorkspaceId::from(HOME)
}

impl Shelf {
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(MemoryStore::new()),
            disk: None,
        }
    }

    pub fn on_disk() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
        Self {
            store: disk.clone(),
            disk: Some((folder, disk)),
        }
    }

    /// Closes the store and opens it again; one that forgets is left as it is.
    pub async fn reopen(&mut self) {
        if let Some((folder, disk)) = self.disk.take() {
            disk.close().await;
            drop(std::mem::replace(
                &mut self.store,
                Arc::new(MemoryStore::new()),
            ));
            drop(disk);
            let disk = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
            self.store = disk.clone();
            self.disk = Some((folder, disk));
        }
    }

    pub fn store(&self) -> Arc<dyn Store> {
        self.store.clone()
    }

    pub async fn commit(&self, commit: impl Into<Commit>) -> Result<Committed, StoreError> {
        self.store.commit(commit.into()).await
    }

    /// Commits what must be taken.
    pub async fn done(&self, commit: impl Into<Commit>) {
        assert_eq!(self.commit(commit).await, Ok(Committed::Done));
    }

    pub async fn read(&self, what: &[Read]) -> Found {
        self.store.read(&home(), what).await.unwrap()
    }

    pub async fn document(&self, key: &Key) -> Option<Document> {
        let found = self.read(&[Read::One(key.clone())]).await;
        found.documents[key].clone()
    }

    /// A document's version, 0 if it is not there.
    pub async fn version(&self, key: &Key) -> u64 {
        let document = self.document(key).await;
        document.map_or(0, |document| document.version)
    }

    /// A document's body as text.
    pub async fn text(&self, key: &Key) -> Option<String> {
        let document = self.document(key).await?;
        Some(String::from_utf8(document.body.to_vec()).unwrap())
    }

    pub async fn counter(&self, name: &str) -> i64 {
        let name = CounterName::from(name);
        let found = self.read(&[Read::Counter(name.clone())]).await;
        found.counters[&name]
    }

    /// The names of all that is due.
    pub async fn due(&self, now: Timestamp) -> Vec<String> {
        let due = self.store.due(now, 1_000, 10_000).await.unwrap();
        let name = |wake: DueWake| wake.name.as_str().to_owned();
        due.into_iter().map(name).collect()
    }

    pub async fn wakes(&self, now: Timestamp) -> Vec<(WakeName, Timestamp)> {
        let due = self.store.due(now, 1_000, 10_000).await.unwrap();
        due.into_iter().map(|wake| (wake.name, wake.due)).collect()
    }

    pub async fn claim(&self, now: Timestamp) -> Vec<Owed> {
        self.store
            .claim(now, lease(now), 1_000, 1_000)
            .await
            .unwrap()
    }

    /// Claims what must be the one thing that can be claimed.
    pub async fn claim_one(&self, now: Timestamp) -> Owed {
        let mut claimed = self.claim(now).await;
        assert_eq!(claimed.len(), 1, "{claimed:?}");
        claimed.remove(0)
    }

    /// The names of the messages that can be claimed, in their order.
    pub async fn claim_names(&self, now: Timestamp) -> Vec<String> {
        let claimed = self.claim(now).await;
        let name = |owed: Owed| owed.claim.id.as_str().to_owned();
        claimed.into_iter().map(name).collect()
    }

    pub async fn settle(&self, now: Timestamp, claim: &Claim, settlement: Settlement) {
        self.store
            .settle(now, vec![(claim.clone(), settlement)])
            .await
            .unwrap();
    }

    /// The dead letters, by the walk that passes over all else.
    pub async fn dead(&self) -> Vec<(WorkspaceId, u64, DeadLetter)> {
        let mut dead = Vec::new();
        let mut from = Some(WalkFrom::outbox());
        while let Some(here) = from {
            let walked = self.store.walk(&here, 7).await.unwrap();
            for (workspace, kept) in walked.rows {
                match kept {
                    Kept::Dead { number, letter } => dead.push((workspace, number, letter)),
                    Kept::Waiting(_) => {}
                    other => panic!("{other:?} is not of the outbox"),
                }
            }
            from = walked.next;
        }
        dead
    }

    /// All that is kept, in the order of its keys.
    pub async fn all(&self) -> Vec<(WorkspaceId, Kept)> {
        let mut all = Vec::new();
        let mut from = Some(WalkFrom::default());
        while let Some(here) = from {
            let walked = self.store.walk(&here, 50).await.unwrap();
            all.extend(walked.rows);
            from = walked.next;
        }
        all
    }

    /// Sweeps until the round is over. Says how much went.
    pub async fn sweep(&self, now: Timestamp) -> usize {
        let mut gone = 0;
        loop {
            let swept = self.store.sweep(now).await.unwrap();
            gone += swept.gone;
            if swept.is_over {
                return gone;
            }
        }
    }
}
