//! What is kept of how the bot may write to a person by itself, and what follows from it alone:
//! her pace, and what comes on which day.

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::budget::{Budget, Often, Why};
use super::hours;
use crate::chat::{MessageId, PersonId};
use crate::coach::act::PostId;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, Record};
use crate::coach::person::is_false;
use crate::library::{ItemId, ProgrammeId, TipId};
use crate::state::{Key, Kind, Undecided};
use crate::timing::{TimeOfDay, Weekdays, Zone};

/// So many unanswered in a row halve the pace, and so many end in a question (F39).
const HALVED_FROM: u8 = 2;
const ASKED_FROM: u8 = 4;
/// On so many days a chat must refuse before nothing is tried any more: single refusals pass (F35).
const OUT_OF_REACH_FROM: usize = 3;
/// For so many days a follow-up for which there was no room is tried again.
const FOLLOW_UP_DAYS: i64 = 7;
/// How many follow-ups a person can have waiting.
pub(super) const FOLLOW_UPS_MOST: usize = 8;
/// How many plans of a person can be waiting for their day.
pub(super) const PLANS_MOST: usize = 16;

/// Whether the bot may write by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// She was not asked yet, so it may not.
    #[default]
    NotAsked,
    /// She was asked and has not answered: silence is no.
    Asked,
    /// It may.
    Yes,
    /// It may not.
    No,
    /// She stopped everything: not even what she once asked for comes.
    Off,
}

/// How the bot may write to a person by itself, and how that went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::coach) struct Nudging {
    /// Whether it may.
    pub consent: Consent,
    /// Whether it might before she stopped everything, which is what she has again afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_off: Option<Consent>,
    /// On which days; never none.
    pub days: Weekdays,
    /// At what time of her own wall clock.
    pub time: TimeOfDay,
    /// How often at most.
    pub often: Often,
    /// Before which hour nothing comes by itself, where she chose one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_before: Option<TimeOfDay>,
    /// From which hour on nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_after: Option<TimeOfDay>,
    /// The first day on which it may again, after a pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_until: Option<Date>,
    /// How many unasked messages in a row went unanswered.
    pub unanswered: u8,
    /// On which days the chat refused what was said to her, since she last spoke: the first
    /// [`OUT_OF_REACH_FROM`] of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Date>,
    /// The last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Last>,
    /// Those of the last weeks.
    pub(super) spent: Budget,
    /// The day to which she put a nudge off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub put_off_to: Option<Date>,
    /// Which questions she still has of a tip that she tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// Which plans of hers come back, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<PlanDue>,
    /// Which of her programmes go on, and when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepDue>,
    /// Whether what comes today waits for the platform to tell who she is.
    #[serde(skip_serializing_if = "is_false")]
    pub awaits_profile: bool,
    /// The message in which she is asked how often, while it has its buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asking: Option<MessageId>,
}

/// The last message that came by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Last {
    /// Its name.
    pub message: MessageId,
    /// On which day of hers.
    pub day: Date,
    /// What it was for.
    pub why: Why,
    /// Until when it waits to be said.
    pub until: Timestamp,
    /// Whether nothing is known yet of what became of it.
    pub open: bool,
}

/// A question to who tried a tip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct FollowUp {
    /// The tip.
    pub tip: TipId,
    /// Where it stood.
    pub post: PostId,
    /// The check-in.
    pub item: ItemId,
    /// On which day, or the first after it that has room.
    pub on: Date,
    /// Whether she chose the day herself, so that it is no unasked message.
    pub asked: bool,
}

/// A plan that comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct PlanDue {
    /// Its name.
    pub plan: String,
    /// On which day, or the first after it that has room.
    pub on: Date,
    /// Whether she chose the day herself, so that it is no unasked message.
    pub asked: bool,
}

/// A programme of hers that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct StepDue {
    /// Which.
    pub programme: ProgrammeId,
    /// On which day, or the first after it that has room.
    pub on: Date,
}

