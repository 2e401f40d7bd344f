//! A plan comes back on its day: did it, not yet, or drop it. *Not yet* puts it off, at first for
//! some days and then for a week; from the second on it can be made smaller.

use jiff::civil::Date;

use super::plan::{Ended, Plan};
use super::press::Press;
use crate::chat::{
    Actor, Block, Button, Card, Message, MessageId, PersonId, Place, Span, Text, Withdrawal,
};
use crate::coach::act::Act;
use crate::coach::days::{days_after, days_between};
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::home;
use crate::coach::nudge::{self, Nudging};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;
use crate::timing::{TimeOfDay, moment};

/// After how many days a plan comes back of which *not yet* was said once, and more often.
const AGAIN_DAYS: (i64, i64) = (3, 7);
/// From so many *not yet* on a plan can be made smaller.
const SMALLER_FROM: u8 = 2;

/// The plan of a name, and what is to be said to her about it today; none when it has ended. It
/// is the caller's to say it.
pub(in crate::coach) fn brought(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    name: &str,
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    let Some(mut plan) = open_plan(desk, id, name)? else {
        return Ok(None);
    };
    let say = desk.speaker(person.locale(desk));
    let today = person.wall_day(desk);
    let message = MessageId::from(format!("plan/{name}/{today}"));
    unbutton(desk, id, (person, &plan), &say, None);
    let asks = asks(desk, &say, person, &plan);
    plan.asked = Some(message.clone());
    desk.write(Plan::key(id, name), &plan);
    let blocks = vec![
        Block::Paragraph(asks),
        Block::Buttons(answers(&say, name, &plan, None)),
    ];
    Ok(Some((message, blocks)))
}

/// Somebody's plan of a name, if it is open.
pub(in crate::coach) fn open_plan(
    desk: &Desk<'_>,
    id: &PersonId,
    name: &str,
) -> Result<Option<Plan>, Undecided> {
    let plan: Option<Plan> = desk.read(&Plan::key(id, name))?;
    Ok(plan.filter(Plan::is_open))
}

/// What she planned and when, and how it went.
fn asks(desk: &Desk<'_>, say: &Speaker<'_>, person: &Person, plan: &Plan) -> Text {
    let (cue, action) = (plan.cue.as_str(), plan.action.as_str());
    let today = person.wall_day(desk);
    match plan.made {
        // By its name a weekday of the last seven days is told apart from all others.
        Some(made) if (1..7).contains(&days_between(made, today)) => {
            let weekday = made.weekday().to_monday_one_offset();
            let weekday = say.weekday_name(i64::from(weekday));
            say.plan_asks_of_weekday(weekday, cue, action)
        }
        Some(made) if made < today => {
            let shown = moment(made.to_datetime(TimeOfDay::NINE.time()), &person.wall(desk));
            let at = Text(shown.into_iter().map(Span::Moment).collect());
            say.plan_asks_of_day(at, cue, action)
        }
        Some(_) | None => say.plan_asks(cue, action),
    }
}

/// What can be said of a plan; of one of several, by its number.
pub(super) fn answers(
    say: &Speaker<'_>,
    name: &str,
    plan: &Plan,
    number: Option<i64>,
) -> Vec<Button> {
    let press = |press, label: Text| {
        let label = match number {
            Some(number) => say.button_of_number(label, number),
            None => label,
        };
        button(&Act::Plan(press), &label)
    };
    let name = || name.to_owned();
    vec![
        press(Press::Did(name()), say.button_did_it()),
        press(Press::NotYet(name(), plan.not_yet), say.button_not_yet()),
        press(Press::Drop(name()), say.button_drop_it()),
    ]
}

