//! A channel goes through a programme: its managers begin it, and each step is posted there on its
//! day in the morning by the channel's zone. A day off, a weekend or an hour that passed while
//! nobody could post makes a step wait, and loses none. What is posted counts as done.

use jiff::civil::{Date, Weekday};

use super::done::ProgrammeDeed;
use super::pausing;
use super::posting::{LATE, post_next};
use super::press::{Deed, Whose};
use super::record::Enrolment;
use super::steps;
use super::weeks::{self, Shown};
use crate::chat::{Actor, Card, ChannelId, PersonId, Values};
use crate::coach::audit;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, PAGE_MOST};
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::coach::schedule::holidays::{DaysOff, days_off};
use crate::coach::wake::Wake;
use crate::library::ProgrammeId;
use crate::state::{Owner, Undecided, WakeAt};
use crate::timing::{TimeOfDay, Zone, moment};

/// The most programmes that a channel goes through at once.
const AT_ONCE: usize = 3;
/// Within so many days a day is looked for that is none off.
const HORIZON_DAYS: i64 = 400;

/// When steps come: half past nine.
fn time() -> TimeOfDay {
    TimeOfDay::new(9, 30).unwrap_or(TimeOfDay::NINE)
}

/// The zone that is meant in a channel; the workspace's where nothing was scheduled yet.
fn zone_of(desk: &Desk<'_>, channel: &ChannelId) -> Result<Zone, Undecided> {
    let usual = desk.coach.settings.zone.iana_name().unwrap_or_default();
    let known = schedule::zone_of(desk, channel)?;
    Ok(known.unwrap_or_else(|| Zone::named(usual).unwrap_or(Zone::UTC)))
}

fn today(desk: &Desk<'_>, zone: &Zone) -> Date {
    zone.time_zone().to_datetime(desk.now).date()
}

/// A button on a channel's programme.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    deed: Deed,
    programme: &ProgrammeId,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let key = Enrolment::key_of_channel(channel, programme);
    let zone = zone_of(desk, channel)?;
    let today = today(desk, &zone);
    let found: Option<Enrolment> = desk.read(&key)?;
    let Some(mut enrolment) = found else {
        if deed == Deed::Enrol {
            return enrol(desk, actor, programme, channel);
        }
        desk.reply(Card::words(say.programme_channel_not_in()));
        return Ok(());
    };
    let before = enrolment.clone();
    match deed {
        // A finished one can be gone through anew.
        Deed::Enrol if before.is_over() => return enrol(desk, actor, programme, channel),
        Deed::Look | Deed::Enrol => {}
        Deed::Pause => {
            let whose = Whose::Channel(channel.clone());
            pausing::open_form(desk, &say, programme, &whose);
            return Ok(());
        }
        Deed::GoOn => {
            let tomorrow = days_after(today, 1);
            enrolment.resume(tomorrow);
            if enrolment.closed.is_some() {
                enrolment.open_again(tomorrow);
            }
        }
        Deed::Postpone => enrolment.postpone_once(today),
        Deed::Leave => {
            desk.remove(key);
            wake(desk, channel)?;
            keep_deed(desk, &actor.id, (programme, channel), ProgrammeDeed::Left);
            let title = steps::title(&desk.coach.library, programme);
            desk.reply(Card::words(say.programme_left(title)));
            return Ok(());
        }
    }
    if enrolment != before {
        desk.write(key, &enrolment);
        wake(desk, channel)?;
        let deed = match deed {
            Deed::GoOn => ProgrammeDeed::WentOn,
            Deed::Look | Deed::Enrol | Deed::Pause | Deed::Postpone | Deed::Leave => {
                ProgrammeDeed::Postponed
            }
        };
        keep_deed(desk, &actor.id, (programme, channel), deed);
    }
    show(desk, actor, (programme, channel), &enrolment, &zone)
}

/// The channel begins it.
fn enrol(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let library = desk.coach.library.clone();
    let Some(of_library) = library.programmes.get(programme) else {
        desk.reply(Card::words(say.programme_gone()));
        return Ok(());
    };
    let is_under_way = |(_, it): &(ProgrammeId, Enrolment)| !it.is_over();
    if all(desk, channel)?.into_iter().filter(is_under_way).count() >= AT_ONCE {
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        desk.reply(Card::words(say.programmes_full_channel(most)));
        return Ok(());
    }
    let zone = zone_of(desk, channel)?;
    let today = today(desk, &zone);
    let enrolment = Enrolment::begin(of_library, today, Some(actor.id.clone()));
    let key = Enrolment::key_of_channel(channel, programme);
    privacy::note(desk, &actor.id, Where::Enrolment(key.id.to_string()));
    desk.write(key, &enrolment);
    wake_for(desk, channel, &[(programme.clone(), enrolment.clone())])?;
    keep_deed(desk, &actor.id, (programme, channel), ProgrammeDeed::Begun);
    show(desk, actor, (programme, channel), &enrolment, &zone)
}

