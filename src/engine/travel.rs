//! Running, and driving by hand: the playground and the tests move the clock, and all that falls
//! due on the way happens one by one, each at its own hour, deliveries included.

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::Engine;
use crate::clock::NotMovable;
use crate::store::StoreError;

/// The most rounds until everything has settled; more means that something feeds itself.
const ROUNDS: usize = 100_000;

impl Engine {
    /// Runs courier, timekeeper and sweeper until told to stop; then finishes what is under way.
    pub async fn run(&self, shutdown: CancellationToken) {
        if self.clock.is_movable() {
            tokio::join!(self.run_by_hand(&shutdown), self.run_sweeper(&shutdown));
        } else {
            tokio::join!(
                self.run_courier(&shutdown),
                self.run_timekeeper(&shutdown),
                self.run_sweeper(&shutdown)
            );
        }
    }

    /// Beside a movable clock one thing happens after the other, so that a journey can't be
    /// overtaken.
    async fn run_by_hand(&self, shutdown: &CancellationToken) {
        while !shutdown.is_cancelled() {
            self.settled().await;
            tokio::select! {
                () = self.outgoing.notified() => {}
                () = self.wakes.notified() => {}
                () = tokio::time::sleep(std::time::Duration::from_millis(250)) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    /// Handles all that is due and carries all that waits, until nothing is left for now.
    pub async fn settled(&self) {
        let _driver = self.driver.lock().await;
        self.drain().await;
    }

    async fn drain(&self) {
        for _ in 0..ROUNDS {
            let woke = self.wake_due().await;
            let carried = self.carry_all().await;
            if !woke && !carried {
                return;
            }
        }
        tracing::error!("something feeds itself: not settled after {ROUNDS} rounds");
    }

    /// Moves the clock to a time and lets everything on the way happen.
    ///
    /// # Errors
    /// [`NotMovable`] for a clock that follows the system's.
    pub async fn travel_to(&self, to: Timestamp) -> Result<(), NotMovable> {
        let _driver = self.driver.lock().await;
        self.drain().await;
        let mut last = None;
        for _ in 0..ROUNDS {
            match self.next_stop().await {
                // What still stands where the journey stopped last can't be handled now.
                Ok(Some(next)) if next <= to && last != Some(next) => {
                    last = Some(next);
                    self.clock.move_to(next)?;
                    self.drain().await;
                }
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, "what comes next can't be read");
                    break;
                }
            }
        }
        self.clock.move_to(to)?;
        self.drain().await;
        Ok(())
    }

    /// When the next thing on the way happens.
    async fn next_stop(&self) -> Result<Option<Timestamp>, StoreError> {
        let wake = self
            .store
            .due(Timestamp::MAX, 1, 1)
            .await?
            .first()
            .map(|wake| wake.due);
        let claimable = self.store.next_claimable().await?;
        Ok([wake, claimable].into_iter().flatten().min())
    }
}
