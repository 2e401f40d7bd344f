//! Days of a month: `on the 1st and 15th`, `first Monday of the month`, `last working day`, `in
//! December`.

use super::dates;
use super::days::weekday_item;
use super::reader::{Draft, Reader, put};
use super::words::{month, number, ordinal};
use crate::timing::problem::{Problem, Slot};
use crate::timing::rule::{MonthDay, Nth};
use crate::timing::weekdays::Weekdays;

/// Reads days of a month without `every`: `on the 1st and 15th`, `first Monday of the month`.
pub(super) fn month_days(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    reader.eat(&["on", "at"]);
    let Some(days) = month_day_list(reader)? else {
        reader.at = from;
        return Ok(false);
    };
    of_the_month(reader, draft);
    let said = reader.said_from(from);
    put(&mut draft.month_days, Slot::Day, days, said)?;
    Ok(true)
}

/// `of the month`, `of every month`, `of December`, `in January`.
pub(super) fn of_the_month(reader: &mut Reader<'_>, draft: &mut Draft) {
    let from = reader.at;
    if reader.eat(&["of", "in"]) {
        if reader.eat_all(&["the", "month"])
            || reader.eat_all(&["a", "month"])
            || reader.eat(&["month"])
        {
            draft.months_again = true;
            return;
        }
        if reader.is(0, &["every", "each"]) {
            return;
        }
        let begin = reader.at;
        if let Some(month) = reader.take(month) {
            let year = dates::trailing_year(reader);
            draft.in_month = Some(((month, year), reader.said_from(begin)));
            return;
        }
    }
    reader.at = from;
    if reader.eat_all(&["the", "month"]) || reader.eat_all(&["a", "month"]) {
        draft.months_again = true;
    }
}

/// Days of a month in a row; none where no such list begins.
pub(super) fn month_day_list(reader: &mut Reader<'_>) -> Result<Option<Vec<MonthDay>>, Problem> {
    let mut days = Vec::new();
    let from = reader.at;
    loop {
        let before = reader.at;
        if !days.is_empty() {
            reader.eat_joint();
            reader.eat(&["on"]);
        }
        match month_day_item(reader)? {
            Some(more) => days.extend(more),
            None => {
                reader.at = if days.is_empty() { from } else { before };
                return Ok((!days.is_empty()).then_some(days));
            }
        }
    }
}

/// `the 15th`, `first and third Monday`, `last day`, `end of the month`.
fn month_day_item(reader: &mut Reader<'_>) -> Result<Option<Vec<MonthDay>>, Problem> {
    let from = reader.at;
    reader.eat(&["the"]);
    if reader.eat(&["end", "month-end"]) {
        if reader.is(0, &["of"])
            && (reader.is(1, &["month", "every", "each"]) || reader.is(2, &["month"]))
        {
            return Ok(Some(vec![MonthDay::Last]));
        }
        reader.at = from;
        return Ok(None);
    }
    if reader.eat(&["day"])
        && let Some(number) = reader.take(number)
        && let Ok(number @ 1..=31) = i8::try_from(number)
    {
        return Ok(Some(vec![MonthDay::Date(number)]));
    }
    let mut nths = Vec::new();
    loop {
        let before = reader.at;
        let is_joined = nths.is_empty() || reader.eat_joint();
        if !nths.is_empty() {
            reader.eat(&["the"]);
        }
        let place = reader.at;
        let Some(nth) = reader.take(nth) else {
            reader.at = before;
            break;
        };
        // `second last Friday` is neither of the two.
        if !is_joined && (nth == Nth::Last || nths.contains(&Nth::Last)) {
            reader.at = place;
            return Err(reader.unknown(place));
        }
        nths.push(nth);
    }
    if nths.is_empty() {
        reader.at = from;
        return Ok(None);
    }
    if reader.eat(&["day", "days"]) {
        return Ok(Some(nths.into_iter().map(of_all_days).collect()));
    }
    if let Some(groups) = weekday_groups(reader) {
        let each = |nth: Nth| {
            groups.iter().map(move |weekdays| MonthDay::Nth {
                nth,
                weekdays: *weekdays,
            })
        };
        return Ok(Some(nths.into_iter().flat_map(each).collect()));
    }
    if nths.contains(&Nth::Last) {
        reader.at = from;
        return Ok(None);
    }
    Ok(Some(nths.into_iter().map(of_all_days).collect()))
}

fn of_all_days(nth: Nth) -> MonthDay {
    match nth {
        Nth::Last => MonthDay::Last,
        Nth::Number(number) => MonthDay::Date(number),
    }
}

fn nth(word: &str) -> Option<Nth> {
    if word == "last" {
        return Some(Nth::Last);
    }
    ordinal(word).map(Nth::Number)
}

/// The weekdays that are counted, each on its own unless a word takes several as one kind.
fn weekday_groups(reader: &mut Reader<'_>) -> Option<Vec<Weekdays>> {
    let mut groups = vec![weekday_item(reader)?.0];
    loop {
        let before = reader.at;
        let joined = reader.eat_joint();
        match weekday_item(reader).filter(|_| joined) {
            Some((more, _)) => groups.push(more),
            None => {
                reader.at = before;
                return Some(groups);
            }
        }
    }
}

/// Reads `in December`, `during December 2026`.
pub(super) fn in_month(reader: &mut Reader<'_>, draft: &mut Draft) -> Result<bool, Problem> {
    let from = reader.at;
    if reader.eat(&["in", "during"])
        && let Some(month) = reader.take(month)
        && reader.word(0).and_then(dates::day_number).is_none()
    {
        let year = dates::trailing_year(reader);
        let said = reader.said_from(from);
        put(&mut draft.in_month, Slot::Day, (month, year), said)?;
        return Ok(true);
    }
    reader.at = from;
    Ok(false)
}
