//! `cargo bench --bench people`: what a million people stored cost, beside a thousand: the time
//! until Cairn is ready, after an orderly end and after a kill; memory and processor time while
//! nothing happens; and latency at 200 answers a second. The stores are filled by the store itself
//! and kept under target/ for the next run.
//!
//! - `-- --people 1000000`: another number; `-- --rounds 3`; `-- --seconds 10`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that can't go on has failed"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the real clock and prints what it found"
)]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cairn::chat::PersonId;
use cairn::state::{Commit, Committed, Completes, Key, Kind, WakeAt};
use cairn::store::{OpenOptions, SledStore, Store};
use common::payload::{self, WORKSPACE};
use common::server::{self, Program, Server};
use common::slack::Slack;
use common::stand::Stand;
use common::table::{milliseconds, per_mille};
use common::{bare, option};

/// How many people a commit of the filling holds.
const AT_ONCE: usize = 100;
/// How many are due each second.
const PACE: usize = 200;
/// How long nothing happens.
const IDLE: Duration = Duration::from_secs(10);
/// What is kept of each person: a record, and the memory of the skill that is asked.
const PERSON: &str = r#"{"zone":"Europe/Berlin","locale":"de-DE","replies":"channel","greeted":true,"weeks":{"last":"2026-11-23","in_a_row":4}}"#;
const MEMORY: &str = include_str!("../golden/Memory.1/memory.json");
const SKILL: &str = "manage-or-lead";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, listen, folder] = arguments.as_slice()
        && mode == "bare"
    {
        return bare::serve(listen.parse().unwrap(), Path::new(folder));
    }
    let many = option("--people").map_or(1_000_000, |people| people.parse().unwrap());
    let rounds = option("--rounds").map_or(3, |rounds| rounds.parse().unwrap());
    let seconds = option("--seconds").map_or(10, |seconds| seconds.parse().unwrap());
    let folders: Vec<(usize, PathBuf)> = [1_000, many]
        .into_iter()
        .map(|people| (people, filled(people)))
        .collect();
    server::stay_on_core_1();
    println!(
        "| round | people | ready ms | after kill -9 | idle MB | idle CPU % | p50 ms @{PACE} | p99 ms @{PACE} | MB after | disk MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for round in 0..rounds {
        for (people, folder) in &folders {
            measure(round, *people, folder, Duration::from_secs(seconds));
        }
    }
}

fn measure(round: usize, people: usize, folder: &Path, time: Duration) {
    let nobody = payload::settings(&Slack::start());
    let ready_after_kill = {
        let server = Server::start(Program::Cairn, folder, &nobody, &[]);
        server.kill();
        let server = Server::start(Program::Cairn, folder, &nobody, &[]);
        let ready_after = server.ready_after;
        server.stop();
        ready_after
    };
    let stand = Stand::set_up(Program::Cairn, folder, &[]);
    let process = stand.server.process();
    let before = process.cpu();
    std::thread::sleep(IDLE);
    let idle = (process.cpu() - before).as_secs_f64() / IDLE.as_secs_f64() * 100.0;
    let load = stand.crowd(1).paced(PACE, time);
    println!(
        "| {} | {people} | {:.0} | {:.0} | {:.0} | {idle:.1} | {:.2} | {:.2} | {:.0} | {:.0} |",
        round + 1,
        milliseconds(stand.server.ready_after),
        milliseconds(ready_after_kill),
        stand.idle_mb,
        milliseconds(per_mille(&load.latencies, 500)),
        milliseconds(per_mille(&load.latencies, 990)),
        process.resident_mb(),
        size_mb(&folder.join("data")),
    );
    stand.server.stop();
}

/// A folder with so many people in its store; the one of an earlier run if it is there.
fn filled(people: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("people-{people}"));
    let done = folder.join("filled");
    if !done.exists() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let began = Instant::now();
        fill(&folder.join("data"), people);
        std::fs::write(&done, "").unwrap();
        println!("filled with {people} people in {:.0?}", began.elapsed());
    }
    folder
}

fn fill(data: &Path, people: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = SledStore::open(data, OpenOptions::default()).unwrap();
        let mut first = 1;
        while first <= people {
            // Some commits at a time share a sync.
            let commits = (0..16).map(|turn| {
                let from = first + turn * AT_ONCE;
                store.commit(some_people(from..(from + AT_ONCE).min(people + 1)))
            });
            for committed in futures_util::future::join_all(commits).await {
                assert_eq!(committed.unwrap(), Committed::Done);
            }
            first += 16 * AT_ONCE;
        }
        store.close().await;
    });
}

fn some_people(numbers: std::ops::Range<usize>) -> Commit {
    let now = jiff::Timestamp::now();
    let name = format!("filled/{}", numbers.start);
    let later = now + jiff::SignedDuration::from_hours(24 * 300);
    let mut write = BTreeMap::new();
    for number in numbers {
        let person = PersonId::from(payload::person(number));
        for (kind, id, body) in [(Kind::Person, "", PERSON), (Kind::Memory, SKILL, MEMORY)] {
            let key = Key::personal(&person, kind, id);
            write.insert(key, Some((kind.schema(), compact(body))));
        }
    }
    Commit {
        workspace: WORKSPACE.into(),
        now,
        completes: Completes::Event(name.as_str().into()),
        read: BTreeMap::new(),
        as_of: None,
        write,
        outgoing: Vec::new(),
        withdraw: Vec::new(),
        bury: Vec::new(),
        wakes: vec![(name.as_str().into(), WakeAt::At(later))],
        add: Vec::new(),
        facts: Vec::new(),
        erase: None,
    }
}

fn compact(json: &str) -> Vec<u8> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    serde_json::to_vec(&value).unwrap()
}

fn size_mb(folder: &Path) -> f64 {
    let bytes = |path: &Path| -> u64 {
        let entries = std::fs::read_dir(path).unwrap();
        entries
            .map(|entry| entry.unwrap())
            .map(|entry| match entry.metadata().unwrap() {
                of_folder if of_folder.is_dir() => size_mb(&entry.path()) as u64 * 1_048_576,
                of_file => of_file.len(),
            })
            .sum()
    };
    bytes(folder) as f64 / 1_048_576.0
}
