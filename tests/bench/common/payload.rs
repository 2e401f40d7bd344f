//! Requests as Slack sends them, signed: a press of a button (`block_actions`, about 2.8 KB) and a
//! slash command. Everything that differs from person to person is one number, so that a request
//! is put together from parts that were encoded once.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;

use super::load::Requests;
use super::slack::Slack;

/// The signing secret of the workspace that the load comes from.
pub const SIGNING_SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
/// Who may ask.
pub const ADMIN: &str = "U0ADMIN0001";
/// The workspace that the load comes from, as Cairn's store calls it.
pub const WORKSPACE: &str = "slack:T0BENCH0001";
/// The workspace, the channel and the app.
const TEAM: &str = "T0BENCH0001";
const CHANNEL: &str = "C0BENCH0001";
const APP: &str = "A0BENCH0001";
/// Stands for the person's number until the request is made.
pub const NUMBER: &str = "NUMBER";
/// Numbers have eight digits, and neighbours in time are strangers in the store: the n-th person
/// bears n times this, which meets every number once.
const NUMBERS: usize = 100_000_000;
const STRIDE: usize = 61_803_399;

/// One request over the wire, headers and body.
pub type Bytes = Vec<u8>;

/// Presses of the buttons of one message, one person each.
pub struct Presses {
    /// One form body for each button, cut where the number stands.
    bodies: Vec<Vec<String>>,
    host: String,
}

impl Presses {
    /// Presses on a message that stands at `ts`, with these blocks. Replies are wanted at
    /// `reply_to`, a URL that the person's number is added to.
    pub fn of(host: &str, ts: &str, blocks: &serde_json::Value, reply_to: &str) -> Self {
        let pressed = buttons(blocks);
        assert!(!pressed.is_empty(), "the message has buttons: {blocks}");
        let bodies = pressed
            .iter()
            .map(|action| {
                let payload = payload(ts, blocks, action, reply_to).to_string();
                let encoded: String =
                    url::form_urlencoded::byte_serialize(payload.as_bytes()).collect();
                let body = format!("payload={encoded}");
                body.split(NUMBER).map(str::to_owned).collect()
            })
            .collect();
        Self {
            bodies,
            host: host.to_owned(),
        }
    }

    /// How large a body is.
    pub fn bytes(&self) -> usize {
        self.bodies[0].join("00000000").len()
    }
}

impl Requests for Presses {
    fn request(&self, number: usize) -> Bytes {
        let body = self.bodies[number % self.bodies.len()].join(&digits(number));
        signed(&self.host, &body)
    }
}

/// What a server must be told to speak with a fake Slack.
pub fn settings(slack: &Slack) -> Vec<(&'static str, String)> {
    vec![
        ("CAIRN_ADMINS", ADMIN.to_owned()),
        ("SLACK_SIGNING_SECRET", SIGNING_SECRET.to_owned()),
        ("SLACK_BOT_TOKEN", "xoxb-bench".to_owned()),
        ("SLACK_API_URL", slack.api()),
    ]
}

/// Slack's id of the n-th person.
pub fn person(number: usize) -> String {
    format!("U0{}", digits(number))
}

/// The digits by which the n-th person differs from all others.
pub fn digits(number: usize) -> String {
    format!("{:08}", number * STRIDE % NUMBERS)
}

/// The buttons of a message that answer a check-in, each with the block that it stands in.
fn buttons(blocks: &serde_json::Value) -> Vec<serde_json::Value> {
    let blocks = blocks.as_array().into_iter().flatten();
    blocks
        .flat_map(|block| {
            let elements = block["elements"].as_array().cloned().unwrap_or_default();
            elements.into_iter().map(move |element| (block, element))
        })
        .filter(|(_, element)| element["type"] == "button")
        .map(|(block, element)| {
            json!({
                "action_id": element["action_id"],
                "block_id": block["block_id"],
                "text": element["text"],
                "value": element["value"],
                "type": "button",
                "action_ts": format!("1764000000.{NUMBER}"),
            })
        })
        .filter(|action| {
            let value = action["value"].as_str();
            value.is_some_and(|value| value.contains(":answer:"))
        })
        .collect()
}

fn payload(
    ts: &str,
    blocks: &serde_json::Value,
    action: &serde_json::Value,
    reply_to: &str,
) -> serde_json::Value {
    json!({
        "type": "block_actions",
        "user": {
            "id": format!("U0{NUMBER}"),
            "username": "somebody",
            "name": "somebody",
            "team_id": TEAM,
        },
        "api_app_id": APP,
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": CHANNEL,
            "is_ephemeral": false,
        },
        "trigger_id": format!("12321423423.333649436676.d8c1bb837935619ccad0f624c4{NUMBER}"),
        "team": {"id": TEAM, "domain": "bench"},
        "enterprise": null,
        "is_enterprise_install": false,
        "channel": {"id": CHANNEL, "name": "general"},
        "message": {
            "bot_id": "B0BENCH0001",
            "type": "message",
            "text": "A question for everybody here",
            "user": "U0BENCHBOT1",
            "ts": ts,
            "app_id": APP,
            "team": TEAM,
            "blocks": blocks,
        },
        "state": {"values": {}},
        "response_url": format!("{reply_to}/{NUMBER}"),
        "actions": [action],
    })
}

/// The slash command of an admin, each time another one.
pub fn command(host: &str, text: &str, reply_to: &str) -> Bytes {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("token", "gIkuvaNzQIHg97ATvDxqgjtO")
        .append_pair("team_id", TEAM)
        .append_pair("team_domain", "bench")
        .append_pair("channel_id", CHANNEL)
        .append_pair("channel_name", "general")
        .append_pair("user_id", ADMIN)
        .append_pair("user_name", "ada")
        .append_pair("command", "/cairn")
        .append_pair("text", text)
        .append_pair("api_app_id", APP)
        .append_pair("is_enterprise_install", "false")
        .append_pair("response_url", reply_to)
        .append_pair(
            "trigger_id",
            &format!("13345224609.738474920.{}", now.as_nanos()),
        )
        .finish();
    signed(host, &body)
}

fn signed(host: &str, body: &str) -> Bytes {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let timestamp = now.as_secs().to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SIGNING_SECRET.as_bytes()).unwrap();
    for part in ["v0:", &timestamp, ":", body] {
        mac.update(part.as_bytes());
    }
    let signature = hex::encode(mac.finalize().into_bytes());
    format!(
        "POST /slack/events HTTP/1.1\r\nhost: {host}\r\nuser-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\naccept: */*\r\ncontent-type: application/x-www-form-urlencoded\r\nx-slack-request-timestamp: {timestamp}\r\nx-slack-signature: v0={signature}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
