//! The charter of a channel's team: what it is here for in its own words, its name and colour.
//! Everybody in the channel reads it, its managers write it, and earlier versions are kept. Who
//! may not write it says what she would write ([`suggesting`]). What wins and home pages take from
//! it they read here.

mod card;
mod form;
mod press;
mod record;
mod suggesting;

pub use press::{Part as CharterPart, Press as CharterPress};
pub(in crate::coach) use record::{Charter, earlier_page, forget_earlier, of};

use super::desk::Desk;
use super::home;
use super::person::Person;
use super::programme::{self, Done};
use super::roles::{self, Who};
use crate::chat::{Actor, Card, ChannelId, Place, Values};
use crate::library::ProgrammeAct;
use crate::state::Undecided;

/// Runs the command: the charter of the channel where it is said.
pub(in crate::coach) fn charter(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    match place.channel() {
        Some(channel) => show(desk, actor, &channel.clone()),
        None => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            desk.reply(Card::words(say.charter_needs_channel()));
            Ok(())
        }
    }
}

/// Shows the charter as it stands.
fn show(desk: &mut Desk<'_>, actor: &Actor, channel: &ChannelId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let writes = writes(desk, actor, channel)?;
    let card = match of(desk, channel)? {
        Some(charter) => card::whole(&say, channel, &charter, writes),
        None => card::none(&say, channel, writes),
    };
    desk.reply(card);
    Ok(())
}

/// Whether somebody may write the charter of a channel.
fn writes(desk: &Desk<'_>, actor: &Actor, channel: &ChannelId) -> Result<bool, Undecided> {
    roles::may(desk, &actor.id, Who::Managers, Some(channel))
}

/// A button was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &CharterPress,
) -> Result<(), Undecided> {
    match press {
        CharterPress::Show(channel) => show(desk, actor, channel),
        CharterPress::Write(channel, part, _) => form::open(desk, actor, channel, *part),
        CharterPress::Earlier(channel) => card::earlier(desk, actor, channel),
        CharterPress::Look(channel, number) => card::look(desk, actor, channel, *number),
        CharterPress::Review(channel) => card::review(desk, actor, channel),
        CharterPress::StillTrue(channel) => still_true(desk, actor, channel),
        CharterPress::Step(channel, part) => step(desk, actor, channel.as_ref(), *part),
        CharterPress::Suggest(channel, part) => {
            suggesting::open(desk, actor, channel.as_ref(), *part)
        }
    }
}

/// A form was sent.
pub(in crate::coach) fn filled(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &CharterPress,
    values: &Values,
) -> Result<(), Undecided> {
    match press {
        CharterPress::Write(channel, part, opened_at) => {
            form::send(desk, actor, (channel, *part, *opened_at), values)
        }
        CharterPress::Suggest(channel, part) => {
            suggesting::send(desk, actor, (channel.as_ref(), *part), values)
        }
        CharterPress::Show(_)
        | CharterPress::Earlier(_)
        | CharterPress::Look(..)
        | CharterPress::Review(_)
        | CharterPress::StillTrue(_)
        | CharterPress::Step(..) => super::old_button(desk, actor),
    }
}

/// What a step of a programme asks of a charter. Who may write it does, and who may not says what
/// she would write: nobody is left without something to do.
fn step(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    part: CharterPart,
) -> Result<(), Undecided> {
    let person = Person::read(desk, &actor.id)?;
    let Some(channel) = channel.or(person.team()) else {
        return suggesting::open(desk, actor, None, part);
    };
    if part == CharterPart::Again && of(desk, channel)?.is_some() {
        card::review(desk, actor, channel)
    } else if writes(desk, actor, channel)? {
        form::open(desk, actor, channel, part)
    } else {
        suggesting::open(desk, actor, Some(channel), part)
    }
}

/// Somebody read it again and finds that it still holds.
fn still_true(desk: &mut Desk<'_>, actor: &Actor, channel: &ChannelId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    if of(desk, channel)?.is_none() {
        desk.reply(card::none(&say, channel, writes(desk, actor, channel)?));
        return Ok(());
    }
    programme::acted(desk, &actor.id, Done::Charter(ProgrammeAct::CharterReview))?;
    home::touched(desk, &actor.id)?;
    desk.reply(Card::words(say.charter_still_true()));
    Ok(())
}
