//! A session from its beginning to its end: what is asked, what stands open, and what changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::steps::{current, settle};
use crate::chat::{Actor, Block, Button, Card, MessageId, PersonId, Place, Text};
use crate::coach::act::{Act, SessionId, Step, Sureness};
use crate::coach::checkin::{Asked, Response, kind_of, prompt_blocks, question_blocks, skill_name};
use crate::coach::desk::{Desk, Record, button};
use crate::coach::mastery::{Learner, Memory, pick};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::seed;
use crate::library::{ChoiceId, Item, ItemId, ObjectiveId, SkillId};
use crate::state::{Key, Kind, Owner, Undecided};

/// The most questions of a session, and how many it has unless said.
pub(in crate::coach) const SESSION_MOST: usize = 3;
/// After how long a session that was left is not gone on with: by then other things are due.
const KEPT_HOURS: i64 = 24 * 14;

/// A session under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Session {
    /// Its name.
    pub id: SessionId,
    /// What is asked, in order.
    pub items: Vec<ItemId>,
    /// Which of them stands open.
    pub index: u8,
    /// An answer that waits for how sure one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Response>,
    /// The name of the message in which the open question stands.
    pub standing: MessageId,
    /// What was learnt, with the days for which it would now be recalled.
    #[serde(default)]
    pub learnt: Vec<(ObjectiveId, i64)>,
    /// When it began.
    pub began: Timestamp,
}

impl Record for Session {
    const KIND: Kind = Kind::Session;
}

impl Session {
    /// Where a person's session lies; she has one at most.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Session, "")
    }

    /// The session that is under way, if it was not left too long ago and the library still has
    /// its open question.
    pub fn current(desk: &Desk<'_>, person: &PersonId) -> Result<Option<Self>, Undecided> {
        let session: Option<Self> = desk.read(&Self::key(person))?;
        let kept = SignedDuration::from_hours(KEPT_HOURS);
        Ok(session.filter(|session| {
            desk.now.duration_since(session.began) < kept && session.item(desk).is_some()
        }))
    }

    /// The open step.
    pub fn step(&self) -> Step {
        Step {
            session: self.id.clone(),
            index: self.index,
        }
    }

    /// The item of the open step.
    pub fn item(&self, desk: &Desk<'_>) -> Option<Arc<Item>> {
        desk.coach
            .library
            .item(self.items.get(usize::from(self.index))?)
            .cloned()
    }

    /// What the order of a step's choices is drawn from.
    pub fn seed(&self) -> String {
        format!("{}/{}", self.id, self.index)
    }
}

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

/// Shows the open question, or asks how sure one was of the answer that waits.
pub(super) fn show(desk: &mut Desk<'_>, say: &Speaker<'_>, person: &PersonId, session: &Session) {
    let Some(item) = session.item(desk) else {
        return;
    };
    let mut blocks = head(desk, say, session, &item);
    match &session.waiting {
        None => blocks.extend(open_question(say, session, &item)),
        Some(response) => blocks.extend(how_sure(say, session, &item, response)),
    }
    desk.tell(person, session.standing.clone(), Card::of(blocks));
}

fn open_question(say: &Speaker<'_>, session: &Session, item: &Item) -> Vec<Block> {
    let step = session.step();
    let choose = |choice: &ChoiceId| Act::PracticeAnswer(step.clone(), choice.clone());
    let asked = Asked {
        item,
        seed: &session.seed(),
        small: false,
        choose: &choose,
        open: Act::PracticeForm(step.clone()),
    };
    let mut blocks = question_blocks(say, &asked);
    blocks.push(Block::Buttons(leaving(say, session)));
    blocks
}

fn how_sure(say: &Speaker<'_>, session: &Session, item: &Item, response: &Response) -> Vec<Block> {
    let step = session.step();
    let ask = |sureness, label: &Text| button(&Act::Confidence(step.clone(), sureness), label);
    let mut blocks = prompt_blocks(say, item);
    let yours = kind_of(item).feedback(say, response).yours;
    blocks.push(Block::Paragraph(say.answer_yours(yours)));
    blocks.push(Block::Paragraph(say.practice_how_sure()));
    blocks.push(Block::Buttons(vec![
        ask(Sureness::Sure, &say.button_sure()),
        ask(Sureness::ThinkSo, &say.button_think_so()),
        ask(Sureness::Guessing, &say.button_guessing()),
        ask(Sureness::Unsaid, &say.button_skip()),
    ]));
    blocks
}

/// Above every step: which it is, and of which skill.
pub(super) fn head(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    session: &Session,
    item: &Item,
) -> Vec<Block> {
    let number = i64::from(session.index) + 1;
    let of = i64::try_from(session.items.len()).unwrap_or(i64::MAX);
    vec![Block::Note(say.practice_step(
        number,
        of,
        skill_name(&desk.coach.library, item),
    ))]
}

/// Below every step: how to leave it out, and how to leave.
fn leaving(say: &Speaker<'_>, session: &Session) -> Vec<Button> {
    vec![
        button(&Act::PracticeSkip(session.step()), &say.button_skip()),
        button(&Act::PracticeStop(session.id.clone()), &say.button_stop()),
    ]
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

/// The open question stays readable, without its buttons.
pub(super) fn close_question(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
) {
    let Some(item) = session.item(desk) else {
        return;
    };
    let mut blocks = head(desk, say, session, &item);
    blocks.extend(prompt_blocks(say, &item));
    blocks.push(Block::Note(say.practice_skipped()));
    desk.tell(person, session.standing.clone(), Card::of(blocks));
}

fn finish(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    person: &PersonId,
    session: &Session,
    words: Text,
) {
    let mut blocks = vec![Block::Paragraph(words)];
    let changed = session.learnt.iter().filter_map(|(objective, days)| {
        let name = desk
            .coach
            .library
            .objective(objective)?
            .text
            .trim_end_matches('.')
            .to_owned();
        Some(Block::Paragraph(for_about(say, Text::strong(name), *days)))
    });
    blocks.extend(changed.collect::<Vec<_>>());
    blocks.push(Block::Buttons(vec![
        button(&Act::More, &say.button_more()),
        button(&Act::Me, &say.button_me()),
    ]));
    desk.remove(Session::key(person));
    desk.tell(
        person,
        MessageId::from(format!("practice/{}/end", session.id)),
        Card::of(blocks),
    );
}

/// For how long something would now be recalled, in the unit one would say it in.
fn for_about(say: &Speaker<'_>, what: Text, days: i64) -> Text {
    match days {
        ..14 => say.practice_recall_days(what, days),
        14..60 => say.practice_recall_weeks(what, (days + 3) / 7),
        _ => say.practice_recall_months(what, (days + 15) / 30),
    }
}
