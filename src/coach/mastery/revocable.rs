//! What was learnt from a check-in can be undone as long as that can be taken back. A trace keeps
//! what it was before the first such review and every review since, so that undoing is learning
//! the others again: exact, whatever came between. Pure; who looks up what became of a check-in is
//! `remembering`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Grade, Learnt, Memory, Spacing, Trace};
use crate::coach::act::RunId;
use crate::library::{ItemId, ObjectiveId};

/// So many reviews of an objective can be learnt again. Of more the oldest is final, though its
/// check-in could still be taken back: a record has its bound, and a month rarely asks one idea
/// as often.
const REVIEWS_MOST: usize = 4;

/// Whether what was learnt from a check-in is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coach) enum Finality {
    /// The check-in can still be taken back.
    Revocable,
    /// It can't any more.
    Final,
    /// It was.
    TakenBack,
}

/// A graded answer, as memory needs it to learn from it, once or again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Review {
    /// To which item.
    pub item: ItemId,
    /// The check-in it was given to, as long as that can be taken back; none in practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// The person's day.
    pub day: Date,
    /// What the rating table says.
    pub grade: Grade,
    /// Whether it was best and sure.
    pub is_sure_best: bool,
    /// What the fuzz of the interval is drawn from.
    pub drawn: u64,
}

/// What of a trace could still be undone. The first of its reviews can be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Revocable {
    /// What was left before the first of the reviews; none if the idea was never met.
    before: Option<Trace>,
    /// Every review since, oldest first.
    reviews: Vec<Review>,
}

impl Review {
    /// *Easy* is the second best and sure answer in a row, on another sibling.
    pub(super) fn grade_after(&self, before: Option<&Trace>) -> Grade {
        let again =
            before.is_some_and(|trace| trace.sure_best && trace.seen.first() != Some(&self.item));
        if self.is_sure_best && again {
            Grade::Easy
        } else {
            self.grade
        }
    }
}

impl Revocable {
    /// What could be undone after one more review. One that changed nothing is kept behind others
    /// too: were they undone, it would have been the first of its day.
    pub(super) fn after(
        before: Option<&Trace>,
        spacing: &Spacing,
        review: Review,
        learnt: Learnt,
    ) -> Option<Box<Self>> {
        let earlier = before.and_then(|trace| trace.revocable.as_deref());
        let begins = review.run.is_some() && learnt.grade.is_some();
        let mut revocable = match earlier {
            Some(earlier) => earlier.clone(),
            None if begins => Self {
                before: before.cloned(),
                reviews: Vec::new(),
            },
            None => return None,
        };
        revocable.reviews.push(review);
        if revocable.reviews.len() > REVIEWS_MOST {
            revocable.finish_first(spacing);
        }
        revocable.trimmed(spacing)
    }

    /// The oldest review is final.
    fn finish_first(&mut self, spacing: &Spacing) {
        if !self.reviews.is_empty() {
            let first = self.reviews.remove(0);
            self.before = Some(Trace::after(self.before.as_ref(), spacing, &first).0);
        }
    }

    /// Without what is final at its beginning; none if that is all.
    fn trimmed(mut self, spacing: &Spacing) -> Option<Box<Self>> {
        if self.reviews.iter().all(|review| review.run.is_none()) {
            return None;
        }
        while self
            .reviews
            .first()
            .is_some_and(|review| review.run.is_none())
        {
            self.finish_first(spacing);
        }
        Some(Box::new(self))
    }

    /// What is left when all its reviews are learnt.
    fn learnt(&self, spacing: &Spacing) -> Option<Trace> {
        let learn = |before: Option<Trace>, review: &Review| {
            Some(Trace::after(before.as_ref(), spacing, review).0)
        };
        self.reviews.iter().fold(self.before.clone(), learn)
    }
}

