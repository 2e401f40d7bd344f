//! Chats as tests. Each file of `tests/transcripts/` is a chat written down; it is played in
//! three ways (as it is; every event twice; Cairn restarted before every line) on every store,
//! and must read the same each time. `CAIRN_ACCEPT=1 cargo test --test transcripts` writes down
//! what was said anew; the change is then reviewed by eye.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod play;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;

use cairn::store::MemoryStore;
use play::{Kept, Play, Way};
use support::chats::{difference, stories};
use support::people;

/// A story with what was said written below each line.
async fn written_down(story: &str, mut play: Play) -> String {
    let mut page = String::new();
    for line in story.lines().filter(|line| !line.starts_with("      ")) {
        let Some(words) = line.strip_prefix("- ") else {
            if !(line.is_empty() && page.ends_with("\n\n")) {
                page.push_str(line);
                page.push('\n');
            }
            continue;
        };
        let deed = people::read(words).unwrap_or_else(|| panic!("nobody can do this: {words}"));
        page.push_str(&format!("- {words}\n\n"));
        for said in play.play(deed).await {
            page.push_str(&format!("      {said}\n"));
        }
        if !page.ends_with("\n\n") {
            page.push('\n');
        }
    }
    format!("{}\n", page.trim_end())
}

async fn play_all(keep: impl Fn() -> Kept) {
    let accept = std::env::var_os("CAIRN_ACCEPT").is_some();
    for path in stories() {
        let story = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if accept {
            let page = written_down(&story, Play::begin(Way::Plain, keep()).await).await;
            std::fs::write(&path, &page).unwrap();
        }
        let story = std::fs::read_to_string(&path).unwrap();
        for way in [Way::Plain, Way::Twice, Way::Restarted] {
            let page = written_down(&story, Play::begin(way, keep()).await).await;
            assert!(
                page == story,
                "{name}, {way:?}, reads otherwise:\n{}",
                difference(&story, &page)
            );
        }
    }
}

#[tokio::test]
async fn every_chat_reads_the_same_on_the_store_that_forgets() {
    play_all(|| Kept::Memory(Arc::new(MemoryStore::new()))).await;
}

#[tokio::test]
async fn every_chat_reads_the_same_on_disk() {
    play_all(|| Kept::Sled(tempfile::tempdir().unwrap(), None)).await;
}
