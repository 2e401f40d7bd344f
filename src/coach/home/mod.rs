//! The home page of a person: one card in a place of its own, put together from what other rooms
//! keep. What lives here is when it is put up anew; nothing of what it shows is kept here.

use jiff::SignedDuration;

use super::desk::Desk;
use super::person::Person;
use super::wake::Wake;
use crate::chat::PersonId;
use crate::state::{Undecided, WakeAt};

/// How long after a change the page may show what was.
const REFRESHED_WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// What a person's home page shows may have changed: it is looked at again a moment later, once
/// for all that changed by then. Nothing for who never opened it.
#[allow(dead_code, reason = "called by the rooms whose things it shows")]
pub(super) fn touched(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    if Person::read(desk, id)?.has_home {
        let at = desk.after(REFRESHED_WITHIN);
        desk.wake(&Wake::Home(id.clone()), WakeAt::NoLaterThan(at));
    }
    Ok(())
}

/// The wake-up for it.
pub(super) fn due(_: &mut Desk<'_>, _: &PersonId) -> Result<(), Undecided> {
    Ok(())
}
