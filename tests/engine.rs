//! What the engine does when work goes wrong: what can't be decided holds nothing else up, and
//! what could not be sent is not taken for what may have been sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cairn::chat::{
    Address, Card, Event, EventId, Input, Message, MessageId, Outgoing, Place, Reach, Reply,
    Undeliverable, WakeName, Withdrawal, WorkspaceId,
};
use cairn::clock::Clock;
use cairn::engine::{Engine, StoredReaches};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Reaches, Received, Request};
use cairn::state::{Decide, Decision, Found, Key, Kind, Undecided, WakeAt};
use cairn::store::MemoryStore;
use jiff::{SignedDuration, Timestamp};

/// More wake-ups than are handled of one workspace at a time.
const DAMAGED: usize = 20;
/// How often the platform below lets an unclear post be repeated.
const UNCLEAR_POSTS: u16 = 4;

/// A platform on which every delivery goes as it was told; when it was told nothing, well.
#[derive(Default)]
struct Scripted {
    outcomes: Mutex<VecDeque<Outcome>>,
    said: Mutex<Vec<String>>,
    /// What happens while the platform is asked whether a message stands.
    meanwhile: Mutex<Option<Meanwhile>>,
    /// What it then says.
    looked: Mutex<Option<Looked>>,
}

type Meanwhile = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

impl Scripted {
    fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }
}

#[async_trait]
impl Platform for Scripted {
    fn name(&self) -> &'static str {
        "stage"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(200))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let told = self.outcomes.lock().unwrap().pop_front();
        if delivery.what.id().as_str() == "lane/refused" {
            return Outcome::Never(Undeliverable::NotThere);
        }
        assert_ne!(delivery.what.id().as_str(), "fault", "a fault of ours");
        told.unwrap_or_else(|| {
            let name = delivery.what.id().to_string();
            self.said.lock().unwrap().push(name);
            Outcome::Said(Some(Address::from("here")))
        })
    }

    async fn look(&self, delivery: Delivery<'_>) -> Looked {
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some(meanwhile) = meanwhile {
            meanwhile.await;
            return Looked::Absent;
        }
        let looked = self.looked.lock().unwrap().take();
        looked.unwrap_or(Looked::CannotTell {
            repeat: delivery.unclear < UNCLEAR_POSTS,
        })
    }
}

/// Posts when told to; some of its wake-ups can't be decided.
struct Simple;

impl Decide for Simple {
    fn decide(&self, event: &Event, now: Timestamp, _: &Found) -> Result<Decision, Undecided> {
        let mut decision = Decision::default();
        match &event.input {
            Input::Said { text, .. } if text == "wake" => {
                let soon = WakeAt::At(now + SignedDuration::from_secs(1));
                let damaged = (0..DAMAGED).map(|number| format!("damaged/{number}"));
                let names = damaged.chain(["sound".to_owned()]);
                decision.wakes = names.map(|name| (WakeName::from(name), soon)).collect();
            }
            Input::Said { text, .. } if text == "idle" => {}
            Input::Said { text, .. } if text.starts_with("erase ") => {
                decision.erase = Some(text.trim_start_matches("erase ").into());
            }
            Input::Said { text, .. } if text.starts_with("stop ") => {
                let name = text.trim_start_matches("stop ");
                decision.withdraw = vec![Withdrawal::Unsaid(place(name), name.into())];
            }
            Input::Said { text, .. } => decision.outgoing = vec![message(text, now)],
            Input::Due { wake, .. } if wake.as_str() == "sound" => {
                decision.outgoing = vec![message("woken", now)];
            }
            Input::Due { wake, .. } if wake.as_str() == "damaged/0" => panic!("a fault of ours"),
            Input::Due { .. } => {
                return Err(Undecided::Damaged(Key::shared(Kind::Run, "damaged")));
            }
            Input::Undelivered { message, .. } if message.as_str() == "lane/refused" => {
                return Err(Undecided::Damaged(Key::shared(Kind::Run, "damaged")));
            }
            Input::Undelivered { .. } => decision.outgoing = vec![message("given up", now)],
            _ => {}
        }
        Ok(decision)
    }
}

