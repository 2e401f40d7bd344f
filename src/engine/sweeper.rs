//! The sweeper lets the store delete what has outlived its use: a round a day, in small slices
//! with pauses between them, so that nobody who taps ever waits for it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Engine;

/// From the start to the first round: a start has better things to do.
const FIRST: Duration = Duration::from_secs(3_600);
/// Between rounds. What is kept is kept for days.
const ROUND: Duration = Duration::from_secs(24 * 3_600);
/// Between the slices of a round.
const PAUSE: Duration = Duration::from_millis(20);

impl Engine {
    /// Sweeps until told to stop.
    pub(super) async fn run_sweeper(&self, shutdown: &CancellationToken) {
        let mut wait = FIRST;
        loop {
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = shutdown.cancelled() => return,
            }
            wait = match self.store.sweep(self.clock.now()).await {
                Ok(swept) if swept.is_over => ROUND,
                Ok(_) => PAUSE,
                Err(error) => {
                    tracing::warn!(%error, "sweeping is put off");
                    FIRST
                }
            };
        }
    }
}
