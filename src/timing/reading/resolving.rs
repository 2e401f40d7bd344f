//! Which date is meant by a day as it was said, given today there; and which hour.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::reader::{Day, Draft, Hour, Part, Which};
use super::words::Unit;
use crate::timing::calendar::days_between;
use crate::timing::problem::{Problem, Said};
use crate::timing::request::Assumption;
use crate::timing::wall::TimeOfDay;

/// How long ago a date without a year may have passed to count as passed, in days. Longer ago,
/// next year's is meant.
const LATELY: i64 = 92;

/// What a date is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Begin,
    End,
}

/// Dates by what today is.
pub(super) struct Calendar<'a> {
    pub today: Date,
    pub assumed: &'a mut Vec<Assumption>,
}

impl Calendar<'_> {
    /// The date of a day as it was said; without a year, the first that is not before `base`.
    pub fn date(
        &mut self,
        day: Day,
        said: &Said,
        base: Date,
        purpose: Purpose,
    ) -> Result<Date, Problem> {
        let said = &said.core();
        let none = || Problem::NoSuchDate(said.clone());
        match day {
            Day::Date {
                day,
                month,
                year: Some(year),
            } => Date::new(year, month, day).map_err(|_| none()),
            Day::Date {
                day,
                month,
                year: None,
            } => {
                let date = without_year(day, month, base).ok_or_else(none)?;
                if let Some(passed) = lately(day, month, self.today)
                    && date.year() > passed.year()
                {
                    return Err(Problem::Past {
                        said: said.clone(),
                        date: passed,
                    });
                }
                if date.year() != self.today.year() {
                    self.assumed.push(Assumption::Year(date));
                }
                Ok(date)
            }
            Day::Either { one, other, year } => Err(self.either(one, other, year, said, base)),
            Day::Month { month, year } => {
                let first = |year| Date::new(year, month, 1).ok();
                let this_year = first(year.unwrap_or(base.year())).ok_or_else(none)?;
                let has_passed = year.is_none() && this_year.last_of_month() < base;
                let first = if has_passed {
                    first(base.year() + 1).ok_or_else(none)?
                } else {
                    this_year
                };
                Ok(match purpose {
                    Purpose::Begin => first,
                    Purpose::End => first.last_of_month(),
                })
            }
            Day::Ahead(days) => self.today.checked_add(days.days()).map_err(|_| none()),
            Day::Weekday(day, which) => self.weekday(day, which, said),
            Day::OfMonth(number) => of_month(number, self.today).ok_or_else(none),
            Day::After(count, unit) => {
                let span = match unit {
                    Unit::Week => count.weeks(),
                    Unit::Year => count.years(),
                    Unit::Quarter => (count * 3).months(),
                    _ => count.months(),
                };
                self.today.checked_add(span).map_err(|_| none())
            }
            Day::NextWeek => self.next_week(Weekday::Monday).ok_or_else(none),
            Day::EndOf(Unit::Year) => Ok(base.last_of_year()),
            Day::EndOf(_) => Ok(base.last_of_month()),
        }
    }

    fn weekday(&self, day: Weekday, which: Which, said: &Said) -> Result<Date, Problem> {
        let none = || Problem::NoSuchDate(said.clone());
        let today = self.today;
        let next = self.next_week(day).ok_or_else(none)?;
        match which {
            Which::Coming if today.weekday() == day => Ok(today),
            Which::Coming => today.nth_weekday(1, day).map_err(|_| none()),
            Which::InNextWeek => Ok(next),
            Which::This => {
                let date = next.checked_sub(1.week()).map_err(|_| none())?;
                if date < today {
                    return Err(Problem::Past {
                        said: said.clone(),
                        date,
                    });
                }
                Ok(date)
            }
            Which::Next => {
                let coming = today.nth_weekday(1, day).map_err(|_| none())?;
                if coming == next {
                    return Ok(next);
                }
                Err(Problem::AmbiguousDate {
                    said: said.clone(),
                    readings: [coming, next],
                })
            }
        }
    }

    /// A day of the week that begins next Monday.
    fn next_week(&self, day: Weekday) -> Option<Date> {
        let monday = self.today.nth_weekday(1, Weekday::Monday).ok()?;
        monday
            .checked_add(i64::from(day.to_monday_zero_offset()).days())
            .ok()
    }

    fn either(&self, one: i8, other: i8, year: Option<i16>, said: &Said, base: Date) -> Problem {
        let reading = |day, month| match year {
            Some(year) => Date::new(year, month, day).ok(),
            None => without_year(day, month, base),
        };
        match (reading(one, other), reading(other, one)) {
            (Some(day_first), Some(month_first)) => Problem::AmbiguousDate {
                said: said.clone(),
                readings: [day_first, month_first],
            },
            _ => Problem::NoSuchDate(said.clone()),
        }
    }
}

