//! `plans`: the plans that are open, with what can be said of each, and the form of one's own.

use jiff::civil::Date;

use super::coming_back::{answers, comes, is_past, open_plan, unbutton};
use super::plan::{Plan, fresh_name};
use super::press::Press;
use crate::chat::{
    Actor, Answer, Block, Card, Field, FieldId, Form, InputKind, PersonId, Place, Row, Text, Values,
};
use crate::coach::act::Act;
use crate::coach::checkin::{PLAN_CHARS, PLAN_DAYS};
use crate::coach::desk::{Desk, button};
use crate::coach::filled::{Amiss, within_a_sentence};
use crate::coach::nudge::{self, Nudging};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::{Key, Owner, Undecided};

const IF: &str = "if";
const THEN: &str = "then";
const DAYS: &str = "days";
/// After how many days a plan comes back unless said.
const USUAL_DAYS: i64 = 7;
/// So many plans are listed at once; with so many open no other can be added.
const SHOWN_MOST: usize = 10;

/// Runs the command.
pub(in crate::coach) fn plans(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    show(desk, actor, None)
}

/// *Further ahead*: the plans that come after one.
pub(super) fn further(
    desk: &mut Desk<'_>,
    actor: &Actor,
    after: (Date, &str),
) -> Result<(), Undecided> {
    show(desk, actor, Some(after))
}

