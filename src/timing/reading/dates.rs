//! Single days as people write them: `3 December`, `Dec 3rd 2027`, `2026-12-03`, `3.12.`, `25/12`,
//! `tomorrow`, `next Tuesday`, `in 2 weeks`.

use super::days::weekday_list;
use super::ends::date_list;
use super::reader::{Day, Draft, Reader, Which, put};
use super::words::{Unit, month, number, ordinal, unit, weekday, year};
use crate::timing::problem::{Problem, Slot};

/// The most units that anything may lie ahead.
const FURTHEST: u32 = 1_000;

/// Reads the day on which something is to come once.
pub(super) fn once(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let marked = reader.eat(&["on"]);
    let begin = reader.at;
    if let Some(day) = day(reader, marked)? {
        let said = reader.said_from(from);
        put(&mut draft.date, Slot::Day, day, said)?;
        return Ok(true);
    }
    // `3 and 4 December`.
    reader.at = begin;
    if let Some([(day, first), (_, second), ..]) = date_list(reader)?.as_deref() {
        put(&mut draft.date, Slot::Day, *day, first.clone())?;
        return Err(Problem::Twice {
            slot: Slot::Day,
            first: first.clone(),
            second: second.clone(),
        });
    }
    reader.at = from;
    Ok(false)
}

/// Reads `in 2 weeks`, `in 15 minutes`, `2h30m`.
pub(super) fn ahead(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let marked = reader.eat(&["in", "after"]);
    let Some(minutes) = minutes(reader) else {
        return calendar_ahead(reader, draft, from, marked);
    };
    if !marked && !reader.eat_all(&["from", "now"]) {
        reader.at = from;
        return Ok(false);
    }
    let said = reader.said_from(from);
    if !(1..=i64::from(FURTHEST) * 60).contains(&minutes) {
        return Err(Problem::OutOfRange(said));
    }
    put(&mut draft.elapsed, Slot::Day, minutes, said)?;
    Ok(true)
}

fn calendar_ahead(
    reader: &mut Reader<'_>,
    draft: &mut Draft,
    from: usize,
    marked: bool,
) -> Result<bool, Problem> {
    if let Some((count, unit)) = amount(reader)
        && (reader.eat_all(&["from", "now"]) || marked)
        && !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
    {
        let said = reader.said_from(from);
        if !(1..=i64::from(FURTHEST)).contains(&count) {
            return Err(Problem::OutOfRange(said));
        }
        let day = match unit {
            Unit::Day => Day::Ahead(count),
            unit => Day::After(count, unit),
        };
        put(&mut draft.date, Slot::Day, day, said)?;
        return Ok(true);
    }
    reader.at = from;
    Ok(false)
}

/// `15 minutes`, `an hour`, `half an hour`, `2h30m`, `1 hour and 30 minutes`: in minutes.
pub(super) fn minutes(reader: &mut Reader<'_>) -> Option<i64> {
    let from = reader.at;
    if reader.eat_all(&["half", "an", "hour"]) {
        return Some(30);
    }
    let mut sum = None;
    loop {
        let before = reader.at;
        if sum.is_some() {
            reader.eat(&["and"]);
        }
        let part = match amount(reader) {
            Some((count, Unit::Minute)) => count,
            Some((count, Unit::Hour)) => count * 60,
            _ => {
                reader.at = if sum.is_some() { before } else { from };
                return sum;
            }
        };
        sum = Some(sum.unwrap_or(0) + part);
    }
}

/// `2 weeks`, `a month`, `5m`: how many, and of what.
pub(super) fn amount(reader: &mut Reader<'_>) -> Option<(i64, Unit)> {
    let from = reader.at;
    let word = reader.word(0)?;
    reader.at += 1;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (count, unit) = match (&word[..digits], &word[digits..]) {
        (count, joined @ ("m" | "h" | "d" | "w" | "min" | "mins" | "hr" | "hrs"))
            if !count.is_empty() =>
        {
            (number(count)?, unit(joined)?)
        }
        // `2h30m` is read as its hours and its minutes.
        (count, joined) if !count.is_empty() && joined.starts_with('h') => {
            let minutes = joined[1..]
                .strip_suffix("min")
                .or(joined[1..].strip_suffix('m'))?;
            let minutes = number(minutes)? + number(count)? * 60;
            return Some((i64::from(minutes), Unit::Minute));
        }
        _ => {
            let count = match word {
                "a" | "an" | "the" => Some(1),
                _ => number(word),
            };
            let read = count.and_then(|count| Some((count, reader.take(unit)?)));
            let Some(read) = read else {
                reader.at = from;
                return None;
            };
            read
        }
    };
    Some((i64::from(count) * unit.1, unit.0))
}

