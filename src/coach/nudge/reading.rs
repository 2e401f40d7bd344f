//! What a person says about being written to: `off`, `once a week`, `Mon Wed at 10`, `pause until
//! 3 Jan`. Says which word it did not understand, and never guesses.

use jiff::Timestamp;
use jiff::civil::Date;

use super::budget::Often;
use super::hours::can_choose;
use crate::coach::days::days_after;
use crate::timing::{self, Context, Problem, TimeOfDay, Weekdays, Zone};

/// The longest pause: a year.
const PAUSE_DAYS: i64 = 366;

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: how does it stand?
    Nothing,
    /// It may.
    On,
    /// It may again what it might before everything was stopped.
    GoOn,
    /// Nothing by itself any more.
    Off,
    /// Not before that day.
    PauseUntil(Date),
    /// Other days, another time, more or less often.
    Change(Change),
}

/// What should change; what is none stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// On which days.
    pub days: Option<Weekdays>,
    /// At what time.
    pub time: Option<TimeOfDay>,
    /// How often at most.
    pub often: Option<Often>,
}

/// Why it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// This word makes no sense there.
    Word(String),
    /// A date written so can be read in two ways.
    TwoWays(String),
    /// That time is in the night.
    Night(TimeOfDay),
    /// A pause does not end on that day: it is past, or more than a year away.
    NoEnd(Date),
}

/// Reads it, said now, in the speaker's zone.
pub(super) fn read(words: &[&str], now: Timestamp, zone: &Zone) -> Result<Said, Unclear> {
    let lower: Vec<String> = words
        .iter()
        .map(|word| word.trim_matches([',', '.', '!']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(Said::Nothing),
        ["on" | "yes" | "start" | "resume"] => Ok(Said::On),
        ["off" | "no" | "stop" | "never"] => Ok(Said::Off),
        ["pause", rest @ ..] => pause(rest, now, zone).map(Said::PauseUntil),
        _ => change(&words).map(Said::Change),
    }
}

fn pause(words: &[&str], now: Timestamp, zone: &Zone) -> Result<Date, Unclear> {
    let today = zone.time_zone().to_datetime(now).date();
    let until = match words {
        ["until" | "till"] => return Err(unclear(words, "pause")),
        ["until" | "till", rest @ ..] => date(&rest.join(" "), now, zone)?,
        ["for", rest @ ..] | rest => days_after(today, length(rest)?),
    };
    let latest = days_after(today, PAUSE_DAYS);
    if today < until && until <= latest {
        Ok(until)
    } else {
        Err(Unclear::NoEnd(until))
    }
}

/// `2 weeks`, `a month`, `3 days`.
fn length(words: &[&str]) -> Result<i64, Unclear> {
    let [number, unit] = words else {
        return Err(unclear(words, "pause"));
    };
    let number = match *number {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        number => number
            .parse::<i64>()
            .ok()
            .filter(|n| (1..=PAUSE_DAYS).contains(n)),
    };
    let number = number.ok_or_else(|| unclear(words, "pause"))?;
    match *unit {
        "day" | "days" => Ok(number),
        "week" | "weeks" => Ok(7 * number),
        "month" | "months" => Ok(30 * number),
        other => Err(Unclear::Word(other.to_owned())),
    }
}

/// A date as timing reads it, that is still to come: a pause until *Tuesday*, said on a Tuesday,
/// ends in a week.
fn date(words: &str, now: Timestamp, zone: &Zone) -> Result<Date, Unclear> {
    let context = Context {
        now,
        zone: zone.clone(),
        usual: TimeOfDay::MIDNIGHT,
    };
    timing::read_date(words, &context).map_err(|problem| match problem {
        Problem::AmbiguousDate { said, .. } => Unclear::TwoWays(said.words),
        Problem::Past { date, .. } => Unclear::NoEnd(date),
        // Today, whose midnight lies behind.
        Problem::NoHour(_) => Unclear::NoEnd(zone.time_zone().to_datetime(now).date()),
        other => Unclear::Word(other.said().map_or(words, |said| &said.words).to_owned()),
    })
}

fn change(words: &[&str]) -> Result<Change, Unclear> {
    let mut change = Change::default();
    let mut rest = words;
    while let [first, after @ ..] = rest {
        if let Some((often, length)) = often(rest) {
            set(&mut change.often, often, first)?;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if let Some(days) = days(first) {
            change.days = Some(change.days.unwrap_or(Weekdays::NONE).and(days));
        } else if let Some((time, length)) = time(rest) {
            if !can_choose(time) {
                return Err(Unclear::Night(time));
            }
            set(&mut change.time, time, first)?;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        } else if !matches!(*first, "on" | "at" | "and" | "every" | "a" | "week") {
            return Err(Unclear::Word((*first).to_owned()));
        }
        rest = after;
    }
    if change == Change::default() {
        return Err(unclear(words, "nudges"));
    }
    Ok(change)
}

/// What is said twice is said once too often.
fn set<T>(place: &mut Option<T>, value: T, word: &str) -> Result<(), Unclear> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(Unclear::Word(word.to_owned())),
    }
}

