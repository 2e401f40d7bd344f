//! What the adapter remembers for a while, in memory alone and bounded: who somebody is by the
//! other of the two ids, who answered a card lately, when it was last edited, which form stands
//! open. Whatever is lost with a restart is found again, or missed by nobody.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::cards::KnownPerson;
use crate::chat::{ActToken, Block, Card, ChannelId, Form, PersonId, Thumb};

/// How many people, cards, thumbs and forms are remembered.
const PEOPLE: usize = 20_000;
const CARDS: usize = 2_000;
const FORMS: usize = 2_000;
/// How many who answered a card lately are named on it: Teams' own figure.
const NAMED: usize = 60;
/// The shortest time between two edits of a card that many see: each edit takes away from who has
/// answered what she alone saw.
pub(super) const EDITS_EVERY: Duration = Duration::from_secs(30);

/// Within this time Teams tells of one adding in all of its ways; its own repeats come after half a
/// minute.
const TOLD_AGAIN_WITHIN: Duration = Duration::from_secs(60);

/// So many things by name; when there are more, what was put in first goes.
struct Bounded<K, V> {
    most: usize,
    by_name: HashMap<K, V>,
    order: VecDeque<K>,
}

impl<K: Clone + Eq + Hash, V> Bounded<K, V> {
    fn new(most: usize) -> Self {
        Self {
            most,
            by_name: HashMap::new(),
            order: VecDeque::new(),
        }
    }

    fn get(&self, name: &K) -> Option<&V> {
        self.by_name.get(name)
    }

    fn put(&mut self, name: K, value: V) {
        if self.by_name.insert(name.clone(), value).is_none() {
            self.order.push_back(name);
        }
        if self.order.len() > self.most
            && let Some(first) = self.order.pop_front()
        {
            self.by_name.remove(&first);
        }
    }
}

/// What is remembered of a card that many see.
#[derive(Default)]
struct OfCard {
    /// Who answered lately, by `29:…`, the last one last.
    answered: VecDeque<String>,
    edited: Option<Instant>,
    /// What a thumb up and a thumb down stand for.
    thumbs: Vec<(Thumb, ActToken)>,
}

/// What the adapter remembers.
pub(super) struct Memory {
    inner: Mutex<Inner>,
}

struct Inner {
    /// Who somebody is to Cairn, by `29:…`.
    ids: Bounded<String, PersonId>,
    people: Bounded<PersonId, KnownPerson>,
    cards: Bounded<String, OfCard>,
    forms: Bounded<(PersonId, ActToken, u8), Form>,
    /// Who was told in a channel how to get the app: nobody is told twice.
    told: Bounded<(ChannelId, PersonId), ()>,
    /// Who was welcomed lately, and when.
    welcomed: Bounded<PersonId, Instant>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            inner: Mutex::new(Inner {
                ids: Bounded::new(PEOPLE),
                people: Bounded::new(PEOPLE),
                cards: Bounded::new(CARDS),
                forms: Bounded::new(FORMS),
                told: Bounded::new(PEOPLE),
                welcomed: Bounded::new(PEOPLE),
            }),
        }
    }
}

impl Memory {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody was seen, with the id that this bot knows her by.
    pub fn met(&self, person: &PersonId, user: &str, name: Option<&str>) {
        let mut inner = self.inner();
        inner.ids.put(user.to_owned(), person.clone());
        if let Some(name) = name {
            let (name, id) = (name.to_owned(), user.to_owned());
            inner.people.put(person.clone(), KnownPerson { name, id });
        }
    }

    /// Who somebody is by the id that this bot knows her by, if she was seen.
    pub fn who(&self, user: &str) -> Option<PersonId> {
        self.inner().ids.get(&user.to_owned()).cloned()
    }

    /// What somebody who was seen is called.
    pub fn known(&self, person: &PersonId) -> Option<KnownPerson> {
        self.inner().people.get(person).cloned()
    }

    /// Somebody pressed a card in a channel.
    pub fn answered(&self, card: &str, user: &str) {
        let mut inner = self.inner();
        let of = inner.card(card);
        of.answered.retain(|other| other != user);
        of.answered.push_back(user.to_owned());
        if of.answered.len() > NAMED {
            of.answered.pop_front();
        }
    }

    /// Who pressed a card lately, the last ones.
    pub fn who_answered(&self, card: &str) -> Vec<String> {
        let inner = self.inner();
        let of = inner.cards.get(&card.to_owned());
        of.map(|of| of.answered.iter().cloned().collect())
            .unwrap_or_default()
    }

