//! All that is kept of a person is gathered when it is handed over, and at no other time: no
//! second copy of it lies anywhere.

use crate::chat::{File, FileContent, PersonId, WorkspaceId};
use crate::state::{Found, Kept, OwnData, OwnRows, Undecided};
use crate::store::{StoreError, WalkFrom};

use super::Engine;

/// How many rows are read at a time.
const SLICE: usize = 256;
/// What a file that is sent in a chat has room for, in bytes of what is kept.
const ROOM: usize = 8 << 20;
/// After so many rounds of reading something is amiss: two are needed.
const ROUNDS: usize = 8;

impl Engine {
    /// All that is kept of a person, up to so many bytes of it.
    ///
    /// # Errors
    /// The store can't be read, or something of it is damaged.
    pub async fn own_data(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        room: usize,
    ) -> Result<Option<OwnData>, StoreError> {
        let own = self.own_rows(workspace, person, room).await?;
        let mut found = Found::default();
        for _ in 0..ROUNDS {
            match self.decider.own_data(&own, &found) {
                Ok(made) => return Ok(made),
                Err(Undecided::Missing(missing)) => {
                    found.add(self.store.read(workspace, &missing).await?);
                }
                Err(Undecided::Damaged(key)) => return Err(StoreError::Damaged(Some(key.kind))),
            }
        }
        Err(StoreError::Damaged(None))
    }

    async fn own_rows(
        &self,
        workspace: &WorkspaceId,
        person: &PersonId,
        mut room: usize,
    ) -> Result<OwnRows, StoreError> {
        let mut own = OwnRows {
            workspace: workspace.clone(),
            person: person.clone(),
            made: self.clock.now(),
            rows: Vec::new(),
            left_out: 0,
        };
        let mut from = Some(WalkFrom::person(workspace.clone(), person.clone()));
        while let Some(here) = from {
            let walked = self.store.walk(&here, SLICE).await?;
            for (_, kept) in walked.rows {
                let size = size_of(&kept);
                if size <= room {
                    room -= size;
                    own.rows.push(kept);
                } else {
                    own.left_out += 1;
                }
            }
            from = walked.next;
        }
        Ok(own)
    }

    /// A file of all that is kept of its person, as it is sent.
    pub(super) async fn own_file(&self, workspace: &WorkspaceId, file: &File) -> Option<File> {
        let made = self.own_data(workspace, &file.person, ROOM).await;
        let made = made.inspect_err(
            |error| tracing::error!(%error, "what is kept of a person could not be gathered"),
        );
        let OwnData { body, words } = made.ok()??;
        Some(File {
            content: FileContent::Text {
                media_type: "application/json".to_owned(),
                body,
            },
            words,
            ..file.clone()
        })
    }
}

/// About how much of a file a row takes.
fn size_of(kept: &Kept) -> usize {
    match kept {
        Kept::Document { key, body, .. } => body.0.len() + key.id.len() + 128,
        Kept::Fact { body, .. } => body.0.len() + 128,
        _ => 256,
    }
}
