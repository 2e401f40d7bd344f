//! The playground: a workspace of its own, with three people and two channels, that is played in
//! a browser. A platform like any other: requests become events, messages are shown. What each
//! person may see is decided here, on the server. What was said it remembers in memory, and in a
//! file where it is given one.

mod elsewhere;
mod kept;
mod page;
mod request;
mod scene;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::json;
use tokio::sync::watch;

use super::{
    Delivery, HttpReply, Looked, Outcome, Pending, Platform, Received, Request, Respond,
    UntakenWords,
};
use crate::chat::{
    Actor, Address, Answer, Ask, Event, File, FileContent, Message, Outgoing, PersonId, Place,
    Told, Undeliverable, Untaken, WorkspaceId,
};
pub use elsewhere::{Elsewhere, Named, channels_elsewhere, people_elsewhere};
use kept::Kept;
pub use page::{PAGE, PageFile};
use request::Asked;
use scene::Scene;
pub use scene::{CHANNELS, COLLEAGUES, Handed, PEOPLE, Seen, Someone};

/// The workspace that is played in.
pub const WORKSPACE: &str = "playground:demo";

/// A workspace in a browser.
#[derive(Clone)]
pub struct Playground {
    scene: Arc<Mutex<Scene>>,
    kept: Option<Arc<Kept>>,
    /// Counts changes, so that open pages know when to look again.
    changes: watch::Sender<u64>,
    words: UntakenWords,
}

impl Playground {
    /// An empty one, kept in memory alone, with the words for what can't be taken.
    pub fn new(words: UntakenWords) -> Self {
        Self::with(Scene::default(), None, words)
    }

    /// One that shows what a file holds, and keeps in it what is said.
    pub fn kept_in(file: PathBuf, words: UntakenWords) -> Self {
        let kept = Kept::at(file);
        Self::with(kept.read(), Some(Arc::new(kept)), words)
    }

    fn with(scene: Scene, kept: Option<Arc<Kept>>, words: UntakenWords) -> Self {
        Self {
            scene: Arc::new(Mutex::new(scene)),
            kept,
            changes: watch::Sender::new(0),
            words,
        }
    }

    /// What a person sees.
    pub fn seen_by(&self, person: &str) -> Vec<Seen> {
        self.look_at(|scene| scene.seen_by(person))
    }

    /// A person's home page, if it was ever drawn.
    pub fn home_of(&self, person: &str) -> Option<Seen> {
        self.look_at(|scene| scene.home_of(person))
    }

    /// A file by the name of its message on the page, for whom it was handed to and nobody else.
    pub fn file_for(&self, person: &str, id: u64) -> Option<Handed> {
        self.look_at(|scene| scene.file_for(person, id))
    }

    /// What Cairn said, by the name of its message on the page, as it would be said elsewhere: for
    /// who sees it here and nobody else.
    pub fn elsewhere(&self, person: &str, id: u64) -> Option<Elsewhere> {
        let (card, place) = self.look_at(|scene| scene.card_for(person, id))?;
        let alone = place.person().and_then(|who| someone(who.as_str()));
        let zone = alone.map(|one| one.zone);
        Some(Elsewhere::of(card, zone, matches!(place, Place::Home(_))))
    }

    /// When the last thing was said: a moved clock should not begin before it again.
    pub fn left_at(&self) -> Option<Timestamp> {
        self.look_at(Scene::last)
    }

    /// Tells of changes, from now on.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Says that something has changed that is not a message: the clock was moved.
    pub fn changed(&self) {
        self.changes.send_modify(|changes| *changes += 1);
    }

