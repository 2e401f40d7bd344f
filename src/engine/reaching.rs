//! How places are reached: what a platform tells of it with an event is kept in the event's own
//! commit, where it is new; and is read back for the platform that told it. What it says is
//! nobody's concern here.

use std::sync::Arc;

use async_trait::async_trait;

use super::Engine;
use crate::chat::{ChannelId, Event, Place, Reach, WorkspaceId};
use crate::platform::{MOST_CHANNELS, Reaches};
use crate::state::{Decision, Found, Key, Kind, Owner, PageOf, Reached, Read};
use crate::store::{Store, StoreError};

impl Engine {
    /// Adds to a decision what its event tells of how places are reached. Of who is deleted by it
    /// nothing is kept.
    pub(super) async fn keep_reaches(
        &self,
        event: &Event,
        decision: &mut Decision,
        found: &mut Found,
    ) -> Result<(), StoreError> {
        let told: Vec<(Key, &Reach)> = event
            .reaches
            .iter()
            .filter(|(place, _)| {
                decision.erase.is_none() || place.person() != decision.erase.as_ref()
            })
            .map(|(place, reach)| (Reached::key(place), reach))
            .collect();
        if told.is_empty() {
            return Ok(());
        }
        let wanted: Vec<Read> = told.iter().map(|(key, _)| Read::One(key.clone())).collect();
        let kept = self.store.read(&event.workspace, &wanted).await?;
        for (key, reach) in told {
            let before = kept.documents.get(&key).and_then(Option::as_ref);
            let before = before.and_then(Reached::read);
            if before.is_some_and(|before| before.reach == *reach) {
                continue;
            }
            let reach = reach.clone();
            // One string, which always serialises.
            let body = serde_json::to_vec(&Reached { reach }).unwrap_or_default();
            decision
                .write
                .insert(key, Some((Kind::Reach.schema(), body)));
        }
        found.add(kept);
        Ok(())
    }
}

/// What a store keeps of how places are reached.
pub struct StoredReaches(Arc<dyn Store>);

impl StoredReaches {
    /// What that store keeps.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self(store)
    }
}

#[async_trait]
impl Reaches for StoredReaches {
    async fn of(&self, workspace: &WorkspaceId, place: &Place) -> Option<Reach> {
        let key = Reached::key(place);
        let read = self.0.read(workspace, &[Read::One(key.clone())]).await;
        let found = read.inspect_err(|error| {
            tracing::warn!(%error, "how somebody is reached can't be read now");
        });
        let document = found.ok()?.documents.remove(&key)??;
        Some(Reached::read(&document)?.reach)
    }

    async fn channels(&self, workspace: &WorkspaceId) -> Vec<(ChannelId, Reach)> {
        let page = PageOf {
            owner: Owner::Shared,
            kind: Kind::Reach,
            after: "".into(),
            limit: MOST_CHANNELS,
        };
        let read = self.0.read(workspace, &[Read::Page(page.clone())]).await;
        let mut found = match read {
            Ok(found) => found,
            Err(error) => {
                tracing::warn!(%error, "how channels are reached can't be read now");
                return Vec::new();
            }
        };
        let documents = found.pages.remove(&page).unwrap_or_default();
        let channels = documents.into_iter().filter_map(|(key, document)| {
            let reach = Reached::read(&document)?.reach;
            Some((ChannelId::from(key.id.to_string()), reach))
        });
        channels.collect()
    }
}
