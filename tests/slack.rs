//! Slack, told as stories: signed requests go in as Slack sends them, and what Cairn says is read
//! where Slack would show it. The other side is false, the client and the engine are real.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

#[path = "slack/asking.rs"]
mod asking;
#[path = "slack/bulk.rs"]
mod bulk;
#[path = "slack/busy.rs"]
mod busy;
#[path = "slack/changes.rs"]
mod changes;
#[path = "slack/doubt.rs"]
mod doubt;
#[path = "slack/gate.rs"]
mod gate;
#[path = "slack/home.rs"]
mod home;
#[path = "slack/main_job.rs"]
mod main_job;
#[path = "slack/people.rs"]
mod people;
#[path = "slack/privacy.rs"]
mod privacy;
mod support;
#[path = "slack/trouble.rs"]
mod trouble;

use std::sync::Arc;

use cairn::store::MemoryStore;
use support::slack::Workplace;

/// An admin of these stories.
const ADA: &str = "UADA";
/// Somebody who answers.
const ANA: &str = "UANA";

/// The item that most of these stories ask.
const LATE_REPORT: &str = "feedback/late-report";

/// Cairn at work over a store that forgets.
async fn workplace() -> Workplace {
    Workplace::begin(
        support::coach_with_admins(&[ADA]),
        Arc::new(MemoryStore::new()),
    )
    .await
}