fn place(name: &str) -> Place {
    Place::Channel(name.split('/').next().unwrap().into())
}

fn message(words: &str, now: Timestamp) -> Outgoing {
    let name = words.trim_end_matches(" again");
    Outgoing::Message(Message {
        id: MessageId::from(name),
        place: place(name),
        card: Card::words(words),
        until: now + SignedDuration::from_hours(24),
        urgent: false,
        via: None,
    })
}

fn stage(outcomes: impl IntoIterator<Item = Outcome>) -> (Engine, Arc<Scripted>) {
    let (engine, platform, _) = stage_and_store(outcomes);
    (engine, platform)
}

fn stage_and_store(
    outcomes: impl IntoIterator<Item = Outcome>,
) -> (Engine, Arc<Scripted>, Arc<MemoryStore>) {
    let store = Arc::new(MemoryStore::new());
    let platform = Arc::new(Scripted::default());
    platform.outcomes.lock().unwrap().extend(outcomes);
    let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
    let engine = Engine::new(
        store.clone(),
        vec![platform.clone()],
        Arc::new(Simple),
        clock,
    );
    (engine, platform, store)
}

/// What rests among the dead letters: names, reasons, tries.
async fn dead(store: &MemoryStore) -> Vec<(String, Undeliverable, u16)> {
    let outbox = cairn::ops::look_through(store).await.unwrap();
    assert!(outbox.waiting.is_empty(), "{outbox}");
    let line = |line: cairn::ops::DeadLine| (line.name, line.why, line.tried);
    outbox.dead.into_iter().map(line).collect()
}

async fn say(engine: &Engine, words: &str) {
    say_as(engine, words, words).await;
}

async fn say_as(engine: &Engine, event: &str, words: &str) {
    let event = Event {
        workspace: WorkspaceId::from("stage:demo"),
        id: EventId::from(event),
        at: engine.clock().now(),
        actor: None,
        input: Input::Said {
            text: words.to_owned(),
            place: Place::Channel("team".into()),
        },
        reply: Reply::Nowhere,
        opens_form: false,
        reaches: Vec::new(),
    };
    engine.handle(event).await.unwrap();
}

async fn an_hour_later(engine: &Engine) {
    let to = engine.clock().now() + SignedDuration::from_hours(1);
    engine.travel_to(to).await.unwrap();
}

#[tokio::test]
async fn wake_ups_that_can_not_be_decided_hold_no_other_up() {
    let (engine, platform) = stage([]);
    say(&engine, "wake").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["woken"]);
}

#[tokio::test]
async fn a_post_that_could_not_be_sent_for_long_is_not_given_up_at_its_first_doubt() {
    let outcomes = vec![Outcome::NotSaid; 6].into_iter().chain([
        Outcome::Unknown,
        Outcome::NotSaid,
        Outcome::NotSaid,
    ]);
    let (engine, platform) = stage(outcomes);
    say(&engine, "note").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["note"]);
}

#[tokio::test]
async fn what_nobody_can_be_told_of_holds_up_its_lane_for_a_while_and_not_for_ever() {
    let (engine, platform) = stage([]);
    say(&engine, "lane/refused").await;
    say(&engine, "lane/next").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["lane/next"]);
}

#[tokio::test]
async fn a_fault_of_ours_in_one_delivery_ends_no_other() {
    let (engine, platform) = stage([]);
    say(&engine, "fault").await;
    say(&engine, "note").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["note", "given up"]);
}

#[tokio::test]
async fn a_post_whose_outcome_is_never_clear_is_given_up() {
    let (engine, platform) = stage(vec![Outcome::Unknown; UNCLEAR_POSTS.into()]);
    say(&engine, "note").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["given up"]);
}

