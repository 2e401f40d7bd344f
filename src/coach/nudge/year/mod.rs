//! Years of one person, drawn: what she says and taps, where she goes, what the platform does.
//! Every decision is the coach's own; what is checked is what she then gets.

mod life;

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::time;
use proptest::prelude::*;

use super::Wish;
use crate::chat::Undeliverable;
use crate::coach::act::Act;
use crate::coach::{Coach, sample};
use life::Life;
pub(super) use life::ZONES;

#[derive(Clone, Debug)]
enum Step {
    Passes { hours: i64, late_minutes: i64 },
    Says(&'static str),
    Presses(Wish),
    AsksForATip(&'static str),
    Plans(i64),
    Moves(&'static str),
    Leaves,
    Returns,
    Guest(bool),
    Answers(bool),
    TooLate,
}

const WORDS: [&str; 12] = [
    "nudges on",
    "unstop",
    "nudges three times a week on Mon Wed Fri at 16:30",
    "nudges every day at 7",
    "nudges Sat Sun at 19:00",
    "nudges three times a week every day",
    "nudges pause 2 weeks",
    "nudges off",
    "stop",
    "practice 1",
    "skip",
    "me",
];

/// Tips of the library that have a follow-up.
const TIPS: [&str; 3] = [
    "manage-or-lead/name-the-mode",
    "team-brand/three-moments-that-count",
    "directional-living/direction-before-destination",
];

fn step() -> impl Strategy<Value = Step> {
    let wishes = vec![
        Wish::On,
        Wish::Later,
        Wish::Fewer,
        Wish::Pause,
        Wish::Off,
        Wish::No,
    ];
    prop_oneof![
        12 => (1i64..100, prop_oneof![4 => 0i64..3, 1 => 0i64..400])
            .prop_map(|(hours, late_minutes)| Step::Passes { hours, late_minutes }),
        5 => prop::sample::select(WORDS.as_slice()).prop_map(Step::Says),
        3 => prop::sample::select(wishes).prop_map(Step::Presses),
        2 => prop::sample::select(TIPS.as_slice()).prop_map(Step::AsksForATip),
        2 => (1i64..20).prop_map(Step::Plans),
        2 => prop::sample::select(ZONES.as_slice()).prop_map(Step::Moves),
        1 => Just(Step::Leaves),
        2 => Just(Step::Returns),
        1 => any::<bool>().prop_map(Step::Guest),
        1 => any::<bool>().prop_map(Step::Answers),
        1 => Just(Step::TooLate),
    ]
}

fn lives(life: &mut Life, step: &Step) {
    match step {
        Step::Passes {
            hours,
            late_minutes,
        } => life.passes(
            SignedDuration::from_hours(*hours),
            SignedDuration::from_mins(*late_minutes),
        ),
        Step::Says(words) => life.says(words),
        Step::Presses(wish) => life.presses(&Act::Nudges(*wish)),
        Step::AsksForATip(tip) => life.tries(tip),
        Step::Plans(days) => life.plans(*days),
        Step::Moves(zone) => {
            life.zone = zone;
            life.told();
        }
        Step::Leaves => {
            life.is_there = false;
            life.told();
        }
        Step::Returns => {
            life.is_there = true;
            life.told();
        }
        Step::Guest(is) => {
            life.is_guest = *is;
            life.told();
        }
        Step::Answers(does) => life.answers = *does,
        Step::TooLate => life.last_is_too_late(),
    }
}

thread_local! {
    static COACH: Arc<Coach> = Arc::new(sample::coach());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nobody_is_nagged(
        zone in prop::sample::select(ZONES.as_slice()),
        steps in prop::collection::vec(step(), 1..150),
    ) {
        let mut life = Life::begin(COACH.with(Clone::clone), zone);
        life.says("nudges on");
        for step in &steps {
            lives(&mut life, step);
        }
        life.add_up();
    }
}

#[test]
fn a_plan_comes_once_on_the_day_that_she_named_whether_or_not_she_is_nudged() {
    for words in ["me", "nudges on"] {
        let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
        life.says(words);
        life.plans(3);
        life.passes(SignedDuration::from_hours(24 * 21), SignedDuration::ZERO);
        let plans = life
            .came
            .iter()
            .filter(|came| came.message.as_str().starts_with("plan/"));
        let plans: Vec<_> = plans.collect();
        let [came] = plans.as_slice() else {
            panic!("{words}: {plans:?}");
        };
        // Made on Monday, 5 January.
        assert_eq!(came.day, jiff::civil::date(2026, 1, 8));
        assert!(came.asked, "it counts in no week");
    }
}

#[test]
fn who_has_stopped_everything_is_asked_about_no_plan() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges off");
    life.plans(3);
    life.passes(SignedDuration::from_hours(24 * 21), SignedDuration::ZERO);
    assert!(life.came.is_empty(), "{:?}", life.came);
}

#[test]
fn in_every_zone_a_year_of_answers_is_two_a_week_at_half_past_nine() {
    for zone in ZONES {
        let mut life = Life::begin(COACH.with(Clone::clone), zone);
        life.says("nudges on");
        for _ in 0..364 {
            let before = life.came.len();
            life.passes(SignedDuration::from_hours(24), SignedDuration::ZERO);
            if life.came.len() > before {
                life.says("skip");
            }
        }
        life.add_up();
        assert_eq!(life.came.len(), 104, "{zone}");
        for came in &life.came {
            let at = life.local(came.at).time();
            assert!(
                time(9, 30, 0, 0) <= at && at < time(9, 45, 0, 0),
                "{at} in {zone}"
            );
        }
    }
}

#[test]
fn what_fell_due_while_nothing_ran_is_not_made_up_for() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges on");
    life.passes(
        SignedDuration::from_hours(24 * 8),
        SignedDuration::from_hours(2),
    );
    assert_eq!(life.came.len(), 0);
    life.passes(
        SignedDuration::from_hours(24 * 7),
        SignedDuration::from_mins(90),
    );
    assert_eq!(life.came.len(), 2);
}

#[test]
fn an_answer_of_the_platform_that_never_comes_holds_nothing_up_for_ever() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges on");
    life.answers = false;
    let week = SignedDuration::from_hours(24 * 7);
    life.passes(week, SignedDuration::ZERO);
    life.says("me");
    let known = life.came.len();
    life.passes(week * 2, SignedDuration::ZERO);
    assert_eq!(life.came.len(), known, "nobody is written to unseen");
    life.answers = true;
    life.passes(week, SignedDuration::ZERO);
    assert_eq!(life.came.len(), known + 2);
}

