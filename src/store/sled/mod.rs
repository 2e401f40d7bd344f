//! The store on disk: sled 0.34.7 under five rules, without which an acknowledgement would mean
//! nothing (`docs/storage.md` has the measurements):
//! 1. sync the file ourselves after each flush, since sled's `flush` does not on Linux;
//! 2. own the directory by a lock of our own, and clear what a killed opening left behind;
//! 3. one thread writes; nothing else applies, inserts or flushes;
//! 4. every value carries its own checksum (`value`);
//! 5. never go on after a failed write, flush or sync: the store is poisoned, the process ends,
//!    and the marks decide after the next start.

mod committer;
mod compacting;
mod directory;
mod disk;
mod erased;
mod health;
mod job;
mod lately;
mod room;
mod sequence;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::index::Index;
use super::keys::{self, Family};
use super::prepared::Prepared;
use super::transaction::Rows;
use super::{
    DueWake, Lease, QUEUE_LENGTH, Store, StoreError, Swept, WalkFrom, Walked, reading, sweeping,
    walking,
};
use crate::chat::WorkspaceId;
use crate::state::{
    Claim, Commit, Committed, Erased, Found, Kept, Owed, Read, Settlement, Standing,
};
use committer::Committer;
pub use compacting::{Compacted, compact};
use directory::Directory;
pub use directory::OpenError;
pub use disk::{Disk, RealDisk};
use erased::ErasedList;
pub use health::Health;
use job::{Job, Rest};

/// Keeps everything in a directory.
pub struct SledStore {
    rows: disk::SledRows,
    index: Arc<Mutex<Index>>,
    queue: mpsc::Sender<Job>,
    health: Arc<Health>,
    committer: Mutex<Option<std::thread::JoinHandle<()>>>,
    recovered: bool,
    path: PathBuf,
    /// Deletions that the list beside the store knows of and the store does not.
    to_erase_again: Vec<(WorkspaceId, Erased)>,
}

/// How a store is opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenOptions {
    /// Open a store that is older than what it once acknowledged.
    pub accept_loss: bool,
    /// Open an empty directory to be filled. Until [`SledStore::finish_import`], nobody else
    /// opens it.
    pub importing: bool,
}

impl SledStore {
    /// Opens the store in a directory, which is made if it is not there.
    ///
    /// # Errors
    /// [`OpenError`] says in one sentence what is wrong and what to do.
    pub fn open(path: &Path, options: OpenOptions) -> Result<Self, OpenError> {
        Self::open_on(path, options, |disk| Box::new(disk))
    }

    /// The same over a disk that may fail: for tests.
    ///
    /// # Errors
    /// As [`SledStore::open`].
    #[doc(hidden)]
    pub fn open_on(
        path: &Path,
        options: OpenOptions,
        wrap: impl FnOnce(RealDisk) -> Box<dyn Disk>,
    ) -> Result<Self, OpenError> {
        let directory = Directory::own(path)?;
        if options.importing {
            directory.begin_import()?;
        } else {
            directory.refuse_half_import()?;
        }
        let recovered = directory.was_left_unclean();
        let disk = directory.open_disk()?;
        let health = Arc::new(Health::of(path));
        let rows = disk.rows(health.clone());
        let sequence = sequence::Sequence::check(&directory, &rows, options.accept_loss)?;
        let rows = rows.after(sequence.groups());
        directory.mark_unclean()?;
        let (index, next_seq) =
            Index::rebuild(&rows).map_err(|error| OpenError::damaged(path, &error))?;
        let index = Arc::new(Mutex::new(index));
        let list = ErasedList::of(path);
        let to_erase_again = compare(&list, &rows, path)?;
        let (queue, jobs) = mpsc::channel(QUEUE_LENGTH);
        let committer = Committer {
            disk: wrap(disk),
            rows: rows.clone(),
            index: index.clone(),
            health: health.clone(),
            next_seq,
            sequence,
            erased: list,
            directory,
            sweep: sweeping::Cursor::default(),
            room: room::Room::default(),
        };
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || committer.run(jobs))
            .map_err(|error| OpenError::io(path, &error))?;
        Ok(Self {
            rows,
            index,
            queue,
            health,
            committer: Mutex::new(Some(thread)),
            recovered,
            path: path.to_owned(),
            to_erase_again,
        })
    }

    /// Whether the store was not closed in order before this opening: Cairn was killed, or the
    /// power failed. Nothing that was acknowledged is missing then.
    pub fn has_recovered(&self) -> bool {
        self.recovered
    }

    /// Deletions that were noted beside the store and that it does not know of, since it is an
    /// older copy: they are to be done again before anything is served.
    pub fn to_erase_again(&self) -> &[(WorkspaceId, Erased)] {
        &self.to_erase_again
    }

    /// When the first of those was deleted of whom bytes may still lie in the store's file.
    ///
    /// # Errors
    /// The list of who was deleted can't be read.
    pub fn first_not_compacted(&self) -> Result<Option<Timestamp>, OpenError> {
        let compacted = erased::compacted(&self.path);
        let listed = ErasedList::of(&self.path).look()?;
        let at = listed.into_iter().map(|(_, erased)| erased.at);
        Ok(at
            .filter(|at| compacted.is_none_or(|up_to| *at > up_to))
            .min())
    }

    /// Whether there is a store in a folder, of a compaction that was cut short too.
    pub fn is_in(folder: &Path) -> bool {
        compacting::is_in(folder)
    }

    /// Takes over who was deleted by the list of another folder, such as the one that was served
    /// before a backup was restored: the next opening finds them in [`Self::to_erase_again`]. Says
    /// how many of them were new.
    ///
    /// # Errors
    /// The list can't be read, or this folder's not written.
    pub fn merge_erased(&self, list: &Path) -> Result<usize, OpenError> {
        ErasedList::of(&self.path).merge(list)
    }

    /// Whether the store still takes anything.
    pub fn health(&self) -> Arc<Health> {
        self.health.clone()
    }

    /// All that was to be filled in is there: from now on the directory is a store as any other.
    ///
    /// # Errors
    /// It can't be noted, and the import has to be begun again.
    pub fn finish_import(&self) -> Result<(), OpenError> {
        let failed = |error: std::io::Error| OpenError::io(&self.path, &error);
        let stored =
            stored_erasures(&self.rows).map_err(|error| OpenError::damaged(&self.path, &error))?;
        let last = stored.iter().map(|(_, erased)| erased.at).max();
        erased::note_compacted(&self.path, last).map_err(failed)?;
        Directory::end_import(&self.path).map_err(failed)
    }

    /// Finishes what is queued, notes that all is in order, and frees the directory.
    pub async fn close(&self) {
        // A closing that finds the queue gone has nothing left to finish.
        let _ = self.queue.send(Job::Close).await;
        let thread = self
            .committer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            // Joining takes as long as the last group; it must not hold up the runtime.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn gone(&self) -> StoreError {
        StoreError::Unknown(
            self.health
                .poison()
                .unwrap_or_else(|| "the store is closed".to_owned()),
        )
    }

    async fn wait<T>(
        &self,
        answer: oneshot::Receiver<(Result<T, StoreError>, Rest)>,
    ) -> Result<T, StoreError> {
        match answer.await {
            Ok((result, _rest)) => result,
            Err(_) => Err(self.gone()),
        }
    }

    /// Waits for a place in the queue.
    async fn queue_up(&self, job: Job) -> Result<(), StoreError> {
        self.queue.send(job).await.map_err(|_| self.gone())
    }

    fn enqueue(&self, job: Job) -> Result<(), StoreError> {
        self.queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => StoreError::Busy,
            mpsc::error::TrySendError::Closed(_) => self.gone(),
        })
    }
}

