//! A plan comes back on its day: by itself with her consent, and then it counts as any unasked
//! message; and where she named the day herself without it.

use jiff::civil::Date;

use super::record::{Consent, Nudging, PLANS_MOST, PlanDue};
use super::saying::keep;
use super::telling;
use crate::chat::{PersonId, Text};
use crate::coach::days::days_after;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::state::Undecided;

/// A plan is to come back from a day on, or on the first working day of hers after it. Without
/// room for one more it is only listed.
pub(in crate::coach) fn plan_set(
    desk: &mut Desk<'_>,
    id: &PersonId,
    plan: &str,
    from: Date,
    asked: bool,
) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let person = Person::read(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    nudging.plans.retain(|due| due.plan != plan);
    if nudging.plans.len() < PLANS_MOST {
        let on = (0..7)
            .map(|ahead| days_after(from, ahead))
            .find(|day| nudging.works_on(*day))
            .unwrap_or(from);
        nudging.plans.push(PlanDue {
            plan: plan.to_owned(),
            on,
            asked,
        });
    }
    keep(desk, id, &person, &nudging);
    Ok(())
}

/// A plan has ended: it does not come back.
pub(in crate::coach) fn plan_over(
    desk: &mut Desk<'_>,
    id: &PersonId,
    plan: &str,
) -> Result<(), Undecided> {
    let Some(mut nudging) = desk.read::<Nudging>(&Nudging::key(id))? else {
        return Ok(());
    };
    let before = nudging.plans.len();
    nudging.plans.retain(|due| due.plan != plan);
    if nudging.plans.len() < before {
        let person = Person::read(desk, id)?;
        keep(desk, id, &person, &nudging);
    }
    Ok(())
}

/// When a plan comes back; none for one that is only listed.
pub(in crate::coach) fn plan_at(
    desk: &Desk<'_>,
    id: &PersonId,
    person: &Person,
    plan: &str,
) -> Result<Option<Text>, Undecided> {
    let nudging = Nudging::read(desk, id)?;
    let today = person.wall_day(desk);
    let due = nudging.plans.iter().find(|due| due.plan == plan);
    let due = due.filter(|due| due.on >= today && nudging.lets_come(due));
    Ok(due.map(|due| telling::at(desk, person, due.on, nudging.time)))
}

impl Nudging {
    /// Whether a plan may come, once its day is there.
    fn lets_come(&self, due: &PlanDue) -> bool {
        match self.consent {
            Consent::Yes => true,
            Consent::Off => false,
            Consent::NotAsked | Consent::Asked | Consent::No => due.asked,
        }
    }
}
