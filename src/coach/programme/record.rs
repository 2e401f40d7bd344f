//! What is kept of who is in a programme: her own copy of its steps, without their texts, so that
//! a library that changes changes nothing that somebody has begun; and what follows from it alone.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::done::Done;
use crate::chat::{ChannelId, MessageId, PersonId};
use crate::coach::days::{days_after, monday_of};
use crate::coach::desk::Record;
use crate::coach::privacy::Forgets;
use crate::coach::schedule::Trouble;
use crate::library::{AssessmentId, Phase, Programme, ProgrammeAct, ProgrammeId, StepKind};
use crate::state::{Key, Kind};

/// Of so many steps in a hundred must be done (content §4.4 of the design).
const ENOUGH_PERCENT: usize = 70;
/// So many days after the last step came, what is done by then is what counts.
const LAST_DAYS: i64 = 7;

/// How far somebody, or a channel, is in a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Enrolment {
    /// On which day it was begun, by her calendar or the channel's.
    pub began: Date,
    /// The manager who began it; of a channel alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// The steps, in order.
    pub steps: Vec<KeptStep>,
    /// The first day on which steps come again, after a pause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Date>,
    /// When it was finished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Timestamp>,
    /// How she went through it before, to the end; of a person alone, who has begun it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Enrolment>>,
    /// Why its channel can't be posted to; of a channel alone. It waits until somebody lets it go
    /// on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Trouble>,
    /// What was posted last; of a channel alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<Posted>,
}

/// A step that was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Posted {
    /// Its place among the steps.
    pub at: u8,
    /// The name of what was posted.
    pub name: String,
}

/// A step of somebody's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct KeptStep {
    /// Of which week, from 0.
    pub week: u8,
    /// What is done.
    pub what: StepKind,
    /// On which day it comes, or on the first after it that has room.
    pub on: Date,
    /// On which day it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came: Option<Date>,
    /// On which day it was done, however it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Date>,
}

impl Record for Enrolment {
    const KIND: Kind = Kind::Enrolment;
}

impl Forgets for Enrolment {
    fn forget(&mut self, person: &PersonId) -> bool {
        let began = self.by.as_ref() == Some(person);
        if began {
            self.by = None;
        }
        began
    }
}

impl KeptStep {
    /// Whether it neither came nor was done.
    fn is_ahead(&self) -> bool {
        self.came.is_none() && self.done.is_none()
    }
}

impl Enrolment {
    /// Where a person's lies.
    pub fn key(person: &PersonId, programme: &ProgrammeId) -> Key {
        Key::personal(person, Kind::Enrolment, programme.as_str())
    }

    /// Where a channel's lies.
    pub fn key_of_channel(channel: &ChannelId, programme: &ProgrammeId) -> Key {
        Key::shared(Kind::Enrolment, format!("{channel}/{programme}"))
    }

    /// A fresh one: its first step comes on the first such weekday after today.
    pub fn begin(programme: &Programme, today: Date, by: Option<PersonId>) -> Self {
        let monday = monday_of(today);
        let first = programme.weeks.first().and_then(|week| week.steps.first());
        let begins = first.map_or(today, |step| on_day(monday, 0, step.day));
        let monday = if begins > today {
            monday
        } else {
            days_after(monday, 7)
        };
        let weeks = (0u8..).zip(&programme.weeks);
        let steps = weeks.flat_map(|(week, of_week)| {
            of_week.steps.iter().map(move |step| KeptStep {
                week,
                what: step.what.clone(),
                on: on_day(monday, week, step.day),
                came: None,
                done: None,
            })
        });
        Self {
            began: today,
            by,
            steps: steps.collect(),
            paused_until: None,
            earned: None,
            before: None,
            closed: None,
            posted: None,
        }
    }

    /// The same begun again after this one, which is kept: its badge stays.
    pub fn begin_again(self, programme: &Programme, today: Date) -> Self {
        let before = Self {
            before: None,
            ..self
        };
        Self {
            before: Some(Box::new(before)),
            ..Self::begin(programme, today, None)
        }
    }

    /// When its badge was earned: now, or when it was gone through before.
    pub fn badge_earned(&self) -> Option<Timestamp> {
        let before = self.before.as_deref();
        self.earned.or(before.and_then(|before| before.earned))
    }

    /// The name of a message of it. Who begins again is told anew: nothing that stands far up is
    /// changed instead.
    pub fn message(&self, programme: &ProgrammeId, what: &str) -> MessageId {
        MessageId::from(format!("programme/{programme}/{}/{what}", self.began))
    }

    /// The next step that neither came nor was done.
    pub fn next(&self) -> Option<&KeptStep> {
        self.steps.iter().find(|step| step.is_ahead())
    }

    /// The steps that are not done, each with its place.
    pub fn undone(&self) -> impl Iterator<Item = (usize, &KeptStep)> {
        let steps = self.steps.iter().enumerate();
        steps.filter(|(_, step)| step.done.is_none())
    }

    /// Whether a step of it awaits that assessment on a day: its day has come, and it is not done.
    pub fn awaits(&self, assessment: &AssessmentId, today: Date) -> bool {
        let is_it = |step: &KeptStep| match &step.what {
            StepKind::Assessment { id, .. } => id == assessment,
            StepKind::Tip(_) | StepKind::CheckIn(_) | StepKind::Act(_) => false,
        };
        let mut waiting = self.steps.iter().filter(|step| step.done.is_none());
        !self.is_over() && waiting.any(|step| step.on <= today && is_it(step))
    }

