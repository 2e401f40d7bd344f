//! The keys as they are held here: fetched when they are first needed, again when they are an hour
//! old or an unknown one is named, by one request at a time. While the Bot Framework can't be
//! reached the old ones hold, for five days. All by the monotonic clock.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;
use url::Url;

use super::Refusal;
use super::authority::Authority;
use super::published::{Key, KeySet};

/// How old the keys become before they are fetched again, behind the request that notices.
const FRESH: Duration = Duration::from_secs(60 * 60);
/// How old they become at most, when they can't be fetched.
const OLDEST: Duration = Duration::from_secs(5 * 24 * 60 * 60);
/// How long after one try the next may come: whoever names unknown keys makes no crowd of us.
const PAUSE: Duration = Duration::from_secs(60);
/// The same while there are no keys at all and nobody can be let in.
const PAUSE_WITHOUT_KEYS: Duration = Duration::from_secs(10);
/// How long a try may take: both documents, from beginning to end.
const LONGEST_TRY: Duration = Duration::from_secs(5);
/// The longest document that is read, in bytes: the Bot Framework's have some fifty thousand.
const LONGEST_DOCUMENT: usize = 1 << 20;

/// The keys, and where they come from.
pub(super) struct Keys {
    client: reqwest::Client,
    openid: Url,
    authority: Authority,
    held: RwLock<Option<Held>>,
    /// Whose turn it is to fetch, and when that was last begun.
    turn: Arc<Mutex<Option<Instant>>>,
}

#[derive(Clone)]
struct Held {
    keys: Arc<KeySet>,
    since: Instant,
}

/// What is of use in the metadata (OpenID Connect Discovery 1.0, §3).
#[derive(Deserialize)]
struct Metadata {
    jwks_uri: Url,
}

/// Why a try brought no keys.
#[derive(Debug, thiserror::Error)]
enum NotFetched {
    #[error("it could not be reached: {0}")]
    NotReached(#[from] reqwest::Error),
    #[error("it answered with status {0}")]
    Status(u16),
    #[error("its document has more than 1 MiB")]
    TooLong,
    #[error("its metadata could not be read")]
    NoMetadata,
    #[error("its metadata name an address for the keys that is not its own")]
    Elsewhere,
    #[error("its document holds no keys that can be used")]
    NoKeys,
    #[error("it took longer than 5 seconds")]
    TooSlow,
}

impl Keys {
    /// The keys that the metadata of that authority, at that address, lead to.
    pub fn new(openid: Url, authority: Authority, client: reqwest::Client) -> Self {
        Self {
            client,
            openid,
            authority,
            held: RwLock::new(None),
            turn: Arc::default(),
        }
    }

    /// The key of that id. For an unknown one the keys are fetched again, if that was not tried
    /// within the last minute.
    ///
    /// # Errors
    /// There is no such key, or there are no keys at all.
    pub async fn find(self: &Arc<Self>, id: &str) -> Result<Arc<Key>, Refusal> {
        if let Some(held) = self.held()
            && let Some(key) = held.keys.get(id)
        {
            if held.since.elapsed() > FRESH {
                self.renew_behind();
            }
            return Ok(key);
        }
        self.renew().await;
        let held = self.held().ok_or(Refusal::NoKeys)?;
        held.keys.get(id).ok_or(Refusal::UnknownKey)
    }

    /// What is held and not too old.
    fn held(&self) -> Option<Held> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone().filter(|held| held.since.elapsed() <= OLDEST)
    }

    /// Fetches the keys, after whoever is at it already; not if that was a moment ago.
    async fn renew(self: &Arc<Self>) {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        if self.is_due(&turn) {
            // On its own, so that a caller who hangs up leaves nobody waiting in vain.
            let task = tokio::spawn(Arc::clone(self).fetch_in_turn(turn));
            let _done = task.await;
        }
    }

    /// The same without waiting for it.
    fn renew_behind(self: &Arc<Self>) {
        if let Ok(turn) = Arc::clone(&self.turn).try_lock_owned()
            && self.is_due(&turn)
        {
            tokio::spawn(Arc::clone(self).fetch_in_turn(turn));
        }
    }

    fn is_due(&self, last: &Option<Instant>) -> bool {
        let pause = match self.held() {
            Some(_) => PAUSE,
            None => PAUSE_WITHOUT_KEYS,
        };
        last.is_none_or(|last| last.elapsed() >= pause)
    }

    async fn fetch_in_turn(self: Arc<Self>, mut turn: OwnedMutexGuard<Option<Instant>>) {
        *turn = Some(Instant::now());
        let fetched = tokio::time::timeout(LONGEST_TRY, self.fetch()).await;
        match fetched.unwrap_or(Err(NotFetched::TooSlow)) {
            Ok(keys) => {
                let held = Held {
                    keys: Arc::new(keys),
                    since: Instant::now(),
                };
                *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
            }
            Err(reason) => {
                tracing::warn!(%reason, "the keys of the Bot Framework (TEAMS_OPENID_URL) were not fetched; old ones hold for 5 days");
            }
        }
    }

    async fn fetch(&self) -> Result<KeySet, NotFetched> {
        let metadata = self.document(self.openid.clone()).await?;
        let Metadata { jwks_uri } =
            serde_json::from_slice(&metadata).map_err(|_| NotFetched::NoMetadata)?;
        if !self.authority.may_publish_at(&jwks_uri) {
            return Err(NotFetched::Elsewhere);
        }
        KeySet::read(&self.document(jwks_uri).await?).ok_or(NotFetched::NoKeys)
    }

    async fn document(&self, url: Url) -> Result<Vec<u8>, NotFetched> {
        let mut response = self.client.get(url).send().await?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(NotFetched::Status(response.status().as_u16()));
        }
        let mut document = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if document.len() + chunk.len() > LONGEST_DOCUMENT {
                return Err(NotFetched::TooLong);
            }
            document.extend_from_slice(&chunk);
        }
        Ok(document)
    }
}
