//! The last gate, and the one way through it: what is said to a person who did not begin to speak
//! is said with an [`Unasked`] in hand, which only the gate gives out. So no feature can forget
//! the cap, the quiet hours or who has opted out.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::gate::{Standing, Stay, Wanted, may_nudge};
use super::record::{Last, Nudging};
use crate::chat::{Block, Card, Message, MessageId, PersonId, Place, Withdrawal, WorkspaceId};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::fact::Happening;
use crate::coach::home;
use crate::coach::person::Person;
use crate::coach::schedule::holidays::is_day_off;
use crate::coach::seed;
use crate::coach::wake::Wake;
use crate::state::{Owner, Undecided, WakeAt};

/// Within so many seconds after their time people of one zone are written to, each always at the
/// same one, so that a workspace does not go out in one instant (F8).
const SPREAD_SECONDS: u64 = 15 * 60;

/// The right to say one thing to a person who did not begin to speak, now.
#[must_use]
pub(super) struct Unasked {
    wanted: Wanted,
    day: Date,
    until: Timestamp,
}

impl Unasked {
    /// Asks for the right; why not, if it is not given.
    pub fn ask(
        desk: &Desk<'_>,
        person: &Person,
        nudging: &Nudging,
        wanted: Wanted,
    ) -> Result<Result<Self, Stay>, Undecided> {
        let zone = person.wall(desk);
        let day = desk.now.to_zoned(zone.time_zone().clone()).date();
        let standing = Standing {
            gone: person.gone,
            closed_to_guests: is_closed_to(desk, person)?,
            day_off: is_day_off(desk, None, day)?,
        };
        let may = may_nudge(nudging, standing, wanted, desk.now, &zone);
        Ok(may.map(|until| Self { wanted, day, until }))
    }

    /// Says it. What can't be said in time is not said at all.
    pub fn say(
        self,
        desk: &mut Desk<'_>,
        id: &PersonId,
        person: &mut Person,
        nudging: &mut Nudging,
        (message, mut blocks): (MessageId, Vec<Block>),
    ) {
        let Self { wanted, day, until } = self;
        // No words of ours may wait into the night, so a greeting comes in the same message.
        blocks.splice(0..0, person.greeting(desk, id));
        desk.stand(Message {
            id: message.clone(),
            place: Place::Direct(id.clone()),
            card: Card::of(blocks),
            until,
            urgent: false,
            via: None,
        });
        if !wanted.asked {
            nudging.spent.spend(day, wanted.why);
        }
        let nudged = Happening::Nudged {
            message: message.clone(),
            day,
            why: wanted.why,
            asked: wanted.asked,
        };
        desk.remember(Owner::Person(id.clone()), &nudged);
        nudging.last = Some(Last {
            message,
            day,
            why: wanted.why,
            until,
            open: true,
        });
    }
}

/// Whether somebody is a guest whom no channel lets be written to. The channel in which a guest
/// answered last decides: its managers let guests be written to, or not.
pub(super) fn is_closed_to(desk: &Desk<'_>, person: &Person) -> Result<bool, Undecided> {
    if !person.guest {
        return Ok(false);
    }
    let Some(channel) = &person.answered_in else {
        return Ok(true);
    };
    let channel: Option<ChannelRecord> = desk.read(&ChannelRecord::key(channel))?;
    Ok(!channel.is_some_and(|channel| channel.guests))
}

/// What still waits to be said is not said any more: she does not want it, or is not there.
pub(super) fn take_back(desk: &mut Desk<'_>, id: &PersonId, nudging: &Nudging) {
    let waits = nudging.last.as_ref().filter(|last| desk.now < last.until);
    if let Some(last) = waits {
        let place = Place::Direct(id.clone());
        desk.withdraw(Withdrawal::Unsaid(place, last.message.clone()));
    }
}

/// Keeps how the bot may write to a person, and sets when to look at it next.
pub(super) fn keep(desk: &mut Desk<'_>, id: &PersonId, person: &Person, nudging: &Nudging) {
    desk.write(Nudging::key(id), nudging);
    home::touched_of(desk, id, person);
    let spread = spread(&desk.event.workspace, id);
    let next = nudging.next(desk.now, &person.wall(desk), spread);
    let next = next.filter(|_| !person.gone);
    desk.wake(
        &Wake::Nudge(id.clone()),
        next.map_or(WakeAt::Never, WakeAt::At),
    );
}

fn spread(workspace: &WorkspaceId, id: &PersonId) -> SignedDuration {
    let drawn = seed::number(&[workspace.as_str(), id.as_str(), "spread"]);
    let seconds = i64::try_from(drawn % SPREAD_SECONDS).unwrap_or_default();
    SignedDuration::from_secs(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn people_of_one_zone_are_not_written_to_in_one_instant() {
        let workspace = WorkspaceId::from("stage:demo");
        let of = |number: i64| spread(&workspace, &PersonId::from(format!("P{number}")));
        let spreads: BTreeSet<i64> = (0..1_000).map(|number| of(number).as_secs()).collect();
        assert!(spreads.len() > 500, "{} instants", spreads.len());
        assert!(spreads.iter().all(|seconds| (0..15 * 60).contains(seconds)));
        assert_eq!(of(7), of(7), "each always at the same");
    }
}
