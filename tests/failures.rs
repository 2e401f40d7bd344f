//! Every failure of `docs/failures.md` names tests that are there: a story, or a test in a file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::path::Path;

/// What the page says of one failure: its number and the tests it names.
fn failures(page: &str) -> Vec<(String, Vec<String>)> {
    let rows = page.lines().filter(|line| line.starts_with("| F"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [_, number, _, _, shown, _] = cells.as_slice() else {
            panic!("a row has four cells: {row}")
        };
        let tests = shown.split('`').skip(1).step_by(2).map(str::to_owned);
        ((*number).to_owned(), tests.collect())
    })
    .collect()
}

/// What is amiss with a test's name, if anything is.
fn fault(root: &Path, test: &str) -> Option<String> {
    let (file, function) = match test.split_once("::") {
        Some((file, function)) => (file, Some(function)),
        None => (test, None),
    };
    let Ok(text) = std::fs::read_to_string(root.join(file)) else {
        return Some(format!("{file} is not there"));
    };
    let Some(function) = function else {
        let is_played = file.starts_with("tests/transcripts/")
            && text.lines().any(|line| line.starts_with("- "));
        return (!is_played).then(|| format!("{file} is no story"));
    };
    let is_there = text.contains(&format!("fn {function}("));
    (!is_there).then(|| format!("{file} has no test {function}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_failure_names_tests_that_are_there() {
    let page = std::fs::read_to_string(root().join("docs/failures.md")).unwrap();
    let failures = failures(&page);
    let mut faults = Vec::new();
    for (number, tests) in &failures {
        if tests.is_empty() {
            faults.push(format!("{number} names no test"));
        }
        faults.extend(
            tests
                .iter()
                .filter_map(|test| Some(format!("{number}: {}", fault(root(), test)?))),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let numbers: Vec<u32> = failures
        .iter()
        .map(|(number, _)| number[1..].parse().unwrap())
        .collect();
    assert!(
        numbers.is_sorted_by(|a, b| a < b),
        "in order, each once: {numbers:?}"
    );
    for promised in [
        1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 19, 29, 31, 32, 33, 34, 39, 40, 42, 43, 44, 46,
        47, 49, 50, 52, 62, 63, 65, 66, 67, 68, 69, 70, 71,
    ] {
        assert!(numbers.contains(&promised), "F{promised} is promised");
    }
}

#[test]
fn a_test_that_is_not_there_is_found() {
    assert!(fault(root(), "tests/failures.rs::nobody_wrote_this").is_some());
    assert!(fault(root(), "tests/nowhere.rs::x").is_some());
    assert!(fault(root(), "README.md").is_some());
    assert!(
        fault(
            root(),
            "tests/failures.rs::a_test_that_is_not_there_is_found"
        )
        .is_none()
    );
}
