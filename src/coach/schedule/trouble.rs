//! Channels that can't be posted to. What is scheduled there waits, the admins are told once and
//! with what to do, all other schedules run on (F25, F26); when the bot is in the channel again,
//! it is offered to go on.

use serde::{Deserialize, Serialize};

use super::due::stand_by;
use super::record::{Schedule, State};
use crate::chat::{
    Actor, Block, Button, Card, ChannelId, Departure, MessageId, Text, Undeliverable,
};
use crate::coach::act::{Act, OfSchedule, ScheduleId};
use crate::coach::desk::{Desk, button};
use crate::coach::notices::{self, Notice};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::coach::seed;
use crate::state::Undecided;

/// So many schedules are offered to go on; the others are in the list.
const OFFERED_MOST: usize = 10;

/// Why a channel can't be posted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Trouble {
    /// It is archived.
    Archived,
    /// The bot is not in it.
    NotInvited,
    /// It is not there.
    NotThere,
}

impl Trouble {
    /// The trouble that something undeliverable tells of, if it is the channel's.
    pub fn of(why: &Undeliverable) -> Option<Self> {
        match why {
            Undeliverable::Archived => Some(Self::Archived),
            Undeliverable::NotInvited => Some(Self::NotInvited),
            Undeliverable::NotThere => Some(Self::NotThere),
            Undeliverable::NotAllowed
            | Undeliverable::PersonLeft
            | Undeliverable::Refused
            | Undeliverable::TooLate
            | Undeliverable::Unclear => None,
        }
    }

    /// The trouble with a channel that went so.
    pub fn of_departure(how: Departure) -> Self {
        match how {
            Departure::Left => Self::NotInvited,
            Departure::Archived => Self::Archived,
            Departure::Deleted => Self::NotThere,
        }
    }

    /// What is so, and what can be done about it.
    pub fn words(self, say: &Speaker<'_>, channel: Text) -> Text {
        match self {
            Self::Archived => say.notice_channel_archived(channel),
            Self::NotInvited => say.notice_channel_not_invited(channel),
            Self::NotThere => say.notice_channel_not_there(channel),
        }
    }
}

/// What a schedule posted could not be said, or, if it stood there, its message is gone.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    channel: &ChannelId,
    why: &Undeliverable,
    stood: bool,
) -> Result<(), Undecided> {
    match Trouble::of(why).filter(|_| !stood) {
        Some(trouble) => suspend(desk, channel, trouble),
        None => notices::note(
            desk,
            Notice::NotPosted {
                schedule: id.clone(),
                channel: channel.clone(),
                why: why.clone(),
            },
        ),
    }
}

/// The bot is in a channel no more, or the channel is closed.
pub(in crate::coach) fn went(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    how: Departure,
) -> Result<(), Undecided> {
    suspend(desk, channel, Trouble::of_departure(how))
}

/// What is scheduled for a channel waits. The admins are told, unless nothing was to come there.
fn suspend(desk: &mut Desk<'_>, channel: &ChannelId, trouble: Trouble) -> Result<(), Undecided> {
    let mut any = false;
    for (id, schedule) in Schedule::every(desk)? {
        // As this decision has it: the schedule that found the trouble may be written already.
        let mut schedule = Schedule::read(desk, &id)?.unwrap_or(schedule);
        let is_to_come = schedule.state == State::Active && schedule.next_time().is_some();
        if schedule.channel == *channel && is_to_come {
            schedule.state = State::Suspended(trouble);
            desk.write(Schedule::key(&id), &schedule);
            stand_by(desk, &id, &schedule);
            any = true;
        }
    }
    if any {
        let channel = channel.clone();
        notices::note(desk, Notice::ChannelTrouble { channel, trouble })?;
    }
    Ok(())
}

/// The bot is in a channel again: who brought it back, or else the admins, are offered to let go
/// on what waits for it.
pub(in crate::coach) fn came(
    desk: &mut Desk<'_>,
    actor: Option<&Actor>,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let waiting: Vec<(ScheduleId, Schedule)> = Schedule::every(desk)?
        .into_iter()
        .filter(|(_, it)| it.channel == *channel && matches!(it.state, State::Suspended(_)))
        .collect();
    if waiting.is_empty() {
        return Ok(());
    }
    let event = desk.event.id.as_str();
    let message = MessageId::from(format!("resume/{}", seed::name(&[event, "resume"])));
    let brought = match actor {
        Some(actor) if roles::may(desk, &actor.id, Who::Managers, Some(channel))? => Some(actor),
        Some(_) | None => None,
    };
    let asked = match brought {
        Some(actor) => vec![actor.id.clone()],
        None => roles::admins(desk)?,
    };
    for admin in asked {
        let (_, say) = Person::meet(desk, &admin)?;
        let offer = |(id, schedule): &(ScheduleId, Schedule)| -> Button {
            let act = Act::Schedule(id.clone(), OfSchedule::Resume);
            button(&act, &say.button_resume_this(schedule.timing.to_string()))
        };
        let card = Card::of(vec![
            Block::Paragraph(say.resume_offer(super::echo::channel_text(channel))),
            Block::Buttons(waiting.iter().take(OFFERED_MOST).map(offer).collect()),
        ]);
        Person::tell(desk, &admin, message.clone(), card)?;
    }
    Ok(())
}
