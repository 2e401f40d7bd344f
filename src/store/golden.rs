//! Golden rows: keys and sealed values of every family, byte by byte, as the first release wrote
//! them. `tests/golden/rows/` has one file a format: what is kept, and below it its rows in hex.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::StoreError;
use super::keys::{self, Family};
use super::transaction::{Row, Rows, Transaction};
use super::walking;
use crate::chat::WorkspaceId;
use crate::state::Kept;

/// What is kept, and the rows that say so.
struct Golden {
    workspace: WorkspaceId,
    kept: Kept,
    rows: Vec<Row>,
}

/// A store with nothing in it.
struct Nothing;

impl Rows for Nothing {
    type Value = Vec<u8>;

    fn get(&self, _: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(None)
    }

    fn range(&self, _: &[u8], _: &[u8], _: usize) -> Result<Vec<Row>, StoreError> {
        Ok(Vec::new())
    }
}

fn golden() -> Vec<Golden> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rows/format-1.txt");
    let text = fs::read_to_string(path).unwrap();
    text.trim_end().split("\n\n").map(read_stanza).collect()
}

fn read_stanza(stanza: &str) -> Golden {
    let mut lines = stanza.lines();
    let workspace = WorkspaceId::from(lines.next().unwrap());
    let kept = serde_json::from_str(lines.next().unwrap()).unwrap();
    let row = |line: &str| {
        let (key, value) = line.split_once(' ').unwrap();
        (hex::decode(key).unwrap(), hex::decode(value).unwrap())
    };
    Golden {
        workspace,
        kept,
        rows: lines.map(row).collect(),
    }
}

fn written(golden: &Golden) -> Vec<Row> {
    let mut transaction = Transaction::new(&Nothing, 1);
    let what = [(golden.workspace.clone(), golden.kept.clone())];
    walking::fill(&mut transaction, &what).unwrap();
    let (rows, _, _) = transaction.finish();
    let sorted: BTreeMap<_, _> = rows.into_iter().collect();
    sorted
        .into_iter()
        .map(|(key, value)| (key, value.unwrap()))
        .collect()
}

fn in_hex(rows: &[Row]) -> String {
    let line = |(key, value): &Row| format!("{} {}\n", hex::encode(key), hex::encode(value));
    rows.iter().map(line).collect()
}

#[test]
fn rows_are_written_as_ever() {
    for golden in golden() {
        let written = written(&golden);
        assert_eq!(
            in_hex(&written),
            in_hex(&golden.rows),
            "stores that exist could not be read any more: {:?}",
            golden.kept
        );
    }
}

#[test]
fn rows_of_the_first_release_are_read() {
    for golden in golden() {
        let read = golden
            .rows
            .iter()
            .filter_map(|(key, value)| walking::read(key, value).unwrap());
        let read: Vec<_> = read.collect();
        assert_eq!(read, [(golden.workspace, golden.kept)]);
    }
}

#[test]
fn every_family_has_a_golden_row() {
    let rows = golden().into_iter().flat_map(|golden| golden.rows);
    let families: Vec<Family> = rows.map(|(key, _)| keys::split(&key).unwrap().1).collect();
    for family in Family::ALL {
        assert!(families.contains(&family), "{family:?} has none");
    }
}
