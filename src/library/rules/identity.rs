//! I and R rules: names lead to one thing, and whatever is named exists.

use super::Checked;
use crate::library::problem::Problem;
use crate::library::{ItemId, Status};

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
                if live.iter().any(|id| id.as_str() == alias) {
                    gather.error(
                        "I1",
                        0..1,
                        format!("the old name `{alias}` is that of a live item"),
                        "take the alias out",
                    );
                }
                if claimed.contains(&alias.as_str()) {
                    gather.error(
                        "I1",
                        0..1,
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
        let item = &read.item;
        let mut missing = |what: &str, name: &str, remedy: &str| {
            gather.error("R1", 0..1, format!("there is no {what} `{name}`"), remedy);
        };
        match library.skill(&item.id.skill()) {
            None => missing(
                "skill",
                item.id.skill().as_str(),
                "add a skill.toml to its folder",
            ),
            Some(skill) => {
                if let Some(objective) = item
                    .objective
                    .as_ref()
                    .filter(|id| library.objective(id).is_none())
                {
                    missing(
                        "objective",
                        objective.local(),
                        "add it to the skill's skill.toml, or correct its name",
                    );
                }
                if let Some(name) = item
                    .misconception
                    .as_ref()
                    .filter(|name| !skill.misconceptions.iter().any(|(id, _)| id == *name))
                {
                    missing(
                        "misconception",
                        name,
                        "add it to the skill's skill.toml, or correct its name",
                    );
                }
            }
        }
        for source in item
            .sources
            .iter()
            .filter(|id| !library.sources.contains_key(id))
        {
            missing(
                "source",
                source.as_str(),
                "add it to sources.toml, or correct its name",
            );
        }
        if let Some(next) = item.replaced_by.as_ref() {
            let is_live = library
                .item(next)
                .is_some_and(|next| next.status == Status::Live);
            if !is_live {
                missing(
                    "live item",
                    next.as_str(),
                    "name the item that takes its place",
                );
            }
        }
    });
}

/// R2.
pub(super) fn unused(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let items = &checked.loaded.items;
    checked.in_file("sources.toml", problems, |text, gather| {
        for id in checked.loaded.sources.keys() {
            if !items
                .iter()
                .any(|read| read.front_matter.sources.contains(id))
            {
                let at = text.find(&format!("[{id}]")).unwrap_or(0);
                gather.warning(
                    "R2",
                    at..at + 1,
                    format!("nothing uses the source `{id}`"),
                    "use it, or take it out",
                );
            }
        }
    });
    for skill in &checked.loaded.library.skills {
        checked.in_file(
            &format!("skills/{}/skill.toml", skill.id),
            problems,
            |text, gather| {
                for objective in &skill.objectives {
                    if !items
                        .iter()
                        .any(|read| read.item.objective.as_ref() == Some(&objective.id))
                    {
                        let at = text.find(objective.id.local()).unwrap_or(0);
                        gather.warning(
                            "R2",
                            at..at + 1,
                            format!("nothing asks for the objective `{}`", objective.id.local()),
                            "write an item for it, or take it out",
                        );
                    }
                }
            },
        );
    }
}
