//! `wins`: those of a channel, the newest first; and which channel is the one for wins.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::card::{people, press};
use super::press::{Press, WinId};
use super::record::{Win, WinsChannel};
use super::report;
use super::suggesting;
use crate::chat::{Actor, Block, Card, ChannelId, Place, Span, Text};
use crate::coach::audit::{self, Deed};
use crate::coach::beginning::beginning;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Aim, Who};
use crate::state::Undecided;
use crate::timing::{self, Problem, TimeOfDay};

/// So many wins are listed at once.
const LISTED: usize = 10;
/// So much of what happened stands in a line.
const LINE_CHARS: usize = 160;
/// So many are read for that: some do not stand any more.
const READ: u16 = 40;

/// Runs the command: `wins`, `wins since 1 Nov`, `wins here`, and what managers may.
pub(in crate::coach) fn wins(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let here = place.channel().cloned();
    match words {
        ["here"] => set_here(desk, actor, here),
        ["suggest", ..] => {
            let Some((channel, words)) = about(desk, actor, place, words)? else {
                return Ok(());
            };
            suggesting::suggest(desk, actor, &channel, words.get(1).copied())
        }
        ["report", ..] => {
            let Some((channel, words)) = about(desk, actor, place, words)? else {
                return Ok(());
            };
            report::report(desk, actor, &channel, words.get(1..).unwrap_or_default())
        }
        [] => list(desk, actor, here, None),
        ["since", date @ ..] => match since(desk, &actor.id, &date.join(" "))? {
            Some(since) => list(desk, actor, here, Some(since)),
            None => {
                desk.reply(Card::words(say.wins_since_unknown(date.join(" "))));
                Ok(())
            }
        },
        _ => {
            desk.reply(Card::words(say.wins_usage()));
            Ok(())
        }
    }
}

/// Of which channel managers say something: the one that they name with `in #channel`, or the one
/// where wins of here are posted. The other words are what they say.
fn about<'w>(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&'w str],
) -> Result<Option<(ChannelId, Vec<&'w str>)>, Undecided> {
    let aim = Aim::of(Who::Managers, place, words);
    let is_named = aim.words.len() < words.len();
    let usual = match WinsChannel::read(desk)? {
        Some(channel) if !is_named => Some(channel),
        _ => aim.place.channel().cloned(),
    };
    let Some(channel) = usual else {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.wins_needs_channel()));
        return Ok(None);
    };
    Ok(Some((channel, aim.words)))
}

/// The wins of the workspace are posted here from now on.
fn set_here(desk: &mut Desk<'_>, actor: &Actor, here: Option<ChannelId>) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = here else {
        desk.reply(Card::words(say.wins_needs_channel()));
        return Ok(());
    };
    if !roles::passes(desk, actor, Who::Admins, None, "wins here")? {
        return Ok(());
    }
    if WinsChannel::read(desk)?.as_ref() != Some(&channel) {
        let wins = WinsChannel {
            channel: channel.clone(),
        };
        desk.write(WinsChannel::key(), &wins);
        let deed = Deed::WinsChannelSet {
            channel: channel.clone(),
        };
        audit::record(desk, &actor.id, deed);
    }
    desk.reply(Card::words(say.wins_here(named(&channel))));
    Ok(())
}

/// A date of the past year, as it begins where the reader is.
fn since(
    desk: &Desk<'_>,
    reader: &crate::chat::PersonId,
    words: &str,
) -> Result<Option<Timestamp>, Undecided> {
    let person = Person::read(desk, reader)?;
    let zone = person.zone(desk);
    let context = timing::Context {
        now: desk.now,
        zone: person.wall(desk),
        // Today counts as long as it lasts.
        usual: TimeOfDay::new(23, 59).unwrap_or(TimeOfDay::MIDNIGHT),
    };
    let date = past_date(words, &context);
    let begins = date.and_then(|date| date.to_zoned(zone).ok());
    Ok(begins
        .map(|begins| begins.timestamp())
        .filter(|at| *at <= desk.now))
}

/// The last day of that name that has begun: schedules look ahead, this looks back.
fn past_date(words: &str, context: &timing::Context) -> Option<Date> {
    let today = context
        .now
        .to_zoned(context.zone.time_zone().clone())
        .date();
    let read = match timing::read_date(words, context) {
        Ok(date) => date,
        // What is in the way of a schedule is what is meant here.
        Err(Problem::Past { date, .. }) => date,
        Err(_) => return None,
    };
    if read <= today {
        return Some(read);
    }
    if timing::weekday(&words.to_lowercase()).is_some() {
        return read.checked_sub(7.days()).ok();
    }
    // The first such day after a year ago is the last one before now.
    let year_ago = timing::Context {
        now: context
            .now
            .checked_sub(SignedDuration::from_hours(24 * 365))
            .ok()?,
        ..context.clone()
    };
    let earlier = timing::read_date(words, &year_ago).ok()?;
    Some(earlier).filter(|date| *date <= today)
}

