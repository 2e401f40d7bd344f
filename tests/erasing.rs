//! Deleted, then yesterday's backup restored: whoever was deleted is deleted again before anything
//! is served, and whoever comes back after that stays (F62).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::path::Path;
use std::sync::Arc;

use cairn::chat::{Actor, Ask, Event, Input, Place, Reply, Told, Value, WorkspaceId};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::state::{Kept, Kind};
use cairn::store::{OpenOptions, SledStore, Store, WalkFrom};
use jiff::SignedDuration;

struct Cairn {
    store: Arc<SledStore>,
    engine: Engine,
}

fn open(folder: &Path) -> Cairn {
    let store = Arc::new(SledStore::open(folder, OpenOptions::default()).unwrap());
    let clock = Clock::still("2026-11-24T09:00:00Z".parse().unwrap());
    let engine = Engine::new(store.clone(), vec![], support::coach(), clock);
    Cairn { store, engine }
}

impl Cairn {
    async fn says(&self, id: &str, who: &str, words: &str) {
        self.happens(id, who, |place| Input::Said {
            text: words.to_owned(),
            place,
        })
        .await;
    }

    async fn happens(&self, id: &str, who: &str, input: impl FnOnce(Place) -> Input) {
        let place = Place::Direct(who.into());
        let event = Event {
            workspace: home(),
            id: id.into(),
            at: self.engine.clock().now(),
            actor: Some(Actor {
                id: who.into(),
                locale: None,
                zone: None,
            }),
            input: input(place.clone()),
            reply: Reply::To(place, None),
            opens_form: false,
            reaches: Vec::new(),
        };
        self.engine.handle(event).await.unwrap();
    }

    async fn deletes_herself(&self, id: &str, who: &str) {
        self.happens(id, who, |place| Input::Pressed {
            act: "1:privacy:delete".into(),
            place,
        })
        .await;
    }

    /// The rows that name somebody, but for what is still to be said to her once.
    async fn naming(&self, who: &str) -> Vec<String> {
        let mut naming = Vec::new();
        let mut from = Some(WalkFrom::default());
        while let Some(here) = from {
            let walked = self.store.walk(&here, 100).await.unwrap();
            for (_, kept) in walked.rows {
                let is_answer =
                    matches!(&kept, Kept::Waiting(waiting) if waiting.outgoing.id().is_unkept());
                let line = serde_json::to_string(&kept).unwrap();
                if line.contains(who) && !is_answer {
                    naming.push(line);
                }
            }
            from = walked.next;
        }
        naming
    }

    async fn close(self) {
        self.store.close().await;
    }
}

/// Whether a row is what goes once it is said: an answer, or the file itself.
fn is_on_its_way(kept: &Kept) -> bool {
    let Kept::Waiting(waiting) = kept else {
        return false;
    };
    let outgoing = &waiting.outgoing;
    outgoing.id().is_unkept() || matches!(outgoing.place(), Place::Whisper(..))
}

/// What must stand in her file of a row of hers.
fn trace_of(kept: &Kept) -> Option<String> {
    Some(match kept {
        Kept::Document { key, .. } if key.kind == Kind::Named => {
            key.id.split_once('/').unwrap().1.to_owned()
        }
        Kept::Document { key, body, .. } => {
            let holds: serde_json::Value = serde_json::from_slice(&body.0).unwrap();
            let name = serde_json::to_value(key.kind).unwrap();
            let entry = serde_json::json!({"kind": name, "id": &*key.id, "holds": holds});
            return Some(entry.to_string());
        }
        Kept::Fact { body, .. } => String::from_utf8(body.0.to_vec()).unwrap(),
        Kept::Waiting(waiting) => waiting.outgoing.id().as_str().to_owned(),
        Kept::Dead { letter, .. } => letter.outgoing.id().as_str().to_owned(),
        Kept::Sent { id, .. } => id.as_str().to_owned(),
        Kept::Wake { name, .. } => name.as_str().to_owned(),
        Kept::Mark { .. } | Kept::Counter { .. } | Kept::Erased(_) => return None,
    })
}

