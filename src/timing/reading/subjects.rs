//! What is to come, where, from which pack, in which order, and for how long.

use jiff::SignedDuration;

use super::dates::{amount, minutes};
use super::lexing::Kind;
use super::reader::{Draft, Reader, put};
use super::words::{Unit, day_letters, number, unit, weekday};
use crate::timing::cron::{Cron, CronError};
use crate::timing::problem::{Problem, Said, Slot};
use crate::timing::request::{Order, What};
use crate::timing::zone::Zone;

/// Words that say nothing here, before what is to come and between the rest.
const FILLERS: [&str; 20] = [
    "please", "post", "send", "schedule", "share", "ask", "set", "up", "a", "an", "one", "the",
    "new", "us", "me", "remind", "create", "publish", "plan", "make",
];

/// Reads what begins a request and says nothing of it: `please send a`.
pub(super) fn fillers(reader: &mut Reader<'_>) {
    while FILLERS.iter().any(|filler| reader.is(0, &[filler])) {
        let before_hour = reader.is(0, &["one"]) && reader.at + 1 >= reader.tokens.len();
        if before_hour {
            break;
        }
        reader.at += 1;
    }
}

/// Reads `tip`, `check-in manage-or-lead`, `question "delegation"`, `round`, `recap`.
pub(super) fn what(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if reader.eat(&["round", "rounds"]) || reader.eat_all(&["weekly", "round"]) {
        let said = reader.said_from(from);
        put(&mut draft.what, Slot::What, What::Round, said)?;
        return Ok(true);
    }
    if reader.eat(&["recap", "recaps"]) {
        let said = reader.said_from(from);
        put(&mut draft.what, Slot::What, What::Recap, said)?;
        return Ok(true);
    }
    let is_tip = reader.eat(&["tip", "tips"]);
    let is_check_in = !is_tip
        && (reader.eat(&[
            "check-in",
            "checkin",
            "check-ins",
            "checkins",
            "question",
            "questions",
        ]) || reader.eat_all(&["check", "in"])
            || reader.eat_all(&["check", "ins"]));
    if !is_tip && !is_check_in {
        return Ok(false);
    }
    let said = reader.said_from(from);
    let name = name(reader);
    let what = if is_tip {
        What::Tip(name)
    } else {
        What::CheckIn(name)
    };
    put(&mut draft.what, Slot::What, what, said)?;
    Ok(true)
}

/// The name of a thing of the library: quoted and without spaces, or with a hyphen or slash.
fn name(reader: &mut Reader<'_>) -> Option<String> {
    match &reader.tokens.get(reader.at)?.kind {
        Kind::Quoted(text) if !text.contains(char::is_whitespace) && !text.is_empty() => {
            reader.at += 1;
            Some(text.clone())
        }
        Kind::Word(word) if is_name(word) => {
            let written = reader.written()?.to_owned();
            reader.at += 1;
            Some(written)
        }
        Kind::Word(_) | Kind::Quoted(_) | Kind::Comma | Kind::Colon => None,
    }
}

fn is_name(word: &str) -> bool {
    let parts = || word.split(['-', '/']);
    let is_slug = parts().count() > 1
        && parts().all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric))
        && word.starts_with(char::is_alphabetic);
    let is_days = parts().all(|part| weekday(part).is_some() || matches!(part, "m" | "f"));
    let is_rhythm = matches!(word, "month-end" | "all-day")
        || ["bi-", "semi-", "half-", "mid-", "tri-"]
            .iter()
            .filter_map(|prefix| word.strip_prefix(prefix))
            .any(is_of_the_calendar);
    let is_numbers = parts().all(|part| number(part).is_some());
    is_slug
        && !is_days
        && !is_rhythm
        && !is_numbers
        && Zone::named(word).is_err()
        && day_letters(word).is_none()
}

/// What *half-* or *semi-* makes a rhythm of: `half-yearly` names nothing.
fn is_of_the_calendar(word: &str) -> bool {
    let stem = word.strip_suffix("ly").unwrap_or(word);
    unit(stem).is_some() || matches!(stem, "annual" | "annually")
}

/// Reads `in #sales`, `#sales`, `to the #sales channel`.
pub(super) fn channel(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    reader.eat(&["in", "to", "into", "for", "on", "at"]);
    reader.eat(&["the"]);
    reader.eat(&["channel"]);
    let written = reader.written().unwrap_or_default();
    let named = written
        .strip_prefix("<#")
        .map(|inner| inner.split(['|', '>']).next().unwrap_or_default())
        .or_else(|| written.strip_prefix('#'));
    let Some(name) = named.filter(|name| !name.is_empty()) else {
        reader.at = from;
        return Ok(false);
    };
    reader.at += 1;
    reader.eat(&["channel"]);
    let said = reader.said_from(from);
    put(&mut draft.channel, Slot::Channel, name.to_owned(), said)?;
    Ok(true)
}

/// Reads `from "manage-or-lead"`, `from the pack manage-or-lead`.
pub(super) fn pack(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if !reader.eat(&["from"]) {
        return Ok(false);
    }
    reader.eat(&["the"]);
    let sure = reader.eat(&["pack"]);
    let quoted = match reader.tokens.get(reader.at).map(|token| &token.kind) {
        Some(Kind::Quoted(text)) if !text.is_empty() => Some(text.clone()),
        Some(Kind::Word(_)) if sure => reader.written().map(str::to_owned),
        _ => None,
    };
    let pack = match quoted {
        Some(pack) => {
            reader.at += 1;
            pack
        }
        None => match name(reader) {
            Some(pack) => pack,
            None => return Err(reader.unknown(from)),
        },
    };
    reader.eat(&["pack"]);
    let said = reader.said_from(from);
    put(&mut draft.pack, Slot::Pack, pack, said)?;
    Ok(true)
}

