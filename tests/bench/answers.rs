//! `cargo bench --bench answers`: how many answers a second are kept, on disk before the 200, with
//! all of Cairn's work in it, and how that stands to the bare server (the yardstick). The two take
//! turns; ratios are taken inside a round.
//!
//! - `-- --slow-disk 2`: on a disk that needs 2 ms more for each sync
//! - `-- --paced`: 200 a second, latency beside that of a bare fdatasync in the same run
//! - `-- --platform teams` in place of `slack`, or `both` side by side: with the signature of each
//!   token in Teams, remembered as it is and never seen before, and what the gate costs by itself
//! - `-- --rounds 3`, `-- --seconds 4`, `-- --only cairn` (or `bare`)
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that can't go on has failed"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads the real clock and prints what it found"
)]

mod common;

use std::path::Path;
use std::time::Duration;

use common::load::{CONNECTIONS, Load, Until};
use common::process::Process;
use common::server::{self, Program};
use common::stand::Stand;
use common::table::{median, microseconds, milliseconds, per_mille};
use common::{bare, disk, gate, has_option, option};

/// Answers before anything is measured.
const WARM_UP: usize = 3_000;
/// How many are due each second when load is paced.
const PACE: usize = 200;
/// How long the last private replies may take to arrive.
const REPLIES: Duration = Duration::from_secs(60);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, listen, folder] = arguments.as_slice()
        && mode == "bare"
    {
        return bare::serve(listen.parse().unwrap(), Path::new(folder));
    }
    server::stay_on_core_1();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let environment = option("--slow-disk").map_or_else(Vec::new, |milliseconds| {
        disk::slower_by(milliseconds.parse().unwrap(), folder.path())
    });
    let rounds = option("--rounds").map_or(3, |rounds| rounds.parse().unwrap());
    let seconds = option("--seconds").map_or(4, |seconds| seconds.parse().unwrap());
    let time = Duration::from_secs(seconds);
    if programs().contains(&Program::Teams) {
        gate::measure();
    }
    if has_option("--paced") {
        paced(folder.path(), rounds, time, &environment);
    } else {
        closed(folder.path(), rounds, time, &environment);
    }
}

/// The servers that are wanted.
fn programs() -> Vec<Program> {
    let of_platform: &[Program] = match option("--platform").as_deref() {
        None | Some("slack") => &[Program::Cairn],
        Some("teams") => &[Program::Teams, Program::TeamsNewTokens],
        Some("both") => &[Program::Cairn, Program::Teams, Program::TeamsNewTokens],
        Some(other) => panic!("there is no platform {other}"),
    };
    match option("--only").as_deref() {
        None => [&[Program::Bare], of_platform].concat(),
        Some("bare") => vec![Program::Bare],
        Some("cairn") => of_platform.to_vec(),
        Some(other) => panic!("there is no server {other}"),
    }
}

/// The servers in the order of a round: A B, then B A.
fn order(round: usize) -> Vec<Program> {
    let mut programs = programs();
    if round % 2 == 1 {
        programs.reverse();
    }
    programs
}

/// What one server did in one round.
struct Figures {
    program: Program,
    load: Load,
    cpu: Duration,
    ready_after: Duration,
    idle_mb: f64,
    load_mb: f64,
    /// How long after the last answer the last private reply had arrived.
    lag: Duration,
    generator: Duration,
}

