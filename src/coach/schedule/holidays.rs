//! Days off: between two dates nothing comes by itself, in one channel or anywhere. What would
//! have come is passed over in silence; nobody is asked about it afterwards (F10).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, PersonId};
use crate::coach::desk::{Desk, Record};
use crate::coach::privacy::{Forgets, named};
use crate::state::{Key, Kind, Undecided};

/// The most stretches that are kept for one channel, or for everywhere: more than any calendar
/// has in the year or two that anybody plans ahead.
pub(super) const STRETCHES_MOST: usize = 50;

/// The days off of a channel, or of the whole workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::coach) struct Holidays {
    /// In the order of their first days.
    pub stretches: Vec<Stretch>,
}

/// Days in a row on which nothing comes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Stretch {
    /// The first day off.
    pub from: Date,
    /// The last day off.
    pub to: Date,
    /// Who said so.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl Record for Holidays {
    const KIND: Kind = Kind::Holidays;
}

impl Forgets for Holidays {
    fn forget(&mut self, person: &PersonId) -> bool {
        let stretches = self.stretches.iter_mut();
        let blotted = stretches.map(|stretch| named::blot(&mut stretch.by, person));
        blotted.fold(false, |any, this| any | this)
    }
}

impl Holidays {
    /// Where the days off of a channel lie; without one, those of everywhere.
    pub fn key(channel: Option<&ChannelId>) -> Key {
        Key::shared(Kind::Holidays, channel.map_or("", ChannelId::as_str))
    }

    /// Whether a day is off.
    pub fn has(&self, day: Date) -> bool {
        self.stretches
            .iter()
            .any(|stretch| (stretch.from..=stretch.to).contains(&day))
    }
}

/// The days off that hold for a channel: its own and those of everywhere.
pub(in crate::coach) struct DaysOff(Vec<Holidays>);

impl DaysOff {
    /// Whether a day is off.
    pub fn has(&self, day: Date) -> bool {
        self.0.iter().any(|holidays| holidays.has(day))
    }
}

/// The days off of a channel; without one, those that hold everywhere and so for what is written
/// to people.
pub(in crate::coach) fn days_off(
    desk: &Desk<'_>,
    channel: Option<&ChannelId>,
) -> Result<DaysOff, Undecided> {
    let mut keys = vec![Holidays::key(None)];
    keys.extend(channel.map(|channel| Holidays::key(Some(channel))));
    desk.want(&keys)?;
    let read = |key| Ok(desk.read::<Holidays>(key)?.unwrap_or_default());
    Ok(DaysOff(keys.iter().map(read).collect::<Result<_, _>>()?))
}

/// Whether nothing comes by itself on a day: in a channel, or, without one, to people.
pub(in crate::coach) fn is_day_off(
    desk: &Desk<'_>,
    channel: Option<&ChannelId>,
    day: Date,
) -> Result<bool, Undecided> {
    Ok(days_off(desk, channel)?.has(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_and_the_last_day_are_off_and_those_beside_them_are_not() {
        let holidays = Holidays {
            stretches: vec![Stretch {
                from: date(2026, 12, 24),
                to: date(2027, 1, 3),
                by: "Ada".into(),
                at: Timestamp::UNIX_EPOCH,
            }],
        };
        let off = |day| holidays.has(day);
        assert!(off(date(2026, 12, 24)) && off(date(2026, 12, 31)) && off(date(2027, 1, 3)));
        assert!(!off(date(2026, 12, 23)) && !off(date(2027, 1, 4)));
    }
}
