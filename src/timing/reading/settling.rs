//! From what was found in a sentence to the request: which rule it is, in which zone, with what
//! was filled in, and whether it can ever happen.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::reader::{Draft, Found, Lasting};
use super::resolving::{self, Calendar, Purpose};
use super::words::Unit;
use crate::timing::problem::{Problem, Said};
use crate::timing::request::{Assumption, Context, Request};
use crate::timing::rule::{Days, MonthDay, Nth, Rule, Timing};
use crate::timing::wall::{TimeOfDay, moment};
use crate::timing::zone::Zone;

/// Settles what was found.
pub(super) fn settle(sentence: &str, draft: Draft, context: &Context) -> Result<Request, Problem> {
    let mut assumed = Vec::new();
    let zone = match &draft.zone {
        Some((zone, _)) => zone.clone(),
        None => context.zone.clone(),
    };
    let now = zone.time_zone().to_datetime(context.now);
    let hour = resolving::hour(&draft, context.usual, &mut assumed)?;
    let mut settling = Settling {
        sentence,
        draft: &draft,
        now,
        moment: context.now,
        zone,
        hour,
        usual: context.usual,
        assumed,
        from: None,
        until: None,
    };
    let timing = settling.timing()?;
    let mut assumed = settling.assumed;
    if draft.zone.is_none() {
        assumed.push(Assumption::Zone(timing.zone.clone()));
    }
    fn value<T>(found: Found<T>) -> Option<T> {
        found.map(|(value, _)| value)
    }
    Ok(Request {
        what: value(draft.what),
        channel: value(draft.channel),
        pack: value(draft.pack),
        order: value(draft.order),
        text: value(draft.text),
        open_for: value(draft.open_for),
        timing,
        assumed,
    })
}

