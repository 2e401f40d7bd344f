//! The one path: read → decide → commit → answer; the courier that makes the platforms look as
//! the outbox says; the timekeeper that turns due wake-ups into events. The engine knows nothing
//! of check-ins and nothing of Slack: what should change it is told, what is shown is data to it.

mod admission;
mod again;
mod courier;
mod handling;
mod making;
mod own_data;
mod reaching;
mod sweeper;
mod timekeeper;
mod travel;

pub use making::Maker;
pub use reaching::StoredReaches;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use crate::chat::WorkspaceId;
use crate::clock::Clock;
use crate::platform::Platform;
use crate::state::Decide;
use crate::store::Store;

/// Brings events, the coach, the store and the platforms together.
pub struct Engine {
    store: Arc<dyn Store>,
    platforms: BTreeMap<&'static str, Arc<dyn Platform>>,
    decider: Arc<dyn Decide>,
    clock: Clock,
    /// Who makes what files name, if anybody does.
    maker: Option<Arc<dyn making::Maker>>,
    /// Something may wait to be said.
    outgoing: Notify,
    /// A wake-up was set.
    wakes: Notify,
    /// Who may come in.
    admission: admission::Admission,
    /// First posts that may stand, and how often that was left open.
    unclear: Mutex<courier::Unclear>,
    /// Due work that keeps failing.
    failing: Mutex<timekeeper::Failing>,
    /// Held by who drives courier and timekeeper by hand, so that travels do not interleave.
    driver: tokio::sync::Mutex<()>,
}

impl Engine {
    /// An engine over a store and platforms; nothing runs until [`Engine::run`] is called, but
    /// [`Engine::handle`] takes events at once.
    pub fn new(
        store: Arc<dyn Store>,
        platforms: Vec<Arc<dyn Platform>>,
        decider: Arc<dyn Decide>,
        clock: Clock,
    ) -> Self {
        Self {
            store,
            platforms: platforms
                .into_iter()
                .map(|platform| (platform.name(), platform))
                .collect(),
            decider,
            clock,
            maker: None,
            outgoing: Notify::new(),
            wakes: Notify::new(),
            admission: admission::Admission::default(),
            unclear: Mutex::default(),
            failing: Mutex::default(),
            driver: tokio::sync::Mutex::default(),
        }
    }

    /// The same, with somebody who makes what files name.
    #[must_use]
    pub fn with_maker(mut self, maker: Arc<dyn Maker>) -> Self {
        self.maker = Some(maker);
        self
    }

    /// The clock that events go by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    fn platform(&self, workspace: &WorkspaceId) -> Option<&Arc<dyn Platform>> {
        self.platforms.get(workspace.platform())
    }
}
