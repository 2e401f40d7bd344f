//! From an answer to what it counts for memory. A lucky guess is right for the person and not
//! for the spacing: with two or three choices, taking every right answer as known makes the model
//! believe more than is there.

use serde::{Deserialize, Serialize};

use crate::coach::act::Sureness;

/// FSRS's grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Not recalled.
    Again,
    /// Recalled with effort, or in part, or perhaps by luck.
    Hard,
    /// Recalled.
    Good,
    /// Recalled with ease.
    Easy,
}

/// How easily an answer is right by luck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choices {
    /// One of two.
    Two,
    /// One of more, or of arrangements.
    More,
}

/// From this score an answer is best.
pub const BEST: f64 = 0.9;
/// From this score an answer is part right.
pub const PART: f64 = 0.4;

/// The rating table. *Easy* is not in it: it needs the answer before (see `Memory::learn`).
pub fn grade(score: f64, choices: Choices, sureness: Sureness) -> Grade {
    match (score, sureness) {
        (score, _) if score < PART => Grade::Again,
        (_, Sureness::Guessing) => Grade::Again,
        (score, _) if score < BEST => Grade::Hard,
        (_, Sureness::Sure) => Grade::Good,
        (_, Sureness::ThinkSo) => match choices {
            Choices::Two => Grade::Hard,
            Choices::More => Grade::Good,
        },
        (_, Sureness::Unsaid) => Grade::Hard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Choices::{More, Two};
    use Grade::{Again, Good, Hard};
    use Sureness::{Guessing, Sure, ThinkSo, Unsaid};

    #[test]
    fn the_table() {
        let rows = [
            (1.0, More, [Good, Good, Again, Hard]),
            (1.0, Two, [Good, Hard, Again, Hard]),
            (0.5, More, [Hard, Hard, Again, Hard]),
            (0.0, More, [Again, Again, Again, Again]),
        ];
        for (score, choices, expected) in rows {
            let got =
                [Sure, ThinkSo, Guessing, Unsaid].map(|sureness| grade(score, choices, sureness));
            assert_eq!(got, expected, "score {score}, {choices:?}");
        }
    }

    #[test]
    fn the_edges_belong_to_the_better_row() {
        assert_eq!(grade(0.9, More, Sure), Good);
        assert_eq!(grade(0.89, More, Sure), Hard);
        assert_eq!(grade(0.4, More, Sure), Hard);
        assert_eq!(grade(0.39, More, Sure), Again);
    }
}
