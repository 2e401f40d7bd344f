//! Telling a win: by the command, with or without words; from somebody's message; by a button.
//! It is posted where the wins of the workspace stand, else where it is told.

use super::form::{self, Content, PEOPLE_MOST, WHAT_CHARS};
use super::naming::{self, Names};
use super::posting;
use super::press::{Press, WinId};
use super::record::{Told, Win, WinState, WinsChannel};
use super::suggesting;
use crate::chat::{
    Actor, Answer, Block, Card, ChannelId, PersonId, Place, Quote, Span, Text, Values,
};
use crate::coach::act::Act;
use crate::coach::charter;
use crate::coach::desk::Desk;
use crate::coach::filled::typed_blocks;
use crate::coach::person::Person;
use crate::coach::programme::{self, Done};
use crate::state::Undecided;

/// The shortcut on a message that tells it as a win.
pub(in crate::coach) const SHORTCUT: &str = "1:win-new";

/// The longest token that a button takes, in UTF-16 units: a little less than the 2,000 of Slack's.
const TOKEN_UNITS: usize = 1_900;
/// So many people within a message are looked up at most.
const NAMES_MOST: usize = 50;
/// Signs that may stand before a name in a sentence, and behind it.
const BEFORE_A_NAME: [char; 4] = ['(', '[', '"', '“'];
const BEHIND_A_NAME: [char; 12] = [':', ',', '.', ';', '!', '?', ')', ']', '"', '”', '…', '–'];

/// Runs the command: `win`, `win @Ben shipped it`.
pub(in crate::coach) fn win(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (people, what) = split(words);
    let content = Content {
        what: cut(&by_name(desk, &what)?),
        people,
        ..Content::default()
    };
    let here = place.channel().cloned();
    open_with(desk, actor, here.as_ref(), &content)
}

/// Those who are named first, and the rest of the words.
fn split(words: &[&str]) -> (Vec<PersonId>, String) {
    let people: Vec<PersonId> = words.iter().map_while(|word| named(word)).collect();
    let rest = words[people.len()..].join(" ");
    (people, rest.trim_start_matches([':', ' ']).to_owned())
}

/// Whom a word names; nobody if it does not begin as a name does.
fn named(word: &str) -> Option<PersonId> {
    let name = word.strip_prefix('@')?.trim_end_matches(BEHIND_A_NAME);
    let name = name.strip_suffix("'s").unwrap_or(name);
    let name = name.strip_suffix("’s").unwrap_or(name);
    (!name.is_empty()).then(|| PersonId::from(name))
}

/// Whom a word of a sentence names, whatever signs stand around the name.
fn named_within(word: &str) -> Option<PersonId> {
    named(word.trim().trim_start_matches(BEFORE_A_NAME))
}

/// Whom a message praises: those whom it names beside who wrote it, else who wrote it.
fn praised(quote: &Quote) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in quote.text.split_whitespace().filter_map(named_within) {
        if quote.author.as_ref() != Some(&person) && !people.contains(&person) {
            people.push(person);
        }
    }
    if people.is_empty() {
        people.extend(quote.author.clone());
    }
    people.truncate(usize::from(PEOPLE_MOST));
    people
}

/// Words in which people stand by their names, as far as these are known: what a platform calls somebody within a
/// message means nothing to who reads it in a form or a win.
fn by_name(desk: &Desk<'_>, words: &str) -> Result<String, Undecided> {
    let people: Vec<PersonId> = words.split_whitespace().filter_map(named_within).collect();
    let names = Names::of(desk, people.iter().take(NAMES_MOST))?;
    let put = |word: &str| {
        let person = named_within(word)?;
        let name = names.known(&person)?;
        Some(word.replacen(&format!("@{person}"), name, 1))
    };
    let all = words.split_inclusive(char::is_whitespace);
    Ok(all
        .map(|word| put(word).unwrap_or_else(|| word.to_owned()))
        .collect())
}

/// The shortcut: what happened is what the message says, who did it whom it praises.
pub(in crate::coach) fn shortcut(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    quote: &Quote,
) -> Result<(), Undecided> {
    let content = Content {
        what: cut(&by_name(desk, &quote.text)?),
        people: praised(quote),
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

/// Opens the form by a button, with what was begun in words in it.
pub(super) fn open_that(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    (people, what): (&[PersonId], &str),
) -> Result<(), Undecided> {
    let content = Content {
        what: cut(what),
        people: people.to_vec(),
        ..Content::default()
    };
    open_with(desk, actor, channel, &content)
}

/// The button that opens the form, with what was begun in words as far as a token has room for it.
fn opening(channel: Option<ChannelId>, content: &Content) -> Press {
    if content.what.is_empty() && content.people.is_empty() {
        return Press::Tell(channel);
    }
    let that = |people: &[PersonId]| {
        let what = content.what.clone();
        Press::TellThat(channel.clone(), people.to_vec(), what)
    };
    let fits = |press: &Press| {
        let token = Act::Win(press.clone()).token();
        token.as_str().encode_utf16().count() <= TOKEN_UNITS
    };
    let all = [that(&content.people), that(&[])];
    all.into_iter().find(fits).unwrap_or(Press::Tell(channel))
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
        let open = super::card::press(opening(channel, content), &say.button_tell_win());
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
        // Who was not known when the form opened may be by now.
        what: cut(&by_name(desk, &content.what)?),
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
