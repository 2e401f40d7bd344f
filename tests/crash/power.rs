//! A power cut, simulated: the program stands still at a random moment, what has reached its disk
//! by then is copied block by block, and the next start finds the copy. What a file system has not
//! yet handed to the disk is lost by that, as in a real cut; a drive that lies is not simulated.
//!
//! Needs the right to mount (root) and loop devices: run by `tests/power_cut.sh`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::holding::Holding;
use crate::support::chance::{Chance, setting};
use crate::world::{self, World};

/// How large the disk is.
const DISK: &str = "512M";
/// After so many cuts a new disk with a new store is taken.
const CUTS_A_DISK: u64 = 6;

/// A disk of its own in a file, mounted.
struct ImageDisk {
    outer: tempfile::TempDir,
    mounted: PathBuf,
}

impl ImageDisk {
    fn new() -> Self {
        let outer = tempfile::tempdir().unwrap();
        let mounted = outer.path().join("mounted");
        std::fs::create_dir(&mounted).unwrap();
        let disk = Self { outer, mounted };
        run("truncate", &["-s", DISK, text(&disk.image())]);
        run("mkfs.ext4", &["-q", "-F", text(&disk.image())]);
        disk.mount();
        disk
    }

    fn image(&self) -> PathBuf {
        self.outer.path().join("image")
    }

    fn mount(&self) {
        run(
            "mount",
            &["-o", "loop", text(&self.image()), text(&self.mounted)],
        );
    }

    fn unmount(&self) {
        run("umount", &[text(&self.mounted)]);
    }

    /// Copies what has reached the disk by now, and puts the copy in its place once the program
    /// is gone.
    fn copy(&self) -> PathBuf {
        let copy = self.outer.path().join("copy");
        run("cp", &["--sparse=always", text(&self.image()), text(&copy)]);
        copy
    }

    fn replace_by(&self, copy: &Path) {
        self.unmount();
        std::fs::rename(copy, self.image()).unwrap();
        self.mount();
    }
}

impl Drop for ImageDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.mounted).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            eprintln!("{} is still mounted", self.mounted.display());
        }
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn run(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}");
}

/// People press for a random time; then the power is cut.
async fn a_run_that_is_cut(world: &Arc<World>, disk: &ImageDisk, chance: &mut Chance) {
    let program = world.program().await;
    let people = world.crowd(&program);
    tokio::time::sleep(Duration::from_millis(100 + chance.below(1_500))).await;
    run("kill", &["-STOP", &program.id().to_string()]);
    let copy = disk.copy();
    program.kill();
    for person in people {
        person.await.unwrap();
    }
    disk.replace_by(&copy);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_power_is_cut_it_keeps_what_it_acknowledged() {
    let Some(cuts) = setting("CAIRN_TEST_POWER_CUTS") else {
        eprintln!("SKIPPED: a power cut is simulated by tests/power_cut.sh, as root");
        return;
    };
    let mut chance = Chance::seeded(29);
    let (mut done, mut acknowledged) = (0, 0);
    while done < cuts {
        let disk = ImageDisk::new();
        let world = world::begin(&disk.mounted).await;
        let here = CUTS_A_DISK.min(cuts - done);
        for _ in 0..here {
            a_run_that_is_cut(&world, &disk, &mut chance).await;
            world.check(&Holding::of(&world.data()).await);
        }
        done += here;
        let program = world.program().await;
        world.everybody_is_answered().await;
        drop(program);
        acknowledged += world.ledger.lock().unwrap().acknowledged.len();
        eprintln!("{done} cuts: {acknowledged} presses acknowledged, all kept once and answered");
    }
}
