//! A coach without an engine: what is kept lies in a map, an event is decided from it, and what was
//! decided is put back. So that every case of a table can be tried.

use std::collections::BTreeMap;
use std::sync::Arc;

use cairn::chat::{
    Actor, Answer, Ask, Event, EventId, Input, Outgoing, Place, Reply, Told, WakeName, WorkspaceId,
};
use cairn::coach::{Coach, CoachSettings};
use cairn::state::{Decide, Decision, Document, Found, Key, Kind, PageOf, Read, Undecided};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::support::{phrases, small_library};

/// A coach, and what is kept.
pub struct World {
    coach: Arc<Coach>,
    pub kept: BTreeMap<Key, Document>,
    pub now: Timestamp,
    events: u64,
}

impl World {
    /// With these admins by the setting, who trusts the platform's own or does not.
    pub fn new(admins: &[&str], trusts_platform_admins: bool) -> Self {
        let admins = admins.iter().map(|admin| (*admin).into()).collect();
        let settings = CoachSettings {
            trusts_platform_admins,
            ..CoachSettings::new(TimeZone::UTC, admins)
        };
        Self {
            coach: Arc::new(Coach::new(Arc::new(small_library()), phrases(), settings)),
            kept: BTreeMap::new(),
            now: "2026-11-24T09:00:00Z".parse().unwrap(),
            events: 0,
        }
    }

    pub fn keep(&mut self, key: Key, body: &str) {
        let version = self
            .kept
            .get(&key)
            .map_or(1, |document| document.version + 1);
        let document = Document {
            version,
            schema: 1,
            body: body.as_bytes().into(),
        };
        self.kept.insert(key, document);
    }

    /// What is decided, without it being done.
    pub fn decides(&self, who: Option<&str>, input: Input) -> Decision {
        let event = Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from(format!("event-{}", self.events)),
            at: self.now,
            actor: who.map(|who| Actor {
                id: who.into(),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::Here,
            opens_form: true,
            reaches: Vec::new(),
        };
        let mut found = Found::default();
        loop {
            match self.coach.decide(&event, self.now, &found) {
                Ok(decision) => return decision,
                Err(Undecided::Missing(reads)) => {
                    for read in reads {
                        self.read(&mut found, read);
                    }
                }
                Err(Undecided::Damaged(key)) => panic!("{key:?} is damaged"),
            }
        }
    }

    pub fn read(&self, found: &mut Found, read: Read) {
        match read {
            Read::One(key) => {
                let document = self.kept.get(&key).cloned();
                found.documents.insert(key, document);
            }
            Read::Page(page) => {
                let documents = self.page(&page);
                found.pages.insert(page, documents);
            }
            Read::Counter(name) => {
                found.counters.insert(name, 0);
            }
        }
    }

    pub fn page(&self, page: &PageOf) -> Vec<(Key, Document)> {
        let of_page = |key: &Key| {
            let is_next = page.after.is_empty() || key.id > page.after;
            key.owner == page.owner && key.kind == page.kind && is_next
        };
        let all = self.kept.iter().filter(|(key, _)| of_page(key));
        let all = all.map(|(key, document)| (key.clone(), document.clone()));
        all.take(usize::from(page.limit)).collect()
    }

    /// Decided, and done.
    pub fn happens(&mut self, who: Option<&str>, input: Input) -> Decision {
        self.events += 1;
        let decision = self.decides(who, input);
        for (key, body) in &decision.write {
            match body {
                Some((_, body)) => self.keep(key.clone(), std::str::from_utf8(body).unwrap()),
                None => drop(self.kept.remove(key)),
            }
        }
        decision
    }

    /// Somebody says something to the bot, and gets this.
    pub fn says(&mut self, who: &str, words: &str) -> String {
        words_of(&self.happens(Some(who), said(words, &Place::Direct(who.into()))))
    }

    pub fn told(&mut self, who: &str, active: bool, admin: bool) -> Decision {
        let told = Told::Profile {
            name: None,
            zone: Some("Europe/Berlin".to_owned()),
            locale: None,
            active,
            guest: false,
            admin,
        };
        let ask = Ask::Profile(who.into());
        self.happens(None, Input::Told { ask, told })
    }

    pub fn wakes(&mut self, wake: &str) -> Decision {
        let due = self.now;
        let wake = WakeName::from(wake);
        self.happens(None, Input::Due { wake, due })
    }

    pub fn later(&mut self, hours: i64) {
        self.now += SignedDuration::from_hours(hours);
    }
}

pub fn said(words: &str, place: &Place) -> Input {
    Input::Said {
        text: words.to_owned(),
        place: place.clone(),
    }
}

pub fn words_of(decision: &Decision) -> String {
    match &decision.answer {
        Some(Answer::Say(card)) => card.summary.clone(),
        other => format!("{other:?}"),
    }
}

/// What a decision says to somebody in the direct conversation, a message each.
pub fn tells(decision: &Decision, who: &str) -> Vec<String> {
    let direct = Place::Direct(who.into());
    let messages = decision
        .outgoing
        .iter()
        .filter_map(|outgoing| match outgoing {
            Outgoing::Message(message) if message.place == direct => Some(message),
            _ => None,
        });
    let news = messages.filter(|message| message.id.as_str() != "hello");
    news.map(|message| message.card.summary.clone()).collect()
}

/// Whether it was refused: a fact says so, and then nothing else is done.
pub fn is_refused(decision: &Decision) -> bool {
    let facts = decision.facts.iter();
    let mut facts = facts.map(|fact| std::str::from_utf8(&fact.body).unwrap());
    let refused = facts.any(|fact| fact.contains(r#""what":"refused""#));
    if refused {
        assert_eq!(decision.facts.len(), 1, "nothing else has happened");
        assert!(decision.wakes.is_empty() && decision.add.is_empty());
        let mut written = decision.write.keys();
        assert!(
            written.all(|key| key.kind == Kind::Person),
            "a profile may be asked for, and nothing else"
        );
    }
    refused
}