/// The first date of that day and month that is not before another; eight years have one of every
/// day that there is.
fn without_year(day: i8, month: i8, base: Date) -> Option<Date> {
    let years = base.year()..=base.year().saturating_add(8);
    years
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date >= base)
}

/// That day and month, if it has passed lately.
fn lately(day: i8, month: i8, today: Date) -> Option<Date> {
    let years = [today.year(), today.year() - 1];
    years
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|date| *date < today && days_between(*date, today) <= LATELY)
}

fn of_month(number: i8, today: Date) -> Option<Date> {
    let mut first = today.first_of_month();
    for _ in 0..3 {
        let date = Date::new(first.year(), first.month(), number).ok();
        if let Some(date) = date.filter(|date| *date >= today) {
            return Some(date);
        }
        first = first.last_of_month().tomorrow().ok()?;
    }
    None
}

/// The hour that was said; none where none was.
pub(super) fn hour(
    draft: &Draft,
    usual: TimeOfDay,
    assumed: &mut Vec<Assumption>,
) -> Result<Option<TimeOfDay>, Problem> {
    match (&draft.hour, &draft.part) {
        (None, None) => Ok(None),
        (None, Some((Part::Morning, _))) => {
            let morning = if usual.hour() < 12 {
                usual
            } else {
                TimeOfDay::NINE
            };
            assumed.push(Assumption::UsualHour(morning));
            Ok(Some(morning))
        }
        (None, Some((_, said))) => Err(Problem::NoHour(said.core())),
        (Some((hour, said)), Some((part, part_said))) => in_part(*hour, *part)
            .map(Some)
            .ok_or_else(|| Problem::Contradiction(said.clone(), part_said.clone())),
        (Some((hour, said)), None) => Ok(Some(alone(*hour, said, assumed))),
    }
}

/// An hour without a part of the day: a number alone is one of working hours.
fn alone(hour: Hour, said: &Said, assumed: &mut Vec<Assumption>) -> TimeOfDay {
    match hour {
        Hour::Exact(time) => time,
        Hour::Midnight => {
            assumed.push(Assumption::Midnight);
            TimeOfDay::MIDNIGHT
        }
        Hour::Clock(time) => {
            if (1..=5).contains(&time.hour()) {
                assumed.push(Assumption::AtNight(time));
            }
            time
        }
        Hour::Bare(time) => {
            let read = if (1..=6).contains(&time.hour()) {
                time.twelve_hours_on()
            } else {
                time
            };
            if (1..=12).contains(&time.hour()) {
                assumed.push(Assumption::Hour {
                    said: said.words.clone(),
                    read,
                });
            }
            read
        }
    }
}

/// An hour in a part of the day; none where it is not in it.
fn in_part(hour: Hour, part: Part) -> Option<TimeOfDay> {
    let time = hour.time();
    let is_sure = match hour {
        Hour::Exact(_) | Hour::Midnight => true,
        Hour::Clock(_) | Hour::Bare(_) => time.hour() > 12 || time.hour() == 0,
    };
    let fits = |time: &TimeOfDay| match part {
        Part::Morning => time.hour() < 12,
        Part::Afternoon => (12..19).contains(&time.hour()),
        Part::Evening => time.hour() >= 16,
        Part::Night => time.hour() >= 18 || time.hour() < 6,
    };
    let later = Some(time.twelve_hours_on()).filter(|_| !is_sure);
    let in_order = match part {
        // Twelve in the morning is no hour that all agree on.
        Part::Morning => [Some(time), None],
        Part::Afternoon | Part::Evening | Part::Night => [later, Some(time)],
    };
    in_order.into_iter().flatten().find(fits)
}
