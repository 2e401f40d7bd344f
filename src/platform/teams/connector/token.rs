//! The bot's token: asked for once, however many wait for it, and kept until shortly before it
//! ends. Who gives tokens is not asked all the time when it refuses: what an operator must mend is
//! told to the log once, and tried again after a minute. A token is never written anywhere.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::time::Instant;
use url::Url;

use super::credentials::Wanted;
use super::{Clock, ConnectorSettings, answers, retry_after};
use crate::platform::teams::TeamsCredentials;

/// So long before its end a token is renewed; what it is good for until then, it stays if there is
/// no new one.
const BEFORE_END: Duration = Duration::from_secs(300);
/// How long one is used whose end is nearer than that.
const SHORTEST: Duration = Duration::from_secs(60);
/// How long one lives that does not say it, and the longest that is believed.
const USUAL_LIFE: Duration = Duration::from_secs(600);
const LONGEST_LIFE: Duration = Duration::from_secs(86_400);
/// How long to ask nothing after a refusal that an operator must mend, and after another failure.
const AFTER_REFUSAL: Duration = Duration::from_secs(60);
const AFTER_FAILURE: Duration = Duration::from_secs(2);
/// A token that the Bot Connector refuses is thrown away no more often than that.
const BETWEEN_REJECTIONS: Duration = Duration::from_secs(60);
/// A longer text is no token.
const LONGEST_TOKEN: usize = 16 * 1_024;

/// A token as it goes with a call.
#[derive(Clone)]
pub(super) struct Token(Arc<SecretString>);

impl Token {
    /// Lets a request carry it.
    pub fn authorise(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(self.0.expose_secret())
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoToken {
    /// The bot is refused, with the code for an operator.
    Refused(String),
    /// Who gives tokens was not reached, or has trouble of its own.
    NotNow,
}

/// Where tokens come from, and the one that is kept.
pub(super) struct Tokens {
    client: Client,
    app_id: String,
    token_url: Url,
    resource: &'static str,
    credentials: TeamsCredentials,
    clock: Clock,
    /// Held while a token is asked for: who comes meanwhile waits and finds it.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Nothing is asked for before that time; why.
    rest: Option<(Instant, NoToken)>,
    /// What the log was told last, until there is a token again.
    told: Option<NoToken>,
    /// When a token was thrown away last.
    rejected: Option<Instant>,
}

struct Kept {
    token: Token,
    /// To be renewed from then on.
    fresh_until: Instant,
    ends: Instant,
}

/// What was answered instead of a token, and when to ask again.
struct Failure {
    why: NoToken,
    rest: Duration,
}

impl Tokens {
    /// Tokens for that bot.
    pub fn new(settings: ConnectorSettings, client: Client) -> Self {
        Self {
            client,
            app_id: settings.app_id,
            token_url: settings.token_url,
            resource: settings.hosts.resource(),
            credentials: settings.credentials,
            clock: settings.clock,
            state: Mutex::default(),
        }
    }

    /// The token of now; none where calls carry none.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn current(&self) -> Result<Option<Token>, NoToken> {
        if matches!(self.credentials, TeamsCredentials::None) {
            return Ok(None);
        }
        let mut state = self.state.lock().await;
        if let Some(kept) = state.kept_at(Instant::now(), |kept| kept.fresh_until) {
            return Ok(Some(kept));
        }
        if !state.is_at_rest() {
            match self.fetch().await {
                Ok(kept) => state.keep(kept),
                Err(failure) => state.fail(failure),
            }
        }
        let last = state.kept_at(Instant::now(), |kept| kept.ends);
        match (last, &state.rest) {
            (Some(token), _) => Ok(Some(token)),
            (None, Some((_, why))) => Err(why.clone()),
            (None, None) => Err(NoToken::NotNow),
        }
    }

    /// The Bot Connector has refused a token. Whether there is, or may be, another one to try.
    pub async fn reject(&self, token: &Token) -> bool {
        let now = Instant::now();
        let mut state = self.state.lock().await;
        let is_kept = |kept: &Kept| Arc::ptr_eq(&kept.token.0, &token.0);
        if !state.kept.as_ref().is_some_and(is_kept) {
            // Somebody else has thrown it away already.
            return true;
        }
        let is_too_soon = |at: Instant| now.duration_since(at) < BETWEEN_REJECTIONS;
        if state.rejected.is_some_and(is_too_soon) {
            return false;
        }
        state.rejected = Some(now);
        state.kept = None;
        true
    }

    async fn fetch(&self) -> Result<Kept, Failure> {
        let asked = Instant::now();
        let now = (self.clock)();
        let wanted = Wanted {
            app_id: &self.app_id,
            token_url: &self.token_url,
            resource: self.resource,
            now,
        };
        let request = match wanted.request(&self.client, &self.credentials) {
            Ok(Some(request)) => request,
            Ok(None) => return Err(Failure::passing(AFTER_FAILURE)),
            Err(useless) => return Err(Failure::refusal(useless.0.to_owned())),
        };
        let sent = request.send().await;
        let response = sent.map_err(|_| Failure::passing(AFTER_FAILURE))?;
        let is_of_machine = matches!(self.credentials, TeamsCredentials::ManagedIdentity(..));
        let (token, life) = read(response, now, is_of_machine).await?;
        let shortest = SHORTEST.min(life / 2);
        Ok(Kept {
            token,
            fresh_until: asked + life.saturating_sub(BEFORE_END).max(shortest),
            ends: asked + life,
        })
    }
}

impl State {
    fn kept_at(&self, now: Instant, until: impl Fn(&Kept) -> Instant) -> Option<Token> {
        let kept = self.kept.as_ref().filter(|kept| now < until(kept))?;
        Some(kept.token.clone())
    }

