//! The sources, read as text: where a word stands in code, and which names follow a path.

use std::fs;
use std::path::Path;

/// A file of ours: its path from the top of the repository, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The text with comments blanked, so that a doc link is no dependency. Lines stay lines.
    pub fn code(&self) -> String {
        let blank = |line: &str| {
            if line.trim_start().starts_with("//") {
                String::new()
            } else {
                line.to_owned()
            }
        };
        let lines: Vec<String> = self.text.lines().map(blank).collect();
        lines.join("\n")
    }

    /// The modules that lead to this file: `src/coach/me.rs` is `coach`, `me`.
    pub fn modules(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or_default();
        let inner = inner.strip_suffix(".rs").unwrap_or_default();
        inner.split('/').filter(|part| *part != "mod").collect()
    }

    pub fn is_under(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    pub fn fault(&self, code: &str, at: usize, words: &str) -> String {
        let line = code[..at].matches('\n').count() + 1;
        format!("{}:{line}: {words}", self.path)
    }
}

/// Where a word stands in code, not as the end of a longer one.
pub fn places_of<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let longer = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| !code[..*at].ends_with(longer))
}

/// The names that follow a path: one, or those of a `{group}`, each with where it stands.
pub fn names_at(code: &str, at: usize) -> Vec<(usize, &str)> {
    let name_of = |from: usize| {
        let rest = &code[from..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
        &rest[..end.unwrap_or(rest.len())]
    };
    if !code[at..].starts_with('{') {
        return vec![(at, name_of(at))];
    }
    let (mut names, mut depth, mut begins) = (Vec::new(), 0, true);
    for (offset, c) in code[at..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' => begins = true,
            c if c.is_alphabetic() && begins && depth == 1 => {
                names.push((at + offset, name_of(at + offset)));
                begins = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

pub fn sources_under(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source::new(&name.to_string_lossy(), &text));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// A platform has a folder; a file beside it is what platforms share.
pub fn adapters() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platform");
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}
