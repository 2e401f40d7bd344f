//! Who was deleted, noted beside the store too: a copy of the data that is older than a deletion
//! does not know of it, and whoever restores it is told by this list. It names nobody. A line is
//! on disk before anybody hears that the deletion is done.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::directory::OpenError;
use crate::chat::WorkspaceId;
use crate::state::Erased;

/// The list's name in the folder.
const LIST: &str = "erased.log";
/// Up to which deletion nothing is left in the store's file either.
const COMPACTED: &str = "compacted";

/// A line of the list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    workspace: WorkspaceId,
    erased: Erased,
}

/// The list.
pub(super) struct ErasedList {
    path: PathBuf,
}

impl ErasedList {
    /// The list beside the store of a folder.
    pub fn of(folder: &Path) -> Self {
        Self {
            path: folder.join(LIST),
        }
    }

    /// What stands in it. A last line that was cut short was never acknowledged, and goes.
    ///
    /// # Errors
    /// A line that can't be read: it may be the one that keeps somebody deleted.
    pub fn read(&self) -> Result<Vec<(WorkspaceId, Erased)>, OpenError> {
        let text = self.text()?;
        let whole = whole_lines(&text);
        if whole.len() < text.len() {
            let cut = File::options().write(true).open(&self.path);
            cut.and_then(|file| file.set_len(whole.len() as u64))
                .map_err(|error| OpenError::io(&self.path, &error))?;
        }
        parse(whole, &self.path)
    }

    /// The same, of a list that somebody may be adding to at this moment.
    pub fn look(&self) -> Result<Vec<(WorkspaceId, Erased)>, OpenError> {
        parse(whole_lines(&self.text()?), &self.path)
    }

    fn text(&self) -> Result<String, OpenError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(OpenError::io(&self.path, &error)),
        }
    }

    /// Takes over what another folder's list holds, durably; that one is only read. Says how much
    /// of it was new.
    pub fn merge(&self, other: &Path) -> Result<usize, OpenError> {
        let text =
            fs::read_to_string(other).map_err(|error| OpenError::no_erased_list(other, &error))?;
        let known: BTreeSet<_> = self.read()?.into_iter().collect();
        let theirs: BTreeSet<_> = parse(whole_lines(&text), other)?.into_iter().collect();
        let new: Vec<_> = theirs.difference(&known).cloned().collect();
        self.append(&new)
            .map_err(|error| OpenError::io(&self.path, &error))?;
        Ok(new.len())
    }

    /// Adds to it, durably.
    pub fn append(&self, all: &[(WorkspaceId, Erased)]) -> io::Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        let mut lines = Vec::new();
        for (workspace, erased) in all {
            let line = Line {
                workspace: workspace.clone(),
                erased: erased.clone(),
            };
            serde_json::to_writer(&mut lines, &line)?;
            lines.push(b'\n');
        }
        let is_new = !self.path.exists();
        let mut file = File::options().create(true).append(true).open(&self.path)?;
        file.write_all(&lines)?;
        file.sync_all()?;
        match self.path.parent() {
            Some(folder) if is_new => File::open(folder)?.sync_all(),
            Some(_) | None => Ok(()),
        }
    }
}

/// A list up to its last whole line.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n').map_or("", |end| &text[..=end])
}

fn parse(lines: &str, path: &Path) -> Result<Vec<(WorkspaceId, Erased)>, OpenError> {
    let read = |(number, line): (usize, &str)| {
        let line: Line = serde_json::from_str(line)
            .map_err(|_| OpenError::unreadable_erased(path, number + 1))?;
        Ok((line.workspace, line.erased))
    };
    lines.lines().enumerate().map(read).collect()
}

/// Up to which deletion the store's file was written anew since.
pub(super) fn compacted(folder: &Path) -> Option<Timestamp> {
    fs::read_to_string(folder.join(COMPACTED))
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// The store's file was written anew, with nothing of whoever was deleted up to then.
pub(super) fn note_compacted(folder: &Path, last: Option<Timestamp>) -> io::Result<()> {
    let Some(last) = last else { return Ok(()) };
    let mut file = File::create(folder.join(COMPACTED))?;
    write!(file, "{last}")?;
    file.sync_all()
}
