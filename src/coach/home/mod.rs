//! The home page of a person: one card in a place of its own, put together from what other rooms
//! keep ([`page`]). What lives here is when it is put up anew; nothing of what it shows is kept
//! here. A card that is what stands already is not published again: the courier sees to that. What
//! many share (their team's charter, the tip and the check-in in the channel) is looked up when a page is put up
//! anew, and a change of it alone puts up nobody's: else one tap would publish a page for each.

mod page;
mod waiting;

use jiff::SignedDuration;

use super::desk::{Desk, WORTH_SAYING};
use super::person::Person;
use super::wake::Wake;
use crate::chat::{Actor, Message, MessageId, PersonId, Place};
use crate::state::{Undecided, WakeAt};

/// How long after a change the page may show what was.
const REFRESHED_WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// What a person's home page shows may have changed: it is looked at again a moment later, once
/// for all that changed by then. Nothing for who never opened it.
pub(super) fn touched(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    let person = Person::read(desk, id)?;
    touched_of(desk, id, &person);
    Ok(())
}

/// The same where her record is at hand.
pub(super) fn touched_of(desk: &mut Desk<'_>, id: &PersonId, person: &Person) {
    if person.has_home && !person.gone {
        let at = desk.after(REFRESHED_WITHIN);
        desk.wake(&Wake::Home(id.clone()), WakeAt::NoLaterThan(at));
    }
}

/// Somebody opened her page: it is put up at once, and kept up to date from then on.
pub(super) fn opened(desk: &mut Desk<'_>, actor: &Actor) -> Result<(), Undecided> {
    let id = &actor.id;
    let mut person = Person::read(desk, id)?;
    let page = page::page(desk, id, &person)?;
    if !person.has_home {
        person.has_home = true;
        desk.write(Person::key(id), &person);
    }
    person.ask_profile(desk, id);
    stand(desk, id, page);
    Ok(())
}

/// The same page said once, where the platform has no home pages, or to who would rather read it
/// in a chat.
pub(super) fn home(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (mut person, _) = Person::meet(desk, &actor.id)?;
    person.ask_profile(desk, &actor.id);
    let page = page::page(desk, &actor.id, &person)?;
    desk.reply(page);
    Ok(())
}

/// The wake-up for it.
pub(super) fn due(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    let person = Person::read(desk, id)?;
    if person.has_home && !person.gone {
        let page = page::page(desk, id, &person)?;
        stand(desk, id, page);
    }
    Ok(())
}

fn stand(desk: &mut Desk<'_>, id: &PersonId, card: crate::chat::Card) {
    let until = desk.after(WORTH_SAYING);
    desk.stand(Message {
        id: MessageId::from("home"),
        place: Place::Home(id.clone()),
        card,
        until,
        urgent: false,
        via: None,
    });
}
