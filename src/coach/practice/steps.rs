//! One step of a session: an answer, how sure one was of it, and what is then shown. A press on a
//! step that is not the open one changes nothing.

use std::sync::Arc;

use super::session::{Session, close_question, go_on, head};
use crate::chat::{Actor, Answer, Block, Card, Place, Text, Values};
use crate::coach::act::{Act, Step, Sureness};
use crate::coach::checkin::{Explained, Once, Response, Verdict, explain, form_of, kind_of};
use crate::coach::desk::{Desk, button};
use crate::coach::mastery::days_between;
use crate::coach::person::Person;
use crate::coach::seed;
use crate::coach::taking::{Taken, take};
use crate::library::{ChoiceId, Item};
use crate::state::{Key, Kind, Undecided};

/// The open step that a press is about.
pub(super) struct Open {
    pub person: Person,
    pub session: Session,
    pub item: Arc<Item>,
}

/// The open step, if the press is about it; else kind words.
fn open(desk: &mut Desk<'_>, actor: &Actor, step: &Step) -> Result<Option<Open>, Undecided> {
    let found = current(desk, actor)?.filter(|open| open.session.step() == *step);
    if found.is_none() {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.practice_over()));
    }
    Ok(found)
}

/// The step that stands open, whichever it is.
pub(super) fn current(desk: &Desk<'_>, actor: &Actor) -> Result<Option<Open>, Undecided> {
    desk.want(&[Person::key(&actor.id), Session::key(&actor.id)])?;
    let person = Person::read(desk, &actor.id)?;
    let Some(session) = Session::current(desk, &actor.id)? else {
        return Ok(None);
    };
    let item = session.item(desk);
    Ok(item.map(|item| Open {
        person,
        session,
        item,
    }))
}

/// A tap on a choice.
pub(in crate::coach) fn choose(
    desk: &mut Desk<'_>,
    actor: &Actor,
    step: &Step,
    choice: &ChoiceId,
) -> Result<(), Undecided> {
    let Some(open) = open(desk, actor, step)? else {
        return Ok(());
    };
    let response = kind_of(&open.item).read_choice(choice);
    match response {
        Some(response) => respond(desk, actor, open, response),
        None => {
            let words = desk.speaker(open.person.locale(desk)).unknown_button();
            desk.reply(Card::words(words));
            Ok(())
        }
    }
}

/// The button that opens the form.
pub(in crate::coach) fn open_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    step: &Step,
) -> Result<(), Undecided> {
    let Some(open) = open(desk, actor, step)? else {
        return Ok(());
    };
    let say = desk.speaker(open.person.locale(desk));
    let form = form_of(
        &say,
        &open.item,
        &Act::PracticeForm(step.clone()),
        &open.session.seed(),
    );
    desk.answer(Answer::Form(form));
    Ok(())
}

/// The form comes back.
pub(in crate::coach) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    step: &Step,
    values: &Values,
) -> Result<(), Undecided> {
    let Some(open) = open(desk, actor, step)? else {
        return Ok(());
    };
    let say = desk.speaker(open.person.locale(desk));
    let read = kind_of(&open.item).read_form(&say, values);
    match read {
        Ok(response) => respond(desk, actor, open, response),
        Err(amiss) => {
            desk.refuse(amiss);
            Ok(())
        }
    }
}

/// An answer by whatever way: where it helps, how sure one was is asked before anything is told.
pub(super) fn respond(
    desk: &mut Desk<'_>,
    actor: &Actor,
    mut open: Open,
    response: Response,
) -> Result<(), Undecided> {
    if open.session.waiting.is_some() {
        // Answered already; how sure one was is still to be said.
        return Ok(());
    }
    if !(open.item.confidence && open.item.question.is_graded()) {
        return settle(desk, actor, open, response, Sureness::Unsaid);
    }
    open.session.waiting = Some(response);
    show_how_sure(desk, actor, &open);
    desk.write(Session::key(&actor.id), &open.session);
    Ok(())
}

