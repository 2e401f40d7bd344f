//! The shortcut on a message: the links that stand in it, in a form with a line beside.

use super::collecting::{Collected, LINE_CHARS, collect, fits, refusal};
use super::link::{self, LONGEST, Link};
use super::news::told;
use super::press::Press;
use crate::chat::{
    Actor, Answer, Block, Card, ChannelId, Choice, Field, FieldId, Form, InputKind, Place, Quote,
    Row, Span, Text, Value, Values,
};
use crate::coach::act::Act;
use crate::coach::desk::Desk;
use crate::coach::filled::{Amiss, one_line};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::roles::{self, Who};
use crate::state::Undecided;

/// The token that the shortcut bears.
pub(in crate::coach) const SHORTCUT: &str = "1:news-new";

const WHICH: &str = "which";
const LINK: &str = "link";
const LINE: &str = "line";
/// A choice brings its link back itself, and no longer than this.
const CHOICE_CHARS: usize = 150;

/// Somebody used the shortcut on a message.
pub(in crate::coach) fn news_shortcut(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    quote: &Quote,
) -> Result<(), Undecided> {
    if !roles::passes(desk, actor, Who::Managers, place.channel(), "news-new")? {
        return Ok(());
    }
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel() else {
        desk.reply(Card::words(say.news_needs_channel()));
        return Ok(());
    };
    let (links, rest) = link::found(&quote.text);
    let form = form(&say, channel, &links, &rest);
    desk.answer(Answer::Form(form));
    Ok(())
}

fn form(say: &Speaker<'_>, channel: &ChannelId, links: &[Link], rest: &str) -> Form {
    let about = Act::Round(Press::Collect(channel.clone()));
    let channel = Text(vec![Span::Channel(channel.clone())]);
    let line = Field {
        id: FieldId::from(LINE),
        label: say.news_form_line().to_words(),
        hint: Some(say.news_form_line_hint().to_words()),
        optional: true,
        input: InputKind::Words {
            long: false,
            max: LINE_CHARS,
            // Of several links the message says something together, of none on its own.
            initial: if links.len() > 1 {
                String::new()
            } else {
                shortened(rest)
            },
            example: String::new(),
        },
    };
    Form {
        about: about.token(),
        page: 0,
        back: None,
        title: say.news_form_title().to_words(),
        submit: say.news_form_send().to_words(),
        rows: vec![
            Row::Show(Block::Paragraph(say.news_form_intro(channel))),
            Row::Ask(link_field(say, links)),
            Row::Ask(line),
        ],
    }
}

/// Several links are a choice, where each can come back by itself; else the first stands there.
fn link_field(say: &Speaker<'_>, links: &[Link]) -> Field {
    let is_choice = links.len() > 1 && links.iter().all(|link| link.url.len() <= CHOICE_CHARS);
    let option = |link: &Link| Choice {
        id: link.url.clone(),
        label: link.url.clone(),
    };
    let first = links.first().map(|link| link.url.clone());
    let (id, input) = if is_choice {
        let options = links.iter().map(option).collect();
        let initial = first;
        (WHICH, InputKind::One { options, initial })
    } else {
        let words = InputKind::Words {
            long: false,
            max: u16::try_from(LONGEST).unwrap_or(u16::MAX),
            initial: first.unwrap_or_default(),
            example: String::new(),
        };
        (LINK, words)
    };
    Field {
        id: FieldId::from(id),
        label: say.news_form_link().to_words(),
        hint: Some(say.news_form_link_hint().to_words()),
        optional: false,
        input,
    }
}

/// What a message says beside its links, as far as it fits into a line.
fn shortened(rest: &str) -> String {
    let rest = rest.trim_end_matches([':', ',', '-', '–', '—', ' ']);
    let rest = one_line(rest).unwrap_or_default();
    let mut room = usize::from(LINE_CHARS);
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    rest.chars().take_while(fits).collect()
}

/// The form comes back: the link waits, or what is amiss with it stands beside its input.
pub(super) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    match filled(&say, values) {
        Ok(Filled { field, link, line }) => {
            match collect(desk, &say, &actor.id, channel, link, line)? {
                // Beside its input, so that nothing that was typed is lost.
                Collected::Not(why) => desk.refuse(vec![(field, why)]),
                waits @ Collected::Waits(..) => {
                    let card = told(&say, channel, waits);
                    desk.reply(card);
                }
            }
        }
        Err(amiss) => desk.refuse(amiss),
    }
    Ok(())
}

/// What stands in the form.
struct Filled {
    field: FieldId,
    link: Link,
    line: Option<String>,
}

fn filled(say: &Speaker<'_>, values: &Values) -> Result<Filled, Amiss> {
    let words = |field: &str| values.get(&FieldId::from(field)).and_then(Value::words);
    let chosen = values.get(&FieldId::from(WHICH));
    let chosen = chosen.and_then(|value| value.chosen().first());
    let (field, typed) = match chosen {
        Some(chosen) => (WHICH, chosen.as_str()),
        None => (LINK, words(LINK).unwrap_or_default()),
    };
    let mut amiss = Amiss::new();
    let field = FieldId::from(field);
    let link = link::read(typed).map_err(|why| (field.clone(), refusal(say, why)));
    let line = one_line(words(LINE).unwrap_or_default());
    if !fits(line.as_ref()) {
        let most = i64::from(LINE_CHARS);
        amiss.push((FieldId::from(LINE), say.news_line_long(most)));
    }
    match link {
        Ok(link) if amiss.is_empty() => Ok(Filled { field, link, line }),
        Ok(_) => Err(amiss),
        Err(fault) => {
            amiss.insert(0, fault);
            Err(amiss)
        }
    }
}
