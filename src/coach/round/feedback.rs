//! *Tell us*: two questions below a round. Kept once a person and round, changed by sending again.
//!
//! What a person answered lies under her. Her words lie a second time among what is shared, for the
//! admins to read: under a name that is drawn anew each time and stands nowhere but in her own
//! record, with the day and nothing else, unless she ticked that she may be asked. So no shared
//! document, and nothing that is shown, logged or exported, ties an unnamed answer to a person,
//! and she can still change it or have it deleted (F44).

use serde::{Deserialize, Serialize};

use jiff::Timestamp;
use jiff::civil::Date;

use super::counting::{self, Said, Useful, recount};
use super::press::{Press, WeeklyRoundId};
use super::record::WeeklyRound;
use crate::chat::{
    Actor, Answer, Block, Card, Choice, Field, FieldId, Form, InputKind, PersonId, Row, Text,
    Value, Values,
};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, Record};
use crate::coach::filled::{Amiss, chosen};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Forgets, Where};
use crate::coach::seed;
use crate::state::{Key, Kind, Owner, Undecided};

const USEFUL: &str = "useful";
const NEXT: &str = "next";
const TALK: &str = "talk";
const MAY_ASK: &str = "may-ask";
/// The longest answer to *what next?*, in UTF-16 units.
const WORDS_CHARS: u16 = 500;
/// The most texts of a round that are read at once.
const REMARKS_READ: u16 = 250;

/// What one person found of a round. Hers; below 2 KB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Feedback {
    /// Whether it was useful: what she said on each day on which she said something, at most 15.
    pub said: Vec<Said>,
    /// What should come next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether she may be asked for a talk, and so is named.
    pub may_ask: bool,
    /// The name of what admins read of it, if there is something to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// When she last sent it.
    pub at: Timestamp,
}

/// What admins read: somebody's words, or that somebody may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Remark {
    /// What should come next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Who, where she ticked that she may be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// On which day it was sent, in the workspace's zone.
    pub on: Date,
}

impl Record for Feedback {
    const KIND: Kind = Kind::Feedback;
}

impl Record for Remark {
    const KIND: Kind = Kind::Feedback;
}

impl Forgets for Remark {
    fn forget(&mut self, person: &PersonId) -> bool {
        let was = self.person.as_ref() == Some(person);
        if was {
            self.person = None;
        }
        was
    }
}

impl Feedback {
    /// Where what a person found of a round lies.
    pub fn key(person: &PersonId, round: &WeeklyRoundId) -> Key {
        Key::personal(person, Kind::Feedback, round.as_str())
    }
}

impl Remark {
    /// Where it lies.
    pub fn key(round: &WeeklyRoundId, name: &str) -> Key {
        Key::shared(Kind::Feedback, Self::named(round, name))
    }

    /// The name under which it lies, of all rounds.
    fn named(round: &WeeklyRoundId, name: &str) -> String {
        format!("{round}/{name}")
    }

    /// Those of a round, in an order that tells nothing: their names are drawn.
    pub fn every(desk: &Desk<'_>, round: &WeeklyRoundId) -> Result<Vec<Self>, Undecided> {
        let begins = format!("{round}/");
        let page = desk.read_some::<Self>(Owner::Shared, begins.as_str().into(), REMARKS_READ)?;
        let of_round = page
            .into_iter()
            .filter(|(key, _)| key.id.starts_with(&begins));
        Ok(of_round.map(|(_, remark)| remark).collect())
    }
}

/// The round, if it takes answers; else why not.
fn open_round(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &WeeklyRoundId,
) -> Result<Result<WeeklyRound, Text>, Undecided> {
    Ok(match WeeklyRound::read(desk, id)? {
        None => Err(say.round_unknown()),
        Some(round) if !round.stands() => Err(say.round_gone()),
        Some(round) if counting::is_over(desk, &round) => Err(say.round_over()),
        Some(round) => Ok(round),
    })
}

/// Opens the form, with what she said before.
pub(super) fn open_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WeeklyRoundId,
) -> Result<(), Undecided> {
    let key = Feedback::key(&actor.id, id);
    desk.want(&[WeeklyRound::key(id), key.clone(), Person::key(&actor.id)])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    if let Err(why) = open_round(desk, &say, id)? {
        desk.reply(Card::words(why));
        return Ok(());
    }
    let before: Option<Feedback> = desk.read(&key)?;
    let form = form(&say, id, before.as_ref());
    desk.answer(Answer::Form(form));
    Ok(())
}

