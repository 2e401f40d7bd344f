//! What is kept of assessments: an attempt while it is under way, and what came of it. Both are
//! the person's own documents; nothing here is anybody else's.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::scoring::Answers;
use crate::chat::PersonId;
use crate::coach::desk::{Desk, Record};
use crate::library::{Assessment, AssessmentId, Statement};
use crate::state::{Key, Kind, Owner, Undecided};

/// An attempt that was not touched for so long is over.
pub(super) const ABANDONED_AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);
/// So many results of one assessment are kept, the newest among them.
pub(super) const RESULTS_MOST: u16 = 20;

/// An assessment that somebody has begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Attempt {
    /// Its name, which its forms bear.
    pub id: String,
    /// The revision of the assessment that it is of.
    pub rev: u32,
    /// Of each statement as it was then, a hash of its text.
    pub statements: BTreeMap<String, String>,
    /// When a page came back last.
    pub touched: Timestamp,
    /// Which page is to be opened next, from 0.
    pub page: u8,
    /// What was answered.
    pub answers: Answers,
}

/// What came of an assessment that somebody finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Assessed {
    /// The name of the attempt that it came from, and its own.
    pub id: String,
    /// The revision of the assessment.
    pub rev: u32,
    /// When it was finished.
    pub at: Timestamp,
    /// What was answered, raw; what it says is worked out when it is looked at.
    pub answers: Answers,
}

impl Record for Attempt {
    const KIND: Kind = Kind::Attempt;
}

impl Record for Assessed {
    const KIND: Kind = Kind::Result;
}

impl Attempt {
    /// Where somebody's attempt at an assessment lies.
    pub fn key(person: &PersonId, assessment: &AssessmentId) -> Key {
        Key::personal(person, Kind::Attempt, assessment.as_str())
    }

    /// A fresh one.
    pub fn begin(id: String, assessment: &Assessment, now: Timestamp) -> Self {
        Self {
            id,
            rev: assessment.rev,
            statements: hashes(assessment),
            touched: now,
            page: 0,
            answers: Answers::new(),
        }
    }

    /// Somebody's attempt that is still under way.
    pub fn current(
        desk: &Desk<'_>,
        person: &PersonId,
        assessment: &AssessmentId,
    ) -> Result<Option<Self>, Undecided> {
        let found: Option<Self> = desk.read(&Self::key(person, assessment))?;
        Ok(found.filter(|attempt| !attempt.is_abandoned(desk.now)))
    }

    /// Whether it was left too long ago.
    pub fn is_abandoned(&self, now: Timestamp) -> bool {
        now.duration_since(self.touched) >= ABANDONED_AFTER
    }

    /// Whether the assessment still reads as it did when this began.
    pub fn is_of(&self, assessment: &Assessment) -> bool {
        self.rev == assessment.rev && self.statements == hashes(assessment)
    }

    /// What of these answers holds for the assessment as it is now: that to statements which read
    /// as they did, as long as answers before and after can be compared at all.
    pub fn still_holds(&self, assessment: &Assessment, answers: Answers) -> Answers {
        let now = hashes(assessment);
        let is_same = |name: &String| {
            let then = self.statements.get(name);
            self.rev == assessment.rev && then.is_some() && then == now.get(name)
        };
        answers
            .into_iter()
            .filter(|(name, _)| is_same(name))
            .collect()
    }
}

/// Of each statement a hash of its text.
fn hashes(assessment: &Assessment) -> BTreeMap<String, String> {
    let hash = |statement: &Statement| hex::encode(&Sha256::digest(&statement.text)[..4]);
    let statements = assessment.statements.iter();
    statements
        .map(|statement| (statement.id.clone(), hash(statement)))
        .collect()
}

impl Assessed {
    /// Where somebody's newest result of an assessment lies.
    pub fn key(person: &PersonId, assessment: &AssessmentId) -> Key {
        Key::personal(person, Kind::Result, assessment.as_str())
    }

    /// Where an older one lies.
    pub(super) fn key_of_older(&self, person: &PersonId, assessment: &AssessmentId) -> Key {
        let id: Arc<str> = format!("{assessment}/{}", self.id).into();
        Key::personal(person, Kind::Result, id)
    }
}

/// Somebody's newest result of an assessment.
pub(in crate::coach) fn latest_result(
    desk: &Desk<'_>,
    person: &PersonId,
    assessment: &AssessmentId,
) -> Result<Option<Assessed>, Undecided> {
    desk.read(&Assessed::key(person, assessment))
}

/// Somebody's earlier results of an assessment, the newest first.
pub(in crate::coach) fn earlier_results(
    desk: &Desk<'_>,
    person: &PersonId,
    assessment: &AssessmentId,
) -> Result<Vec<Assessed>, Undecided> {
    let prefix = format!("{assessment}/");
    let owner = Owner::Person(person.clone());
    let found = desk.read_some::<Assessed>(owner, prefix.as_str().into(), RESULTS_MOST)?;
    let of_this = found
        .into_iter()
        .filter(|(key, _)| key.id.starts_with(&prefix));
    let mut results: Vec<Assessed> = of_this.map(|(_, result)| result).collect();
    results.sort_by_key(|result| std::cmp::Reverse(result.at));
    Ok(results)
}
