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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Event, EventId, Input, Reply, WorkspaceId};
    use crate::coach::checkin::{Run, RunState};
    use crate::coach::desk::Record;
    use crate::coach::mastery::{Grade, Review, Spacing};
    use crate::coach::sample::coach;
    use crate::library::ItemId;
    use crate::state::{Document, Found, PageOf, Read};
    use jiff::Timestamp;
    use jiff::civil::date;

    fn event() -> Event {
        Event {
            workspace: WorkspaceId::from("stage:demo"),
            id: EventId::from("event"),
            at: Timestamp::UNIX_EPOCH,
            actor: None,
            input: Input::OpenedHome,
            reply: Reply::Here,
            opens_form: false,
            reaches: Vec::new(),
        }
    }

    fn key() -> Key {
        Memory::key(&"Ana".into(), &SkillId::from("feedback"))
    }

    fn idea(name: &str) -> ObjectiveId {
        ObjectiveId::from(format!("feedback#{name}"))
    }

    /// A memory of two ideas, each by an answer to a check-in of its own.
    fn memory() -> Memory {
        let mut memory = Memory::default();
        for (name, run) in [("behaviour", "R1"), ("evidence", "R2")] {
            let review = Review {
                item: ItemId::from("feedback/late-report"),
                run: Some(run.into()),
                day: date(2026, 11, 2),
                grade: Grade::Good,
                is_sure_best: false,
                drawn: 0,
            };
            memory.learn(&Spacing::default(), &idea(name), review);
        }
        memory
    }

    fn document<R: Record>(record: &R) -> Document {
        Document {
            version: 1,
            schema: R::KIND.schema(),
            body: serde_json::to_vec(record).unwrap().into(),
        }
    }

    fn run(state: RunState) -> Document {
        document(&Run {
            item: "feedback/late-report".into(),
            edition: String::new(),
            channel: "team".into(),
            asked_by: "Ada".into(),
            opened: Timestamp::UNIX_EPOCH,
            closes: Timestamp::UNIX_EPOCH,
            schedule: None,
            state,
        })
    }

    fn found() -> Found {
        let mut found = Found::default();
        let page = PageOf {
            owner: Owner::Person("Ana".into()),
            kind: Memory::KIND,
            after: "".into(),
            limit: crate::coach::desk::PAGE_MOST,
        };
        found.pages.insert(page, vec![(key(), document(&memory()))]);
        found.documents.insert(key(), Some(document(&memory())));
        found
    }

    fn runs(ids: &[&str]) -> Undecided {
        let key = |id: &&str| Read::One(Run::key(&RunId::from(*id)));
        Undecided::Missing(ids.iter().map(key).collect())
    }

    #[test]
    fn who_answers_waits_for_the_check_ins_of_that_idea_alone() {
        let (event, coach, found) = (event(), coach(), found());
        let mut desk = Desk::new(&event, event.at, &coach, &found);
        let mut of = |name| of_skill(&mut desk, &key(), Some(&idea(name)));
        assert_eq!(of("behaviour"), Err(runs(&["R1"])));
        assert_eq!(of("new"), Ok(memory()));
        assert_eq!(of_skill(&mut desk, &key(), None), Ok(memory()));
    }

    #[test]
    fn all_is_looked_up_at_once_and_what_was_undone_is_kept_undone() {
        let (event, coach, mut found) = (event(), coach(), found());
        let mut desk = Desk::new(&event, event.at, &coach, &found);
        let ana = PersonId::from("Ana");
        assert_eq!(all(&mut desk, &ana), Err(runs(&["R1", "R2"])));
        for (id, state) in [("R1", RunState::TakenBack), ("R2", RunState::Closed)] {
            found
                .documents
                .insert(Run::key(&RunId::from(id)), Some(run(state)));
        }
        let mut desk = Desk::new(&event, event.at, &coach, &found);
        let memories = all(&mut desk, &ana).unwrap();
        let left: Vec<&String> = memories[&SkillId::from("feedback")]
            .objectives
            .keys()
            .collect();
        assert_eq!(left, ["evidence"]);
        let kept: Option<Memory> = desk.read(&key()).unwrap();
        assert_eq!(kept.as_ref(), memories.values().next());
    }
}
