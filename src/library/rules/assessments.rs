//! A rules: whether an assessment measures what it says, and claims no more.

use std::f64::consts::SQRT_2;

use super::Checked;
use crate::library::measure::words;
use crate::library::problem::{Gatherer, Problem};
use crate::library::{Assessment, Statement};

/// The fewest statements that measure something.
const FEWEST: usize = 3;
/// The most words of a statement.
const WORDS: usize = 18;
/// The most statements a page.
const A_PAGE: u8 = 5;
/// The most reversed statements, in percent.
const REVERSED_PERCENT: usize = 20;
/// Words that turn a statement around without saying the opposite.
const DENIALS: [&str; 8] = [
    "not", "no", "never", "none", "nothing", "nobody", "without", "neither",
];
/// Words that begin like a denial and are none.
const NO_DENIALS: [&str; 10] = [
    "under",
    "understand",
    "understood",
    "until",
    "unit",
    "units",
    "unless",
    "uncle",
    "union",
    "unique",
];
/// Words of what might be, of what always is, and of two things at once.
const NOT_ONE_DOING: [&str; 13] = [
    "and", "but", "always", "never", "will", "would", "can", "could", "should", "must", "may",
    "might", "shall",
];
/// The normal deviate of 95 %.
const DEVIATE: f64 = 1.96;

fn each(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    look: impl Fn(&Assessment, &mut Gatherer<'_>),
) {
    for read in &checked.loaded.assessments {
        checked.in_file(&read.file, problems, |_, gather| {
            look(&read.assessment, gather);
        });
    }
}

/// A1.
pub(super) fn balanced(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        let cells = cells(assessment);
        let first = cells.first().map_or(0, |(_, count)| *count);
        for (cell, count) in &cells {
            if *count != first || *count < FEWEST {
                gather.error(
                    "A1",
                    gather.place_of("items"),
                    format!("{cell} has {count} statements"),
                    format!("give every scale and dimension as many, {FEWEST} or more"),
                );
            }
        }
    });
}

/// How many statements there are of each scale in each dimension.
fn cells(assessment: &Assessment) -> Vec<(String, usize)> {
    let count = |scale: &str, dimension: Option<&str>| {
        let is_of = |it: &&Statement| it.scale == scale && it.dimension.as_deref() == dimension;
        assessment.statements.iter().filter(is_of).count()
    };
    let mut cells = Vec::new();
    for scale in &assessment.scales {
        for dimension in &assessment.dimensions {
            let cell = format!("{} in {}", scale.name, dimension.name);
            cells.push((cell, count(&scale.id, Some(&dimension.id))));
        }
        if assessment.dimensions.is_empty() {
            cells.push((scale.name.clone(), count(&scale.id, None)));
        }
    }
    cells
}

/// A2.
pub(super) fn reversed(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        let all = assessment.statements.len();
        let reversed = || assessment.statements.iter().filter(|it| it.reverse);
        let count = reversed().count();
        if count * 100 > all * REVERSED_PERCENT {
            gather.warning(
                "A2",
                gather.place_of("reverse"),
                format!("{count} of {all} statements are reversed"),
                "keep to a fifth",
            );
        }
        for statement in reversed() {
            if let Some(word) = denial(&statement.text) {
                gather.warning(
                    "A2",
                    gather.place_of(&statement.text),
                    format!("“{word}” turns the statement by denying it"),
                    "say the opposite with a word of its own, such as “left open” for “kept a list”",
                );
            }
        }
    });
}

fn denial(text: &str) -> Option<&str> {
    words(text).into_iter().find(|word| {
        let lower = word.to_lowercase();
        DENIALS.contains(&lower.as_str())
            || lower.ends_with("n't")
            || lower.ends_with("n’t")
            || (lower.starts_with("un") && !NO_DENIALS.contains(&lower.as_str()))
    })
}

/// A3.
pub(super) fn one_doing(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        for statement in &assessment.statements {
            if let Some((what, remedy)) = amiss(&statement.text) {
                gather.warning("A3", gather.place_of(&statement.text), what, remedy);
            }
        }
    });
}

