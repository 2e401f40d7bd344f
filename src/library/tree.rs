//! The files of a library, as text: compiled in, or from a directory.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/prompts");

/// The largest file that is read, in bytes; a check-in takes two thousand.
const LARGEST_FILE_BYTES: u64 = 1 << 20;

/// Files by their path within the library, with `/` between folders.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The texts.
    pub files: BTreeMap<String, String>,
}

impl Tree {
    /// The library that Cairn comes with.
    pub fn embedded() -> Self {
        let mut tree = Self::default();
        tree.take(&EMBEDDED);
        tree
    }

    fn take(&mut self, dir: &Dir<'_>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(inner) => self.take(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    let text = String::from_utf8_lossy(file.contents()).into_owned();
                    self.files.insert(path, text);
                }
            }
        }
    }

    /// The files of a directory. Hidden files are left out.
    ///
    /// # Errors
    /// The first file that can't be read, by its path.
    pub fn from_dir(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.read(root, "")?;
        Ok(tree)
    }

    fn read(&mut self, dir: &Path, prefix: &str) -> io::Result<()> {
        let named = |error: io::Error, path: &Path| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        };
        for entry in std::fs::read_dir(dir).map_err(|error| named(error, dir))? {
            let entry = entry.map_err(|error| named(error, dir))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            let at = entry.path();
            let kind = entry.file_type().map_err(|error| named(error, &at))?;
            if kind.is_dir() {
                self.read(&at, &format!("{path}/"))?;
            } else {
                let size = entry.metadata().map_err(|error| named(error, &at))?.len();
                if size > LARGEST_FILE_BYTES {
                    let why = format!(
                        "{}: larger than 1 MiB; is this a part of the library?",
                        at.display()
                    );
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                let bytes = std::fs::read(&at).map_err(|error| named(error, &at))?;
                self.files
                    .insert(path, String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        Ok(())
    }
}
