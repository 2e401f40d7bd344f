//! One person's life as the coach sees it: documents, a clock, what comes, and what must hold of
//! everything that comes by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};

use super::super::hours::LATE;
use super::super::record::Nudging;
use super::super::{Consent, Outcome, Why, budget};
use crate::chat::{
    Actor, Ask, Event, EventId, Input, Message, MessageId, Outgoing, PersonId, Place, Reply, Told,
    Undeliverable, Value, WorkspaceId,
};
use crate::coach::Coach;
use crate::coach::act::{Act, PostId};
use crate::coach::commitment;
use crate::coach::days::monday_of;
use crate::coach::desk::Record;
use crate::coach::fact::Happening;
use crate::coach::tip::{Finding, PostState, Reaction, TipPost};
use crate::coach::wake::Wake;
use crate::state::{Decide, Decision, Document, Found, Key, Read, Undecided, WakeAt};

/// Both hemispheres' clock changes, half and quarter hours.
pub(in crate::coach::nudge) const ZONES: [&str; 12] = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Los_Angeles",
    "America/Santiago",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Apia",
    "Africa/Casablanca",
];

/// A message that came by itself.
#[derive(Clone, Debug)]
pub(super) struct Came {
    pub at: Timestamp,
    pub day: Date,
    pub asked: bool,
    pub message: MessageId,
}

pub(super) struct Life {
    coach: Arc<Coach>,
    pub now: Timestamp,
    events: u64,
    documents: BTreeMap<Key, Document>,
    pub wake: Option<Timestamp>,
    pub zone: &'static str,
    pub is_there: bool,
    pub is_guest: bool,
    /// Whether the platform answers when it is asked who she is.
    pub answers: bool,
    consent: Consent,
    /// The question after which nothing comes until she speaks, once it was asked.
    silencing: Option<MessageId>,
    pub came: Vec<Came>,
    unsaid: BTreeSet<MessageId>,
}

fn ana() -> PersonId {
    "Ana".into()
}

impl Life {
    pub fn begin(coach: Arc<Coach>, zone: &'static str) -> Self {
        Self {
            coach,
            now: "2026-01-05T12:00:00Z".parse().unwrap(),
            events: 0,
            documents: BTreeMap::new(),
            wake: None,
            zone,
            is_there: true,
            is_guest: false,
            answers: true,
            consent: Consent::NotAsked,
            silencing: None,
            came: Vec::new(),
            unsaid: BTreeSet::new(),
        }
    }

    /// She tried a tip that stands in a channel.
    pub fn tries(&mut self, tip: &str) {
        let post = PostId::from(tip.replace('/', "-"));
        let standing = TipPost {
            tip: tip.into(),
            edition: "e".to_owned(),
            channel: "team".into(),
            asked_by: "Ada".into(),
            schedule: None,
            posted: self.now,
            state: PostState::Standing,
        };
        let reaction = Reaction {
            tip: tip.into(),
            tapped: Finding::Tried,
            holds: true,
            at: self.now,
        };
        self.keep(TipPost::key(&post), &standing);
        self.keep(Reaction::key(&ana(), &post), &reaction);
        self.presses(&Act::AskMe(post, tip.into()));
    }

    fn keep<R: Record>(&mut self, key: Key, record: &R) {
        let document = Document {
            version: 1,
            schema: R::KIND.schema(),
            body: serde_json::to_vec(record).unwrap().into(),
        };
        self.documents.insert(key, document);
    }

    pub fn local(&self, moment: Timestamp) -> jiff::Zoned {
        moment.in_tz(self.zone).unwrap()
    }

    pub fn says(&mut self, words: &str) {
        self.silencing = None;
        let place = Place::Direct(ana());
        let text = words.to_owned();
        self.happens(Input::Said { text, place }, true);
    }

    pub fn presses(&mut self, act: &Act) {
        self.silencing = None;
        let (act, place) = (act.token(), Place::Direct(ana()));
        self.happens(Input::Pressed { act, place }, true);
    }

    /// She makes a plan that comes back after so many days.
    pub fn plans(&mut self, days: i64) {
        self.silencing = None;
        let words = |words: &str| Value::Words(words.to_owned());
        let values = [("if", words("it drags")), ("then", words("I park it"))];
        let days = [("days", words(&days.to_string()))];
        let values = values.into_iter().chain(days);
        let values = values.map(|(field, value)| (field.into(), value)).collect();
        let about = Act::Plan(commitment::Press::Add).token();
        let page = 0;
        self.happens(
            Input::Filled {
                about,
                page,
                values,
            },
            true,
        );
    }

    /// Lets time pass; what falls due on the way is handled so much later.
    pub fn passes(&mut self, time: SignedDuration, late: SignedDuration) {
        let end = self.now + time;
        while let Some(due) = self.wake.filter(|due| *due + late <= end) {
            self.now = (due + late).max(self.now);
            self.wake = None;
            let wake = Wake::Nudge(ana()).name();
            self.happens(Input::Due { wake, due }, false);
        }
        self.now = end;
    }

    /// The platform tells who she is, asked or not.
    pub fn told(&mut self) {
        let told = Told::Profile {
            name: None,
            zone: Some(self.zone.to_owned()),
            locale: None,
            active: self.is_there,
            guest: self.is_guest,
            admin: false,
        };
        let ask = Ask::Profile(ana());
        self.happens(Input::Told { ask, told }, false);
    }

    pub fn last_is_too_late(&mut self) {
        self.last_fails(Undeliverable::TooLate);
    }

