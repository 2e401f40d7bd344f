//! The timekeeper turns due wake-ups into events, a few at a time and workspaces in turn, so that
//! people who tap always find room. What keeps failing is put off further each time, named once,
//! and holds nothing else up.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use super::Engine;
use crate::chat::{Event, EventId, Input, Reply, WakeName, WorkspaceId};
use crate::state::Completes;
use crate::store::DueWake;

/// How many wake-ups are handled at a time, and how many of one workspace.
const AT_A_TIME: usize = 256;
const PER_WORKSPACE: usize = 64;
/// How many of them side by side: enough to share syncs, and few beside the people who tap.
const SIDE_BY_SIDE: usize = 16;
/// The longest between two looks at the clock.
const POLL: Duration = Duration::from_millis(250);
/// After so many failures a wake-up is named in the log and put off for longer.
const FAILURES: u32 = 5;

/// So long after its next try a failing wake-up that was not tried is forgotten: it was cancelled
/// or set to another time.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(1);

/// Wake-ups that failed: how often, and until when each is left alone.
pub(super) type Failing = HashMap<(WorkspaceId, WakeName), (u32, Timestamp)>;

impl Engine {
    /// Keeps the time until told to stop.
    pub(super) async fn run_timekeeper(&self, shutdown: &CancellationToken) {
        while !shutdown.is_cancelled() {
            // Where something was due, more may be: a lot is no more than a look's worth.
            if self.wake_due().await {
                continue;
            }
            tokio::select! {
                () = self.wakes.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    /// Handles what is due now. Says whether there was anything.
    pub(super) async fn wake_due(&self) -> bool {
        let now = self.clock.now();
        // What fails stands before all that fell due later, so the look goes past it.
        let failing = self.failing().len();
        let due = self
            .store
            .due(now, PER_WORKSPACE + failing, AT_A_TIME + failing)
            .await;
        let due = match due {
            Ok(due) => due,
            Err(error) => {
                tracing::warn!(%error, "due wake-ups can't be read now");
                return false;
            }
        };
        let ready: Vec<DueWake> = due
            .into_iter()
            .filter(|wake| !self.is_put_off(wake, now))
            .collect();
        let any = !ready.is_empty();
        stream::iter(ready)
            .for_each_concurrent(SIDE_BY_SIDE, |wake| self.wake(wake))
            .await;
        any
    }

    async fn wake(&self, wake: DueWake) {
        let DueWake {
            due,
            workspace,
            name,
        } = wake;
        let event = Event {
            workspace: workspace.clone(),
            id: EventId::from(format!("due/{name}/{}", due.as_millisecond())),
            at: self.clock.now(),
            actor: None,
            input: Input::Due {
                wake: name.clone(),
                due,
            },
            reply: Reply::Nowhere,
            opens_form: false,
            reaches: Vec::new(),
        };
        let key = (workspace, name.clone());
        match self.take_work(&event, Completes::Wake(name, due)).await {
            Ok(_) => {
                self.failing().remove(&key);
            }
            Err(why) => self.put_off(key, &why.to_string()),
        }
    }

    fn failing(&self) -> MutexGuard<'_, Failing> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_put_off(&self, wake: &DueWake, now: Timestamp) -> bool {
        let key = (wake.workspace.clone(), wake.name.clone());
        self.failing()
            .get(&key)
            .is_some_and(|(_, until)| now < *until)
    }

    fn put_off(&self, key: (WorkspaceId, WakeName), why: &str) {
        let now = self.clock.now();
        let mut failing = self.failing();
        // What was not tried again since then is not there any more.
        failing.retain(|_, (_, until)| now.duration_since(*until) < FORGOTTEN);
        let (workspace, name) = key.clone();
        let (failures, until) = failing.entry(key).or_insert((0, now));
        *failures += 1;
        let wait = SignedDuration::from_secs(1 << (*failures).min(10));
        *until = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        if *failures == FAILURES {
            tracing::error!(%workspace, wake = %name, why, "a wake-up has failed {FAILURES} times and is put off");
        }
    }
}
