//! Slack for tests: a false one that records what it is told and fails on demand, signed requests
//! as Slack sends them, and Cairn at work between the two.

pub mod fake;
pub mod requests;
pub mod workplace;

pub use fake::{FakeSlack, Fault};
pub use workplace::Workplace;

/// Lets the time pass by which calls are paced: that of the machine, not of the clock.
pub async fn rest(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(std::time::Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

/// The secret that requests are signed with.
pub const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
/// The team where the bot is installed.
pub const TEAM: &str = "T1";
/// The bot's user id.
pub const BOT: &str = "UBOT";
