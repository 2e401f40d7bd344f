//! What a person remembers, per objective: one idea asked through sibling items, so that an idea
//! and not a sentence is learnt. Here lie the rules of memory, pure; what is asked and what is
//! said about it lies in `checkin` and `practice`.

mod earlier;
mod pick;
mod rating;
mod revocable;
mod spacing;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(super) use earlier::LOOK_BACK_DAYS;
use earlier::Stood;
pub(super) use pick::{Learner, pick};
pub use rating::{BEST, Choices, Grade, PART, grade};
use revocable::Revocable;
pub(super) use revocable::{Finality, Review};
pub use spacing::Spacing;

use super::act::RunId;
use super::checkin::Verdict;
use super::days::days_between;
use super::desk::Record;
use crate::chat::PersonId;
use crate::library::{ItemId, ObjectiveId, Skill, SkillId};
use crate::state::{Key, Kind};

/// How many last answers are kept per skill.
const RECENT: usize = 10;

/// What one person remembers of one skill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Memory {
    /// By the objective's name within the skill.
    pub objectives: BTreeMap<String, Trace>,
    /// The last answers, newest first.
    pub recent: Vec<Recent>,
}

/// What is left of an idea.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trace {
    /// Days until the chance of recall has fallen to 90 % (FSRS: S).
    pub stability: f32,
    /// How hard it is, 1 to 10 (FSRS: D).
    pub difficulty: f32,
    /// The person's day of the last answer that counted.
    pub last: Date,
    /// When the next look is worth it.
    pub due: Date,
    /// The items it was asked through, the last two, newest first.
    pub seen: Vec<ItemId>,
    /// Whether the last answer was best and sure.
    #[serde(default)]
    pub sure_best: bool,
    /// How it stood after the answers before, newest first, as far as one looks back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Stood>,
    /// What of it could still be undone; none when all of it is final.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocable: Option<Box<Revocable>>,
}

/// One of the last answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recent {
    /// Which item.
    pub item: ItemId,
    /// How it is told.
    pub verdict: Verdict,
    /// When.
    pub at: jiff::Timestamp,
    /// The check-in it was given to, as long as that can be taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
}

/// What an answer changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Learnt {
    /// What it counted as; none for a second answer on one day.
    pub grade: Option<Grade>,
    /// Days until the next look.
    pub next_look_days: i64,
}

impl Record for Memory {
    const KIND: Kind = Kind::Memory;
}

impl Memory {
    /// Where the memory of a skill lies.
    pub fn key(person: &PersonId, skill: &SkillId) -> Key {
        Key::personal(person, Kind::Memory, skill.as_str())
    }

    /// Takes note of an answer, graded or not.
    pub fn note(&mut self, recent: Recent) {
        self.recent.insert(0, recent);
        self.recent.truncate(RECENT);
    }

    /// Learns from a graded answer. The first answer of a day counts; another one on the same
    /// day, or on an earlier one after a journey west, changes nothing.
    pub fn learn(&mut self, spacing: &Spacing, objective: &ObjectiveId, review: Review) -> Learnt {
        let before = self.objectives.get(objective.local());
        let (mut trace, learnt) = Trace::after(before, spacing, &review);
        trace.revocable = Revocable::after(before, spacing, review, learnt);
        self.objectives.insert(objective.local().to_owned(), trace);
        learnt
    }

    /// The chance to recall an objective on a day; none if it was never met.
    pub fn recall(&self, spacing: &Spacing, objective: &ObjectiveId, day: Date) -> Option<f32> {
        let trace = self.objectives.get(objective.local())?;
        Some(spacing.recall(trace.strength(), days_between(trace.last, day)))
    }

    /// How much of a skill is remembered on a day, from 0 to 1: the mean chance of recall over
    /// all its objectives, those never met as 0.
    pub fn strength(&self, spacing: &Spacing, skill: &Skill, day: Date) -> f32 {
        let sum: f32 = skill
            .objectives
            .iter()
            .filter_map(|o| self.recall(spacing, &o.id, day))
            .sum();
        sum / (skill.objectives.len().max(1) as f32)
    }
}

impl Trace {
    fn strength(&self) -> spacing::Strength {
        spacing::Strength {
            stability: self.stability,
            difficulty: self.difficulty,
        }
    }