fn list(
    desk: &mut Desk<'_>,
    actor: &Actor,
    here: Option<ChannelId>,
    since: Option<Timestamp>,
) -> Result<(), Undecided> {
    let channel = WinsChannel::read(desk)?.or(here);
    match channel {
        Some(channel) => older(desk, actor, (&channel, "", since)),
        None => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            desk.reply(Card::words(say.wins_needs_channel()));
            Ok(())
        }
    }
}

/// Those before one of that name; without a name the newest.
pub(super) fn older(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (channel, after, since): (&ChannelId, &str, Option<Timestamp>),
) -> Result<(), Undecided> {
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let read = Win::before(desk, channel, after, READ)?;
    let is_asked_for = |win: &Win| since.is_none_or(|since| win.at >= since);
    // Where a full page ends the next one begins, unless all that is asked for lies on this one.
    let last_read = read.last().filter(|(_, win)| is_asked_for(win));
    let last_read = last_read.filter(|_| read.len() == usize::from(READ));
    let last_read = last_read.map(|(id, _)| id.name.clone());
    let asked_for = read.into_iter();
    let asked_for = asked_for.filter(|(_, win)| win.stands() && is_asked_for(win));
    let wins: Vec<(WinId, Win)> = asked_for.collect();
    let next = if wins.len() > LISTED {
        wins.get(LISTED - 1).map(|(id, _)| id.name.clone())
    } else {
        last_read
    };
    if wins.is_empty() && next.is_none() {
        let none = match since {
            Some(since) => {
                let begins = since.to_zoned(reader.zone(desk));
                let day = begins.strftime("%-d %B %Y").to_string();
                say.wins_none_since(named(channel), day)
            }
            None => say.wins_none(named(channel)),
        };
        desk.reply(Card::words(none));
        return Ok(());
    }
    let names: Vec<_> = wins
        .iter()
        .take(LISTED)
        .map(|(id, _)| Win::cheers(id))
        .collect();
    let cheers = desk.counters(&names)?;
    let mut blocks = vec![Block::Title(say.wins_title(named(channel)))];
    for ((_, win), cheers) in wins.iter().zip(cheers) {
        blocks.push(Block::Paragraph(line(&say, win, people(&say, win), cheers)));
    }
    if let Some(next) = next {
        let older = Press::Older(channel.clone(), next, since);
        blocks.push(Block::Buttons(vec![press(older, &say.button_older())]));
    }
    desk.reply(Card::of(blocks));
    Ok(())
}

/// A win in a line: what happened, who did it, how many cheered.
pub(super) fn line(say: &Speaker<'_>, win: &Win, who: Text, cheers: i64) -> Text {
    let what = Text::plain(beginning(&win.what, LINE_CHARS));
    let with_people = if win.people.is_empty() {
        what
    } else {
        say.wins_line(what, who)
    };
    if cheers > 0 {
        say.win_and(with_people, say.win_cheers(cheers))
    } else {
        with_people
    }
}

fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::timing::Zone;

    #[test]
    fn a_day_is_the_last_one_of_its_name() {
        let context = timing::Context {
            now: "2026-11-25T09:00:00Z".parse().unwrap(),
            zone: Zone::UTC,
            usual: TimeOfDay::new(23, 59).unwrap(),
        };
        for (words, begins) in [
            ("1 Nov", Some(date(2026, 11, 1))),
            ("24 Nov", Some(date(2026, 11, 24))),
            ("25 Nov", Some(date(2026, 11, 25))),
            ("today", Some(date(2026, 11, 25))),
            ("30 Nov", Some(date(2025, 11, 30))),
            ("1 March", Some(date(2026, 3, 1))),
            ("Monday", Some(date(2026, 11, 23))),
            ("2026-10-01", Some(date(2026, 10, 1))),
            ("1 Nov 2025", Some(date(2025, 11, 1))),
            ("1 Nov 2027", None),
            ("30 Feb", None),
            ("whenever", None),
        ] {
            assert_eq!(past_date(words, &context), begins, "{words}");
        }
    }
}
