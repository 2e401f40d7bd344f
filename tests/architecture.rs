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

use std::fs;
use std::path::Path;

/// Every room of `src/`, and the rooms it may know. What is not listed is a fault.
const ARROWS: &[(&str, &[&str])] = &[
    ("chat", &[]),
    ("clock", &[]),
    ("outbound", &[]),
    ("state", &["chat"]),
    ("library", &["chat"]),
    // Each platform says itself what it must be told.
    ("settings", &["chat", "platform"]),
    ("coach", &["chat", "library", "state"]),
    ("store", &["chat", "state"]),
    ("platform", &["chat"]),
    ("engine", &["chat", "clock", "platform", "state", "store"]),
    ("web", &["engine", "platform"]),
    ("ops", &["chat", "clock", "settings", "state", "store"]),
    // Wiring: the two that put the rooms together.
    ("app", EVERY_ROOM),
    ("main", EVERY_ROOM),
];
const EVERY_ROOM: &[&str] = &["*"];

/// Where a foreign crate, or a part of the standard library, may be named.
const ONLY_IN: &[(&str, &[&str], &str)] = &[
    (
        "sled",
        // The second names its own module, of the same name.
        &["src/store/sled/", "src/store/mod.rs"],
        "another engine must be able to take its place",
    ),
    (
        "slack_morphism",
        &["src/platform/slack/"],
        "what only Slack has stays in its adapter",
    ),
    (
        "axum",
        &["src/web/", "src/app/"],
        "what a request is belongs to the web",
    ),
    (
        "fsrs",
        &["src/coach/mastery/"],
        "the model of memory can change in one place",
    ),
    (
        "fluent_bundle",
        &["src/coach/phrases/"],
        "sentences are typed functions elsewhere",
    ),
    (
        "clap",
        &["src/main.rs", "src/library/checking.rs", "src/ops/"],
        "arguments belong to the command line",
    ),
];

/// The rooms that only compute: the same arguments, the same answer.
const PURE: &[&str] = &["src/chat/", "src/state/", "src/coach/"];
/// A test that lies there because it needs what is private; it reads its golden records.
const TEST_OF_PURE: &[&str] = &["src/coach/golden.rs"];
/// What a room that only computes never names.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "tokio",
    "reqwest",
    "rand",
];

/// The rooms in which JSON has a type.
const TYPED: &[&str] = &[
    "src/chat/",
    "src/state/",
    "src/library/",
    "src/coach/",
    "src/engine/",
    "src/store/",
    "src/ops/",
];

/// Longer files hold more than one idea.
const MOST_LINES: usize = 500;

/// A file of ours: its path from the top of the repository, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// The text with comments blanked, so that a doc link is no dependency. Lines stay lines.
    fn code(&self) -> String {
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
    fn modules(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or_default();
        let inner = inner.strip_suffix(".rs").unwrap_or_default();
        inner.split('/').filter(|part| *part != "mod").collect()
    }

    fn is_under(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }

    fn fault(&self, code: &str, at: usize, words: &str) -> String {
        let line = code[..at].matches('\n').count() + 1;
        format!("{}:{line}: {words}", self.path)
    }
}

/// Where a word stands in code, not as the end of a longer one.
fn places_of<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let longer = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| !code[..*at].ends_with(longer))
}

