//! Settings: the file, then the environment, then flags; each overrules the one before. The file
//! that is compiled in names every setting with its default and why. Secrets never print.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::{Config, File, FileFormat};
use jiff::tz::TimeZone;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use crate::chat::PersonId;
use crate::platform::slack::{SlackSettings, is_loopback};

/// Every setting with its default.
const DEFAULTS: &str = include_str!("../config/cairn.toml");

/// The names of settings in the environment, and in the file.
const ENVIRONMENT: [(&str, &str); 14] = [
    ("CAIRN_LISTEN", "listen"),
    ("CAIRN_DATA", "data"),
    ("CAIRN_LIBRARY", "library"),
    ("CAIRN_ADMINS", "admins"),
    ("CAIRN_ZONE", "zone"),
    ("CAIRN_SLACK_TRUST_ADMINS", "slack_trust_admins"),
    ("CAIRN_PLAYGROUND", "playground"),
    ("CAIRN_LEAVERS_DAYS", "leavers_days"),
    ("CAIRN_BACKUP_DAYS", "backup_days"),
    ("CAIRN_LOG", "log"),
    ("CAIRN_ACCEPT_LOSS", "accept_loss"),
    ("SLACK_SIGNING_SECRET", "slack_signing_secret"),
    ("SLACK_BOT_TOKEN", "slack_bot_token"),
    ("SLACK_API_URL", "slack_api_url"),
];

/// What Cairn is told before it starts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where it listens.
    #[serde(deserialize_with = "address")]
    pub listen: SocketAddr,
    /// The folder of its data; empty keeps everything in memory, for the playground alone.
    pub data: PathBuf,
    /// A folder with a library of one's own; empty for the one that Cairn comes with.
    pub library: PathBuf,
    /// Who may put check-ins into channels: the platform's user ids, with commas between.
    pub admins: String,
    /// The IANA zone of who has none.
    pub zone: String,
    /// Whether the playground is served.
    pub playground: PlaygroundMode,
    /// After how many days all is deleted of who has left the workspace.
    pub leavers_days: u32,
    /// For how many days the operator keeps backups.
    pub backup_days: u32,
    /// What is logged, as a `tracing` filter such as `info` or `cairn=debug`.
    pub log: String,
    /// Whether a store that went backwards is opened all the same.
    pub accept_loss: bool,
    /// Whether Slack's owners and admins of the workspace are admins of Cairn.
    pub slack_trust_admins: bool,
    /// The signing secret of the Slack app: one, or the new and the old with a comma between
    /// while it is rotated.
    slack_signing_secret: SecretString,
    /// The bot token of the Slack app.
    slack_bot_token: SecretString,
    /// Where Slack's Web API is.
    slack_api_url: String,
}

/// Whether the playground is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum PlaygroundMode {
    /// While no platform is configured, and only on loopback.
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl TryFrom<String> for PlaygroundMode {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        match word.as_str() {
            "auto" => Ok(Self::Auto),
            "on" => Ok(Self::On),
            "off" => Ok(Self::Off),
            _ => Err(format!("`{word}` is none of auto, on and off")),
        }
    }
}

/// What is amiss with the settings, in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(String);

/// What was given on the command line.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// Settings by their names in the file.
    pub overrides: BTreeMap<&'static str, String>,
}

