//! An answer is taken: graded, learnt from, noted, and kept as a fact. The same for a channel and
//! for practice; where the answer then lies and what is said about it is theirs.

use super::act::{RunId, Sureness};
use super::checkin::{Once, Response, Verdict, score_of};
use super::days::days_after;
use super::desk::{Desk, Record};
use super::fact::Happening;
use super::mastery::{Choices, Learnt, Memory, Outcome, Recent, grade};
use super::person::Person;
use super::seed;
use crate::chat::PersonId;
use crate::library::{Item, ItemId};
use crate::state::{Key, Kind, Owner, Undecided};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

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

/// A person's if-then plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The item it came from.
    pub item: ItemId,
    /// When this happens …
    pub cue: String,
    /// … one does that.
    pub action: String,
    /// When to look back on it.
    pub due: Date,
}

impl Record for Plan {
    const KIND: Kind = Kind::Commitment;
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
    let (score, choices, choice) = score_of(item, &response);
    let verdict = Verdict::of(score);
    let day = person.day(desk);
    let key = Memory::key(id, &item.id.skill());
    let mut memory: Memory = desk.read(&key)?.unwrap_or_default();
    let learnt = learn(desk, &mut memory, item, day, (score, choices, sureness));
    memory.note(Recent {
        item: item.id.clone(),
        verdict,
        at: desk.now,
    });
    desk.write(key, &memory);
    if person.weeks.answered_on(day) {
        desk.write(Person::key(id), person);
    }
    keep_plan(desk, id, item, &response, day);
    desk.remember(
        Owner::Person(id.clone()),
        &Happening::Answered {
            item: item.id.clone(),
            rev: item.rev,
            library: desk.coach.library.version.clone(),
            run: run.cloned(),
            choice,
            score,
            verdict,
            sureness,
            objective: item.objective.clone(),
            grade: learnt.and_then(|learnt| learnt.grade),
        },
    );
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

fn learn(
    desk: &Desk<'_>,
    memory: &mut Memory,
    item: &Item,
    day: Date,
    (score, choices, sureness): (Option<f64>, Choices, Sureness),
) -> Option<Learnt> {
    let objective = item.objective.as_ref()?;
    let grade = grade(score?, choices, sureness);
    let is_sure_best = Verdict::of(score) == Verdict::Best && sureness == Sureness::Sure;
    let outcome = Outcome {
        day,
        grade,
        is_sure_best,
        seed: desk.event.id.as_str(),
    };
    Some(memory.learn(&desk.coach.spacing, objective, &item.id, outcome))
}

fn keep_plan(desk: &mut Desk<'_>, id: &PersonId, item: &Item, response: &Response, day: Date) {
    let Response::Plan {
        cue,
        action,
        due_days,
    } = response
    else {
        return;
    };
    let plan = Plan {
        item: item.id.clone(),
        cue: cue.clone(),
        action: action.clone(),
        due: days_after(day, i64::from(*due_days)),
    };
    let name = seed::name(&[desk.event.id.as_str(), "plan"]);
    desk.write(Key::personal(id, Kind::Commitment, name), &plan);
}
