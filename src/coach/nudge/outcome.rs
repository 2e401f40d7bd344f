//! What became of a message that came by itself, and the person's own word, which ends every
//! silence.

use serde::{Deserialize, Serialize};

use super::record::{Last, Nudging};
use super::saying::keep;
use super::wish::Wish;
use crate::chat::{MessageId, PersonId, Undeliverable};
use crate::coach::act::Act;
use crate::coach::desk::Desk;
use crate::coach::fact::Happening;
use crate::coach::person::Person;
use crate::state::{Owner, Undecided};

/// What became of a message that came by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// She answered, or said or tapped anything else.
    Answered,
    /// She put it off.
    PutOff,
    /// She wanted fewer.
    Fewer,
    /// She stopped everything.
    Stopped,
    /// Nothing, until the next was due.
    Unanswered,
    /// It could not be said in time, and never was.
    Unsaid,
}

impl Outcome {
    /// What a press makes of the message before it.
    pub fn of_press(act: &Act) -> Self {
        let Act::Nudges(wish) = act else {
            return Self::Answered;
        };
        match wish {
            Wish::Later | Wish::Pause => Self::PutOff,
            Wish::Fewer => Self::Fewer,
            Wish::Off | Wish::No => Self::Stopped,
            Wish::On | Wish::Often(_) | Wish::Change => Self::Answered,
        }
    }
}

/// A person said or tapped something: silence is over, and her own pace holds again.
pub(in crate::coach) fn spoke(
    desk: &mut Desk<'_>,
    id: &PersonId,
    outcome: Outcome,
) -> Result<(), Undecided> {
    let key = Nudging::key(id);
    desk.want(&[Person::key(id), key.clone()])?;
    let Some(mut nudging) = desk.read::<Nudging>(&key)? else {
        return Ok(());
    };
    let before = nudging.clone();
    let last = nudging.spoke().cloned();
    if nudging == before {
        return Ok(());
    }
    if let Some(last) = last {
        ended(desk, id, &last, outcome);
    }
    let person = Person::read(desk, id)?;
    keep(desk, id, &person, &nudging);
    Ok(())
}

/// A message in somebody's direct conversation could not be said. What came by itself then
/// counts nowhere; who is not there any more is not written to any more.
pub(in crate::coach) fn undelivered(
    desk: &mut Desk<'_>,
    id: &PersonId,
    message: &MessageId,
    why: &Undeliverable,
) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let mut person = Person::read(desk, id)?;
    let Some(mut nudging) = desk.read::<Nudging>(&Nudging::key(id))? else {
        return Ok(());
    };
    let has_left = *why == Undeliverable::PersonLeft && !person.gone;
    if has_left {
        person.gone = true;
        desk.write(Person::key(id), &person);
    }
    // Of an unclear outcome it is not known that it was not said: it counts.
    let unsaid = if *why == Undeliverable::Unclear {
        None
    } else {
        nudging.was_never_said(message)
    };
    if let Some(last) = &unsaid {
        ended(desk, id, last, Outcome::Unsaid);
        if is_refusal(why) {
            nudging.was_refused(person.day(desk));
        }
    }
    if has_left || unsaid.is_some() {
        keep(desk, id, &person, &nudging);
    }
    Ok(())
}

/// Whether the chat refuses to say anything to her: not of this message alone, and not for want of
/// time.
fn is_refusal(why: &Undeliverable) -> bool {
    match why {
        Undeliverable::NotThere | Undeliverable::NotInvited | Undeliverable::NotAllowed => true,
        Undeliverable::Archived
        | Undeliverable::PersonLeft
        | Undeliverable::Refused
        | Undeliverable::TooLate
        | Undeliverable::Unclear => false,
    }
}

/// Remembers what became of it.
pub(super) fn ended(desk: &mut Desk<'_>, id: &PersonId, last: &Last, outcome: Outcome) {
    let ended = Happening::NudgeEnded {
        message: last.message.clone(),
        outcome,
    };
    desk.remember(Owner::Person(id.clone()), &ended);
}
