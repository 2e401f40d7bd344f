//! One file to one item: its front matter, its headings, and what all kinds have in common.

use std::ops::Range;

use super::front_matter::FrontMatter;
use super::markdown::{self, Lists, Section};
use super::question::Reading;
use super::tables::{self, Named, ScaleTable};
use crate::chat::Text;
use crate::library::problem::Gatherer;
use crate::library::{Item, ItemId, ObjectiveId, Question, SourceId};

/// The reserved headings.
const RESERVED: [&str; 4] = ["Takeaway", "More", "Note", "Example"];

/// An item as it was read, with what only checking needs.
#[derive(Clone, Debug)]
pub(in crate::library) struct ReadItem {
    pub item: Item,
    pub front_matter: FrontMatter,
    pub file: String,
    pub prompt_span: Range<usize>,
    pub sections: Vec<Section>,
}

/// Reads one item; `None` with problems when it is none.
pub(in crate::library) fn read(
    gather: &mut Gatherer<'_>,
    file: &str,
    source: &str,
    id: ItemId,
    scales: &Named<ScaleTable>,
) -> Option<ReadItem> {
    let parts = markdown::parse(gather, source, Lists::Refused);
    let (front, offset) = markdown::front_matter_of(gather, &parts)?;
    let front: FrontMatter = tables::read(gather, front, offset)?;
    check_headings(gather, &parts.sections);
    let reading = Reading {
        front: &front,
        sections: &parts.sections,
        span: parts.prompt_span.clone(),
    };
    let question = reading.question(gather, scales)?;
    if question.is_graded() && front.objective.is_none() {
        gather.error(
            "S3",
            0..3,
            "a graded item trains no objective",
            "add objective = \"…\" from the skill's skill.toml",
        );
    }
    let item = item_of(id, &reading, &parts.prompt, question);
    Some(ReadItem {
        item,
        front_matter: front,
        file: file.to_owned(),
        prompt_span: parts.prompt_span,
        sections: parts.sections,
    })
}

fn item_of(id: ItemId, reading: &Reading<'_>, prompt: &Text, question: Question) -> Item {
    let front = reading.front;
    let objective = front.objective.as_ref();
    let sources = front.sources.iter();
    Item {
        objective: objective.map(|local| ObjectiveId::from(format!("{}#{local}", id.skill()))),
        rev: front.rev,
        level: front.level,
        misconception: front.misconception.clone(),
        sources: sources
            .map(|source| SourceId::from(source.as_str()))
            .collect(),
        surfaces: front.r#where.clone(),
        confidence: front.confidence.unwrap_or_else(|| question.is_graded()),
        fixed: front.fixed,
        status: front.status,
        replaced_by: front.replaced_by.as_deref().map(ItemId::from),
        author: front.author.clone(),
        reviewed: front.reviewed.as_ref().and_then(tables::day),
        prompt: prompt.clone(),
        question,
        takeaway: reading.reserved("Takeaway"),
        more: reading.reserved("More"),
        id,
    }
}

fn check_headings(gather: &mut Gatherer<'_>, sections: &[Section]) {
    let mut seen: Vec<&str> = Vec::new();
    for section in sections {
        let span = section.span.clone();
        match (section.level, &section.id) {
            (1, _) if RESERVED.contains(&section.title.trim()) => {}
            (1, _) => gather.error(
                "S2",
                span,
                format!("`# {}` is no heading that items have", section.title),
                "use Takeaway, More, Note or Example; a choice begins with ##",
            ),
            (2, Some(id)) if !tables::is_id(id) => gather.error(
                "S2",
                span,
                format!("`{id}` can't be a name"),
                "use 1 to 24 of a-z, 0-9 and -",
            ),
            (2, Some(id)) if seen.contains(&id.as_str()) => gather.error(
                "S2",
                span,
                format!("`{id}` stands twice"),
                "give each heading a name of its own",
            ),
            (2, Some(id)) => seen.push(id),
            (2, None) => gather.error(
                "S2",
                span,
                "this heading has no name",
                "end it with {#name}: answers are kept by it",
            ),
            _ => gather.error(
                "S2",
                span,
                "there are only # and ## headings",
                "use ## for a choice or part",
            ),
        }
    }
}
