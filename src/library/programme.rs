//! A programme: a sequence of steps over some weeks, whole enough to be kept with who enrolled,
//! so that a reload changes no programme that somebody has begun.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AssessmentId, ItemId, ProgrammeId, SkillId, TipId};

/// One programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its name: that of its file.
    pub id: ProgrammeId,
    /// What it is called.
    pub title: String,
    /// What one gets out of it, in a sentence.
    pub aim: String,
    /// What the badge is called that one gets at its end.
    pub badge: String,
    /// Who can enrol.
    pub audiences: Vec<Audience>,
    /// Its weeks.
    pub weeks: Vec<ProgrammeWeek>,
}

impl Programme {
    /// The skills whose items and tips it needs.
    pub fn skills(&self) -> BTreeSet<SkillId> {
        let steps = self.weeks.iter().flat_map(|week| &week.steps);
        steps.filter_map(|step| step.what.skill()).collect()
    }
}

/// Who can enrol in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A person, for herself.
    Person,
    /// A whole channel.
    Channel,
}

/// A week of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeWeek {
    /// What it is about.
    pub theme: String,
    /// One to three steps, at most one a day, in order.
    pub steps: Vec<ProgrammeStep>,
}

/// A step of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeStep {
    /// On which day of the week, 1 for Monday to 7 for Sunday; who is written to on other days
    /// gets it on her next one.
    pub day: u8,
    /// What is done.
    pub what: StepKind,
}

/// What is done in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// A tip to read.
    Tip(TipId),
    /// A check-in to answer.
    CheckIn(ItemId),
    /// An assessment to go through.
    Assessment {
        /// Which.
        id: AssessmentId,
        /// Whether it is the picture before or the one after.
        when: Phase,
    },
    /// Something to do here.
    Act(ProgrammeAct),
}

impl StepKind {
    /// The skill that it belongs to, if to one.
    pub fn skill(&self) -> Option<SkillId> {
        match self {
            Self::Tip(id) => Some(id.skill()),
            Self::CheckIn(id) => Some(id.skill()),
            Self::Assessment { .. } | Self::Act(_) => None,
        }
    }
}

/// Which of two pictures an assessment of a programme gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// How it is at the beginning.
    Before,
    /// How it is at the end.
    After,
}

/// Something to do here, of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProgrammeAct {
    /// Post a win.
    Win,
    /// Fill in mission, values and strengths of the team's charter.
    CharterPurpose,
    /// Fill in the stakeholders of the team's charter.
    CharterStakeholders,
    /// Fill in the one-line message of the team's charter.
    CharterMessage,
    /// Read the charter again.
    CharterReview,
    /// Look back over all of it.
    LookBack,
}
