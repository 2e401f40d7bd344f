//! The outbox's own rules: a newer state replaces one that waits and keeps its turn; who carried
//! one says what became of it; what was overtaken meanwhile waits to be said next.

use jiff::Timestamp;

use super::StoreError;
use super::index::Change;
use super::keys;
use super::lanes::{Held, Release};
use super::prepared::{Prepared, PreparedEntry};
use super::transaction::{Rows, Transaction};
use super::value::{self, EntryHead};
use crate::chat::{CounterName, MessageId, Place, Undeliverable, WorkspaceId};
use crate::state::{Claim, DEAD_LETTERS_KEPT, DeadLetter, Sent, Settlement};

/// The counter of a workspace's dead letters, from which each has its number.
const DEAD_SO_FAR: &str = "outbox/dead";

/// An entry's first revision is its turn, so many bits up: a revision never comes back, so that a
/// claim of an entry that is gone settles no later entry of its name.
const STATES: u32 = 16;

impl<R: Rows> Transaction<'_, R> {
    /// Puts a commit's messages into their lanes.
    pub(super) fn put_entries(&mut self, prepared: &Prepared) -> Result<(), StoreError> {
        let workspace = &prepared.commit.workspace;
        prepared
            .entries
            .iter()
            .try_for_each(|entry| self.put_state(workspace, entry))
    }

    /// A message should stand so: a newer state of an entry that waits, or a new entry.
    pub(super) fn put_state(
        &mut self,
        workspace: &WorkspaceId,
        entry: &PreparedEntry,
    ) -> Result<(), StoreError> {
        let row = keys::outbox(workspace, &entry.place, &entry.id);
        let mut stands = false;
        let head = match self.entry_head(&row)? {
            Some(head) => EntryHead {
                revision: head.revision + 1,
                urgent: entry.urgent,
                outdated: head.doubtful,
                withdrawn: false,
                ..head
            },
            None => {
                let seq = self.take_seq();
                stands = self.is_sent(workspace, &entry.place, &entry.id)?;
                EntryHead {
                    seq,
                    revision: seq << STATES,
                    doubtful: false,
                    urgent: entry.urgent,
                    outdated: false,
                    withdrawn: false,
                }
            }
        };
        let (place, id) = (entry.place.clone(), entry.id.clone());
        self.put_entry(workspace, (place, id), head, stands, &entry.body);
        Ok(())
    }

    /// Whether a message was said, so that what comes now is an edit.
    pub(super) fn is_sent(
        &self,
        workspace: &WorkspaceId,
        place: &Place,
        id: &MessageId,
    ) -> Result<bool, StoreError> {
        if !place.keeps_messages() {
            return Ok(false);
        }
        let row = keys::sent(workspace, place, id);
        Ok(self.read(&row, |_| Ok(()))?.is_some())
    }

    /// Writes an outbox entry as it is; it waits from then on, as an edit if it stands.
    pub fn put_entry(
        &mut self,
        workspace: &WorkspaceId,
        (place, id): (Place, MessageId),
        head: EntryHead,
        stands: bool,
        body: &[u8],
    ) {
        let row = keys::outbox(workspace, &place, &id);
        self.put(row, value::entry(head, body));
        self.change(Change::Waits {
            workspace: workspace.clone(),
            place,
            id,
            head,
            stands,
        });
    }

    /// Settles one claim. One of an entry that is gone changes nothing.
    pub fn settle(
        &mut self,
        now: Timestamp,
        claim: &Claim,
        held: Held,
        settlement: &Settlement,
    ) -> Result<(), StoreError> {
        self.whole(|transaction| {
            let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
            // What nobody overtook, before this group or in it, ends without a look at its row.
            if !held.is_overtaken && !transaction.has_written(&row) && settlement.is_final() {
                transaction.note_settled(now, claim, &row, settlement)?;
                transaction.delete_entry(claim, row, held.seq);
                return Ok(());
            }
            let stands = transaction.entry_head(&row)?;
            let Some(head) = stands.filter(|head| is_entry_of(claim, *head)) else {
                return Ok(());
            };
            transaction.note_settled(now, claim, &row, settlement)?;
            match settlement {
                Settlement::Said(_) | Settlement::Dropped | Settlement::Dead(_) => {
                    transaction.finish_entry(claim, row)
                }
                Settlement::Later {
                    at,
                    doubtful,
                    tried,
                } => {
                    transaction.mark_doubtful(claim, *doubtful)?;
                    // A newer state need not wait for what befell the one before it.
                    let is_overtaken = head.revision != claim.revision;
                    let at = if is_overtaken { now } else { *at };
                    let release = if *tried {
                        Release::Until(at)
                    } else {
                        Release::Untried(at)
                    };
                    transaction.release(claim, head, release);
                    Ok(())
                }
                Settlement::NoRoom { at, doubtful } => {
                    transaction.mark_doubtful(claim, *doubtful)?;
                    transaction.release(claim, head, Release::NoRoom(*at));
                    Ok(())
                }
            }
        })
    }

    /// Where a message stands that was said; and what never will be.
    fn note_settled(
        &mut self,
        now: Timestamp,
        claim: &Claim,
        row: &[u8],
        settlement: &Settlement,
    ) -> Result<(), StoreError> {
        match settlement {
            Settlement::Said(Some(sent)) => self.note_sent(claim, sent),
            Settlement::Dead(why) => self.lay_to_rest(now, claim, row, why),
            Settlement::Said(None)
            | Settlement::Dropped
            | Settlement::Later { .. }
            | Settlement::NoRoom { .. } => Ok(()),
        }
    }

    /// An entry that can never be said joins the dead letters, and the oldest of too many goes. One
    /// that a newer state has overtaken does not: that is still to be tried.
    pub(super) fn lay_to_rest(
        &mut self,
        now: Timestamp,
        claim: &Claim,
        row: &[u8],
        why: &Undeliverable,
    ) -> Result<(), StoreError> {
        let Some((head, body)) = self.entry_of(claim, row)? else {
            return Ok(());
        };
        if head.revision != claim.revision || claim.id.is_unkept() {
            return Ok(());
        }
        let letter = DeadLetter {
            at: now,
            why: why.clone(),
            tried: claim.attempt,
            withdrawn: head.withdrawn,
            outgoing: value::read_outgoing(&body)?.without_reply_handle(),
        };
        let letter = serde_json::to_vec(&letter)
            .map_err(|_| StoreError::Refused("a dead letter can't be written as JSON"))?;
        let count = self.add(&claim.workspace, now, &CounterName::from(DEAD_SO_FAR), 1)?;
        let number = count.unsigned_abs();
        self.put(keys::dead(&claim.workspace, number), letter);
        if let Some(oldest) = number.checked_sub(DEAD_LETTERS_KEPT) {
            self.delete(keys::dead(&claim.workspace, oldest));
        }
        Ok(())
    }

    /// Notes that a first post was claimed, so that after a crash it is known to be doubtful.
    pub fn doubt(&mut self, claim: &Claim) -> Result<(), StoreError> {
        self.whole(|transaction| transaction.mark_doubtful(claim, true))
    }

    /// An entry that was said or never will be goes, unless a newer state of it waits: that stays,
    /// to be said next.
    pub(super) fn finish_entry(&mut self, claim: &Claim, row: Vec<u8>) -> Result<(), StoreError> {
        let Some((head, body)) = self.entry_of(claim, &row)? else {
            return Ok(());
        };
        if head.revision == claim.revision {
            self.delete_entry(claim, row, head.seq);
        } else {
            let head = EntryHead {
                doubtful: false,
                outdated: false,
                ..head
            };
            self.put(row, value::entry(head, &body));
            let stands = self.is_sent(&claim.workspace, &claim.place, &claim.id)?;
            self.release(claim, head, Release::Fresh { stands });
        }
        Ok(())
    }

    fn delete_entry(&mut self, claim: &Claim, row: Vec<u8>, seq: u64) {
        self.delete(row);
        self.change(Change::Gone {
            workspace: claim.workspace.clone(),
            place: claim.place.clone(),
            seq,
        });
    }

    fn note_sent(&mut self, claim: &Claim, sent: &Sent) -> Result<(), StoreError> {
        if !claim.place.is_compared() || claim.id.is_unkept() {
            return Ok(());
        }
        let body = serde_json::to_vec(sent)
            .map_err(|_| StoreError::Refused("an address can't be written as JSON"))?;
        self.put(keys::sent(&claim.workspace, &claim.place, &claim.id), body);
        Ok(())
    }

    fn mark_doubtful(&mut self, claim: &Claim, doubtful: bool) -> Result<(), StoreError> {
        let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
        if let Some((head, body)) = self.entry_of(claim, &row)?
            && head.doubtful != doubtful
            && claim.place.keeps_messages()
        {
            let head = EntryHead {
                doubtful,
                outdated: doubtful && head.revision != claim.revision,
                ..head
            };
            self.put(row, value::entry(head, &body));
        }
        Ok(())
    }

    fn release(&mut self, claim: &Claim, head: EntryHead, release: Release) {
        self.change(Change::Released {
            workspace: claim.workspace.clone(),
            place: claim.place.clone(),
            seq: head.seq,
            release,
        });
    }

    /// What is known of an entry beside its body.
    pub(super) fn entry_head(&self, row: &[u8]) -> Result<Option<EntryHead>, StoreError> {
        self.read(row, |payload| Ok(value::read_entry(payload)?.0))
    }

    /// An entry's head and body.
    pub(super) fn entry(&self, row: &[u8]) -> Result<Option<(EntryHead, Vec<u8>)>, StoreError> {
        self.read(row, |payload| {
            let (head, body) = value::read_entry(payload)?;
            Ok((head, body.to_vec()))
        })
    }

    /// The entry that was claimed, in that state or a newer one; no later entry of its name.
    fn entry_of(
        &self,
        claim: &Claim,
        row: &[u8],
    ) -> Result<Option<(EntryHead, Vec<u8>)>, StoreError> {
        let entry = self.entry(row)?;
        Ok(entry.filter(|(head, _)| is_entry_of(claim, *head)))
    }
}

/// Whether what stands under a name is the entry that was claimed, and not a later one.
pub(super) fn is_entry_of(claim: &Claim, head: EntryHead) -> bool {
    head.revision >> STATES == claim.revision >> STATES
}
