//! A server under measurement: a process of its own on core 0. Everything else (load, fake Slack or Teams)
//! stays on core 1, so that figures are per core.

use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::Connection;
use super::process::Process;

/// How long a server may take until it is ready.
const START: Duration = Duration::from_secs(30);

/// Which server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Cairn in Slack, with all of its work.
    Cairn,
    /// Cairn in Teams, with all of its work; each press bears the same token, as it does for an hour.
    Teams,
    /// The same where each press bears a token that was never seen.
    TeamsNewTokens,
    /// Signature, parse and group commit alone.
    Bare,
}

impl Program {
    /// How the tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cairn => "cairn",
            Self::Teams => "cairn in Teams",
            Self::TeamsNewTokens => "the same, a token each",
            Self::Bare => "bare",
        }
    }
}

/// Makes this process stay on core 1. Without `taskset` nobody stays anywhere, and figures mean
/// less.
pub fn stay_on_core_1() {
    let id = std::process::id().to_string();
    let pinned = Command::new("taskset")
        .args(["-a", "-c", "-p", "1", &id])
        .stdout(Stdio::null())
        .status();
    if !pinned.is_ok_and(|status| status.success()) {
        println!("Nobody is kept on a core (no taskset, or one core): figures are not per core.");
    }
}

/// A server that runs.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
    /// From the start of the process to the first 200 of /readyz.
    pub ready_after: Duration,
}

impl Server {
    /// Starts a server with its data in a folder, and with these settings of its chat, and waits
    /// until it is ready.
    pub fn start(
        program: Program,
        folder: &Path,
        settings: &[(&'static str, String)],
        environment: &[(&'static str, String)],
    ) -> Self {
        let at = free_port();
        let mut command = on_core_0(&match program {
            Program::Bare => std::env::current_exe().unwrap(),
            _ => PathBuf::from(env!("CARGO_BIN_EXE_cairn")),
        });
        if program == Program::Bare {
            command.args(["bare", &at.to_string()]).arg(folder);
        }
        let log = File::options()
            .create(true)
            .append(true)
            .open(folder.join("log"))
            .unwrap();
        command
            .current_dir(folder)
            .env("CAIRN_LISTEN", at.to_string())
            .env("CAIRN_DATA", folder.join("data"))
            .envs(
                settings
                    .iter()
                    .chain(environment)
                    .map(|(name, value)| (name, value)),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        let began = Instant::now();
        let child = command.spawn().unwrap();
        let mut server = Self {
            child,
            at,
            ready_after: Duration::ZERO,
        };
        while !server.is_ready() {
            assert!(began.elapsed() < START, "the server did not get ready");
            let ended = server.child.try_wait().unwrap();
            assert!(
                ended.is_none(),
                "the server has ended: {}",
                std::fs::read_to_string(folder.join("log")).unwrap()
            );
            std::thread::sleep(Duration::from_micros(500));
        }
        server.ready_after = began.elapsed();
        server
    }

    /// What the kernel knows of it.
    pub fn process(&self) -> Process {
        Process::of(self.child.id())
    }

    /// Ends it as an operator would, and waits.
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.child.wait();
    }

    /// Ends it without any warning, and waits.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn is_ready(&self) -> bool {
        if TcpStream::connect(self.at).is_err() {
            return false;
        }
        let request = b"GET /readyz HTTP/1.1\r\nhost: localhost\r\n\r\n";
        Connection::to(self.at).send(request).0 == 200
    }
}

fn free_port() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

fn on_core_0(program: &Path) -> Command {
    let has_taskset = Command::new("taskset")
        .arg("-V")
        .stdout(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_taskset {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program);
    command
}
