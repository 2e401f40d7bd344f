//! The app package that an operator uploads to Teams: `config/teams/manifest.json` with what only
//! the operator knows, and two icons. It asks for no right: a bot hears what is written to it or
//! mentions it, and nothing else (no `authorization`, no `webApplicationInfo`). Cards and forms
//! show no page of ours, so no domain is named.

use serde_json::{Value, json};
use url::Url;

use super::archive::zip;
use super::guid;
use crate::platform::template::fill;

const TEMPLATE: &str = include_str!("../../../config/teams/manifest.json");
/// 192 pixels a side; drawn from `color.svg` beside it.
const COLOR: &[u8] = include_bytes!("../../../config/teams/color.png");
/// 32 pixels a side, white on nothing; drawn from `outline.svg` beside it.
const OUTLINE: &[u8] = include_bytes!("../../../config/teams/outline.png");

/// Teams' limits, in characters as it counts them (UTF-16), and the most commands of a menu.
const LONGEST_COMPANY: usize = 32;
const LONGEST_ADDRESS: usize = 2_048;
const LONGEST_TITLE: usize = 32;
const LONGEST_DESCRIPTION: usize = 128;
const MOST_COMMANDS: usize = 10;

/// What only the operator knows of the app.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The bot's app id, a GUID; the package bears the same.
    pub app_id: &'a str,
    /// The package's version, such as `1.0.2`. Teams takes an update only under a higher one.
    pub version: &'a str,
    /// Who runs it: at most 32 characters, shown as the developer.
    pub company: &'a str,
    /// A page about it, or of the company.
    pub website: &'a str,
    /// What becomes of people's data.
    pub privacy: &'a str,
    /// On which terms it is used.
    pub terms: &'a str,
}

/// A command that Teams offers while one writes to the bot: its word, and what it does.
pub type Offer = (&'static str, String);

/// Why no package can be made. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// The app id is missing, or no GUID.
    #[error(
        "{0:?} is no app id: give the Microsoft App ID of the Azure Bot's page, under Configuration, with --app-id or as TEAMS_APP_ID"
    )]
    NoAppId(String),
    /// The version is no version.
    #[error("{0:?} is no version: give three numbers such as 1.0.2 with --app-version")]
    NoVersion(String),
    /// The company's name is missing or too long.
    #[error("--company is {0:?}: Teams takes a name of 1 to {LONGEST_COMPANY} characters")]
    Company(String),
    /// A page is none that people could open.
    #[error("{flag} is {given:?}: Teams takes an address such as https://example.com/page here")]
    Page {
        /// Which.
        flag: &'static str,
        /// What was given.
        given: String,
    },
    /// A command's words don't fit; they are those of the library.
    #[error(
        "the command {0:?} is described in more than {LONGEST_DESCRIPTION} characters, or its menu has more than {MOST_COMMANDS}: shorten its sentence in coach/phrases.ftl"
    )]
    Command(&'static str),
    /// The template is damaged.
    #[error("config/teams/manifest.json is no JSON: {0}")]
    Template(#[from] serde_json::Error),
    /// There is too much for a package.
    #[error("the package is too large: {0}")]
    TooLarge(#[from] std::num::TryFromIntError),
}

/// The package as the bytes of a zip: the manifest and both icons. The same words make the same
/// bytes.
///
/// # Errors
/// As [`manifest`].
pub fn package(
    about: &About<'_>,
    direct: &[Offer],
    channel: &[Offer],
) -> Result<Vec<u8>, ManifestError> {
    let manifest = manifest(about, direct, channel)?;
    Ok(zip(&[
        ("manifest.json", manifest.as_bytes()),
        ("color.png", COLOR),
        ("outline.png", OUTLINE),
    ])?)
}

/// The manifest as JSON; `direct` are the commands that are offered in the conversation with the
/// bot alone, `channel` those in channels and group chats.
///
/// # Errors
/// [`ManifestError`] where Teams would not take it.
pub fn manifest(
    about: &About<'_>,
    direct: &[Offer],
    channel: &[Offer],
) -> Result<String, ManifestError> {
    let app_id = guid(about.app_id.trim());
    let app_id = app_id.ok_or_else(|| ManifestError::NoAppId(about.app_id.to_owned()))?;
    let mut manifest: Value = serde_json::from_str(TEMPLATE)?;
    let fillings = [
        ("{app_id}", Value::from(app_id)),
        ("{version}", version(about.version)?.into()),
        ("{company}", company(about.company)?.into()),
        ("{website}", page("--website", about.website)?.into()),
        ("{privacy}", page("--privacy-url", about.privacy)?.into()),
        ("{terms}", page("--terms-url", about.terms)?.into()),
        ("{direct_commands}", menu(direct)?),
        ("{channel_commands}", menu(channel)?),
    ];
    fill(&mut manifest, &fillings);
    Ok(serde_json::to_string_pretty(&manifest)?)
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn company(given: &str) -> Result<&str, ManifestError> {
    let name = given.trim();
    let fits = (1..=LONGEST_COMPANY).contains(&length(name)) && !name.contains(char::is_control);
    fits.then_some(name)
        .ok_or_else(|| ManifestError::Company(given.to_owned()))
}

/// Three numbers without leading noughts.
fn version(given: &str) -> Result<&str, ManifestError> {
    let is_number = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
            && (1..=9).contains(&part.len())
    };
    let fits = given.split('.').count() == 3 && given.split('.').all(is_number);
    fits.then_some(given)
        .ok_or_else(|| ManifestError::NoVersion(given.to_owned()))
}

/// A page that anybody in the company can open.
fn page(flag: &'static str, given: &str) -> Result<String, ManifestError> {
    let is_public = |url: &Url| {
        let is_named = url.domain().is_some_and(|name| name.contains('.'));
        url.scheme() == "https" && is_named && url.username().is_empty() && url.password().is_none()
    };
    let url = Url::parse(given.trim()).ok().filter(is_public);
    let address = url.map(String::from);
    address
        .filter(|address| length(address) <= LONGEST_ADDRESS)
        .ok_or_else(|| ManifestError::Page {
            flag,
            given: given.to_owned(),
        })
}

fn menu(offers: &[Offer]) -> Result<Value, ManifestError> {
    let line = |(at, (title, description)): (usize, &Offer)| {
        let fits = at < MOST_COMMANDS
            && length(title) <= LONGEST_TITLE
            && (1..=LONGEST_DESCRIPTION).contains(&length(description));
        fits.then(|| json!({ "title": title, "description": description }))
            .ok_or(ManifestError::Command(title))
    };
    offers.iter().enumerate().map(line).collect()
}
