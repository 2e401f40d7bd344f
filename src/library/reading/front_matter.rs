//! The front matter of an item: what is common to all kinds, and what only some have.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::library::{Level, Status, Surface};

/// The kinds by the names that authors write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::library) enum KindName {
    Scenario,
    Myth,
    Ordering,
    Matching,
    Multi,
    Estimate,
    Rating,
    Reflection,
    Commitment,
}

/// The front matter, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct FrontMatter {
    pub kind: KindName,
    pub objective: Option<String>,
    pub level: Option<Level>,
    pub misconception: Option<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(default = "everywhere")]
    pub r#where: Vec<Surface>,
    pub confidence: Option<bool>,
    #[serde(default)]
    pub fixed: bool,
    #[serde(default = "first")]
    pub rev: u32,
    #[serde(default)]
    pub status: Status,
    pub replaced_by: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub reviewed: Option<toml::value::Datetime>,
    pub author: Option<String>,
    /// Rules that do not hold here, each with its reason.
    #[serde(default)]
    pub allow: BTreeMap<String, String>,
    // Matching.
    pub bins: Option<toml::Table>,
    // Estimate.
    pub answer: Option<f64>,
    pub unit: Option<String>,
    pub range: Option<(f64, f64)>,
    pub full: Option<f64>,
    pub half: Option<f64>,
    // Rating.
    pub scale: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "authors say it now; progress will draw it")]
    pub trend: bool,
    // Reflection.
    pub starter: Option<String>,
    pub max_chars: Option<u16>,
    // Commitment.
    pub r#if: Option<String>,
    pub then: Option<Vec<String>>,
    pub due_days: Option<u16>,
}

fn everywhere() -> Vec<Surface> {
    vec![Surface::Channel, Surface::Direct]
}

fn first() -> u32 {
    1
}
