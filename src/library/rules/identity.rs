//! I and R rules: names lead to one thing, and whatever is named exists.

use jiff::ToSpan;

use super::Checked;
use crate::library::problem::Problem;
use crate::library::{Item, ItemId, Library, Status};

/// For how many days a draft may lie.
const DRAFT_DAYS: i64 = 90;

/// I1.
pub(super) fn names(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let live: Vec<&ItemId> = checked
        .loaded
        .items
        .iter()
        .map(|read| &read.item.id)
        .collect();
    let mut claimed: Vec<&str> = Vec::new();
    for read in &checked.loaded.items {
        checked.in_file(&read.file, problems, |_, gather| {
            let slug = read.item.id.as_str().split('/').nth(1).unwrap_or_default();
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
            for alias in &read.front_matter.aliases {
                let span = gather.place_of(alias);
                if live.iter().any(|id| id.as_str() == alias) {
                    gather.error(
                        "I1",
                        span.clone(),
                        format!("the old name `{alias}` is that of a live item"),
                        "take the alias out",
                    );
                }
                if claimed.contains(&alias.as_str()) {
                    gather.error(
                        "I1",
                        span,
                        format!("the old name `{alias}` is claimed twice"),
                        "leave it to one item",
                    );
                }
            }
        });
        claimed.extend(read.front_matter.aliases.iter().map(String::as_str));
    }
}

/// R1.
pub(super) fn references(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let library = &checked.loaded.library;
    checked.each_item(problems, |read, gather| {
        for (what, name, remedy) in missing(library, &read.item) {
            let span = gather.place_of(&format!("\"{name}\""));
            gather.error("R1", span, format!("there is no {what} `{name}`"), remedy);
        }
    });
}

/// What an item names that is not there: what it is, its name, and how to mend it.
fn missing(library: &Library, item: &Item) -> Vec<(&'static str, String, &'static str)> {
    const IN_SKILL: &str = "add it to the skill's skill.toml, or correct its name";
    let mut missing = Vec::new();
    let id = item.id.skill();
    match library.skill(&id) {
        None => missing.push(("skill", id.to_string(), "add a skill.toml to its folder")),
        Some(skill) => {
            let objective = item.objective.as_ref();
            if let Some(objective) = objective.filter(|id| library.objective(id).is_none()) {
                missing.push(("objective", objective.local().to_owned(), IN_SKILL));
            }
            let is_known = |name: &&String| skill.misconceptions.iter().any(|(id, _)| id == *name);
            if let Some(name) = item.misconception.as_ref().filter(|name| !is_known(name)) {
                missing.push(("misconception", name.clone(), IN_SKILL));
            }
        }
    }
    let sources = item
        .sources
        .iter()
        .filter(|id| !library.sources.contains_key(id));
    missing.extend(sources.map(|source| {
        let remedy = "add it to sources.toml, or correct its name";
        ("source", source.to_string(), remedy)
    }));
    let is_live = |id: &&ItemId| {
        library
            .item(id)
            .is_some_and(|next| next.status == Status::Live)
    };
    if let Some(next) = item.replaced_by.as_ref().filter(|next| !is_live(next)) {
        let remedy = "name the item that takes its place";
        missing.push(("live item", next.to_string(), remedy));
    }
    missing
}

/// R2.
pub(super) fn unused(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let items = &checked.loaded.items;
    let sources = checked.loaded.sources.keys();
    unused_in(checked, problems, "sources.toml", "source", sources, |id| {
        items
            .iter()
            .any(|read| read.front_matter.sources.contains(id))
    });
    let scales = checked.loaded.scales.keys();
    unused_in(checked, problems, "scales.toml", "scale", scales, |id| {
        items
            .iter()
            .any(|read| read.front_matter.scale.as_ref() == Some(id))
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
    checked.each_item(problems, |read, gather| {
        let until = read
            .item
            .reviewed
            .map(|day| day.saturating_add(DRAFT_DAYS.days()));
        if read.item.status == Status::Draft && until.is_none_or(|until| until < checked.today) {
            gather.warning(
                "R2",
                0..3,
                format!("nobody has worked on this draft for {DRAFT_DAYS} days"),
                "finish it and set reviewed, or take it out",
            );
        }
    });
}
