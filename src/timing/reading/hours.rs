//! Times of day as people write them: `9:30`, `5 pm`, `17h`, `0930`, `noon`, `half past nine`,
//! `at 9`, `in the morning`.

use super::reader::{Draft, Hour, Part, Reader, put};
use super::words::number;
use crate::timing::problem::{Problem, Slot};
use crate::timing::wall::TimeOfDay;

/// Reads a time of day, with `at` before it or not.
pub(super) fn hour(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let after_and = from > 0 && draft.hour.is_none() && reader.is_and(from - 1);
    let marked = reader.eat(&["at", "@", "around", "by"]);
    if !marked && (after_and || counts_things(reader)) && reader.take(number).is_some() {
        // `5 and 6 May`, `2 tips`: a number of something else.
        reader.at = from;
        return Ok(false);
    }
    if let Some(hour) = time(reader, marked)? {
        let said = reader.said_from(from);
        // `at 9, 9:00` says it twice and no two things.
        let is_same = |(before, _): &(Hour, _)| before.time() == hour.time();
        if !draft.hour.as_ref().is_some_and(is_same) {
            put(&mut draft.hour, Slot::Time, hour, said)?;
        }
        return Ok(true);
    }
    reader.at = from;
    Ok(false)
}

/// `2 tips`: a number of what is to come, and no hour.
fn counts_things(reader: &Reader<'_>) -> bool {
    reader.is(1, &["tips", "check-ins", "checkins", "questions"])
}

/// Reads `in the morning`; `evenings` says that it comes again and again.
pub(super) fn part(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if reader.eat(&["in", "at", "on"]) {
        reader.eat(&["the"]);
    }
    let is_plural = reader.word(0).is_some_and(|word| word.ends_with('s'));
    let Some(part) = reader.take(part_of_day) else {
        reader.at = from;
        return Ok(false);
    };
    draft.weekdays_again |= is_plural;
    let said = reader.said_from(from);
    put(&mut draft.part, Slot::Time, part, said)?;
    Ok(true)
}

/// `morning`, `evenings`.
pub(super) fn part_of_day(word: &str) -> Option<Part> {
    match word.strip_suffix('s').unwrap_or(word) {
        "morning" => Some(Part::Morning),
        "afternoon" => Some(Part::Afternoon),
        "evening" => Some(Part::Evening),
        "night" => Some(Part::Night),
        _ => None,
    }
}

/// A time of day; a number alone only after `at`, or when it can be an hour.
pub(super) fn time(reader: &mut Reader<'_>, marked: bool) -> Result<Option<Hour>, Problem> {
    let from = reader.at;
    let Some(word) = reader.word(0) else {
        return Ok(None);
    };
    reader.at += 1;
    match word {
        "noon" | "midday" => return Ok(Some(exact(12, 0))),
        "midnight" => return Ok(Some(Hour::Midnight)),
        "half" | "quarter" => {
            if let Some(hour) = spoken(reader, word) {
                return Ok(Some(hour));
            }
            reader.at = from;
            return Ok(None);
        }
        _ => {}
    }
    let (digits, half) = halved(word);
    let half = half.or_else(|| reader.take(half_of_day));
    let Some((hours, minutes, way)) = digits_of(digits) else {
        reader.at = from;
        return Ok(None);
    };
    let sure = half.is_some() || reader.eat(&["o'clock", "oclock", "sharp"]);
    if half.is_none() && matches!(way, Way::Hours | Way::Word) && !sure && !marked {
        let counts = reader.word(0).is_some_and(|next| {
            super::words::unit(next).is_some() || matches!(next, "times" | "time" | "x")
        });
        if counts || matches!(way, Way::Word) {
            reader.at = from;
            return Ok(None);
        }
    }
    let read = match half {
        None => TimeOfDay::new(hours, minutes),
        Some(_) if !(1..=12).contains(&hours) => None,
        Some(Half::Am) => TimeOfDay::new(hours % 12, minutes),
        Some(Half::Pm) => TimeOfDay::new(hours % 12 + 12, minutes),
    };
    let Some(time) = read else {
        return Err(Problem::NoSuchTime(reader.said_from(from)));
    };
    Ok(Some(match way {
        _ if half.is_some() => Hour::Exact(time),
        Way::Padded | Way::WithH => Hour::Exact(time),
        Way::Minutes => Hour::Clock(time),
        Way::Hours | Way::Word => Hour::Bare(time),
    }))
}

