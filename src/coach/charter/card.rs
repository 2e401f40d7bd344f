//! How a charter looks: whole, as one of its earlier versions, to be read again.

use super::press::{Part, Press};
use super::record::{self, Charter};
use crate::chat::{Actor, Block, Button, Card, ChannelId, Span, Text};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// The charter with what can be done with it.
pub(super) fn whole(
    say: &Speaker<'_>,
    channel: &ChannelId,
    charter: &Charter,
    writes: bool,
) -> Card {
    let mut blocks = contents(say, channel, charter);
    let mut buttons = vec![change(say, channel, (charter, Part::Whole), writes)];
    if charter.number > 1 {
        let earlier = Press::Earlier(channel.clone());
        buttons.push(press(earlier, &say.button_charter_earlier()));
    }
    blocks.push(Block::Buttons(buttons));
    Card::of(blocks).with_accent(charter.accent)
}

/// That there is none yet.
pub(super) fn none(say: &Speaker<'_>, channel: &ChannelId, writes: bool) -> Card {
    let button = if writes {
        let write = Press::Write(channel.clone(), Part::Whole, 0);
        press(write, &say.button_charter_write())
    } else {
        suggest(say, channel, Part::Whole)
    };
    Card::of(vec![
        Block::Paragraph(say.charter_none(named(channel))),
        Block::Buttons(vec![button]),
    ])
}

/// The button that changes it, or with which one says what one would change.
fn change(
    say: &Speaker<'_>,
    channel: &ChannelId,
    (charter, part): (&Charter, Part),
    writes: bool,
) -> Button {
    if writes {
        let write = Press::Write(channel.clone(), part, charter.number);
        press(write, &say.button_charter_change())
    } else {
        suggest(say, channel, part)
    }
}

fn suggest(say: &Speaker<'_>, channel: &ChannelId, part: Part) -> Button {
    let suggest = Press::Suggest(Some(channel.clone()), part);
    press(suggest, &say.button_charter_suggest())
}

fn press(press: Press, label: &Text) -> Button {
    button(&Act::Charter(press), label)
}

pub(super) fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

/// What a charter says. Parts that nobody has written yet are left out.
fn contents(say: &Speaker<'_>, channel: &ChannelId, charter: &Charter) -> Vec<Block> {
    let title = match charter.name() {
        Some(name) => say.charter_title(name),
        None => say.charter_title_of(named(channel)),
    };
    let mut blocks = vec![Block::Title(title)];
    if !charter.message.is_empty() {
        blocks.push(Block::Paragraph(Text::strong(charter.message.as_str())));
    }
    let parts = [
        (say.charter_mission(), Text::plain(charter.mission.as_str())),
        (say.charter_values(), list(&charter.values)),
        (
            say.charter_strengths(),
            Text::plain(charter.strengths.as_str()),
        ),
        (say.charter_stakeholders(), list(&charter.stakeholders)),
    ];
    for (head, text) in parts {
        if !text.to_words().is_empty() {
            let head = Text::strong(head.to_words());
            blocks.push(Block::Paragraph(Text::lines([head, text])));
        }
    }
    blocks.push(Block::Note(written(say, charter)));
    blocks
}

/// Which version it is, when it was written and by whom.
fn written(say: &Speaker<'_>, charter: &Charter) -> Text {
    let number = i64::from(charter.number).to_string();
    let at = charter
        .at
        .map_or_else(Text::default, |at| Text(vec![Span::Moment(at)]));
    match &charter.by {
        Some(by) => say.charter_version(number, at, Text(vec![Span::Person(by.clone())])),
        None => say.charter_version_of_nobody(number, at),
    }
}

fn list(lines: &[String]) -> Text {
    Text::lines(lines.iter().map(|line| Text::plain(format!("• {line}"))))
}

/// The list of earlier versions.
pub(super) fn earlier(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let versions = record::earlier(desk, channel)?;
    if versions.is_empty() {
        desk.reply(Card::words(say.charter_none_earlier()));
        return Ok(());
    }
    let lines = versions.iter().map(|charter| written(&say, charter));
    let mut blocks = vec![
        Block::Paragraph(say.charter_earlier()),
        Block::Paragraph(Text::lines(lines)),
    ];
    let buttons = versions.iter().map(|charter| {
        let look = Press::Look(channel.clone(), charter.number);
        press(look, &say.button_charter_look(charter.number.to_string()))
    });
    blocks.push(Block::Buttons(buttons.collect()));
    desk.reply(Card::of(blocks));
    Ok(())
}

/// One version, without buttons.
pub(super) fn look(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    number: u32,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let card = match record::version(desk, channel, number)? {
        Some(charter) => Card::of(contents(&say, channel, &charter)).with_accent(charter.accent),
        None => Card::words(say.charter_version_gone()),
    };
    desk.reply(card);
    Ok(())
}

/// The charter to be read again, with the two answers to whether it still holds.
pub(super) fn review(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let writes = super::writes(desk, actor, channel)?;
    let Some(charter) = record::of(desk, channel)? else {
        desk.reply(none(&say, channel, writes));
        return Ok(());
    };
    let mut blocks = contents(&say, channel, &charter);
    blocks.push(Block::Paragraph(say.charter_holds()));
    blocks.push(Block::Buttons(vec![
        press(
            Press::StillTrue(channel.clone()),
            &say.button_charter_holds(),
        ),
        change(&say, channel, (&charter, Part::Again), writes),
    ]));
    desk.reply(Card::of(blocks).with_accent(charter.accent));
    Ok(())
}
