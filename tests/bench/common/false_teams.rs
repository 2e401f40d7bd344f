//! The other side of Teams as tests have it, for a bot and an organisation of the benchmark's own:
//! whose tokens are good, who takes the bot's calls, and who gives it tokens.
#![allow(missing_docs, reason = "told where it lies")]

#[path = "../../support/teams/authority.rs"]
mod authority;
#[path = "../../support/teams/connector.rs"]
mod connector;
#[path = "../../support/teams/tokens.rs"]
mod tokens;

pub use authority::{Authority, Token};
pub use connector::FakeConnector;
pub use tokens::FakeTokens;

/// The bot's app id.
pub const APP: &str = "5b1f0d4e-8a57-4c3b-9c0a-0d6f6a2f1e11";
/// The organisation that is served.
pub const TENANT: &str = "0f3c2a6e-1f5b-4b1e-8a2d-6f7d5f0c9a77";
/// Where Teams wants to be answered, as long as nothing is sent there.
pub const SERVICE: &str = "https://smba.trafficmanager.net/emea/";
