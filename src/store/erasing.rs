//! All that is kept of a person goes, in the commit that says so: she is absent from then on. What
//! was said to her becomes requests to take it away. Where others' documents name her is the
//! coach's to know.

use jiff::{SignedDuration, Timestamp};

use super::StoreError;
use super::index::Change;
use super::keys::{self, Family};
use super::prepared::prepare;
use super::transaction::{Rows, Transaction};
use super::value;
use crate::chat::{Outgoing, PersonId, Place, Removal, WorkspaceId};
use crate::state::{Erased, Kept, Owner, is_wake_of};

/// How many rows are read at a time.
const SLICE: usize = 1_000;
/// For how long it is tried to take a message away.
const REMOVED_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

impl<R: Rows> Transaction<'_, R> {
    /// Deletes a person, and keeps that it was done.
    pub(super) fn erase(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let owner = Owner::Person(person.clone());
        for range in [
            keys::documents_of(workspace, &owner),
            keys::facts(workspace, &owner),
        ] {
            for key in self.keys_of(&range)? {
                self.delete(key);
            }
        }
        self.erase_waiting(workspace, person)?;
        self.erase_dead(workspace, person)?;
        self.erase_wakes(workspace, person)?;
        self.note_erased(workspace, &Erased::new(workspace, person, now));
        self.take_away(workspace, person, now)
    }

    /// That somebody was deleted.
    pub(super) fn note_erased(&mut self, workspace: &WorkspaceId, erased: &Erased) {
        let at = erased.at.as_millisecond().to_be_bytes();
        self.put(keys::erased(workspace, &erased.hash), at.to_vec());
        self.change(Change::Erased {
            workspace: workspace.clone(),
            erased: erased.clone(),
        });
    }

    /// What waits to be said to her, asked about her, or handed to her.
    fn erase_waiting(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<(), StoreError> {
        let of = |place| keys::of_place(workspace, Family::Outbox, &place);
        let ranges = [
            of(Place::Direct(person.clone())),
            of(Place::Home(person.clone())),
            keys::whispers(workspace),
        ];
        for range in ranges {
            for key in self.keys_of(&range)? {
                let place = keys::split(&key).and_then(|(_, _, rest)| keys::read_message(rest));
                let Some((place, _)) = place.filter(|(place, _)| place.person() == Some(person))
                else {
                    continue;
                };
                if let Some(head) = self.entry_head(&key)? {
                    self.change(Change::Gone {
                        workspace: workspace.clone(),
                        place,
                        seq: head.seq,
                    });
                }
                self.delete(key);
            }
        }
        Ok(())
    }

    /// What could never be said to her.
    fn erase_dead(&mut self, workspace: &WorkspaceId, person: &PersonId) -> Result<(), StoreError> {
        for key in self.keys_of(&keys::family(workspace, Family::Dead))? {
            let letter = self.read(&key, value::read_dead)?;
            let Some(letter) = letter else { continue };
            let kept = Kept::Dead { number: 0, letter };
            if kept.person() == Some(person) {
                self.delete(key);
            }
        }
        Ok(())
    }

    /// Her wake-ups: those in whose name she stands after the verb, whole, between slashes. All of
    /// the workspace are looked through, which costs a millisecond a thousand and needs no second
    /// index that could be forgotten.
    fn erase_wakes(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
    ) -> Result<(), StoreError> {
        for key in self.keys_of(&keys::family(workspace, Family::WakeByName))? {
            let name = keys::split(&key).and_then(|(_, _, rest)| keys::read_name(rest));
            let Some(name) = name.filter(|name| is_wake_of(name, person)) else {
                continue;
            };
            if let Some(due) = self.read(&key, value::read_moment)? {
                self.delete(keys::wake_by_time(workspace, due, &name.into()));
            }
            self.delete(key);
        }
        Ok(())
    }

    /// What stands in her conversation with the bot is to be taken away.
    fn take_away(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let direct = Place::Direct(person.clone());
        for key in self.keys_of(&keys::of_place(workspace, Family::Sent, &direct))? {
            if let Some(sent) = self.read(&key, value::read_sent)? {
                let removal = Outgoing::Remove(Removal {
                    address: sent.address,
                    until: now.saturating_add(REMOVED_WITHIN).unwrap_or(now),
                });
                self.put_state(workspace, &prepare(&removal)?)?;
            }
            self.delete(key);
        }
        // What her home page showed was noted too; a home page can't be taken away.
        let home = Place::Home(person.clone());
        for key in self.keys_of(&keys::of_place(workspace, Family::Sent, &home))? {
            self.delete(key);
        }
        Ok(())
    }

    /// The keys that begin so, as they will stand.
    fn keys_of(&self, prefix: &[u8]) -> Result<Vec<Vec<u8>>, StoreError> {
        let end = keys::after(prefix);
        let mut found = self.written_under(prefix);
        let mut from = prefix.to_vec();
        loop {
            let slice = self.stored(&from, &end, SLICE)?;
            let is_last = slice.len() < SLICE;
            for (key, _) in slice {
                from = keys::next(&key);
                if !self.has_written(&key) {
                    found.push(key);
                }
            }
            if is_last {
                return Ok(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wake_up_is_hers_whose_name_has_her_whole_and_after_the_verb() {
        let ana = PersonId::from("Ana");
        for (name, is_hers) in [
            ("nudge/Ana", true),
            ("plan/Ana/7", true),
            ("x/7/Ana", true),
            ("nudge/Anabel", false),
            ("nudge/Jo-Ana", false),
            ("Ana/7", false),
            ("Ana", false),
        ] {
            assert_eq!(is_wake_of(name, &ana), is_hers, "{name}");
        }
    }
}
