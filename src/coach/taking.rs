//! An answer is taken: graded, learnt from, noted, and kept as a fact. The same for a channel and
//! for practice; where the answer then lies and what is said about it is theirs.

use jiff::civil::Date;

use super::act::{RunId, Sureness};
use super::checkin::{Once, Response, Scored, Verdict, score_of};
use super::commitment;
use super::days::days_after;
use super::desk::Desk;
use super::fact::Happening;
use super::home;
use super::mastery::{Memory, Recent, Review, grade};
use super::person::Person;
use super::programme::{self, Done};
use super::remembering;
use super::seed;
use crate::chat::PersonId;
use crate::library::{Item, ObjectiveId};
use crate::state::{Owner, Undecided};

/// An answer to be taken.
pub(super) struct Taken<'a> {
    /// To what.
    pub item: &'a Item,
    /// What was answered.
    pub response: Response,
    /// How sure the person was.
    pub sureness: Sureness,
    /// The check-in it stood in; none in practice.
    pub run: Option<&'a RunId>,
    /// Whether it is counted in a channel.
    pub counted: bool,
}

/// Takes an answer. The person's record is written when her week begins with it.
pub(super) fn take(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &mut Person,
    taken: Taken<'_>,
) -> Result<Once, Undecided> {
    let Taken {
        item,
        response,
        sureness,
        run,
        counted,
    } = taken;
    let scored = score_of(item, &response);
    let verdict = Verdict::of(scored.score);
    let day = person.day(desk);
    let key = Memory::key(id, &item.id.skill());
    let mut memory = remembering::of_skill(desk, &key, item.objective.as_ref())?;
    let learnt = review(desk, item, run, day, (&scored, sureness))
        .map(|(objective, review)| memory.learn(&desk.coach.spacing, objective, review));
    memory.note(Recent {
        item: item.id.clone(),
        verdict,
        at: desk.now,
        run: run.cloned(),
    });
    desk.write(key, &memory);
    if person.weeks.count(day) {
        desk.write(Person::key(id), person);
    }
    commitment::keep(desk, id, item, &response, day)?;
    desk.remember(
        Owner::Person(id.clone()),
        &Happening::Answered {
            item: item.id.clone(),
            rev: item.rev,
            library: desk.coach.library.version.clone(),
            run: run.cloned(),
            choice: scored.name,
            score: scored.score,
            verdict,
            sureness,
            objective: item.objective.clone(),
            grade: learnt.and_then(|learnt| learnt.grade),
        },
    );
    programme::acted(desk, id, Done::Answered(item.id.clone()))?;
    home::touched(desk, id)?;
    let next_look = learnt.map(|learnt| days_after(day, learnt.next_look_days));
    Ok(Once {
        item: item.id.clone(),
        response,
        verdict,
        at: desk.now,
        counted,
        next_look,
    })
}

/// What memory learns from an answer, and of what; nothing where nothing can be right.
fn review<'i>(
    desk: &Desk<'_>,
    item: &'i Item,
    run: Option<&RunId>,
    day: Date,
    (scored, sureness): (&Scored, Sureness),
) -> Option<(&'i ObjectiveId, Review)> {
    let objective = item.objective.as_ref()?;
    let is_best = Verdict::of(scored.score) == Verdict::Best;
    let review = Review {
        item: item.id.clone(),
        run: run.cloned(),
        day,
        grade: grade(scored.score?, scored.choices, sureness),
        is_sure_best: is_best && sureness == Sureness::Sure,
        drawn: seed::number(&[desk.event.id.as_str(), "interval"]),
    };
    Some((objective, review))
}
