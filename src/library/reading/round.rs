//! One file to the lead article of one weekly round: its front matter and its text.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::markdown::{self, Lists, Section};
use super::tables::{self, PageTable};
use crate::library::problem::Gatherer;
use crate::library::{Reference, RoundArticle, RoundId, SkillId, SourceId, Status};

/// The front matter of a round, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundFrontMatter {
    title: String,
    question: String,
    goes_with: Option<String>,
    #[serde(default)]
    sources: Vec<String>,
    listen_or_read: Option<ReferenceTable>,
    #[serde(default = "tables::first")]
    rev: u32,
    #[serde(default)]
    status: Status,
    reviewed: Option<toml::value::Datetime>,
    author: Option<String>,
    #[serde(default)]
    allow: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReferenceTable {
    title: String,
    url: String,
}

/// A lead article as it was read, with what only checking needs.
#[derive(Clone, Debug)]
pub(in crate::library) struct ReadRound {
    pub article: RoundArticle,
    pub sources: Vec<String>,
    pub page: PageTable,
    pub file: String,
    pub text_span: Range<usize>,
    pub sections: Vec<Section>,
}

/// Reads one lead article; `None` with problems when it is none.
pub(in crate::library) fn read(
    gather: &mut Gatherer<'_>,
    file: &str,
    source: &str,
    id: RoundId,
) -> Option<ReadRound> {
    let parts = markdown::parse(gather, source, Lists::Refused);
    let (front, offset) = markdown::front_matter_of(gather, &parts)?;
    let front: RoundFrontMatter = tables::read(gather, front, offset)?;
    let is_note = |section: &&Section| section.level == 1 && section.title.trim() == "Note";
    for section in parts.sections.iter().filter(|section| !is_note(section)) {
        gather.error(
            "S2",
            section.span.clone(),
            format!("`{}` is no heading that rounds have", section.title),
            "write one text without headings; # Note is for authors",
        );
    }
    let reference = |it: ReferenceTable| Reference {
        title: it.title,
        url: it.url,
    };
    let sources = front.sources.iter();
    let article = RoundArticle {
        id,
        title: front.title,
        text: parts.prompt,
        question: front.question,
        listen_or_read: front.listen_or_read.map(reference),
        skill: front.goes_with.as_deref().map(SkillId::from),
        sources: sources
            .map(|source| SourceId::from(source.as_str()))
            .collect(),
        status: front.status,
        rev: front.rev,
    };
    Some(ReadRound {
        article,
        sources: front.sources,
        page: PageTable {
            status: front.status,
            author: front.author,
            reviewed: front.reviewed.as_ref().and_then(tables::day),
            allow: front.allow,
        },
        file: file.to_owned(),
        text_span: parts.prompt_span,
        sections: parts.sections,
    })
}
