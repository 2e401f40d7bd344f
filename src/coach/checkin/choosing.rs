//! What `ask` puts into a channel: an item or a skill by its name, or what the channel has gone
//! longest without.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::coach::channel::ChannelRecord;
use crate::coach::names::{self, Found};
use crate::coach::seed;
use crate::library::{Item, ItemId, Library, ObjectiveId, Skill, SkillId, Surface};

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
    match skill_named(library, &name) {
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

/// What a name names.
pub(in crate::coach) enum Named {
    /// An item that may be asked in a channel.
    Item(ItemId),
    /// A skill.
    Skill(SkillId),
    /// There is no name.
    Unsaid,
    /// An item that may not be asked in a channel.
    NotHere(ItemId),
    /// Nothing, with the name that is nearest, if one is near.
    Unknown(Option<String>),
}

/// What a name, as people write it, names.
pub(in crate::coach) fn named(library: &Library, name: &str) -> Named {
    if name.is_empty() {
        return Named::Unsaid;
    }
    let name = name.to_lowercase();
    if let Some(item) = item_named(library, &name) {
        return if item.is_asked_on(Surface::Channel) {
            Named::Item(item.id.clone())
        } else {
            Named::NotHere(item.id.clone())
        };
    }
    skill_named(library, &name).map_or_else(
        || Named::Unknown(nearest(library, &name)),
        |skill| Named::Skill(skill.id.clone()),
    )
}

fn skill_named<'a>(library: &'a Library, name: &str) -> Option<&'a Skill> {
    match names::skill(library, name) {
        Found::This(skill) => Some(skill),
        Found::Near(_) | Found::Nothing => None,
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

/// What has never been asked here, of an idea never asked here or else asked longest ago; when all
/// has been asked, what was longest ago, which keeps the siblings of an idea as far apart as
/// before. A bag, that is, and filled anew only when it is empty (F72). Among equals, a drawn order.
fn longest_without<'a>(
    items: impl Iterator<Item = &'a Arc<Item>>,
    record: &ChannelRecord,
    seed: &str,
) -> Chosen {
    let items: Vec<&Arc<Item>> = items.collect();
    let mut ideas: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for item in &items {
        if let Some(asked) = record.asked.last(&item.id) {
            let last = ideas.entry(idea_of(item)).or_insert(asked);
            *last = (*last).max(asked);
        }
    }
    let next = items.into_iter().min_by_key(|item| {
        let asked = record.asked.last(&item.id);
        let idea = ideas.get(idea_of(item)).filter(|_| asked.is_none());
        (asked, idea, seed::number(&[seed, item.id.as_str()]))
    });
    next.map_or(Chosen::Nothing, |item| Chosen::Item(item.clone()))
}

/// The idea that an item asks for; one that trains none is an idea of its own.
fn idea_of(item: &Item) -> &str {
    let objective = item.objective.as_ref().map(ObjectiveId::as_str);
    objective.unwrap_or(item.id.as_str())
}

/// How many items a channel has never been asked, of a skill or of all.
pub(in crate::coach) fn left(
    library: &Library,
    skill: Option<&SkillId>,
    record: &ChannelRecord,
) -> usize {
    let items = library.items.values();
    items
        .filter(|item| item.is_asked_on(Surface::Channel))
        .filter(|item| skill.is_none_or(|skill| item.id.skill() == *skill))
        .filter(|item| record.asked.last(&item.id).is_none())
        .count()
}

fn nearest(library: &Library, name: &str) -> Option<String> {
    let skills = library.skills.iter().map(|skill| skill.id.as_str());
    let items = library.items.keys();
    let all = skills.chain(items.flat_map(|id| [id.as_str(), id.slug()]));
    names::nearest(all, name).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn askable(library: &Library, skill: &str) -> usize {
        let skill = SkillId::from(skill);
        left(library, Some(&skill), &ChannelRecord::default())
    }

    /// What a channel is asked, one after the other.
    fn asked(library: &Library, skill: &str, times: usize) -> Vec<Arc<Item>> {
        let mut record = ChannelRecord::default();
        let ask = |time: usize| {
            let seed = time.to_string();
            let Chosen::Item(item) = choose(library, skill, &record, &seed) else {
                panic!("there is something to ask");
            };
            let at = i64::try_from(time).unwrap();
            record
                .asked
                .note(&item.id, Timestamp::from_second(at).unwrap());
            item
        };
        (0..times).map(ask).collect()
    }

    #[test]
    fn nothing_comes_again_before_everything_has_come() {
        let library = Library::embedded().unwrap();
        let all = askable(&library, "manage-or-lead");
        let asked = asked(&library, "manage-or-lead", 3 * all);
        for round in asked.chunks(all) {
            let ids: BTreeSet<&ItemId> = round.iter().map(|item| &item.id).collect();
            assert_eq!(ids.len(), all);
        }
    }

    #[test]
    fn every_idea_comes_once_before_one_comes_again_through_a_sibling() {
        let library = Library::embedded().unwrap();
        let all = askable(&library, "manage-or-lead");
        let asked = asked(&library, "manage-or-lead", all);
        let ideas: BTreeSet<&str> = asked.iter().map(|item| idea_of(item)).collect();
        let first: BTreeSet<&str> = asked[..ideas.len()]
            .iter()
            .map(|item| idea_of(item))
            .collect();
        assert!(ideas.len() < all, "some ideas have siblings");
        assert_eq!(first, ideas);
    }
}
