//! Every card that is made of a library's assessments, as `cairn check` and the platforms' own tests
//! look at them: results of all sorts, each with an earlier run that is as far from it as can be.

use jiff::Timestamp;

use super::card::{Run, result_card};
use super::comparing::pictured;
use super::record::Assessed;
use super::scoring::Answers;
use crate::chat::{Block, Card};
use crate::coach::phrases::{Phrases, Speaker};
use crate::library::{Assessment, Library, PageId, Statement};

/// The result cards of all assessments, in the words of a text of phrases; none if that can't be
/// read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let of_one = |assessment: &Assessment| {
        let id = PageId::Assessment(assessment.id.clone());
        let cards = each_run(assessment, |run| result_card(library, &say, run));
        cards.into_iter().map(move |card| (id.clone(), card))
    };
    let all = library.assessments.values();
    all.flat_map(|assessment| of_one(assessment).collect::<Vec<_>>())
        .collect()
}

/// What is shown of an assessment at the end of a programme that measures itself by it.
pub(in crate::coach) fn every_picture(
    say: &Speaker<'_>,
    assessment: &Assessment,
) -> Vec<Vec<Block>> {
    each_run(assessment, |run| pictured(say, run))
}

/// Runs in which all is reported alike, by each label and half-way between each two, and those in
/// which one scale stands out.
fn each_run<T>(assessment: &Assessment, mut show: impl FnMut(&Run<'_>) -> T) -> Vec<T> {
    let labels = assessment.labels.len();
    let highest = labels.saturating_sub(1);
    let alike = (0..labels).map(|label| answers(assessment, |_, _| label));
    let between = (0..highest).map(|label| answers(assessment, |at, _| label + at % 2));
    let standing_out = assessment.scales.iter().map(|scale| {
        answers(
            assessment,
            |_, it| if it.scale == scale.id { highest } else { 0 },
        )
    });
    let runs: Vec<Answers> = alike.chain(between).chain(standing_out).collect();
    let opposite = |answers: &Answers| {
        let turned = answers.iter().map(|(name, label)| {
            let far = if usize::from(*label) * 2 < labels {
                highest
            } else {
                0
            };
            (name.clone(), u8::try_from(far).unwrap_or(u8::MAX))
        });
        result(assessment, turned.collect())
    };
    let shown = runs.into_iter().map(|now| {
        let earlier = opposite(&now);
        show(&Run {
            assessment,
            result: &result(assessment, now),
            earlier: Some(&earlier),
            again: true,
        })
    });
    shown.collect()
}

/// Answers to all statements, as what their scale measures is reported.
fn answers(assessment: &Assessment, label: impl Fn(usize, &Statement) -> usize) -> Answers {
    let highest = assessment.labels.len().saturating_sub(1);
    let statements = assessment.statements.iter().enumerate();
    let answer = |(at, statement): (usize, &Statement)| {
        let label = label(at, statement).min(highest);
        let place = if statement.reverse {
            highest - label
        } else {
            label
        };
        (statement.id.clone(), u8::try_from(place).unwrap_or(u8::MAX))
    };
    statements.map(answer).collect()
}

fn result(assessment: &Assessment, answers: Answers) -> Assessed {
    Assessed {
        id: "000000000000-0000000000000000".to_owned(),
        rev: assessment.rev,
        at: Timestamp::UNIX_EPOCH,
        answers,
    }
}
