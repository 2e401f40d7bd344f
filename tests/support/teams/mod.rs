//! Teams for tests: a false Bot Framework authority, whose tokens say what a story wants; a false
//! Bot Connector and a false giver of tokens, which record what they are told and fail on demand;
//! and Cairn's own connector between these two.

pub mod authority;
pub mod caller;
pub mod connector;
pub mod requests;
pub mod tokens;
pub mod workplace;

pub use authority::{Authority, Signature, TestKey, Token, Trouble};
pub use caller::Caller;
pub use connector::{FakeConnector, Fault};
pub use tokens::FakeTokens;
pub use workplace::Workplace;

/// The bot's app id.
pub const APP: &str = "5b1f0d4e-8a57-4c3b-9c0a-0d6f6a2f1e11";
/// The organisation where the bot is installed.
pub const TENANT: &str = "0f3c2a6e-1f5b-4b1e-8a2d-6f7d5f0c9a77";
/// Where Teams wants to be answered.
pub const SERVICE: &str = "https://smba.trafficmanager.net/emea/";
