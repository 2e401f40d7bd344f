//! `ask`: an admin puts a check-in into a channel: by item, by skill, or what the channel has
//! gone longest without. And what happens when it can't be posted.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::open_card;
use super::period::{PeriodError, read_end};
use super::run::{Edition, Run, RunState};
use crate::chat::{Actor, Card, ChannelId, Message, MessageId, Place, Span, Text};
use crate::coach::act::RunId;
use crate::coach::desk::{Desk, Record};
use crate::coach::fact::Happening;
use crate::coach::person::Person;
use crate::coach::wake::Wake;
use crate::coach::{roles, seed};
use crate::library::{Item, ItemId, Library, SkillId, Surface};
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

/// How many items a channel remembers having been asked: more than any library has of live ones
/// for a channel would still fit the record's bound.
const ASKED_MOST: usize = 200;

/// What a channel was asked, and when last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::coach) struct ChannelRecord {
    asked: BTreeMap<ItemId, Timestamp>,
}

impl Record for ChannelRecord {
    const KIND: Kind = Kind::Channel;
}

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn ask(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let person = Person::read(desk, &actor.id)?;
    let say = desk.speaker(person.locale.as_deref());
    if let Some(refusal) = roles::refuse_all_but_admins(desk, &say, actor) {
        desk.reply(refusal);
        return Ok(());
    }
    let Some(channel) = place.channel().cloned() else {
        desk.reply(Card::words(say.ask_needs_channel()));
        return Ok(());
    };
    let (subject, period) = split(words);
    let now = desk.now.to_zoned(person.zone(desk));
    let closes = match read_end(period, &now) {
        Ok(closes) => closes,
        Err(PeriodError::Unclear(word)) => {
            desk.reply(Card::words(say.ask_time_unclear(Text::strong(word))));
            return Ok(());
        }
        Err(PeriodError::OutOfRange) => {
            desk.reply(Card::words(say.ask_time_out_of_range()));
            return Ok(());
        }
    };
    let key = Key::shared(Kind::Channel, channel.as_str());
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    match choose(
        &desk.knowledge.library,
        subject,
        &record,
        desk.event.id.as_str(),
    ) {
        Chosen::Item(item) => {
            record.asked.insert(item.id.clone(), desk.now);
            forget_oldest(&mut record);
            desk.write(key, &record);
            open(desk, actor, &channel, &item, closes);
            let done = say.ask_done(
                Text::strong(item.id.as_str()),
                Text(vec![Span::Moment(closes)]),
            );
            desk.reply(Card::words(done));
        }
        Chosen::Nothing => desk.reply(Card::words(say.ask_nothing())),
        Chosen::NotHere(item) => {
            desk.reply(Card::words(say.ask_not_here(Text::strong(item.as_str()))))
        }
        Chosen::Unknown(name, nearest) => {
            desk.reply(Card::words(
                say.ask_unknown(Text::strong(name), Text::strong(nearest)),
            ));
        }
    }
    Ok(())
}

/// The subject, and from `for` or `until` on the period.
fn split<'a>(words: &'a [&'a str]) -> (Option<&'a str>, &'a [&'a str]) {
    let is_period = |word: &&str| matches!(*word, "for" | "until" | "till");
    match words.first() {
        None => (None, words),
        Some(first) if is_period(first) => (None, words),
        Some(first) => (Some(first), &words[1..]),
    }
}

enum Chosen {
    Item(Arc<Item>),
    Nothing,
    NotHere(ItemId),
    Unknown(String, String),
}

