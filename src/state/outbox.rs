//! The outbox: how messages should stand, and how far the courier has got with each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::{Address, MessageId, Outgoing, Place, Undeliverable, WorkspaceId};

/// The right to carry one entry, for a while. A settlement names it, so that who was overtaken
/// by a newer state, or lost the lease, settles nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    /// Whose.
    pub workspace: WorkspaceId,
    /// The lane.
    pub place: Place,
    /// The entry's name.
    pub id: MessageId,
    /// Which state of it was claimed.
    pub revision: u64,
    /// How often it was tried, this time included; from 1. Begins anew with a new state that
    /// overtook one under way, and with a new start of Cairn.
    pub attempt: u16,
    /// Which claim this is; a running store gives no number twice.
    pub ticket: u64,
}

/// How it is with a claim while it is being carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is held, and its state the newest.
    Newest,
    /// It is held, and a newer state waits.
    Overtaken,
    /// It is not held any more: the entry was taken back, or somebody else carries it.
    Gone,
}

/// What a courier has to carry.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The right to do so.
    pub claim: Claim,
    /// What.
    pub what: Outgoing,
    /// Claimed as a first post before, and never settled: it may already stand there.
    pub doubtful: bool,
    /// What may already stand there is an older state of it.
    pub outdated: bool,
    /// Taken back: only what stands already is changed so, and nothing is posted.
    pub withdrawn: bool,
    /// Where and how it stands, if it was said before.
    pub sent: Option<Sent>,
}

/// That something was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Where the platform put it.
    pub address: Address,
    /// A hash of the card it shows, so that what stands already is left alone.
    pub card_hash: u64,
    /// When it was said or last edited.
    pub at: Timestamp,
}

/// What became of a claimed entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Settlement {
    /// It stands. Kept, where the place keeps messages, so that it can be edited later.
    Said(Option<Sent>),
    /// Not yet. The entry keeps its turn in its lane.
    Later {
        /// Try again from then on.
        at: Timestamp,
        /// Whether it may stand there already: the outcome was not clear.
        doubtful: bool,
        /// Whether it was tried at all; put off for want of room in the platform's pace, it was
        /// not, and this is no attempt.
        tried: bool,
    },
    /// The platform takes nothing of this sort now: nothing was tried, and until then nothing of
    /// the sort is claimed in this workspace.
    NoRoom {
        /// From when on there may be room.
        at: Timestamp,
        /// Whether it may stand there already.
        doubtful: bool,
    },
    /// It never will, and nobody need look at it: nothing is left of it.
    Dropped,
    /// It never will; it rests among the dead letters, for an operator to look at.
    Dead(Undeliverable),
}

/// What could never be said, kept for an operator who may mend the cause and have it said again,
/// or drop it. A workspace keeps its [`DEAD_LETTERS_KEPT`] newest, for 30 days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadLetter {
    /// Since when it rests.
    pub at: Timestamp,
    /// Why it was given up.
    pub why: Undeliverable,
    /// How often it was tried, since the last start of Cairn.
    pub tried: u16,
    /// Taken back, and only listed because it may stand all the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
    /// What was to be said, without the right to answer one request privately.
    pub outgoing: Outgoing,
}

/// How many dead letters a workspace keeps; of more, the oldest go.
pub const DEAD_LETTERS_KEPT: u64 = 1_000;

impl Settlement {
    /// Whether the state that was carried is done with.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Said(_) | Self::Dropped | Self::Dead(_) => true,
            Self::Later { .. } | Self::NoRoom { .. } => false,
        }
    }
}
