//! The Bot Connector: what Cairn calls in Teams and what can come of a call. `service_url` says
//! where a call may go, `token` and `credentials` with which right, `answers` what is read of what
//! comes back, and `meaning` what a failure means for a message. Nothing is paced here, and nothing
//! is said twice: a call that was refused for its token is made once more, no other.
//!
//! Calls: <https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference>.

mod answers;
mod assertion;
mod credentials;
pub mod meaning;
mod service_url;
mod token;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use url::Url;

use super::{Cloud, TeamsCredentials, TeamsSettings};
use crate::platform::is_loopback;
pub use answers::{Member, Members, TeamChannel};
pub use service_url::{Hosts, ServiceUrl};
use token::{NoToken, Tokens};

/// How long to wait where Teams does not say, when there was too much and when something else is
/// under way in the conversation; and the longest that Teams is believed.
const USUAL_WAIT: Duration = Duration::from_secs(10);
const BUSY_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(3_600);
/// People of a page; Teams takes 50 to 500.
const PAGE: &str = "200";

/// Tells the time. Only how long a token lives is reckoned by it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the connector must be told.
#[derive(Clone)]
pub struct ConnectorSettings {
    /// The bot's app id, a GUID.
    pub app_id: String,
    /// Where tokens are given: `https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token`.
    pub token_url: Url,
    /// How the bot shows there who it is.
    pub credentials: TeamsCredentials,
    /// Where a token may be sent.
    pub hosts: Hosts,
    /// The time.
    pub clock: Clock,
}

impl ConnectorSettings {
    /// What follows from the settings of all of Teams. This machine is called where the settings
    /// themselves lead to it: in development, and in tests.
    pub fn of(settings: &TeamsSettings, clock: Clock) -> Self {
        let hosts = Hosts::of(Cloud::of_openid(&settings.openid).unwrap_or(Cloud::Public));
        let is_here = settings.without_tokens || is_loopback(&settings.openid);
        Self {
            app_id: settings.app_id.clone(),
            token_url: settings.token_url.clone(),
            credentials: settings.credentials.clone(),
            hosts: if is_here { hosts.and_loopback() } else { hosts },
            clock,
        }
    }
}

/// Why a call did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Teams says no; nothing was done.
    #[error("Teams answered {status} `{code}`")]
    Refused {
        /// The status of the answer.
        status: u16,
        /// Teams' own code for it; empty where the answer bears none.
        code: String,
    },
    /// Too many calls; nothing was done.
    #[error("Teams asks to wait for {0:?}")]
    Limited(Duration),
    /// Something else is under way in the conversation; nothing was done.
    #[error("the conversation is busy for some {0:?}")]
    Busy(Duration),
    /// Teams, or who gives tokens for it, was not reached; nothing was done.
    #[error("Teams can't be reached")]
    NotReached,
    /// It may have been done or not.
    #[error("Teams' answer did not come, or makes no sense ({0})")]
    Unclear(&'static str),
    /// The bot gets no token, with the code of the refusal; nothing was done.
    #[error("no token is given to the bot: `{0}`")]
    LockedOut(String),
    /// The address is not, or no more, of a host that the bot's token may be sent to; nothing was
    /// sent.
    #[error("the address is not Teams'")]
    NotTrusted,
}

/// The Bot Connector of Teams, with the bot's token.
pub struct Connector {
    client: reqwest::Client,
    app_id: String,
    hosts: Hosts,
    tokens: Tokens,
}

/// One call: with which method, where below the service's address, and with what.
struct Call<'a> {
    method: Method,
    segments: &'a [&'a str],
    query: &'a [(&'a str, &'a str)],
    body: Option<&'a Value>,
}

impl<'a> Call<'a> {
    fn new(method: Method, segments: &'a [&'a str]) -> Self {
        Self {
            method,
            segments,
            query: &[],
            body: None,
        }
    }

    fn with(self, body: &'a Value) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }
}

