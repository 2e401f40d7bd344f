//! The chats in `tests/transcripts`: where they lie, what a press in one is, and where one reads
//! otherwise than it is written.

use std::path::{Path, PathBuf};

use cairn::chat::{ActToken, Input, Place, Reply};

pub fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    files.sort();
    files
}

pub fn difference(expected: &str, got: &str) -> String {
    let first = expected
        .lines()
        .zip(got.lines())
        .position(|(a, b)| a != b)
        .unwrap_or(0);
    let around = |page: &str| {
        page.lines()
            .skip(first.saturating_sub(4))
            .take(12)
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!(
        "from line {}\n--- expected\n{}\n--- got\n{}",
        first + 1,
        around(expected),
        around(got)
    )
}

/// A press on a button, and where its private answer goes.
pub fn press(who: &str, channel: Option<&str>, act: ActToken) -> (Input, Reply) {
    let to = match channel {
        Some(channel) => Place::Whisper(channel.into(), who.into()),
        None => Place::Direct(who.into()),
    };
    let place = place(who, channel);
    (Input::Pressed { act, place }, Reply::To(to, None))
}

pub fn place(who: &str, channel: Option<&str>) -> Place {
    match channel {
        Some(channel) => Place::Channel(channel.into()),
        None => Place::Direct(who.into()),
    }
}
