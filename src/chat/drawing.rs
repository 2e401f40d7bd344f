//! Pictures as data: what is to be seen in them, not how it is drawn. An adapter draws them when
//! it says them, within its means; the words beside a picture say all that it shows.

use serde::{Deserialize, Serialize};

/// A picture and the same in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What is drawn.
    pub drawing: Drawing,
    /// The same in words, for who does not see it: at most 2,000 UTF-16 units (Slack's limit).
    pub alt: String,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawing {
    /// How much there is of several things, as a wheel.
    Radar(Radar),
    /// How something went over time.
    Trend(Trend),
}

/// A wheel of several axes, and on them one closed line for each series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Radar {
    /// What is measured along each axis, 3 to 12.
    pub axes: Vec<String>,
    /// The words of the rings, from the middle outwards; they part the axes into equal lengths.
    pub rings: Vec<String>,
    /// What is compared, 1 to 4.
    pub series: Vec<Series>,
}

/// One line of a wheel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Whether it shows how it was before: drawn more lightly.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub earlier: bool,
    /// A stretch on each axis, in the order of the axes; none where nothing is known.
    pub stretches: Vec<Option<Stretch>>,
}

/// From where to where on a scale from 0 to 100: never a point, since nothing here is known so
/// exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Its nearer end, 0 to 100.
    pub from: u8,
    /// Its farther end, `from` to 100.
    pub to: u8,
}

/// Lines over steps of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// The words of the steps, from the earliest on, 2 to 12.
    pub steps: Vec<String>,
    /// What is followed, 1 to 8.
    pub lines: Vec<TrendLine>,
}

/// How one thing went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendLine {
    /// What it is called.
    pub name: String,
    /// How much at each step, in percent, 0 to 100; none where nothing may be told.
    pub points: Vec<Option<u8>>,
}
