//! What waits to be said, and when each workspace next has something due: kept in memory beside
//! the rows, rebuilt from them at start. It is as large as what waits, never as what is stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::keys::{self, Family};
use super::transaction::Rows;
use super::value;
use super::{DueWake, StoreError};
use crate::chat::{MessageId, Place, WorkspaceId};

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
    /// An entry is nobody's any more and waits, perhaps until a time.
    Released {
        workspace: WorkspaceId,
        place: Place,
        seq: u64,
        not_before: Option<Timestamp>,
    },
    /// A wake-up was set.
    Wakes {
        workspace: WorkspaceId,
        due: Timestamp,
    },
}

/// A waiting entry.
#[derive(Clone, Debug)]
struct Entry {
    id: MessageId,
    urgent: bool,
    attempt: u16,
    not_before: i64,
    /// Until when it is claimed, in milliseconds.
    claimed_until: Option<i64>,
}

/// When a lane's head may be claimed; then urgent ones first, then the stalest.
type Ready = (i64, bool, u64, Place);

/// One workspace's.
#[derive(Debug, Default)]
struct Waiting {
    lanes: HashMap<Place, BTreeMap<u64, Entry>>,
    ready: BTreeSet<Ready>,
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
}

/// All that waits.
#[derive(Debug, Default)]
pub(super) struct Index {
    workspaces: BTreeMap<WorkspaceId, Waiting>,
    /// Where the next round of claims begins, so that workspaces come in turn.
    turn: usize,
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
                        from = [last.as_slice(), &[0]].concat()
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
                        claimed_until: None,
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
                not_before,
            } => {
                self.waiting(workspace).change(place, |lane| {
                    if let Some(entry) = lane.get_mut(&seq) {
                        entry.claimed_until = None;
                        entry.not_before = not_before.map_or(AT_ONCE, Timestamp::as_millisecond);
                        // A newer state that is to be said next starts with a clean slate.
                        if not_before.is_none() {
                            entry.attempt = 0;
                        }
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
        let ids: Vec<WorkspaceId> = self.in_turn();
        for workspace in ids {
            let room = per_workspace.min(limit - claimed.len());
            if let Some(waiting) = self.workspaces.get_mut(&workspace) {
                claimed.extend(waiting.claim(&workspace, now, until, room));
            }
            if claimed.len() == limit {
                break;
            }
        }
        claimed
    }

    /// Whether a claim is still the newest of its entry.
    pub fn holds(
        &self,
        workspace: &WorkspaceId,
        place: &Place,
        id: &MessageId,
        attempt: u16,
    ) -> bool {
        let lane = self
            .workspaces
            .get(workspace)
            .and_then(|waiting| waiting.lanes.get(place));
        lane.is_some_and(|lane| {
            lane.values().any(|entry| {
                entry.id == *id && entry.attempt == attempt && entry.claimed_until.is_some()
            })
        })
    }

    /// When the first head of a lane may be claimed.
    pub fn next_claimable(&self) -> Option<Timestamp> {
        let first = self
            .workspaces
            .values()
            .filter_map(|waiting| waiting.ready.first())
            .map(|ready| ready.0)
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
            .filter(|(_, waiting)| !waiting.ready.is_empty())
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
    /// Changes a lane and keeps its head in its place among the ready.
    fn change(&mut self, place: Place, change: impl FnOnce(&mut BTreeMap<u64, Entry>)) {
        let lane = self.lanes.entry(place.clone()).or_default();
        if let Some(ready) = ready_of(&place, lane) {
            self.ready.remove(&ready);
        }
        change(lane);
        match ready_of(&place, lane) {
            Some(ready) => {
                self.ready.insert(ready);
            }
            None => {
                self.lanes.remove(&place);
            }
        }
    }

    fn claim(
        &mut self,
        workspace: &WorkspaceId,
        now: i64,
        until: i64,
        room: usize,
    ) -> Vec<Claimed> {
        let free = self
            .ready
            .iter()
            .take_while(|ready| ready.0 <= now)
            .take(room)
            .cloned();
        let places: Vec<(u64, Place)> = free.map(|(_, _, seq, place)| (seq, place)).collect();
        let mut claimed = Vec::new();
        for (seq, place) in places {
            self.change(place.clone(), |lane| {
                if let Some(entry) = lane.get_mut(&seq) {
                    entry.attempt = entry.attempt.saturating_add(1);
                    entry.claimed_until = Some(until);
                    claimed.push(Claimed {
                        workspace: workspace.clone(),
                        place,
                        id: entry.id.clone(),
                        attempt: entry.attempt,
                    });
                }
            });
        }
        claimed
    }
}

fn ready_of(place: &Place, lane: &BTreeMap<u64, Entry>) -> Option<Ready> {
    let (seq, head) = lane.first_key_value()?;
    Some((
        head.claimed_until.unwrap_or(head.not_before),
        !head.urgent,
        *seq,
        place.clone(),
    ))
}

/// All workspaces, by one seek each.
fn workspaces(rows: &impl Rows) -> Result<Vec<WorkspaceId>, StoreError> {
    let mut found = Vec::new();
    let mut from = vec![0x01];
    while let Some((key, _)) = rows.range(&from, &[0x02], 1)?.into_iter().next() {
        let Some((workspace, _, _)) = keys::split(&key) else {
            from = [key.as_slice(), &[0]].concat();
            continue;
        };
        from = keys::after(&keys::workspace(&workspace));
        found.push(workspace);
    }
    Ok(found)
}
