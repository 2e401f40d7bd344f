//! The README says what the program does: its list of commands is the one that help and Slack's
//! manifest are made from, and its numbers are the library's. `CAIRN_ACCEPT=1 cargo test --test
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
