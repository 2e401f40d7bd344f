//! What somebody would write who may not write the charter: it becomes a plan of her own, which
//! comes back so that she says it to those who may. As a step of a programme it counts as much as
//! writing. Nobody else is written to about it.

use super::card::named;
use super::press::{Part, Press};
use crate::chat::{
    Actor, Answer, Block, Card, ChannelId, Field, FieldId, Form, InputKind, Row, Text, Values,
};
use crate::coach::act::Act;
use crate::coach::checkin::PLAN_CHARS;
use crate::coach::commitment;
use crate::coach::desk::Desk;
use crate::coach::filled::written;
use crate::coach::home;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::programme::{self, Done};
use crate::state::Undecided;

const WORDS: &str = "words";

/// Opens the form.
pub(super) fn open(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: Option<&ChannelId>,
    part: Part,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let why = match channel {
        Some(channel) => say.charter_suggest_to(named(channel)),
        None => say.charter_suggest_no_team(),
    };
    let words = Field {
        id: FieldId::from(WORDS),
        label: of_which(&say, part).to_words(),
        hint: None,
        optional: false,
        input: InputKind::Words {
            long: false,
            max: PLAN_CHARS,
            initial: say.charter_suggest_begins().to_words(),
            example: String::new(),
        },
    };
    desk.answer(Answer::Form(Form {
        about: Act::Charter(Press::Suggest(channel.cloned(), part)).token(),
        page: 0,
        back: None,
        title: say.charter_suggest_title().to_words(),
        submit: say.form_send().to_words(),
        rows: vec![Row::Show(Block::Paragraph(why)), Row::Ask(words)],
    }));
    Ok(())
}

/// What a part is called.
fn of_which(say: &Speaker<'_>, part: Part) -> Text {
    match part {
        Part::Whole | Part::Again => say.charter_form_title(),
        Part::Purpose => say.charter_mission(),
        Part::Stakeholders => say.charter_stakeholders(),
        Part::Message => say.charter_message(),
    }
}

/// The form comes back.
pub(super) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (channel, part): (Option<&ChannelId>, Part),
    values: &Values,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let (_, say) = Person::meet(desk, id)?;
    let words = match written(&say, values, WORDS, PLAN_CHARS) {
        Ok(words) => words,
        Err(amiss) => {
            desk.refuse(amiss);
            return Ok(());
        }
    };
    if words == say.charter_suggest_begins().to_words().trim() {
        desk.refuse(vec![(FieldId::from(WORDS), say.form_error_empty())]);
        return Ok(());
    }
    let cue = match part {
        Part::Whole | Part::Again => say.charter_suggest_cue_whole(),
        Part::Purpose | Part::Stakeholders | Part::Message => {
            say.charter_suggest_cue(of_which(&say, part))
        }
    };
    let mut blocks = commitment::add(desk, id, (cue.to_words(), words))?;
    if let Some(act) = part.act() {
        programme::acted(desk, id, Done::Charter(act))?;
    }
    home::touched(desk, id)?;
    let whom = channel.map(|channel| say.charter_suggest_whom(named(channel)));
    blocks.extend(whom.map(Block::Note));
    desk.reply(Card::of(blocks));
    Ok(())
}
