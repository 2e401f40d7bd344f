//! The playground: a workspace of its own, with three people and two channels, that is played in
//! a browser. A platform like any other: requests become events, messages are shown. What each
//! person may see is decided here, on the server. It remembers what it shows in memory alone.

mod request;
mod scene;

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::watch;

use super::{
    Delivery, HttpReply, Looked, Outcome, Pending, Platform, Received, Request, Respond,
    UntakenWords,
};
use crate::chat::{
    Actor, Address, Answer, Ask, Event, Input, Outgoing, Place, Told, Undeliverable, WorkspaceId,
};
use scene::Scene;
pub use scene::{CHANNELS, PEOPLE, Seen, Shown};

/// The workspace that is played in.
pub const WORKSPACE: &str = "playground:demo";

/// What a browser gets of the page itself.
pub const PAGE: [(&str, &str, &str); 3] = [
    (
        "/",
        "text/html; charset=utf-8",
        include_str!("page/index.html"),
    ),
    (
        "/playground/style.css",
        "text/css; charset=utf-8",
        include_str!("page/style.css"),
    ),
    (
        "/playground/app.js",
        "text/javascript; charset=utf-8",
        include_str!("page/app.js"),
    ),
];

/// A workspace in a browser.
pub struct Playground {
    scene: std::sync::Arc<Mutex<Scene>>,
    /// Counts changes, so that open pages know when to look again.
    changes: watch::Sender<u64>,
    words: UntakenWords,
}

impl Playground {
    /// An empty one, with the words for what can't be taken.
    pub fn new(words: UntakenWords) -> Self {
        Self {
            scene: std::sync::Arc::default(),
            changes: watch::Sender::new(0),
            words,
        }
    }

    /// What a person sees.
    pub fn seen_by(&self, person: &str) -> Vec<Seen> {
        self.scene().seen_by(person)
    }

    /// Tells of changes, from now on.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Says that something has changed that is not a message: the clock was moved.
    pub fn changed(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    fn scene(&self) -> MutexGuard<'_, Scene> {
        self.scene.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How a request is answered: words at once stand in the scene, forms go to the page.
    fn respond(&self, who: String, place: Place, now: Timestamp) -> Respond {
        let scene = self.scene.clone();
        let changes = self.changes.clone();
        let words = self.words.clone();
        Box::new(move |answer| {
            let reply = match answer {
                Ok(Answer::Done) => serde_json::json!({ "done": true }),
                Ok(Answer::Say(card)) => {
                    let mut scene = scene.lock().unwrap_or_else(PoisonError::into_inner);
                    scene.whisper(&who, &place, card, now);
                    serde_json::json!({ "done": true })
                }
                Ok(Answer::Form(form)) => serde_json::json!({ "form": form }),
                Ok(Answer::Errors(errors)) => serde_json::json!({ "errors": errors }),
                Err(untaken) => serde_json::json!({ "untaken": words.for_untaken(untaken) }),
            };
            changes.send_modify(|changes| *changes += 1);
            let reply: Pending<HttpReply> =
                Box::pin(std::future::ready(HttpReply::json(200, &reply)));
            reply
        })
    }
}

#[async_trait]
impl Platform for Playground {
    fn name(&self) -> &'static str {
        "playground"
    }

    async fn receive(&self, now: Timestamp, request: Request<'_>) -> Received {
        let Some(asked) = request::read(request.body) else {
            return Received::Answered(HttpReply::empty(400));
        };
        if let Some(words) = asked.spoken() {
            self.scene().speak(&asked.who, &asked.place, words, now);
            self.changed();
        }
        let event = Event {
            workspace: WorkspaceId::from(WORKSPACE),
            id: asked.id.clone(),
            at: now,
            actor: Some(Actor {
                id: asked.who.as_str().into(),
                zone: asked.zone.clone(),
                locale: None,
            }),
            reply: asked.reply(),
            input: asked.input.clone(),
            opens_form: true,
        };
        let is_for_cairn = !matches!(&event.input, Input::Said { text, place: Place::Channel(_) } if request::command(text).is_none());
        if !is_for_cairn {
            return Received::Answered(HttpReply::json(200, &serde_json::json!({ "done": true })));
        }
        Received::Event(
            Box::new(request::without_command(event)),
            self.respond(asked.who, asked.place, now),
        )
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let outcome = match delivery.what {
            Outgoing::Ask(Ask::Profile(_)) => {
                return Outcome::Told(Told::Profile {
                    zone: None,
                    locale: None,
                    active: true,
                });
            }
            Outgoing::Message(message) => {
                let mut scene = self.scene();
                match delivery.sent {
                    Some(address) if scene.change(address.as_str(), message.card.clone()) => {
                        Outcome::Said(Some(address.clone()))
                    }
                    // After a restart the scene is empty: what stood there is posted anew.
                    Some(_) | None => match &message.place {
                        Place::Home(_) => Outcome::Never(Undeliverable::NotAllowed),
                        place => Outcome::Said(Some(Address::from(scene.post(
                            place.clone(),
                            message.card.clone(),
                            delivery.now,
                        )))),
                    },
                }
            }
        };
        self.changed();
        outcome
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}
