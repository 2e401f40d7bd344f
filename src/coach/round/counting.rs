//! How what people found of a round is counted, and what of it is shown. Choices are added up by
//! day. They are shown from five answers up, and what is shown changes only when at least five more
//! people have answered: so no single choice can be told from two looks (F45). What fewer than five
//! said last is never shown, not even when the round takes no more answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::press::WeeklyRoundId;
use super::record::WeeklyRound;
use crate::chat::CounterName;
use crate::coach::desk::{Desk, counter};
use crate::state::Undecided;

/// From so many people up choices are shown, and so many more change what is shown.
pub(super) const TOGETHER: i64 = 5;
/// For so many days after that of its post a round takes answers.
const OPEN_DAYS: i64 = 14;

/// Whether a round was useful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Useful {
    /// It was.
    Yes,
    /// In parts.
    Partly,
    /// It was not.
    No,
}

impl Useful {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Partly, Self::No];

    /// Its name in counters and forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|useful| useful.name() == name)
    }
}

/// What one person said on one day: the last of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Said {
    /// On which day, in the workspace's zone.
    pub on: Date,
    /// What.
    pub useful: Useful,
}

/// Counts who answered to a round.
pub(super) fn answered(round: &WeeklyRoundId) -> CounterName {
    counter(&["round", round.as_str(), "answered"])
}

/// Counts who answered first on a day.
fn came(round: &WeeklyRoundId, day: Date) -> CounterName {
    counter(&["round", round.as_str(), &day.to_string(), "came"])
}

/// By how much a choice became more on a day; less, where people changed their minds.
fn chose(round: &WeeklyRoundId, day: Date, useful: Useful) -> CounterName {
    counter(&["round", round.as_str(), &day.to_string(), useful.name()])
}

/// The day of a moment, in the workspace's zone.
pub(super) fn day(desk: &Desk<'_>, at: Timestamp) -> Date {
    let zone = desk.coach.settings.zone.clone();
    at.to_zoned(zone).date()
}

/// The last day on which a round takes answers.
pub(super) fn last_day(desk: &Desk<'_>, round: &WeeklyRound) -> Date {
    let posted = day(desk, round.posted);
    posted.checked_add(OPEN_DAYS.days()).unwrap_or(Date::MAX)
}

/// Whether a round takes no more answers.
pub(super) fn is_over(desk: &Desk<'_>, round: &WeeklyRound) -> bool {
    day(desk, desk.now) > last_day(desk, round)
}

/// What somebody who said all that adds to what is counted: how many came and which choices moved,
/// by day.
fn adds(said: &[Said]) -> BTreeMap<(Date, Option<Useful>), i64> {
    let mut adds = BTreeMap::new();
    let mut before: Option<Useful> = None;
    for step in said {
        if before.is_none() {
            *adds.entry((step.on, None)).or_default() += 1;
        }
        if let Some(before) = before {
            *adds.entry((step.on, Some(before))).or_default() -= 1;
        }
        *adds.entry((step.on, Some(step.useful))).or_default() += 1;
        before = Some(step.useful);
    }
    adds
}

/// The counters move from what somebody had said to what she says now, in which days only beyond
/// that are new.
pub(super) fn recount(desk: &mut Desk<'_>, round: &WeeklyRoundId, before: &[Said], now: &[Said]) {
    let mut moves = adds(now);
    for (what, by) in adds(before) {
        *moves.entry(what).or_default() -= by;
    }
    for ((day, useful), by) in moves {
        let name = match useful {
            None => came(round, day),
            Some(useful) => chose(round, day, useful),
        };
        if by != 0 {
            desk.count(name, by);
        }
    }
    let came = i64::from(!now.is_empty()) - i64::from(!before.is_empty());
    if came != 0 {
        desk.count(answered(round), came);
    }
}

/// What was said on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    /// Which.
    pub on: Date,
    /// How many answered first on it.
    pub came: i64,
    /// By how much each choice became more, in the order of [`Useful::ALL`].
    pub chose: [i64; 3],
}

/// What is shown of a round's choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// How many chose each, in the order of [`Useful::ALL`].
    pub chose: [i64; 3],
    /// The last day that is in it; none where nothing is shown.
    pub until: Option<Date>,
}

impl Shown {
    /// What is shown of days, in their order.
    pub fn of(days: &[Day]) -> Self {
        let mut shown = Self::default();
        let mut waiting = Day {
            on: Date::MIN,
            came: 0,
            chose: [0; 3],
        };
        for day in days {
            waiting.on = day.on;
            waiting.came += day.came;
            for (sum, more) in waiting.chose.iter_mut().zip(day.chose) {
                *sum += more;
            }
            if waiting.came >= TOGETHER {
                shown.take(&mut waiting);
            }
        }
        shown
    }

