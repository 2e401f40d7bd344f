//! Many are written to by itself, and the program is killed in the middle of it, again and again:
//! nobody is missed, and twice comes at most what was under way when it was killed.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use cairn::chat::{Card, Message, Outgoing, Place, WorkspaceId};
use cairn::clock::Clock;
use cairn::ops::{self, Outbox};
use cairn::state::{Kept, Waiting};
use cairn::store::{OpenOptions, SledStore, Store};
use jiff::SignedDuration;

use crate::support::chance::Chance;
use crate::support::program::{Program, command_for_slack};
use crate::support::slack::{FakeSlack, TEAM};

/// How many are written to. Each start posts some twenty at once and then four a second.
const PEOPLE: u64 = 100;
/// The most kills; with the budget of each start the last ones find nothing left.
const KILLS: u64 = 12;

fn person(number: u64) -> String {
    format!("U{number:03}")
}

fn waiting(number: u64) -> (WorkspaceId, Kept) {
    let now = Clock::system().now();
    let message = Message {
        id: "nudge/1".into(),
        place: Place::Direct(person(number).as_str().into()),
        card: Card::words("A question for you"),
        until: now + SignedDuration::from_hours(24),
        urgent: false,
        via: None,
    };
    let waiting = Waiting {
        seq: number,
        revision: number << 16,
        doubtful: false,
        urgent: false,
        outdated: false,
        withdrawn: false,
        outgoing: Outgoing::Message(message),
    };
    let workspace = WorkspaceId::from(format!("slack:{TEAM}"));
    (workspace, Kept::Waiting(waiting))
}

fn open(folder: &Path) -> SledStore {
    SledStore::open(&folder.join("data"), OpenOptions::default()).unwrap()
}

/// What waits and what rests, seen while no program runs.
async fn outbox(folder: &Path) -> Outbox {
    let store = open(folder);
    let outbox = ops::look_through(&store).await.unwrap();
    store.close().await;
    outbox
}

fn posts(slack: &FakeSlack) -> BTreeMap<String, usize> {
    let mut posts = BTreeMap::new();
    for call in slack.calls("chat.postMessage") {
        let to = call.body["channel"].as_str().unwrap().to_owned();
        *posts.entry(to).or_default() += 1;
    }
    posts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_in_the_middle_of_writing_to_many_it_misses_nobody() {
    let mut chance = Chance::seeded(33);
    let folder = tempfile::tempdir().unwrap();
    let slack = FakeSlack::start().await;
    let store = open(folder.path());
    store
        .fill((1..=PEOPLE).map(waiting).collect())
        .await
        .unwrap();
    store.close().await;
    drop(store);
    let (mut in_doubt, mut kills) = (0, 0);
    loop {
        let program = Program::start(command_for_slack(folder.path(), &slack.api(), "UADA"));
        // The moment is what is drawn; nothing is waited for.
        tokio::time::sleep(Duration::from_millis(chance.below(400))).await;
        if kills < KILLS {
            program.kill();
            kills += 1;
            let left = outbox(folder.path()).await;
            in_doubt += left.waiting.iter().filter(|line| line.may_stand).count();
            continue;
        }
        let patience = Duration::from_secs(120);
        let everybody = async {
            while posts(&slack).len() < usize::try_from(PEOPLE).unwrap() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(patience, everybody)
            .await
            .expect("somebody is missed");
        let (status, log) = program.stop();
        assert!(status.success(), "{log}");
        break;
    }
    let left = outbox(folder.path()).await;
    assert!(left.dead.is_empty(), "{left}");
    let twice: usize = posts(&slack).values().map(|times| times - 1).sum();
    assert!(
        twice <= in_doubt,
        "{twice} were said twice, {in_doubt} in doubt"
    );
    eprintln!("{kills} kills among {PEOPLE} messages: {in_doubt} in doubt, {twice} said twice");
}
