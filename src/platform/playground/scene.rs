//! What stands in the playground, and who may see it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::request::Asked;
use crate::chat::{Block, Card, EventId, MessageId, Place, Quote};
use crate::picture::svg;

/// Somebody who is played.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Someone {
    /// The name, which is also the id.
    pub name: &'static str,
    /// What they are.
    pub role: &'static str,
    /// The IANA zone they live in.
    pub zone: &'static str,
}

/// Who is there. Each lives in another zone, so that it can be seen who is written to when.
pub const PEOPLE: [Someone; 3] = [
    Someone {
        name: "Ana",
        role: "employee",
        zone: "Europe/Berlin",
    },
    Someone {
        name: "Marek",
        role: "manager",
        zone: "America/New_York",
    },
    Someone {
        name: "Ada",
        role: "admin",
        zone: "Europe/London",
    },
];
/// Who answers check-ins when told to, and is played by nobody: as many as a spread takes.
pub const COLLEAGUES: [&str; 5] = ["Ben", "Chi", "Dina", "Emil", "Farah"];
/// Where they meet.
pub const CHANNELS: [&str; 2] = ["team", "sales"];
/// The most messages that are kept; the oldest go.
const MOST: usize = 300;

/// Something said, by a person or by Cairn.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Shown {
    id: u64,
    cause: Cause,
    place: Place,
    at: Timestamp,
    by: Speaker,
    /// What hangs on it, for who sees it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<Handed>,
}

/// A file that was handed to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// What it is called: ASCII letters, digits, `-` and `.`.
    pub name: String,
    /// What it holds.
    pub body: Vec<u8>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Speaker {
    Person { name: String, words: String },
    Cairn { card: Card, edited: bool },
}

/// What something was said for; it is said once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Cause {
    /// A person's own words.
    Words(EventId),
    /// An answer to a person, at once.
    Answer(EventId),
    /// What the outbox says under the coach's name for it.
    Message(MessageId),
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
    /// The pictures of the card in their order, as SVG of our own making.
    pub pictures: Vec<String>,
    /// The name of the file that hangs on it.
    pub file: Option<String>,
    /// Whether it was edited.
    pub edited: bool,
}

/// All that was said.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Scene {
    shown: Vec<Shown>,
    count: u64,
}

impl Scene {
    /// A person speaks. The page's repeat of a request is not heard twice.
    pub fn speak(&mut self, asked: &Asked, words: &str, at: Timestamp) {
        let by = Speaker::Person {
            name: asked.who.clone(),
            words: words.to_owned(),
        };
        self.say_once(Cause::Words(asked.id.clone()), asked.place.clone(), at, by);
    }

    /// Cairn answers one person where that person spoke.
    pub fn whisper(&mut self, asked: &Asked, card: Card, at: Timestamp) {
        let place = match &asked.place {
            Place::Channel(channel) => Place::Whisper(channel.clone(), asked.who.as_str().into()),
            other => other.clone(),
        };
        let by = Speaker::Cairn {
            card,
            edited: false,
        };
        self.say_once(Cause::Answer(asked.id.clone()), place, at, by);
    }

    /// Cairn posts; returns where.
    pub fn post(&mut self, message: &MessageId, place: Place, card: Card, at: Timestamp) -> String {
        let by = Speaker::Cairn {
            card,
            edited: false,
        };
        self.push(Cause::Message(message.clone()), place, at, by)
            .to_string()
    }

    /// Cairn hands somebody a file, once; returns where it stands.
    pub fn hand(
        &mut self,
        message: &MessageId,
        place: Place,
        card: Card,
        at: Timestamp,
        file: Handed,
    ) -> String {
        if let Some(stands) = self.find(message, &place) {
            return stands;
        }
        let address = self.post(message, place, card, at);
        if let Some(last) = self.shown.last_mut() {
            last.file = Some(file);
        }
        address
    }

    /// A file, for the person to whom it was handed.
    pub fn file_for(&self, person: &str, id: u64) -> Option<Handed> {
        let shown = self.shown.iter().find(|shown| shown.id == id)?;
        let is_hers = shown
            .place
            .person()
            .is_some_and(|who| who.as_str() == person);
        shown.file.clone().filter(|_| is_hers)
    }

    /// Cairn draws a home page, as a whole.
    pub fn furnish(&mut self, message: &MessageId, place: Place, card: Card, at: Timestamp) {
        self.shown.retain(|shown| shown.place != place);
        self.post(message, place, card, at);
    }

