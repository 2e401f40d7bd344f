//! A false Teams around a server: an authority whose tokens are good, a giver of the bot's own, and
//! a Bot Connector that takes everything at once; and requests as the Bot Framework sends them, a
//! press of a button (`adaptiveCard/action`, about 1.7 KB) and words that mention the bot. The
//! answer to a press is in its response: nothing is sent afterwards.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use cairn::chat::{ChannelId, Place, Reach, WorkspaceId};
use cairn::platform::teams::cards::CardWords;
use cairn::platform::teams::{TeamsCredentials, TeamsSettings, TeamsSurroundings, TeamsWords};
use cairn::platform::{Reaches, UntakenWords};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::false_teams::{APP, Authority, FakeConnector, FakeTokens, TENANT, Token};
use super::load::Requests;
use super::payload::{Bytes, NUMBER, digits};
use super::slack::wait_until;

/// Who may ask.
const ADMIN: &str = "8f2b3d8e-2f3c-4d5a-8a8e-0c5a4a0f2c10";
/// Where the check-in stands.
const CHANNEL: &str = "19:general@thread.tacv2";
/// Far more than the server remembers, so that one that comes again has long been forgotten.
const NEW_TOKENS: usize = 8_000;

/// A false Teams.
pub struct Teams {
    authority: Authority,
    /// What the bot calls.
    pub connector: FakeConnector,
    tokens: FakeTokens,
}

/// Which tokens presses bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// All the same one.
    One,
    /// Each another one, none of which the server remembers.
    Each,
}

impl Teams {
    /// Starts one in a thread of its own.
    pub fn start() -> Self {
        let (ready, started) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let teams = Self {
                    authority: Authority::start().await,
                    connector: FakeConnector::start().await,
                    tokens: FakeTokens::start().await,
                };
                ready.send(teams).unwrap();
                std::future::pending::<()>().await;
            });
        });
        started.recv().unwrap()
    }

    /// What a server must be told to speak with it.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("CAIRN_ADMINS", ADMIN.to_owned()),
            ("TEAMS_APP_ID", APP.to_owned()),
            ("TEAMS_TENANT_ID", TENANT.to_owned()),
            ("TEAMS_APP_SECRET", "a secret of the benchmark".to_owned()),
            ("TEAMS_OPENID_URL", self.authority.openid().to_string()),
            ("TEAMS_TOKEN_URL", self.tokens.token_url()),
        ]
    }

    /// The bot itself, in this process, which serves these tenants.
    pub fn bot(&self, tenants: Vec<String>) -> Arc<cairn::platform::teams::Teams> {
        let settings = TeamsSettings {
            app_id: APP.to_owned(),
            tenants,
            credentials: TeamsCredentials::Secret("a secret of the benchmark".into()),
            openid: self.authority.openid(),
            token_url: self.tokens.token_url().parse().unwrap(),
            without_tokens: false,
            public_url: None,
        };
        let word = || "Words.".to_owned();
        let words = TeamsWords {
            untaken: UntakenWords {
                busy: word(),
                unknown: word(),
                broken: word(),
            },
            cards: CardWords {
                somebody: word(),
                a_channel: word(),
                needed: word(),
                no_channel: word(),
            },
            bot: word(),
            send: word(),
            in_chat: word(),
            get_app: word(),
            link_lives: word(),
            no_files: word(),
        };
        let around = TeamsSurroundings {
            client: cairn::outbound::client().unwrap(),
            reaches: Arc::new(Reached(self.connector.service_url())),
            words,
            zone: TimeZone::UTC,
            clock: Arc::new(Timestamp::now),
            links: None,
        };
        cairn::platform::teams::Teams::new(settings, around).unwrap()
    }

    /// What an admin says to the bot in the channel.
    pub fn words(&self, host: &str, text: &str) -> Bytes {
        let mut activity = self.activity("message", "admin", ADMIN);
        activity["text"] = json!(format!("<at>Cairn</at> {text}"));
        activity["entities"] = json!([{
            "type": "mention", "text": "<at>Cairn</at>",
            "mentioned": { "id": format!("28:{APP}"), "name": "Cairn" },
        }]);
        sent(host, &self.token(0), &activity.to_string())
    }

    /// The first message in the channel that asks something, once it is there: its id and its card.
    pub fn first_card(&self) -> (String, Value) {
        let asks = |activity: &Value| !buttons(activity).is_empty();
        let standing = || {
            let mut standing = self.connector.standing(CHANNEL).into_iter();
            standing.find(|(_, activity)| asks(activity))
        };
        wait_until(Duration::from_secs(10), || standing().is_some());
        standing().unwrap()
    }

    /// A token that is good for an hour, another one for each number.
    fn token(&self, number: usize) -> String {
        Token::at(Timestamp::now())
            .claim("serviceurl", self.connector.service_url())
            .claim("number", number)
            .text()
    }

    fn activity(&self, kind: &str, user: &str, object: &str) -> Value {
        json!({
            "type": kind, "id": format!("f:{user}-{}", Timestamp::now().as_nanosecond()),
            "timestamp": "2026-11-25T12:00:00.000Z", "localTimezone": "Europe/Berlin",
            "locale": "en-GB", "channelId": "msteams", "serviceUrl": self.connector.service_url(),
            "from": { "id": format!("29:{user}"), "name": "Somebody", "aadObjectId": object },
            "conversation": {
                "isGroup": true, "conversationType": "channel", "tenantId": TENANT,
                "id": format!("{CHANNEL};messageid=1795510800001"),
            },
            "recipient": { "id": format!("28:{APP}"), "name": "Cairn" },
            "entities": [{
                "type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Windows",
                "timezone": "Europe/Berlin",
            }],
            "channelData": {
                "tenant": { "id": TENANT }, "source": { "name": "message" },
                "team": { "id": "19:team@thread.tacv2", "name": "Sales" },
                "channel": { "id": CHANNEL, "name": "General" },
            },
        })
    }
}

