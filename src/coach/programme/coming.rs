//! A step comes on its day, by the gate of all that comes by itself: what is then said to the
//! person, and what comes next. It is the caller's to say it.

use jiff::civil::Date;

use super::ending;
use super::press::{Deed, Press, Whose};
use super::record::{Enrolment, KeptStep};
use super::steps;
use crate::chat::{Block, MessageId, PersonId, Text};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::practice;
use crate::library::{ProgrammeId, StepKind};
use crate::state::Undecided;

/// When to look next whether something of somebody's programme comes; none when nothing will.
pub(in crate::coach) fn next_day(
    desk: &Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
) -> Result<Option<Date>, Undecided> {
    let found: Option<Enrolment> = desk.read(&Enrolment::key(id, programme))?;
    Ok(found.and_then(|it| it.next_day()))
}

/// What is to be said of somebody's programme today: a step, or that it is finished. None when
/// nothing is due.
pub(in crate::coach) fn brought(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    programme: &ProgrammeId,
    occasion: &str,
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    let key = Enrolment::key(id, programme);
    let Some(mut enrolment) = desk.read::<Enrolment>(&key)? else {
        return Ok(None);
    };
    let say = desk.speaker(person.locale(desk));
    let today = person.wall_day(desk);
    if enrolment.next().is_none() {
        if enrolment.is_over() || !enrolment.is_finished(today) {
            return Ok(None);
        }
        enrolment.earned = Some(desk.now);
        desk.write(key, &enrolment);
        let blocks = ending::blocks(desk, &say, id, programme, &enrolment)?;
        return Ok(Some((ending::message(programme, &enrolment), blocks)));
    }
    let library = desk.coach.library.clone();
    let mut steps = (0u8..).zip(enrolment.steps.iter_mut());
    // What the library has lost can't be done, and counts as if it was.
    let next = steps.find_map(|(at, step)| {
        if step.came.is_some() || step.done.is_some() {
            return None;
        }
        step.came = Some(today);
        if steps::is_there(&library, &step.what) {
            Some((at, step.clone()))
        } else {
            step.done = Some(today);
            None
        }
    });
    desk.write(key, &enrolment);
    let Some((at, step)) = next else {
        return Ok(None);
    };
    let (message, blocks) = show(desk, &say, id, programme, (at, &step), occasion)?;
    let message = message.unwrap_or_else(|| enrolment.message(programme, &at.to_string()));
    Ok(Some((message, blocks)))
}

/// A step: what it is, and the button that does it. A question has a message of its own.
fn show(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    (at, step): (u8, &KeptStep),
    occasion: &str,
) -> Result<(Option<MessageId>, Vec<Block>), Undecided> {
    let library = desk.coach.library.clone();
    let title = steps::title(&library, programme);
    let head = match steps::theme(&library, programme, step.week) {
        Some(theme) => say.programme_comes(title, Text::strong(theme)),
        None => title,
    };
    let mut blocks = vec![Block::Note(head)];
    let own = |deed| Act::Programme(Press::Deed(deed, programme.clone(), Whose::Own));
    let weeks = button(&own(Deed::Look), &say.button_weeks());
    let postpone = button(&own(Deed::Postpone), &say.button_postpone_week());
    if let StepKind::CheckIn(item) = &step.what
        && let Some(session) = practice::bring_item(desk, id, item, occasion)?
    {
        let leaving = vec![weeks, postpone];
        blocks.extend(practice::open_blocks(desk, say, &session, leaving));
        return Ok((Some(session.standing.clone()), blocks));
    }
    blocks.push(Block::Paragraph(steps::in_words(say, &library, &step.what)));
    let doing = steps::doing(say, programme, (usize::from(at), step));
    let buttons = doing.map(|button| button.primary()).into_iter();
    blocks.push(Block::Buttons(buttons.chain([weeks, postpone]).collect()));
    Ok((None, blocks))
}