    /// How long to wait until a card may be edited again.
    pub fn wait_to_edit(&self, card: &str) -> Duration {
        let inner = self.inner();
        let edited = inner.cards.get(&card.to_owned()).and_then(|of| of.edited);
        edited.map_or(Duration::ZERO, |edited| {
            (edited + EDITS_EVERY).saturating_duration_since(Instant::now())
        })
    }

    /// A card was posted, or edited.
    pub fn stands(&self, card: &str) {
        self.inner().card(card).edited = Some(Instant::now());
    }

    /// A card was said below which thumbs stand, for one of its buttons each.
    pub fn has_thumbs(&self, name: &str, card: &Card) {
        let mut inner = self.inner();
        inner.card(name).thumbs = thumbs(card);
    }

    /// What a thumb below a card stands for.
    pub fn thumb(&self, card: &str, thumb: Thumb) -> Option<ActToken> {
        let inner = self.inner();
        let thumbs = &inner.cards.get(&card.to_owned())?.thumbs;
        let found = thumbs.iter().find(|(which, _)| *which == thumb);
        found.map(|(_, act)| act.clone())
    }

    /// Whether somebody was told in a channel how to get the app.
    pub fn was_told(&self, channel: &ChannelId, person: &PersonId) -> bool {
        let name = (channel.clone(), person.clone());
        self.inner().told.get(&name).is_some()
    }

    /// Somebody is told in a channel how to get the app.
    pub fn tells(&self, channel: &ChannelId, person: &PersonId) {
        let name = (channel.clone(), person.clone());
        self.inner().told.put(name, ());
    }

    /// Somebody has got the app. Whether that is news: one adding is told several times.
    pub fn welcomes(&self, person: &PersonId) -> bool {
        let mut inner = self.inner();
        let now = Instant::now();
        let before = inner.welcomed.get(person);
        let is_news = before.is_none_or(|before| *before + TOLD_AGAIN_WITHIN <= now);
        if is_news {
            inner.welcomed.put(person.clone(), now);
        }
        is_news
    }

    /// A form was opened for somebody.
    pub fn opened(&self, person: &PersonId, form: &Form) {
        let name = (person.clone(), form.about.clone(), form.page);
        self.inner().forms.put(name, form.clone());
    }

    /// The form that somebody had open.
    pub fn open_form(&self, person: &PersonId, about: &ActToken, page: u8) -> Option<Form> {
        let name = (person.clone(), about.clone(), page);
        self.inner().forms.get(&name).cloned()
    }
}

/// What thumbs below a card stand for.
pub(super) fn thumbs(card: &Card) -> Vec<(Thumb, ActToken)> {
    let rows = card.blocks.iter().filter_map(|block| match block {
        Block::Buttons(buttons) => Some(buttons),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider => None,
    });
    let thumbs = rows
        .flatten()
        .filter_map(|button| Some((button.thumb?, button.act.clone())));
    thumbs.collect()
}

impl Inner {
    fn card(&mut self, card: &str) -> &mut OfCard {
        let name = card.to_owned();
        if self.cards.get(&name).is_none() {
            self.cards.put(name.clone(), OfCard::default());
        }
        self.cards.by_name.entry(name).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_card_is_edited_every_half_minute_at_most() {
        let memory = Memory::default();
        assert_eq!(memory.wait_to_edit("c"), Duration::ZERO);
        memory.stands("c");
        tokio::time::advance(Duration::from_secs(10)).await;
        assert_eq!(memory.wait_to_edit("c"), Duration::from_secs(20));
        assert_eq!(memory.wait_to_edit("other"), Duration::ZERO);
        tokio::time::advance(Duration::from_secs(20)).await;
        assert_eq!(memory.wait_to_edit("c"), Duration::ZERO);
    }

    #[test]
    fn the_last_sixty_who_answered_are_named_each_once() {
        let memory = Memory::default();
        for number in 0..70 {
            memory.answered("c", &format!("29:{number}"));
        }
        memory.answered("c", "29:30");
        let named = memory.who_answered("c");
        assert_eq!(named.len(), NAMED);
        assert_eq!(named.first().map(String::as_str), Some("29:10"));
        assert_eq!(named.last().map(String::as_str), Some("29:30"));
        assert!(memory.who_answered("other").is_empty());
    }

    #[test]
    fn what_was_remembered_first_is_forgotten_first() {
        let mut bounded = Bounded::new(2);
        for name in ["a", "b", "a", "c"] {
            bounded.put(name, name);
        }
        let kept: Vec<bool> = ["a", "b", "c"]
            .iter()
            .map(|name| bounded.get(name).is_some())
            .collect();
        assert_eq!(kept, [false, true, true]);
    }
}
