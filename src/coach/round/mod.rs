//! The weekly round: one message a week in a channel with a lead article, what stood there, links
//! that managers collected (`news`, the shortcut), and a form below it. How a round is gathered,
//! drawn and posted; how links are checked; what people found of it and what of that is shown to
//! whom. When it comes is `schedule`'s; the articles are the library's.

mod card;
mod choose;
mod collecting;
mod counting;
mod export;
mod feedback;
mod forgetting;
mod gathering;
mod link;
mod news;
mod posting;
mod press;
mod previewing;
mod reading;
mod record;
mod shortcut;

pub(super) use card::every_card;
pub(super) use choose::left;
#[cfg(test)]
pub(super) use feedback::Feedback;
pub(super) use feedback::Remark;
pub(super) use forgetting::uncount;
pub(super) use news::news;
pub(super) use posting::{NewRound, Posting, confirm_take_back, post, take_back, undelivered};
pub use press::{NewsId, Press as RoundPress, WeeklyRoundId};
pub(super) use previewing::{preview, round};
pub(super) use reading::feedback;
pub(super) use record::{News, RoundState, WeeklyRound};
pub(super) use shortcut::{SHORTCUT, news_shortcut};

use super::desk::Desk;
use crate::chat::{Actor, Values};
use crate::state::Undecided;

/// A button was pressed.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &RoundPress,
) -> Result<(), Undecided> {
    match press {
        RoundPress::TellUs(id) => feedback::open_form(desk, actor, id),
        RoundPress::Read(id) => reading::read(desk, actor, id),
        RoundPress::TakeOut(channel, id) => news::take_out(desk, actor, channel, id),
        RoundPress::Collect(_) => super::old_button(desk, actor),
    }
}

/// A form was sent.
pub(super) fn filled(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &RoundPress,
    values: &Values,
) -> Result<(), Undecided> {
    match press {
        RoundPress::TellUs(id) => feedback::send_form(desk, actor, id, values),
        RoundPress::Collect(channel) => shortcut::send_form(desk, actor, channel, values),
        RoundPress::Read(_) | RoundPress::TakeOut(..) => super::old_button(desk, actor),
    }
}
