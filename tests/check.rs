//! `cairn check`, tried on bad libraries. Each file of `tests/check/` is a small library with one
//! thing amiss: first the lines that must be told, then its files, each after `=== path`, laid
//! over the files of `tests/check/sound.txt`, which is a library with nothing amiss.
//! `CAIRN_ACCEPT=1 cargo test --test check` writes the lines, and `docs/checks.md`, anew; the
//! change is then reviewed by eye.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cairn::chat::Card;
use cairn::coach::{EXPECTED, every_card};
use cairn::library::{
    Bot, CheckArgs, Library, PageId, Problem, Severity, Tree, check, problems_of,
    problems_of_written_tip, rules_page,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 24);
/// The phrases of a bot of three sentences.
const THREE: &[(&str, &[&str])] = &[
    ("hello", &[]),
    ("thanks", &["name"]),
    ("answered", &["count"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

fn real_cards(library: &Library, _: &str) -> Vec<(PageId, Card)> {
    every_card(library, &Tree::embedded().files["coach/phrases.ftl"])
}

/// The real bot.
fn bot() -> Bot<'static> {
    Bot {
        phrases: EXPECTED,
        cards: every_card,
    }
}

/// What should be told, and the files.
fn read(name: &str) -> (String, BTreeMap<String, String>) {
    let page = std::fs::read_to_string(folder().join(name)).unwrap();
    let mut parts = page.split("=== ");
    let told = parts.next().unwrap().trim().to_owned();
    let file = |part: &str| {
        let (path, text) = part.split_once('\n').unwrap();
        (path.to_owned(), unescaped(text))
    };
    (told, parts.map(file).collect())
}

/// Characters that an editor would lose or hide are written as `\u{…}`.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut plain = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap();
        let code = u32::from_str_radix(code, 16).unwrap();
        plain.push(char::from_u32(code).unwrap());
        plain.push_str(rest);
    }
    plain
}

fn sound() -> BTreeMap<String, String> {
    read("sound.txt").1
}

fn problems(name: &str) -> Vec<Problem> {
    let mut files = sound();
    files.extend(read(name).1);
    files.retain(|_, text| text.trim() != "(gone)");
    let bot = Bot {
        phrases: THREE,
        cards: real_cards,
    };
    problems_of(&Tree { files }, TODAY, &bot)
}

fn examples() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "sound.txt")
        .collect();
    names.sort();
    names
}

/// The rules of the table, with how bad it says that each is.
fn rules() -> BTreeMap<String, String> {
    let page = rules_page();
    let cells = |line: &str| line.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let rows = page.lines().skip(2).map(cells);
    rows.map(|row| {
        let id = row[0].trim_start_matches("| ").to_owned();
        (id, row.last().unwrap().trim_end_matches(" |").to_owned())
    })
    .collect()
}

#[test]
fn every_example_is_told_as_it_says_and_nothing_else_is() {
    for name in examples() {
        let found: Vec<String> = problems(&name).iter().map(ToString::to_string).collect();
        let found = found.join("\n");
        if std::env::var_os("CAIRN_ACCEPT").is_some() {
            let path = folder().join(&name);
            let page = std::fs::read_to_string(&path).unwrap();
            let files = &page[page.find("=== ").unwrap()..];
            // At one stroke: another test may be reading it.
            let anew = tempfile::NamedTempFile::new_in(folder().parent().unwrap()).unwrap();
            std::fs::write(&anew, format!("{found}\n\n{files}")).unwrap();
            anew.persist(&path).unwrap();
        }
        assert_eq!(found, read(&name).0, "{name}");
    }
}

#[test]
fn every_rule_has_an_example_that_breaks_it_as_badly_as_the_table_says() {
    let mut broken: BTreeSet<String> = BTreeSet::new();
    let rules = rules();
    for name in examples() {
        let (rule, _) = name.split_once('-').unwrap();
        let found = problems(&name);
        let of_rule: Vec<&Problem> = found.iter().filter(|p| p.rule == rule).collect();
        assert!(!of_rule.is_empty(), "{name} does not break {rule}");
        for problem in of_rule {
            match rules[rule].as_str() {
                "an error" => assert_eq!(problem.level, Severity::Error, "{name}"),
                "a warning" => assert_eq!(problem.level, Severity::Warning, "{name}"),
                both => assert_eq!(both, "a warning; further off an error", "{name}"),
            }
        }
        broken.insert(rule.to_owned());
    }
    let all: BTreeSet<String> = rules.into_keys().collect();
    assert_eq!(broken, all, "rules with an example, and all rules");
}

#[test]
fn the_sound_library_and_the_one_that_cairn_comes_with_have_nothing_amiss() {
    let tree = Tree { files: sound() };
    assert_eq!(problems_of(&tree, TODAY, &bot()), []);
    assert_eq!(problems_of(&Tree::embedded(), TODAY, &bot()), []);
}

#[test]
fn the_small_library_that_stories_are_played_with_breaks_no_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small_library");
    let tree = Tree::from_dir(&root).unwrap();
    assert_eq!(problems_of(&tree, TODAY, &bot()), []);
}

