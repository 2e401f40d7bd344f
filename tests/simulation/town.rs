//! The chat platform of a simulated company: it keeps a ledger of all that was ever posted, knows
//! who people are, and fails now and then in every way that platforms do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use cairn::chat::{
    ActToken, Address, Ask, Block, Button, Card, MessageId, Outgoing, Place, Told, Undeliverable,
};
use cairn::platform::{Delivery, HttpReply, Looked, Outcome, Platform, Received, Request};
use jiff::Timestamp;

use crate::support::chance::Chance;
use crate::support::drawing;

/// How many of the newest messages of a place people still look at.
const LOOKED_AT: usize = 3;

/// A message that was posted; edits of it are not listed.
#[derive(Clone, Debug)]
pub struct Posted {
    pub at: Timestamp,
    pub place: Place,
    pub id: MessageId,
    /// As it was worded when it was posted.
    pub words: String,
}

/// What the platform has of a person.
#[derive(Clone, Debug)]
pub struct Profile {
    pub zone: String,
    pub gone: bool,
    pub guest: bool,
}

impl Profile {
    pub fn told(&self) -> Told {
        Told::Profile {
            name: None,
            zone: Some(self.zone.clone()),
            locale: None,
            active: !self.gone,
            guest: self.guest,
            admin: false,
        }
    }
}

pub struct Town(Mutex<Inner>);

struct Inner {
    chance: Chance,
    ledger: Vec<Posted>,
    standing: BTreeMap<Place, Vec<(MessageId, Card)>>,
    profiles: BTreeMap<String, Profile>,
    /// Who is in each channel.
    members: BTreeMap<String, BTreeSet<String>>,
    archived: BTreeSet<String>,
    /// Until when nothing can be reached.
    down_until: Timestamp,
}

