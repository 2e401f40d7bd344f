//! What a practice session asks: something new or long lost in one slot of three, else what is
//! due, most likely recalled first; never two of one skill in a row; each idea through the
//! sibling seen least lately. Pure.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Memory, Spacing};
use crate::coach::days::days_between;
use crate::coach::seed;
use crate::library::{Item, ItemId, Library, Objective, SkillId, Surface};

/// Below this chance of recall an idea counts as lost, and shares the slots of the new.
const LOST: f32 = 0.4;
/// What is due within so many days may fill a session when nothing is due.
const NEAR_DAYS: i64 = 7;

/// Who practises, when.
pub(in crate::coach) struct Learner<'a> {
    /// What is remembered, by skill.
    pub memories: &'a BTreeMap<SkillId, Memory>,
    /// The person's day.
    pub day: Date,
    /// What ties are broken by.
    pub seed: &'a str,
}

/// An objective that could be asked.
struct Candidate {
    item: Arc<Item>,
    skill: SkillId,
    recall: Option<f32>,
    due_in_days: i64,
    /// A second answer on one day does not count, so it is asked when nothing else is left.
    was_today: bool,
}

/// Chooses at most `count` items; fewer when the library has no more. Ungraded ones only when
/// nothing graded is left to fill a session with.
pub(in crate::coach) fn pick(
    library: &Library,
    spacing: &Spacing,
    learner: &Learner<'_>,
    count: usize,
) -> Vec<Arc<Item>> {
    let candidates = candidates(library, spacing, learner).into_iter();
    let (today, candidates): (Vec<_>, Vec<_>) = candidates.partition(|c| c.was_today);
    let (met, new): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.recall.is_some());
    let (lost, held): (Vec<_>, Vec<_>) = met
        .into_iter()
        .partition(|c| c.recall.is_some_and(|recall| recall < LOST));
    let (due, later): (Vec<_>, Vec<_>) = held.into_iter().partition(|c| c.due_in_days <= 0);
    let mut near: Vec<_> = later
        .into_iter()
        .filter(|c| c.due_in_days <= NEAR_DAYS)
        .collect();
    near.sort_by_key(|c| c.due_in_days);

    let fresh = in_turn(
        new,
        by_recall(lost),
        seed::number(&[learner.seed, "turn"]).is_multiple_of(2),
    );
    let reserved = count.div_ceil(3);
    let mut fresh = fresh.into_iter();
    let mut chosen: Vec<Candidate> = fresh.by_ref().take(reserved).collect();
    chosen.extend(by_recall(due).into_iter().chain(near).chain(fresh));
    let mut items = apart(chosen, count);
    if items.len() < count {
        items.extend(ungraded(library, learner, items.last()));
    }
    if items.is_empty() {
        items = apart(today, count);
    }
    items
}

/// One candidate for each objective that has a live item to ask, weakest skill first, then in
/// the order in which it is taught.
fn candidates(library: &Library, spacing: &Spacing, learner: &Learner<'_>) -> Vec<Candidate> {
    let mut skills: Vec<(f32, usize)> = library
        .skills
        .iter()
        .enumerate()
        .map(|(order, skill)| {
            let memory = learner.memories.get(&skill.id);
            (
                memory.map_or(0.0, |memory| memory.strength(spacing, skill, learner.day)),
                order,
            )
        })
        .collect();
    skills.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let ordered = skills
        .into_iter()
        .filter_map(|(_, order)| library.skills.get(order));
    let mut candidates = by_rounds(
        ordered
            .map(|skill| skill.objectives.iter().collect())
            .collect(),
    );
    candidates
        .drain(..)
        .filter_map(|objective| candidate(library, spacing, learner, objective))
        .collect()
}

/// The first objective of each skill, then the second of each, and so on: weakest skill first,
/// yet not one skill until it is done.
fn by_rounds<T>(mut columns: Vec<Vec<T>>) -> Vec<T> {
    let mut rows = Vec::new();
    while columns.iter().any(|column| !column.is_empty()) {
        rows.extend(
            columns
                .iter_mut()
                .filter(|column| !column.is_empty())
                .map(|column| column.remove(0)),
        );
    }
    rows
}

