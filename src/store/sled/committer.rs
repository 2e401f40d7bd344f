//! The one thread that writes. While one group is being synced the next one gathers; there is no
//! timer, the sync under way is the window. Nobody is answered, not even with "duplicate", before
//! the sync that holds what he relies on.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::{mpsc, oneshot};

use super::Health;
use super::directory::Directory;
use super::disk::{Disk, SledRows, Written};
use super::sequence::Sequence;
use crate::chat::WorkspaceId;
use crate::state::{Claim, Committed, Kept, Settlement};
use crate::store::index::{Change, Index};
use crate::store::prepared::Prepared;
use crate::store::transaction::Transaction;
use crate::store::{StoreError, Swept, sweeping, walking};

/// The most jobs of a group, and the most bytes.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 1 << 20;

type AnswerTo<T> = oneshot::Sender<Result<T, StoreError>>;

/// Something to be written.
pub(super) enum Job {
    Commit(Box<Prepared>, AnswerTo<Committed>),
    Settle(Timestamp, Vec<(Claim, Settlement)>, AnswerTo<()>),
    Doubt(Vec<Claim>, AnswerTo<()>),
    Sweep(Timestamp, AnswerTo<Swept>),
    Fill(Vec<(WorkspaceId, Kept)>, AnswerTo<()>),
    Close,
}

/// An answer that waits for the sync.
enum Waiting {
    Committed(AnswerTo<Committed>, Result<Committed, StoreError>),
    Done(AnswerTo<()>, Result<(), StoreError>),
    Swept(AnswerTo<Swept>, Result<Swept, StoreError>),
}

/// The thread's own.
pub(super) struct Committer {
    pub disk: Box<dyn Disk>,
    pub rows: SledRows,
    pub index: Arc<Mutex<Index>>,
    pub health: Arc<Health>,
    pub next_seq: u64,
    pub sequence: Sequence,
    pub directory: Directory,
}

impl Committer {
    /// Writes until it is told to stop, nobody is left to tell it, or a write has failed.
    pub fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut sweep = sweeping::Cursor::default();
        while let Some(first) = jobs.blocking_recv() {
            let (group, closing) = gather(first, &mut jobs);
            if let Err(error) = self.write(group, &mut sweep) {
                self.poison(&error, &mut jobs);
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

    /// Writes a group and answers everybody in it.
    fn write(&mut self, group: Vec<Job>, sweep: &mut sweeping::Cursor) -> io::Result<()> {
        let mut transaction = Transaction::new(&self.rows, self.next_seq);
        let mut waiting = Vec::with_capacity(group.len());
        for job in group {
            let index = &self.index;
            waiting.extend(apply(&mut transaction, index, &self.rows, sweep, job));
        }
        let (mut written, changes, next_seq) = transaction.finish();
        self.next_seq = next_seq;
        if !written.is_empty() {
            self.sequence.count(&mut written);
            if let Err(error) = self.make_durable(written) {
                let reason = error.to_string();
                waiting
                    .into_iter()
                    .for_each(|waiting| waiting.fail(&reason));
                return Err(error);
            }
        }
        self.take_over(changes);
        waiting.into_iter().for_each(Waiting::answer);
        self.sequence.note_sometimes(&self.directory)
    }

    fn make_durable(&mut self, written: Written) -> io::Result<()> {
        self.disk.apply(written)?;
        self.disk.flush()?;
        self.disk.sync()
    }

    fn take_over(&self, changes: Vec<Change>) {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        changes.into_iter().for_each(|change| index.apply(change));
    }

    /// After a failed write memory may be ahead of the disk: nothing more is taken, whoever waits
    /// is told that the outcome is not known.
    fn poison(&self, error: &io::Error, jobs: &mut mpsc::Receiver<Job>) {
        let at = self.directory.path().display();
        let reason = format!(
            "{error}, in {at}; nothing more is taken until the next start, when it will be known what was kept"
        );
        tracing::error!(reason, "the store failed");
        self.health.poison_with(&reason);
        jobs.close();
        while let Ok(job) = jobs.try_recv() {
            job.fail(&reason);
        }
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

fn apply(
    transaction: &mut Transaction<'_, SledRows>,
    index: &Mutex<Index>,
    rows: &SledRows,
    sweep: &mut sweeping::Cursor,
    job: Job,
) -> Option<Waiting> {
    match job {
        Job::Commit(prepared, answer) => {
            let applied = transaction.apply(&prepared);
            Some(Waiting::Committed(answer, applied))
        }
        Job::Settle(now, what, answer) => {
            let held: Vec<_> = {
                let index = index.lock().unwrap_or_else(PoisonError::into_inner);
                what.into_iter()
                    .filter(|(claim, _)| index.holds(claim))
                    .collect()
            };
            let settled = held
                .iter()
                .try_for_each(|(claim, settlement)| transaction.settle(now, claim, settlement));
            Some(Waiting::Done(answer, settled))
        }
        Job::Doubt(claims, answer) => {
            let doubted = claims.iter().try_for_each(|claim| transaction.doubt(claim));
            Some(Waiting::Done(answer, doubted))
        }
        Job::Sweep(now, answer) => {
            let swept = sweep.next(rows, now).map(|slice| Swept {
                gone: transaction.sweep(slice.outlived),
                is_over: slice.is_over,
            });
            Some(Waiting::Swept(answer, swept))
        }
        Job::Fill(rows, answer) => {
            let filled = walking::fill(transaction, &rows);
            Some(Waiting::Done(answer, filled))
        }
        Job::Close => None,
    }
}

impl Job {
    fn bytes(&self) -> usize {
        match self {
            Self::Commit(prepared, _) => prepared.bytes,
            Self::Settle(_, what, _) => what.len() * 256,
            Self::Doubt(claims, _) => claims.len() * 4096,
            Self::Fill(rows, _) => rows.len() * 1024,
            Self::Sweep(..) | Self::Close => 0,
        }
    }

    fn fail(self, reason: &str) {
        let unknown = || StoreError::Unknown(reason.to_owned());
        // Who has stopped waiting needs no answer.
        match self {
            Self::Commit(_, answer) => drop(answer.send(Err(unknown()))),
            Self::Settle(_, _, answer) | Self::Doubt(_, answer) | Self::Fill(_, answer) => {
                drop(answer.send(Err(unknown())))
            }
            Self::Sweep(_, answer) => drop(answer.send(Err(unknown()))),
            Self::Close => {}
        }
    }
}

impl Waiting {
    fn answer(self) {
        match self {
            Self::Committed(answer, result) => drop(answer.send(result)),
            Self::Done(answer, result) => drop(answer.send(result)),
            Self::Swept(answer, result) => drop(answer.send(result)),
        }
    }

    fn fail(self, reason: &str) {
        let unknown = || StoreError::Unknown(reason.to_owned());
        match self {
            Self::Committed(answer, _) => drop(answer.send(Err(unknown()))),
            Self::Done(answer, _) => drop(answer.send(Err(unknown()))),
            Self::Swept(answer, _) => drop(answer.send(Err(unknown()))),
        }
    }
}
