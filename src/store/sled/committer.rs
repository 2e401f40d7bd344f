//! The one thread that writes. While one group is being synced the next one gathers; there is no
//! timer, the sync under way is the window. Nobody is answered, not even with "duplicate", before
//! the sync that holds what he relies on.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use super::Health;
use super::directory::Directory;
use super::disk::{Disk, SledRows};
use super::erased::ErasedList;
use super::job::{Job, Waiting, answer_all};
use super::room::Room;
use super::sequence::Sequence;
use crate::state::{Claim, Settlement};
use crate::store::index::{Change, Index};
use crate::store::lanes::Held;
use crate::store::transaction::{Transaction, Written};
use crate::store::{StoreError, Swept, sweeping, walking};

/// The most jobs of a group, and the most bytes.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 1 << 20;

/// The thread's own.
pub(super) struct Committer {
    pub disk: Box<dyn Disk>,
    pub rows: SledRows,
    pub index: Arc<Mutex<Index>>,
    pub health: Arc<Health>,
    pub next_seq: u64,
    pub sequence: Sequence,
    pub erased: ErasedList,
    pub directory: Directory,
    pub sweep: sweeping::Cursor,
    pub room: Room,
}

/// Notes it when the thread ends by a panic, so that the process ends too.
struct Watch(Arc<Health>);

impl Drop for Watch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _reason = self.0.poison_with("the thread that writes has failed");
        }
    }
}

impl Committer {
    /// Writes until it is told to stop, nobody is left to tell it, or a write has failed.
    pub fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let _watch = Watch(self.health.clone());
        while let Some(first) = jobs.blocking_recv() {
            // Who is about to commit as well comes along: on a single core nobody else has run
            // since the first one called.
            std::thread::yield_now();
            let (group, closing) = gather(first, &mut jobs);
            if let Err(reason) = self.write(group) {
                refuse_all(&mut jobs, &reason);
                return;
            }
            if closing {
                break;
            }
        }
        let ended = self
            .sequence
            .note(&self.directory)
            .and_then(|()| self.directory.mark_clean());
        if let Err(error) = ended {
            tracing::warn!(%error, "the store was closed, but that could not be noted");
        }
    }

    /// Writes a group and answers everybody in it. After a failed write memory may be ahead of
    /// the disk: the store is poisoned, and only then is anybody told.
    fn write(&mut self, group: Vec<Job>) -> Result<(), String> {
        self.room.look(&*self.disk, self.directory.path());
        let rows = self.rows.clone();
        let mut transaction = Transaction::new(&rows, self.next_seq);
        let mut waiting = Vec::with_capacity(group.len());
        for job in group {
            waiting.extend(self.apply(&mut transaction, job));
        }
        let (written, changes, next_seq) = transaction.finish();
        self.next_seq = next_seq;
        let durable = self.make_durable(written);
        if let Err(error) = durable.and_then(|()| self.note_erased(&changes)) {
            let reason = self.health.poison_with(&error.to_string());
            let failed = waiting.into_iter();
            failed.for_each(|waiting| waiting.fail(&reason));
            return Err(reason);
        }
        self.take_over(changes);
        answer_all(waiting);
        let noted = self.sequence.note_sometimes(&self.directory);
        noted.map_err(|error| self.health.poison_with(&error.to_string()))
    }

    fn apply(&mut self, transaction: &mut Transaction<'_, SledRows>, job: Job) -> Option<Waiting> {
        Some(match job {
            Job::Commit(prepared, answer) if self.room.has_for(&prepared) => {
                Waiting::Committed(answer, transaction.apply(&prepared))
            }
            Job::Commit(_, answer) => Waiting::Committed(answer, Err(StoreError::Busy)),
            Job::Settle(now, what, answer) => {
                let settled = self
                    .held(what)
                    .iter()
                    .try_for_each(|(claim, held, settlement)| {
                        transaction.settle(now, claim, *held, settlement)
                    });
                Waiting::Done(answer, settled)
            }
            Job::Doubt(claims, answer) => {
                let doubted = claims.iter().try_for_each(|claim| transaction.doubt(claim));
                Waiting::Done(answer, doubted)
            }
            Job::Sweep(now, answer) => {
                let slice = self.sweep.next(&self.rows, now);
                let swept = slice.map(|slice| Swept {
                    gone: transaction.sweep(slice.outlived),
                    is_over: slice.is_over,
                });
                Waiting::Swept(answer, swept)
            }
            Job::Fill(rows, answer) => Waiting::Done(answer, walking::fill(transaction, &rows)),
            Job::Close => return None,
        })
    }

    /// The settlements of claims that are still held.
    fn held(&self, what: Vec<(Claim, Settlement)>) -> Vec<(Claim, Held, Settlement)> {
        let index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        index.all_held(what)
    }

    fn make_durable(&mut self, mut written: Written) -> io::Result<()> {
        // What could not even be read is not written over.
        if let Some(reason) = self.health.poison() {
            return Err(io::Error::other(reason));
        }
        if written.is_empty() {
            return Ok(());
        }
        let group = self.sequence.count(&mut written);
        self.rows.lately().note(group, &written);
        self.disk.apply(written)?;
        self.rows.lately().raise(group);
        self.disk.flush()?;
        self.disk.sync()
    }

    /// Who was deleted is noted beside the store before anybody hears that it was done.
    fn note_erased(&self, changes: &[Change]) -> io::Result<()> {
        let erased = changes.iter().filter_map(|change| match change {
            Change::Erased { workspace, erased } => Some((workspace.clone(), erased.clone())),
            Change::Waits { .. }
            | Change::Gone { .. }
            | Change::Released { .. }
            | Change::Wakes { .. } => None,
        });
        self.erased.append(&erased.collect::<Vec<_>>())
    }

    fn take_over(&self, changes: Vec<Change>) {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        changes.into_iter().for_each(|change| index.apply(change));
    }
}

/// Nobody is left to wait, and nobody can begin to.
fn refuse_all(jobs: &mut mpsc::Receiver<Job>, reason: &str) {
    jobs.close();
    while let Ok(job) = jobs.try_recv() {
        job.fail(reason);
    }
}

fn gather(first: Job, jobs: &mut mpsc::Receiver<Job>) -> (Vec<Job>, bool) {
    let mut bytes = first.bytes();
    let mut closing = matches!(first, Job::Close);
    let mut group = vec![first];
    while !closing && group.len() < GROUP && bytes < GROUP_BYTES {
        let Ok(job) = jobs.try_recv() else { break };
        bytes += job.bytes();
        closing = matches!(job, Job::Close);
        group.push(job);
    }
    (group, closing)
}