/// How eagerly it writes, by how much of it went unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// As often as she wanted.
    Usual,
    /// Half as often.
    Half,
    /// One question: fewer, later or stop?
    Question,
    /// Not at all until she speaks.
    Silent,
}

/// What comes on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Errand {
    /// A question to who tried a tip.
    FollowUp(FollowUp),
    /// A plan of hers.
    Plan(PlanDue),
    /// A step of a programme of hers.
    Step(StepDue),
    /// A nudge that she put off to that day.
    PutOff,
    /// A nudge.
    Nudge,
    /// The question whether it should be fewer, later or none.
    Question,
}

impl Errand {
    /// What it is for.
    pub fn why(&self) -> Why {
        match self {
            Self::FollowUp(_) => Why::FollowUp,
            Self::Plan(_) => Why::Plan,
            Self::Step(_) => Why::Step,
            Self::PutOff | Self::Nudge => Why::Nudge,
            Self::Question => Why::Question,
        }
    }

    /// Whether she asked for it, on that day.
    pub fn is_asked_for(&self) -> bool {
        match self {
            Self::FollowUp(follow_up) => follow_up.asked,
            Self::Plan(due) => due.asked,
            Self::PutOff => true,
            Self::Step(_) | Self::Nudge | Self::Question => false,
        }
    }
}

impl Default for Nudging {
    /// Tuesday and Thursday at 9:30, twice a week, once she allows it.
    fn default() -> Self {
        Self {
            consent: Consent::default(),
            before_off: None,
            days: Weekdays::only(Weekday::Tuesday).with(Weekday::Thursday),
            time: TimeOfDay::new(9, 30).unwrap_or(TimeOfDay::NINE),
            often: Often::default(),
            not_before: None,
            not_after: None,
            paused_until: None,
            unanswered: 0,
            refused: Vec::new(),
            last: None,
            spent: Budget::default(),
            put_off_to: None,
            follow_ups: Vec::new(),
            plans: Vec::new(),
            steps: Vec::new(),
            awaits_profile: false,
            asking: None,
        }
    }
}

impl Record for Nudging {
    const KIND: Kind = Kind::Nudging;
}

