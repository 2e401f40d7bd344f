//! `cargo bench --bench fanout`: what is written to a hundred thousand people by itself. One
//! process: timekeeper, store on disk, courier, and a false platform that takes every message some
//! milliseconds later. The decider does next to nothing, so that what is measured is the way.
//!
//! `-- --only CASE` for one of `waiting`, `woken`, `limited`, `faults`, `taps`, `due`, `adapters`:
//! the last writes by the real adapters, `--platform slack`, `teams` or `both`, to false platforms;
//! `--people 100000`, `--latency-ms 5`, `--waiting 1000000`.
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

#[path = "fanout/adapters.rs"]
mod adapters;
mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use cairn::chat::{
    Block, Card, Event, EventId, Input, Message, MessageId, Outgoing, Place, Reply, Text, WakeName,
    WorkspaceId,
};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::state::{Decide, Decision, Found, Kept, Key, Kind, Read, Undecided, Waiting};
use cairn::store::{OpenOptions, SledStore, Store};
use common::process::Process;
use common::sink::{Habits, Sink};
use common::table::{milliseconds, per_mille};
use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

/// The workspace that everybody is in.
const HERE: &str = "bench:T1";
/// How many rows are filled in at a time.
const SLICE: usize = 2_000;
/// How many taps a second come in while the fan-out runs.
const TAPS_A_SECOND: u32 = 200;

fn number(name: &str, default: usize) -> usize {
    common::option(name).map_or(default, |number| number.parse().unwrap())
}

/// About as large as a nudge is.
fn card() -> Card {
    let words = "Half of the numbers are not there yet, and the report is due at noon. ".repeat(5);
    Card {
        summary: "A question for you".to_owned(),
        blocks: vec![Block::Paragraph(Text::from(words.as_str()))],
        accent: None,
    }
}

fn nudge(person: &str, name: &str, now: Timestamp) -> Outgoing {
    Outgoing::Message(Message {
        id: MessageId::from(name),
        place: Place::Direct(person.into()),
        card: card(),
        until: now + SignedDuration::from_hours(24),
        urgent: false,
        via: None,
    })
}

/// A wake-up nudges whom it names; who taps gets an answer.
struct Nudger;

impl Decide for Nudger {
    fn decide(&self, event: &Event, now: Timestamp, found: &Found) -> Result<Decision, Undecided> {
        let mut decision = Decision::default();
        match &event.input {
            Input::Due { wake, .. } => {
                let person = wake.as_str().split('/').next_back().unwrap();
                // A nudge reads and writes its person's record, as the coach does.
                write_record(&mut decision, found, person)?;
                decision.outgoing = vec![nudge(person, wake.as_str(), now)];
            }
            Input::Said { text, place } => {
                write_record(&mut decision, found, text)?;
                decision.outgoing = vec![Outgoing::Message(Message {
                    id: MessageId::from(format!("answer/{}", event.id)),
                    place: place.clone(),
                    card: card(),
                    until: now + SignedDuration::from_hours(1),
                    urgent: true,
                    via: None,
                })];
            }
            _ => {}
        }
        Ok(decision)
    }
}

fn write_record(decision: &mut Decision, found: &Found, person: &str) -> Result<(), Undecided> {
    let key = Key::personal(&person.into(), Kind::Person, "");
    if !found.documents.contains_key(&key) {
        return Err(Undecided::Missing(vec![Read::One(key)]));
    }
    let body = serde_json::json!({ "nudged": 1, "zone": "Europe/Berlin" });
    let body = serde_json::to_vec(&body).unwrap();
    decision.write.insert(key, Some((1, body)));
    Ok(())
}

