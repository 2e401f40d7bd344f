//! Slack: requests are checked at the gate and become events, cards become Block Kit, all within
//! Slack's limits. slack-morphism's requests and models are used for what is sent; what comes in
//! is read leniently by hand, since Slack counts every refusal of a genuine request as a failure.

mod answers;
mod asking;
pub mod blocks;
mod call;
mod connector;
mod deliver;
mod filing;
mod gate;
mod inbound;
mod installation;
mod looking;
pub mod manifest;
mod origin;
mod pace;
mod respond;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::watch;
use url::Url;

use super::{
    Delivery, HttpReply, Looked, Outcome, Platform, Received, Request, UntakenWords, is_loopback,
};
use crate::chat::{Event, PersonId, Untaken, WorkspaceId};
use call::{CallError, Calls, REFUSED_BY_STATUS};
use connector::Connector;
use deliver::{Meaning, meaning};
use filing::Uploads;
use inbound::{Happened, Parsed, Read, Way, Why};
use installation::Installation;
use looking::Blind;
use pace::Pace;

/// Where Slack's requests come in.
pub const PATH: &str = "/slack/events";
/// How long a request waits for Slack to tell who the bot is: just after the start.
const INTRODUCTION_WAIT: Duration = Duration::from_secs(2);
/// The first and the longest wait between two tries to be introduced.
const INTRODUCTION_RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// What Cairn must be told to speak with Slack.
#[derive(Clone, Debug)]
pub struct SlackSettings {
    /// The app's signing secrets: one, or two while they are rotated.
    pub signing_secrets: Vec<SecretString>,
    /// The bot's token, `xoxb-…`.
    pub bot_token: SecretString,
    /// The Web API's address; another than Slack's own for tests.
    pub api: Url,
}

/// Slack refuses the token, or it is a person's; so it stays until an operator has looked.
#[derive(Debug, thiserror::Error)]
#[error(
    "SLACK_BOT_TOKEN can't be used ({code}): copy the Bot User OAuth Token (it begins with xoxb-) from the app's page, under OAuth & Permissions"
)]
pub struct NotWelcome {
    code: String,
}

/// One installation of the bot in Slack.
pub struct Slack {
    signing_secrets: Vec<SecretString>,
    calls: Calls,
    /// Whether answers may only go to Slack's own hosts.
    only_to_slack: bool,
    installation: watch::Sender<Option<Installation>>,
    pace: Pace,
    /// Where it can't be seen whether a message stands.
    blind: Blind,
    uploads: Uploads,
    words: UntakenWords,
    passed_over: Mutex<BTreeMap<&'static str, u64>>,
    /// Itself, for answers that outlive the request's borrow.
    own: std::sync::Weak<Self>,
}

impl Slack {
    /// A Slack that is not introduced yet.
    pub fn new(settings: SlackSettings, client: reqwest::Client, words: UntakenWords) -> Arc<Self> {
        let connector = Connector::new(client, &settings.api);
        Arc::new_cyclic(|own| Self {
            signing_secrets: settings.signing_secrets,
            calls: Calls::new(connector, &settings.bot_token),
            only_to_slack: !is_loopback(&settings.api),
            installation: watch::Sender::new(None),
            pace: Pace::default(),
            blind: Blind::default(),
            uploads: Uploads::default(),
            words,
            passed_over: Mutex::default(),
            own: own.clone(),
        })
    }