/// *Did it* or *Drop it*. The same said again is answered the same.
pub(super) fn end(
    desk: &mut Desk<'_>,
    actor: &Actor,
    name: &str,
    did: bool,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Nudging::key(id), Plan::key(id, name)])?;
    let (person, say) = Person::meet(desk, id)?;
    let said = if did {
        say.plan_done()
    } else {
        say.plan_dropped()
    };
    let Some(mut plan) = desk.read::<Plan>(&Plan::key(id, name))? else {
        desk.reply(Card::words(say.plan_unknown()));
        return Ok(());
    };
    match plan.ended {
        Some(ended) if ended.did == did => {}
        Some(_) => {
            desk.reply(Card::words(say.plan_over()));
            return Ok(());
        }
        None => {
            let on = person.wall_day(desk);
            plan.ended = Some(Ended { on, did });
            let answer = if did {
                say.button_did_it()
            } else {
                say.button_drop_it()
            };
            unbutton(desk, id, (&person, &plan), &say, Some(answer));
            plan.asked = None;
            desk.write(Plan::key(id, name), &plan);
            nudge::plan_over(desk, id, name)?;
            home::touched(desk, id)?;
        }
    }
    desk.reply(Card::words(said));
    Ok(())
}

/// *Not yet*: it comes back some days later.
pub(super) fn not_yet(
    desk: &mut Desk<'_>,
    actor: &Actor,
    name: &str,
    times: u8,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Nudging::key(id), Plan::key(id, name)])?;
    let (person, say) = Person::meet(desk, id)?;
    let Some(mut plan) = desk.read::<Plan>(&Plan::key(id, name))? else {
        desk.reply(Card::words(say.plan_unknown()));
        return Ok(());
    };
    if !plan.is_open() {
        desk.reply(Card::words(say.plan_over()));
        return Ok(());
    }
    if plan.not_yet == times {
        plan.not_yet = times.saturating_add(1);
        let days = if times == 0 {
            AGAIN_DAYS.0
        } else {
            AGAIN_DAYS.1
        };
        plan.due = days_after(person.wall_day(desk), days);
        let answer = Some(say.button_not_yet());
        unbutton(desk, id, (&person, &plan), &say, answer);
        plan.asked = None;
        desk.write(Plan::key(id, name), &plan);
        nudge::plan_set(desk, id, name, plan.due, true)?;
        home::touched(desk, id)?;
    }
    let card = put_off_card(desk, &say, (id, &person), (name, &plan))?;
    desk.reply(card);
    Ok(())
}

/// That it was put off: until when, and that it can be made smaller.
fn put_off_card(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    (id, person): (&PersonId, &Person),
    (name, plan): (&str, &Plan),
) -> Result<Card, Undecided> {
    let mut blocks = vec![Block::Paragraph(comes(desk, say, (id, person), name)?)];
    if plan.not_yet >= SMALLER_FROM {
        let smaller = Act::Plan(Press::Smaller(name.to_owned()));
        let drop = Act::Plan(Press::Drop(name.to_owned()));
        blocks.push(Block::Paragraph(say.plan_smaller()));
        blocks.push(Block::Buttons(vec![
            button(&smaller, &say.button_make_smaller()),
            button(&drop, &say.button_drop_it()),
        ]));
    }
    Ok(Card::of(blocks))
}

/// When a plan comes back, or that it is only listed.
pub(super) fn comes(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    (id, person): (&PersonId, &Person),
    name: &str,
) -> Result<Text, Undecided> {
    let at = nudge::plan_at(desk, id, person, name)?;
    Ok(match at {
        Some(at) => say.plan_comes(at),
        None => say.plan_only_listed(),
    })
}

/// Where a plan came back last it stays readable as it was asked, without its buttons, and with
/// what she answered there.
pub(super) fn unbutton(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (person, plan): (&Person, &Plan),
    say: &Speaker<'_>,
    answer: Option<Text>,
) {
    let Some(message) = plan.asked.clone() else {
        return;
    };
    let until = desk.after(WORTH_SAYING);
    let words = match answer {
        Some(answer) => Text::lines([asks(desk, say, person, plan), say.answer_yours(answer)]),
        None => say.plan_line(plan.cue.as_str(), plan.action.as_str()),
    };
    desk.withdraw(Withdrawal::Edited(Message {
        id: message,
        place: Place::Direct(id.clone()),
        card: Card::words(words),
        until,
        urgent: false,
        via: None,
    }));
}

/// Whether an ended plan is so old that nobody presses its buttons any more.
pub(super) fn is_past(plan: &Plan, today: Date) -> bool {
    const KEPT_DAYS: i64 = 30;
    let ended = plan.ended.map(|ended| ended.on);
    ended.is_some_and(|on| days_between(on, today) > KEPT_DAYS)
}
