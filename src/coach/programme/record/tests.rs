//! What is promised of it, tried; how it is made lies beside it.

use super::*;
use crate::library::{Audience, ProgrammeStep, ProgrammeWeek};
use jiff::civil::{Weekday, date};
use proptest::prelude::*;

/// A Tuesday.
const TODAY: Date = date(2026, 11, 24);

fn programme(weeks: u8) -> Programme {
    let step = |day, what| ProgrammeStep { day, what };
    let week = |number: u8| ProgrammeWeek {
        theme: format!("Week {number}"),
        steps: vec![
            step(1, StepKind::Tip(format!("skill/tip-{number}").into())),
            step(3, StepKind::CheckIn(format!("skill/item-{number}").into())),
            step(5, StepKind::Act(ProgrammeAct::Win)),
        ],
    };
    Programme {
        id: "made".into(),
        title: "Made".to_owned(),
        aim: "Try it.".to_owned(),
        badge: "Made".to_owned(),
        audiences: vec![Audience::Person],
        weeks: (0..weeks).map(week).collect(),
    }
}

fn begun() -> Enrolment {
    Enrolment::begin(&programme(4), TODAY, None)
}

#[test]
fn it_begins_on_the_next_such_weekday_and_each_step_on_its_own() {
    let enrolment = begun();
    assert_eq!(enrolment.steps[0].on, date(2026, 11, 30));
    assert_eq!(enrolment.steps[1].on, date(2026, 12, 2));
    assert_eq!(enrolment.steps[11].on, date(2026, 12, 25));
    let sunday = Enrolment::begin(&programme(1), date(2026, 11, 29), None);
    assert_eq!(sunday.steps[0].on, date(2026, 11, 30));
}

#[test]
fn what_is_done_counts_however_it_was_and_once() {
    let mut enrolment = begun();
    assert!(enrolment.mark(&Done::Won, TODAY));
    assert_eq!(enrolment.steps[2].done, Some(TODAY));
    assert!(enrolment.mark(&Done::Won, TODAY), "there are four of these");
    assert!(!enrolment.mark(&Done::TipSeen("skill/another".into()), TODAY));
    assert_eq!(enrolment.progress(), (2, 12));
    assert_eq!(enrolment.undone().next().map(|(at, _)| at), Some(0));
}

#[test]
fn seven_in_ten_are_enough_when_all_came_and_the_last_had_its_days() {
    let mut enrolment = begun();
    for step in &mut enrolment.steps {
        step.came = Some(step.on);
    }
    let last = date(2026, 12, 25);
    for step in enrolment.steps.iter_mut().take(8) {
        step.done = step.came;
    }
    assert!(!enrolment.is_finished(date(2027, 6, 1)), "8 of 12 are not");
    enrolment.steps[8].done = Some(last);
    assert!(!enrolment.is_finished(last), "the last has its days");
    assert_eq!(enrolment.next_day(), Some(date(2027, 1, 1)));
    assert!(enrolment.is_finished(date(2027, 1, 1)));
    enrolment.steps[11].done = Some(last);
    assert!(enrolment.is_finished(last));
    enrolment.steps[10].came = None;
    assert!(!enrolment.is_finished(last), "one is still to come");
}

