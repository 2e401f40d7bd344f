//! `schedules`: what is coming in the next two weeks, in a channel or, for an admin, in all; in the
//! order of time, with a button to open each.

use jiff::{SignedDuration, Timestamp};

use super::echo::{channel_text, date_words, state_words, what_words};
use super::holidays::{DaysOff, Holidays, days_off};
use super::record::Schedule;
use crate::chat::{Actor, Block, Button, Card, Place, Span, Text};
use crate::coach::act::{Act, OfSchedule, ScheduleId};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::named;
use crate::state::{Key, Undecided};
use crate::timing::Occurrence;

/// How far the list looks ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 14);
/// The most schedules on one list: each takes a paragraph, and a message has room for 50 blocks.
const LISTED_MOST: usize = 15;
/// How many dates of one are said.
const DATES_MOST: usize = 4;

/// Runs the command. In a channel it lists those of that channel, else all.
pub(in crate::coach) fn schedules(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (mut reader, say) = Person::meet(desk, &actor.id)?;
    reader.ask_profile(desk, &actor.id);
    let mut listed = Schedule::every(desk)?;
    if let Some(channel) = place.channel() {
        listed.retain(|(_, schedule)| schedule.channel == *channel);
    }
    let card = card(desk, &say, listed)?;
    desk.reply(card);
    Ok(())
}

/// A schedule with what comes of it within the two weeks, and what comes first of all.
struct Entry {
    id: ScheduleId,
    schedule: Schedule,
    soon: Vec<Occurrence>,
    next: Option<Occurrence>,
}

impl Entry {
    fn of(id: ScheduleId, schedule: Schedule, days_off: &DaysOff, now: Timestamp) -> Self {
        let horizon = now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
        let next = schedule.coming(days_off, now).next();
        let soon = schedule
            .coming(days_off, now)
            .take_while(|time| time.at <= horizon)
            .take(DATES_MOST)
            .collect();
        Self {
            id,
            schedule,
            soon,
            next,
        }
    }

    /// What comes first stands first; what does not come stands last.
    fn order(&self) -> (bool, Option<Timestamp>) {
        (self.next.is_none(), self.next.map(|next| next.at))
    }

    fn words(&self, desk: &Desk<'_>, say: &Speaker<'_>, number: i64) -> Result<Text, Undecided> {
        let schedule = &self.schedule;
        let zone = &schedule.timing.zone;
        let head = say.schedules_line(
            number,
            what_words(desk, say, &schedule.what)?,
            channel_text(&schedule.channel),
            schedule.timing.to_string(),
        );
        let soon = self.soon.iter();
        let dates: Vec<String> = soon.map(|time| date_words(time, zone)).collect();
        let when = match (dates.as_slice(), &self.next) {
            ([], None) => None,
            ([], Some(next)) => Some(say.schedules_later(date_words(next, zone))),
            (dates, _) => Some(say.schedules_dates(dates.join(" · "))),
        };
        let made = say.schedules_made(
            named::words(say, &schedule.by),
            Text(vec![Span::Moment(schedule.made)]),
        );
        let state = state_words(say, schedule);
        let lines = [Some(head), state, when, Some(made)];
        Ok(Text::lines(lines.into_iter().flatten()))
    }
}

fn card(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    seen: Vec<(ScheduleId, Schedule)>,
) -> Result<Card, Undecided> {
    if seen.is_empty() {
        return Ok(Card::words(say.schedules_none()));
    }
    let keys = seen.iter().map(|(_, it)| Holidays::key(Some(&it.channel)));
    let mut keys: Vec<Key> = keys.chain([Holidays::key(None)]).collect();
    keys.sort();
    keys.dedup();
    desk.want(&keys)?;
    let mut entries: Vec<Entry> = Vec::new();
    for (id, schedule) in seen {
        let days_off = days_off(desk, Some(&schedule.channel))?;
        entries.push(Entry::of(id, schedule, &days_off, desk.now));
    }
    entries.sort_by_key(Entry::order);
    let more = entries.len().saturating_sub(LISTED_MOST);
    entries.truncate(LISTED_MOST);
    let mut blocks = vec![Block::Title(say.schedules_title())];
    let mut buttons: Vec<Button> = Vec::new();
    for (number, entry) in (1i64..).zip(&entries) {
        blocks.push(Block::Paragraph(entry.words(desk, say, number)?));
        let act = Act::Schedule(entry.id.clone(), OfSchedule::Look);
        buttons.push(button(&act, &say.button_open_schedule(number)));
    }
    if more > 0 {
        let more = i64::try_from(more).unwrap_or(i64::MAX);
        blocks.push(Block::Note(say.schedules_more(more)));
    }
    blocks.push(Block::Buttons(buttons));
    Ok(Card::of(blocks))
}
