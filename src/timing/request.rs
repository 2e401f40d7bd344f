//! What a sentence asked for, and what was filled in where it said nothing.

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::rule::Timing;
use super::saying::{full_date, long_date};
use super::wall::TimeOfDay;
use super::zone::Zone;

/// What a sentence is read by.
#[derive(Clone, Debug)]
pub struct Context {
    /// When it is said.
    pub now: Timestamp,
    /// Whose clocks it means, unless it says so: those of the channel, or of who asks.
    pub zone: Zone,
    /// The hour it means, unless it says one.
    pub usual: TimeOfDay,
}

/// What a sentence asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What is to come, if it was said.
    pub what: Option<What>,
    /// Where, as it was said, without its `#`.
    pub channel: Option<String>,
    /// From which pack, as it was said.
    pub pack: Option<String>,
    /// In which order, if it was said.
    pub order: Option<Order>,
    /// The text to post, as it was written.
    pub text: Option<String>,
    /// How long each check-in stays open, if it was said.
    pub open_for: Option<SignedDuration>,
    /// When.
    pub timing: Timing,
    /// What was filled in, to be told.
    pub assumed: Vec<Assumption>,
}

/// What is to come, and which one where one was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A tip.
    Tip(Option<String>),
    /// A check-in.
    CheckIn(Option<String>),
    /// The weekly round.
    Round,
    /// The recap of the week's wins.
    Recap,
}

/// The order in which a pack is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As it stands.
    InOrder,
    /// Drawn, without repeats.
    Shuffled,
}

/// What was filled in, or read in one of several ways: nothing of it is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// No hour was said.
    UsualHour(TimeOfDay),
    /// An hour was said without morning or afternoon.
    Hour {
        /// As it was written.
        said: String,
        /// As it was read.
        read: TimeOfDay,
    },
    /// Midnight is the beginning of a day.
    Midnight,
    /// It is so early that the afternoon may have been meant.
    AtNight(TimeOfDay),
    /// No zone was said.
    Zone(Zone),
    /// What counts has to count from a date.
    CountsFrom(Date),
    /// It comes on a weekday, or a day of the month, because its first date is one.
    LikeItsFirst(Date),
    /// Nothing said that it comes again and again.
    Again,
    /// Nothing said that it comes only once.
    OnlyOnce(Date),
    /// No year was said, and that of now has passed the date.
    Year(Date),
    /// A number of times or a length of time ends on a date.
    Ends(Date),
    /// A date that is left out is none of its dates anyway.
    ExceptsNothing(Date),
    /// On that date the clocks are put forward over its hour, and it comes after that.
    PutForward(TimeOfDay),
    /// Months without that day are left out; the last day of the month is another rule.
    ShortMonths(i8),
    /// Months without that many of the weekday are left out.
    FewerWeekdays,
    /// The 29th of February comes in leap years only.
    LeapYears,
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UsualHour(at) => write!(f, "no hour was said, so it is {at}"),
            Self::Hour { said, read } => write!(f, "“{said}” is read as {read}"),
            Self::Midnight => write!(f, "midnight is 0:00, the beginning of that day"),
            Self::AtNight(at) => write!(
                f,
                "{at} is at night; if you mean the afternoon, say {}",
                at.twelve_hours_on()
            ),
            Self::Zone(zone) => write!(f, "no time zone was said, so it is {zone}"),
            Self::CountsFrom(date) => write!(f, "it counts from {}", full_date(*date)),
            Self::LikeItsFirst(date) => {
                write!(
                    f,
                    "it keeps to the day of its first date, {}",
                    full_date(*date)
                )
            }
            Self::Again => write!(f, "it comes again and again, since nothing says once"),
            Self::OnlyOnce(date) => write!(
                f,
                "it comes only once, on {}; say “every” for again and again",
                full_date(*date)
            ),
            Self::Year(date) => write!(f, "no year was said, so it is {}", long_date(*date)),
            Self::Ends(date) => write!(f, "it ends on {}", full_date(*date)),
            Self::ExceptsNothing(date) => {
                write!(f, "{} is none of its dates anyway", full_date(*date))
            }
            Self::PutForward(at) => write!(
                f,
                "the clocks are put forward over that hour then, so it comes at {at}"
            ),
            Self::ShortMonths(day) => write!(
                f,
                "months without a {day}{} are left out; say “last day of the month” to have all",
                if *day == 31 { "st" } else { "th" }
            ),
            Self::FewerWeekdays => write!(f, "months that have fewer of that weekday are left out"),
            Self::LeapYears => write!(f, "29 February comes in leap years only"),
        }
    }
}
