//! Everything that Cairn shows: its whole library asked, every button pressed, every form sent
//! empty and filled, every command said, time passing; each card and form kept.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cairn::chat::{
    ActToken, Actor, Address, Answer, Ask, Block, Card, Event, EventId, Form, Input, InputKind,
    Outgoing, PersonId, Place, Quote, Reply, Row, Told, Undeliverable, Value, Values, WorkspaceId,
};
use cairn::clock::Clock;
use cairn::coach::{COMMANDS, Coach, CoachSettings, Phrases};
use cairn::engine::Engine;
use cairn::library::{Library, Surface};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use cairn::store::MemoryStore;
use jiff::{SignedDuration, Timestamp};

/// A Tuesday.
const BEGINNING: &str = "2026-11-24T10:00:00+01:00";
/// The one who may ask.
const ADMIN: &str = "UADA";
/// Channels whose bot was thrown out.
const GONE: &str = "CGONE";

/// What is collected for a round from somebody's message: the line, and the link.
const LINKS: [&str; 2] = ["Worth reading", "https://example.org/c"];
/// The channel in which a round is posted.
const ROUND: &str = "CROUND";
/// No form has more pages.
const PAGES_MOST: usize = 20;

/// What is said after each command.
const ARGUMENTS: [&str; 4] = ["", "x", "dm", "nothing-of-this-name for 99 days"];
/// What is typed into each input that takes words, as far as it fits.
const TYPED: &str = "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";

/// Whether these are words that were typed here, which may be said back.
pub fn is_typed(words: &str) -> bool {
    let typed = [ARGUMENTS.as_slice(), &LINKS].concat();
    typed.contains(&words) || (!words.is_empty() && TYPED.contains(words))
}

/// So many buttons of one sort are pressed: more than the library has items.
const OF_A_SORT_MOST: usize = 60;

/// All that was shown.
#[derive(Default)]
pub struct Gallery {
    pub cards: Vec<Card>,
    pub forms: Vec<Form>,
    /// What forms said was amiss.
    pub errors: Vec<String>,
}

/// Plays it all.
pub async fn everything(library: Library) -> Gallery {
    everything_said(library, super::phrases()).await
}

/// The same in other words.
pub async fn everything_said(library: Library, phrases: Phrases) -> Gallery {
    let mut visit = Visit::begin(library, phrases);
    visit.open_homes().await;
    visit.ask_everything().await;
    visit.press_everything().await;
    visit.read_a_round().await;
    visit.days_pass(2).await;
    visit.press_everything().await;
    visit.practise().await;
    visit.say_everything().await;
    visit.press_everything().await;
    visit.days_pass(40).await;
    visit.open_homes().await;
    visit.press_everything().await;
    visit.gallery
}

struct Visit {
    engine: Arc<Engine>,
    clock: Clock,
    screen: Arc<Screen>,
    library: Arc<Library>,
    gallery: Gallery,
    events: usize,
    pressed: HashSet<ActToken>,
    /// How many buttons of a sort were pressed.
    of_a_sort: HashMap<String, usize>,
    /// Who saw which button where.
    waiting: VecDeque<(PersonId, Place, ActToken)>,
}

impl Visit {
    fn begin(library: Library, phrases: Phrases) -> Self {
        let library = Arc::new(library);
        let zone = jiff::tz::TimeZone::UTC;
        let admins = vec![PersonId::from(ADMIN)];
        let coach = Coach::new(library.clone(), phrases, CoachSettings::new(zone, admins));
        let screen = Arc::new(Screen::default());
        let clock = Clock::still(BEGINNING.parse().unwrap());
        let platforms: Vec<Arc<dyn Platform>> = vec![screen.clone()];
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::new(store, platforms, Arc::new(coach), clock.clone());
        Self {
            engine: Arc::new(engine),
            clock,
            screen,
            library,
            gallery: Gallery::default(),
            events: 0,
            pressed: HashSet::new(),
            of_a_sort: HashMap::new(),
            waiting: VecDeque::new(),
        }
    }

