//! The rules of a commit, over any ordered rows: the same code for every store that keeps rows.
//! A transaction gathers what a group of commits writes; each commit sees what the ones before it
//! wrote; one that is refused leaves no trace.

use std::collections::HashMap;

use jiff::Timestamp;

use super::StoreError;
use super::index::{Change, Release};
use super::keys;
use super::prepared::Prepared;
use super::retention::MARK_DAYS;
use super::value::{self, EntryHead};
use crate::chat::{CounterName, MessageId, Place, WakeName, WorkspaceId};
use crate::state::{Claim, Commit, Committed, Completes, Fact, Key, Settlement, WakeAt};

/// A row: its key and its value.
pub(super) type Row = (Vec<u8>, Vec<u8>);

/// Ordered rows, as they are kept.
pub(super) trait Rows {
    /// The sealed value of a row.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// The rows from a key on and before another, at most so many.
    fn range(&self, from: &[u8], before: &[u8], limit: usize) -> Result<Vec<Row>, StoreError>;
}

/// What a group of commits writes.
pub(super) struct Transaction<'a, R> {
    rows: &'a R,
    written: HashMap<Vec<u8>, Option<Vec<u8>>>,
    changes: Vec<Change>,
    next_seq: u64,
    /// What the commit being applied has overwritten here, to be put back if it can't be finished.
    undo: Vec<(Vec<u8>, Option<Option<Vec<u8>>>)>,
}

impl<'a, R: Rows> Transaction<'a, R> {
    /// An empty one. New outbox entries take their turns from `next_seq` on.
    pub fn new(rows: &'a R, next_seq: u64) -> Self {
        Self {
            rows,
            written: HashMap::new(),
            changes: Vec::new(),
            next_seq,
            undo: Vec::new(),
        }
    }

    /// What is to be written, what changes in the index, and the next free turn.
    pub fn finish(self) -> (HashMap<Vec<u8>, Option<Vec<u8>>>, Vec<Change>, u64) {
        (self.written, self.changes, self.next_seq)
    }

    /// Applies one commit, whole or not at all.
    pub fn apply(&mut self, prepared: &Prepared) -> Result<Committed, StoreError> {
        self.undo.clear();
        let changes = self.changes.len();
        let applied = self.apply_all(prepared);
        if applied.is_err() {
            self.changes.truncate(changes);
            for (key, before) in std::mem::take(&mut self.undo).into_iter().rev() {
                match before {
                    Some(before) => self.written.insert(key, before),
                    None => self.written.remove(&key),
                };
            }
        }
        applied
    }

    fn apply_all(&mut self, prepared: &Prepared) -> Result<Committed, StoreError> {
        let commit = &prepared.commit;
        if self.is_finished(commit)? {
            return Ok(Committed::Duplicate);
        }
        for (key, version) in &commit.read {
            if self.version(&commit.workspace, key)? != *version {
                return Ok(Committed::Conflict);
            }
        }
        self.finish_cause(commit)?;
        self.write_documents(commit)?;
        self.put_entries(prepared)?;
        for (name, at) in &commit.wakes {
            self.set_wake(&commit.workspace, name, *at)?;
        }
        for (name, by) in &commit.add {
            self.add(commit, name, *by)?;
        }
        for (position, fact) in commit.facts.iter().enumerate() {
            self.keep_fact(commit, position, fact);
        }
        Ok(Committed::Done)
    }

    /// Settles one claim; one that was overtaken or is long over changes nothing but what is
    /// known of where the message stands.
    pub fn settle(
        &mut self,
        now: Timestamp,
        claim: &Claim,
        settlement: &Settlement,
    ) -> Result<(), StoreError> {
        let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
        let Some((head, body)) = self.entry(&row)? else {
            return Ok(());
        };
        let overtaken = head.revision != claim.revision;
        match settlement {
            Settlement::Said(sent) => {
                if let Some(sent) = sent.as_ref().filter(|_| claim.place.keeps_messages()) {
                    let body = serde_json::to_vec(sent)
                        .map_err(|_| StoreError::Refused("an address can't be written as JSON"))?;
                    self.put(keys::sent(&claim.workspace, &claim.place, &claim.id), &body);
                }
                self.finish_entry(claim, row, head, &body);
            }
            Settlement::Dead(_) => self.finish_entry(claim, row, head, &body),
            Settlement::Later {
                at,
                doubtful,
                tried,
            } => {
                if head.doubtful != *doubtful && claim.place.keeps_messages() {
                    let head = EntryHead {
                        doubtful: *doubtful,
                        ..head
                    };
                    self.put(row.clone(), &value::entry(head, &body));
                }
                let at = if overtaken { now } else { *at };
                let release = if *tried {
                    Release::Until(at)
                } else {
                    Release::Untried(at)
                };
                self.release_head(claim, head, release);
            }
        }
        Ok(())
    }

