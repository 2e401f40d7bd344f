//! What stands on the page: this week, what one remembers, how far one is, what one said about
//! oneself, and how the bot may write. One step first; no count of what is due, no comparison.

use jiff::civil::Date;

use crate::chat::{Actor, Block, Button, Card, PersonId, Text};
use crate::coach::act::Act;
use crate::coach::assessment;
use crate::coach::channel::ChannelRecord;
use crate::coach::commitment::{self, Plan};
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, button};
use crate::coach::me;
use crate::coach::nudge::Nudging;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::preferences;
use crate::coach::programme::{self, Enrolment, ProgrammePress};
use crate::coach::remembering;
use crate::coach::tip::TipPost;
use crate::state::{Owner, Undecided};

/// The plans of so many days ahead are this week's.
const WEEK_DAYS: i64 = 7;
/// So many of them are shown.
const PLANS: usize = 3;

/// The whole page.
pub(super) fn page(desk: &mut Desk<'_>, id: &PersonId, person: &Person) -> Result<Card, Undecided> {
    let say = desk.speaker(person.locale(desk));
    let nudging = Nudging::read(desk, id)?;
    let today = person.wall_day(desk);
    let mut blocks = vec![Block::Title(say.home_week())];
    blocks.extend(tip(desk, &say, person)?);
    blocks.extend(plans(desk, &say, id, today)?);
    let more = button(&Act::More, &say.button_one_question()).primary();
    blocks.push(Block::Buttons(vec![more]));
    let memories = remembering::all(desk, id)?;
    blocks.push(Block::Divider);
    blocks.push(Block::Title(say.me_title()));
    if memories.is_empty() {
        blocks.push(Block::Paragraph(say.me_nothing()));
    } else {
        blocks.extend(me::meters(desk, &say, &memories, person.day(desk)));
    }
    blocks.extend(programmes(desk, &say, id, person, today)?);
    let actor = Actor {
        id: id.clone(),
        zone: None,
        locale: None,
    };
    blocks.extend(assessment::in_a_line(desk, &say, &actor)?.map(Block::Paragraph));
    blocks.push(Block::Divider);
    blocks.extend(preferences::summary(desk, &say, person, &nudging));
    blocks.push(Block::Note(say.home_private()));
    Ok(Card::of(blocks))
}

/// The tip that stands last in the channel where she answered last.
fn tip(desk: &Desk<'_>, say: &Speaker<'_>, person: &Person) -> Result<Vec<Block>, Undecided> {
    let Some(channel) = &person.answered_in else {
        return Ok(Vec::new());
    };
    let channel: Option<ChannelRecord> = desk.read(&ChannelRecord::key(channel))?;
    let Some(post) = channel.and_then(|channel| channel.last_tip) else {
        return Ok(Vec::new());
    };
    let found: Option<TipPost> = desk.read(&TipPost::key(&post))?;
    let tip = match found.filter(TipPost::stands) {
        Some(post) => post.text(desk)?,
        None => None,
    };
    let Some(tip) = tip else {
        return Ok(Vec::new());
    };
    let read = Act::Assess(assessment::Press::Tip(tip.id.clone()));
    let mut blocks = vec![Block::Paragraph(say.home_tip(tip.title.as_str()))];
    // One that was written in chat stands in its channel alone.
    let is_of_library = desk.coach.library.tip(&tip.id).is_some();
    let read = is_of_library.then(|| button(&read, &say.button_read_it()));
    blocks.extend(read.map(|read| Block::Buttons(vec![read])));
    Ok(blocks)
}

/// The plans whose day is near, with what can be said of the nearest.
fn plans(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    today: Date,
) -> Result<Vec<Block>, Undecided> {
    let all = desk.read_all::<Plan>(Owner::Person(id.clone()))?;
    let mut open: Vec<Plan> = Vec::new();
    for (key, _) in all {
        // As this decision has it.
        let plan: Option<Plan> = desk.read(&key)?;
        let last = days_after(today, WEEK_DAYS);
        open.extend(plan.filter(|plan| plan.is_open() && plan.due <= last));
    }
    open.sort_by_key(|plan| plan.due);
    open.truncate(PLANS);
    let mut blocks: Vec<Block> = open
        .iter()
        .map(|plan| Block::Paragraph(say.me_plan(plan.cue.as_str(), plan.action.as_str())))
        .collect();
    if !blocks.is_empty() {
        let see = button(&Act::Plan(commitment::Press::List), &say.button_plans());
        blocks.push(Block::Buttons(vec![see]));
    }
    Ok(blocks)
}

/// How far she is in each programme of hers.
fn programmes(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    person: &Person,
    today: Date,
) -> Result<Vec<Block>, Undecided> {
    let keys = person.enrolled.iter().map(|it| Enrolment::key(id, it));
    desk.want(&keys.collect::<Vec<_>>())?;
    let mut blocks = Vec::new();
    for name in &person.enrolled {
        let found: Option<Enrolment> = desk.read(&Enrolment::key(id, name))?;
        let Some(enrolment) = found else {
            continue;
        };
        let title = programme::title(&desk.coach.library, name);
        let standing = programme::standing(say, &enrolment, today);
        let weeks: Button = button(
            &Act::Programme(ProgrammePress::look(name)),
            &say.button_weeks(),
        );
        blocks.push(Block::Divider);
        blocks.push(Block::Paragraph(Text::lines([title, standing])));
        blocks.push(Block::Buttons(vec![weeks]));
    }
    Ok(blocks)
}
