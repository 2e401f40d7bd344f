//! What waits to be said, and when each workspace next has something due: kept in memory beside
//! the rows, rebuilt from them at start. It is as large as what waits, never as what is stored.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::keys::{self, Family};
use super::transaction::Rows;
use super::value;
use super::{DueWake, StoreError};
use crate::chat::{MessageId, Place, WorkspaceId};
use crate::state::Claim;

/// How many rows are read at a time when the index is rebuilt.
const SLICE: usize = 1_000;
/// Ready at once.
const AT_ONCE: i64 = i64::MIN;

/// A change to what waits. Made when what caused it is durable, so that nothing is said that is
/// not kept.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// An entry waits, or a newer state of it does.
    Waits {
        workspace: WorkspaceId,
        place: Place,
        id: MessageId,
        seq: u64,
        urgent: bool,
    },
    /// An entry is gone.
    Gone {
        workspace: WorkspaceId,
        place: Place,
        seq: u64,
    },
    /// An entry is nobody's any more and waits.
    Released {
        workspace: WorkspaceId,
        place: Place,
        seq: u64,
        release: Release,
    },
    /// A wake-up was set.
    Wakes {
        workspace: WorkspaceId,
        due: Timestamp,
    },
}

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

/// A waiting entry.
#[derive(Clone, Debug)]
struct Entry {
    id: MessageId,
    urgent: bool,
    attempt: u16,
    not_before: i64,
    /// Until when it is claimed, in milliseconds, and by which claim.
    claimed: Option<(i64, u64)>,
}

/// One workspace's. The head of every lane is in exactly one of `resting` and `ready`; a turn
/// (`seq`) is given to one entry only, so that it names the head.
#[derive(Debug, Default)]
struct Waiting {
    lanes: HashMap<Place, BTreeMap<u64, Entry>>,
    /// Heads that wait for a time, or for a claim to run out.
    resting: BTreeMap<(i64, u64), Place>,
    /// Heads that may be claimed: urgent ones (`false`) first, then the stalest.
    ready: BTreeMap<(bool, u64), Place>,
    /// No wake-up is due before this; `None` when there is none.
    first_due: Option<Timestamp>,
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

/// All that waits.
#[derive(Debug, Default)]
pub(super) struct Index {
    workspaces: BTreeMap<WorkspaceId, Waiting>,
    /// Where the next round of claims begins, so that workspaces come in turn.
    turn: usize,
    /// The last claim's number.
    ticket: u64,
}

impl Index {
    /// Reads what waits from the rows. Also returns the first free turn.
    pub fn rebuild(rows: &impl Rows) -> Result<(Self, u64), StoreError> {
        let mut index = Self::default();
        let mut next_seq = 1;
        for workspace in workspaces(rows)? {
            let prefix = keys::family(&workspace, Family::Outbox);
            let mut from = prefix.clone();
            loop {
                let slice = rows.range(&from, &keys::after(&prefix), SLICE)?;
                for (key, sealed) in &slice {
                    let (head, body) = value::read_entry(value::open(key, sealed)?)?;
                    let outgoing = value::read_outgoing(body)?;
                    next_seq = next_seq.max(head.seq + 1);
                    index.apply(Change::Waits {
                        workspace: workspace.clone(),
                        place: outgoing.place(),
                        id: outgoing.id(),
                        seq: head.seq,
                        urgent: head.urgent,
                    });
                }
                match slice.last() {
                    Some((last, _)) if slice.len() == SLICE => {
                        from = keys::next(last);
                    }
                    _ => break,
                }
            }
            index.look_for_due(rows, &workspace)?;
        }
        Ok((index, next_seq))
    }

