//! Longer self-assessments: a person answers statements about the last weeks, page by page
//! ([`paging`]), and is told in words what she reported ([`card`], [`picture`]), never a number and
//! never in comparison with others. What is kept lies in [`record`], what it comes to in
//! [`scoring`]. What a team reports together is `team`'s.

mod card;
mod comparing;
mod finishing;
mod list;
#[cfg(test)]
mod made;
mod paging;
mod picture;
mod press;
mod preview;
mod record;
mod scoring;

pub use press::Press;

pub(super) use comparing::before_and_after;
pub(super) use finishing::attempt_due;
pub(super) use list::{assess, in_a_line, last, opens_now};
pub(super) use paging::came_back;
pub(super) use preview::{every_card, every_picture};
#[allow(unused_imports, reason = "what a programme and a team read")]
pub(super) use record::{Assessed, Attempt, earlier_results, latest_result};
#[allow(unused_imports, reason = "what a team reads")]
pub(super) use scoring::{Answers, Measured, Scores, Told, bands, scores};

use std::sync::Arc;

use super::desk::Desk;
use super::person::Person;
use super::tip;
use crate::chat::{Actor, Card};
use crate::library::{Assessment, AssessmentId};
use crate::state::Undecided;

/// A button of this room.
pub(super) fn pressed(desk: &mut Desk<'_>, actor: &Actor, press: &Press) -> Result<(), Undecided> {
    match press {
        Press::List => list::list(desk, actor),
        Press::Begin(name) | Press::Page(name, _) => match known(desk, actor, name)? {
            Some(assessment) => paging::open(desk, actor, &assessment),
            None => Ok(()),
        },
        Press::Look(name) => match known(desk, actor, name)? {
            Some(assessment) => finishing::look(desk, actor, &assessment),
            None => Ok(()),
        },
        Press::Delete(name, result) => finishing::delete(desk, actor, name, result),
        Press::Tip(id) => {
            let (_, say) = Person::meet(desk, &actor.id)?;
            let library = desk.coach.library.clone();
            let card = match library.tip(id) {
                Some(tip) => tip::reading_card(&say, &library, tip),
                None => Card::words(say.unknown_button()),
            };
            desk.reply(card);
            Ok(())
        }
    }
}

/// The assessment of a name; of one that is not there any more that is said.
fn known(
    desk: &mut Desk<'_>,
    actor: &Actor,
    name: &AssessmentId,
) -> Result<Option<Arc<Assessment>>, Undecided> {
    let found = desk.coach.library.assessments.get(name).cloned();
    if found.is_none() {
        let (_, say) = Person::meet(desk, &actor.id)?;
        desk.reply(Card::words(say.assessment_gone()));
    }
    Ok(found)
}
