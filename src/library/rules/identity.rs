//! I and R rules: names lead to one thing, and whatever is named exists.

use std::sync::Arc;

use jiff::ToSpan;

use super::Checked;
use super::page::Page;
use crate::library::problem::Problem;
use crate::library::reading::item::ReadItem;
use crate::library::reading::tip::ReadTip;
use crate::library::{
    Assessment, Item, ItemId, Library, PageId, Programme, ProgrammeStep, SkillId, SourceId, Status,
    StepKind, Suggestion, Surface, TipId,
};

/// For how many days a draft may lie.
const DRAFT_DAYS: i64 = 90;

/// I1.
pub(super) fn names(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let live: Vec<PageId> = checked.pages().map(|page| page.id).collect();
    let mut claimed: Vec<PageId> = Vec::new();
    for page in checked.pages() {
        checked.in_file(page.file, problems, |_, gather| {
            let slug = page.slug;
            if !(3..=40).contains(&slug.len())
                || !slug
                    .bytes()
                    .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            {
                gather.error(
                    "I1",
                    0..1,
                    format!("`{slug}` can't be a name"),
                    "name the file by what happens in it: 3 to 40 of a-z, 0-9 and -",
                );
            }
            for alias in page.aliases {
                let span = gather.place_of(alias);
                if live.contains(&page.id.renamed(alias)) {
                    gather.error(
                        "I1",
                        span.clone(),
                        format!("the old name `{alias}` is that of a live {}", page.what()),
                        "take the alias out",
                    );
                }
                if claimed.contains(&page.id.renamed(alias)) {
                    gather.error(
                        "I1",
                        span,
                        format!("the old name `{alias}` is claimed twice"),
                        "leave it to one of them",
                    );
                }
            }
        });
        claimed.extend(page.aliases.iter().map(|alias| page.id.renamed(alias)));
    }
}

/// What is named and not there: what it is, its name, and how to mend it.
type Missing = (&'static str, String, &'static str);

const IN_SKILL: &str = "add it to the skill's skill.toml, or correct its name";

/// R1.
pub(super) fn references(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let library = &checked.loaded.library;
    let mut tell = |file: &str, missing: Vec<Missing>| {
        checked.in_file(file, problems, |_, gather| {
            for (what, name, remedy) in missing {
                let span = gather.place_of(&format!("\"{name}\""));
                gather.error("R1", span, format!("there is no {what} `{name}`"), remedy);
            }
        });
    };
    for page in checked.pages() {
        tell(page.file, missing_of_page(library, &page));
    }
    for read in &checked.loaded.items {
        tell(&read.file, missing_of_item(library, read));
    }
    for read in &checked.loaded.tips {
        tell(&read.file, missing_of_tip(library, read));
    }
    for read in &checked.loaded.assessments {
        tell(&read.file, missing_of_assessment(library, &read.assessment));
    }
    for read in &checked.loaded.programmes {
        tell(&read.file, missing_of_programme(library, &read.programme));
    }
    for skill in &library.skills {
        let gone = skill.tips.iter().filter(|id| library.tip(id).is_none());
        let missing = gone.map(|id| ("tip", id.slug().to_owned(), "correct its name"));
        let file = format!("skills/{}/skill.toml", skill.id);
        tell(&file, missing.collect());
    }
}

fn missing_of_page(library: &Library, page: &Page<'_>) -> Vec<Missing> {
    let mut missing: Vec<Missing> = Vec::new();
    let is_unknown = |skill: &&SkillId| library.skill(skill).is_none();
    if let Some(skill) = page.skill.as_ref().filter(is_unknown) {
        let remedy = match page.id {
            PageId::Round(_) => "name a skill that is there, or leave goes_with out",
            PageId::Item(_) | PageId::Tip(_) | PageId::Assessment(_) | PageId::Programme(_) => {
                "add a skill.toml to its folder"
            }
        };
        missing.push(("skill", skill.to_string(), remedy));
    } else if let Some(id) = page.objective.filter(|id| library.objective(id).is_none()) {
        missing.push(("objective", id.local().to_owned(), IN_SKILL));
    }
    let is_unknown = |id: &&String| !library.sources.contains_key(&SourceId::from(id.as_str()));
    let sources = page.sources.iter().filter(is_unknown);
    missing.extend(sources.map(|source| {
        let remedy = "add it to sources.toml, or correct its name";
        ("source", source.clone(), remedy)
    }));
    missing
}

fn missing_of_item(library: &Library, read: &ReadItem) -> Vec<Missing> {
    let item = &read.item;
    let mut missing: Vec<Missing> = Vec::new();
    let skill = library.skill(&item.id.skill());
    let is_unknown =
        |name: &&String| skill.is_some_and(|skill| !skill.knows_misconception(name.as_str()));
    if let Some(name) = item.misconception.as_ref().filter(is_unknown) {
        missing.push(("misconception", name.clone(), IN_SKILL));
    }
    let is_gone = |id: &&ItemId| {
        library
            .item(id)
            .is_none_or(|next| next.status != Status::Live)
    };
    if let Some(next) = item.replaced_by.as_ref().filter(is_gone) {
        missing.push((
            "live item",
            next.to_string(),
            "name the item that takes its place",
        ));
    }
    missing
}

