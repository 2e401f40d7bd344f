//! Cheering a win with one tap: a person once, nobody for herself, everybody without names. The
//! count in the channel is brought up to date a moment later, once for all who cheered by then.

use jiff::SignedDuration;

use super::card;
use super::posting;
use super::press::{Press, WinId};
use super::record::{Cheer, Win};
use crate::chat::{Actor, Block, Card, PersonId};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::wake::Wake;
use crate::state::{Owner, Undecided, WakeAt};

/// How long after a cheer the count in the channel is brought up to date at the latest.
const REFRESH_AFTER: SignedDuration = SignedDuration::from_secs(5);

/// A press on *Cheer*.
pub(super) fn cheer(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let key = Cheer::key(&actor.id, id);
    desk.want(&[Win::key(id), key.clone(), Person::key(&actor.id)])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(win) = Win::read(desk, id)?.filter(Win::stands) else {
        desk.reply(Card::words(say.win_gone()));
        return Ok(());
    };
    if win.names(&actor.id) {
        let out = card::press(Press::NameOut(id.clone()), &say.button_name_out());
        desk.reply(Card::of(vec![
            Block::Paragraph(say.win_own_cheer()),
            Block::Buttons(vec![out]),
        ]));
        return Ok(());
    }
    if let Some(mut cheer) = desk.read::<Cheer>(&key)? {
        if !cheer.told_again {
            cheer.told_again = true;
            desk.write(key, &cheer);
            desk.reply(Card::words(say.win_cheered_before()));
        }
        return Ok(());
    }
    let cheer = Cheer {
        at: desk.now,
        told_again: false,
    };
    desk.write(key, &cheer);
    desk.count(Win::cheers(id), 1);
    let soon = desk.after(REFRESH_AFTER);
    desk.wake(&Wake::Win(id.clone()), WakeAt::NoLaterThan(soon));
    desk.reply(Card::words(say.win_cheered()));
    Ok(())
}

/// The most cheers of a person that are looked through.
const CHEERS_MOST: u16 = 5_000;

/// Takes a person's cheers out of the counts.
pub(in crate::coach) fn uncount(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    let owner = Owner::Person(person.clone());
    for (key, _) in desk.read_some::<Cheer>(owner, "".into(), CHEERS_MOST)? {
        if let Some(id) = WinId::read(&key.id) {
            desk.count(Win::cheers(&id), -1);
            desk.wake(&Wake::Win(id), WakeAt::NoLaterThan(desk.now));
        }
    }
    Ok(())
}

/// What stands of a win is brought up to date at once: somebody is named in it no more.
pub(in crate::coach) fn show_soon(desk: &mut Desk<'_>, id: &str) {
    if let Some(id) = WinId::read(id) {
        desk.wake(&Wake::Win(id), WakeAt::NoLaterThan(desk.now));
    }
}

/// Brings the count in the channel up to date.
pub(in crate::coach) fn refresh(desk: &mut Desk<'_>, id: &WinId) -> Result<(), Undecided> {
    match Win::read(desk, id)?.filter(Win::stands) {
        Some(win) => posting::stand(desk, id, &win),
        None => Ok(()),
    }
}
