//! What waits to be said, and when each workspace next has something due: kept in memory beside
//! the rows, rebuilt from them at start. It is as large as what waits, never as what is stored.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::keys::{self, Family};
use super::lanes::{Claimed, Held, Lanes, Lease, Release};
use super::transaction::Rows;
use super::value::{self, EntryHead};
use super::{DueWake, StoreError};
use crate::chat::{MessageId, Place, WorkspaceId};
use crate::state::{Claim, Erased, Settlement, Standing};

/// How many rows are read at a time when the index is rebuilt.
const SLICE: usize = 1_000;

/// A change to what waits. Made when what caused it is durable, so that nothing is said that is
/// not kept.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// An entry waits, or a newer state of it does.
    Waits {
        workspace: WorkspaceId,
        place: Place,
        id: MessageId,
        head: EntryHead,
        /// Whether it was said before, so that it is an edit.
        stands: bool,
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
    /// Somebody was deleted: what a store notes beside itself, too.
    Erased {
        workspace: WorkspaceId,
        erased: Erased,
    },
    /// A wake-up was set.
    Wakes {
        workspace: WorkspaceId,
        due: Timestamp,
    },
}

/// One workspace's.
#[derive(Debug, Default)]
struct Waiting {
    lanes: Lanes,
    /// No wake-up is due before this; `None` when there is none.
    first_due: Option<Timestamp>,
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
                    let (place, id) = (outgoing.place(), outgoing.id());
                    let stands = rows.get(&keys::sent(&workspace, &place, &id))?.is_some();
                    next_seq = next_seq.max(head.seq + 1);
                    index.apply(Change::Waits {
                        workspace: workspace.clone(),
                        place,
                        id,
                        head,
                        stands,
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
                head,
                stands,
            } => {
                let lanes = &mut self.waiting(workspace).lanes;
                lanes.line_up(&place, &id, head, stands);
            }
            Change::Gone {
                workspace,
                place,
                seq,
            } => {
                self.waiting(workspace).lanes.remove(&place, seq);
            }
            Change::Released {
                workspace,
                place,
                seq,
                release,
            } => {
                self.waiting(workspace).lanes.release(&place, seq, release);
            }
            Change::Erased { .. } => {}
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
        lease: Lease,
        per_workspace: usize,
        limit: usize,
    ) -> Vec<Claimed> {
        let now = now.as_millisecond();
        let mut claimed = Vec::new();
        for workspace in self.in_turn() {
            if let Some(waiting) = self.workspaces.get_mut(&workspace) {
                let lanes = &mut waiting.lanes;
                lanes.ripen(now, lease.from);
                let free = per_workspace.saturating_sub(lanes.under_way());
                let room = free.min(limit - claimed.len());
                claimed.extend(lanes.claim(&workspace, now, lease.until, room, &mut self.ticket));
            }
            if claimed.len() == limit {
                break;
            }
        }
        claimed
    }

    /// The entry of a claim that is still its newest.
    fn held(&self, claim: &Claim) -> Option<Held> {
        self.workspaces.get(&claim.workspace)?.lanes.held(claim)
    }

    /// Whether a claim is still held and its state the newest.
    pub fn standing(&self, claim: &Claim) -> Standing {
        match self.held(claim) {
            None => Standing::Gone,
            Some(held) if held.is_overtaken => Standing::Overtaken,
            Some(_) => Standing::Newest,
        }
    }

    /// The settlements of claims that are still held, each with what is known of its entry.
    pub fn all_held(&self, what: Vec<(Claim, Settlement)>) -> Vec<(Claim, Held, Settlement)> {
        let with_entry = |(claim, settlement)| {
            let held = self.held(&claim)?;
            Some((claim, held, settlement))
        };
        what.into_iter().filter_map(with_entry).collect()
    }

    /// When the first head of a lane may be claimed.
    pub fn next_claimable(&self) -> Option<Timestamp> {
        let first = self
            .workspaces
            .values()
            .filter_map(|waiting| waiting.lanes.next_claimable())
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
            .filter(|(_, waiting)| !waiting.lanes.are_empty())
            .map(|(id, _)| id.clone())
            .collect();
        if !ids.is_empty() {
            self.turn = (self.turn + 1) % ids.len();
            ids.rotate_left(self.turn);
        }
        ids
    }
}

/// All workspaces, by one seek each.
pub(super) fn workspaces(rows: &impl Rows) -> Result<Vec<WorkspaceId>, StoreError> {
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
