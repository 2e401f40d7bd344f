//! All data out of one store and into another, by the lines of an export: nothing is lost on the
//! way, nothing that is not whole goes in, and what belongs to one request never comes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod rows;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cairn::chat::WorkspaceId;
use cairn::ops::{self, OpsError, Unusable};
use cairn::state::{Body, Kept, Key, Kind};
use cairn::store::{Lease, MemoryStore, OpenOptions, SledStore, Store};
use proptest::prelude::*;
use rows::{a_bit_of_everything, any_rows, commit_of_a_tap, made};
use tempfile::TempDir;

type Rows = Vec<(WorkspaceId, Kept)>;

fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

fn memory_with(rows: Rows) -> MemoryStore {
    let store = MemoryStore::new();
    wait(store.fill(rows)).unwrap();
    store
}

fn all_lines(store: &dyn Store) -> String {
    let mut out = Vec::new();
    wait(ops::export(store, made(), &mut out, &mut |_| {})).unwrap();
    String::from_utf8(out).unwrap()
}

fn import(store: &dyn Store, lines: &[u8]) -> Result<(), OpsError> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("export");
    std::fs::write(&path, lines).unwrap();
    wait(ops::import(store, &path, &mut |_| {})).map(|_| ())
}

/// Imports what is no good, and shows that nothing was written.
fn refusal(lines: &[u8]) -> Unusable {
    let store = MemoryStore::new();
    let refused = import(&store, lines);
    assert_eq!(all_lines(&store), all_lines(&MemoryStore::new()));
    match refused {
        Err(OpsError::Unusable(why)) => why,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_comes_out_goes_into_another_kind_of_store_and_comes_out_the_same(rows in any_rows()) {
        let first = all_lines(&memory_with(rows));
        let folder = TempDir::new().unwrap();
        let sled = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
        import(&sled, first.as_bytes()).unwrap();
        prop_assert_eq!(all_lines(&sled), &*first);
        let memory = MemoryStore::new();
        import(&memory, all_lines(&sled).as_bytes()).unwrap();
        prop_assert_eq!(all_lines(&memory), first);
        wait(sled.close());
    }

    #[test]
    fn one_flipped_bit_anywhere_is_found(at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let mut lines = all_lines(&memory_with(a_bit_of_everything())).into_bytes();
        let at = at.index(lines.len());
        lines[at] ^= 1 << bit;
        refusal(&lines);
    }

    #[test]
    fn an_export_cut_off_anywhere_is_no_backup(at in any::<prop::sample::Index>()) {
        let lines = all_lines(&memory_with(a_bit_of_everything())).into_bytes();
        refusal(&lines[..at.index(lines.len())]);
    }
}

#[test]
fn without_its_last_line_an_export_is_no_backup() {
    let lines = all_lines(&memory_with(a_bit_of_everything()));
    let (but_last, _) = lines.trim_end().rsplit_once('\n').unwrap();
    let whole_lines = but_last.lines().count() as u64;
    let cut = format!("{but_last}\n");
    assert_eq!(
        refusal(cut.as_bytes()),
        Unusable::CutOff { line: whole_lines }
    );
}

#[test]
fn what_follows_the_end_is_not_ignored() {
    let lines = all_lines(&memory_with(a_bit_of_everything()));
    let twice = format!("{lines}{lines}");
    assert!(matches!(
        refusal(twice.as_bytes()),
        Unusable::Damaged { .. }
    ));
}

#[test]
fn a_newer_schema_is_refused_with_what_to_do() {
    let key = Key::shared(Kind::Run, "R1");
    let newer = Kept::Document {
        key,
        version: 1,
        day: 20_786,
        schema: Kind::Run.schema() + 1,
        body: Body(b"{}"[..].into()),
    };
    let lines = all_lines(&memory_with(vec![("slack:T1".into(), newer)]));
    let why = refusal(lines.as_bytes());
    assert!(matches!(why, Unusable::Newer { line: 2, .. }));
    assert!(why.to_string().contains("import it with that version"));
}

#[test]
fn a_newer_form_is_refused_though_its_lines_can_not_be_known() {
    let lines = r#"{"cairn_export":{"format":2,"cairn":"9.0.0","made":"2030-01-01T00:00:00Z","colour":"red"}}
{"something":"new"}
"#;
    let why = refusal(lines.as_bytes());
    assert!(matches!(why, Unusable::Newer { line: 1, .. }));
    assert_eq!(refusal(b"Dear all,\n"), Unusable::NoExport);
    assert_eq!(refusal(b""), Unusable::NoExport);
}

#[test]
fn an_export_of_the_first_release_is_read_for_good() {
    let lines = include_bytes!("format-1.jsonl");
    let store = MemoryStore::new();
    import(&store, lines).unwrap();
    let expected = memory_with(a_bit_of_everything());
    assert_eq!(all_lines(&store), all_lines(&expected));
}

#[test]
fn a_store_with_anything_in_it_takes_no_import() {
    let lines = all_lines(&memory_with(a_bit_of_everything()));
    let store = memory_with(vec![a_bit_of_everything().remove(0)]);
    let before = all_lines(&store);
    let refused = import(&store, lines.as_bytes()).unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    assert_eq!(all_lines(&store), before);
}

#[test]
fn a_thousand_rows_have_a_sum_and_all_of_them_arrive() {
    let rows: Rows = (0..2_500)
        .map(|number| {
            let name = format!("run/{number}/answered").as_str().into();
            let count = Kept::Counter {
                name,
                count: number,
                day: 20_786,
            };
            (WorkspaceId::from("slack:T1"), count)
        })
        .collect();
    let lines = all_lines(&memory_with(rows));
    let sums = lines.lines().filter(|line| line.starts_with(r#"{"sum":"#));
    assert_eq!(sums.count(), 2);
    let store = MemoryStore::new();
    import(&store, lines.as_bytes()).unwrap();
    assert_eq!(all_lines(&store), lines);
}

#[test]
fn what_waited_still_waits_what_was_done_stays_done_and_the_reply_handle_stays_at_home() {
    let old = MemoryStore::new();
    let tap = commit_of_a_tap();
    let (workspace, now) = (tap.workspace.clone(), tap.now);
    wait(old.commit(tap.clone())).unwrap();
    let lines = all_lines(&old);
    assert!(
        !lines.contains("hooks.example"),
        "a reply handle is in the export"
    );

    let folder = TempDir::new().unwrap();
    let new = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    import(&new, lines.as_bytes()).unwrap();
    let again = wait(new.commit(tap)).unwrap();
    assert_eq!(again, cairn::state::Committed::Duplicate);
    let due = |store: &dyn Store| wait(store.due(made(), 10, 10)).unwrap();
    assert_eq!(due(&new), due(&old));
    assert_eq!(due(&new).len(), 1);
    let from = tokio::time::Instant::now();
    let lease = Lease { from, until: from };
    let claim = |store: &dyn Store| wait(store.claim(now, lease, 10, 10)).unwrap();
    let (owed, was_owed) = (claim(&new), claim(&old));
    assert_eq!(owed.len(), was_owed.len());
    for (owed, was_owed) in owed.iter().zip(&was_owed) {
        assert_eq!(owed.claim, was_owed.claim);
        assert_eq!(owed.what, was_owed.what.clone().without_reply_handle());
    }
    let read = [cairn::state::Read::One(Key::shared(Kind::Run, "R1"))];
    let document = |store: &dyn Store| wait(store.read(&workspace, &read)).unwrap().documents;
    assert_eq!(document(&new), document(&old));
    wait(new.close());
}

/// Runs the program as an operator would.
fn cairn(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cairn"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn says(output: &Output) -> String {
    assert!(output.stdout.is_empty(), "words on stdout");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A place to work in, with a data folder that has something in it.
fn place_with_data() -> (TempDir, PathBuf) {
    let place = TempDir::new().unwrap();
    let data = place.path().join("data");
    let store = SledStore::open(&data, OpenOptions::default()).unwrap();
    wait(store.fill(a_bit_of_everything())).unwrap();
    wait(store.close());
    (place, data)
}

#[test]
fn an_operator_backs_up_and_restores() {
    let (place, data) = place_with_data();
    let run = |arguments: &[&str]| cairn(place.path(), arguments);
    let exported = run(&["export", "backup", "--data", "data"]);
    assert!(exported.status.success(), "{}", says(&exported));
    assert!(
        says(&exported).contains("1 counter,"),
        "{}",
        says(&exported)
    );
    let again = run(&["export", "backup", "--data", "data"]);
    assert!(says(&again).contains("already"), "{}", says(&again));

    let into_full = run(&["import", "backup", "--data", "data"]);
    assert!(
        says(&into_full).contains("empty folder"),
        "{}",
        says(&into_full)
    );
    let imported = run(&["import", "backup", "--data", "new"]);
    assert!(imported.status.success(), "{}", says(&imported));
    assert!(!says(&imported).contains("Ana"));

    let open = |at: &Path| SledStore::open(at, OpenOptions::default()).unwrap();
    let (old, new) = (open(&data), open(&place.path().join("new")));
    assert_eq!(all_lines(&new), all_lines(&old));
    let in_use = run(&["export", "other", "--data", "data"]);
    assert!(
        says(&in_use).contains("stop that one first"),
        "{}",
        says(&in_use)
    );
    assert!(!place.path().join("other").exists());
    wait(old.close());
    wait(new.close());
}

#[test]
fn what_is_left_of_a_store_that_went_backwards_can_be_taken_out_on_demand() {
    let (place, data) = place_with_data();
    std::fs::write(data.join("sequence"), "1000").unwrap();
    let run = |more: &[&str]| {
        let arguments = [&["export", "backup", "--data", "data"], more].concat();
        cairn(place.path(), &arguments)
    };
    let refused = run(&[]);
    assert!(
        says(&refused).contains("--accept-loss"),
        "{}",
        says(&refused)
    );
    assert!(!place.path().join("backup").exists());
    let exported = run(&["--accept-loss"]);
    assert!(exported.status.success(), "{}", says(&exported));
}

#[test]
fn an_import_of_what_is_no_good_does_not_even_make_the_folder() {
    let (place, _) = place_with_data();
    std::fs::write(place.path().join("letter"), "Dear all,\n").unwrap();
    let refused = cairn(place.path(), &["import", "letter", "--data", "new"]);
    assert!(!refused.status.success());
    assert!(says(&refused).contains("no export"), "{}", says(&refused));
    assert!(!place.path().join("new").exists());
}

#[test]
fn a_folder_whose_import_did_not_end_is_no_store() {
    let place = TempDir::new().unwrap();
    let data = place.path().join("data");
    let importing = OpenOptions {
        importing: true,
        ..OpenOptions::default()
    };
    let store = SledStore::open(&data, importing).unwrap();
    wait(store.fill(a_bit_of_everything())).unwrap();
    wait(store.close());
    for options in [OpenOptions::default(), importing] {
        let refused = SledStore::open(&data, options).err().unwrap();
        assert!(refused.to_string().contains("did not end"), "{refused}");
    }
}
