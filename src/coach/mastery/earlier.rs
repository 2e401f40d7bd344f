//! How much was remembered some weeks ago: of each idea it is kept how it stood after its answers
//! of late, which is all that the model needs to say what was left of it on a day of then. Nothing
//! is counted week by week, and what is undone is undone here too: it is part of the trace.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Memory, Spacing, Trace, spacing};
use crate::coach::days::{days_after, days_between};
use crate::library::Skill;

/// So many days back one can look: four weeks.
pub(in crate::coach) const LOOK_BACK_DAYS: i64 = 28;
/// So many earlier states of an idea are kept. Four weeks rarely hold as many answers to one idea;
/// of more, those in the middle go, so that the oldest still says that it was met.
const EARLIER_MOST: usize = 6;

/// How an idea stood after one of its answers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Stood {
    /// The person's day of that answer.
    on: Date,
    /// Days until the chance of recall has fallen to 90 % (FSRS: S).
    stability: f32,
}

/// The earlier states of an idea, newest first, once it is answered anew on a day.
pub(super) fn earlier_after(before: Option<&Trace>, day: Date) -> Vec<Stood> {
    let Some(before) = before else {
        return Vec::new();
    };
    let oldest = days_after(day, -LOOK_BACK_DAYS);
    let mut all = vec![before.stood()];
    all.extend(&before.earlier);
    // What stood on the first day that one can look back to, and all since.
    let since = all.iter().position(|stood| stood.on <= oldest);
    all.truncate(since.map_or(all.len(), |at| at + 1));
    while all.len() > EARLIER_MOST {
        all.remove(EARLIER_MOST - 1);
    }
    all
}

impl Trace {
    fn stood(&self) -> Stood {
        Stood {
            on: self.last,
            stability: self.stability,
        }
    }

    /// The chance to recall it on a day of the last weeks; none if it had not been met by then.
    fn recall_then(&self, spacing: &Spacing, day: Date) -> Option<f32> {
        let now = self.stood();
        let states = std::iter::once(&now).chain(&self.earlier);
        let then = states.into_iter().find(|stood| stood.on <= day)?;
        let strength = spacing::Strength {
            stability: then.stability,
            difficulty: self.difficulty,
        };
        Some(spacing.recall(strength, days_between(then.on, day)))
    }
}

impl Memory {
    /// How much of a skill was remembered on a day of the last four weeks, from 0 to 1, as
    /// [`Memory::strength`] has it; none if nothing of it had been met by then.
    pub fn strength_then(&self, spacing: &Spacing, skill: &Skill, day: Date) -> Option<f32> {
        let traces = skill.objectives.iter().filter_map(|objective| {
            let trace = self.objectives.get(objective.id.local())?;
            trace.recall_then(spacing, day)
        });
        let (met, sum) = traces.fold((0, 0.0), |(met, sum), recall| (met + 1, sum + recall));
        (met > 0).then(|| sum / (skill.objectives.len().max(1) as f32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::mastery::{Grade, Review};
    use crate::library::{ItemId, ObjectiveId};
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const FIRST: Date = date(2026, 9, 7);

    fn learn(memory: &mut Memory, day: Date, grade: Grade) {
        let review = Review {
            item: ItemId::from("feedback/late-report"),
            run: None,
            day,
            grade,
            is_sure_best: false,
            drawn: 0,
        };
        memory.learn(
            &Spacing::default(),
            &ObjectiveId::from("feedback#behaviour"),
            review,
        );
    }

    fn recall(memory: &Memory, day: Date) -> Option<f32> {
        memory.objectives["behaviour"].recall_then(&Spacing::default(), day)
    }

    #[test]
    fn nothing_is_said_of_a_time_before_the_first_answer() {
        let mut memory = Memory::default();
        learn(&mut memory, FIRST, Grade::Good);
        assert_eq!(recall(&memory, days_after(FIRST, -1)), None);
        assert_eq!(recall(&memory, FIRST), Some(1.0));
    }

    proptest! {
        /// What was remembered is what the memory of that day would have said.
        #[test]
        fn four_weeks_ago_is_as_it_was(steps in prop::collection::vec((4i64..40, 0usize..3), 1..8)) {
            let grades = [Grade::Again, Grade::Hard, Grade::Good];
            let mut memory = Memory::default();
            let mut day = FIRST;
            let mut states: Vec<(Date, Memory)> = Vec::new();
            for (later, grade) in steps {
                day = day.saturating_add(later.days());
                learn(&mut memory, day, grades[grade]);
                states.push((day, memory.clone()));
                let then = days_after(day, -LOOK_BACK_DAYS);
                let state = states.iter().rev().find(|(on, _)| *on <= then);
                let expected = state.and_then(|(_, memory)| {
                    memory.recall(&Spacing::default(), &ObjectiveId::from("feedback#behaviour"), then)
                });
                prop_assert_eq!(recall(&memory, then), expected);
            }
        }

        /// However often it is answered, little is kept, and that it was met is not forgotten.
        #[test]
        fn answered_every_day_it_was_met_all_the_same(days in 1i64..60) {
            let mut memory = Memory::default();
            for day in 0..=days {
                learn(&mut memory, days_after(FIRST, day), Grade::Again);
            }
            prop_assert!(memory.objectives["behaviour"].earlier.len() <= EARLIER_MOST);
            let then = days_after(FIRST, (days - LOOK_BACK_DAYS).max(0));
            prop_assert!(recall(&memory, then).is_some());
        }
    }
}
