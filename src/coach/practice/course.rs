//! The course of a session: how it begins or is taken up again, goes on, and ends.

use super::cards;
use super::session::Session;
use super::steps::{Open, current, settle};
use crate::chat::{
    Actor, Block, Button, Card, Message, MessageId, PersonId, Place, Text, Withdrawal,
};
use crate::coach::act::{SessionId, Sureness};
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::home;
use crate::coach::mastery::{Learner, pick};
use crate::coach::nudge;
use crate::coach::packs::{self, Whom};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::remembering;
use crate::coach::seed;
use crate::library::ItemId;
use crate::state::Undecided;

/// The most questions of a session, and how many it has unless said.
pub(in crate::coach) const SESSION_MOST: usize = 3;
/// Runs the command; the word is how many questions, if it is said.
pub(in crate::coach) fn practise(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let said: Option<usize> = words.first().and_then(|word| word.parse().ok());
    let said = said.map(|count| count.clamp(1, SESSION_MOST));
    let Some(count) = said else {
        return start(desk, actor, place, SESSION_MOST);
    };
    let earlier = Session::current(desk, &actor.id)?;
    let is_other = |left: i64| usize::try_from(left) != Ok(count);
    let goes_on = earlier.is_some_and(|session| is_other(session.left()));
    start_with(desk, actor, place, (count, goes_on))
}

/// Begins a session of at most `count` questions, or shows again what stands open in one.
pub(in crate::coach) fn start(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    count: usize,
) -> Result<(), Undecided> {
    start_with(desk, actor, place, (count, false))
}

/// The same; where she asked for another number than an earlier session has left, it is said that
/// this one goes on first.
fn start_with(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    (count, goes_on): (usize, bool),
) -> Result<(), Undecided> {
    desk.want(&[Person::key(&actor.id), Session::key(&actor.id)])?;
    let mut person = Person::read(desk, &actor.id)?;
    let session = bring(desk, &actor.id, &person, count, desk.event.id.as_str())?;
    let say = desk.speaker(person.locale(desk));
    let Some(session) = session else {
        desk.reply(Card::words(say.practice_nothing()));
        return Ok(());
    };
    person.greet(desk, &actor.id);
    person.ask_profile(desk, &actor.id);
    if goes_on {
        let note = Block::Note(say.practice_earlier());
        let open = open_blocks(desk, &say, &session, cards::leaving(&say, &session));
        let blocks = [note].into_iter().chain(open).collect();
        desk.tell(&actor.id, session.standing.clone(), Card::of(blocks));
    } else {
        show(desk, &say, &actor.id, &session);
    }
    if !matches!(place, Place::Direct(_)) {
        desk.reply(Card::words(say.practice_elsewhere()));
    }
    Ok(())
}

/// The session that a person goes on with, or a new one of at most `count` questions; none when
/// there is nothing to ask. It is kept; to show it is the caller's. The occasion names what is
/// new in it, and its order of choices is drawn from that.
pub(in crate::coach) fn bring(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    count: usize,
    occasion: &str,
) -> Result<Option<Session>, Undecided> {
    if let Some(session) = Session::current(desk, id)? {
        return resume(desk, id, session, occasion).map(Some);
    }
    leave_behind(desk, id)?;
    let name = session_name(desk, occasion);
    let items = chosen(desk, id, person, count, &name)?;
    if items.is_empty() {
        return Ok(None);
    }
    begin(desk, id, items, name).map(Some)
}

/// The same with one question that is due to her for another reason: alone, or next in the
/// session that she goes on with. None when the library has lost it.
pub(in crate::coach) fn bring_item(
    desk: &mut Desk<'_>,
    id: &PersonId,
    item: &ItemId,
    occasion: &str,
) -> Result<Option<Session>, Undecided> {
    let Some(item) = desk.coach.library.item(item).map(|item| item.id.clone()) else {
        return Ok(None);
    };
    let Some(mut session) = Session::current(desk, id)? else {
        leave_behind(desk, id)?;
        let name = session_name(desk, occasion);
        return begin(desk, id, vec![item], name).map(Some);
    };
    let open = usize::from(session.index);
    if !session.items.iter().skip(open).any(|other| *other == item) {
        session.items.insert(open + 1, item);
    }
    resume(desk, id, session, occasion).map(Some)
}

/// A session that was left too long ago leaves no buttons behind.
fn leave_behind(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    match desk.read::<Session>(&Session::key(id))? {
        Some(left) => retract(desk, id, &left, say.practice_over()),
        None => Ok(()),
    }
}

/// The same session, its open question under a new name so that it stands last. Where it stood
/// before it is not to be answered any more.
fn resume(
    desk: &mut Desk<'_>,
    id: &PersonId,
    mut session: Session,
    occasion: &str,
) -> Result<Session, Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    retract(desk, id, &session, say.practice_below())?;
    session.standing = MessageId::from(format!(
        "practice/{}/{}/{}",
        session.id, session.index, occasion
    ));
    desk.write(Session::key(id), &session);
    Ok(session)
}

