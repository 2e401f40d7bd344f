//! Until when a check-in stays open: `for 2 days`, `until Friday 10:00`, `until tomorrow`. In the
//! zone of who asks.

use jiff::civil::Date;
use jiff::{Span, Timestamp, Zoned};

use crate::timing::{self, Context, Days, Problem, Rule, TimeOfDay, Zone};

/// How long a check-in stays open unless said.
const USUAL_HOURS: i64 = 24;
/// When a day ends on which no hour was said.
const EVENING: TimeOfDay = TimeOfDay::SIX_PM;
/// The least a check-in stays open, and the most.
const MINUTES: (i64, i64) = (5, 60 * 24 * 30);

/// Why an end could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PeriodError {
    /// This word was not understood.
    Unclear(String),
    /// It has passed.
    Past(Timestamp),
    /// It lies less than five minutes ahead, or more than 30 days.
    OutOfRange,
}

/// Reads the end from words; without words it is a day from now.
pub(super) fn read_end(words: &[&str], now: &Zoned) -> Result<Timestamp, PeriodError> {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let end = match words.as_slice() {
        [] => now
            .timestamp()
            .saturating_add(Span::new().hours(USUAL_HOURS))
            .unwrap_or(Timestamp::MAX),
        ["for", rest @ ..] => after(rest, now)?,
        ["until" | "till", rest @ ..] => at(rest, now)?,
        [other, ..] => return Err(PeriodError::Unclear((*other).to_owned())),
    };
    let ahead = end.duration_since(now.timestamp());
    if ahead.is_negative() {
        return Err(PeriodError::Past(end));
    }
    let minutes = ahead.as_secs() / 60;
    if (MINUTES.0..=MINUTES.1).contains(&minutes) {
        Ok(end)
    } else {
        Err(PeriodError::OutOfRange)
    }
}

/// `2 days`, `an hour`, `3h`.
fn after(words: &[&str], now: &Zoned) -> Result<Timestamp, PeriodError> {
    let (number, unit) = match words {
        [number, unit] => ((*number).to_owned(), (*unit).to_owned()),
        [joined] => {
            let digits = joined.chars().take_while(char::is_ascii_digit).count();
            let (number, unit) = joined.split_at(digits);
            if number.is_empty() || unit.is_empty() {
                return Err(PeriodError::Unclear((*joined).to_owned()));
            }
            (number.to_owned(), unit.to_owned())
        }
        _ => return Err(PeriodError::Unclear(words.join(" "))),
    };
    let count = match number.as_str() {
        "a" | "an" | "one" => 1,
        number => number
            .parse::<i64>()
            .map_err(|_| PeriodError::Unclear(number.to_owned()))?,
    };
    if !(1..=100_000).contains(&count) {
        return Err(PeriodError::OutOfRange);
    }
    let span = match unit.as_str() {
        "m" | "min" | "mins" | "minute" | "minutes" => Span::new().minutes(count),
        "h" | "hour" | "hours" => Span::new().hours(count),
        "d" | "day" | "days" => Span::new().days(count),
        "w" | "week" | "weeks" => Span::new().weeks(count.min(1_000)),
        _ => return Err(PeriodError::Unclear(unit)),
    };
    now.checked_add(span)
        .map(|end| end.timestamp())
        .map_err(|_| PeriodError::OutOfRange)
}

/// `Friday 10:00`, `Friday`, `tomorrow 9:00`, `17:00`, `2026-12-24 12:00`: a single moment, as time
/// is read everywhere. Without a day it is today.
fn at(words: &[&str], now: &Zoned) -> Result<Timestamp, PeriodError> {
    let said = words.join(" ");
    let unclear = || PeriodError::Unclear(said.clone());
    let zone = now.time_zone().iana_name().map(Zone::named);
    let context = Context {
        now: now.timestamp(),
        zone: zone.and_then(Result::ok).ok_or_else(unclear)?,
        usual: EVENING,
    };
    let read = match timing::read(&said, &context) {
        Err(Problem::NoDay(None)) => timing::read(&format!("today {said}"), &context),
        read => read,
    };
    let request = read.map_err(|problem| unread(&problem, now).unwrap_or_else(unclear))?;
    let is_moment = matches!(
        &request.timing.rule,
        Rule::At {
            days: Days::Once(_),
            ..
        }
    );
    let says_more = request.what.is_some()
        || request.channel.is_some()
        || request.pack.is_some()
        || request.order.is_some()
        || request.text.is_some()
        || request.open_for.is_some();
    let next = request.timing.after(context.now);
    next.filter(|_| is_moment && !says_more)
        .map(|end| end.at)
        .ok_or_else(unclear)
}