    async fn ask_everything(&mut self) {
        let asked: Vec<String> = self
            .library
            .items
            .values()
            .filter(|item| item.is_asked_on(Surface::Channel))
            .map(|item| item.id.to_string())
            .collect();
        for (index, id) in asked.iter().enumerate() {
            let channel = format!("C{index}");
            self.say(ADMIN, Some(&channel), &format!("ask {id} for 1 day"))
                .await;
        }
        self.say(ADMIN, Some(GONE), &format!("ask {}", asked[0]))
            .await;
        let tips: Vec<String> = self.library.tips.keys().map(ToString::to_string).collect();
        for (index, id) in tips.iter().enumerate() {
            let channel = format!("CTIP{index}");
            self.say(ADMIN, Some(&channel), &format!("tip {id}")).await;
        }
        self.say(ADMIN, Some(GONE), "tip").await;
    }

    /// Each new button once, by somebody who has pressed nothing yet where all may press.
    async fn press_everything(&mut self) {
        self.look();
        while let Some((who, place, act)) = self.waiting.pop_front() {
            if !self.is_worth_pressing(&act) {
                continue;
            }
            let who = match &place {
                Place::Channel(_) => PersonId::from(format!("U{}", self.events)),
                Place::Direct(_) | Place::Whisper(..) | Place::Home(_) => who,
            };
            let input = Input::Pressed {
                act,
                place: place.clone(),
            };
            self.happens(&who, &place, input).await;
            self.look();
        }
    }

    /// Whether a button is new, and not one of a sort of which there is no end: what is edited can
    /// be edited again, each time on another version.
    fn is_worth_pressing(&mut self, act: &ActToken) -> bool {
        let pressed = self.of_a_sort.entry(sort(act)).or_default();
        if *pressed == OF_A_SORT_MOST || !self.pressed.insert(act.clone()) {
            return false;
        }
        *pressed += 1;
        true
    }

    /// Home pages are opened: of who has done much, of who is named in wins, of who is new.
    async fn open_homes(&mut self) {
        for who in [ADMIN, "UP1", "Marek", "UNEW"] {
            let who = PersonId::from(who);
            let place = Place::Home(who.clone());
            self.happens(&who, &place, Input::OpenedHome).await;
            self.look();
        }
    }

    /// Many people practise, so that each item comes up; the answers differ by who presses.
    async fn practise(&mut self) {
        for index in 0..60 {
            self.say(&format!("UP{index}"), None, "practice 3").await;
            self.press_everything().await;
        }
    }

    async fn say_everything(&mut self) {
        for command in COMMANDS {
            for who in [ADMIN, "UP1", "UNEW"] {
                for arguments in ARGUMENTS {
                    let words = format!("{} {arguments}", command.name);
                    self.say(who, None, &words).await;
                    self.say(who, Some("C0"), &words).await;
                }
            }
        }
        self.say("UP1", None, "hlep").await;
        self.say("UP2", Some("C1"), "*hi* <!channel>").await;
    }

    async fn days_pass(&mut self, days: i64) {
        let to = self.clock.now() + SignedDuration::from_hours(24 * days);
        self.engine.travel_to(to).await.unwrap();
        self.look();
    }

    async fn say(&mut self, who: &str, channel: Option<&str>, words: &str) {
        let who = PersonId::from(who);
        let place = match channel {
            Some(channel) => Place::Channel(channel.into()),
            None => Place::Direct(who.clone()),
        };
        let input = Input::Said {
            text: words.to_owned(),
            place: place.clone(),
        };
        self.happens(&who, &place, input).await;
        self.look();
    }

    async fn happens(&mut self, who: &PersonId, place: &Place, input: Input) {
        match self.handle(who, place, input).await {
            Answer::Done => {}
            Answer::Say(card) => self.keep(place.clone(), who, card),
            Answer::Errors(errors) => self.complain(errors),
            Answer::Form(form) => self.fill_in(who, place, form).await,
        }
        self.engine.settled().await;
    }

