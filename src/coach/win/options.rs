//! What else somebody can do with a win: who told it, who is named in it, who manages the channel.

use super::card::{confirm, press};
use super::press::{Press, WinId};
use super::record::Win;
use super::suggesting;
use crate::chat::{Actor, Block, Card, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::roles::{self, Who};
use crate::state::Undecided;

/// Shows it to who asked.
pub(super) fn show(desk: &mut Desk<'_>, actor: &Actor, id: &WinId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(win) = Win::read(desk, id)?.filter(Win::stands) else {
        desk.reply(Card::words(say.win_gone()));
        return Ok(());
    };
    let mut buttons = Vec::new();
    let is_own = win.by.as_ref() == Some(&actor.id);
    if is_own {
        if !suggesting::waits(desk, &actor.id, &id.channel)? {
            let edit = Press::Edit(id.clone(), win.rev);
            buttons.push(press(edit, &say.button_win_edit()));
        }
        let label = say.button_win_take_back();
        let back = press(Press::TakeBack(id.clone()), &label).danger();
        buttons.push(back.confirmed(confirm(&say, &label)));
    }
    if win.names(&actor.id) {
        let out = Press::NameOut(id.clone());
        buttons.push(press(out, &say.button_name_out()));
    }
    if !is_own && roles::may(desk, &actor.id, Who::Managers, Some(&id.channel))? {
        let label = say.button_win_remove();
        let remove = press(Press::Remove(id.clone()), &label).danger();
        buttons.push(remove.confirmed(confirm(&say, &label)));
    }
    let own = Press::Tell(Some(id.channel.clone()));
    buttons.push(press(own, &say.button_tell_win()));
    desk.reply(Card::of(vec![
        Block::Paragraph(Text::plain(win.what.as_str())),
        Block::Buttons(buttons),
    ]));
    Ok(())
}
