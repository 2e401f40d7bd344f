//! Days that come again: `every Tuesday`, `every 2 weeks`, `weekdays`, `MTuWThF`.

use jiff::civil::Weekday;

use super::dates::{self, amount};
use super::hours::part_of_day;
use super::months::{month_day_list, of_the_month};
use super::reader::{Draft, Reader, put};
use super::words::{Unit, day_letters, days_from_to, number, ordinal, unit, weekday};
use crate::timing::problem::{Problem, Slot};
use crate::timing::saying::numbered;
use crate::timing::weekdays::{Weekdays, full_name};

/// The most weeks, or days, between two.
const LONGEST: i64 = 366;

/// Reads `every …`, `each …`.
pub(super) fn every(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    reader.eat(&["once", "on"]);
    if !reader.eat(&["every", "each"]) {
        reader.at = from;
        return Ok(false);
    }
    reader.eat(&["single"]);
    if counted(reader, draft, from)? || of_a_kind(reader, draft, from)? {
        return Ok(true);
    }
    // `every 3 December`.
    if let Some(day) = dates::day(reader, false)? {
        let said = reader.said_from(from);
        put(&mut draft.every, Slot::Day, (1, Unit::Year), said.clone())?;
        put(&mut draft.date, Slot::Day, day, said)?;
        return Ok(true);
    }
    if let Some(days) = month_day_list(reader)? {
        draft.months_again = true;
        let every = reader.said_from(from);
        of_the_month(reader, draft);
        // `every fourth Thursday of November` would come once a year, which is no rule here.
        if let Some((_, month)) = &draft.in_month {
            return Err(Problem::Contradiction(every, month.clone()));
        }
        let said = reader.said_from(from);
        put(&mut draft.month_days, Slot::Day, days, said)?;
        return Ok(true);
    }
    Err(reader.unknown(from))
}

/// `other week`, `2 weeks`, `second Friday`, `third day`.
fn counted(reader: &mut Reader<'_>, draft: &mut Draft, from: usize) -> Result<bool, Problem> {
    let begin = reader.at;
    let (count, in_figures) = if reader.eat(&["other", "alternate"]) {
        (2, true)
    } else if let Some(nth) = reader.take(ordinal) {
        if nth == 2 && reader.is_at_end() {
            // The unit, and no ordinal.
            return Err(Problem::TooOften(reader.said_from(from)));
        }
        (i64::from(nth), false)
    } else if let Some((count, unit)) = amount(reader) {
        return take_every(reader, draft, from, count, unit).map(|()| true);
    } else if let Some(count) = reader.take(number) {
        (i64::from(count), true)
    } else {
        return Ok(false);
    };
    let is_of_month = |reader: &Reader<'_>, ahead| {
        reader.is(ahead, &["of", "in"])
            && !reader
                .word(ahead + 1)
                .is_some_and(|word| word.starts_with('#'))
    };
    if let Some((unit, times)) = reader.word(0).and_then(unit)
        && !(unit == Unit::Day && is_of_month(reader, 1))
    {
        reader.at += 1;
        return take_every(reader, draft, from, count * times, unit).map(|()| true);
    }
    let before = reader.at;
    if let Some(days) = weekday_list(reader) {
        if in_figures && count > 1 && days.0 == Weekdays::WORKING {
            return Err(ambiguous(
                reader,
                from,
                [
                    &format!("every {count} weeks from Monday to Friday"),
                    "every Monday, Wednesday and Friday",
                ],
            ));
        }
        if in_figures {
            let said = reader.said_from(from);
            put(&mut draft.weekdays, Slot::Day, days.0, said)?;
            draft.weekdays_again = true;
            return take_every(reader, draft, from, count, Unit::Week).map(|()| true);
        }
        let is_clear = count == 1 || is_of_month(reader, 0) || reader.is(0, &["every", "each"]);
        if let (false, Some(day)) = (is_clear, days.0.iter().next()) {
            let day = if days.0 == Weekdays::WORKING {
                "weekday"
            } else {
                full_name(day)
            };
            let nth = i8::try_from(count).map(numbered).unwrap_or_default();
            return Err(Problem::AmbiguousCount {
                said: reader.said_from(from),
                readings: [
                    format!("every {count} weeks on {day}"),
                    format!("{nth} {day} of every month"),
                ],
            });
        }
    }
    reader.at = before;
    reader.at = begin;
    Ok(false)
}

