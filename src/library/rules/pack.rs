//! Q3 and Q4: what only shows over a whole pack. A reader who always takes the longest, or always
//! *myth*, must not do better than chance.

use super::{Checked, choices};
use crate::library::measure::length;
use crate::library::problem::Problem;
use crate::library::{Item, Question};

/// Fewer items than this say nothing about a pack.
const ENOUGH: usize = 6;
/// The most that the best choice may be the one longest, or shortest, in percent.
const MOST_PERCENT: usize = 40;
/// The most that the best choice may stand in one place where orders are fixed, in percent.
const MOST_FIXED_PERCENT: usize = 45;

/// Q3.
pub(super) fn key_length(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let scenarios: Vec<&Item> = checked
        .loaded
        .items
        .iter()
        .map(|read| &read.item)
        .filter(|item| matches!(item.question, Question::Scenario { .. }))
        .collect();
    if scenarios.len() < ENOUGH {
        return;
    }
    for (name, longest) in [("longest", true), ("shortest", false)] {
        let hits = scenarios
            .iter()
            .filter(|item| key_is_single(item, longest))
            .count();
        if hits * 100 > scenarios.len() * MOST_PERCENT {
            checked.in_file("library.toml", problems, |_, gather| {
                gather.error(
                    "Q3",
                    0..1,
                    format!(
                        "the best choice is the one {name} in {hits} of {} scenarios",
                        scenarios.len()
                    ),
                    "vary the lengths: 40 % at most",
                );
            });
        }
    }
}

fn key_is_single(item: &Item, longest: bool) -> bool {
    let choices = choices(item);
    let of = |key: bool| {
        choices
            .iter()
            .filter(move |c| c.is_key == key)
            .map(|c| length(c.label))
    };
    match of(true).next() {
        Some(key) if longest => of(false).all(|other| other < key),
        Some(key) => of(false).all(|other| other > key),
        None => false,
    }
}

/// Q4.
pub(super) fn places_balanced(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    myths_balanced(checked, problems);
    fixed_places_balanced(checked, problems);
}

fn myths_balanced(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let truths: Vec<bool> = checked
        .loaded
        .items
        .iter()
        .filter_map(|read| match &read.item.question {
            Question::Myth { truth, .. } => Some(*truth),
            _ => None,
        })
        .collect();
    let count = truths.iter().filter(|truth| **truth).count();
    // Two of five is as near to half as five can come.
    let fair = (truths.len() * 40 / 100)..=(truths.len() * 60).div_ceil(100);
    if truths.len() >= 5 && !fair.contains(&count) {
        checked.in_file("library.toml", problems, |_, gather| {
            gather.error(
                "Q4",
                0..1,
                format!("{count} of {} statements are true", truths.len()),
                "make 40 to 60 % of them true",
            );
        });
    }
}

/// Drawn orders hide the best by themselves; fixed ones are the author's.
fn fixed_places_balanced(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let items = checked.loaded.items.iter().map(|read| &read.item);
    let places: Vec<usize> = items
        .filter(|item| item.fixed && matches!(item.question, Question::Scenario { .. }))
        .filter_map(|item| choices(item).iter().position(|choice| choice.is_key))
        .collect();
    if places.len() < ENOUGH {
        return;
    }
    let at = |place: usize| places.iter().filter(|found| **found == place).count();
    let crowded = (0..4).find(|place| at(*place) * 100 > places.len() * MOST_FIXED_PERCENT);
    if let Some(place) = crowded {
        checked.in_file("library.toml", problems, |_, gather| {
            gather.error(
                "Q4",
                0..1,
                format!(
                    "the best choice stands in place {} in {} of {} items with a fixed order",
                    place + 1,
                    at(place),
                    places.len()
                ),
                "vary the place: 45 % at most, or take fixed out",
            );
        });
    }
}
