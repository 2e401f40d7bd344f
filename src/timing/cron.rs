//! A line of cron, for what words can't say: five fields with lists, ranges, steps and names, or
//! `@daily` and its like. No seconds, no `?`, `L`, `W` or `#`.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// What a field counts.
struct Field {
    name: &'static str,
    least: u8,
    most: u8,
    /// Names for the numbers from `least` on.
    names: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    Field {
        name: "minute",
        least: 0,
        most: 59,
        names: &[],
    },
    Field {
        name: "hour",
        least: 0,
        most: 23,
        names: &[],
    },
    Field {
        name: "day of the month",
        least: 1,
        most: 31,
        names: &[],
    },
    Field {
        name: "month",
        least: 1,
        most: 12,
        names: &[
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ],
    },
    Field {
        name: "day of the week",
        least: 0,
        most: 7,
        names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    },
];

/// What stands for a whole line.
const SHORT: [(&str, &str); 7] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];

/// How far ahead a date is looked for: the 29th of February is eight years away at most.
const YEARS: i16 = 9;

/// When a line of cron names a time. When both days are restricted, either will do, as POSIX has
/// it; a field that begins with `*` restricts nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cron {
    line: String,
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    /// Whether the day of the month and of the week must both fit, or either.
    both_days: bool,
}

/// Why a line of cron can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// It has another number of fields.
    #[error(
        "a cron line has five fields (minute, hour, day of the month, month, day of the week), and this one has {0}"
    )]
    Fields(usize),
    /// A part of a field makes no sense.
    #[error("`{part}` is no {field} in a cron line: that is {least} to {most}")]
    Part {
        /// The part as written.
        part: String,
        /// What its field counts.
        field: &'static str,
        /// The least number there.
        least: u8,
        /// The greatest.
        most: u8,
    },
    /// There is no such shorthand.
    #[error("`{0}` is none of @hourly, @daily, @weekly, @monthly and @yearly")]
    Shorthand(String),
}

impl Cron {
    /// Reads a line.
    ///
    /// # Errors
    /// It has not five fields, or one of them makes no sense.
    pub fn read(line: &str) -> Result<Self, CronError> {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let long = match line.strip_prefix('@') {
            None => line.as_str(),
            Some(_) => SHORT
                .iter()
                .find(|(short, _)| short.eq_ignore_ascii_case(&line))
                .map(|(_, long)| *long)
                .ok_or_else(|| CronError::Shorthand(line.clone()))?,
        };
        let parts: Vec<&str> = long.split_whitespace().collect();
        let Ok([minute, hour, day, month, weekday]) = <[&str; 5]>::try_from(parts.as_slice())
        else {
            return Err(CronError::Fields(parts.len()));
        };
        let [minutes, hours, days, months, weekdays] = [
            FIELDS[0].read(minute)?,
            FIELDS[1].read(hour)?,
            FIELDS[2].read(day)?,
            FIELDS[3].read(month)?,
            FIELDS[4].read(weekday)?,
        ];
        Ok(Self {
            minutes,
            hours,
            days,
            months,
            // Sunday is 0 and 7.
            weekdays: (weekdays | weekdays >> 7) & 0x7f,
            both_days: day.starts_with('*') || weekday.starts_with('*'),
            line,
        })
    }

    /// The first time that it names after one.
    pub(super) fn next_shown(&self, shown: DateTime) -> Option<DateTime> {
        if let Some(next) = self.later_on(shown) {
            return Some(next);
        }
        let date = self.next_date(shown.date().tomorrow().ok()?)?;
        let (hour, minute) = (lowest(self.hours, 0)?, lowest(self.minutes, 0)?);
        Some(date.at(hour, minute, 0, 0))
    }

    /// The first time that it names after one, on the same date.
    fn later_on(&self, shown: DateTime) -> Option<DateTime> {
        if !self.names(shown.date()) {
            return None;
        }
        let this_hour = lowest(self.hours, shown.hour()).filter(|hour| *hour == shown.hour());
        let later =
            this_hour.and_then(|hour| Some((hour, lowest(self.minutes, shown.minute() + 1)?)));
        let (hour, minute) = match later {
            Some(later) => later,
            None => (
                lowest(self.hours, shown.hour() + 1)?,
                lowest(self.minutes, 0)?,
            ),
        };
        Some(shown.date().at(hour, minute, 0, 0))
    }

    fn names(&self, date: Date) -> bool {
        let day = has(self.days, date.day());
        let weekday = has(self.weekdays, date.weekday().to_sunday_zero_offset());
        let fits = if self.both_days {
            day && weekday
        } else {
            day || weekday
        };
        fits && has(self.months, date.month())
    }

    /// The first date that it names from one on; none within nine years is none at all.
    fn next_date(&self, from: Date) -> Option<Date> {
        let mut date = from;
        while date.year() - from.year() <= YEARS {
            if self.names(date) {
                return Some(date);
            }
            date = if has(self.months, date.month()) {
                date.tomorrow().ok()?
            } else {
                date.last_of_month().tomorrow().ok()?
            };
        }
        None
    }

    /// Whether it names more than one time in an hour.
    pub(super) fn is_more_than_hourly(&self) -> bool {
        self.minutes.count_ones() > 1
    }
}

impl Field {
    /// The numbers of a field as bits.
    fn read(&self, text: &str) -> Result<u64, CronError> {
        let parts = text.split(',');
        parts
            .map(|part| self.part(part))
            .try_fold(0, |all, some| Ok(all | some?))
    }

