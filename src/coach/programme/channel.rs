//! A channel goes through a programme: its managers begin it, and each step is posted there on its
//! day in the morning by the channel's zone. A day off, a weekend or an hour that passed while
//! nobody could post makes a step wait, and loses none. What is posted counts as done.

use jiff::civil::{Date, Weekday};

use super::pausing;
use super::press::{Deed, Whose};
use super::record::{Enrolment, KeptStep};
use super::steps;
use super::weeks::{self, Shown};
use crate::chat::{
    Actor, Block, Card, ChannelId, Message, MessageId, PersonId, Place, Text, Values,
};
use crate::coach::act::{PostId, RunId};
use crate::coach::checkin::{self, Opening};
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::person::Person;
use crate::coach::privacy::{self, Where};
use crate::coach::schedule;
use crate::coach::schedule::holidays::{DaysOff, days_off};
use crate::coach::seed;
use crate::coach::tip::{self, NewPost};
use crate::coach::wake::Wake;
use crate::library::{Programme, ProgrammeId, StepKind};
use crate::state::{Owner, Undecided, WakeAt};
use crate::timing::{TimeOfDay, Zone, moment};

/// How many programmes a channel can be in at once.
const AT_ONCE: u16 = 4;
/// For how long after its time a step may still be posted on its day.
const LATE: jiff::SignedDuration = jiff::SignedDuration::from_hours(4);
/// For how long a check-in of a step stays open.
const OPEN: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);
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
    let mut enrolment = match (deed, found) {
        (Deed::Enrol, None) => {
            let library = desk.coach.library.clone();
            let Some(of_library) = library.programmes.get(programme) else {
                desk.reply(Card::words(say.programme_gone()));
                return Ok(());
            };
            begin(of_library, today, &actor.id)
        }
        (_, Some(found)) => found,
        (_, None) => {
            desk.reply(Card::words(say.programme_channel_not_in()));
            return Ok(());
        }
    };
    match deed {
        Deed::Look => {}
        Deed::Enrol => privacy::note(desk, &actor.id, Where::Enrolment(key.id.to_string())),
        Deed::Pause => {
            let whose = Whose::Channel(channel.clone());
            pausing::open_form(desk, &say, programme, &whose);
            return Ok(());
        }
        Deed::GoOn => enrolment.resume(days_after(today, 1)),
        Deed::Postpone => enrolment.postpone_once(today),
        Deed::Leave => {
            desk.remove(key);
            wake(desk, channel, &zone)?;
            let title = steps::title(&desk.coach.library, programme);
            desk.reply(Card::words(say.programme_left(title)));
            return Ok(());
        }
    }
    desk.write(key, &enrolment);
    wake_for(desk, channel, &zone, (programme, Some(&enrolment)))?;
    show(desk, actor, (programme, channel), &enrolment, &zone)
}

fn begin(programme: &Programme, today: Date, by: &PersonId) -> Enrolment {
    Enrolment::begin(programme, today, Some(by.clone()))
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
    enrolment.pause(until);
    desk.write(key, &enrolment);
    wake_for(desk, channel, &zone, (programme, Some(&enrolment)))?;
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
    };
    let card = weeks::card(&desk.coach.library, desk.now, &say, &shown);
    desk.reply(card);
    Ok(())
}

