//! A disk that fills: politely refused before, honest when it happens, whole afterwards.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use cairn::state::{Committed, WakeAt};
use cairn::store::{OpenOptions, SledStore, Store, StoreError};

use super::trick::Tricks;
use crate::making::{channel, event, message, said, shared};
use crate::shelf::{at, days, lease};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_little_is_free_nothing_new_is_taken_but_deletions_and_settlements_are() {
    let folder = tempfile::tempdir().unwrap();
    let tricks = Tricks::none();
    let store = SledStore::open_on(folder.path(), OpenOptions::default(), |disk| {
        tricks.over(disk)
    })
    .unwrap();
    let making = event("E1")
        .writes(&shared("a"), "x")
        .says(message(&channel("C1"), "m", "Hello"));
    assert_eq!(store.commit(making.into()).await, Ok(Committed::Done));

    tricks.set_free((64 << 20) - 1);
    for making in [
        event("E2").writes(&shared("b"), "x"),
        event("E2").adds("sum", 1),
        event("E2").wakes("x", WakeAt::At(at(1))),
        event("E2").says(message(&channel("C2"), "m", "Hello")),
        event("E2").remembers(cairn::state::Owner::Shared, "{}"),
    ] {
        assert_eq!(store.commit(making.into()).await, Err(StoreError::Busy));
    }
    let deletion = event("E3").deletes(&shared("a")).wakes("x", WakeAt::Never);
    assert_eq!(store.commit(deletion.into()).await, Ok(Committed::Done));
    let owed = store.claim(at(0), lease(at(0)), 10, 10).await.unwrap();
    let settled = vec![(owed[0].claim.clone(), said("1.0", at(0)))];
    assert_eq!(store.settle(at(0), settled).await, Ok(()));
    assert!(store.sweep(days(9)).await.unwrap().gone > 0);

    tricks.set_free(64 << 20);
    let making = event("E2").writes(&shared("b"), "x");
    assert_eq!(store.commit(making.into()).await, Ok(Committed::Done));
    store.close().await;
}

/// A small disk of its own, if this user may mount one.
struct SmallDisk {
    path: PathBuf,
    /// Where it is mounted, until it is unmounted.
    _outer: tempfile::TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("disk");
        fs::create_dir(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"])
            .arg(&path)
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self {
                path,
                _outer: outer,
            }),
            Ok(_) | Err(_) => None,
        }
    }

    /// Fills what is free, but for so much.
    fn fill_but(&self, left: u64) -> PathBuf {
        let ballast = self.path.join("ballast");
        let mut file = fs::File::create(&ballast).unwrap();
        let block = vec![0; 64 << 10];
        while file.write_all(&block).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(left)).unwrap();
        ballast
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.path).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            #[expect(clippy::print_stderr, reason = "somebody has to tidy up")]
            {
                eprintln!("{} is still mounted", self.path.display());
            }
        }
    }
}

async fn commit_until_the_disk_is_full(store: &SledStore) -> u32 {
    let large = "x".repeat(30_000);
    for number in 0..20_000 {
        let key = shared(&format!("a{number}"));
        let commit = event(&format!("E{number}")).writes(&key, &large);
        match store.commit(commit.into()).await {
            Ok(_) => {}
            Err(StoreError::Unknown(_)) => return number,
            Err(other) => panic!("{other:?}"),
        }
    }
    panic!("the disk never filled");
}

fn open_whatever_is_free(folder: &Path) -> Result<SledStore, cairn::store::OpenError> {
    struct NeverShort(cairn::store::RealDisk);
    impl cairn::store::Disk for NeverShort {
        fn apply(
            &mut self,
            written: std::collections::HashMap<Vec<u8>, Option<Vec<u8>>>,
        ) -> std::io::Result<()> {
            self.0.apply(written)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            self.0.flush()
        }
        fn sync(&mut self) -> std::io::Result<()> {
            self.0.sync()
        }
        fn free_bytes(&self) -> std::io::Result<u64> {
            Ok(u64::MAX)
        }
    }
    SledStore::open_on(folder, OpenOptions::default(), |disk| {
        Box::new(NeverShort(disk))
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("SKIPPED: a full disk needs the right to mount one (root)");
        return;
    };
    let folder = disk.path.join("data");
    let store = open_whatever_is_free(&folder).unwrap();
    let acknowledged = commit_until_the_disk_is_full(&store).await;
    assert!(acknowledged > 100, "{acknowledged}");
    let why = store.health().poison().unwrap();
    assert!(why.contains(&folder.display().to_string()), "{why}");
    store.close().await;
    drop(store);

    let ballast = disk.fill_but(0);
    let told = open_whatever_is_free(&folder).err().unwrap().to_string();
    assert!(told.contains("is full"), "{told}");
    assert!(told.contains("free at least 64 MiB"), "{told}");

    fs::remove_file(ballast).unwrap();
    grow(&disk.path);
    let store = open_whatever_is_free(&folder).unwrap();
    for number in 0..acknowledged {
        let again = store.commit(event(&format!("E{number}")).into()).await;
        assert_eq!(again, Ok(Committed::Duplicate), "{number} is lost");
    }
    store.close().await;
}

fn grow(disk: &Path) {
    let grown = Command::new("mount")
        .args(["-o", "remount,size=256m"])
        .arg(disk)
        .status()
        .unwrap();
    assert!(grown.success());
}
