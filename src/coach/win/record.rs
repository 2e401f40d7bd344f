//! What is kept of wins. A win's document is written when it is told, edited and taken back; who
//! cheers writes a document of her own and a counter, so that a crowd meets nobody.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::press::WinId;
use crate::chat::{ChannelId, CounterName, MessageId, PersonId};
use crate::coach::desk::{Desk, Record, counter};
use crate::coach::person::is_false;
use crate::coach::privacy::Forgets;
use crate::coach::seed;
use crate::state::{Key, Kind, Owner, Undecided};

/// So many wins a person tells within [`TOLD_WITHIN`] (F42).
pub(super) const TOLD_MOST: usize = 5;
/// Within so long.
const TOLD_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// A win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Win {
    /// What happened, at most 500 UTF-16 units, as it was typed; nothing once it was taken back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    /// Why it matters, at most 300.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Which of the charter's values it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Who told it; nobody once she is forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// Who posted it for her, where it was suggested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
    /// How often it was written.
    pub rev: u32,
    /// Whether it stands.
    pub state: WinState,
}

/// Whether a win stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum WinState {
    /// It does.
    Standing,
    /// Who told it took it back, or a manager removed it.
    TakenBack,
    /// It was not posted, or could not be.
    Unposted,
}

/// That a person cheered a win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Cheer {
    /// When.
    pub at: Timestamp,
    /// Whether she was told, after another press, that she had cheered already. She is told once:
    /// each answer is a message of its own that stays below the win.
    #[serde(default, skip_serializing_if = "is_false")]
    pub told_again: bool,
}

/// When a person told wins of late.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Told {
    /// The last few times.
    pub at: Vec<Timestamp>,
}

/// Where the wins of the workspace are posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct WinsChannel {
    /// The channel.
    pub channel: ChannelId,
}

impl Record for Win {
    const KIND: Kind = Kind::Win;
}

impl Forgets for Win {
    fn forget(&mut self, person: &PersonId) -> bool {
        let is_hers = self.by.as_ref() == Some(person);
        let was_named = self.names(person);
        if is_hers {
            self.by = None;
        }
        let posted = self.posted_by.as_ref() == Some(person);
        if posted {
            self.posted_by = None;
        }
        self.people.retain(|named| named != person);
        // A form that still has her name in it is not taken any more.
        self.rev = self.rev.saturating_add(u32::from(is_hers || was_named));
        is_hers || was_named || posted
    }
}

impl Record for Cheer {
    const KIND: Kind = Kind::Cheer;
}

impl Record for Told {
    const KIND: Kind = Kind::Win;
}

impl Record for WinsChannel {
    const KIND: Kind = Kind::Workspace;
}

impl WinId {
    /// The name of a win that is told now, by what happened.
    pub(super) fn new(desk: &Desk<'_>, channel: &ChannelId) -> Self {
        let drawn = seed::name(&[desk.event.id.as_str(), "win"]);
        Self {
            channel: channel.clone(),
            name: format!("{}-{drawn}", newest_first(desk.now)),
        }
    }
}

/// A name that is less the later the time is. Times before 1970 do not occur.
pub(super) fn newest_first(at: Timestamp) -> String {
    let past = u64::try_from(at.as_millisecond()).unwrap_or(0);
    format!("{:016x}", u64::MAX - past)
}

impl Win {
    /// Where a win lies.
    pub fn key(id: &WinId) -> Key {
        Key::shared(Kind::Win, id.to_string())
    }

    /// The name of its message.
    pub fn message(id: &WinId) -> MessageId {
        MessageId::from(format!("win/{id}"))
    }

    /// Which win a message shows.
    pub fn of_message(message: &MessageId) -> Option<WinId> {
        WinId::read(message.as_str().strip_prefix("win/")?)
    }

    /// The win of a name, if there is one.
    pub fn read(desk: &Desk<'_>, id: &WinId) -> Result<Option<Self>, Undecided> {
        desk.read(&Self::key(id))
    }

    /// Whether it stands.
    pub fn stands(&self) -> bool {
        self.state == WinState::Standing
    }

    /// Whether a person is named in it.
    pub fn names(&self, person: &PersonId) -> bool {
        self.people.contains(person)
    }

    /// What is kept of it when it goes: who told it, when, and that it is gone.
    #[must_use]
    pub fn without_words(self) -> Self {
        Self {
            what: String::new(),
            people: Vec::new(),
            why: String::new(),
            value: None,
            ..self
        }
    }

    /// Counts its cheers.
    pub fn cheers(id: &WinId) -> CounterName {
        counter(&["win", &id.to_string(), "cheers"])
    }

    /// Wins of a channel that were told before the one of that name, the newest first, at most so
    /// many; those that do not stand any more too.
    pub fn before(
        desk: &Desk<'_>,
        channel: &ChannelId,
        after: &str,
        limit: u16,
    ) -> Result<Vec<(WinId, Self)>, Undecided> {
        let begins = format!("{channel}/");
        let page = desk.read_some::<Self>(
            Owner::Shared,
            format!("{begins}{after}").as_str().into(),
            limit,
        );
        // What lies behind the last win of a channel may be of another shape.
        let page = page?.into_iter();
        let own = page.take_while(|(key, _)| key.id.starts_with(&begins));
        let named = own.filter_map(|(key, win)| Some((WinId::read(&key.id)?, win)));
        Ok(named.collect())
    }
}

impl Cheer {
    /// Where a person's cheer lies.
    pub fn key(person: &PersonId, win: &WinId) -> Key {
        Key::personal(person, Kind::Cheer, win.to_string())
    }
}

impl Told {
    /// Where it lies.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Win, "")
    }

    /// Whether one more may be told now.
    pub fn has_room(&self, now: Timestamp) -> bool {
        let lately = |at: &&Timestamp| now.duration_since(**at) < TOLD_WITHIN;
        self.at.iter().filter(lately).count() < TOLD_MOST
    }

    /// One more was told.
    pub fn note(&mut self, now: Timestamp) {
        self.at.push(now);
        let over = self.at.len().saturating_sub(TOLD_MOST);
        self.at.drain(..over);
    }
}

impl WinsChannel {
    /// Where it lies.
    pub fn key() -> Key {
        Key::shared(Kind::Workspace, "wins")
    }

    /// The wins channel, if one was said.
    pub fn read(desk: &Desk<'_>) -> Result<Option<ChannelId>, Undecided> {
        let found = desk.read::<Self>(&Self::key())?;
        Ok(found.map(|found| found.channel))
    }
}
