//! An engine for what an operator does with the data of a stopped Cairn: the same coach, and
//! nobody to talk to. What there is to say waits in the outbox until the next start.

use std::sync::Arc;

use super::{coaching, erase_again};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::settings::Settings;
use crate::store::SledStore;

/// An engine over the store of a stopped Cairn. Whom an older copy of the data brought back is
/// deleted again first.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub async fn offline(settings: &Settings, store: &Arc<SledStore>) -> anyhow::Result<Engine> {
    let (coach, _) = coaching::coach(settings, &[])?;
    let engine = Engine::new(store.clone(), Vec::new(), coach, Clock::system());
    erase_again(&engine, Some(store)).await?;
    Ok(engine)
}
