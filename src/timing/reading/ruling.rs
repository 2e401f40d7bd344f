//! Which days a draft means: how what was said about days, weeks and months goes together.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::reader::Day;
use super::resolving::{Calendar, Purpose};
use super::settling::{Settling, contradiction, said};
use super::words::Unit;
use crate::timing::calendar;
use crate::timing::problem::{Problem, Said};
use crate::timing::request::Assumption;
use crate::timing::rule::{Days, MonthDay, Stride};
use crate::timing::weekdays::Weekdays;

impl Settling<'_> {
    /// In or during a month: from its first day to its last.
    fn within_month(&mut self) -> Result<(), Problem> {
        let Some(((month, year), said_month)) = &self.draft.in_month else {
            return Ok(());
        };
        let bounds = [
            said(&self.draft.from),
            said(&self.draft.until),
            said(&self.draft.lasting),
        ];
        if let Some(bound) = bounds.into_iter().flatten().next() {
            return Err(contradiction(bound, said_month));
        }
        let first = self.first_of(*month, *year, said_month)?;
        self.from = Some(first.max(self.now.date()));
        self.until = Some(first.last_of_month());
        Ok(())
    }

    fn first_of(&mut self, month: i8, year: Option<i16>, said: &Said) -> Result<Date, Problem> {
        let today = self.now.date();
        let day = Day::Month { month, year };
        let mut calendar = Calendar {
            today,
            assumed: &mut self.assumed,
        };
        calendar.date(day, said, today, Purpose::Begin)
    }

    /// On which days, and the words that said so.
    pub fn days(&mut self) -> Result<(Days, Said), Problem> {
        let draft = self.draft;
        let is_each_month = draft.months_again
            || matches!(draft.every, Some(((_, Unit::Month | Unit::Quarter), _)));
        let of_month = match &draft.date {
            // `monthly on the 15th`.
            Some((Day::OfMonth(number), said)) if is_each_month => {
                Some((vec![MonthDay::Date(*number)], said.clone()))
            }
            _ => None,
        };
        if let Some((on, said)) = of_month.as_ref().or(draft.month_days.as_ref()) {
            let date = draft.date.as_ref().filter(|_| of_month.is_none());
            return self.monthly(on, said, date);
        }
        if let Some((day, said)) = &draft.date {
            return self.dated(*day, said);
        }
        match (&draft.every, &draft.weekdays) {
            // `mornings at 8`.
            (None, None) => match &draft.part {
                Some((_, said)) if draft.weekdays_again => self.every((1, Unit::Day), said, None),
                _ => Err(Problem::NoDay(None)),
            },
            (None, Some((weekdays, said))) => self.on_weekdays(*weekdays, said),
            (Some((every, said)), weekdays) => self.every(*every, said, weekdays.as_ref()),
        }
    }

    fn monthly(
        &mut self,
        on: &[MonthDay],
        said_days: &Said,
        date: Option<&(Day, Said)>,
    ) -> Result<(Days, Said), Problem> {
        let draft = self.draft;
        if let Some(other) = said(&draft.weekdays).or(date.map(|(_, said)| said)) {
            return Err(contradiction(said_days, other));
        }
        let (every, unit) = match &draft.every {
            None => (1, Unit::Month),
            Some((every @ (_, Unit::Month | Unit::Quarter), _)) => *every,
            Some((_, other)) => return Err(contradiction(other, said_days)),
        };
        let on: BTreeSet<MonthDay> = on.iter().copied().collect();
        if draft.every.is_none() && !draft.months_again {
            if let Some(((month, year), _)) = &draft.in_month {
                let first = self.first_of(*month, *year, said_days)?;
                let of_that = Days::Monthly {
                    on: on.clone(),
                    stride: None,
                };
                let date = calendar::on_or_after(&of_that, first.max(self.now.date()));
                let date = date.filter(|date| *date <= first.last_of_month());
                let date = date.ok_or_else(|| Problem::NeverHappens(said_days.clone()))?;
                if on.len() == 1 {
                    return Ok((Days::Once(date), said_days.clone()));
                }
            }
            self.assumed.push(Assumption::Again);
        }
        self.within_month()?;
        let each = Days::Monthly {
            on: on.clone(),
            stride: None,
        };
        let stride = self.stride(every, unit, &each);
        Ok((Days::Monthly { on, stride }, said_days.clone()))
    }

    /// A date: once, or every year.
    fn dated(&mut self, day: Day, said_day: &Said) -> Result<(Days, Said), Problem> {
        let draft = self.draft;
        if let Some(((every, unit), said_every)) = &draft.every {
            let other = said(&draft.weekdays).or(said(&draft.in_month));
            return match (day, unit, other) {
                (
                    Day::Date {
                        day,
                        month,
                        year: None,
                    },
                    Unit::Year,
                    None,
                ) if *every == 1 => {
                    if Date::new(2028, month, day).is_err() {
                        return Err(Problem::NoSuchDate(said_day.core()));
                    }
                    Ok((Days::Yearly { month, day }, said_day.clone()))
                }
                (Day::Either { .. }, Unit::Year, None) => {
                    let today = self.now.date();
                    let mut calendar = Calendar {
                        today,
                        assumed: &mut self.assumed,
                    };
                    calendar.date(day, said_day, today, Purpose::Begin)?;
                    Err(contradiction(said_every, said_day))
                }
                (_, _, other) => Err(contradiction(said_every, other.unwrap_or(said_day))),
            };
        }
        let bounds = [
            said(&draft.in_month),
            said(&draft.from),
            said(&draft.until),
            said(&draft.lasting),
            draft.except.first().map(|(_, said)| said),
            said(&draft.except_weekdays),
        ];
        if let Some(bound) = bounds.into_iter().flatten().next() {
            return Err(contradiction(said_day, bound));
        }
        let today = self.now.date();
        let mut calendar = Calendar {
            today,
            assumed: &mut self.assumed,
        };
        let date = calendar.date(day, said_day, today, Purpose::Begin)?;
        if let Some((weekdays, said_weekdays)) = &draft.weekdays {
            let fits = weekdays.contains(date.weekday()) && weekdays.len() == 1;
            let fits = fits && !draft.weekdays_again;
            if !fits {
                return Err(contradiction(said_weekdays, said_day));
            }
        }
        if let Day::OfMonth(_) = day {
            self.assumed.push(Assumption::OnlyOnce(date));
        }
        Ok((Days::Once(date), said_day.clone()))
    }

    /// Weekdays without a rhythm: again and again if anything says so, else once.
    fn on_weekdays(
        &mut self,
        weekdays: Weekdays,
        said_days: &Said,
    ) -> Result<(Days, Said), Problem> {
        let draft = self.draft;
        let goes_on = draft.from.is_some()
            || draft.until.is_some()
            || draft.lasting.is_some()
            || draft.in_month.is_some()
            || draft.except_weekdays.is_some()
            || !draft.except.is_empty();
        if draft.weekdays_again || goes_on || weekdays.len() > 1 {
            if !draft.weekdays_again {
                self.assumed.push(Assumption::Again);
            }
            self.within_month()?;
            let weekdays = self.without_weekdays(weekdays)?;
            return Ok((
                Days::Weekly {
                    weekdays,
                    stride: None,
                },
                said_days.clone(),
            ));
        }
        let only = Days::Weekly {
            weekdays,
            stride: None,
        };
        let date = calendar::on_or_after(&only, self.earliest());
        let date = date.ok_or_else(|| Problem::NoSuchDate(said_days.clone()))?;
        if !draft.once {
            self.assumed.push(Assumption::OnlyOnce(date));
        }
        Ok((Days::Once(date), said_days.clone()))
    }

    fn every(
        &mut self,
        (every, unit): (u16, Unit),
        said_every: &Said,
        weekdays: Option<&(Weekdays, Said)>,
    ) -> Result<(Days, Said), Problem> {
        self.within_month()?;
        let first = self.from.filter(|_| self.draft.from.is_some());
        let no_day = || Problem::NoDay(Some(said_every.clone()));
        let days = match (unit, weekdays) {
            (Unit::Day, None) => match self.without_weekdays(Weekdays::ALL)? {
                Weekdays::ALL => Days::Daily {
                    stride: self.stride(every, unit, &Days::Daily { stride: None }),
                },
                weekdays if every == 1 => Days::Weekly {
                    weekdays,
                    stride: None,
                },
                _ => return Err(self.misplaced_exception(said_every)),
            },
            // `every day Monday to Friday`.
            (Unit::Day, Some((weekdays, _))) if every == 1 && weekdays.len() > 1 => {
                let weekdays = self.without_weekdays(*weekdays)?;
                Days::Weekly {
                    weekdays,
                    stride: None,
                }
            }
            (Unit::Week, Some((weekdays, _))) => {
                self.counted_weeks(every, self.without_weekdays(*weekdays)?)
            }
            (Unit::Week, None) => {
                let first = first.ok_or_else(no_day)?;
                self.assumed.push(Assumption::LikeItsFirst(first));
                self.counted_weeks(every, Weekdays::only(first.weekday()))
            }
            (Unit::Month | Unit::Quarter, None) => {
                let first = first.ok_or_else(no_day)?;
                self.assumed.push(Assumption::LikeItsFirst(first));
                let on: BTreeSet<MonthDay> = [MonthDay::Date(first.day())].into();
                let each = Days::Monthly {
                    on: on.clone(),
                    stride: None,
                };
                let stride = self.stride(every, unit, &each);
                Days::Monthly { on, stride }
            }
            (Unit::Year, None) if every == 1 => {
                let first = first.ok_or_else(no_day)?;
                self.assumed.push(Assumption::LikeItsFirst(first));
                Days::Yearly {
                    month: first.month(),
                    day: first.day(),
                }
            }
            (Unit::Month | Unit::Quarter, Some((_, said_weekdays))) => {
                return Err(Problem::NoDay(Some(said_weekdays.clone())));
            }
            (_, Some((_, said_weekdays))) => return Err(contradiction(said_every, said_weekdays)),
            (_, None) => return Err(no_day()),
        };
        Ok((days, said_every.clone()))
    }

    /// Weekdays without those that are excepted.
    fn without_weekdays(&self, weekdays: Weekdays) -> Result<Weekdays, Problem> {
        let Some((without, said_without)) = &self.draft.except_weekdays else {
            return Ok(weekdays);
        };
        let rest: Weekdays = weekdays
            .iter()
            .filter(|day| !without.contains(*day))
            .collect();
        if rest.is_empty() {
            return Err(Problem::NeverHappens(said_without.clone()));
        }
        Ok(rest)
    }

    fn misplaced_exception(&self, said_every: &Said) -> Problem {
        let without = said(&self.draft.except_weekdays).unwrap_or(said_every);
        contradiction(said_every, without)
    }

    /// The first date from which it can still come today at its hour.
    fn earliest(&self) -> Date {
        let at = self.hour.unwrap_or(self.usual);
        let today = self.now.date();
        if at.time() > self.now.time() {
            today
        } else {
            today.tomorrow().unwrap_or(today)
        }
    }

    fn counted_weeks(&self, every: u16, weekdays: Weekdays) -> Days {
        let each = Days::Weekly {
            weekdays,
            stride: None,
        };
        Days::Weekly {
            weekdays,
            stride: self.stride(every, Unit::Week, &each),
        }
    }

    /// What it counts by: from the first of its days that can still come, and not from the week
    /// or month in which it was said. Quarters are those of the calendar.
    fn stride(&self, every: u16, unit: Unit, each: &Days) -> Option<Stride> {
        let from = self.from.unwrap_or_else(|| self.earliest());
        if unit != Unit::Quarter {
            let from = calendar::on_or_after(each, from).unwrap_or(from);
            return (every > 1).then_some(Stride { every, from });
        }
        let mut begins = from;
        while begins.month() % 3 != 1 {
            begins = begins.last_of_month().tomorrow().ok()?;
        }
        Some(Stride {
            every: every.checked_mul(3)?,
            from: begins,
        })
    }
}
