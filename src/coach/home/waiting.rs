//! What waits for an answer of hers: the check-in that stands open in her channel, and the question
//! that stands open in the direct conversation, a nudge's or her own. Both are looked up where they
//! lie; that she has not answered is told by her own answer alone, which is not there. When a
//! check-in closes no page is put up for it, since a crowd may have it: the line says until when.

use crate::chat::{Block, PersonId, Span, Text};
use crate::coach::act::RunId;
use crate::coach::channel::ChannelRecord;
use crate::coach::checkin::{Once, Run, skill_name};
use crate::coach::desk::Desk;
use crate::coach::nudge::Nudging;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::practice::Session;
use crate::state::Undecided;

/// The check-in that stands open in the channel where she answered last, unless she has answered
/// it.
pub(super) fn check_in(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    person: &Person,
) -> Result<Option<Block>, Undecided> {
    let Some(channel) = person.team() else {
        return Ok(None);
    };
    let record: Option<ChannelRecord> = desk.read(&ChannelRecord::key(channel))?;
    let Some(last) = record.and_then(|record| record.last_run) else {
        return Ok(None);
    };
    let Some(run) = unanswered(desk, id, &last)? else {
        return Ok(None);
    };
    let Some(item) = run.item(desk)? else {
        return Ok(None);
    };
    let skill = skill_name(&desk.coach.library, &item);
    let channel = Text(vec![Span::Channel(run.channel)]);
    let closes = Text(vec![Span::Moment(run.closes)]);
    Ok(Some(Block::Paragraph(
        say.home_check_in(skill, channel, closes),
    )))
}

/// The run, while it takes an answer of hers.
fn unanswered(desk: &Desk<'_>, id: &PersonId, run: &RunId) -> Result<Option<Run>, Undecided> {
    desk.want(&[Run::key(run), Once::key(id, run)])?;
    let found: Option<Run> = desk.read(&Run::key(run))?;
    let once: Option<Once> = desk.read(&Once::key(id, run))?;
    let takes = |run: &Run| run.is_open() && desk.now < run.closes && once.is_none();
    Ok(found.filter(takes))
}

/// The question that waits in the direct conversation; none that she put off to another day.
pub(super) fn question(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    nudging: &Nudging,
) -> Result<Option<Block>, Undecided> {
    let is_put_off = |session: &Session| {
        let last = nudging.last.as_ref();
        let brought = last.is_some_and(|last| last.message == session.standing);
        brought && nudging.put_off_to.is_some()
    };
    let session = Session::current(desk, id)?;
    let session = session.filter(|session| !is_put_off(session));
    let item = session.and_then(|session| session.item(desk));
    Ok(item.map(|item| {
        let skill = skill_name(&desk.coach.library, &item);
        Block::Paragraph(say.home_question(skill))
    }))
}
