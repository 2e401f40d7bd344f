//! Cairn at work in the false Slack: requests go in by the router, calls go out over the real
//! client; the clock stands still until it is moved.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::UntakenWords;
use cairn::platform::slack::{PATH, Slack, SlackSettings};
use cairn::state::Decide;
use cairn::store::Store;
use cairn::web::{self, Endpoint, Ready};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tower::ServiceExt;

use super::requests::{Press, SlackRequest, command, direct};
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
    drawn: AtomicU32,
}

impl Workplace {
    /// Begins, and is introduced.
    pub async fn begin(coach: Arc<impl Decide + 'static>, store: Arc<dyn Store>) -> Self {
        let workplace = Self::begin_unintroduced(coach, store).await;
        workplace.slack.introduce().await.unwrap();
        workplace
    }

    /// Begins, before Slack has said who the bot is.
    pub async fn begin_unintroduced(
        coach: Arc<impl Decide + 'static>,
        store: Arc<dyn Store>,
    ) -> Self {
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
            drawn: 0.into(),
        }
    }

    /// A number that is drawn once.
    fn drawn(&self) -> u32 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
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
        let number = self.drawn();
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

/// A check-in that stands in the channel of these stories.
pub struct Standing {
    /// When Slack says that it was posted.
    pub ts: String,
    /// As it stood then.
    pub message: Value,
}

impl Workplace {
    /// An admin asks; the check-in stands.
    pub async fn asks(&self, admin: &str, words: &str) -> Standing {
        self.types(admin, "C1", &format!("ask {words}")).await;
        self.only_standing("C1")
    }

    /// The only message that stands in a channel, as it stands now.
    pub fn only_standing(&self, channel: &str) -> Standing {
        let mut standing = self.fake.standing(channel);
        assert_eq!(standing.len(), 1, "{standing:#?}");
        let (ts, message) = standing.remove(0);
        Standing { ts, message }
    }

    /// Somebody writes in the direct conversation; all that follows happens.
    pub async fn writes(&self, person: &str, words: &str, event: &str) {
        assert_eq!(self.send(&direct(person, words, event)).await.status, 200);
        self.settled().await;
    }

    /// Somebody taps a button of a check-in; what only that person is told comes back. Who taps
    /// has an address for answers of the same name.
    pub async fn taps(&self, person: &str, standing: &Standing, label: &str) -> Value {
        self.presses_in(person, &standing.ts, &button(&standing.message, label))
            .await;
        self.fake
            .answers(person)
            .pop()
            .expect("who taps is answered")
    }

    /// Somebody presses a button by its token in the channel of these stories.
    pub async fn presses_in(&self, person: &str, message: &str, token: &str) -> Replied {
        let number = self.drawn();
        let press = Press {
            person,
            channel: "C1",
            message,
            token,
            response_url: &self.fake.response_url(person),
            at: &format!("1764000001.{number:06}"),
        };
        self.presses(&press).await
    }
}

/// A message in words alone.
pub fn text(message: &Value) -> &str {
    message["text"].as_str().expect("every message has words")
}

/// The tokens of all buttons in a message, by the words on them.
pub fn buttons(message: &Value) -> Vec<(String, String)> {
    let along = &message["attachments"][0];
    let parts = [message, along].map(|part| part["blocks"].as_array().cloned());
    let blocks: Vec<Value> = parts.into_iter().flatten().flatten().collect();
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
