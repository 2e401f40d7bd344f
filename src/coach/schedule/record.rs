//! What is kept of a schedule: what comes, where, when, who made it, and how far it has got. It
//! belongs to the workspace; its author is a note (F23). Small: a reader of the list reads many.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::catching_up::Sort;
use super::holidays::DaysOff;
use super::trouble::Trouble;
use crate::chat::{ChannelId, MessageId, PersonId};
use crate::coach::act::ScheduleId;
use crate::coach::desk::{Desk, Record};
use crate::coach::privacy::{Forgets, named};
use crate::coach::seed;
use crate::library::{ItemId, SkillId, TipId};
use crate::state::{Key, Kind, Owner, Undecided};
use crate::timing::{Occurrence, Timing, moment};

/// The most schedules of a workspace.
pub(super) const SCHEDULES_MOST: usize = 1_000;
/// How many are read at once, and in how many turns at most.
const PAGE: u16 = 256;
const TURNS: usize = 4;

/// For how many of its coming times a look ahead searches past days off.
const LOOK_AHEAD: usize = 500;

/// What comes when into which channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Schedule {
    /// What comes.
    pub what: What,
    /// Where.
    pub channel: ChannelId,
    /// When.
    pub timing: Timing,
    /// Who made it.
    pub by: PersonId,
    /// When it was made.
    pub made: Timestamp,
    /// Whether anything comes now.
    pub state: State,
    /// Times still to come that are left out.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skip: BTreeSet<DateTime>,
    /// The last of its times that was dealt with, as its rule names it: nothing up to it comes
    /// again, however a clock may jump.
    pub handled: DateTime,
    /// What was posted last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Posted>,
    /// Whether the admins know that its author has left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told_author_gone: bool,
    /// Whether the admins know that it soon has nothing new to give.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told_runs_dry: bool,
}

/// What comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum What {
    /// A tip.
    Tip(TipSource),
    /// A check-in.
    CheckIn {
        /// About what.
        subject: Subject,
        /// For how many minutes it is open.
        open_minutes: u32,
    },
    /// The weekly round.
    Round,
    /// The recap of the week's wins.
    Recap,
}

/// Which tip comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum TipSource {
    /// The next of a pack that the channel has not had.
    Pack {
        /// The skill whose pack it is; none for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill: Option<SkillId>,
        /// In which order.
        order: Order,
    },
    /// This one, of the library or written in a chat.
    Given(TipId),
}

/// In which order the tips of a pack come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Order {
    /// As the pack has them.
    InOrder,
    /// Shuffled, without repeats.
    Shuffled,
}

/// What a check-in is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum Subject {
    /// This item.
    Item(ItemId),
    /// What the channel has gone longest without, of a skill.
    Skill(SkillId),
    /// What the channel has gone longest without.
    Auto,
}

impl Subject {
    /// As it is asked for: the name of an item or a skill, or nothing.
    pub fn words(&self) -> &str {
        match self {
            Self::Item(item) => item.as_str(),
            Self::Skill(skill) => skill.as_str(),
            Self::Auto => "",
        }
    }
}

/// Whether anything comes of a schedule now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum State {
    /// It does.
    Active,
    /// Somebody paused it.
    Paused {
        /// The first date on which something may come again; none until somebody resumes it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Who paused it.
        by: PersonId,
    },
    /// Its channel can't be posted to.
    Suspended(Trouble),
}

/// What was posted by a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Posted {
    /// The name of its message.
    pub message: MessageId,
    /// When.
    pub at: Timestamp,
}

impl Forgets for Schedule {
    fn forget(&mut self, person: &PersonId) -> bool {
        let made = named::blot(&mut self.by, person);
        match &mut self.state {
            State::Paused { by, .. } => named::blot(by, person) || made,
            State::Active | State::Suspended(_) => made,
        }
    }
}

impl Record for Schedule {
    const KIND: Kind = Kind::Schedule;
}

impl What {
    /// What it is, as far as being late matters.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Tip(_) | Self::Round | Self::Recap => Sort::Tip,
            Self::CheckIn { open_minutes, .. } => {
                Sort::CheckIn(SignedDuration::from_mins(i64::from(*open_minutes)))
            }
        }
    }
}

impl Schedule {
    /// Where a schedule lies.
    pub fn key(id: &ScheduleId) -> Key {
        Key::shared(Kind::Schedule, id.as_str())
    }

    /// The schedule of an id, if it is there.
    pub fn read(desk: &Desk<'_>, id: &ScheduleId) -> Result<Option<Self>, Undecided> {
        desk.read(&Self::key(id))
    }