/// Why the words say no moment to come; none where no word is at fault.
fn unread(problem: &Problem, now: &Zoned) -> Option<PeriodError> {
    let there = |date: Date, at: TimeOfDay| {
        let shown = date
            .to_datetime(at.time())
            .to_zoned(now.time_zone().clone());
        shown.ok().map(|end| PeriodError::Past(end.timestamp()))
    };
    match problem {
        Problem::PastHour { at, .. } => there(now.date(), *at),
        Problem::Past { date, .. } => there(*date, EVENING),
        other => other
            .said()
            .map(|said| PeriodError::Unclear(said.words.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tuesday_noon() -> Zoned {
        "2026-11-24T12:00:00+01:00[Europe/Berlin]".parse().unwrap()
    }

    fn end(words: &str) -> Result<String, PeriodError> {
        let words: Vec<&str> = words.split_whitespace().collect();
        let zone = tuesday_noon().time_zone().clone();
        read_end(&words, &tuesday_noon())
            .map(|end| end.to_zoned(zone).strftime("%a %d %b %H:%M").to_string())
    }

    #[test]
    fn what_people_say_and_what_is_understood() {
        for (words, expected) in [
            ("", "Wed 25 Nov 12:00"),
            ("for 2 days", "Thu 26 Nov 12:00"),
            ("For an Hour", "Tue 24 Nov 13:00"),
            ("for 90m", "Tue 24 Nov 13:30"),
            ("until Friday 10:00", "Fri 27 Nov 10:00"),
            ("until Friday at 10am", "Fri 27 Nov 10:00"),
            ("until Tuesday 9:00", "Tue 01 Dec 09:00"),
            ("until tomorrow", "Wed 25 Nov 18:00"),
            ("until the day after tomorrow at noon", "Thu 26 Nov 12:00"),
            ("until 5pm", "Tue 24 Nov 17:00"),
            ("until 2026-12-01 08:00", "Tue 01 Dec 08:00"),
        ] {
            assert_eq!(end(words).as_deref(), Ok(expected), "{words}");
        }
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_is_the_one_after_it() {
        let saturday: Zoned = "2027-03-27T12:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let end = read_end(&["until", "Sunday", "2:30"], &saturday).unwrap();
        let end = end.to_zoned(saturday.time_zone().clone());
        assert_eq!(end.strftime("%a %H:%M").to_string(), "Sun 03:00");
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(
            end("for 2 fortnights"),
            Err(PeriodError::Unclear("fortnights".into()))
        );
        assert_eq!(
            end("until Blursday 10:00"),
            Err(PeriodError::Unclear("blursday".into()))
        );
        assert_eq!(
            end("until Friday noonish"),
            Err(PeriodError::Unclear("noonish".into()))
        );
        let nine = tuesday_noon().date().at(9, 0, 0, 0);
        let nine = nine.to_zoned(tuesday_noon().time_zone().clone()).unwrap();
        assert_eq!(end("until 9:00"), Err(PeriodError::Past(nine.timestamp())));
        assert_eq!(end("for 3 minutes"), Err(PeriodError::OutOfRange));
        assert_eq!(end("for 40 days"), Err(PeriodError::OutOfRange));
    }

    proptest! {
        #[test]
        fn any_words_give_an_end_within_bounds_or_an_error(words in proptest::collection::vec("[a-zA-Z0-9:.,-]{0,12}", 0..5)) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if let Ok(end) = read_end(&words, &tuesday_noon()) {
                prop_assert!(end > tuesday_noon().timestamp());
            }
        }
    }
}
