//! Whether something may be said to a person now, of which she did not begin to speak: one pure
//! rule for every feature, asked last before it is said.

use jiff::Timestamp;

use super::budget::Why;
use super::hours;
use super::record::{Consent, Nudging};
use crate::timing::Zone;

/// What somebody wants to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// What for.
    pub why: Why,
    /// Whether she asked for it herself, on that day: then it needs no consent and counts in no
    /// week.
    pub asked: bool,
}

/// What is known of the person and the day beside her own wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Left, deactivated, or no person.
    pub gone: bool,
    /// A guest, where no channel of hers allows that guests are written to.
    pub closed_to_guests: bool,
    /// The company has a day off.
    pub day_off: bool,
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stay {
    /// She did not say that it may.
    NotAllowed,
    /// She stopped everything.
    Off,
    /// She has left, or is no person.
    Gone,
    /// The chat refused to say anything to her, on three days.
    OutOfReach,
    /// She is a guest.
    Guest,
    /// She paused it.
    Paused,
    /// She does not work on that day.
    NotWorking,
    /// Nobody does.
    DayOff,
    /// It is outside her hours.
    QuietHours,
    /// Something was said today already.
    Today,
    /// Her week is full.
    WeekIsFull,
    /// She wants it less often.
    TooOften,
}

/// Whether that may be said now, and until when it is then worth saying.
pub(super) fn may_nudge(
    nudging: &Nudging,
    standing: Standing,
    wanted: Wanted,
    now: Timestamp,
    zone: &Zone,
) -> Result<Timestamp, Stay> {
    let today = now.to_zoned(zone.time_zone().clone()).date();
    match nudging.consent {
        Consent::Yes => {}
        Consent::Off => return Err(Stay::Off),
        Consent::NotAsked | Consent::Asked | Consent::No
            if wanted.asked || wanted.why.is_agreed() => {}
        Consent::NotAsked | Consent::Asked | Consent::No => return Err(Stay::NotAllowed),
    }
    let refused = [
        (standing.gone, Stay::Gone),
        (nudging.is_out_of_reach(), Stay::OutOfReach),
        (standing.closed_to_guests, Stay::Guest),
        (nudging.is_paused(today), Stay::Paused),
        (!nudging.works_on(today), Stay::NotWorking),
        (standing.day_off, Stay::DayOff),
    ];
    if let Some((_, why)) = refused.into_iter().find(|(is_so, _)| *is_so) {
        return Err(why);
    }
    let until = hours::worth_until(now, nudging.time, zone).ok_or(Stay::QuietHours)?;
    let until = hours::within(now, (nudging.not_before, nudging.not_after), zone)
        .map(|closes| closes.map_or(until, |closes| until.min(closes)))
        .ok_or(Stay::QuietHours)?;
    if nudging.last.as_ref().is_some_and(|last| last.day >= today) {
        return Err(Stay::Today);
    }
    if wanted.asked {
        return Ok(until);
    }
    if !nudging.spent.has_room(today) {
        return Err(Stay::WeekIsFull);
    }
    if wanted.why.is_of_the_pace() && !nudging.spent.allows(nudging.often_now(), today) {
        return Err(Stay::TooOften);
    }
    Ok(until)
}

#[cfg(test)]
mod tests {
    use super::super::budget::Often;
    use super::super::record::Last;
    use super::*;
    use jiff::civil::date;

    const THERE: Standing = Standing {
        gone: false,
        closed_to_guests: false,
        day_off: false,
    };
    const NUDGE: Wanted = Wanted {
        why: Why::Nudge,
        asked: false,
    };
    const FOLLOW_UP: Wanted = Wanted {
        why: Why::FollowUp,
        asked: false,
    };

    /// Tuesday, 24 November 2026, in Berlin.
    fn at(time: &str) -> Timestamp {
        format!("2026-11-24T{time}:00+01:00").parse().unwrap()
    }

    fn allowed() -> Nudging {
        Nudging {
            consent: Consent::Yes,
            ..Nudging::default()
        }
    }

    fn may(nudging: &Nudging, standing: Standing, wanted: Wanted, time: &str) -> Result<(), Stay> {
        let zone = Zone::named("Europe/Berlin").unwrap();
        may_nudge(nudging, standing, wanted, at(time), &zone).map(drop)
    }

