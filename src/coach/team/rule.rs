//! The rule of five: whether a figure about a team may replace the one that was published last.
//!
//! What lives here is the decision alone, over people and fingerprints that mean nothing to it, and the coarse words
//! a figure is told in. Who is in a team, what she contributes and where a picture lies is no matter of this file.
//! docs/privacy.md ("What a manager can see") has the rule in words, with a sketch of its proof and its limits.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

/// Fewest people a figure is about, fewest it leaves out unless nobody, and fewest whose contributions have changed
/// before another figure takes its place. A constant, not a setting: nobody can be persuaded to lower it.
pub const FLOOR: usize = 5;

/// Fewest people of whom it is said how far apart they are.
pub const SPREAD_FROM: usize = 8;

/// What becomes of a slice (one skill) when the picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// The new figure takes the place of the old one, and these contributions are those of the last published.
    Publish,
    /// What stands goes on standing: the figure published last with its date or, before the first, nothing.
    Stand,
}

/// A slice counted person by person: in any order, a page at a time, and without a list of anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// How many contribute to it now.
    pub people: usize,
    /// Of how many the contributions differ from those to the figure *published* last: who joined, left or did
    /// something counts once.
    pub changed: usize,
}

impl Counted {
    /// Counts a person by the fingerprints of what she contributes now, and of what she contributed to the last
    /// *published* figure, however often it was made since. None is nothing. Everybody who has either is to be
    /// counted, once. Who is forgotten has neither: she counts as no change, which only makes the rule stricter.
    ///
    /// A fingerprint is of answers given, never of what time alone makes of them: otherwise everybody would "change"
    /// from one week to the next, and the rule would guard nothing.
    pub fn add(&mut self, now: Option<u64>, published: Option<u64>) {
        self.people += usize::from(now.is_some());
        self.changed += usize::from(now != published);
    }

    /// Whether the figure of the slice may be published now. `team` is how many contribute to any slice of this
    /// team now.
    #[must_use]
    pub fn ruling(self, team: usize) -> Ruling {
        if fits(self.people, team) && self.changed >= FLOOR {
            Ruling::Publish
        } else {
            Ruling::Stand
        }
    }
}

/// Whether a figure is about enough people, and leaves out enough of the team or nobody.
#[must_use]
pub fn fits(people: usize, team: usize) -> bool {
    let left_out = team.saturating_sub(people);
    people >= FLOOR && (left_out == 0 || left_out >= FLOOR)
}

/// About how many people a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Active {
    /// 5 to 9.
    FiveUp,
    /// 10 to 19.
    TenUp,
    /// 20 to 49.
    TwentyUp,
    /// 50 and more.
    FiftyUp,
}

/// How far apart people are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// On average at most a tenth of the whole from the mean.
    Close,
    /// At most a fifth.
    Mixed,
    /// More than that.
    Wide,
}

/// A figure as it may be told: no count to one, no least and no greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// About how many people it is.
    pub active: Active,
    /// The mean, in whole tenths (0 to 10).
    pub tenths: u8,
    /// How far apart they are; from [`SPREAD_FROM`] people up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
}

/// How many people are at each value, in steps of a twentieth: the values of a slice without whose they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(Vec<u32>);

/// How fine values are.
const STEPS: u8 = 20;

impl Values {
    /// Takes in the value of one person, from 0 to 1.
    pub fn add(&mut self, value: f64) {
        let step = (value.clamp(0.0, 1.0) * f64::from(STEPS)).round();
        let place = (0..=STEPS).find(|place| f64::from(*place) >= step);
        self.0.resize(usize::from(STEPS) + 1, 0);
        if let Some(people) = self.0.get_mut(usize::from(place.unwrap_or(STEPS))) {
            *people += 1;
        }
    }

    /// How many people they are of.
    #[must_use]
    pub fn people(&self) -> usize {
        self.0.iter().map(|people| *people as usize).sum()
    }

    /// The mean, from 0 to 1; none of nobody.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        self.mean_of(|value| value)
    }

    fn mean_of(&self, of: impl Fn(f64) -> f64) -> Option<f64> {
        let people: f64 = self.0.iter().copied().map(f64::from).sum();
        let steps = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let sum: f64 = self
            .0
            .iter()
            .zip(steps)
            .map(|(count, value)| f64::from(*count) * of(value))
            .sum();
        (people > 0.0).then(|| sum / people)
    }

    /// The figure that they make; none for fewer than [`FLOOR`] people.
    #[must_use]
    pub fn figure(&self) -> Option<Figure> {
        let people = self.people();
        let active = Active::of(people)?;
        let mean = self.mean()?;
        let apart = self.mean_of(|value| (value - mean).abs())?;
        let spread = if apart <= 0.1 {
            Spread::Close
        } else if apart <= 0.2 {
            Spread::Mixed
        } else {
            Spread::Wide
        };
        Some(Figure {
            active,
            tenths: (0..10)
                .find(|tenths| mean < (f64::from(*tenths) + 0.5) / 10.0)
                .unwrap_or(10),
            spread: (people >= SPREAD_FROM).then_some(spread),
        })
    }
}

impl Active {
    /// About how many these are; none for fewer than [`FLOOR`].
    #[must_use]
    pub fn of(people: usize) -> Option<Self> {
        Some(match people {
            0..FLOOR => return None,
            FLOOR..10 => Self::FiveUp,
            10..20 => Self::TenUp,
            20..50 => Self::TwentyUp,
            50.. => Self::FiftyUp,
        })
    }

    /// The least that it may be.
    #[must_use]
    pub fn at_least(self) -> u8 {
        match self {
            Self::FiveUp => 5,
            Self::TenUp => 10,
            Self::TwentyUp => 20,
            Self::FiftyUp => 50,
        }
    }
}