    /// The home page of a person, if it was ever drawn.
    pub fn home_of(&self, person: &str) -> Option<Seen> {
        let is_home =
            |shown: &&Shown| matches!(&shown.place, Place::Home(who) if who.as_str() == person);
        self.shown
            .iter()
            .find(is_home)
            .map(|shown| shown.seen(None, true))
    }

    /// What Cairn said and a person sees, among the messages or as the home page, and where.
    pub fn card_for(&self, person: &str, id: u64) -> Option<(Card, Place)> {
        let shown = self.shown.iter().find(|shown| shown.id == id)?;
        let is_her_home = matches!(&shown.place, Place::Home(who) if who.as_str() == person);
        let Speaker::Cairn { card, .. } = &shown.by else {
            return None;
        };
        let sees = is_her_home || shown.seen_by(person).is_some();
        sees.then(|| (card.clone(), shown.place.clone()))
    }

    /// A message that a person sees in a place, to do something with it.
    pub fn quote(&self, person: &str, place: &Place, id: u64) -> Option<Quote> {
        let shown = self.shown.iter().find(|shown| shown.id == id)?;
        let seen = shown.seen_by(person)?;
        let channel = place.channel().map(|channel| channel.as_str());
        if seen.channel.as_deref() != channel {
            return None;
        }
        Some(match &shown.by {
            Speaker::Person { name, words } => Quote {
                author: Some(name.as_str().into()),
                text: words.clone(),
            },
            Speaker::Cairn { card, .. } => Quote {
                author: None,
                text: card.summary.clone(),
            },
        })
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

    /// Cairn takes away what it said.
    pub fn remove(&mut self, address: &str) {
        self.shown.retain(|shown| {
            shown.id.to_string() != address || matches!(shown.by, Speaker::Person { .. })
        });
    }

    /// Where a message stands, if it does.
    pub fn find(&self, message: &MessageId, place: &Place) -> Option<String> {
        let wanted = Cause::Message(message.clone());
        let newest = self
            .shown
            .iter()
            .rev()
            .find(|shown| shown.cause == wanted && shown.place == *place)?;
        Some(newest.id.to_string())
    }

    /// What a person sees: channels, and what is hers alone.
    pub fn seen_by(&self, person: &str) -> Vec<Seen> {
        self.shown
            .iter()
            .filter_map(|shown| shown.seen_by(person))
            .collect()
    }

    /// When the last thing was said.
    pub fn last(&self) -> Option<Timestamp> {
        self.shown.iter().map(|shown| shown.at).max()
    }

    fn say_once(&mut self, cause: Cause, place: Place, at: Timestamp, by: Speaker) {
        if !self.shown.iter().any(|shown| shown.cause == cause) {
            self.push(cause, place, at, by);
        }
    }

    fn push(&mut self, cause: Cause, place: Place, at: Timestamp, by: Speaker) -> u64 {
        self.count += 1;
        self.shown.push(Shown {
            id: self.count,
            cause,
            place,
            at,
            by,
            file: None,
        });
        self.drop_oldest();
        self.count
    }

    /// A home page is no message: it stands until it is drawn anew.
    fn drop_oldest(&mut self) {
        let is_message = |shown: &Shown| !matches!(shown.place, Place::Home(_));
        if self.shown.iter().filter(|shown| is_message(shown)).count() > MOST
            && let Some(oldest) = self.shown.iter().position(is_message)
        {
            self.shown.remove(oldest);
        }
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
        Some(self.seen(channel.map(|channel| channel.as_str()), alone))
    }

    fn seen(&self, channel: Option<&str>, alone: bool) -> Seen {
        let (by, words, card, edited) = match &self.by {
            Speaker::Person { name, words } => (name.clone(), Some(words.clone()), None, false),
            Speaker::Cairn { card, edited } => {
                ("Cairn".to_owned(), None, Some(card.clone()), *edited)
            }
        };
        Seen {
            id: self.id,
            channel: channel.map(str::to_owned),
            alone,
            at: self.at,
            by,
            words,
            pictures: card.as_ref().map(pictures).unwrap_or_default(),
            card,
            file: self.file.as_ref().map(|file| file.name.clone()),
            edited,
        }
    }
}

fn pictures(card: &Card) -> Vec<String> {
    let picture = |block: &Block| match block {
        Block::Picture(picture) => Some(svg(picture)),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Buttons(_)
        | Block::Meter(_)
        | Block::Divider => None,
    };
    card.blocks.iter().filter_map(picture).collect()
}
