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
use crate::coach::phrases::Speaker;
use crate::coach::wake::Wake;
use crate::coach::{near, roles, seed};
use crate::library::{Item, ItemId, Library, SkillId, Surface};
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

/// The command, as facts name it.
const ASK: &str = "ask";
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
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    if roles::refuse_all_but_admins(desk, &say, actor, ASK) {
        return Ok(());
    }
    let Some(channel) = place.channel().cloned() else {
        desk.reply(Card::words(say.ask_needs_channel()));
        return Ok(());
    };
    person.ask_profile(desk, &actor.id);
    let (subject, period) = split(words);
    let now = desk.now.to_zoned(person.zone(desk));
    let closes = match read_end(period, &now) {
        Ok(closes) => closes,
        Err(amiss) => {
            desk.reply(Card::words(unread(&say, amiss)));
            return Ok(());
        }
    };
    let key = Key::shared(Kind::Channel, channel.as_str());
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    let seed = desk.event.id.as_str();
    let said = match choose(&desk.knowledge.library, &subject, &record, seed) {
        Chosen::Item(item) => {
            record.asked.insert(item.id.clone(), desk.now);
            forget_oldest(&mut record);
            desk.write(key, &record);
            open(desk, actor, &channel, &item, closes);
            let closes = Text(vec![Span::Moment(closes)]);
            say.ask_done(Text::strong(item.id.as_str()), closes)
        }
        Chosen::Nothing => say.ask_nothing(),
        Chosen::NotHere(item) => say.ask_not_here(Text::strong(item.as_str())),
        Chosen::Beyond(words) => say.ask_time_unclear(Text::strong(words)),
        Chosen::Unknown(Some(nearest)) => {
            say.ask_unknown(Text::strong(subject), Text::strong(nearest))
        }
        Chosen::Unknown(None) => {
            let skills = desk.knowledge.library.skills.iter();
            let names = skills.map(|skill| Text::strong(skill.id.as_str()));
            say.ask_unknown_skills(Text::strong(subject), Text::list(names))
        }
    };
    desk.reply(Card::words(said));
    Ok(())
}

fn unread(say: &Speaker<'_>, amiss: PeriodError) -> Text {
    match amiss {
        PeriodError::Unclear(word) => say.ask_time_unclear(Text::strong(word)),
        PeriodError::Past(end) => say.ask_time_past(Text(vec![Span::Moment(end)])),
        PeriodError::OutOfRange => say.ask_time_out_of_range(),
    }
}

/// The subject, and from `for` or `until` on the period.
fn split<'a>(words: &'a [&'a str]) -> (String, &'a [&'a str]) {
    let is_period = |word: &&str| ["for", "until", "till"].contains(&word.to_lowercase().as_str());
    let period = words.iter().position(is_period).unwrap_or(words.len());
    let subject = words[..period].join(" ");
    let quotes = ['"', '“', '”', '\'', '`'];
    (subject.trim_matches(quotes).to_owned(), &words[period..])
}

enum Chosen {
    Item(Arc<Item>),
    Nothing,
    NotHere(ItemId),
    /// What is asked for is clear, what stands after it is not.
    Beyond(String),
    /// With the name that is nearest, if one is near.
    Unknown(Option<String>),
}

/// What is asked for: an item by its name or the last part of it, a skill by its name, or,
/// unsaid, whatever the channel has gone longest without.
fn choose(library: &Library, subject: &str, record: &ChannelRecord, seed: &str) -> Chosen {
    let askable = |item: &&Arc<Item>| item.is_asked_on(Surface::Channel);
    if subject.is_empty() {
        return longest_without(library.items.values().filter(askable), record, seed);
    }
    let name = subject.to_lowercase();
    if let Some(item) = item_named(library, &name) {
        return if askable(&item) {
            Chosen::Item(item.clone())
        } else {
            Chosen::NotHere(item.id.clone())
        };
    }
    let mut skills = library.skills.iter();
    match skills.find(|skill| skill.id.as_str() == name || skill.name.to_lowercase() == name) {
        Some(skill) => {
            let items = library.items.values().filter(askable);
            let of_skill = items.filter(|item| item.id.skill() == skill.id);
            longest_without(of_skill, record, seed)
        }
        None => match name.split_once(' ') {
            Some((first, rest)) if is_name(library, first) => Chosen::Beyond(rest.to_owned()),
            Some(_) | None => Chosen::Unknown(nearest(library, &name)),
        },
    }
}

fn is_name(library: &Library, name: &str) -> bool {
    item_named(library, name).is_some() || library.skill(&SkillId::from(name)).is_some()
}

fn item_named<'a>(library: &'a Library, name: &str) -> Option<&'a Arc<Item>> {
    library.item(&ItemId::from(name)).or_else(|| {
        let mut of_slug = library.items.values().filter(|item| item.id.slug() == name);
        of_slug.next().filter(|_| of_slug.next().is_none())
    })
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

fn nearest(library: &Library, name: &str) -> Option<String> {
    let skills = library.skills.iter().map(|skill| skill.id.as_str());
    let items = library.items.keys();
    let names = skills.chain(items.flat_map(|id| [id.as_str(), id.slug()]));
    near::nearest(names, name).map(str::to_owned)
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
    let (_, say) = Person::meet(desk, &run.by)?;
    let words = say.run_undelivered(Text(vec![Span::Channel(run.channel.clone())]));
    let message = MessageId::from(format!("undelivered/{id}"));
    Person::tell(desk, &run.by, message, Card::words(words))
}
