//! When an idea is worth another look: FSRS-6 by its authors' crate, in whole days, with the
//! retention and the bounds that suit two nudges a week. Nothing here knows of people or items.

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, MemoryState, current_retrievability};

use super::Grade;

/// At what chance of recall the next look comes. Low on purpose: at two short sessions a week a
/// higher one spends the year on re-asking few ideas.
const RETENTION: f32 = 0.75;
/// The least and the most days until the next look.
const INTERVAL_DAYS: (i64, i64) = (2, 240);
/// By how much an interval may be lengthened or shortened, so that what was learnt on one day
/// does not come back on one day.
const FUZZ: f64 = 0.1;

/// How well something is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// Days until the chance of recall has fallen to 90 %.
    pub stability: f32,
    /// 1 to 10.
    pub difficulty: f32,
}

/// What an answer leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// The new strength.
    pub strength: Strength,
    /// Days until the next look, before rounding and bounds.
    pub interval_days: f32,
}

/// The model with its weights.
#[derive(Clone, Debug, Default)]
pub struct Spacing {
    model: FSRS,
}

impl Spacing {
    /// What an answer leads to, from the strength before and the whole days since, if any.
    pub fn after(&self, before: Option<(Strength, i64)>, grade: Grade) -> Next {
        let state = before.map(|(strength, _)| MemoryState {
            stability: strength.stability,
            difficulty: strength.difficulty,
        });
        let days = before.map_or(0, |(_, days)| u32::try_from(days).unwrap_or(0));
        match self.model.next_states(state, RETENTION, days) {
            Ok(states) => {
                let next = match grade {
                    Grade::Again => states.again,
                    Grade::Hard => states.hard,
                    Grade::Good => states.good,
                    Grade::Easy => states.easy,
                };
                let strength = Strength {
                    stability: next.memory.stability,
                    difficulty: next.memory.difficulty,
                };
                Next {
                    strength,
                    interval_days: next.interval,
                }
            }
            // The model refuses a state that is no number or out of bounds, which only a damaged
            // record could hold: such a memory starts anew.
            Err(_) if before.is_some() => self.after(None, grade),
            Err(_) => Next {
                strength: Strength {
                    stability: 1.0,
                    difficulty: 5.0,
                },
                interval_days: INTERVAL_DAYS.0 as f32,
            },
        }
    }

    /// The chance of recall after so many days.
    pub fn recall(&self, strength: Strength, days: i64) -> f32 {
        let state = MemoryState {
            stability: strength.stability,
            difficulty: strength.difficulty,
        };
        current_retrievability(state, days as f32, FSRS6_DEFAULT_DECAY)
    }

    /// An interval in whole days, fuzzed by a drawn number and held within the bounds.
    pub fn fuzzed(&self, interval_days: f32, drawn: u64) -> i64 {
        // The upper 32 bits as a share from 0 to 1.
        let share = (drawn >> 32) as f64 / f64::from(u32::MAX);
        let factor = 1.0 - FUZZ + 2.0 * FUZZ * share;
        let (least, most) = INTERVAL_DAYS;
        ((f64::from(interval_days) * factor).round() as i64).clamp(least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Published weights of FSRS-6, retention 0.75: (grade, days since, S, D, interval).
    #[test]
    fn the_golden_vectors() {
        use Grade::{Again, Easy, Good, Hard};
        let series = [
            vec![
                (Good, 0, 2.3065, 2.1181, 12.85),
                (Good, 13, 27.956, 2.1112, 155.7),
                (Good, 40, 126.184, 2.1043, 702.8),
            ],
            vec![
                (Again, 0, 0.2120, 6.4133, 1.18),
                (Good, 3, 2.7610, 6.4021, 15.38),
                (Good, 14, 17.4895, 6.3909, 97.4),
            ],
            vec![
                (Easy, 0, 8.2956, 1.0, 46.2),
                (Again, 46, 1.7841, 7.0270, 9.94),
                (Good, 7, 9.6367, 7.0152, 53.7),
            ],
            vec![
                (Hard, 0, 1.2931, 5.1122, 7.20),
                (Hard, 7, 7.4971, 6.7405, 41.8),
                (Hard, 14, 18.6784, 7.8214, 104.0),
            ],
        ];
        let spacing = Spacing::default();
        for steps in series {
            let mut before = None;
            for (grade, days, stability, difficulty, interval) in steps {
                let next = spacing.after(before.map(|strength| (strength, days)), grade);
                let near = |got: f32, want: f32| (got - want).abs() <= 1e-3 * want.abs().max(1.0);
                assert!(
                    near(next.strength.stability, stability),
                    "{grade:?} {days}: S {}",
                    next.strength.stability
                );
                assert!(
                    near(next.strength.difficulty, difficulty),
                    "{grade:?} {days}: D {}",
                    next.strength.difficulty
                );
                assert!(
                    (next.interval_days - interval).abs() <= 5e-3 * interval,
                    "{grade:?} {days}: I {}",
                    next.interval_days
                );
                before = Some(next.strength);
            }
        }
    }

    #[test]
    fn recall_after_thirty_days_at_a_stability_of_ten() {
        let recall = Spacing::default().recall(
            Strength {
                stability: 10.0,
                difficulty: 5.0,
            },
            30,
        );
        assert!((recall - 0.80939).abs() < 1e-4, "{recall}");
    }

    proptest! {
        #[test]
        fn an_interval_stays_within_its_bounds_and_a_tenth_of_itself(days in 0.0f32..2000.0, drawn: u64) {
            let fuzzed = Spacing::default().fuzzed(days, drawn);
            prop_assert!((2..=240).contains(&fuzzed));
            if (3.0..200.0).contains(&days) {
                prop_assert!((fuzzed as f32 - days).abs() <= days * 0.1 + 0.51);
            }
        }

        #[test]
        fn a_better_answer_is_never_remembered_worse(stability in 0.01f32..5000.0, difficulty in 1.0f32..10.0, days in 1i64..400) {
            let spacing = Spacing::default();
            let before = Some((Strength { stability, difficulty }, days));
            let after = |grade| spacing.after(before, grade).strength.stability;
            prop_assert!(after(Grade::Again) <= after(Grade::Hard));
            prop_assert!(after(Grade::Hard) <= after(Grade::Good));
            prop_assert!(after(Grade::Good) <= after(Grade::Easy));
        }

        #[test]
        fn nothing_is_recalled_better_for_waiting(stability in 0.01f32..5000.0, days in 0i64..1000) {
            let spacing = Spacing::default();
            let strength = Strength { stability, difficulty: 5.0 };
            prop_assert!(spacing.recall(strength, days + 1) <= spacing.recall(strength, days));
        }

        #[test]
        fn a_damaged_state_starts_anew(stability in prop_oneof![Just(f32::NAN), Just(-1.0), Just(f32::INFINITY)]) {
            let spacing = Spacing::default();
            let next = spacing.after(Some((Strength { stability, difficulty: 5.0 }, 3)), Grade::Good);
            prop_assert!(next.strength.stability.is_finite() && next.strength.stability > 0.0);
        }
    }
}