fn take_every(
    reader: &Reader<'_>,
    draft: &mut Draft,
    from: usize,
    count: i64,
    unit: Unit,
) -> Result<(), Problem> {
    let said = reader.said_from(from);
    let (count, unit) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Err(Problem::TooOften(said)),
        Unit::Quarter => (count, Unit::Quarter),
        Unit::Year if count > 1 => (count * 12, Unit::Month),
        unit => (count, unit),
    };
    match u16::try_from(count) {
        Ok(every @ 1..) if count <= LONGEST => {
            put(&mut draft.every, Slot::Day, (every, unit), said)
        }
        _ => Err(Problem::OutOfRange(said)),
    }
}

/// `day`, `week`, `weekday`, `morning`, `Monday and Thursday`.
fn of_a_kind(reader: &mut Reader<'_>, draft: &mut Draft, from: usize) -> Result<bool, Problem> {
    if let Some(part) = reader.take(part_of_day) {
        let said = reader.said_from(from);
        put(&mut draft.part, Slot::Time, part, said)?;
        take_every(reader, draft, from, 1, Unit::Day)?;
        return Ok(true);
    }
    if let Some((days, _)) = weekday_list(reader) {
        let said = reader.said_from(from);
        put(&mut draft.weekdays, Slot::Day, days, said)?;
        draft.weekdays_again = true;
        return Ok(true);
    }
    // A letter alone is a unit only after a number: `every M, W, F` are days.
    if let Some((unit, times)) = reader.take(|word| unit(word).filter(|_| word.len() > 1)) {
        take_every(reader, draft, from, times, unit)?;
        return Ok(true);
    }
    Ok(false)
}

/// Reads `daily`, `weekly`, `fortnightly`, `monthly`, `once a week`.
pub(super) fn adverb(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let Some(word) = reader.word(0) else {
        return Ok(false);
    };
    reader.at += 1;
    let (count, unit) = match word {
        "daily" | "everyday" => (1, Unit::Day),
        "weekly" => (1, Unit::Week),
        "fortnightly" => (2, Unit::Week),
        "monthly" => (1, Unit::Month),
        "quarterly" => (1, Unit::Quarter),
        "yearly" | "annually" => (1, Unit::Year),
        "hourly" => (1, Unit::Hour),
        "biweekly" | "bi-weekly" => {
            return Err(ambiguous(
                reader,
                from,
                ["every 2 weeks", "every Monday and Thursday"],
            ));
        }
        "bimonthly" | "bi-monthly" => {
            let twice = "on the 1st and 15th of every month";
            return Err(ambiguous(reader, from, ["every 2 months", twice]));
        }
        "once" | "twice" | "thrice" => return times_a_unit(reader, draft, from, word),
        "a" | "per" => match reader.take(unit) {
            // `6 times a week` has been told already; `a week` alone says nothing.
            Some(_) => return Err(Problem::NoDay(Some(reader.said_from(from)))),
            None => {
                reader.at = from;
                return Ok(false);
            }
        },
        _ => {
            reader.at = from;
            return Ok(false);
        }
    };
    take_every(reader, draft, from, count, unit)?;
    Ok(true)
}

fn ambiguous(reader: &Reader<'_>, from: usize, readings: [&str; 2]) -> Problem {
    Problem::AmbiguousCount {
        said: reader.said_from(from),
        readings: readings.map(str::to_owned),
    }
}

