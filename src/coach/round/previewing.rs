//! `round`: the next round as it would look now, for who may schedule it.

use super::card::preview_card;
use super::gathering::Contents;
use crate::chat::{Actor, Block, Card, ChannelId, Place, Span, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::state::Undecided;

/// Runs the command.
pub(in crate::coach) fn round(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel() else {
        desk.reply(Card::words(say.round_needs_channel()));
        return Ok(());
    };
    let card = match preview(desk, channel)? {
        Some(card) => {
            let how = Text(vec![Span::Channel(channel.clone())]);
            let mut blocks = vec![Block::Note(say.round_preview(how)), Block::Divider];
            blocks.extend(card.blocks);
            Card::of(blocks)
        }
        None => Card::words(say.round_empty()),
    };
    desk.reply(card);
    Ok(())
}

/// The card of a channel's next round, with the article that it will have as things stand; none if
/// there would be nothing to say.
pub(in crate::coach) fn preview(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<Option<Card>, Undecided> {
    let contents = Contents::gather(desk, channel)?;
    let say = desk.public_speaker();
    let library = &desk.coach.library;
    Ok(contents
        .is_worth_saying()
        .then(|| preview_card(&say, library, &contents)))
}