proptest! {
    #[test]
    fn no_step_is_lost_or_turned_round_whatever_is_postponed(
        acts in prop::collection::vec((0u8..4, 1i64..60), 0..12),
    ) {
        let mut enrolment = begun();
        let before = enrolment.clone();
        let mut today = TODAY;
        for (act, days) in acts {
            today = days_after(today, days);
            match act {
                0 => enrolment.postpone(),
                1 => enrolment.pause(days_after(today, days)),
                2 => enrolment.resume(days_after(today, 1)),
                _ => {
                    let next = enrolment.steps.iter_mut().find(|step| step.is_ahead());
                    if let Some(step) = next {
                        step.came = Some(today);
                    }
                }
            }
        }
        prop_assert_eq!(enrolment.steps.len(), before.steps.len());
        for (step, was) in enrolment.steps.iter().zip(&before.steps) {
            prop_assert_eq!(&step.what, &was.what);
            prop_assert_eq!(step.on.weekday(), was.on.weekday());
        }
        let ahead: Vec<Date> = enrolment
            .steps
            .iter()
            .filter(|step| step.is_ahead())
            .map(|step| step.on)
            .collect();
        prop_assert!(ahead.is_sorted());
        if let (Some(until), Some(first)) = (enrolment.paused_until, ahead.first()) {
            // Postponed since, it comes later still; never before the pause ends.
            prop_assert!(*first >= until);
        }
    }

    #[test]
    fn a_pause_that_ends_early_brings_the_next_step_within_a_week(
        length in 1i64..100, early in 1i64..100,
    ) {
        let mut enrolment = begun();
        let now = date(2026, 12, 1);
        enrolment.steps[0].came = Some(date(2026, 11, 30));
        enrolment.pause(days_after(now, length));
        let from = days_after(now, early.min(length));
        enrolment.resume(from);
        let next = enrolment.next().unwrap().on;
        prop_assert_eq!(next.weekday(), Weekday::Wednesday);
        prop_assert!(from <= next && next < days_after(from, 7));
        prop_assert_eq!(enrolment.paused_until, None);
    }
}

#[test]
fn a_channel_that_closes_keeps_its_steps_and_brings_them_whole_weeks_later() {
    let mut enrolment = begun();
    enrolment.steps[0].came = Some(date(2026, 11, 30));
    enrolment.steps[0].done = Some(date(2026, 11, 30));
    let steps = enrolment.steps.clone();
    enrolment.closed = Some(Trouble::Archived);
    assert_eq!(
        enrolment.to_post(),
        None,
        "nothing is posted while it waits"
    );
    assert!(enrolment.is_paused(TODAY) && enrolment.next().is_some());

    enrolment.open_again(date(2026, 12, 20));
    assert_eq!(enrolment.closed, None);
    for (step, was) in enrolment.steps.iter().zip(&steps).skip(1) {
        assert_eq!(step.on, days_after(was.on, 21), "all move alike");
    }
    assert_eq!(
        enrolment.to_post().map(|step| step.on),
        Some(date(2026, 12, 23))
    );
}

#[test]
fn a_step_that_could_not_be_posted_is_still_to_come() {
    let mut enrolment = begun();
    let before = enrolment.clone();
    for step in &mut enrolment.steps {
        (step.came, step.done) = (Some(TODAY), Some(TODAY));
    }
    enrolment.earned = Some("2026-12-25T09:00:00Z".parse().unwrap());
    enrolment.posted = Some(Posted {
        at: 11,
        name: "P1".to_owned(),
    });
    enrolment.take_back(11);
    assert_eq!(enrolment.next(), before.steps.last());
    assert!(!enrolment.is_over() && enrolment.posted.is_none());
}

#[test]
fn an_assessment_is_awaited_from_the_day_of_its_step_until_it_is_done() {
    let mut enrolment = begun();
    let id = AssessmentId::from("made");
    let when = Phase::After;
    enrolment.steps[4].what = StepKind::Assessment {
        id: id.clone(),
        when,
    };
    let on = enrolment.steps[4].on;
    assert!(
        !enrolment.awaits(&id, days_after(on, -1)),
        "its day is to come"
    );
    assert!(enrolment.awaits(&id, on) && enrolment.awaits(&id, days_after(on, 30)));
    assert!(!enrolment.awaits(&"another".into(), on));
    assert!(enrolment.mark(&Done::Assessed(id.clone()), on));
    assert!(!enrolment.awaits(&id, on));
    enrolment.steps[4].done = None;
    enrolment.earned = Some("2026-12-25T09:00:00Z".parse().unwrap());
    assert!(!enrolment.awaits(&id, on), "it is over");
}
