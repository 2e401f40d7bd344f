//! What is kept of a team: what it is, and who is in it. The list of who is in it names nobody who does not use the
//! bot; what each of them contributed lies under herself (`membership`).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::press::TeamId;
use crate::chat::{ChannelId, PersonId};
use crate::coach::desk::{Desk, PAGE_MOST, Record};
use crate::coach::privacy::Forgets;
use crate::state::{Key, Kind, Owner, Undecided};

/// The most people who use the bot in one team. More are no team whose picture helps anybody; and a roster has its
/// bound of 32 KiB.
pub(super) const PEOPLE_MOST: usize = 250;
/// The most lists of one channel, those that were deleted too: what their figures were about is still guarded.
pub(super) const LISTS_MOST: usize = 10;

/// A team whose picture is, or was, drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Team {
    /// The name of a list; none of all in a channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who had it drawn; nobody once she is forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is drawn. A team that is drawn no more is kept: what was published of it still guards what may be.
    pub drawn: bool,
    /// Whether there were too many people when it was last tried.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub too_many: bool,
}

/// Who is in a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Roster {
    /// By person. Who left stays until no figure that stands is about her.
    pub people: BTreeMap<PersonId, Stay>,
    /// Up to whom they are counted, while the picture is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_to: Option<PersonId>,
}

/// Whether somebody is in a team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Stay {
    /// She is, as far as is known.
    Here,
    /// She is, as the platform says in the answer that is being read.
    Seen,
    /// She is not any more.
    Left,
}

impl Record for Team {
    const KIND: Kind = Kind::Team;
}

impl Record for Roster {
    const KIND: Kind = Kind::Roster;
}

impl Forgets for Team {
    fn forget(&mut self, person: &PersonId) -> bool {
        let was = self.by.as_ref() == Some(person);
        if was {
            self.by = None;
        }
        was
    }
}

impl Forgets for Roster {
    fn forget(&mut self, person: &PersonId) -> bool {
        if self.counted_to.as_ref() == Some(person) {
            let before = self.people.range(..person).next_back();
            self.counted_to = before.map(|(before, _)| before.clone());
        }
        self.people.remove(person).is_some()
    }
}

impl Team {
    /// Where it lies.
    pub fn key(id: &TeamId) -> Key {
        Key::shared(Kind::Team, id.as_str())
    }

    /// The team, if it is, or was, drawn.
    pub fn read(desk: &Desk<'_>, id: &TeamId) -> Result<Option<Self>, Undecided> {
        desk.read(&Self::key(id))
    }

    /// The lists of a channel, those that are drawn no more too, by name.
    pub fn lists(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(TeamId, Self)>, Undecided> {
        let prefix = format!("{channel}/");
        let found = desk.read_some::<Self>(Owner::Shared, prefix.as_str().into(), PAGE_MOST)?;
        let mut lists: Vec<(TeamId, Self)> = found
            .into_iter()
            .filter(|(key, _)| key.id.starts_with(&prefix))
            .map(|(key, team)| (TeamId::from(&*key.id), team))
            .collect();
        lists.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
        Ok(lists)
    }
}

impl Roster {
    /// Where that of a team lies.
    pub fn key(id: &TeamId) -> Key {
        Key::shared(Kind::Roster, id.as_str())
    }

    /// Who is, or was, in a team.
    pub fn read(desk: &Desk<'_>, id: &TeamId) -> Result<Self, Undecided> {
        Ok(desk.read(&Self::key(id))?.unwrap_or_default())
    }

    /// Who is in it.
    pub fn here(&self) -> impl Iterator<Item = &PersonId> {
        let here = self.people.iter().filter(|(_, stay)| **stay != Stay::Left);
        here.map(|(person, _)| person)
    }

    /// How many are in it.
    pub fn count(&self) -> usize {
        self.here().count()
    }

    /// A picture begins: nobody has been counted, or seen by the platform.
    pub fn begin(&mut self) {
        self.counted_to = None;
        self.change(Stay::Seen, Stay::Here);
    }

    /// The platform has said all: who was not seen is not there any more.
    pub fn finish(&mut self) {
        self.change(Stay::Here, Stay::Left);
        self.change(Stay::Seen, Stay::Here);
    }

    /// Who is still to be counted, in order.
    pub fn ahead(&self) -> Vec<PersonId> {
        let people = self.people.keys();
        let is_ahead = |person: &&PersonId| self.counted_to.as_ref().is_none_or(|to| *person > to);
        people.filter(is_ahead).cloned().collect()
    }

    fn change(&mut self, from: Stay, to: Stay) {
        for stay in self.people.values_mut().filter(|stay| **stay == from) {
            *stay = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_seen_again_has_left_and_who_comes_back_is_here() {
        let mut roster = Roster::default();
        let (ana, marek) = (PersonId::from("Ana"), PersonId::from("Marek"));
        for seen in [vec![&ana, &marek], vec![&marek], vec![&ana, &marek]] {
            roster.begin();
            for person in &seen {
                roster.people.insert((*person).clone(), Stay::Seen);
            }
            roster.finish();
            assert_eq!(roster.count(), seen.len());
        }
        // An answer that broke off half way makes nobody leave.
        roster.begin();
        roster.people.insert(ana.clone(), Stay::Seen);
        roster.begin();
        assert_eq!(roster.count(), 2);
    }

    #[test]
    fn whoever_is_forgotten_while_people_are_counted_nobody_is_counted_twice_or_left_out() {
        for forgotten in ["Ada", "Ana", "Marek"] {
            let mut roster = Roster::default();
            for name in ["Ada", "Ana", "Marek"] {
                roster.people.insert(name.into(), Stay::Here);
            }
            roster.counted_to = Some("Ana".into());
            roster.forget(&forgotten.into());
            let left = if forgotten == "Marek" {
                vec![]
            } else {
                vec![PersonId::from("Marek")]
            };
            assert_eq!(roster.ahead(), left, "{forgotten}");
        }
        let mut roster = Roster::default();
        roster.people.insert("Ana".into(), Stay::Here);
        roster.people.insert("Marek".into(), Stay::Here);
        roster.counted_to = Some("Ana".into());
        roster.forget(&"Ana".into());
        assert_eq!(roster.ahead(), vec![PersonId::from("Marek")]);
    }
}