fn form(say: &Speaker<'_>, id: &WeeklyRoundId, before: Option<&Feedback>) -> Form {
    let last = before.and_then(|before| before.said.last());
    let labelled = Useful::ALL.map(|useful| Choice {
        id: useful.name().to_owned(),
        label: useful_words(say, useful).to_words(),
    });
    let useful = InputKind::One {
        options: labelled.to_vec(),
        initial: last.map(|said| said.useful.name().to_owned()),
    };
    let words = before.and_then(|before| before.words.clone());
    let next = InputKind::Words {
        long: true,
        max: WORDS_CHARS,
        initial: words.unwrap_or_default(),
        example: String::new(),
    };
    let may_ask = before.is_some_and(|before| before.may_ask);
    let talk = InputKind::Several {
        options: vec![Choice {
            id: MAY_ASK.to_owned(),
            label: say.feedback_may_ask().to_words(),
        }],
        initial: may_ask.then(|| MAY_ASK.to_owned()).into_iter().collect(),
    };
    let field = |id: &str, label: Text, optional, input| {
        Row::Ask(Field {
            id: FieldId::from(id),
            label: label.to_words(),
            hint: None,
            optional,
            input,
        })
    };
    Form {
        about: Act::Round(Press::TellUs(id.clone())).token(),
        page: 0,
        back: None,
        title: say.feedback_form_title().to_words(),
        submit: say.form_send().to_words(),
        rows: vec![
            field(USEFUL, say.feedback_useful(), false, useful),
            field(NEXT, say.feedback_next(), true, next),
            field(TALK, say.feedback_talk(), true, talk),
            Row::Show(Block::Note(say.feedback_private(counting::TOGETHER))),
        ],
    }
}

/// A choice in words.
pub(super) fn useful_words(say: &Speaker<'_>, useful: Useful) -> Text {
    match useful {
        Useful::Yes => say.feedback_yes(),
        Useful::Partly => say.feedback_partly(),
        Useful::No => say.feedback_no(),
    }
}

/// What stands in the form.
struct Filled {
    useful: Useful,
    words: Option<String>,
    may_ask: bool,
}

/// The form comes back.
pub(super) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &WeeklyRoundId,
    values: &Values,
) -> Result<(), Undecided> {
    let key = Feedback::key(&actor.id, id);
    desk.want(&[WeeklyRound::key(id), key.clone(), Person::key(&actor.id)])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    if let Err(why) = open_round(desk, &say, id)? {
        let typed = values.get(&FieldId::from(NEXT)).and_then(Value::words);
        let back = typed.map(|typed| Block::Paragraph(say.feedback_typed(typed)));
        let blocks = [Block::Paragraph(why)].into_iter().chain(back);
        desk.reply(Card::of(blocks.collect()));
        return Ok(());
    }
    let filled = match filled(&say, values) {
        Ok(filled) => filled,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    let before: Option<Feedback> = desk.read(&key)?;
    keep(desk, &actor.id, id, before.as_ref(), filled);
    let said = if before.is_some() {
        say.feedback_changed()
    } else {
        say.feedback_thanks()
    };
    desk.reply(Card::words(said));
    Ok(())
}

fn filled(say: &Speaker<'_>, values: &Values) -> Result<Filled, Amiss> {
    let mut amiss = Amiss::new();
    let field = FieldId::from(USEFUL);
    let useful = chosen(values, &field).and_then(|choice| Useful::named(choice.as_str()));
    if useful.is_none() {
        amiss.push((field, say.form_error_empty()));
    }
    let words = values.get(&FieldId::from(NEXT)).and_then(Value::words);
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    if words.is_some_and(|words| words.encode_utf16().count() > usize::from(WORDS_CHARS)) {
        let long = say.form_error_long(i64::from(WORDS_CHARS));
        amiss.push((FieldId::from(NEXT), long));
    }
    let ticked = values.get(&FieldId::from(TALK)).map(Value::chosen);
    match useful {
        Some(useful) if amiss.is_empty() => Ok(Filled {
            useful,
            words: words.map(str::to_owned),
            may_ask: ticked.is_some_and(|ticked| ticked.iter().any(|it| it == MAY_ASK)),
        }),
        Some(_) | None => Err(amiss),
    }
}

/// Keeps what she says now: her record, the counters, and what admins read in place of what they
/// read before.
fn keep(
    desk: &mut Desk<'_>,
    person: &PersonId,
    id: &WeeklyRoundId,
    before: Option<&Feedback>,
    filled: Filled,
) {
    let today = counting::day(desk, desk.now);
    let said_before = before.map(|before| before.said.clone()).unwrap_or_default();
    let said = say_today(&said_before, today, filled.useful);
    recount(desk, id, &said_before, &said);
    if let Some(remark) = before.and_then(|before| before.remark.as_deref()) {
        desk.remove(Remark::key(id, remark));
    }
    let has_remark = filled.words.is_some() || filled.may_ask;
    let remark = has_remark.then(|| {
        let workspace = desk.event.workspace.as_str();
        let name = seed::name(&[workspace, desk.event.id.as_str(), "remark"]);
        let remark = Remark {
            words: filled.words.clone(),
            person: filled.may_ask.then(|| person.clone()),
            on: today,
        };
        desk.write(Remark::key(id, &name), &remark);
        if let Some(named) = &remark.person {
            privacy::note(desk, named, Where::Feedback(Remark::named(id, &name)));
        }
        name
    });
    let feedback = Feedback {
        said,
        words: filled.words,
        may_ask: filled.may_ask,
        remark,
        at: desk.now,
    };
    desk.write(Feedback::key(person, id), &feedback);
}

/// What she has said when she says something today: the last of a day counts, and the same once
/// more is nothing new.
fn say_today(before: &[Said], today: Date, useful: Useful) -> Vec<Said> {
    let mut said = before.to_vec();
    match said.last_mut() {
        Some(last) if last.useful == useful => {}
        // A clock that was put back does not reorder the days.
        Some(last) if last.on >= today => last.useful = useful,
        Some(_) | None => said.push(Said { on: today, useful }),
    }
    said
}
