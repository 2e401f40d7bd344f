//! What stands on the page: this week with what waits ([`waiting`]), what one remembers, how far one is, what one said about
//! oneself, what one's team says of itself and of one, and how the bot may write. One step first;
//! no count of what is due, no comparison.

use jiff::civil::Date;

use super::waiting;
use crate::chat::{Block, Button, Card, PersonId, Span, Text};
use crate::coach::act::Act;
use crate::coach::assessment;
use crate::coach::beginning::first_line;
use crate::coach::channel::ChannelRecord;
use crate::coach::charter;
use crate::coach::commitment::{self, Plan};
use crate::coach::desk::{Desk, button};
use crate::coach::me;
use crate::coach::nudge::Nudging;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::preferences;
use crate::coach::programme::{self, Enrolment, ProgrammePress};
use crate::coach::remembering;
use crate::coach::tip::TipPost;
use crate::coach::win;
use crate::state::{Owner, Undecided};
use crate::timing::{TimeOfDay, moment};

/// So many open plans are shown.
const PLANS: usize = 3;
/// So many wins are shown.
const WINS: usize = 3;
/// So much of a win is shown, in letters: the whole of it stands in its channel.
const WIN_LETTERS: usize = 140;

/// The whole page.
pub(super) fn page(desk: &mut Desk<'_>, id: &PersonId, person: &Person) -> Result<Card, Undecided> {
    let say = desk.speaker(person.locale(desk));
    let nudging = Nudging::read(desk, id)?;
    let today = person.wall_day(desk);
    let mut blocks = vec![Block::Title(say.home_week())];
    blocks.extend(waiting::check_in(desk, &say, id, person)?);
    blocks.extend(tip(desk, &say, person)?);
    let plans = plans(desk, &say, id, person)?;
    let question = waiting::question(desk, &say, id, &nudging)?;
    let buttons = week_buttons(&say, question.is_some(), !plans.is_empty());
    blocks.extend(plans.into_iter().chain(question));
    blocks.push(Block::Buttons(buttons));
    let memories = remembering::all(desk, id)?;
    blocks.push(Block::Divider);
    blocks.push(Block::Title(say.me_title()));
    if memories.is_empty() {
        blocks.push(Block::Paragraph(say.me_nothing()));
    } else {
        blocks.extend(me::meters(desk, &say, &memories, person.day(desk)));
    }
    blocks.extend(programmes(desk, &say, id, person, today)?);
    if let Some((line, look)) = assessment::last(desk, &say, id)? {
        blocks.extend([
            Block::Divider,
            Block::Paragraph(line),
            Block::Buttons(vec![look]),
        ]);
    }
    blocks.extend(team(desk, &say, id, person)?);
    blocks.push(Block::Divider);
    blocks.extend(preferences::summary(desk, &say, person, &nudging));
    blocks.push(Block::Note(say.home_private()));
    Ok(Card::of(blocks))
}

/// The tip that stands last in the channel where she answered last.
fn tip(desk: &Desk<'_>, say: &Speaker<'_>, person: &Person) -> Result<Vec<Block>, Undecided> {
    let Some(channel) = person.team() else {
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

/// The open plans whose day comes first, each with its day.
fn plans(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    person: &Person,
) -> Result<Vec<Block>, Undecided> {
    let all = desk.read_all::<Plan>(Owner::Person(id.clone()))?;
    let mut open: Vec<Plan> = Vec::new();
    for (key, _) in all {
        // As this decision has it.
        let plan: Option<Plan> = desk.read(&key)?;
        open.extend(plan.filter(Plan::is_open));
    }
    open.sort_by_key(|plan| plan.due);
    open.truncate(PLANS);
    let shown = |plan: &Plan| {
        let at = moment(
            plan.due.to_datetime(TimeOfDay::NINE.time()),
            &person.wall(desk),
        );
        let at = Text(at.into_iter().map(Span::Moment).collect());
        let plan = say.me_plan(plan.cue.as_str(), plan.action.as_str());
        Block::Paragraph(Text::lines([plan, say.home_plan_day(at)]))
    };
    Ok(open.iter().map(shown).collect())
}

/// What can be done this week: a question, new or the one that waits; and her plans, if any is open.
fn week_buttons(say: &Speaker<'_>, waits: bool, plans: bool) -> Vec<Button> {
    let label = if waits {
        say.button_waiting_question()
    } else {
        say.button_one_question()
    };
    let mut buttons = vec![button(&Act::More, &label).primary()];
    let see = button(&Act::Plan(commitment::Press::List), &say.button_plans());
    buttons.extend(plans.then_some(see));
    buttons
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
    let is_one_of_several = person.enrolled.len() > 1;
    let mut blocks = Vec::new();
    for name in &person.enrolled {
        let found: Option<Enrolment> = desk.read(&Enrolment::key(id, name))?;
        let Some(enrolment) = found else {
            continue;
        };
        let title = programme::title(&desk.coach.library, name);
        let standing = programme::standing(say, &enrolment, today);
        let mut label = say.button_weeks();
        if is_one_of_several {
            label = say.button_of(label, title.to_words());
        }
        let weeks = button(&Act::Programme(ProgrammePress::look(name)), &label);
        blocks.push(Block::Divider);
        blocks.push(Block::Paragraph(Text::lines([title, standing])));
        blocks.push(Block::Buttons(vec![weeks]));
    }
    Ok(blocks)
}

/// What her team wants to be known for, and the last wins in which she is named.
fn team(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    person: &Person,
) -> Result<Vec<Block>, Undecided> {
    let mut blocks = Vec::new();
    if let Some(channel) = person.team()
        && let Some(charter) = charter::of(desk, channel)?
        && !charter.message.is_empty()
    {
        let name = charter.name().map(Text::strong);
        let name = name.unwrap_or_else(|| Text(vec![Span::Channel(channel.clone())]));
        blocks.push(Block::Divider);
        blocks.push(Block::Paragraph(
            say.home_charter(name, charter.message.as_str()),
        ));
    }
    let wins = win::naming(desk, id, WINS)?;
    let wins = wins.into_iter().map(|(id, win)| {
        let channel = Text(vec![Span::Channel(id.channel)]);
        say.home_win(first_line(&win.what, WIN_LETTERS), channel)
    });
    let wins: Vec<Text> = wins.collect();
    if !wins.is_empty() {
        blocks.push(Block::Divider);
        let lines = std::iter::once(say.home_wins()).chain(wins);
        blocks.push(Block::Paragraph(Text::lines(lines)));
    }
    Ok(blocks)
}
