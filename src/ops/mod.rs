//! What an operator does from the command line: take all data of a stopped Cairn out as lines of
//! JSON and put it back, hand over or delete one person's, write the store anew, look through what waits to be said and what never could be, and ask how a
//! sentence about time is understood. `docs/backup.md` tells when and how; the store's own form
//! stays in `store`.

mod command;
mod compact;
mod counting;
mod export;
mod import;
mod lines;
mod outbox;
mod person;
mod reading;
mod schedule;
mod stopped;
mod writing;

pub use command::{ExportArgs, ImportArgs, export as run_export, import as run_import};
pub use compact::{CompactArgs, compact as run_compact};
pub use export::{export, export_to_file, write_file};
pub use import::{import, verify};
pub use lines::{FORMAT, Header, Totals};
pub use outbox::{
    DeadLine, Outbox, OutboxArgs, WaitingLine, WhichArgs, discard, look_through,
    outbox as run_outbox, resend,
};
pub use person::{PersonArgs, person as run_person};
pub use reading::Unusable;
pub use schedule::{ExplainArgs, explain};

/// Why an export or import was given up. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// The file can't be worked with.
    #[error("{0}")]
    Unusable(#[from] Unusable),
    /// The store can't do it.
    #[error("{0}")]
    Store(#[from] crate::store::StoreError),
    /// The data folder can't be opened.
    #[error("{0}")]
    Open(#[from] crate::store::OpenError),
    /// The settings can't be read.
    #[error("{0}")]
    Settings(#[from] crate::settings::SettingsError),
    /// A file can't be read or written.
    #[error("{what}: {error}")]
    File {
        /// Which, and what to do.
        what: String,
        /// Why.
        error: std::io::Error,
    },
    /// What was asked for makes no sense.
    #[error("{0}")]
    Asked(String),
}

impl OpsError {
    fn file(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |error| Self::File { what, error }
    }
}
