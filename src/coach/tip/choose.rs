//! Which tip comes next: what a channel was never given, then what it was given longest ago; in the
//! order of the pack, or drawn. A bag, that is, filled anew only when it is empty (F72).

use std::sync::Arc;

use crate::coach::channel::ChannelRecord;
use crate::coach::names::{self, Found};
use crate::coach::seed;
use crate::library::{Library, SkillId, Tip, TipId};

/// The live tips of a skill's pack, or of all packs one after the other, in their order.
fn pack<'a>(library: &'a Library, skill: Option<&SkillId>) -> Vec<&'a Arc<Tip>> {
    let skills = library.skills.iter().map(|skill| &skill.id);
    skills
        .filter(|id| skill.is_none_or(|skill| skill == *id))
        .flat_map(|id| library.pack(id))
        .collect()
}

/// The next tip of a skill's pack, or of all packs; none where there is no live one. With a seed
/// those that are equally long ago come in an order drawn from it, else in the order of the pack.
pub(in crate::coach) fn next(
    library: &Library,
    skill: Option<&SkillId>,
    record: &ChannelRecord,
    seed: Option<&str>,
) -> Option<Arc<Tip>> {
    let pack = pack(library, skill);
    let drawn = |tip: &Tip| seed.map(|seed| seed::number(&[seed, tip.id.as_str()]));
    // Of equals the first of the pack is taken.
    let next = pack
        .into_iter()
        .min_by_key(|tip| (record.tips.last(&tip.id), drawn(tip)));
    next.cloned()
}

/// How many tips of a skill's pack, or of all packs, a channel was never given: so many come before
/// one comes again.
pub(in crate::coach) fn left(
    library: &Library,
    skill: Option<&SkillId>,
    record: &ChannelRecord,
) -> usize {
    let is_new = |tip: &&Arc<Tip>| record.tips.last(&tip.id).is_none();
    pack(library, skill).into_iter().filter(is_new).count()
}

/// What somebody means by the name of a tip or a pack.
pub(in crate::coach) enum Named {
    /// This tip, which is live.
    Tip(Arc<Tip>),
    /// A skill's pack.
    Pack(SkillId),
    /// Neither, with the name that is nearest, if one is near.
    Neither(Option<String>),
}

/// Finds a live tip of the library by its name or the last part of it, or a pack by its skill's name
/// or id.
pub(super) fn named(library: &Library, words: &str) -> Named {
    let name = words.trim().to_lowercase();
    let live = || library.tips.values().filter(|tip| tip.is_live());
    let by_id = library
        .tip(&TipId::from(name.as_str()))
        .filter(|tip| tip.is_live());
    let mut by_slug = live().filter(|tip| tip.id.slug() == name);
    let only = by_slug.next().filter(|_| by_slug.next().is_none());
    let title = || live().find(|tip| tip.title.to_lowercase() == name);
    if let Some(tip) = by_id.or(only).or_else(title) {
        return Named::Tip(tip.clone());
    }
    match names::skill(library, &name) {
        Found::This(skill) => Named::Pack(skill.id.clone()),
        Found::Near(_) | Found::Nothing => {
            let skills = library.skills.iter().map(|skill| skill.id.as_str());
            let tips = live().flat_map(|tip| [tip.id.as_str(), tip.id.slug()]);
            Named::Neither(names::nearest(skills.chain(tips), &name).map(str::to_owned))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const SKILL: &str = "team-brand";

    /// What a channel is given, one after the other, each with how many were left before it.
    fn given(
        library: &Library,
        times: usize,
        seeds: impl Fn(usize) -> Option<String>,
    ) -> Vec<(TipId, usize)> {
        let skill = SkillId::from(SKILL);
        let mut record = ChannelRecord::default();
        let give = |time: usize| {
            let seed = seeds(time);
            let before = left(library, Some(&skill), &record);
            let tip = next(library, Some(&skill), &record, seed.as_deref()).unwrap();
            let at = i64::try_from(time).unwrap();
            record
                .tips
                .note(&tip.id, Timestamp::from_second(at).unwrap());
            (tip.id.clone(), before)
        };
        (0..times).map(give).collect()
    }

    #[test]
    fn in_order_means_as_the_pack_has_them_again_and_again() {
        let library = Library::embedded().unwrap();
        let pack: Vec<TipId> = library.skill(&SKILL.into()).unwrap().tips.clone();
        let given = given(&library, 2 * pack.len(), |_| None);
        let ids: Vec<TipId> = given.iter().map(|(id, _)| id.clone()).collect();
        assert_eq!(ids, [pack.clone(), pack.clone()].concat());
        let left: Vec<usize> = given.iter().map(|(_, left)| *left).collect();
        assert_eq!(left, [5, 4, 3, 2, 1, 0, 0, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn shuffled_nothing_comes_again_before_everything_has_come(seed in "[a-z]{1,8}") {
            let library = Library::embedded().unwrap();
            let given = given(&library, 15, |time| Some(format!("{seed}{time}")));
            for round in given.chunks(5) {
                let ids: BTreeSet<&TipId> = round.iter().map(|(id, _)| id).collect();
                prop_assert_eq!(ids.len(), 5);
            }
        }
    }

    #[test]
    fn drafts_and_retired_ones_never_come() {
        let mut library = Library::embedded().unwrap();
        for (status, slug) in [
            (crate::library::Status::Draft, "what-who-why"),
            (crate::library::Status::Retired, "a-map-of-five-names"),
        ] {
            let id = TipId::from(format!("{SKILL}/{slug}"));
            let mut tip = (*library.tips[&id]).clone();
            tip.status = status;
            library.tips.insert(id, Arc::new(tip));
        }
        let ids: BTreeSet<TipId> = given(&library, 6, |_| None)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert_eq!(ids.len(), 3);
        let named = |words: &str| named(&library, words);
        assert!(matches!(named("what-who-why"), Named::Neither(_)));
        assert!(matches!(named("Three lines make a charter"), Named::Tip(_)));
        assert!(matches!(named("Team brand"), Named::Pack(_)));
        assert!(matches!(named("team-brnd"), Named::Neither(Some(near)) if near == SKILL));
    }
}
