//! The ledger: what every item was when the library was last released, so that no name can be
//! lost and no key changed unseen. Written by `cairn check --write-ledger`, read by rules I2 to
//! I4, reviewed like any other change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reading::front_matter::KindName;
use super::reading::item::ReadItem;
use super::{ItemId, Question};

/// The ledger's file.
pub(super) const FILE: &str = "ledger.toml";

/// Said on top of the file.
const HEAD: &str = "\
# What every item was at the last release. Written by `cairn check --write-ledger prompts`; please
# do not edit. A name that is gone, or a key that changed without a higher rev, is an error.
";

/// All items by name.
pub(super) type Ledger = BTreeMap<ItemId, Entry>;

/// What must not change unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub kind: KindName,
    pub rev: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// By choice or part, what answers are judged by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub key: BTreeMap<String, String>,
}

impl Entry {
    /// What an item is now.
    pub fn of(read: &ReadItem) -> Self {
        Self {
            kind: read.front_matter.kind,
            rev: read.item.rev,
            objective: read.front_matter.objective.clone(),
            key: key_of(&read.item.question),
        }
    }
}

/// The file's text for items as they are now.
pub(super) fn written(items: &[ReadItem]) -> String {
    let ledger: Ledger = items
        .iter()
        .map(|read| (read.item.id.clone(), Entry::of(read)))
        .collect();
    // Names and plain words: always TOML.
    let table = toml::to_string(&ledger).unwrap_or_default();
    format!("{HEAD}\n{table}")
}

fn key_of(question: &Question) -> BTreeMap<String, String> {
    let pair = |name: &str, worth: String| (name.to_owned(), worth);
    match question {
        Question::Scenario { choices } => choices
            .iter()
            .map(|choice| pair(choice.id.as_str(), choice.score.to_string()))
            .collect(),
        Question::Myth { truth, .. } => [pair("statement", truth.to_string())].into(),
        Question::Ordering { parts } => (1..)
            .zip(parts)
            .map(|(place, part)| pair(part.id.as_str(), i32::to_string(&place)))
            .collect(),
        Question::Matching { parts, .. } => parts
            .iter()
            .map(|part| pair(part.id.as_str(), part.bin.to_string()))
            .collect(),
        Question::Multi { choices } => choices
            .iter()
            .map(|choice| pair(choice.id.as_str(), choice.right.to_string()))
            .collect(),
        Question::Estimate {
            answer,
            range,
            full,
            half,
            ..
        } => [
            pair("answer", answer.to_string()),
            pair("range", format!("{} to {}", range.0, range.1)),
            pair("full", full.to_string()),
            pair("half", half.to_string()),
        ]
        .into(),
        Question::Rating { .. } | Question::Reflection { .. } | Question::Commitment { .. } => {
            BTreeMap::new()
        }
    }
}
