//! The next of some days of the calendar, found by arithmetic: what it costs does not depend on
//! how far away it is.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::rule::{Days, MonthDay, Nth, Stride};
use super::weekdays::Weekdays;

/// How many months, or years, are looked at before a day counts as one that never comes. The
/// rarest, the 29th of February counted by years, comes within a few dozen steps.
const STEPS: usize = 200;

/// The first of the days that is not before a date; none when there is none up to the year 9999.
pub(super) fn on_or_after(days: &Days, date: Date) -> Option<Date> {
    let date = days.stride().map_or(date, |stride| date.max(stride.from));
    match days {
        Days::Once(only) => (*only >= date).then_some(*only),
        Days::Daily { stride } => daily(*stride, date),
        Days::Weekly { weekdays, stride } => weekly(*weekdays, *stride, date),
        Days::Monthly { on, stride } => monthly(on, *stride, date),
        Days::Yearly { month, day } => yearly(*month, *day, date),
    }
}

/// How many more units there are until the count comes round.
fn to_go(stride: Option<Stride>, passed: impl Fn(Date) -> i64) -> i64 {
    stride.map_or(0, |Stride { every, from }| {
        (-passed(from)).rem_euclid(i64::from(every.max(1)))
    })
}

fn daily(stride: Option<Stride>, date: Date) -> Option<Date> {
    let ahead = to_go(stride, |from| days_between(from, date));
    date.checked_add(ahead.days()).ok()
}

fn weekly(weekdays: Weekdays, stride: Option<Stride>, date: Date) -> Option<Date> {
    let in_week = |date: Date| {
        let rest = 0..=i64::from(Weekday::Sunday.since(date.weekday()));
        rest.filter_map(|ahead| date.checked_add(ahead.days()).ok())
            .find(|day| weekdays.contains(day.weekday()))
    };
    let monday = monday_of(date)?;
    let ahead = to_go(stride, |from| {
        monday_of(from).map_or(0, |from| days_between(from, monday) / 7)
    });
    if ahead == 0
        && let Some(day) = in_week(date)
    {
        return Some(day);
    }
    let every = stride.map_or(1, |stride| i64::from(stride.every.max(1)));
    let ahead = if ahead == 0 { every } else { ahead };
    in_week(monday.checked_add(ahead.weeks()).ok()?)
}

fn monthly(on: &BTreeSet<MonthDay>, stride: Option<Stride>, date: Date) -> Option<Date> {
    let every = stride.map_or(1, |stride| i64::from(stride.every.max(1)));
    let ahead = to_go(stride, |from| months_of(date) - months_of(from));
    let mut first = date.first_of_month().checked_add(ahead.months()).ok()?;
    for _ in 0..STEPS {
        let days = on.iter().filter_map(|day| in_month(*day, first));
        if let Some(day) = days.filter(|day| *day >= date).min() {
            return Some(day);
        }
        first = first.checked_add(every.months()).ok()?;
    }
    None
}

fn yearly(month: i8, day: i8, date: Date) -> Option<Date> {
    (date.year()..=9999)
        .take(STEPS)
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|day| *day >= date)
}

/// The day in the month that begins on `first`, if the month has one.
fn in_month(day: MonthDay, first: Date) -> Option<Date> {
    let last = first.last_of_month();
    match day {
        MonthDay::Date(number) => Date::new(first.year(), first.month(), number).ok(),
        MonthDay::Last => Some(last),
        MonthDay::Nth { nth, weekdays } => {
            let all = (1..=last.day()).filter_map(|n| in_month(MonthDay::Date(n), first));
            let mut counted = all.filter(|day| weekdays.contains(day.weekday()));
            match nth {
                Nth::Last => counted.next_back(),
                Nth::Number(number) => counted.nth(usize::try_from(number).ok()?.checked_sub(1)?),
            }
        }
    }
}

fn monday_of(date: Date) -> Option<Date> {
    let passed = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(passed.days()).ok()
}

fn months_of(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month())
}

/// Whole days from one date to another.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}
