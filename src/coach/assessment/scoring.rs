//! What answers come to: pure, from raw answers to words. Means live here and nowhere else; what
//! leaves for a reader is a band, a comparison or nothing, never a number.

use std::collections::BTreeMap;

use super::record::Assessed;
use crate::library::{Assessment, Reading, Scale, Statement, Suggestion};

/// What was answered: by the name of a statement the place of a label, from 0.
pub(in crate::coach) type Answers = BTreeMap<String, u8>;

/// A scale or one of its dimensions is told of when at least so many in a hundred of its statements
/// were answered.
const ANSWERED_LEAST: usize = 80;
/// From how much on one has more of one scale than of another, over the whole of both.
const MORE_OVERALL: f64 = 0.6;
/// The same in one dimension.
const MORE_IN_A_DIMENSION: f64 = 1.33;
/// What sums of fractions are out by at most.
const ROUNDING: f64 = 1e-9;

/// What is told of one thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coach) enum Told {
    /// Too few statements were answered.
    TooFew,
    /// The band at this place.
    In(usize),
    /// Between the band at this place and the next one.
    Between(usize),
}

impl Told {
    /// The bands that may be meant, as places.
    pub fn bands(self) -> Vec<usize> {
        match self {
            Self::TooFew => Vec::new(),
            Self::In(band) => vec![band],
            Self::Between(band) => vec![band, band + 1],
        }
    }
}

/// One thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::coach) struct Measured {
    /// The mean, from 1 to the number of labels; none where too few were answered. For comparing
    /// and averaging, never for showing.
    pub mean: Option<f64>,
    /// What is told of it.
    pub told: Told,
}

/// All that answers come to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::coach) struct Scores {
    /// The scales, in their order.
    pub scales: Vec<Measured>,
    /// By dimension in its order, the scales in theirs.
    pub cells: Vec<Vec<Measured>>,
}

impl Scores {
    /// Whether anything at all can be told.
    pub fn tell_anything(&self) -> bool {
        let cells = self.cells.iter().flatten();
        self.scales.iter().chain(cells).any(|it| it.mean.is_some())
    }
}

/// How one thing is to another: then and now, or two scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coach) enum Compared {
    /// There is more of it, by more than chance.
    More,
    /// There is less of it, by more than chance.
    Less,
    /// No difference that this can show.
    Alike,
}

/// Scores answers.
pub(in crate::coach) fn scores(assessment: &Assessment, answers: &Answers) -> Scores {
    let of_scale =
        |scale: &Scale| measured(assessment, answers, |statement| statement.scale == scale.id);
    let cell = |dimension: &Scale, scale: &Scale| {
        measured(assessment, answers, |statement| {
            statement.scale == scale.id
                && statement.dimension.as_deref() == Some(dimension.id.as_str())
        })
    };
    let scales = &assessment.scales;
    Scores {
        scales: scales.iter().map(of_scale).collect(),
        cells: assessment
            .dimensions
            .iter()
            .map(|dimension| scales.iter().map(|scale| cell(dimension, scale)).collect())
            .collect(),
    }
}

fn measured(
    assessment: &Assessment,
    answers: &Answers,
    belongs: impl Fn(&Statement) -> bool,
) -> Measured {
    let statements: Vec<&Statement> = assessment
        .statements
        .iter()
        .filter(|statement| belongs(statement))
        .collect();
    let points: Vec<f64> = statements
        .iter()
        .filter_map(|statement| points(assessment, answers, statement))
        .collect();
    let is_enough = !points.is_empty() && points.len() * 100 >= statements.len() * ANSWERED_LEAST;
    let mean = is_enough.then(|| points.iter().sum::<f64>() / points.len() as f64);
    Measured {
        mean,
        told: mean.map_or(Told::TooFew, |mean| bands(assessment, mean)),
    }
}

/// The points of one answer, from 1; of a statement that says the opposite, turned.
fn points(assessment: &Assessment, answers: &Answers, statement: &Statement) -> Option<f64> {
    let labels = assessment.labels.len();
    let place = usize::from(*answers.get(&statement.id)?);
    if place >= labels {
        return None;
    }
    let points = if statement.reverse {
        labels - place
    } else {
        place + 1
    };
    Some(points as f64)
}

/// What is told of a mean, whoever it is of: its band, or between two when it lies near a cut.
pub(in crate::coach) fn bands(assessment: &Assessment, mean: f64) -> Told {
    let cuts = || assessment.bands.iter().filter_map(|band| band.below);
    let near = |cut: f64| (mean - cut).abs() <= assessment.grey + ROUNDING;
    if let Some(place) = cuts().position(near) {
        return Told::Between(place);
    }
    Told::In(cuts().filter(|cut| mean >= *cut).count())
}

/// Whether there is more of one than of another, given from how much on that says anything; none
/// where one of them is not known.
fn compared(one: &Measured, other: &Measured, least: f64) -> Option<Compared> {
    let gap = one.mean? - other.mean?;
    Some(if gap >= least - ROUNDING {
        Compared::More
    } else if gap <= ROUNDING - least {
        Compared::Less
    } else {
        Compared::Alike
    })
}

