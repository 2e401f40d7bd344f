//! A channel can't be posted to while it goes through a programme: the programme waits, loses no
//! step, and says so to who began it. When the bot is in the channel again it is offered to go on;
//! by itself it does not, since nobody may remember it by then.

use super::channel::{all, wake};
use super::press::{Deed, Press, Whose};
use super::record::Enrolment;
use super::steps;
use crate::chat::{
    Actor, Block, Button, Card, ChannelId, Departure, MessageId, PersonId, Text, Undeliverable,
};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::coach::schedule::Trouble;
use crate::coach::seed;
use crate::library::ProgrammeId;
use crate::state::Undecided;

/// What a channel's programme posted last could not be said: it is still to come. Where that is
/// the channel's trouble, the programmes there wait.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    message: &MessageId,
    why: &Undeliverable,
) -> Result<(), Undecided> {
    let trouble = Trouble::of(why);
    if trouble.is_none() && *why != Undeliverable::TooLate {
        return Ok(());
    }
    for (programme, mut enrolment) in all(desk, channel)? {
        let posted = enrolment.posted.clone();
        let Some(posted) = posted.filter(|posted| posted.is(message)) else {
            continue;
        };
        enrolment.take_back(posted.at);
        desk.write(Enrolment::key_of_channel(channel, &programme), &enrolment);
    }
    match trouble {
        Some(trouble) => close(desk, channel, trouble),
        None => wake(desk, channel),
    }
}

/// The bot is in a channel no more, or the channel is closed.
pub(in crate::coach) fn went(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    how: Departure,
) -> Result<(), Undecided> {
    close(desk, channel, Trouble::of_departure(how))
}

fn close(desk: &mut Desk<'_>, channel: &ChannelId, trouble: Trouble) -> Result<(), Undecided> {
    let mut waiting = Vec::new();
    for (programme, mut enrolment) in all(desk, channel)? {
        if enrolment.to_post().is_none() {
            continue;
        }
        enrolment.closed = Some(trouble);
        desk.write(Enrolment::key_of_channel(channel, &programme), &enrolment);
        waiting.push((programme, enrolment));
    }
    if waiting.is_empty() {
        return Ok(());
    }
    wake(desk, channel)?;
    tell(desk, channel, &waiting, None, |say, channel| {
        trouble_words(say, trouble, channel)
    })
}

/// What is so, and what to do about it.
pub(super) fn trouble_words(say: &Speaker<'_>, trouble: Trouble, channel: Text) -> Text {
    match trouble {
        Trouble::Archived => say.programme_channel_archived(channel),
        Trouble::NotInvited => say.programme_channel_not_invited(channel),
        Trouble::NotThere => say.programme_channel_not_there(channel),
    }
}

/// The bot is in a channel again: who brought it back, or else who began them, may let the
/// programmes that wait there go on.
pub(in crate::coach) fn came(
    desk: &mut Desk<'_>,
    actor: Option<&Actor>,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let mut waiting = all(desk, channel)?;
    waiting.retain(|(_, it)| it.closed.is_some());
    tell(desk, channel, &waiting, actor, |say, channel| {
        say.programme_channel_again(channel)
    })
}

/// Tells who may do something about it of the programmes that wait.
fn tell(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    waiting: &[(ProgrammeId, Enrolment)],
    brought_by: Option<&Actor>,
    words: impl Fn(&Speaker<'_>, Text) -> Text,
) -> Result<(), Undecided> {
    if waiting.is_empty() {
        return Ok(());
    }
    let event = desk.event.id.as_str();
    let message = MessageId::from(format!("programme/{}", seed::name(&[event, "waits"])));
    let library = desk.coach.library.clone();
    for person in whom(desk, channel, waiting, brought_by)? {
        let (_, say) = Person::meet(desk, &person)?;
        let go_on = |(programme, _): &(ProgrammeId, Enrolment)| -> Button {
            let whose = Whose::Channel(channel.clone());
            let act = Act::Programme(Press::Deed(Deed::GoOn, programme.clone(), whose));
            let title = steps::title(&library, programme).to_words();
            button(&act, &say.button_of(say.button_go_on(), title))
        };
        let card = Card::of(vec![
            Block::Paragraph(words(&say, super::list::channel_text(channel))),
            Block::Buttons(waiting.iter().map(go_on).collect()),
        ]);
        Person::tell(desk, &person, message.clone(), card)?;
    }
    Ok(())
}

/// Who brought the bot back, or who began them, as far as they may; or else the admins.
fn whom(
    desk: &Desk<'_>,
    channel: &ChannelId,
    waiting: &[(ProgrammeId, Enrolment)],
    brought_by: Option<&Actor>,
) -> Result<Vec<PersonId>, Undecided> {
    let may = |person: &PersonId| roles::may(desk, person, Who::Managers, Some(channel));
    if let Some(actor) = brought_by
        && may(&actor.id)?
    {
        return Ok(vec![actor.id.clone()]);
    }
    let mut people: Vec<PersonId> = Vec::new();
    for person in waiting.iter().filter_map(|(_, it)| it.by.as_ref()) {
        if !people.contains(person) && may(person)? {
            people.push(person.clone());
        }
    }
    if people.is_empty() {
        return roles::admins(desk);
    }
    Ok(people)
}