    /// Takes a change over.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Waits {
                workspace,
                place,
                id,
                seq,
                urgent,
            } => {
                self.waiting(workspace).change(place, |lane| {
                    let entry = lane.entry(seq).or_insert_with(|| Entry {
                        id,
                        urgent,
                        attempt: 0,
                        not_before: AT_ONCE,
                        claimed: None,
                    });
                    entry.urgent = urgent;
                });
            }
            Change::Gone {
                workspace,
                place,
                seq,
            } => {
                self.waiting(workspace).change(place, |lane| {
                    lane.remove(&seq);
                });
            }
            Change::Released {
                workspace,
                place,
                seq,
                release,
            } => {
                self.waiting(workspace).change(place, |lane| {
                    if let Some(entry) = lane.get_mut(&seq) {
                        entry.release(release);
                    }
                });
            }
            Change::Wakes { workspace, due } => {
                let first = &mut self.waiting(workspace).first_due;
                *first = Some(first.map_or(due, |first| first.min(due)));
            }
        }
    }

    /// Claims heads of lanes, workspaces in turn.
    pub fn claim(
        &mut self,
        now: Timestamp,
        lease_ms: u32,
        per_workspace: usize,
        limit: usize,
    ) -> Vec<Claimed> {
        let now = now.as_millisecond();
        let until = now.saturating_add(i64::from(lease_ms));
        let mut claimed = Vec::new();
        for workspace in self.in_turn() {
            let room = per_workspace.min(limit - claimed.len());
            if let Some(waiting) = self.workspaces.get_mut(&workspace) {
                waiting.ripen(now);
                claimed.extend(waiting.claim(&workspace, until, room, &mut self.ticket));
            }
            if claimed.len() == limit {
                break;
            }
        }
        claimed
    }

    /// Whether a claim is still the newest of its entry.
    pub fn holds(&self, claim: &Claim) -> bool {
        let lane = self
            .workspaces
            .get(&claim.workspace)
            .and_then(|waiting| waiting.lanes.get(&claim.place));
        // Only heads are claimed, and whatever comes later lines up behind them.
        let head = lane.and_then(BTreeMap::first_key_value);
        head.is_some_and(|(_, head)| head.claimed.is_some_and(|(_, by)| by == claim.ticket))
    }

    /// When the first head of a lane may be claimed.
    pub fn next_claimable(&self) -> Option<Timestamp> {
        let first = self
            .workspaces
            .values()
            .filter_map(Waiting::next_claimable)
            .min()?;
        Some(Timestamp::from_millisecond(first).unwrap_or(Timestamp::MIN))
    }

    /// The workspaces that may have something due.
    pub fn with_due(&mut self, now: Timestamp) -> Vec<WorkspaceId> {
        let due = |waiting: &Waiting| waiting.first_due.is_some_and(|first| first <= now);
        self.workspaces
            .iter()
            .filter(|(_, waiting)| due(waiting))
            .map(|(id, _)| id.clone())
            .collect()
    }

    /// The first wake-ups of a workspace, as the rows have them.
    pub fn due_of(
        &mut self,
        rows: &impl Rows,
        workspace: &WorkspaceId,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueWake>, StoreError> {
        let from = keys::family(workspace, Family::WakeByTime);
        let found = rows.range(&from, &keys::wakes_until(workspace, now), limit)?;
        if found.is_empty() {
            self.look_for_due(rows, workspace)?;
        }
        let read = |(key, _): &(Vec<u8>, Vec<u8>)| {
            let (_, _, rest) = keys::split(key)?;
            let (due, name) = keys::read_wake(rest)?;
            Some(DueWake {
                due,
                workspace: workspace.clone(),
                name,
            })
        };
        Ok(found.iter().filter_map(read).collect())
    }

    fn look_for_due(
        &mut self,
        rows: &impl Rows,
        workspace: &WorkspaceId,
    ) -> Result<(), StoreError> {
        let prefix = keys::family(workspace, Family::WakeByTime);
        let first = rows.range(&prefix, &keys::after(&prefix), 1)?;
        let due = first
            .first()
            .and_then(|(key, _)| keys::split(key))
            .and_then(|(_, _, rest)| keys::read_wake(rest));
        self.waiting(workspace.clone()).first_due = due.map(|(due, _)| due);
        Ok(())
    }

    fn waiting(&mut self, workspace: WorkspaceId) -> &mut Waiting {
        self.workspaces.entry(workspace).or_default()
    }

    fn in_turn(&mut self) -> Vec<WorkspaceId> {
        let mut ids: Vec<WorkspaceId> = self
            .workspaces
            .iter()
            .filter(|(_, waiting)| !waiting.lanes.is_empty())
            .map(|(id, _)| id.clone())
            .collect();
        if !ids.is_empty() {
            self.turn = (self.turn + 1) % ids.len();
            ids.rotate_left(self.turn);
        }
        ids
    }
}

impl Waiting {
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
    fn ripen(&mut self, now: i64) {
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

    fn next_claimable(&self) -> Option<i64> {
        if !self.ready.is_empty() {
            return Some(AT_ONCE);
        }
        self.resting.first_key_value().map(|((at, _), _)| *at)
    }

    /// Claims what is ready.
    fn claim(
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

/// All workspaces, by one seek each.
fn workspaces(rows: &impl Rows) -> Result<Vec<WorkspaceId>, StoreError> {
    let mut found = Vec::new();
    let mut from = vec![0x01];
    while let Some((key, _)) = rows.range(&from, &[0x02], 1)?.into_iter().next() {
        let Some((workspace, _, _)) = keys::split(&key) else {
            from = keys::next(&key);
            continue;
        };
        from = keys::after(&keys::workspace(&workspace));
        found.push(workspace);
    }
    Ok(found)
}
