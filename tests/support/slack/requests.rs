//! Requests as Slack sends them, signed.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{BOT, SECRET, TEAM};

/// A request to be sent.
#[derive(Clone, Debug)]
pub struct SlackRequest {
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

impl SlackRequest {
    /// The headers that Slack would send with it at that second.
    pub fn headers(&self, second: i64) -> Vec<(String, String)> {
        self.headers_by(SECRET, second)
    }

    /// The same, signed with another secret.
    pub fn headers_by(&self, secret: &str, second: i64) -> Vec<(String, String)> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("v0:{second}:").as_bytes());
        mac.update(&self.body);
        let signature = format!("v0={}", hex::encode(mac.finalize().into_bytes()));
        vec![
            ("content-type".to_owned(), self.content_type.to_owned()),
            ("x-slack-request-timestamp".to_owned(), second.to_string()),
            ("x-slack-signature".to_owned(), signature),
        ]
    }
}

/// JSON, as events come.
pub fn event(body: &Value) -> SlackRequest {
    SlackRequest {
        content_type: "application/json",
        body: body.to_string().into_bytes(),
    }
}

/// A form with JSON in it, as interactions come.
pub fn interaction(payload: &Value) -> SlackRequest {
    form(&[("payload", &payload.to_string())])
}

/// A form.
pub fn form(fields: &[(&str, &str)]) -> SlackRequest {
    SlackRequest {
        content_type: "application/x-www-form-urlencoded",
        body: serde_urlencoded::to_string(fields).unwrap().into_bytes(),
    }
}

/// A slash command; the trigger tells one from another.
pub fn command(person: &str, channel: &str, text: &str, trigger: &str) -> SlackRequest {
    form(&[
        ("team_id", TEAM),
        ("channel_id", channel),
        ("user_id", person),
        ("command", "/cairn"),
        ("text", text),
        ("trigger_id", trigger),
        ("api_app_id", "A1"),
    ])
}

/// A message or a mention, around which all stands that Slack sends.
pub fn said(id: &str, event_of_slack: &Value) -> SlackRequest {
    event(&json!({
        "token": "old", "team_id": TEAM, "api_app_id": "A1", "type": "event_callback",
        "event_id": id, "event_time": 1_764_000_000,
        "authorizations": [{ "enterprise_id": null, "team_id": TEAM, "user_id": BOT, "is_bot": true, "is_enterprise_install": false }],
        "event": event_of_slack,
    }))
}

/// Words in the direct conversation.
pub fn direct(person: &str, words: &str, id: &str) -> SlackRequest {
    said(
        id,
        &json!({
            "type": "message", "channel_type": "im", "channel": format!("D{}", &person[1..]),
            "user": person, "text": words, "ts": "1764000000.000100",
        }),
    )
}

/// A press on a button.
#[derive(Clone, Debug)]
pub struct Press<'a> {
    pub person: &'a str,
    pub channel: &'a str,
    pub message: &'a str,
    pub token: &'a str,
    pub response_url: &'a str,
    /// When it was pressed, by Slack's clock: tells one press from another.
    pub at: &'a str,
}

impl Press<'_> {
    /// As Slack sends it.
    pub fn payload(&self) -> Value {
        json!({
            "type": "block_actions",
            "team": { "id": TEAM, "domain": "demo" },
            "enterprise": null, "is_enterprise_install": false,
            "user": { "id": self.person, "username": "someone", "name": "someone", "team_id": TEAM },
            "api_app_id": "A1", "token": "old",
            "container": { "type": "message", "message_ts": self.message, "channel_id": self.channel, "is_ephemeral": false },
            "trigger_id": format!("trigger.{}", self.at),
            "channel": { "id": self.channel, "name": "team" },
            "message": { "bot_id": "B1", "type": "message", "text": "…", "ts": self.message, "blocks": [] },
            "state": { "values": {} },
            "response_url": self.response_url,
            "actions": [{ "action_id": "0", "block_id": "choices", "type": "button", "value": self.token, "action_ts": self.at,
                "text": { "type": "plain_text", "text": "A", "emoji": false } }],
        })
    }

    /// As a request.
    pub fn request(&self) -> SlackRequest {
        interaction(&self.payload())
    }
}

/// A form that comes back: the view as it was opened, and what was put in, by block.
pub fn submission(person: &str, view: &Value, values: &Value) -> SlackRequest {
    interaction(&json!({
        "type": "view_submission",
        "team": { "id": TEAM, "domain": "demo" }, "enterprise": null,
        "user": { "id": person, "team_id": TEAM },
        "api_app_id": "A1", "trigger_id": "trigger.view",
        "view": {
            "id": "V1", "hash": "1.abc", "team_id": TEAM, "app_installed_team_id": TEAM, "type": "modal",
            "callback_id": view["callback_id"], "private_metadata": view["private_metadata"],
            "state": { "values": values },
        },
    }))
}
