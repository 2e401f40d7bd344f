//! What tests share: a stage on which chats are played.
#![allow(
    dead_code,
    unused_imports,
    missing_docs,
    reason = "each test file uses its own part of this"
)]

pub mod adaptive_cards;
pub mod block_kit;
pub mod chance;
pub mod chats;
pub mod drawing;
pub mod filling;
pub mod gallery;
pub mod hostile;
pub mod people;
pub mod program;
pub mod ruled;
pub mod schema;
pub mod slack;
pub mod stage;
pub mod teams;

use std::path::PathBuf;
use std::sync::Arc;

use cairn::chat::PersonId;
use cairn::coach::{Coach, CoachSettings, Phrases};
use cairn::library::{Library, Tree};
use jiff::tz::TimeZone;

/// Lets the time pass by which calls are paced: that of the machine, not of the clock.
pub async fn rest(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

/// A small library with an item of each kind, as text.
pub fn small_tree() -> Tree {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/small_library");
    Tree::from_dir(&root).unwrap()
}

/// The same, read.
pub fn small_library() -> Library {
    read(&small_tree())
}

fn read(tree: &Tree) -> Library {
    Library::from_tree(tree).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The phrases that Cairn comes with.
pub fn phrases() -> Phrases {
    let tree = Tree::embedded();
    Phrases::load(("en", &tree.files["coach/phrases.ftl"]), &[]).unwrap()
}

/// A coach who teaches the small library in Berlin, with Ada as admin.
pub fn coach() -> Arc<Coach> {
    coach_with_admins(&["Ada"])
}

/// The same with other admins.
pub fn coach_with_admins(admins: &[&str]) -> Arc<Coach> {
    coach_of(small_library(), phrases(), admins)
}

/// The same who teaches another library.
pub fn coach_of_tree(tree: &Tree) -> Arc<Coach> {
    coach_of(read(tree), phrases(), &["Ada"])
}

/// The same in other words.
pub fn coach_who_says(phrases: Phrases) -> Arc<Coach> {
    coach_of(small_library(), phrases, &["Ada"])
}

fn coach_of(library: Library, phrases: Phrases, admins: &[&str]) -> Arc<Coach> {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let admins = admins.iter().map(|admin| PersonId::from(*admin)).collect();
    let settings = CoachSettings::new(zone, admins);
    Arc::new(Coach::new(Arc::new(library), phrases, settings))
}
