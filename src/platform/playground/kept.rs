//! The scene in a file, so that a playground that is kept on disk shows after a restart what was
//! said before. Chat platforms remember what was said; this is the playground's memory, and not
//! a part of Cairn's data: nothing is decided by it, and without it only the page is empty.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::scene::Scene;

/// A file that holds a scene.
pub(super) struct Kept {
    path: PathBuf,
    /// Held by who writes, so that nothing older takes the place of what is newer.
    turn: tokio::sync::Mutex<()>,
}

impl Kept {
    pub fn at(path: PathBuf) -> Self {
        Self {
            path,
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// What was said before. A file that can't be read is left where it is, under another name,
    /// and the scene begins empty.
    pub fn read(&self) -> Scene {
        let read = match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Scene::default(),
            Err(error) => Err(error),
        };
        read.unwrap_or_else(|error| {
            let aside = self.path.with_extension("unreadable");
            let moved = fs::rename(&self.path, &aside).is_ok();
            tracing::warn!(%error, file = %self.path.display(), moved, "what the playground showed can't be read; it begins with an empty page");
            Scene::default()
        })
    }

    /// Keeps the scene as it is by the time of writing; returns when that is on disk.
    pub async fn write(&self, scene: &Mutex<Scene>) {
        let _turn = self.turn.lock().await;
        let whole = serde_json::to_vec(&*scene.lock().unwrap_or_else(PoisonError::into_inner));
        let path = self.path.clone();
        let writing = move || replace(&path, &whole?);
        let written = tokio::task::spawn_blocking(writing).await;
        if let Err(error) = written.unwrap_or_else(|error| Err(io::Error::other(error))) {
            tracing::warn!(%error, file = %self.path.display(), "what the playground shows can't be kept; after a restart it is missing");
        }
    }
}

/// A new file takes the place of the old one, whole.
fn replace(path: &Path, whole: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(whole)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync)
}

/// A rename is durable when its folder is.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
