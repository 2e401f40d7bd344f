//! What comes next as it will look: the very card, drawn by those who will draw it, seen by one
//! person, and with buttons that do nothing.

use jiff::SignedDuration;

use super::managing::{Opened, nothing_to_send};
use super::posting::next_tip;
use super::record::{What, name_of};
use crate::chat::{Block, Button, Card, Text};
use crate::coach::act::{Act, RunId};
use crate::coach::checkin;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::round;
use crate::coach::tip;
use crate::coach::win;
use crate::state::Undecided;

/// Shows what comes next.
pub(super) fn preview(desk: &mut Desk<'_>, opened: &Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    if let Some(amiss) = opened.amiss(desk)? {
        desk.reply(Card::words(amiss));
        return Ok(());
    }
    let schedule = &opened.schedule;
    let next = opened.next(desk)?;
    let name = next.map_or_else(String::new, |next| name_of(desk, opened.id, &next));
    let at = next.map_or(desk.now, |next| next.at);
    let card = match &schedule.what {
        What::CheckIn {
            subject,
            open_minutes,
        } => {
            let closes = at.saturating_add(SignedDuration::from_mins(i64::from(*open_minutes)));
            let item = checkin::next_for(desk, &schedule.channel, subject.words(), &name)?;
            item.map(|item| {
                let run = RunId::from(name.as_str());
                checkin::card_of(desk, &run, &item, closes.unwrap_or(at))
            })
        }
        What::Tip(source) => {
            let tip = next_tip(desk, schedule, source, &name)?;
            tip.map(|tip| tip::preview_card(&desk.public_speaker(), &desk.coach.library, &tip))
        }
        What::Round => round::preview(desk, &schedule.channel)?,
        What::Recap => win::preview_recap(desk, &schedule.channel)?,
    };
    let Some(card) = card else {
        desk.reply(Card::words(nothing_to_send(&say, &schedule.what)));
        return Ok(());
    };
    let head = match next {
        Some(next) => say.schedule_preview(opened.date(&next)),
        None => say.schedule_preview_undated(),
    };
    desk.reply(inert(head, card));
    Ok(())
}

/// A card below a line that says what it is, with buttons that do nothing.
fn inert(head: Text, card: Card) -> Card {
    let quiet = |button: Button| Button {
        act: Act::Preview.token(),
        confirm: None,
        ..button
    };
    let blocks = card.blocks.into_iter().map(|block| match block {
        Block::Buttons(buttons) => Block::Buttons(buttons.into_iter().map(quiet).collect()),
        other @ (Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider) => other,
    });
    let head = [Block::Note(head), Block::Divider];
    Card::of(head.into_iter().chain(blocks).collect())
}

/// A button of a preview was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &crate::chat::Actor,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    desk.reply(Card::words(say.preview_inert()));
    Ok(())
}
