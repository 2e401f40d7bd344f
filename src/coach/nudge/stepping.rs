//! The steps of a person's programmes come on their days: agreed on by beginning the programme, so
//! that it needs no other consent, and counted as any unasked message. What finds no room waits.

use jiff::civil::Date;

use super::record::{Nudging, StepDue};
use super::saying::keep;
use crate::chat::PersonId;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::library::ProgrammeId;
use crate::state::Undecided;

/// Something of a programme comes from a day on, or nothing any more.
pub(in crate::coach) fn step_set(
    desk: &mut Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    on: Option<Date>,
) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let person = Person::read(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    let before = nudging.steps.clone();
    nudging.set_step(programme, on);
    if nudging.steps != before {
        keep(desk, id, &person, &nudging);
    }
    Ok(())
}

impl Nudging {
    /// The same, without keeping it.
    pub(super) fn set_step(&mut self, programme: &ProgrammeId, on: Option<Date>) {
        self.steps.retain(|due| due.programme != *programme);
        self.steps.extend(on.map(|on| StepDue {
            programme: programme.clone(),
            on,
        }));
        self.steps.sort_by_key(|due| due.on);
    }
}