/// Keeps that a manager did something with a channel's programme.
fn keep_deed(
    desk: &mut Desk<'_>,
    by: &PersonId,
    (programme, channel): (&ProgrammeId, &ChannelId),
    deed: ProgrammeDeed,
) {
    let deed = audit::Deed::Programme {
        programme: programme.clone(),
        channel: channel.clone(),
        deed,
    };
    audit::record(desk, by, deed);
}

/// The form of a pause comes back.
pub(super) fn send_pause(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    channel: &ChannelId,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let zone = zone_of(desk, channel)?;
    let today = today(desk, &zone);
    let Some(until) = pausing::read(desk, &say, today, values) else {
        return Ok(());
    };
    let key = Enrolment::key_of_channel(channel, programme);
    let Some(mut enrolment) = desk.read::<Enrolment>(&key)? else {
        desk.reply(Card::words(say.programme_channel_not_in()));
        return Ok(());
    };
    let before = enrolment.clone();
    enrolment.pause(until);
    if enrolment != before {
        desk.write(key, &enrolment);
        wake(desk, channel)?;
        keep_deed(desk, &actor.id, (programme, channel), ProgrammeDeed::Paused);
    }
    show(desk, actor, (programme, channel), &enrolment, &zone)
}

fn show(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (programme, channel): (&ProgrammeId, &ChannelId),
    enrolment: &Enrolment,
    zone: &Zone,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let shown = Shown {
        programme,
        whose: &Whose::Channel(channel.clone()),
        enrolment,
        zone,
        time: time(),
        comes: true,
        at_hand: true,
    };
    let card = weeks::card(&desk.coach.library, desk.now, &say, &shown);
    desk.reply(card);
    Ok(())
}

/// The programmes of a channel, by name.
pub(super) fn all(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<Vec<(ProgrammeId, Enrolment)>, Undecided> {
    let prefix = format!("{channel}/");
    let found = desk.read_some::<Enrolment>(Owner::Shared, prefix.as_str().into(), PAGE_MOST)?;
    let names = found
        .iter()
        .filter_map(|(key, _)| key.id.strip_prefix(&prefix));
    let names: Vec<ProgrammeId> = names.map(ProgrammeId::from).collect();
    let mut all = Vec::new();
    for name in names {
        // As this decision has it.
        let now: Option<Enrolment> = desk.read(&Enrolment::key_of_channel(channel, &name))?;
        all.extend(now.map(|now| (name, now)));
    }
    Ok(all)
}

/// Sets when to look next at a channel's programmes.
pub(super) fn wake(desk: &mut Desk<'_>, channel: &ChannelId) -> Result<(), Undecided> {
    wake_for(desk, channel, &[])
}

/// The same with those that have just begun here.
fn wake_for(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    begun: &[(ProgrammeId, Enrolment)],
) -> Result<(), Undecided> {
    let zone = zone_of(desk, channel)?;
    let all = all(desk, channel)?;
    let all = all.iter().chain(begun);
    let next = all.filter_map(|(_, it)| it.to_post().map(|step| step.on));
    let off = days_off(desk, Some(channel))?;
    let at = next.min().and_then(|on| next_time(desk, &zone, &off, on));
    let wake = Wake::Programme(channel.clone());
    desk.wake(&wake, at.map_or(WakeAt::Never, WakeAt::At));
    Ok(())
}

/// The first half past nine after now, on a day from `on` that is none off.
fn next_time(desk: &Desk<'_>, zone: &Zone, off: &DaysOff, on: Date) -> Option<jiff::Timestamp> {
    let from = on.max(today(desk, zone));
    let days = (0..HORIZON_DAYS).map(|ahead| days_after(from, ahead));
    days.filter(|day| is_working(*day) && !off.has(*day))
        .filter_map(|day| moment(day.to_datetime(time().time()), zone))
        .find(|at| *at > desk.now)
}

fn is_working(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The wake-up of a channel: one step is posted, if one is due and it is a day for it.
pub(in crate::coach) fn due(desk: &mut Desk<'_>, channel: &ChannelId) -> Result<(), Undecided> {
    let zone = zone_of(desk, channel)?;
    let today = today(desk, &zone);
    let off = days_off(desk, Some(channel))?;
    let begins = moment(today.to_datetime(time().time()), &zone);
    let is_time = begins.is_some_and(|begins| {
        let since = desk.now.duration_since(begins);
        jiff::SignedDuration::ZERO <= since && since < LATE
    });
    let may = is_time && is_working(today) && !off.has(today);
    let mut all = all(desk, channel)?;
    let is_due = |it: &Enrolment| it.to_post().is_some_and(|step| step.on <= today);
    if may && let Some((programme, enrolment)) = all.iter_mut().find(|(_, it)| is_due(it)) {
        post_next(desk, channel, programme, enrolment, today)?;
        let key = Enrolment::key_of_channel(channel, programme);
        desk.write(key, enrolment);
    }
    wake(desk, channel)
}
