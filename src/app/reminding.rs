//! An operator is reminded that somebody was deleted of whom bytes may still lie in the store's
//! file: at the start, and once a day.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::Surroundings;
use crate::clock::Clock;
use crate::store::SledStore;

/// For how long a deletion may wait to be made physical before anybody is reminded.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How often it is looked.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Looks now, and each day as long as Cairn runs.
pub(super) fn begin(surroundings: &Surroundings) {
    let Some(disk) = surroundings.disk.clone() else {
        return;
    };
    let shutdown = surroundings.shutdown.clone();
    surroundings.tasks.spawn(async move {
        loop {
            look(&disk, Clock::system().now());
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    });
}

fn look(disk: &SledStore, now: Timestamp) {
    match disk.first_not_compacted() {
        Ok(Some(first)) if is_overdue(first, now) => tracing::warn!(
            since = %first,
            "somebody was deleted more than a week ago, and traces may lie in the store's file: stop Cairn and run `cairn compact`"
        ),
        Ok(_) => {}
        Err(error) => {
            tracing::warn!(%error, "whether traces of deleted people are left is not known")
        }
    }
}

/// Whether what was deleted at a moment has waited for too long.
fn is_overdue(deleted: Timestamp, now: Timestamp) -> bool {
    now.duration_since(deleted) >= PATIENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_waited_and_not_longer() {
        let at = |moment: &str| moment.parse::<Timestamp>().unwrap();
        let deleted = at("2026-11-24T09:00:00Z");
        assert!(!is_overdue(deleted, at("2026-12-01T08:59:59Z")));
        assert!(is_overdue(deleted, at("2026-12-01T09:00:00Z")));
    }
}
