//! The ledger: what every page was when the library was last released, so that no name can be
//! lost and no key changed unseen. Written by `cairn check --write-ledger`, read by rules I2 to
//! I4, reviewed like any other change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::loading::Loaded;
use super::reading::front_matter::KindName;
use super::reading::item::ReadItem;
use super::reading::tip::ReadTip;
use super::{PageId, Question};

/// The ledger's file.
pub(super) const FILE: &str = "ledger.toml";

/// Said on top of the file.
const HEAD: &str = "\
# What every page was at the last release. Written by `cairn check --write-ledger prompts`; please
# do not edit. A name that is gone, or a key that changed without a higher rev, is an error.
";

/// All pages by path.
pub(super) type Ledger = BTreeMap<String, Entry>;

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum EntryKind {
    /// A check-in of a kind.
    Item(KindName),
    /// A tip.
    Tip(TipName),
}

/// What tips are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TipName {
    Tip,
}

/// What must not change unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub kind: EntryKind,
    pub rev: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// By choice or part, what answers are judged by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub key: BTreeMap<String, String>,
}

impl From<&ReadItem> for Entry {
    fn from(read: &ReadItem) -> Self {
        Self {
            kind: EntryKind::Item(read.front_matter.kind),
            rev: read.item.rev,
            objective: read.front_matter.objective.clone(),
            key: key_of(&read.item.question),
        }
    }
}

impl From<&ReadTip> for Entry {
    fn from(read: &ReadTip) -> Self {
        Self {
            kind: EntryKind::Tip(TipName::Tip),
            rev: read.tip.rev,
            objective: read.front_matter.objective.clone(),
            key: BTreeMap::new(),
        }
    }
}

/// What the pages are now.
pub(super) fn now(loaded: &Loaded) -> Ledger {
    let items = loaded.items.iter();
    let items = items.map(|read| (PageId::Item(read.item.id.clone()), Entry::from(read)));
    let tips = loaded.tips.iter();
    let tips = tips.map(|read| (PageId::Tip(read.tip.id.clone()), Entry::from(read)));
    let named = |(id, entry): (PageId, Entry)| (id.to_string(), entry);
    items.chain(tips).map(named).collect()
}

/// The file's text for pages as they are now.
pub(super) fn written(loaded: &Loaded) -> String {
    let ledger = now(loaded);
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
