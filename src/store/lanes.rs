//! The lanes of one workspace: one order within each, no waiting between them. Finding what may be
//! claimed next costs as much as a look into an ordered map, however many lanes wait; and an entry
//! takes some two hundred bytes here, so that a hundred thousand people can be written to at once.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use tokio::time::Instant;

use super::keys;
use super::queue::{Queue, Sort, in_turn};
use super::value::EntryHead;
use crate::chat::{MessageId, Place, WorkspaceId};
use crate::state::Claim;

/// Ready at once.
const AT_ONCE: i64 = i64::MIN;

/// How an entry waits that is nobody's any more.
#[derive(Clone, Copy, Debug)]
pub(super) enum Release {
    /// A newer state is to be said next, and starts with a clean slate: as an edit, if something
    /// stands by now.
    Fresh {
        /// Whether it does.
        stands: bool,
    },
    /// It is tried again from then on.
    Until(Timestamp),
    /// It is tried from then on; nothing was tried so far, so that this was no attempt.
    Untried(Timestamp),
    /// The platform takes nothing of its sort before then: it keeps its turn, nothing was tried,
    /// and the rest of its sort waits with it.
    NoRoom(Timestamp),
}

/// What was claimed, before its rows are read.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub workspace: WorkspaceId,
    pub place: Place,
    pub id: MessageId,
    pub attempt: u16,
    pub ticket: u64,
}

/// What is known of an entry whose claim is still its newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// Its turn.
    pub seq: u64,
    /// Whether a newer state of it waits already.
    pub is_overtaken: bool,
}

/// For how long what is claimed is held, by the monotonic clock: whatever is done to the clock
/// that tells the time, nothing is handed out twice.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    /// Now. Leases that ended before are over.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
}

/// A waiting entry.
#[derive(Debug)]
struct Entry {
    /// Its place and name, as its row's key has them: one piece of memory in place of three.
    name: Box<[u8]>,
    revision: u64,
    not_before: i64,
    attempt: u16,
    urgent: bool,
    sort: Sort,
}

/// The turns of one place, in order.
#[derive(Debug)]
enum Lane {
    /// By far the most have one entry.
    One(u64),
    Many(BTreeSet<u64>),
}

/// One workspace's lanes. The head of each is in exactly one of `held`, `resting` and a queue of
/// those that are ready; a turn (`seq`) is given to one entry only, so that it names the head.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    entries: HashMap<u64, Entry>,
    /// By a hash of the place. Two places that share one would merely wait for each other.
    lanes: HashMap<u64, Lane>,
    /// Heads that are claimed: until when, and by which claim.
    held: HashMap<u64, (Instant, u64)>,
    /// Heads that wait for a time.
    resting: BTreeSet<(i64, u64)>,
    /// Heads that may be claimed.
    queues: [Queue; Sort::ALL.len()],
}

impl Lanes {
    /// An entry waits, or a newer state of one that does.
    pub fn line_up(&mut self, place: &Place, id: &MessageId, head: EntryHead, stands: bool) {
        self.change(place, |lanes, lane| {
            lane.insert(head.seq);
            let entry = lanes.entries.entry(head.seq).or_insert_with(|| Entry {
                name: keys::message(place, id).into(),
                revision: head.revision,
                not_before: AT_ONCE,
                attempt: 0,
                urgent: head.urgent,
                sort: Sort::of(place, stands),
            });
            entry.urgent = head.urgent;
            entry.revision = head.revision;
        });
    }

    /// An entry is gone.
    pub fn remove(&mut self, place: &Place, seq: u64) {
        self.change(place, |lanes, lane| {
            lane.remove(seq);
            lanes.entries.remove(&seq);
            lanes.held.remove(&seq);
        });
    }

    /// An entry is nobody's any more.
    pub fn release(&mut self, place: &Place, seq: u64, release: Release) {
        self.change(place, |lanes, _| {
            lanes.held.remove(&seq);
            let Some(entry) = lanes.entries.get_mut(&seq) else {
                return;
            };
            entry.release(place, release);
            if let Release::NoRoom(until) = release {
                lanes.queues[entry.sort as usize].hold_back(until.as_millisecond());
            }
        });
    }

    /// Whether nothing waits.
    pub fn are_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry of a claim that is still its newest.
    pub fn held(&self, claim: &Claim) -> Option<Held> {
        // Only heads are claimed, and whatever comes later lines up behind them.
        let seq = self.lanes.get(&hash_of(&claim.place))?.first()?;
        let (_, ticket) = self.held.get(&seq)?;
        let entry = self.entries.get(&seq)?;
        (*ticket == claim.ticket).then_some(Held {
            seq,
            is_overtaken: entry.revision != claim.revision,
        })
    }

