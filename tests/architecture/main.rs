//! The house rules as tests: which room may know which, where a foreign crate may be named, which
//! rooms stay pure, and what every file owes its reader. Lexical on purpose: it reads the sources
//! as a reviewer would, and says file, line and what to do. The rooms and why they are so stand
//! in `ARCHITECTURE.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod house;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::path::Path;

use house::MOST_LINES;
use rules::{
    adapters_that_name_another, arrows_that_are_not_listed, crates_out_of_place, untidiness,
};
use source::{Source, adapters, sources_under};

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn faults_in(folder: &str, rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    sources_under(folder).iter().flat_map(rule).collect()
}

#[test]
fn no_room_knows_another_that_it_may_not_know() {
    assert_none(&faults_in("src", arrows_that_are_not_listed));
}

#[test]
fn no_adapter_names_another() {
    let adapters = adapters();
    assert_none(&faults_in("src", |source| {
        adapters_that_name_another(source, &adapters)
    }));
}

#[test]
fn foreign_crates_stay_where_they_belong_and_pure_rooms_stay_pure() {
    assert_none(&faults_in("src", crates_out_of_place));
}

#[test]
fn every_file_says_what_it_is_and_leaves_nothing_open() {
    assert_none(&faults_in("src", untidiness));
    assert_none(&faults_in("tests", untidiness));
}

/// In `ARCHITECTURE.md` each folder is named with its stroke, each page by its name.
#[test]
fn every_room_stands_on_the_map() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, rest) = page.split_once("## The rooms").expect("the rooms");
    let (map, _) = rest.split_once("\n## ").expect("what follows the rooms");
    let words = |text: &str| -> BTreeSet<String> {
        let parts = text.split(|c: char| !(c.is_alphanumeric() || "_-/".contains(c)));
        parts.map(str::to_owned).collect()
    };
    let all = words(map);
    let pages = map
        .lines()
        .find(|line| line.trim_start().starts_with("docs/"));
    let pages = words(pages.expect("the pages"));
    let mut missing = Vec::new();
    for folder in ["src", "src/coach", "tests", "docs"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy();
            let is_page = path.extension().is_some_and(|end| end == "md");
            let is_named = match (path.is_dir(), folder == "docs" && is_page) {
                (true, _) if folder == "docs" => true,
                (true, _) => all.contains(&format!("{name}/")),
                (false, true) => pages.contains(&*name),
                (false, false) => true,
            };
            if !is_named {
                missing.push(format!("{folder}/{name} is not on the map"));
            }
        }
    }
    assert_none(&missing);
}

#[test]
fn an_arrow_that_is_not_listed_is_found_however_it_is_written() {
    let found = |path: &str, text: &str| arrows_that_are_not_listed(&Source::new(path, text)).len();
    assert_eq!(found("src/coach/me.rs", "use crate::store::Store;"), 1);
    assert_eq!(
        found(
            "src/coach/me.rs",
            "use crate::{chat::{Card, Text}, store::Store,\n web};"
        ),
        2
    );
    assert_eq!(found("src/coach/me.rs", "fn f() { crate::web::g() }"), 1);
    assert_eq!(
        found("src/coach/mod.rs", "use super::engine::{Engine, store};"),
        1
    );
    assert_eq!(found("src/coach/a/b.rs", "use super::super::store::X;"), 0);
    assert_eq!(
        found("src/coach/a/b.rs", "use super::super::super::store::X;"),
        1
    );
    assert_eq!(
        found("src/cellar.rs", "//! A room that nobody has listed."),
        1
    );
    assert_eq!(
        found(
            "src/coach/me.rs",
            "//! See [`crate::store`].\nuse super::*;"
        ),
        0
    );
    let fault = arrows_that_are_not_listed(&Source::new("src/chat/a.rs", "\n\nuse crate::state;"));
    assert!(fault[0].starts_with("src/chat/a.rs:3: chat → state"));
}

#[test]
fn a_crate_out_of_place_is_found() {
    let found = |path: &str, text: &str| crates_out_of_place(&Source::new(path, text)).len();
    assert_eq!(found("src/engine/a.rs", "use slack_morphism::prelude;"), 1);
    assert_eq!(
        found("src/platform/slack/a.rs", "use slack_morphism::A;"),
        0
    );
    assert_eq!(found("src/state/a.rs", "let t = sled::open(path);"), 1);
    assert_eq!(
        found("src/coach/a.rs", "use std::{fmt, fs};\nuse std::fs::File;"),
        2
    );
    assert_eq!(found("src/coach/a.rs", "let v: serde_json::Value = x;"), 1);
    assert_eq!(
        found("src/coach/a.rs", "let v = serde_json::to_vec(&x);"),
        0
    );
    let adapters = ["slack".to_owned(), "teams".to_owned()];
    let named = Source::new("src/platform/teams/a.rs", "use super::super::slack::Gate;");
    assert_eq!(adapters_that_name_another(&named, &adapters).len(), 1);
}

#[test]
fn an_untidy_file_is_found() {
    let found = |text: &str| untidiness(&Source::new("src/a.rs", text)).len();
    assert_eq!(found("//! Says what it is.\n"), 0);
    assert_eq!(found("use std::fmt;\n"), 1);
    let open = ["//! Says.\n// TO", "DO: the rest\n"].concat();
    assert_eq!(found(&open), 1);
    let long = format!("//! Says.\n{}", "\n".repeat(MOST_LINES));
    assert_eq!(found(&long), 1);
}