impl Trace {
    /// The trace as it is once it is known what became of check-ins; none if nothing is left.
    fn settled(self, spacing: &Spacing, known: &BTreeMap<RunId, Finality>) -> Option<Self> {
        let mut trace = self;
        let Some(mut revocable) = trace.revocable.take() else {
            return Some(trace);
        };
        let had = revocable.reviews.len();
        revocable
            .reviews
            .retain_mut(|review| still_counts(&mut review.run, known));
        if revocable.reviews.len() < had {
            trace = revocable.learnt(spacing)?;
        }
        trace.revocable = revocable.trimmed(spacing);
        Some(trace)
    }
}

impl Memory {
    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The check-ins that what is remembered of an objective hangs on.
    pub fn runs_of(&self, objective: &ObjectiveId) -> BTreeSet<RunId> {
        let trace = self.objectives.get(objective.local());
        trace.into_iter().flat_map(Trace::runs).cloned().collect()
    }

    /// The check-ins that anything of it hangs on.
    pub fn runs(&self) -> BTreeSet<RunId> {
        let traces = self.objectives.values().flat_map(Trace::runs);
        let recent = self.recent.iter().filter_map(|recent| recent.run.as_ref());
        traces.chain(recent).cloned().collect()
    }

    /// Undoes what was learnt from check-ins that were taken back, and forgets how to undo what is
    /// final. Of check-ins that are not among the known ones nothing changes. Which answers were
    /// the last before the ten that are kept is not brought back.
    pub fn settle(&mut self, spacing: &Spacing, known: &BTreeMap<RunId, Finality>) {
        let objectives = std::mem::take(&mut self.objectives).into_iter();
        self.objectives = objectives
            .filter_map(|(name, trace)| Some((name, trace.settled(spacing, known)?)))
            .collect();
        self.recent
            .retain_mut(|recent| still_counts(&mut recent.run, known));
    }
}

impl Trace {
    fn runs(&self) -> impl Iterator<Item = &RunId> {
        let reviews = self.revocable.iter().flat_map(|r| r.reviews.iter());
        reviews.filter_map(|review| review.run.as_ref())
    }
}

