//! A chat under way: Cairn, the stage it speaks on, and what each kind of line makes happen there.

use std::collections::HashMap;
use std::sync::Arc;

use cairn::chat::{
    Actor, Answer, Ask, Departure, Event, EventId, Form, Input, Opens, Place, Quote, Reply,
    Undeliverable, WorkspaceId,
};
use cairn::clock::Clock;
use cairn::coach::{Act, Coach};
use cairn::engine::Engine;
use cairn::library::Tree;
use cairn::platform::Platform;
use cairn::store::{MemoryStore, OpenOptions, SledStore, Store};
use jiff::SignedDuration;

use crate::support::chats::{place, press};
use crate::support::filling::fill;
use crate::support::people::Deed;
use crate::support::stage::Stage;
use crate::support::{coach, coach_of_tree, drawing, small_tree};

/// When every chat begins: a Tuesday in Berlin.
const BEGINNING: &str = "2026-11-24T10:00:00+01:00";

/// How a chat is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    Plain,
    Twice,
    Restarted,
}

/// What outlives a restart.
pub enum Kept {
    Memory(Arc<MemoryStore>),
    /// The folder, and the store while it is open.
    Sled(tempfile::TempDir, Option<Arc<SledStore>>),
}

/// One chat under way.
pub struct Play {
    way: Way,
    kept: Kept,
    stage: Arc<Stage>,
    library: Tree,
    coach: Arc<Coach>,
    clock: Clock,
    engine: Option<Arc<Engine>>,
    events: u64,
    crowd: usize,
    /// Which form stands open on whose screen.
    forms: HashMap<String, Form>,
    /// Every form that was ever opened, and for whom, oldest first.
    opened: Vec<(String, Form)>,
    /// Whether what happens now may be answered by a form.
    opens_form: bool,
}

impl Play {
    pub async fn begin(way: Way, mut kept: Kept) -> Self {
        let stage = Arc::new(Stage::default());
        let coach = coach();
        let clock = Clock::still(BEGINNING.parse().unwrap());
        let engine = engine(&mut kept, &stage, &coach, &clock).await;
        Self {
            way,
            kept,
            stage,
            library: small_tree(),
            coach,
            clock,
            engine: Some(engine),
            events: 0,
            crowd: 0,
            forms: HashMap::new(),
            opened: Vec::new(),
            opens_form: true,
        }
    }