fn exact(hour: i8, minute: i8) -> Hour {
    TimeOfDay::new(hour, minute).map_or(Hour::Midnight, Hour::Exact)
}

/// `half past nine`, `quarter to ten`; the word has been gone past.
fn spoken(reader: &mut Reader<'_>, word: &str) -> Option<Hour> {
    let minutes = if word == "half" { 30 } else { 15 };
    let before = match reader.word(0)? {
        "past" => false,
        "to" if word == "quarter" => true,
        _ => return None,
    };
    reader.at += 1;
    let hour = reader
        .take(number)
        .and_then(|hour| i8::try_from(hour).ok())?;
    let (hour, minutes) = if before {
        (hour - 1, 60 - minutes)
    } else {
        (hour, minutes)
    };
    let half = reader.take(half_of_day);
    let time = TimeOfDay::new(hour, minutes)?;
    Some(match half {
        None => Hour::Bare(time),
        Some(Half::Am) => exact(hour % 12, minutes),
        Some(Half::Pm) => exact(hour % 12 + 12, minutes),
    })
}

#[derive(Clone, Copy)]
enum Half {
    Am,
    Pm,
}

fn half_of_day(word: &str) -> Option<Half> {
    match word {
        "am" | "a.m" | "a.m." => Some(Half::Am),
        "pm" | "p.m" | "p.m." => Some(Half::Pm),
        _ => None,
    }
}

/// `5pm` as `5` and its half.
fn halved(word: &str) -> (&str, Option<Half>) {
    for ending in ["a.m.", "p.m.", "a.m", "p.m", "am", "pm"] {
        if let Some(digits) = word.strip_suffix(ending)
            && digits.ends_with(|c: char| c.is_ascii_digit())
        {
            return (digits, half_of_day(ending));
        }
    }
    (word, None)
}

/// How the digits were written.
#[derive(Clone, Copy)]
enum Way {
    /// `9:30`.
    Minutes,
    /// `09:30`, `0930`.
    Padded,
    /// `17h`, `9h30`.
    WithH,
    /// `9`.
    Hours,
    /// `nine`.
    Word,
}

fn digits_of(word: &str) -> Option<(i8, i8, Way)> {
    let two = |hours: &str, minutes: &str, way: Way| {
        let is_time = (1..=2).contains(&hours.len()) && minutes.len() == 2;
        let all = hours.bytes().chain(minutes.bytes());
        let is_time = is_time && all.clone().all(|byte| byte.is_ascii_digit());
        is_time.then(|| Some((hours.parse().ok()?, minutes.parse().ok()?, way)))?
    };
    let padded = if word.starts_with('0') {
        Way::Padded
    } else {
        Way::Minutes
    };
    if let Some((hours, minutes)) = word.split_once(':') {
        return two(hours, minutes.strip_suffix('h').unwrap_or(minutes), padded);
    }
    if let Some((hours, minutes)) = word.split_once('.') {
        return two(hours, minutes.strip_suffix('.').unwrap_or(minutes), padded);
    }
    if let Some((hours, minutes)) = word.split_once('h') {
        let minutes = if minutes.is_empty() { "00" } else { minutes };
        return two(hours, minutes, Way::WithH);
    }
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        1 | 2 if is_number => Some((word.parse().ok()?, 0, Way::Hours)),
        3 if is_number => two(&word[..1], &word[1..], Way::Minutes),
        4 if is_number => two(&word[..2], &word[2..], Way::Padded),
        _ => {
            let hours = number(word).filter(|hours| *hours <= 12 && !is_number)?;
            Some((i8::try_from(hours).ok()?, 0, Way::Word))
        }
    }
}
