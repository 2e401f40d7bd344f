//! A person is deleted: her answers leave the counts, her name leaves what others share, and the
//! store drops all that is hers, in one decision. Also when she has left, after a while; and
//! again, where an older copy of the data was restored.

use jiff::SignedDuration;

use super::forgetting::forget;
use super::named::Named;
use crate::chat::PersonId;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::wake::Wake;
use crate::coach::{checkin, notices, objection, round, tip, win};
use crate::state::{Owner, Undecided, WakeAt};

/// The most places in which one person is named: 25 deeds a day for as long as they are kept.
const NAMED_MOST: u16 = 10_000;

/// Deletes a person, at once.
pub(in crate::coach) fn erase(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    let owner = Owner::Person(person.clone());
    let noted = desk.read_some::<Named>(owner, "".into(), NAMED_MOST)?;
    let noted: Vec<Named> = noted.into_iter().map(|(_, named)| named).collect();
    Undecided::together([
        forget(desk, person, &noted),
        checkin::uncount(desk, person),
        tip::uncount(desk, person),
        objection::uncount(desk, person),
        round::uncount(desk, person),
        win::uncount(desk, person),
    ])?;
    notices::forget_admin(desk, person);
    desk.erase(person);
    Ok(())
}

/// The platform told of somebody: who has left is deleted after a while, who is back is not.
pub(in crate::coach) fn learn_standing(
    desk: &mut Desk<'_>,
    id: &PersonId,
    before: &Person,
    now: &Person,
) {
    if before.gone == now.gone {
        return;
    }
    let days = i64::from(desk.coach.settings.leavers_days);
    let at = if now.gone {
        WakeAt::At(desk.after(SignedDuration::from_hours(24 * days)))
    } else {
        WakeAt::Never
    };
    desk.wake(&Wake::Left(id.clone()), at);
}

/// Somebody left so long ago that nothing is kept of her any more.
pub(in crate::coach) fn left(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    if Person::read(desk, id)?.gone {
        erase(desk, id)?;
    }
    Ok(())
}
