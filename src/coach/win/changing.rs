//! A win is edited or taken back by who told it, removed by a manager, and left by who is named in
//! it (F43).

use super::form::{self, Content};
use super::posting;
use super::press::{Press, WinId};
use super::record::Win;
use super::suggesting;
use crate::chat::{Actor, Answer, Block, Card, PersonId, Span, Text, Values};
use crate::coach::audit::{self, Deed};
use crate::coach::charter;
use crate::coach::desk::Desk;
use crate::coach::filled::typed_blocks;
use crate::coach::person::Person;
use crate::state::Undecided;

/// The win that somebody told herself and that stands; else she is told why there is none.
fn own(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<Option<Win>, Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = match Win::read(desk, id)?.filter(Win::stands) {
        Some(win) if win.by.as_ref() == Some(&actor.id) => return Ok(Some(win)),
        Some(_) => say.win_not_yours(),
        None => say.win_gone(),
    };
    desk.reply(Card::words(said));
    Ok(None)
}

/// Whether managers of the channel would have to see a change of hers first; she is told so.
fn waits(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<bool, Undecided> {
    let waits = suggesting::waits(desk, &actor.id, &id.channel)?;
    if waits {
        let (_, say) = Person::meet(desk, &actor.id)?;
        let channel = Text(vec![Span::Channel(id.channel.clone())]);
        desk.reply(Card::words(say.win_edit_waits(channel)));
    }
    Ok(waits)
}

/// Opens the form with what the win says.
pub(super) fn open(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let Some(win) = own(desk, actor, id)? else {
        return Ok(());
    };
    if waits(desk, actor, id)? {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let charter = charter::of(desk, &id.channel)?;
    let about = Press::Edit(id.clone(), win.rev);
    let content = Content {
        what: win.what,
        people: win.people,
        why: win.why,
        value: win.value,
    };
    let form = form::form(&say, about, Some(&id.channel), charter.as_ref(), &content);
    desk.answer(Answer::Form(form));
    Ok(())
}

/// The form comes back. What was written meanwhile is not overwritten.
pub(super) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WinId,
    opened_on: u32,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(win) = own(desk, actor, id)? else {
        desk.reply_also(typed_blocks(&say, values));
        return Ok(());
    };
    if waits(desk, actor, id)? {
        desk.reply_also(typed_blocks(&say, values));
        return Ok(());
    }
    let charter = charter::of(desk, &id.channel)?;
    let content = match form::read(&say, charter.as_ref(), values) {
        Ok(content) => content,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    if win.rev != opened_on {
        let head = Block::Paragraph(say.win_changed_meanwhile());
        let blocks = [head].into_iter().chain(typed_blocks(&say, values));
        desk.reply(Card::of(blocks.collect()));
        return Ok(());
    }
    let changed = Win {
        what: content.what,
        people: content.people,
        why: content.why,
        value: content.value,
        rev: win.rev.saturating_add(1),
        ..win
    };
    posting::keep(desk, id, &changed)?;
    desk.reply(Card::words(say.win_edited()));
    Ok(())
}

/// Who told a win takes it back.
pub(super) fn take_back(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    if let Some(win) = own(desk, actor, id)? {
        let (_, say) = Person::meet(desk, &actor.id)?;
        posting::take_back(desk, id, &win)?;
        desk.reply(Card::words(say.win_took_back()));
    }
    Ok(())
}

/// A manager of the channel removes a win.
pub(super) fn remove(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(win) = Win::read(desk, id)?.filter(Win::stands) else {
        desk.reply(Card::words(say.win_gone()));
        return Ok(());
    };
    posting::take_back(desk, id, &win)?;
    let deed = Deed::WinRemoved {
        win: id.to_string(),
        channel: id.channel.clone(),
    };
    audit::record(desk, &actor.id, deed);
    desk.reply(Card::words(say.win_removed()));
    Ok(())
}

/// Somebody who is named in a win takes her own name out.
pub(super) fn name_out(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = match Win::read(desk, id)?.filter(Win::stands) {
        Some(win) if win.names(&actor.id) => {
            posting::keep(desk, id, &without(win, &actor.id))?;
            say.win_name_out()
        }
        Some(_) => say.win_not_named(),
        None => say.win_gone(),
    };
    desk.reply(Card::words(said));
    Ok(())
}

/// A win without somebody's name.
fn without(win: Win, person: &PersonId) -> Win {
    let mut people = win.people;
    people.retain(|named| named != person);
    Win {
        people,
        rev: win.rev.saturating_add(1),
        ..win
    }
}
