//! From when, until when, how often, and without which dates.

use super::dates::{self, amount, day_number, trailing_year};
use super::days::weekday_list;
use super::lexing::Kind;
use super::reader::{Day, Draft, Lasting, Reader, put};
use super::words::{Unit, month, number, weekday};
use crate::timing::problem::{Problem, Said, Slot};

/// The most times, and the most dates that are left out at once.
const MOST: u32 = 1_000;

/// Reads `starting 1 Dec`, `from tomorrow`. A `from` without a date is a pack's.
pub(super) fn start(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let sure = reader.eat(&[
        "starting",
        "beginning",
        "starts",
        "start",
        "commencing",
        "since",
    ]) || reader.eat_all(&["as", "of"])
        || reader.eat_all(&["not", "before"]);
    if !sure && !reader.eat(&["from"]) {
        return Ok(false);
    }
    reader.eat(&["on", "from", "with"]);
    // `from Monday to Friday` are the days.
    if reader.word(0).is_some_and(|word| weekday(word).is_some())
        && reader.is(1, &["-", "to", "through", "thru"])
        && reader.word(2).is_some_and(|word| weekday(word).is_some())
    {
        return Ok(true);
    }
    // `starting at 9` is the hour.
    if reader.is(0, &["at"]) {
        return Ok(sure);
    }
    match date(reader)? {
        Some(day) => {
            let said = reader.said_from(from);
            put(&mut draft.from, Slot::Start, day, said)?;
            if reader.is(0, &["to"]) {
                end(reader, draft)?;
            }
            Ok(true)
        }
        None if sure => Err(reader.unknown(from)),
        None => {
            reader.at = from;
            Ok(false)
        }
    }
}

/// Reads `until 20 Dec`, `for 6 weeks`, `6 times`.
pub(super) fn end(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let sure = reader.eat(&["until", "till", "til", "'til", "ending", "ends"]);
    if sure || reader.eat(&["through", "thru", "to", "up"]) {
        reader.eat(&["to", "and", "until"]);
        reader.eat(&["including", "on"]);
        let day = end_of(reader).map_or_else(|| date(reader), |day| Ok(Some(day)))?;
        let Some(day) = day else {
            if sure {
                return Err(reader.unknown(from));
            }
            reader.at = from;
            return Ok(false);
        };
        let said = reader.said_from(from);
        put(&mut draft.until, Slot::End, day, said)?;
        return Ok(true);
    }
    if reader.eat(&["forever", "indefinitely"]) || reader.eat_all(&["for", "ever"]) {
        return Ok(true);
    }
    let after_for = reader.eat(&["for"]);
    reader.eat_all(&["the", "next"]);
    if let Some(count) = reader.take(number) {
        if reader.eat(&["times", "time", "x", "occurrences"]) {
            let said = reader.said_from(from);
            // `3 times a week` is a rhythm without its days.
            if reader.eat(&["a", "per", "every", "each"]) {
                reader.at += usize::from(!reader.is_at_end());
                return Err(Problem::NoDay(Some(reader.said_from(from))));
            }
            if !(1..=MOST).contains(&count) {
                return Err(Problem::OutOfRange(said));
            }
            put(&mut draft.lasting, Slot::End, Lasting::Times(count), said)?;
            return Ok(true);
        }
        reader.at -= 1;
    }
    if after_for && let Some((count, unit)) = amount(reader) {
        let said = reader.said_from(from);
        if matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
            || !(1..=i64::from(MOST)).contains(&count)
        {
            return Err(Problem::OutOfRange(said));
        }
        put(
            &mut draft.lasting,
            Slot::End,
            Lasting::For(count, unit),
            said,
        )?;
        return Ok(true);
    }
    reader.at = from;
    Ok(false)
}

/// `the end of the year`, `end of June`.
fn end_of(reader: &mut Reader<'_>) -> Option<Day> {
    let from = reader.at;
    reader.eat(&["the"]);
    if reader.eat(&["end"]) && reader.eat(&["of"]) {
        reader.eat(&["the", "this"]);
        if reader.eat(&["month"]) {
            return Some(Day::EndOf(Unit::Month));
        }
        if reader.eat(&["year"]) {
            return Some(Day::EndOf(Unit::Year));
        }
        if let Some(month) = reader.take(month) {
            let year = trailing_year(reader);
            return Some(Day::Month { month, year });
        }
    }
    reader.at = from;
    None
}

/// A date to begin or to end with: also a month alone, a weekday alone, `next week`.
pub(super) fn date(reader: &mut Reader<'_>) -> Result<Option<Day>, Problem> {
    let from = reader.at;
    // `Friday 27 November` is the date; that the weekday fits it is seen to where dates are known.
    let weekday_said = reader.take(weekday);
    if let Some((day, _)) = weekday_said {
        reader.eat_comma();
        let after = reader.at;
        if let Some(found @ (Day::Date { .. } | Day::Either { .. })) = dates::day(reader, true)? {
            return Ok(Some(found));
        }
        reader.at = from;
        if let Some(found) = dates::day(reader, true)? {
            return Ok(Some(found));
        }
        reader.at = if reader.is_joint(from + 1) {
            from + 1
        } else {
            after.min(from + 1)
        };
        return Ok(Some(Day::Weekday(day, super::reader::Which::Coming)));
    }
    if let Some(day) = dates::day(reader, true)? {
        return Ok(Some(day));
    }
    if let Some(month) = reader.take(month) {
        let year = trailing_year(reader);
        return Ok(Some(Day::Month { month, year }));
    }
    let marked = reader.eat(&["in"]);
    if marked
        && let Some((count, unit)) = amount(reader)
        && !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
    {
        return Ok(Some(match unit {
            Unit::Day => Day::Ahead(count),
            unit => Day::After(count, unit),
        }));
    }
    reader.at = from;
    Ok(None)
}

