//! The lines of an export: a header, one line a row in the order of the store's keys, a running
//! sum after every thousand rows, and an end. Without its end it is no backup. Each sum is
//! SHA-256 over all bytes before its own line, so what stands before a good sum is good.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::chat::WorkspaceId;
use crate::state::Kept;

/// The form of the lines that this version writes, and the newest that it reads.
pub const FORMAT: u16 = 1;
/// After how many rows a sum stands.
const ROWS_TO_A_SUM: u64 = 1_000;

/// One line, in the order in which they stand.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line<'a> {
    /// The first.
    CairnExport(Header),
    /// What is kept.
    #[serde(borrow)]
    Row(Row<'a>),
    /// After every thousand rows.
    Sum(Sum),
    /// The last.
    End(End),
}

/// What it is, and of which form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Which form the lines have.
    pub format: u16,
    /// Which version of Cairn wrote it.
    pub cairn: String,
    /// When.
    pub made: Timestamp,
}

/// One row and whose it is.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row<'a> {
    pub workspace: std::borrow::Cow<'a, WorkspaceId>,
    pub kept: std::borrow::Cow<'a, Kept>,
}

/// How far the lines go, and what they add up to.
#[derive(Serialize, Deserialize)]
pub(super) struct Sum {
    pub rows: u64,
    pub sha256: String,
}

/// That nothing is missing.
#[derive(Serialize, Deserialize)]
pub(super) struct End {
    pub totals: Totals,
    pub sha256: String,
}

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Rows of all sorts.
    pub rows: u64,
    /// Workspaces that have any.
    pub workspaces: u64,
    /// Documents.
    pub documents: u64,
    /// What waits to be said or asked.
    pub waiting: u64,
    /// Wake-ups.
    pub wakes: u64,
    /// Marks of finished events.
    pub marks: u64,
    /// Counters.
    pub counters: u64,
    /// Facts.
    pub facts: u64,
    /// Messages that stand.
    pub sent: u64,
    /// What could never be said.
    #[serde(default, skip_serializing_if = "is_none")]
    pub dead: u64,
    /// That somebody was deleted.
    #[serde(default, skip_serializing_if = "is_none")]
    pub erased: u64,
}

/// Exports that were made before there were any have no such figure.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// What has gone by: the same for who writes lines and for who reads them.
#[derive(Default)]
pub(super) struct GoneBy {
    pub totals: Totals,
    workspace: Option<WorkspaceId>,
    hash: Sha256,
}

impl GoneBy {
    /// A line has gone by, with its line break.
    pub fn line(&mut self, line: &[u8]) {
        self.hash.update(line);
    }

    /// A row has gone by.
    pub fn row(&mut self, workspace: &WorkspaceId, kept: &Kept) {
        let totals = &mut self.totals;
        totals.rows += 1;
        if self.workspace.as_ref() != Some(workspace) {
            totals.workspaces += 1;
            self.workspace = Some(workspace.clone());
        }
        let of_its_sort = match kept {
            Kept::Document { .. } => &mut totals.documents,
            Kept::Waiting(_) => &mut totals.waiting,
            Kept::Wake { .. } => &mut totals.wakes,
            Kept::Mark { .. } => &mut totals.marks,
            Kept::Counter { .. } => &mut totals.counters,
            Kept::Fact { .. } => &mut totals.facts,
            Kept::Sent { .. } => &mut totals.sent,
            Kept::Dead { .. } => &mut totals.dead,
            Kept::Erased(_) => &mut totals.erased,
        };
        *of_its_sort += 1;
    }

    /// Whether a sum stands here.
    pub fn is_at_a_sum(&self) -> bool {
        self.totals.rows > 0 && self.totals.rows.is_multiple_of(ROWS_TO_A_SUM)
    }

    /// The sum that stands here.
    pub fn sum(&self) -> Line<'static> {
        Line::Sum(Sum {
            rows: self.totals.rows,
            sha256: self.sha256(),
        })
    }

    /// The end, if it stands here.
    pub fn end(&self) -> Line<'static> {
        Line::End(End {
            totals: self.totals,
            sha256: self.sha256(),
        })
    }

    fn sha256(&self) -> String {
        hex::encode(self.hash.clone().finalize())
    }
}

impl Line<'_> {
    /// The line with its line break.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
