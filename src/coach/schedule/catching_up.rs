//! What becomes of times that have come: on the minute, or after downtime (F16). Pure: what has
//! come goes in, what is posted and what is passed over comes out. However long nothing ran, at
//! most one thing is posted, and what was passed over is told in one line.

use jiff::{SignedDuration, Timestamp};

use crate::timing::Occurrence;

/// How late a tip is still worth posting.
pub(super) const TIP_LATE_MOST: SignedDuration = SignedDuration::from_hours(24);

/// The least that a check-in which is opened late stays open; with less left of its time it is
/// passed over.
const WINDOW_LEAST: SignedDuration = SignedDuration::from_mins(15);

/// What a thing is, as far as being late matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coach) enum Sort {
    /// It is as good a few hours later.
    Tip,
    /// It is open from its hour on for so long, and not longer for being late.
    CheckIn(SignedDuration),
}

/// What becomes of the times that have come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The one that is posted now.
    pub post: Option<Occurrence>,
    /// How many are passed over.
    pub passed_over: usize,
}

/// What becomes of times that have come by now, the oldest first. Of several the latest alone is
/// posted, if it is not too late: a tip within a day, a check-in within its own window.
pub(super) fn catching_up(sort: Sort, come: &[Occurrence], now: Timestamp) -> Outcome {
    let Some((latest, earlier)) = come.split_last() else {
        return Outcome::default();
    };
    if is_in_time(sort, latest.at, now) {
        Outcome {
            post: Some(*latest),
            passed_over: earlier.len(),
        }
    } else {
        Outcome {
            post: None,
            passed_over: come.len(),
        }
    }
}

fn is_in_time(sort: Sort, at: Timestamp, now: Timestamp) -> bool {
    let late = now.duration_since(at);
    match sort {
        Sort::Tip => late <= TIP_LATE_MOST,
        Sort::CheckIn(open_for) => {
            // One that is open for less than the least is worth posting on the minute only.
            let least = WINDOW_LEAST.min(open_for);
            open_for.saturating_sub(late) >= least
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    const HOUR: i64 = 3_600;

    fn occurrence(second: i64) -> Occurrence {
        let at = Timestamp::from_second(second).unwrap();
        Occurrence {
            local: at.to_zoned(TimeZone::UTC).datetime(),
            at,
        }
    }

    fn sort() -> impl Strategy<Value = Sort> {
        prop_oneof![
            Just(Sort::Tip),
            (1i64..20_000).prop_map(|minutes| Sort::CheckIn(SignedDuration::from_mins(minutes))),
        ]
    }

    /// Times that have come, the oldest first, and how long ago the last of them was.
    fn come() -> impl Strategy<Value = (Vec<Occurrence>, Timestamp)> {
        let steps = prop::collection::vec(60i64..40 * 24 * HOUR, 0..20);
        (steps, 0i64..30 * 24 * HOUR).prop_map(|(steps, late)| {
            let mut at = 0;
            let come = steps.into_iter().map(|step| {
                at += step;
                occurrence(at)
            });
            let come: Vec<Occurrence> = come.collect();
            let last = come.last().map_or(0, |last| last.at.as_second());
            (come, Timestamp::from_second(last + late).unwrap())
        })
    }

    proptest! {
        #[test]
        fn every_time_has_one_outcome_and_at_most_one_is_posted(sort in sort(), (come, now) in come()) {
            let outcome = catching_up(sort, &come, now);
            prop_assert_eq!(usize::from(outcome.post.is_some()) + outcome.passed_over, come.len());
            prop_assert!(outcome.post.is_none_or(|post| Some(&post) == come.last()));
        }

        #[test]
        fn on_the_minute_everything_is_posted(sort in sort(), (come, _) in come()) {
            if let Some(last) = come.last() {
                prop_assert_eq!(catching_up(sort, &come, last.at).post, Some(*last));
            }
        }

        #[test]
        fn what_was_too_late_is_not_in_time_later(sort in sort(), (come, now) in come(), more in 0i64..1_000_000) {
            let later = now + SignedDuration::from_secs(more);
            if catching_up(sort, &come, now).post.is_none() {
                prop_assert_eq!(catching_up(sort, &come, later).post, None);
            }
        }

        #[test]
        fn a_check_in_is_never_opened_after_its_end(minutes in 1i64..20_000, (come, now) in come()) {
            let open_for = SignedDuration::from_mins(minutes);
            if let Some(post) = catching_up(Sort::CheckIn(open_for), &come, now).post {
                prop_assert!(now < post.at + open_for);
            }
        }
    }

    #[test]
    fn a_tip_comes_up_to_a_day_late_and_a_check_in_while_some_of_its_time_is_left() {
        let posted = |sort, late: i64| {
            let now = Timestamp::from_second(late).unwrap();
            catching_up(sort, &[occurrence(0)], now).post.is_some()
        };
        assert!(posted(Sort::Tip, 24 * HOUR));
        assert!(!posted(Sort::Tip, 24 * HOUR + 1));
        let a_day = Sort::CheckIn(SignedDuration::from_hours(24));
        assert!(posted(a_day, 24 * HOUR - 15 * 60));
        assert!(!posted(a_day, 24 * HOUR - 15 * 60 + 1));
    }
}