impl Nudging {
    /// Where a person's record lies.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Nudging, "")
    }

    /// The person's record, or that of somebody who was never asked.
    pub fn read(desk: &Desk<'_>, person: &PersonId) -> Result<Self, Undecided> {
        Ok(desk.read(&Self::key(person))?.unwrap_or_default())
    }

    /// How eagerly it writes.
    pub(super) fn pace(&self) -> Pace {
        match self.unanswered {
            0..HALVED_FROM => Pace::Usual,
            HALVED_FROM..ASKED_FROM => Pace::Half,
            ASKED_FROM => Pace::Question,
            _ => Pace::Silent,
        }
    }

    /// How often at most, now.
    pub fn often_now(&self) -> Often {
        match self.pace() {
            Pace::Usual => self.often,
            Pace::Half | Pace::Question | Pace::Silent => self.often.halved(),
        }
    }

    /// Whether a day is a working day of hers: Monday to Friday, and what she chose beside.
    pub fn works_on(&self, day: Date) -> bool {
        self.days.and(Weekdays::WORKING).contains(day.weekday())
    }

    /// Whether it is paused on a day.
    pub fn is_paused(&self, day: Date) -> bool {
        self.paused_until.is_some_and(|until| day < until)
    }

    /// What comes on a day: one thing at most, and first what she asked for by name.
    pub(super) fn errand(&self, day: Date) -> Option<Errand> {
        if self.consent == Consent::Off || self.is_paused(day) || !self.works_on(day) {
            return None;
        }
        let may = self.consent == Consent::Yes;
        let is_silent = self.pace() == Pace::Silent;
        let follow_up = self.follow_ups.iter().find(|follow_up| {
            let is_due = (follow_up.on..=follow_up.last_day()).contains(&day);
            is_due && (follow_up.asked || (may && !is_silent))
        });
        if let Some(follow_up) = follow_up {
            return Some(Errand::FollowUp(follow_up.clone()));
        }
        let plan = self.plans.iter().find(|due| {
            let is_due = (due.on..=due.last_day()).contains(&day);
            is_due && (due.asked || (may && !is_silent))
        });
        if let Some(plan) = plan {
            return Some(Errand::Plan(plan.clone()));
        }
        let step = self.steps.iter().find(|due| due.on <= day && !is_silent);
        if let Some(step) = step {
            return Some(Errand::Step(step.clone()));
        }
        if self.put_off_to.is_some_and(|to| to <= day) {
            return Some(Errand::PutOff);
        }
        if !may {
            return None;
        }
        let errand = match self.pace() {
            Pace::Usual | Pace::Half => Errand::Nudge,
            Pace::Question => Errand::Question,
            Pace::Silent => return None,
        };
        self.days.contains(day.weekday()).then_some(errand)
    }

    /// When to look next whether something is to be said; none while nothing can be.
    pub fn next(&self, now: Timestamp, zone: &Zone, spread: SignedDuration) -> Option<Timestamp> {
        let is_written_to = self.consent == Consent::Yes && self.pace() != Pace::Silent;
        let has_asked = !self.follow_ups.is_empty() || self.plans.iter().any(|due| due.asked);
        let has_steps = !self.steps.is_empty() && self.pace() != Pace::Silent;
        if !is_written_to && !has_asked && !has_steps && self.put_off_to.is_none() {
            return None;
        }
        hours::next(now, self.time, zone, spread, |day| {
            self.errand(day).is_some()
        })
    }

    /// The last message, when it was not touched before another day of hers came.
    pub fn went_unanswered(&mut self, today: Date) -> Option<&Last> {
        let last = self.last.as_mut();
        let last = last.filter(|last| last.open && last.day < today)?;
        last.open = false;
        if self.unanswered < ASKED_FROM {
            self.unanswered += 1;
        }
        Some(last)
    }

    /// The last message, when it was never said: it counts nowhere.
    pub fn was_never_said(&mut self, message: &MessageId) -> Option<Last> {
        let last = self
            .last
            .take_if(|last| last.open && last.message == *message)?;
        self.spent.give_back(last.day);
        if last.why == Why::Question {
            self.unanswered = ASKED_FROM;
        }
        Some(last)
    }

    /// The chat refused to say something to her on that day: she has blocked the bot, say, or has
    /// not got it any more.
    pub fn was_refused(&mut self, today: Date) {
        if self.refused.last() != Some(&today) && !self.is_out_of_reach() {
            self.refused.push(today);
        }
    }

    /// Whether she can't be reached, as far as is known: nothing is tried any more until she
    /// speaks.
    pub fn is_out_of_reach(&self) -> bool {
        self.refused.len() >= OUT_OF_REACH_FROM
    }

    /// She spoke: whatever went unanswered is forgotten. The last message, if this is what
    /// became of it.
    pub fn spoke(&mut self) -> Option<&Last> {
        self.unanswered = 0;
        self.refused.clear();
        let last = self.last.as_mut().filter(|last| last.open)?;
        last.open = false;
        Some(last)
    }

    /// The question was asked: from now on silence, until she speaks.
    pub fn question_asked(&mut self) {
        self.unanswered = ASKED_FROM + 1;
    }

    /// What lies so far back that it will never be said is forgotten.
    pub fn forget(&mut self, today: Date) {
        self.follow_ups
            .retain(|follow_up| today <= follow_up.last_day());
        self.plans.retain(|due| today <= due.last_day());
        self.paused_until = self.paused_until.filter(|until| today < *until);
    }
}

impl PlanDue {
    /// The last day on which it comes.
    fn last_day(&self) -> Date {
        days_after(self.on, FOLLOW_UP_DAYS)
    }
}

impl FollowUp {
    /// The last day on which it is asked.
    fn last_day(&self) -> Date {
        days_after(self.on, FOLLOW_UP_DAYS)
    }
}