impl Connector {
    /// A connector over the one client, which follows no redirect and sets the time limit of a
    /// call.
    pub fn new(settings: ConnectorSettings, client: reqwest::Client) -> Self {
        Self {
            app_id: settings.app_id.clone(),
            hosts: settings.hosts,
            tokens: Tokens::new(settings, client.clone()),
            client,
        }
    }

    /// Says something in a conversation; what id it has there, if it has one. A conversation's id
    /// with `;messageid=…` is the thread below that message.
    ///
    /// # Errors
    /// See [`CallError`]. After [`CallError::Unclear`] it may stand there: Teams has no mark by
    /// which a second one would be known.
    pub async fn send(
        &self,
        service: &ServiceUrl,
        conversation: &str,
        activity: &Value,
    ) -> Result<Option<String>, CallError> {
        let segments = ["v3", "conversations", conversation, "activities"];
        let call = Call::new(Method::POST, &segments).with(activity);
        let answer = self.call(service, call).await?;
        Ok(answer.as_ref().and_then(answers::id))
    }

    /// Puts something in the place of what stands there, as a whole.
    ///
    /// # Errors
    /// See [`CallError`]; doing it again is safe.
    pub async fn update(
        &self,
        service: &ServiceUrl,
        conversation: &str,
        id: &str,
        activity: &Value,
    ) -> Result<(), CallError> {
        let segments = ["v3", "conversations", conversation, "activities", id];
        let call = Call::new(Method::PUT, &segments).with(activity);
        self.call(service, call).await.map(drop)
    }

    /// Takes something away.
    ///
    /// # Errors
    /// See [`CallError`]; doing it again is safe.
    pub async fn delete(
        &self,
        service: &ServiceUrl,
        conversation: &str,
        id: &str,
    ) -> Result<(), CallError> {
        let segments = ["v3", "conversations", conversation, "activities", id];
        let call = Call::new(Method::DELETE, &segments);
        self.call(service, call).await.map(drop)
    }

    /// The conversation with a person, opened or not: its id. She goes by her `29:…` id, and must
    /// have the app, or be in a team that has it.
    ///
    /// # Errors
    /// See [`CallError`]; doing it again is safe, for it is always the same conversation.
    pub async fn open_direct(
        &self,
        service: &ServiceUrl,
        user: &str,
        tenant: &str,
    ) -> Result<String, CallError> {
        let request = json!({
            "isGroup": false,
            "bot": { "id": format!("28:{}", self.app_id) },
            "members": [{ "id": user }],
            "tenantId": tenant,
            "channelData": { "tenant": { "id": tenant } },
        });
        let call = Call::new(Method::POST, &["v3", "conversations"]).with(&request);
        self.ask(service, call, answers::id).await
    }

