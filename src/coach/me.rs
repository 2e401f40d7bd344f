//! `me`: what one remembers now, skill by skill, weeks in a row, the last answers, and when the
//! next look is worth it. No count of what is due, no rank, no percentage that pretends to
//! precision: a bar and words.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::act::Act;
use super::assessment;
use super::commitment::Plan;
use super::days::{days_after, days_between};
use super::desk::{Desk, button};
use super::mastery::{LOOK_BACK_DAYS, Memory};
use super::nudge::{self, Nudging};
use super::person::Person;
use super::phrases::Speaker;
use super::remembering;
use crate::chat::{Actor, Block, Card, Meter, Place, Span, Text};
use crate::library::{Objective, Skill, SkillId};
use crate::state::{Key, Owner, Undecided};

/// How many of the last answers are shown.
const RECENT: usize = 10;
/// How many open plans are shown.
const PLANS: usize = 3;

/// From so many hundredths on it is told that more, or less, is remembered than some weeks ago.
const CHANGED_FROM: u8 = 5;

/// Runs the command.
pub(super) fn me(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let owner = Owner::Person(actor.id.clone());
    let memories = remembering::all(desk, &actor.id)?;
    let plans = desk.read_all::<Plan>(owner)?;
    let nudging = Nudging::read(desk, &actor.id)?;
    let assessed = assessment::in_a_line(desk, &say, actor)?;
    person.ask_profile(desk, &actor.id);
    let day = person.day(desk);
    let mut blocks = if memories.is_empty() {
        vec![Block::Paragraph(say.me_nothing())]
    } else {
        let mut blocks = vec![Block::Title(say.me_title())];
        blocks.extend(meters(desk, &say, &memories, day));
        let weeks = i64::from(person.weeks.current(day));
        blocks.extend(
            (weeks > 0 && !person.no_streaks).then(|| Block::Paragraph(say.me_weeks(weeks))),
        );
        blocks.extend(next_look(desk, &say, &memories, day).map(Block::Paragraph));
        blocks.extend(open_plans(&say, plans, day));
        blocks.push(Block::Divider);
        blocks.extend(recent(desk, &say, &memories));
        blocks.push(Block::Note(say.me_private()));
        blocks
    };
    blocks.extend(assessed.map(Block::Note));
    let nudges = nudge::in_a_line(desk, &say, &person, &nudging);
    blocks.push(Block::Note(nudges));
    let practise = button(&Act::Practice, &say.button_practice()).primary();
    blocks.push(Block::Buttons(vec![practise]));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// The plans whose day is still to come, the nearest first.
fn open_plans(say: &Speaker<'_>, plans: Vec<(Key, Plan)>, day: Date) -> Vec<Block> {
    let plans = plans.into_iter().map(|(_, plan)| plan);
    let mut open: Vec<Plan> = plans
        .filter(|plan| plan.is_open() && plan.due >= day)
        .collect();
    open.sort_by_key(|plan| plan.due);
    open.truncate(PLANS);
    open.iter()
        .map(|plan| Block::Paragraph(say.me_plan(plan.cue.as_str(), plan.action.as_str())))
        .collect()
}

/// How much of each skill is remembered, as a bar and in words; where it was met four weeks ago
/// already, also against then.
pub(super) fn meters(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    memories: &BTreeMap<SkillId, Memory>,
    day: Date,
) -> Vec<Block> {
    let meter = |skill: &Skill| {
        let memory = memories.get(&skill.id);
        let strength = memory.map_or(0.0, |memory| {
            memory.strength(&desk.coach.spacing, skill, day)
        });
        let then = memory.and_then(|memory| {
            let day = days_after(day, -LOOK_BACK_DAYS);
            memory.strength_then(&desk.coach.spacing, skill, day)
        });
        let words = strength_words(say, strength);
        let words = match then {
            Some(then) => with_trend(say, words, (then, strength)),
            None => words,
        };
        Block::Meter(Meter {
            label: skill.name.clone(),
            percent: percent(strength),
            words: words.to_words(),
        })
    };
    desk.coach.library.skills.iter().map(meter).collect()
}

fn percent(strength: f32) -> u8 {
    (strength * 100.0).round().clamp(0.0, 100.0) as u8
}

/// How much is remembered, and whether that is more or less than it was.
fn with_trend(say: &Speaker<'_>, words: Text, (then, now): (f32, f32)) -> Text {
    let (then, now) = (percent(then), percent(now));
    if now.abs_diff(then) < CHANGED_FROM {
        say.me_trend_same(words)
    } else if now > then {
        say.me_trend_more(words)
    } else {
        say.me_trend_less(words)
    }
}

fn strength_words(say: &Speaker<'_>, strength: f32) -> Text {
    match strength {
        s if s <= 0.0 => say.me_strength_none(),
        s if s < 0.3 => say.me_strength_little(),
        s if s < 0.6 => say.me_strength_part(),
        s if s < 0.85 => say.me_strength_most(),
        _ => say.me_strength_nearly_all(),
    }
}

/// When the first of the ideas that are still taught is worth another look.
fn next_look(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    memories: &BTreeMap<SkillId, Memory>,
    day: Date,
) -> Option<Text> {
    let skills = desk.coach.library.skills.iter();
    let taught = skills.flat_map(|skill| &skill.objectives);
    let trace = |objective: &Objective| {
        let memory = memories.get(&objective.id.skill())?;
        memory.objectives.get(objective.id.local())
    };
    let due = taught.filter_map(trace).map(|trace| trace.due).min()?;
    let days = days_between(day, due);
    Some(if days == 0 {
        say.me_next_today()
    } else {
        say.me_next(days)
    })
}

fn recent(desk: &Desk<'_>, say: &Speaker<'_>, memories: &BTreeMap<SkillId, Memory>) -> Vec<Block> {
    let mut answers: Vec<(Timestamp, &SkillId, &super::mastery::Recent)> = memories
        .iter()
        .flat_map(|(skill, memory)| {
            memory
                .recent
                .iter()
                .map(move |recent| (recent.at, skill, recent))
        })
        .collect();
    answers.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let line = |(at, skill, recent): &(Timestamp, &SkillId, &super::mastery::Recent)| {
        let name = desk
            .coach
            .library
            .skill(skill)
            .map_or(skill.as_str(), |skill| skill.name.as_str());
        say.me_recent_line(
            recent.verdict.words(say),
            name,
            Text(vec![Span::Moment(*at)]),
        )
    };
    let lines: Vec<Text> = answers.iter().take(RECENT).map(line).collect();
    vec![
        Block::Paragraph(say.me_recent_title()),
        Block::Paragraph(Text::lines(lines)),
    ]
}