/// The file as plain text without its spaces, and as values.
fn holds(file: &serde_json::Value, trace: &str) -> bool {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(trace) else {
        return file.to_string().contains(trace);
    };
    let lists = ["documents", "facts"].map(|list| file[list].as_array().unwrap());
    lists
        .into_iter()
        .flatten()
        .any(|entry| *entry == value || entry["holds"] == value)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_hers_is_in_the_file_that_is_handed_over_and_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let cairn = open(folder.path());
    for (id, who, words) in [
        ("E1", "UANA", "practice 2"),
        ("E2", "UBEN", "practice 1"),
        ("E3", "UANA", "nudges on"),
        ("E4", "UANA", "commit If Ben is late, then I ask why"),
        ("E5", "UANA", "assess"),
        ("E6", "Ada", "admins add <@UANA>"),
        ("E7", "Ada", "admins add <@UBEN>"),
        ("E8", "UBEN", "me"),
    ] {
        cairn.says(id, who, words).await;
    }
    let file = cairn
        .engine
        .own_data(&home(), &"UANA".into(), 1 << 20)
        .await;
    let text = file.unwrap().unwrap().body;
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut rows = 0;
    let mut from = Some(WalkFrom::default());
    while let Some(here) = from {
        let walked = cairn.store.walk(&here, 100).await.unwrap();
        for (_, kept) in walked.rows {
            if !kept.is_of(&"UANA".into()) || is_on_its_way(&kept) {
                continue;
            }
            let trace = trace_of(&kept).unwrap();
            assert!(holds(&file, &trace), "{trace} is missing in {text}");
            rows += 1;
        }
        from = walked.next;
    }
    assert!(rows >= 8, "{rows}: {text}");
    assert!(!text.contains("UBEN"), "{text}");
    let part = cairn.engine.own_data(&home(), &"UANA".into(), 300).await;
    let part: serde_json::Value = serde_json::from_str(&part.unwrap().unwrap().body).unwrap();
    assert!(
        part["cairn_person"]["left_out"].as_u64() > Some(3),
        "{part}"
    );
    cairn.close().await;
}

fn home() -> WorkspaceId {
    WorkspaceId::from("slack:T1")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn deleted_and_brought_back_by_an_older_backup_she_is_deleted_again() {
    let folder = tempfile::tempdir().unwrap();
    let (data, backup) = (folder.path().join("data"), folder.path().join("backup"));
    let cairn = open(&data);
    cairn.says("E1", "UANA", "practice 1").await;
    cairn.says("E2", "UBEN", "practice 1").await;
    cairn.close().await;
    copy(&data, &backup);

    let cairn = open(&data);
    assert!(!cairn.naming("UANA").await.is_empty());
    cairn.deletes_herself("E3", "UANA").await;
    assert_eq!(cairn.naming("UANA").await, Vec::<String>::new());
    let of_ben = cairn.naming("UBEN").await;
    cairn.close().await;
    let list = std::fs::read_to_string(data.join("erased.log")).unwrap();
    assert!(!list.contains("UANA"), "{list}");

    std::fs::write(backup.join("erased.log"), list).unwrap();
    let cairn = open(&backup);
    assert!(!cairn.naming("UANA").await.is_empty(), "the backup has her");
    let again = cairn.store.to_erase_again().to_vec();
    assert_eq!(again.len(), 1);
    assert_eq!(cairn.engine.erase_again(&again).await, Ok(1));
    assert_eq!(cairn.naming("UANA").await, Vec::<String>::new());
    assert_eq!(cairn.naming("UBEN").await, of_ben);
    cairn.says("E9", "UANA", "practice 1").await;
    cairn.close().await;

    let cairn = open(&backup);
    let again = cairn.store.to_erase_again().to_vec();
    assert!(again.is_empty(), "{again:?}");
    assert_eq!(cairn.engine.erase_again(&again).await, Ok(0));
    assert!(
        !cairn.naming("UANA").await.is_empty(),
        "who came back stays"
    );
    cairn.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_suggested_wins_to_many_managers_is_deleted_in_one_decision() {
    let folder = tempfile::tempdir().unwrap();
    let cairn = open(folder.path());
    for number in 0..20 {
        let manager = format!("UM{number}");
        cairn
            .says(&format!("help-{number}"), &manager, "help")
            .await;
        let known = |_| Input::Told {
            ask: Ask::Profile(manager.as_str().into()),
            told: Told::Profile {
                name: None,
                zone: None,
                locale: None,
                active: true,
                guest: false,
                admin: false,
            },
        };
        cairn
            .happens(&format!("known-{number}"), &manager, known)
            .await;
        let place = Place::Channel(format!("C{number}").as_str().into());
        for words in [
            format!("managers add @{manager}"),
            "wins suggest on".to_owned(),
        ] {
            let said = |_| Input::Said {
                text: words.clone(),
                place: place.clone(),
            };
            cairn
                .happens(&format!("{words}-{number}"), "Ada", said)
                .await;
        }
        let tell = |_| Input::Filled {
            about: format!("1:win:tell:C{number}").as_str().into(),
            page: 0,
            values: [("what".into(), Value::Words("It held".to_owned()))].into(),
        };
        cairn.happens(&format!("tell-{number}"), "UANA", tell).await;
        // Five within an hour are the most.
        let clock = cairn.engine.clock();
        clock.move_on(SignedDuration::from_mins(20)).unwrap();
    }
    let named = cairn.naming("UANA").await;
    let suggested = named.iter().filter(|row| row.contains("It held")).count();
    assert!(suggested >= 20, "{suggested} of {named:#?}");
    cairn.deletes_herself("delete", "UANA").await;
    assert_eq!(cairn.naming("UANA").await, Vec::<String>::new());
    cairn.close().await;
}
