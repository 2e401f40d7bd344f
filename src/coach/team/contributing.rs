//! What somebody contributes to her team's figures: of each skill that she has answered lately how much she remembers
//! and what she believes instead, of each assessment her last result. Nothing of it is kept but a fingerprint, under
//! herself, and sums without names.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use jiff::civil::Date;

use super::slice::Slice;
use crate::chat::PersonId;
use crate::coach::assessment::{self, Assessed, Scores};
use crate::coach::checkin::{Run, Verdict};
use crate::coach::desk::{Desk, PAGE_MOST};
use crate::coach::mastery::Memory;
use crate::coach::remembering;
use crate::coach::seed;
use crate::library::{Assessment, Library, Skill};
use crate::state::{Key, Kind, Owner, PageOf, Read, Undecided};

/// Who has answered nothing of a skill for so long is not active in it: eight weeks, which are also what is shown.
pub(super) const ACTIVE_FOR: SignedDuration = SignedDuration::from_hours(24 * 7 * 8);

/// What somebody contributes to one slice.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::coach) struct Contribution {
    /// The fingerprint of what she did: the same as long as she does nothing more.
    pub print: u64,
    /// How much of each thing that is told of the slice, from 0 to 1; a skill is one thing, without a name.
    pub values: BTreeMap<String, f64>,
    /// The misconceptions of the skill that her last answers about them showed.
    pub believes: BTreeSet<String>,
}

/// What is read of somebody before [`of`].
pub(super) fn wanted(library: &Library, person: &PersonId) -> Vec<Read> {
    let memories = Read::Page(PageOf {
        owner: Owner::Person(person.clone()),
        kind: Kind::Memory,
        after: "".into(),
        limit: PAGE_MOST,
    });
    let results = library
        .assessments
        .keys()
        .map(|id| Read::One(Assessed::key(person, id)));
    std::iter::once(memories).chain(results).collect()
}

/// What somebody contributes now, with `today` being the day of the making.
pub(super) fn of(
    desk: &mut Desk<'_>,
    person: &PersonId,
    today: Date,
) -> Result<BTreeMap<Slice, Contribution>, Undecided> {
    let library = desk.coach.library.clone();
    let mut found = BTreeMap::new();
    for (id, memory) in remembering::all(desk, person)? {
        let is_lately = |at| desk.now.duration_since(at) <= ACTIVE_FOR;
        let is_active = memory.recent.first().is_some_and(|last| is_lately(last.at));
        if let Some(skill) = library
            .skill(&id)
            .filter(|_| is_active && !memory.objectives.is_empty())
        {
            let remembered = memory.strength(&desk.coach.spacing, skill, today);
            let contribution = of_skill(&library, skill, &memory, remembered.into());
            found.insert(Slice::Skill(id), contribution);
        }
    }
    for (id, assessment) in &library.assessments {
        let result = assessment::latest_result(desk, person, id)?;
        let is_same = |result: &Assessed| result.rev == assessment.rev;
        if let Some(contribution) = result
            .filter(is_same)
            .and_then(|result| of_result(assessment, &result))
        {
            found.insert(Slice::Assessment(id.clone()), contribution);
        }
    }
    Ok(found)
}

fn of_skill(library: &Library, skill: &Skill, memory: &Memory, remembered: f64) -> Contribution {
    let believes = believed(library, skill, memory);
    let mut words: Vec<String> = believes.iter().cloned().collect();
    for (objective, trace) in &memory.objectives {
        words.push(format!(
            "{objective} {} {}",
            trace.last,
            trace.stability.to_bits()
        ));
    }
    Contribution {
        print: fingerprint(&words),
        values: BTreeMap::from([(String::new(), remembered)]),
        believes,
    }
}

/// The misconceptions in whose way the last answer about each went: it was not the best one.
fn believed(library: &Library, skill: &Skill, memory: &Memory) -> BTreeSet<String> {
    let mut last: BTreeMap<&str, Verdict> = BTreeMap::new();
    for recent in &memory.recent {
        let met = library
            .item(&recent.item)
            .and_then(|item| item.misconception.as_deref());
        let met = skill
            .misconceptions
            .iter()
            .find(|(id, _)| Some(id.as_str()) == met);
        if let Some((id, _)) = met {
            // The newest comes first.
            last.entry(id).or_insert(recent.verdict);
        }
    }
    let shown = last
        .into_iter()
        .filter(|(_, verdict)| matches!(verdict, Verdict::Part | Verdict::Other));
    shown.map(|(id, _)| id.to_owned()).collect()
}

fn of_result(assessment: &Assessment, result: &Assessed) -> Option<Contribution> {
    let scores = assessment::scores(assessment, &result.answers);
    let most = f64::from(
        u8::try_from(assessment.labels.len().saturating_sub(1))
            .ok()?
            .max(1),
    );
    let values: BTreeMap<String, f64> = cells(assessment, &scores)
        .into_iter()
        .filter_map(|(name, mean)| Some((name, (mean? - 1.0) / most)))
        .collect();
    (!values.is_empty()).then(|| Contribution {
        print: fingerprint(&[result.id.clone(), result.rev.to_string()]),
        values,
        believes: BTreeSet::new(),
    })
}

/// What is told of an assessment, by name: by dimension each scale, or where there are none the scales.
fn cells(assessment: &Assessment, scores: &Scores) -> Vec<(String, Option<f64>)> {
    let scales = || assessment.scales.iter();
    if assessment.dimensions.is_empty() {
        let means = scores.scales.iter().map(|it| it.mean);
        return scales().map(|scale| scale.id.clone()).zip(means).collect();
    }
    let rows = assessment.dimensions.iter().zip(&scores.cells);
    rows.flat_map(|(dimension, cells)| {
        let names = scales().map(|scale| cell_name(&dimension.id, &scale.id));
        names.zip(cells.iter().map(|it| it.mean))
    })
    .collect()
}

/// The name of one scale in one dimension.
pub(super) fn cell_name(dimension: &str, scale: &str) -> String {
    format!("{dimension}/{scale}")
}

/// What these words are told apart by.
fn fingerprint(words: &[String]) -> u64 {
    seed::number(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The keys of the check-ins that decide what of these memories holds, to be read in one round.
pub(super) fn run_keys(desk: &Desk<'_>, people: &[PersonId]) -> Result<Vec<Key>, Undecided> {
    let mut keys = Vec::new();
    for person in people {
        for (_, memory) in desk.read_all::<Memory>(Owner::Person(person.clone()))? {
            keys.extend(memory.runs().iter().map(Run::key));
        }
    }
    Ok(keys)
}
