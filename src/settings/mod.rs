//! Settings: the file, then the environment, then flags; each overrules the one before. The file
//! that is compiled in names every setting with its default and why. Secrets never print. What a
//! platform must be told is put together in a file of its own.

mod slack;
mod teams;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use config::{Config, File, FileFormat};
use jiff::tz::TimeZone;
use secrecy::SecretString;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use crate::chat::PersonId;
use crate::platform::is_loopback;
use crate::platform::teams::guid;

/// Every setting with its default.
const DEFAULTS: &str = include_str!("../../config/cairn.toml");

/// The names of settings in the environment, and in the file.
const ENVIRONMENT: [(&str, &str); 27] = [
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
    ("CAIRN_PUBLIC_URL", "public_url"),
    ("TEAMS_APP_ID", "teams_app_id"),
    ("TEAMS_TENANT_ID", "teams_tenant_id"),
    ("TEAMS_APP_SECRET", "teams_app_secret"),
    ("TEAMS_CERTIFICATE_FILE", "teams_certificate_file"),
    ("TEAMS_MANAGED_IDENTITY", "teams_managed_identity"),
    ("TEAMS_FEDERATED_TOKEN_FILE", "teams_federated_token_file"),
    ("AZURE_FEDERATED_TOKEN_FILE", "azure_federated_token_file"),
    ("IDENTITY_ENDPOINT", "identity_endpoint"),
    ("IDENTITY_HEADER", "identity_header"),
    ("TEAMS_OPENID_URL", "teams_openid_url"),
    ("TEAMS_TOKEN_URL", "teams_token_url"),
    ("TEAMS_WITHOUT_TOKENS", "teams_without_tokens"),
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
    /// Where this server is reached by https; empty while nothing may link to it.
    public_url: String,
    /// The app id of the bot in Teams.
    teams_app_id: String,
    /// The tenants whose people it serves, with commas between; the first is the bot's own.
    teams_tenant_id: String,
    /// Its client secret.
    teams_app_secret: SecretString,
    /// Its certificate with the key, as a PEM file.
    teams_certificate_file: PathBuf,
    /// Whether it is a managed identity: `true`, or that identity's client id, which is the app id.
    teams_managed_identity: String,
    /// The file in which its platform keeps a token for it.
    teams_federated_token_file: PathBuf,
    /// The same, as Kubernetes in Azure sets it for every program: the last choice.
    azure_federated_token_file: PathBuf,
    /// Who gives the tokens of a managed identity, as Azure's App Service sets it.
    identity_endpoint: String,
    /// What a caller there must know.
    identity_header: SecretString,
    /// Where the Bot Framework's keys are told.
    teams_openid_url: String,
    /// Where tokens come from; empty for that of the same cloud and the bot's own tenant.
    teams_token_url: String,
    /// Whether requests are believed without a token: to try it out on this very machine.
    teams_without_tokens: bool,
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

    /// Where this server is reached by https, without a stroke at the end; none while nothing may
    /// link to it.
    ///
    /// # Errors
    /// It is no such address.
    pub fn public_url(&self) -> Result<Option<Url>, SettingsError> {
        let text = self.public_url.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let plain = |url: &Url| {
            url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        let url = safe_url(text).filter(plain);
        let mut url = url.ok_or_else(|| {
            SettingsError(format!(
                "CAIRN_PUBLIC_URL is `{text}`: give the address at which people reach this server, such as https://cairn.example.com, with nothing but a path behind it"
            ))
        })?;
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Some(url))
    }

    /// Who may ask.
    pub fn admins(&self) -> Vec<PersonId> {
        let written = listed(&self.admins);
        // Entra's object ids are pasted in capitals too.
        let as_known = |id: &str| guid(id).unwrap_or_else(|| id.to_owned());
        written.map(|id| PersonId::from(as_known(id))).collect()
    }
}

/// The parts of a text with commas between them.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// An address that is https, or this very machine's.
fn safe_url(text: &str) -> Option<Url> {
    Url::parse(text)
        .ok()
        .filter(|url| url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)))
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
