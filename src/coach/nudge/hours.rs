//! At which hours the bot may write to a person by itself: pure arithmetic on her own wall clock,
//! each moment computed afresh in the zone that she is in now.

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};

use crate::coach::days::days_after;
use crate::timing::{TimeOfDay, Zone, moment};

/// When a working day begins and ends, where a person's own time does not stretch it.
const WORKING: (Time, Time) = (time(9, 0, 0, 0), time(17, 0, 0, 0));
/// The earliest and the latest time that can be chosen. Before the first, and from an hour after
/// the last, nobody is written to by itself, whatever she chose.
const CHOSEN: (Time, Time) = (time(7, 0, 0, 0), time(19, 0, 0, 0));
/// So long after a person's time it is too late: what should have been said then is not made up
/// for. Also for how long what is said may wait for the platform's limits.
pub(super) const LATE: SignedDuration = SignedDuration::from_hours(2);
/// How far ahead a time is looked for: longer than any pause.
const HORIZON_DAYS: i64 = 800;

/// Whether a time can be chosen.
pub(super) fn can_choose(time: TimeOfDay) -> bool {
    (CHOSEN.0..=CHOSEN.1).contains(&time.time())
}

/// From when until when a person may be written to on a working day of hers: from 9:00 to 17:00,
/// and for an hour at least from the time that she chose.
fn open_hours(chosen: TimeOfDay) -> (Time, Time) {
    let chosen = chosen.time();
    let an_hour_later = chosen.saturating_add(SignedDuration::from_hours(1));
    (WORKING.0.min(chosen), WORKING.1.max(an_hour_later))
}

/// Until when something that is said now is worth saying: the end of the person's hours, or two
/// hours from now, whichever is earlier. None outside her hours.
pub(super) fn worth_until(now: Timestamp, chosen: TimeOfDay, zone: &Zone) -> Option<Timestamp> {
    let local = now.to_zoned(zone.time_zone().clone());
    let (opens, closes) = open_hours(chosen);
    if !(opens <= local.time() && local.time() < closes) {
        return None;
    }
    let closes = moment(local.date().to_datetime(closes), zone)?;
    let until = closes.min(now.saturating_add(LATE).unwrap_or(closes));
    (now < until).then_some(until)
}

/// The end of the hours that she chose herself, if she chose one; none outside of them.
pub(super) fn within(
    now: Timestamp,
    (from, until): (Option<TimeOfDay>, Option<TimeOfDay>),
    zone: &Zone,
) -> Option<Option<Timestamp>> {
    let local = now.to_zoned(zone.time_zone().clone());
    let has_begun = from.is_none_or(|from| from.time() <= local.time());
    let has_ended = until.is_some_and(|until| until.time() <= local.time());
    let closes = until.and_then(|until| moment(local.date().to_datetime(until.time()), zone));
    (has_begun && !has_ended).then_some(closes)
}

/// Whether it is the person's time, and not two hours later.
pub(super) fn is_time(now: Timestamp, chosen: TimeOfDay, zone: &Zone) -> bool {
    let today = now.to_zoned(zone.time_zone().clone()).date();
    moment(today.to_datetime(chosen.time()), zone).is_some_and(|begins| {
        let since = now.duration_since(begins);
        SignedDuration::ZERO <= since && since < LATE
    })
}

