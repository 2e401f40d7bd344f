//! Cairn at work in the false Teams: activities go in by the router, with tokens of the false
//! authority, calls go out over the real client; the clock stands still until it is moved.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use cairn::clock::Clock;
use cairn::engine::{Engine, StoredReaches};
use cairn::platform::UntakenWords;
use cairn::platform::teams::cards::CardWords;
use cairn::platform::teams::{
    PATH, Teams, TeamsCredentials, TeamsSettings, TeamsSurroundings, TeamsWords,
};
use cairn::state::Decide;
use cairn::store::Store;
use cairn::web::{self, Endpoint, Ready};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt;

use super::requests::{ADA, ANA, BEN, CHANNEL, Somebody, Where, direct, mentioned, press, window};
use super::{APP, Authority, FakeConnector, FakeTokens, TENANT, Token};
use crate::support::adaptive_cards::{card_faults, form_faults};

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

    /// The card that the presser's own client shows now.
    pub fn card(&self) -> Value {
        let body = self.json();
        assert_eq!(body["statusCode"], 200, "{body:#}");
        assert_eq!(
            body["type"], "application/vnd.microsoft.card.adaptive",
            "{body:#}"
        );
        body["value"].clone()
    }

    /// The line below the card that was pressed.
    pub fn line(&self) -> String {
        let body = self.json();
        assert_eq!(
            body["type"], "application/vnd.microsoft.activity.message",
            "{body:#}"
        );
        body["value"].as_str().unwrap().to_owned()
    }

    /// What stands in the window.
    pub fn window(&self) -> Value {
        let task = self.json()["task"].clone();
        assert_eq!(task["type"], "continue", "{task:#}");
        task["value"]["card"]["content"].clone()
    }
}

/// Cairn between a store and the false Teams.
pub struct Workplace {
    pub fake: FakeConnector,
    pub authority: Authority,
    pub tokens: FakeTokens,
    pub teams: Arc<Teams>,
    pub engine: Arc<Engine>,
    pub clock: Clock,
    pub store: Arc<dyn Store>,
    router: Router,
    drawn: AtomicU32,
}

fn words() -> TeamsWords {
    TeamsWords {
        untaken: UntakenWords {
            busy: "Too busy: please tap again.".to_owned(),
            unknown: "Not known: please tap again.".to_owned(),
            broken: "Broken: please tell your admin.".to_owned(),
        },
        cards: CardWords {
            somebody: "a colleague".to_owned(),
            a_channel: "a channel".to_owned(),
            needed: "Needed.".to_owned(),
            no_channel: "In no channel yet.".to_owned(),
        },
        bot: "Cairn".to_owned(),
        send: "Send".to_owned(),
        in_chat: "In our chat.".to_owned(),
        get_app: "Get the app.".to_owned(),
        link_lives: "Once.".to_owned(),
        no_files: "No files yet.".to_owned(),
    }
}

impl Workplace {
    /// Begins.
    pub async fn begin(coach: Arc<impl Decide + 'static>, store: Arc<dyn Store>) -> Self {
        let fake = FakeConnector::start().await;
        let everybody = [ADA, ANA, BEN];
        for person in everybody {
            fake.populate(&person.chat(), vec![person.member()]);
        }
        fake.populate(CHANNEL, everybody.map(Somebody::member).to_vec());
        let authority = Authority::start().await;
        let tokens = FakeTokens::start().await;
        let clock = Clock::still(BEGINNING.parse().unwrap());
        Self::over(coach, store, fake, authority, tokens, clock)
    }

    /// Ends, and begins again: what was in memory alone is lost.
    pub fn restarted(self, coach: Arc<impl Decide + 'static>) -> Self {
        let drawn = self.drawn();
        let again = Self::over(
            coach,
            self.store,
            self.fake,
            self.authority,
            self.tokens,
            self.clock,
        );
        again.drawn.store(drawn, Ordering::Relaxed);
        again
    }