/// Deletions, each in its workspace.
type Erasures = Vec<(WorkspaceId, Erased)>;

/// Deletions that only the list beside the store knows of. The list gets what it lacks.
fn compare(list: &ErasedList, rows: &disk::SledRows, path: &Path) -> Result<Erasures, OpenError> {
    let stored = stored_erasures(rows).map_err(|error| OpenError::damaged(path, &error))?;
    let listed = list.read()?;
    let (known, also): (BTreeSet<_>, BTreeSet<_>) =
        (stored.iter().collect(), listed.iter().collect());
    let missing = known.difference(&also).map(|it| (*it).clone());
    let missing: Erasures = missing.collect();
    let again = also.difference(&known).map(|it| (*it).clone()).collect();
    list.append(&missing)
        .map_err(|error| OpenError::io(path, &error))?;
    Ok(again)
}

fn stored_erasures(rows: &disk::SledRows) -> Result<Erasures, StoreError> {
    let mut found = Vec::new();
    for workspace in super::index::workspaces(rows)? {
        let prefix = keys::family(&workspace, Family::Erased);
        let all = rows.range(&prefix, &keys::after(&prefix), usize::MAX)?;
        for (key, sealed) in &all {
            if let Some((workspace, Kept::Erased(erased))) = walking::read(key, sealed)? {
                found.push((workspace, erased));
            }
        }
    }
    Ok(found)
}

#[async_trait]
impl Store for SledStore {
    async fn read(&self, workspace: &WorkspaceId, what: &[Read]) -> Result<Found, StoreError> {
        reading::read(&self.rows, workspace, what)
    }

    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError> {
        let prepared = Box::new(Prepared::new(commit)?);
        let (answer, wait) = oneshot::channel();
        self.enqueue(Job::Commit(prepared, answer))?;
        self.wait(wait).await
    }

    async fn due(
        &self,
        now: Timestamp,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError> {
        super::due(&self.rows, &mut self.index(), now, per_workspace, limit)
    }

    async fn claim(
        &self,
        now: Timestamp,
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<Owed>, StoreError> {
        let claimed = self.index().claim(now, lease, per_workspace, limit);
        let owed = reading::all_owed(&self.rows, claimed);
        let first: Vec<Claim> = owed
            .iter()
            .filter(|owed| reading::is_first_post(owed))
            .map(|owed| owed.claim.clone())
            .collect();
        if !first.is_empty() {
            let (answer, wait) = oneshot::channel();
            // What is claimed must be carried, however much waits: this queues behind it.
            self.queue_up(Job::Doubt(first, answer)).await?;
            self.wait(wait).await?;
        }
        Ok(owed)
    }

    fn stands(&self, claim: &Claim) -> Standing {
        self.index().standing(claim)
    }

    async fn settle(
        &self,
        now: Timestamp,
        what: Vec<(Claim, Settlement)>,
    ) -> Result<(), StoreError> {
        let (answer, wait) = oneshot::channel();
        // What was said must be noted, however much waits: this queues behind it.
        self.queue_up(Job::Settle(now, what, answer)).await?;
        self.wait(wait).await
    }

    async fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.index().next_claimable())
    }

    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError> {
        let (answer, wait) = oneshot::channel();
        self.enqueue(Job::Sweep(now, answer))?;
        self.wait(wait).await
    }

    async fn walk(&self, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError> {
        walking::walk(&self.rows, from, limit)
    }

    async fn fill(&self, rows: Vec<(WorkspaceId, Kept)>) -> Result<(), StoreError> {
        let (answer, wait) = oneshot::channel();
        self.enqueue(Job::Fill(rows, answer))?;
        self.wait(wait).await
    }
}