    /// A form is sent empty, then filled, and so is each page that follows.
    async fn fill_in(&mut self, who: &PersonId, place: &Place, form: Form) {
        let mut open = Some(form);
        for _ in 0..PAGES_MOST {
            let Some(form) = open.take() else { return };
            for filled in [false, true] {
                let input = Input::Filled {
                    about: form.about.clone(),
                    page: form.page,
                    values: values(&form, filled, self.events),
                };
                match self.handle(who, place, input).await {
                    Answer::Done => {}
                    Answer::Say(card) => self.keep(place.clone(), who, card),
                    Answer::Errors(errors) => self.complain(errors),
                    Answer::Form(next) => open = Some(next),
                }
            }
            self.gallery.forms.push(form);
        }
    }

    /// A weekly round is announced, collected for, posted, and told about by as many as it takes
    /// for all of that to be shown; every second one with her name.
    async fn read_a_round(&mut self) {
        let place = Place::Channel(ROUND.into());
        let collect = [
            "round",
            "news https://example.org/a?utm_source=x A line about it",
            "news https://example.org/b",
            "news",
        ];
        self.say(ADMIN, Some(ROUND), "schedule round every Wednesday at 8:00")
            .await;
        // All that is shown is pressed, and so taken out again.
        for _ in 0..2 {
            for words in collect {
                self.say(ADMIN, Some(ROUND), words).await;
            }
            let act = "1:news-new".into();
            let quote = Quote {
                author: Some("Ben".into()),
                text: LINKS.join(": "),
            };
            let place = place.clone();
            let input = Input::Shortcut { act, place, quote };
            let place = Place::Channel(ROUND.into());
            self.happens(&ADMIN.into(), &place, input).await;
            self.press_everything().await;
        }
        for words in collect {
            self.say(ADMIN, Some(ROUND), words).await;
        }
        self.days_pass(1).await;
        let mut seen = self.waiting.iter().map(|(_, _, act)| act);
        let found = seen.find(|act| act.as_str().contains(":tell-us:"));
        let act = found.expect("a round was posted").clone();
        for reader in 0..6 {
            let who = PersonId::from(format!("UREADS{reader}"));
            let (act, at) = (act.clone(), place.clone());
            let press = Input::Pressed { act, place: at };
            let Answer::Form(form) = self.handle(&who, &place, press).await else {
                panic!("a round is told about in a form");
            };
            let mut values = values(&form, true, reader);
            if reader % 2 == 1 {
                values.remove(&"talk".into());
            }
            let (about, page) = (form.about.clone(), form.page);
            self.gallery.forms.push(form);
            let input = Input::Filled {
                about,
                page,
                values,
            };
            self.happens(&who, &place, input).await;
        }
        self.days_pass(1).await;
        for words in ["feedback", "feedback november", "feedback export"] {
            self.say(ADMIN, None, words).await;
        }
        self.press_everything().await;
    }

