//! The real program with its playground, on a free port.

use std::path::Path;

use tempfile::TempDir;

use crate::support::program::{Program, command};

/// A running Cairn.
pub struct Cairn {
    program: Program,
    /// Where its playground is.
    pub url: String,
    /// Where it runs, unless the test keeps that itself.
    own_folder: Option<TempDir>,
}

impl Cairn {
    /// One that keeps everything in memory.
    pub fn in_memory() -> Self {
        Self::beside(tempfile::tempdir().unwrap(), "127.0.0.1:0")
    }

    /// One that keeps everything in a folder.
    pub fn on_disk(folder: &Path) -> Self {
        Self::start(folder, &["--listen", "127.0.0.1:0", "--data", "data"])
    }

    /// Another one in memory, at the same address.
    pub fn again(mut self) -> Self {
        let folder = self.own_folder.take().unwrap();
        let address = self.program.address.clone();
        drop(self);
        Self::beside(folder, &address)
    }

    /// Stops it as an operator does; an open page keeps nobody waiting.
    pub fn stop(self) {
        let (status, errors) = self.program.stop();
        assert!(status.success(), "Cairn ended with {status}: {errors}");
    }

    fn beside(folder: TempDir, listen: &str) -> Self {
        let mut cairn = Self::start(folder.path(), &["--listen", listen]);
        cairn.own_folder = Some(folder);
        cairn
    }

    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = command(folder);
        command.args(args);
        let program = Program::start(command);
        let url = format!("http://{}/", program.address);
        Self {
            program,
            url,
            own_folder: None,
        }
    }
}
