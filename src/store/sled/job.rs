//! What is asked of the thread that writes, and the answers that wait until all is durable.

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::chat::WorkspaceId;
use crate::state::{Claim, Committed, Kept, Settlement};
use crate::store::prepared::Prepared;
use crate::store::{StoreError, Swept};

/// Who waits for an answer.
pub(super) type AnswerTo<T> = oneshot::Sender<Result<T, StoreError>>;

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
pub(super) enum Waiting {
    Committed(AnswerTo<Committed>, Result<Committed, StoreError>),
    Done(AnswerTo<()>, Result<(), StoreError>),
    Swept(AnswerTo<Swept>, Result<Swept, StoreError>),
}

impl Job {
    /// About how many bytes it will write.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Commit(prepared, _) => prepared.bytes,
            Self::Settle(_, what, _) => what.len() * 256,
            Self::Doubt(claims, _) => claims.len() * 4096,
            Self::Fill(rows, _) => rows.len() * 1024,
            Self::Sweep(..) | Self::Close => 0,
        }
    }

    /// Whether it was done is not known, or will never be.
    pub fn fail(self, reason: &str) {
        match self {
            Self::Commit(_, answer) => send_unknown(answer, reason),
            Self::Settle(_, _, answer) | Self::Doubt(_, answer) | Self::Fill(_, answer) => {
                send_unknown(answer, reason);
            }
            Self::Sweep(_, answer) => send_unknown(answer, reason),
            Self::Close => {}
        }
    }
}

impl Waiting {
    /// All is durable.
    pub fn answer(self) {
        match self {
            Self::Committed(answer, result) => send(answer, result),
            Self::Done(answer, result) => send(answer, result),
            Self::Swept(answer, result) => send(answer, result),
        }
    }

    /// Whether it is durable is not known.
    pub fn fail(self, reason: &str) {
        match self {
            Self::Committed(answer, _) => send_unknown(answer, reason),
            Self::Done(answer, _) => send_unknown(answer, reason),
            Self::Swept(answer, _) => send_unknown(answer, reason),
        }
    }
}

fn send_unknown<T>(answer: AnswerTo<T>, reason: &str) {
    send(answer, Err(StoreError::Unknown(reason.to_owned())));
}

/// Who has stopped waiting needs no answer.
fn send<T>(answer: AnswerTo<T>, result: Result<T, StoreError>) {
    drop(answer.send(result));
}
