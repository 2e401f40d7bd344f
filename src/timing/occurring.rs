//! When a timing happens: the next time, and all within a stretch. What it costs depends on how
//! many there are, not on how far away they lie.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::calendar;
use super::rule::{Rule, Timing};
use super::wall::moment;

/// How many times in a row may be left out, by exceptions, at a fold or in a gap, before the
/// search is given up: more than the minutes of the longest gap, a day.
const TRIES: usize = 5_000;

/// One time at which it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// As the rule says it: its name for ever, whatever becomes of the zone.
    pub local: DateTime,
    /// The moment, as the zone's clocks are known to run.
    pub at: Timestamp,
}

/// The times at which it happens, one after the other.
#[derive(Clone, Debug)]
pub struct Occurrences<'a> {
    timing: &'a Timing,
    after: Timestamp,
}

impl Iterator for Occurrences<'_> {
    type Item = Occurrence;

    fn next(&mut self) -> Option<Occurrence> {
        let next = self.timing.after(self.after)?;
        self.after = next.at;
        Some(next)
    }
}

impl Timing {
    /// The next time it happens after a moment, and not at it; none when it never does.
    ///
    /// No two happen at one moment: of several times that a gap moves to its end the first stands
    /// for all.
    pub fn after(&self, after: Timestamp) -> Option<Occurrence> {
        // What the clocks showed before this lies at or before the moment: clocks that are put
        // back only make it earlier.
        let mut shown = self.zone.time_zone().to_datetime(after);
        if let Some(begins) = self.begins() {
            shown = shown.max(just_before(begins)?);
        }
        for _ in 0..TRIES {
            let local = self.next_shown(shown)?;
            if self.until.is_some_and(|until| local.date() > until) {
                return None;
            }
            if self.except.contains(&local.date()) {
                shown = just_before(local.date().tomorrow().ok()?)?;
                continue;
            }
            match moment(local, &self.zone) {
                Some(at) if at > after => return Some(Occurrence { local, at }),
                _ => shown = local,
            }
        }
        None
    }

    /// The times at which it happens after a moment.
    pub fn occurrences_after(&self, after: Timestamp) -> Occurrences<'_> {
        Occurrences {
            timing: self,
            after,
        }
    }

    /// The times at which it happens after a moment and up to another, that one included.
    pub fn occurrences_between(
        &self,
        after: Timestamp,
        to: Timestamp,
    ) -> impl Iterator<Item = Occurrence> {
        self.occurrences_after(after)
            .take_while(move |occurrence| occurrence.at <= to)
    }

    /// Whether its rule names a date, from the first to the last on which it may happen; dates
    /// that are left out count too.
    pub fn names(&self, date: Date) -> bool {
        let begins = self.begins().is_none_or(|begins| begins <= date);
        let ends = self.until.is_none_or(|until| date <= until);
        let next = just_before(date).and_then(|before| self.next_shown(before));
        begins && ends && next.is_some_and(|next| next.date() == date)
    }

    /// The next time that the rule names after one that it named.
    fn next_shown(&self, shown: DateTime) -> Option<DateTime> {
        match &self.rule {
            Rule::Cron(cron) => cron.next_shown(shown),
            Rule::At { days, at } => {
                let is_to_come = shown.time() < at.time();
                let date = if is_to_come {
                    shown.date()
                } else {
                    shown.date().tomorrow().ok()?
                };
                let date = calendar::on_or_after(days, date)?;
                Some(date.to_datetime(at.time()))
            }
        }
    }
}