impl Town {
    pub fn new(chance: Chance, profiles: BTreeMap<String, Profile>) -> Self {
        Self(Mutex::new(Inner {
            chance,
            ledger: Vec::new(),
            standing: BTreeMap::new(),
            profiles,
            members: BTreeMap::new(),
            archived: BTreeSet::new(),
            down_until: Timestamp::MIN,
        }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// All that was ever posted.
    pub fn ledger(&self) -> Vec<Posted> {
        self.inner().ledger.clone()
    }

    /// Something about a person changes.
    pub fn change(&self, person: &str, change: impl FnOnce(&mut Profile)) -> Profile {
        let mut inner = self.inner();
        let profile = inner.profiles.get_mut(person).unwrap();
        change(profile);
        profile.clone()
    }

    /// Somebody joins a channel, or is in it no more; the platform tells of it only if it is asked.
    pub fn member(&self, channel: &str, person: &str, is_in: bool) {
        let mut inner = self.inner();
        let members = inner.members.entry(channel.to_owned()).or_default();
        if is_in {
            members.insert(person.to_owned());
        } else {
            members.remove(person);
        }
    }

    pub fn archive(&self, channel: &str, archived: bool) {
        let mut inner = self.inner();
        if archived {
            inner.archived.insert(channel.to_owned());
        } else {
            inner.archived.remove(channel);
        }
    }

    /// Nothing can be reached until then.
    pub fn go_down(&self, until: Timestamp) {
        self.inner().down_until = until;
    }

    /// What a person got back at once stands for her as if it had been posted.
    pub fn keep(&self, place: Place, card: Card) {
        self.inner().stand(place, MessageId::from("at once"), card);
    }

    /// The buttons that a person can see now.
    pub fn buttons(&self, person: &str, channels: &[&str]) -> Vec<(Place, Button)> {
        let inner = self.inner();
        let mut places = vec![Place::Direct(person.into()), Place::Home(person.into())];
        for channel in channels {
            places.push(Place::Channel((*channel).into()));
            places.push(Place::Whisper((*channel).into(), person.into()));
        }
        let of_place = |place: &Place| {
            let cards = inner.standing.get(place).into_iter().flatten();
            let blocks = cards.flat_map(|(_, card)| &card.blocks);
            let buttons = blocks.filter_map(|block| match block {
                Block::Buttons(buttons) => Some(buttons.clone()),
                Block::Title(_)
                | Block::Paragraph(_)
                | Block::Note(_)
                | Block::Meter(_)
                | Block::Picture(_)
                | Block::Divider => None,
            });
            let buttons = buttons.flatten();
            buttons.map(|button| (place.clone(), button)).collect()
        };
        places.iter().flat_map::<Vec<_>, _>(of_place).collect()
    }
}

impl Inner {
    fn stand(&mut self, place: Place, id: MessageId, card: Card) {
        let standing = self.standing.entry(place).or_default();
        match standing.iter_mut().find(|(other, _)| *other == id) {
            Some((_, shown)) => *shown = card,
            None => standing.push((id, card)),
        }
        let too_many = standing.len().saturating_sub(LOOKED_AT);
        standing.drain(..too_many);
    }

    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome {
        if delivery.now < self.down_until {
            return Outcome::NotSaid;
        }
        let message = match delivery.what {
            Outgoing::Message(message) => message,
            Outgoing::Ask(Ask::Profile(person)) => {
                let profile = self.profiles.get(person.as_str());
                return match profile {
                    Some(profile) if !self.chance.once_in(20) => Outcome::Told(profile.told()),
                    Some(_) => Outcome::Unknown,
                    None => Outcome::Never(Undeliverable::PersonLeft),
                };
            }
            Outgoing::Ask(Ask::Members { channel, .. }) => {
                let members = self.members.get(channel.as_str()).into_iter().flatten();
                let people = members.map(|name| name.as_str().into());
                return Outcome::Told(Told::Members {
                    people: people.collect(),
                    next: None,
                });
            }
            Outgoing::File(_) | Outgoing::Remove(_) => return Outcome::Said(None),
            Outgoing::Ask(Ask::Channel(channel)) => {
                return Outcome::Told(Told::Channel {
                    name: Some(channel.to_string()),
                    archived: self.archived.contains(channel.as_str()),
                    member: true,
                    shared: false,
                });
            }
        };
        let channel = message.place.channel();
        if channel.is_some_and(|channel| self.archived.contains(channel.as_str())) {
            return Outcome::Never(Undeliverable::Archived);
        }
        let (happens, outcome) = match self.chance.below(40) {
            0 => (false, Some(Outcome::NotSaid)),
            1 => (false, Some(Outcome::Unknown)),
            2 => (true, Some(Outcome::Unknown)),
            3 => (false, Some(Outcome::NotYet { after_ms: 30_000 })),
            _ => (true, None),
        };
        if happens {
            if delivery.sent.is_none() {
                self.ledger.push(Posted {
                    at: delivery.now,
                    place: message.place.clone(),
                    id: message.id.clone(),
                    words: drawing::card(&message.card).join("\n"),
                });
            }
            self.stand(
                message.place.clone(),
                message.id.clone(),
                message.card.clone(),
            );
        }
        let name = format!("{}", message.id);
        let address = message.place.keeps_messages().then(|| Address::from(name));
        outcome.unwrap_or(Outcome::Said(address))
    }
}

#[async_trait]
impl Platform for Town {
    fn name(&self) -> &'static str {
        "town"
    }

    async fn receive(&self, _: Timestamp, _: Request<'_>) -> Received {
        Received::Answered(HttpReply::empty(404))
    }

    async fn deliver(&self, delivery: Delivery<'_>) -> Outcome {
        self.inner().deliver(&delivery)
    }

    async fn look(&self, delivery: Delivery<'_>) -> Looked {
        let id = delivery.what.id();
        let place = delivery.what.place();
        let inner = self.inner();
        let stands = inner
            .ledger
            .iter()
            .any(|posted| posted.id == id && posted.place == place);
        if stands {
            Looked::Stands(Address::from(id.as_str()))
        } else {
            Looked::Absent
        }
    }
}

/// Whether a button is about that: its token begins with these words after the version.
pub fn is_about(act: &ActToken, words: &str) -> bool {
    let token = act.as_str().split_once(':').map_or("", |(_, rest)| rest);
    let rest = token.strip_prefix(words);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