    fn take(&mut self, waiting: &mut Day) {
        self.until = Some(waiting.on.max(self.until.unwrap_or(Date::MIN)));
        for (sum, more) in self.chose.iter_mut().zip(waiting.chose) {
            *sum += more;
        }
        waiting.came = 0;
        waiting.chose = [0; 3];
    }

    /// Whether what was said on a day is in it.
    pub fn has(&self, day: Date) -> bool {
        self.until.is_some_and(|until| day <= until)
    }
}

/// The days of a round that are past, in their order.
fn past(desk: &Desk<'_>, round: &WeeklyRound) -> Vec<Date> {
    let (first, last) = (day(desk, round.posted), last_day(desk, round));
    let today = day(desk, desk.now);
    first
        .series(1.day())
        .take_while(|day| *day <= last && *day < today)
        .collect()
}

/// The counters that are read for [`shown`]: of all who answered, then four of each day.
pub(super) fn names(desk: &Desk<'_>, id: &WeeklyRoundId, round: &WeeklyRound) -> Vec<CounterName> {
    let of_days = past(desk, round).into_iter().flat_map(|day| {
        let chose = Useful::ALL.map(|useful| chose(id, day, useful));
        [came(id, day)].into_iter().chain(chose)
    });
    [answered(id)].into_iter().chain(of_days).collect()
}

/// What is shown of a round now, and how many have answered in all. A day is in it when it is over.
pub(super) fn shown(
    desk: &Desk<'_>,
    id: &WeeklyRoundId,
    round: &WeeklyRound,
) -> Result<(Shown, i64), Undecided> {
    let names = names(desk, id, round);
    let counts = desk.counters(&names)?;
    let total = counts.first().copied().unwrap_or_default();
    let by_day = counts.get(1..).unwrap_or_default().chunks(4);
    let days: Vec<Day> = past(desk, round)
        .into_iter()
        .zip(by_day)
        .map(|(on, counts)| {
            let at = |place: usize| counts.get(place).copied().unwrap_or_default();
            Day {
                on,
                came: at(0),
                chose: [at(1), at(2), at(3)],
            }
        })
        .collect();
    Ok((Shown::of(&days), total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn on(day: i8) -> Date {
        date(2026, 11, day)
    }

    fn useful() -> impl Strategy<Value = Useful> {
        prop::sample::select(Useful::ALL.to_vec())
    }

    /// What each of several people said on which days, each day once.
    fn people() -> impl Strategy<Value = Vec<Vec<Said>>> {
        let said = prop::collection::btree_map(1i8..=15, useful(), 1..4);
        let said = said.prop_map(|said| {
            let steps = said.into_iter();
            steps
                .map(|(day, useful)| Said {
                    on: on(day),
                    useful,
                })
                .collect()
        });
        prop::collection::vec(said, 0..20)
    }

    fn days(people: &[Vec<Said>], until: i8) -> Vec<Day> {
        let empty = |day| Day {
            on: on(day),
            came: 0,
            chose: [0; 3],
        };
        let mut days: Vec<Day> = (1..=until).map(empty).collect();
        for ((day, what), by) in people.iter().flat_map(|said| adds(said)) {
            let Some(found) = days.iter_mut().find(|found| found.on == day) else {
                continue;
            };
            match what {
                None => found.came += by,
                Some(useful) => {
                    let place = Useful::ALL.iter().position(|other| *other == useful);
                    found.chose[place.unwrap()] += by;
                }
            }
        }
        days
    }

    proptest! {
        /// Somebody looks every day: what she sees changes by five people at least, or never again.
        #[test]
        fn what_is_shown_changes_by_five_people_at_least(people in people()) {
            let mut before = Shown::default();
            let mut known = 0usize;
            for until in (1..=15).chain([15]) {
                let shown = Shown::of(&days(&people, until));
                if shown != before {
                    let in_it = |said: &&Vec<Said>| shown.has(said[0].on);
                    let people_in_it = people.iter().filter(in_it).count();
                    prop_assert!(people_in_it >= known + 5);
                    known = people_in_it;
                    let sum: i64 = shown.chose.iter().sum();
                    prop_assert_eq!(sum, i64::try_from(people_in_it).unwrap());
                }
                before = shown;
            }
        }

        /// Below five nothing is shown; above, all but what fewer than five more have said.
        #[test]
        fn in_the_end_fewer_than_five_are_missing(people in people()) {
            let shown = Shown::of(&days(&people, 15));
            let sum: i64 = shown.chose.iter().sum();
            let all = i64::try_from(people.len()).unwrap();
            prop_assert!(shown.chose.iter().all(|count| *count >= 0));
            prop_assert!((0..5).contains(&(all - sum)), "{sum} of {all}");
            prop_assert!(sum == 0 || sum >= 5);
        }
    }
}
