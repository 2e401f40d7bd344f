//! Programmes: a person, or a channel, goes through steps over some weeks, each on its day. What
//! lives here is who is enrolled ([`record`]), which there are ([`list`]), what one does with one's
//! own ([`own`], [`weeks`]), what comes when ([`coming`]) and what was done ([`acting`],
//! [`ending`]). What a step asks for is done in its own room, which tells here that it was; when a
//! person may be written to is `nudge`'s.

mod acting;
mod channel;
mod closing;
mod coming;
mod done;
mod ending;
mod list;
mod own;
mod pausing;
mod posting;
mod press;
mod preview;
mod record;
mod steps;
mod weeks;

pub use press::Press as ProgrammePress;

pub(super) use acting::{acted, awaits};
pub(super) use channel::due;
pub(super) use closing::{came, undelivered, went};
pub(super) use coming::{brought, next_day};
pub(super) use done::{Done, ProgrammeDeed};
pub(super) use list::programme;
pub(super) use preview::every_card;
pub(super) use record::Enrolment;
pub(super) use steps::title;
pub(super) use weeks::standing;

use super::desk::Desk;
use crate::chat::{Actor, Place, Values};
use crate::state::Undecided;
pub(super) use press::Deed;
use press::{Press, Whose};

/// A button of this room.
pub(super) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    press: &Press,
) -> Result<(), Undecided> {
    match press {
        Press::List => list::list(desk, actor, place.channel()),
        Press::Deed(deed, programme, Whose::Own) => own::pressed(desk, actor, *deed, programme),
        Press::Deed(deed, programme, Whose::Channel(channel)) => {
            channel::pressed(desk, actor, *deed, programme, channel)
        }
        Press::Read(programme, at) => acting::read(desk, actor, programme, *at),
        Press::Ask(programme, at) => acting::ask(desk, actor, programme, *at),
        Press::LookBack(programme) => acting::look_back(desk, actor, programme),
        Press::Badge(programme) => ending::hand(desk, actor, programme),
        Press::Share(programme) => ending::open_share(desk, actor, programme),
    }
}

/// A form of this room comes back. Says whether it is one.
pub(super) fn sent(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &Press,
    values: &Values,
) -> Result<bool, Undecided> {
    match press {
        Press::Deed(Deed::Pause, programme, Whose::Own) => {
            own::send_pause(desk, actor, programme, values)?;
        }
        Press::Deed(Deed::Pause, programme, Whose::Channel(channel)) => {
            channel::send_pause(desk, actor, programme, channel, values)?;
        }
        Press::Share(programme) => ending::share(desk, actor, programme, values)?,
        Press::List
        | Press::Deed(..)
        | Press::Read(..)
        | Press::Ask(..)
        | Press::LookBack(_)
        | Press::Badge(_) => return Ok(false),
    }
    Ok(true)
}
