//! `cargo bench --bench cheers`: twenty thousand people cheer one win at once, in one process with
//! the store on disk: how fast they are kept, how many were decided again because of others, how
//! often the card was edited, and when it showed all of them. `-- --people N`, `-- --at-once N`.
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
#[path = "../support/ruled.rs"]
#[allow(dead_code, reason = "only what came of commits is looked at here")]
mod ruled;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use cairn::chat::{
    Actor, Address, Card, Event, EventId, FieldId, Input, Outgoing, Place, Reply, Value, Values,
};
use cairn::clock::Clock;
use cairn::coach::{Act, Coach, CoachSettings, Phrases, WinId, WinPress};
use cairn::engine::Engine;
use cairn::library::{Library, Tree};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use cairn::state::Committed;
use cairn::store::{OpenOptions, SledStore, StoreError};
use common::process::Process;
use common::table::{microseconds, milliseconds, per_mille};
use ruled::{Rule, Ruled};
use tokio_util::sync::CancellationToken;

/// How long the last count may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of commits.
#[derive(Default)]
struct Counts {
    tried: AtomicUsize,
    conflicts: AtomicUsize,
}

impl Rule for Arc<Counts> {
    fn committed(&self, committed: &Result<Committed, StoreError>) {
        self.tried.fetch_add(1, Ordering::Relaxed);
        if matches!(committed, Ok(Committed::Conflict)) {
            self.conflicts.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// Takes everything at once and keeps how the channel's card stands.
#[derive(Default)]
struct Channel {
    card: Mutex<Option<Card>>,
    said: AtomicUsize,
    whispers: AtomicUsize,
}

#[async_trait]
impl Platform for Channel {
    fn name(&self) -> &'static str {
        "bench"
    }

    async fn receive(&self, _: jiff::Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        tokio::task::yield_now().await;
        if let Outgoing::Message(message) = delivery.what {
            if matches!(message.place, Place::Channel(_)) {
                *self.card.lock().unwrap() = Some(message.card.clone());
                self.said.fetch_add(1, Ordering::Relaxed);
            } else {
                self.whispers.fetch_add(1, Ordering::Relaxed);
            }
        }
        Outcome::Said(Some(Address::from("there")))
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}

impl Channel {
    fn shows(&self, words: &str) -> bool {
        let card = self.card.lock().unwrap();
        card.as_ref()
            .is_some_and(|card| card.summary.contains(words))
    }

    fn win(&self) -> Option<WinId> {
        let card = self.card.lock().unwrap();
        let buttons = card.iter().flat_map(|card| &card.blocks);
        let mut acts = buttons.filter_map(|block| match block {
            cairn::chat::Block::Buttons(buttons) => Act::read(&buttons.first()?.act),
            _ => None,
        });
        acts.find_map(|act| match act {
            Act::Win(WinPress::Cheer(win)) => Some(win),
            _ => None,
        })
    }
}

fn event(id: String, person: &str, input: Input) -> Event {
    Event {
        workspace: "bench:T1".into(),
        id: EventId::from(id),
        at: jiff::Timestamp::now(),
        actor: Some(Actor {
            id: person.into(),
            zone: None,
            locale: None,
        }),
        input,
        reply: Reply::To(Place::Whisper("C1".into(), person.into()), None),
        opens_form: true,
        reaches: Vec::new(),
    }
}

fn cheer(number: usize, win: &WinId) -> Event {
    // Neighbours in time are strangers in the store.
    let person = format!("U{:08}", number * 61_803_399 % 100_000_000);
    let act = Act::Win(WinPress::Cheer(win.clone())).token();
    let place = Place::Channel("C1".into());
    event(
        format!("cheer/{number}"),
        &person,
        Input::Pressed { act, place },
    )
}

fn coach() -> Arc<Coach> {
    let tree = Tree::embedded();
    let phrases = Phrases::load(("en", &tree.files["coach/phrases.ftl"]), &[]).unwrap();
    let library = Arc::new(Library::from_tree(&tree).unwrap());
    let settings = CoachSettings::new(jiff::tz::TimeZone::UTC, vec!["Ada".into()]);
    Arc::new(Coach::new(library, phrases, settings))
}

/// Everybody cheers; how long each waited, sorted.
async fn cheer_all(
    engine: &Arc<Engine>,
    people: usize,
    at_once: usize,
    win: &WinId,
) -> Vec<Duration> {
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..at_once)
        .map(|_| {
            let (engine, next, win) = (engine.clone(), next.clone(), win.clone());
            tokio::spawn(async move {
                let mut waited = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= people {
                        return waited;
                    }
                    let began = Instant::now();
                    engine.handle(cheer(number, &win)).await.unwrap();
                    waited.push(began.elapsed());
                }
            })
        })
        .collect();
    let mut waited = Vec::new();
    for task in tasks {
        waited.extend(task.await.unwrap());
    }
    waited.sort();
    waited
}

fn number(name: &str, default: usize) -> usize {
    common::option(name).map_or(default, |number| number.parse().unwrap())
}

#[tokio::main]
async fn main() {
    let (people, at_once) = (number("--people", 20_000), number("--at-once", 256));
    let folder = tempfile::tempdir().unwrap();
    let counts = Arc::<Counts>::default();
    let store = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    let rule = counts.clone();
    let channel = Arc::new(Channel::default());
    let engine = Arc::new(Engine::new(
        Arc::new(Ruled { rule, store }),
        vec![channel.clone()],
        coach(),
        Clock::system(),
    ));
    let shutdown = CancellationToken::new();
    let running = tokio::spawn({
        let (engine, shutdown) = (engine.clone(), shutdown.clone());
        async move { engine.run(shutdown).await }
    });
    let about = Act::Win(WinPress::Tell(Some("C1".into()))).token();
    let what = Value::Words("The whole company moved in a night.".to_owned());
    let values = Values::from([(FieldId::from("what"), what)]);
    let page = 0;
    let told = Input::Filled {
        about,
        page,
        values,
    };
    engine
        .handle(event("told".to_owned(), "Ada", told))
        .await
        .unwrap();
    let win = loop {
        tokio::task::yield_now().await;
        if let Some(win) = channel.win() {
            break win;
        }
    };

    let tried = counts.tried.load(Ordering::Relaxed);
    let (began, cpu) = (Instant::now(), Process::own().cpu());
    let waited = cheer_all(&engine, people, at_once, &win).await;
    let kept = began.elapsed();
    let tried = counts.tried.load(Ordering::Relaxed) - tried;
    let all = format!("{people} cheers");
    while !channel.shows(&all) {
        assert!(
            began.elapsed() < kept + PATIENCE,
            "the card never shows {all}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let shown = began.elapsed();
    while channel.whispers.load(Ordering::Relaxed) < people {
        assert!(
            began.elapsed() < kept + PATIENCE,
            "somebody was told nothing"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let cpu = Process::own().cpu() - cpu;
    shutdown.cancel();
    running.await.unwrap();
    println!(
        "{people} cheers of one win, {at_once} at once: {:.0}/s kept, p50 {:.1} ms, p99 {:.1} ms, {:.0} µs of processor time each, {:.0} MB",
        people as f64 / kept.as_secs_f64(),
        milliseconds(per_mille(&waited, 500)),
        milliseconds(per_mille(&waited, 990)),
        microseconds(cpu) / people as f64,
        Process::own().resident_mb(),
    );
    println!(
        "  {} decided again of {tried} commits; the card was edited {} times and showed all {:.1} s after the last was kept",
        counts.conflicts.load(Ordering::Relaxed),
        channel.said.load(Ordering::Relaxed).saturating_sub(1),
        (shown - kept).as_secs_f64(),
    );
}