/// How two scales are to each other over the whole, by their places.
pub(in crate::coach) fn overall(
    assessment: &Assessment,
    scores: &Scores,
    (one, other): (usize, usize),
) -> Option<Compared> {
    let scale = |place: usize| assessment.scales.get(place);
    let least = MORE_OVERALL
        .max(scale(one)?.min_change)
        .max(scale(other)?.min_change);
    compared(scores.scales.get(one)?, scores.scales.get(other)?, least)
}

/// The same in one dimension.
pub(in crate::coach) fn in_dimension(
    assessment: &Assessment,
    scores: &Scores,
    dimension: usize,
    (one, other): (usize, usize),
) -> Option<Compared> {
    let least = MORE_IN_A_DIMENSION.max(assessment.dimensions.get(dimension)?.min_change);
    let cells = scores.cells.get(dimension)?;
    compared(cells.get(one)?, cells.get(other)?, least)
}

/// How a scale is to what it was in an earlier run of the same rev.
pub(in crate::coach) fn since(
    assessment: &Assessment,
    (then, now): (&Scores, &Scores),
    scale: usize,
) -> Option<Compared> {
    let least = assessment.scales.get(scale)?.min_change;
    compared(now.scales.get(scale)?, then.scales.get(scale)?, least)
}

/// The same for a scale in one dimension.
pub(in crate::coach) fn since_in_dimension(
    assessment: &Assessment,
    (then, now): (&Scores, &Scores),
    (dimension, scale): (usize, usize),
) -> Option<Compared> {
    let least = assessment.dimensions.get(dimension)?.min_change;
    let cell = |scores: &Scores| scores.cells.get(dimension)?.get(scale).copied();
    compared(&cell(now)?, &cell(then)?, least)
}

/// The scales reported most and least, as places; of several the first. None where fewer than two
/// are known.
pub(in crate::coach) fn most_and_least(scores: &Scores) -> Option<(usize, usize)> {
    let means = || scores.scales.iter().map(|scale| scale.mean).enumerate();
    let known: Vec<(usize, f64)> = means().filter_map(|(at, mean)| Some((at, mean?))).collect();
    let (first, rest) = known.split_first()?;
    let extreme = |is_further: fn(f64, f64) -> bool| {
        rest.iter().fold(*first, |best, other| {
            if is_further(other.1, best.1) {
                *other
            } else {
                best
            }
        })
    };
    let most = extreme(|other, best| other > best + ROUNDING);
    let least = extreme(|other, best| other < best - ROUNDING);
    (!rest.is_empty()).then_some((most.0, least.0))
}

/// What to try: what the scale suggests that is reported least; of several the first.
pub(in crate::coach) fn suggestion<'a>(
    assessment: &'a Assessment,
    scores: &Scores,
) -> Option<&'a Suggestion> {
    let only = scores.scales.iter().position(|scale| scale.mean.is_some());
    let least = most_and_least(scores).map(|(_, least)| least).or(only)?;
    assessment.scales.get(least)?.suggests.as_ref()
}

/// What the bands together say: one reading, or all that may be meant where a mean lies between
/// two bands, in the library's order. While something is not known, nothing is said that needs it.
pub(in crate::coach) fn readings<'a>(
    assessment: &'a Assessment,
    scores: &Scores,
) -> Vec<&'a Reading> {
    let all_known = scores.scales.iter().all(|scale| scale.told != Told::TooFew);
    let of_rest = |reading: &Reading| !reading.when.is_empty() || all_known;
    let mut found: Vec<usize> = combinations(assessment, scores)
        .iter()
        .filter_map(|bands| {
            let is_so = |reading: &Reading| holds(reading, bands);
            assessment.readings.iter().position(is_so)
        })
        .filter(|place| assessment.readings.get(*place).is_some_and(of_rest))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
        .into_iter()
        .filter_map(|place| assessment.readings.get(place))
        .collect()
}

/// What a result reads as in a few words; none where it lies between two, or can't be read.
pub(super) fn in_short<'a>(assessment: &'a Assessment, result: &Assessed) -> Option<&'a str> {
    if result.rev != assessment.rev {
        return None;
    }
    let found = readings(assessment, &scores(assessment, &result.answers));
    match found.as_slice() {
        [one] => one.title.as_deref(),
        _ => None,
    }
}

/// Scale and band, for each scale that is known.
type Bands<'a> = Vec<(&'a str, &'a str)>;

fn holds(reading: &Reading, bands: &Bands<'_>) -> bool {
    reading.when.iter().all(|(scale, band)| {
        let wanted = (scale.as_str(), band.as_str());
        bands.contains(&wanted)
    })
}

/// Every way in which the scales may be meant.
fn combinations<'a>(assessment: &'a Assessment, scores: &Scores) -> Vec<Bands<'a>> {
    let mut all: Vec<Bands<'a>> = vec![Vec::new()];
    for (scale, measured) in assessment.scales.iter().zip(&scores.scales) {
        let bands: Vec<&str> = measured
            .told
            .bands()
            .into_iter()
            .filter_map(|place| assessment.bands.get(place))
            .map(|band| band.id.as_str())
            .collect();
        if bands.is_empty() {
            continue;
        }
        all = all
            .into_iter()
            .flat_map(|so_far| {
                bands.iter().map(move |band| {
                    let mut longer = so_far.clone();
                    longer.push((scale.id.as_str(), *band));
                    longer
                })
            })
            .collect();
    }
    all
}

#[cfg(test)]
mod tests;