fn closed(folder: &Path, rounds: usize, time: Duration, environment: &[(&'static str, String)]) {
    println!(
        "{CONNECTIONS} connections, closed, {} s after {WARM_UP} answers; server on core 0, load and false chat on core 1\n",
        time.as_secs()
    );
    println!(
        "| round | server | answers/s | p50 ms | p99 ms | CPU µs an answer | ready ms | idle MB | load MB | last reply after ms | core 1 busy |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let mut rates: Vec<(Program, Vec<f64>)> = Vec::new();
    rates.extend(programs().into_iter().map(|program| (program, Vec::new())));
    for round in 0..rounds {
        for program in order(round) {
            let figures = closed_round(program, folder, time, environment);
            figures.print(round);
            let of_program = rates.iter_mut().find(|(of, _)| *of == program);
            of_program.unwrap().1.push(figures.load.rate());
        }
    }
    println!();
    let bare = rates.iter().find(|(of, _)| *of == Program::Bare);
    let bare = bare.map(|(_, rates)| rates.clone());
    for (program, rates) in rates {
        let name = program.name();
        println!("{name}: {:.0} answers/s (median)", median(rates.clone()));
        if let Some(bare) = bare.as_ref().filter(|_| program != Program::Bare) {
            let ratios = rates.iter().zip(bare).map(|(rate, bare)| rate / bare);
            let ratio = median(ratios.collect());
            println!("{name} / bare inside a round: {ratio:.2} (median)");
        }
    }
}

fn closed_round(
    program: Program,
    folder: &Path,
    time: Duration,
    environment: &[(&'static str, String)],
) -> Figures {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let stand = Stand::set_up(program, folder.path(), environment);
    let crowd = stand.crowd(1);
    crowd.closed(Until::Answers(WARM_UP));
    let process = stand.server.process();
    let (before, own) = (process.cpu(), Process::own().cpu());
    let load = crowd.closed(Until::Time(time));
    let generator = Process::own().cpu() - own;
    let ended = std::time::Instant::now();
    if program == Program::Cairn
        && let Some(slack) = &stand.slack
    {
        slack.wait_for_replies(crowd.next() - 1, REPLIES);
    }
    let figures = Figures {
        program,
        lag: ended.elapsed(),
        cpu: process.cpu() - before,
        ready_after: stand.server.ready_after,
        idle_mb: stand.idle_mb,
        load_mb: process.peak_mb(),
        load,
        generator,
    };
    stand.server.stop();
    figures
}

impl Figures {
    fn print(&self, round: usize) {
        let latencies = &self.load.latencies;
        println!(
            "| {} | {} | {:.0} | {:.1} | {:.1} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} % |",
            round + 1,
            self.program.name(),
            self.load.rate(),
            milliseconds(per_mille(latencies, 500)),
            milliseconds(per_mille(latencies, 990)),
            microseconds(self.cpu) / latencies.len() as f64,
            milliseconds(self.ready_after),
            self.idle_mb,
            self.load_mb,
            milliseconds(self.lag),
            self.generator.as_secs_f64() / self.load.took.as_secs_f64() * 100.0,
        );
    }
}

fn paced(folder: &Path, rounds: usize, time: Duration, environment: &[(&'static str, String)]) {
    println!("{PACE} answers a second for {} s\n", time.as_secs());
    println!("| round | what | p50 ms | p99 ms | p99 / p99 of a bare fdatasync |");
    println!("|---|---|---|---|---|");
    for round in 0..rounds {
        let syncs = disk::bare_syncs(folder, 800);
        let sync = per_mille(&syncs, 990);
        print_paced(round, "a bare fdatasync", &syncs, sync);
        for program in order(round) {
            let folder = tempfile::tempdir_in(folder).unwrap();
            let stand = Stand::set_up(program, folder.path(), environment);
            let crowd = stand.crowd(1);
            crowd.closed(Until::Answers(WARM_UP));
            let load = crowd.paced(PACE, time);
            print_paced(round, program.name(), &load.latencies, sync);
            stand.server.stop();
        }
    }
}

fn print_paced(round: usize, what: &str, latencies: &[Duration], sync: Duration) {
    let p99 = per_mille(latencies, 990);
    println!(
        "| {} | {what} | {:.2} | {:.2} | {:.1} |",
        round + 1,
        milliseconds(per_mille(latencies, 500)),
        milliseconds(p99),
        p99.as_secs_f64() / sync.as_secs_f64(),
    );
}