/// Whether an answer still counts; one that is final hangs on no check-in any more.
fn still_counts(run: &mut Option<RunId>, known: &BTreeMap<RunId, Finality>) -> bool {
    match run.as_ref().and_then(|id| known.get(id)) {
        Some(Finality::TakenBack) => false,
        Some(Finality::Final) => {
            *run = None;
            true
        }
        Some(Finality::Revocable) | None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::checkin::Verdict;
    use crate::coach::mastery::Recent;
    use jiff::civil::date;
    use jiff::{Timestamp, ToSpan};
    use proptest::prelude::*;

    /// An answer, and what happens after it.
    #[derive(Clone, Debug)]
    struct Step {
        days_later: i64,
        in_channel: bool,
        is_taken_back: bool,
        grade: Grade,
        is_sure_best: bool,
        item: u8,
        /// Whether memory is used after it, so that it is set right by what was taken back by then.
        is_used: bool,
    }

    fn step() -> impl Strategy<Value = Step> {
        let grades = vec![Grade::Again, Grade::Hard, Grade::Good];
        let grade = prop::sample::select(grades);
        let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
        (-1i64..9, flags, grade, 0u8..3).prop_map(|(days_later, flags, grade, item)| Step {
            days_later,
            in_channel: flags.0,
            is_taken_back: flags.0 && flags.1,
            grade,
            is_sure_best: flags.2 && grade == Grade::Good,
            item,
            is_used: flags.3,
        })
    }

    fn practised() -> impl Strategy<Value = Step> {
        let alone = |step| Step {
            in_channel: false,
            is_taken_back: false,
            ..step
        };
        step().prop_map(alone)
    }

    fn idea() -> ObjectiveId {
        ObjectiveId::from("feedback#behaviour")
    }

    fn run(at: usize) -> RunId {
        RunId::from(format!("R{at}"))
    }

    fn learn(memory: &mut Memory, steps: &[Step], at: usize) {
        let step = &steps[at];
        let days: i64 = steps[..=at].iter().map(|step| step.days_later).sum();
        let review = Review {
            item: ItemId::from(format!("feedback/{}", step.item)),
            run: step.in_channel.then(|| run(at)),
            day: date(2026, 11, 2).saturating_add(days.days()),
            grade: step.grade,
            is_sure_best: step.is_sure_best,
            drawn: u64::MAX / 7 * at as u64,
        };
        memory.note(Recent {
            item: review.item.clone(),
            verdict: Verdict::Part,
            at: Timestamp::UNIX_EPOCH,
            run: review.run.clone(),
        });
        memory.learn(&Spacing::default(), &idea(), review);
    }

    /// What became of the runs of the first steps; of those that stand, as told.
    fn known(steps: &[Step], standing: Finality) -> BTreeMap<RunId, Finality> {
        let of = |(at, step): (usize, &Step)| match step.is_taken_back {
            true => (run(at), Finality::TakenBack),
            false => (run(at), standing),
        };
        steps.iter().enumerate().map(of).collect()
    }

    proptest! {
        /// Whenever memory is used, and whatever was answered on top of it, what was taken back
        /// leaves no trace.
        #[test]
        fn what_was_taken_back_was_never_answered(
            before in prop::collection::vec(practised(), 0..4),
            since in prop::collection::vec(step(), 0..=REVIEWS_MOST),
        ) {
            let spacing = Spacing::default();
            let steps = [before, since].concat();
            let (mut memory, mut expected) = (Memory::default(), Memory::default());
            for (at, step) in steps.iter().enumerate() {
                learn(&mut memory, &steps, at);
                if step.is_used {
                    memory.settle(&spacing, &known(&steps[..=at], Finality::Revocable));
                }
                if !step.is_taken_back {
                    learn(&mut expected, &steps, at);
                }
            }
            let last = known(&steps, Finality::Final);
            memory.settle(&spacing, &last);
            expected.settle(&spacing, &last);
            prop_assert_eq!(&memory, &expected);
            prop_assert!(memory.runs().is_empty());
        }

        /// What can be undone takes nothing away from what is remembered meanwhile.
        #[test]
        fn until_then_it_is_remembered_as_if_it_were_practised(
            steps in prop::collection::vec(step(), 0..9),
        ) {
            let alone: Vec<Step> = steps
                .iter()
                .map(|step| Step { in_channel: false, is_taken_back: false, ..step.clone() })
                .collect();
            let (mut memory, mut expected) = (Memory::default(), Memory::default());
            for at in 0..steps.len() {
                learn(&mut memory, &steps, at);
                learn(&mut expected, &alone, at);
                let trace = |memory: &Memory| memory.objectives["behaviour"].irrevocable();
                prop_assert_eq!(trace(&memory), trace(&expected));
                prop_assert!(memory.runs_of(&idea()).len() <= REVIEWS_MOST);
            }
        }
    }

    #[test]
    fn a_memory_that_could_all_be_undone_fits_its_record() {
        let spacing = Spacing::default();
        let mut memory = Memory::default();
        for objective in 0..16 {
            let name = format!("feedback#{objective:-<40}");
            for at in 0..9 {
                let review = Review {
                    item: ItemId::from(format!("feedback/{at:-<60}")),
                    run: Some(RunId::from(format!("{at:016}"))),
                    day: date(2026, 11, 2).saturating_add((at * 7).days()),
                    grade: Grade::Again,
                    is_sure_best: false,
                    drawn: u64::MAX,
                };
                memory.learn(&spacing, &ObjectiveId::from(name.as_str()), review);
            }
        }
        let body = serde_json::to_vec(&memory).unwrap();
        assert!(body.len() < 30 * 1024, "{} bytes", body.len());
    }
}
