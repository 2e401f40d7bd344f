//! I2 to I4: against the ledger, so that nobody's progress is lost and no old answer is judged by
//! a new key. A library without a ledger has not been released yet.

use super::Checked;
use super::page::Page;
use crate::library::ledger::{self, Entry, EntryKind, FILE, Ledger, PageName};
use crate::library::problem::Problem;

/// I2.
pub(super) fn nothing_lost(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let Some(ledger) = &checked.loaded.ledger else {
        return;
    };
    let mut names: Vec<String> = Vec::new();
    for page in checked.pages() {
        names.push(page.id.to_string());
        names.extend(old_names(&page));
    }
    checked.in_file(FILE, problems, |_, gather| {
        for id in ledger.keys().filter(|id| !names.contains(id)) {
            gather.error(
                "I2",
                gather.place_of(id),
                format!("`{id}` is gone"),
                remedy(id),
            );
        }
    });
    checked.each_page(problems, |page, gather| {
        if entry(ledger, page).is_none() {
            gather.warning(
                "I2",
                0..3,
                format!("the ledger does not know this {}", page.what()),
                "run `cairn check --write-ledger` with the library's folder",
            );
        }
    });
}

/// Only check-ins and tips have old names.
fn remedy(id: &str) -> &'static str {
    let has_no_aliases = ["assessments/", "programmes/", "rounds/"]
        .iter()
        .any(|folder| id.starts_with(folder));
    if has_no_aliases {
        "bring it back as status = \"retired\""
    } else {
        "bring it back as status = \"retired\", or name it in the aliases of what it became"
    }
}

/// I3.
pub(super) fn key_kept(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    compare(checked, problems, |before, now| {
        let is_judged_otherwise = before.kind == now.kind && before.key != now.key;
        let what = if now.kind == EntryKind::Page(PageName::Assessment) {
            "a statement, a label or a band changed under the same rev"
        } else {
            "the key, a score or the set of choices changed under the same rev"
        };
        (is_judged_otherwise && now.rev <= before.rev).then(|| {
            (
                "I3",
                what.to_owned(),
                format!("write rev = {}", before.rev.saturating_add(1)),
            )
        })
    });
}

/// I4.
pub(super) fn kind_kept(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    compare(checked, problems, |before, now| {
        (before.kind != now.kind).then(|| {
            (
                "I4",
                "this item had another kind".to_owned(),
                "retire the old one, and give the new one a name of its own".to_owned(),
            )
        })
    });
    compare(checked, problems, |before, now| {
        (now.rev < before.rev).then(|| {
            (
                "I4",
                format!("rev fell from {} to {}", before.rev, now.rev),
                format!("write rev = {}, or a higher one", before.rev),
            )
        })
    });
}

type Found = Option<(&'static str, String, String)>;

fn compare(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    amiss: impl Fn(&Entry, &Entry) -> Found,
) {
    let Some(ledger) = &checked.loaded.ledger else {
        return;
    };
    let now = ledger::now(checked.loaded);
    checked.each_page(problems, |page, gather| {
        let both = entry(ledger, page).zip(now.get(&page.id.to_string()));
        if let Some((rule, what, remedy)) = both.and_then(|(before, now)| amiss(before, now)) {
            gather.error(rule, 0..3, what, remedy);
        }
    });
}

/// What the ledger says of a page, under its name or an old one.
fn entry<'a>(ledger: &'a Ledger, page: &Page<'_>) -> Option<&'a Entry> {
    ledger
        .get(&page.id.to_string())
        .or_else(|| old_names(page).find_map(|alias| ledger.get(&alias)))
}

/// The old names of a page, as the ledger writes them.
fn old_names(page: &Page<'_>) -> impl Iterator<Item = String> {
    let aliases = page.aliases.iter();
    aliases.map(|alias| page.id.renamed(alias).to_string())
}
