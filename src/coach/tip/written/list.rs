//! `write`: opens the form for a new tip of a channel; `write list` shows those that were written.

use super::form::open_new;
use super::managing::made;
use super::record::{WRITTEN_MOST, WrittenTip};
use crate::chat::{Actor, Block, Button, Card, Place, Text};
use crate::coach::act::{Act, OfWritten};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::library::TipId;
use crate::state::Undecided;

/// The most tips on one list: each takes a paragraph, and a message has room for 50 blocks.
const LISTED_MOST: usize = 20;

/// Runs the command; the words are what stood after it.
pub(in crate::coach) fn write(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = match (words, place.channel()) {
        ([word], _) if word.eq_ignore_ascii_case("list") => {
            let card = list(desk, &say, place)?;
            desk.reply(card);
            return Ok(());
        }
        ([_, ..], _) => say.write_usage(),
        ([], None) => say.tip_needs_channel(),
        ([], Some(_)) if !desk.event.opens_form => say.write_needs_form(),
        ([], Some(channel)) => {
            if WrittenTip::every(desk)?.len() < usize::from(WRITTEN_MOST) {
                open_new(desk, &say, channel);
                return Ok(());
            }
            say.written_too_many()
        }
    };
    desk.reply(Card::words(said));
    Ok(())
}

/// The latest first; in a channel those that were written there, else all.
fn list(desk: &Desk<'_>, say: &Speaker<'_>, place: &Place) -> Result<Card, Undecided> {
    let mut tips: Vec<(TipId, WrittenTip)> = WrittenTip::every(desk)?;
    if let Some(channel) = place.channel() {
        tips.retain(|(_, tip)| tip.channel == *channel);
    }
    if tips.is_empty() {
        return Ok(Card::words(say.written_none()));
    }
    tips.sort_by_key(|(_, tip)| std::cmp::Reverse(tip.written));
    let more = i64::try_from(tips.len().saturating_sub(LISTED_MOST)).unwrap_or(i64::MAX);
    tips.truncate(LISTED_MOST);
    let mut blocks = vec![Block::Title(say.written_title())];
    let mut buttons: Vec<Button> = Vec::new();
    for (number, (id, tip)) in (1i64..).zip(&tips) {
        let head = say.written_line(number, Text::strong(tip.title.as_str()));
        blocks.push(Block::Paragraph(Text::lines([head, made(say, tip)])));
        let act = Act::Written(id.clone(), OfWritten::Look);
        buttons.push(button(&act, &say.button_open_schedule(number)));
    }
    if more > 0 {
        blocks.push(Block::Note(say.written_more(more)));
    }
    blocks.push(Block::Buttons(buttons));
    Ok(Card::of(blocks))
}
