//! Microsoft Teams: requests are checked at the gate and become events, cards become Adaptive
//! Cards, all within Teams' limits. There is no SDK for Rust: the Bot Framework's protocol is
//! spoken here by hand, and no other room knows of it.

#![allow(
    dead_code,
    reason = "the rooms are furnished before the door is opened"
)]

mod archive;
pub mod cards;
pub mod connector;
pub mod gate;
pub mod manifest;
mod pace;
mod settings;

pub use settings::{Cloud, IdentityServer, TOKEN_PATH, TeamsCredentials, TeamsSettings, guid};

/// Where Teams' requests come in.
pub const PATH: &str = "/api/messages";
