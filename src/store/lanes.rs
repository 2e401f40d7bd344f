//! The lanes of one workspace: one order within each, no waiting between them. Finding what may be
//! claimed next costs as much as a look into an ordered map, however many lanes wait.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::value::EntryHead;
use crate::chat::{MessageId, Place, WorkspaceId};
use crate::state::Claim;

/// Ready at once.
const AT_ONCE: i64 = i64::MIN;

/// How an entry waits that is nobody's any more.
#[derive(Clone, Copy, Debug)]
pub(super) enum Release {
    /// A newer state is to be said next, and starts with a clean slate.
    Fresh,
    /// It is tried again from then on.
    Until(Timestamp),
    /// It is tried from then on; nothing was tried so far, so that this was no attempt.
    Untried(Timestamp),
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

/// A waiting entry.
#[derive(Clone, Debug)]
struct Entry {
    id: MessageId,
    revision: u64,
    urgent: bool,
    attempt: u16,
    not_before: i64,
    /// Until when it is claimed, in milliseconds, and by which claim.
    claimed: Option<(i64, u64)>,
}

/// One workspace's lanes. The head of each is in exactly one of `resting` and `ready`; a turn
/// (`seq`) is given to one entry only, so that it names the head.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    lanes: HashMap<Place, BTreeMap<u64, Entry>>,
    /// Heads that wait for a time, or for a claim to run out.
    resting: BTreeMap<(i64, u64), Place>,
    /// Heads that may be claimed: urgent ones (`false`) first, then the stalest.
    ready: BTreeMap<(bool, u64), Place>,
}

impl Lanes {
    /// An entry waits, or a newer state of one that does.
    pub fn line_up(&mut self, place: Place, id: MessageId, head: EntryHead) {
        self.change(place, |lane| {
            let entry = lane.entry(head.seq).or_insert_with(|| Entry {
                id,
                revision: head.revision,
                urgent: head.urgent,
                attempt: 0,
                not_before: AT_ONCE,
                claimed: None,
            });
            entry.urgent = head.urgent;
            entry.revision = head.revision;
        });
    }

    /// An entry is gone.
    pub fn remove(&mut self, place: Place, seq: u64) {
        self.change(place, |lane| {
            lane.remove(&seq);
        });
    }

    /// An entry is nobody's any more.
    pub fn release(&mut self, place: Place, seq: u64, release: Release) {
        self.change(place, |lane| {
            if let Some(entry) = lane.get_mut(&seq) {
                entry.release(release);
            }
        });
    }

    /// Whether nothing waits.
    pub fn are_empty(&self) -> bool {
        self.lanes.is_empty()
    }

    /// The entry of a claim that is still its newest.
    pub fn held(&self, claim: &Claim) -> Option<Held> {
        // Only heads are claimed, and whatever comes later lines up behind them.
        let lane = self.lanes.get(&claim.place);
        let (seq, head) = lane.and_then(BTreeMap::first_key_value)?;
        let (_, ticket) = head.claimed?;
        (ticket == claim.ticket).then_some(Held {
            seq: *seq,
            is_overtaken: head.revision != claim.revision,
        })
    }

    /// Changes a lane and keeps its head where it belongs.
    fn change(&mut self, place: Place, change: impl FnOnce(&mut BTreeMap<u64, Entry>)) {
        let lane = self.lanes.entry(place.clone()).or_default();
        if let Some((seq, head)) = lane.first_key_value() {
            self.ready.remove(&(!head.urgent, *seq));
            self.resting.remove(&(head.rests_until(), *seq));
        }
        change(lane);
        match lane.first_key_value() {
            Some((seq, head)) if head.rests_until() == AT_ONCE => {
                self.ready.insert((!head.urgent, *seq), place);
            }
            Some((seq, head)) => {
                self.resting.insert((head.rests_until(), *seq), place);
            }
            None => {
                self.lanes.remove(&place);
            }
        }
    }

    /// Heads whose time has come are ready, in one order with those that never had to wait.
    pub fn ripen(&mut self, now: i64) {
        while let Some(first) = self.resting.first_entry()
            && first.key().0 <= now
        {
            let ((_, seq), place) = first.remove_entry();
            let head = self.lanes.get(&place).and_then(|lane| lane.get(&seq));
            if let Some(head) = head {
                self.ready.insert((!head.urgent, seq), place);
            }
        }
    }

    /// When the first head may be claimed, in milliseconds.
    pub fn next_claimable(&self) -> Option<i64> {
        if !self.ready.is_empty() {
            return Some(AT_ONCE);
        }
        self.resting.first_key_value().map(|((at, _), _)| *at)
    }

    /// Claims what is ready.
    pub fn claim(
        &mut self,
        workspace: &WorkspaceId,
        until: i64,
        room: usize,
        ticket: &mut u64,
    ) -> Vec<Claimed> {
        let ready = self.ready.iter().take(room);
        let heads: Vec<(u64, Place)> = ready
            .map(|((_, seq), place)| (*seq, place.clone()))
            .collect();
        let mut claimed = Vec::with_capacity(heads.len());
        for (seq, place) in heads {
            self.change(place.clone(), |lane| {
                if let Some(entry) = lane.get_mut(&seq) {
                    *ticket += 1;
                    entry.attempt = entry.attempt.saturating_add(1);
                    entry.claimed = Some((until, *ticket));
                    claimed.push(Claimed {
                        workspace: workspace.clone(),
                        place,
                        id: entry.id.clone(),
                        attempt: entry.attempt,
                        ticket: *ticket,
                    });
                }
            });
        }
        claimed
    }
}

impl Entry {
    /// Until when it can't be claimed.
    fn rests_until(&self) -> i64 {
        self.claimed.map_or(self.not_before, |(until, _)| until)
    }

    fn release(&mut self, release: Release) {
        self.claimed = None;
        self.not_before = match release {
            Release::Fresh => AT_ONCE,
            Release::Until(at) | Release::Untried(at) => at.as_millisecond(),
        };
        self.attempt = match release {
            Release::Fresh => 0,
            Release::Until(_) => self.attempt,
            Release::Untried(_) => self.attempt.saturating_sub(1),
        };
    }
}
