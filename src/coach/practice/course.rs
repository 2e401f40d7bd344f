//! The course of a session: how it begins or is taken up again, goes on, and ends.

use std::collections::BTreeMap;

use super::cards;
use super::session::Session;
use super::steps::{current, settle};
use crate::chat::{Actor, Card, MessageId, PersonId, Place, Text};
use crate::coach::act::{SessionId, Sureness};
use crate::coach::desk::Desk;
use crate::coach::mastery::{Learner, Memory, pick};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::SkillId;
use crate::state::{Owner, Undecided};

/// The most questions of a session, and how many it has unless said.
pub(in crate::coach) const SESSION_MOST: usize = 3;
/// Runs the command; the word is how many questions, if it is said.
pub(in crate::coach) fn practise(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let said = words.first().and_then(|word| word.parse().ok());
    let count = said.unwrap_or(SESSION_MOST).clamp(1, SESSION_MOST);
    start(desk, actor, place, count)
}

/// Begins a session of at most `count` questions, or shows again what stands open in one.
pub(in crate::coach) fn start(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    count: usize,
) -> Result<(), Undecided> {
    desk.want(&[Person::key(&actor.id), Session::key(&actor.id)])?;
    let mut person = Person::read(desk, &actor.id)?;
    let session = match Session::current(desk, &actor.id)? {
        Some(session) => Some(resumed(desk, session)),
        None => fresh(desk, actor, &person, count)?,
    };
    let say = desk.speaker(person.locale(desk));
    let Some(session) = session else {
        desk.reply(Card::words(say.practice_nothing()));
        return Ok(());
    };
    person.greet(desk, &actor.id);
    person.ask_profile(desk, &actor.id);
    show(desk, &say, &actor.id, &session);
    desk.write(Session::key(&actor.id), &session);
    if !matches!(place, Place::Direct(_)) {
        desk.reply(Card::words(say.practice_elsewhere()));
    }
    Ok(())
}

/// The same session, its open question under a new name so that it stands last.
fn resumed(desk: &Desk<'_>, mut session: Session) -> Session {
    session.standing = MessageId::from(format!(
        "practice/{}/{}/{}",
        session.id, session.index, desk.event.id
    ));
    session
}

fn fresh(
    desk: &Desk<'_>,
    actor: &Actor,
    person: &Person,
    count: usize,
) -> Result<Option<Session>, Undecided> {
    let owner = Owner::Person(actor.id.clone());
    let memories: BTreeMap<SkillId, Memory> = desk
        .read_all::<Memory>(owner)?
        .into_iter()
        .map(|(key, memory)| (SkillId::from(&*key.id), memory))
        .collect();
    let id = seed::name(&[
        desk.event.workspace.as_str(),
        desk.event.id.as_str(),
        "session",
    ]);
    let learner = Learner {
        memories: &memories,
        day: person.day(desk),
        seed: &id,
    };
    let items = pick(&desk.coach.library, &desk.coach.spacing, &learner, count);
    if items.is_empty() {
        return Ok(None);
    }
    Ok(Some(Session {
        standing: MessageId::from(format!("practice/{id}/0")),
        id: SessionId::from(id),
        items: items.iter().map(|item| item.id.clone()).collect(),
        index: 0,
        waiting: None,
        learnt: Vec::new(),
        began: desk.now,
    }))
}

/// Goes on to the next question, or ends.
pub(super) fn go_on(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    mut session: Session,
) {
    session.waiting = None;
    loop {
        session.index += 1;
        if usize::from(session.index) >= session.items.len() {
            finish(desk, say, person, &session, say.practice_done());
            return;
        }
        // An item that the library has lost meanwhile is passed over.
        if session.item(desk).is_some() {
            break;
        }
    }
    session.standing = MessageId::from(format!("practice/{}/{}", session.id, session.index));
    show(desk, say, person, &session);
    desk.write(Session::key(person), &session);
}

/// *Stop*, by word or by button: the session ends, and nothing of it is lost.
pub(in crate::coach) fn end(
    desk: &mut Desk<'_>,
    actor: &Actor,
    named: Option<&SessionId>,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let open = current(desk, actor)?.filter(|open| named.is_none_or(|id| *id == open.session.id));
    let Some(mut open) = open else {
        desk.reply(Card::words(say.practice_none()));
        return Ok(());
    };
    let session = match open.session.waiting.take() {
        Some(response) => settle(desk, actor, open, response, Sureness::Unsaid)?,
        None => {
            close_question(desk, &say, &actor.id, &open.session);
            open.session
        }
    };
    finish(desk, &say, &actor.id, &session, say.practice_stopped());
    Ok(())
}

/// Shows the open question where the session stands.
pub(super) fn show(desk: &mut Desk<'_>, say: &Speaker<'_>, person: &PersonId, session: &Session) {
    if let Some(item) = session.item(desk) {
        let card = cards::open(desk, say, session, &item);
        desk.tell(person, session.standing.clone(), card);
    }
}

/// Closes the open question without an answer.
pub(super) fn close_question(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
) {
    if let Some(item) = session.item(desk) {
        let card = cards::left_out(desk, say, session, &item);
        desk.tell(person, session.standing.clone(), card);
    }
}

fn finish(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
    words: Text,
) {
    let card = cards::ended(desk, say, session, words);
    desk.remove(Session::key(person));
    let id = MessageId::from(format!("practice/{}/end", session.id));
    desk.tell(person, id, card);
}
