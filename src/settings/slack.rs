//! What Slack must be told, from the settings. What is sent there, and how, lies in its adapter.

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Settings, SettingsError, listed, safe_url};
use crate::platform::slack::SlackSettings;

impl Settings {
    /// Whether Slack is configured.
    pub fn has_slack(&self) -> bool {
        !self.slack_bot_token.expose_secret().trim().is_empty()
    }

    /// What Slack needs; none while it is not configured.
    ///
    /// # Errors
    /// Which setting is missing, or amiss.
    pub fn slack(&self) -> Result<Option<SlackSettings>, SettingsError> {
        let signing_secrets: Vec<SecretString> = listed(self.slack_signing_secret.expose_secret())
            .map(SecretString::from)
            .collect();
        let missing = match (signing_secrets.is_empty(), self.has_slack()) {
            (true, false) => return Ok(None),
            (false, true) => {
                return Ok(Some(SlackSettings {
                    signing_secrets,
                    bot_token: self.slack_bot_token.expose_secret().trim().into(),
                    api: slack_api(&self.slack_api_url)?,
                }));
            }
            (true, true) => {
                "SLACK_SIGNING_SECRET is not set: it stands on the Slack app's page under Basic Information, App Credentials"
            }
            (false, false) => {
                "SLACK_BOT_TOKEN is not set: it stands on the Slack app's page under OAuth & Permissions, once the app is installed"
            }
        };
        Err(SettingsError(missing.to_owned()))
    }
}

/// The token goes there, so it must be https, or this very machine, for tests.
fn slack_api(text: &str) -> Result<Url, SettingsError> {
    safe_url(text).ok_or_else(|| {
        SettingsError(format!(
            "`slack_api_url` is `{text}`: it must begin with https:// (or lead to this very machine, for tests); leave it out for Slack's own"
        ))
    })
}
