//! *I see it differently*: a note to the admins about an item, without the writer's name, choice
//! or time. Notes are gathered and told once a day, in a drawn order, so that not even the hour
//! tells who wrote.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::act::Act;
use super::desk::{Desk, PAGE_MOST, Record, counter};
use super::fact::Happening;
use super::filled::written;
use super::person::Person;
use super::wake::Wake;
use super::{roles, seed};
use crate::chat::{
    Actor, Answer, Block, Card, CounterName, Field, FieldId, Form, InputKind, MessageId, PersonId,
    Row, Text, Values,
};
use crate::library::ItemId;
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

const FIELD: &str = "note";
/// The most characters of a note.
const MAX_CHARS: u16 = 600;
/// The most of what a person did once that is looked through.
const ONCE_MOST: u16 = 5_000;
/// For how long notes are gathered before they are told.
const GATHERED: SignedDuration = SignedDuration::from_hours(24);

/// A note that waits to be told. Owned by nobody, named by nothing of its writer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objection {
    item: ItemId,
    note: String,
}

/// That a person has objected to an item: counted once, however many notes she writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Objected {}

impl Record for Objection {
    const KIND: Kind = Kind::Objection;
}

impl Record for Objected {
    const KIND: Kind = Kind::Once;
}

fn counted(item: &ItemId) -> CounterName {
    counter(&["objections", item.as_str()])
}

/// Takes a person's objections out of the counts. Her notes were nobody's from the beginning.
pub(super) fn uncount(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    for key in desk.keys(Owner::Person(person.clone()), Kind::Once, ONCE_MOST)? {
        if let Some(item) = key.id.strip_prefix("objected/") {
            desk.count(counted(&ItemId::from(item)), -1);
        }
    }
    Ok(())
}

/// Opens the form.
pub(super) fn open_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    item: &ItemId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let note = Field {
        id: FieldId::from(FIELD),
        label: say.differ_label().to_words(),
        hint: None,
        optional: false,
        input: InputKind::Words {
            long: true,
            max: MAX_CHARS,
            initial: String::new(),
            example: String::new(),
        },
    };
    desk.answer(Answer::Form(Form {
        about: Act::Differ(item.clone()).token(),
        page: 0,
        back: None,
        title: say.differ_title().to_words(),
        submit: say.form_send().to_words(),
        rows: vec![
            Row::Show(Block::Paragraph(say.differ_intro())),
            Row::Ask(note),
        ],
    }));
    Ok(())
}

/// The form comes back: the note waits with the others of the day.
pub(super) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    item: &ItemId,
    values: &Values,
) -> Result<(), Undecided> {
    let once = Key::personal(&actor.id, Kind::Once, format!("objected/{item}"));
    desk.want(&[Person::key(&actor.id), once.clone()])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    let known = desk.coach.library.item(item).is_some();
    let note = match written(&say, values, FIELD, MAX_CHARS) {
        Ok(note) if known => note,
        Ok(_) => {
            desk.reply(Card::words(say.unknown_button()));
            return Ok(());
        }
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    if desk.read::<Objected>(&once)?.is_none() {
        desk.write(once, &Objected {});
        desk.count(counted(item), 1);
    }
    let name = seed::name(&[desk.event.id.as_str(), "objection"]);
    desk.write(
        Key::shared(Kind::Objection, name),
        &Objection {
            item: item.clone(),
            note,
        },
    );
    desk.remember(Owner::Shared, &Happening::Objected { item: item.clone() });
    let told = desk.after(GATHERED);
    desk.wake(&Wake::Objections, WakeAt::NoLaterThan(told));
    desk.reply(Card::words(say.differ_thanks()));
    Ok(())
}

/// Tells the admins what was gathered, item by item.
pub(super) fn tell(desk: &mut Desk<'_>) -> Result<(), Undecided> {
    let gathered = desk.read_all::<Objection>(Owner::Shared)?;
    let admins = roles::admins(desk)?;
    if admins.is_empty() {
        // The notes wait for one: who wrote was told that they will be read.
        let next = desk.after(GATHERED);
        desk.wake(&Wake::Objections, WakeAt::At(next));
        return Ok(());
    }
    let mut items: Vec<ItemId> = gathered
        .iter()
        .map(|(_, objection)| objection.item.clone())
        .collect();
    items.sort();
    items.dedup();
    let names: Vec<CounterName> = items.iter().map(counted).collect();
    let counts = desk.counters(&names)?;
    let say = desk.public_speaker();
    let mut told: Vec<(MessageId, Card)> = Vec::new();
    for (item, count) in items.iter().zip(counts) {
        let mut blocks = vec![Block::Paragraph(
            say.differ_report(Text::strong(item.as_str()), count),
        )];
        let notes = gathered
            .iter()
            .filter(|(_, objection)| objection.item == *item);
        // Keys are drawn from event names: their order is not the order of writing.
        blocks.extend(
            notes.map(|(_, objection)| Block::Paragraph(say.differ_note(objection.note.as_str()))),
        );
        blocks.push(Block::Note(say.differ_footer()));
        let id = MessageId::from(format!(
            "objections/{}",
            seed::name(&[desk.event.id.as_str(), item.as_str()])
        ));
        told.push((id, Card::of(blocks)));
    }
    for admin in &admins {
        let mut person = Person::read(desk, admin)?;
        person.greet(desk, admin);
        for (id, card) in &told {
            desk.tell(admin, id.clone(), card.clone());
        }
    }
    for (key, _) in &gathered {
        desk.remove(key.clone());
    }
    // What did not find room on the page is told next.
    if gathered.len() >= usize::from(PAGE_MOST) {
        desk.wake(&Wake::Objections, WakeAt::At(desk.now));
    }
    Ok(())
}
