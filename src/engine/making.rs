//! What a file holds that is made only when it is sent: the outbox names it, and who knows how
//! makes it: the holder of a key a badge, whoever reads what is kept a person's own data.

use crate::chat::{File, FileContent, Outgoing, WorkspaceId};

use super::Engine;

/// Who makes what files name.
pub trait Maker: Send + Sync {
    /// What a file holds, whole; `None` for what this maker does not make, or can't.
    fn make(&self, workspace: &WorkspaceId, file: &File) -> Option<FileContent>;
}

impl Engine {
    /// What should leave, with what its file holds; `None` where it is whole as it is.
    pub(super) async fn made(&self, workspace: &WorkspaceId, what: &Outgoing) -> Option<Outgoing> {
        let Outgoing::File(file) = what else {
            return None;
        };
        let made = match &file.content {
            FileContent::Text { .. } => return None,
            FileContent::OwnData => self.own_file(workspace, file).await?,
            FileContent::Badge(_) => File {
                content: self.maker.as_ref()?.make(workspace, file)?,
                ..file.clone()
            },
        };
        Some(Outgoing::File(made))
    }
}