    fn part(&self, part: &str) -> Result<u64, CronError> {
        self.numbers(part).ok_or_else(|| CronError::Part {
            part: part.to_owned(),
            field: self.name,
            least: self.least,
            most: self.most,
        })
    }

    fn numbers(&self, part: &str) -> Option<u64> {
        let (range, step) = match part.split_once('/') {
            None => (part, None),
            Some((range, step)) => (range, Some(digits(step)?)),
        };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" => (self.least, self.most),
            Some((first, last)) => {
                let (first, last) = (self.number(first)?, self.number(last)?);
                // Sunday ends a week, too: `SAT-SUN`.
                let ends_week = self.most == 7 && last == 0 && first > 0;
                (first, if ends_week { 7 } else { last })
            }
            // `5/15` is read in two ways by two crons.
            None if step.is_some() => return None,
            None => (self.number(range)?, self.number(range)?),
        };
        let step = step.unwrap_or(1);
        (first <= last && step > 0).then(|| {
            (first..=last)
                .step_by(usize::from(step))
                .fold(0, |bits, number| bits | 1 << number)
        })
    }

    fn number(&self, word: &str) -> Option<u8> {
        let is_name = |name: &&&str| name.eq_ignore_ascii_case(word);
        let named = self.names.iter().position(|name| is_name(&name));
        let number = match named {
            Some(place) => u8::try_from(place).ok()? + self.least,
            None => digits(word)?,
        };
        (self.least..=self.most).contains(&number).then_some(number)
    }
}

fn digits(word: &str) -> Option<u8> {
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok())?
}

fn has(bits: u64, number: i8) -> bool {
    bits >> number & 1 == 1
}

/// The lowest number among the bits that is not below another.
fn lowest(bits: u64, from: i8) -> Option<i8> {
    let rest = bits.checked_shr(u32::try_from(from).ok()?)?;
    (rest != 0).then(|| from + rest.trailing_zeros() as i8)
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl fmt::Debug for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cron({})", self.line)
    }
}

impl From<Cron> for String {
    fn from(cron: Cron) -> Self {
        cron.line
    }
}

impl TryFrom<String> for Cron {
    type Error = CronError;

    fn try_from(line: String) -> Result<Self, CronError> {
        Self::read(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(line: &str) -> Option<String> {
        let cron = Cron::read(line).unwrap();
        let monday_noon = "2026-11-23T12:30".parse().unwrap();
        Some(
            cron.next_shown(monday_noon)?
                .strftime("%a %F %H:%M")
                .to_string(),
        )
    }

    #[test]
    fn the_next_time_of_a_line() {
        for (line, expected) in [
            ("0 9 * * 1", "Mon 2026-11-30 09:00"),
            ("0 13 * * mon", "Mon 2026-11-23 13:00"),
            ("30 12 * * *", "Tue 2026-11-24 12:30"),
            ("31 12 * * *", "Mon 2026-11-23 12:31"),
            ("*/15 8-18 * * MON-FRI", "Mon 2026-11-23 12:45"),
            ("0 9 * * 6-7", "Sat 2026-11-28 09:00"),
            ("0 9 * * SAT-SUN", "Sat 2026-11-28 09:00"),
            ("0 9 * * 7", "Sun 2026-11-29 09:00"),
            ("0 9 13 * 5", "Fri 2026-11-27 09:00"),
            ("0 9 1,15 * *", "Tue 2026-12-01 09:00"),
            ("0 9 29 2 *", "Tue 2028-02-29 09:00"),
            ("@daily", "Tue 2026-11-24 00:00"),
            ("@weekly", "Sun 2026-11-29 00:00"),
        ] {
            assert_eq!(next(line).as_deref(), Some(expected), "{line}");
        }
        for never in ["0 9 30 2 *", "0 9 31 4,6,9,11 *"] {
            assert_eq!(next(never), None, "{never}");
        }
    }

    #[test]
    fn what_is_no_line_is_told() {
        for (line, told) in [
            ("0 9 * *", "has 4"),
            ("0 0 9 * * 1", "has 6"),
            ("", "has 0"),
            ("60 9 * * *", "`60` is no minute"),
            ("0 24 * * *", "`24` is no hour"),
            ("0 9 ? * 1", "`?` is no day of the month"),
            ("0 9 * * 5L", "`5L` is no day of the week"),
            ("0 9 * * 1#2", "`1#2` is no day of the week"),
            ("0 9 * foo 1", "`foo` is no month"),
            ("5/15 * * * *", "`5/15` is no minute"),
            ("*/0 * * * *", "`*/0` is no minute"),
            ("30-10 * * * *", "`30-10` is no minute"),
            ("0, 9 * * *", "`` is no minute"),
            ("@noon", "`@noon` is none of"),
        ] {
            let error = Cron::read(line).unwrap_err().to_string();
            assert!(error.contains(told), "{line}: {error}");
        }
    }

    #[test]
    fn a_line_is_kept_as_it_was_written() {
        let cron = Cron::read("  0  9 * * MON ").unwrap();
        let kept = serde_json::to_string(&cron).unwrap();
        assert_eq!(kept, "\"0 9 * * MON\"");
        assert_eq!(serde_json::from_str::<Cron>(&kept).unwrap(), cron);
        assert!(serde_json::from_str::<Cron>("\"0 9\"").is_err());
    }
}
