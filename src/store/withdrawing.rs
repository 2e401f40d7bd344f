//! Taking a message back. What was surely never said goes and is never said. What may have been
//! said stays in its lane until it is known whether it was, so that it can't stand unnoticed; it
//! is not posted again.

use super::StoreError;
use super::index::Change;
use super::keys;
use super::prepared::{Prepared, PreparedWithdrawal};
use super::transaction::{Rows, Transaction};
use super::value::EntryHead;
use crate::chat::WorkspaceId;

impl<R: Rows> Transaction<'_, R> {
    /// Takes a commit's messages back.
    pub(super) fn withdraw(&mut self, prepared: &Prepared) -> Result<(), StoreError> {
        let workspace = &prepared.commit.workspace;
        prepared
            .withdrawals
            .iter()
            .try_for_each(|withdrawal| self.withdraw_one(workspace, withdrawal))
    }

    fn withdraw_one(
        &mut self,
        workspace: &WorkspaceId,
        withdrawal: &PreparedWithdrawal,
    ) -> Result<(), StoreError> {
        let PreparedWithdrawal { place, id, instead } = withdrawal;
        if self.is_sent(workspace, place, id)? {
            return match instead {
                Some(instead) => self.put_state(workspace, instead),
                None => Ok(()),
            };
        }
        let row = keys::outbox(workspace, place, id);
        let Some((head, body)) = self.entry(&row)? else {
            return Ok(());
        };
        if !head.doubtful {
            self.delete(row);
            self.change(Change::Gone {
                workspace: workspace.clone(),
                place: place.clone(),
                seq: head.seq,
            });
            return Ok(());
        }
        let head = EntryHead {
            revision: head.revision + 1,
            withdrawn: true,
            outdated: head.outdated || instead.is_some(),
            ..head
        };
        let body = instead
            .as_ref()
            .map_or(body, |instead| instead.body.clone());
        self.put_entry(workspace, (place.clone(), id.clone()), head, false, &body);
        Ok(())
    }
}