    /// Asks Slack who the bot is and where it is installed, until it is known.
    ///
    /// # Errors
    /// [`NotWelcome`] when Slack refuses the token.
    pub async fn introduce(&self) -> Result<WorkspaceId, NotWelcome> {
        let (mut wait, longest) = INTRODUCTION_RETRY;
        loop {
            match self.calls.introduce().await {
                Ok(introduction) if introduction.bot_id.is_none() => {
                    let code = "it is no bot's".to_owned();
                    return Err(NotWelcome { code });
                }
                Ok(introduction) => {
                    if let Some(installation) = Installation::of(introduction) {
                        let workspace = installation.workspace();
                        self.installation.send_replace(Some(installation));
                        return Ok(workspace);
                    }
                    tracing::warn!("Slack did not say where the bot is installed; asking again");
                }
                Err(CallError::Refused(code)) if is_final(&code) => {
                    return Err(NotWelcome { code });
                }
                Err(error) => {
                    tracing::warn!(%error, wait_s = wait.as_secs(), "Slack could not be asked who the bot is; asking again")
                }
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(longest);
        }
    }

    /// How many genuine requests were passed over, by reason.
    pub fn passed_over(&self) -> BTreeMap<&'static str, u64> {
        self.passed_over
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn installation(&self) -> Option<Installation> {
        let mut known = self.installation.subscribe();
        let waited = tokio::time::timeout(INTRODUCTION_WAIT, known.wait_for(Option::is_some)).await;
        waited.ok()?.ok()?.clone()
    }

    fn pass_over(&self, why: Why) -> Received {
        let reason = match why {
            Why::NotOurs => "not ours",
            Why::Unknown => "unknown",
            Why::Unreadable => "unreadable",
            Why::Bot => "a bot",
        };
        tracing::debug!(reason, "a genuine request of Slack's is passed over");
        let mut counts = self
            .passed_over
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *counts.entry(reason).or_default() += 1;
        Received::Answered(HttpReply::empty(200))
    }

    /// An address for answers, if it leads to Slack: it comes signed, but is a right to make us
    /// call somebody.
    fn trusted(&self, response_url: &str) -> Option<Url> {
        let url = Url::parse(response_url).ok()?;
        let of_slack = url.scheme() == "https"
            && url.port().is_none()
            && url.username().is_empty()
            && matches!(
                url.host_str(),
                Some("hooks.slack.com" | "hooks.slack-gov.com")
            );
        (of_slack || (!self.only_to_slack && is_loopback(&url))).then_some(url)
    }
}

/// Whether a refusal of the bot will stay: neither Slack's own trouble nor somebody's before it.
fn is_final(code: &str) -> bool {
    !code.starts_with(REFUSED_BY_STATUS) && meaning(code) != Meaning::Passing
}

/// Whether a name has the form of a user's id in Slack.
pub fn is_user_id(person: &PersonId) -> bool {
    let is_of_id = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    person.as_str().starts_with(['U', 'W']) && person.as_str().bytes().all(is_of_id)
}

/// An unsigned request is any scanner's; one with a signature that does not hold is a wrong secret,
/// a wrong clock, or an attack.
fn refused(refusal: gate::Refusal) {
    match refusal {
        gate::Refusal::Unsigned => tracing::debug!(%refusal, "a request at {PATH} is refused"),
        gate::Refusal::OutOfTime | gate::Refusal::Forged => {
            tracing::warn!(%refusal, "a request at {PATH} is refused");
        }
    }
}

#[async_trait]
impl Platform for Slack {
    fn name(&self) -> &'static str {
        "slack"
    }

    async fn receive(&self, now: Timestamp, request: Request<'_>) -> Received {
        if let Err(refusal) = gate::check(&self.signing_secrets, now, &request) {
            // A probe of the certificate may come unsigned; it does nothing.
            if inbound::is_ssl_check(request.body) {
                return Received::Answered(HttpReply::empty(200));
            }
            refused(refusal);
            return Received::Answered(HttpReply::empty(401));
        }
        let parsed = inbound::parse(&request);
        if let Parsed::Challenge(challenge) = parsed {
            let echo = serde_json::json!({ "challenge": challenge });
            return Received::Answered(HttpReply::json(200, &echo));
        }
        let Some(installation) = self.installation().await else {
            return Received::Answered(self.not_yet_introduced(&parsed).await);
        };
        match parsed.read(&installation) {
            Read::Nothing(why) => self.pass_over(why),
            Read::Options => {
                Received::Answered(HttpReply::json(200, &serde_json::json!({ "options": [] })))
            }
            Read::Happened(happened) => self.take(now, &installation, *happened),
        }
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        self.say(delivery).await
    }

    async fn look(&self, delivery: Delivery<'_>) -> Looked {
        self.look_for(delivery).await
    }
}

impl Slack {
    fn take(&self, now: Timestamp, installation: &Installation, happened: Happened) -> Received {
        let Happened {
            id,
            actor,
            input,
            reply,
            way,
        } = happened;
        let opens_form = matches!(
            &way,
            Way::Command { trigger: Some(_) }
                | Way::Press {
                    trigger: Some(_),
                    ..
                }
        );
        let event = Event {
            workspace: installation.workspace(),
            id,
            at: now,
            actor,
            input,
            reply,
            opens_form,
            reaches: Vec::new(),
        };
        let own = self.own.clone();
        Received::Event(
            Box::new(event),
            Box::new(move |answer| {
                Box::pin(async move {
                    match own.upgrade() {
                        Some(slack) => slack.respond(way, answer).await,
                        None => HttpReply::empty(503),
                    }
                })
            }),
        )
    }

    /// Slack has not told yet who the bot is: an event comes again, who tapped or typed is told.
    async fn not_yet_introduced(&self, parsed: &Parsed) -> HttpReply {
        match parsed.way() {
            Some(way) => self.respond(way, Err(Untaken::Busy)).await,
            None => HttpReply::empty(200),
        }
    }
}
