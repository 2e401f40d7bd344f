//! What a person remembers, as it may be used: without what was learnt from a check-in that was
//! taken back. Nobody may list who answered, so each memory is set right when it is used next. A
//! check-in that is looked up here is one that the decision has read: taken back meanwhile, it is
//! decided again.

use std::collections::{BTreeMap, BTreeSet};

use super::act::RunId;
use super::checkin;
use super::desk::Desk;
use super::mastery::Memory;
use crate::chat::PersonId;
use crate::library::{ObjectiveId, SkillId};
use crate::state::{Key, Owner, Undecided};

/// All that a person remembers, by skill.
pub(super) fn all(
    desk: &mut Desk<'_>,
    id: &PersonId,
) -> Result<BTreeMap<SkillId, Memory>, Undecided> {
    let mut memories = BTreeMap::new();
    for (key, _) in desk.read_all::<Memory>(Owner::Person(id.clone()))? {
        // As this decision has it, which may have learnt something just now.
        let memory: Option<Memory> = desk.read(&key)?;
        memories.extend(memory.map(|memory| (key, memory)));
    }
    let runs = memories.values().flat_map(Memory::runs).collect();
    settle(desk, &runs, &mut memories)?;
    let by_skill = |(key, memory): (Key, Memory)| (SkillId::from(&*key.id), memory);
    Ok(memories.into_iter().map(by_skill).collect())
}

/// What a person remembers of a skill, set right for one objective of it: who answers waits for no
/// more reading than that takes.
pub(super) fn of_skill(
    desk: &mut Desk<'_>,
    key: &Key,
    objective: Option<&ObjectiveId>,
) -> Result<Memory, Undecided> {
    let memory: Memory = desk.read(key)?.unwrap_or_default();
    let runs = objective.map_or_else(BTreeSet::new, |objective| memory.runs_of(objective));
    let mut memories = BTreeMap::from([(key.clone(), memory)]);
    settle(desk, &runs, &mut memories)?;
    Ok(memories.remove(key).unwrap_or_default())
}

/// Sets memories right by what became of those check-ins. What changes by it is written, and what
/// nothing is left of is gone.
fn settle(
    desk: &mut Desk<'_>,
    runs: &BTreeSet<RunId>,
    memories: &mut BTreeMap<Key, Memory>,
) -> Result<(), Undecided> {
    let known = checkin::finality_of(desk, runs)?;
    for (key, memory) in memories.iter_mut() {
        let before = memory.clone();
        memory.settle(&desk.coach.spacing, &known);
        if *memory == before {
            continue;
        }
        if memory.is_empty() {
            desk.remove(key.clone());
        } else {
            desk.write(key.clone(), memory);
        }
    }
    memories.retain(|_, memory| !memory.is_empty());
    Ok(())
}