fn often(words: &[&str]) -> Option<(Often, usize)> {
    Some(match words {
        ["once", "a" | "per", "week", ..] => (Often::OneAWeek, 3),
        ["weekly", ..] => (Often::OneAWeek, 1),
        ["twice", "a" | "per", "week", ..] => (Often::TwoAWeek, 3),
        ["three" | "3", "times", "a" | "per", "week", ..] => (Often::ThreeAWeek, 4),
        ["every", "second" | "other", "week", ..] => (Often::OneInTwoWeeks, 3),
        ["once", "in" | "every", "two" | "2", "weeks", ..] => (Often::OneInTwoWeeks, 4),
        ["once", "a" | "per", "month", ..] => (Often::OneInFourWeeks, 3),
        ["once", "in" | "every", "four" | "4", "weeks", ..] => (Often::OneInFourWeeks, 4),
        _ => return None,
    })
}

fn days(word: &str) -> Option<Weekdays> {
    match word {
        "weekday" | "weekdays" => Some(Weekdays::WORKING),
        "day" | "daily" => Some(Weekdays::ALL),
        word => timing::weekday(word),
    }
}

/// `10`, `9:30`, `9am`, `4 pm`; how many words it takes.
fn time(words: &[&str]) -> Option<(TimeOfDay, usize)> {
    let [first, rest @ ..] = words else {
        return None;
    };
    let (bare, half, length) = match (first.strip_suffix("am"), first.strip_suffix("pm"), rest) {
        (Some(bare), _, _) => (bare, Some(0), 1),
        (_, Some(bare), _) => (bare, Some(12), 1),
        (_, _, ["am", ..]) => (*first, Some(0), 2),
        (_, _, ["pm", ..]) => (*first, Some(12), 2),
        _ => (*first, None, 1),
    };
    let (hour, minute) = bare.split_once([':', '.']).unwrap_or((bare, "00"));
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?);
    let hour = match half {
        None => hour,
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
    };
    Some((TimeOfDay::new(hour, minute)?, length))
}

fn unclear(words: &[&str], before: &str) -> Unclear {
    Unclear::Word(words.last().map_or(before, |word| *word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A Tuesday.
    const TODAY: Date = date(2026, 11, 24);

    fn said(words: &str) -> Result<Said, Unclear> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let zone = Zone::named("Europe/Berlin").unwrap();
        let noon = TODAY.at(12, 0, 0, 0);
        let now = zone.time_zone().to_timestamp(noon).unwrap();
        read(&words, now, &zone)
    }

    fn change(days: &str, time: Option<(i8, i8)>, often: Option<Often>) -> Result<Said, Unclear> {
        let days = Weekdays::try_from(days.to_owned()).unwrap();
        Ok(Said::Change(Change {
            days: (!days.is_empty()).then_some(days),
            time: time.map(|(hour, minute)| TimeOfDay::new(hour, minute).unwrap()),
            often,
        }))
    }

    #[test]
    fn what_people_say_is_understood() {
        for (words, expected) in [
            ("", Ok(Said::Nothing)),
            ("off", Ok(Said::Off)),
            ("OFF!", Ok(Said::Off)),
            ("on", Ok(Said::On)),
            ("Mon Wed at 10", change("Mon Wed", Some((10, 0)), None)),
            (
                "on Mondays, Wednesdays and Fridays",
                change("Mon Wed Fri", None, None),
            ),
            (
                "every weekday at 4 pm",
                change("Mon Tue Wed Thu Fri", Some((16, 0)), None),
            ),
            ("at 9:30", change("", Some((9, 30)), None)),
            ("12pm", change("", Some((12, 0)), None)),
            ("once a week", change("", None, Some(Often::OneAWeek))),
            (
                "twice a week on Tue and Fri 8.15",
                change("Tue Fri", Some((8, 15)), Some(Often::TwoAWeek)),
            ),
            (
                "every second week on Monday",
                change("Mon", None, Some(Often::OneInTwoWeeks)),
            ),
            ("pause until 3 Jan", Ok(Said::PauseUntil(date(2027, 1, 3)))),
            (
                "pause until January 3rd",
                Ok(Said::PauseUntil(date(2027, 1, 3))),
            ),
            (
                "pause until 3 December 2026",
                Ok(Said::PauseUntil(date(2026, 12, 3))),
            ),
            (
                "pause until 2026-12-24",
                Ok(Said::PauseUntil(date(2026, 12, 24))),
            ),
            (
                "pause until Tuesday",
                Ok(Said::PauseUntil(date(2026, 12, 1))),
            ),
            ("pause 2 weeks", Ok(Said::PauseUntil(date(2026, 12, 8)))),
            ("pause for a week", Ok(Said::PauseUntil(date(2026, 12, 1)))),
        ] {
            assert_eq!(said(words), expected, "{words}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let word = |word: &str| Err(Unclear::Word(word.to_owned()));
        for (words, expected) in [
            ("sometimes", word("sometimes")),
            ("Mon at ten", word("ten")),
            ("at 9 at 10", word("10")),
            ("every week", word("week")),
            ("pause", word("pause")),
            ("pause a while", word("while")),
            ("pause until 30 Feb", word("30 feb")),
            ("pause until", word("until")),
            ("pause 5 hours", word("hours")),
            ("pause until 3/4", Err(Unclear::TwoWays("3/4".to_owned()))),
            ("pause until 2026-11-24", Err(Unclear::NoEnd(TODAY))),
            (
                "pause until 2028-01-01",
                Err(Unclear::NoEnd(date(2028, 1, 1))),
            ),
            (
                "at 23:00",
                Err(Unclear::Night(TimeOfDay::new(23, 0).unwrap())),
            ),
            (
                "at 5 am",
                Err(Unclear::Night(TimeOfDay::new(5, 0).unwrap())),
            ),
        ] {
            assert_eq!(said(words), expected, "{words}");
        }
    }
}
