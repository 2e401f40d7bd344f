//! What an operator does about one person: her file, her deletion, the store written anew so that
//! no byte is left, and older copies that don't bring her back. The real program, each time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use cairn::chat::{Actor, Event, Input, Place, Reply, WorkspaceId};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::state::{Body, Kept, Key, Kind};
use cairn::store::{OpenOptions, SledStore, Store, WalkFrom};
use support::program::{self, Program, command};

const HOME: &str = "slack:T1";
/// Ana's own words, and nobody else's.
const SECRET: &[u8] = b"xyzzy-Anas-secret";

fn commitment(person: &str, id: &str, words: &str) -> (WorkspaceId, Kept) {
    document(
        Key::personal(&person.into(), Kind::Commitment, id),
        &serde_json::json!({ "if": words, "then": "I ask why" }),
    )
}

/// A win of Marek's in which two are named, and the note of one of them.
fn win() -> [(WorkspaceId, Kept); 2] {
    let at = "2026-11-24T09:00:00Z";
    let win = serde_json::json!({
        "what": "Mareks-own-words", "people": ["UANA", "UBEN"], "by": "UMAREK",
        "at": at, "rev": 1, "state": "standing",
    });
    let note = serde_json::json!({ "in": { "win": "W1" }, "at": at });
    [
        document(Key::shared(Kind::Win, "W1"), &win),
        document(Key::personal(&"UANA".into(), Kind::Named, "win/W1"), &note),
    ]
}

fn document(key: Key, body: &serde_json::Value) -> (WorkspaceId, Kept) {
    let kept = Kept::Document {
        key,
        version: 1,
        day: 20_781,
        schema: 1,
        body: Body(serde_json::to_vec(body).unwrap().into()),
    };
    (HOME.into(), kept)
}

/// A data folder in which something is kept of Ana and of Ben.
async fn filled(data: &Path) {
    let store = Arc::new(SledStore::open(data, OpenOptions::default()).unwrap());
    let clock = Clock::still("2026-11-24T09:00:00Z".parse().unwrap());
    let engine = Engine::new(store.clone(), vec![], support::coach(), clock);
    for (id, who, words) in [("E1", "UANA", "practice 1"), ("E2", "UBEN", "practice 1")] {
        let place = Place::Direct(who.into());
        let event = Event {
            workspace: HOME.into(),
            id: id.into(),
            at: engine.clock().now(),
            actor: Some(Actor {
                id: who.into(),
                locale: None,
                zone: None,
            }),
            input: Input::Said {
                text: words.to_owned(),
                place: place.clone(),
            },
            reply: Reply::To(place, None),
            opens_form: false,
            reaches: Vec::new(),
        };
        engine.handle(event).await.unwrap();
    }
    let secret = String::from_utf8(SECRET.to_vec()).unwrap();
    let mut rows = vec![
        commitment("UANA", "P1", &secret),
        commitment("UBEN", "P1", "Bens-own-words"),
    ];
    rows.extend(win());
    store.fill(rows).await.unwrap();
    store.close().await;
    drop(store);
}

/// The rows that name somebody.
async fn naming(data: &Path, who: &str) -> Vec<String> {
    all_rows(data)
        .await
        .into_iter()
        // An answer to another goes as soon as it is said.
        .filter(|line| line.contains(who) && !line.contains("\"id\":\"answer/"))
        .collect()
}

async fn all_rows(data: &Path) -> Vec<String> {
    let store = SledStore::open(data, OpenOptions::default()).unwrap();
    let mut lines = Vec::new();
    let mut from = Some(WalkFrom::default());
    while let Some(here) = from {
        let walked = store.walk(&here, 500).await.unwrap();
        let rows = walked.rows.into_iter();
        lines.extend(rows.map(|(_, kept)| serde_json::to_string(&kept).unwrap()));
        from = walked.next;
    }
    store.close().await;
    drop(store);
    lines
}

/// How often some bytes stand in the files of a folder.
fn copies_in(folder: &Path, bytes: &[u8]) -> usize {
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found += copies_in(&path, bytes);
        } else {
            let held = std::fs::read(&path).unwrap();
            found += held.windows(bytes.len()).filter(|it| *it == bytes).count();
        }
    }
    found
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

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        filled(&folder.path().join("data")).await;
        Self { folder }
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command that must do its work, and gives what it told.
    fn does(&self, arguments: &[&str]) -> String {
        let (worked, said) = self.tries(arguments);
        assert!(worked, "{arguments:?}: {said}");
        said
    }

    /// Runs a command that must refuse, and gives why.
    fn refuses(&self, arguments: &[&str]) -> String {
        let (worked, said) = self.tries(arguments);
        assert!(!worked, "{arguments:?}: {said}");
        said
    }

    fn tries(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = command(self.folder.path());
        command.args(arguments);
        let (status, said) = program::run(command);
        (status.success(), said)
    }

    /// The program on a folder, with the playground.
    fn served(&self, data: &str) -> Program {
        let mut command = command(self.folder.path());
        command.args(["serve", "--listen", "127.0.0.1:0", "--data", data]);
        Program::start(command)
    }
}

