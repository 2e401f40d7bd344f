//! The tables of a library: `library.toml`, `sources.toml`, `scales.toml`, `skill.toml`; and what
//! tables that are pages have in common.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::library::problem::Gatherer;
use crate::library::{Level, Objective, ObjectiveId, Skill, SkillId, Status, TipId};

/// `library.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct LibraryTable {
    pub schema: u32,
    pub pack: String,
    pub languages: Vec<String>,
    pub default_language: String,
}

/// An entry of `sources.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct SourceTable {
    pub by: Option<String>,
    pub title: Option<String>,
    pub year: Option<i16>,
    pub url: Option<String>,
    pub doi: Option<String>,
    pub isbn: Option<String>,
    pub supports: String,
    pub checked: Option<toml::value::Datetime>,
    pub expires: Option<toml::value::Datetime>,
    pub quote: Option<String>,
}

/// An entry of `scales.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct ScaleTable {
    #[expect(dead_code, reason = "for authors")]
    pub title: String,
    pub labels: Vec<String>,
}

/// `skill.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct SkillTable {
    pub name: String,
    pub short_name: Option<String>,
    pub aim: String,
    pub order: u32,
    pub objectives: Vec<ObjectiveTable>,
    #[serde(default)]
    pub misconceptions: Vec<MisconceptionTable>,
    /// Slugs of tips in the order in which they are given; those left out follow by name.
    #[serde(default)]
    pub tips: Vec<String>,
}

/// An objective of a skill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct ObjectiveTable {
    pub id: String,
    pub verb: String,
    pub level: Level,
    pub text: String,
}

/// A misconception of a skill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct MisconceptionTable {
    pub id: String,
    pub text: String,
}

/// What assessments, programmes and rounds say of themselves, beside what they are.
#[derive(Clone, Debug, Default)]
pub(in crate::library) struct PageTable {
    pub status: Status,
    pub author: Option<String>,
    pub reviewed: Option<Date>,
    /// Rules that do not hold here, each with its reason.
    pub allow: BTreeMap<String, String>,
}

/// All sources, or all scales, by name.
pub(in crate::library) type Named<T> = BTreeMap<String, T>;

/// Reads a table; `None` with a problem when it can't be read.
pub(in crate::library) fn read<T: DeserializeOwned>(
    gather: &mut Gatherer<'_>,
    text: &str,
    offset: usize,
) -> Option<T> {
    match toml::from_str(text) {
        Ok(table) => Some(table),
        Err(error) => {
            let span = error.span().unwrap_or(0..text.len());
            let what = error
                .message()
                .lines()
                .next()
                .unwrap_or("it can't be read")
                .to_owned();
            gather.error(
                "S1",
                span.start + offset..span.end + offset,
                what,
                remedy_of(error.message()),
            );
            None
        }
    }
}

fn remedy_of(message: &str) -> &'static str {
    if message.contains("unknown field") {
        "correct the spelling, or take the line out"
    } else if message.contains("missing field") {
        "add the line"
    } else {
        "write it as TOML: name = \"value\""
    }
}

/// Names within a table: each its own, of letters that can be kept anywhere.
pub(super) fn check_ids(gather: &mut Gatherer<'_>, ids: &[&str]) {
    for (place, id) in ids.iter().enumerate() {
        let span = gather.place_of(&format!("\"{id}\""));
        if !is_id(id) {
            gather.error(
                "S2",
                span,
                format!("`{id}` can't be a name"),
                "use 1 to 24 of a-z, 0-9 and -",
            );
        } else if ids.get(..place).is_some_and(|before| before.contains(id)) {
            gather.error(
                "S2",
                span,
                format!("`{id}` stands twice"),
                "give each a name of its own",
            );
        }
    }
}

/// Whether a name within a file is one.
pub(super) fn is_id(id: &str) -> bool {
    (1..=24).contains(&id.len())
        && id
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// The rev of what was never changed.
pub(super) fn first() -> u32 {
    1
}

/// A day, if it is one.
pub(in crate::library) fn day(datetime: &toml::value::Datetime) -> Option<Date> {
    let date = datetime.date?;
    Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()
}

impl SkillTable {
    /// The skill of a folder.
    pub fn into_skill(self, folder: &str) -> Skill {
        let objective = |objective: ObjectiveTable| Objective {
            id: ObjectiveId::from(format!("{folder}#{}", objective.id)),
            verb: objective.verb,
            level: objective.level,
            text: objective.text,
        };
        Skill {
            id: SkillId::from(folder),
            name: self.short_name.unwrap_or(self.name),
            aim: self.aim,
            objectives: self.objectives.into_iter().map(objective).collect(),
            misconceptions: self
                .misconceptions
                .into_iter()
                .map(|m| (m.id, m.text))
                .collect(),
            tips: self
                .tips
                .into_iter()
                .map(|slug| TipId::from(format!("{folder}/{slug}")))
                .collect(),
        }
    }
}
