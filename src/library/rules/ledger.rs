//! I2 to I4: against the ledger, so that nobody's progress is lost and no old answer is judged by
//! a new key. A library without a ledger has not been released yet.

use super::Checked;
use crate::library::ItemId;
use crate::library::ledger::{Entry, FILE, Ledger};
use crate::library::problem::Problem;
use crate::library::reading::item::ReadItem;

/// I2.
pub(super) fn nothing_lost(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let Some(ledger) = &checked.loaded.ledger else {
        return;
    };
    let gone = |id: &&ItemId| checked.loaded.library.item(id).is_none();
    checked.in_file(FILE, problems, |_, gather| {
        for id in ledger.keys().filter(gone) {
            gather.error(
                "I2",
                gather.place_of(id.as_str()),
                format!("`{id}` is gone"),
                "bring it back as status = \"retired\", or name it in the aliases of what it became",
            );
        }
    });
    checked.each_item(problems, |read, gather| {
        if entry(ledger, read).is_none() {
            gather.warning(
                "I2",
                0..3,
                "the ledger does not know this item",
                "run `cairn check --write-ledger` with the library's folder",
            );
        }
    });
}

/// I3.
pub(super) fn key_kept(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    compare(checked, problems, |before, now| {
        let is_judged_otherwise = before.kind == now.kind && before.key != now.key;
        (is_judged_otherwise && now.rev <= before.rev).then(|| {
            (
                "I3",
                "the key, a score or the set of choices changed under the same rev".to_owned(),
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
    checked.each_item(problems, |read, gather| {
        let found = entry(ledger, read).and_then(|before| amiss(before, &Entry::of(read)));
        if let Some((rule, what, remedy)) = found {
            gather.error(rule, 0..3, what, remedy);
        }
    });
}

/// What the ledger says of an item, under its name or an old one.
fn entry<'a>(ledger: &'a Ledger, read: &ReadItem) -> Option<&'a Entry> {
    let old = read.front_matter.aliases.iter();
    ledger.get(&read.item.id).or_else(|| {
        old.filter_map(|alias| ledger.get(&ItemId::from(alias.as_str())))
            .next()
    })
}
