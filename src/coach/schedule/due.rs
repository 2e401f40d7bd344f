//! A schedule falls due: what has come is posted, once, and the next time is waited for. That it
//! is once has three legs: the wake-up ends with the commit that it causes; `handled` keeps what
//! was dealt with from coming again when a clock jumps back; and what is made for one time has a
//! name made from that time.

use jiff::{SignedDuration, Timestamp};

use super::catching_up::{Outcome, catching_up};
use super::dry::look_ahead;
use super::holidays::{DaysOff, days_off};
use super::packs;
use super::posting::post;
use super::record::{Posted, Schedule, State, name_of};
use crate::chat::MessageId;
use crate::coach::act::ScheduleId;
use crate::coach::desk::Desk;
use crate::coach::fact::Happening;
use crate::coach::notices::{self, Notice};
use crate::coach::person::Person;
use crate::coach::privacy::named;
use crate::coach::wake::Wake;
use crate::state::{Owner, Undecided, WakeAt};
use crate::timing::Occurrence;

/// For how long a schedule of which nothing comes any more can still be looked at.
const FINISHED_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// A schedule is due.
pub(in crate::coach) fn due(desk: &mut Desk<'_>, id: &ScheduleId) -> Result<(), Undecided> {
    let Some(mut schedule) = Schedule::read(desk, id)? else {
        return Ok(());
    };
    packs::bring(desk, &schedule.what, &schedule.channel, &schedule.by)?;
    let days_off = days_off(desk, Some(&schedule.channel))?;
    let come = schedule.come(desk.now);
    if come.is_empty() && schedule.next_time().is_none() {
        desk.remove(Schedule::key(id));
        return Ok(());
    }
    let wanted: Vec<Occurrence> = wanted(&schedule, &days_off, &come);
    end_pause(&mut schedule, desk.now);
    let after = schedule.handled;
    if let Some(last) = come.last() {
        schedule.handle(last.local);
    }
    let outcome = catching_up(schedule.what.sort(), &wanted, desk.now);
    let passed_over = outcome.passed_over;
    let posted = follow(desk, id, &mut schedule, outcome)?;
    if !come.is_empty() {
        let due = Happening::ScheduleDue {
            schedule: id.clone(),
            after,
            until: schedule.handled,
            posted,
            passed_over,
            left_out: come.len() - wanted.len(),
        };
        desk.remember(Owner::Shared, &due);
    }
    look_for_author(desk, id, &mut schedule)?;
    look_ahead(desk, id, &mut schedule, &days_off)?;
    desk.write(Schedule::key(id), &schedule);
    stand_by(desk, id, &schedule);
    Ok(())
}

/// Of the times that have come, those at which something was to come.
fn wanted(schedule: &Schedule, days_off: &DaysOff, come: &[Occurrence]) -> Vec<Occurrence> {
    let come = come.iter();
    come.filter(|time| schedule.comes_at(time) && !days_off.has(time.local.date()))
        .copied()
        .collect()
}

/// A pause ends by itself on its day.
fn end_pause(schedule: &mut Schedule, now: Timestamp) {
    let today = schedule.timing.zone.time_zone().to_datetime(now).date();
    if let State::Paused {
        until: Some(until), ..
    } = &schedule.state
        && *until <= today
    {
        schedule.state = State::Active;
    }
}

/// Posts what is to be posted, and has the admins told what was passed over. The name of the
/// message, if one was posted.
fn follow(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &mut Schedule,
    outcome: Outcome,
) -> Result<Option<MessageId>, Undecided> {
    if outcome.passed_over > 0 {
        notices::note(
            desk,
            Notice::PassedOver {
                schedule: id.clone(),
                channel: schedule.channel.clone(),
                times: outcome.passed_over,
            },
        )?;
    }
    let Some(time) = outcome.post else {
        return Ok(None);
    };
    let name = name_of(desk, id, &time);
    let posted = post(desk, id, schedule, &name, time.at)?;
    if let Some(message) = posted.clone() {
        let at = desk.now;
        schedule.last = Some(Posted { message, at });
    }
    Ok(posted)
}

/// An author who has left is told to the admins, once; the schedule goes on (F23).
fn look_for_author(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &mut Schedule,
) -> Result<(), Undecided> {
    if named::is_nobody(&schedule.by) {
        return Ok(());
    }
    let mut author = Person::read(desk, &schedule.by)?;
    author.ask_profile(desk, &schedule.by);
    if author.gone && !schedule.told_author_gone {
        schedule.told_author_gone = true;
        notices::note(
            desk,
            Notice::AuthorLeft {
                schedule: id.clone(),
                channel: schedule.channel.clone(),
                person: (&schedule.by).into(),
            },
        )?;
    }
    Ok(())
}

/// A schedule that is deleted is woken no more.
pub(super) fn forget(desk: &mut Desk<'_>, id: &ScheduleId) {
    desk.wake(&Wake::Schedule(id.clone()), WakeAt::Never);
    desk.wake(&Wake::PauseEnds(id.clone()), WakeAt::Never);
}

/// The schedule is woken at its next time; when nothing comes of it any more, it is kept for a
/// while and then deleted.
pub(super) fn stand_by(desk: &mut Desk<'_>, id: &ScheduleId, schedule: &Schedule) {
    let at = match schedule.wake_at() {
        Some(at) => WakeAt::At(at),
        None if schedule.next_time().is_none() => WakeAt::At(desk.after(FINISHED_KEPT)),
        None => WakeAt::Never,
    };
    desk.wake(&Wake::Schedule(id.clone()), at);
}