/// Reads `shuffled`, `in order`.
pub(super) fn order(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    let order = if reader.eat(&["shuffled", "shuffle", "random", "randomly"])
        || reader.eat_all(&["in", "random", "order"])
    {
        Order::Shuffled
    } else if reader.eat_all(&["in", "order"]) || reader.eat_all(&["in", "sequence"]) {
        Order::InOrder
    } else {
        return Ok(false);
    };
    let said = reader.said_from(from);
    put(&mut draft.order, Slot::Order, order, said)?;
    Ok(true)
}

/// Reads `open for 2 days`.
pub(super) fn open(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if !reader.eat(&["open", "opened", "stays", "staying"]) {
        return Ok(false);
    }
    reader.eat(&["open"]);
    reader.eat(&["for"]);
    let Some(length) = length(reader) else {
        return Err(reader.unknown(from));
    };
    let said = reader.said_from(from);
    if !(1..=60 * 24 * 366).contains(&length.as_mins()) {
        return Err(Problem::OutOfRange(said));
    }
    put(&mut draft.open_for, Slot::Open, length, said)?;
    Ok(true)
}

/// How long: `2 days`, `an hour`, `90m`; days of 24 hours.
pub(super) fn length(reader: &mut Reader<'_>) -> Option<SignedDuration> {
    if let Some(minutes) = minutes(reader) {
        return SignedDuration::from_secs(60).checked_mul(i32::try_from(minutes).ok()?);
    }
    let (count, unit) = amount(reader)?;
    let days = match unit {
        Unit::Day => count,
        Unit::Week => count * 7,
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Month | Unit::Quarter | Unit::Year => {
            return None;
        }
    };
    SignedDuration::from_secs(86_400).checked_mul(i32::try_from(days).ok()?)
}

/// Reads `cron 0 9 * * 1`, `cron "0 9 * * 1"`, `cron @daily`, and `0 9 * * 1` alone.
pub(super) fn cron(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if !reader.eat(&["cron"]) && !is_bare_line(reader) {
        return Ok(false);
    }
    reader.at += usize::from(
        reader
            .tokens
            .get(reader.at)
            .is_some_and(|token| token.kind == Kind::Colon),
    );
    let Some(first) = reader.tokens.get(reader.at) else {
        return Err(Problem::NoDay(Some(reader.said_from(from))));
    };
    let (line, span) = match &first.kind {
        Kind::Quoted(line) => {
            let inner = reader
                .text
                .get(first.span.clone())
                .and_then(|quoted| quoted.find(line.as_str()));
            let start = first.span.start + inner.unwrap_or(0);
            (line.as_str(), start..start + line.len())
        }
        Kind::Word(_) | Kind::Comma | Kind::Colon => {
            let start = first.span.start;
            let rest = reader.text.get(start..).unwrap_or_default();
            let line = fields(rest, if rest.starts_with('@') { 1 } else { 5 });
            (line, start..start + line.len())
        }
    };
    while reader
        .tokens
        .get(reader.at)
        .is_some_and(|token| token.span.start < span.end)
    {
        reader.at += 1;
    }
    let said = Said {
        words: reader.text.get(span.clone()).unwrap_or_default().to_owned(),
        span,
    };
    let cron = Cron::read(line).map_err(|error| Problem::Cron(at_fault(&said, &error), error))?;
    if cron.is_more_than_hourly() {
        return Err(Problem::TooOften(said));
    }
    put(&mut draft.cron, Slot::Day, cron, said)?;
    Ok(true)
}

/// Whether a line of cron begins here without the word: five fields of its signs, two figures
/// first, and a star alone among the days.
fn is_bare_line(reader: &Reader<'_>) -> bool {
    let rest = reader.tokens.get(reader.at);
    let rest = rest.and_then(|token| reader.text.get(token.span.start..));
    let line: Vec<&str> = rest
        .unwrap_or_default()
        .split_whitespace()
        .take(5)
        .collect();
    let is_figure = |field: &&str| {
        field
            .chars()
            .all(|c| c.is_ascii_digit() || "*/,-".contains(c))
    };
    let [minute, hour, days @ ..] = line.as_slice() else {
        return false;
    };
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "*/,-".contains(c);
    days.len() == 3
        && is_figure(minute)
        && is_figure(hour)
        && days.contains(&"*")
        && days.iter().all(|field| field.chars().all(is_sign))
}

/// The part of a line that is at fault.
fn at_fault(line: &Said, error: &CronError) -> Said {
    let part = match error {
        CronError::Part { part, .. } => part.as_str(),
        CronError::Fields(_) | CronError::Shorthand(_) => return line.clone(),
    };
    let ends = |c: Option<char>| c.is_none_or(|c| c == ',' || c.is_whitespace());
    let stands = line.words.match_indices(part).find(|(at, _)| {
        ends(line.words[..*at].chars().next_back())
            && ends(line.words[at + part.len()..].chars().next())
    });
    match stands {
        Some((at, part)) if !part.is_empty() => Said {
            words: part.to_owned(),
            span: line.span.start + at..line.span.start + at + part.len(),
        },
        _ => line.clone(),
    }
}

/// The first so many words of a text, as they stand.
fn fields(text: &str, count: usize) -> &str {
    let mut end = 0;
    for _ in 0..count {
        let begin = text[end..].find(|c: char| !c.is_whitespace());
        let Some(begin) = begin.map(|at| at + end) else {
            break;
        };
        let length = text[begin..].find(char::is_whitespace);
        end = length.map_or(text.len(), |length| begin + length);
    }
    &text[..end]
}
