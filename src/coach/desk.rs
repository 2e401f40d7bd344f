//! Where one event is decided: what came in, what was read, and the decision as it grows. Every
//! feature reads and writes through a desk; nothing else of the coach touches what is stored.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};

use super::fact::Happening;
use super::filled::Amiss;
use super::phrases::Speaker;
use super::wake::Wake;
use super::{Coach, act::Act};
use crate::chat::{
    Actor, Answer, Ask, Block, Button, Card, CounterName, Event, File, Message, MessageId,
    Outgoing, PersonId, Place, Text, Withdrawal,
};
use crate::state::{
    Decision, Document, FACT_SCHEMA, Fact, Found, Key, Kind, Owner, PageOf, Read, Undecided,
    WakeAt, is_wake_of,
};

/// A kind of document, with the shape of its body.
pub(super) trait Record: Serialize + DeserializeOwned {
    /// What sort of document it is.
    const KIND: Kind;
}

/// For how long words to one person, or a closed check-in's last edit, are still worth saying: a
/// week.
pub(super) const WORTH_SAYING: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The most records of one kind that are read of one owner at once.
pub(super) const PAGE_MOST: u16 = 64;

/// The place of work for one event.
pub(super) struct Desk<'a> {
    /// What happened.
    pub event: &'a Event,
    /// When it is decided.
    pub now: Timestamp,
    /// Who decides: the library, the phrases and the settings.
    pub coach: &'a Coach,
    found: &'a Found,
    decision: Decision,
}

impl<'a> Desk<'a> {
    /// An empty desk.
    pub fn new(event: &'a Event, now: Timestamp, coach: &'a Coach, found: &'a Found) -> Self {
        Self {
            event,
            now,
            coach,
            found,
            decision: Decision::default(),
        }
    }

    /// What was decided.
    pub fn into_decision(self) -> Decision {
        self.decision
    }

    /// Asks for several things at once, so that one round of reading brings them all.
    pub fn want(&self, keys: &[Key]) -> Result<(), Undecided> {
        self.want_all(keys.iter().cloned().map(Read::One).collect())
    }