    async fn handle(&mut self, who: &PersonId, place: &Place, input: Input) -> Answer {
        self.events += 1;
        let reply = match place {
            Place::Channel(channel) => Place::Whisper(channel.clone(), who.clone()),
            Place::Direct(_) | Place::Whisper(..) | Place::Home(_) => Place::Direct(who.clone()),
        };
        let event = Event {
            workspace: WorkspaceId::from("screen:all"),
            id: EventId::from(format!("event-{}", self.events)),
            at: self.clock.now(),
            actor: Some(Actor {
                id: who.clone(),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::To(reply, None),
            opens_form: true,
            reaches: Vec::new(),
        };
        self.engine.handle(event).await.expect("it is taken")
    }

    fn complain(&mut self, errors: Vec<(cairn::chat::FieldId, String)>) {
        self.gallery
            .errors
            .extend(errors.into_iter().map(|(_, words)| words));
    }

    /// Takes over what was shown since.
    fn look(&mut self) {
        let shown = std::mem::take(&mut *self.screen.shown.lock().unwrap());
        for (place, card) in shown {
            let who = match &place {
                Place::Direct(who) | Place::Whisper(_, who) | Place::Home(who) => who.clone(),
                Place::Channel(_) => PersonId::from("U0"),
            };
            self.keep(place, &who, card);
        }
    }

    fn keep(&mut self, place: Place, who: &PersonId, card: Card) {
        for block in &card.blocks {
            if let Block::Buttons(buttons) = block {
                let acts = buttons.iter().map(|button| button.act.clone());
                let seen = acts.map(|act| (who.clone(), place.clone(), act));
                self.waiting.extend(seen);
            }
        }
        self.gallery.cards.push(card);
    }
}

/// A button without the names and numbers that are drawn anew each time.
fn sort(act: &ActToken) -> String {
    let is_drawn = |part: &str| {
        part.contains(|sign: char| sign.is_ascii_digit())
            && part
                .chars()
                .all(|sign| sign.is_ascii_hexdigit() || sign == '-')
    };
    let parts = act.as_str().split(':');
    let parts = parts.map(|part| if is_drawn(part) { "#" } else { part });
    parts.collect::<Vec<_>>().join(":")
}

/// Nothing at all, or something in each field, which differs by the seed.
fn values(form: &Form, filled: bool, seed: usize) -> Values {
    let fields = form.rows.iter().filter_map(|row| match row {
        Row::Ask(field) if filled => Some(field),
        Row::Ask(_) | Row::Show(_) => None,
    });
    let value = |(place, field): (usize, &cairn::chat::Field)| {
        let value = match &field.input {
            InputKind::Words { max, .. } => {
                Value::Words(TYPED[..TYPED.len().min(usize::from(*max))].to_owned())
            }
            InputKind::Number { min, max } => Value::Words([min, max][seed % 2].to_string()),
            InputKind::One { options, .. } => {
                Value::Chosen(vec![options[(seed + place) % options.len()].id.clone()])
            }
            InputKind::Several { options, .. } => {
                let some = options.iter().skip(seed % options.len());
                Value::Chosen(some.map(|option| option.id.clone()).collect())
            }
            InputKind::People { initial, .. } if initial.is_empty() => {
                Value::People(vec!["Marek".into()])
            }
            InputKind::People { initial, .. } => Value::People(initial.clone()),
            InputKind::Channel { initial } => {
                Value::Channel(initial.clone().unwrap_or_else(|| "C0".into()))
            }
            InputKind::Date { initial } => {
                let day = initial.unwrap_or(jiff::civil::date(2026, 12, 3));
                Value::Date(if seed.is_multiple_of(2) {
                    day
                } else {
                    day.tomorrow().unwrap()
                })
            }
        };
        (field.id.clone(), value)
    };
    fields.enumerate().map(value).collect()
}

/// A platform that shows everything, but in the channel that is gone.
#[derive(Default)]
struct Screen {
    shown: Mutex<Vec<(Place, Card)>>,
}

#[async_trait]
impl Platform for Screen {
    fn name(&self) -> &'static str {
        "screen"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        match delivery.what {
            Outgoing::Ask(Ask::Profile(_)) => Outcome::Told(Told::Profile {
                name: None,
                zone: None,
                locale: None,
                active: true,
                guest: false,
                admin: false,
            }),
            Outgoing::Ask(Ask::Members { .. }) => Outcome::Told(Told::Members {
                people: vec!["Ana".into(), "Marek".into()],
                next: None,
            }),
            Outgoing::Remove(_) => Outcome::Said(None),
            Outgoing::File(file) => {
                let mut shown = self.shown.lock().unwrap();
                shown.push((Place::Direct(file.person.clone()), file.words.clone()));
                Outcome::Said(None)
            }
            Outgoing::Ask(Ask::Channel(channel)) => match channel.as_str() {
                GONE => Outcome::Never(Undeliverable::NotThere),
                name => Outcome::Told(Told::Channel {
                    name: Some(name.to_owned()),
                    archived: false,
                    member: true,
                    shared: false,
                }),
            },
            Outgoing::Message(message) => {
                let channel = message.place.channel();
                if channel.is_some_and(|channel| channel.as_str() == GONE) {
                    return Outcome::Never(Undeliverable::NotThere);
                }
                let mut shown = self.shown.lock().unwrap();
                shown.push((message.place.clone(), message.card.clone()));
                Outcome::Said(Some(Address::from("somewhere")))
            }
        }
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}
