//! What a clock on the wall shows, and which moment that is.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::AmbiguousOffset;
use serde::{Deserialize, Serialize};

use super::zone::Zone;

/// A time on the wall, in whole minutes. Kept as `"09:30"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TimeOfDay {
    hour: i8,
    minute: i8,
}

impl TimeOfDay {
    /// 0:00.
    pub const MIDNIGHT: Self = Self { hour: 0, minute: 0 };
    /// 9:00, when nothing else is usual.
    pub const NINE: Self = Self { hour: 9, minute: 0 };

    /// 18:00, when working hours are over.
    pub const SIX_PM: Self = Self {
        hour: 18,
        minute: 0,
    };

    /// The time of an hour from 0 to 23 and a minute from 0 to 59.
    pub fn new(hour: i8, minute: i8) -> Option<Self> {
        let is_one = (0..24).contains(&hour) && (0..60).contains(&minute);
        is_one.then_some(Self { hour, minute })
    }

    /// The minute that a time is in.
    pub fn of(time: Time) -> Self {
        Self {
            hour: time.hour(),
            minute: time.minute(),
        }
    }

    /// 0 to 23.
    pub fn hour(self) -> i8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> i8 {
        self.minute
    }

    /// The same hour of the other half of the day.
    pub(super) fn twelve_hours_on(self) -> Self {
        Self {
            hour: (self.hour + 12) % 24,
            ..self
        }
    }

    /// The same for jiff.
    pub fn time(self) -> Time {
        Time::constant(self.hour, self.minute, 0, 0)
    }
}

impl fmt::Display for TimeOfDay {
    /// `9:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:02}", self.hour, self.minute)
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.hour, time.minute)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let read =
            |(hour, minute): (&str, &str)| Self::new(hour.parse().ok()?, minute.parse().ok()?);
        text.split_once(':')
            .and_then(read)
            .ok_or_else(|| format!("`{text}` is no time such as 09:30"))
    }
}

/// The moment at which clocks in a zone show a time.
///
/// Where they are put forward and never show it, it is the first moment after the gap: at 2:30
/// on a night that goes from 2:00 to 3:00, 3:00. Where they are put back and show it twice, the
/// first. None for a date that the zone left out altogether (Apia had no 30 December 2011): what
/// comes after is the next day, which has its own; and none beyond the year 9999.
pub fn moment(shown: DateTime, zone: &Zone) -> Option<Timestamp> {
    let zone = zone.time_zone();
    let ambiguous = zone.to_ambiguous_timestamp(shown);
    let AmbiguousOffset::Gap { before, .. } = ambiguous.offset() else {
        return ambiguous.earlier().ok();
    };
    let change = zone.following(ambiguous.earlier().ok()?).next()?;
    let resumes = change.timestamp();
    let stopped = before.to_datetime(resumes);
    let resumed = change.offset().to_datetime(resumes);
    let whole_day = shown.date().at(0, 0, 0, 0)..=shown.date().tomorrow().ok()?.at(0, 0, 0, 0);
    let is_left_out = stopped <= *whole_day.start() && resumed >= *whole_day.end();
    (!is_left_out).then_some(resumes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(shown: &str, zone: &str) -> Option<String> {
        let zone = Zone::named(zone).unwrap();
        let moment = moment(shown.parse().unwrap(), &zone)?;
        let there = moment.to_zoned(zone.time_zone().clone());
        Some(there.strftime("%d %H:%M %:z").to_string())
    }

    /// The nights on which clocks change, in zones where something is special about it.
    #[test]
    fn when_clocks_change() {
        for (shown, zone, expected) in [
            // An hour left out: the first minute after it, not as much later.
            ("2026-03-29T02:30", "Europe/Berlin", "29 03:00 +02:00"),
            ("2026-03-29T02:00", "Europe/Berlin", "29 03:00 +02:00"),
            ("2026-03-29T01:59", "Europe/Berlin", "29 01:59 +01:00"),
            ("2026-03-08T02:30", "America/New_York", "08 03:00 -04:00"),
            ("2026-10-04T02:30", "Australia/Sydney", "04 03:00 +11:00"),
            // At midnight: still on that date.
            ("2026-09-06T00:30", "America/Santiago", "06 01:00 -03:00"),
            ("2026-09-06T00:00", "America/Santiago", "06 01:00 -03:00"),
            // Half an hour.
            ("2026-10-04T02:10", "Australia/Lord_Howe", "04 02:30 +11:00"),
            // An hour twice: the first.
            ("2026-10-25T02:30", "Europe/Berlin", "25 02:30 +02:00"),
            ("2026-10-25T03:00", "Europe/Berlin", "25 03:00 +01:00"),
            ("2026-11-01T01:30", "America/New_York", "01 01:30 -04:00"),
            ("2026-04-05T02:30", "Australia/Sydney", "05 02:30 +11:00"),
            ("2026-04-04T23:30", "America/Santiago", "04 23:30 -03:00"),
            ("2026-04-05T01:45", "Australia/Lord_Howe", "05 01:45 +11:00"),
            // Clocks go back for Ramadan and forward after it.
            ("2026-02-15T02:30", "Africa/Casablanca", "15 02:30 +01:00"),
            ("2026-03-22T02:30", "Africa/Casablanca", "22 03:00 +01:00"),
            // No change, and no whole hour.
            ("2026-03-29T02:30", "Asia/Kathmandu", "29 02:30 +05:45"),
            // The last hour of a day is left out: the first minute of the next is after it.
            (
                "2026-03-28T23:30",
                "America/Scoresbysund",
                "29 00:00 -01:00",
            ),
            // Around the date that Apia left out.
            ("2011-12-29T09:00", "Pacific/Apia", "29 09:00 -10:00"),
            ("2011-12-31T09:00", "Pacific/Apia", "31 09:00 +14:00"),
        ] {
            assert_eq!(at(shown, zone).as_deref(), Some(expected), "{shown} {zone}");
        }
    }

    #[test]
    fn a_date_that_a_zone_left_out_has_no_moment() {
        for shown in ["2011-12-30T00:00", "2011-12-30T09:00", "2011-12-30T23:59"] {
            assert_eq!(at(shown, "Pacific/Apia"), None, "{shown}");
        }
    }

    #[test]
    fn a_time_is_kept_in_four_digits() {
        let half_past_nine = TimeOfDay::new(9, 30).unwrap();
        let kept = serde_json::to_string(&half_past_nine).unwrap();
        assert_eq!(kept, "\"09:30\"");
        assert_eq!(
            serde_json::from_str::<TimeOfDay>(&kept).unwrap(),
            half_past_nine
        );
        assert_eq!(half_past_nine.to_string(), "9:30");
        for wrong in ["\"24:00\"", "\"9.30\"", "\"9:60\"", "\"-1:00\""] {
            assert!(serde_json::from_str::<TimeOfDay>(wrong).is_err(), "{wrong}");
        }
    }
}
