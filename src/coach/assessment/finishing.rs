//! The last page came back: what came of it is kept and shown; and what is done with a result
//! afterwards.

use std::sync::Arc;

use super::card::{Run, result_card};
use super::list::may_begin_from;
use super::paging::keep;
use super::press::Press;
use super::record::{Assessed, Attempt, RESULTS_MOST, earlier_results, latest_result};
use super::scoring::scores;
use crate::chat::{Actor, Block, Card, Message, MessageId, PersonId, Place, Withdrawal};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::fact::Happening;
use crate::coach::home;
use crate::coach::person::Person;
use crate::coach::programme::{self, Done};
use crate::coach::wake::Wake;
use crate::library::{Assessment, AssessmentId};
use crate::state::{Owner, Undecided, WakeAt};

/// An attempt is answered to its end. With too few answers to say anything it stays open.
pub(super) fn finish(
    desk: &mut Desk<'_>,
    actor: &Actor,
    assessment: &Arc<Assessment>,
    mut attempt: Attempt,
) -> Result<(), Undecided> {
    let id = &actor.id;
    let (_, say) = Person::meet(desk, id)?;
    if !scores(assessment, &attempt.answers).tell_anything() {
        attempt.page = 0;
        keep(desk, actor, &assessment.id, &attempt);
        let go_on = Act::Assess(Press::Begin(assessment.id.clone()));
        desk.reply(Card::of(vec![
            Block::Paragraph(say.assessment_too_few()),
            Block::Buttons(vec![button(&go_on, &say.button_go_on())]),
        ]));
        return Ok(());
    }
    let result = Assessed {
        id: attempt.id,
        rev: attempt.rev,
        at: desk.now,
        answers: attempt.answers,
    };
    // What was the newest is not among the older ones before this decision is kept.
    let before = latest_result(desk, id, &assessment.id)?;
    keep_result(desk, id, &assessment.id, &result)?;
    desk.remove(Attempt::key(id, &assessment.id));
    let wake = Wake::Attempt(id.clone(), assessment.id.clone());
    desk.wake(&wake, WakeAt::Never);
    let assessed = Happening::Assessed {
        assessment: assessment.id.clone(),
        rev: assessment.rev,
        library: desk.coach.library.version.clone(),
    };
    desk.remember(Owner::Person(id.clone()), &assessed);
    let run = Run {
        assessment,
        result: &result,
        earlier: before.as_ref(),
        // What she has just done is not offered again at once.
        again: false,
    };
    let card = result_card(&desk.coach.library, &say, &run);
    Person::tell(desk, id, message_of(&result), card)?;
    programme::acted(desk, id, Done::Assessed(assessment.id.clone()))?;
    home::touched(desk, id)
}

/// Keeps a result as the newest; what was that becomes an older one, and the oldest go.
fn keep_result(
    desk: &mut Desk<'_>,
    id: &PersonId,
    assessment: &AssessmentId,
    result: &Assessed,
) -> Result<(), Undecided> {
    let older = earlier_results(desk, id, assessment)?;
    if let Some(before) = latest_result(desk, id, assessment)? {
        desk.write(before.key_of_older(id, assessment), &before);
        // With the new one and the one before it.
        let room = usize::from(RESULTS_MOST).saturating_sub(2);
        for too_many in older.iter().skip(room) {
            desk.remove(too_many.key_of_older(id, assessment));
        }
    }
    desk.write(Assessed::key(id, assessment), result);
    Ok(())
}

/// A page came back of an attempt that is not open any more; whether another one is.
pub(super) fn show_finished(
    desk: &mut Desk<'_>,
    actor: &Actor,
    (assessment, attempt): (&Arc<Assessment>, &str),
    is_another_open: bool,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let latest = latest_result(desk, &actor.id, &assessment.id)?;
    let is_in = latest.is_some_and(|result| result.id == attempt);
    let name = || assessment.id.clone();
    let (said, act, label) = if is_in {
        let look = Press::Look(name());
        (say.assessment_in_already(), look, say.button_look())
    } else if is_another_open {
        let go_on = Press::Begin(name());
        (say.assessment_of_earlier(), go_on, say.button_go_on())
    } else {
        (say.assessment_over(), Press::List, say.button_assessments())
    };
    desk.reply(Card::of(vec![
        Block::Paragraph(said),
        Block::Buttons(vec![button(&Act::Assess(act), &label)]),
    ]));
    Ok(())
}

/// *Look at it*.
pub(super) fn look(
    desk: &mut Desk<'_>,
    actor: &Actor,
    assessment: &Arc<Assessment>,
) -> Result<(), Undecided> {
    desk.want(&[
        Person::key(&actor.id),
        Assessed::key(&actor.id, &assessment.id),
    ])?;
    let (person, say) = Person::meet(desk, &actor.id)?;
    let card = match latest_result(desk, &actor.id, &assessment.id)? {
        Some(result) => {
            let older = earlier_results(desk, &actor.id, &assessment.id)?;
            let soon = may_begin_from(desk, (&actor.id, &person), assessment, &result)?;
            let run = Run {
                assessment,
                result: &result,
                earlier: older.first(),
                again: soon.is_none(),
            };
            result_card(&desk.coach.library, &say, &run)
        }
        None => Card::words(say.assessment_no_result()),
    };
    desk.reply(card);
    Ok(())
}

/// *Delete this result*: it is gone, and where its card stood one line stands.
pub(super) fn delete(
    desk: &mut Desk<'_>,
    actor: &Actor,
    assessment: &AssessmentId,
    result: &str,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Assessed::key(id, assessment)])?;
    let (_, say) = Person::meet(desk, id)?;
    let older = earlier_results(desk, id, assessment)?;
    let latest = latest_result(desk, id, assessment)?;
    let is_latest = |latest: &Assessed| latest.id == result;
    let found = if let Some(latest) = latest.filter(is_latest) {
        desk.remove(Assessed::key(id, assessment));
        if let Some(before) = older.first() {
            desk.remove(before.key_of_older(id, assessment));
            desk.write(Assessed::key(id, assessment), before);
        }
        Some(latest)
    } else {
        let found = older.into_iter().find(|older| older.id == result);
        if let Some(found) = &found {
            desk.remove(found.key_of_older(id, assessment));
        }
        found
    };
    let Some(found) = found else {
        desk.reply(Card::words(say.assessment_deleted_before()));
        return Ok(());
    };
    home::touched(desk, id)?;
    let until = desk.after(WORTH_SAYING);
    desk.withdraw(Withdrawal::Edited(Message {
        id: message_of(&found),
        place: Place::Direct(id.clone()),
        card: Card::words(say.assessment_was_deleted()),
        until,
        urgent: false,
        via: None,
    }));
    desk.reply(Card::words(say.assessment_deleted()));
    Ok(())
}

/// The name of the message in which a result stands.
fn message_of(result: &Assessed) -> MessageId {
    MessageId::from(format!("assessment/{}", result.id))
}

/// An attempt that nobody came back to is over.
pub(in crate::coach) fn attempt_due(
    desk: &mut Desk<'_>,
    id: &PersonId,
    assessment: &AssessmentId,
) -> Result<(), Undecided> {
    let key = Attempt::key(id, assessment);
    let left = desk.read::<Attempt>(&key)?;
    if left.is_some_and(|attempt| attempt.is_abandoned(desk.now)) {
        desk.remove(key);
    }
    Ok(())
}
