//! What an operator sees of what waits to be said and of what never could be, and what can be done
//! about it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::Path;
use std::process::{Command, Output};

use cairn::chat::{Card, Message, MessageId, Outgoing, Place, Undeliverable, WorkspaceId};
use cairn::ops;
use cairn::state::{DeadLetter, Kept, Owed, Waiting};
use cairn::store::{Lease, MemoryStore, OpenOptions, SledStore, Store};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

const FIRST: &str = "slack:T1";
const SECOND: &str = "slack:T2";

fn then() -> Timestamp {
    Timestamp::from_second(1_796_000_000).unwrap()
}

fn later() -> Timestamp {
    then() + SignedDuration::from_hours(48)
}

fn message(name: &str, place: Place) -> Outgoing {
    Outgoing::Message(Message {
        id: MessageId::from(name),
        place,
        card: Card::words("Nobody else's business"),
        until: then(),
        urgent: false,
        via: None,
    })
}

fn dead(workspace: &str, number: u64, name: &str, why: Undeliverable) -> (WorkspaceId, Kept) {
    let letter = DeadLetter {
        at: then(),
        withdrawn: why == Undeliverable::Unclear,
        why,
        tried: 3,
        outgoing: message(name, Place::Direct(format!("U{number}").as_str().into())),
    };
    (WorkspaceId::from(workspace), Kept::Dead { number, letter })
}

fn waiting() -> (WorkspaceId, Kept) {
    let waiting = Waiting {
        seq: 1,
        revision: 1 << 16,
        doubtful: true,
        urgent: false,
        outdated: false,
        withdrawn: false,
        outgoing: message("run/R1", Place::Channel("C1".into())),
    };
    (WorkspaceId::from(FIRST), Kept::Waiting(waiting))
}

fn rows() -> Vec<(WorkspaceId, Kept)> {
    vec![
        waiting(),
        dead(FIRST, 1, "tip/1", Undeliverable::Archived),
        dead(FIRST, 2, "nudge/1", Undeliverable::Unclear),
        dead(FIRST, 3, "tip/1", Undeliverable::NotInvited),
        dead(SECOND, 1, "tip/2", Undeliverable::Refused),
    ]
}

async fn store() -> MemoryStore {
    let store = MemoryStore::new();
    store.fill(rows()).await.unwrap();
    store
}

async fn left(store: &dyn Store) -> Vec<(String, u64)> {
    let outbox = ops::look_through(store).await.unwrap();
    let line = |line: ops::DeadLine| (line.workspace.to_string(), line.number);
    outbox.dead.into_iter().map(line).collect()
}

async fn claimed(store: &dyn Store) -> Vec<Owed> {
    let from = tokio::time::Instant::now();
    let lease = Lease { from, until: from };
    store.claim(later(), lease, 10, 10).await.unwrap()
}

#[tokio::test]
async fn a_letter_that_is_sent_again_is_worth_saying_again() {
    let store = store().await;
    let sent = ops::resend(&store, "tip/1", None, later()).await.unwrap();
    assert_eq!(sent, 2, "all of the name");
    assert_eq!(
        left(&store).await,
        [(FIRST.to_owned(), 2), (SECOND.to_owned(), 1)]
    );
    let owed = claimed(&store).await;
    let again: Vec<&Message> = owed
        .iter()
        .filter_map(|owed| match &owed.what {
            Outgoing::Message(message) if message.id.as_str() == "tip/1" => Some(message),
            Outgoing::Message(_) | Outgoing::File(_) | Outgoing::Ask(_) | Outgoing::Remove(_) => {
                None
            }
        })
        .collect();
    assert_eq!(again.len(), 2);
    assert!(again.iter().all(|message| message.until > later()));
}

#[tokio::test]
async fn a_letter_that_is_dropped_is_gone() {
    let store = store().await;
    let dropped = ops::discard(&store, "3", None, later()).await.unwrap();
    assert_eq!(dropped, 1);
    assert_eq!(left(&store).await.len(), 3);
    assert_eq!(claimed(&store).await.len(), 1, "what waits stays");
}

#[tokio::test]
async fn a_number_that_two_workspaces_have_is_asked_back() {
    let store = store().await;
    let asked = ops::discard(&store, "1", None, later()).await.unwrap_err();
    assert!(asked.to_string().contains("--workspace"), "{asked}");
    assert_eq!(left(&store).await.len(), 4);
    ops::discard(&store, "1", Some(SECOND), later())
        .await
        .unwrap();
    assert_eq!(left(&store).await.len(), 3);
    let none = ops::discard(&store, "99", None, later()).await.unwrap_err();
    assert!(none.to_string().contains("lists them"), "{none}");
}

#[tokio::test]
async fn what_was_taken_back_is_not_said_again() {
    let store = store().await;
    let refused = ops::resend(&store, "2", None, later()).await.unwrap_err();
    assert!(refused.to_string().contains("taken back"), "{refused}");
    assert_eq!(left(&store).await.len(), 4);
}

fn cairn(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cairn"))
        .current_dir(folder)
        .arg("outbox")
        .args(arguments)
        .args(["--data", "data"])
        .output()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_tells_names_and_no_words() {
    let folder = TempDir::new().unwrap();
    let open = || SledStore::open(&folder.path().join("data"), OpenOptions::default()).unwrap();
    let store = open();
    store.fill(rows()).await.unwrap();
    let taken = cairn(folder.path(), &[]);
    assert_eq!(taken.status.code(), Some(2));
    let why = String::from_utf8(taken.stderr).unwrap();
    assert!(why.contains("is in use by another Cairn"), "{why}");
    store.close().await;
    drop(store);

    let listed = String::from_utf8(cairn(folder.path(), &[]).stdout).unwrap();
    assert!(listed.contains("4 could not be said"), "{listed}");
    assert!(listed.contains("the channel is archived"), "{listed}");
    assert!(!listed.contains("business"), "{listed}");
    let json = cairn(folder.path(), &["--json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["waiting"][0]["name"], "run/R1");
    assert_eq!(json["waiting"][0]["may_stand"], true);
    assert_eq!(json["dead"][0]["why"], "archived");

    let sent = cairn(folder.path(), &["resend", "tip/1", "--json"]);
    assert_eq!(sent.stdout, b"{\"resent\":2}\n");
    let dropped = cairn(folder.path(), &["drop", "2"]);
    assert!(dropped.status.success());
    let store = open();
    assert_eq!(left(&store).await, [(SECOND.to_owned(), 1)]);
    assert_eq!(claimed(&store).await.len(), 3);
    store.close().await;
}
