//! Two thousand people cheer one win at once, some of them twice, while who told it edits it: each
//! is counted once, the one who is named is not, and nobody has to be decided again because of the
//! others. And two managers press at once: a suggested win is posted once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]
#![allow(clippy::print_stdout, reason = "how it went is shown, not asserted")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cairn::chat::{
    ActToken, Actor, Answer, Event, EventId, FieldId, Input, PersonId, Place, Reply, Value, Values,
    WorkspaceId,
};
use cairn::clock::Clock;
use cairn::coach::{Act, Coach, WinPress};
use cairn::engine::Engine;
use cairn::platform::Platform;
use cairn::state::Committed;
use cairn::store::{MemoryStore, OpenOptions, SledStore, Store, StoreError};
use jiff::SignedDuration;
use support::ruled::{Rule, Ruled};
use support::stage::Stage;
use support::{coach, coach_with_admins, drawing};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many people cheer.
const PEOPLE: usize = 2_000;
/// So many of them while nothing else happens.
const ALONE: usize = 1_000;
/// How many presses are under way at a time.
const AT_A_TIME: usize = 96;
/// How often the win is edited meanwhile.
const EDITS: usize = 5;

/// What became of commits.
#[derive(Default)]
struct Counts {
    tried: AtomicUsize,
    conflicts: AtomicUsize,
}

impl Counts {
    fn now(&self) -> (usize, usize) {
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (of(&self.tried), of(&self.conflicts))
    }

    fn since(&self, before: (usize, usize)) -> (usize, usize) {
        let (tried, conflicts) = self.now();
        (tried - before.0, conflicts - before.1)
    }
}