    /// What one line of a chat makes happen, and all that was said then.
    pub async fn play(&mut self, deed: Deed) -> Vec<String> {
        if self.way == Way::Restarted {
            self.restart().await;
        }
        match deed {
            Deed::Later(time) => {
                let to = self.clock.now() + SignedDuration::try_from(time).unwrap();
                self.engine().travel_to(to).await.unwrap();
            }
            Deed::Down(time) => {
                self.engine = None;
                let by = SignedDuration::try_from(time).unwrap();
                self.clock.move_on(by).unwrap();
                self.restart().await;
            }
            Deed::Refuses(channel) => self.stage.bar(&channel, Undeliverable::NotThere),
            Deed::Closes(channel, how) => self.close(&channel, how).await,
            Deed::Opens(channel, by) => self.open(&channel, by.as_deref()).await,
            Deed::Shares(channel) => self.stage.share(&channel),
            Deed::Becomes(who, change) => {
                let told = self.stage.change(&who, &change);
                let ask = Ask::Profile(who.as_str().into());
                self.platform_says(None, Input::Told { ask, told }).await;
            }
            Deed::OutOfReach(channel) => self.stage.reach(&channel, false),
            Deed::WithinReach(channel) => {
                self.stage.reach(&channel, true);
                let to = self.clock.now() + SignedDuration::from_hours(1);
                self.engine().travel_to(to).await.unwrap();
            }
            Deed::Rewrites(words) => self.rewrite(&words).await,
            Deed::OpensDirect(who) => {
                let place = place(&who, None);
                self.happens(&who, None, Input::Came { place }, Reply::Nowhere)
                    .await;
            }
            Deed::PressesAtOnce {
                who,
                channel,
                label,
                times,
            } => {
                self.press_at_once(&who, channel.as_deref(), &label, times)
                    .await;
            }
            Deed::Says {
                who,
                channel,
                words,
                slash,
            } => {
                self.opens_form = slash;
                let place = place(&who, channel.as_deref());
                let reply = match &channel {
                    Some(_) => Reply::Here,
                    None => Reply::To(place.clone(), None),
                };
                self.happens(
                    &who,
                    channel.as_deref(),
                    Input::Said { text: words, place },
                    reply,
                )
                .await;
                self.opens_form = true;
            }
            Deed::Presses {
                who,
                channel,
                labels,
            } => {
                for label in labels {
                    let found = self.stage.button(&who, channel.as_deref(), &label);
                    let act = found.unwrap_or_else(|| panic!("{who} sees no button [{label}]"));
                    self.press(&who, channel.as_deref(), act).await;
                }
            }
            Deed::ManyPress {
                count,
                channel,
                label,
            } => {
                for _ in 0..count {
                    self.crowd += 1;
                    let who = format!("P{}", self.crowd);
                    let act = self
                        .stage
                        .button(&who, Some(&channel), &label)
                        .expect("a button");
                    self.press(&who, Some(&channel), act).await;
                }
                self.engine().settled().await;
                // What each of a crowd is told is what one is told; it is not written down.
                self.stage.take_said();
                return Vec::new();
            }
            Deed::PressesOld {
                who,
                channel,
                label,
            } => {
                let act = self
                    .stage
                    .old_button(&label)
                    .unwrap_or_else(|| panic!("nobody ever saw [{label}]"));
                self.press(&who, channel.as_deref(), act).await;
            }
            Deed::Forges {
                who,
                channel,
                token,
            } => {
                self.press(&who, channel.as_deref(), token.as_str().into())
                    .await;
            }
            Deed::Sends { who, values } => {
                let form = self.open_form(&who).clone();
                self.send(&who, &form, &values).await;
            }
            Deed::SendsOld { who, page, values } => {
                let mut opened = self.opened.iter().rev();
                let found = opened.find(|(of, form)| *of == who && form.page + 1 == page);
                let (_, form) = found.unwrap_or_else(|| panic!("{who} never saw page {page}"));
                let form = form.clone();
                self.send(&who, &form, &values).await;
            }
            Deed::TurnsBack { who, values } => {
                let form = self.open_form(&who);
                let input = Input::TurnedBack {
                    about: form.about.clone(),
                    page: form.page,
                    values: fill(form, &values),
                };
                let reply = Reply::To(place(&who, None), None);
                self.happens(&who, None, input, reply).await;
            }
            Deed::UsesShortcut {
                who,
                shortcut,
                author,
                text,
                channel,
            } => {
                let quote = Quote {
                    author: Some(author.into()),
                    text,
                };
                let input = Input::Shortcut {
                    act: format!("1:{shortcut}").into(),
                    place: place(&who, channel.as_deref()),
                    quote,
                };
                let (_, reply) = press(&who, channel.as_deref(), "".into());
                self.happens(&who, channel.as_deref(), input, reply).await;
            }
            Deed::OpensHome(who) => {
                self.happens(&who, None, Input::OpenedHome, Reply::Nowhere)
                    .await;
            }
            Deed::Holds(channel, people) => self.stage.hold(&channel, &people),
        }
        self.engine().settled().await;
        self.stage.take_said()
    }

    fn open_form(&self, who: &str) -> &Form {
        let form = self.forms.get(who);
        form.unwrap_or_else(|| panic!("{who} has no form open"))
    }

    async fn send(&mut self, who: &str, form: &Form, values: &[(String, String)]) {
        let input = Input::Filled {
            about: form.about.clone(),
            page: form.page,
            values: fill(form, values),
        };
        let reply = Reply::To(place(who, None), None);
        self.happens(who, None, input, reply).await;
    }

    async fn restart(&mut self) {
        self.engine = None;
        self.engine = Some(engine(&mut self.kept, &self.stage, &self.coach, &self.clock).await);
    }

    /// The library is read anew, which takes a restart.
    async fn rewrite(&mut self, words: &[(String, String)]) {
        for (before, after) in words {
            let files = self.library.files.values_mut();
            let found: Vec<&mut String> = files.filter(|text| text.contains(before)).collect();
            assert!(!found.is_empty(), "the library does not say “{before}”");
            for text in found {
                *text = text.replace(before, after);
            }
        }
        self.coach = coach_of_tree(&self.library);
        self.restart().await;
    }

    /// Presses that run into each other: all are under way before the first is answered.
    async fn press_at_once(&mut self, who: &str, channel: Option<&str>, label: &str, times: usize) {
        let act = self.stage.button(who, channel, label).expect("a button");
        let (input, reply) = press(who, channel, act);
        let again = if self.way == Way::Twice { 2 } else { 1 };
        let mut presses = tokio::task::JoinSet::new();
        for _ in 0..times {
            let event = self.event(who, input.clone(), reply.clone());
            for _ in 0..again {
                let (engine, event) = (self.engine(), event.clone());
                presses.spawn(async move { engine.handle(event).await.expect("it is taken") });
            }
        }
        for answer in presses.join_all().await {
            assert_eq!(answer, Answer::Done, "what is said goes by the outbox");
        }
    }

