//! The calendar of people: a person's day, which begins at 4:00 in their own zone, so that what is
//! done after midnight counts for the evening before; days from one to another; weeks in a row.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The hour at which a person's day begins.
const DAY_BEGINS_HOUR: i64 = 4;

/// Weeks in a row with at least one answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Weeks {
    /// The Monday of the last such week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// How many in a row, the last one included.
    pub in_a_row: u32,
    /// The Monday of the last week that a pause excuses: it is not counted, and breaks nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excused: Option<Date>,
}

impl Weeks {
    /// Counts an answer given on a day. Says whether anything changed: the first of a week does.
    pub fn count(&mut self, day: Date) -> bool {
        let monday = monday_of(day);
        if self.last.is_some_and(|last| last >= monday) {
            return false;
        }
        let follows = self.reaches(monday);
        self.in_a_row = if follows {
            self.in_a_row.saturating_add(1)
        } else {
            1
        };
        self.last = Some(monday);
        true
    }

    /// How many in a row as of a day: the week that has begun needs no answer yet.
    pub fn current(&self, day: Date) -> u32 {
        if self.reaches(monday_of(day)) {
            self.in_a_row
        } else {
            0
        }
    }

    /// From a day on until another she pauses: what runs then goes on, and no week that the pause
    /// touches breaks it. A pause that ends early is one from today until today.
    pub fn pause(&mut self, from: Date, until: Date) {
        let last = until.max(days_after(from, 1));
        self.excused = self
            .reaches(monday_of(from))
            .then(|| monday_of(days_after(last, -1)));
    }

    /// Whether the row has not been broken before the week of a Monday.
    fn reaches(&self, monday: Date) -> bool {
        let covered = self.last.map(|last| last.max(self.excused.unwrap_or(last)));
        covered.is_some_and(|covered| days_after(covered, 7) >= monday)
    }
}

/// The day of a moment for somebody in a zone; it begins at 4:00.
pub(super) fn day_of(moment: Timestamp, zone: TimeZone) -> Date {
    let local = moment.to_zoned(zone);
    local
        .datetime()
        .checked_sub(DAY_BEGINS_HOUR.hours())
        .map_or(local.date(), |shifted| shifted.date())
}

/// Whole days from one day to another; 0 if the other is not later.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(from.until(to).map_or(0, |span| span.get_days())).max(0)
}

/// The day so many days after another.
pub(super) fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(SignedDuration::from_hours(24 * days))
}

/// The Monday of the week of a day.
pub(super) fn monday_of(day: Date) -> Date {
    let since = i64::from(day.weekday().since(Weekday::Monday));
    day.checked_sub(since.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_answer_after_midnight_counts_for_the_evening_before() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let late = date(2026, 11, 24)
            .at(0, 30, 0, 0)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        let early = date(2026, 11, 24)
            .at(4, 0, 0, 0)
            .to_zoned(zone.clone())
            .unwrap()
            .timestamp();
        assert_eq!(day_of(late, zone.clone()), date(2026, 11, 23));
        assert_eq!(day_of(early, zone), date(2026, 11, 24));
    }

    #[test]
    fn weeks_in_a_row_grow_once_a_week_and_a_week_left_out_begins_anew() {
        let mut weeks = Weeks::default();
        assert!(weeks.count(date(2026, 11, 4)));
        assert!(!weeks.count(date(2026, 11, 8)));
        assert!(weeks.count(date(2026, 11, 9)));
        assert_eq!(weeks.current(date(2026, 11, 15)), 2);
        assert_eq!(weeks.current(date(2026, 11, 22)), 2);
        assert_eq!(weeks.current(date(2026, 11, 23)), 0);
        assert!(weeks.count(date(2026, 11, 23)));
        assert_eq!(weeks.current(date(2026, 11, 23)), 1);
    }

    #[test]
    fn a_pause_breaks_no_row_and_counts_as_no_week() {
        let mut weeks = Weeks::default();
        weeks.count(date(2026, 12, 9));
        weeks.count(date(2026, 12, 16));
        weeks.pause(date(2026, 12, 21), date(2027, 1, 4));
        assert_eq!(
            weeks.current(date(2027, 1, 10)),
            2,
            "the week after needs no answer yet"
        );
        let mut back = weeks;
        assert!(back.count(date(2027, 1, 8)));
        assert_eq!(back.current(date(2027, 1, 8)), 3);
        assert_eq!(
            weeks.current(date(2027, 1, 11)),
            0,
            "a week left out after it"
        );
        let mut ended = weeks;
        ended.pause(date(2026, 12, 22), date(2026, 12, 22));
        assert_eq!(ended.current(date(2027, 1, 3)), 2);
        assert_eq!(
            ended.current(date(2027, 1, 4)),
            0,
            "it ended before Christmas"
        );
    }

    #[test]
    fn a_pause_mends_no_row_that_was_broken() {
        let mut weeks = Weeks::default();
        weeks.count(date(2026, 11, 2));
        weeks.pause(date(2026, 11, 23), date(2026, 12, 7));
        assert_eq!(weeks.current(date(2026, 11, 24)), 0);
        assert!(weeks.count(date(2026, 11, 25)));
        assert_eq!(weeks.current(date(2026, 11, 25)), 1);
    }
}