    fn is_at_rest(&self) -> bool {
        let until = self.rest.as_ref().map(|(until, _)| *until);
        until.is_some_and(|until| Instant::now() < until)
    }

    fn keep(&mut self, kept: Kept) {
        self.kept = Some(kept);
        self.rest = None;
        if self.told.take().is_some() {
            tracing::info!("the bot gets its token again");
        }
    }

    fn fail(&mut self, Failure { why, rest }: Failure) {
        if self.told.as_ref() != Some(&why) {
            match &why {
                NoToken::Refused(code) => tracing::error!(
                    code,
                    "no token is given to the bot, and nothing can be said in Teams; what waits is kept: {}",
                    advice(code)
                ),
                NoToken::NotNow => {
                    tracing::warn!("who gives tokens for Teams can't be reached, or has trouble");
                }
            }
        }
        self.told = Some(why.clone());
        self.rest = Some((Instant::now() + rest, why));
    }
}

impl Failure {
    fn passing(rest: Duration) -> Self {
        Self {
            why: NoToken::NotNow,
            rest,
        }
    }

    fn refusal(code: String) -> Self {
        Self {
            why: NoToken::Refused(code),
            rest: AFTER_REFUSAL,
        }
    }
}

/// A token and how long it lives.
async fn read(
    response: Response,
    now: Timestamp,
    is_of_machine: bool,
) -> Result<(Token, Duration), Failure> {
    let status = response.status();
    let wait = retry_after(&response).unwrap_or(AFTER_FAILURE);
    let body = answers::body(response).await.unwrap_or_default();
    let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
    if status.is_client_error() && !passes(status, &answer, is_of_machine) {
        return Err(Failure::refusal(code(status, &answer)));
    }
    let token = answer["access_token"]
        .as_str()
        .filter(|_| status.is_success());
    let is_token = |text: &&str| {
        let has_only_usual = text.bytes().all(|byte| byte.is_ascii_graphic());
        !text.is_empty() && text.len() <= LONGEST_TOKEN && has_only_usual
    };
    let token = token
        .filter(is_token)
        .ok_or_else(|| Failure::passing(wait))?;
    Ok((Token(Arc::new(token.into())), life(&answer, now)))
}

/// Whether a refusal passes by itself. The service of a machine says 404 and 410 while it is being
/// renewed.
fn passes(status: StatusCode, answer: &Value, is_of_machine: bool) -> bool {
    let is_being_renewed = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
    ) || (is_of_machine && is_being_renewed)
        || answer["error"] == "temporarily_unavailable"
}

/// The code of a refusal: OAuth's, and Entra's number, by which its pages are found.
fn code(status: StatusCode, answer: &Value) -> String {
    let number = answer["error_codes"][0].as_u64();
    let number = number.map(|number| format!("AADSTS{number}"));
    let error = answer["error"].as_str().map(answers::tidy);
    let parts: Vec<String> = error.into_iter().chain(number).collect();
    if parts.is_empty() {
        return format!("HTTP {}", status.as_u16());
    }
    parts.join(" ")
}

/// How long a token lives: so many seconds, or until a second of the clock; as a number or as text.
fn life(answer: &Value, now: Timestamp) -> Duration {
    let number = |name: &str| {
        let value = &answer[name];
        value
            .as_i64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    };
    let left = number("expires_in")
        .or_else(|| Some(number("expires_on")?.saturating_sub(now.as_second())));
    let left = left.map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default()));
    left.unwrap_or(USUAL_LIFE).min(LONGEST_LIFE)
}

/// What an operator can do about it.
/// Codes: <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>.
fn advice(code: &str) -> &'static str {
    let known = [
        (
            "AADSTS7000215",
            "copy the secret's Value (not its ID) into TEAMS_APP_SECRET",
        ),
        (
            "AADSTS7000222",
            "the secret has run out; make a new one and put its Value into TEAMS_APP_SECRET",
        ),
        (
            "AADSTS700016",
            "this tenant has no app of that id; compare TEAMS_APP_ID and TEAMS_TENANT_ID with the Azure Bot's page",
        ),
        (
            "AADSTS90002",
            "there is no such tenant; compare TEAMS_TENANT_ID with the Azure Bot's page",
        ),
        (
            "AADSTS700027",
            "the app registration does not know this certificate, or it has run out; upload it there",
        ),
        (
            "AADSTS70021",
            "no federated credential of the app registration fits the token; compare issuer, subject and audience",
        ),
    ];
    let found = known.iter().find(|(start, _)| code.contains(start));
    found.map_or(
        "look at the app registration, and at the settings that begin with TEAMS_",
        |(_, advice)| advice,
    )
}