    fn look_at<T>(&self, look: impl FnOnce(&Scene) -> T) -> T {
        look(&self.scene.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes what stands, keeps it and tells the open pages: what a request has shown is kept
    /// when it is answered.
    async fn play<T>(&self, act: impl FnOnce(&mut Scene) -> T + Send) -> T {
        let outcome = act(&mut self.scene.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(kept) = &self.kept {
            kept.write(&self.scene).await;
        }
        self.changed();
        outcome
    }

    /// How a request is answered: words at once stand in the scene, forms go to the page.
    fn respond(&self, asked: Asked, now: Timestamp) -> Respond {
        let playground = self.clone();
        Box::new(move |answer| {
            let answered = async move {
                if let Ok(Answer::Say(card)) = &answer {
                    let whisper = |scene: &mut Scene| scene.whisper(&asked, card.clone(), now);
                    playground.play(whisper).await;
                }
                HttpReply::json(200, &playground.told_to_page(answer))
            };
            let pending: Pending<HttpReply> = Box::pin(answered);
            pending
        })
    }

    /// What the page hears of its own request.
    fn told_to_page(&self, answer: Result<Answer, Untaken>) -> serde_json::Value {
        match answer {
            Ok(Answer::Done | Answer::Say(_)) => json!({ "done": true }),
            Ok(Answer::Form(form)) => json!({ "form": form }),
            Ok(Answer::Errors(errors)) => json!({ "errors": errors }),
            Err(untaken) => json!({ "untaken": self.words.for_untaken(untaken) }),
        }
    }

    async fn show(&self, message: &Message, sent: Option<&Address>, now: Timestamp) -> Outcome {
        let Message {
            id, place, card, ..
        } = message;
        if matches!(place, Place::Home(_)) {
            let furnish = |scene: &mut Scene| scene.furnish(id, place.clone(), card.clone(), now);
            self.play(furnish).await;
            return Outcome::Said(Some(Address::from("home")));
        }
        let show = |scene: &mut Scene| match sent {
            Some(address) if scene.change(address.as_str(), card.clone()) => address.clone(),
            // What is not there any more, it was one of the oldest, is posted anew.
            Some(_) | None => Address::from(scene.post(id, place.clone(), card.clone(), now)),
        };
        Outcome::Said(Some(self.play(show).await))
    }
}

impl Playground {
    /// Hands somebody a file in the direct conversation.
    async fn hand(&self, file: &File, now: Timestamp) -> Outcome {
        let FileContent::Text { body, .. } = &file.content else {
            return Outcome::Never(Undeliverable::NotAllowed);
        };
        let handed = Handed {
            name: file.name.clone(),
            body: body.clone().into_bytes(),
        };
        let place = Place::Direct(file.person.clone());
        let words = file.words.clone();
        let hand = |scene: &mut Scene| scene.hand(&file.id, place, words, now, handed);
        Outcome::Said(Some(Address::from(self.play(hand).await)))
    }
}

/// Who is in every channel: those who are played, and their colleagues.
fn everybody() -> Vec<PersonId> {
    let played = PEOPLE.iter().map(|one| one.name);
    played.chain(COLLEAGUES).map(PersonId::from).collect()
}

/// Who is played under that name.
fn someone(name: &str) -> Option<&'static Someone> {
    PEOPLE.iter().find(|one| one.name == name)
}

/// The zone of who is played; a colleague's is not known.
fn zone_of(person: &PersonId) -> Option<String> {
    someone(person.as_str()).map(|one| one.zone.to_owned())
}

#[async_trait]
impl Platform for Playground {
    fn name(&self) -> &'static str {
        "playground"
    }

    async fn receive(&self, now: Timestamp, request: Request<'_>) -> Received {
        let quoted = |person: &str, place: &Place, id: u64| {
            self.look_at(|scene| scene.quote(person, place, id))
        };
        let Some(asked) = request::read(request.body, quoted) else {
            return Received::Answered(HttpReply::empty(400));
        };
        if let Some(words) = asked.spoken() {
            self.play(|scene| scene.speak(&asked, words, now)).await;
        }
        if !asked.is_for_cairn() {
            return Received::Answered(HttpReply::json(200, &json!({ "done": true })));
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
            reaches: Vec::new(),
        };
        Received::Event(
            Box::new(request::without_command(event)),
            self.respond(asked, now),
        )
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        match delivery.what {
            Outgoing::Ask(Ask::Profile(person)) => Outcome::Told(Told::Profile {
                name: Some(person.to_string()),
                zone: zone_of(person),
                locale: None,
                active: true,
                guest: false,
                admin: false,
            }),
            Outgoing::Ask(Ask::Members { channel, .. }) => {
                if CHANNELS.contains(&channel.as_str()) {
                    let (people, next) = (everybody(), None);
                    Outcome::Told(Told::Members { people, next })
                } else {
                    Outcome::Never(Undeliverable::NotThere)
                }
            }
            Outgoing::File(file) => self.hand(file, delivery.now).await,
            Outgoing::Ask(Ask::Channel(channel)) => {
                let is_there = CHANNELS.contains(&channel.as_str());
                if !is_there {
                    return Outcome::Never(Undeliverable::NotThere);
                }
                Outcome::Told(Told::Channel {
                    name: Some(channel.as_str().to_owned()),
                    archived: false,
                    member: true,
                    shared: false,
                })
            }
            Outgoing::Remove(removal) => {
                let address = removal.address.clone();
                self.play(move |scene: &mut Scene| scene.remove(address.as_str()))
                    .await;
                Outcome::Said(None)
            }
            Outgoing::Message(message) => self.show(message, delivery.sent, delivery.now).await,
        }
    }

    async fn look(&self, delivery: Delivery<'_>) -> Looked {
        let Outgoing::Message(message) = delivery.what else {
            return Looked::Absent;
        };
        self.look_at(|scene| scene.find(&message.id, &message.place))
            .map_or(Looked::Absent, |address| {
                Looked::Stands(Address::from(address))
            })
    }
}
