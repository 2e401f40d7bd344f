//! The ledger: what every page was when the library was last released, so that no name can be
//! lost and no key changed unseen. Written by `cairn check --write-ledger`, read by rules I2 to
//! I4, reviewed like any other change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::loading::Loaded;
use super::reading::assessment::ReadAssessment;
use super::reading::front_matter::KindName;
use super::reading::item::ReadItem;
use super::reading::programme::ReadProgramme;
use super::reading::round::ReadRound;
use super::reading::tip::ReadTip;
use super::{Assessment, Band, PageId, Question, Statement};

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
    /// Another page.
    Page(PageName),
}

/// What pages are called that are no check-ins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PageName {
    Tip,
    Assessment,
    Programme,
    Round,
}

/// What must not change unseen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub kind: EntryKind,
    pub rev: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objective: Option<String>,
    /// By choice, part or statement, what answers are judged by.
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
            kind: EntryKind::Page(PageName::Tip),
            rev: read.tip.rev,
            objective: read.front_matter.objective.clone(),
            key: BTreeMap::new(),
        }
    }
}

impl From<&ReadAssessment> for Entry {
    fn from(read: &ReadAssessment) -> Self {
        let assessment = &read.assessment;
        Self {
            rev: assessment.rev,
            key: key_of_assessment(assessment),
            ..Self::bare(PageName::Assessment)
        }
    }
}

impl From<&ReadProgramme> for Entry {
    /// Who began a programme has it as it was then, so nothing of it is kept here.
    fn from(_: &ReadProgramme) -> Self {
        Self::bare(PageName::Programme)
    }
}

impl From<&ReadRound> for Entry {
    fn from(read: &ReadRound) -> Self {
        Self {
            rev: read.article.rev,
            ..Self::bare(PageName::Round)
        }
    }
}

impl Entry {
    fn bare(name: PageName) -> Self {
        Self {
            kind: EntryKind::Page(name),
            rev: 1,
            objective: None,
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
    let assessments = loaded.assessments.iter();
    let assessments = assessments.map(|read| {
        let id = PageId::Assessment(read.assessment.id.clone());
        (id, Entry::from(read))
    });
    let programmes = loaded.programmes.iter();
    let programmes = programmes.map(|read| {
        let id = PageId::Programme(read.programme.id.clone());
        (id, Entry::from(read))
    });
    let rounds = loaded.rounds.iter();
    let rounds = rounds.map(|read| (PageId::Round(read.article.id.clone()), Entry::from(read)));
    let named = |(id, entry): (PageId, Entry)| (id.to_string(), entry);
    items
        .chain(tips)
        .chain(assessments)
        .chain(programmes)
        .chain(rounds)
        .map(named)
        .collect()
}

/// The file's text for pages as they are now.
pub(super) fn written(loaded: &Loaded) -> String {
    let ledger = now(loaded);
    // Names and plain words: always TOML.
    let table = toml::to_string(&ledger).unwrap_or_default();
    format!("{HEAD}\n{table}")
}

/// All that two runs must have in common to be compared: the statements, what they count to, what
/// can be answered, and how means become words. Readings are no part of it.
fn key_of_assessment(assessment: &Assessment) -> BTreeMap<String, String> {
    let statement = |it: &Statement| {
        let dimension = it.dimension.as_deref().unwrap_or("-");
        let turned = if it.reverse { " reverse" } else { "" };
        let words: Vec<&str> = it.text.split_whitespace().collect();
        let hash = hex::encode(&Sha256::digest(words.join(" "))[..4]);
        let worth = format!("{} {dimension}{turned} {hash}", it.scale);
        (it.id.clone(), worth)
    };
    let band = |it: &Band| match it.below {
        Some(below) => format!("{} below {below}", it.id),
        None => it.id.clone(),
    };
    let bands: Vec<String> = assessment.bands.iter().map(band).collect();
    let statements = assessment.statements.iter().map(statement);
    let frame = [
        ("labels".to_owned(), assessment.labels.join(", ")),
        ("bands".to_owned(), bands.join(", ")),
    ];
    statements.chain(frame).collect()
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
