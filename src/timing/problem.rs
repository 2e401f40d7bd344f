//! Why a sentence could not be read: which words, where they stand, and what to do.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::cron::CronError;
use super::rule::Timing;
use super::saying::full_date;
use super::wall::TimeOfDay;
use super::zone::Zone;

/// The most characters that are read.
pub const MOST_CHARACTERS: usize = 500;

/// Some words of a sentence, as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub words: String,
    /// Where they stand, in bytes.
    pub span: Range<usize>,
}

/// Words before a date, an hour or a zone that are no part of it.
const BEFORE: [&str; 16] = [
    "every",
    "each",
    "on",
    "at",
    "in",
    "from",
    "until",
    "till",
    "til",
    "starting",
    "beginning",
    "ending",
    "through",
    "to",
    "since",
    "by",
];

impl Said {
    /// The same without what only leads to it: `30 Feb` of `until 30 Feb`.
    #[must_use]
    pub(super) fn core(&self) -> Self {
        let mut core = self.clone();
        while let Some((first, rest)) = core.words.split_once(char::is_whitespace)
            && BEFORE.contains(&first.to_lowercase().as_str())
        {
            let rest = rest.trim_start().to_owned();
            core.span.start = core.span.end - rest.len();
            core.words = rest;
        }
        core
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”", self.words)
    }
}

/// What a sentence says at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The time of day.
    Time,
    /// The day or days.
    Day,
    /// The time zone.
    Zone,
    /// What is to come.
    What,
    /// The channel.
    Channel,
    /// The pack.
    Pack,
    /// The order.
    Order,
    /// The text.
    Text,
    /// The first date.
    Start,
    /// The end.
    End,
    /// How long a check-in stays open.
    Open,
}

/// Why a sentence could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There are no words.
    Empty,
    /// There are more than 500 characters.
    TooLong,
    /// A quote is opened and not closed.
    UnclosedQuote(Said),
    /// Words that mean nothing here.
    Unknown(Said),
    /// Something is said twice, in two ways.
    Twice {
        /// What.
        slot: Slot,
        /// The first.
        first: Said,
        /// The second.
        second: Said,
    },
    /// Two things can't both be so.
    Contradiction(Said, Said),
    /// Nothing says on which day. The words that leave it open, where there are any.
    NoDay(Option<Said>),
    /// A part of the day is said, and no hour.
    NoHour(Said),
    /// There is no such time on a clock.
    NoSuchTime(Said),
    /// There is no such date.
    NoSuchDate(Said),
    /// A date can be read with the day first or with the month first, or as two days.
    AmbiguousDate {
        /// The words.
        said: Said,
        /// Both readings, the likelier first.
        readings: [Date; 2],
    },
    /// `every third Friday`: every three weeks, or the third of each month.
    AmbiguousCount {
        /// The words.
        said: Said,
        /// Both ways to say it.
        readings: [String; 2],
    },
    /// Letters, or a name, that several zones go by.
    AmbiguousZone {
        /// The words.
        said: Said,
        /// Zones that may be meant.
        candidates: Vec<Zone>,
    },
    /// An offset, which is not the same in summer and in winter.
    Offset(Said),
    /// A date that has passed. It is never moved.
    Past {
        /// The words.
        said: Said,
        /// The date.
        date: Date,
    },
    /// An hour of today that has passed.
    PastHour {
        /// The words.
        said: Said,
        /// The hour.
        at: TimeOfDay,
        /// Now, as a timing: the next whole minute.
        now: Box<Timing>,
        /// The same hour tomorrow.
        tomorrow: Box<Timing>,
    },
    /// It would end before it began.
    EndsBeforeItBegins {
        /// The end as said.
        said: Said,
        /// When it would first happen; none where that is beyond all dates.
        first: Option<Date>,
    },
    /// A rule that no date fits.
    NeverHappens(Said),
    /// More often than once an hour; in words, than once a day.
    TooOften(Said),
    /// A line of cron that can't be read.
    Cron(Said, CronError),
    /// A number of times, with a line of cron.
    TimesOfCron(Said),
    /// Holidays differ from place to place.
    Holidays(Said),
    /// A number that is too large, or zero.
    OutOfRange(Said),
}