/// The open question is not to be answered where it stands, for the reason that is then told
/// there. Where it still waits to be said it never is.
pub(in crate::coach) fn retract(
    desk: &mut Desk<'_>,
    id: &PersonId,
    session: &Session,
    why: Text,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    leave_as(desk, &say, id, session, why);
    Ok(())
}

fn leave_as(desk: &mut Desk<'_>, say: &Speaker<'_>, id: &PersonId, session: &Session, why: Text) {
    let Some(item) = session.item(desk) else {
        return;
    };
    let card = cards::left(desk, say, session, &item, why);
    let until = desk.after(WORTH_SAYING);
    desk.withdraw(Withdrawal::Edited(Message {
        id: session.standing.clone(),
        place: Place::Direct(id.clone()),
        card,
        until,
        urgent: false,
        via: None,
    }));
}

fn begin(
    desk: &mut Desk<'_>,
    id: &PersonId,
    items: Vec<ItemId>,
    name: String,
) -> Result<Session, Undecided> {
    let session = Session {
        standing: MessageId::from(format!("practice/{name}/0")),
        id: SessionId::from(name),
        items,
        index: 0,
        waiting: None,
        learnt: Vec::new(),
        began: desk.now,
    };
    desk.write(Session::key(id), &session);
    home::touched(desk, id)?;
    Ok(session)
}

fn session_name(desk: &Desk<'_>, occasion: &str) -> String {
    seed::name(&[desk.event.workspace.as_str(), occasion, "session"])
}

fn chosen(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    count: usize,
    seed: &str,
) -> Result<Vec<ItemId>, Undecided> {
    let memories = remembering::all(desk, id)?;
    let learner = Learner {
        memories: &memories,
        day: person.day(desk),
        seed,
    };
    let whom = Whom::Person(id, person.answered_in.as_ref());
    let library = packs::open_library(desk, whom)?;
    let items = pick(&library, &desk.coach.spacing, &learner, count);
    Ok(items.iter().map(|item| item.id.clone()).collect())
}

/// Goes on to the next question, or ends.
pub(super) fn go_on(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    mut session: Session,
) -> Result<(), Undecided> {
    session.waiting = None;
    loop {
        session.index += 1;
        if usize::from(session.index) >= session.items.len() {
            let card = cards::ended(desk, say, &session, say.practice_done(), None);
            finish(desk, person, &session, card)?;
            return nudge::ask_once(desk, person);
        }
        // An item that the library has lost meanwhile is passed over.
        if session.item(desk).is_some() {
            break;
        }
    }
    session.standing = MessageId::from(format!("practice/{}/{}", session.id, session.index));
    show(desk, say, person, &session);
    desk.write(Session::key(person), &session);
    home::touched(desk, person)
}

/// *Stop* by button: the session ends, and nothing of it is lost.
pub(in crate::coach) fn end(
    desk: &mut Desk<'_>,
    actor: &Actor,
    named: &SessionId,
) -> Result<(), Undecided> {
    match current(desk, actor)?.filter(|open| open.session.id == *named) {
        Some(open) => stop(desk, actor, open),
        None => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            desk.reply(Card::words(say.practice_none()));
            Ok(())
        }
    }
}

/// *Stop* by word: the session ends. Says whether one was open.
pub(in crate::coach) fn end_current(desk: &mut Desk<'_>, actor: &Actor) -> Result<bool, Undecided> {
    match current(desk, actor)? {
        Some(open) => stop(desk, actor, open).map(|()| true),
        None => Ok(false),
    }
}

fn stop(desk: &mut Desk<'_>, actor: &Actor, mut open: Open) -> Result<(), Undecided> {
    let say = desk.speaker(open.person.locale(desk));
    let session = match open.session.waiting.take() {
        Some(response) => settle(desk, actor, open, response, Sureness::Unsaid)?,
        None => {
            close_question(desk, &say, &actor.id, &open.session);
            open.session
        }
    };
    let stop_all = nudge::stop_button(desk, &actor.id)?;
    let card = cards::ended(desk, &say, &session, say.practice_stopped(), stop_all);
    finish(desk, &actor.id, &session, card)
}

/// The open question as blocks, with other ways to leave than a session's own.
pub(in crate::coach) fn open_blocks(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    leaving: Vec<Button>,
) -> Vec<Block> {
    let item = session.item(desk);
    item.map_or_else(Vec::new, |item| {
        cards::open(desk, say, session, &item, leaving)
    })
}

/// Shows the open question where the session stands.
pub(in crate::coach) fn show(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
) {
    let blocks = open_blocks(desk, say, session, cards::leaving(say, session));
    if !blocks.is_empty() {
        desk.tell(person, session.standing.clone(), Card::of(blocks));
    }
}

/// Closes the open question without an answer. One that still waits to be said never is: a nudge
/// that the platform held up must not come, closed, at an hour at which she only said *stop*.
pub(super) fn close_question(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
) {
    leave_as(desk, say, person, session, say.practice_skipped());
}

fn finish(
    desk: &mut Desk<'_>,
    person: &PersonId,
    session: &Session,
    card: Card,
) -> Result<(), Undecided> {
    desk.remove(Session::key(person));
    let id = MessageId::from(format!("practice/{}/end", session.id));
    desk.tell(person, id, card);
    home::touched(desk, person)
}
