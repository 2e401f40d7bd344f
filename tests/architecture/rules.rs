//! The rules: what is a fault in a file, told with its line and what to do.

use crate::house::{ARROWS, EVERY_ROOM, IMPURE, MOST_LINES, ONLY_IN, PURE, TEST_OF_PURE, TYPED};
use crate::source::{Source, names_at, places_of};

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

pub fn arrows_that_are_not_listed(source: &Source) -> Vec<String> {
    let modules = source.modules();
    let Some(room) = modules.first().filter(|room| **room != "lib") else {
        return Vec::new();
    };
    let Some((_, may_know)) = ARROWS.iter().find(|(listed, _)| listed == room) else {
        return vec![format!(
            "{}:1: the room `{room}` has no row in ARROWS: say in tests/architecture/house.rs and ARCHITECTURE.md whom it may know",
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

pub fn adapters_that_name_another(source: &Source, adapters: &[String]) -> Vec<String> {
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

pub fn crates_out_of_place(source: &Source) -> Vec<String> {
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
    if source.is_under(TYPED) && !source.is_under(TEST_OF_PURE) {
        let untyped = ["serde_json::Value", "serde_json::json!"];
        let at = untyped.iter().flat_map(|name| places_of(&code, name));
        let words = "JSON has a type here: derive Serialize and Deserialize for a struct";
        faults.extend(at.map(|at| source.fault(&code, at, words)));
    }
    faults
}

pub fn untidiness(source: &Source) -> Vec<String> {
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
