//! The bot writes to people by itself, at a decent hour of their own day, and nobody is nagged:
//! asked once whether it may ([`asking`]); on her days, at her time, in her zone ([`hours`]);
//! never more than the cap over all features ([`budget`]); less when it goes unanswered, and then
//! silence ([`record`]); a tap away from later, fewer and none ([`wish`]). Whatever is said to a
//! person who did not begin to speak goes through one gate ([`gate`], [`saying`]). What is asked
//! then is `practice`'s.

mod asking;
mod budget;
mod following;
mod form;
mod gate;
mod guests;
mod hours;
mod outcome;
mod planning;
mod preferring;
mod reading;
mod record;
mod saying;
mod sending;
mod settings;
mod stepping;
mod telling;
mod wish;
#[cfg(test)]
mod year;

pub(super) use asking::{ask_once, remind_of_off, stop_button};
pub use budget::Why;
#[cfg(test)]
pub(super) use following::Followed;
pub(super) use following::{ask_me, dropped, tried};
pub(super) use form::{rows, send as send_form};
pub(super) use guests::guests;
pub use outcome::Outcome;
pub(super) use outcome::{spoke, undelivered};
pub(super) use planning::{plan_at, plan_over, plan_set};
pub(super) use preferring::{heed_preferences, more_rows, quiet_in_words, read_all};
pub use record::Consent;
pub(super) use record::Nudging;
pub(super) use sending::{due, profile_told};
pub(super) use settings::{nudges, stop, unstop};
pub(super) use stepping::step_set;
pub(super) use telling::in_a_line;
pub use wish::Wish;
pub(super) use wish::pressed;
