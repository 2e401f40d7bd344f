//! The manifest from which Slack makes the app: `config/slack-manifest.json` with the address
//! that Slack should send to. It asks for no more rights than Cairn uses: to be mentioned and
//! written to, to be commanded, to speak where it was invited (`app_mentions:read`, `im:history`,
//! `commands`, `chat:write`); to hear that a channel was archived or deleted, or that the bot was
//! invited or removed, and to see whether a channel is shared (`channels:read`, `groups:read`, which
//! show no message); to hand files to people and show pictures (`files:write`, which reads none); to know people's time zones, who has left and who is a guest (`users:read`).
//!
//! By `im:write`, which finds the direct conversation with a person, and `im:history` it can also
//! see whether a message stands there that may have been posted; in channels it can't, unless an
//! operator adds `channels:history` and `groups:history`.

use serde_json::Value;
use url::Url;

use super::PATH;
use crate::platform::is_loopback;
use crate::platform::template::fill;

const TEMPLATE: &str = include_str!("../../../config/slack-manifest.json");
/// Slack's limit for a request URL.
const LONGEST_URL: usize = 3_500;

/// Why no manifest can be made of an address. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is no address of a server.
    #[error("{0:?} is no address Slack could send to: give one like https://cairn.example.com")]
    NoAddress(String),
    /// It is not encrypted.
    #[error("Slack sends to https only: give {0:?} as https://, with a certificate that is valid")]
    NotEncrypted(String),
    /// It holds more than a server and a path.
    #[error("{0:?} holds more than a server and a path: leave out names, passwords, ? and #")]
    TooMuch(String),
    /// It is too long for Slack.
    #[error("Slack takes addresses of at most {LONGEST_URL} characters: give a shorter one")]
    TooLong,
    /// The template is damaged.
    #[error("config/slack-manifest.json is no JSON: {0}")]
    Template(#[from] serde_json::Error),
}

/// The manifest as JSON, for a server that is reached at `url`; `usage_hint` is shown while the
/// command is typed.
///
/// # Errors
/// [`ManifestError`] where Slack could not send to that address.
pub fn manifest(url: &str, usage_hint: &str) -> Result<String, ManifestError> {
    let request_url = request_url(url)?;
    let mut manifest: Value = serde_json::from_str(TEMPLATE)?;
    let fillings = [
        ("{request_url}", request_url.into()),
        ("{usage_hint}", usage_hint.into()),
    ];
    fill(&mut manifest, &fillings);
    Ok(serde_json::to_string_pretty(&manifest)?)
}

/// Where Slack sends everything: our path below the address.
fn request_url(given: &str) -> Result<String, ManifestError> {
    let no_address = |_| ManifestError::NoAddress(given.to_owned());
    let mut url = Url::parse(given).map_err(no_address)?;
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(ManifestError::NotEncrypted(given.to_owned())),
        _ => return Err(ManifestError::NoAddress(given.to_owned())),
    }
    let named = !url.username().is_empty() || url.password().is_some();
    if named || url.query().is_some() || url.fragment().is_some() {
        return Err(ManifestError::TooMuch(given.to_owned()));
    }
    let path = format!("{}{PATH}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    let url = String::from(url);
    if url.len() > LONGEST_URL {
        return Err(ManifestError::TooLong);
    }
    Ok(url)
}
