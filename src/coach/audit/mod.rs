//! The audit: who did what to how the bot works here, kept for 400 days. Names and ids, never
//! anybody's words, and nothing of what anybody answered. What is kept of a deed lies in `deed`, its
//! sentence in `wording`, how admins look it up in `showing`.

mod deed;
mod showing;
mod wording;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::desk::{Desk, Record};
use super::seed;
use crate::chat::PersonId;
use crate::coach::privacy::{self, Forgets, Where};
use crate::state::{Key, Kind};

pub(super) use deed::Deed;
pub(super) use showing::{audit, older};

/// Something done, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Who did it.
    pub by: By,
    /// What.
    pub deed: Deed,
    /// When.
    pub at: Timestamp,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    /// A person.
    Person(Name),
    /// The bot, by itself.
    Itself,
}

/// A person's name in what is kept for long. It can be taken out; that something was done stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Name(Option<PersonId>);

impl Record for Entry {
    const KIND: Kind = Kind::Audit;
}

impl Forgets for Entry {
    fn forget(&mut self, person: &PersonId) -> bool {
        let did = match &mut self.by {
            By::Person(name) => name.forget(person),
            By::Itself => false,
        };
        self.deed.forget(person) || did
    }
}

impl From<&PersonId> for Name {
    fn from(person: &PersonId) -> Self {
        Self(Some(person.clone()))
    }
}

impl Name {
    /// The person, unless the name was taken out.
    pub fn person(&self) -> Option<&PersonId> {
        self.0.as_ref()
    }

    /// Takes a person's name out. Says whether it stood there.
    pub fn forget(&mut self, person: &PersonId) -> bool {
        let is_hers = self.0.as_ref() == Some(person);
        if is_hers {
            self.0 = None;
        }
        is_hers
    }
}

impl By {
    /// The person, if it was one whose name is kept.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Person(name) => name.person(),
            Self::Itself => None,
        }
    }
}

/// Keeps that somebody did something.
pub(super) fn record(desk: &mut Desk<'_>, by: &PersonId, deed: Deed) {
    keep(desk, By::Person(by.into()), deed);
}

/// Keeps that the bot did something by itself.
pub(super) fn record_own(desk: &mut Desk<'_>, deed: Deed) {
    keep(desk, By::Itself, deed);
}

fn keep(desk: &mut Desk<'_>, by: By, deed: Deed) {
    let entry = Entry {
        by,
        deed,
        at: desk.now,
    };
    let what = serde_json::to_string(&entry.deed).unwrap_or_default();
    let name = seed::name(&[desk.event.id.as_str(), &what]);
    let id = format!("{:016x}-{name}", newest_first(desk.now));
    let people = [entry.by.person(), entry.deed.person()];
    for person in people.into_iter().flatten() {
        privacy::note(desk, person, Where::Audit(id.clone()));
    }
    desk.write(Key::shared(Kind::Audit, id), &entry);
}

/// A number that falls as time passes, so that the newest is read first. Times before 1970 do
/// not occur; they would all be the oldest.
fn newest_first(at: Timestamp) -> u64 {
    u64::MAX - u64::try_from(at.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_newer_comes_first(a in 0i64..4_000_000_000_000, b in 0i64..4_000_000_000_000) {
            let id = |at| format!("{:016x}", newest_first(Timestamp::from_millisecond(at).unwrap()));
            prop_assert_eq!(a.cmp(&b), id(b).cmp(&id(a)));
        }
    }
}
