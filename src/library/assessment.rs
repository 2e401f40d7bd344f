//! A longer self-assessment: statements about the last weeks, answered in words, and how the
//! answers are read. Parsed and checked; scoring is the coach's.

use serde::{Deserialize, Serialize};

use super::{AssessmentId, ProgrammeId, TipId};

/// One assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Its name: that of its file.
    pub id: AssessmentId,
    /// What it is called, at most 24 UTF-16 units: it is the title of a form.
    pub title: String,
    /// Raised when answers before and after can't be compared any more.
    pub rev: u32,
    /// About how many minutes it takes.
    pub minutes: u8,
    /// How many statements stand on a page, at most 5.
    pub per_page: u8,
    /// After how many days at the earliest it is worth doing again.
    pub repeat_after_days: u16,
    /// What is said before it begins.
    pub intro: String,
    /// What can be answered, from least to most; worded, as many above as below the middle.
    pub labels: Vec<String>,
    /// What is measured as a whole, 1 to 6.
    pub scales: Vec<Scale>,
    /// What the statements are about, across the scales; empty where the scales are all there is.
    pub dimensions: Vec<Scale>,
    /// The statements, in the order in which they are asked.
    pub statements: Vec<Statement>,
    /// Into which words means are put, from least to most; together they cover 1 to 5.
    pub bands: Vec<Band>,
    /// Nearer than this to where two bands meet, it is *between* them.
    pub grey: f64,
    /// What bands together say; the last is for all that no other is for.
    pub readings: Vec<Reading>,
}

/// Something measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// Its name within the assessment.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// How well its statements agree (Cronbach's alpha), 0 to 1; assumed until it was measured.
    pub alpha: f64,
    /// The standard deviation between people; assumed until it was measured.
    pub sd: f64,
    /// From how much on, on the scale of 1 to 5, two runs differ by more than chance: at least
    /// 1.96·√2·sd·√(1−alpha), the reliable change index.
    pub min_change: f64,
    /// What to try where it is reported least.
    #[serde(default)]
    pub suggests: Option<Suggestion>,
}

/// One thing to try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestion {
    /// A tip.
    Tip(TipId),
    /// A programme.
    Programme(ProgrammeId),
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its name within the assessment.
    pub id: String,
    /// Which scale it counts to.
    pub scale: String,
    /// What it is about, where there are dimensions.
    #[serde(default)]
    pub dimension: Option<String>,
    /// Whether it says the opposite of its scale.
    #[serde(default)]
    pub reverse: bool,
    /// What it says.
    pub text: String,
}

/// A word for a stretch of means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// Its name within the assessment, by which readings go.
    pub id: String,
    /// Its word for people.
    pub name: String,
    /// Means below this; none for the last.
    #[serde(default)]
    pub below: Option<f64>,
}

/// What bands together say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Scale and band, all of which must be so; empty for the last reading, the default.
    #[serde(default)]
    pub when: Vec<(String, String)>,
    /// Its title, if it has one.
    #[serde(default)]
    pub title: Option<String>,
    /// What was reported, what it is good for, where it may cost: two to four sentences.
    pub text: String,
}
