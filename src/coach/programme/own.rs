//! What a person does with a programme of her own: begin it, look, pause, go on, postpone, leave.

use std::sync::Arc;

use jiff::civil::Date;

use super::pausing;
use super::press::{Deed, Whose};
use super::record::Enrolment;
use super::steps;
use super::weeks::{self, Shown};
use crate::chat::{Actor, Card, PersonId, Values};
use crate::coach::assessment;
use crate::coach::days::days_after;
use crate::coach::desk::Desk;
use crate::coach::home;
use crate::coach::nudge::{self, Consent, Nudging};
use crate::coach::person::Person;
use crate::library::{Programme, ProgrammeId, StepKind};
use crate::state::Undecided;

/// The most programmes that one can be in at once.
const AT_ONCE: usize = 3;

/// A button on a programme of one's own.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    deed: Deed,
    programme: &ProgrammeId,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let key = Enrolment::key(id, programme);
    desk.want(&[Person::key(id), Nudging::key(id), key.clone()])?;
    let (person, say) = Person::meet(desk, id)?;
    let today = person.wall_day(desk);
    if deed == Deed::Enrol {
        return enrol(desk, actor, programme);
    }
    let Some(mut enrolment) = desk.read::<Enrolment>(&key)? else {
        desk.reply(Card::words(say.programme_not_in()));
        return Ok(());
    };
    match deed {
        Deed::Look | Deed::Enrol => {}
        Deed::Pause => {
            pausing::open_form(desk, &say, programme, &Whose::Own);
            return Ok(());
        }
        Deed::GoOn => enrolment.resume(days_after(today, 1)),
        Deed::Postpone => enrolment.postpone_once(today),
        Deed::Leave => return leave(desk, id, programme),
    }
    keep(desk, id, programme, &enrolment)?;
    show(desk, id, programme, &enrolment)
}

/// The form of a pause comes back.
pub(super) fn send_pause(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    values: &Values,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let (person, say) = Person::meet(desk, id)?;
    let Some(until) = pausing::read(desk, &say, person.wall_day(desk), values) else {
        return Ok(());
    };
    let key = Enrolment::key(id, programme);
    let Some(mut enrolment) = desk.read::<Enrolment>(&key)? else {
        desk.reply(Card::words(say.programme_not_in()));
        return Ok(());
    };
    enrolment.pause(until);
    keep(desk, id, programme, &enrolment)?;
    show(desk, id, programme, &enrolment)
}

fn enrol(desk: &mut Desk<'_>, actor: &Actor, name: &ProgrammeId) -> Result<(), Undecided> {
    let id = &actor.id;
    let (mut person, say) = Person::meet(desk, id)?;
    let key = Enrolment::key(id, name);
    let begun: Option<Enrolment> = desk.read(&key)?;
    if let Some(begun) = begun.as_ref().filter(|begun| !begun.is_over()) {
        return show(desk, id, name, begun);
    }
    let found: Option<Arc<Programme>> = desk.coach.library.programmes.get(name).cloned();
    let Some(programme) = found else {
        desk.reply(Card::words(say.programme_gone()));
        return Ok(());
    };
    let open = still_in(desk, id, &person)?;
    if open.len() >= AT_ONCE {
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        desk.reply(Card::words(say.programmes_full(most)));
        return Ok(());
    }
    let today = person.wall_day(desk);
    let enrolment = match begun {
        Some(finished) => finished.begin_again(&programme, today),
        None => Enrolment::begin(&programme, today, None),
    };
    person.enrolled = open;
    person.enrolled.push(name.clone());
    person.ask_profile(desk, id);
    desk.write(Person::key(id), &person);
    keep(desk, id, name, &enrolment)?;
    show(desk, id, name, &enrolment)
}

/// The programmes that one is in and has not finished.
fn still_in(
    desk: &Desk<'_>,
    id: &PersonId,
    person: &Person,
) -> Result<Vec<ProgrammeId>, Undecided> {
    let keys = person.enrolled.iter().map(|it| Enrolment::key(id, it));
    desk.want(&keys.collect::<Vec<_>>())?;
    let mut open = Vec::new();
    for name in &person.enrolled {
        let found: Option<Enrolment> = desk.read(&Enrolment::key(id, name))?;
        open.extend(found.filter(|it| !it.is_over()).map(|_| name.clone()));
    }
    Ok(open)
}

fn leave(desk: &mut Desk<'_>, id: &PersonId, programme: &ProgrammeId) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, id)?;
    person.enrolled.retain(|other| other != programme);
    desk.write(Person::key(id), &person);
    let key = Enrolment::key(id, programme);
    let left: Option<Enrolment> = desk.read(&key)?;
    match left.and_then(|left| left.before) {
        Some(finished) => desk.write(key, &*finished),
        None => desk.remove(key),
    }
    nudge::step_set(desk, id, programme, None)?;
    home::touched(desk, id)?;
    let title = steps::title(&desk.coach.library, programme);
    desk.reply(Card::words(say.programme_left(title)));
    Ok(())
}

/// Keeps how far somebody is, and when to look next whether something comes.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    enrolment: &Enrolment,
) -> Result<(), Undecided> {
    desk.write(Enrolment::key(id, programme), enrolment);
    nudge::step_set(desk, id, programme, enrolment.next_day())?;
    home::touched(desk, id)
}

/// Shows the weeks.
pub(super) fn show(
    desk: &mut Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    enrolment: &Enrolment,
) -> Result<(), Undecided> {
    let (person, say) = Person::meet(desk, id)?;
    let nudging = Nudging::read(desk, id)?;
    let shown = Shown {
        programme,
        whose: &Whose::Own,
        enrolment,
        zone: &person.wall(desk),
        time: nudging.time,
        comes: nudging.consent != Consent::Off,
        at_hand: is_at_hand(desk, (id, &person), enrolment)?,
    };
    let card = weeks::card(&desk.coach.library, desk.now, &say, &shown);
    desk.reply(card);
    Ok(())
}

/// Whether the next step can be done before it comes: an assessment that was done lately can't.
fn is_at_hand(
    desk: &Desk<'_>,
    who: (&PersonId, &Person),
    enrolment: &Enrolment,
) -> Result<bool, Undecided> {
    match enrolment.next().map(|step| &step.what) {
        Some(StepKind::Assessment { id, .. }) => assessment::opens_now(desk, who, id),
        Some(StepKind::Tip(_) | StepKind::CheckIn(_) | StepKind::Act(_)) | None => Ok(true),
    }
}

impl Enrolment {
    /// This week is postponed: what would have come by the Sunday of it comes a week later, and
    /// all after it. A second tap in the same week changes nothing.
    pub(super) fn postpone_once(&mut self, today: Date) {
        let monday = crate::coach::days::monday_of(today);
        let is_this_week = |on: Date| on < days_after(monday, 7);
        // What has not begun is postponed too, once: its first week is the coming one.
        let is_coming = |on: Date| on < days_after(monday, 14) && self.has_not_come();
        if self
            .next()
            .is_some_and(|next| is_this_week(next.on) || is_coming(next.on))
        {
            self.postpone();
        }
    }
}
