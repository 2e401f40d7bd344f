//! What `ask` puts into a channel: an item or a skill by its name, or what the channel has gone
//! longest without.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::ChannelId;
use crate::coach::desk::Record;
use crate::coach::{near, seed};
use crate::library::{Item, ItemId, Library, SkillId, Surface};
use crate::state::{Key, Kind};

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

impl ChannelRecord {
    /// Where a channel's record lies.
    pub fn key(channel: &ChannelId) -> Key {
        Key::shared(Kind::Channel, channel.as_str())
    }

    /// Takes note that an item is asked; what was asked longest ago is forgotten when there is
    /// too much.
    pub fn note(&mut self, item: &ItemId, at: Timestamp) {
        self.asked.insert(item.clone(), at);
        while self.asked.len() > ASKED_MOST {
            let oldest = self.asked.iter().min_by_key(|(_, at)| **at);
            let oldest = oldest.map(|(item, _)| item.clone());
            oldest.map(|item| self.asked.remove(&item));
        }
    }
}

/// What is to be asked, or why nothing is.
pub(super) enum Chosen {
    /// This.
    Item(Arc<Item>),
    /// Nothing in the library may be asked there.
    Nothing,
    /// It may not be asked in a channel.
    NotHere(ItemId),
    /// What is asked for is clear, what stands after it is not.
    Beyond(String),
    /// With the name that is nearest, if one is near.
    Unknown(Option<String>),
}

/// What is asked for: an item by its name or the last part of it, a skill by its name, or,
/// unsaid, whatever the channel has gone longest without.
pub(super) fn choose(
    library: &Library,
    subject: &str,
    record: &ChannelRecord,
    seed: &str,
) -> Chosen {
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
