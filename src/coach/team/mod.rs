//! The team's picture: what a team can be told about itself without telling of anybody in it. Which figures may be shown
//! is decided by the [rule of five](rule); how the picture is made each week lies in `making`, what is kept of it in
//! `picture`, who is in a team in `record`, for which team somebody counts in `membership`, and what she
//! contributes in `contributing`. Managers ask for it here, and for that of a named list (`lists`).
//! docs/privacy.md has the rule in words.

mod card;
mod contributing;
mod lists;
mod making;
mod membership;
mod picture;
mod press;
mod preview;
mod record;
pub mod rule;
mod slice;

pub use press::{Press as TeamPress, TeamId};

#[cfg(test)]
pub(in crate::coach) use picture::Stage;
#[cfg(test)]
pub(in crate::coach) use picture::{Making, Picture};
pub(in crate::coach) use {
    making::{due, learn as learn_members},
    membership::Membership,
    preview::every_card,
    record::{Roster, Team},
};

use super::audit::{self, Deed};
use super::desk::{Desk, WORTH_SAYING};
use super::person::Person;
use super::privacy::{self, Where};
use crate::chat::{Actor, Card, ChannelId, Message, MessageId, PersonId, Place, Span, Text};
use crate::state::Undecided;

/// Runs the command: the picture of the channel's team, or what is to be done with a list.
pub(in crate::coach) fn team(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let Some(channel) = place.channel().cloned() else {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.team_needs_channel()));
        return Ok(());
    };
    if words.is_empty() {
        card::show(desk, actor, &TeamId::of_channel(&channel))
    } else {
        lists::said(desk, actor, &channel, words)
    }
}

/// A button was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    press: &TeamPress,
) -> Result<(), Undecided> {
    match press {
        TeamPress::Show(id) => card::show(desk, actor, id),
        TeamPress::Draw(id) => draw(desk, actor, id),
        TeamPress::Stop(id) => stop(desk, actor, id),
    }
}

/// Has a picture drawn each week, the first at once. The channel is told: nobody is counted behind her back.
fn draw(desk: &mut Desk<'_>, actor: &Actor, id: &TeamId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let known = Team::read(desk, id)?;
    if known.as_ref().is_some_and(|team| team.drawn) {
        return card::show(desk, actor, id);
    }
    if id.is_list() && known.is_none() {
        desk.reply(Card::words(say.team_list_gone()));
        return Ok(());
    }
    let team = Team {
        name: known.and_then(|team| team.name),
        by: Some(actor.id.clone()),
        since: desk.now,
        drawn: true,
        too_many: false,
    };
    drawn(desk, actor, id, &team)?;
    if !id.is_list() {
        announce(desk, &id.channel());
    }
    desk.reply(Card::words(say.team_begun()));
    Ok(())
}

/// A team is drawn from now on.
fn drawn(desk: &mut Desk<'_>, actor: &Actor, id: &TeamId, team: &Team) -> Result<(), Undecided> {
    desk.write(Team::key(id), team);
    privacy::note(desk, &actor.id, Where::Team(id.clone()));
    let channel = id.channel();
    audit::record(desk, &actor.id, Deed::TeamDrawn { channel });
    making::begin(desk, id, team)
}

fn announce(desk: &mut Desk<'_>, channel: &ChannelId) {
    let card = Card::words(desk.public_speaker().team_announced());
    let until = desk.after(WORTH_SAYING);
    desk.stand(Message {
        id: MessageId::from(format!("team/{}", desk.event.id)),
        place: Place::Channel(channel.clone()),
        card,
        until,
        urgent: false,
        via: None,
    });
}

/// Has it drawn no more.
fn stop(desk: &mut Desk<'_>, actor: &Actor, id: &TeamId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    if let Some(mut team) = Team::read(desk, id)?.filter(|team| team.drawn) {
        team.drawn = false;
        desk.write(Team::key(id), &team);
        let channel = id.channel();
        audit::record(desk, &actor.id, Deed::TeamStopped { channel });
    }
    desk.reply(Card::words(say.team_stopped()));
    Ok(())
}

/// The team in whose picture somebody counts, as it is called.
pub(in crate::coach) fn counts_for(
    desk: &Desk<'_>,
    person: &PersonId,
) -> Result<Option<Text>, Undecided> {
    let hers: Option<Membership> = desk.read(&Membership::key(person))?;
    let Some(id) = hers.and_then(|hers| hers.counts_for().cloned()) else {
        return Ok(None);
    };
    let team = Team::read(desk, &id)?.filter(|team| team.drawn);
    Ok(team.map(|team| called(&id, Some(&team))))
}

/// The team as it is called: by the name of the list, or the channel.
fn called(id: &TeamId, team: Option<&Team>) -> Text {
    match team.and_then(|team| team.name.as_deref()) {
        Some(name) => Text::strong(name),
        None => Text(vec![Span::Channel(id.channel())]),
    }
}
