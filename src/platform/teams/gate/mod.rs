//! The gate: whether a request comes from the Bot Framework, for this bot, from Teams and from an
//! organisation that this Cairn serves. Eight steps, refused at the first that fails; what the
//! activity means is not asked here.

mod authority;
mod keys;
mod published;
mod refusal;
mod remembered;
mod token;

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use self::authority::Authority;
use self::keys::Keys;
use self::published::Key;
pub use self::refusal::Refusal;
use self::remembered::{Known, Remembered, name_of};
use self::token::{Claims, Expected, key_id_of, token_of};
use crate::platform::Request;

/// The largest activity, in bytes: those of Teams have at most some 100 KB.
const LARGEST_BODY_BYTES: usize = 256 * 1024;
/// What the Bot Framework calls Teams.
const CHANNEL: &str = "msteams";

/// Whom to let in.
#[derive(Clone, Debug)]
pub struct GateSettings {
    /// The bot's app id: whom tokens must be issued for.
    pub app_id: String,
    /// The tenants that are served, in lower case; at least one.
    pub tenants: Vec<String>,
    /// Where the metadata of the Bot Framework lie, that lead to its keys: of the public cloud, of
    /// a government's, or on this machine for tests.
    pub openid: Url,
    /// Lets everybody in who names a tenant that is served, for a try on one's own machine: the
    /// token is not looked at. Whoever sets it binds to loopback alone and says so in the log.
    pub without_tokens: bool,
}

/// Why there can be no gate with these settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// No token could be for this bot.
    #[error("TEAMS_APP_ID is empty: it is the bot's Microsoft App ID, a GUID")]
    AppId,
    /// Nobody could be served.
    #[error("TEAMS_TENANT_ID is empty: it is the Directory (tenant) ID, a GUID")]
    Tenants,
    /// Whoever publishes keys there could let anybody in.
    #[error("TEAMS_OPENID_URL is no address where the Bot Framework tells its keys: leave it out")]
    OpenId,
}

/// The gate.
pub struct Gate {
    tenants: Vec<String>,
    /// Without it no token is asked for.
    tokens: Option<Tokens>,
}

/// What tokens are held against.
struct Tokens {
    expected: Expected,
    keys: Arc<Keys>,
    remembered: Remembered,
}

impl Gate {
    /// A gate that fetches the Bot Framework's keys over that client, which must follow no
    /// redirect.
    ///
    /// # Errors
    /// The settings would let in nobody, or anybody.
    pub fn new(settings: GateSettings, client: reqwest::Client) -> Result<Self, Unsettled> {
        if settings.tenants.is_empty() {
            return Err(Unsettled::Tenants);
        }
        let tokens = if settings.without_tokens {
            None
        } else if settings.app_id.is_empty() {
            return Err(Unsettled::AppId);
        } else {
            let authority = Authority::at(&settings.openid).ok_or(Unsettled::OpenId)?;
            Some(Tokens {
                expected: Expected::new(authority.issuer, &settings.app_id),
                keys: Arc::new(Keys::new(settings.openid, authority, client)),
                remembered: Remembered::default(),
            })
        };
        Ok(Self {
            tenants: settings.tenants,
            tokens,
        })
    }

    /// Checks a request, and returns the activity that it brings: an object, nothing of which has
    /// been looked at but its `serviceUrl`, `channelId` and tenants.
    ///
    /// # Errors
    /// Why it is not believed.
    pub async fn check(&self, now: Timestamp, request: &Request<'_>) -> Result<Value, Refusal> {
        if request.body.len() > LARGEST_BODY_BYTES {
            return Err(Refusal::TooLarge);
        }
        let vouched = match &self.tokens {
            Some(tokens) => Some(tokens.vouch(now, request).await?),
            None => None,
        };
        let activity = activity_in(request.body)?;
        if let Some(vouched) = &vouched {
            vouched.covers(&activity)?;
        }
        if activity["channelId"] != CHANNEL {
            return Err(Refusal::Channel);
        }
        if !self.serves_all(&tenants_of(&activity)) {
            return Err(Refusal::Tenant);
        }
        Ok(activity)
    }

    fn serves_all(&self, tenants: &[&Value]) -> bool {
        let is_served = |tenant: &&Value| {
            let tenant = tenant.as_str().map(str::to_lowercase);
            tenant.is_some_and(|tenant| self.tenants.contains(&tenant))
        };
        !tenants.is_empty() && tenants.iter().all(is_served)
    }
}

/// A token that is genuine, and the key that says so.
struct Vouched {
    claims: Arc<Claims>,
    key: Arc<Key>,
}

impl Tokens {
    /// Steps 1 to 4: the one token, its form, its key, its signature and its claims.
    async fn vouch(&self, now: Timestamp, request: &Request<'_>) -> Result<Vouched, Refusal> {
        let token = token_of(request)?;
        let name = name_of(token);
        let known = self.remembered.find(&name, now);
        let key_id = match &known {
            Some(known) => Arc::clone(&known.key_id),
            None => key_id_of(token)?.into(),
        };
        let key = self.keys.find(&key_id).await?;
        // Verified by a key that was withdrawn or replaced since is not verified.
        if let Some(Known { claims, .. }) = known.filter(|known| known.key.is_same(&key)) {
            return Ok(Vouched { claims, key });
        }
        let claims = Arc::new(self.expected.verify(token, &key.public, now)?);
        let known = Known {
            key_id,
            key: Arc::clone(&key),
            claims: Arc::clone(&claims),
        };
        self.remembered.keep(name, known, now);
        Ok(Vouched { claims, key })
    }
}

impl Vouched {
    /// Steps 5 and 6: the token was issued for answers to where this activity wants them, by a key
    /// that may vouch for its channel. A token does not cover the body otherwise.
    fn covers(&self, activity: &Value) -> Result<(), Refusal> {
        let claimed = self.claims.service_url().ok_or(Refusal::ServiceUrl)?;
        let named = activity["serviceUrl"].as_str();
        if named.map(plain) != Some(plain(claimed)) {
            return Err(Refusal::ServiceUrl);
        }
        let channel = activity["channelId"].as_str().unwrap_or_default();
        if self.key.vouches_for(channel) {
            Ok(())
        } else {
            Err(Refusal::Endorsement)
        }
    }
}

/// An address as it is compared: in lower case, without a slash at its end.
fn plain(url: &str) -> String {
    url.strip_suffix('/').unwrap_or(url).to_lowercase()
}

fn activity_in(body: &[u8]) -> Result<Value, Refusal> {
    let read = serde_json::from_slice(body).map_err(|_| Refusal::NoActivity)?;
    match read {
        Value::Object(_) => Ok(read),
        _ => Err(Refusal::NoActivity),
    }
}

/// Every tenant that an activity names as its own. Those of a conversation and of its channel may
/// differ; who only visits must be served as well.
fn tenants_of(activity: &Value) -> Vec<&Value> {
    ["/conversation/tenantId", "/channelData/tenant/id"]
        .into_iter()
        .filter_map(|path| activity.pointer(path))
        .filter(|tenant| !tenant.is_null())
        .collect()
}
