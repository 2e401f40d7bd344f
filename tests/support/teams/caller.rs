//! Cairn's connector, set between a false Bot Connector and a false giver of tokens.

use std::sync::Arc;
use std::time::Duration;

use cairn::platform::teams::connector::{
    CallError, Connector, ConnectorSettings, Hosts, ServiceUrl,
};
use cairn::platform::teams::{Cloud, TeamsCredentials};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{APP, FakeConnector, FakeTokens};

/// The second at which all of these stories begin, by the clock.
pub const NOW: i64 = 1_795_510_800;

/// Cairn's connector and the two it calls.
pub struct Caller {
    pub connector: Connector,
    pub teams: FakeConnector,
    pub tokens: FakeTokens,
    pub service: ServiceUrl,
}

impl Caller {
    /// One with a secret.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// One with these credentials.
    pub async fn shown_by(credentials: TeamsCredentials) -> Self {
        Self::with(|settings| settings.credentials = credentials).await
    }

    /// One whose settings are changed first.
    pub async fn with(change: impl FnOnce(&mut ConnectorSettings)) -> Self {
        let tokens = FakeTokens::start().await;
        let mut settings = settings(&tokens);
        change(&mut settings);
        let client = cairn::outbound::client().unwrap();
        Self::over(settings, tokens, client).await
    }

    /// One that waits no longer than that for an answer.
    pub async fn in_a_hurry(limit: Duration) -> Self {
        // Another one may have been named already in this process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(limit).build().unwrap();
        let tokens = FakeTokens::start().await;
        Self::over(settings(&tokens), tokens, client).await
    }

    async fn over(
        settings: ConnectorSettings,
        tokens: FakeTokens,
        client: reqwest::Client,
    ) -> Self {
        let teams = FakeConnector::start().await;
        let here = Hosts::of(Cloud::Public).and_loopback();
        Self {
            service: ServiceUrl::read(&teams.service_url(), &here).unwrap(),
            connector: Connector::new(settings, client),
            teams,
            tokens,
        }
    }

    /// Says something in a conversation.
    pub async fn says(&self, conversation: &str) -> Result<Option<String>, CallError> {
        let message = message();
        let sent = self.connector.send(&self.service, conversation, &message);
        sent.await
    }
}

/// A message as it might be.
pub fn message() -> Value {
    json!({ "type": "message", "text": "Grüße 👋", "textFormat": "plain" })
}

fn settings(tokens: &FakeTokens) -> ConnectorSettings {
    ConnectorSettings {
        app_id: APP.to_owned(),
        token_url: tokens.token_url().parse().unwrap(),
        credentials: TeamsCredentials::Secret("a secret & more".into()),
        hosts: Hosts::of(Cloud::Public).and_loopback(),
        clock: Arc::new(|| Timestamp::from_second(NOW).unwrap()),
    }
}
