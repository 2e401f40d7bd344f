//! Who may do what. An *admin* may do everything that has to be allowed, a *manager* the same in
//! the channels that are theirs, a *member* what is everybody's. Here lies who has which role and
//! how that is known; which command and button asks for which role stands in [`table`], where it
//! is asked in [`gate`], and how roles change in `changing`. No role gives a look at anybody's
//! answers: nothing that shows them asks for one.

mod aim;
mod changing;
mod gate;
mod role;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(super) use aim::Aim;
pub(super) use changing::Intended;
pub(super) use changing::{admins_command, managers_command};
pub use gate::Subject;
pub(super) use gate::{passes, passes_act};
pub use table::roles_page;

use super::desk::{Desk, Record};
use super::notices::{self, Notice};
use super::person::Person;
use crate::chat::{ChannelId, PersonId};
use crate::coach::privacy::{self, Forgets, Where};
use crate::state::{Key, Kind, Undecided};

/// The most admins that are known by the platform's word, so that who must be told is bounded.
/// The next ones are admins all the same; they are not listed and not told.
const LISTED_MOST: usize = 64;

/// Who may use a command, a button or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Everybody,
    /// The managers of the channel that it is about, and admins.
    Managers,
    /// Admins.
    Admins,
}

/// Who was given a role in chat: the workspace's admins, or a channel's managers. One document
/// each, so that what changes in one channel is read again by nobody else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    /// Who has it, and since when.
    pub granted: BTreeMap<PersonId, Grant>,
    /// Whom the platform itself has as an owner or admin; of the workspace alone.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub platform: BTreeSet<PersonId>,
}

/// How somebody came by a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    /// Who gave it; none once the name was taken out.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Record for Roles {
    const KIND: Kind = Kind::Roles;
}

/// From where somebody is an admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The operator's setting. Nobody in chat can take that away.
    Setting,
    /// Somebody in chat.
    Chat(Grant),
    /// The platform's own word, which a setting trusts.
    Platform,
}

impl Forgets for Roles {
    fn forget(&mut self, person: &PersonId) -> bool {
        let had = self.granted.remove(person).is_some();
        let listed = self.platform.remove(person);
        let gave = self
            .granted
            .values_mut()
            .filter(|it| it.by.as_ref() == Some(person));
        gave.fold(had || listed, |_, grant| {
            grant.by = None;
            true
        })
    }
}

impl Roles {
    /// Where the managers of a channel lie, or without one the admins.
    pub fn key(channel: Option<&ChannelId>) -> Key {
        channel.map_or_else(Self::of_workspace, Self::of_channel)
    }

    /// Where the workspace's admins lie.
    pub fn of_workspace() -> Key {
        Key::shared(Kind::Roles, "")
    }

    /// Where a channel's managers lie.
    pub fn of_channel(channel: &ChannelId) -> Key {
        Key::shared(Kind::Roles, channel.as_str())
    }

    /// The record at a key, or an empty one.
    pub fn read(desk: &Desk<'_>, key: &Key) -> Result<Self, Undecided> {
        Ok(desk.read(key)?.unwrap_or_default())
    }
}

/// Whether somebody may do what that asks for, in a channel where it is about one.
pub(super) fn may(
    desk: &Desk<'_>,
    person: &PersonId,
    who: Who,
    channel: Option<&ChannelId>,
) -> Result<bool, Undecided> {
    match (who, channel) {
        (Who::Everybody, _) => Ok(true),
        (Who::Admins, _) | (Who::Managers, None) => is_admin(desk, person),
        (Who::Managers, Some(channel)) => {
            Ok(is_admin(desk, person)? || manages(desk, person, channel)?)
        }
    }
}

/// Whether somebody is an admin.
fn is_admin(desk: &Desk<'_>, person: &PersonId) -> Result<bool, Undecided> {
    if desk.coach.settings.admins.contains(person) {
        return Ok(true);
    }
    let key = Roles::of_workspace();
    desk.want(&[key.clone(), Person::key(person)])?;
    let is_trusted =
        desk.coach.settings.trusts_platform_admins && Person::read(desk, person)?.platform_admin;
    Ok(is_trusted || Roles::read(desk, &key)?.granted.contains_key(person))
}

