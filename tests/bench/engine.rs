//! `cargo bench --bench engine`: what an answer costs between the socket and the disk: the engine,
//! the coach and the store in one process, without HTTP. `-- --people N` answers so many times
//! (20,000 by default). The place to look with a profiler.
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

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use async_trait::async_trait;
use cairn::chat::{
    ActToken, Actor, Address, Block, Event, EventId, Input, Outgoing, PersonId, Place, Reply,
};
use cairn::clock::Clock;
use cairn::coach::{Coach, CoachSettings, Phrases};
use cairn::engine::Engine;
use cairn::library::{Library, Tree};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use cairn::store::{OpenOptions, SledStore};
use common::process::Process;
use common::table::microseconds;
use tokio_util::sync::CancellationToken;

/// How many people answer side by side.
const AT_ONCE: usize = 64;
/// The check-in that all of them answer.
const QUESTION: &str = "ask manage-or-lead/merger-on-monday for 2 days";

/// Takes everything at once and remembers the buttons of what stands in the channel.
#[derive(Default)]
struct Listener {
    choices: Mutex<Vec<ActToken>>,
    whispers: AtomicUsize,
}

#[async_trait]
impl Platform for Listener {
    fn name(&self) -> &'static str {
        "bench"
    }

    async fn receive(&self, _: jiff::Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        tokio::task::yield_now().await;
        if let Outgoing::Message(message) = delivery.what {
            match message.place {
                Place::Channel(_) => *self.choices.lock().unwrap() = choices(&message.card.blocks),
                _ => drop(self.whispers.fetch_add(1, Ordering::Relaxed)),
            }
        }
        Outcome::Said(Some(Address::from("there")))
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}

fn choices(blocks: &[Block]) -> Vec<ActToken> {
    let buttons = blocks.iter().filter_map(|block| match block {
        Block::Buttons(buttons) => Some(buttons),
        _ => None,
    });
    buttons.flatten().map(|button| button.act.clone()).collect()
}

fn event(id: String, person: &str, input: Input, reply: Reply) -> Event {
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
        reply,
        opens_form: false,
        reaches: Vec::new(),
    }
}

fn tap(number: usize, act: &ActToken) -> Event {
    // Neighbours in time are strangers in the store.
    let person = format!("U{:08}", number * 61_803_399 % 100_000_000);
    let channel = Place::Channel("C1".into());
    event(
        format!("tap/1700000000.000100/{person}/1700000001.{number:06}"),
        &person,
        Input::Pressed {
            act: act.clone(),
            place: channel,
        },
        Reply::To(
            Place::Whisper("C1".into(), person.as_str().into()),
            Some("https://hooks.slack.com/actions/T1/1700000001/abcdefghijklmnopqrstuvwx".into()),
        ),
    )
}

fn coach() -> Arc<Coach> {
    let tree = Tree::embedded();
    let phrases = Phrases::load(("en", &tree.files["coach/phrases.ftl"]), &[]).unwrap();
    let library = Library::from_tree(&tree).unwrap();
    let admins = vec![PersonId::from("Ada")];
    Arc::new(Coach::new(
        Arc::new(library),
        phrases,
        CoachSettings::new(jiff::tz::TimeZone::UTC, admins),
    ))
}

async fn answer_all(engine: &Arc<Engine>, people: usize, choices: &[ActToken]) {
    let next = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (engine, next, choices) = (engine.clone(), next.clone(), choices.to_vec());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= people {
                        return;
                    }
                    let event = tap(number, &choices[number % choices.len()]);
                    engine.handle(event).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

fn people() -> usize {
    common::option("--people").map_or(20_000, |number| number.parse().unwrap())
}

#[tokio::main]
async fn main() {
    let people = people();
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
    let listener = Arc::new(Listener::default());
    let engine = Arc::new(Engine::new(
        store.clone(),
        vec![listener.clone()],
        coach(),
        Clock::system(),
    ));
    let shutdown = CancellationToken::new();
    let running = tokio::spawn({
        let (engine, shutdown) = (engine.clone(), shutdown.clone());
        async move { engine.run(shutdown).await }
    });
    let asked = Input::Said {
        text: QUESTION.to_owned(),
        place: Place::Channel("C1".into()),
    };
    let asked = event("asked".to_owned(), "Ada", asked, Reply::Here);
    engine.handle(asked).await.unwrap();
    while listener.choices.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let choices: Vec<_> = listener.choices.lock().unwrap().clone();

    let (began, cpu) = (Instant::now(), Process::own().cpu());
    answer_all(&engine, people, &choices).await;
    let answered = began.elapsed();
    while listener.whispers.load(Ordering::Relaxed) < people {
        tokio::task::yield_now().await;
    }
    let explained = began.elapsed();
    shutdown.cancel();
    running.await.unwrap();
    let cpu = Process::own().cpu() - cpu;
    let each = |duration: std::time::Duration| microseconds(duration) / people as f64;
    println!(
        "{people} answers: {:.0}/s kept, {:.0}/s explained, {:.1} µs of processor time each, {:.0} MB",
        people as f64 / answered.as_secs_f64(),
        people as f64 / explained.as_secs_f64(),
        each(cpu),
        Process::own().resident_mb(),
    );
    for (thread, cpu) in Process::own().cpu_by_thread() {
        println!("  {thread}: {:.1} µs each", each(cpu));
    }
    store.close().await;
}
