//! Writes the lines of an export, one after the other, and keeps none of them.

use std::borrow::Cow;
use std::io::{self, Write};

use super::lines::{GoneBy, Header, Line, Row, Totals};
use crate::chat::WorkspaceId;
use crate::state::Kept;

/// An export as it is written.
pub(super) struct Writing<W> {
    out: W,
    gone_by: GoneBy,
}

impl<W: Write> Writing<W> {
    /// Begins with the header.
    pub fn begin(out: W, header: Header) -> io::Result<Self> {
        let mut writing = Self {
            out,
            gone_by: GoneBy::default(),
        };
        writing.line(&Line::CairnExport(header))?;
        Ok(writing)
    }

    /// Writes a row, and the sum that stands after it.
    pub fn row(&mut self, workspace: &WorkspaceId, kept: &Kept) -> io::Result<()> {
        self.line(&Line::Row(Row {
            workspace: Cow::Borrowed(workspace),
            kept: Cow::Borrowed(kept),
        }))?;
        self.gone_by.row(workspace, kept);
        if self.gone_by.is_at_a_sum() {
            self.line(&self.gone_by.sum())?;
        }
        Ok(())
    }

    /// Ends it.
    pub fn end(mut self) -> io::Result<Totals> {
        self.line(&self.gone_by.end())?;
        self.out.flush()?;
        Ok(self.gone_by.totals)
    }

    fn line(&mut self, line: &Line<'_>) -> io::Result<()> {
        let bytes = line.to_bytes()?;
        self.gone_by.line(&bytes);
        self.out.write_all(&bytes)
    }
}