#[test]
fn who_never_answers_gets_four_and_one_question_and_then_silence() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges on");
    life.passes(SignedDuration::from_hours(24 * 364), SignedDuration::ZERO);
    assert_eq!(life.came.len(), 5);
    life.says("help");
    life.passes(SignedDuration::from_hours(24 * 7), SignedDuration::ZERO);
    assert_eq!(life.came.len(), 7, "at her own pace again");
}

#[test]
fn who_can_not_be_reached_on_three_days_is_left_alone_until_she_speaks() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges on");
    let day = SignedDuration::from_hours(24);
    for _ in 0..60 {
        let before = life.came.len();
        life.passes(day, SignedDuration::ZERO);
        if life.came.len() > before {
            life.last_fails(Undeliverable::NotAllowed);
            // The same refusal of something else on the same day is no other day.
            life.last_fails(Undeliverable::NotAllowed);
        }
    }
    assert_eq!(life.came.len(), 3, "tried on three days and then no more");
    life.says("me");
    life.passes(day * 7, SignedDuration::ZERO);
    assert_eq!(life.came.len(), 5, "her next word brings it back");
}

#[test]
fn a_single_refusal_between_others_passes() {
    let mut life = Life::begin(COACH.with(Clone::clone), "Europe/Berlin");
    life.says("nudges on");
    life.passes(SignedDuration::from_hours(24 * 3), SignedDuration::ZERO);
    life.last_fails(Undeliverable::NotThere);
    life.passes(SignedDuration::from_hours(24 * 7), SignedDuration::ZERO);
    assert!(life.came.len() > 2, "{:?}", life.came);
}
