//! What is kept of a person, as she may see, take along and delete it; and where else she is
//! named. What lies under her goes with her range in the store; this room sees to the rest.

mod erasing;
mod forgetting;
pub(super) mod named;
mod own_data;
mod press;
mod saying;

pub(super) use erasing::{erase, learn_standing, left};
pub(super) use forgetting::Forgets;
pub(super) use named::{Where, note, wins_noted};
pub(super) use own_data::own_data;
pub use press::Press as PrivacyPress;
pub(super) use saying::{pressed, privacy};
