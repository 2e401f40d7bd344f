//! How much one person may be written to without having asked: three messages a week, over all
//! features, and one a day (F39). What is said unasked is said with an [`Unasked`] in hand, and
//! only the budget gives one out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coach::days::{days_after, monday_of};

/// The most unasked messages to one person in a week, from Monday to Sunday of her own calendar.
pub(in crate::coach) const WEEK_MOST: usize = 3;
/// For how many days it is remembered what was spent: as long as the rarest pace looks back.
const REMEMBERED_DAYS: i64 = 28;

/// What an unasked message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// To practise.
    Nudge,
    /// To ask whether it should be fewer, later or none.
    Question,
    /// To ask how it went with a tip that she tried.
    FollowUp,
    /// To ask how it went with a plan of hers.
    Plan,
    /// To bring a step of a programme of hers.
    Step,
}

impl Why {
    /// Whether it counts against how often she wants to practise, and not only against the cap.
    pub(super) fn is_of_the_pace(self) -> bool {
        match self {
            Self::Nudge | Self::Question => true,
            Self::FollowUp | Self::Plan | Self::Step => false,
        }
    }

    /// Whether she agreed to it by what she began, so that it needs no other consent.
    pub(super) fn is_agreed(self) -> bool {
        self == Self::Step
    }
}

/// How often somebody wants to be reminded to practise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Often {
    /// Three times a week at most.
    ThreeAWeek,
    /// Twice a week.
    #[default]
    TwoAWeek,
    /// Once a week.
    OneAWeek,
    /// Once in two weeks.
    OneInTwoWeeks,
    /// Once in four weeks.
    OneInFourWeeks,
}

impl Often {
    /// All, the most first.
    pub(super) const ALL: [Self; 5] = [
        Self::ThreeAWeek,
        Self::TwoAWeek,
        Self::OneAWeek,
        Self::OneInTwoWeeks,
        Self::OneInFourWeeks,
    ];

    /// Half as often; of three a week one, since nobody who wants fewer is given the larger half.
    pub(super) fn halved(self) -> Self {
        match self {
            Self::ThreeAWeek | Self::TwoAWeek => Self::OneAWeek,
            Self::OneAWeek => Self::OneInTwoWeeks,
            Self::OneInTwoWeeks | Self::OneInFourWeeks => Self::OneInFourWeeks,
        }
    }

    /// The most in so many weeks, this one included.
    fn limit(self) -> (usize, i64) {
        match self {
            Self::ThreeAWeek => (3, 1),
            Self::TwoAWeek => (2, 1),
            Self::OneAWeek => (1, 1),
            Self::OneInTwoWeeks => (1, 2),
            Self::OneInFourWeeks => (1, 4),
        }
    }
}

/// The unasked messages of the last weeks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Budget(Vec<Spent>);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spent {
    day: Date,
    why: Why,
}

impl Budget {
    /// Whether the week of a day has room for one more. Days that are still to come by the
    /// calendar of a zone that she has left count as this week's.
    pub fn has_room(&self, day: Date) -> bool {
        self.since(monday_of(day)).count() < WEEK_MOST
    }

    /// Whether a nudge more on that day is no more than she wants.
    pub fn allows(&self, often: Often, day: Date) -> bool {
        let (most, weeks) = often.limit();
        let from = days_after(monday_of(day), 7 * (1 - weeks));
        let nudges = self.since(from).filter(|spent| spent.why.is_of_the_pace());
        nudges.count() < most
    }

    /// Takes note that something was said on a day.
    pub fn spend(&mut self, day: Date, why: Why) {
        let forgotten = days_after(day, -REMEMBERED_DAYS);
        self.0.retain(|spent| spent.day > forgotten);
        self.0.push(Spent { day, why });
    }

    /// What was to be said on a day never was.
    pub fn give_back(&mut self, day: Date) {
        self.0.retain(|spent| spent.day != day);
    }

    fn since(&self, day: Date) -> impl Iterator<Item = &Spent> {
        self.0.iter().filter(move |spent| spent.day >= day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn any_why() -> impl Strategy<Value = Why> {
        prop::sample::select(vec![
            Why::Nudge,
            Why::Question,
            Why::FollowUp,
            Why::Plan,
            Why::Step,
        ])
    }

    proptest! {
        #[test]
        fn no_week_has_more_than_its_most_over_all_features(
            // How many days after the last; a journey west may repeat a day, or step back one.
            tries in prop::collection::vec((-1i64..4, any_why()), 1..120),
        ) {
            let mut budget = Budget::default();
            let mut day = date(2026, 1, 1);
            let mut said: Vec<Date> = Vec::new();
            for (ahead, why) in tries {
                day = days_after(day, ahead);
                if budget.has_room(day) {
                    budget.spend(day, why);
                    said.push(day);
                }
            }
            for day in &said {
                let monday = monday_of(*day);
                let in_week = said.iter().filter(|other| monday_of(**other) == monday);
                prop_assert!(in_week.count() <= WEEK_MOST);
            }
        }

        #[test]
        fn nudges_keep_to_the_pace_and_the_pace_can_be_reached(
            often in prop::sample::select(Often::ALL.to_vec()),
        ) {
            let mut budget = Budget::default();
            let mut said: Vec<Date> = Vec::new();
            for ahead in 0..28 * 4 {
                let day = days_after(date(2026, 1, 5), ahead);
                if budget.has_room(day) && budget.allows(often, day) {
                    budget.spend(day, Why::Nudge);
                    said.push(day);
                }
            }
            let (most, weeks) = often.limit();
            let whole = usize::try_from(16 / weeks).unwrap();
            prop_assert_eq!(said.len(), most * whole);
        }
    }

    #[test]
    fn what_was_never_said_is_given_back() {
        let mut budget = Budget::default();
        for day in [23, 24, 25] {
            budget.spend(date(2026, 11, day), Why::Nudge);
        }
        assert!(!budget.has_room(date(2026, 11, 26)));
        budget.give_back(date(2026, 11, 24));
        assert!(budget.has_room(date(2026, 11, 26)));
    }

    #[test]
    fn a_follow_up_fills_the_week_and_not_the_pace() {
        let mut budget = Budget::default();
        budget.spend(date(2026, 11, 23), Why::FollowUp);
        assert!(budget.allows(Often::OneAWeek, date(2026, 11, 24)));
        budget.spend(date(2026, 11, 24), Why::Question);
        assert!(!budget.allows(Often::OneAWeek, date(2026, 11, 26)));
        assert!(budget.allows(Often::OneAWeek, date(2026, 11, 30)));
        assert!(!budget.allows(Often::OneInTwoWeeks, date(2026, 11, 30)));
        assert!(budget.allows(Often::OneInTwoWeeks, date(2026, 12, 7)));
    }

    #[test]
    fn half_as_often_is_never_more_and_ends_at_once_in_four_weeks() {
        for pair in Often::ALL.windows(2) {
            let [more, fewer] = pair else { continue };
            assert!(more.limit() != fewer.limit());
            assert_ne!(more.halved(), *more);
        }
        assert_eq!(Often::OneInFourWeeks.halved(), Often::OneInFourWeeks);
    }
}
