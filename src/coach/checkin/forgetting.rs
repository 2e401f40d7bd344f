//! A person's answers are taken out of what is counted in channels: of a check-in that is open,
//! and of one in which so few answered that what remains would tell of her.

use super::kind_of;
use super::run::{Edition, Once, Run, RunState};
use crate::chat::{CounterName, PersonId};
use crate::coach::act::RunId;
use crate::coach::desk::Desk;
use crate::coach::wake::Wake;
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

/// From so many answers on, a count tells of nobody.
const TELLS_OF_NOBODY: i64 = 5;
/// The most answers of a person that are looked through: more than ten a day for as long as they
/// are kept.
const ANSWERS_MOST: u16 = 5_000;

/// Takes a person's answers out of the counts.
pub(in crate::coach) fn uncount(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    let owner = Owner::Person(person.clone());
    let keys: Vec<Key> = desk
        .keys(owner, Kind::Once, ANSWERS_MOST)?
        .into_iter()
        .filter(|key| key.id.starts_with("run/"))
        .collect();
    let mut answers: Vec<(RunId, Once)> = Vec::new();
    for key in &keys {
        let run = key.id.trim_start_matches("run/").into();
        if let Some(once) = desk.read::<Once>(key)?.filter(|once| once.counted) {
            answers.push((run, once));
        }
    }
    let runs: Vec<Key> = answers.iter().map(|(id, _)| Run::key(id)).collect();
    desk.want(&runs)?;
    let names: Vec<CounterName> = answers.iter().map(|(id, _)| Run::answered(id)).collect();
    let counts = desk.counters(&names)?;
    let mut affected: Vec<(RunId, Once, Run)> = Vec::new();
    for ((id, once), answered) in answers.into_iter().zip(counts) {
        if let Some(run) = desk.read::<Run>(&Run::key(&id))?
            && (run.is_open() || answered < TELLS_OF_NOBODY)
        {
            affected.push((id, once, run));
        }
    }
    let texts = affected.iter();
    let texts: Vec<Key> = texts
        .map(|(_, _, run)| Edition::key(&run.edition))
        .collect();
    desk.want(&texts)?;
    for (id, once, run) in affected {
        uncount_one(desk, &id, &once, run)?;
    }
    Ok(())
}

fn uncount_one(
    desk: &mut Desk<'_>,
    id: &RunId,
    once: &Once,
    mut run: Run,
) -> Result<(), Undecided> {
    let item = run.item(desk)?;
    let took = item.and_then(|item| kind_of(&item).spread_name(&once.response));
    desk.count(Run::answered(id), -1);
    if let Some(line) = &took {
        desk.count(Run::took(id, line), -1);
    }
    match &mut run.state {
        RunState::Open => desk.wake(&Wake::Refresh(id.clone()), WakeAt::NoLaterThan(desk.now)),
        RunState::Tallied { answered, spread } => {
            *answered = (*answered - 1).max(0);
            if let Some(count) = took.and_then(|line| spread.get_mut(&line)) {
                *count = (*count - 1).max(0);
            }
            // Forgetting her where she asked has perhaps written it in this same decision.
            desk.write(Run::key(id), &run);
        }
        RunState::Closed | RunState::Withdrawn | RunState::TakenBack => {}
    }
    Ok(())
}