    fn over(
        coach: Arc<impl Decide + 'static>,
        store: Arc<dyn Store>,
        fake: FakeConnector,
        authority: Authority,
        tokens: FakeTokens,
        clock: Clock,
    ) -> Self {
        let settings = TeamsSettings {
            app_id: APP.to_owned(),
            tenants: vec![TENANT.to_owned()],
            credentials: TeamsCredentials::Secret("a secret".into()),
            openid: authority.openid(),
            token_url: tokens.token_url().parse().unwrap(),
            without_tokens: false,
            public_url: None,
        };
        let now = clock.clone();
        let around = TeamsSurroundings {
            client: cairn::outbound::client().unwrap(),
            reaches: Arc::new(StoredReaches::new(store.clone())),
            words: words(),
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            clock: Arc::new(move || now.now()),
            links: None,
        };
        let teams = Teams::new(settings, around).unwrap();
        let engine = Engine::new(store.clone(), vec![teams.clone()], coach, clock.clone());
        let engine = Arc::new(engine);
        let endpoint = Endpoint {
            engine: engine.clone(),
            platform: teams.clone(),
        };
        let router = web::router(Ready::default(), [web::routes_of(PATH, endpoint)]);
        Self {
            fake,
            authority,
            tokens,
            teams,
            engine,
            clock,
            store,
            router,
            drawn: 0.into(),
        }
    }

    /// A number that is drawn once.
    fn drawn(&self) -> u32 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }

    /// A genuine token of this moment.
    pub fn token(&self) -> Token {
        Token::at(self.clock.now()).claim("serviceurl", self.fake.service_url())
    }

    /// As it is sent: with where Teams wants to be answered and with an id of its own, unless it
    /// has one.
    pub fn complete(&self, activity: &Value) -> Value {
        let mut activity = activity.clone();
        let common = activity.as_object_mut().unwrap();
        let service = self.fake.service_url();
        common.entry("serviceUrl").or_insert(json!(service));
        let number = self.drawn();
        common
            .entry("id")
            .or_insert_with(|| json!(format!("f:{number}")));
        activity
    }

    /// Sends an activity; nothing that follows has happened yet.
    pub async fn send(&self, activity: &Value) -> Replied {
        let body = self.complete(activity).to_string();
        let headers = [("authorization", self.token().bearer())];
        self.send_body(&headers, body.into_bytes()).await
    }

    /// Sends a body with these headers.
    pub async fn send_body(&self, headers: &[(&str, String)], body: Vec<u8>) -> Replied {
        let mut sent = Request::post(PATH).header("content-type", "application/json");
        for (name, value) in headers {
            sent = sent.header(*name, value);
        }
        let sent = sent.body(Body::from(body)).unwrap();
        let reply = self.router.clone().oneshot(sent).await.unwrap();
        let status = reply.status();
        let body = axum::body::to_bytes(reply.into_body(), 1 << 20)
            .await
            .unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let replied = Replied { status, body };
        assert_sound_reply(&replied);
        replied
    }

    /// Sends an activity, and all that follows happens.
    pub async fn happens(&self, activity: &Value) -> Replied {
        let replied = self.send(activity).await;
        self.settled().await;
        replied
    }

    /// All that follows happens.
    pub async fn settled(&self) {
        self.engine.settled().await;
        self.assert_sound();
    }

    /// Time passes.
    pub async fn later(&self, time: SignedDuration) {
        let to: Timestamp = self.clock.now() + time;
        self.engine.travel_to(to).await.unwrap();
        self.assert_sound();
    }

    /// Fails if Teams would not have drawn something that it was given.
    pub fn assert_sound(&self) {
        for call in self.fake.all_calls() {
            for attached in call.body["attachments"].as_array().into_iter().flatten() {
                let faults = card_faults(&attached["content"]);
                assert!(faults.is_empty(), "{faults:#?} in {:#}", call.body);
            }
        }
    }
}

/// Fails if Teams would not draw what it is answered.
fn assert_sound_reply(replied: &Replied) {
    let Ok(body) = serde_json::from_str::<Value>(&replied.body) else {
        return;
    };
    let faults = match body["type"].as_str() {
        Some("application/vnd.microsoft.card.adaptive") => card_or_form_faults(&body["value"]),
        _ => match body["task"]["value"]["card"].get("content") {
            Some(card) => card_or_form_faults(card),
            None => Vec::new(),
        },
    };
    assert!(faults.is_empty(), "{faults:#?} in {body:#}");
}