/// The last nanosecond of the day before.
fn just_before(date: Date) -> Option<DateTime> {
    date.yesterday()
        .ok()
        .map(|day| day.at(23, 59, 59, 999_999_999))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timing::{Days, MonthDay, Nth, Stride, TimeOfDay, Weekdays, Zone};
    use jiff::civil::Weekday;

    fn timing(days: Days, at: (i8, i8), zone: &str) -> Timing {
        let at = TimeOfDay::new(at.0, at.1).unwrap();
        Timing::new(Rule::At { days, at }, Zone::named(zone).unwrap())
    }

    /// The next ones after a moment there.
    fn next(timing: &Timing, after: &str, count: usize) -> Vec<String> {
        let zone = timing.zone.time_zone();
        let after: DateTime = after.parse().unwrap();
        let after = after.to_zoned(zone.clone()).unwrap().timestamp();
        let shown = |at: Timestamp| {
            at.to_zoned(zone.clone())
                .strftime("%F %H:%M%:z")
                .to_string()
        };
        let next = timing.occurrences_after(after).take(count);
        next.map(|next| shown(next.at)).collect()
    }

    fn weekly(weekdays: Weekdays, stride: Option<Stride>) -> Days {
        Days::Weekly { weekdays, stride }
    }

    fn monthly(on: MonthDay) -> Days {
        Days::Monthly {
            on: [on].into(),
            stride: None,
        }
    }

    #[test]
    fn every_tuesday_stays_at_half_past_nine_when_the_clocks_change() {
        let tuesdays = weekly(Weekdays::only(Weekday::Tuesday), None);
        let timing = timing(tuesdays, (9, 30), "Europe/Berlin");
        assert_eq!(
            next(&timing, "2027-03-23T09:29", 3),
            [
                "2027-03-23 09:30+01:00",
                "2027-03-30 09:30+02:00",
                "2027-04-06 09:30+02:00"
            ]
        );
        assert_eq!(
            next(&timing, "2026-10-20T09:30", 2),
            ["2026-10-27 09:30+01:00", "2026-11-03 09:30+01:00"]
        );
    }

    #[test]
    fn once_a_date_where_the_hour_is_left_out_and_where_it_comes_twice() {
        let daily = timing(Days::Daily { stride: None }, (2, 30), "Europe/Berlin");
        assert_eq!(
            next(&daily, "2027-03-27T12:00", 2),
            ["2027-03-28 03:00+02:00", "2027-03-29 02:30+02:00"]
        );
        assert_eq!(
            next(&daily, "2026-10-24T12:00", 2),
            ["2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00"]
        );
        let name = daily
            .after("2027-03-27T12:00:00Z".parse().unwrap())
            .unwrap()
            .local;
        assert_eq!(
            name.to_string(),
            "2027-03-28T02:30:00",
            "named as the rule says"
        );
    }

    #[test]
    fn apia_goes_from_thursday_to_saturday() {
        let daily = timing(Days::Daily { stride: None }, (9, 0), "Pacific/Apia");
        assert_eq!(
            next(&daily, "2011-12-28T12:00", 3),
            [
                "2011-12-29 09:00-10:00",
                "2011-12-31 09:00+14:00",
                "2012-01-01 09:00+14:00"
            ]
        );
    }

    #[test]
    fn every_two_weeks_counts_from_the_first_friday() {
        let monday = "2026-11-23".parse().unwrap();
        let stride = Some(Stride {
            every: 2,
            from: monday,
        });
        let fridays = weekly(Weekdays::only(Weekday::Friday), stride);
        let fortnightly = timing(fridays, (15, 0), "Europe/Paris");
        assert_eq!(fortnightly.begins(), Some("2026-11-27".parse().unwrap()));
        let dates = [
            "2026-11-27 15:00+01:00",
            "2026-12-11 15:00+01:00",
            "2026-12-25 15:00+01:00",
        ];
        assert_eq!(next(&fortnightly, "2026-11-01T00:00", 3), dates);
        let later = fortnightly.starting("2026-12-01".parse().unwrap());
        assert_eq!(
            next(&later, "2026-11-01T00:00", 2),
            dates[1..],
            "the count is kept"
        );
        assert_eq!(later.from, None);
    }

    #[test]
    fn the_31st_comes_only_where_there_is_one() {
        let on_31st = timing(monthly(MonthDay::Date(31)), (9, 0), "UTC");
        assert_eq!(
            next(&on_31st, "2026-12-31T10:00", 3),
            [
                "2027-01-31 09:00+00:00",
                "2027-03-31 09:00+00:00",
                "2027-05-31 09:00+00:00"
            ]
        );
        let last = timing(monthly(MonthDay::Last), (9, 0), "UTC");
        assert_eq!(
            next(&last, "2027-01-31T10:00", 2),
            ["2027-02-28 09:00+00:00", "2027-03-31 09:00+00:00"]
        );
    }

    #[test]
    fn the_fifth_of_a_weekday_comes_only_where_there_is_one() {
        let nth = |nth, weekdays| timing(monthly(MonthDay::Nth { nth, weekdays }), (9, 0), "UTC");
        let monday = Weekdays::only(Weekday::Monday);
        assert_eq!(
            next(&nth(Nth::Number(5), monday), "2026-11-23T12:00", 2),
            ["2026-11-30 09:00+00:00", "2027-03-29 09:00+00:00"]
        );
        assert_eq!(
            next(
                &nth(Nth::Number(1), Weekdays::WORKING),
                "2026-11-23T12:00",
                3
            ),
            [
                "2026-12-01 09:00+00:00",
                "2027-01-01 09:00+00:00",
                "2027-02-01 09:00+00:00"
            ]
        );
        assert_eq!(
            next(&nth(Nth::Last, Weekdays::WORKING), "2027-01-01T12:00", 2),
            ["2027-01-29 09:00+00:00", "2027-02-26 09:00+00:00"]
        );
    }

    #[test]
    fn a_rule_that_never_happens_ends_the_search() {
        let never = [
            Days::Yearly { month: 2, day: 30 },
            monthly(MonthDay::Date(32)),
            weekly(Weekdays::NONE, None),
            Days::Once("2011-12-30".parse().unwrap()),
        ];
        for days in never {
            let never = timing(days, (9, 0), "Pacific/Apia");
            assert_eq!(never.after(Timestamp::MIN), None, "{never:?}");
        }
        let february = Stride {
            every: 12,
            from: "2027-02-01".parse().unwrap(),
        };
        let rare = Days::Monthly {
            on: [MonthDay::Date(30)].into(),
            stride: Some(february),
        };
        assert_eq!(timing(rare, (9, 0), "UTC").after(Timestamp::MIN), None);
        let daily = timing(Days::Daily { stride: None }, (9, 0), "UTC");
        assert_eq!(daily.after(Timestamp::MAX), None);
    }

    #[test]
    fn within_its_dates_and_without_its_exceptions() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let daily = timing(Days::Daily { stride: None }, (9, 0), "UTC")
            .starting(date("2026-12-22"))
            .until(date("2026-12-26"))
            .except(date("2026-12-24"))
            .except(date("2026-12-25"));
        let all = [
            "2026-12-22 09:00+00:00",
            "2026-12-23 09:00+00:00",
            "2026-12-26 09:00+00:00",
        ];
        assert_eq!(next(&daily, "2026-11-01T00:00", 9), all);
        let from = "2026-12-22T09:00:00Z".parse().unwrap();
        let to = "2026-12-26T09:00:00Z".parse().unwrap();
        assert_eq!(daily.occurrences_between(from, to).count(), 2);
        assert_eq!(daily.occurrences_between(from, to).last().unwrap().at, to);
    }

    #[test]
    fn it_is_kept_as_it_was_and_decoded_from_less() {
        let tuesdays = weekly(Weekdays::only(Weekday::Tuesday), None);
        let timing = timing(tuesdays, (9, 30), "Europe/Berlin");
        let kept = r#"{"rule":{"at":{"days":{"weekly":{"weekdays":"Tue"}},"at":"09:30"}},"zone":"Europe/Berlin"}"#;
        assert_eq!(serde_json::to_string(&timing).unwrap(), kept);
        assert_eq!(serde_json::from_str::<Timing>(kept).unwrap(), timing);
        let more = kept.replace("\"zone\"", "\"moon\":1,\"zone\"");
        assert!(serde_json::from_str::<Timing>(&more).is_err());
    }
}
