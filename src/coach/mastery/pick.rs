//! What a practice session asks: something new or long lost in one slot of three, else what is
//! due, most likely recalled first; never two of one skill in a row; each idea through the
//! sibling seen least lately. Pure.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Memory, Spacing, days_between};
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
}

/// Chooses at most `count` items; fewer when the library has no more. Ungraded ones only when
/// nothing graded is left to fill a session with.
pub(in crate::coach) fn pick(
    library: &Library,
    spacing: &Spacing,
    learner: &Learner<'_>,
    count: usize,
) -> Vec<Arc<Item>> {
    let candidates = candidates(library, spacing, learner);
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
    let rest = by_recall(due).into_iter().chain(near).chain(fresh);
    chosen.extend(rest);
    let mut items = apart(chosen, count);
    if items.len() < count {
        items.extend(ungraded(library, learner).into_iter().take(1));
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

/// Items that nothing can be right about, the one answered longest ago first, reflections before
/// the others.
fn ungraded(library: &Library, learner: &Learner<'_>) -> Vec<Arc<Item>> {
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
    let mut items: Vec<Arc<Item>> = library
        .items
        .values()
        .filter(|item| !item.question.is_graded() && item.is_asked_on(Surface::Direct))
        .cloned()
        .collect();
    items.sort_by_key(|item| {
        let is_reflection = matches!(item.question, crate::library::Question::Reflection { .. });
        (
            answered(item),
            !is_reflection,
            seed::number(&[learner.seed, item.id.as_str()]),
        )
    });
    items
}