fn show_how_sure(desk: &mut Desk<'_>, actor: &Actor, open: &Open) {
    let say = desk.speaker(open.person.locale(desk));
    let Some(response) = &open.session.waiting else {
        return;
    };
    let yours = kind_of(&open.item).feedback(&say, response).yours;
    let step = open.session.step();
    let ask = |sureness, label: &Text| button(&Act::Confidence(step.clone(), sureness), label);
    let mut blocks = head(desk, &say, &open.session, &open.item);
    blocks.push(Block::Paragraph(open.item.prompt.clone()));
    blocks.push(Block::Paragraph(say.practice_how_sure(yours)));
    blocks.push(Block::Buttons(vec![
        ask(Sureness::Sure, &say.button_sure()),
        ask(Sureness::ThinkSo, &say.button_think_so()),
        ask(Sureness::Guessing, &say.button_guessing()),
        ask(Sureness::Unsaid, &say.button_skip()),
    ]));
    desk.tell(&actor.id, open.session.standing.clone(), Card::of(blocks));
}

/// How sure one was.
pub(in crate::coach) fn sure(
    desk: &mut Desk<'_>,
    actor: &Actor,
    step: &Step,
    sureness: Sureness,
) -> Result<(), Undecided> {
    let Some(mut open) = open(desk, actor, step)? else {
        return Ok(());
    };
    match open.session.waiting.take() {
        Some(response) => settle(desk, actor, open, response, sureness),
        None => Ok(()),
    }
}

/// Takes the answer, shows what is to be said about it where the question stood, and goes on.
fn settle(
    desk: &mut Desk<'_>,
    actor: &Actor,
    open: Open,
    response: Response,
    sureness: Sureness,
) -> Result<(), Undecided> {
    let Open {
        mut person,
        mut session,
        item,
    } = open;
    let taken = Taken {
        item: &item,
        response,
        sureness,
        run: None,
        counted: true,
    };
    let once = take(desk, &actor.id, &mut person, taken)?;
    keep_words(desk, actor, &once);
    let say = desk.speaker(person.locale(desk));
    let day = person.day(desk);
    if let (Some(objective), Some(next)) = (&item.objective, once.next_look) {
        session
            .learnt
            .push((objective.clone(), days_between(day, next)));
    }
    let sure_of_other = once.verdict == Verdict::Other && sureness == Sureness::Sure;
    let explained = Explained {
        item: &item,
        once: &once,
        day,
        again: false,
        sure_of_other,
        in_channel: false,
    };
    let mut blocks = head(desk, &say, &session, &item);
    blocks.push(Block::Paragraph(item.prompt.clone()));
    blocks.push(Block::Divider);
    blocks.extend(explain(&say, &desk.knowledge.library, &explained));
    blocks.push(Block::Buttons(vec![button(
        &Act::Differ(item.id.clone()),
        &say.button_differ(),
    )]));
    desk.tell(&actor.id, session.standing.clone(), Card::of(blocks));
    go_on(desk, &say, &actor.id, session);
    Ok(())
}

/// A person's own words are kept with her answers; choices are in the facts already.
fn keep_words(desk: &mut Desk<'_>, actor: &Actor, once: &Once) {
    if matches!(once.response, Response::Words(_)) {
        let name = format!("words/{}", seed::name(&[desk.event.id.as_str(), "words"]));
        desk.write(Key::personal(&actor.id, Kind::Once, name), once);
    }
}

/// *Skip* by button.
pub(in crate::coach) fn skip(
    desk: &mut Desk<'_>,
    actor: &Actor,
    step: &Step,
) -> Result<(), Undecided> {
    let Some(open) = open(desk, actor, step)? else {
        return Ok(());
    };
    leave_out(desk, actor, open);
    Ok(())
}

/// *Skip* by word: leaves out the open question, or does not say how sure one was.
pub(in crate::coach) fn skip_current(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
) -> Result<(), Undecided> {
    match current(desk, actor)? {
        Some(open) => match open.session.waiting.clone() {
            Some(response) => settle(desk, actor, open, response, Sureness::Unsaid),
            None => {
                leave_out(desk, actor, open);
                Ok(())
            }
        },
        None => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            desk.reply(Card::words(say.practice_none()));
            Ok(())
        }
    }
}

fn leave_out(desk: &mut Desk<'_>, actor: &Actor, open: Open) {
    let say = desk.speaker(open.person.locale(desk));
    close_question(desk, &say, &actor.id, &open.session);
    go_on(desk, &say, &actor.id, open.session);
}