fn choose(library: &Library, subject: Option<&str>, record: &ChannelRecord, seed: &str) -> Chosen {
    let askable = |item: &&Arc<Item>| item.is_asked_on(Surface::Channel);
    let Some(name) = subject.map(|subject| subject.trim_matches(['"', '“', '”'])) else {
        return longest_without(library.items.values().filter(askable), record, seed);
    };
    if let Some(item) = library.item(&ItemId::from(name)) {
        let found = item.clone();
        return if askable(&item) {
            Chosen::Item(found)
        } else {
            Chosen::NotHere(found.id.clone())
        };
    }
    let skill = SkillId::from(name);
    if library.skill(&skill).is_some() {
        let of_skill = library
            .items
            .values()
            .filter(askable)
            .filter(|item| item.id.skill() == skill);
        return longest_without(of_skill, record, seed);
    }
    Chosen::Unknown(name.to_owned(), nearest(library, name))
}

/// Never asked here before asked longest ago; among the never asked, a drawn order.
fn longest_without<'a>(
    items: impl Iterator<Item = &'a Arc<Item>>,
    record: &ChannelRecord,
    seed: &str,
) -> Chosen {
    let next = items.min_by_key(|item| {
        (
            record.asked.get(&item.id),
            seed::number(&[seed, item.id.as_str()]),
        )
    });
    next.map_or(Chosen::Nothing, |item| Chosen::Item(item.clone()))
}

fn nearest(library: &Library, name: &str) -> String {
    let skills = library.skills.iter().map(|skill| skill.id.as_str());
    let items = library.items.keys().map(ItemId::as_str);
    let distance = |candidate: &&str| strsim::damerau_levenshtein(candidate, name);
    skills
        .chain(items)
        .min_by_key(distance)
        .unwrap_or_default()
        .to_owned()
}

fn forget_oldest(record: &mut ChannelRecord) {
    while record.asked.len() > ASKED_MOST {
        let oldest = record
            .asked
            .iter()
            .min_by_key(|(_, at)| **at)
            .map(|(item, _)| item.clone());
        oldest.map(|item| record.asked.remove(&item));
    }
}

fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    item: &Arc<Item>,
    closes: Timestamp,
) {
    let id = RunId::from(seed::name(&[
        desk.event.workspace.as_str(),
        desk.event.id.as_str(),
        "run",
    ]));
    let run = Run {
        item: item.id.clone(),
        edition: desk.knowledge.edition(item),
        channel: channel.clone(),
        by: actor.id.clone(),
        opened: desk.now,
        closes,
        state: RunState::Open,
    };
    let card = open_card(
        &desk.public_speaker(),
        &desk.knowledge.library,
        &id,
        &run,
        item,
        0,
    );
    desk.write(Run::key(&id), &run);
    desk.write(Edition::key(&run.edition), &Edition(item.clone()));
    desk.wake(&Wake::Close(id.clone()), WakeAt::At(closes));
    desk.remember(
        Owner::Shared,
        &Happening::Opened {
            run: id.clone(),
            item: item.id.clone(),
            rev: item.rev,
            channel: channel.clone(),
        },
    );
    desk.stand(Message {
        id: Run::message(&id),
        place: Place::Channel(channel.clone()),
        card,
        until: closes,
        urgent: false,
        via: None,
    });
}

/// A check-in could not be posted, or its message was deleted: it ends, and who asked is told.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    message: &MessageId,
) -> Result<(), Undecided> {
    let Some(id) = Run::of_message(message) else {
        return Ok(());
    };
    let Some(mut run) = desk.read::<Run>(&Run::key(&id))? else {
        return Ok(());
    };
    if !run.is_open() {
        return Ok(());
    }
    run.state = RunState::Withdrawn;
    desk.write(Run::key(&id), &run);
    desk.wake(&Wake::Close(id.clone()), WakeAt::Never);
    desk.wake(&Wake::Refresh(id.clone()), WakeAt::Never);
    let asker = Person::read(desk, &run.by)?;
    let words = desk
        .speaker(asker.locale.as_deref())
        .run_undelivered(Text(vec![Span::Channel(run.channel.clone())]));
    desk.tell(
        &run.by,
        MessageId::from(format!("undelivered/{id}")),
        Card::words(words),
    );
    Ok(())
}
