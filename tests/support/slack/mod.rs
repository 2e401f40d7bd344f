//! Slack for tests: a false one that records what it is told and fails on demand, signed requests
//! as Slack sends them, and Cairn at work between the two.

pub mod fake;
pub mod requests;
pub mod workplace;

pub use super::rest;
pub use fake::{FakeSlack, Fault};
pub use workplace::Workplace;

/// The secret that requests are signed with.
pub const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
/// The team where the bot is installed.
pub const TEAM: &str = "T1";
/// The bot's user id.
pub const BOT: &str = "UBOT";
