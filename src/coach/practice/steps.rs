//! One step of a session: an answer, how sure one was of it, and what is then shown. A press on a
//! step that is not the open one changes nothing.

use std::sync::Arc;

use super::cards;
use super::course::{close_question, go_on, show};
use super::session::Session;
use crate::chat::{Actor, Answer, Card, Place, Values};
use crate::coach::act::{Act, Step, Sureness};
use crate::coach::checkin::{Explained, Once, Response, Verdict, form_of, kind_of};
use crate::coach::days::days_between;
use crate::coach::desk::Desk;
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

/// Whether a question stands open for somebody.
pub(in crate::coach) fn is_open(desk: &Desk<'_>, actor: &Actor) -> Result<bool, Undecided> {
    Ok(current(desk, actor)?.is_some())
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
    if open.session.waiting.is_none() {
        if !(open.item.confidence && open.item.question.is_graded()) {
            return settle_and_go_on(desk, actor, open, response, Sureness::Unsaid);
        }
        open.session.waiting = Some(response);
        desk.write(Session::key(&actor.id), &open.session);
    }
    // Else it is answered already; how sure one was is still to be said.
    let say = desk.speaker(open.person.locale(desk));
    show(desk, &say, &actor.id, &open.session);
    Ok(())
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
        Some(response) => settle_and_go_on(desk, actor, open, response, sureness),
        None => Ok(()),
    }
}

fn settle_and_go_on(
    desk: &mut Desk<'_>,
    actor: &Actor,
    open: Open,
    response: Response,
    sureness: Sureness,
) -> Result<(), Undecided> {
    let say = desk.speaker(open.person.locale(desk));
    let session = settle(desk, actor, open, response, sureness)?;
    go_on(desk, &say, &actor.id, session)
}

/// Takes the answer, and shows what is to be said about it where the question stood.
pub(super) fn settle(
    desk: &mut Desk<'_>,
    actor: &Actor,
    open: Open,
    response: Response,
    sureness: Sureness,
) -> Result<Session, Undecided> {
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
    let explained = Explained {
        item: &item,
        once: &once,
        day,
        again: false,
        sure_of_other: once.verdict == Verdict::Other && sureness == Sureness::Sure,
        in_channel: false,
    };
    let card = cards::answered(desk, &say, &session, &explained);
    desk.tell(&actor.id, session.standing.clone(), card);
    session.waiting = None;
    Ok(session)
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
    match open(desk, actor, step)? {
        Some(open) => leave_out(desk, actor, open),
        None => Ok(()),
    }
}

/// *Skip* by word.
pub(in crate::coach) fn skip_current(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
) -> Result<(), Undecided> {
    match current(desk, actor)? {
        Some(open) => leave_out(desk, actor, open),
        None => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            desk.reply(Card::words(say.practice_none()));
            Ok(())
        }
    }
}

/// Leaves out the open question; where it is answered, how sure one was.
fn leave_out(desk: &mut Desk<'_>, actor: &Actor, mut open: Open) -> Result<(), Undecided> {
    if let Some(response) = open.session.waiting.take() {
        return settle_and_go_on(desk, actor, open, response, Sureness::Unsaid);
    }
    let say = desk.speaker(open.person.locale(desk));
    close_question(desk, &say, &actor.id, &open.session);
    go_on(desk, &say, &actor.id, open.session)
}
