//! One file to one assessment. What is no assessment at all is told here; whether it is a good one
//! is told by the A rules.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tables::{self, Named, PageTable, ScaleTable};
use crate::library::problem::Gatherer;
use crate::library::{
    Assessment, AssessmentId, Band, Reading, Scale, Statement, Status, Suggestion, TipId,
};

/// An assessment, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AssessmentTable {
    title: String,
    #[serde(default = "tables::first")]
    rev: u32,
    response: String,
    minutes: u8,
    per_page: u8,
    repeat_after_days: u16,
    intro: String,
    scales: Vec<MeasureTable>,
    #[serde(default)]
    dimensions: Vec<MeasureTable>,
    items: Vec<StatementTable>,
    bands: Vec<BandTable>,
    grey: f64,
    readings: Vec<ReadingTable>,
    #[serde(default)]
    status: Status,
    reviewed: Option<toml::value::Datetime>,
    author: Option<String>,
    #[serde(default)]
    allow: BTreeMap<String, String>,
}

/// A scale or a dimension.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureTable {
    id: String,
    name: String,
    alpha: f64,
    sd: f64,
    min_change: f64,
    r#try: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementTable {
    id: String,
    scale: String,
    dimension: Option<String>,
    #[serde(default)]
    reverse: bool,
    text: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BandTable {
    id: String,
    /// Its word for people, where it is not its name.
    name: Option<String>,
    below: Option<f64>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadingTable {
    #[serde(default)]
    when: BTreeMap<String, String>,
    title: Option<String>,
    text: String,
}

/// An assessment as it was read, with what only checking needs.
#[derive(Clone, Debug)]
pub(in crate::library) struct ReadAssessment {
    pub assessment: Assessment,
    /// The name of its labels in `scales.toml`.
    pub response: String,
    pub page: PageTable,
    pub file: String,
}

/// Reads one assessment; `None` with problems when it is none.
pub(in crate::library) fn read(
    gather: &mut Gatherer<'_>,
    file: &str,
    source: &str,
    id: AssessmentId,
    scales: &Named<ScaleTable>,
) -> Option<ReadAssessment> {
    let table: AssessmentTable = tables::read(gather, source, 0)?;
    let Some(labels) = scales.get(&table.response) else {
        gather.error(
            "R1",
            gather.place_of(&format!("\"{}\"", table.response)),
            format!("scales.toml has no labels `{}`", table.response),
            "write response = \"freq5\", or add them",
        );
        return None;
    };
    check_names(gather, &table);
    Some(ReadAssessment {
        page: PageTable {
            status: table.status,
            author: table.author.clone(),
            reviewed: table.reviewed.as_ref().and_then(tables::day),
            allow: table.allow.clone(),
        },
        response: table.response.clone(),
        assessment: assessment_of(id, table, labels.labels.clone()),
        file: file.to_owned(),
    })
}

fn assessment_of(id: AssessmentId, table: AssessmentTable, labels: Vec<String>) -> Assessment {
    let statement = |it: StatementTable| Statement {
        id: it.id,
        scale: it.scale,
        dimension: it.dimension,
        reverse: it.reverse,
        text: it.text,
    };
    let band = |it: BandTable| Band {
        name: it.name.unwrap_or_else(|| it.id.clone()),
        id: it.id,
        below: it.below,
    };
    let reading = |it: ReadingTable| Reading {
        when: it.when.into_iter().collect(),
        title: it.title,
        text: it.text,
    };
    Assessment {
        id,
        title: table.title,
        rev: table.rev,
        minutes: table.minutes,
        per_page: table.per_page,
        repeat_after_days: table.repeat_after_days,
        intro: table.intro,
        labels,
        scales: table.scales.into_iter().map(scale).collect(),
        dimensions: table.dimensions.into_iter().map(scale).collect(),
        statements: table.items.into_iter().map(statement).collect(),
        bands: table.bands.into_iter().map(band).collect(),
        grey: table.grey,
        readings: table.readings.into_iter().map(reading).collect(),
    }
}

fn scale(table: MeasureTable) -> Scale {
    let suggestion = |name: String| match name.split_once("/tips/") {
        Some((skill, slug)) => Suggestion::Tip(TipId::from(format!("{skill}/{slug}"))),
        None => Suggestion::Programme(name.into()),
    };
    Scale {
        id: table.id,
        name: table.name,
        alpha: table.alpha,
        sd: table.sd,
        min_change: table.min_change,
        suggests: table.r#try.map(suggestion),
    }
}

/// Whatever is named within the assessment is there, once. Answers are kept by statements' names.
fn check_names(gather: &mut Gatherer<'_>, table: &AssessmentTable) {
    let scales: Vec<&str> = table.scales.iter().map(|it| it.id.as_str()).collect();
    let dimensions: Vec<&str> = table.dimensions.iter().map(|it| it.id.as_str()).collect();
    let bands: Vec<&str> = table.bands.iter().map(|it| it.id.as_str()).collect();
    let items: Vec<&str> = table.items.iter().map(|it| it.id.as_str()).collect();
    for ids in [&scales, &dimensions, &bands, &items] {
        tables::check_ids(gather, ids);
    }
    for item in &table.items {
        unknown(gather, &scales, "scale", &item.scale);
        match &item.dimension {
            Some(dimension) => unknown(gather, &dimensions, "dimension", dimension),
            None if dimensions.is_empty() => {}
            None => gather.error(
                "S3",
                gather.place_of(&format!("\"{}\"", item.id)),
                format!("the statement `{}` is about no dimension", item.id),
                "add dimension = \"…\"",
            ),
        }
    }
    for (scale, band) in table.readings.iter().flat_map(|reading| &reading.when) {
        unknown(gather, &scales, "scale", scale);
        unknown(gather, &bands, "band", band);
    }
}

fn unknown(gather: &mut Gatherer<'_>, known: &[&str], what: &str, name: &str) {
    if !known.contains(&name) {
        let quoted = gather.place_of(&format!("\"{name}\""));
        let span = if quoted == (0..1) {
            gather.place_of(name)
        } else {
            quoted
        };
        gather.error(
            "R1",
            span,
            format!("this assessment has no {what} `{name}`"),
            format!("use one of {}", known.join(", ")),
        );
    }
}