    #[test]
    fn who_allowed_it_is_written_to_at_her_time() {
        assert_eq!(may(&allowed(), THERE, NUDGE, "09:30"), Ok(()));
    }

    #[test]
    fn one_reason_is_enough_to_stay_silent() {
        let with = |change: fn(&mut Nudging)| {
            let mut nudging = allowed();
            change(&mut nudging);
            may(&nudging, THERE, NUDGE, "09:30")
        };
        for consent in [Consent::NotAsked, Consent::Asked, Consent::No] {
            let nudging = Nudging {
                consent,
                ..Nudging::default()
            };
            assert_eq!(may(&nudging, THERE, NUDGE, "09:30"), Err(Stay::NotAllowed));
        }
        assert_eq!(with(|n| n.consent = Consent::Off), Err(Stay::Off));
        assert_eq!(
            with(|n| n.paused_until = Some(date(2026, 11, 25))),
            Err(Stay::Paused)
        );
        assert_eq!(with(|n| n.paused_until = Some(date(2026, 11, 24))), Ok(()));
        assert_eq!(
            with(|n| n.often = Often::OneAWeek),
            Ok(()),
            "nothing came this week"
        );
        let stands = |change: fn(&mut Standing)| {
            let mut standing = THERE;
            change(&mut standing);
            may(&allowed(), standing, NUDGE, "09:30")
        };
        assert_eq!(stands(|s| s.gone = true), Err(Stay::Gone));
        assert_eq!(stands(|s| s.closed_to_guests = true), Err(Stay::Guest));
        assert_eq!(stands(|s| s.day_off = true), Err(Stay::DayOff));
        for time in ["06:59", "08:59", "17:00", "23:00"] {
            assert_eq!(may(&allowed(), THERE, NUDGE, time), Err(Stay::QuietHours));
        }
    }

    #[test]
    fn nobody_is_written_to_on_a_weekend_that_she_did_not_choose() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let saturday: Timestamp = "2026-11-28T09:30:00+01:00".parse().unwrap();
        let on =
            |nudging: &Nudging| may_nudge(nudging, THERE, FOLLOW_UP, saturday, &zone).map(drop);
        assert_eq!(on(&allowed()), Err(Stay::NotWorking));
        let mut chosen = allowed();
        chosen.days = chosen.days.with(jiff::civil::Weekday::Saturday);
        assert_eq!(on(&chosen), Ok(()));
    }

    #[test]
    fn one_a_day_three_a_week_and_nudges_at_her_pace() {
        let mut nudging = allowed();
        nudging.last = Some(Last {
            message: "practice/S1/0".into(),
            day: date(2026, 11, 24),
            why: Why::Nudge,
            until: at("11:30"),
            open: true,
        });
        assert_eq!(may(&nudging, THERE, FOLLOW_UP, "10:00"), Err(Stay::Today));
        nudging.last = None;
        nudging.often = Often::OneAWeek;
        nudging.spent.spend(date(2026, 11, 23), Why::Nudge);
        assert_eq!(may(&nudging, THERE, NUDGE, "09:30"), Err(Stay::TooOften));
        assert_eq!(may(&nudging, THERE, FOLLOW_UP, "09:30"), Ok(()));
        nudging.spent.spend(date(2026, 11, 23), Why::FollowUp);
        nudging.spent.spend(date(2026, 11, 23), Why::FollowUp);
        assert_eq!(
            may(&nudging, THERE, FOLLOW_UP, "09:30"),
            Err(Stay::WeekIsFull)
        );
    }

    #[test]
    fn what_she_asked_for_needs_no_consent_and_fills_no_week_but_keeps_quiet_hours() {
        let asked = Wanted {
            asked: true,
            ..FOLLOW_UP
        };
        let mut nudging = Nudging::default();
        for day in [22, 23, 24] {
            nudging.spent.spend(date(2026, 11, day), Why::Nudge);
        }
        nudging.spent.spend(date(2026, 11, 23), Why::FollowUp);
        assert_eq!(may(&nudging, THERE, asked, "09:30"), Ok(()));
        assert_eq!(may(&nudging, THERE, asked, "18:00"), Err(Stay::QuietHours));
        nudging.consent = Consent::Off;
        assert_eq!(may(&nudging, THERE, asked, "09:30"), Err(Stay::Off));
    }
}