impl Problem {
    /// The words that are at fault, as they were written, and where they stand.
    pub fn said(&self) -> Option<&Said> {
        match self {
            Self::Empty | Self::TooLong => None,
            Self::NoDay(said) => said.as_ref(),
            Self::Contradiction(_, said)
            | Self::Twice { second: said, .. }
            | Self::UnclosedQuote(said)
            | Self::Unknown(said)
            | Self::NoHour(said)
            | Self::NoSuchTime(said)
            | Self::NoSuchDate(said)
            | Self::AmbiguousDate { said, .. }
            | Self::AmbiguousCount { said, .. }
            | Self::AmbiguousZone { said, .. }
            | Self::Offset(said)
            | Self::Past { said, .. }
            | Self::PastHour { said, .. }
            | Self::EndsBeforeItBegins { said, .. }
            | Self::NeverHappens(said)
            | Self::TooOften(said)
            | Self::Cron(said, _)
            | Self::TimesOfCron(said)
            | Self::Holidays(said)
            | Self::OutOfRange(said) => Some(said),
        }
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "nothing was said: try “tip every Tuesday at 9:30”"),
            Self::TooLong => write!(
                f,
                "that is more than {MOST_CHARACTERS} characters: say it shorter"
            ),
            Self::UnclosedQuote(said) => {
                write!(
                    f,
                    "the quote before {said} is not closed: put one after the text"
                )
            }
            Self::Unknown(said) => write!(
                f,
                "I don't understand {said} here; if it is a name or a text, put it in quotes"
            ),
            Self::Twice {
                slot,
                first,
                second,
            } => write!(f, "{first} and {second} both say {slot}: keep one of them"),
            Self::Contradiction(first, second) => {
                write!(
                    f,
                    "{first} and {second} don't go together: keep one of them"
                )
            }
            Self::NoDay(None) => write!(
                f,
                "it is not said on which day: add “every Tuesday”, “tomorrow” or “on 3 December”"
            ),
            Self::NoDay(Some(said)) => write!(
                f,
                "{said} leaves open on which day: say, for example, “every Friday”, or “on the first Monday of the month”"
            ),
            Self::NoHour(said) => {
                write!(f, "{said} says no hour: add one, such as “at 15:00”")
            }
            Self::NoSuchTime(said) => write!(
                f,
                "no clock shows {said}: hours are 0:00 to 23:59, or 1am to 12pm"
            ),
            Self::NoSuchDate(said) => write!(f, "there is no {said} in the calendar"),
            Self::AmbiguousDate {
                said,
                readings: [one, other],
            } => write!(
                f,
                "{said} can be {} or {}: write the one you mean",
                full_date(*one),
                full_date(*other)
            ),
            Self::AmbiguousCount {
                said,
                readings: [one, other],
            } => {
                write!(
                    f,
                    "{said} can be “{one}” or “{other}”: write the one you mean"
                )
            }
            Self::AmbiguousZone { said, candidates } => {
                let names: Vec<&str> = candidates.iter().map(Zone::name).collect();
                let names = names.join(", ");
                write!(
                    f,
                    "{said} is not one time zone: name a place, such as {names}"
                )
            }
            Self::Offset(said) => write!(
                f,
                "{said} is an offset, which changes with summer time: name a place, such as Europe/Berlin"
            ),
            Self::Past { said, date } => write!(
                f,
                "{said} is {}, which has passed: say a date that is to come",
                full_date(*date)
            ),
            Self::PastHour {
                said, at, tomorrow, ..
            } => write!(
                f,
                "{said}: {at} has passed today; say a later hour, or “{tomorrow}”"
            ),
            Self::EndsBeforeItBegins {
                said,
                first: Some(first),
            } => write!(
                f,
                "{said} is before it would first come, on {}: say a later end",
                full_date(*first)
            ),
            Self::EndsBeforeItBegins { said, first: None } => {
                write!(f, "{said} leaves no date on which it could come")
            }
            Self::NeverHappens(said) => write!(f, "{said} never comes: no date fits it"),
            Self::TooOften(said) => write!(
                f,
                "{said} is too often: once a day is the most, or once an hour by a cron line such as “cron 0 9-17 * * *”"
            ),
            Self::Cron(_, error) => write!(f, "{error}"),
            Self::TimesOfCron(said) => {
                write!(
                    f,
                    "a cron line can't end after {said}: say “until” and a date"
                )
            }
            Self::Holidays(said) => write!(
                f,
                "I don't know which days {said} are where you are: say the dates, such as “except 24 December”"
            ),
            Self::OutOfRange(said) => write!(f, "{said} is no number that I can work with here"),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Time => "at what time",
            Self::Day => "on which day",
            Self::Zone => "in which time zone",
            Self::What => "what is to come",
            Self::Channel => "in which channel",
            Self::Pack => "from which pack",
            Self::Order => "in which order",
            Self::Text => "what to post",
            Self::Start => "when it begins",
            Self::End => "when it ends",
            Self::Open => "how long it stays open",
        })
    }
}
