//! Reads the lines of an export and believes none of them: form, sums, schemas and limits are
//! checked as they go by, so that who has read to the end holds a whole export. What is wrong is
//! told by its line, never in the file's words: they are people's.

use std::io::{BufRead, Read};

use super::lines::{FORMAT, GoneBy, Header, Line, Row, Totals};
use crate::chat::WorkspaceId;
use crate::state::{FACT_SCHEMA, Kept};
use crate::store::check_kept;

/// The longest line: the largest body in hex, and names as long as they may be.
const LONGEST_LINE_BYTES: u64 = 256 * 1024;

/// Why a file can't be imported.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It is something else.
    #[error("this is no export of Cairn's: its first line is not a header")]
    NoExport,
    /// It was written by a version that writes differently.
    #[error(
        "this export is of a newer Cairn (line {line}: {what}): import it with that version, or a newer one"
    )]
    Newer {
        /// Where.
        line: u64,
        /// What is newer.
        what: &'static str,
    },
    /// It is not as it was written.
    #[error("line {line} of this export is damaged ({what}): use another backup")]
    Damaged {
        /// Where.
        line: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// The rest is missing.
    #[error("this export is cut off after line {line}: use another backup")]
    CutOff {
        /// The last line there is.
        line: u64,
    },
    /// The file can't be read on.
    #[error("this export can't be read on after line {line}: {error}")]
    Unreadable {
        /// The last line that was read.
        line: u64,
        /// What the system says.
        error: String,
    },
}

/// An export as it is read.
pub(super) struct Reading<R> {
    from: R,
    gone_by: GoneBy,
    line: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> Reading<R> {
    /// Reads the header.
    pub fn begin(from: R) -> Result<(Self, Header), Unusable> {
        let mut reading = Self {
            from,
            gone_by: GoneBy::default(),
            line: 0,
            buffer: Vec::new(),
        };
        reading.next_line().map_err(|_| Unusable::NoExport)?;
        let Ok(Line::CairnExport(header)) = serde_json::from_slice(&reading.buffer) else {
            return Err(Unusable::NoExport);
        };
        if header.format > FORMAT {
            return Err(Unusable::Newer {
                line: 1,
                what: "its form",
            });
        }
        reading.gone_by.line(&reading.buffer);
        Ok((reading, header))
    }

    /// The next row; `None` at a good end.
    pub fn row(&mut self) -> Result<Option<(WorkspaceId, Kept)>, Unusable> {
        if self.gone_by.is_at_a_sum() {
            self.next_line()?;
            self.must_be(
                &self.gone_by.sum(),
                "its sum is not that of the lines before",
            )?;
            self.gone_by.line(&self.buffer);
        }
        self.next_line()?;
        if self.buffer.starts_with(br#"{"end":"#) {
            self.must_be(
                &self.gone_by.end(),
                "the end is not that of the lines before",
            )?;
            return self.nothing_follows().map(|()| None);
        }
        let Ok(Line::Row(Row { workspace, kept })) = serde_json::from_slice(&self.buffer) else {
            return Err(self.damaged("it is no row"));
        };
        let (workspace, kept) = (workspace.into_owned(), kept.into_owned());
        self.check(&workspace, &kept)?;
        self.gone_by.line(&self.buffer);
        self.gone_by.row(&workspace, &kept);
        Ok(Some((workspace, kept)))
    }

    /// How much has gone by.
    pub fn totals(&self) -> Totals {
        self.gone_by.totals
    }

    fn next_line(&mut self) -> Result<(), Unusable> {
        self.buffer.clear();
        let mut bounded = self.from.by_ref().take(LONGEST_LINE_BYTES);
        bounded
            .read_until(b'\n', &mut self.buffer)
            .map_err(|error| Unusable::Unreadable {
                line: self.line,
                error: error.to_string(),
            })?;
        if self.buffer.last() == Some(&b'\n') {
            self.line += 1;
            return Ok(());
        }
        if self.buffer.len() as u64 == LONGEST_LINE_BYTES {
            self.line += 1;
            return Err(self.damaged("it is too long"));
        }
        Err(Unusable::CutOff { line: self.line })
    }

    fn must_be(&self, expected: &Line<'_>, what: &'static str) -> Result<(), Unusable> {
        match expected.to_bytes() {
            Ok(bytes) if bytes == self.buffer => Ok(()),
            Ok(_) | Err(_) => Err(self.damaged(what)),
        }
    }

    fn nothing_follows(&mut self) -> Result<(), Unusable> {
        match self.from.fill_buf() {
            Ok([]) => Ok(()),
            Ok(_) => Err(self.damaged("something follows the end")),
            Err(error) => Err(Unusable::Unreadable {
                line: self.line,
                error: error.to_string(),
            }),
        }
    }

    fn check(&self, workspace: &WorkspaceId, kept: &Kept) -> Result<(), Unusable> {
        let newer = |what| Unusable::Newer {
            line: self.line,
            what,
        };
        match kept {
            Kept::Document { key, schema, .. } if *schema > key.kind.schema() => {
                return Err(newer("the schema of a document"));
            }
            Kept::Fact { schema, .. } if *schema > FACT_SCHEMA => {
                return Err(newer("the schema of a fact"));
            }
            Kept::Document { .. }
            | Kept::Fact { .. }
            | Kept::Waiting(_)
            | Kept::Wake { .. }
            | Kept::Mark { .. }
            | Kept::Counter { .. }
            | Kept::Erased(_)
            | Kept::Dead { .. }
            | Kept::Sent { .. } => {}
        }
        check_kept(workspace, kept).map_err(|_| self.damaged("it is larger than any row may be"))
    }

    fn damaged(&self, what: &'static str) -> Unusable {
        Unusable::Damaged {
            line: self.line,
            what,
        }
    }
}
