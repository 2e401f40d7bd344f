//! What is due happens once: with two processes that race, with a clock that jumps, with more due
//! than can be handled, and whatever the workspace next door has to do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cairn::chat::{Address, Card, Event, Input, Message, Outgoing, Place, WakeName, WorkspaceId};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use cairn::state::{Decide, Decision, Found, Kept, Undecided};
use cairn::store::{MemoryStore, OpenOptions, SledStore, Store};
use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

/// Counts what is said, in its order.
#[derive(Default)]
struct Sink(Mutex<Vec<(WorkspaceId, String)>>);

impl Sink {
    fn said(&self) -> Vec<(WorkspaceId, String)> {
        self.0.lock().unwrap().clone()
    }

    fn times(&self) -> BTreeMap<(WorkspaceId, String), u32> {
        let mut times = BTreeMap::new();
        for said in self.said() {
            *times.entry(said).or_default() += 1;
        }
        times
    }
}

#[async_trait]
impl Platform for Sink {
    fn name(&self) -> &'static str {
        "stage"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(200))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let said = (delivery.workspace.clone(), delivery.what.id().to_string());
        self.0.lock().unwrap().push(said);
        tokio::task::yield_now().await;
        Outcome::Said(Some(Address::from("there")))
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::CannotTell { repeat: true }
    }
}

/// A wake-up says its own name to whom it names.
struct Nudger;

impl Decide for Nudger {
    fn decide(&self, event: &Event, now: Timestamp, _: &Found) -> Result<Decision, Undecided> {
        let mut decision = Decision::default();
        if let Input::Due { wake, .. } = &event.input {
            decision.outgoing = vec![Outgoing::Message(Message {
                id: wake.as_str().into(),
                place: Place::Direct(wake.as_str().into()),
                card: Card::words("Hello"),
                until: now + SignedDuration::from_hours(1),
                urgent: false,
                via: None,
            })];
        }
        Ok(decision)
    }
}

fn nine() -> Timestamp {
    "2026-11-24T09:00:00+01:00".parse().unwrap()
}

fn hour(hours: i64) -> Timestamp {
    nine() + SignedDuration::from_hours(hours)
}

fn wakes(workspace: &str, count: usize, due: Timestamp) -> Vec<(WorkspaceId, Kept)> {
    let wake = |number| {
        let name = WakeName::from(format!("U{number}"));
        (WorkspaceId::from(workspace), Kept::Wake { name, due })
    };
    (0..count).map(wake).collect()
}

fn engine(store: Arc<dyn Store>, sink: &Arc<Sink>, now: Timestamp) -> Engine {
    let clock = Clock::still(now);
    Engine::new(store, vec![sink.clone()], Arc::new(Nudger), clock)
}

fn assert_each_once(sink: &Sink, count: usize) {
    let times = sink.times();
    assert_eq!(times.len(), count, "somebody was not written to");
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times != 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_race_over_one_store_wake_and_write_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
    store.fill(wakes("stage:T1", 400, nine())).await.unwrap();
    let sink = Arc::new(Sink::default());
    let both = [(), ()].map(|()| Arc::new(engine(store.clone(), &sink, nine())));
    let running = both.map(|engine| {
        tokio::spawn(async move {
            for _ in 0..50 {
                engine.settled().await;
            }
        })
    });
    for running in running {
        running.await.unwrap();
    }
    assert_each_once(&sink, 400);
    store.close().await;
}

#[tokio::test]
async fn a_clock_that_jumps_back_doubles_nothing_and_one_that_jumps_ahead_loses_nothing() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let sink = Arc::new(Sink::default());
    store.fill(wakes("stage:T1", 10, nine())).await.unwrap();
    engine(store.clone(), &sink, nine()).settled().await;
    assert_each_once(&sink, 10);
    // An hour back: what happened has happened, and what is to come has not.
    store.fill(wakes("stage:T2", 10, nine())).await.unwrap();
    engine(store.clone(), &sink, hour(-1)).settled().await;
    assert_each_once(&sink, 10);
    // A day ahead, past the time and past its hour's worth.
    engine(store.clone(), &sink, hour(24)).settled().await;
    assert_each_once(&sink, 20);
    engine(store, &sink, nine()).settled().await;
    assert_each_once(&sink, 20);
}

#[tokio::test]
async fn a_huge_workspace_delays_no_small_one() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let sink = Arc::new(Sink::default());
    let earlier = nine() - SignedDuration::from_mins(1);
    store
        .fill(wakes("stage:huge", 5_000, earlier))
        .await
        .unwrap();
    store.fill(wakes("stage:small", 3, nine())).await.unwrap();
    let engine = Arc::new(engine(store, &sink, nine()));
    engine.settled().await;
    assert_each_once(&sink, 5_003);
    let said = sink.said();
    let small = |(workspace, _): &(WorkspaceId, String)| workspace.as_str() == "stage:small";
    let last = said.iter().rposition(small).unwrap();
    assert!(last < 1_000, "the last of the small one came {last}th");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_runs_by_itself_writes_to_everybody_once() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let sink = Arc::new(Sink::default());
    let now = Clock::system().now();
    store.fill(wakes("stage:T1", 3_000, now)).await.unwrap();
    let platforms: Vec<Arc<dyn Platform>> = vec![sink.clone()];
    let engine = Engine::new(store, platforms, Arc::new(Nudger), Clock::system());
    let shutdown = CancellationToken::new();
    let stop = shutdown.clone();
    let everybody = async {
        while sink.said().len() < 3_000 {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    let both = async { tokio::join!(engine.run(shutdown), everybody) };
    let patience = std::time::Duration::from_secs(60);
    tokio::time::timeout(patience, both).await.unwrap();
    assert_each_once(&sink, 3_000);
}
