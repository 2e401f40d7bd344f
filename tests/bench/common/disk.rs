//! The disk by itself, and a slower one.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What one append of 256 bytes and its fdatasync take, sorted: so many of them, one every 5 ms.
pub fn bare_syncs(folder: &Path, count: u32) -> Vec<Duration> {
    let path = folder.join("bare-syncs");
    let mut file = File::create(&path).unwrap();
    let began = Instant::now();
    let mut took: Vec<Duration> = (0..count)
        .map(|turn| {
            let due = began + Duration::from_millis(5) * turn;
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let before = Instant::now();
            file.write_all(&[b' '; 256]).unwrap();
            file.sync_data().unwrap();
            before.elapsed()
        })
        .collect();
    std::fs::remove_file(path).unwrap();
    took.sort();
    took
}

/// Compiles the library that makes each sync of a process slower; what to put into the
/// environment of that process.
pub fn slower_by(milliseconds: f64, folder: &Path) -> Vec<(&'static str, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/slow_disk.c");
    let library: PathBuf = folder.join("slow_disk.so");
    let compiled = Command::new("cc")
        .args(["-shared", "-fPIC", "-O2", "-o"])
        .args([&library, &source])
        .status()
        .expect("a C compiler, `cc`, is needed for --slow-disk");
    assert!(compiled.success(), "the slower disk could not be compiled");
    vec![
        ("LD_PRELOAD", library.display().to_string()),
        ("SLOW_DISK_US", format!("{:.0}", milliseconds * 1e3)),
    ]
}
