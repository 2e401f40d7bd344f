//! The commit: all that one event changes, together or not at all.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{AsOf, Claim, Key, Owner};
use crate::chat::{
    CounterName, EventId, Outgoing, PersonId, Undeliverable, WakeName, Withdrawal, WorkspaceId,
};

/// What one event changes. Applied whole, with the mark that the event is done, or not at all.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Where.
    pub workspace: WorkspaceId,
    /// When it was decided, by the clock that the events go by.
    pub now: Timestamp,
    /// What this finishes. Finished before, all of the commit is a [`Committed::Duplicate`].
    pub completes: Completes,
    /// The version of every document that the decision saw, written or not; 0 is "not there".
    /// Any other version now is a [`Committed::Conflict`].
    pub read: BTreeMap<Key, u64>,
    /// How far the store had got before any of that was read, as it said itself: what it knows to
    /// be unchanged since, it need not look at again. `None` has it look at everything.
    pub as_of: Option<AsOf>,
    /// Documents as they should be: schema and JSON body; `None` deletes.
    pub write: BTreeMap<Key, Option<(u16, Vec<u8>)>>,
    /// What should leave.
    pub outgoing: Vec<Outgoing>,
    /// Messages to take back, before any of `outgoing` lines up.
    pub withdraw: Vec<Withdrawal>,
    /// Dead letters that are dealt with, by their numbers: they go.
    pub bury: Vec<u64>,
    /// Wake-ups to set or cancel.
    pub wakes: Vec<(WakeName, WakeAt)>,
    /// What to add to counters. Sums saturate; they never wrap.
    pub add: Vec<(CounterName, i64)>,
    /// What to remember of it.
    pub facts: Vec<Fact>,
    /// Whose data go, before anything of this is written: her documents and facts, what waits to
    /// be said to her or asked about her and what never could be, and her wake-ups. What was said
    /// to her is taken away where the platform still has it. The store keeps, and notes beside
    /// itself, that it was done: nobody's name, but enough to do it again to an older copy.
    pub erase: Option<PersonId>,
}

/// What a commit finishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Completes {
    /// An event: its mark is kept for two days.
    Event(EventId),
    /// A wake-up set to that time. It is removed, unless the same commit sets it anew. One that
    /// is not there at that time (any more) is a [`Committed::Duplicate`].
    Wake(WakeName, Timestamp),
    /// An outbox entry. It is removed, unless a newer state of it waits. One that is not there
    /// in that revision is a [`Committed::Duplicate`].
    Entry(Claim),
    /// The same of an entry that can never be said: it rests among the dead letters.
    DeadEntry(Claim, Undeliverable),
}

/// Whether a wake-up is of a person: she stands whole in its name, after its first part.
pub fn is_wake_of(name: &str, person: &PersonId) -> bool {
    let Some((_, rest)) = name.split_once('/') else {
        return false;
    };
    format!("/{rest}/").contains(&format!("/{person}/"))
}

/// When a wake-up should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WakeAt {
    /// At that time, wherever it stood.
    At(Timestamp),
    /// No later than that: an earlier one stands.
    NoLaterThan(Timestamp),
    /// Not any more.
    Never,
}

/// Which shape the body of a fact has today.
pub const FACT_SCHEMA: u16 = 1;

/// Something that happened, kept in order under its owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Whose.
    pub owner: Owner,
    /// When.
    pub at: Timestamp,
    /// Which shape the body has.
    pub schema: u16,
    /// JSON.
    pub body: Vec<u8>,
}

/// What became of a commit. Known only once it, or what the refusal relies on, is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is kept.
    Done,
    /// What it finishes was finished before; nothing was changed.
    Duplicate,
    /// A document that the decision saw has changed meanwhile; nothing was changed.
    Conflict,
}