fn missing_of_tip(library: &Library, read: &ReadTip) -> Vec<Missing> {
    let tip = &read.tip;
    let mut missing: Vec<Missing> = Vec::new();
    let is_gone = |id: &&TipId| library.tip(id).is_none_or(|next| !next.is_live());
    if let Some(next) = tip.replaced_by.as_ref().filter(is_gone) {
        missing.push((
            "live tip",
            next.to_string(),
            "name the tip that takes its place",
        ));
    }
    let is_asked = |id: &ItemId| {
        let item = library.item(id);
        item.is_some_and(|item| item.is_asked_on(Surface::Direct))
    };
    if let Some(next) = tip.follow_up.as_ref().filter(|next| !is_asked(&next.item)) {
        let remedy = "name a check-in that is asked in direct messages";
        missing.push(("live item", next.item.to_string(), remedy));
    }
    missing
}

fn missing_of_assessment(library: &Library, assessment: &Assessment) -> Vec<Missing> {
    let missing = |suggestion: &Suggestion| match suggestion {
        Suggestion::Tip(id) => missing_tip(library, id),
        Suggestion::Programme(id) => {
            let is_gone = !library.programmes.contains_key(id);
            let remedy = "name a programme, or a tip as skill/tips/name";
            is_gone.then(|| ("live programme", id.to_string(), remedy))
        }
    };
    let scales = assessment.scales.iter().chain(&assessment.dimensions);
    let suggestions = scales.filter_map(|scale| scale.suggests.as_ref());
    suggestions.filter_map(missing).collect()
}

fn missing_of_programme(library: &Library, programme: &Programme) -> Vec<Missing> {
    let missing = |step: &ProgrammeStep| match &step.what {
        StepKind::Tip(id) => missing_tip(library, id),
        StepKind::CheckIn(id) => {
            let is_live = |item: &Arc<Item>| item.status == Status::Live;
            let is_gone = !library.item(id).is_some_and(is_live);
            is_gone.then(|| ("live item", id.to_string(), "name a check-in that is asked"))
        }
        StepKind::Assessment { id, when: _ } => {
            let is_gone = !library.assessments.contains_key(id);
            is_gone.then(|| ("live assessment", id.to_string(), "correct its name"))
        }
        StepKind::Act(_) => None,
    };
    let steps = programme.weeks.iter().flat_map(|week| &week.steps);
    steps.filter_map(missing).collect()
}

fn missing_tip(library: &Library, id: &TipId) -> Option<Missing> {
    let is_gone = !library.tip(id).is_some_and(|tip| tip.is_live());
    let name = PageId::Tip(id.clone()).to_string();
    is_gone.then_some(("live tip", name, "name a tip that is given"))
}

/// R2.
pub(super) fn unused(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let items = &checked.loaded.items;
    let sources = checked.loaded.sources.keys();
    unused_in(checked, problems, "sources.toml", "source", sources, |id| {
        checked.pages().any(|page| page.sources.contains(id))
    });
    let scales = checked.loaded.scales.keys();
    unused_in(checked, problems, "scales.toml", "scale", scales, |id| {
        let of_items = items.iter().map(|read| read.front_matter.scale.as_ref());
        let assessments = checked.loaded.assessments.iter();
        let of_assessments = assessments.map(|read| Some(&read.response));
        of_items.chain(of_assessments).any(|used| used == Some(id))
    });
    for skill in &checked.loaded.library.skills {
        let file = format!("skills/{}/skill.toml", skill.id);
        let of_skill = || items.iter().filter(|read| read.item.id.skill() == skill.id);
        let objectives: Vec<String> = skill
            .objectives
            .iter()
            .map(|found| found.id.local().to_owned())
            .collect();
        unused_in(checked, problems, &file, "objective", &objectives, |id| {
            of_skill().any(|read| read.front_matter.objective.as_ref() == Some(id))
        });
        let misconceptions = skill.misconceptions.iter().map(|(id, _)| id);
        unused_in(
            checked,
            problems,
            &file,
            "misconception",
            misconceptions,
            |id| of_skill().any(|read| read.item.misconception.as_ref() == Some(id)),
        );
    }
    old_drafts(checked, problems);
}

fn unused_in<'a>(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    file: &str,
    what: &str,
    ids: impl IntoIterator<Item = &'a String>,
    is_used: impl Fn(&String) -> bool,
) {
    checked.in_file(file, problems, |_, gather| {
        for id in ids.into_iter().filter(|id| !is_used(id)) {
            gather.warning(
                "R2",
                gather.place_of(id),
                format!("nothing uses the {what} `{id}`"),
                "use it, or take it out",
            );
        }
    });
}

fn old_drafts(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        let until = page
            .reviewed
            .map(|day| day.saturating_add(DRAFT_DAYS.days()));
        if page.status == Status::Draft && until.is_none_or(|until| until < checked.today) {
            gather.warning(
                "R2",
                0..3,
                format!("nobody has worked on this draft for {DRAFT_DAYS} days"),
                "finish it and set reviewed, or take it out",
            );
        }
    });
}