fn amiss(text: &str) -> Option<(String, &'static str)> {
    let found = words(text);
    if found.len() > WORDS {
        let what = format!("the statement has {} words", found.len());
        return Some((what, "keep to 18"));
    }
    let is_of_who_answers = found.first().is_some_and(|word| ["I", "We"].contains(word));
    if !is_of_who_answers {
        let what = "the statement does not begin with I or We".to_owned();
        return Some((what, "say what was done by who answers"));
    }
    let word = found
        .into_iter()
        .find(|word| NOT_ONE_DOING.contains(&word.to_lowercase().as_str()))?;
    let what = format!("“{word}” makes it two things, or none that happened");
    Some((what, "tell one thing that was done or was not"))
}

/// A4.
pub(super) fn everybody_lands(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        bands(assessment, gather);
        let readings = &assessment.readings;
        let places = || readings.iter().enumerate();
        let last = readings.len().saturating_sub(1);
        let is_misplaced =
            |(place, it): (usize, &crate::library::Reading)| it.when.is_empty() != (place == last);
        if readings.is_empty() || places().any(is_misplaced) {
            gather.error(
                "A4",
                gather.place_of("readings"),
                "the last reading, and no other, is for all that no other is for",
                "give all but the last a when",
            );
        }
    });
}

/// Bands rise within what can be answered, further apart than what lies between them.
fn bands(assessment: &Assessment, gather: &mut Gatherer<'_>) {
    let most = assessment.labels.len() as f64;
    let cuts: Vec<Option<f64>> = assessment.bands.iter().map(|band| band.below).collect();
    let (inner, ends_open) = match cuts.split_last() {
        Some((last, inner)) => (inner, last.is_none()),
        None => (&[][..], false),
    };
    let inner: Vec<f64> = inner.iter().map(|cut| cut.unwrap_or(f64::NAN)).collect();
    let bounds = || [1.0].into_iter().chain(inner.iter().copied()).chain([most]);
    let gap = 2.0 * assessment.grey;
    let rises = bounds()
        .zip(bounds().skip(1))
        .all(|(low, high)| high - low > gap && high > low);
    let has_words = assessment
        .bands
        .iter()
        .all(|band| !words(&band.name).is_empty());
    let is_grey = (0.0..0.5).contains(&assessment.grey);
    if !(ends_open && rises && has_words && is_grey && cuts.len() > 1) {
        gather.error(
            "A4",
            gather.place_of("bands"),
            "the bands do not cover what can be answered",
            "write two or more, each with a word and a higher below, none for the last; \
             further apart than twice grey",
        );
    }
}

/// A5.
pub(super) fn no_noise(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        for scale in assessment.scales.iter().chain(&assessment.dimensions) {
            let is_measure = (0.0..=1.0).contains(&scale.alpha) && scale.sd > 0.0;
            let least = DEVIATE * SQRT_2 * scale.sd * (1.0 - scale.alpha).max(0.0).sqrt();
            if !(is_measure && scale.min_change >= least) {
                gather.error(
                    "A5",
                    gather.place_of(&format!("\"{}\"", scale.id)),
                    format!(
                        "a change of {} in {} may be chance",
                        scale.min_change, scale.name
                    ),
                    format!("write min_change = {:.2}, or higher", least + 0.005),
                );
            }
        }
    });
}

/// A6.
pub(super) fn fair_order(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |assessment, gather| {
        let about = |it: &Statement| it.dimension.clone().unwrap_or_else(|| it.scale.clone());
        let statements = &assessment.statements;
        for (one, next) in statements.iter().zip(statements.iter().skip(1)) {
            if about(one) == about(next) {
                gather.warning(
                    "A6",
                    gather.place_of(&next.text),
                    format!("`{}` is about the same as `{}` before it", next.id, one.id),
                    "put another between them",
                );
            }
        }
        if !(1..=A_PAGE).contains(&assessment.per_page) {
            gather.warning(
                "A6",
                gather.place_of("per_page"),
                format!("{} statements stand on a page", assessment.per_page),
                format!("show 1 to {A_PAGE}"),
            );
        }
        let labels = &assessment.labels;
        let is_worded = labels
            .iter()
            .all(|label| label.chars().any(char::is_alphabetic));
        if labels.len() < 3 || labels.len().is_multiple_of(2) || !is_worded {
            gather.warning(
                "A6",
                gather.place_of("response"),
                "the labels have no middle, or one of them no word",
                "use an odd number of worded labels, such as freq5",
            );
        }
    });
}
