//! Wins, recaps, charters and suggestions with the longest words that their forms take, ten people
//! named, and names of two hundred characters: within Slack's limits, nothing of it lost, and only
//! who is named is mentioned.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use cairn::chat::{
    Actor, Answer, Ask, Block, Card, Event, EventId, Form, Input, InputKind, Outgoing, PersonId,
    Place, Reply, Row, Told, Value as Filled, Values,
};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use cairn::store::MemoryStore;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::support::block_kit::{message_faults, view_faults};
use super::support::coach_with_admins;
use super::{drawn, opened};

const AUTHOR: &str = "UMAREK";
const MANAGER: &str = "UADA";
const CHANNEL: &str = "C1";

/// Keeps all that is said; everybody has a long name.
struct Album {
    name: String,
    cards: Mutex<Vec<(Place, Card)>>,
    files: Mutex<Vec<String>>,
}

#[async_trait]
impl Platform for Album {
    fn name(&self) -> &'static str {
        "album"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        let (place, card) = match delivery.what {
            Outgoing::Ask(Ask::Profile(_)) => {
                return Outcome::Told(Told::Profile {
                    name: Some(self.name.clone()),
                    zone: None,
                    locale: None,
                    active: true,
                    guest: false,
                    admin: false,
                });
            }
            Outgoing::Ask(Ask::Channel(_)) => {
                return Outcome::Told(Told::Channel {
                    name: Some("team".to_owned()),
                    archived: false,
                    member: true,
                    shared: false,
                });
            }
            Outgoing::Message(message) => (&message.place, &message.card),
            Outgoing::File(file) => {
                self.files.lock().unwrap().push(file.name.clone());
                return Outcome::Said(Some("file".into()));
            }
            _ => return Outcome::Said(Some("done".into())),
        };
        let mut cards = self.cards.lock().unwrap();
        cards.push((place.clone(), card.clone()));
        Outcome::Said(Some(format!("m{}", cards.len()).as_str().into()))
    }

    async fn look(&self, _: Delivery<'_>) -> Looked {
        Looked::Absent
    }
}

struct Chat {
    album: Arc<Album>,
    clock: Clock,
    engine: Engine,
    pattern: String,
    events: usize,
    forms: Vec<Form>,
}

/// The pattern again and again, as far as there is room for it.
fn as_long(pattern: &str, most: usize) -> String {
    let mut words = String::new();
    for sign in pattern.chars().cycle() {
        if words.encode_utf16().count() + sign.len_utf16() > most {
            return words;
        }
        words.push(sign);
    }
    words
}

impl Chat {
    fn begin(pattern: &str) -> Self {
        let album = Arc::new(Album {
            name: as_long(pattern, 200),
            cards: Mutex::default(),
            files: Mutex::default(),
        });
        let clock = Clock::still("2026-11-24T10:00:00+01:00".parse().unwrap());
        let platforms: Vec<Arc<dyn Platform>> = vec![album.clone()];
        let store = Arc::new(MemoryStore::new());
        let coach = coach_with_admins(&[MANAGER]);
        Self {
            engine: Engine::new(store, platforms, coach, clock.clone()),
            album,
            clock,
            pattern: pattern.to_owned(),
            events: 0,
            forms: Vec::new(),
        }
    }

