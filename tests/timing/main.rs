//! Time: what can be said about it and how it is understood, sentence by sentence; what holds for
//! every rule; cron against another's reading of it; and `cairn schedule explain`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod any;
mod changes;
mod cron;
mod explaining;
mod making;
mod sentences;

use cairn::timing::{Context, TimeOfDay, Zone};

/// Monday 23 November 2026, 12:30 in Berlin.
fn monday_noon() -> Context {
    Context {
        now: "2026-11-23T12:30:00+01:00".parse().unwrap(),
        zone: Zone::named("Europe/Berlin").unwrap(),
        usual: TimeOfDay::NINE,
    }
}
