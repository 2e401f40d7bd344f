//! A schedule is changed: it keeps its name, its author and what it has posted (F21), and only
//! what is different is told (F38).

use super::echo::{channel_text, next_dates, open_words, what_words};
use super::record::Schedule;
use crate::chat::{Block, Text};
use crate::coach::act::ScheduleId;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// What would be different, each before and after, and the next dates.
pub(super) fn changes(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    of: &ScheduleId,
    after: &Schedule,
    reader: &Person,
) -> Result<Vec<Block>, Undecided> {
    let Some(before) = Schedule::read(desk, of)? else {
        return Ok(vec![Block::Paragraph(say.schedule_gone())]);
    };
    let parts = |schedule: &Schedule| -> Result<[Text; 4], Undecided> {
        Ok([
            what_words(desk, say, &schedule.what)?,
            open_words(say, &schedule.what).unwrap_or_default(),
            channel_text(&schedule.channel),
            Text::plain(schedule.timing.to_string()),
        ])
    };
    let pairs = parts(&before)?.into_iter().zip(parts(after)?);
    let different: Vec<Text> = pairs
        .filter(|(before, after)| before != after)
        .map(|(before, after)| say.schedule_change(before, after))
        .collect();
    if different.is_empty() {
        return Ok(vec![Block::Paragraph(say.schedule_unchanged())]);
    }
    Ok(vec![
        Block::Paragraph(say.schedule_changed(Text::list(different))),
        Block::Paragraph(next_dates(desk, say, after, reader)?),
    ])
}
