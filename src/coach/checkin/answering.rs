//! A person answers a check-in that stands in a channel: by a tap, or by the form behind one
//! button. The first answer counts; later ones bring it back.

use std::sync::Arc;

use jiff::SignedDuration;

use super::explaining::{Explained, private_card};
use super::run::{Once, Run};
use super::{Response, kind_of};
use crate::chat::{Actor, Answer, Card, Form, MessageId, Step, Values};
use crate::coach::act::{Act, RunId, Sureness};
use crate::coach::desk::Desk;
use crate::coach::person::{Person, Replies};
use crate::coach::phrases::Speaker;
use crate::coach::taking::{Taken, take};
use crate::coach::wake::Wake;
use crate::library::{ChoiceId, Item};
use crate::state::{Undecided, WakeAt};

/// How long after an answer the count in the channel is brought up to date at the latest.
const REFRESH_SECONDS: i64 = 5;

/// What a press on a run has in front of it.
struct Facing {
    person: Person,
    once: Option<Once>,
    run: Option<(Run, Arc<Item>)>,
}

fn facing(desk: &Desk<'_>, actor: &Actor, id: &RunId) -> Result<Facing, Undecided> {
    desk.want(&[
        Run::key(id),
        Once::key(&actor.id, id),
        Person::key(&actor.id),
    ])?;
    let run = match desk.read::<Run>(&Run::key(id))? {
        Some(run) => run.item(desk)?.map(|item| (run, item)),
        None => None,
    };
    Ok(Facing {
        person: Person::read(desk, &actor.id)?,
        once: desk.read(&Once::key(&actor.id, id))?,
        run,
    })
}

/// A tap on a choice.
pub(in crate::coach) fn answer(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
    choice: &ChoiceId,
) -> Result<(), Undecided> {
    let facing = facing(desk, actor, id)?;
    let say = desk.speaker(facing.person.locale(desk));
    let Some((run, item)) = &facing.run else {
        desk.reply(Card::words(say.run_unknown()));
        return Ok(());
    };
    if let Some(once) = &facing.once {
        say_again(desk, actor, &facing.person, id, item, once);
        return Ok(());
    }
    match kind_of(item).read_choice(choice) {
        Some(response) => keep(
            desk,
            actor,
            facing.person.clone(),
            (id, run, item),
            response,
        ),
        None => {
            desk.reply(Card::words(say.unknown_button()));
            Ok(())
        }
    }
}

/// The button that opens the form of a run.
pub(in crate::coach) fn open_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
) -> Result<(), Undecided> {
    let facing = facing(desk, actor, id)?;
    let say = desk.speaker(facing.person.locale(desk));
    let Some((_, item)) = &facing.run else {
        desk.reply(Card::words(say.run_unknown()));
        return Ok(());
    };
    if let Some(once) = &facing.once {
        say_again(desk, actor, &facing.person, id, item, once);
        return Ok(());
    }
    let form = form_of(&say, item, &Act::AnswerForm(id.clone()), id.as_str());
    desk.answer(Answer::Form(form));
    Ok(())
}

/// The form of a run comes back.
pub(in crate::coach) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
    step: Step,
    values: &Values,
) -> Result<(), Undecided> {
    if step != Step::Next {
        return Ok(());
    }
    let facing = facing(desk, actor, id)?;
    let say = desk.speaker(facing.person.locale(desk));
    let Some((run, item)) = &facing.run else {
        desk.reply(Card::words(say.run_unknown()));
        return Ok(());
    };
    if let Some(once) = &facing.once {
        say_again(desk, actor, &facing.person, id, item, once);
        return Ok(());
    }
    match kind_of(item).read_form(&say, values) {
        Ok(response) => keep(
            desk,
            actor,
            facing.person.clone(),
            (id, run, item),
            response,
        ),
        Err(amiss) => {
            let errors = amiss
                .into_iter()
                .map(|(field, words)| (field, words.to_words()));
            desk.answer(Answer::Errors(errors.collect()));
            Ok(())
        }
    }
}

/// *Show my answer*.
pub(in crate::coach) fn show_mine(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
) -> Result<(), Undecided> {
    let facing = facing(desk, actor, id)?;
    match (&facing.run, &facing.once) {
        (Some((_, item)), Some(once)) => say_again(desk, actor, &facing.person, id, item, once),
        (Some(_), None) => desk.reply(Card::words(
            desk.speaker(facing.person.locale(desk)).answer_none_yet(),
        )),
        (None, _) => desk.reply(Card::words(
            desk.speaker(facing.person.locale(desk)).run_unknown(),
        )),
    }
    Ok(())
}

/// The form that answers an item.
pub(in crate::coach) fn form_of(say: &Speaker<'_>, item: &Item, about: &Act, seed: &str) -> Form {
    let prompt = super::card::prompt_blocks(say, item)
        .into_iter()
        .map(crate::chat::Row::Show);
    Form {
        about: about.token(),
        page: 0,
        title: say.form_answer_title().to_words(),
        submit: say.form_send().to_words(),
        rows: prompt.chain(kind_of(item).form(say, seed)).collect(),
    }
}

fn keep(
    desk: &mut Desk<'_>,
    actor: &Actor,
    mut person: Person,
    (id, run, item): (&RunId, &Run, &Arc<Item>),
    response: Response,
) -> Result<(), Undecided> {
    let counted = run.is_open();
    let took = kind_of(item).spread_name(&response);
    let taken = Taken {
        item,
        response,
        sureness: Sureness::Unsaid,
        run: Some(id),
        counted,
    };
    let once = take(desk, &actor.id, &mut person, taken)?;
    desk.write(Once::key(&actor.id, id), &once);
    if counted {
        desk.count(Run::answered(id), 1);
        if let Some(line) = took {
            desk.count(Run::took(id, &line), 1);
        }
        let soon = desk
            .now
            .saturating_add(SignedDuration::from_secs(REFRESH_SECONDS))
            .unwrap_or(desk.now);
        desk.wake(&Wake::Refresh(id.clone()), WakeAt::NoLaterThan(soon));
    }
    say_first(desk, actor, &person, id, item, &once);
    Ok(())
}

fn say_first(
    desk: &mut Desk<'_>,
    actor: &Actor,
    person: &Person,
    id: &RunId,
    item: &Item,
    once: &Once,
) {
    say_card(desk, actor, person, id, item, once, false);
}

fn say_again(
    desk: &mut Desk<'_>,
    actor: &Actor,
    person: &Person,
    id: &RunId,
    item: &Item,
    once: &Once,
) {
    say_card(desk, actor, person, id, item, once, true);
}

/// The explanation goes where the person wants it: beside the question, or into the direct
/// conversation.
fn say_card(
    desk: &mut Desk<'_>,
    actor: &Actor,
    person: &Person,
    id: &RunId,
    item: &Item,
    once: &Once,
    again: bool,
) {
    let in_channel = person.replies == Replies::Channel;
    let explained = Explained {
        item,
        once,
        day: person.day(desk),
        again,
        sure_of_other: false,
        in_channel,
    };
    let card = private_card(
        &desk.speaker(person.locale(desk)),
        &desk.knowledge.library,
        &explained,
    );
    match person.replies {
        Replies::Channel => desk.reply(card),
        Replies::Direct => desk.tell(
            &actor.id,
            MessageId::from(format!("mine/{id}/{}", desk.event.id)),
            card,
        ),
    }
}
