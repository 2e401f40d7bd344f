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
use crate::chat::{Outgoing, PersonId, Place, Removal, Span, WorkspaceId};
use crate::state::{Erased, Kept, Owner, is_wake_of};

/// How many rows are read at a time.
const SLICE: usize = 1_000;
/// For how long it is tried to take a message away.
const REMOVED_WITHIN: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Where all that is a person's lies, in the order of keys: what is deleted with her, and what is
/// handed over to her. In some of these ranges others' rows lie too.
pub(super) fn ranges_of(workspace: &WorkspaceId, person: &PersonId) -> Vec<Vec<u8>> {
    let owner = Owner::Person(person.clone());
    let of_place = |family, place: Place| keys::of_place(workspace, family, &place);
    let direct = || Place::Direct(person.clone());
    let home = || Place::Home(person.clone());
    let mut ranges = vec![
        keys::documents_of(workspace, &owner),
        keys::facts(workspace, &owner),
        // Her wake-ups: all of the workspace are looked through, which costs a millisecond a
        // thousand and needs no second index that could be forgotten.
        keys::family(workspace, Family::WakeByName),
        of_place(Family::Outbox, direct()),
        of_place(Family::Outbox, home()),
        keys::whispers(workspace),
        of_place(Family::Sent, direct()),
        of_place(Family::Sent, home()),
        keys::family(workspace, Family::Dead),
    ];
    ranges.sort();
    ranges
}

/// Whether what could not be said to others names her: nobody is to say it any more.
fn names(outgoing: &Outgoing, person: &PersonId) -> bool {
    let spoken_of = serde_json::to_string(&Span::Person(person.clone()));
    let said = serde_json::to_string(outgoing);
    matches!((said, spoken_of), (Ok(said), Ok(spoken_of)) if said.contains(&spoken_of))
}

impl<R: Rows> Transaction<'_, R> {
    /// Deletes a person, and keeps that it was done.
    pub(super) fn erase(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        for range in ranges_of(workspace, person) {
            for key in self.keys_of(&range)? {
                self.erase_row(workspace, person, key, now)?;
            }
        }
        self.note_erased(workspace, &Erased::new(workspace, person, now));
        Ok(())
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

    /// A row in one of her ranges goes, if it is hers, and what hangs on it.
    fn erase_row(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
        key: Vec<u8>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some((_, family, rest)) = keys::split(&key) else {
            return Ok(());
        };
        match family {
            Family::Document | Family::Fact => {}
            Family::Outbox => return self.erase_waiting(workspace, person, key),
            Family::Sent => self.take_away(workspace, &key, now)?,
            Family::Dead => {
                let letter = self.read(&key, value::read_dead)?;
                let names = letter.is_some_and(|letter| {
                    let names = names(&letter.outgoing, person);
                    names || Kept::Dead { number: 0, letter }.is_of(person)
                });
                if !names {
                    return Ok(());
                }
            }
            Family::WakeByName => {
                let name = keys::read_name(rest).filter(|name| is_wake_of(name, person));
                let Some(name) = name else {
                    return Ok(());
                };
                if let Some(due) = self.read(&key, value::read_moment)? {
                    self.delete(keys::wake_by_time(workspace, due, &name.into()));
                }
            }
            // None of her ranges holds such.
            Family::WakeByTime | Family::Mark | Family::Counter | Family::Erased => return Ok(()),
        }
        self.delete(key);
        Ok(())
    }

    /// What waits to be said to her, asked about her, or handed to her.
    fn erase_waiting(
        &mut self,
        workspace: &WorkspaceId,
        person: &PersonId,
        key: Vec<u8>,
    ) -> Result<(), StoreError> {
        let place = keys::split(&key).and_then(|(_, _, rest)| keys::read_message(rest));
        let Some((place, _)) = place.filter(|(place, _)| place.person() == Some(person)) else {
            return Ok(());
        };
        if let Some(head) = self.entry_head(&key)? {
            self.change(Change::Gone {
                workspace: workspace.clone(),
                place,
                seq: head.seq,
            });
        }
        self.delete(key);
        Ok(())
    }

    /// What stands in her conversation with the bot is to be taken away. What her home page showed
    /// was noted too; a home page can't be.
    fn take_away(
        &mut self,
        workspace: &WorkspaceId,
        key: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let place = keys::split(key).and_then(|(_, _, rest)| keys::read_message(rest));
        let is_direct = matches!(place, Some((Place::Direct(_), _)));
        if let Some(sent) = self.read(key, value::read_sent)?.filter(|_| is_direct) {
            let removal = Outgoing::Remove(Removal {
                address: sent.address,
                until: now.saturating_add(REMOVED_WITHIN).unwrap_or(now),
            });
            self.put_state(workspace, &prepare(&removal)?)?;
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
