//! Teams, told as stories: requests go in as the Bot Framework sends them, and what Cairn says is
//! read where Teams would show it. The other side is false.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod activities;
mod connector;
mod direct;
mod doors;
mod forms;
mod garbled;
mod gate;
mod gatehouse;
mod hostile;
mod installing;
mod keys;
mod main_job;
#[path = "../support/mod.rs"]
mod support;
mod telling;
mod tips;
mod tokens;
mod trouble;
