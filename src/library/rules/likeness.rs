//! D1: nothing stands in the pack twice. A page that says nearly what another says teaches
//! nothing and bores who has read the other.

use std::collections::BTreeSet;

use super::page::Page;
use super::{Checked, choices};
use crate::library::PageId;
use crate::library::measure::words;
use crate::library::problem::Problem;

/// From this share of common word triples on, two pages are near duplicates …
const ALIKE: f64 = 0.6;
/// … and from this on, the same.
const SAME: f64 = 0.85;

/// D1.
pub(super) fn no_doubles(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let mut seen: Vec<(PageId, BTreeSet<[String; 3]>)> = Vec::new();
    checked.each_page(problems, |page, gather| {
        let triples = triples(&words_of(checked, page));
        let nearest = seen
            .iter()
            .map(|(id, other)| (alike(&triples, other), id))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((share, other)) = nearest.filter(|(share, _)| *share >= ALIKE) {
            let what = format!("{:.0} % of this stands in `{other}` as well", share * 100.0);
            let remedy = "say something else, or retire one of the two and point to the other";
            if share >= SAME {
                gather.error("D1", page.span.clone(), what, remedy);
            } else {
                gather.warning("D1", page.span.clone(), what, remedy);
            }
        }
        // Who may be like others may be so from both sides.
        if !page.allow.contains_key("D1") {
            seen.push((page.id.clone(), triples));
        }
    });
}

/// All that is read, with the choices.
fn words_of(checked: &Checked<'_>, page: &Page<'_>) -> String {
    let mut all = page.words();
    if let PageId::Item(id) = &page.id
        && let Some(item) = checked.loaded.library.items.get(id)
    {
        for choice in choices(item) {
            all.push('\n');
            all.push_str(choice.label);
        }
    }
    all
}

fn triples(text: &str) -> BTreeSet<[String; 3]> {
    let lower = text.to_lowercase();
    let words = words(&lower);
    let triple = |run: &[&str]| [run[0].to_owned(), run[1].to_owned(), run[2].to_owned()];
    words.windows(3).map(triple).collect()
}

/// The share of all triples that both have (Jaccard).
fn alike(one: &BTreeSet<[String; 3]>, other: &BTreeSet<[String; 3]>) -> f64 {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    both as f64 / all.max(1) as f64
}
