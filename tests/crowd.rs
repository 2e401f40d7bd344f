//! Two thousand people tap while the check-in closes: whoever was in time is counted, exactly and
//! once; whoever came later is taught and not counted; nobody is left without a reply.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use cairn::chat::{
    ActToken, Actor, Answer, Block, Event, EventId, Input, PersonId, Place, Reply, WorkspaceId,
};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::Platform;
use cairn::store::{MemoryStore, OpenOptions, SledStore, Store};
use jiff::{SignedDuration, Timestamp};
use support::stage::Stage;
use support::{coach, drawing};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How many people tap.
const PEOPLE: usize = 2_000;
/// So many have tapped when the closing begins.
const BEFORE: usize = 700;
/// So many of the rest tap only when it has closed; all others tap meanwhile.
const AFTER: usize = 300;
/// How many taps are under way at a time.
const AT_A_TIME: usize = 96;
/// What the choices are drawn from.
const SEED: u64 = 20_261_124;

const LABELS: [&str; 3] = ["A", "B", "C"];
const LATE: &str = "This check-in has closed. Your answer is kept for you and not counted";

fn event(id: &str, who: &str, at: Timestamp, input: Input, reply: Reply) -> Event {
    Event {
        workspace: WorkspaceId::from("stage:demo"),
        id: EventId::from(id),
        at,
        actor: Some(Actor {
            id: PersonId::from(who),
            zone: None,
            locale: None,
        }),
        input,
        reply,
        opens_form: true,
        reaches: Vec::new(),
    }
}

fn tap(person: usize, at: Timestamp, act: ActToken) -> Event {
    let who = format!("P{person}");
    let place = Place::Channel("team".into());
    let reply = Reply::To(Place::Whisper("team".into(), who.as_str().into()), None);
    event(
        &format!("tap-{person}"),
        &who,
        at,
        Input::Pressed { act, place },
        reply,
    )
}

/// Which choice a person takes: drawn, and the same each time.
fn drawn(person: usize) -> usize {
    let mut state = SEED ^ (person as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    state ^= state >> 29;
    state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    ((state >> 32) % LABELS.len() as u64) as usize
}

async fn open_check_in(engine: &Engine, at: Timestamp) {
    let place = Place::Channel("team".into());
    let text = "ask late-report for 5 minutes".to_owned();
    let ask = event("ask", "Ada", at, Input::Said { text, place }, Reply::Here);
    assert!(matches!(engine.handle(ask).await, Ok(Answer::Say(_))));
    engine.settled().await;
}

/// Everybody taps; the clock moves past the closing when `BEFORE` have.
async fn everybody_taps(engine: &Arc<Engine>, clock: &Clock, acts: &[ActToken]) {
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let (tapped, mut so_many) = watch::channel(0usize);
    let (closed, _) = watch::channel(false);
    let closing = {
        let (engine, closed, to) = (
            engine.clone(),
            closed.clone(),
            clock.now() + SignedDuration::from_mins(6),
        );
        tokio::spawn(async move {
            so_many.wait_for(|count| *count >= BEFORE).await.unwrap();
            engine.travel_to(to).await.unwrap();
            closed.send_replace(true);
        })
    };
    let mut taps = JoinSet::new();
    for person in 0..PEOPLE {
        let (engine, room, tapped, clock) =
            (engine.clone(), room.clone(), tapped.clone(), clock.clone());
        let (act, mut closed) = (acts[drawn(person)].clone(), closed.subscribe());
        taps.spawn(async move {
            if person >= PEOPLE - AFTER {
                closed.wait_for(|closed| *closed).await.unwrap();
            }
            let _room = room.acquire().await.unwrap();
            let event = tap(person, clock.now(), act);
            // Every seventh comes twice, as platforms do.
            let again = event.clone();
            engine.handle(event).await.expect("the tap is taken");
            if person % 7 == 0 {
                engine.handle(again).await.expect("the repeat is taken");
            }
            tapped.send_modify(|count| *count += 1);
        });
    }
    taps.join_all().await;
    closing.await.unwrap();
    engine.settled().await;
}

/// What was told to each: how many times a label was counted, and how many came too late.
fn told(stage: &Stage) -> (BTreeMap<String, usize>, usize) {
    let said = stage.take_said().join("\n");
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    let (mut late, mut replies) = (0, 0);
    for reply in said.split("#team, only ").skip(1) {
        let reply = reply.split("\n#team").next().unwrap();
        replies += 1;
        assert!(!reply.contains("You answered this before"), "{reply}");
        let took = reply.split_once("You answered: ").unwrap().1;
        let took = took.lines().next().unwrap().to_owned();
        if reply.contains(LATE) {
            late += 1;
        } else {
            *counted.entry(took).or_default() += 1;
        }
    }
    assert_eq!(replies, PEOPLE, "everybody has one reply");
    (counted, late)
}

async fn a_crowd(store: Arc<dyn Store>) {
    let stage = Arc::new(Stage::default());
    let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
    let platforms: Vec<Arc<dyn Platform>> = vec![stage.clone()];
    let engine = Arc::new(Engine::new(store, platforms, coach(), clock.clone()));
    open_check_in(&engine, clock.now()).await;
    let button = |label: &&str| stage.button("P0", Some("team"), label).unwrap();
    let acts: Vec<ActToken> = LABELS.iter().map(button).collect();
    stage.take_said();

    everybody_taps(&engine, &clock, &acts).await;

    let (counted, late) = told(&stage);
    let in_time: usize = counted.values().sum();
    assert_eq!(in_time + late, PEOPLE);
    assert!(
        in_time >= BEFORE && late >= AFTER,
        "{in_time} in time, {late} late"
    );
    let standing = stage.standing_in("team").pop().unwrap();
    let lines = drawing::card(&standing);
    let footer = format!("(Closed · answered by {in_time})");
    assert!(lines.contains(&footer), "{footer} is not in {lines:#?}");
    for (label, count) in counted {
        let share = format!(" · {count} answers");
        assert!(
            lines
                .iter()
                .any(|found| found.starts_with(&label) && found.ends_with(&share)),
            "{label} with {count} is not in {lines:#?}"
        );
    }
    assert!(standing.blocks.iter().all(|block| match block {
        Block::Buttons(buttons) => buttons.len() == 1,
        _ => true,
    }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_closing_amid_two_thousand_taps_counts_exactly_on_the_store_that_forgets() {
    a_crowd(Arc::new(MemoryStore::new())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_closing_amid_two_thousand_taps_counts_exactly_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    a_crowd(Arc::new(store)).await;
}