/// A form has its buttons beside its body, a card has none there.
fn card_or_form_faults(card: &Value) -> Vec<String> {
    if card.get("actions").is_some() {
        form_faults(card)
    } else {
        card_faults(card)
    }
}

/// A card that stands somewhere.
pub struct Standing {
    /// Its activity's id.
    pub id: String,
    /// The card, as it stood then.
    pub card: Value,
}

impl Workplace {
    /// An admin asks; the check-in stands.
    pub async fn asks(&self, admin: Somebody, words: &str) -> Standing {
        let replied = self
            .happens(&mentioned(admin, &format!("ask {words}")))
            .await;
        assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
        self.only_standing(CHANNEL)
    }

    /// The only card that stands in a conversation, as it stands now.
    pub fn only_standing(&self, conversation: &str) -> Standing {
        let mut standing = self.standing(conversation);
        assert_eq!(standing.len(), 1, "{:#?}", self.fake.standing(conversation));
        standing.remove(0)
    }

    /// The cards that stand in a conversation, as they stand now.
    pub fn standing(&self, conversation: &str) -> Vec<Standing> {
        let all = self.fake.standing(conversation).into_iter();
        all.map(|(id, activity)| Standing {
            id,
            card: activity["attachments"][0]["content"].clone(),
        })
        .collect()
    }

    /// The last card in the conversation with a person.
    pub fn last_in_chat(&self, person: Somebody) -> Standing {
        let mut all = self.standing(&person.chat());
        all.pop().expect("something stands there")
    }

    /// Somebody writes in the conversation with the bot; all that follows happens.
    pub async fn writes(&self, person: Somebody, words: &str) {
        let replied = self.happens(&direct(person, words)).await;
        assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    }

    /// Somebody taps a button of a card in the channel; all that follows happens.
    pub async fn taps(&self, person: Somebody, on: &Standing, label: &str) -> Replied {
        let token = button(&on.card, label);
        self.presses(person, Where::Channel, on, &token).await
    }

    /// Somebody presses a button by its token; all that follows happens.
    pub async fn presses(
        &self,
        person: Somebody,
        at: Where,
        on: &Standing,
        token: &str,
    ) -> Replied {
        let replied = self.happens(&press(person, at, &on.id, token)).await;
        assert_eq!(replied.status, 200);
        replied
    }

    /// Somebody presses a button that asks for a window.
    pub async fn opens(&self, person: Somebody, at: Where, on: &Standing, token: &str) -> Replied {
        let replied = self.happens(&window(person, at, &on.id, token)).await;
        assert_eq!(replied.status, 200);
        replied
    }
}

/// All words in a card, a line each.
pub fn text(card: &Value) -> String {
    let mut lines = Vec::new();
    gather(card, &mut |object| {
        if let Some(inlines) = object["inlines"].as_array() {
            let runs = inlines.iter().filter_map(|run| run["text"].as_str());
            lines.push(runs.collect::<String>());
        } else if object["type"] == "TextBlock" {
            lines.push(object["text"].as_str().unwrap_or_default().to_owned());
        }
    });
    lines.join("\n")
}

/// The tokens of all buttons in a card, by the words on them.
pub fn buttons(card: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(card, &mut |object| {
        let title = object["title"].as_str();
        let token = object["data"]["act"].as_str();
        if let (Some(title), Some(token)) = (title, token) {
            found.push((title.to_owned(), token.to_owned()));
        }
    });
    found
}

/// The token of the button with those words.
pub fn button(card: &Value, label: &str) -> String {
    let all = buttons(card);
    let found = all.iter().find(|(title, _)| title == label);
    found
        .unwrap_or_else(|| panic!("no button {label} among {all:?}"))
        .1
        .clone()
}

/// Looks at each object in a card but at what stands for it elsewhere.
fn gather(value: &Value, look: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(object) => {
            look(value);
            for (_, within) in object.iter().filter(|(name, _)| *name != "fallback") {
                gather(within, look);
            }
        }
        Value::Array(all) => all.iter().for_each(|within| gather(within, look)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