/// Everybody has the app, and a conversation that is called as its tenant and its person.
struct Reached(String);

#[async_trait]
impl Reaches for Reached {
    async fn of(&self, workspace: &WorkspaceId, place: &Place) -> Option<Reach> {
        let person = place.person()?;
        let reach = json!({
            "service": self.0, "conversation": format!("a:{workspace}/{person}"),
            "user": format!("29:{person}"),
        });
        Some(Reach::from(reach.to_string()))
    }

    async fn channels(&self, _: &WorkspaceId) -> Vec<(ChannelId, Reach)> {
        Vec::new()
    }
}

/// Presses of the buttons of one message, one person each.
pub struct Presses {
    /// One body for each button, cut where the number stands.
    bodies: Vec<Vec<String>>,
    tokens: Vec<String>,
    host: String,
}

impl Presses {
    /// Presses on the message of that id, which is this activity.
    pub fn of(host: &str, teams: &Teams, id: &str, message: &Value, tokens: Tokens) -> Self {
        let object = format!("00000000-0000-4000-8000-0000{NUMBER}");
        let body = |act: String| {
            let mut press = teams.activity("invoke", NUMBER, &object);
            press["name"] = json!("adaptiveCard/action");
            press["replyToId"] = json!(id);
            press["value"] = json!({
                "action": {
                    "type": "Action.Execute", "id": "", "title": "An answer", "verb": "press",
                    "data": { "act": act },
                },
                "trigger": "manual",
            });
            press.to_string().split(NUMBER).map(str::to_owned).collect()
        };
        let acts = buttons(message);
        assert!(!acts.is_empty(), "the message has buttons: {message}");
        let number = match tokens {
            Tokens::One => 1,
            Tokens::Each => NEW_TOKENS,
        };
        Self {
            bodies: acts.into_iter().map(body).collect(),
            tokens: (1..=number).map(|number| teams.token(number)).collect(),
            host: host.to_owned(),
        }
    }
}

impl Requests for Presses {
    fn request(&self, number: usize) -> Bytes {
        let body = self.bodies[number % self.bodies.len()].join(&digits(number));
        sent(&self.host, &self.tokens[number % self.tokens.len()], &body)
    }

    /// What was taken is answered by a card; what was not, by a line of words.
    fn check(&self, status: u16, body: &[u8]) {
        let body = std::str::from_utf8(body).unwrap();
        let is_card = body.contains("application/vnd.microsoft.card.adaptive");
        assert!(status == 200 && is_card, "{status} {body}");
    }
}

/// The tokens of a card's buttons that answer a check-in.
fn buttons(card: &Value) -> Vec<String> {
    match card {
        Value::Array(parts) => parts.iter().flat_map(buttons).collect(),
        Value::Object(parts) if parts.get("type") == Some(&json!("Action.Execute")) => {
            let act = card["data"]["act"].as_str();
            let answers = act.filter(|act| act.contains(":answer:"));
            answers.map(str::to_owned).into_iter().collect()
        }
        Value::Object(parts) => parts.values().flat_map(buttons).collect(),
        _ => Vec::new(),
    }
}

fn sent(host: &str, token: &str, body: &str) -> Bytes {
    format!(
        "POST /api/messages HTTP/1.1\r\nhost: {host}\r\nuser-agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)\r\naccept: */*\r\ncontent-type: application/json; charset=utf-8\r\nauthorization: Bearer {token}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