#[test]
fn an_exception_needs_a_reason_and_is_not_to_be_had_from_every_rule() {
    let told = |allow: &str| {
        let mut files = sound();
        let item = files
            .get_mut("skills/feedback/checkins/late-report.md")
            .unwrap();
        *item = item
            .replace("kind =", &format!("allow = {{ {allow} }}\nkind ="))
            .replace(
                "Praise the last report, then mention the delay",
                "Praise the last report, or not: it depends",
            )
            .replace("before it.", "before it, in a study.");
        let found = problems_of(&Tree { files }, TODAY, &bot());
        found
            .into_iter()
            .map(|problem| problem.rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(told("Q5 = \"\", C1 = \"known to all\""), ["C1", "Q5"]);
    assert_eq!(told("Q5 = \"an example\", C1 = \"known to all\""), ["C1"]);
}

#[test]
fn the_documents_say_what_the_rules_are() {
    let head = "# What `cairn check` asks for\n\n\
        Made from the code by `CAIRN_ACCEPT=1 cargo test --test check`; each rule has an example in\n\
        `tests/check/`. `cairn check --deny warnings` takes warnings as errors, as our own gate does.\n\
        A page may be excepted from a rule by `allow = { Q1 = \"four real options\" }`, with the\n\
        reason; from S, M, I and C rules it may not.\n\n";
    let page = format!("{head}{}", rules_page());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    if std::env::var_os("CAIRN_ACCEPT").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), page);
}

/// What `cairn check` writes, and its status.
fn run(args: &CheckArgs) -> (String, u8) {
    let mut out = Vec::new();
    let status = check(args, TODAY, &bot(), &mut out).unwrap();
    (String::from_utf8(out).unwrap(), status)
}

fn written(files: &BTreeMap<String, String>) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let at = dir.path().join(path);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        std::fs::write(at, text).unwrap();
    }
    dir
}

#[test]
fn the_status_says_whether_anything_was_amiss_and_the_page_shows_where() {
    let mut files = sound();
    let checked = |files: &BTreeMap<String, String>, deny: bool| {
        let dir = written(files);
        run(&CheckArgs {
            dir: Some(dir.path().to_owned()),
            deny: deny.then(|| "warnings".to_owned()),
            ..CheckArgs::default()
        })
    };
    assert_eq!(
        checked(&files, true),
        ("6 files, 0 errors, 0 warnings\n".to_owned(), 0)
    );
    let item = files
        .get_mut("skills/feedback/checkins/late-report.md")
        .unwrap();
    *item = item.replace("author = \"cairn\"\n", "");
    let (page, status) = checked(&files, false);
    assert_eq!(status, 0);
    assert!(page.contains("warning[V1]"), "{page}");
    assert!(
        page.contains("--> skills/feedback/checkins/late-report.md:1"),
        "{page}"
    );
    assert!(page.ends_with("6 files, 0 errors, 1 warning\n"), "{page}");
    assert_eq!(checked(&files, true).1, 1);
    let missing = CheckArgs {
        dir: Some(PathBuf::from("/nowhere/at/all")),
        ..CheckArgs::default()
    };
    assert!(check(&missing, TODAY, &bot(), &mut Vec::new()).is_err());
}

#[test]
fn the_ledger_is_written_when_asked_and_not_over_a_lost_name() {
    let dir = written(&sound());
    let args = CheckArgs {
        dir: Some(dir.path().to_owned()),
        write_ledger: true,
        ..CheckArgs::default()
    };
    assert_eq!(run(&args).1, 0);
    let ledger = || std::fs::read_to_string(dir.path().join("ledger.toml")).unwrap();
    assert!(
        ledger().contains("[\"feedback/late-report\"]"),
        "{}",
        ledger()
    );
    let before = ledger();
    let items = dir.path().join("skills/feedback/checkins");
    std::fs::rename(items.join("late-report.md"), items.join("late-again.md")).unwrap();
    assert_eq!(run(&args).1, 1);
    assert_eq!(ledger(), before);
    let text = std::fs::read_to_string(items.join("late-again.md")).unwrap();
    let aliased = text.replace("kind =", "aliases = [\"feedback/late-report\"]\nkind =");
    std::fs::write(items.join("late-again.md"), aliased).unwrap();
    assert_eq!(run(&args).1, 0);
    assert!(
        ledger().contains("[\"feedback/late-again\"]"),
        "{}",
        ledger()
    );
}

/// What is told of a tip written in a chat: part, rule and how bad.
fn told(title: &str, text: &str, deed: &str) -> Vec<(String, &'static str, Severity)> {
    let problems = problems_of_written_tip(title, text, deed);
    problems
        .into_iter()
        .map(|problem| (problem.file, problem.rule, problem.level))
        .collect()
}

#[test]
fn a_tip_written_in_a_chat_is_held_to_the_same_rules() {
    let text = "Our visitors wait at the door because nobody hears the bell. Sit near the door once this \
        week and listen. You will know within an hour how often it rings and who answers.";
    let deed = "Sit near the door for one hour.";
    let at = |part: &str, rule, level| (part.to_owned(), rule, level);
    assert_eq!(told("Hear the bell", text, deed), []);
    assert_eq!(
        told("", "Too short.", ""),
        [
            at("title", "L5", Severity::Error),
            at("text", "L5", Severity::Error),
            at("do_this_week", "L5", Severity::Error),
        ]
    );
    assert_eq!(
        told("Hear the bell!", &format!("{text} Tell @channel."), deed),
        [
            at("title", "P2", Severity::Error),
            at("text", "M2", Severity::Error),
        ]
    );
    // There is no room for a bibliography in a form: a claim is a hint.
    assert_eq!(
        told("Hear the bell", &format!("{text} A study says 80%."), deed),
        [at("text", "C1", Severity::Warning)]
    );
    assert_eq!(
        told("Hear the bell", text, "The door is near."),
        [at("do_this_week", "L5", Severity::Error)]
    );
}

#[test]
fn every_tip_of_the_library_would_pass_in_a_chat() {
    let library = Library::embedded().unwrap();
    for tip in library.tips.values() {
        let errors = problems_of_written_tip(
            &tip.title,
            &tip.text.to_words(),
            &tip.do_this_week.to_words(),
        );
        let errors = errors.iter().filter(|p| p.level == Severity::Error);
        assert_eq!(errors.count(), 0, "{}", tip.id);
    }
}