/// Reads `except 24 Dec`, `except 24 and 31 December`, `except Fridays`.
pub(super) fn except(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let begins = reader.eat(&[
        "except",
        "excluding",
        "without",
        "skip",
        "skipping",
        "excepting",
    ]) || reader.eat_all(&["but", "not"])
        || reader.eat_all(&["not"])
        || reader.eat_all(&["other", "than"])
        || reader.eat_all(&["apart", "from"]);
    if !begins {
        return Ok(false);
    }
    reader.eat(&["for", "on"]);
    reader.eat(&["on"]);
    let mut found = false;
    loop {
        let before = reader.at;
        if found {
            reader.eat_joint();
            reader.eat(&["on", "except"]);
        }
        let begin = reader.at;
        if let Some(days) = date_list(reader)? {
            draft.except.extend(days);
        } else if reader.is(0, &["holidays", "holiday"]) || reader.is(1, &["holidays", "holiday"]) {
            reader.at += if reader.is(0, &["holidays", "holiday"]) {
                1
            } else {
                2
            };
            return Err(Problem::Holidays(reader.said_from(begin)));
        } else if let Some((days, _)) = weekday_list(reader) {
            let said = reader.said_from(begin);
            put(&mut draft.except_weekdays, Slot::Day, days, said)?;
        } else if let Some(day) = date(reader)? {
            draft.except.push((day, reader.said_from(begin)));
        } else if found {
            reader.at = before;
            return Ok(true);
        } else {
            return Err(reader.unknown(from));
        }
        // A month or a week is more than the one date that would be left out.
        let is_long = |day: &Day| matches!(day, Day::Month { .. } | Day::NextWeek | Day::EndOf(_));
        if let Some((_, said)) = draft.except.iter().find(|(day, _)| is_long(day)) {
            return Err(Problem::Unknown(said.clone()));
        }
        found = true;
    }
}

/// `24 December`, `24, 25 and 31 December 2026`, `December 24 and 25`.
pub(super) fn date_list(reader: &mut Reader<'_>) -> Result<Option<Vec<(Day, Said)>>, Problem> {
    let from = reader.at;
    let mut numbers = Vec::new();
    loop {
        let before = reader.at;
        if !numbers.is_empty() && !reader.eat_joint() {
            break;
        }
        reader.eat(&["the"]);
        let begin = reader.at;
        let Some(number) = reader.take(day_number) else {
            reader.at = before;
            break;
        };
        numbers.push((number, reader.said_from(begin)));
    }
    if numbers.len() > 1 {
        reader.eat(&["of"]);
        if let Some(month) = reader.take(month) {
            let year = trailing_year(reader);
            let dated = |(day, said)| (Day::Date { day, month, year }, said);
            return Ok(Some(numbers.into_iter().map(dated).collect()));
        }
    }
    reader.at = from;
    // A weekday alone is no date here: all of them are meant.
    if reader.word(0).is_some_and(|word| weekday(word).is_some()) {
        let begin = reader.at;
        let is_date = matches!(date(reader)?, Some(Day::Date { .. } | Day::Either { .. }));
        reader.at = if is_date { begin + 1 } else { from };
        if !is_date {
            return Ok(None);
        }
        reader.eat_comma();
    }
    let begin = reader.at;
    let Some(day) = dates::day(reader, true)? else {
        reader.at = from;
        return Ok(None);
    };
    let mut days = vec![(day, reader.said_from(begin))];
    let month_first = reader
        .tokens
        .get(begin)
        .is_some_and(|token| matches!(&token.kind, Kind::Word(word) if month(word).is_some()));
    // `December 24 and 25`, and not the number of a date that follows.
    while let Day::Date {
        month: named, year, ..
    } = day
    {
        let before = reader.at;
        let more = reader
            .eat_joint()
            .then(|| reader.take(day_number))
            .flatten();
        let goes_on =
            reader.is(0, &["of"]) || reader.word(0).is_some_and(|word| month(word).is_some());
        let is_hour = reader.is(0, &["times", "am", "pm"]);
        match more {
            // After `24 Dec, 9` a number may be the hour.
            Some(number)
                if !goes_on && !is_hour && (month_first || reader.is_and(reader.at - 2)) =>
            {
                let said = reader.said_from(before + 1);
                days.push((
                    Day::Date {
                        day: number,
                        month: named,
                        year,
                    },
                    said,
                ));
            }
            _ => {
                reader.at = before;
                break;
            }
        }
    }
    Ok(Some(days))
}
