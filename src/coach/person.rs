//! What is kept of a person beside answers and memory: profile, preferences, weeks in a row; and
//! how the bot first speaks to somebody.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::days::{Weeks, day_of};
use super::desk::{Desk, Record};
use super::phrases::Speaker;
use super::privacy::{self, named};
use super::replies::Replies;
use super::{nudge, roles};
use crate::chat::{Ask, Block, Card, ChannelId, MessageId, PersonId, Told, Undeliverable};
use crate::library::ProgrammeId;
use crate::state::{Key, Kind, Undecided};
use crate::timing::Zone;

/// After how many days the platform is asked for a profile again.
const PROFILE_DAYS: i64 = 1;
/// So much of a name is kept; platforms allow 80.
const NAME_CHARS: usize = 200;

/// A person, as far as the bot needs to know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Person {
    /// What she is called on the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The zone that she chose herself, an IANA name; it goes before what the platform tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_zone: Option<String>,
    /// The zone that the platform tells, an IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The language that the platform tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Whether the platform says that the person has left, or is no person.
    #[serde(skip_serializing_if = "is_false")]
    pub gone: bool,
    /// Whether the platform has the person as a guest.
    #[serde(skip_serializing_if = "is_false")]
    pub guest: bool,
    /// Whether the platform itself has the person as an owner or admin of the workspace.
    #[serde(skip_serializing_if = "is_false")]
    pub platform_admin: bool,
    /// When the platform was last asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_asked: Option<Timestamp>,
    /// When the platform last told it, asked or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_told: Option<Timestamp>,
    /// Where she answered last: whether guests are written to, and which packs are open, is said
    /// channel by channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_in: Option<ChannelId>,
    /// Where private replies to channel check-ins go.
    pub replies: Replies,
    /// Whether the bot has said what it is.
    pub greeted: bool,
    /// Weeks in a row with an answer.
    pub weeks: Weeks,
    /// Whether weeks in a row are told to her nowhere.
    #[serde(skip_serializing_if = "is_false")]
    pub no_streaks: bool,
    /// Whether she has opened her home page, so that it is worth keeping up to date.
    #[serde(skip_serializing_if = "is_false")]
    pub has_home: bool,
    /// The programmes that she has begun and not left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enrolled: Vec<ProgrammeId>,
}

/// Whether a field of a record is better left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
pub(super) fn is_false(it: &bool) -> bool {
    !it
}

impl Record for Person {
    const KIND: Kind = Kind::Person;
}

