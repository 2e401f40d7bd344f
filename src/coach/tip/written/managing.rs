//! What can be done with a tip that was written in a chat: look at it exactly as it will look, post
//! it, schedule it, change it, delete it.

use jiff::SignedDuration;

use super::form::open_for;
use super::record::WrittenTip;
use crate::chat::{Actor, Block, Button, Card, Confirm, Span, Text};
use crate::coach::act::{Act, OfWritten};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::named;
use crate::coach::schedule;
use crate::coach::tip::card::preview_card;
use crate::coach::tip::giving::give;
use crate::library::{TipId, problems_of_written_tip};
use crate::state::Undecided;

/// So soon after a post another tap on *Post it now* posts nothing more.
const DOUBLE_TAP: SignedDuration = SignedDuration::from_mins(1);

/// A tip exactly as it will look, what the rules hint at, and what can be done with it; below it how
/// its schedule was understood, where it has one to be confirmed.
pub(super) fn preview(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &TipId,
    tip: &WrittenTip,
    echo: Option<Card>,
) -> Card {
    let card = preview_card(&desk.public_speaker(), &desk.coach.library, &tip.tip(id));
    let mut blocks = vec![Block::Note(say.written_preview()), Block::Divider];
    blocks.extend(card.blocks);
    blocks.push(Block::Divider);
    let problems = problems_of_written_tip(&tip.title, &tip.text, &tip.do_this_week);
    let hints = problems
        .into_iter()
        .map(|hint| say.written_hint(hint.what, hint.remedy));
    blocks.extend(hints.map(Block::Note));
    blocks.push(Block::Note(made(say, tip)));
    blocks.push(Block::Buttons(buttons(say, id, echo.is_some())));
    if let Some(echo) = echo {
        blocks.push(Block::Divider);
        blocks.extend(echo.blocks);
    }
    Card::of(blocks)
}

/// Who wrote it, and who changed it last.
pub(super) fn made(say: &Speaker<'_>, tip: &WrittenTip) -> Text {
    let person = |person| named::words(say, &person);
    let moment = |at| Text(vec![Span::Moment(at)]);
    let (by, at) = (person(tip.by.clone()), moment(tip.written));
    match &tip.changed {
        None => say.written_made(by, at),
        Some(changed) => {
            let (changed_by, changed_at) = (person(changed.by.clone()), moment(changed.at));
            say.written_made_changed(by, at, changed_by, changed_at)
        }
    }
}

fn buttons(say: &Speaker<'_>, id: &TipId, has_echo: bool) -> Vec<Button> {
    let draw = |deed, label: Text| button(&Act::Written(id.clone(), deed), &label);
    let mut buttons = vec![draw(OfWritten::Post, say.button_post_now())];
    if !has_echo {
        buttons.push(draw(OfWritten::Schedule, say.button_schedule_it()));
    }
    let confirm = Confirm {
        title: say.written_delete_title().to_words(),
        text: say.written_delete_text().to_words(),
        yes: say.button_delete().to_words(),
        no: say.button_keep().to_words(),
    };
    buttons.extend([
        draw(OfWritten::Change, say.button_change()),
        draw(OfWritten::Delete, say.button_delete()).confirmed(confirm),
    ]);
    buttons
}

/// A button of a written tip was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &TipId,
    deed: OfWritten,
) -> Result<(), Undecided> {
    desk.want(&[WrittenTip::key(id), Person::key(&actor.id)])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(tip) = WrittenTip::read(desk, id)? else {
        desk.reply(Card::words(say.written_gone()));
        return Ok(());
    };
    match deed {
        OfWritten::Look => {
            let card = preview(desk, &say, id, &tip, None);
            desk.reply(card);
            Ok(())
        }
        OfWritten::Post => post_now(desk, actor, &say, id, &tip),
        OfWritten::Schedule => schedule::open_for_tip(desk, &say, &tip.channel, id),
        OfWritten::Change => {
            open_for(desk, &say, id, &tip);
            Ok(())
        }
        OfWritten::Delete => delete(desk, actor, &say, id, tip),
    }
}

fn post_now(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    id: &TipId,
    tip: &WrittenTip,
) -> Result<(), Undecided> {
    let record = desk.read::<ChannelRecord>(&ChannelRecord::key(&tip.channel))?;
    let last = record.and_then(|record| record.tips.last(id));
    if last.is_some_and(|last| desk.now.duration_since(last) < DOUBLE_TAP) {
        desk.reply(Card::words(say.written_posted_before()));
        return Ok(());
    }
    give(desk, actor, say, tip.tip(id), tip.channel.clone())
}

/// Nothing is deleted that still comes: whoever scheduled it is not left with nothing.
fn delete(
    desk: &mut Desk<'_>,
    actor: &Actor,
    say: &Speaker<'_>,
    id: &TipId,
    tip: WrittenTip,
) -> Result<(), Undecided> {
    let title = Text::strong(tip.title.as_str());
    let (coming, opening) = schedule::that_give(desk, say, id)?;
    if !coming.is_empty() {
        desk.reply(Card::of(vec![
            Block::Paragraph(say.written_still_comes(title, Text::list(coming))),
            Block::Buttons(opening),
        ]));
        return Ok(());
    }
    desk.remove(WrittenTip::key(id));
    let deed = Deed::TipDeleted {
        tip: id.clone(),
        channel: tip.channel,
    };
    audit::record(desk, &actor.id, deed);
    desk.reply(Card::words(say.written_deleted(title)));
    Ok(())
}