fn candidate(
    library: &Library,
    spacing: &Spacing,
    learner: &Learner<'_>,
    objective: &Objective,
) -> Option<Candidate> {
    let skill = objective.id.skill();
    let memory = learner.memories.get(&skill);
    let trace = memory.and_then(|memory| memory.objectives.get(objective.id.local()));
    let seen: &[ItemId] = trace.map_or(&[], |trace| &trace.seen);
    let siblings = library.items.values().filter(|item| {
        item.objective.as_ref() == Some(&objective.id)
            && item.question.is_graded()
            && item.is_asked_on(Surface::Direct)
    });
    // Not seen lately before seen longest ago; among equals, as drawn.
    let item = siblings.min_by_key(|item| {
        let lately = seen.iter().position(|old| *old == item.id);
        (
            lately.map_or(0, |position| seen.len() - position),
            seed::number(&[learner.seed, item.id.as_str()]),
        )
    })?;
    Some(Candidate {
        item: item.clone(),
        recall: memory.and_then(|memory| memory.recall(spacing, &objective.id, learner.day)),
        due_in_days: trace.map_or(0, |trace| days_between(learner.day, trace.due)),
        was_today: trace.is_some_and(|trace| trace.last >= learner.day),
        skill,
    })
}

fn by_recall(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.recall.unwrap_or(0.0).total_cmp(&a.recall.unwrap_or(0.0)));
    candidates
}

/// One of each in turn, beginning with the lost when drawn so.
fn in_turn(new: Vec<Candidate>, lost: Vec<Candidate>, lost_first: bool) -> Vec<Candidate> {
    let (first, second) = if lost_first { (lost, new) } else { (new, lost) };
    by_rounds_of_two(first, second)
}

fn by_rounds_of_two<T>(first: Vec<T>, second: Vec<T>) -> Vec<T> {
    let (mut first, mut second) = (first.into_iter(), second.into_iter());
    let mut both = Vec::new();
    loop {
        let pair = [first.next(), second.next()];
        if pair.iter().all(Option::is_none) {
            return both;
        }
        both.extend(pair.into_iter().flatten());
    }
}

/// Takes candidates in their order, leaving for later what would put two of a skill side by side.
fn apart(mut candidates: Vec<Candidate>, count: usize) -> Vec<Arc<Item>> {
    let mut items: Vec<Arc<Item>> = Vec::new();
    let mut last: Option<SkillId> = None;
    while items.len() < count {
        let Some(position) = candidates
            .iter()
            .position(|c| Some(&c.skill) != last.as_ref())
        else {
            break;
        };
        let next = candidates.remove(position);
        last = Some(next.skill);
        items.push(next.item);
    }
    items
}