#[tokio::test]
async fn an_operator_writes_ones_file_and_nobody_elses() {
    let desk = Desk::new().await;
    let who = ["person", "export", "--data", "data", "UANA"];
    let said = desk.does(&[&who[..], &["ana.json"]].concat());
    assert!(said.contains("UANA in slack:T1 to ana.json"), "{said}");
    let text = std::fs::read_to_string(desk.path("ana.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["cairn_person"]["person"], "UANA");
    assert_eq!(file["cairn_person"]["left_out"], 0);
    assert!(text.contains("xyzzy-Anas-secret"), "{text}");
    assert!(text.contains(r#""in": "win""#), "{text}");
    for other in ["UBEN", "Bens-own-words", "Mareks-own-words", "UMAREK"] {
        assert!(!text.contains(other), "{other}: {text}");
    }
    let again = desk.refuses(&[&who[..], &["ana.json"]].concat());
    assert!(again.contains("already"), "{again}");
    let nobody = desk.refuses(&["person", "export", "--data", "data", "UNOBODY", "x.json"]);
    assert!(nobody.contains("nothing is kept of UNOBODY"), "{nobody}");
    assert!(!desk.path("x.json").exists());
}

#[tokio::test]
async fn an_operator_deletes_one_and_the_others_stay() {
    let desk = Desk::new().await;
    let elsewhere = desk.refuses(&[
        "person",
        "erase",
        "--data",
        "data",
        "UANA",
        "--workspace",
        "slack:T2",
    ]);
    assert!(elsewhere.contains("in slack:T2"), "{elsewhere}");
    assert!(!naming(&desk.data(), "UANA").await.is_empty());
    let said = desk.does(&["person", "erase", "--data", "data", "UANA"]);
    assert!(said.contains("deleted UANA in slack:T1"), "{said}");
    assert!(
        said.contains("cairn compact") && said.contains("35 days"),
        "{said}"
    );
    assert_eq!(naming(&desk.data(), "UANA").await, Vec::<String>::new());
    let of_ben = naming(&desk.data(), "UBEN").await;
    assert!(of_ben.iter().any(|row| row.contains("Bens-own-words")));
    let is_win = |row: &&String| row.contains("Mareks-own-words");
    assert_eq!(of_ben.iter().filter(is_win).count(), 1, "the win stays");
    let list = std::fs::read_to_string(desk.data().join("erased.log")).unwrap();
    assert_eq!(list.lines().count(), 1);
    let again = desk.refuses(&["person", "erase", "--data", "data", "UANA"]);
    assert!(again.contains("nothing is kept"), "{again}");
}

#[tokio::test]
async fn who_is_kept_in_two_workspaces_is_said_in_which() {
    let desk = Desk::new().await;
    let store = SledStore::open(&desk.data(), OpenOptions::default()).unwrap();
    let (_, kept) = commitment("UANA", "P2", "elsewhere");
    store.fill(vec![("slack:T2".into(), kept)]).await.unwrap();
    store.close().await;
    drop(store);
    let both = desk.refuses(&["person", "erase", "--data", "data", "UANA"]);
    assert!(both.contains("slack:T1 and slack:T2"), "{both}");
    desk.does(&[
        "person",
        "erase",
        "--data",
        "data",
        "UANA",
        "--workspace",
        "slack:T2",
    ]);
    assert!(!naming(&desk.data(), "xyzzy").await.is_empty());
    assert_eq!(
        naming(&desk.data(), "elsewhere").await,
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn while_it_runs_nothing_of_this_is_done() {
    let desk = Desk::new().await;
    let running = desk.served("data");
    for arguments in [
        &["person", "export", "--data", "data", "UANA", "ana.json"][..],
        &["person", "erase", "--data", "data", "UANA"],
        &["compact", "--data", "data"],
    ] {
        let said = desk.refuses(arguments);
        assert!(said.contains("in use by another Cairn"), "{said}");
    }
    let (status, log) = running.stop();
    assert!(status.success(), "{log}");
    assert!(!naming(&desk.data(), "UANA").await.is_empty());
}

#[tokio::test]
async fn what_was_deleted_lies_in_the_file_until_it_is_written_anew() {
    let desk = Desk::new().await;
    desk.does(&["person", "erase", "--data", "data", "UANA"]);
    assert!(copies_in(&desk.data(), SECRET) > 0, "sled only appends");
    let before = all_rows(&desk.data()).await;
    let said = desk.does(&["compact", "--data", "data"]);
    assert!(said.contains("bytes were freed"), "{said}");
    assert_eq!(copies_in(&desk.data(), SECRET), 0);
    assert!(copies_in(&desk.data(), b"Bens-own-words") > 0);
    assert_eq!(all_rows(&desk.data()).await, before);
    let left: Vec<_> = std::fs::read_dir(desk.data())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("db-files"))
        .collect();
    assert_eq!(left, ["db-files"]);
    // It goes on being a store like any other.
    let served = desk.served("data");
    served.ready().await;
    let (status, log) = served.stop();
    assert!(status.success(), "{log}");
}

#[tokio::test]
async fn after_a_week_the_log_reminds_of_it_until_it_is_done() {
    let desk = Desk::new().await;
    let reminds = || {
        let (status, log) = desk.served("data").stop();
        assert!(status.success(), "{log}");
        log.contains("run `cairn compact`")
    };
    desk.does(&["person", "erase", "--data", "data", "UANA"]);
    assert!(!reminds(), "it was deleted just now");
    // The list of a folder in which somebody was deleted long ago.
    let (at, hash) = ("2026-01-02T03:04:05Z", "0".repeat(64));
    let line = format!(r#"{{"workspace":"slack:T1","erased":{{"hash":"{hash}","at":"{at}"}}}}"#);
    std::fs::write(desk.data().join("erased.log"), format!("{line}\n")).unwrap();
    assert!(reminds());
    desk.does(&["compact", "--data", "data"]);
    assert!(!reminds());
}

#[tokio::test]
async fn killed_at_any_moment_it_leaves_a_whole_store() {
    let desk = Desk::new().await;
    let store = SledStore::open(&desk.data(), OpenOptions::default()).unwrap();
    for slice in 0..20 {
        let rows = (0..256).map(|row| commitment("UCARL", &format!("{slice}-{row}"), "words"));
        store.fill(rows.collect()).await.unwrap();
    }
    store.close().await;
    drop(store);
    let expected = all_rows(&desk.data()).await;
    let mut killed = 0;
    for wait in (0..12).map(|step| Duration::from_millis(20 + 35 * step)) {
        let mut command = command(desk.folder.path());
        command.args(["compact", "--data", "data"]);
        let mut child = command.spawn().unwrap();
        tokio::time::sleep(wait).await;
        killed += usize::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(
            all_rows(&desk.data()).await,
            expected,
            "killed after {wait:?}"
        );
    }
    assert!(killed > 0, "it was always done before it could be killed");
    desk.does(&["compact", "--data", "data"]);
    assert_eq!(all_rows(&desk.data()).await, expected);
}

#[tokio::test]
async fn a_backup_from_before_brings_nobody_back_who_is_on_the_list() {
    let desk = Desk::new().await;
    desk.does(&["export", "--data", "data", "before.jsonl"]);
    desk.does(&["person", "erase", "--data", "data", "UANA"]);
    desk.does(&["export", "--data", "data", "after.jsonl"]);
    // Without the list nobody can know.
    desk.does(&["import", "--data", "forgetful", "before.jsonl"]);
    assert!(!naming(&desk.path("forgetful"), "UANA").await.is_empty());
    for list in ["data", "data/erased.log"] {
        let into = format!("restored-{}", list.len());
        let said = desk.does(&["import", "--data", &into, "before.jsonl", "--erased", list]);
        assert!(said.contains("1 deletion is done again"), "{said}");
        assert_eq!(
            naming(&desk.path(&into), "UANA").await,
            Vec::<String>::new()
        );
        assert!(!naming(&desk.path(&into), "UBEN").await.is_empty());
    }
    // An export made after it carries that she was deleted.
    desk.does(&["import", "--data", "carried", "after.jsonl"]);
    let list = std::fs::read_to_string(desk.path("carried/erased.log")).unwrap();
    let listed = std::fs::read_to_string(desk.path("data/erased.log")).unwrap();
    assert_eq!(list, listed);
    let missing = desk.refuses(&[
        "import",
        "--data",
        "none",
        "before.jsonl",
        "--erased",
        "nowhere",
    ]);
    assert!(missing.contains("erased.log"), "{missing}");
    let half = desk.refuses(&["serve", "--data", "none", "--listen", "127.0.0.1:0"]);
    assert!(half.contains("did not end"), "{half}");
}

#[tokio::test]
async fn an_older_copy_of_the_folder_is_cleared_before_it_is_served_exported_or_compacted() {
    let desk = Desk::new().await;
    for copy_of in ["served", "exported", "compacted", "handed"] {
        copy(&desk.data(), &desk.path(copy_of));
    }
    desk.does(&["person", "erase", "--data", "data", "UANA"]);
    for copy_of in ["served", "exported", "compacted", "handed"] {
        let list = desk.path(copy_of).join("erased.log");
        std::fs::copy(desk.data().join("erased.log"), list).unwrap();
    }
    let (status, log) = desk.served("served").stop();
    assert!(status.success(), "{log}");
    assert!(log.contains("deleted again"), "{log}");
    desk.does(&["export", "--data", "exported", "copy.jsonl"]);
    let exported = std::fs::read_to_string(desk.path("copy.jsonl")).unwrap();
    assert!(!exported.contains("xyzzy") && exported.contains("UBEN"));
    desk.does(&["compact", "--data", "compacted"]);
    assert_eq!(copies_in(&desk.path("compacted"), SECRET), 0);
    let nobody = desk.refuses(&["person", "export", "--data", "handed", "UANA", "a.json"]);
    assert!(nobody.contains("nothing is kept"), "{nobody}");
    for copy_of in ["served", "exported", "compacted", "handed"] {
        let left = naming(&desk.path(copy_of), "UANA").await;
        assert_eq!(left, Vec::<String>::new(), "{copy_of}");
    }
}
