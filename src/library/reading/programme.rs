//! One file to one programme.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tables::{self, PageTable};
use crate::library::problem::Gatherer;
use crate::library::{
    Audience, ItemId, Phase, Programme, ProgrammeAct, ProgrammeId, ProgrammeStep, ProgrammeWeek,
    Status, StepKind, TipId,
};

/// A programme, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeTable {
    title: String,
    aim: String,
    badge: String,
    r#for: Vec<Audience>,
    weeks: Vec<WeekTable>,
    #[serde(default)]
    status: Status,
    reviewed: Option<toml::value::Datetime>,
    author: Option<String>,
    #[serde(default)]
    allow: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WeekTable {
    theme: String,
    steps: Vec<StepTable>,
}

/// A step: a day, and one thing to do on it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTable {
    day: Day,
    item: Option<String>,
    tip: Option<String>,
    assessment: Option<String>,
    tag: Option<Phase>,
    act: Option<Act>,
    part: Option<CharterPart>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Day {
    Mon = 1,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Act {
    Win,
    Charter,
    LookBack,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CharterPart {
    Purpose,
    Stakeholders,
    Message,
    Review,
}

/// A programme as it was read, with what only checking needs.
#[derive(Clone, Debug)]
pub(in crate::library) struct ReadProgramme {
    pub programme: Programme,
    pub page: PageTable,
    pub file: String,
}

/// Reads one programme; `None` with problems when it is none.
pub(in crate::library) fn read(
    gather: &mut Gatherer<'_>,
    file: &str,
    source: &str,
    id: ProgrammeId,
) -> Option<ReadProgramme> {
    let table: ProgrammeTable = tables::read(gather, source, 0)?;
    let weeks: Vec<ProgrammeWeek> = table
        .weeks
        .iter()
        .map(|week| ProgrammeWeek {
            theme: week.theme.clone(),
            steps: steps(gather, week),
        })
        .collect();
    if weeks.is_empty() || table.r#for.is_empty() {
        gather.error(
            "S3",
            0..1,
            "a programme has a week or more, and somebody it is for",
            "add what is missing: for = [\"person\", \"channel\"], weeks = [ … ]",
        );
        return None;
    }
    let mut audiences = table.r#for;
    audiences.sort_unstable();
    audiences.dedup();
    Some(ReadProgramme {
        programme: Programme {
            id,
            title: table.title,
            aim: table.aim,
            badge: table.badge,
            audiences,
            weeks,
        },
        page: PageTable {
            status: table.status,
            author: table.author,
            reviewed: table.reviewed.as_ref().and_then(tables::day),
            allow: table.allow,
        },
        file: file.to_owned(),
    })
}

/// The steps of a week; what is none is told.
fn steps(gather: &mut Gatherer<'_>, week: &WeekTable) -> Vec<ProgrammeStep> {
    let mut steps = Vec::new();
    for (place, step) in week.steps.iter().enumerate() {
        let Some(what) = kind(step) else {
            gather.error(
                "S3",
                gather.place_of(&format!("\"{}\"", week.theme)),
                format!("step {} of “{}” is none", place + 1, week.theme),
                "write one of item, tip (skill/tips/name), assessment with tag, or act; charter has a part",
            );
            continue;
        };
        let day = step.day as u8;
        steps.push(ProgrammeStep { day, what });
    }
    steps
}

fn kind(step: &StepTable) -> Option<StepKind> {
    let StepTable {
        day: _,
        item,
        tip,
        assessment,
        tag,
        act,
        part,
    } = step;
    match (item, tip, assessment, tag, act, part) {
        (Some(item), None, None, None, None, None) => {
            Some(StepKind::CheckIn(ItemId::from(item.as_str())))
        }
        (None, Some(tip), None, None, None, None) => {
            let (skill, slug) = tip.split_once("/tips/")?;
            Some(StepKind::Tip(TipId::from(format!("{skill}/{slug}"))))
        }
        (None, None, Some(assessment), Some(when), None, None) => Some(StepKind::Assessment {
            id: assessment.as_str().into(),
            when: *when,
        }),
        (None, None, None, None, Some(act), part) => act_of(*act, *part).map(StepKind::Act),
        _ => None,
    }
}

fn act_of(act: Act, part: Option<CharterPart>) -> Option<ProgrammeAct> {
    match (act, part) {
        (Act::Win, None) => Some(ProgrammeAct::Win),
        (Act::LookBack, None) => Some(ProgrammeAct::LookBack),
        (Act::Charter, Some(CharterPart::Purpose)) => Some(ProgrammeAct::CharterPurpose),
        (Act::Charter, Some(CharterPart::Stakeholders)) => Some(ProgrammeAct::CharterStakeholders),
        (Act::Charter, Some(CharterPart::Message)) => Some(ProgrammeAct::CharterMessage),
        (Act::Charter, Some(CharterPart::Review)) => Some(ProgrammeAct::CharterReview),
        (Act::Win | Act::LookBack, Some(_)) | (Act::Charter, None) => None,
    }
}