/// The first moment after `now` at which it is the person's time on one of the days, `spread`
/// later; none where no such day comes. The zone's days that never were are passed over.
pub(super) fn next(
    now: Timestamp,
    chosen: TimeOfDay,
    zone: &Zone,
    spread: SignedDuration,
    is_day: impl Fn(Date) -> bool,
) -> Option<Timestamp> {
    let today = now.to_zoned(zone.time_zone().clone()).date();
    let days = (0..HORIZON_DAYS).map(|ahead| days_after(today, ahead));
    days.filter(|day| is_day(*day))
        .filter_map(|day| moment(day.to_datetime(chosen.time()), zone))
        .map(|begins| begins.saturating_add(spread).unwrap_or(begins))
        .find(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::nudge::year::ZONES;
    use jiff::civil::Weekday;
    use proptest::prelude::*;

    fn at(hour: i8, minute: i8) -> TimeOfDay {
        TimeOfDay::new(hour, minute).unwrap()
    }

    fn moment_in(shown: &str, zone: &Zone) -> Timestamp {
        moment(shown.parse().unwrap(), zone).unwrap()
    }

    fn any_zone() -> impl Strategy<Value = Zone> {
        prop::sample::select(ZONES.as_slice()).prop_map(|name| Zone::named(name).unwrap())
    }

    fn any_chosen() -> impl Strategy<Value = TimeOfDay> {
        (7i8..=19, 0i8..60).prop_filter_map("can be chosen", |(hour, minute)| {
            TimeOfDay::new(hour, minute).filter(|time| can_choose(*time))
        })
    }

    proptest! {
        #[test]
        fn nothing_is_said_in_quiet_hours_in_any_zone(
            // From 2011, with the day that Apia left out, to 2030.
            seconds in 1_293_840_000i64..1_893_456_000,
            zone in any_zone(),
            chosen in any_chosen(),
        ) {
            let now = Timestamp::from_second(seconds).unwrap();
            if let Some(until) = worth_until(now, chosen, &zone) {
                let local = |moment: Timestamp| moment.to_zoned(zone.time_zone().clone());
                prop_assert!(now < until && until.duration_since(now) <= LATE);
                prop_assert_eq!(local(now).date(), local(until).date());
                prop_assert!(time(7, 0, 0, 0) <= local(now).time(), "{}", local(now));
                prop_assert!(local(until).time() <= time(20, 0, 0, 0), "{}", local(until));
            }
        }

        #[test]
        fn the_next_time_is_hers_on_a_day_of_hers_and_none_between_is_left_out(
            seconds in 1_293_840_000i64..1_893_456_000,
            zone in any_zone(),
            chosen in any_chosen(),
            spread in 0i64..900,
        ) {
            let now = Timestamp::from_second(seconds).unwrap();
            let is_day = |day: Date| matches!(day.weekday(), Weekday::Tuesday | Weekday::Friday);
            let spread = SignedDuration::from_secs(spread);
            let next = next(now, chosen, &zone, spread, is_day).unwrap();
            let local = next.to_zoned(zone.time_zone().clone());
            prop_assert!(next > now && is_day(local.date()));
            prop_assert!(is_time(next, chosen, &zone) && worth_until(next, chosen, &zone).is_some());
            // Tuesday to Friday is three days, Friday to Tuesday four; Apia once left out a Friday.
            prop_assert!(next.duration_since(now) <= SignedDuration::from_hours(24 * 7 + 1));
        }
    }

    #[test]
    fn each_is_written_to_at_half_past_nine_of_her_own() {
        let now: Timestamp = "2026-11-23T00:00:00Z".parse().unwrap();
        for (zone, expected) in [
            ("Europe/Berlin", "2026-11-24T08:30:00Z"),
            ("America/New_York", "2026-11-24T14:30:00Z"),
            ("Asia/Kathmandu", "2026-11-24T03:45:00Z"),
            ("Pacific/Apia", "2026-11-23T20:30:00Z"),
        ] {
            let zone = Zone::named(zone).unwrap();
            let tuesday = |day: Date| day.weekday() == Weekday::Tuesday;
            let next = next(now, at(9, 30), &zone, SignedDuration::ZERO, tuesday);
            assert_eq!(next, Some(expected.parse().unwrap()), "{zone}");
        }
    }

    #[test]
    fn clocks_that_change_change_nothing_on_the_wall() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let saturday = moment_in("2026-03-28T12:00", &zone);
        let next = next(saturday, at(9, 30), &zone, SignedDuration::ZERO, |_| true);
        assert_eq!(next, Some("2026-03-29T07:30:00Z".parse().unwrap()));
    }

    #[test]
    fn a_day_ends_at_five_or_an_hour_after_ones_own_time_and_waits_two_hours_at_most() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        for (chosen, now, until) in [
            (at(9, 30), "09:30", Some("11:30")),
            (at(9, 30), "16:00", Some("17:00")),
            (at(9, 30), "17:00", None),
            (at(9, 30), "08:59", None),
            (at(7, 30), "07:30", Some("09:30")),
            (at(16, 45), "16:45", Some("17:45")),
            (at(19, 0), "19:10", Some("20:00")),
            (at(19, 0), "20:00", None),
        ] {
            let on = |time: &str| moment_in(&format!("2026-11-24T{time}"), &zone);
            let found = worth_until(on(now), chosen, &zone);
            assert_eq!(found, until.map(on), "{chosen} at {now}");
        }
    }

    #[test]
    fn two_hours_after_ones_time_it_is_too_late() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let is = |time: &str| {
            is_time(
                moment_in(&format!("2026-11-24T{time}"), &zone),
                at(9, 30),
                &zone,
            )
        };
        assert!(!is("09:29") && is("09:30") && is("11:29") && !is("11:30"));
    }

    #[test]
    fn times_of_the_night_can_not_be_chosen() {
        assert!(can_choose(at(7, 0)) && can_choose(at(19, 0)));
        assert!(!can_choose(at(6, 59)) && !can_choose(at(19, 1)) && !can_choose(at(0, 0)));
    }
}
