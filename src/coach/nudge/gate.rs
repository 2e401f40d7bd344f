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
        Consent::NotAsked | Consent::Asked | Consent::No if wanted.asked => {}
        Consent::NotAsked | Consent::Asked | Consent::No => return Err(Stay::NotAllowed),
    }
    let refused = [
        (standing.gone, Stay::Gone),
        (standing.closed_to_guests, Stay::Guest),
        (nudging.is_paused(today), Stay::Paused),
        (!nudging.works_on(today), Stay::NotWorking),
        (standing.day_off, Stay::DayOff),
    ];
    if let Some((_, why)) = refused.into_iter().find(|(is_so, _)| *is_so) {
        return Err(why);
    }
    let until = hours::worth_until(now, nudging.time, zone).ok_or(Stay::QuietHours)?;
    if nudging.last.as_ref().is_some_and(|last| last.day >= today) {
        return Err(Stay::Today);
    }
    if wanted.asked {
        return Ok(until);
    }
    if !nudging.spent.has_room(today) {
        return Err(Stay::WeekIsFull);
    }
    let is_of_the_pace = match wanted.why {
        Why::Nudge | Why::Question => true,
        Why::FollowUp => false,
    };
    if is_of_the_pace && !nudging.spent.allows(nudging.often_now(), today) {
        return Err(Stay::TooOften);
    }
    Ok(until)
}