impl Rule for Arc<Counts> {
    fn committed(&self, committed: &Result<Committed, StoreError>) {
        self.tried.fetch_add(1, Ordering::Relaxed);
        if matches!(committed, Ok(Committed::Conflict)) {
            self.conflicts.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A chat in #team.
struct Chat {
    stage: Arc<Stage>,
    clock: Clock,
    engine: Arc<Engine>,
}

impl Chat {
    fn begin(store: Arc<dyn Store>, coach: Arc<Coach>) -> Self {
        let stage = Arc::new(Stage::default());
        let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
        let platforms: Vec<Arc<dyn Platform>> = vec![stage.clone()];
        let engine = Arc::new(Engine::new(store, platforms, coach, clock.clone()));
        Self {
            stage,
            clock,
            engine,
        }
    }

    fn event(&self, id: &str, who: &str, input: Input) -> Event {
        let place = Place::Whisper("team".into(), who.into());
        Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from(id),
            at: self.clock.now(),
            actor: Some(Actor {
                id: PersonId::from(who),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::To(place, None),
            opens_form: true,
            reaches: Vec::new(),
        }
    }

    fn press(&self, id: &str, who: &str, act: &ActToken, place: Place) -> Event {
        let act = act.clone();
        self.event(id, who, Input::Pressed { act, place })
    }

    fn form(&self, id: &str, who: &str, about: WinPress, what: &str) -> Event {
        let values = Values::from([
            (FieldId::from("what"), Value::Words(what.to_owned())),
            (FieldId::from("who"), Value::People(vec!["Ben".into()])),
        ]);
        let about = Act::Win(about).token();
        let page = 0;
        let filled = Input::Filled {
            about,
            page,
            values,
        };
        self.event(id, who, filled)
    }

    async fn happens(&self, event: Event) -> Answer {
        self.engine.handle(event).await.expect("it is taken")
    }

    /// What stands in the channel, card by card.
    fn standing(&self) -> Vec<Vec<String>> {
        let cards = self.stage.standing_in("team");
        cards.iter().map(drawing::card).collect()
    }
}

fn team() -> Place {
    Place::Channel("team".into())
}

/// Everything happens as nearly at once as there is room for.
async fn all_at_once(chat: &Arc<Chat>, events: Vec<Event>) {
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let mut under_way = JoinSet::new();
    for event in events {
        let (chat, room) = (chat.clone(), room.clone());
        under_way.spawn(async move {
            let _room = room.acquire().await.unwrap();
            chat.happens(event).await;
        });
    }
    while let Some(done) = under_way.join_next().await {
        done.expect("nobody is left without an answer");
    }
}

async fn a_crowd_cheers(store: Arc<dyn Store>, counts: &Counts) {
    let chat = Arc::new(Chat::begin(store, coach()));
    let tell = WinPress::Tell(Some("team".into()));
    chat.happens(chat.form("tell", "Marek", tell, "Shipped it"))
        .await;
    chat.engine.settled().await;
    let cheer = chat.stage.button("P0", Some("team"), "Cheer").unwrap();
    let Some(Act::Win(WinPress::Cheer(win))) = Act::read(&cheer) else {
        panic!("the button cheers no win");
    };

    // Who cheers meets nobody: not one is decided again because of the others.
    let before = counts.now();
    let alone = (0..ALONE).map(|person| {
        let id = format!("cheer-{person}");
        chat.press(&id, &format!("P{person}"), &cheer, team())
    });
    all_at_once(&chat, alone.collect()).await;
    let (tried, conflicts) = counts.since(before);
    println!("{ALONE} presses, {tried} commits, {conflicts} decided again");
    assert_eq!((tried, conflicts), (ALONE, 0));

    let mut presses = Vec::new();
    for person in ALONE..PEOPLE {
        let who = format!("P{person}");
        let first = chat.press(&format!("cheer-{person}"), &who, &cheer, team());
        // Every seventh comes twice, as platforms do; every fifth presses once more.
        if person % 7 == 0 {
            presses.push(first.clone());
        }
        presses.push(first);
        if person % 5 == 0 {
            presses.push(chat.press(&format!("again-{person}"), &who, &cheer, team()));
        }
        if person % 200 == 0 {
            presses.push(chat.press(&format!("own-{person}"), "Ben", &cheer, team()));
            let rev = u32::try_from((person - ALONE) / 200 + 1).unwrap();
            let edit = WinPress::Edit(win.clone(), rev);
            let what = format!("Shipped it, {rev}");
            presses.push(chat.form(&format!("edit-{person}"), "Marek", edit, &what));
        }
    }
    let (all, repeats) = (presses.len(), presses.len() - (PEOPLE - ALONE) - 2 * EDITS);
    let before = counts.now();
    all_at_once(&chat, presses).await;
    let (tried, conflicts) = counts.since(before);
    println!("{all} presses, {tried} commits, {conflicts} decided again");
    // One's own second press meets the first; who is under way while the win is edited meets that.
    assert!(
        conflicts <= repeats + EDITS * AT_A_TIME,
        "{conflicts} of {tried} commits met others"
    );

    let later = chat.clock.now() + SignedDuration::from_mins(1);
    chat.engine.travel_to(later).await.unwrap();
    chat.engine.settled().await;

    let cards = chat.standing();
    let [lines] = cards.as_slice() else {
        panic!("one win stands, not {cards:#?}");
    };
    let note = format!("(told by Marek · ★ {PEOPLE} cheers)");
    assert!(lines.contains(&note), "{note} is not in {lines:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_thousand_cheer_one_win_and_each_counts_once_on_the_store_that_forgets() {
    let counts = Arc::<Counts>::default();
    let (rule, store) = (counts.clone(), MemoryStore::new());
    a_crowd_cheers(Arc::new(Ruled { rule, store }), &counts).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_thousand_cheer_one_win_and_each_counts_once_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let counts = Arc::<Counts>::default();
    let store = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    let rule = counts.clone();
    a_crowd_cheers(Arc::new(Ruled { rule, store }), &counts).await;
}

async fn says(chat: &Chat, id: &str, who: &str, words: &str) -> Answer {
    let said = Input::Said {
        text: words.to_owned(),
        place: team(),
    };
    chat.happens(chat.event(id, who, said)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_managers_who_press_at_once_post_a_suggested_win_once() {
    let store = Arc::new(MemoryStore::new());
    let chat = Arc::new(Chat::begin(store, coach_with_admins(&["Ada", "Mia"])));
    says(&chat, "on", "Ada", "wins suggest on").await;
    for round in 1..=12 {
        // Who suggests five within an hour is asked to wait.
        let (told, who) = (format!("tell-{round}"), format!("W{round}"));
        let tell = WinPress::Tell(Some("team".into()));
        chat.happens(chat.form(&told, &who, tell, "Shipped it"))
            .await;
        chat.engine.settled().await;
        // Who did not suggest it takes nothing back.
        let post = chat.stage.button("Ada", None, "Post it").unwrap();
        let back = ActToken::from(post.as_str().replace(":post:", ":back:"));
        let other = Place::Direct("Bo".into());
        chat.happens(chat.press(&format!("back-{round}"), "Bo", &back, other))
            .await;
        chat.engine.settled().await;
        let mut presses = JoinSet::new();
        for manager in ["Ada", "Mia"] {
            let post = chat.stage.button(manager, None, "Post it").unwrap();
            let place = Place::Direct(manager.into());
            let event = chat.press(&format!("post-{round}-{manager}"), manager, &post, place);
            let chat = chat.clone();
            presses.spawn(async move { chat.happens(event).await });
        }
        presses.join_all().await;
        chat.engine.settled().await;
        assert_eq!(chat.standing().len(), round, "each win stands once");
    }
    let said = chat.stage.take_said().join("\n");
    let decided = said
        .matches("Posted in #team, in the name of who wrote it.")
        .count();
    assert_eq!(decided, 12, "one of two decides");
}

#[tokio::test]
async fn where_nobody_can_post_a_suggested_win_who_wrote_it_has_it_back_at_once() {
    let store = Arc::new(MemoryStore::new());
    let before = Chat::begin(store.clone(), coach());
    says(&before, "on", "Ada", "wins suggest on").await;
    let chat = Chat::begin(store, coach_with_admins(&[]));
    for round in 0..7 {
        let tell = WinPress::Tell(Some("team".into()));
        chat.happens(chat.form(&format!("tell-{round}"), "Ana", tell, "Shipped it"))
            .await;
    }
    chat.engine.settled().await;
    let said = chat.stage.take_said().join("\n");
    let given_back = said.matches("Shipped it\n  Thanks to @Ben").count();
    assert_eq!(given_back, 7, "{said}");
    assert!(said.contains("neither a manager nor an admin"), "{said}");
    assert_eq!(chat.standing(), Vec::<Vec<String>>::new());
}
