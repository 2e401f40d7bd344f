//! What Slack answers, as far as it is needed: of an answer nothing else is read, so that a field
//! more or less in it fails nothing.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::platform::lenient::text;

/// What a mark stands under beside a message. Its values must be strings: slack-morphism's models,
/// which other bots may read it with, take no others.
pub(super) const MARK_EVENT: &str = "cairn_message";
pub(super) const MARK_NAME: &str = "id";

/// Who the bot is, and where it is installed.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Introduction {
    pub team_id: Option<String>,
    pub enterprise_id: Option<String>,
    #[serde(default)]
    pub is_enterprise_install: bool,
    pub user_id: String,
    /// Only a bot's token has one.
    pub bot_id: Option<String>,
}

/// Where a message was put.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Posted {
    pub channel: String,
    pub ts: String,
}

/// A person, as far as Cairn asks; an event about a person has the same form.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Profile {
    /// What others see her called.
    #[serde(default)]
    profile: Shown,
    real_name: Option<String>,
    pub tz: Option<String>,
    pub locale: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub deleted: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_bot: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_restricted: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_ultra_restricted: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_admin: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_owner: bool,
}

/// What somebody says of herself.
#[derive(Clone, Debug, Default, Deserialize)]
struct Shown {
    display_name: Option<String>,
    real_name: Option<String>,
}

impl Profile {
    /// Her name as others see it: the one that she chose, or else her full one.
    pub fn name(&self) -> Option<String> {
        let names = [
            &self.profile.display_name,
            &self.profile.real_name,
            &self.real_name,
        ];
        let mut said = names.into_iter().flatten().map(|name| name.trim());
        said.find(|name| !name.is_empty()).map(str::to_owned)
    }
}

/// Around a person.
#[derive(Deserialize)]
pub(super) struct Known {
    pub user: Profile,
}

/// A channel, as far as Cairn asks.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Channel {
    pub name: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub is_archived: bool,
    #[serde(default, deserialize_with = "flag")]
    pub is_member: bool,
    /// Shared with another organisation; workspaces of one's own do not count.
    #[serde(default, deserialize_with = "flag")]
    pub is_ext_shared: bool,
}

/// Around a channel.
#[derive(Deserialize)]
pub(super) struct Found {
    pub channel: Channel,
}

/// A page of who is in a channel. Slack does not tell who of them is a bot.
#[derive(Deserialize)]
pub(super) struct Members {
    pub members: Vec<String>,
    response_metadata: Option<Paging>,
}

impl Members {
    /// Where the next page begins, if there is one.
    pub fn next(&self) -> Option<String> {
        next(self.response_metadata.as_ref())
    }
}

fn next(paging: Option<&Paging>) -> Option<String> {
    let cursor = paging?.next_cursor.clone()?;
    (!cursor.is_empty()).then_some(cursor)
}

/// Where a file may be uploaded to.
#[derive(Deserialize)]
pub(super) struct UploadPlace {
    pub upload_url: String,
    pub file_id: String,
}

/// Around a direct conversation.
#[derive(Deserialize)]
pub(super) struct Opened {
    pub channel: Conversation,
}

/// A direct conversation.
#[derive(Deserialize)]
pub(super) struct Conversation {
    pub id: String,
}

/// A page of what was said in a conversation.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct History {
    messages: Vec<Value>,
    response_metadata: Option<Paging>,
}

#[derive(Clone, Debug, Deserialize)]
struct Paging {
    next_cursor: Option<String>,
}

/// Something said, as far as its sender can be told. Other people's words are not read.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Said {
    pub ts: String,
    pub user: Option<String>,
    pub bot_id: Option<String>,
    /// Anybody's, in any form.
    #[serde(default)]
    metadata: Value,
}

impl History {
    /// What was said, the newest first.
    pub fn said(&self) -> impl Iterator<Item = Said> {
        self.messages
            .iter()
            .filter_map(|said| Said::deserialize(said).ok())
    }

    /// Where the next page begins, if there is one.
    pub fn next(&self) -> Option<String> {
        next(self.response_metadata.as_ref())
    }
}

impl Said {
    /// The mark that stands beside it, if it is of the form of ours.
    pub fn mark(&self) -> Option<&str> {
        (text(&self.metadata, &["event_type"])? == MARK_EVENT)
            .then(|| text(&self.metadata, &["event_payload", MARK_NAME]))?
    }
}

/// What Slack leaves null is not so.
fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

/// Slack's word that a call did what it should, of which no more is needed. A page of somebody
/// else's does not have it.
#[derive(Deserialize)]
pub(super) struct Done {
    #[serde(rename = "ok")]
    _ok: bool,
}

/// The answer of an address for answers, which may be no JSON at all.
#[derive(Deserialize)]
pub(super) struct Nothing {}