    /// What is left after a review, and what it changed. Nothing of it can be undone.
    fn after(before: Option<&Self>, spacing: &Spacing, review: &Review) -> (Self, Learnt) {
        if let Some(trace) = before.filter(|trace| review.day <= trace.last) {
            let learnt = Learnt {
                grade: None,
                next_look_days: days_between(review.day, trace.due),
            };
            return (trace.irrevocable(), learnt);
        }
        let grade = review.grade_after(before);
        let elapsed = before.map(|trace| (trace.strength(), days_between(trace.last, review.day)));
        let next = spacing.after(elapsed, grade);
        let interval = spacing.fuzzed(next.interval_days, review.drawn);
        let seen = std::iter::once(review.item.clone())
            .chain(
                before
                    .into_iter()
                    .flat_map(|trace| trace.seen.iter())
                    .filter(|old| **old != review.item)
                    .cloned(),
            )
            .take(2)
            .collect();
        let trace = Self {
            stability: next.strength.stability,
            difficulty: next.strength.difficulty,
            last: review.day,
            due: review.day.saturating_add(jiff::Span::new().days(interval)),
            seen,
            sure_best: review.is_sure_best,
            earlier: earlier::earlier_after(before, review.day),
            revocable: None,
        };
        let learnt = Learnt {
            grade: Some(grade),
            next_look_days: interval,
        };
        (trace, learnt)
    }

    /// The same, as if all of it were final.
    fn irrevocable(&self) -> Self {
        Self {
            seen: self.seen.clone(),
            earlier: self.earlier.clone(),
            revocable: None,
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::seed;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const FIRST: Date = date(2026, 11, 2);

    fn idea() -> ObjectiveId {
        ObjectiveId::from("feedback#behaviour")
    }

    fn answer(memory: &mut Memory, item: &str, day: Date, grade: Grade, sure: bool) -> Learnt {
        let review = Review {
            item: ItemId::from(item),
            run: None,
            day,
            grade,
            is_sure_best: sure && grade == Grade::Good,
            drawn: seed::number(&[item]),
        };
        memory.learn(&Spacing::default(), &idea(), review)
    }

    #[test]
    fn easy_is_the_second_sure_best_in_a_row_on_another_sibling() {
        let second = |item: &str, sure_before: bool, sure: bool| {
            let mut memory = Memory::default();
            answer(&mut memory, "feedback/a", FIRST, Grade::Good, sure_before);
            let later = FIRST.saturating_add(14.days());
            answer(&mut memory, item, later, Grade::Good, sure).grade
        };
        assert_eq!(second("feedback/b", true, true), Some(Grade::Easy));
        assert_eq!(second("feedback/a", true, true), Some(Grade::Good));
        assert_eq!(second("feedback/b", false, true), Some(Grade::Good));
        assert_eq!(second("feedback/b", true, false), Some(Grade::Good));
    }

    #[test]
    fn the_two_last_siblings_are_known_newest_first() {
        let mut memory = Memory::default();
        for (week, item) in (0i64..).zip(["feedback/a", "feedback/b", "feedback/a", "feedback/c"]) {
            answer(
                &mut memory,
                item,
                FIRST.saturating_add((7 * week).days()),
                Grade::Good,
                false,
            );
        }
        let seen = &memory.objectives["behaviour"].seen;
        assert_eq!(*seen, ["feedback/c", "feedback/a"].map(ItemId::from));
    }

    proptest! {
        #[test]
        fn only_the_first_answer_of_a_day_counts(
            days in proptest::collection::vec((0i64..60, 0usize..4), 1..12),
        ) {
            let grades = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
            let mut memory = Memory::default();
            let mut day = FIRST;
            for (later, grade) in days {
                day = day.saturating_add(later.days());
                let before = memory.objectives.get("behaviour").cloned();
                let learnt = answer(&mut memory, "feedback/a", day, grades[grade], false);
                let trace = memory.objectives["behaviour"].clone();
                if before.as_ref().is_some_and(|before| before.last == day) {
                    prop_assert_eq!(learnt.grade, None);
                    prop_assert_eq!(Some(trace.clone()), before);
                } else {
                    prop_assert_eq!(trace.last, day);
                    prop_assert!((2..=240).contains(&learnt.next_look_days));
                }
                prop_assert_eq!(learnt.next_look_days, days_between(day, trace.due));
                prop_assert!(trace.stability.is_finite() && trace.stability > 0.0);
                prop_assert!((1.0..=10.0).contains(&trace.difficulty));
                let chance = memory.recall(&Spacing::default(), &idea(), day);
                prop_assert!(chance.is_some_and(|chance| (0.0..=1.0).contains(&chance)));
            }
        }
    }
}
