//! `holidays`: days off are set, listed and taken away, for a channel or for everywhere.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::asking::zone_for;
use super::echo::{channel_text, day_words};
use super::holidays::{Holidays, STRETCHES_MOST, Stretch};
use crate::chat::{Actor, Block, Button, Card, ChannelId, Place, Text};
use crate::coach::act::Act;
use crate::coach::audit::{self, Deed};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where, named};
use crate::coach::roles::{self, Who};
use crate::state::Undecided;
use crate::timing::{Context, Problem, TimeOfDay, Zone, read_date};

/// The command, as facts name it.
const HOLIDAYS: &str = "holidays";
/// The word for all channels.
const EVERYWHERE: &str = "everywhere";
/// A date is read as that time of it, so that today is still to come.
const LATE: Time = Time::constant(23, 59, 0, 0);

/// Runs the command: words set days off, no words list them.
pub(in crate::coach) fn holidays(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let everywhere = words.iter().copied().any(is_everywhere);
    let channel = place.channel().filter(|_| !everywhere);
    if everywhere && !roles::passes(desk, actor, Who::Admins, None, HOLIDAYS)? {
        return Ok(());
    }
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !is_everywhere(word))
        .collect();
    if words.is_empty() {
        let card = list(desk, &say, channel)?;
        desk.reply(card);
        return Ok(());
    }
    let zone = zone_for(desk, channel, &reader)?;
    let said = match stretch(&words.join(" "), desk.now, &zone) {
        Ok((from, to)) => set(desk, &say, actor, channel, (from, to))?,
        Err(Amiss::Unread(problem)) => say.holidays_problem(problem.to_string()),
        Err(Amiss::Reversed) => say.holidays_reversed(),
    };
    desk.reply(Card::words(said));
    Ok(())
}

fn is_everywhere(word: &str) -> bool {
    word.eq_ignore_ascii_case(EVERYWHERE)
}

/// What is amiss with two dates.
enum Amiss {
    Unread(Box<Problem>),
    Reversed,
}

/// Two dates with `to` between them, or one day alone, as a sentence about time would have them.
fn stretch(words: &str, now: Timestamp, zone: &Zone) -> Result<(Date, Date), Amiss> {
    let words = words.strip_prefix("from ").unwrap_or(words);
    let between = [" to ", " until ", " till ", " – ", " - "];
    let parts = between.iter().find_map(|between| words.split_once(between));
    let (from, to) = parts.unwrap_or((words, words));
    let from = date(from, now, zone)?;
    let to = date(to, now, zone)?;
    if from > to {
        return Err(Amiss::Reversed);
    }
    Ok((from, to))
}

fn date(words: &str, now: Timestamp, zone: &Zone) -> Result<Date, Amiss> {
    let context = Context {
        now,
        zone: zone.clone(),
        usual: TimeOfDay::of(LATE),
    };
    read_date(words, &context).map_err(|problem| Amiss::Unread(Box::new(problem)))
}

fn set(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    (from, to): (Date, Date),
) -> Result<Text, Undecided> {
    let key = Holidays::key(channel);
    let mut holidays: Holidays = desk.read(&key)?.unwrap_or_default();
    let today = zone_today(desk);
    holidays
        .stretches
        .retain(|stretch| stretch.to >= today && (stretch.from, stretch.to) != (from, to));
    if holidays.stretches.len() >= STRETCHES_MOST {
        return Ok(say.holidays_too_many());
    }
    holidays.stretches.push(Stretch {
        from,
        to,
        by: actor.id.clone(),
        at: desk.now,
    });
    holidays
        .stretches
        .sort_by_key(|stretch| (stretch.from, stretch.to));
    desk.write(key, &holidays);
    privacy::note(desk, &actor.id, Where::Holidays(channel.cloned()));
    let deed = Deed::DaysOff {
        channel: channel.cloned(),
        from,
        to,
        off: true,
    };
    audit::record(desk, &actor.id, deed);
    let (from, to) = (Text::strong(day_words(from)), Text::strong(day_words(to)));
    Ok(match channel {
        Some(channel) => say.holidays_set(channel_text(channel), from, to),
        None => say.holidays_set_everywhere(from, to),
    })
}

/// Days before this have passed everywhere.
fn zone_today(desk: &Desk<'_>) -> Date {
    let yesterday = desk
        .now
        .saturating_sub(jiff::SignedDuration::from_hours(24));
    yesterday
        .unwrap_or(desk.now)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

/// The days off that hold for a channel, each with a button that takes it away.
fn list(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    channel: Option<&ChannelId>,
) -> Result<Card, Undecided> {
    let mut keys = vec![Holidays::key(None)];
    keys.extend(channel.map(|channel| Holidays::key(Some(channel))));
    desk.want(&keys)?;
    let mut lines: Vec<Text> = Vec::new();
    let mut buttons: Vec<Button> = Vec::new();
    let owners = [None].into_iter().chain(channel.map(Some));
    for owner in owners {
        let holidays: Holidays = desk.read(&Holidays::key(owner))?.unwrap_or_default();
        for stretch in holidays.stretches {
            let number = i64::try_from(lines.len() + 1).unwrap_or(i64::MAX);
            let (from, to) = (day_words(stretch.from), day_words(stretch.to));
            let by = named::words(say, &stretch.by);
            lines.push(match owner {
                Some(channel) => say.holidays_line(number, channel_text(channel), from, to, by),
                None => say.holidays_line_everywhere(number, from, to, by),
            });
            let act = Act::DaysOn(owner.cloned(), stretch.from);
            buttons.push(button(&act, &say.button_remove(number)));
        }
    }
    if lines.is_empty() {
        return Ok(Card::words(say.holidays_none()));
    }
    Ok(Card::of(vec![
        Block::Title(say.holidays_title()),
        Block::Paragraph(Text::lines(lines)),
        Block::Buttons(buttons),
    ]))
}

/// Days off that begin on a date are taken away.
pub(in crate::coach) fn remove(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    from: Date,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let key = Holidays::key(channel);
    let mut holidays: Holidays = desk.read(&key)?.unwrap_or_default();
    let removed: Vec<Stretch> = holidays
        .stretches
        .extract_if(.., |stretch| stretch.from == from)
        .collect();
    if let Some(stretch) = removed.first() {
        desk.write(key, &holidays);
        let deed = Deed::DaysOff {
            channel: channel.cloned(),
            from,
            to: stretch.to,
            off: false,
        };
        audit::record(desk, &actor.id, deed);
    }
    desk.reply(Card::words(say.holidays_removed()));
    Ok(())
}
