//! What stands in the playground, and who may see it.

use jiff::Timestamp;
use serde::Serialize;

use crate::chat::{Card, Place};

/// Who is there: name and what they are.
pub const PEOPLE: [(&str, &str); 3] = [("Ana", "employee"), ("Marek", "manager"), ("Ada", "admin")];
/// Where they meet.
pub const CHANNELS: [&str; 2] = ["team", "sales"];
/// The most messages that are kept; the oldest go.
const MOST: usize = 500;

/// Something said, by a person or by Cairn.
#[derive(Clone, Debug)]
pub struct Shown {
    id: u64,
    place: Place,
    at: Timestamp,
    by: Speaker,
}

#[derive(Clone, Debug)]
enum Speaker {
    Person { name: String, words: String },
    Cairn { card: Card, edited: bool },
}

/// Something said, as one person sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// Its name on the page.
    pub id: u64,
    /// The channel; none for the direct conversation.
    pub channel: Option<String>,
    /// Whether nobody else sees it.
    pub alone: bool,
    /// When it was said.
    pub at: Timestamp,
    /// Who said it.
    pub by: String,
    /// What a person said.
    pub words: Option<String>,
    /// What Cairn said.
    pub card: Option<Card>,
    /// Whether it was edited.
    pub edited: bool,
}

/// All that was said.
#[derive(Default)]
pub(super) struct Scene {
    shown: Vec<Shown>,
    count: u64,
}

impl Scene {
    /// A person speaks.
    pub fn speak(&mut self, name: &str, place: &Place, words: &str, at: Timestamp) {
        let by = Speaker::Person {
            name: name.to_owned(),
            words: words.to_owned(),
        };
        self.push(place.clone(), at, by);
    }

    /// Cairn posts; returns where.
    pub fn post(&mut self, place: Place, card: Card, at: Timestamp) -> String {
        self.push(
            place,
            at,
            Speaker::Cairn {
                card,
                edited: false,
            },
        )
        .to_string()
    }

    /// Cairn answers one person where that person spoke.
    pub fn whisper(&mut self, who: &str, place: &Place, card: Card, at: Timestamp) {
        let place = match place {
            Place::Channel(channel) => Place::Whisper(channel.clone(), who.into()),
            other => other.clone(),
        };
        self.push(
            place,
            at,
            Speaker::Cairn {
                card,
                edited: false,
            },
        );
    }

    /// Cairn edits; says whether there was anything to edit.
    pub fn change(&mut self, address: &str, new: Card) -> bool {
        let found = self
            .shown
            .iter_mut()
            .find(|shown| shown.id.to_string() == address);
        let Some(Shown {
            by: Speaker::Cairn { card, edited },
            ..
        }) = found
        else {
            return false;
        };
        *card = new;
        *edited = true;
        true
    }

    /// What a person sees: channels, and what is hers alone.
    pub fn seen_by(&self, person: &str) -> Vec<Seen> {
        self.shown
            .iter()
            .filter_map(|shown| shown.seen_by(person))
            .collect()
    }

    fn push(&mut self, place: Place, at: Timestamp, by: Speaker) -> u64 {
        self.count += 1;
        self.shown.push(Shown {
            id: self.count,
            place,
            at,
            by,
        });
        if self.shown.len() > MOST {
            self.shown.remove(0);
        }
        self.count
    }
}

impl Shown {
    fn seen_by(&self, person: &str) -> Option<Seen> {
        let (channel, alone) = match &self.place {
            Place::Channel(channel) => (Some(channel), false),
            Place::Whisper(channel, who) if who.as_str() == person => (Some(channel), true),
            Place::Direct(who) if who.as_str() == person => (None, true),
            Place::Whisper(..) | Place::Direct(_) | Place::Home(_) => return None,
        };
        let (by, words, card, edited) = match &self.by {
            Speaker::Person { name, words } => (name.clone(), Some(words.clone()), None, false),
            Speaker::Cairn { card, edited } => {
                ("Cairn".to_owned(), None, Some(card.clone()), *edited)
            }
        };
        let channel = channel.map(|channel| channel.as_str().to_owned());
        Some(Seen {
            id: self.id,
            channel,
            alone,
            at: self.at,
            by,
            words,
            card,
            edited,
        })
    }
}