/// The programmes of a channel, by name.
fn all(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(ProgrammeId, Enrolment)>, Undecided> {
    let prefix = format!("{channel}/");
    let found = desk.read_some::<Enrolment>(Owner::Shared, prefix.as_str().into(), AT_ONCE)?;
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
fn wake(desk: &mut Desk<'_>, channel: &ChannelId, zone: &Zone) -> Result<(), Undecided> {
    let all = all(desk, channel)?;
    set(desk, channel, zone, all.iter().map(|(_, it)| it))
}

/// The same where one of them was just changed here, or begun.
fn wake_for(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    zone: &Zone,
    (programme, changed): (&ProgrammeId, Option<&Enrolment>),
) -> Result<(), Undecided> {
    let all = all(desk, channel)?;
    let others = all.iter().filter(|(name, _)| name != programme);
    set(desk, channel, zone, others.map(|(_, it)| it).chain(changed))
}

fn set<'e>(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    zone: &Zone,
    all: impl Iterator<Item = &'e Enrolment>,
) -> Result<(), Undecided> {
    let next = all.filter_map(|it| it.next().map(|step| step.on)).min();
    let off = days_off(desk, Some(channel))?;
    let at = next.and_then(|on| next_time(desk, zone, &off, on));
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
    let is_due = |it: &Enrolment| it.next().is_some_and(|step| step.on <= today);
    if may && let Some((programme, enrolment)) = all.iter_mut().find(|(_, it)| is_due(it)) {
        post_next(desk, channel, programme, enrolment, today)?;
        let key = Enrolment::key_of_channel(channel, programme);
        desk.write(key, enrolment);
    }
    set(desk, channel, &zone, all.iter().map(|(_, it)| it))
}

fn post_next(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    programme: &ProgrammeId,
    enrolment: &mut Enrolment,
    today: Date,
) -> Result<(), Undecided> {
    let by = enrolment.by.clone();
    let mut steps = (0u8..).zip(enrolment.steps.iter_mut());
    let Some((at, step)) = steps.find(|(_, step)| step.came.is_none() && step.done.is_none())
    else {
        return Ok(());
    };
    step.came = Some(today);
    step.done = Some(today);
    let step = step.clone();
    if steps::is_there(&desk.coach.library, &step.what) {
        post(desk, (channel, programme), (at, &step), by, today)?;
    }
    if enrolment.next().is_none() {
        enrolment.earned = Some(desk.now);
    }
    Ok(())
}

fn post(
    desk: &mut Desk<'_>,
    (channel, programme): (&ChannelId, &ProgrammeId),
    (at, step): (u8, &KeptStep),
    by: Option<PersonId>,
    today: Date,
) -> Result<(), Undecided> {
    let library = desk.coach.library.clone();
    let day = today.to_string();
    let name = seed::name(&[channel.as_str(), programme.as_str(), &at.to_string(), &day]);
    let until = desk.after(LATE);
    let asked_by = by.unwrap_or_else(|| PersonId::from(""));
    match &step.what {
        StepKind::Tip(tip) => {
            let Some(tip) = library.tip(tip).cloned() else {
                return Ok(());
            };
            let new = NewPost {
                id: PostId::from(name),
                tip,
                channel: channel.clone(),
                asked_by,
                schedule: None,
                until,
            };
            tip::post(desk, new)
        }
        StepKind::CheckIn(item) => {
            let Some(item) = library.item(item).cloned() else {
                return Ok(());
            };
            let opening = Opening {
                id: RunId::from(name),
                channel: channel.clone(),
                item,
                asked_by,
                closes: desk.after(OPEN),
                schedule: None,
            };
            checkin::open(desk, opening)
        }
        StepKind::Assessment { .. } | StepKind::Act(_) => {
            let say = desk.public_speaker();
            let head = match steps::theme(&library, programme, step.week) {
                Some(theme) => {
                    say.programme_comes(steps::title(&library, programme), Text::strong(theme))
                }
                None => steps::title(&library, programme),
            };
            let mut blocks = vec![
                Block::Note(head),
                Block::Paragraph(steps::in_words(&say, &library, &step.what)),
            ];
            let doing = steps::doing_in(&say, channel, programme, (usize::from(at), step));
            blocks.extend(doing.map(|doing| Block::Buttons(vec![doing])));
            if matches!(step.what, StepKind::Assessment { .. }) {
                blocks.push(Block::Note(say.programme_private()));
            }
            desk.stand(Message {
                id: MessageId::from(format!("programme/step/{name}")),
                place: Place::Channel(channel.clone()),
                card: Card::of(blocks),
                until: desk.after(WORTH_SAYING),
                urgent: false,
                via: None,
            });
            Ok(())
        }
    }
}