    /// All schedules, in the order of their ids.
    pub fn every(desk: &Desk<'_>) -> Result<Vec<(ScheduleId, Self)>, Undecided> {
        let mut all: Vec<(ScheduleId, Self)> = Vec::new();
        for _ in 0..TURNS {
            let after = all.last().map_or("", |(id, _)| id.as_str()).into();
            let page = desk.read_some::<Self>(Owner::Shared, after, PAGE)?;
            let is_last = page.len() < usize::from(PAGE);
            all.extend(
                page.into_iter()
                    .map(|(key, it)| (ScheduleId::new(key.id), it)),
            );
            if is_last {
                break;
            }
        }
        Ok(all)
    }

    /// The moment of the last time that was dealt with.
    pub fn handled_at(&self) -> Timestamp {
        let zone = &self.timing.zone;
        moment(self.handled, zone)
            .or_else(|| zone.time_zone().to_timestamp(self.handled).ok())
            .unwrap_or(Timestamp::MIN)
    }

    /// Nothing that the clock of its zone has shown by a moment comes any more.
    pub fn handle_until(&mut self, at: Timestamp) {
        self.handle(self.timing.zone.time_zone().to_datetime(at));
    }

    /// Nothing up to a time comes any more.
    pub fn handle(&mut self, shown: DateTime) {
        let handled = self.handled.max(shown);
        self.handled = handled;
        self.skip.retain(|skipped| *skipped > handled);
    }

    /// The times that have come by a moment and were not dealt with, the oldest first; left-out
    /// ones are among them, and those of a pause.
    pub fn come(&self, now: Timestamp) -> Vec<Occurrence> {
        self.timing
            .occurrences_between(self.handled_at(), now)
            .collect()
    }

    /// The next time that its rule names, left out or not.
    pub fn next_time(&self) -> Option<Occurrence> {
        self.timing.after(self.handled_at())
    }

    /// The first date on which something may come; none while nothing may.
    fn open_from(&self) -> Option<Date> {
        match &self.state {
            State::Active => Some(Date::MIN),
            State::Paused { until, .. } => *until,
            State::Suspended(_) => None,
        }
    }

    /// Whether something comes at a time, but for days off: it is not left out, and lies in no
    /// pause.
    pub fn comes_at(&self, time: &Occurrence) -> bool {
        let from = self.open_from();
        from.is_some_and(|from| time.local.date() >= from) && !self.skip.contains(&time.local)
    }

    /// The times at which something will come after a moment.
    pub fn coming<'a>(
        &'a self,
        days_off: &'a DaysOff,
        now: Timestamp,
    ) -> impl Iterator<Item = Occurrence> + 'a {
        let after = self.handled_at().max(now);
        self.timing
            .occurrences_after(after)
            .take(LOOK_AHEAD)
            .filter(|next| self.comes_at(next) && !days_off.has(next.local.date()))
    }

    /// When it has to be looked at next; none while nothing can come of it.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let next = self.next_time()?;
        match &self.state {
            State::Active => Some(next.at),
            State::Paused { until, .. } => {
                let begins = until.as_ref()?.at(0, 0, 0, 0);
                moment(begins, &self.timing.zone)
            }
            State::Suspended(_) => None,
        }
    }
}

/// A name for what is made for one time of a schedule: the same whoever makes it and however
/// often, so that nothing can come twice of one time.
pub(super) fn name_of(desk: &Desk<'_>, id: &ScheduleId, time: &Occurrence) -> String {
    let workspace = desk.event.workspace.as_str();
    seed::name(&[workspace, "schedule", id.as_str(), &time.local.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use proptest::prelude::*;

    fn weekly() -> Schedule {
        let kept = include_str!("../../../tests/golden/Schedule.1/tip.json");
        serde_json::from_str(kept).unwrap()
    }

    proptest! {
        #[test]
        fn a_clock_that_jumps_back_brings_nothing_again(weeks in 1i64..60, back in 1i64..2_000) {
            let mut schedule = weekly();
            let now = schedule.made + (weeks * 7 * 24).hours();
            let come = schedule.come(now);
            if let Some(last) = come.last() {
                schedule.handle(last.local);
            }
            let earlier = now - back.hours();
            prop_assert_eq!(schedule.come(earlier), vec![]);
            prop_assert!(schedule.next_time().is_none_or(|next| next.at > now));
        }

        #[test]
        fn what_has_come_in_two_looks_is_what_has_come_in_one(first in 1i64..400, then in 1i64..400) {
            let mut schedule = weekly();
            let (middle, end) = (
                schedule.made + (first * 24).hours(),
                schedule.made + ((first + then) * 24).hours(),
            );
            let all = schedule.come(end);
            let mut looked = schedule.come(middle);
            if let Some(last) = looked.last() {
                schedule.handle(last.local);
            }
            looked.extend(schedule.come(end));
            prop_assert_eq!(looked, all);
        }
    }

    #[test]
    fn a_schedule_is_small() {
        let mut schedule = weekly();
        for day in 1..=20 {
            schedule
                .skip
                .insert(jiff::civil::date(2027, 1, day).at(9, 30, 0, 0));
        }
        assert!(serde_json::to_vec(&schedule).unwrap().len() < 2_048);
    }
}