#[tokio::test]
async fn what_was_taken_back_between_planning_and_sending_is_not_said() {
    let full = Outcome::NotYet { after_ms: 60_000 };
    let (engine, platform) = stage([full]);
    say(&engine, "nudge").await;
    engine.settled().await;
    say(&engine, "stop nudge").await;
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), [""; 0]);
}

#[tokio::test]
async fn what_is_taken_back_while_the_courier_holds_it_is_not_said() {
    let (engine, platform) = stage([Outcome::Unknown]);
    let engine = Arc::new(engine);
    say(&engine, "nudge").await;
    engine.settled().await;
    let opting_out = engine.clone();
    *platform.meanwhile.lock().unwrap() = Some(Box::pin(async move {
        say(&opting_out, "stop nudge").await;
    }));
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), [""; 0]);
}

#[tokio::test]
async fn what_is_overtaken_while_the_courier_holds_it_is_said_as_it_is_then_and_once() {
    let (engine, platform) = stage([Outcome::Unknown]);
    let engine = Arc::new(engine);
    say(&engine, "note").await;
    engine.settled().await;
    let changing = engine.clone();
    *platform.meanwhile.lock().unwrap() = Some(Box::pin(async move {
        say_as(&changing, "changed", "note").await;
    }));
    an_hour_later(&engine).await;
    assert_eq!(platform.said(), ["note"]);
}

#[tokio::test]
async fn one_channel_that_refuses_keeps_nothing_from_the_other_thirty_nine() {
    let refused = [Outcome::Never(Undeliverable::Archived)];
    let (engine, platform, store) = stage_and_store(refused);
    for number in 0..40 {
        say(&engine, &format!("channel{number}")).await;
    }
    engine.settled().await;
    let said = platform.said();
    assert_eq!(said.iter().filter(|name| *name != "given up").count(), 39);
    assert!(said.contains(&"given up".to_owned()), "the coach is told");
    let dead = dead(&store).await;
    assert_eq!(dead, [("channel0".to_owned(), Undeliverable::Archived, 1)]);
}

#[tokio::test]
async fn what_was_tried_for_as_long_as_it_was_worth_saying_rests_where_it_is_seen() {
    let (engine, platform, store) = stage_and_store(vec![Outcome::NotSaid; 1_000]);
    say(&engine, "tip").await;
    for _ in 0..25 {
        an_hour_later(&engine).await;
    }
    assert_eq!(platform.said(), [""; 0]);
    let outbox = cairn::ops::look_through(&*store).await.unwrap();
    let [letter] = &outbox.dead[..] else {
        panic!("{outbox}");
    };
    assert_eq!(
        (&*letter.name, &letter.why),
        ("tip", &Undeliverable::TooLate)
    );
    assert!(letter.tried > 100, "five minutes apart at most: {letter:?}");
}

#[tokio::test]
async fn what_may_stand_is_looked_for_once_more_when_it_is_too_late_to_say_it_again() {
    let stands = Looked::Stands(Address::from("here"));
    for (looked, becomes) in [
        (stands, None),
        (Looked::Absent, Some(Undeliverable::TooLate)),
        (
            Looked::CannotTell { repeat: true },
            Some(Undeliverable::Unclear),
        ),
        (
            Looked::NotYet { after_ms: 1_000 },
            Some(Undeliverable::Unclear),
        ),
    ] {
        let (engine, platform, store) = stage_and_store([Outcome::Unknown]);
        say(&engine, "tip").await;
        engine.settled().await;
        engine
            .clock()
            .move_on(SignedDuration::from_hours(25))
            .unwrap();
        *platform.looked.lock().unwrap() = Some(looked);
        an_hour_later(&engine).await;
        let said: &[&str] = if becomes.is_none() {
            &[]
        } else {
            &["given up"]
        };
        assert_eq!(platform.said(), said, "{becomes:?}");
        let dead = dead(&store).await.into_iter().map(|(_, why, _)| why);
        assert_eq!(dead.collect::<Vec<_>>(), Vec::from_iter(becomes));
    }
}