impl Settings {
    /// Reads all layers.
    ///
    /// # Errors
    /// A sentence that names the setting and where it stands.
    pub fn load(flags: &Flags) -> Result<Self, SettingsError> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        let own = flags
            .config
            .clone()
            .or_else(|| Some(PathBuf::from("cairn.toml")).filter(|path| path.exists()));
        if let Some(path) = &own {
            builder = builder.add_source(File::from_str(&read_file(path)?, FileFormat::Toml));
        }
        for (name, setting) in ENVIRONMENT {
            if let Some(value) = environment(name)? {
                builder = builder
                    .set_override(setting, value)
                    .map_err(|error| named(&error, own.as_deref()))?;
            }
        }
        for (setting, value) in &flags.overrides {
            builder = builder
                .set_override(*setting, value.as_str())
                .map_err(|error| named(&error, own.as_deref()))?;
        }
        let built = builder
            .build()
            .map_err(|error| named(&error, own.as_deref()))?;
        let settings: Self = built
            .try_deserialize()
            .map_err(|error| named(&error, own.as_deref()))?;
        settings.time_zone()?;
        settings.log_filter()?;
        Ok(settings)
    }

    /// What is logged.
    ///
    /// # Errors
    /// It is no filter; or a single word that is no level, which would hide all but one target.
    pub fn log_filter(&self) -> Result<EnvFilter, SettingsError> {
        let is_word = self.log.chars().all(char::is_alphanumeric);
        let is_level = || self.log.parse::<LevelFilter>().is_ok();
        EnvFilter::try_new(&self.log)
            .ok()
            .filter(|_| !is_word || is_level())
            .ok_or_else(|| {
                SettingsError(format!(
                    "`log` is `{}`: write error, warn, info, debug or trace, or a filter such as cairn=debug",
                    self.log
                ))
            })
    }

    /// The zone of who has none.
    ///
    /// # Errors
    /// The name is no zone.
    pub fn time_zone(&self) -> Result<TimeZone, SettingsError> {
        TimeZone::get(&self.zone).map_err(|_| {
            SettingsError(format!(
                "`zone` is `{}`, which is no time zone: write a name such as Europe/Berlin or UTC",
                self.zone
            ))
        })
    }

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

    /// Who may ask.
    pub fn admins(&self) -> Vec<PersonId> {
        listed(&self.admins).map(PersonId::from).collect()
    }
}

/// The parts of a text with commas between them.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The token goes there, so it must be https, or this very machine.
fn slack_api(text: &str) -> Result<Url, SettingsError> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)));
    url.ok_or_else(|| {
        SettingsError(format!(
            "`slack_api_url` is `{text}`: it must begin with https:// (or lead to this very machine, for tests); leave it out for Slack's own"
        ))
    })
}

/// The text of a settings file that is TOML. What stands at a fault may be a secret, so only its
/// line is told.
fn read_file(path: &Path) -> Result<String, SettingsError> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        SettingsError(format!("the settings file {shown} can't be read: {error}"))
    })?;
    text.parse::<toml::Table>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        let what = error.message();
        SettingsError(format!(
            "the settings file {shown} has a fault in line {line}: {what}"
        ))
    })?;
    Ok(text)
}

fn address<'de, D: serde::Deserializer<'de>>(from: D) -> Result<SocketAddr, D::Error> {
    let words = String::deserialize(from)?;
    words.parse().map_err(|_| {
        serde::de::Error::custom(format!(
            "`{words}` is no address with a port, such as 127.0.0.1:3000,"
        ))
    })
}

/// A variable, or the text of the file that its `_FILE` names.
fn environment(name: &str) -> Result<Option<String>, SettingsError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    let read = |name: &str| std::env::var(name).ok();
    if let Some(value) = read(name) {
        return Ok(Some(value));
    }
    let Some(path) = read(&format!("{name}_FILE")) else {
        return Ok(None);
    };
    std::fs::read_to_string(&path)
        .map(|text| Some(text.trim_end().to_owned()))
        .map_err(|error| {
            SettingsError(format!(
                "{name}_FILE names {path}, which can't be read: {error}"
            ))
        })
}

fn named(error: &config::ConfigError, own: Option<&Path>) -> SettingsError {
    let place = own.map_or_else(String::new, |path| {
        format!(" (settings file {})", path.display())
    });
    let known: Vec<&str> = ENVIRONMENT.iter().map(|(_, setting)| *setting).collect();
    let known = format!("the settings are {}", known.join(", "));
    let hint = if error.to_string().contains("unknown field") {
        format!("; {known}")
    } else {
        String::new()
    };
    SettingsError(format!("a setting can't be read{place}: {error}{hint}"))
}
