//! What every store must do, as one small trait; its implementations; and nothing about what is
//! stored. `tests/store_contract` holds the promises, one story each, against all of them.
//!
//! A store keeps ordered rows (`keys`, `value`); what a commit does to them is one piece of code
//! (`committing`, `settling`, gathered in a `transaction`), and so is what waits to be said
//! (`index`, `lanes`); a store adds where the rows lie and when a change is durable.

mod committing;
mod erasing;
#[cfg(test)]
mod golden;
mod index;
mod keys;
mod lanes;
mod memory;
mod prepared;
mod queue;
mod reading;
mod retention;
mod settling;
mod sled;
mod sweeping;
mod transaction;
mod value;
mod walking;
mod withdrawing;

pub use lanes::Lease;
pub use memory::MemoryStore;
pub use retention::MARK_DAYS;
pub use sled::{Compacted, Disk, Health, OpenError, OpenOptions, RealDisk, SledStore, compact};
pub use walking::{WalkFrom, Walked, check_kept};

use async_trait::async_trait;
use jiff::Timestamp;

use crate::chat::{WakeName, WorkspaceId};
use crate::state::{Claim, Commit, Committed, Found, Kept, Kind, Owed, Read, Settlement, Standing};

/// A document's largest body, and an outbox entry's: 32 KiB. Larger is refused.
pub const LARGEST_BODY_BYTES: usize = 32 * 1024;
/// A name's most bytes (workspace, owner, document id, event, lane, counter). Longer is refused.
pub const LONGEST_NAME_BYTES: usize = 512;
/// How many commits may wait; the next one is [`StoreError::Busy`].
pub const QUEUE_LENGTH: usize = 1024;

/// A wake-up that is due.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueWake {
    /// The time it was set to.
    pub due: Timestamp,
    /// Whose.
    pub workspace: WorkspaceId,
    /// Which.
    pub name: WakeName,
}

/// How far a sweep has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    /// How many entries went.
    pub gone: usize,
    /// Whether everything has been looked at; the next sweep begins a new round.
    pub is_over: bool,
}

/// Why a store could not do something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Too much waits already. Nothing was kept; trying again is right.
    #[error("too many commits wait")]
    Busy,
    /// The commit breaks a limit; nothing was kept and trying again will not help.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// Something stored is not as it was written: a document of that kind, or another row.
    #[error(
        "{} is not as it was written: stop Cairn, and restore the last export into an empty folder with `cairn import`",
        stored(*.0)
    )]
    Damaged(Option<Kind>),
    /// Whether it was kept is not known; the store takes nothing more. The mark decides after
    /// the next start.
    #[error("the store could not finish a write: {0}")]
    Unknown(String),
}

fn stored(kind: Option<Kind>) -> String {
    kind.map_or_else(
        || "a stored row".to_owned(),
        |kind| format!("a stored document ({kind:?})"),
    )
}

/// A place to keep everything. One commit at a time is applied, whole; who reads sees commits
/// whole or not at all, document by document.
#[async_trait]
pub trait Store: Send + Sync {
    /// Reads documents, pages and counters. What is not there is found as absent.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Unknown`].
    async fn read(&self, workspace: &WorkspaceId, what: &[Read]) -> Result<Found, StoreError>;

    /// Keeps a commit, all or nothing, and answers once the answer is durable.
    ///
    /// # Errors
    /// [`StoreError::Busy`] and [`StoreError::Refused`]: nothing was kept.
    /// [`StoreError::Unknown`]: ask again after a restart.
    async fn commit(&self, commit: Commit) -> Result<Committed, StoreError>;

    /// The earliest wake-ups due at `now`, in the order of their due time, workspaces in turn: at
    /// most `per_workspace` of one workspace and `limit` in all. Reading does not remove them.
    ///
    /// # Errors
    /// [`StoreError::Unknown`].
    async fn due(
        &self,
        now: Timestamp,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError>;

    /// Claims heads of lanes for a time: of each place at most one entry, the oldest, unless it is
    /// claimed already or waits for its time. Workspaces come in turn, each with at most
    /// `per_workspace` claims at any time; posts into channels, posts to people, edits, whispers
    /// and questions come in turn; of each sort urgent entries first, then the stalest. A first
    /// post into a place that keeps messages is claimed durably, so that after a crash it is known
    /// to be doubtful.
    ///
    /// # Errors
    /// [`StoreError::Busy`] or [`StoreError::Unknown`].
    async fn claim(
        &self,
        now: Timestamp,
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Result<Vec<Owed>, StoreError>;

    /// Whether a claim is still held and its state the newest: neither taken back nor overtaken.
    /// To be asked right before something is said. A look into memory.
    fn stands(&self, claim: &Claim) -> Standing;

    /// Says what became of claimed entries. A settlement whose claim is not the newest, or was
    /// overtaken by a newer state, leaves the newer state waiting (as an edit, if it was said).
    ///
    /// # Errors
    /// [`StoreError::Busy`] or [`StoreError::Unknown`].
    async fn settle(
        &self,
        now: Timestamp,
        what: Vec<(Claim, Settlement)>,
    ) -> Result<(), StoreError>;

    /// When the earliest outbox entry may be claimed, if one waits and is not claimed: what a
    /// traveller in time must stop for.
    ///
    /// # Errors
    /// [`StoreError::Unknown`].
    async fn next_claimable(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Deletes some of what has outlived its use (`retention.rs` says what that is) and goes on
    /// from there the next time. One call takes a few milliseconds at most; call again until the
    /// round is over.
    ///
    /// # Errors
    /// [`StoreError::Busy`] or [`StoreError::Unknown`].
    async fn sweep(&self, now: Timestamp) -> Result<Swept, StoreError>;

    /// What is kept, in the order of keys: the rows of at most `limit` keys. Each slice is whole;
    /// who needs all of them as they were at one moment lets nothing be committed meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Unknown`].
    async fn walk(&self, from: &WalkFrom, limit: usize) -> Result<Walked, StoreError>;

    /// Writes rows as they are, durably, all of the call or none: how an empty store takes over
    /// what [`Store::walk`] gave. The versions and turns of what was there before are not looked
    /// at.
    ///
    /// # Errors
    /// [`StoreError::Refused`] by [`check_kept`], [`StoreError::Busy`] or
    /// [`StoreError::Unknown`].
    async fn fill(&self, rows: Vec<(WorkspaceId, Kept)>) -> Result<(), StoreError>;
}

/// The due wake-ups of all workspaces that have some, in turn.
fn due(
    rows: &impl transaction::Rows,
    index: &mut index::Index,
    now: Timestamp,
    per_workspace: usize,
    limit: usize,
) -> Result<Vec<DueWake>, StoreError> {
    let mut in_turn = Vec::new();
    for workspace in index.with_due(now) {
        let of_workspace = index.due_of(rows, &workspace, now, per_workspace)?;
        in_turn.extend(of_workspace.into_iter().enumerate());
    }
    // The first of each workspace, then the second: who has waited for long takes nobody's turn.
    in_turn.sort();
    in_turn.truncate(limit);
    let mut due: Vec<DueWake> = in_turn.into_iter().map(|(_, wake)| wake).collect();
    due.sort();
    Ok(due)
}
