//! What is kept of a charter: how it stands under its channel, and each earlier version as a
//! document of its own below that.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::press::Part;
use crate::chat::{Accent, ChannelId, PersonId};
use crate::coach::desk::{Desk, Record};
use crate::coach::privacy::Forgets;
use crate::state::{Key, Kind, Owner, PageOf, Undecided};

/// The most values of a charter: more than five are remembered by nobody.
pub(super) const VALUES_MOST: usize = 5;
/// So many earlier versions are kept.
const EARLIER_MOST: u32 = 20;

/// The charter of a channel's team. Texts are as they were typed; those left out are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::coach) struct Charter {
    /// What the team is called, at most 40 UTF-16 units.
    pub team_name: String,
    /// Its colour, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<Accent>,
    /// What it is here for, at most 300.
    pub mission: String,
    /// How it wants to work: at most five, each at most 60.
    pub values: Vec<String>,
    /// What it is good at, at most 300.
    pub strengths: String,
    /// For whom it works: at most five, each at most 80.
    pub stakeholders: Vec<String>,
    /// What it wants to be known for in one line, at most 120.
    pub message: String,
    /// Which version this is, from 1.
    pub number: u32,
    /// When it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Who wrote it; nobody once she is forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

impl Record for Charter {
    const KIND: Kind = Kind::Charter;
}

impl Forgets for Charter {
    fn forget(&mut self, person: &PersonId) -> bool {
        let was = self.by.as_ref() == Some(person);
        if was {
            self.by = None;
        }
        was
    }
}

/// Takes a person's name out of the earlier versions.
pub(in crate::coach) fn forget_earlier(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    person: &PersonId,
) -> Result<(), Undecided> {
    for mut charter in earlier(desk, channel)? {
        if charter.forget(person) {
            desk.write(Charter::earlier_key(channel, charter.number), &charter);
        }
    }
    Ok(())
}

impl Charter {
    /// Where the charter of a channel lies.
    pub fn key(channel: &ChannelId) -> Key {
        Key::shared(Kind::Charter, channel.as_str())
    }

    /// Where an earlier version of it lies.
    fn earlier_key(channel: &ChannelId, number: u32) -> Key {
        Key::shared(Kind::Charter, format!("{channel}/{number:010}"))
    }

    /// Whether something is written in a part of it.
    pub fn has(&self, part: Part) -> bool {
        let purpose = || {
            let is_some = |text: &str| !text.is_empty();
            is_some(&self.mission) || is_some(&self.strengths) || !self.values.is_empty()
        };
        match part {
            Part::Whole | Part::Again => self.number > 0,
            Part::Purpose => purpose(),
            Part::Stakeholders => !self.stakeholders.is_empty(),
            Part::Message => !self.message.is_empty(),
        }
    }

    /// The name to call the team by, if it has one.
    pub fn name(&self) -> Option<&str> {
        Some(self.team_name.as_str()).filter(|name| !name.is_empty())
    }
}

/// The charter of a channel, if its team has one.
pub(in crate::coach) fn of(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<Option<Charter>, Undecided> {
    desk.read(&Charter::key(channel))
}

/// The version of a number, be it the one that stands or an earlier one.
pub(super) fn version(
    desk: &Desk<'_>,
    channel: &ChannelId,
    number: u32,
) -> Result<Option<Charter>, Undecided> {
    let standing = of(desk, channel)?.filter(|charter| charter.number == number);
    match standing {
        Some(charter) => Ok(Some(charter)),
        None => desk.read(&Charter::earlier_key(channel, number)),
    }
}

/// Where the earlier versions lie; and others behind them.
pub(in crate::coach) fn earlier_page(channel: &ChannelId) -> PageOf {
    PageOf {
        owner: Owner::Shared,
        kind: Kind::Charter,
        after: format!("{channel}/").into(),
        limit: u16::try_from(EARLIER_MOST).unwrap_or(u16::MAX),
    }
}

/// The earlier versions, the latest first.
pub(super) fn earlier(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<Charter>, Undecided> {
    let begins = format!("{channel}/");
    let PageOf {
        owner,
        after,
        limit,
        ..
    } = earlier_page(channel);
    let page = desk.read_some::<Charter>(owner, after, limit)?;
    let own = page
        .into_iter()
        .filter(|(key, _)| key.id.starts_with(&begins));
    let mut versions: Vec<Charter> = own.map(|(_, charter)| charter).collect();
    versions.reverse();
    Ok(versions)
}

/// A new version stands; the one before is kept, and the oldest of too many goes.
pub(super) fn keep(desk: &mut Desk<'_>, channel: &ChannelId, before: &Charter, now: &Charter) {
    if before.number > 0 {
        desk.write(Charter::earlier_key(channel, before.number), before);
    }
    if before.number > EARLIER_MOST {
        desk.remove(Charter::earlier_key(channel, before.number - EARLIER_MOST));
    }
    desk.write(Charter::key(channel), now);
}
