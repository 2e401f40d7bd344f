//! What a file holds that is made only when it is sent: the outbox names it, and who knows how
//! (the holder of a key, say) makes it. Nothing of that is known here.

use crate::chat::{File, FileContent, Outgoing, WorkspaceId};

use super::Engine;

/// Who makes what files name.
pub trait Maker: Send + Sync {
    /// What a file holds, whole; `None` for what this maker does not make, or can't.
    fn make(&self, workspace: &WorkspaceId, file: &File) -> Option<FileContent>;
}

impl Engine {
    /// What should leave, with what its file holds; `None` where it is whole as it is.
    pub(super) fn made(&self, workspace: &WorkspaceId, what: &Outgoing) -> Option<Outgoing> {
        let Outgoing::File(file) = what else {
            return None;
        };
        let content = match &file.content {
            FileContent::Text { .. } => return None,
            FileContent::OwnData | FileContent::Badge(_) => {
                self.maker.as_ref()?.make(workspace, file)?
            }
        };
        Some(Outgoing::File(File {
            content,
            ..file.clone()
        }))
    }
}
