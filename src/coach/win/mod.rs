//! Team wins: what went well, who did it and why it matters, told in a channel and cheered there.
//! Told by whoever knows of it, never detected in talk; nobody is ranked. Who told a win edits it
//! or takes it back, who is named takes her name out, managers of the channel remove it. What a
//! team is called and what it values is the charter's. Where managers want it, wins of others are
//! suggested to them.

mod card;
mod changing;
mod cheering;
mod deciding;
mod form;
mod list;
mod naming;
mod of_person;
mod options;
mod posting;
mod press;
mod recap;
mod record;
mod report;
mod suggesting;
mod suggestion;
mod telling;

pub(super) use of_person::naming;
pub(super) use posting::undelivered;
pub use press::{Press as WinPress, WinId};
pub(super) use recap::{
    Recap, page as page_of_wins, post as post_recap, preview as preview_recap, told_lately,
};
pub(super) use record::Win;
#[cfg(test)]
pub(super) use record::{Cheer, Told, WinState, WinsChannel};
pub(super) use suggesting::show_suggestion;
pub(super) use suggestion::Suggestion;
#[cfg(test)]
pub(super) use suggestion::{Decided, How};
pub(super) use telling::{SHORTCUT, shortcut, win};

pub(super) use cheering::{refresh, show_soon, uncount};
pub(super) use list::wins;

use super::desk::Desk;
use crate::chat::{Actor, Values};
use crate::state::Undecided;

/// A button was pressed.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &WinPress,
) -> Result<(), Undecided> {
    match press {
        WinPress::Tell(channel) => telling::open(desk, actor, channel.as_ref()),
        WinPress::TellThat(channel, people, what) => {
            telling::open_that(desk, actor, channel.as_ref(), (people, what))
        }
        WinPress::Cheer(win) => cheering::cheer(desk, actor, win),
        WinPress::Options(win) => options::show(desk, actor, win),
        WinPress::Edit(win, _) => changing::open(desk, actor, win),
        WinPress::TakeBack(win) => {
            if deciding::take_back(desk, actor, win)? {
                return Ok(());
            }
            changing::take_back(desk, actor, win)
        }
        WinPress::Remove(win) => changing::remove(desk, actor, win),
        WinPress::NameOut(win) => changing::name_out(desk, actor, win),
        WinPress::Post(win) => deciding::post(desk, actor, win),
        WinPress::Decline(win) => deciding::decline(desk, actor, win),
        WinPress::Look(win) => deciding::look(desk, actor, win),
        WinPress::Older(channel, after, since) => {
            list::older(desk, actor, (channel, after, *since))
        }
    }
}

/// A form was sent.
pub(super) fn filled(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &WinPress,
    values: &Values,
) -> Result<(), Undecided> {
    match press {
        WinPress::Tell(channel) => telling::send(desk, actor, channel.as_ref(), values),
        WinPress::Edit(win, opened_on) => changing::send(desk, actor, win, *opened_on, values),
        WinPress::TellThat(..)
        | WinPress::Cheer(_)
        | WinPress::Options(_)
        | WinPress::TakeBack(_)
        | WinPress::Remove(_)
        | WinPress::NameOut(_)
        | WinPress::Post(_)
        | WinPress::Decline(_)
        | WinPress::Look(_)
        | WinPress::Older(..) => super::old_button(desk, actor),
    }
}
