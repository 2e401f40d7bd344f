//! Who may come in: a bounded number of each workspace's events is under way at a time, so that
//! one workspace never fills the store's queue. When a whole company taps in the same instant the
//! others wait for a place, in the order in which they came; only what could not be answered
//! within the platform's time anyway is turned away.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::chat::{Untaken, WorkspaceId};

/// How many events of one workspace may be under way: an eighth of what the store's queue holds.
const UNDER_WAY: usize = 128;
/// How many may wait for a place, over all workspaces: about what a second can take.
const WAITING: usize = 8_192;
/// How long one waits for a place. With the wait for the commit this stays within Slack's three
/// seconds.
const WAIT: Duration = Duration::from_millis(1_200);

/// The door to the engine.
pub(super) struct Admission {
    /// One entry for each workspace that was ever heard of: as many as there are installations.
    places: Mutex<HashMap<WorkspaceId, Arc<Semaphore>>>,
    under_way: usize,
    waiting: Semaphore,
}

/// A place among the events that are under way; free again when dropped.
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Default for Admission {
    fn default() -> Self {
        Self::with(UNDER_WAY, WAITING)
    }
}

impl Admission {
    fn with(under_way: usize, waiting: usize) -> Self {
        Self {
            places: Mutex::default(),
            under_way,
            waiting: Semaphore::new(waiting),
        }
    }

    /// Waits for a place among a workspace's events.
    ///
    /// # Errors
    /// [`Untaken::Busy`] when too many wait already, or none got free in time.
    pub(super) async fn enter(&self, workspace: &WorkspaceId) -> Result<Place, Untaken> {
        let places = self.places_of(workspace);
        let permit = match places.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                let _waiting = self.waiting.try_acquire().map_err(|_| Untaken::Busy)?;
                let got = tokio::time::timeout(WAIT, places.acquire_owned()).await;
                got.map_err(|_| Untaken::Busy)?.map_err(|_| Untaken::Busy)?
            }
        };
        Ok(Place { _permit: permit })
    }

    fn places_of(&self, workspace: &WorkspaceId) -> Arc<Semaphore> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_workspace) = places.get(workspace) {
            return of_workspace.clone();
        }
        let fresh = Arc::new(Semaphore::new(self.under_way));
        places.insert(workspace.clone(), fresh.clone());
        fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn here() -> WorkspaceId {
        WorkspaceId::from("slack:T1")
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_all_places_taken_gets_the_next_free_one_in_turn() {
        let admission = Admission::with(1, 2);
        let workspace = here();
        let first = admission.enter(&workspace).await.unwrap();
        let mut second = Box::pin(admission.enter(&workspace));
        let mut third = Box::pin(admission.enter(&workspace));
        assert!((&mut second).now_or_never().is_none());
        assert!((&mut third).now_or_never().is_none());

        drop(first);
        assert!((&mut third).now_or_never().is_none(), "the second is first");
        let second = second.await.unwrap();
        drop(second);
        assert!(third.await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn one_workspace_takes_no_place_of_another() {
        let admission = Admission::with(1, 0);
        let _mine = admission.enter(&here()).await.unwrap();
        assert!(
            admission
                .enter(&WorkspaceId::from("slack:T2"))
                .await
                .is_ok()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn when_too_many_wait_the_next_is_told_at_once() {
        let admission = Admission::with(1, 1);
        let workspace = here();
        let _first = admission.enter(&workspace).await.unwrap();
        let mut second = Box::pin(admission.enter(&workspace));
        assert!((&mut second).now_or_never().is_none());
        let third = admission.enter(&workspace).now_or_never();
        assert_eq!(third.map(|place| place.err()), Some(Some(Untaken::Busy)));
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_longer_than_the_platform_would() {
        let admission = Admission::with(1, 1);
        let workspace = here();
        let _first = admission.enter(&workspace).await.unwrap();
        let before = tokio::time::Instant::now();
        let second = admission.enter(&workspace).await;
        assert_eq!(second.err(), Some(Untaken::Busy));
        assert_eq!(before.elapsed(), WAIT);
    }

    #[tokio::test(start_paused = true)]
    async fn who_gave_up_waiting_leaves_room_for_another() {
        let admission = Admission::with(1, 1);
        let workspace = here();
        let first = admission.enter(&workspace).await.unwrap();
        assert_eq!(admission.enter(&workspace).await.err(), Some(Untaken::Busy));
        let mut third = Box::pin(admission.enter(&workspace));
        assert!((&mut third).now_or_never().is_none());
        drop(first);
        assert!(third.await.is_ok());
    }
}
