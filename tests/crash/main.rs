//! The real program, ended without warning at random moments while many people answer: what was
//! acknowledged is there after the next start, once, and whatever was owed for it is said.
//!
//! 20 kills unless `CAIRN_TEST_KILLS` says otherwise; power cuts only where `tests/power_cut.sh`
//! asks for them. `CAIRN_TEST_SEED` repeats a run's moments.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that can't go on has failed"
)]

mod fanout;
mod holding;
mod power;
#[path = "../support/mod.rs"]
mod support;
mod world;

use std::sync::Arc;
use std::time::Duration;

use holding::Holding;
use support::chance::{Chance, setting};
use world::World;

/// How often it is killed.
const KILLS: u64 = 20;

/// People press for a random time, and then the program is gone.
async fn a_run_that_is_killed(world: &Arc<World>, chance: &mut Chance) {
    if chance.once_in(4) {
        killed_while_it_opens(world, chance).await;
    }
    let program = world.program().await;
    let people = world.crowd(&program);
    // The moment is what is drawn; nothing is waited for.
    tokio::time::sleep(Duration::from_millis(chance.below(300))).await;
    program.kill();
    for person in people {
        person.await.unwrap();
    }
}

async fn killed_while_it_opens(world: &World, chance: &mut Chance) {
    let mut opening = world.command().spawn().unwrap();
    tokio::time::sleep(Duration::from_millis(chance.below(80))).await;
    opening.kill().unwrap();
    opening.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_moment_it_keeps_what_it_acknowledged_and_says_what_it_owes() {
    let kills = setting("CAIRN_TEST_KILLS").unwrap_or(KILLS);
    let mut chance = Chance::seeded(28);
    let folder = tempfile::tempdir().unwrap();
    let world = world::begin(folder.path()).await;
    for kill in 1..=kills {
        a_run_that_is_killed(&world, &mut chance).await;
        // Looking closes the store in order; most starts are to find it as the kill left it.
        if chance.once_in(4) || kill == kills {
            world.check(&Holding::of(&world.data()).await);
        }
    }
    let program = world.program().await;
    world.everybody_is_answered().await;
    let (status, log) = program.stop();
    assert!(status.success(), "{log}");
    world.check(&Holding::of(&world.data()).await);
    world.slack.assert_sound();
    let ledger = world.ledger.lock().unwrap();
    eprintln!(
        "{kills} kills: {} presses acknowledged, all kept once and answered; {} never heard of",
        ledger.acknowledged.len(),
        ledger.unsure.len(),
    );
}
