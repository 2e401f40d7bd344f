//! Whom an older copy of the data brought back is deleted again, before anything is served; and
//! whom an operator deletes.

use std::collections::BTreeSet;

use super::Engine;
use crate::chat::{Event, EventId, Input, PersonId, Reply, Untaken, WorkspaceId};
use crate::state::{Completes, Erased, Kept};
use crate::store::{StoreError, WalkFrom};

/// How many rows are read at a time.
const SLICE: usize = 1_000;

impl Engine {
    /// Deletes again who was deleted before and is there all the same: a backup from before that
    /// was restored. Afterwards the store knows of each deletion, whether or not it held anything
    /// of her, so that who comes back later stays. Says of how many something was there.
    ///
    /// # Errors
    /// The store could not be read or written; nothing may be served then.
    pub async fn erase_again(&self, erased: &[(WorkspaceId, Erased)]) -> Result<usize, Untaken> {
        if erased.is_empty() {
            return Ok(0);
        }
        let mut found = 0;
        for (workspace, person) in self.everybody().await.map_err(broken)? {
            let before = erased
                .iter()
                .find(|(of, erased)| *of == workspace && erased.is(&workspace, &person));
            if let Some((_, erased)) = before {
                let event = format!("again/{}", erased.hash);
                self.erase_one(workspace, &person, event).await?;
                found += 1;
            }
        }
        let rows = erased.iter().cloned();
        let rows = rows.map(|(workspace, erased)| (workspace, Kept::Erased(erased)));
        self.store.fill(rows.collect()).await.map_err(broken)?;
        Ok(found)
    }

    /// Deletes a person for an operator.
    ///
    /// # Errors
    /// The store could not be read or written.
    pub async fn erase_person(
        &self,
        workspace: WorkspaceId,
        person: &PersonId,
    ) -> Result<(), Untaken> {
        // The event's mark is kept for a while, and names nobody.
        let hash = Erased::new(&workspace, person, self.clock.now()).hash;
        self.erase_one(workspace, person, format!("erase/{hash}"))
            .await
    }

    async fn erase_one(
        &self,
        workspace: WorkspaceId,
        person: &PersonId,
        event: String,
    ) -> Result<(), Untaken> {
        let now = self.clock.now();
        let event = Event {
            workspace,
            id: EventId::from(event),
            at: now,
            actor: None,
            input: Input::Due {
                wake: format!("erase/{person}").into(),
                due: now,
            },
            reply: Reply::Nowhere,
            opens_form: false,
            reaches: Vec::new(),
        };
        let completes = Completes::Event(event.id.clone());
        self.take_work(&event, completes).await.map(|_| ())
    }

    /// Everybody of whom anything is kept.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn everybody(&self) -> Result<BTreeSet<(WorkspaceId, PersonId)>, StoreError> {
        let mut everybody = BTreeSet::new();
        let mut from = Some(WalkFrom::default());
        while let Some(here) = from {
            let walked = self.store.walk(&here, SLICE).await?;
            for (workspace, kept) in walked.rows {
                if let Some(person) = kept.person() {
                    everybody.insert((workspace, person.clone()));
                }
            }
            from = walked.next;
        }
        Ok(everybody)
    }
}

fn broken(error: StoreError) -> Untaken {
    tracing::error!(%error, "who was deleted could not be looked for in an older copy");
    Untaken::Broken
}