    /// A page of who is in a conversation; a team's is that of its first channel. The next page
    /// begins after what the last one says.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn members(
        &self,
        service: &ServiceUrl,
        conversation: &str,
        after: Option<&str>,
    ) -> Result<Members, CallError> {
        let segments = ["v3", "conversations", conversation, "pagedmembers"];
        let after = after.map(|after| ("continuationToken", after));
        let query: Vec<_> = [("pageSize", PAGE)].into_iter().chain(after).collect();
        let call = Call {
            query: &query,
            ..Call::new(Method::GET, &segments)
        };
        self.ask(service, call, answers::members).await
    }

    /// Somebody in a conversation.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn member(
        &self,
        service: &ServiceUrl,
        conversation: &str,
        id: &str,
    ) -> Result<Member, CallError> {
        let segments = ["v3", "conversations", conversation, "members", id];
        let call = Call::new(Method::GET, &segments);
        self.ask(service, call, answers::member).await
    }

    /// The channels of a team that its members see.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn channels_of_team(
        &self,
        service: &ServiceUrl,
        team: &str,
    ) -> Result<Vec<TeamChannel>, CallError> {
        let segments = ["v3", "teams", team, "conversations"];
        let call = Call::new(Method::GET, &segments);
        self.ask(service, call, answers::channels).await
    }

    async fn ask<T>(
        &self,
        service: &ServiceUrl,
        call: Call<'_>,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, CallError> {
        let answer = self.call(service, call).await?;
        let read = answer.as_ref().and_then(read);
        read.ok_or(CallError::Unclear("an answer without what was asked for"))
    }

    /// Makes a call; when the token is refused, once more with a new one. Nothing was done then.
    async fn call(&self, service: &ServiceUrl, call: Call<'_>) -> Result<Option<Value>, CallError> {
        // What was kept may be of a host that is believed no more.
        if !service.is_of(self.hosts) {
            return Err(CallError::NotTrusted);
        }
        let Some(mut url) = service.at(call.segments) else {
            return Err(CallError::Refused {
                status: StatusCode::BAD_REQUEST.as_u16(),
                code: "an id that no address can hold".to_owned(),
            });
        };
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let body = call.body.map(Value::to_string);
        let mut is_first = true;
        loop {
            let mut request = self.client.request(call.method.clone(), url.clone());
            if let Some(body) = &body {
                request = request
                    .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
                    .body(body.clone());
            }
            let token = self.tokens.current().await.map_err(without_token)?;
            let Some(token) = token else {
                return read(send(request).await?).await;
            };
            let response = send(token.authorise(request)).await?;
            let is_refused = response.status() == StatusCode::UNAUTHORIZED;
            if !(is_refused && is_first && self.tokens.reject(&token).await) {
                return read(response).await;
            }
            is_first = false;
        }
    }
}

async fn send(request: RequestBuilder) -> Result<Response, CallError> {
    request.send().await.map_err(|error| {
        // Without a connection there was nothing to send it over.
        if error.is_connect() {
            CallError::NotReached
        } else {
            CallError::Unclear("the connection ended, or took too long")
        }
    })
}

/// The answer to a call that did what it should: JSON, or nothing at all. A page of somebody
/// else's is none.
async fn read(response: Response) -> Result<Option<Value>, CallError> {
    let status = response.status();
    let wait = retry_after(&response);
    match status {
        StatusCode::TOO_MANY_REQUESTS => {
            return Err(CallError::Limited(wait.unwrap_or(USUAL_WAIT)));
        }
        StatusCode::PRECONDITION_FAILED => return Err(CallError::Busy(wait.unwrap_or(BUSY_WAIT))),
        _ => {}
    }
    let body = answers::body(response).await;
    match status {
        // Teams, or the playground, does not know the call.
        StatusCode::NOT_IMPLEMENTED => Err(refused(status, body)),
        StatusCode::REQUEST_TIMEOUT => Err(CallError::Unclear("it took Teams too long")),
        _ if status.is_client_error() => Err(refused(status, body)),
        _ if status.is_success() => match body {
            Some(body) if body.is_empty() => Ok(None),
            body => body
                .and_then(|body| serde_json::from_slice(&body).ok())
                .map(Some)
                .ok_or(CallError::Unclear("no JSON that could be read")),
        },
        _ if status.is_redirection() => Err(CallError::Unclear("a redirect, which none follows")),
        _ => Err(CallError::Unclear("an error of Teams' own")),
    }
}

fn refused(status: StatusCode, body: Option<Vec<u8>>) -> CallError {
    CallError::Refused {
        status: status.as_u16(),
        code: answers::code(&body.unwrap_or_default()),
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?;
    let wait = Duration::from_secs(seconds.to_str().ok()?.trim().parse().ok()?);
    Some(wait.clamp(Duration::from_secs(1), LONGEST_WAIT))
}

fn without_token(why: NoToken) -> CallError {
    match why {
        NoToken::Refused(code) => CallError::LockedOut(code),
        NoToken::NotNow => CallError::NotReached,
    }
}