#[tokio::test]
async fn only_what_an_operator_could_act_on_rests() {
    for (why, rests) in [
        (Undeliverable::NotAllowed, true),
        (Undeliverable::Refused, true),
        (Undeliverable::NotThere, true),
        (Undeliverable::NotInvited, true),
        (Undeliverable::Unclear, true),
        (Undeliverable::PersonLeft, false),
    ] {
        let (engine, _, store) = stage_and_store([Outcome::Never(why.clone())]);
        say(&engine, "tip").await;
        engine.settled().await;
        let expected: &[(String, Undeliverable, u16)] = if rests {
            &[("tip".to_owned(), why, 1)]
        } else {
            &[]
        };
        assert_eq!(dead(&store).await, expected);
    }
}

#[tokio::test]
async fn an_edit_that_comes_too_late_or_finds_nothing_leaves_no_letter() {
    for why in [Undeliverable::NotThere, Undeliverable::Archived] {
        let (engine, platform, store) = stage_and_store([]);
        say(&engine, "count").await;
        engine.settled().await;
        let refused = Outcome::Never(why);
        platform.outcomes.lock().unwrap().push_back(refused);
        say_as(&engine, "again", "count again").await;
        engine.settled().await;
        assert_eq!(dead(&store).await, []);
    }
}

#[tokio::test]
async fn what_waits_for_a_platform_that_is_not_served_keeps() {
    let store = Arc::new(MemoryStore::new());
    let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
    let engine = Engine::new(store.clone(), vec![], Arc::new(Simple), clock);
    say(&engine, "tip").await;
    engine.settled().await;
    let outbox = cairn::ops::look_through(&*store).await.unwrap();
    assert_eq!((outbox.waiting.len(), outbox.dead.len()), (1, 0));
}

fn tells(event: &str, reaches: &[(Place, &str)], words: &str) -> Event {
    let reaches = reaches.iter();
    Event {
        workspace: WorkspaceId::from("stage:demo"),
        id: EventId::from(event),
        at: Timestamp::UNIX_EPOCH,
        actor: None,
        input: Input::Said {
            text: words.to_owned(),
            place: Place::Channel("team".into()),
        },
        reply: Reply::Nowhere,
        opens_form: false,
        reaches: reaches
            .map(|(place, reach)| (place.clone(), Reach::from(*reach)))
            .collect(),
    }
}

#[tokio::test]
async fn how_a_place_is_reached_is_kept_as_it_was_told_last_and_goes_with_the_person() {
    let (engine, _, store) = stage_and_store([]);
    let kept = StoredReaches::new(store);
    let workspace = WorkspaceId::from("stage:demo");
    let (ana, team) = (Place::Direct("ana".into()), Place::Channel("team".into()));
    let told = [(ana.clone(), "by emea"), (team.clone(), "team by emea")];
    engine.handle(tells("1", &told, "note")).await.unwrap();
    let moved = [(ana.clone(), "by amer")];
    engine.handle(tells("2", &moved, "idle")).await.unwrap();
    assert_eq!(kept.of(&workspace, &ana).await, Some("by amer".into()));
    assert_eq!(
        kept.channels(&workspace).await,
        [("team".into(), Reach::from("team by emea"))]
    );
    let whisper = Place::Whisper("team".into(), "ana".into());
    assert_eq!(kept.of(&workspace, &whisper).await, Some("by amer".into()));
    // The same event again changes nothing.
    engine.handle(tells("1", &told, "note")).await.unwrap();
    assert_eq!(kept.of(&workspace, &ana).await, Some("by amer".into()));
    // Who is deleted tells how she is reached with that very request.
    engine.handle(tells("3", &told, "erase ana")).await.unwrap();
    assert_eq!(kept.of(&workspace, &ana).await, None);
    assert!(kept.of(&workspace, &team).await.is_some());
}