    /// Notes that a first post was claimed, so that after a crash it is known to be doubtful.
    pub fn doubt(&mut self, claim: &Claim) -> Result<(), StoreError> {
        let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
        if let Some((head, body)) = self.entry(&row)?
            && !head.doubtful
        {
            self.put(
                row,
                &value::entry(
                    EntryHead {
                        doubtful: true,
                        ..head
                    },
                    &body,
                ),
            );
        }
        Ok(())
    }

    /// Deletes rows that have outlived their use, unless this group has just written them. Says
    /// how many went.
    pub fn sweep(&mut self, outlived: Vec<Vec<u8>>) -> usize {
        let mut gone = 0;
        for key in outlived {
            if !self.written.contains_key(&key) {
                self.delete(key);
                gone += 1;
            }
        }
        gone
    }

    fn delete(&mut self, key: Vec<u8>) {
        self.write(key, None);
    }

    fn write(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        let before = self.written.insert(key.clone(), value);
        self.undo.push((key, before));
    }

    fn take_seq(&mut self) -> u64 {
        let seq = self.next_seq;
        self.next_seq += 1;
        seq
    }

    /// An entry that was said or never will be goes, unless a newer state of it waits: that stays,
    /// to be said next.
    fn finish_entry(&mut self, claim: &Claim, row: Vec<u8>, head: EntryHead, body: &[u8]) {
        if head.revision != claim.revision {
            let head = EntryHead {
                doubtful: false,
                ..head
            };
            self.put(row, &value::entry(head, body));
            self.release_head(claim, head, Release::Fresh);
        } else {
            self.delete(row);
            self.changes.push(Change::Gone {
                workspace: claim.workspace.clone(),
                place: claim.place.clone(),
                seq: head.seq,
            });
        }
    }

    fn release_head(&mut self, claim: &Claim, head: EntryHead, release: Release) {
        self.changes.push(Change::Released {
            workspace: claim.workspace.clone(),
            place: claim.place.clone(),
            seq: head.seq,
            release,
        });
    }