/// A single day. `marked` where a date is expected: after `on`, `until` and the like.
pub(super) fn day(reader: &mut Reader<'_>, marked: bool) -> Result<Option<Day>, Problem> {
    let from = reader.at;
    let the = reader.eat(&["the"]);
    if let Some(day) = relative(reader) {
        return Ok(Some(day));
    }
    if let Some(day) = in_figures(reader, marked)? {
        return Ok(Some(day));
    }
    if let Some(day) = in_words(reader) {
        return Ok(Some(day));
    }
    if marked || the {
        // `the 7th`, and not `the 7th Monday` or `the 7th of every month`.
        let before = reader.at;
        if let Some(number) = reader.take(numbered_day) {
            let of_this_month = reader.eat_all(&["of", "this", "month"]);
            let goes_on = |reader: &Reader<'_>| {
                let joints = (0..3).take_while(|ahead| {
                    reader.is_joint(reader.at + ahead)
                        || (*ahead > 0 && reader.is(*ahead, &["the"]))
                });
                let next = joints.count();
                let is_day = |word| matches!(word, "last" | "day") || ordinal(word).is_some();
                let is_listed = next > 0 && reader.word(next).is_some_and(is_day);
                let kinds = [
                    "of", "to", "day", "weekday", "working", "business", "workday",
                ];
                is_listed || reader.is(0, &kinds) || weekday_list(&mut reader.clone()).is_some()
            };
            if of_this_month || !goes_on(reader) {
                return Ok(Some(Day::OfMonth(number)));
            }
        }
        reader.at = before;
    }
    reader.at = from;
    Ok(None)
}

/// `today`, `tomorrow`, `next Tuesday`, `Tuesday next week`.
fn relative(reader: &mut Reader<'_>) -> Option<Day> {
    let from = reader.at;
    if reader.eat_all(&["day", "after", "tomorrow"]) {
        return Some(Day::Ahead(2));
    }
    if reader.eat(&["yesterday"]) {
        return Some(Day::Ahead(-1));
    }
    if reader.eat(&["today"]) {
        return Some(Day::Ahead(0));
    }
    if reader.eat(&["tomorrow", "tmrw", "tmr"]) {
        return Some(Day::Ahead(1));
    }
    let which = match reader.word(0)? {
        "next" => Some(Which::Next),
        "this" => Some(Which::This),
        "coming" => Some(Which::Coming),
        _ => None,
    };
    if let Some(which) = which {
        reader.at += 1;
        if which == Which::This {
            reader.eat(&["coming"]);
        }
        if let Some((day, false)) = reader.take(weekday) {
            return Some(Day::Weekday(day, which));
        }
        if which == Which::Next && reader.eat(&["week"]) {
            reader.eat(&["on"]);
            return Some(match reader.take(weekday) {
                Some((day, _)) => Day::Weekday(day, Which::InNextWeek),
                None => Day::NextWeek,
            });
        }
        reader.at = from;
        return None;
    }
    if let Some((day, false)) = reader.take(weekday) {
        if reader.eat_all(&["next", "week"]) || reader.eat_all(&["of", "next", "week"]) {
            return Some(Day::Weekday(day, Which::InNextWeek));
        }
        reader.at = from;
    }
    None
}

/// `3 December`, `the 3rd of December 2027`, `December 3rd`.
fn in_words(reader: &mut Reader<'_>) -> Option<Day> {
    let from = reader.at;
    if let Some(day) = reader.take(day_number) {
        reader.eat(&["of"]);
        if let Some(month) = reader.take(month) {
            let year = trailing_year(reader);
            return Some(Day::Date { day, month, year });
        }
    }
    reader.at = from;
    if let Some(month) = reader.take(month) {
        reader.eat(&["the"]);
        if let Some(day) = reader.take(day_number) {
            let year = trailing_year(reader);
            return Some(Day::Date { day, month, year });
        }
    }
    reader.at = from;
    // `3dec`, `24-dec`.
    let word = reader.word(0)?;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let day = word[..digits].parse().ok()?;
    let mut rest = word[digits..].trim_start_matches('-').split('-');
    let month = month(rest.next()?)?;
    let joined_year = rest.next();
    reader.at += 1;
    let year = match joined_year {
        Some(joined) => match any_year(joined) {
            Some(year) => Some(year),
            None => {
                reader.at = from;
                return None;
            }
        },
        None => trailing_year(reader),
    };
    Some(Day::Date { day, month, year })
}