/// Whether somebody is a manager of a channel.
fn manages(desk: &Desk<'_>, person: &PersonId, channel: &ChannelId) -> Result<bool, Undecided> {
    let roles = Roles::read(desk, &Roles::of_channel(channel))?;
    Ok(roles.granted.contains_key(person))
}

/// All admins who are there, in the order of their names, each with the strongest reason: the
/// setting before chat before the platform. Who has left is none any more, until they are back.
pub(super) fn appointed(desk: &Desk<'_>) -> Result<BTreeMap<PersonId, Source>, Undecided> {
    let roles = Roles::read(desk, &Roles::of_workspace())?;
    let trusted = desk.coach.settings.trusts_platform_admins;
    let platform = roles.platform.into_iter().filter(|_| trusted);
    let chat = roles.granted.into_iter();
    let setting = desk.coach.settings.admins.iter().cloned();
    // A later reason takes the place of an earlier one.
    let mut admins: BTreeMap<PersonId, Source> = platform
        .map(|person| (person, Source::Platform))
        .chain(chat.map(|(person, grant)| (person, Source::Chat(grant))))
        .chain(setting.map(|person| (person, Source::Setting)))
        .collect();
    let there = those_there(desk, admins.keys())?;
    admins.retain(|person, _| there.contains(person));
    Ok(admins)
}

/// All admins who are there.
pub(super) fn admins(desk: &Desk<'_>) -> Result<Vec<PersonId>, Undecided> {
    Ok(appointed(desk)?.into_keys().collect())
}

/// The managers of a channel who are there.
pub(super) fn managers(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<BTreeMap<PersonId, Grant>, Undecided> {
    let mut granted = Roles::read(desk, &Roles::of_channel(channel))?.granted;
    let there = those_there(desk, granted.keys())?;
    granted.retain(|person, _| there.contains(person));
    Ok(granted)
}

/// Those of whom the platform has not said that they have left, or are no people.
fn those_there<'p>(
    desk: &Desk<'_>,
    people: impl Iterator<Item = &'p PersonId>,
) -> Result<BTreeSet<PersonId>, Undecided> {
    let people: Vec<&PersonId> = people.collect();
    let keys: Vec<Key> = people.iter().map(|person| Person::key(person)).collect();
    desk.want(&keys)?;
    let mut there = BTreeSet::new();
    for person in people {
        if !Person::read(desk, person)?.gone {
            there.insert(person.clone());
        }
    }
    Ok(there)
}

/// The platform told of somebody. Its own owners and admins are listed, for when they are to be
/// named or told; an admin who has left is told to the others; and who waits for a role gets it.
pub(super) fn learn_standing(
    desk: &mut Desk<'_>,
    id: &PersonId,
    before: &Person,
    now: &Person,
) -> Result<(), Undecided> {
    list_platform_admin(desk, id, before, now)?;
    if before.gone != now.gone {
        let left = Notice::AdminLeft { person: id.into() };
        let roles = Roles::read(desk, &Roles::of_workspace())?;
        let is_named = desk.coach.settings.admins.contains(id);
        match left.name() {
            Some(name) if !now.gone => notices::settle(desk, &name)?,
            _ if is_named || roles.granted.contains_key(id) => notices::note(desk, left)?,
            _ => {}
        }
    }
    changing::fulfil(desk, id, !now.gone)
}

/// The platform can't say who somebody is: no role for them.
pub(super) fn learn_nothing(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    changing::fulfil(desk, id, false)
}

fn list_platform_admin(
    desk: &mut Desk<'_>,
    id: &PersonId,
    before: &Person,
    now: &Person,
) -> Result<(), Undecided> {
    let is_admin = |person: &Person| person.platform_admin && !person.gone;
    if !is_admin(before) && !is_admin(now) {
        return Ok(());
    }
    let key = Roles::of_workspace();
    let mut roles = Roles::read(desk, &key)?;
    let changed = if is_admin(now) {
        roles.platform.len() < LISTED_MOST && roles.platform.insert(id.clone())
    } else {
        roles.platform.remove(id)
    };
    if changed {
        desk.write(key, &roles);
        privacy::note(desk, id, Where::Roles(None));
        notices::admin_came(desk);
    }
    Ok(())
}