    /// The last message could not be said.
    pub fn last_fails(&mut self, why: Undeliverable) {
        if let Some(last) = self.came.last().cloned() {
            let place = Place::Direct(ana());
            let message = last.message;
            self.happens(
                Input::Undelivered {
                    place,
                    message,
                    why,
                },
                false,
            );
        }
    }

    fn happens(&mut self, input: Input, acts: bool) {
        self.events += 1;
        let event = Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from(format!("event-{}", self.events)),
            at: self.now,
            actor: acts.then(|| Actor {
                id: ana(),
                zone: None,
                locale: None,
            }),
            input,
            reply: Reply::Here,
            opens_form: true,
            reaches: Vec::new(),
        };
        let mut found = Found::default();
        let decision = loop {
            match self.coach.decide(&event, self.now, &found) {
                Ok(decision) => break decision,
                Err(Undecided::Missing(reads)) => {
                    reads.iter().for_each(|read| self.find(read, &mut found))
                }
                Err(Undecided::Damaged(key)) => panic!("{key:?} is damaged"),
            }
        };
        self.takes(decision);
    }

    fn find(&self, read: &Read, found: &mut Found) {
        match read {
            Read::One(key) => {
                found
                    .documents
                    .insert(key.clone(), self.documents.get(key).cloned());
            }
            Read::Page(page) => {
                let of = |key: &Key| key.owner == page.owner && key.kind == page.kind;
                let all = self.documents.iter().filter(|(key, _)| of(key));
                let all = all.map(|(key, document)| (key.clone(), document.clone()));
                found.pages.insert(page.clone(), all.collect());
            }
            Read::Counter(name) => {
                found.counters.insert(name.clone(), 0);
            }
        }
    }

    fn takes(&mut self, decision: Decision) {
        for (key, written) in decision.write {
            match written {
                None => drop(self.documents.remove(&key)),
                Some((schema, body)) => {
                    let version = self.documents.get(&key).map_or(1, |old| old.version + 1);
                    let body = body.into();
                    self.documents.insert(
                        key,
                        Document {
                            version,
                            schema,
                            body,
                        },
                    );
                }
            }
        }
        for (name, at) in decision.wakes {
            if name == Wake::Nudge(ana()).name() {
                self.wake = match at {
                    WakeAt::At(at) | WakeAt::NoLaterThan(at) => Some(at),
                    WakeAt::Never => None,
                };
            }
        }
        for fact in decision.facts {
            let happening: Happening = serde_json::from_slice(&fact.body).unwrap();
            self.learns(happening, &decision.outgoing);
        }
        let is_asked = |what: &Outgoing| matches!(what, Outgoing::Ask(Ask::Profile(_)));
        if self.answers && decision.outgoing.iter().any(is_asked) {
            self.told();
        }
    }

    fn learns(&mut self, happening: Happening, outgoing: &[Outgoing]) {
        match happening {
            Happening::NudgesAllowed { consent } => self.consent = consent,
            Happening::Nudged {
                message,
                day,
                why,
                asked,
            } => {
                let said = outgoing.iter().find_map(|what| match what {
                    Outgoing::Message(said) if said.id == message => Some(said.clone()),
                    _ => None,
                });
                let came = Came {
                    at: self.now,
                    day,
                    asked,
                    message,
                };
                self.faces(&came, &said.expect("what is counted is said"));
                self.silencing = (why == Why::Question).then(|| came.message.clone());
                self.came.push(came);
            }
            Happening::NudgeEnded {
                message,
                outcome: Outcome::Unsaid,
            } => {
                // A question that was never said silences nobody: it is asked again.
                self.silencing = self.silencing.take().filter(|asked| *asked != message);
                self.unsaid.insert(message);
            }
            _ => {}
        }
    }

    /// What must hold of everything that comes by itself.
    fn faces(&self, came: &Came, said: &Message) {
        let (local, until) = (self.local(came.at), self.local(said.until));
        let nudging: Nudging = {
            let document = &self.documents[&Nudging::key(&ana())];
            serde_json::from_slice(&document.body).unwrap()
        };
        assert_eq!(local.date(), came.day, "on a day of her own calendar");
        let (opens, closes): (Time, Time) = (time(7, 0, 0, 0), time(20, 0, 0, 0));
        assert!(
            opens <= local.time() && local.time() < closes,
            "in quiet hours: {local}"
        );
        assert!(
            until.date() == local.date() && until.time() <= closes,
            "may wait into them: {until}"
        );
        assert!(said.until.duration_since(came.at) <= LATE);
        assert!(
            self.is_there && !self.is_guest,
            "who is not to be written to"
        );
        // A plan whose day she named herself comes all the same: she asked for it.
        assert!(
            came.asked || self.silencing.is_none(),
            "after the question comes nothing until she speaks"
        );
        assert!(!nudging.is_paused(came.day), "paused");
        let may = match self.consent {
            Consent::Yes => true,
            Consent::Off => false,
            Consent::NotAsked | Consent::Asked | Consent::No => came.asked,
        };
        assert!(may, "nobody said that it may");
    }

    /// Over all of it: never more than the cap, nor two on one day.
    pub fn add_up(&self) {
        let said = self
            .came
            .iter()
            .filter(|came| !self.unsaid.contains(&came.message));
        let mut weeks: BTreeMap<Date, usize> = BTreeMap::new();
        let mut days: BTreeSet<Date> = BTreeSet::new();
        for came in said {
            assert!(days.insert(came.day), "two on {}", came.day);
            *weeks.entry(monday_of(came.day)).or_default() += usize::from(!came.asked);
        }
        let most = weeks.values().max().copied().unwrap_or_default();
        assert!(most <= budget::WEEK_MOST, "{weeks:?}");
    }
}