/// An item that nothing can be right about, of another skill than the one before it: one never
/// answered before one answered longest ago, reflections before the others.
fn ungraded(
    library: &Library,
    learner: &Learner<'_>,
    before: Option<&Arc<Item>>,
) -> Option<Arc<Item>> {
    let answered = |item: &Item| {
        let memory = learner.memories.get(&item.id.skill());
        memory.and_then(|memory| {
            memory
                .recent
                .iter()
                .find(|recent| recent.item == item.id)
                .map(|recent| recent.at)
        })
    };
    let before = before.map(|item| item.id.skill());
    let items = library.items.values().filter(|item| {
        !item.question.is_graded()
            && item.is_asked_on(Surface::Direct)
            && Some(item.id.skill()) != before
    });
    let next = items.min_by_key(|item| {
        let is_reflection = matches!(item.question, crate::library::Question::Reflection { .. });
        (
            answered(item),
            !is_reflection,
            seed::number(&[learner.seed, item.id.as_str()]),
        )
    });
    next.cloned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::coach::mastery::Trace;
    use crate::library::ObjectiveId;
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 11, 24);

    fn library() -> Library {
        Library::embedded().unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    /// What was asked so many days ago, is so stable, and is due in so many days.
    fn trace(days_ago: i64, stability: f32, due_in: i64, seen: Vec<ItemId>) -> Trace {
        Trace {
            stability,
            difficulty: 5.0,
            last: TODAY.saturating_sub(days_ago.days()),
            due: TODAY.saturating_add(due_in.days()),
            seen,
            sure_best: false,
            earlier: Vec::new(),
            revocable: None,
        }
    }

    type Memories = BTreeMap<SkillId, Memory>;

    fn remember(memories: &mut Memories, objective: &ObjectiveId, trace: Trace) {
        let memory = memories.entry(objective.skill()).or_default();
        memory
            .objectives
            .insert(objective.local().to_owned(), trace);
    }

    fn objectives(library: &Library) -> Vec<ObjectiveId> {
        let all = library.skills.iter().flat_map(|skill| &skill.objectives);
        all.map(|objective| objective.id.clone()).collect()
    }

    fn picked(library: &Library, memories: &Memories, seed: &str, count: usize) -> Vec<Arc<Item>> {
        let learner = Learner {
            memories,
            day: TODAY,
            seed,
        };
        pick(library, &Spacing::default(), &learner, count)
    }

    fn recall(memories: &Memories, item: &Item) -> Option<f32> {
        let memory = memories.get(&item.id.skill())?;
        memory.recall(&Spacing::default(), item.objective.as_ref()?, TODAY)
    }

    #[test]
    fn who_is_new_gets_the_first_idea_of_each_skill() {
        let library = library();
        let items = picked(&library, &Memories::new(), "s", 3);
        let asked: Vec<_> = items
            .iter()
            .filter_map(|item| item.objective.clone())
            .collect();
        let firsts = library
            .skills
            .iter()
            .map(|skill| skill.objectives[0].id.clone());
        assert_eq!(asked, firsts.take(3).collect::<Vec<_>>());
    }

    #[test]
    fn after_three_weeks_away_one_is_new_and_the_rest_is_what_is_most_likely_recalled() {
        let library = library();
        let mut memories = Memories::new();
        for (at, objective) in (0i16..).zip(objectives(&library)).take(14) {
            remember(
                &mut memories,
                &objective,
                trace(21, 8.0 + f32::from(at), -9, Vec::new()),
            );
        }
        let items = picked(&library, &memories, "s", 3);
        assert_eq!(items.len(), 3);
        assert_eq!(recall(&memories, &items[0]), None);
        let best = |skill: &SkillId| {
            let due = memories[skill]
                .objectives
                .values()
                .map(|trace| trace.stability);
            due.fold(0.0, f32::max)
        };
        let stability = |item: &Item| {
            let objective = item.objective.as_ref().unwrap();
            memories[&item.id.skill()].objectives[objective.local()].stability
        };
        for item in &items[1..] {
            assert!((stability(item) - best(&item.id.skill())).abs() < f32::EPSILON);
        }
        assert!(stability(&items[1]) > stability(&items[2]));
    }

    #[test]
    fn an_idea_comes_back_through_the_sibling_seen_least_lately() {
        let library = library();
        let objective = ObjectiveId::from("manage-or-lead#match-to-need");
        let siblings: Vec<ItemId> = library
            .items
            .values()
            .filter(|item| item.objective.as_ref() == Some(&objective))
            .map(|item| item.id.clone())
            .collect();
        for unseen in &siblings {
            let seen: Vec<ItemId> = siblings
                .iter()
                .filter(|id| *id != unseen)
                .cloned()
                .collect();
            let mut memories = Memories::new();
            remember(&mut memories, &objective, trace(20, 20.0, 0, seen));
            let items = picked(&library, &memories, "s", 3);
            let asked = items
                .iter()
                .find(|item| item.objective.as_ref() == Some(&objective));
            assert_eq!(asked.map(|item| &item.id), Some(unseen));
        }
    }

    #[test]
    fn what_was_answered_today_waits_until_nothing_else_is_left() {
        let library = library();
        let mut memories = Memories::new();
        for objective in objectives(&library) {
            remember(&mut memories, &objective, trace(0, 1.0, 2, Vec::new()));
        }
        let items = picked(&library, &memories, "s", 3);
        assert_eq!(items.len(), 1);
        assert!(!items[0].question.is_graded());
    }

    proptest! {
        #[test]
        fn a_session_is_short_mixed_and_always_the_same(
            met in proptest::collection::vec(proptest::option::of((0i64..400, 0.1f32..300.0, -100i64..100)), 20),
            seed in "[a-z]{1,6}",
            count in 1usize..=3,
        ) {
            let library = library();
            let mut memories = Memories::new();
            for (objective, met) in objectives(&library).iter().zip(&met) {
                if let Some((days_ago, stability, due_in)) = *met {
                    remember(&mut memories, objective, trace(days_ago, stability, due_in, Vec::new()));
                }
            }
            let items = picked(&library, &memories, &seed, count);
            prop_assert!(!items.is_empty() && items.len() <= count);
            for pair in items.windows(2) {
                prop_assert_ne!(pair[0].id.skill(), pair[1].id.skill());
            }
            let graded: Vec<_> = items.iter().filter(|item| item.question.is_graded()).collect();
            prop_assert!(items.len() - graded.len() <= 1, "two questions that teach nothing new");
            let ideas: BTreeSet<_> = graded.iter().map(|item| item.objective.clone()).collect();
            prop_assert_eq!(ideas.len(), graded.len(), "one idea twice");
            prop_assert!(items.iter().all(|item| item.is_asked_on(Surface::Direct)));
            let is_fresh = |recall: Option<f32>| recall.is_none_or(|recall| recall < LOST);
            let any_fresh = met.iter().zip(objectives(&library)).any(|(met, objective)| {
                let memory = memories.get(&objective.skill());
                let recall = memory.and_then(|m| m.recall(&Spacing::default(), &objective, TODAY));
                is_fresh(recall) && met.is_none_or(|(days_ago, ..)| days_ago > 0)
            });
            if any_fresh {
                prop_assert!(is_fresh(recall(&memories, &items[0])), "the slot of the new");
            }
            let again = picked(&library, &memories, &seed, count);
            prop_assert_eq!(items, again);
        }
    }
}
