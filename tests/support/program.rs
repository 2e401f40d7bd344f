//! The real program, as an operator runs it: started, spoken to over the network, told to stop,
//! or killed.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long anything may take before a test gives up on it.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A started program. Killed when it is dropped.
pub struct Program {
    child: Child,
    /// Where it listens, such as `127.0.0.1:41234`.
    pub address: String,
    /// What it printed to begin with.
    pub greeting: String,
    errors: mpsc::Receiver<String>,
}

/// A program to be started, with nothing of the tester's own environment but the path.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
    command
        .env_clear()
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A program that works in the false Slack at that address, its data in the folder.
pub fn command_for_slack(folder: &Path, api: &str, admin: &str) -> Command {
    let mut command = command(folder);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data", "data"])
        .env("SLACK_SIGNING_SECRET", super::slack::SECRET)
        .env("SLACK_BOT_TOKEN", "xoxb-test")
        .env("SLACK_API_URL", api)
        .env("CAIRN_ADMINS", admin);
    command
}

impl Program {
    /// Starts it and waits until it says where it listens.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let errors = gathered(child.stderr.take().unwrap());
        let lines = lines(child.stdout.take().unwrap());
        let mut greeting = String::new();
        let address = loop {
            let Ok(line) = lines.recv_timeout(PATIENCE) else {
                let _ = child.kill();
                panic!(
                    "it did not say where it listens: {greeting}\n{}",
                    errors.recv().unwrap()
                );
            };
            greeting.push_str(&line);
            greeting.push('\n');
            if let Some((_, rest)) = line.split_once("http://") {
                let end = rest.find(['/', ' ']).unwrap_or(rest.len());
                break rest[..end].to_owned();
            }
        };
        while let Ok(line) = lines.recv_timeout(Duration::from_millis(50)) {
            greeting.push_str(&line);
            greeting.push('\n');
        }
        Self {
            child,
            address,
            greeting,
            errors,
        }
    }

    /// Waits until it can take events.
    pub async fn ready(&self) {
        let client = cairn::outbound::client().unwrap();
        let url = format!("http://{}/readyz", self.address);
        let ready = async {
            loop {
                if client
                    .get(&url)
                    .send()
                    .await
                    .is_ok_and(|reply| reply.status() == 200)
                {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, ready)
            .await
            .expect("it gets ready");
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills it, as a power cut of its own would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, and waits until it has. What it wrote to its error output comes back.
    pub fn stop(mut self) -> (ExitStatus, String) {
        let told = Command::new("kill")
            .arg(self.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
        let status = waited(&mut self.child);
        (status, self.errors.recv_timeout(PATIENCE).unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a program that ends by itself: its status, and both outputs.
pub fn run(mut command: Command) -> (ExitStatus, String) {
    let mut child = command.spawn().unwrap();
    let errors = gathered(child.stderr.take().unwrap());
    let output = gathered(child.stdout.take().unwrap());
    let status = waited(&mut child);
    let said = [output, errors].map(|stream| stream.recv_timeout(PATIENCE).unwrap());
    (status, said.concat())
}

/// Waits for the end of a process, for as long as patience lasts.
fn waited(child: &mut Child) -> ExitStatus {
    let (tell, told) = mpsc::channel::<()>();
    let id = child.id().to_string();
    let watch = std::thread::spawn(move || {
        let ended = told.recv_timeout(PATIENCE).is_ok();
        if !ended {
            let _ = Command::new("kill").args(["-9", &id]).status();
        }
        ended
    });
    let status = child.wait().unwrap();
    let _ = tell.send(());
    assert!(watch.join().unwrap(), "it did not end within {PATIENCE:?}");
    status
}

fn lines(stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}

fn gathered(mut stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text);
        let _ = send.send(text);
    });
    receive
}
