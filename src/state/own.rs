//! All that is kept of one person, as it is handed over to her.

use jiff::Timestamp;

use super::Kept;
use crate::chat::{Card, PersonId, WorkspaceId};

/// A person's rows, as a walk through her ranges brought them.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRows {
    /// Where.
    pub workspace: WorkspaceId,
    /// Whose.
    pub person: PersonId,
    /// When they were read.
    pub made: Timestamp,
    /// The rows, in the order of their keys.
    pub rows: Vec<Kept>,
    /// How many more there are, for which a file has no room.
    pub left_out: usize,
}

/// The file that comes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnData {
    /// What the file holds: JSON.
    pub body: String,
    /// What is said beside it.
    pub words: Card,
}
