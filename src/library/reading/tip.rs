//! One file to one tip: its front matter, its text, and the one thing to do.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::markdown::{self, Lists, Section};
use super::tables;
use crate::library::problem::Gatherer;
use crate::library::{FollowUp, ItemId, ObjectiveId, SourceId, Status, Tip, TipId};

/// The heading above the one thing to do.
pub(in crate::library) const DO_THIS_WEEK: &str = "Do this week";
/// The most days between a tip and its follow-up.
const MOST_DAYS: u16 = 60;

/// The front matter of a tip, as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct TipFrontMatter {
    pub title: String,
    pub objective: Option<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    pub follow_up: Option<FollowUpTable>,
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
}

/// What is asked of those who tried it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::library) struct FollowUpTable {
    pub item: String,
    pub days: u16,
}

fn first() -> u32 {
    1
}

/// A tip as it was read, with what only checking needs.
#[derive(Clone, Debug)]
pub(in crate::library) struct ReadTip {
    pub tip: Tip,
    pub front_matter: TipFrontMatter,
    pub file: String,
    pub text_span: Range<usize>,
    pub sections: Vec<Section>,
}

/// Reads one tip; `None` with problems when it is none.
pub(in crate::library) fn read(
    gather: &mut Gatherer<'_>,
    file: &str,
    source: &str,
    id: TipId,
) -> Option<ReadTip> {
    let parts = markdown::parse(gather, source, Lists::Plain);
    let (front, offset) = markdown::front_matter_of(gather, &parts)?;
    let front: TipFrontMatter = tables::read(gather, front, offset)?;
    check_headings(gather, &parts.sections);
    let tip = tip_of(gather, id, &front, &parts)?;
    Some(ReadTip {
        tip,
        front_matter: front,
        file: file.to_owned(),
        text_span: parts.prompt_span,
        sections: parts.sections,
    })
}

fn tip_of(
    gather: &mut Gatherer<'_>,
    id: TipId,
    front: &TipFrontMatter,
    parts: &markdown::Parts,
) -> Option<Tip> {
    let Some(section) = parts.sections.iter().find(|section| is_deed(section)) else {
        gather.error(
            "S3",
            0..3,
            "a tip ends in one thing to do",
            "add # Do this week with one sentence",
        );
        return None;
    };
    let objective = front.objective.as_ref();
    let sources = front.sources.iter();
    Some(Tip {
        title: front.title.clone(),
        text: parts.prompt.clone(),
        do_this_week: section.body.clone(),
        objective: objective.map(|local| ObjectiveId::from(format!("{}#{local}", id.skill()))),
        sources: sources
            .map(|source| SourceId::from(source.as_str()))
            .collect(),
        follow_up: follow_up(gather, front.follow_up.as_ref()),
        rev: front.rev,
        status: front.status,
        replaced_by: front.replaced_by.as_deref().map(TipId::from),
        author: front.author.clone(),
        reviewed: front.reviewed.as_ref().and_then(tables::day),
        id,
    })
}

fn follow_up(gather: &mut Gatherer<'_>, table: Option<&FollowUpTable>) -> Option<FollowUp> {
    let table = table?;
    if !(1..=MOST_DAYS).contains(&table.days) {
        gather.error(
            "S3",
            gather.place_of("follow_up"),
            format!("a follow-up can't come after {} days", table.days),
            format!("use 1 to {MOST_DAYS}; 2 to 4 helps memory most"),
        );
    }
    Some(FollowUp {
        item: ItemId::from(table.item.as_str()),
        days: table.days,
    })
}

fn is_deed(section: &Section) -> bool {
    section.level == 1 && section.title.trim() == DO_THIS_WEEK
}

fn check_headings(gather: &mut Gatherer<'_>, sections: &[Section]) {
    let mut deeds = 0;
    for section in sections {
        deeds += usize::from(is_deed(section));
        let is_note = section.level == 1 && section.title.trim() == "Note";
        if !is_note && !is_deed(section) {
            gather.error(
                "S2",
                section.span.clone(),
                format!("`{}` is no heading that tips have", section.title),
                "use # Do this week, and # Note for authors",
            );
        } else if deeds > 1 && is_deed(section) {
            gather.error(
                "S2",
                section.span.clone(),
                "there are two things to do",
                "keep the smaller one",
            );
        }
    }
}