    /// Changes a lane and keeps its head where it belongs.
    fn change(&mut self, place: &Place, change: impl FnOnce(&mut Self, &mut Lane)) {
        let hash = hash_of(place);
        let mut lane = self
            .lanes
            .remove(&hash)
            .unwrap_or(Lane::Many(BTreeSet::new()));
        if let Some(seq) = lane.first() {
            self.take_out(seq);
        }
        change(self, &mut lane);
        if let Some(seq) = lane.first() {
            self.put_in(seq);
            self.lanes.insert(hash, lane);
        }
    }

    fn take_out(&mut self, seq: u64) {
        if let Some(entry) = self.entries.get(&seq) {
            self.queues[entry.sort as usize].remove(entry.urgent, seq);
            self.resting.remove(&(entry.not_before, seq));
        }
    }

    fn put_in(&mut self, seq: u64) {
        let Some(entry) = self.entries.get(&seq) else {
            return;
        };
        if self.held.contains_key(&seq) {
        } else if entry.not_before == AT_ONCE {
            self.queues[entry.sort as usize].insert(entry.urgent, seq);
        } else {
            self.resting.insert((entry.not_before, seq));
        }
    }

    /// Heads whose time has come are ready, in one order with those that never had to wait, and so
    /// are those whose claim has run out.
    pub fn ripen(&mut self, now: i64, instant: Instant) {
        while let Some(first) = self.resting.first()
            && first.0 <= now
        {
            let (_, seq) = *first;
            self.resting.pop_first();
            self.make_ready(seq);
        }
        let lost: Vec<u64> = self
            .held
            .iter()
            .filter(|(_, (until, _))| *until <= instant)
            .map(|(seq, _)| *seq)
            .collect();
        for seq in lost {
            self.held.remove(&seq);
            self.make_ready(seq);
        }
    }

    fn make_ready(&mut self, seq: u64) {
        if let Some(entry) = self.entries.get(&seq) {
            self.queues[entry.sort as usize].insert(entry.urgent, seq);
        }
    }

    /// When the first head may be claimed, in milliseconds.
    pub fn next_claimable(&self) -> Option<i64> {
        let ready = self.queues.iter().filter_map(Queue::next_claimable);
        let resting = self.resting.first().map(|(at, _)| *at);
        ready.chain(resting).min()
    }

    /// Claims what is ready, the sorts in turn, until so many are held in all.
    pub fn claim(
        &mut self,
        workspace: &WorkspaceId,
        now: i64,
        until: Instant,
        room: usize,
        ticket: &mut u64,
    ) -> Vec<Claimed> {
        let heads = in_turn(&mut self.queues, now, room);
        let mut claimed = Vec::with_capacity(heads.len());
        for seq in heads {
            let Some(entry) = self.entries.get_mut(&seq) else {
                continue;
            };
            let Some((place, id)) = keys::read_message(&entry.name) else {
                continue;
            };
            *ticket += 1;
            entry.attempt = entry.attempt.saturating_add(1);
            self.held.insert(seq, (until, *ticket));
            claimed.push(Claimed {
                workspace: workspace.clone(),
                place,
                id,
                attempt: entry.attempt,
                ticket: *ticket,
            });
        }
        claimed
    }

    /// How many are claimed.
    pub fn under_way(&self) -> usize {
        self.held.len()
    }
}

impl Lane {
    fn first(&self) -> Option<u64> {
        match self {
            Self::One(seq) => Some(*seq),
            Self::Many(turns) => turns.first().copied(),
        }
    }

    fn insert(&mut self, seq: u64) {
        match self {
            Self::One(one) if *one == seq => {}
            Self::One(one) => *self = Self::Many(BTreeSet::from([*one, seq])),
            Self::Many(turns) if turns.is_empty() => *self = Self::One(seq),
            Self::Many(turns) => {
                turns.insert(seq);
            }
        }
    }

    fn remove(&mut self, seq: u64) {
        match self {
            Self::One(one) if *one == seq => *self = Self::Many(BTreeSet::new()),
            Self::One(_) => {}
            Self::Many(turns) => {
                turns.remove(&seq);
            }
        }
    }
}

impl Entry {
    fn release(&mut self, place: &Place, release: Release) {
        self.not_before = match release {
            Release::Fresh { .. } | Release::NoRoom(_) => AT_ONCE,
            Release::Until(at) | Release::Untried(at) => at.as_millisecond(),
        };
        self.attempt = match release {
            Release::Fresh { .. } => 0,
            Release::Until(_) => self.attempt,
            Release::Untried(_) | Release::NoRoom(_) => self.attempt.saturating_sub(1),
        };
        if let Release::Fresh { stands: true } = release {
            self.sort = Sort::of(place, true);
        }
    }
}

fn hash_of(place: &Place) -> u64 {
    let mut hash = DefaultHasher::new();
    place.hash(&mut hash);
    hash.finish()
}