pub(super) fn trailing_year(reader: &mut Reader<'_>) -> Option<i16> {
    let from = reader.at;
    reader.eat_comma();
    let found = reader.take(year);
    if found.is_none() {
        reader.at = from;
    }
    found
}

/// `3rd`, `third`, and `32nd`, so that it is told to be none.
fn numbered_day(word: &str) -> Option<i8> {
    let endings = ["st", "nd", "rd", "th"];
    let is_numbered =
        ordinal(word).is_some() || endings.iter().any(|ending| word.ends_with(ending));
    day_number(word).filter(|_| is_numbered)
}

/// `3`, `03`, `3rd`, `third`; any number of two digits, so that a 32nd is told to be none.
pub(super) fn day_number(word: &str) -> Option<i8> {
    let is_short = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let digits = || word.parse().ok().filter(|_| is_short);
    let with_ending = || {
        let endings = ["st", "nd", "rd", "th"];
        let digits = endings
            .iter()
            .find_map(|ending| word.strip_suffix(ending))?;
        digits
            .parse()
            .ok()
            .filter(|number| (0..100).contains(number))
    };
    ordinal(word).or_else(digits).or_else(with_ending)
}

/// `2026-12-03`, `25/12`, `3/4/2027`, `3.12.`
fn in_figures(reader: &mut Reader<'_>, marked: bool) -> Result<Option<Day>, Problem> {
    let from = reader.at;
    let Some(word) = reader.word(0) else {
        return Ok(None);
    };
    let Some(mark) = ['-', '/', '.']
        .into_iter()
        .find(|mark| word.contains(*mark))
    else {
        return Ok(None);
    };
    let parts: Vec<&str> = word.split(mark).collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_last_dot = mark == '.' && parts.len() == 3 && parts[2].is_empty();
    let numbers = if is_last_dot { &parts[..2] } else { &parts[..] };
    if !numbers.iter().all(is_number) {
        return Ok(None);
    }
    reader.at += 1;
    let small = |part: &str| part.parse::<i8>().ok();
    let read = match (mark, numbers) {
        ('-' | '/' | '.', [whole_year, month, day]) if whole_year.len() == 4 => year(whole_year)
            .and_then(|year| {
                Some(Day::Date {
                    day: small(day)?,
                    month: small(month)?,
                    year: Some(year),
                })
            }),
        ('.', [day, month]) if is_last_dot || marked => small(day).and_then(|day| {
            Some(Day::Date {
                day,
                month: small(month)?,
                year: None,
            })
        }),
        ('.', [day, month, last]) => any_year(last).and_then(|year| {
            Some(Day::Date {
                day: small(day)?,
                month: small(month)?,
                year: Some(year),
            })
        }),
        ('/' | '-', [one, other, rest @ ..])
            if rest.len() < 2 && (mark == '/' || marked || !rest.is_empty()) =>
        {
            let year = rest.first().map(|last| any_year(last));
            match (small(one), small(other), year) {
                (_, _, Some(None)) => None,
                (Some(one), Some(other), year) => Some(either(one, other, year.flatten())),
                _ => None,
            }
        }
        _ => {
            reader.at = from;
            return Ok(None);
        }
    };
    read.map(Some)
        .ok_or_else(|| Problem::NoSuchDate(reader.said_from(from)))
}

fn either(one: i8, other: i8, year: Option<i16>) -> Day {
    match (one, other) {
        _ if one == other => Day::Date {
            day: one,
            month: other,
            year,
        },
        (13.., _) => Day::Date {
            day: one,
            month: other,
            year,
        },
        (_, 13..) => Day::Date {
            day: other,
            month: one,
            year,
        },
        _ => Day::Either { one, other, year },
    }
}

/// `2027`, or `27` for it.
fn any_year(word: &str) -> Option<i16> {
    match word.len() {
        4 => year(word),
        2 => word.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}
