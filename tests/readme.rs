//! The README says what the program does: its list of commands is the one that help and Slack's
//! manifest are made from, its numbers are the library's, and what it and the other documents point
//! to is there. `CAIRN_ACCEPT=1 cargo test --test
//! readme` writes the list anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::path::{Path, PathBuf};

use cairn::coach::commands_table;
use support::phrases;

const BEGIN: &str = "<!-- commands -->\n";
const END: &str = "<!-- /commands -->";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    std::fs::read_to_string(path()).unwrap()
}

#[test]
fn the_list_of_commands_is_the_one_that_help_is_made_from() {
    let table = commands_table(&phrases());
    let page = readme();
    let (before, rest) = page.split_once(BEGIN).expect("the list's beginning");
    let (list, after) = rest.split_once(END).expect("the list's end");
    if std::env::var_os("CAIRN_ACCEPT").is_some() {
        let page = format!("{before}{BEGIN}{table}{END}{after}");
        std::fs::write(path(), page).unwrap();
        return;
    }
    assert_eq!(list, table);
}

/// Where the documents say that something lies: in backquotes or behind a link. Left out are
/// pages outside, and names that stand for many (`prompts/i18n/<tag>`, `tests/transcripts/*.md`).
fn places(page: &str) -> Vec<String> {
    const TOP: [&str; 6] = ["src/", "tests/", "docs/", "config/", "prompts/", ".ci/"];
    let quoted = page.split('`').skip(1).step_by(2);
    let quoted = quoted.filter(|words| TOP.iter().any(|top| words.starts_with(top)));
    let linked = page.split("](").skip(1).filter_map(|rest| {
        let (to, _) = rest.split_once(')')?;
        (!to.starts_with("https:")).then_some(to)
    });
    let bare = quoted
        .chain(linked)
        .map(|place| place.split("::").next().unwrap());
    bare.filter(|place| !place.contains(['<', '*', '…', ' ']))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_the_documents_point_to_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![
        root.join("README.md"),
        root.join("CONTRIBUTING.md"),
        root.join("ARCHITECTURE.md"),
    ];
    let docs = std::fs::read_dir(root.join("docs")).unwrap();
    pages.extend(
        docs.map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "md")),
    );
    let mut missing = Vec::new();
    let mut found = 0;
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for place in places(&text) {
            let from_page = page.parent().unwrap().join(&place);
            if root.join(&place).exists() || from_page.exists() {
                found += 1;
            } else {
                missing.push(format!("{}: {place}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(found > 50, "only {found} places are named");
}

#[test]
fn the_library_has_as_many_check_ins_and_skills_as_it_says() {
    let library = cairn::library::Library::embedded().unwrap();
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight",
    ];
    let said = format!(
        "{} over {} skills",
        library.items.len(),
        words[library.skills.len()]
    );
    assert!(readme().contains(&said), "the README does not say “{said}”");
}

#[test]
fn the_example_is_a_check_in_of_the_library_as_it_stands() {
    let page = readme();
    let (_, rest) = page.split_once("```markdown\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example's end");
    let item = "prompts/skills/manage-or-lead/checkins/audit-in-ten-days.md";
    let item = Path::new(env!("CARGO_MANIFEST_DIR")).join(item);
    assert_eq!(example, std::fs::read_to_string(item).unwrap());
}
