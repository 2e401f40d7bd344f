//! The playground in a real browser: the real program on a free port, a headless Chromium driven
//! by WebDriver. Where no Chromium is found this is said aloud and nothing is tested; with
//! `CAIRN_BROWSER=required`, as the gate has it, a missing one is a failure.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

#[path = "../support/mod.rs"]
mod support;

mod accessibility;
mod driver;
mod inputs;
mod keyboard;
mod looks;
mod managing;
mod oneself;
mod page;
mod picture;
mod playing;
mod scenes;
mod stories;
mod time;
mod turning;
mod wins;
mod writing;