/// The names that follow a path: one, or those of a `{group}`, each with where it stands.
fn names_at(code: &str, at: usize) -> Vec<(usize, &str)> {
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

/// Every room that a file names: by `crate::`, or by so many `super::` that the path leaves the
/// room.
fn rooms_named(source: &Source, code: &str) -> Vec<(usize, String)> {
    let mut starts: Vec<usize> = places_of(code, "crate::").map(|at| at + 7).collect();
    let climb = "super::".repeat(source.modules().len());
    starts.extend(places_of(code, &climb).map(|at| at + climb.len()));
    let known = |name: &str| ARROWS.iter().any(|(room, _)| *room == name);
    let by_climbing = |at: usize| code[..at].ends_with("super::");
    starts
        .into_iter()
        .flat_map(|at| names_at(code, at))
        // A climb from a test module inside a file ends in the file itself.
        .filter(|(at, name)| known(name) || !by_climbing(*at))
        .map(|(at, name)| (at, name.to_owned()))
        .collect()
}

fn arrows_that_are_not_listed(source: &Source) -> Vec<String> {
    let modules = source.modules();
    let Some(room) = modules.first().filter(|room| **room != "lib") else {
        return Vec::new();
    };
    let Some((_, may_know)) = ARROWS.iter().find(|(listed, _)| listed == room) else {
        return vec![format!(
            "{}:1: the room `{room}` has no row in ARROWS: say in tests/architecture.rs and ARCHITECTURE.md whom it may know",
            source.path
        )];
    };
    if *may_know == EVERY_ROOM {
        return Vec::new();
    }
    let code = source.code();
    let refused = |name: &str| name != *room && !may_know.contains(&name);
    rooms_named(source, &code)
        .into_iter()
        .filter(|(_, name)| refused(name))
        .map(|(at, name)| {
            let words = format!(
                "{room} → {name} is no arrow of this house: {room} may know {may_know:?}. Take what you need as an argument, or move it to a room that both may know"
            );
            source.fault(&code, at, &words)
        })
        .collect()
}

fn adapters_that_name_another(source: &Source, adapters: &[String]) -> Vec<String> {
    let modules = source.modules();
    let (Some(&"platform"), Some(own)) = (modules.first(), modules.get(1)) else {
        return Vec::new();
    };
    let code = source.code();
    let others = adapters.iter().filter(|adapter| adapter != own);
    others
        .flat_map(|other| {
            let path = format!("{other}::");
            let at: Vec<usize> = places_of(&code, &path).collect();
            at.into_iter().map(|at| {
                let words = format!("the adapter {own} names {other}: what two platforms share belongs to platform/mod.rs or chat");
                source.fault(&code, at, &words)
            }).collect::<Vec<_>>()
        })
        .collect()
}

/// Where a crate, or a module of the standard library, is named.
fn named(code: &str, path: &str) -> Vec<usize> {
    let Some(module) = path.strip_prefix("std::") else {
        let whole = format!("{path}::");
        return places_of(code, &whole)
            .filter(|at| !code[..*at].ends_with("::"))
            .collect();
    };
    let parts = places_of(code, "std::").flat_map(|at| names_at(code, at + "std::".len()));
    parts
        .filter(|(_, name)| *name == module)
        .map(|(at, _)| at)
        .collect()
}

fn crates_out_of_place(source: &Source) -> Vec<String> {
    let code = source.code();
    let banned = ONLY_IN
        .iter()
        .filter(|(_, places, _)| !source.is_under(places));
    let mut faults: Vec<String> = banned
        .flat_map(|(name, places, why)| {
            let words = format!("`{name}` may only be named in {places:?}, since {why}");
            named(&code, name)
                .into_iter()
                .map(move |at| (at, words.clone()))
        })
        .map(|(at, words)| source.fault(&code, at, &words))
        .collect();
    if source.is_under(PURE) && !source.is_under(TEST_OF_PURE) {
        let at = IMPURE.iter().flat_map(|name| named(&code, name));
        let words = "this room only computes: let what it needs come in as an argument";
        faults.extend(at.map(|at| source.fault(&code, at, words)));
    }
    if source.is_under(TYPED) {
        let untyped = ["serde_json::Value", "serde_json::json!"];
        let at = untyped.iter().flat_map(|name| places_of(&code, name));
        let words = "JSON has a type here: derive Serialize and Deserialize for a struct";
        faults.extend(at.map(|at| source.fault(&code, at, words)));
    }
    faults
}

fn untidiness(source: &Source) -> Vec<String> {
    let Source { path, text } = source;
    let mut faults = Vec::new();
    if !text.starts_with("//! ") {
        faults.push(format!(
            "{path}:1: begin with a `//!` paragraph: what lives here, and what does not"
        ));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        faults.push(format!(
            "{path}:{lines}: more than {MOST_LINES} lines hold more than one idea: split it"
        ));
    }
    // Written in two halves, so that this file has none of them.
    let left_open = [
        ["TO", "DO"],
        ["FIX", "ME"],
        ["XX", "X"],
        ["unimple", "mented!"],
        ["to", "do!("],
    ];
    let words = left_open.map(|halves| halves.concat());
    let at = words.iter().flat_map(|word| places_of(text, word));
    let left = "finish it, or write down as an issue what is left";
    faults.extend(at.map(|at| source.fault(text, at, left)));
    faults
}

fn sources_under(folder: &str) -> Vec<Source> {
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

fn adapters() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platform");
    let names = fs::read_dir(folder).unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.trim_end_matches(".rs").to_owned()
    });
    names.filter(|name| name != "mod").collect()
}

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
