//! Saying a rule: the one sentence for it, which is read back as the same rule.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use super::request::{Order, Request, What};
use super::rule::{Days, MonthDay, Nth, Rule, Timing};
use super::weekdays::{Weekdays, full_name};

/// The months by name.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const ORDINALS: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

/// `3 December 2026`.
pub(super) fn long_date(date: Date) -> String {
    format!(
        "{} {} {:04}",
        date.day(),
        month_name(date.month()),
        date.year()
    )
}

/// `Thursday 3 December 2026`.
pub(super) fn full_date(date: Date) -> String {
    format!("{} {}", full_name(date.weekday()), long_date(date))
}

fn month_name(month: i8) -> &'static str {
    let place = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1));
    place
        .and_then(|place| MONTHS.get(place))
        .copied()
        .unwrap_or("?")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1st`, `2nd`, `31st`.
pub(super) fn numbered(number: i8) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn ordinal(nth: Nth) -> String {
    match nth {
        Nth::Last => "last".to_owned(),
        Nth::Number(number) => usize::try_from(number)
            .ok()
            .and_then(|number| ORDINALS.get(number.checked_sub(1)?))
            .map_or_else(|| numbered(number), |word| (*word).to_owned()),
    }
}

fn weekdays_named(weekdays: Weekdays) -> String {
    if weekdays == Weekdays::WORKING {
        return "weekday".to_owned();
    }
    let names: Vec<String> = weekdays
        .iter()
        .map(|day| full_name(day).to_owned())
        .collect();
    listed(&names)
}

fn month_days(on: &BTreeSet<MonthDay>) -> String {
    // `1st and second Tuesday` would be two Tuesdays.
    let beside_nth = on.iter().any(|day| matches!(day, MonthDay::Nth { .. }));
    let said = |day: &MonthDay| match day {
        MonthDay::Date(number) if beside_nth => format!("day {number}"),
        MonthDay::Date(number) => numbered(*number),
        MonthDay::Last => "last day".to_owned(),
        MonthDay::Nth { nth, weekdays } => {
            let among = match weekdays.len() {
                _ if *weekdays == Weekdays::WORKING => weekdays_named(*weekdays),
                1 => weekdays_named(*weekdays),
                // A set that has no word of its own.
                _ => String::from(*weekdays).replace(' ', "/"),
            };
            format!("{} {among}", ordinal(*nth))
        }
    };
    listed(&on.iter().map(said).collect::<Vec<_>>())
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let every = self.stride().map(|stride| stride.every);
        match (self, every) {
            (Self::Once(date), _) => write!(f, "on {}", long_date(*date)),
            (Self::Daily { .. }, None) => write!(f, "every day"),
            (Self::Daily { .. }, Some(every)) => write!(f, "every {every} days"),
            (Self::Weekly { weekdays, .. }, None) => {
                write!(f, "every {}", weekdays_named(*weekdays))
            }
            (Self::Weekly { weekdays, .. }, Some(every)) => {
                write!(f, "every {every} weeks on {}", weekdays_named(*weekdays))
            }
            (Self::Monthly { on, .. }, None) => {
                write!(f, "on the {} of every month", month_days(on))
            }
            (Self::Monthly { on, .. }, Some(every)) => {
                write!(f, "every {every} months on the {}", month_days(on))
            }
            (Self::Yearly { month, day }, _) => write!(f, "every {day} {}", month_name(*month)),
        }
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.rule {
            Rule::At { days, at } => write!(f, "{days} at {at}")?,
            Rule::Cron(cron) => write!(f, "cron {cron}")?,
        }
        write!(f, " {}", self.zone)?;
        if let Some(from) = self.begins() {
            write!(f, " from {}", long_date(from))?;
        }
        if let Some(until) = self.until {
            write!(f, " until {}", long_date(until))?;
        }
        let except: Vec<String> = self.except.iter().map(|date| long_date(*date)).collect();
        if !except.is_empty() {
            write!(f, " except {}", listed(&except))?;
        }
        Ok(())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, name) = match self {
            Self::Tip(name) => ("tip", name),
            Self::CheckIn(name) => ("check-in", name),
            Self::Round => ("round", &None),
            Self::Recap => ("recap", &None),
        };
        f.write_str(what)?;
        name.iter().try_for_each(|name| write!(f, " \"{name}\""))
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InOrder => "in order",
            Self::Shuffled => "shuffled",
        })
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(what) = &self.what {
            write!(f, "{what} ")?;
        }
        if let Some(channel) = &self.channel {
            write!(f, "in #{channel} ")?;
        }
        if let Some(pack) = &self.pack {
            write!(f, "from \"{pack}\" ")?;
        }
        if let Some(order) = self.order {
            write!(f, "{order} ")?;
        }
        if let Some(open_for) = self.open_for {
            let minutes = open_for.as_mins();
            let (count, unit) = match minutes {
                _ if minutes % 1440 == 0 => (minutes / 1440, "day"),
                _ if minutes % 60 == 0 => (minutes / 60, "hour"),
                _ => (minutes, "minute"),
            };
            let plural = if count == 1 { "" } else { "s" };
            write!(f, "open for {count} {unit}{plural} ")?;
        }
        write!(f, "{}", self.timing)?;
        match &self.text {
            None => Ok(()),
            Some(text) if text.contains('"') => write!(f, " post: {text}"),
            Some(text) => write!(f, " \"{text}\""),
        }
    }
}
