//! A team's picture before an attacker who manages the channel and knows everybody in it: who asks again and again,
//! sends people in and out, keeps lists, has accomplices answer, and waits. And before a channel of fifty thousand.
//! The rule itself is played over drawn worlds beside it, in `src/coach/team/rule/tests.rs`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod about;
mod play;
mod programmes;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cairn::store::MemoryStore;
use jiff::SignedDuration;
use play::*;
use support::chance::Chance;
use support::ruled::{Call, Fate, Rule, Ruled};

/// Everybody in the team.
const TEAM: [&str; 9] = [
    "Ana", "Ben", "Carla", "Dina", "Eva", "Fay", "Gus", "Hal", "Ina",
];
/// Of whom the attacker wants to know something.
const VICTIM: &str = "Ana";
/// Who do what the attacker wants: with the victim one fewer than five.
const ACCOMPLICES: [&str; 3] = ["Ben", "Carla", "Dina"];
/// The buttons of a check-in.
const CHOICES: [&str; 3] = ["A", "B", "C"];
const WEEK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What the attacker does between two looks.
#[derive(Clone, Debug)]
enum Step {
    /// The victim answers a check-in, and accomplices do.
    Answers(Vec<(&'static str, &'static str)>),
    /// Somebody is in the channel, or is not.
    Channel(&'static str, bool),
    /// Somebody is put on a list, or taken off.
    List(&'static str, bool),
    /// The picture is stopped and begun anew.
    Anew,
    /// A week passes.
    Week,
}

fn steps(chance: &mut Chance) -> Vec<Step> {
    let own: Vec<&'static str> = [&[VICTIM][..], &ACCOMPLICES[..]].concat();
    let mut draw = || match chance.below(8) {
        0..=2 => {
            let mut answers = vec![(VICTIM, "A")];
            for accomplice in ACCOMPLICES {
                if chance.once_in(2) {
                    answers.push((accomplice, chance.pick(&CHOICES)));
                }
            }
            Step::Answers(answers)
        }
        3 => Step::Channel(chance.pick(&own), chance.once_in(2)),
        4 => Step::List(chance.pick(&TEAM), !chance.once_in(4)),
        5 => Step::Anew,
        _ => Step::Week,
    };
    (0..24).map(|_| draw()).collect()
}

/// Plays a world in which the victim answers so, or not at all; all pictures that are seen.
async fn seen(steps: &[Step], victim: Option<&str>) -> Vec<String> {
    let mut play = Play::begin(Arc::new(MemoryStore::default()));
    let mut here: BTreeSet<&str> = TEAM.into_iter().collect();
    let hold =
        |play: &Play, here: &BTreeSet<&str>| play.holds(here.iter().map(|name| (*name).to_owned()));
    hold(&play, &here);
    play.answered(&TEAM.map(|who| (who, "B"))).await;
    play.picture().await;
    play.presses(MANAGER, "Draw it").await;
    let mut seen = vec![play.picture().await];
    assert!(
        seen[0].contains("tenths"),
        "there is something to begin with: {}",
        seen[0]
    );
    for (number, step) in (1..).zip(steps) {
        play.at_step(number * 1_000);
        match step {
            Step::Answers(answers) => {
                let answers: Vec<(&str, &str)> = answers
                    .iter()
                    .filter_map(|(who, choice)| match *who {
                        VICTIM => Some((VICTIM, victim?)),
                        accomplice => Some((accomplice, *choice)),
                    })
                    .collect();
                play.answered(&answers).await;
            }
            Step::Channel(who, true) => {
                here.insert(who);
                hold(&play, &here);
            }
            Step::Channel(who, false) => {
                here.remove(who);
                hold(&play, &here);
            }
            Step::List(who, true) => {
                play.says(&format!("team Mine add @{who}")).await;
            }
            Step::List(who, false) => {
                play.says(&format!("team Mine remove @{who}")).await;
            }
            Step::Anew => {
                play.picture().await;
                play.presses(MANAGER, "Stop drawing it").await;
                play.picture().await;
                play.presses(MANAGER, "Draw it").await;
            }
            Step::Week => play.later(WEEK).await,
        }
        play.at_step(number * 1_000 + 500);
        seen.push(play.picture().await);
        seen.push(play.says("team Mine").await);
    }
    seen
}

#[tokio::test]
async fn what_one_person_answers_shows_in_nothing_that_a_manager_with_three_accomplices_can_do() {
    for seed in 0..8 {
        let steps = steps(&mut Chance::of(seed));
        let worlds = [
            seen(&steps, None).await,
            seen(&steps, Some("A")).await,
            seen(&steps, Some("C")).await,
        ];
        for other in &worlds[1..] {
            for (at, (one, other)) in worlds[0].iter().zip(other).enumerate() {
                assert_eq!(one, other, "seed {seed}, look {at}: {steps:#?}");
            }
        }
    }
}

#[tokio::test]
async fn with_a_fourth_the_picture_does_change_so_that_the_test_above_can_fail() {
    let four: Vec<(&str, &str)> = ["Ben", "Carla", "Dina", "Eva"].map(|who| (who, "A")).into();
    let with = |victim: Option<&'static str>| {
        let answers = victim
            .map(|choice| (VICTIM, choice))
            .into_iter()
            .chain(four.clone());
        let answers: Vec<(&str, &str)> = answers.collect();
        async move {
            let mut play = Play::begin(Arc::new(MemoryStore::default()));
            play.holds(TEAM.map(str::to_owned));
            play.answered(&TEAM.map(|who| (who, "B"))).await;
            play.picture().await;
            play.presses(MANAGER, "Draw it").await;
            play.later(WEEK).await;
            play.answered(&answers).await;
            play.later(WEEK).await;
            play.picture().await
        }
    };
    assert_ne!(with(None).await, with(Some("A")).await);
}

/// How many are in the big channel, and how many of them use the bot.
const CROWD: usize = 50_000;
const USERS: usize = 240;
/// The most commits in which the users answer and the picture of the channel is made, begun twice: one for each answer
/// and for each page of who is in it, and some.
const COMMITS_MOST: usize = USERS + CROWD / 200 + 100;

/// A making that counts the same people again and again would never end: it fails here.
#[derive(Default)]
struct Bounded(AtomicUsize);

impl Rule for Bounded {
    fn fate(&self, call: Call<'_>) -> Fate {
        if let Call::Commit(_) = call {
            let before = self.0.fetch_add(1, Ordering::Relaxed);
            assert!(before < COMMITS_MOST, "the picture is not finished");
        }
        Fate::Happens
    }
}

#[tokio::test]
async fn a_channel_of_fifty_thousand_is_listed_on_where_it_was_left() {
    let begin = async || {
        let store = Arc::new(Ruled::<Bounded>::default());
        let mut play = Play::begin(store.clone());
        let users: Vec<String> = (0..USERS).map(|user| format!("U{user}")).collect();
        let answers: Vec<(&str, &str)> = users.iter().map(|user| (user.as_str(), "A")).collect();
        play.answered(&answers).await;
        let strangers = (0..CROWD - USERS).map(|stranger| format!("S{stranger}"));
        play.holds(users.into_iter().chain(strangers));
        play.picture().await;
        (store, play)
    };
    let (_, mut play) = begin().await;
    play.presses(MANAGER, "Draw it").await;
    let whole = play.picture().await;
    assert!(whole.contains("fifty people or more"), "{whole}");
    assert_eq!(play.stage.members_asked(), CROWD / 200);

    let (store, mut play) = begin().await;
    let (stage, clock) = (play.stage.clone(), play.clock.clone());
    let drawing = tokio::spawn(async move { play.presses(MANAGER, "Draw it").await });
    while stage.members_asked() < 20 {
        tokio::task::yield_now().await;
    }
    // It is gone in the middle of what it did.
    drawing.abort();
    drop(drawing);
    let mut play = Play::of(store, stage, support::coach(), clock);
    play.at_step(1_000_000);
    play.engine.settled().await;
    assert_eq!(play.picture().await, whole);
    let asked = play.stage.members_asked();
    assert!(
        asked <= CROWD / 200 + 1,
        "what was listed is not asked again: {asked}"
    );
}
