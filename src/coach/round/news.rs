//! `news`: managers collect links for their channel's next round, look at them, take them out.

use super::card::link_line;
use super::collecting::{self, Collected, collect, fits, refusal};
use super::link;
use super::press::{NewsId, Press};
use super::record::News;
use crate::chat::{Actor, Block, Button, Card, ChannelId, Place, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::filled::one_line;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// Runs the command; the words are what stood after it: a link and a line, or nothing.
pub(in crate::coach) fn news(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel().cloned() else {
        desk.reply(Card::words(say.news_needs_channel()));
        return Ok(());
    };
    let Some((first, rest)) = words.split_first() else {
        return list(desk, &say, &channel);
    };
    let line = one_line(&rest.join(" "));
    let link = match link::read(first) {
        Ok(link) => link,
        Err(why) => {
            desk.reply(Card::words(refusal(&say, why)));
            return Ok(());
        }
    };
    if !fits(line.as_ref()) {
        let most = i64::from(collecting::LINE_CHARS);
        desk.reply(Card::words(say.news_line_long(most)));
        return Ok(());
    }
    let came = collect(desk, &say, &actor.id, &channel, link, line)?;
    let card = told(&say, &channel, came);
    desk.reply(card);
    Ok(())
}

/// What came of collecting a link, with a way back.
pub(super) fn told(say: &Speaker<'_>, channel: &ChannelId, came: Collected) -> Card {
    match came {
        Collected::Waits(id, news, count) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            Card::of(vec![
                Block::Paragraph(say.news_waits(named(channel), count)),
                Block::Paragraph(link_line(say, &news)),
                Block::Buttons(vec![take_out_button(say, channel, &id, None)]),
            ])
        }
        Collected::Not(why) => Card::words(why),
    }
}

fn take_out_button(
    say: &Speaker<'_>,
    channel: &ChannelId,
    id: &NewsId,
    number: Option<i64>,
) -> Button {
    let act = Act::Round(Press::TakeOut(channel.clone(), id.clone()));
    let label = match number {
        Some(number) => say.button_take_out_this(number),
        None => say.button_take_out(),
    };
    button(&act, &label)
}

fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

/// What waits for the next round. Who collected it is not shown.
fn list(desk: &mut Desk<'_>, say: &Speaker<'_>, channel: &ChannelId) -> Result<(), Undecided> {
    let waiting = News::waiting(desk, channel)?;
    if waiting.is_empty() {
        desk.reply(Card::words(say.news_none(named(channel))));
        return Ok(());
    }
    let mut blocks = vec![Block::Paragraph(say.news_list(named(channel)))];
    let mut buttons = Vec::new();
    for (number, (id, news)) in (1i64..).zip(&waiting) {
        let line = say.news_line(number, link_line(say, news));
        blocks.push(Block::Paragraph(line));
        buttons.push(take_out_button(say, channel, id, Some(number)));
    }
    blocks.push(Block::Buttons(buttons));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// *Take out* on a collected link.
pub(super) fn take_out(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    id: &NewsId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = if collecting::take_out(desk, &actor.id, channel, id)? {
        say.news_took_out()
    } else {
        say.news_gone()
    };
    desk.reply(Card::words(said));
    Ok(())
}
