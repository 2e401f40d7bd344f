//! Around what happened: who did it, in which conversation of which tenant, and where that is
//! answered. Read from the members that all activities have in common; any of them may be missing.

use serde_json::Value;

use crate::chat::{Actor, ChannelId, PersonId, Place, WorkspaceId};
use crate::platform::lenient::text;

/// What sort of conversation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::platform::teams) enum Scope {
    /// Between a person and the bot.
    Personal,
    /// A chat of several people.
    Group,
    /// A channel of a team.
    Team,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::platform::teams) struct Doer {
    /// Who she is to Cairn: the Entra object id, else the id that this bot knows her by.
    pub id: PersonId,
    /// The id that this bot knows her by: `29:…`.
    pub user: String,
    /// Her name as others see it; hostile, as all that people name themselves.
    pub name: Option<String>,
    /// The zone of her device.
    pub zone: Option<String>,
    /// Her language.
    pub locale: Option<String>,
}

/// Around what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::platform::teams) struct Context {
    /// The tenant, in lower case: the gate has seen that it is one that is served.
    pub tenant: String,
    /// The bot's own id in Teams: `28:…`.
    pub bot: String,
    /// Who did it; nobody for what has no sender, or the bot itself as one.
    pub doer: Option<Doer>,
    /// The conversation, without the thread.
    pub conversation: String,
    /// What sort it is.
    pub scope: Scope,
    /// Where Teams' service for it is.
    pub service: String,
    /// What the channel or the chat is called.
    pub name: Option<String>,
    /// The team: its id and, where it is told, its name.
    pub team: Option<(String, Option<String>)>,
}

/// What an id ends in that names a thread of a channel.
const THREAD: &str = ";messageid=";

impl Context {
    /// Reads it; `None` without a tenant or a conversation, which nothing can be made of.
    pub fn of(activity: &Value) -> Option<Self> {
        let tenant = text(activity, &["conversation", "tenantId"])
            .or_else(|| text(activity, &["channelData", "tenant", "id"]))?;
        let whole = text(activity, &["conversation", "id"])?;
        let conversation = whole.split(THREAD).next().unwrap_or(whole);
        let channel_data = activity.get("channelData");
        let team = channel_data.and_then(|data| text(data, &["team", "id"]));
        let team = team.map(|id| {
            let name = channel_data.and_then(|data| text(data, &["team", "name"]));
            (id.to_owned(), name.map(str::to_owned))
        });
        let scope = scope(activity, conversation);
        let name = match scope {
            Scope::Personal => None,
            Scope::Group => text(activity, &["conversation", "name"]),
            Scope::Team => channel_data.and_then(|data| text(data, &["channel", "name"])),
        };
        Some(Self {
            tenant: tenant.to_lowercase(),
            bot: text(activity, &["recipient", "id"])
                .unwrap_or_default()
                .to_owned(),
            doer: doer(activity),
            conversation: conversation.to_owned(),
            scope,
            service: text(activity, &["serviceUrl"])
                .unwrap_or_default()
                .to_owned(),
            name: name.map(str::to_owned),
            team,
        })
    }

    /// The workspace.
    pub fn workspace(&self) -> WorkspaceId {
        WorkspaceId::from(format!("teams:{}", self.tenant))
    }

    /// The channel, if it is not the conversation with one person.
    pub fn channel(&self) -> Option<ChannelId> {
        match self.scope {
            Scope::Personal => None,
            Scope::Group | Scope::Team => Some(self.conversation.as_str().into()),
        }
    }

    /// Where something that a person does happens.
    pub fn place(&self, person: &PersonId) -> Place {
        match self.channel() {
            Some(channel) => Place::Channel(channel),
            None => Place::Direct(person.clone()),
        }
    }

    /// Where a private answer goes that can't be given at once: in a channel for her alone, which
    /// in Teams is the conversation with her.
    pub fn private(&self, person: &PersonId) -> Place {
        match self.channel() {
            Some(channel) => Place::Whisper(channel, person.clone()),
            None => Place::Direct(person.clone()),
        }
    }
}

impl Doer {
    /// In neutral words.
    pub fn actor(&self) -> Actor {
        Actor {
            id: self.id.clone(),
            zone: self.zone.clone(),
            locale: self.locale.clone(),
        }
    }
}

/// Who somebody is to Cairn: the Entra object id in lower case, where it is told.
pub(in crate::platform::teams) fn person_id(object: Option<&str>, user: &str) -> PersonId {
    let object = object.map(str::trim).filter(|id| !id.is_empty());
    object.map_or_else(|| user.into(), |object| object.to_lowercase().into())
}

fn scope(activity: &Value, conversation: &str) -> Scope {
    match text(activity, &["conversation", "conversationType"]) {
        Some("personal") => Scope::Personal,
        Some("groupChat") => Scope::Group,
        Some("channel") => Scope::Team,
        _ if conversation.contains("@thread.tacv2") || conversation.contains("@thread.skype") => {
            Scope::Team
        }
        _ if conversation.starts_with("19:") => Scope::Group,
        _ => Scope::Personal,
    }
}

fn doer(activity: &Value) -> Option<Doer> {
    let user = text(activity, &["from", "id"]).filter(|id| !id.is_empty())?;
    let is_bot = user.starts_with("28:")
        || text(activity, &["from", "role"]) == Some("bot")
        || text(activity, &["recipient", "id"]) == Some(user);
    if is_bot {
        return None;
    }
    let named = |name: &str| text(activity, &[name]).map(str::to_owned);
    Some(Doer {
        id: person_id(text(activity, &["from", "aadObjectId"]), user),
        user: user.to_owned(),
        name: text(activity, &["from", "name"])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned),
        zone: named("localTimezone").or_else(|| client_zone(activity)),
        locale: named("locale"),
    })
}

/// The zone that the client tells of itself, beside the activity's own.
fn client_zone(activity: &Value) -> Option<String> {
    let entities = activity.get("entities")?.as_array()?;
    let client = entities
        .iter()
        .find(|entity| text(entity, &["type"]) == Some("clientInfo"))?;
    text(client, &["timezone"]).map(str::to_owned)
}