    /// How many steps are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.steps.iter().filter(|step| step.done.is_some());
        (done.count(), self.steps.len())
    }

    /// Whether nothing of it is still to come.
    pub fn is_over(&self) -> bool {
        self.earned.is_some()
    }

    /// Whether it is paused on a day.
    pub fn is_paused(&self, day: Date) -> bool {
        self.closed.is_some() || self.paused_until.is_some_and(|until| day < until)
    }

    /// When to look next whether something comes: the day of the next step, or, when all came,
    /// that on which what is done counts. None when nothing will come by itself.
    pub fn next_day(&self) -> Option<Date> {
        if self.is_over() {
            return None;
        }
        match self.next() {
            Some(step) => Some(step.on),
            None => self.has_enough().then(|| self.counts_from()).flatten(),
        }
    }

    /// From when on what is done counts, though the last step is not.
    fn counts_from(&self) -> Option<Date> {
        let last = self
            .steps
            .iter()
            .filter_map(|step| step.came.max(step.done));
        last.max().map(|last| days_after(last, LAST_DAYS))
    }

    fn has_enough(&self) -> bool {
        let (done, all) = self.progress();
        all > 0 && done * 100 >= all * ENOUGH_PERCENT
    }

    /// Whether it is finished on a day: enough is done, nothing is still to come, and the last
    /// step, which looks back on the others, was done or had its days.
    pub fn is_finished(&self, today: Date) -> bool {
        let is_last_done = self.steps.last().is_some_and(|step| step.done.is_some());
        let had_its_days = self.counts_from().is_some_and(|from| from <= today);
        self.has_enough() && self.next().is_none() && (is_last_done || had_its_days)
    }

    /// Something was done: the first step that it is and that is not done yet, counts as done.
    /// Says whether there was one.
    pub fn mark(&mut self, done: &Done, today: Date) -> bool {
        let mut steps = self.steps.iter_mut();
        let step = steps.find(|step| step.done.is_none() && is_done_by(&step.what, done));
        let Some(step) = step else {
            return false;
        };
        step.done = Some(today);
        true
    }

    /// All that is still to come comes so many weeks later; a negative number: earlier.
    fn shift(&mut self, weeks: i64) {
        for step in self.steps.iter_mut().filter(|step| step.is_ahead()) {
            step.on = days_after(step.on, 7 * weeks);
        }
    }

    /// This week is postponed: all that is still to come comes a week later.
    pub fn postpone(&mut self) {
        self.shift(1);
    }

    /// The next step that is to be posted, while it can be.
    pub fn to_post(&self) -> Option<&KeptStep> {
        self.next().filter(|_| self.closed.is_none())
    }

    /// What was posted last could not be said: it is still to come.
    pub fn take_back(&mut self, at: u8) {
        if let Some(step) = self.steps.get_mut(usize::from(at)) {
            (step.came, step.done) = (None, None);
        }
        self.earned = None;
        self.posted = None;
    }

    /// Its channel can be posted to again: what would have come comes whole weeks later, each step
    /// on its weekday, and nothing before that day.
    pub fn open_again(&mut self, from: Date) {
        self.closed = None;
        while self.next().is_some_and(|next| next.on < from) {
            self.shift(1);
        }
    }

    /// Nothing comes before that day; what would have comes whole weeks later, each step on its
    /// weekday.
    pub fn pause(&mut self, until: Date) {
        self.resume(until);
        while let Some(next) = self.next().map(|step| step.on)
            && next < until
        {
            self.shift(1);
        }
        self.paused_until = Some(until);
    }

    /// A pause ends: the next step comes on its weekday, the first that is not before that day.
    pub fn resume(&mut self, from: Date) {
        if self.paused_until.take().is_none() {
            return;
        }
        while let Some(next) = self.next().map(|step| step.on)
            && days_after(next, -7) >= from
        {
            self.shift(-1);
        }
    }
}

/// A weekday of a week, counted from the first Monday.
fn on_day(monday: Date, week: u8, day: u8) -> Date {
    days_after(monday, 7 * i64::from(week) + i64::from(day) - 1)
}

/// Whether that step is done by what somebody did. The two pictures of one assessment are told
/// apart by their order alone.
fn is_done_by(step: &StepKind, done: &Done) -> bool {
    match (step, done) {
        (StepKind::Tip(tip), Done::TipSeen(seen)) => tip == seen,
        (StepKind::CheckIn(item), Done::Answered(answered)) => item == answered,
        (
            StepKind::Assessment {
                id,
                when: Phase::Before | Phase::After,
            },
            Done::Assessed(assessed),
        ) => id == assessed,
        (StepKind::Act(act), _) => is_act_done_by(*act, done),
        (StepKind::Tip(_) | StepKind::CheckIn(_) | StepKind::Assessment { .. }, _) => false,
    }
}

fn is_act_done_by(act: ProgrammeAct, done: &Done) -> bool {
    match act {
        ProgrammeAct::Win => *done == Done::Won,
        ProgrammeAct::CharterPurpose
        | ProgrammeAct::CharterStakeholders
        | ProgrammeAct::CharterMessage
        | ProgrammeAct::CharterReview => *done == Done::Charter(act),
        ProgrammeAct::LookBack => *done == Done::LookedBack,
    }
}

#[cfg(test)]
mod tests;
