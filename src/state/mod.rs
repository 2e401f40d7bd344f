//! The vocabulary of what is kept: documents and their keys, what a decision reads, and the one
//! commit that changes documents, messages, wake-ups, counters and facts together. It knows the
//! neutral language of [`crate::chat`] and nothing of how or where anything is stored.

mod commit;
mod decision;
mod document;
mod kept;
mod outbox;
mod own;
mod reached;
mod read;

pub use commit::{Commit, Committed, Completes, FACT_SCHEMA, Fact, WakeAt, is_wake_of};
pub use decision::{Decide, Decision};
pub use document::{Document, Key, Kind, Owner};
pub use kept::{Body, Erased, Kept, Waiting};
pub use outbox::{Claim, DEAD_LETTERS_KEPT, DeadLetter, Owed, Sent, Settlement, Standing};
pub use own::{OwnData, OwnRows};
pub use reached::Reached;
pub use read::{AsOf, Found, PageOf, Read, Undecided};