    async fn happens(&mut self, who: &str, input: Input) -> Answer {
        self.events += 1;
        let event = Event {
            workspace: "album:T1".into(),
            id: EventId::from(format!("e{}", self.events)),
            at: self.clock.now(),
            actor: Some(Actor {
                id: PersonId::from(who),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::To(Place::Whisper(CHANNEL.into(), who.into()), None),
            opens_form: true,
            reaches: Vec::new(),
        };
        let answer = self.engine.handle(event).await.unwrap();
        self.engine.settled().await;
        if let Answer::Form(form) = &answer {
            self.forms.push(form.clone());
        }
        answer
    }

    async fn says(&mut self, who: &str, text: &str) -> Answer {
        let text = text.to_owned();
        let place = Place::Channel(CHANNEL.into());
        self.happens(who, Input::Said { text, place }).await
    }

    /// Presses the newest button of that label.
    async fn presses(&mut self, who: &str, label: &str) -> Answer {
        let act = {
            let cards = self.album.cards.lock().unwrap();
            let blocks = cards.iter().rev().flat_map(|(_, card)| &card.blocks);
            let mut buttons = blocks.filter_map(|block| match block {
                Block::Buttons(buttons) => buttons.iter().find(|button| button.label == label),
                _ => None,
            });
            let found = buttons
                .next()
                .unwrap_or_else(|| panic!("no button {label}"));
            found.act.clone()
        };
        let place = Place::Channel(CHANNEL.into());
        self.happens(who, Input::Pressed { act, place }).await
    }

    /// Sends a form with as much in each input as it takes.
    async fn sends(&mut self, who: &str, answer: Answer) {
        let Answer::Form(form) = answer else {
            panic!("no form: {answer:?}");
        };
        let asked = form.rows.iter().filter_map(|row| match row {
            Row::Ask(field) => Some(field),
            Row::Show(_) => None,
        });
        let filled = asked.filter_map(|field| Some((field.id.clone(), self.fill(&field.input)?)));
        let values: Values = filled.collect();
        let (about, page) = (form.about.clone(), form.page);
        let input = Input::Filled {
            about,
            page,
            values,
        };
        let answer = self.happens(who, input).await;
        assert!(!matches!(answer, Answer::Errors(_)), "{answer:?}");
    }

    fn fill(&self, input: &InputKind) -> Option<Filled> {
        Some(match input {
            InputKind::Words { max, .. } => {
                let lines =
                    |count: usize, most| vec![as_long(&self.pattern, most); count].join("\n");
                Filled::Words(match max {
                    // Five values of 60, five stakeholders of 80, a line each.
                    305 => lines(5, 60),
                    405 => lines(5, 80),
                    max => lines(1, usize::from(*max)),
                })
            }
            InputKind::People { most, .. } => {
                let person = |number| PersonId::from(format!("UBEN{number}"));
                Filled::People((0..*most).map(person).collect())
            }
            InputKind::One { options, .. } => Filled::Chosen(vec![options.last()?.id.clone()]),
            _ => return None,
        })
    }
}

/// All the words that stand in something drawn, one after the other.
fn words_of(drawn: &Value, words: &mut String) {
    match drawn {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if key == "text" => words.push_str(text),
                    value => words_of(value, words),
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|value| words_of(value, words)),
        _ => {}
    }
}

const PATTERNS: [&str; 7] = [
    "w",
    "漢字",
    "a word and ",
    "&<>*_~`",
    "\u{202E}desrever \u{200F}right ",
    "👩‍👩‍👧 é 🎉 ",
    "\"quoted\" \\ ",
];

#[tokio::test]
async fn slack_takes_wins_recaps_charters_and_suggestions_of_the_longest_words() {
    for pattern in PATTERNS {
        let mut chat = Chat::begin(pattern);
        chat.says(MANAGER, "charter").await;
        let form = chat.presses(MANAGER, "Write it").await;
        chat.sends(MANAGER, form).await;
        let form = chat.says(AUTHOR, "win").await;
        chat.sends(AUTHOR, form).await;
        chat.presses("UANA", "Cheer").await;
        chat.says(MANAGER, "wins suggest on").await;
        for _ in 0..4 {
            let form = chat.says(AUTHOR, "win").await;
            chat.sends(AUTHOR, form).await;
        }
        chat.says(MANAGER, "wins suggest").await;
        chat.presses(MANAGER, "Not this one").await;
        chat.presses(MANAGER, "Look at 2").await;
        chat.presses(MANAGER, "Post it").await;
        for _ in 0..24 {
            let form = chat.says(MANAGER, "win").await;
            chat.sends(MANAGER, form).await;
            let later = chat.clock.now() + SignedDuration::from_mins(20);
            chat.engine.travel_to(later).await.unwrap();
        }
        chat.says("UANA", "wins").await;
        chat.presses("UANA", "More").await;
        chat.says(MANAGER, "schedule recap every Friday at 16:00")
            .await;
        chat.presses(MANAGER, "Schedule it").await;
        chat.says(MANAGER, "wins report november").await;
        let friday = chat.clock.now() + SignedDuration::from_hours(24 * 5);
        chat.engine.travel_to(friday).await.unwrap();
        chat.engine.settled().await;

        let files = chat.album.files.lock().unwrap();
        for ending in ["md", "csv"] {
            let of = files.iter().filter(|name| name.ends_with(ending)).count();
            assert!(
                of >= 2,
                "{pattern}: the report comes in parts, not {files:?}"
            );
        }
        let cards = chat.album.cards.lock().unwrap();
        for (_, card) in cards.iter() {
            let drawn = drawn(card);
            let faults = message_faults(&drawn);
            assert!(faults.is_empty(), "{pattern}: {faults:#?} in {drawn:#}");
        }
        for form in &chat.forms {
            let view = opened(form);
            let faults = view_faults(&view);
            assert!(faults.is_empty(), "{pattern}: {faults:#?} in {view:#}");
        }
        let title = |words: &str| {
            let begins = move |(_, card): &&(Place, Card)| card.summary.starts_with(words);
            cards.iter().rev().find(begins).map(|(_, card)| drawn(card))
        };
        let win = title("★ A win of ").expect("a win");
        let recap = title("★ The week's wins of ").expect("a recap");
        let suggested = title("A win suggested for ").expect("a suggestion");
        for (drawn, what) in [(&win, "a win"), (&suggested, "a suggestion")] {
            let mut shown = String::new();
            words_of(drawn, &mut shown);
            let whole = as_long(pattern, 500);
            let whole = whole.trim();
            assert!(shown.contains(whole), "{pattern}: {what} is cut: {shown}");
        }
        // Who is named is mentioned where it notifies, who told it and who is named in a recap not.
        for person in 0..10 {
            let mention = format!("\"user_id\":\"UBEN{person}\"");
            assert!(win["blocks"].to_string().contains(&mention), "{win:#}");
            assert!(!recap.to_string().contains(&mention), "{recap:#}");
        }
        for who in [AUTHOR, MANAGER] {
            assert!(!win.to_string().contains(who), "{win:#}");
            assert!(!recap.to_string().contains(who), "{recap:#}");
        }
    }
}
