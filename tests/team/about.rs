//! About whom a figure is: who leaves drops out once five have changed, who counts for another team does not count
//! here, and who has been silent for eight weeks is not active.

use std::sync::Arc;

use cairn::store::MemoryStore;

use crate::WEEK;
use crate::play::{MANAGER, Play};

const FIVE: &str = "five people or more";
const TEN: &str = "ten people or more";

fn people(some: &[u8]) -> Vec<String> {
    some.iter().map(|number| format!("P{number}")).collect()
}

/// These people have answered.
async fn answered_by(play: &mut Play, some: &[u8]) {
    let people = people(some);
    let answers: Vec<(&str, &str)> = people.iter().map(|who| (who.as_str(), "A")).collect();
    play.answered(&answers).await;
}

async fn begin_with(some: &[u8]) -> Play {
    let mut play = Play::begin(Arc::new(MemoryStore::default()));
    play.holds(people(some));
    answered_by(&mut play, some).await;
    play
}

async fn drawn(play: &mut Play) -> String {
    play.picture().await;
    play.presses(MANAGER, "Draw it").await;
    play.picture().await
}

fn is_about(number: &str, picture: &str) {
    assert!(picture.contains(number), "{number}: {picture}");
}

/// Ten and two of a team.
const TWELVE: [u8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

#[tokio::test]
async fn who_leaves_a_channel_is_in_its_figure_until_five_have_changed_and_no_longer() {
    let mut play = begin_with(&TWELVE).await;
    is_about(TEN, &drawn(&mut play).await);
    play.holds(people(&TWELVE[..8]));
    play.later(WEEK).await;
    is_about(TEN, &play.picture().await);
    play.holds(people(&TWELVE[..7]));
    play.later(WEEK).await;
    is_about(FIVE, &play.picture().await);
}

#[tokio::test]
async fn of_two_lists_that_overlap_the_later_one_counts_nobody_whom_the_earlier_one_lists() {
    let named = |some: &[u8]| format!("@{}", people(some).join(" @"));
    let mut play = begin_with(&TWELVE).await;
    play.says(&format!("team Early add {}", named(&TWELVE[..7])))
        .await;
    play.later(WEEK).await;
    play.says(&format!("team Late add {}", named(&TWELVE[2..])))
        .await;
    is_about(FIVE, &play.says("team Late").await);
    // Everybody has something new to contribute, and the later list is made first.
    play.later(WEEK).await;
    answered_by(&mut play, &TWELVE).await;
    play.says("team Late").await;
    play.presses(MANAGER, "Stop drawing it").await;
    play.says("team Late").await;
    play.presses(MANAGER, "Draw it").await;
    is_about(FIVE, &play.says("team Late").await);
    // Whom the earlier one does not list any more counts for the later one.
    play.says(&format!("team Early remove {}", named(&TWELVE[2..7])))
        .await;
    play.later(WEEK).await;
    answered_by(&mut play, &TWELVE).await;
    play.later(WEEK).await;
    is_about(TEN, &play.says("team Late").await);
}

#[tokio::test]
async fn who_has_answered_nothing_for_eight_weeks_is_not_active() {
    let mut play = begin_with(&TWELVE).await;
    is_about(TEN, &drawn(&mut play).await);
    play.later(WEEK * 4).await;
    answered_by(&mut play, &TWELVE[..7]).await;
    // The last Monday within eight weeks of what the five others answered, and the first behind them.
    play.later(WEEK * 4 - jiff::SignedDuration::from_hours(24))
        .await;
    is_about(TEN, &play.picture().await);
    play.later(WEEK).await;
    is_about(FIVE, &play.picture().await);
}