/// A draft on its way to a timing.
pub(super) struct Settling<'a> {
    pub sentence: &'a str,
    pub draft: &'a Draft,
    /// What the clocks there show.
    pub now: DateTime,
    pub moment: Timestamp,
    pub zone: Zone,
    pub hour: Option<TimeOfDay>,
    pub usual: TimeOfDay,
    pub assumed: Vec<Assumption>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Settling<'_> {
    fn timing(&mut self) -> Result<Timing, Problem> {
        self.refuse_two_rhythms()?;
        if let Some((minutes, said)) = &self.draft.elapsed {
            return self.elapsed(*minutes, said);
        }
        self.bounds()?;
        let (rule, said) = match &self.draft.cron {
            Some((cron, said)) => (Rule::Cron(cron.clone()), said.clone()),
            None => {
                let (days, said) = self.days()?;
                let at = self.at(&days, &said)?;
                (Rule::At { days, at }, said)
            }
        };
        let counts = matches!(&rule, Rule::At { days, .. } if days.stride().is_some());
        let mut timing = Timing::new(rule, self.zone.clone());
        if let Some(from) = self.from {
            timing = timing.starting(from);
        } else if counts && let Some(begins) = timing.begins() {
            self.assumed.push(Assumption::CountsFrom(begins));
        }
        timing.until = self.until;
        timing.except = self.except()?;
        self.lasting(&mut timing)?;
        self.note_exceptions(&timing);
        self.note_gaps(&timing);
        self.refuse_never(&timing, said)?;
        Ok(timing)
    }

    /// A line of cron and a time from now say all by themselves.
    fn refuse_two_rhythms(&self) -> Result<(), Problem> {
        let draft = self.draft;
        let alone = said(&draft.cron).or(said(&draft.elapsed));
        let others = [
            said(&draft.every),
            said(&draft.weekdays),
            said(&draft.month_days),
            said(&draft.date),
            said(&draft.in_month),
            said(&draft.hour),
            said(&draft.part),
            said(&draft.cron).and(said(&draft.elapsed)),
        ];
        let bounds = [said(&draft.from), said(&draft.until), said(&draft.lasting)];
        let bounds = bounds.into_iter().filter(|_| draft.elapsed.is_some());
        match (alone, others.into_iter().chain(bounds).flatten().next()) {
            (Some(one), Some(other)) => Err(contradiction(one, other)),
            _ => Ok(()),
        }
    }

    /// So many minutes from now, at the next whole one. Where the clocks show that time twice and
    /// mean the first, it is said in UTC.
    fn elapsed(&mut self, minutes: i64, said: &Said) -> Result<Timing, Problem> {
        let none = || Problem::OutOfRange(said.clone());
        let seconds = self.moment.as_second() + minutes * 60;
        let up = if self.moment.subsec_nanosecond() > 0 {
            1
        } else {
            0
        };
        let whole = (seconds + up + 59).div_euclid(60) * 60;
        let at = Timestamp::from_second(whole).map_err(|_| none())?;
        let shown = self.zone.time_zone().to_datetime(at);
        let zone = if moment(shown, &self.zone) == Some(at) {
            self.zone.clone()
        } else {
            Zone::UTC
        };
        let shown = zone.time_zone().to_datetime(at);
        Ok(once(shown.date(), TimeOfDay::of(shown.time()), zone))
    }

    fn bounds(&mut self) -> Result<(), Problem> {
        let today = self.now.date();
        let mut calendar = Calendar {
            today,
            assumed: &mut self.assumed,
        };
        if let Some((day, said)) = &self.draft.from {
            self.from = Some(calendar.date(*day, said, today, Purpose::Begin)?);
        }
        let base = self.from.unwrap_or(today).max(today);
        if let Some((day, said)) = &self.draft.until {
            self.until = Some(calendar.date(*day, said, base, Purpose::End)?);
        }
        if let (Some(from), Some(until), Some((_, said))) =
            (self.from, self.until, &self.draft.until)
            && until < from
        {
            return Err(Problem::EndsBeforeItBegins {
                said: said.clone(),
                first: Some(from),
            });
        }
        Ok(())
    }

    /// The hour, which must be to come where it is to be today.
    fn at(&mut self, days: &Days, said_day: &Said) -> Result<TimeOfDay, Problem> {
        let at = self.hour.unwrap_or(self.usual);
        if let Days::Once(date) = days {
            let today = self.now.date();
            if *date < today {
                return Err(Problem::Past {
                    said: said_day.core(),
                    date: *date,
                });
            }
            if *date == today && at.time() <= self.now.time() {
                return Err(self.past_hour(at, said_day));
            }
        }
        if self.hour.is_none() {
            self.assumed.push(Assumption::UsualHour(at));
        }
        Ok(at)
    }

    fn past_hour(&self, at: TimeOfDay, said_day: &Said) -> Problem {
        let Some((_, said_hour)) = &self.draft.hour else {
            return Problem::NoHour(said_day.core());
        };
        let next = self.now.checked_add(1.minute()).unwrap_or(self.now);
        let today = self.now.date();
        let tomorrow = today.tomorrow().unwrap_or(today);
        Problem::PastHour {
            said: self.together(said_day, said_hour),
            at,
            now: Box::new(once(
                next.date(),
                TimeOfDay::of(next.time()),
                self.zone.clone(),
            )),
            tomorrow: Box::new(once(tomorrow, at, self.zone.clone())),
        }
    }

    /// Two phrases as one, if nothing stands between them; else the second.
    fn together(&self, one: &Said, other: &Said) -> Said {
        let (first, second) = if one.span.start <= other.span.start {
            (one, other)
        } else {
            (other, one)
        };
        let between = self.sentence.get(first.span.end..second.span.start);
        if !between.is_some_and(|between| between.trim().is_empty()) {
            return other.clone();
        }
        let span = first.span.start..second.span.end;
        let words = self.sentence.get(span.clone()).unwrap_or_default();
        let both = Said {
            words: words.to_owned(),
            span,
        };
        both.core()
    }

    fn except(&mut self) -> Result<BTreeSet<Date>, Problem> {
        let today = self.now.date();
        let base = self.from.unwrap_or(today).max(today);
        let mut calendar = Calendar {
            today,
            assumed: &mut self.assumed,
        };
        let days = self.draft.except.iter();
        days.map(|(day, said)| calendar.date(*day, said, base, Purpose::Begin))
            .collect()
    }

    /// A number of times, or a length of time, ends on a date.
    fn lasting(&mut self, timing: &mut Timing) -> Result<(), Problem> {
        let Some((lasting, said_lasting)) = &self.draft.lasting else {
            return Ok(());
        };
        if let Some(until) = said(&self.draft.until) {
            return Err(contradiction(until, said_lasting));
        }
        let begins = timing
            .begins()
            .and_then(|from| moment(from.at(0, 0, 0, 0), &self.zone));
        let just_before = begins.and_then(|at| at.checked_sub(SignedDuration::from_secs(1)).ok());
        let base = just_before.map_or(self.moment, |at| at.min(self.moment));
        let Some(first) = timing.after(base) else {
            return Ok(());
        };
        let last = match lasting {
            Lasting::Times(_) if matches!(timing.rule, Rule::Cron(_)) => {
                return Err(Problem::TimesOfCron(said_lasting.clone()));
            }
            Lasting::Times(times) => {
                let times = usize::try_from(*times).unwrap_or(usize::MAX);
                timing
                    .occurrences_after(base)
                    .take(times)
                    .last()
                    .map(|last| last.local.date())
            }
            Lasting::For(count, unit) => {
                let span = match unit {
                    Unit::Day => count.days(),
                    Unit::Week => count.weeks(),
                    Unit::Year => count.years(),
                    Unit::Quarter => (count * 3).months(),
                    _ => count.months(),
                };
                let end = first
                    .local
                    .date()
                    .checked_add(span)
                    .and_then(|end| end.yesterday());
                end.ok()
            }
        };
        let last = last.ok_or_else(|| Problem::OutOfRange(said_lasting.clone()))?;
        timing.until = Some(last);
        self.assumed.push(Assumption::Ends(last));
        Ok(())
    }

    /// Tells which dates are left out in vain.
    fn note_exceptions(&mut self, timing: &Timing) {
        let vain = timing.except.iter().filter(|date| !timing.names(**date));
        self.assumed
            .extend(vain.copied().map(Assumption::ExceptsNothing));
    }

    /// Tells which months and years are left out, and where a single date has not its hour.
    fn note_gaps(&mut self, timing: &Timing) {
        let Rule::At { days, .. } = &timing.rule else {
            return;
        };
        let on = match days {
            Days::Monthly { on, .. } => on,
            Days::Yearly { month: 2, day: 29 } => {
                self.assumed.push(Assumption::LeapYears);
                return;
            }
            Days::Once(_) => {
                let first = timing.after(self.moment);
                let comes =
                    first.map(|first| (first.local, timing.zone.time_zone().to_datetime(first.at)));
                if let Some((_, comes)) = comes.filter(|(local, comes)| local != comes) {
                    self.assumed
                        .push(Assumption::PutForward(TimeOfDay::of(comes.time())));
                }
                return;
            }
            Days::Daily { .. } | Days::Weekly { .. } | Days::Yearly { .. } => {
                return;
            }
        };
        for day in on {
            match day {
                MonthDay::Date(day @ 29..) => self.assumed.push(Assumption::ShortMonths(*day)),
                MonthDay::Nth {
                    nth: Nth::Number(5..),
                    weekdays,
                } if weekdays.len() == 1 => {
                    self.assumed.push(Assumption::FewerWeekdays);
                }
                MonthDay::Date(_) | MonthDay::Last | MonthDay::Nth { .. } => {}
            }
        }
    }

    fn refuse_never(&self, timing: &Timing, said_days: Said) -> Result<(), Problem> {
        if timing.after(self.moment).is_some() {
            return Ok(());
        }
        let endless = Timing {
            until: None,
            ..timing.clone()
        };
        let first = endless.after(self.moment).map(|first| first.local.date());
        match (said(&self.draft.until), first) {
            (Some(said), Some(first)) => Err(Problem::EndsBeforeItBegins {
                said: said.clone(),
                first: Some(first),
            }),
            _ => Err(Problem::NeverHappens(said_days)),
        }
    }
}

fn once(date: Date, at: TimeOfDay, zone: Zone) -> Timing {
    Timing::new(
        Rule::At {
            days: Days::Once(date),
            at,
        },
        zone,
    )
}

pub(super) fn said<T>(found: &Found<T>) -> Option<&Said> {
    found.as_ref().map(|(_, said)| said)
}

pub(super) fn contradiction(one: &Said, other: &Said) -> Problem {
    let (first, second) = if one.span.start <= other.span.start {
        (one, other)
    } else {
        (other, one)
    };
    Problem::Contradiction(first.clone(), second.clone())
}