impl Person {
    /// Where a person's record lies.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Person, "")
    }

    /// The person's record, or a fresh one.
    pub fn read(desk: &Desk<'_>, person: &PersonId) -> Result<Self, Undecided> {
        Ok(desk.read(&Self::key(person))?.unwrap_or_default())
    }

    /// The person's record and the voice for her.
    pub fn meet<'a>(desk: &Desk<'a>, person: &PersonId) -> Result<(Self, Speaker<'a>), Undecided> {
        let person = Self::read(desk, person)?;
        let say = desk.speaker(person.locale(desk));
        Ok((person, say))
    }

    /// Whether anything is known of the person, by the platform or by meeting.
    pub fn is_known(&self) -> bool {
        let asked_only = Self {
            profile_asked: self.profile_asked,
            ..Self::default()
        };
        *self != asked_only
    }

    /// The channel whose team is hers: where she answered last.
    pub fn team(&self) -> Option<&ChannelId> {
        self.answered_in.as_ref()
    }

    /// The person's zone; the workspace's when it is not known or no such zone.
    pub fn zone(&self, desk: &Desk<'_>) -> TimeZone {
        let told = desk.actor().and_then(|actor| actor.zone.as_deref());
        let own = self.own_zone.as_deref();
        let name = own.or(self.zone.as_deref()).or(told);
        name.and_then(|name| TimeZone::get(name).ok())
            .unwrap_or_else(|| desk.coach.settings.zone.clone())
    }

    /// The same zone by its name, for times on the wall.
    pub fn wall(&self, desk: &Desk<'_>) -> Zone {
        let zone = self.zone(desk);
        let name = zone.iana_name().unwrap_or_default();
        Zone::named(name).unwrap_or(Zone::UTC)
    }

    /// The date that the person's calendar shows now. Unlike her [day](Self::day) it begins at
    /// midnight.
    pub fn wall_day(&self, desk: &Desk<'_>) -> Date {
        desk.now
            .to_zoned(self.wall(desk).time_zone().clone())
            .date()
    }

    /// The person's language, if it is known.
    pub fn locale<'a>(&'a self, desk: &'a Desk<'_>) -> Option<&'a str> {
        self.locale
            .as_deref()
            .or_else(|| desk.actor().and_then(|actor| actor.locale.as_deref()))
    }

    /// The person's day of a moment.
    pub fn day(&self, desk: &Desk<'_>) -> Date {
        day_of(desk.now, self.zone(desk))
    }

    /// Asks the platform who this is, if that has not been asked lately.
    pub fn ask_profile(&mut self, desk: &mut Desk<'_>, person: &PersonId) {
        let fresh = SignedDuration::from_hours(24 * PROFILE_DAYS);
        if self
            .profile_asked
            .is_some_and(|asked| desk.now.duration_since(asked) < fresh)
        {
            return;
        }
        self.ask_profile_now(desk, person);
    }

    /// Asks the platform who this is.
    pub fn ask_profile_now(&mut self, desk: &mut Desk<'_>, person: &PersonId) {
        self.profile_asked = Some(desk.now);
        desk.write(Self::key(person), self);
        desk.ask_platform(Ask::Profile(person.clone()));
    }

    /// Whether the platform told who this is so short a time ago.
    pub fn is_told_within(&self, desk: &Desk<'_>, time: SignedDuration) -> bool {
        self.profile_told
            .is_some_and(|told| desk.now.duration_since(told) < time)
    }

    /// What the bot says first of all: what it is and how to stop it. Nothing if it was said.
    pub fn greeting(&mut self, desk: &mut Desk<'_>, person: &PersonId) -> Vec<Block> {
        if self.greeted {
            return Vec::new();
        }
        self.greeted = true;
        desk.write(Self::key(person), self);
        let say = desk.speaker(self.locale.as_deref());
        vec![
            Block::Paragraph(say.hello_bot()),
            Block::Note(say.hello_stop()),
        ]
    }

    /// Before the bot's first words in the direct conversation, it greets.
    pub fn greet(&mut self, desk: &mut Desk<'_>, person: &PersonId) {
        let greeting = self.greeting(desk, person);
        if !greeting.is_empty() {
            desk.tell(person, MessageId::from("hello"), Card::of(greeting));
        }
    }

    /// Says something to a person in the direct conversation, after a greeting if it is the
    /// first time. Nothing to who has left.
    pub fn tell(
        desk: &mut Desk<'_>,
        id: &PersonId,
        message: MessageId,
        card: Card,
    ) -> Result<(), Undecided> {
        if named::is_nobody(id) {
            return Ok(());
        }
        let mut person = Self::read(desk, id)?;
        if !person.gone {
            person.greet(desk, id);
            desk.tell(id, message, card);
        }
        Ok(())
    }
}

/// The platform told who somebody is. It tells of everybody by itself when something about them
/// changes: of whom nothing is kept, nothing is learnt; what it leaves out stays as it was.
pub(super) fn learn_profile(
    desk: &mut Desk<'_>,
    id: &PersonId,
    told: &Told,
) -> Result<(), Undecided> {
    let Some(known) = desk.read::<Person>(&Person::key(id))? else {
        return match told {
            Told::Profile { .. } | Told::Channel { .. } | Told::Members { .. } => Ok(()),
            Told::Nothing(_) => roles::learn_nothing(desk, id),
        };
    };
    let is_awaited = known.profile_told < known.profile_asked;
    let mut person = known.clone();
    match told {
        Told::Profile {
            name,
            zone,
            locale,
            active,
            guest,
            admin,
        } => {
            let name = name
                .as_deref()
                .map(|name| name.chars().take(NAME_CHARS).collect());
            person.name = name.or(person.name);
            person.zone = zone.clone().or(person.zone);
            person.locale = locale.clone().or(person.locale);
            person.gone = !active;
            person.guest = *guest;
            person.platform_admin = *admin;
        }
        Told::Nothing(Undeliverable::PersonLeft) => person.gone = true,
        Told::Nothing(_) | Told::Channel { .. } | Told::Members { .. } => {
            return roles::learn_nothing(desk, id);
        }
    }
    // Nobody has asked, and it is so already: a new picture, say, which everybody changes often.
    if !is_awaited && person == known {
        return Ok(());
    }
    person.profile_told = Some(desk.now);
    desk.write(Person::key(id), &person);
    privacy::learn_standing(desk, id, &known, &person);
    roles::learn_standing(desk, id, &known, &person)?;
    nudge::profile_told(desk, id, &known, person)
}

/// Somebody opened the direct conversation.
pub(super) fn came(desk: &mut Desk<'_>, actor: &PersonId) -> Result<(), Undecided> {
    let mut person = Person::read(desk, actor)?;
    person.greet(desk, actor);
    Ok(())
}
