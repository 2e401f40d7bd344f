//! From text to typed values: the tables (TOML) and the items (front matter and Markdown). What
//! can't be read is told as a problem; reading goes on, so that all problems come at once.

pub(super) mod assessment;
pub(super) mod front_matter;
pub(super) mod item;
pub(super) mod markdown;
pub(super) mod programme;
mod question;
pub(super) mod round;
pub(super) mod tables;
pub(super) mod tip;
