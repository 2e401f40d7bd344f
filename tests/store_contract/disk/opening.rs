//! Opening: what a killed run left behind is cleared away, and what can't be opened is explained
//! in a sentence that says what to do.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use cairn::state::Committed;
use cairn::store::{OpenOptions, SledStore, Store};

use crate::making::event;

fn open(folder: &Path) -> Result<SledStore, cairn::store::OpenError> {
    SledStore::open(folder, OpenOptions::default())
}

async fn filled(folder: &Path, events: u32) {
    let store = open(folder).unwrap();
    for number in 0..events {
        let commit = event(&format!("E{number}")).adds("sum", 1);
        assert_eq!(store.commit(commit.into()).await, Ok(Committed::Done));
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_that_was_never_finished_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 3).await;
    let left = folder
        .path()
        .join("db-files/snap.000000000000FFFF.generating");
    fs::write(&left, b"half of a").unwrap();
    let store = open(folder.path()).unwrap();
    assert!(!left.exists());
    let again = store.commit(event("E1").into()).await;
    assert_eq!(again, Ok(Committed::Duplicate));
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_that_is_about_to_be_freed_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).await;
    let locked = |name: &str| {
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join(name))
            .unwrap();
        file.try_lock().unwrap();
        file
    };
    for name in ["lock", "db-files/db"] {
        let held = locked(name);
        let path = folder.path().to_owned();
        let opening = std::thread::spawn(move || open(&path));
        // The other thread is about to meet the lock, or has met it; either is fine.
        for _ in 0..100 {
            std::thread::yield_now();
        }
        drop(held);
        opening.join().unwrap().unwrap().close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_store_in_the_folder_is_told_who_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).unwrap();
    let second = open(folder.path()).err().unwrap().to_string();
    assert!(second.contains("in use by another Cairn"), "{second}");
    let who = format!("process {}", std::process::id());
    assert!(second.contains(&who), "{second}");
    assert!(second.contains("--data"), "{second}");
    first.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_in_the_folder_ends_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).unwrap();
    let second = Command::new(env!("CARGO_BIN_EXE_cairn"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(!second.status.success());
    assert!(told.contains("in use by another Cairn"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    first.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, b"x").unwrap();
    let told = open(&file).err().unwrap().to_string();
    assert!(told.contains(&file.display().to_string()), "{told}");
    assert!(told.contains("is no folder"), "{told}");
}

/// Root may write everywhere: the program is run as nobody then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_may_not_be_written_to_is_named() {
    let outer = tempfile::tempdir().unwrap();
    fs::set_permissions(outer.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let folder = outer.path().join("data");
    filled(&folder, 1).await;
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let told = match open(&folder) {
        Err(error) => error.to_string(),
        Ok(store) => {
            store.close().await;
            let program = outer.path().join("cairn");
            fs::copy(env!("CARGO_BIN_EXE_cairn"), &program).unwrap();
            as_nobody(&program, &folder)
        }
    };
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(told.contains(&folder.display().to_string()), "{told}");
    assert!(told.contains("can't be written to"), "{told}");
}

fn as_nobody(program: &Path, folder: &Path) -> String {
    use std::os::unix::process::CommandExt;
    let output = Command::new(program)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder)
        .current_dir("/")
        .stdin(Stdio::null())
        .uid(65_534)
        .gid(65_534)
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A copy of an older state looks like a younger store: the count beside it tells.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_went_backwards_is_opened_only_when_the_loss_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 3).await;
    let old = tempfile::tempdir().unwrap();
    copy(
        &folder.path().join("db-files"),
        &old.path().join("db-files"),
    );
    let store = open(folder.path()).unwrap();
    for number in 3..8 {
        let commit = event(&format!("E{number}"));
        assert_eq!(store.commit(commit.into()).await, Ok(Committed::Done));
    }
    store.close().await;
    drop(store);
    fs::remove_dir_all(folder.path().join("db-files")).unwrap();
    copy(
        &old.path().join("db-files"),
        &folder.path().join("db-files"),
    );

    let told = open(folder.path()).err().unwrap().to_string();
    assert!(
        told.contains("older than what it once acknowledged"),
        "{told}"
    );
    assert!(told.contains("by 5 groups"), "{told}");
    assert!(told.contains("--accept-loss"), "{told}");

    let accepted = OpenOptions {
        accept_loss: true,
        ..OpenOptions::default()
    };
    let store = SledStore::open(folder.path(), accepted).unwrap();
    // Ends without order, and is not asked about the same loss again.
    drop(store);
    let store = open(folder.path()).unwrap();
    assert_eq!(
        store.commit(event("E2").into()).await,
        Ok(Committed::Duplicate)
    );
    assert_eq!(store.commit(event("E3").into()).await, Ok(Committed::Done));
    store.close().await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_ended_in_order_is_told_from_one_that_did_not() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).await;
    let store = open(folder.path()).unwrap();
    assert!(!store.has_recovered());
    store.close().await;
    drop(store);
    fs::write(folder.path().join("unclean"), b"").unwrap();
    let store = open(folder.path()).unwrap();
    assert!(store.has_recovered());
    store.close().await;
}
