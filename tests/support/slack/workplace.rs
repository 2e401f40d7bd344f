//! Cairn at work in the false Slack: requests go in by the router, calls go out over the real
//! client; the clock stands still until it is moved.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cairn::clock::Clock;
use cairn::coach::Coach;
use cairn::engine::Engine;
use cairn::platform::UntakenWords;
use cairn::platform::slack::{PATH, Slack, SlackSettings};
use cairn::store::Store;
use cairn::web::{self, Endpoint, Ready};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tower::ServiceExt;

use super::requests::{Press, SlackRequest, command};
use super::{FakeSlack, SECRET};

/// When work begins.
const BEGINNING: &str = "2026-11-24T10:00:00+01:00";

/// What came back.
#[derive(Debug)]
pub struct Replied {
    pub status: StatusCode,
    pub body: String,
}

impl Replied {
    /// The body, read as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

/// Cairn between a store and the false Slack.
pub struct Workplace {
    pub fake: FakeSlack,
    pub slack: Arc<Slack>,
    pub engine: Arc<Engine>,
    pub clock: Clock,
    router: Router,
    commands: std::sync::atomic::AtomicU32,
}

impl Workplace {
    /// Begins, and is introduced.
    pub async fn begin(coach: Arc<Coach>, store: Arc<dyn Store>) -> Self {
        let workplace = Self::begin_unintroduced(coach, store).await;
        workplace.slack.introduce().await.unwrap();
        workplace
    }

    /// Begins, before Slack has said who the bot is.
    pub async fn begin_unintroduced(coach: Arc<Coach>, store: Arc<dyn Store>) -> Self {
        let fake = FakeSlack::start().await;
        let settings = SlackSettings {
            signing_secrets: vec!["the next one".into(), SECRET.into()],
            bot_token: "xoxb-test".into(),
            api: fake.api().parse().unwrap(),
        };
        let words = UntakenWords {
            busy: "Too busy: please tap again.".to_owned(),
            unknown: "Not known: please tap again.".to_owned(),
            broken: "Broken: please tell your admin.".to_owned(),
        };
        let slack = Slack::new(settings, cairn::outbound::client().unwrap(), words);
        let clock = Clock::still(BEGINNING.parse().unwrap());
        let engine = Arc::new(Engine::new(
            store,
            vec![slack.clone()],
            coach,
            clock.clone(),
        ));
        let endpoint = Endpoint {
            engine: engine.clone(),
            platform: slack.clone(),
        };
        let router = web::router(Ready::default(), [web::routes_of(PATH, endpoint)]);
        Self {
            fake,
            slack,
            engine,
            clock,
            router,
            commands: 0.into(),
        }
    }

    /// The second by the clock.
    pub fn second(&self) -> i64 {
        self.clock.now().as_second()
    }

    /// Sends a request, signed now.
    pub async fn send(&self, request: &SlackRequest) -> Replied {
        self.send_with(request, request.headers(self.second()))
            .await
    }

    /// Sends a request with these headers.
    pub async fn send_with(
        &self,
        request: &SlackRequest,
        headers: Vec<(String, String)>,
    ) -> Replied {
        self.send_body(headers, Body::from(request.body.clone()))
            .await
    }

    /// Sends a body with these headers.
    pub async fn send_body(&self, headers: Vec<(String, String)>, body: Body) -> Replied {
        let mut sent = Request::post(PATH);
        for (name, value) in headers {
            sent = sent.header(name, value);
        }
        let sent = sent.body(body).unwrap();
        let reply = self.router.clone().oneshot(sent).await.unwrap();
        let status = reply.status();
        self.fake.assert_sound();
        let body = axum::body::to_bytes(reply.into_body(), 1 << 20)
            .await
            .unwrap();
        Replied {
            status,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// Somebody types a command; what is said at once comes back, and all that follows happens.
    pub async fn types(&self, person: &str, channel: &str, text: &str) -> Replied {
        let number = self
            .commands
            .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let replied = self
            .send(&command(
                person,
                channel,
                text,
                &format!("trigger.{number}"),
            ))
            .await;
        self.settled().await;
        replied
    }

    /// Somebody presses a button that stands in a message; all that follows happens.
    pub async fn presses(&self, press: &Press<'_>) -> Replied {
        let replied = self.send(&press.request()).await;
        self.settled().await;
        replied
    }

    /// All that follows happens.
    pub async fn settled(&self) {
        self.engine.settled().await;
        self.fake.assert_sound();
    }

    /// Time passes.
    pub async fn later(&self, time: SignedDuration) {
        let to: Timestamp = self.clock.now() + time;
        self.engine.travel_to(to).await.unwrap();
        self.fake.assert_sound();
    }
}

/// The tokens of all buttons in a message, by the words on them.
pub fn buttons(message: &Value) -> Vec<(String, String)> {
    let blocks = message["blocks"].as_array().cloned().unwrap_or_default();
    let elements = blocks
        .iter()
        .flat_map(|block| block["elements"].as_array().cloned().unwrap_or_default());
    elements
        .filter(|element| element["type"] == "button")
        .map(|button| {
            let words = button["text"]["text"].as_str().unwrap().to_owned();
            (words, button["value"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// The token of the button with those words.
pub fn button(message: &Value, words: &str) -> String {
    let all = buttons(message);
    let found = all.iter().find(|(label, _)| label == words);
    found
        .unwrap_or_else(|| panic!("no button {words} among {all:?}"))
        .1
        .clone()
}