    /// The same for pages and counters too.
    pub fn want_all(&self, wanted: Vec<Read>) -> Result<(), Undecided> {
        let is_missing = |read: &Read| match read {
            Read::One(key) => !self.found.documents.contains_key(key),
            Read::Page(page) => !self.found.pages.contains_key(page),
            Read::Counter(name) => !self.found.counters.contains_key(name),
        };
        let missing: Vec<Read> = wanted.into_iter().filter(is_missing).collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Undecided::Missing(missing))
        }
    }

    /// The record at a key, if it is there: as this decision has it, once it was written here.
    pub fn read<R: Record>(&self, key: &Key) -> Result<Option<R>, Undecided> {
        if let Some(written) = self.decision.write.get(key) {
            let body = written.as_ref().map(|(_, body)| body.as_slice());
            return body.map(|body| parse(key, body)).transpose();
        }
        self.read_kept(key)
    }

    /// The record at a key as it is kept, whatever this decision has made of it.
    pub fn read_kept<R: Record>(&self, key: &Key) -> Result<Option<R>, Undecided> {
        self.found
            .one(key)?
            .map(|document| decode(key, document))
            .transpose()
    }

    /// The records of one kind that an owner has, at most [`PAGE_MOST`].
    pub fn read_all<R: Record>(&self, owner: Owner) -> Result<Vec<(Key, R)>, Undecided> {
        self.read_some(owner, "".into(), PAGE_MOST)
    }

    /// The records of one kind that an owner has after an id, at most so many.
    pub fn read_some<R: Record>(
        &self,
        owner: Owner,
        after: Arc<str>,
        limit: u16,
    ) -> Result<Vec<(Key, R)>, Undecided> {
        let page = PageOf {
            owner,
            kind: R::KIND,
            after,
            limit,
        };
        let found = self.found.page(&page)?;
        found
            .iter()
            .map(|(key, document)| Ok((key.clone(), decode(key, document)?)))
            .collect()
    }

    /// The keys of what an owner has of a kind, at most so many.
    pub fn keys(&self, owner: Owner, kind: Kind, limit: u16) -> Result<Vec<Key>, Undecided> {
        let page = PageOf {
            owner,
            kind,
            after: "".into(),
            limit,
        };
        let found = self.found.page(&page)?;
        Ok(found.iter().map(|(key, _)| key.clone()).collect())
    }

    /// How far several things were counted.
    pub fn counters(&self, names: &[CounterName]) -> Result<Vec<i64>, Undecided> {
        let missing: Vec<Read> = names
            .iter()
            .filter(|name| !self.found.counters.contains_key(name))
            .map(|name| Read::Counter(name.clone()))
            .collect();
        if !missing.is_empty() {
            return Err(Undecided::Missing(missing));
        }
        names.iter().map(|name| self.found.counter(name)).collect()
    }

    /// A record should be so.
    pub fn write<R: Record>(&mut self, key: Key, record: &R) {
        debug_assert_eq!(key.kind, R::KIND, "a record goes under its own kind");
        // Records are plain data with string keys, which always serialise; were one not to, the
        // empty body is refused by no one and found as damaged: loud, and never a lost old value.
        let body = serde_json::to_vec(record).unwrap_or_default();
        self.decision
            .write
            .insert(key, Some((R::KIND.schema(), body)));
    }

    /// A record should be gone.
    pub fn remove(&mut self, key: Key) {
        self.decision.write.insert(key, None);
    }

    /// Adds to a counter.
    pub fn count(&mut self, name: CounterName, by: i64) {
        self.decision.add.push((name, by));
    }

    /// Sets a wake-up.
    pub fn wake(&mut self, wake: &Wake, at: WakeAt) {
        self.decision.wakes.push((wake.name(), at));
    }

    /// A message should stand so.
    pub fn stand(&mut self, message: Message) {
        self.decision.outgoing.push(Outgoing::Message(message));
    }

    /// A message is taken back.
    pub fn withdraw(&mut self, withdrawal: Withdrawal) {
        self.decision.withdraw.push(withdrawal);
    }

    /// So long after now.
    pub fn after(&self, wait: SignedDuration) -> Timestamp {
        self.now.saturating_add(wait).unwrap_or(Timestamp::MAX)
    }

    /// Says something to a person in the direct conversation, for a week at most.
    pub fn tell(&mut self, person: &PersonId, id: MessageId, card: Card) {
        let until = self.after(WORTH_SAYING);
        self.stand(Message {
            id,
            place: Place::Direct(person.clone()),
            card,
            until,
            urgent: false,
            via: None,
        });
    }

    /// Hands a file to a person.
    pub fn hand(&mut self, file: File) {
        self.decision.outgoing.push(Outgoing::File(file));
    }

    /// Asks the platform something.
    pub fn ask_platform(&mut self, ask: Ask) {
        self.decision.outgoing.push(Outgoing::Ask(ask));
    }

    /// Remembers that something happened.
    pub fn remember(&mut self, owner: Owner, happening: &Happening) {
        let body = serde_json::to_vec(happening).unwrap_or_default();
        self.decision.facts.push(Fact {
            owner,
            at: self.now,
            schema: FACT_SCHEMA,
            body,
        });
    }

    /// All that is kept of a person goes, and what this decision wrote of her so far. What it
    /// writes after this stays.
    pub fn erase(&mut self, person: &PersonId) {
        // What was decided on the way, before it was known that she goes, would bring her back.
        let decision = &mut self.decision;
        let is_hers = |owner: &Owner| owner.person() == Some(person);
        decision.write.retain(|key, _| !is_hers(&key.owner));
        decision.facts.retain(|fact| !is_hers(&fact.owner));
        decision
            .wakes
            .retain(|(name, _)| !is_wake_of(name.as_str(), person));
        let said = |out: &Outgoing| out.place().person() == Some(person);
        decision.outgoing.retain(|out| !said(out));
        self.decision.erase = Some(person.clone());
    }

    /// What the person who acted gets.
    pub fn answer(&mut self, answer: Answer) {
        self.decision.answer = Some(answer);
    }

    /// Says something to the person who acted.
    pub fn reply(&mut self, card: Card) {
        self.answer(Answer::Say(card));
    }

    /// Says something more to the person who acted, below what is said to her already.
    pub fn reply_also(&mut self, blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        let said = match self.decision.answer.take() {
            Some(Answer::Say(card)) => card.blocks,
            Some(Answer::Done | Answer::Form(_) | Answer::Errors(_)) | None => Vec::new(),
        };
        self.reply(Card::of(said.into_iter().chain(blocks).collect()));
    }

    /// Says what is amiss in the form that was sent.
    pub fn refuse(&mut self, amiss: Amiss) {
        let errors = amiss
            .into_iter()
            .map(|(field, words)| (field, words.to_words()));
        self.answer(Answer::Errors(errors.collect()));
    }

    /// Who acted.
    pub fn actor(&self) -> Option<&'a Actor> {
        self.event.actor.as_ref()
    }

    /// The voice of the workspace, for what all in a channel see.
    pub fn public_speaker(&self) -> Speaker<'a> {
        self.coach.phrases.speaker(None)
    }

    /// The voice for a reader of that language.
    pub fn speaker(&self, locale: Option<&str>) -> Speaker<'a> {
        self.coach.phrases.speaker(locale)
    }
}

/// A button for an act.
pub(super) fn button(act: &Act, label: &Text) -> Button {
    Button::new(act.token(), label.to_words())
}

/// Counters named by a prefix and a rest.
pub(super) fn counter(parts: &[&str]) -> CounterName {
    CounterName::from(parts.join("/"))
}

fn decode<R: Record>(key: &Key, document: &Document) -> Result<R, Undecided> {
    if document.schema != R::KIND.schema() {
        return Err(Undecided::Damaged(key.clone()));
    }
    parse(key, &document.body)
}

fn parse<R: Record>(key: &Key, body: &[u8]) -> Result<R, Undecided> {
    serde_json::from_slice(body).map_err(|_| Undecided::Damaged(key.clone()))
}
