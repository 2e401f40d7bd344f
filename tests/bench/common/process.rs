//! What the kernel knows of a process: processor time and memory, from /proc.

use std::fs;
use std::time::Duration;

/// The kernel counts processor time in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A process, by its id.
#[derive(Clone, Copy, Debug)]
pub struct Process(u32);

impl Process {
    /// The process of that id.
    pub fn of(id: u32) -> Self {
        Self(id)
    }

    /// This one.
    pub fn own() -> Self {
        Self(std::process::id())
    }

    /// Processor time used so far, by all its threads.
    pub fn cpu(self) -> Duration {
        cpu_of(&format!("/proc/{}/stat", self.0))
    }

    /// Processor time used so far, by the names of its threads; threads that have ended are not
    /// among them.
    pub fn cpu_by_thread(self) -> Vec<(String, Duration)> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.0)).unwrap();
        tasks
            .map(|task| {
                let path = task.unwrap().path();
                let name = fs::read_to_string(path.join("comm")).unwrap_or_default();
                let cpu = cpu_of(&path.join("stat").to_string_lossy());
                (name.trim().to_owned(), cpu)
            })
            .collect()
    }

    /// Resident memory now, in megabytes.
    pub fn resident_mb(self) -> f64 {
        self.status("VmRSS:")
    }

    /// The most memory that was ever resident, in megabytes.
    pub fn peak_mb(self) -> f64 {
        self.status("VmHWM:")
    }

    fn status(self, field: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0)).unwrap();
        let line = status.lines().find(|line| line.starts_with(field));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
        kilobytes.unwrap().parse::<f64>().unwrap() / 1024.0
    }
}

/// User and system time of a stat file. Its second field is a name in brackets, which may hold
/// anything; the times are the 12th and 13th after it.
fn cpu_of(path: &str) -> Duration {
    let stat = fs::read_to_string(path).unwrap_or_default();
    let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = rest.split_whitespace().skip(11).take(2);
    let sum: u32 = ticks.map(|ticks| ticks.parse::<u32>().unwrap()).sum();
    TICK * sum
}
