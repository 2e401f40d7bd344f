//! Slack, told as stories: signed requests go in as Slack sends them, and what Cairn says is read
//! where Slack would show it. The other side is false, the client and the engine are real.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

#[path = "slack/busy.rs"]
mod busy;
#[path = "slack/gate.rs"]
mod gate;
#[path = "slack/main_job.rs"]
mod main_job;
#[path = "slack/privacy.rs"]
mod privacy;
mod support;
#[path = "slack/trouble.rs"]
mod trouble;

use std::sync::Arc;

use cairn::store::MemoryStore;
use support::slack::Workplace;
use support::slack::requests::Press;

/// An admin of these stories.
const ADA: &str = "UADA";
/// Somebody who answers.
const ANA: &str = "UANA";

/// Cairn at work over a store that forgets.
async fn workplace() -> Workplace {
    Workplace::begin(
        support::coach_with_admins(&[ADA]),
        Arc::new(MemoryStore::new()),
    )
    .await
}

/// A press in the channel where the check-ins of these stories stand.
fn press<'a>(person: &'a str, message: &'a str, token: &'a str, url: &'a str) -> Press<'a> {
    Press {
        person,
        channel: "C1",
        message,
        token,
        response_url: url,
        at: "1764000001.000100",
    }
}