/// `once a week`, `twice a month`, `once`.
fn times_a_unit(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    from: usize,
    word: &str,
) -> Result<bool, Problem> {
    let per = reader
        .eat(&["a", "an", "per", "every", "each"])
        .then(|| reader.take(unit));
    match per {
        Some(Some((unit, times))) if word == "once" => {
            take_every(reader, draft, from, times, unit)?;
            Ok(true)
        }
        Some(Some(_)) => Err(Problem::NoDay(Some(reader.said_from(from)))),
        _ if word == "once" => {
            // `once every …` is read from `every` on.
            reader.at = from + 1;
            draft.once = !reader.is(0, &["every", "each"]);
            Ok(true)
        }
        _ => {
            reader.at = from + 1;
            Err(Problem::NoDay(Some(reader.said_from(from))))
        }
    }
}

/// Reads weekdays without `every`: `on Fridays`, `Mon and Thu`, `Mon-Fri`, `weekdays`.
pub(super) fn weekdays(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    reader.eat(&["on"]);
    reader.eat(&["the"]);
    let Some((days, again)) = weekday_list(reader) else {
        reader.at = from;
        return Ok(false);
    };
    let said = reader.said_from(from);
    if let Some((before, first)) = &draft.weekdays
        && *before != days
    {
        return Err(Problem::Contradiction(first.clone(), said));
    }
    put(&mut draft.weekdays, Slot::Day, days, said)?;
    draft.weekdays_again |= again;
    Ok(true)
}

/// Weekdays in a row, and whether a word among them says that they come again.
pub(super) fn weekday_list(reader: &mut Reader<'_>) -> Option<(Weekdays, bool)> {
    let (mut days, mut again) = weekday_item(reader)?;
    loop {
        let before = reader.at;
        reader.eat_joint();
        reader.eat(&["on", "every"]);
        // `Monday, 30 November` goes on with a date, and `Monday on Friday` with no list.
        let joined = before == reader.at || reader.is_joint(before);
        match weekday_item(reader).filter(|_| joined) {
            Some((more, more_again)) => {
                days = days.and(more);
                again |= more_again;
            }
            None => {
                reader.at = before;
                return Some((days, again));
            }
        }
    }
}

/// One weekday, a range of them, or a word for several.
pub(super) fn weekday_item(reader: &mut Reader<'_>) -> Option<(Weekdays, bool)> {
    let from = reader.at;
    let written = reader.written()?;
    let word = reader.word(0)?;
    reader.at += 1;
    match word {
        "weekdays" | "workdays" => return Some((Weekdays::WORKING, true)),
        "weekday" | "workday" => return Some((Weekdays::WORKING, false)),
        "weekends" => return Some((Weekdays::WEEKEND, true)),
        "weekend" => return Some((Weekdays::WEEKEND, false)),
        "working" | "business" | "work" | "week" => {
            if reader.eat(&["days"]) {
                return Some((Weekdays::WORKING, true));
            }
            if reader.eat(&["day"]) {
                return Some((Weekdays::WORKING, false));
            }
        }
        _ => {}
    }
    if let Some((first, again)) = weekday(word) {
        if let Some(last) = range_end(reader) {
            return Some((days_from_to(first, last), true));
        }
        return Some((Weekdays::only(first), again));
    }
    if let Some((first, last)) = word.split_once('-')
        && let (Some(first), Some(last)) = (day_or_letter(first), day_or_letter(last))
    {
        return Some((days_from_to(first, last), true));
    }
    let slashed = || {
        word.split(['/', '+', '&'])
            .map(|part| Some(weekday(part)?.0))
            .collect::<Option<Weekdays>>()
    };
    if let Some(days) = slashed().or_else(|| day_letters(written)) {
        return Some((days, true));
    }
    reader.at = from;
    None
}

/// The other end of `Monday to Friday`.
fn range_end(reader: &mut Reader<'_>) -> Option<Weekday> {
    let from = reader.at;
    let end = reader
        .eat(&["-", "to", "through", "thru"])
        .then(|| reader.take(weekday));
    match end {
        Some(Some((day, _))) => Some(day),
        _ => {
            reader.at = from;
            None
        }
    }
}

fn day_or_letter(word: &str) -> Option<Weekday> {
    match word {
        "m" => Some(Weekday::Monday),
        "f" => Some(Weekday::Friday),
        _ => weekday(word).map(|(day, _)| day),
    }
}
