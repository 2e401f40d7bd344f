//! Telling a win: by the command, with or without words; from somebody's message; by a button.
//! It is posted where the wins of the workspace stand, else where it is told.

use super::form::{self, Content, WHAT_CHARS};
use super::naming;
use super::posting;
use super::press::{Press, WinId};
use super::record::{Told, Win, WinState, WinsChannel};
use super::suggesting;
use crate::chat::{
    Actor, Answer, Block, Card, ChannelId, PersonId, Place, Quote, Span, Text, Values,
};
use crate::coach::charter;
use crate::coach::desk::Desk;
use crate::coach::filled::typed_blocks;
use crate::coach::person::Person;
use crate::coach::programme::{self, Done};
use crate::state::Undecided;

/// The shortcut on a message that tells it as a win.
pub(in crate::coach) const SHORTCUT: &str = "1:win-new";

/// Runs the command: `win`, `win @Ben shipped it`.
pub(in crate::coach) fn win(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (people, what) = split(words);
    let content = Content {
        what: cut(&what),
        people,
        ..Content::default()
    };
    let here = place.channel().cloned();
    open_with(desk, actor, here.as_ref(), &content)
}

/// Those who are named first, and the rest of the words.
fn split(words: &[&str]) -> (Vec<PersonId>, String) {
    let is_named = |word: &&&str| word.len() > 1 && word.starts_with('@');
    let named: Vec<&&str> = words.iter().take_while(is_named).collect();
    let rest = words[named.len()..].join(" ");
    let person =
        |word: &&str| PersonId::from(word.trim_start_matches('@').trim_end_matches([':', ',']));
    let people = named.into_iter().map(person).collect();
    (people, rest.trim_start_matches([':', ' ']).to_owned())
}

/// The shortcut: what happened is what the message says, who did it who wrote it.
pub(in crate::coach) fn shortcut(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    quote: &Quote,
) -> Result<(), Undecided> {
    let content = Content {
        what: cut(&quote.text),
        people: quote.author.iter().cloned().collect(),
        ..Content::default()
    };
    open_with(desk, actor, place.channel(), &content)
}

/// Words that fit, cut at a character.
fn cut(words: &str) -> String {
    let mut length = 0;
    let fits = |sign: &char| {
        length += sign.len_utf16();
        length <= usize::from(WHAT_CHARS)
    };
    words.trim().chars().take_while(fits).collect()
}

/// Opens the form by a button.
pub(super) fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
) -> Result<(), Undecided> {
    open_with(desk, actor, channel, &Content::default())
}

fn open_with(
    desk: &mut Desk<'_>,
    actor: &Actor,
    here: Option<&ChannelId>,
    content: &Content,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let channel = WinsChannel::read(desk)?.or_else(|| here.cloned());
    if !desk.event.opens_form {
        let open = super::card::press(Press::Tell(channel), &say.button_tell_win());
        desk.reply(Card::of(vec![
            Block::Paragraph(say.win_form_waits()),
            Block::Buttons(vec![open]),
        ]));
        return Ok(());
    }
    let charter = match &channel {
        Some(channel) => charter::of(desk, channel)?,
        None => None,
    };
    // Until the form comes back the platform has told what she is called.
    naming::ask(desk, [&actor.id])?;
    let about = Press::Tell(channel.clone());
    let waits = match &channel {
        Some(channel) => suggesting::waits(desk, &actor.id, channel)?,
        None => false,
    };
    let mut form = form::form(&say, about, channel.as_ref(), charter.as_ref(), content);
    if waits {
        form.submit = say.win_suggest().to_words();
    }
    desk.answer(Answer::Form(form));
    Ok(())
}

/// The form comes back.
pub(super) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = channel.cloned().or_else(|| form::channel_of(values)) else {
        desk.refuse(form::no_channel(&say));
        return Ok(());
    };
    let charter = charter::of(desk, &channel)?;
    let content = match form::read(&say, charter.as_ref(), values) {
        Ok(content) => content,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    let mut told: Told = desk.read(&Told::key(&actor.id))?.unwrap_or_default();
    if !told.has_room(desk.now) {
        let head = Block::Paragraph(say.win_many());
        let blocks = [head].into_iter().chain(typed_blocks(&say, values));
        desk.reply(Card::of(blocks.collect()));
        return Ok(());
    }
    let win = Win {
        what: content.what,
        people: content.people,
        why: content.why,
        value: content.value,
        by: Some(actor.id.clone()),
        posted_by: None,
        at: desk.now,
        rev: 1,
        state: WinState::Standing,
    };
    if suggesting::waits(desk, &actor.id, &channel)? {
        let state = WinState::Unposted;
        if suggesting::hand_in(desk, actor, &channel, Win { state, ..win })? {
            told.note(desk.now);
            desk.write(Told::key(&actor.id), &told);
        }
        return Ok(());
    }
    told.note(desk.now);
    desk.write(Told::key(&actor.id), &told);
    let id = WinId::new(desk, &channel);
    posting::keep(desk, &id, &win)?;
    programme::acted(desk, &actor.id, Done::Won)?;
    desk.reply(Card::words(
        say.win_posted(Text(vec![Span::Channel(channel)])),
    ));
    Ok(())
}
