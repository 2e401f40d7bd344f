//! Packs that are open to some channels or people only: what is kept of that, and the library as
//! it is open to a channel or a person. A pack of which nothing is kept is open to everybody.
//! Nothing that anybody has learnt depends on it: what is closed is only not asked or given.

mod command;

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::desk::{Desk, Record};
use crate::chat::{ChannelId, PersonId};
use crate::coach::privacy::Forgets;
use crate::library::{Library, SkillId};
use crate::state::{Key, Kind, Owner, PageOf, Undecided};

pub(super) use command::pack;

/// The most channels and people to whom one pack is open.
const OPEN_MOST: usize = 40;
/// The most packs of which something is kept; more than a library has skills.
const PACKS_MOST: u16 = 256;

/// To whom a pack is open, where it is not open to everybody. Its id is the skill's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    /// These channels.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    channels: BTreeSet<ChannelId>,
    /// These people.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    people: BTreeSet<PersonId>,
}

/// To whom a pack may be open.
#[derive(Clone, Copy)]
pub(super) enum Whom<'a> {
    /// A channel.
    Channel(&'a ChannelId),
    /// A person, by herself or as one who has answered in a channel.
    Person(&'a PersonId, Option<&'a ChannelId>),
}

impl Record for Pack {
    const KIND: Kind = Kind::Pack;
}

impl Forgets for Pack {
    fn forget(&mut self, person: &PersonId) -> bool {
        self.people.remove(person)
    }
}

impl Pack {
    /// Where it lies to whom the pack of a skill is open.
    pub fn key(skill: &SkillId) -> Key {
        Key::shared(Kind::Pack, skill.as_str())
    }

    fn is_open_to(&self, whom: Whom<'_>) -> bool {
        match whom {
            Whom::Channel(channel) => self.channels.contains(channel),
            Whom::Person(person, answered_in) => {
                let by_channel = answered_in.is_some_and(|channel| self.channels.contains(channel));
                by_channel || self.people.contains(person)
            }
        }
    }

    /// All packs that are not open to everybody.
    fn every(desk: &Desk<'_>) -> Result<Vec<(SkillId, Self)>, Undecided> {
        let page = desk.read_some::<Self>(Owner::Shared, "".into(), PACKS_MOST)?;
        let of_skill = |(key, pack): (Key, Self)| (SkillId::from(&*key.id), pack);
        Ok(page.into_iter().map(of_skill).collect())
    }
}

/// What has to be read to know it: one page.
pub(super) fn page() -> PageOf {
    PageOf {
        owner: Owner::Shared,
        kind: Kind::Pack,
        after: "".into(),
        limit: PACKS_MOST,
    }
}

/// Whether a skill's pack is open to a channel or a person.
pub(super) fn is_open(desk: &Desk<'_>, skill: &SkillId, whom: Whom<'_>) -> Result<bool, Undecided> {
    let packs = Pack::every(desk)?;
    let pack = packs.iter().find(|(id, _)| id == skill);
    Ok(pack.is_none_or(|(_, pack)| pack.is_open_to(whom)))
}

/// The library as it is open to a channel or a person: without the skills whose packs are not.
pub(super) fn open_library<'a>(
    desk: &Desk<'a>,
    whom: Whom<'_>,
) -> Result<Cow<'a, Library>, Undecided> {
    let library: &'a Library = &desk.coach.library;
    let packs = Pack::every(desk)?.into_iter();
    let closed: BTreeSet<SkillId> = packs
        .filter(|(_, pack)| !pack.is_open_to(whom))
        .map(|(skill, _)| skill)
        .collect();
    Ok(if closed.is_empty() {
        Cow::Borrowed(library)
    } else {
        Cow::Owned(library.without(&closed))
    })
}
