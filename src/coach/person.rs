//! What is kept of a person beside answers and memory: profile, preferences, weeks in a row.
//! A person's day begins at 4:00 in their own zone, so that what is done after midnight counts
//! for the evening before.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::desk::{Desk, Record};
use super::phrases::Speaker;
use crate::chat::{Ask, Block, Card, MessageId, PersonId, Told};
use crate::state::{Key, Kind, Undecided};

/// The hour at which a person's day begins.
const DAY_BEGINS_HOUR: i64 = 4;
/// After how many days the platform is asked for a profile again.
const PROFILE_DAYS: i64 = 1;

/// A person, as far as the bot needs to know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Person {
    /// The zone that the platform tells, an IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The language that the platform tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// When the platform was last asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile_asked: Option<Timestamp>,
    /// Where private replies to channel check-ins go.
    pub replies: Replies,
    /// Whether the bot has said what it is.
    pub greeted: bool,
    /// Weeks in a row with an answer.
    pub weeks: Weeks,
}

/// Where private replies to channel check-ins go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Replies {
    /// Into the channel, seen by the person alone.
    #[default]
    Channel,
    /// Into the direct conversation.
    Direct,
}

/// Weeks in a row with at least one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Weeks {
    /// The Monday of the last such week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// How many in a row, the last one included.
    pub in_a_row: u32,
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

    /// The person's zone; the workspace's when it is not known or no such zone.
    pub fn zone(&self, desk: &Desk<'_>) -> TimeZone {
        let told = desk.actor().and_then(|actor| actor.zone.as_deref());
        let name = self.zone.as_deref().or(told);
        name.and_then(|name| TimeZone::get(name).ok())
            .unwrap_or_else(|| desk.coach.zone.clone())
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
        self.profile_asked = Some(desk.now);
        desk.write(Self::key(person), self);
        desk.ask_platform(Ask::Profile(person.clone()));
    }

    /// Before the bot's first words in the direct conversation, it says what it is and how to
    /// stop it.
    pub fn greet(&mut self, desk: &mut Desk<'_>, person: &PersonId) {
        if self.greeted {
            return;
        }
        self.greeted = true;
        desk.write(Self::key(person), self);
        let say = desk.speaker(self.locale.as_deref());
        let card = Card::of(vec![
            Block::Paragraph(say.hello_bot()),
            Block::Note(say.hello_stop()),
        ]);
        desk.tell(person, MessageId::from("hello"), card);
    }

    /// Says something to a person in the direct conversation, after a greeting if it is the
    /// first time.
    pub fn tell(
        desk: &mut Desk<'_>,
        id: &PersonId,
        message: MessageId,
        card: Card,
    ) -> Result<(), Undecided> {
        let mut person = Self::read(desk, id)?;
        person.greet(desk, id);
        desk.tell(id, message, card);
        Ok(())
    }
}

impl Weeks {
    /// Counts an answer given on a day. Says whether anything changed: the first of a week does.
    pub fn answered_on(&mut self, day: Date) -> bool {
        let monday = monday_of(day);
        if self.last.is_some_and(|last| last >= monday) {
            return false;
        }
        let follows = self
            .last
            .is_some_and(|last| last.checked_add(7.days()).is_ok_and(|next| next == monday));
        self.in_a_row = if follows {
            self.in_a_row.saturating_add(1)
        } else {
            1
        };
        self.last = Some(monday);
        true
    }

    /// How many in a row as of a day: the week that has begun needs no answer yet.
    pub fn current(&self, day: Date) -> u32 {
        let monday = monday_of(day);
        let running = self
            .last
            .is_some_and(|last| last.checked_add(7.days()).is_ok_and(|next| next >= monday));
        if running { self.in_a_row } else { 0 }
    }
}

/// The platform told who somebody is.
pub(super) fn learn_profile(desk: &mut Desk<'_>, ask: &Ask, told: &Told) -> Result<(), Undecided> {
    let Ask::Profile(id) = ask;
    let (zone, locale) = match told {
        Told::Profile { zone, locale, .. } => (zone, locale),
        Told::Nothing(_) => return Ok(()),
    };
    let mut person = Person::read(desk, id)?;
    if (&person.zone, &person.locale) != (zone, locale) {
        person.zone.clone_from(zone);
        person.locale.clone_from(locale);
        desk.write(Person::key(id), &person);
    }
    Ok(())
}

/// Somebody opened the direct conversation.
pub(super) fn came(desk: &mut Desk<'_>, actor: &PersonId) -> Result<(), Undecided> {
    let mut person = Person::read(desk, actor)?;
    person.greet(desk, actor);
    Ok(())
}

/// The day of a moment for somebody in a zone; it begins at 4:00.
pub(super) fn day_of(moment: Timestamp, zone: TimeZone) -> Date {
    let local = moment.to_zoned(zone);
    local
        .datetime()
        .checked_sub(DAY_BEGINS_HOUR.hours())
        .map_or(local.date(), |shifted| shifted.date())
}

fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(since.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_answer_after_midnight_counts_for_the_evening_before() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let late = date(2026, 11, 24)
            .at(0, 30, 0, 0)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        let early = date(2026, 11, 24)
            .at(4, 0, 0, 0)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        assert_eq!(day_of(late, zone.clone()), date(2026, 11, 23));
        assert_eq!(day_of(early, zone), date(2026, 11, 24));
    }

    #[test]
    fn weeks_in_a_row_grow_once_a_week_and_a_week_left_out_begins_anew() {
        let mut weeks = Weeks::default();
        assert!(weeks.answered_on(date(2026, 11, 4)));
        assert!(!weeks.answered_on(date(2026, 11, 8)));
        assert!(weeks.answered_on(date(2026, 11, 9)));
        assert_eq!(weeks.current(date(2026, 11, 15)), 2);
        assert_eq!(weeks.current(date(2026, 11, 22)), 2);
        assert_eq!(weeks.current(date(2026, 11, 23)), 0);
        assert!(weeks.answered_on(date(2026, 11, 23)));
        assert_eq!(weeks.current(date(2026, 11, 23)), 1);
    }
}
