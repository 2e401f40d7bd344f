//! `cargo bench --bench erasing`: somebody of whom ten thousand rows are kept, among a hundred
//! thousand of others: how long her file takes, her deletion, how long somebody else waits
//! meanwhile, and the store's being written anew. `-- --rows N`, `-- --others N`.
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

use std::sync::Arc;
use std::time::{Duration, Instant};

use cairn::chat::{PersonId, WorkspaceId};
use cairn::clock::Clock;
use cairn::coach::{Coach, CoachSettings, Phrases};
use cairn::engine::Engine;
use cairn::library::{Library, Tree};
use cairn::state::{Body, Kept, Key, Kind, Owner};
use cairn::store::{OpenOptions, SledStore, Store, compact};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

const ONCE: &str = r#"{"item":"feedback/late-report","response":{"choice":"effect"},"verdict":"best","at":"2026-11-24T10:15:30Z","counted":true}"#;
const FACT: &str = r#"{"what":"refused","command":"audit"}"#;

fn number(name: &str, usual: usize) -> usize {
    let mut given = std::env::args().skip_while(|given| given != name);
    let value = given.nth(1);
    value.map_or(usual, |value| value.parse().expect("a number"))
}

fn document(key: Key, body: String) -> Kept {
    Kept::Document {
        key,
        version: 1,
        day: 20_781,
        schema: 1,
        body: Body(body.into_bytes().into()),
    }
}

/// Of ten rows five answers, three facts, and an entry of the audit with its note.
fn rows_of(person: &PersonId, count: usize) -> Vec<Kept> {
    let mut rows = Vec::new();
    for at in 0..count / 10 {
        for one in 0..5 {
            let key = Key::personal(person, Kind::Once, format!("run/R{at}-{one}"));
            rows.push(document(key, ONCE.to_owned()));
        }
        for distinct in 0..3 {
            let second = 1_790_000_000 + i64::try_from(at).unwrap();
            rows.push(Kept::Fact {
                owner: Owner::Person(person.clone()),
                at: Timestamp::from_second(second).unwrap(),
                distinct,
                schema: 1,
                body: Body(FACT.as_bytes().into()),
            });
        }
        let id = format!("{person}-{at}");
        let entry = format!(
            r#"{{"by":{{"person":"{person}"}},"deed":{{"what":"wins_channel_set","channel":"C1"}},"at":"2026-11-24T09:00:00Z"}}"#
        );
        let note = format!(r#"{{"in":{{"audit":"{id}"}},"at":"2026-11-24T09:00:00Z"}}"#);
        rows.push(document(Key::shared(Kind::Audit, id.as_str()), entry));
        let key = Key::personal(person, Kind::Named, format!("audit/{id}"));
        rows.push(document(key, note));
    }
    rows
}

fn coach() -> Arc<Coach> {
    let tree = Tree::embedded();
    let phrases = Phrases::load(("en", &tree.files["coach/phrases.ftl"]), &[]).unwrap();
    let settings = CoachSettings::new(jiff::tz::TimeZone::UTC, Vec::new());
    Arc::new(Coach::new(Arc::new(Library::default()), phrases, settings))
}

/// Writes of somebody else, one after the other, until told to stop: the longest of them.
async fn longest_wait(store: Arc<SledStore>, stop: CancellationToken) -> Duration {
    let mut longest = Duration::ZERO;
    let mut count = 0;
    while !stop.is_cancelled() {
        count += 1;
        let row = Kept::Counter {
            name: "other".into(),
            count,
            day: 20_781,
        };
        let begun = Instant::now();
        store.fill(vec![(home(), row)]).await.unwrap();
        longest = longest.max(begun.elapsed());
    }
    longest
}

fn home() -> WorkspaceId {
    WorkspaceId::from("slack:T1")
}

#[tokio::main(worker_threads = 2)]
async fn main() {
    let (rows, others) = (number("--rows", 10_000), number("--others", 100_000));
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
    let ana = PersonId::from("UANA");
    let mut all = rows_of(&ana, rows);
    for other in 0..100 {
        all.extend(rows_of(&format!("UOTHER{other}").into(), others / 100));
    }
    for slice in all.chunks(256) {
        let slice = slice.iter().cloned().map(|kept| (home(), kept));
        store.fill(slice.collect()).await.unwrap();
    }
    let engine = Engine::new(store.clone(), Vec::new(), coach(), Clock::system());

    let begun = Instant::now();
    let file = engine.own_data(&home(), &ana, 8 << 20).await;
    let file = file.unwrap().unwrap();
    println!(
        "{rows} rows among {others}: her file of {} KiB in {:?}",
        file.body.len() / 1024,
        begun.elapsed()
    );
    let stop = CancellationToken::new();
    let other = tokio::spawn(longest_wait(store.clone(), stop.clone()));
    tokio::time::sleep(Duration::from_millis(500)).await;
    let begun = Instant::now();
    engine.erase_person(home(), &ana).await.unwrap();
    let took = begun.elapsed();
    stop.cancel();
    let waited = other.await.unwrap();
    println!("deleted in {took:?}; somebody else waited {waited:?} at most");
    drop(engine);
    store.close().await;
    drop(store);
    let begun = Instant::now();
    let done = compact(folder.path()).unwrap();
    println!(
        "{} rows written anew in {:?}: {} bytes before, {} after",
        done.rows,
        begun.elapsed(),
        done.before,
        done.after
    );
}