fn show(desk: &mut Desk<'_>, actor: &Actor, after: Option<(Date, &str)>) -> Result<(), Undecided> {
    let id = &actor.id;
    let (mut person, say) = Person::meet(desk, id)?;
    let open = open_plans(desk, id, &person)?;
    person.ask_profile(desk, id);
    let mut blocks = vec![Block::Title(say.plans_title())];
    if open.is_empty() {
        blocks.push(Block::Paragraph(say.plans_none()));
    }
    let is_before = |(name, plan): &&(String, Plan)| Some((plan.due, name.as_str())) <= after;
    // Where none is left behind it, all are shown.
    let before = match open.iter().filter(is_before).count() {
        all if all == open.len() => 0,
        some => some,
    };
    let shown = open.iter().enumerate().skip(before).take(SHOWN_MOST);
    for (place, (name, plan)) in shown {
        // Of several, each line and button says of which it is.
        let number = (open.len() > 1).then(|| count(place + 1));
        let words = say.plan_line(plan.cue.as_str(), plan.action.as_str());
        let words = match number {
            Some(number) => say.plan_numbered(number, words),
            None => words,
        };
        let at = nudge::plan_at(desk, id, &person, name)?;
        let at = at.map(|at| say.plan_comes(at));
        blocks.push(Block::Paragraph(Text::lines([words].into_iter().chain(at))));
        blocks.push(Block::Buttons(answers(&say, name, plan, number)));
    }
    let mut buttons = Vec::new();
    let more = open.len().saturating_sub(before + SHOWN_MOST);
    if let Some((name, last)) = open.get(before + SHOWN_MOST - 1).filter(|_| more > 0) {
        blocks.push(Block::Note(say.plans_more(count(more))));
        let further = Press::Further(last.due, name.clone());
        buttons.push(button(&Act::Plan(further), &say.button_further_plans()));
    }
    buttons.push(button(&Act::Plan(Press::Add), &say.button_add_plan()));
    blocks.push(Block::Buttons(buttons));
    blocks.push(Block::Note(say.plans_private()));
    desk.reply(Card::of(blocks));
    Ok(())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The plans that are open, the nearest first. What ended long ago is forgotten on the way.
fn open_plans(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
) -> Result<Vec<(String, Plan)>, Undecided> {
    let all: Vec<(Key, Plan)> = desk.read_all(Owner::Person(id.clone()))?;
    let today = person.wall_day(desk);
    let mut open = Vec::new();
    for (key, plan) in all {
        if is_past(&plan, today) {
            desk.remove(key);
        } else if plan.is_open() {
            open.push((key.id.to_string(), plan));
        }
    }
    open.sort_by(|(one, a), (other, b)| (a.due, one).cmp(&(b.due, other)));
    Ok(open)
}

/// *Add a plan*.
pub(super) fn open_new(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let form = form(&say, Press::Add, ("", ""), &say.plan_form_title());
    desk.answer(Answer::Form(form));
    Ok(())
}

/// *Make it smaller*.
pub(super) fn open_smaller(
    desk: &mut Desk<'_>,
    actor: &Actor,
    name: &str,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(plan) = open_plan(desk, &actor.id, name)? else {
        desk.reply(Card::words(say.plan_over()));
        return Ok(());
    };
    let words = (plan.cue.as_str(), plan.action.as_str());
    let press = Press::Smaller(name.to_owned());
    let form = form(&say, press, words, &say.plan_form_smaller_title());
    desk.answer(Answer::Form(form));
    Ok(())
}

fn form(say: &Speaker<'_>, press: Press, (cue, action): (&str, &str), title: &Text) -> Form {
    let words = |id: &str, label: Text, initial: &str| {
        Row::Ask(Field {
            id: FieldId::from(id),
            label: label.to_words(),
            hint: None,
            optional: false,
            input: InputKind::Words {
                long: false,
                max: PLAN_CHARS,
                initial: initial.to_owned(),
                example: String::new(),
            },
        })
    };
    let days = Row::Ask(Field {
        id: FieldId::from(DAYS),
        label: say.form_plan_days().to_words(),
        hint: Some(say.plan_form_days_hint().to_words()),
        optional: true,
        input: InputKind::Number {
            min: 1,
            max: PLAN_DAYS,
        },
    });
    Form {
        about: Act::Plan(press).token(),
        page: 0,
        title: title.to_words(),
        submit: say.form_send().to_words(),
        back: None,
        rows: vec![
            words(IF, say.form_plan_if(), cue),
            words(THEN, say.form_plan_then(), action),
            days,
        ],
    }
}

/// What was put in: cue, action, days.
fn read(say: &Speaker<'_>, values: &Values) -> Result<(String, String, i64), Amiss> {
    let cue = within_a_sentence(say, values, IF, PLAN_CHARS);
    let action = within_a_sentence(say, values, THEN, PLAN_CHARS);
    let days = days(say, values);
    match (cue, action, days) {
        (Ok(cue), Ok(action), Ok(days)) => Ok((cue, action, days)),
        (cue, action, days) => {
            let amiss = [cue.err(), action.err(), days.err()];
            Err(amiss.into_iter().flatten().flatten().collect())
        }
    }
}

fn days(say: &Speaker<'_>, values: &Values) -> Result<i64, Amiss> {
    let Some(value) = values.get(&FieldId::from(DAYS)) else {
        return Ok(USUAL_DAYS);
    };
    let typed = value.words().and_then(|words| words.trim().parse().ok());
    typed
        .filter(|days| (1..=PLAN_DAYS).contains(days))
        .ok_or_else(|| {
            let amiss = say.form_error_number("1", PLAN_DAYS.to_string());
            vec![(FieldId::from(DAYS), amiss)]
        })
}

/// A form comes back: a plan of one's own, or one that is made smaller.
pub(super) fn sent(
    desk: &mut Desk<'_>,
    actor: &Actor,
    smaller: Option<&str>,
    values: &Values,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let (person, say) = Person::meet(desk, id)?;
    let (cue, action, days) = match read(&say, values) {
        Ok(read) => read,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    let today = person.wall_day(desk);
    let before = match smaller {
        Some(name) => open_plan(desk, id, name)?.map(|plan| (name.to_owned(), plan)),
        None => None,
    };
    let is_lost = smaller.is_some() && before.is_none();
    let plan = Plan::new((cue, action), today, days);
    if is_lost {
        // What was typed is said back: it is hers, and may be sent again as a new plan.
        let words = say.plan_line(plan.cue.as_str(), plan.action.as_str());
        desk.reply(Card::of(vec![
            Block::Paragraph(say.plan_over_meanwhile()),
            Block::Paragraph(words),
        ]));
        return Ok(());
    }
    if before.is_none() && open_plans(desk, id, &person)?.len() >= SHOWN_MOST {
        let words = say.plan_line(plan.cue.as_str(), plan.action.as_str());
        desk.reply(Card::of(vec![
            Block::Paragraph(say.plans_full(SHOWN_MOST as i64)),
            Block::Paragraph(words),
        ]));
        return Ok(());
    }
    let (name, item) = match before {
        Some((name, before)) => {
            unbutton(desk, id, (&person, &before), &say, None);
            (name, before.item)
        }
        None => (fresh_name(desk), None),
    };
    let plan = Plan { item, ..plan };
    let kept = keep(desk, id, &name, &plan)?;
    desk.reply(Card::of(kept));
    Ok(())
}

/// Keeps a plan that was made for its day; returns what is said of it.
fn keep(
    desk: &mut Desk<'_>,
    id: &PersonId,
    name: &str,
    plan: &Plan,
) -> Result<Vec<Block>, Undecided> {
    let (person, say) = Person::meet(desk, id)?;
    desk.write(Plan::key(id, name), plan);
    nudge::plan_set(desk, id, name, plan.due, true)?;
    let words = say.plan_line(plan.cue.as_str(), plan.action.as_str());
    let comes = comes(desk, &say, (id, &person), name)?;
    Ok(vec![
        Block::Paragraph(say.plan_kept()),
        Block::Paragraph(words),
        Block::Note(comes),
    ])
}

/// A plan that came about elsewhere, for a week from now; returns what is to be said of it. With
/// too many open the words are said back all the same.
pub(in crate::coach) fn add(
    desk: &mut Desk<'_>,
    id: &PersonId,
    words: (String, String),
) -> Result<Vec<Block>, Undecided> {
    let (person, say) = Person::meet(desk, id)?;
    let plan = Plan::new(words, person.wall_day(desk), USUAL_DAYS);
    if open_plans(desk, id, &person)?.len() >= SHOWN_MOST {
        let words = say.plan_line(plan.cue.as_str(), plan.action.as_str());
        let full = say.plans_full(SHOWN_MOST as i64);
        return Ok(vec![Block::Paragraph(full), Block::Paragraph(words)]);
    }
    keep(desk, id, &fresh_name(desk), &plan)
}