    fn is_finished(&self, commit: &Commit) -> Result<bool, StoreError> {
        let id = &commit.workspace;
        match &commit.completes {
            Completes::Event(event) => {
                let today = keys::day(commit.now);
                for ago in 0..MARK_DAYS {
                    let Some(day) = today.checked_sub(ago) else {
                        continue;
                    };
                    if self.get(&keys::mark(id, day, event))?.is_some() {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Completes::Wake(name, due) => Ok(self.wake(id, name)? != Some(*due)),
            Completes::Entry(claim) => {
                let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
                Ok(self
                    .entry(&row)?
                    .is_none_or(|(head, _)| head.revision < claim.revision))
            }
        }
    }

    fn finish_cause(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let id = &commit.workspace;
        match &commit.completes {
            Completes::Event(event) => self.put(keys::mark(id, keys::day(commit.now), event), &[]),
            Completes::Wake(name, _) => self.set_wake(id, name, WakeAt::Never)?,
            Completes::Entry(claim) => {
                let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
                if let Some((head, body)) = self.entry(&row)? {
                    self.finish_entry(claim, row, head, &body);
                }
            }
        }
        Ok(())
    }

    fn write_documents(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let day = keys::day(commit.now);
        for (key, body) in &commit.write {
            let row = keys::document(&commit.workspace, key);
            match body {
                None => self.delete(row),
                Some((schema, body)) => {
                    // A document that was deleted and made anew never bears an old version.
                    let version = match self.version(&commit.workspace, key)? {
                        0 => self.take_seq(),
                        stands => stands.saturating_add(1),
                    };
                    self.put(row, &value::document(version, day, *schema, body));
                }
            }
        }
        Ok(())
    }

    fn put_entries(&mut self, prepared: &Prepared) -> Result<(), StoreError> {
        let workspace = &prepared.commit.workspace;
        for entry in &prepared.entries {
            let row = keys::outbox(workspace, &entry.place, &entry.id);
            let waiting = self.entry(&row)?.map(|(head, _)| head);
            let head = match waiting {
                Some(head) => EntryHead {
                    revision: head.revision + 1,
                    urgent: entry.urgent,
                    ..head
                },
                None => {
                    let seq = self.take_seq();
                    // A revision never comes back, so that a claim of an entry that is gone
                    // settles no later entry of the same name.
                    EntryHead {
                        seq,
                        revision: seq << 16,
                        doubtful: false,
                        urgent: entry.urgent,
                    }
                }
            };
            self.put_entry(
                workspace,
                entry.place.clone(),
                entry.id.clone(),
                head,
                &entry.body,
            );
        }
        Ok(())
    }

    /// Writes an outbox entry as it is; it waits from then on.
    pub fn put_entry(
        &mut self,
        workspace: &WorkspaceId,
        place: Place,
        id: MessageId,
        head: EntryHead,
        body: &[u8],
    ) {
        let row = keys::outbox(workspace, &place, &id);
        self.put(row, &value::entry(head, body));
        self.changes.push(Change::Waits {
            workspace: workspace.clone(),
            place,
            id,
            seq: head.seq,
            urgent: head.urgent,
        });
    }

    /// No later entry takes a turn up to this one.
    pub fn begin_turns_after(&mut self, seq: u64) {
        self.next_seq = self.next_seq.max(seq.saturating_add(1));
    }

    fn set_wake(
        &mut self,
        id: &WorkspaceId,
        name: &WakeName,
        at: WakeAt,
    ) -> Result<(), StoreError> {
        let stands = self.wake(id, name)?;
        let due = match (at, stands) {
            (WakeAt::NoLaterThan(latest), Some(due)) if due <= latest => return Ok(()),
            (WakeAt::At(due) | WakeAt::NoLaterThan(due), _) => Some(due),
            (WakeAt::Never, _) => None,
        };
        if let Some(old) = stands {
            self.delete(keys::wake_by_time(id, old, name));
        }
        match due {
            None => self.delete(keys::wake_by_name(id, name)),
            Some(due) => self.put_wake(id, name, due),
        }
        Ok(())
    }

    /// Writes a wake-up that is not there.
    pub fn put_wake(&mut self, id: &WorkspaceId, name: &WakeName, due: Timestamp) {
        let milliseconds = due.as_millisecond().to_be_bytes();
        self.put(keys::wake_by_name(id, name), &milliseconds);
        self.put(keys::wake_by_time(id, due, name), &[]);
        self.changes.push(Change::Wakes {
            workspace: id.clone(),
            due,
        });
    }

    fn add(&mut self, commit: &Commit, name: &CounterName, by: i64) -> Result<(), StoreError> {
        let row = keys::counter(&commit.workspace, name);
        let stands = self
            .get(&row)?
            .map_or(Ok(0), |payload| value::read_counter(&payload))?;
        let sum = stands.saturating_add(by);
        self.put(row, &value::counter(sum, keys::day(commit.now)));
        Ok(())
    }

    fn keep_fact(&mut self, commit: &Commit, position: usize, fact: &Fact) {
        let cause = match &commit.completes {
            Completes::Event(event) => event.as_str().to_owned(),
            Completes::Wake(name, due) => format!("{name}@{due}"),
            Completes::Entry(claim) => format!("{}#{}", claim.id, claim.revision),
        };
        let mut hash = std::hash::DefaultHasher::new();
        std::hash::Hash::hash(&(cause, position), &mut hash);
        let distinct = std::hash::Hasher::finish(&hash);
        let row = keys::fact(&commit.workspace, &fact.owner, fact.at, distinct);
        self.put(row, &value::fact(fact.schema, &fact.body));
    }

    fn version(&self, id: &WorkspaceId, key: &Key) -> Result<u64, StoreError> {
        self.get(&keys::document(id, key))?
            .map_or(Ok(0), |payload| value::document_version(&payload))
    }

    fn wake(&self, id: &WorkspaceId, name: &WakeName) -> Result<Option<Timestamp>, StoreError> {
        self.get(&keys::wake_by_name(id, name))?
            .map(|payload| value::read_moment(&payload))
            .transpose()
    }

    fn entry(&self, row: &[u8]) -> Result<Option<(EntryHead, Vec<u8>)>, StoreError> {
        let Some(payload) = self.get(row)? else {
            return Ok(None);
        };
        let (head, body) = value::read_entry(&payload)?;
        Ok(Some((head, body.to_vec())))
    }

    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let sealed = match self.written.get(key) {
            Some(written) => written.clone(),
            None => self.rows.get(key)?,
        };
        sealed
            .map(|sealed| Ok(value::open(key, &sealed)?.to_vec()))
            .transpose()
    }

    /// Writes a row.
    pub fn put(&mut self, key: Vec<u8>, payload: &[u8]) {
        let sealed = value::seal(&key, payload);
        self.write(key, Some(sealed));
    }
}
