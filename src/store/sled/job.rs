//! What is asked of the thread that writes, and the answers that wait until all is durable.

use jiff::Timestamp;
use tokio::sync::oneshot;

use crate::chat::WorkspaceId;
use crate::state::{Claim, Committed, Kept, Settlement};
use crate::store::prepared::Prepared;
use crate::store::{StoreError, Swept};

/// Who waits for an answer. With it come the answers of others.
type AnswerTo<T> = oneshot::Sender<(Result<T, StoreError>, Rest)>;

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

/// The answers of the rest of a group. Whoever holds them answers these too, at the latest by
/// letting go of them: so one wake-up from thread to thread does for a group, where one for each
/// would have the two threads take turns on a single core.
#[derive(Default)]
pub(super) struct Rest(Vec<Waiting>);

impl Drop for Rest {
    fn drop(&mut self) {
        for waiting in std::mem::take(&mut self.0) {
            waiting.answer(Self::default());
        }
    }
}

/// All of a group is durable: whoever is first gets the answers of the rest.
pub(super) fn answer_all(group: Vec<Waiting>) {
    let mut group = group.into_iter();
    if let Some(first) = group.next() {
        first.answer(Rest(group.collect()));
    }
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
    fn answer(self, rest: Rest) {
        match self {
            Self::Committed(answer, result) => send(answer, result, rest),
            Self::Done(answer, result) => send(answer, result, rest),
            Self::Swept(answer, result) => send(answer, result, rest),
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
    let unknown = StoreError::Unknown(reason.to_owned());
    send(answer, Err(unknown), Rest::default());
}

/// Who has stopped waiting needs no answer; the rest is answered then by being let go.
fn send<T>(answer: AnswerTo<T>, result: Result<T, StoreError>, rest: Rest) {
    drop(answer.send((result, rest)));
}
