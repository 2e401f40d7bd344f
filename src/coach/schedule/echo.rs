//! How a schedule is said: what comes, where, when, and the next dates, each with weekday, date,
//! time, zone and offset, and beside it the reader's own time where that is another (F4).

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::dry;
use super::holidays::days_off;
use super::record::{Order, Schedule, State, Subject, TipSource, What};
use super::trouble::Trouble;
use crate::chat::{Block, ChannelId, Span, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::tip;
use crate::library::{SkillId, TipId};
use crate::state::Undecided;
use crate::timing::{Occurrence, Zone};

/// How many of the next dates are said.
const DATES: usize = 3;

/// A channel by its name.
pub(super) fn channel_text(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

/// What comes, in words.
pub(super) fn what_words(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    what: &What,
) -> Result<Text, Undecided> {
    let library = &desk.coach.library;
    let tip = match what {
        What::Tip(TipSource::Given(id)) => tip::find(desk, id)?,
        What::Tip(TipSource::Pack { .. }) | What::Round | What::Recap | What::CheckIn { .. } => {
            None
        }
    };
    let skill_name = |id: &SkillId| {
        let skill = library.skill(id);
        Text::strong(skill.map_or(id.as_str(), |skill| skill.name.as_str()))
    };
    let tip_title = |id: &TipId| Text::strong(tip.as_ref().map_or(id.as_str(), |tip| &tip.title));
    Ok(in_words(say, what, skill_name, tip_title))
}

/// What comes, in words that need nothing but itself: skill and tip by their ids.
pub(super) fn what_by_ids(say: &Speaker<'_>, what: &What) -> Text {
    let skill = |id: &SkillId| Text::strong(id.as_str());
    let tip = |id: &TipId| Text::strong(id.as_str());
    in_words(say, what, skill, tip)
}

fn in_words(
    say: &Speaker<'_>,
    what: &What,
    skill_name: impl Fn(&SkillId) -> Text,
    tip_title: impl Fn(&TipId) -> Text,
) -> Text {
    match what {
        What::Tip(TipSource::Pack { skill, order }) => match (skill, order) {
            (None, Order::InOrder) => say.schedule_tip_any_in_order(),
            (None, Order::Shuffled) => say.schedule_tip_any_shuffled(),
            (Some(skill), Order::InOrder) => say.schedule_tip_pack_in_order(skill_name(skill)),
            (Some(skill), Order::Shuffled) => say.schedule_tip_pack_shuffled(skill_name(skill)),
        },
        What::Tip(TipSource::Given(id)) => say.schedule_tip_given(tip_title(id)),
        What::Round => say.schedule_round(),
        What::Recap => say.schedule_recap(),
        What::CheckIn { subject, .. } => match subject {
            Subject::Auto => say.schedule_check_in_any(),
            Subject::Skill(skill) => say.schedule_check_in_skill(skill_name(skill)),
            Subject::Item(item) => say.schedule_check_in_item(Text::strong(item.as_str())),
        },
    }
}

/// For how long each check-in is open; nothing for what is no check-in.
pub(super) fn open_words(say: &Speaker<'_>, what: &What) -> Option<Text> {
    match what {
        What::Tip(_) | What::Round | What::Recap => None,
        What::CheckIn { open_minutes, .. } => {
            let minutes = i64::from(*open_minutes);
            Some(if minutes % 60 == 0 {
                say.schedule_open_hours(minutes / 60)
            } else {
                say.schedule_open_minutes(minutes)
            })
        }
    }
}

/// One time in the zone of its schedule, such as `Tuesday 1 December 2026, 9:30`.
pub(super) fn date_words(time: &Occurrence, zone: &Zone) -> String {
    let there = time.at.to_zoned(zone.time_zone().clone());
    there.strftime("%A %-d %B %Y, %-H:%M").to_string()
}

/// One date, such as `Tuesday 1 December 2026`.
pub(super) fn day_words(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// One time with its zone and offset, and the reader's own time if that is another.
fn time_line(say: &Speaker<'_>, time: &Occurrence, zone: &Zone, reader: &TimeZone) -> Text {
    let there = time.at.to_zoned(zone.time_zone().clone());
    let offset = there.strftime("%:z").to_string();
    let date = date_words(time, zone);
    if reader.to_offset(time.at) == there.offset() {
        say.schedule_date(date, zone.name(), offset)
    } else {
        let yours = Text(vec![Span::Moment(time.at)]);
        say.schedule_date_yours(date, zone.name(), offset, yours)
    }
}

/// The next dates on which something comes, one below the other.
pub(super) fn next_dates(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    schedule: &Schedule,
    reader: &Person,
) -> Result<Text, Undecided> {
    let days_off = days_off(desk, Some(&schedule.channel))?;
    let zone = &schedule.timing.zone;
    let own = reader.zone(desk);
    let coming = schedule.coming(&days_off, desk.now).take(DATES);
    let lines: Vec<Text> = coming
        .map(|time| time_line(say, &time, zone, &own))
        .collect();
    Ok(if lines.is_empty() {
        say.schedule_no_dates()
    } else {
        say.schedule_next(Text::list(lines))
    })
}

/// The next time at which something comes.
pub(super) fn next_time(
    desk: &Desk<'_>,
    schedule: &Schedule,
) -> Result<Option<Occurrence>, Undecided> {
    let days_off = days_off(desk, Some(&schedule.channel))?;
    Ok(schedule.coming(&days_off, desk.now).next())
}

/// A schedule as it was understood: what, where, when, its next dates, and whether there is enough
/// for them.
pub(super) fn understood(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    schedule: &Schedule,
    reader: &Person,
) -> Result<Vec<Block>, Undecided> {
    let what = what_words(desk, say, &schedule.what)?;
    let timing = schedule.timing.to_string();
    let head = say.schedule_understood(what, channel_text(&schedule.channel), timing);
    let mut blocks = vec![Block::Paragraph(head)];
    blocks.push(Block::Paragraph(next_dates(desk, say, schedule, reader)?));
    blocks.extend(open_words(say, &schedule.what).map(Block::Note));
    if let Some(stock) = dry::stock(desk, schedule)? {
        let left = i64::try_from(stock.left).unwrap_or(i64::MAX);
        blocks.push(Block::Note(match &schedule.what {
            What::Round => say.schedule_round_left(left),
            What::Tip(_) | What::CheckIn { .. } | What::Recap => say.schedule_left(left),
        }));
    }
    Ok(blocks)
}

/// Whether anything comes of it, where that is not as usual.
pub(super) fn state_words(say: &Speaker<'_>, schedule: &Schedule) -> Option<Text> {
    match &schedule.state {
        State::Active if schedule.next_time().is_none() => Some(say.schedule_finished()),
        State::Active => None,
        State::Paused {
            until: Some(until), ..
        } => Some(say.schedule_paused_until(day_words(*until))),
        State::Paused { until: None, .. } => Some(say.schedule_paused()),
        State::Suspended(Trouble::Archived) => Some(say.schedule_waits_archived()),
        State::Suspended(Trouble::NotInvited) => Some(say.schedule_waits_not_invited()),
        State::Suspended(Trouble::NotThere) => Some(say.schedule_waits_not_there()),
    }
}
