//! The rules of a commit: what it finishes was not finished before, what its decision saw still
//! stands, and then all of it is written. The same code for every store that keeps rows.

use jiff::Timestamp;

use super::StoreError;
use super::index::Change;
use super::keys;
use super::prepared::Prepared;
use super::retention::MARK_DAYS;
use super::settling::is_entry_of;
use super::transaction::{Rows, Transaction};
use super::value;
use crate::chat::{CounterName, WakeName, WorkspaceId};
use crate::state::{Commit, Committed, Completes, Fact, WakeAt};

impl<R: Rows> Transaction<'_, R> {
    /// Applies one commit, whole or not at all.
    pub fn apply(&mut self, prepared: &Prepared) -> Result<Committed, StoreError> {
        self.whole(|transaction| transaction.apply_all(prepared))
    }

    fn apply_all(&mut self, prepared: &Prepared) -> Result<Committed, StoreError> {
        let commit = &prepared.commit;
        if self.is_finished(commit)? {
            return Ok(Committed::Duplicate);
        }
        if !self.all_stands(commit)? {
            return Ok(Committed::Conflict);
        }
        self.finish_cause(commit)?;
        if let Some(person) = &commit.erase {
            self.erase(&commit.workspace, person, commit.now)?;
        }
        self.write_documents(commit)?;
        self.withdraw(prepared)?;
        self.put_entries(prepared)?;
        for number in &commit.bury {
            self.delete(keys::dead(&commit.workspace, *number));
        }
        for (name, at) in &commit.wakes {
            self.set_wake(&commit.workspace, name, *at)?;
        }
        for (name, by) in &commit.add {
            self.add(&commit.workspace, commit.now, name, *by)?;
        }
        for (position, fact) in commit.facts.iter().enumerate() {
            self.keep_fact(commit, position, fact);
        }
        Ok(Committed::Done)
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
                    let mark = keys::mark(id, day, event);
                    if self.read(&mark, |_| Ok(()))?.is_some() {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Completes::Wake(name, due) => Ok(self.wake(id, name)? != Some(*due)),
            Completes::Entry(claim) | Completes::DeadEntry(claim, _) => {
                let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
                let head = self.entry_head(&row)?;
                Ok(head
                    .is_none_or(|head| !is_entry_of(claim, head) || head.revision < claim.revision))
            }
        }
    }

    /// Whether all that the decision saw is as it was.
    fn all_stands(&self, commit: &Commit) -> Result<bool, StoreError> {
        for (key, version) in &commit.read {
            let row = keys::document(&commit.workspace, key);
            if !self.is_unwritten_since(&row, commit.as_of) && self.version(&row)? != *version {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn finish_cause(&mut self, commit: &Commit) -> Result<(), StoreError> {
        let id = &commit.workspace;
        match &commit.completes {
            Completes::Event(event) => {
                self.put(keys::mark(id, keys::day(commit.now), event), Vec::new());
            }
            Completes::Wake(name, _) => self.set_wake(id, name, WakeAt::Never)?,
            Completes::Entry(claim) => {
                let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
                self.finish_entry(claim, row)?;
            }
            Completes::DeadEntry(claim, why) => {
                let row = keys::outbox(&claim.workspace, &claim.place, &claim.id);
                self.lay_to_rest(commit.now, claim, &row, why)?;
                self.finish_entry(claim, row)?;
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
                    // What was read has just been found to stand at that version.
                    let stands = match commit.read.get(key) {
                        Some(version) if commit.erase.is_none() => *version,
                        Some(_) | None => self.version(&row)?,
                    };
                    // A document that was deleted and made anew never bears an old version.
                    let version = match stands {
                        0 => self.take_seq(),
                        stands => stands.saturating_add(1),
                    };
                    self.put(row, value::document(version, day, *schema, body));
                }
            }
        }
        Ok(())
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
        self.put(keys::wake_by_name(id, name), milliseconds.to_vec());
        self.put(keys::wake_by_time(id, due, name), Vec::new());
        self.change(Change::Wakes {
            workspace: id.clone(),
            due,
        });
    }

    /// Adds to a counter. Says how far it has got.
    pub(super) fn add(
        &mut self,
        workspace: &WorkspaceId,
        now: Timestamp,
        name: &CounterName,
        by: i64,
    ) -> Result<i64, StoreError> {
        let row = keys::counter(workspace, name);
        let stands = self.read(&row, value::read_counter)?.unwrap_or(0);
        let sum = stands.saturating_add(by);
        let counter = value::counter(sum, keys::day(now));
        self.put(row, counter.to_vec());
        Ok(sum)
    }

    fn keep_fact(&mut self, commit: &Commit, position: usize, fact: &Fact) {
        let cause = match &commit.completes {
            Completes::Event(event) => event.as_str().to_owned(),
            Completes::Wake(name, due) => format!("{name}@{due}"),
            Completes::Entry(claim) | Completes::DeadEntry(claim, _) => {
                format!("{}#{}", claim.id, claim.revision)
            }
        };
        let mut hash = std::hash::DefaultHasher::new();
        std::hash::Hash::hash(&(cause, position), &mut hash);
        let distinct = std::hash::Hasher::finish(&hash);
        let row = keys::fact(&commit.workspace, &fact.owner, fact.at, distinct);
        self.put(row, value::fact(fact.schema, &fact.body));
    }

    fn version(&self, row: &[u8]) -> Result<u64, StoreError> {
        let version = self.read(row, value::document_version)?;
        Ok(version.unwrap_or(0))
    }

    fn wake(&self, id: &WorkspaceId, name: &WakeName) -> Result<Option<Timestamp>, StoreError> {
        self.read(&keys::wake_by_name(id, name), value::read_moment)
    }
}
