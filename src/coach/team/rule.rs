//! The rule of five: whether a figure about a team may replace the one that was published last.
//!
//! What lives here is the decision alone, over people and fingerprints that mean nothing to it, and the coarse words
//! a figure is told in. Who is in a team, what she contributes and where a picture lies is no matter of this file.
//! docs/privacy.md ("What a manager can see") has the rule in words, with a sketch of its proof and its limits.

use std::collections::{BTreeMap, BTreeSet};

#[cfg(test)]
mod tests;

/// Fewest people a figure is about, fewest it leaves out unless nobody, and fewest whose contributions have changed
/// before another figure takes its place. A constant, not a setting: nobody can be persuaded to lower it.
pub const FLOOR: usize = 5;

/// Fewest people of whom it is said how far apart they are.
pub const SPREAD_FROM: usize = 8;

/// What each person contributes to one slice (one skill), as a fingerprint of what she did: who is not in it
/// contributes nothing.
///
/// A fingerprint is of answers given, never of what time alone makes of them: otherwise everybody would "change"
/// from one week to the next, and the rule would guard nothing.
pub type Contributions<P> = BTreeMap<P, u64>;

/// What becomes of a slice when the picture is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// The new figure takes the place of the old one, and these contributions are those of the last published.
    Publish,
    /// What stands goes on standing: the figure published last with its date or, before the first, nothing.
    Stand,
}

/// Whether the figure of a slice may be published now.
///
/// `team` are all who contribute to any slice of this team now. `published` are the contributions to the last
/// *published* figure of this slice, however often it was made since; empty before the first. Who is forgotten is
/// taken out of `published` and `now` alike: then she counts as no change, which only makes the rule stricter.
#[must_use]
pub fn ruling<P: Ord>(
    team: &BTreeSet<P>,
    now: &Contributions<P>,
    published: &Contributions<P>,
) -> Ruling {
    if fits(team, now) && changed(now, published) >= FLOOR {
        Ruling::Publish
    } else {
        Ruling::Stand
    }
}

/// Of how many people the contributions differ: who joined, left or did something counts once.
#[must_use]
pub fn changed<P: Ord>(now: &Contributions<P>, published: &Contributions<P>) -> usize {
    let came_or_did = now
        .iter()
        .filter(|(person, print)| published.get(person) != Some(*print))
        .count();
    let left = published
        .keys()
        .filter(|person| !now.contains_key(person))
        .count();
    came_or_did + left
}

/// Whether a slice is about enough people, and leaves out enough of the team or nobody.
fn fits<P: Ord>(team: &BTreeSet<P>, now: &Contributions<P>) -> bool {
    let left_out = team
        .iter()
        .filter(|person| !now.contains_key(person))
        .count();
    now.len() >= FLOOR && (left_out == 0 || left_out >= FLOOR)
}

/// The one team for which a person counts, of those that list her: the one she counts for already as long as that
/// lists her, otherwise the first. Two teams can so never be subtracted from each other.
#[must_use]
pub fn team_of<'a, T: Eq>(counts_for: Option<&'a T>, listed: &'a [T]) -> Option<&'a T> {
    counts_for
        .filter(|team| listed.contains(team))
        .or_else(|| listed.first())
}

/// About how many people a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// On average at most a tenth of the whole from the mean.
    Close,
    /// At most a fifth.
    Mixed,
    /// More than that.
    Wide,
}

/// A figure as it may be told: no count to one, no least and no greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// About how many people it is.
    pub active: Active,
    /// The mean, in whole tenths (0 to 10).
    pub tenths: u64,
    /// How far apart they are; from [`SPREAD_FROM`] people up.
    pub spread: Option<Spread>,
}

/// The figure of these values (thousandths, 0 to 1,000), one a person; nothing for fewer than [`FLOOR`].
#[must_use]
pub fn figure(values: &[u16]) -> Option<Figure> {
    let people = values.len();
    let active = match people {
        0..FLOOR => return None,
        FLOOR..10 => Active::FiveUp,
        10..20 => Active::TenUp,
        20..50 => Active::TwentyUp,
        50.. => Active::FiftyUp,
    };
    let count = u64::try_from(people).ok()?;
    let mean = values
        .iter()
        .map(|value| u64::from(*value).min(1_000))
        .sum::<u64>()
        / count;
    let apart = values
        .iter()
        .map(|value| u64::from(*value).min(1_000).abs_diff(mean))
        .sum::<u64>()
        / count;
    let spread = match apart {
        0..=100 => Spread::Close,
        101..=200 => Spread::Mixed,
        201.. => Spread::Wide,
    };
    Some(Figure {
        active,
        tenths: (mean + 50) / 100,
        spread: (people >= SPREAD_FROM).then_some(spread),
    })
}
