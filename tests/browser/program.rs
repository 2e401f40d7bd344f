//! The real program, started on a free port and stopped at the end.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running Cairn.
pub struct Cairn {
    process: Child,
    /// Where its playground is: `http://127.0.0.1:PORT/`.
    pub url: String,
}

impl Cairn {
    /// One that keeps everything in memory.
    pub fn in_memory() -> Self {
        Self::start("127.0.0.1:0", None)
    }

    /// One that keeps everything in a folder.
    pub fn on_disk(folder: &Path) -> Self {
        Self::start("127.0.0.1:0", Some(folder))
    }

    /// The same at the same address, after it was stopped.
    pub fn again(self) -> Self {
        let address = self.url["http://".len()..].trim_end_matches('/').to_owned();
        drop(self);
        Self::start(&address, None)
    }

    fn start(listen: &str, folder: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        command.env_clear().args(["--listen", listen]);
        if let Some(folder) = folder {
            command.arg("--data").arg(folder);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut process = command.spawn().unwrap();
        let said = BufReader::new(process.stdout.take().unwrap());
        let url = said.lines().map_while(Result::ok).find_map(|line| {
            let at = line.find("http://127.0.0.1:")?;
            Some(line[at..].trim().to_owned())
        });
        let url = url.expect("Cairn says where its playground is");
        Self { process, url }
    }

    /// Stops it as an operator does, and waits until it has ended.
    pub fn stop(&mut self) {
        let pid = self.process.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status();
        assert!(asked.unwrap().success());
        let ended = self.process.wait().unwrap();
        assert!(ended.success(), "Cairn ended with {ended}");
    }
}

impl Drop for Cairn {
    fn drop(&mut self) {
        // It may have been stopped already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
