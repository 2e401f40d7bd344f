//! Activities as the Bot Framework sends them: with all that is around what happened.

use serde_json::{Value, json};

use super::{APP, TENANT};

/// A channel of a team, and the team.
pub const CHANNEL: &str = "19:sales@thread.tacv2";
/// The team, whose id is that of its first channel.
pub const TEAM: &str = "19:general@thread.tacv2";

/// Somebody in Teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Somebody {
    /// The Entra object id.
    pub id: &'static str,
    /// What this bot knows the person by.
    pub user: &'static str,
    /// As others see it.
    pub name: &'static str,
}

/// An admin of these stories.
pub const ADA: Somebody = Somebody {
    id: "3f1c8a4e-0000-4000-8000-000000000001",
    user: "29:ada",
    name: "Ada Ås & Co <b>",
};
/// Somebody who answers.
pub const ANA: Somebody = Somebody {
    id: "3f1c8a4e-0000-4000-8000-000000000002",
    user: "29:ana",
    name: "Ana",
};
/// A colleague who is called like the bot.
pub const BEN: Somebody = Somebody {
    id: "3f1c8a4e-0000-4000-8000-000000000003",
    user: "29:ben",
    name: "Cairn",
};

impl Somebody {
    /// The conversation between the person and the bot.
    pub fn chat(self) -> String {
        format!("a:{}", self.user)
    }

    /// As a conversation's members are told.
    pub fn member(self) -> Value {
        json!({ "id": self.user, "aadObjectId": self.id, "name": self.name, "userRole": "user", "tenantId": TENANT })
    }

    /// How a text mentions the person, and the entity that tells of it.
    pub fn mention(self) -> (String, Value) {
        mention(self.name, self.user)
    }
}

/// How a text mentions somebody, and the entity that tells of it.
pub fn mention(name: &str, id: &str) -> (String, Value) {
    let written = format!("<at>{name}</at>");
    let entity =
        json!({ "type": "mention", "text": written, "mentioned": { "id": id, "name": name } });
    (written, entity)
}

/// The bot's own id.
pub fn bot() -> String {
    format!("28:{APP}")
}

/// Where something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the channel of these stories.
    Channel,
    /// Between a person and the bot.
    Chat,
}

/// What all activities have in common; `serviceUrl` and a default `id` are put in when it is sent.
pub fn activity(kind: &str, who: Somebody, at: Where) -> Value {
    let mut activity = json!({
        "type": kind, "channelId": "msteams", "timestamp": "2026-11-24T09:00:00.1234567Z",
        "localTimestamp": "2026-11-24T10:00:00.1234567+01:00", "localTimezone": "Europe/Berlin",
        "locale": "en-GB",
        "from": { "id": who.user, "name": who.name, "aadObjectId": who.id },
        "recipient": { "id": bot(), "name": "Cairn" },
        "entities": [{ "type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/Berlin" }],
        "channelData": { "tenant": { "id": TENANT } },
    });
    match at {
        Where::Channel => {
            activity["conversation"] = json!({
                "id": format!("{CHANNEL};messageid=1764000000000"), "isGroup": true,
                "conversationType": "channel", "tenantId": TENANT,
            });
            activity["channelData"]["team"] = json!({ "id": TEAM, "name": "The team" });
            activity["channelData"]["channel"] = json!({ "id": CHANNEL, "name": "Sales" });
        }
        Where::Chat => {
            activity["conversation"] =
                json!({ "id": who.chat(), "conversationType": "personal", "tenantId": TENANT });
        }
    }
    activity
}

/// Words in the channel after a mention of the bot.
pub fn mentioned(who: Somebody, words: &str) -> Value {
    let mut activity = activity("message", who, Where::Channel);
    let (written, entity) = mention("Cairn", &bot());
    activity["text"] = json!(format!("{written}&nbsp;{words}\n"));
    activity["textFormat"] = json!("plain");
    activity["entities"].as_array_mut().unwrap().push(entity);
    activity["attachments"] =
        json!([{ "contentType": "text/html", "content": "<div>as HTML</div>" }]);
    activity
}

/// Words in the conversation with the bot.
pub fn direct(who: Somebody, words: &str) -> Value {
    let mut activity = activity("message", who, Where::Chat);
    activity["text"] = json!(words);
    activity
}

/// An invoke.
pub fn invoke(who: Somebody, at: Where, name: &str, value: Value) -> Value {
    let mut activity = activity("invoke", who, at);
    activity["name"] = json!(name);
    activity["value"] = value;
    activity
}

/// A press on a button of a card that stands there.
pub fn press(who: Somebody, at: Where, card: &str, token: &str) -> Value {
    let action = json!({ "type": "Action.Execute", "title": "…", "verb": "press", "data": { "act": token } });
    let value = json!({ "action": action, "trigger": "manual" });
    let mut press = invoke(who, at, "adaptiveCard/action", value);
    press["replyToId"] = json!(card);
    press["channelData"]["source"] = json!({ "name": "message" });
    press
}

/// The same button in a client that knows `Action.Submit` alone.
pub fn old_press(who: Somebody, at: Where, card: &str, token: &str) -> Value {
    let mut press = activity("message", who, at);
    press["value"] = json!({ "act": token });
    press["replyToId"] = json!(card);
    press
}

/// A button that asks for a window.
pub fn window(who: Somebody, at: Where, card: &str, token: &str) -> Value {
    let value = json!({ "data": { "act": token, "msteams": { "type": "task/fetch" } }, "context": { "theme": "dark" } });
    let mut fetch = invoke(who, at, "task/fetch", value);
    fetch["replyToId"] = json!(card);
    fetch
}

/// The bot is added to the channel's team, or in the conversation with a person, as one of the
/// activities tells it.
pub fn added(who: Somebody, at: Where, action: Option<&str>) -> Value {
    let mut added = match action {
        Some(action) => {
            let mut added = activity("installationUpdate", who, at);
            added["action"] = json!(action);
            added
        }
        None => {
            let mut added = activity("conversationUpdate", who, at);
            added["membersAdded"] = json!([{ "id": bot() }]);
            added
        }
    };
    if at == Where::Channel {
        // A team is told of by its first channel; where the bot is to speak is told beside it.
        added["conversation"]["id"] = json!(TEAM);
        added["channelData"]["channel"] = Value::Null;
        added["channelData"]["settings"] = json!({ "selectedChannel": { "id": CHANNEL } });
    }
    let common = added.as_object_mut().unwrap();
    for absent in ["entities", "locale", "localTimezone", "localTimestamp"] {
        common.remove(absent);
    }
    added
}