/// A store in a folder, and an engine that runs over it.
struct Stand {
    store: Arc<SledStore>,
    engine: Arc<Engine>,
    sink: Arc<Sink>,
    shutdown: CancellationToken,
    running: Option<tokio::task::JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Stand {
    async fn with(rows: impl Iterator<Item = Kept>, sink: Arc<Sink>) -> Self {
        let rows = rows.map(|row| (WorkspaceId::from(HERE), row));
        let (folder, store) = opened(rows).await;
        let engine = Arc::new(Engine::new(
            store.clone(),
            vec![sink.clone()],
            Arc::new(Nudger),
            Clock::system(),
        ));
        Self {
            store,
            engine,
            sink,
            shutdown: CancellationToken::new(),
            running: None,
            _folder: folder,
        }
    }

    fn begin(&mut self) {
        let (engine, shutdown) = (self.engine.clone(), self.shutdown.clone());
        self.running = Some(tokio::spawn(async move { engine.run(shutdown).await }));
    }

    /// Waits until so many people were reached and nothing waits. Gives the most memory seen.
    async fn everybody(&self, people: usize) -> f64 {
        let mut most: f64 = 0.0;
        loop {
            most = most.max(Process::own().resident_mb());
            let reached = self.sink.people_reached() >= people;
            if reached && self.store.next_claimable().await.unwrap().is_none() {
                return most;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn end(mut self) {
        self.shutdown.cancel();
        if let Some(running) = self.running.take() {
            running.await.unwrap();
        }
        self.store.close().await;
    }
}

/// A store that was filled with these rows, closed and opened again.
async fn opened(
    rows: impl Iterator<Item = (WorkspaceId, Kept)>,
) -> (tempfile::TempDir, Arc<SledStore>) {
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    let mut slice = Vec::with_capacity(SLICE);
    for row in rows {
        slice.push(row);
        if slice.len() == SLICE {
            store.fill(std::mem::take(&mut slice)).await.unwrap();
        }
    }
    store.fill(slice).await.unwrap();
    store.close().await;
    drop(store);
    let began = Instant::now();
    let store = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
    println!("  ready in {:.0} ms", milliseconds(began.elapsed()));
    (folder, store)
}

fn waiting(people: usize) -> impl Iterator<Item = Kept> {
    let now = Timestamp::now();
    (0..people).map(move |number| {
        let seq = number as u64 + 1;
        Kept::Waiting(Waiting {
            seq,
            revision: seq << 16,
            doubtful: false,
            urgent: false,
            outdated: false,
            withdrawn: false,
            outgoing: nudge(&person(number), &format!("nudge/{}", person(number)), now),
        })
    })
}

fn person(number: usize) -> String {
    format!("U{number:010}")
}

/// Wake-ups of people, due some time from now, spread over so many milliseconds.
fn wakes(
    of: std::ops::Range<usize>,
    from_now: SignedDuration,
    over_ms: i64,
) -> impl Iterator<Item = Kept> {
    let first = Timestamp::now() + from_now;
    let count = i64::try_from(of.len()).unwrap().max(1);
    of.enumerate().map(move |(turn, number)| {
        let offset = i64::try_from(turn).unwrap() * over_ms / count;
        let due = first + SignedDuration::from_millis(offset);
        Kept::Wake {
            name: WakeName::from(format!("nudge/{}", person(number))),
            due: Timestamp::from_millisecond(due.as_millisecond()).unwrap(),
        }
    })
}

/// Handing everything over, and what it cost.
async fn fan_out(mut stand: Stand, people: usize) {
    // What opening has touched is given back before anything is compared.
    let before = Process::own().resident_mb();
    let (began, cpu) = (Instant::now(), Process::own().cpu());
    stand.begin();
    let most = stand.everybody(people).await;
    let took = began.elapsed();
    let cpu = Process::own().cpu() - cpu;
    let sink = &stand.sink;
    let rate = people as f64 / took.as_secs_f64();
    println!(
        "  {people} people in {:.2} s: {rate:.0}/s, each settled; {:.0} µs of processor time each; memory {before:.0} MB, {:+.0} at most",
        took.as_secs_f64(),
        cpu.as_secs_f64() * 1e6 / people as f64,
        most - before,
    );
    println!(
        "  reached {}, twice {} (posted and told otherwise {}), calls refused {} of {}",
        sink.people_reached(),
        sink.doubled(),
        sink.told_failed.load(Ordering::Relaxed),
        sink.refused.load(Ordering::Relaxed),
        sink.calls.load(Ordering::Relaxed),
    );
    if let Some(limit) = sink.habits.limit {
        let admitted = f64::from(limit) * took.as_secs_f64() + f64::from(limit) / 2.0;
        println!(
            "  {:.1} % of what was admitted",
            100.0 * people as f64 / admitted
        );
    }
    for (thread, cpu) in Process::own().cpu_by_thread() {
        println!("    {thread}: {:.1} s", cpu.as_secs_f64());
    }
    assert_eq!(sink.people_reached(), people, "somebody was not reached");
    stand.end().await;
}

async fn tap(engine: &Engine, number: u32) -> Duration {
    let began = Instant::now();
    let who = format!("UTAP{number:06}");
    let event = Event {
        workspace: WorkspaceId::from(HERE),
        id: EventId::from(format!("tap/{number}")),
        at: Timestamp::now(),
        actor: None,
        input: Input::Said {
            text: who.clone(),
            place: Place::Whisper("C1".into(), who.as_str().into()),
        },
        reply: Reply::Nowhere,
        opens_form: false,
        reaches: Vec::new(),
    };
    engine.handle(event).await.unwrap();
    began.elapsed()
}

/// Taps at a steady pace until told to stop; how long each took, sorted.
async fn taps(engine: Arc<Engine>, first: u32, stop: impl Fn() -> bool) -> Vec<Duration> {
    let began = Instant::now();
    let mut under_way = Vec::new();
    let mut number = 0;
    while !stop() {
        let due = began + Duration::from_secs(1) / TAPS_A_SECOND * number;
        tokio::time::sleep_until(due.into()).await;
        let engine = engine.clone();
        let late = Instant::now().saturating_duration_since(due);
        under_way.push(tokio::spawn(async move {
            late + tap(&engine, first + number).await
        }));
        number += 1;
    }
    let mut took = Vec::new();
    for tap in under_way {
        took.push(tap.await.unwrap());
    }
    took.sort();
    took
}

fn tell_taps(when: &str, took: &[Duration]) {
    println!(
        "  taps {when}: {} of them, p50 {:.2} ms, p99 {:.2} ms",
        took.len(),
        milliseconds(per_mille(took, 500)),
        milliseconds(per_mille(took, 990)),
    );
}

/// People who tap, alone and while everybody is written to.
async fn tapping(people: usize, habits: Habits, woken: bool) {
    let sink = Sink::new(habits, false);
    let in_4_s = SignedDuration::from_secs(6);
    let rows: Box<dyn Iterator<Item = Kept> + Send> = if woken {
        Box::new(wakes(0..people, in_4_s, 1))
    } else {
        Box::new(std::iter::empty())
    };
    let mut stand = Stand::with(rows, sink.clone()).await;
    stand.begin();
    let until = Instant::now() + Duration::from_secs(3);
    let alone = taps(stand.engine.clone(), 0, || Instant::now() > until).await;
    tell_taps("alone", &alone);
    while sink.people_reached() < alone.len() + 1 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let everybody = people + alone.len();
    let meanwhile = taps(stand.engine.clone(), 100_000, || {
        sink.people_reached() >= everybody
    })
    .await;
    tell_taps("meanwhile", &meanwhile);
    let ratio = milliseconds(per_mille(&meanwhile, 990)) / milliseconds(per_mille(&alone, 990));
    println!("  p99 meanwhile is {ratio:.1} times that alone");
    stand.end().await;
}

/// From due to handed over, with a great many wake-ups that are not due.
async fn due(waiting: usize, schedules: usize) {
    let sink = Sink::new(
        Habits {
            latency: Duration::ZERO,
            ..Habits::default()
        },
        true,
    );
    let began = Instant::now();
    let far = SignedDuration::from_hours(24 * 30);
    let month = 30 * 86_400_000;
    let rows = wakes(schedules..waiting + schedules, far, month);
    let mut stand = Stand::with(rows, sink.clone()).await;
    println!(
        "  filled and opened in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let idle = Process::own().cpu();
    stand.begin();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let idle = (Process::own().cpu() - idle).as_secs_f64() / 5.0;
    println!(
        "  with {waiting} waiting: {:.0} MB, {:.1} % of a core while nothing is due",
        Process::own().resident_mb(),
        idle * 100.0,
    );
    let soon = wakes(0..schedules, SignedDuration::from_secs(3), 10_000);
    let soon: Vec<Kept> = soon.collect();
    let mut at: BTreeMap<String, Timestamp> = BTreeMap::new();
    for kept in &soon {
        if let Kept::Wake { name, due } = kept {
            at.insert(name.to_string(), *due);
        }
    }
    let (clock, instant) = (Timestamp::now(), Instant::now());
    let rows = soon.into_iter().map(|kept| (WorkspaceId::from(HERE), kept));
    stand.store.fill(rows.collect()).await.unwrap();
    stand.everybody(schedules).await;
    let handed_over = sink.handed_over.lock().unwrap().clone();
    let mut waits: Vec<Duration> = handed_over
        .iter()
        .map(|(id, when)| {
            let due = instant + at[id.as_str()].duration_since(clock).unsigned_abs();
            when.saturating_duration_since(due)
        })
        .collect();
    waits.sort();
    println!(
        "  {schedules} schedules within 10 s, due to handed over: p50 {:.0} ms, p99 {:.0} ms, most {:.0} ms",
        milliseconds(per_mille(&waits, 500)),
        milliseconds(per_mille(&waits, 990)),
        milliseconds(per_mille(&waits, 1000)),
    );
    stand.end().await;
}

fn is_wanted(case: &str) -> bool {
    common::option("--only").is_none_or(|only| only == case)
}

#[tokio::main]
async fn main() {
    let people = number("--people", 100_000);
    let latency = Duration::from_millis(number("--latency-ms", 5) as u64);
    let open = Habits {
        latency,
        ..Habits::default()
    };
    if is_wanted("waiting") {
        println!("waiting: {people} messages wait, no limits, {latency:?} a call");
        let stand = Stand::with(waiting(people), Sink::new(open, false)).await;
        fan_out(stand, people).await;
    }
    if is_wanted("woken") {
        println!("woken: {people} wake-ups are due at once, no limits, {latency:?} a call");
        let rows = wakes(0..people, SignedDuration::ZERO, 1);
        let stand = Stand::with(rows, Sink::new(open, false)).await;
        fan_out(stand, people).await;
    }
    if is_wanted("limited") {
        let people = people / 10;
        let limit = u32::try_from(number("--limit", 500)).unwrap();
        println!("limited: {people} messages wait, {limit} a second allowed");
        let habits = Habits {
            limit: Some(limit),
            ..open
        };
        let stand = Stand::with(waiting(people), Sink::new(habits, false)).await;
        fan_out(stand, people).await;
    }
    if is_wanted("faults") {
        println!("faults: {people} messages wait, 1 % of calls end badly");
        let habits = Habits {
            fails_one_in: Some(100),
            ..open
        };
        let stand = Stand::with(waiting(people), Sink::new(habits, false)).await;
        fan_out(stand, people).await;
    }
    if is_wanted("taps") {
        println!(
            "taps: {TAPS_A_SECOND} a second, alone and while {people} are woken and written to"
        );
        tapping(people, open, true).await;
    }
    if is_wanted("due") {
        let waiting = number("--waiting", 1_000_000);
        println!("due: 1,000 schedules among {waiting} wake-ups");
        due(waiting, 1_000).await;
    }
    if is_wanted("adapters") {
        let platform = common::option("--platform").unwrap_or("both".to_owned());
        if platform != "teams" {
            adapters::in_slack(number("--messages", 120)).await;
        }
        if platform != "slack" {
            let messages = number("--messages", 750);
            adapters::in_teams(1, messages).await;
            adapters::in_teams(40, messages).await;
        }
    }
}