    /// A channel is closed to the bot, and the platform says so.
    async fn close(&mut self, channel: &str, how: Departure) {
        let why = match how {
            Departure::Left => Undeliverable::NotInvited,
            Departure::Archived => Undeliverable::Archived,
            Departure::Deleted => Undeliverable::NotThere,
        };
        self.stage.bar(channel, why);
        let place = Place::Channel(channel.into());
        self.platform_says(None, Input::Went { place, how }).await;
    }

    /// The bot can speak in a channel again, and the platform says so.
    async fn open(&mut self, channel: &str, by: Option<&str>) {
        self.stage.unbar(channel);
        let place = Place::Channel(channel.into());
        self.platform_says(by, Input::Came { place }).await;
    }

    /// Something that the platform says by itself; of who did it, if that is told.
    async fn platform_says(&mut self, who: Option<&str>, input: Input) {
        let reply = match (&input, who) {
            (Input::Came { place }, Some(who)) => {
                let channel = place.channel().expect("the bot comes to channels").clone();
                Reply::To(Place::Whisper(channel, who.into()), None)
            }
            _ => Reply::Nowhere,
        };
        let mut event = self.event(who.unwrap_or_default(), input, reply);
        event.actor = event.actor.filter(|_| who.is_some());
        event.opens_form = false;
        let times = if self.way == Way::Twice { 2 } else { 1 };
        for _ in 0..times {
            let answer = self.engine().handle(event.clone()).await;
            assert_eq!(answer, Ok(Answer::Done), "nobody waits for words");
        }
    }

    fn engine(&self) -> Arc<Engine> {
        self.engine.clone().expect("Cairn runs")
    }

    async fn press(&mut self, who: &str, channel: Option<&str>, act: cairn::chat::ActToken) {
        let opened = self.opened.len();
        let token = act.clone();
        let (input, reply) = press(who, channel, act);
        self.happens(who, channel, input, reply).await;
        let opens = Act::read(&token).map(|act| act.opens());
        let is_told = self.opened.len() == opened || opens == Some(Opens::Form);
        assert!(
            is_told,
            "{token} opens a form, and its button does not say so"
        );
    }

    fn event(&mut self, who: &str, input: Input, reply: Reply) -> Event {
        self.events += 1;
        Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from(format!("event-{}", self.events)),
            at: self.clock.now(),
            actor: Some(Actor {
                id: who.into(),
                zone: None,
                locale: None,
            }),
            input,
            reply,
            opens_form: self.opens_form,
            reaches: Vec::new(),
        }
    }

    async fn happens(&mut self, who: &str, channel: Option<&str>, input: Input, reply: Reply) {
        // A form that stands open is closed by being sent, and by nothing else.
        let sent = matches!(input, Input::Filled { .. });
        let event = self.event(who, input, reply);
        let answer = self
            .engine()
            .handle(event.clone())
            .await
            .expect("the event is taken");
        if self.way == Way::Twice {
            let again = self
                .engine()
                .handle(event)
                .await
                .expect("the repeat is taken");
            if !matches!(answer, Answer::Done) {
                assert_eq!(
                    std::mem::discriminant(&again),
                    std::mem::discriminant(&answer)
                );
            }
        }
        if sent && matches!(answer, Answer::Done) {
            self.forms.remove(who);
        }
        self.show(who, channel, answer);
    }

    fn show(&mut self, who: &str, channel: Option<&str>, answer: Answer) {
        match answer {
            Answer::Done => {}
            Answer::Say(card) => {
                self.stage
                    .write(format!("only {who}:"), drawing::card(&card));
                let channel = channel.unwrap_or_default();
                self.stage
                    .keep(Place::Whisper(channel.into(), who.into()), card);
            }
            Answer::Form(form) => {
                self.stage
                    .write(format!("{who} gets a form:"), drawing::form(&form));
                self.opened.push((who.to_owned(), form.clone()));
                self.forms.insert(who.to_owned(), form);
            }
            Answer::Errors(errors) => {
                let lines = errors
                    .into_iter()
                    .map(|(field, words)| format!("{field}: {words}"));
                self.stage
                    .write(format!("{who}'s form says:"), lines.collect());
            }
        }
    }
}

/// A new engine over what was kept; a store on disk is closed and opened again.
async fn engine(
    kept: &mut Kept,
    stage: &Arc<Stage>,
    coach: &Arc<Coach>,
    clock: &Clock,
) -> Arc<Engine> {
    let store: Arc<dyn Store> = match kept {
        Kept::Memory(store) => store.clone(),
        Kept::Sled(folder, open) => {
            if let Some(store) = open.take() {
                store.close().await;
            }
            let store = Arc::new(SledStore::open(folder.path(), OpenOptions::default()).unwrap());
            *open = Some(store.clone());
            store
        }
    };
    let platforms: Vec<Arc<dyn Platform>> = vec![stage.clone()];
    Arc::new(Engine::new(store, platforms, coach.clone(), clock.clone()))
}
