//! A team whose picture is drawn: people who answer, a manager who looks, and time.

use std::sync::Arc;

use cairn::chat::{ActToken, Actor, Answer, Event, EventId, Input, Place, Reply, WorkspaceId};
use cairn::clock::Clock;
use cairn::coach::Coach;
use cairn::engine::Engine;
use cairn::platform::Platform;
use cairn::store::Store;
use jiff::{SignedDuration, Timestamp};

use crate::support::stage::Stage;
use crate::support::{coach, drawing};

/// The channel of the team.
pub const CHANNEL: &str = "team";
/// Who looks.
pub const MANAGER: &str = "Ada";

pub struct Play {
    pub stage: Arc<Stage>,
    pub engine: Arc<Engine>,
    pub clock: Clock,
    /// How often something happened: the same number is the same event, whatever happened before it.
    step: u64,
}

impl Play {
    pub fn begin(store: Arc<dyn Store>) -> Self {
        let beginning: Timestamp = "2026-11-24T10:00:00+01:00".parse().unwrap();
        Self::of(store, Arc::default(), coach(), Clock::still(beginning))
    }

    pub fn of(store: Arc<dyn Store>, stage: Arc<Stage>, coach: Arc<Coach>, clock: Clock) -> Self {
        let platforms: Vec<Arc<dyn Platform>> = vec![stage.clone()];
        let engine = Engine::new(store, platforms, coach, clock.clone());
        Self {
            stage,
            engine: Arc::new(engine),
            clock,
            step: 0,
        }
    }

    /// What happens next has this number, in every world.
    pub fn at_step(&mut self, step: u64) {
        self.step = step;
    }

    async fn does(&self, who: &str, input: Input) -> Answer {
        let event = Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from(format!("{}-{who}", self.step)),
            at: self.clock.now(),
            actor: Some(Actor {
                id: who.into(),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::Here,
            opens_form: true,
            reaches: Vec::new(),
        };
        let answer = self.engine.handle(event).await.expect("it is taken");
        self.engine.settled().await;
        answer
    }

    /// Says a command in the channel; what comes back, in words.
    pub async fn says(&mut self, words: &str) -> String {
        self.step += 1;
        let said = Input::Said {
            text: words.to_owned(),
            place: Place::Channel(CHANNEL.into()),
        };
        let answer = self.does(MANAGER, said).await;
        if let Answer::Say(card) = &answer {
            let place = Place::Whisper(CHANNEL.into(), MANAGER.into());
            self.stage.keep(place, card.clone());
        }
        in_words(&answer)
    }

    /// The picture as the manager sees it.
    pub async fn picture(&mut self) -> String {
        self.says("team").await
    }

    /// Presses a button, if there is one; what comes back, in words.
    pub async fn presses(&mut self, who: &str, label: &str) -> String {
        self.step += 1;
        match self.stage.button(who, Some(CHANNEL), label) {
            Some(act) => in_words(&self.does(who, pressed(act)).await),
            None => String::new(),
        }
    }

    /// A check-in for an hour, answered by these people.
    pub async fn answered(&mut self, by: &[(&str, &str)]) {
        self.says("ask feedback/late-report for 1 hour").await;
        for (who, choice) in by {
            self.presses(who, choice).await;
        }
        self.later(SignedDuration::from_hours(2)).await;
    }

    pub async fn later(&self, time: SignedDuration) {
        let to = self.clock.now() + time;
        self.engine.travel_to(to).await.unwrap();
    }

    pub fn holds(&self, people: impl IntoIterator<Item = String>) {
        self.stage
            .hold(CHANNEL, &people.into_iter().collect::<Vec<_>>());
    }
}

fn in_words(answer: &Answer) -> String {
    match answer {
        Answer::Say(card) => drawing::card(card).join("\n"),
        Answer::Done | Answer::Form(_) | Answer::Errors(_) => String::new(),
    }
}

fn pressed(act: ActToken) -> Input {
    Input::Pressed {
        act,
        place: Place::Channel(CHANNEL.into()),
    }
}
