//! If-then plans: what is kept of one ([`plan`]), how it comes back on its day ([`coming_back`]),
//! and the list of those that are open ([`list`]). Whether and when anybody may be written to is
//! `nudge`'s.

mod coming_back;
mod list;
mod plan;
mod press;

pub use press::Press;

pub(super) use coming_back::{brought, open_plan};
pub(super) use list::{add, plans};
pub(super) use plan::{Plan, keep};

use super::desk::Desk;
use crate::chat::{Actor, Place, Values};
use crate::state::Undecided;

/// A button of this room.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    press: &Press,
) -> Result<(), Undecided> {
    match press {
        Press::List => list::plans(desk, actor, place, &[]),
        Press::Further(due, name) => list::further(desk, actor, (*due, name)),
        Press::Add => list::open_new(desk, actor),
        Press::Did(plan) => coming_back::end(desk, actor, plan, true),
        Press::NotYet(plan, times) => coming_back::not_yet(desk, actor, plan, *times),
        Press::Drop(plan) => coming_back::end(desk, actor, plan, false),
        Press::Smaller(plan) => list::open_smaller(desk, actor, plan),
    }
}

/// A form of this room. Says whether it is one.
pub(super) fn sent(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &Press,
    values: &Values,
) -> Result<bool, Undecided> {
    match press {
        Press::Add => list::sent(desk, actor, None, values)?,
        Press::Smaller(plan) => list::sent(desk, actor, Some(plan), values)?,
        Press::List | Press::Further(..) | Press::Did(_) | Press::NotYet(..) | Press::Drop(_) => {
            return Ok(false);
        }
    }
    Ok(true)
}
