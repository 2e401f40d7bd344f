//! A year of a company, simulated from a seed: people in twelve zones, schedules made and changed,
//! days off, a process that dies between any two steps, events that come twice and late, a
//! platform that fails; wins, told and suggested, teams' pictures, programmes, assessments, and
//! people who delete themselves. Whatever happened, at the end nobody was written to at night,
//! nobody got more than the cap, nothing was said twice, all counters agree, a suggested win stands
//! once a manager said so, no figure tells of fewer than five, and nothing is kept of who is gone.
//!
//! `CAIRN_TEST_SEED=7 cargo test --test simulation` plays one year again; `CAIRN_TEST_YEARS=200`
//! plays more of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod forms;
mod judge;
mod life;
mod mortal;
#[path = "../support/mod.rs"]
mod support;
mod town;
mod watch;
mod world;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use support::chance::setting;
use world::{Ended, World};

/// How many years are lived unless said.
const YEARS: u64 = 17;

fn year(seed: u64) -> Ended {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut world = World::begin(seed);
        life::live(&mut world).await;
        world.end().await
    })
}

#[test]
fn whatever_happens_in_a_year_every_promise_is_kept() {
    let seeds: Vec<u64> = match setting("CAIRN_TEST_SEED") {
        Some(seed) => vec![seed],
        None => (1..=setting("CAIRN_TEST_YEARS").unwrap_or(YEARS)).collect(),
    };
    let next = AtomicU64::new(0);
    let faults: Mutex<Vec<String>> = Mutex::default();
    let lived: Mutex<BTreeMap<&str, usize>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let place = usize::try_from(next.fetch_add(1, Ordering::SeqCst)).unwrap();
                    let Some(seed) = seeds.get(place) else { return };
                    let replay = format!("CAIRN_TEST_SEED={seed} cargo test --test simulation");
                    let Ok(ended) = std::panic::catch_unwind(|| year(*seed)) else {
                        faults
                            .lock()
                            .unwrap()
                            .push(format!("{replay}: it could not go on"));
                        continue;
                    };
                    let found = judge::faults(&ended);
                    let found = found.into_iter().map(|fault| format!("{replay}: {fault}"));
                    faults.lock().unwrap().extend(found);
                    for (what, count) in judge::lived(&ended) {
                        *lived.lock().unwrap().entry(what).or_default() += count;
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    let lived = lived.into_inner().unwrap();
    eprintln!("{} years: {lived:?}", seeds.len());
    assert!(faults.is_empty(), "{}\nlived: {lived:?}", faults.join("\n"));
    // One year that is played again need not have had everything.
    for (what, count) in lived.iter().filter(|_| seeds.len() > 1) {
        let least = if *what == "deleted" { 1 } else { 5 };
        assert!(
            *count > seeds.len() * least,
            "too little happened to prove much: {what} {count}"
        );
    }
}
