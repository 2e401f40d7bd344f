//! Q7 to Q10: what gives a scenario's best choice away to who only looks at the words.

use super::{Checked, Choice, choices, has_word};
use crate::library::Question;
use crate::library::measure::words;
use crate::library::problem::Problem;
use crate::library::reading::item::ReadItem;

const ABSOLUTE: [&str; 7] = ["always", "never", "only", "all", "must", "every", "nobody"];
const HEDGES: [&str; 8] = [
    "often",
    "can",
    "may",
    "might",
    "usually",
    "sometimes",
    "generally",
    "perhaps",
];
/// Shorter words are seldom what a question is about.
const RARE_LETTERS: usize = 6;
/// Words of so many letters carry meaning; shorter ones are shared by chance.
const TELLING_LETTERS: usize = 5;
/// As many letters as two forms of one word share.
const STEM_LETTERS: usize = 5;
/// Sharing fewer words with the others tells nothing.
const SHARED: usize = 2;

/// Q7.
pub(super) fn absolutes_and_hedges(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_scenario(checked, problems, "Q7", |_, best, others| {
        let uses = |choice: &str, list: &[&str]| list.iter().any(|word| has_word(choice, word));
        let absolute = others.iter().any(|other| uses(other, &ABSOLUTE)) && !uses(best, &ABSOLUTE);
        let hedged = uses(best, &HEDGES) && !others.iter().any(|other| uses(other, &HEDGES));
        if absolute {
            Some("an absolute word (always, never, only, all, must) stands in another choice alone")
        } else if hedged {
            Some("a hedge (often, can, may) stands in the best choice alone")
        } else {
            None
        }
    });
}

/// Q8.
pub(super) fn same_form(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_scenario(checked, problems, "Q8", |stem, best, others| {
        let differs = |of: fn(&str) -> bool| {
            let is_so = of(best);
            others.iter().all(|other| of(other) != is_so)
        };
        let article = last_word(stem).filter(|word| ["a", "an"].contains(word));
        if differs(|choice| choice.ends_with(['?', '.', '…'])) {
            Some("the best choice alone has, or lacks, an end mark")
        } else if differs(|choice| choice.starts_with(char::is_uppercase)) {
            Some("the best choice alone begins with, or without, a capital")
        } else if article.is_some() && differs(begins_with_a_vowel) {
            Some("only the best choice fits the article before it")
        } else {
            None
        }
    });
}

/// Q9.
pub(super) fn no_echo(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_scenario(checked, problems, "Q9", |stem, best, others| {
        let rare = stems(stem, RARE_LETTERS);
        let echoes = |choice: &str| stems(choice, RARE_LETTERS).iter().any(|w| rare.contains(w));
        (echoes(best) && !others.iter().any(|other| echoes(other)))
            .then_some("a word of the question stands in the best choice alone")
    });
}

/// Q10.
pub(super) fn no_middle(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each_scenario(checked, problems, "Q10", |_, best, others| {
        let all: Vec<&str> = std::iter::once(best)
            .chain(others.iter().copied())
            .collect();
        let shared = |at: usize| {
            let own = stems(all[at], TELLING_LETTERS);
            let elsewhere = |word: &&String| {
                let besides = all.iter().enumerate().filter(|(other, _)| *other != at);
                besides
                    .into_iter()
                    .any(|(_, text)| stems(text, TELLING_LETTERS).contains(word))
            };
            own.iter().filter(elsewhere).count()
        };
        let most = shared(0);
        (most >= SHARED && (1..all.len()).all(|other| shared(other) < most))
            .then_some("the best choice shares most words with the others")
    });
}

/// Looks at the last sentence of every scenario, its best choice and its others.
fn each_scenario(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    rule: &'static str,
    amiss: impl Fn(&str, &str, &[&str]) -> Option<&'static str>,
) {
    checked.each_item(problems, |read, gather| {
        let Some((best, others)) = best_and_others(read) else {
            return;
        };
        let stem = read.item.prompt.to_words();
        if let Some(what) = amiss(&stem, best, &others) {
            let remedy = "say the choices so that nothing but their sense tells them apart";
            gather.warning(rule, read.prompt_span.clone(), what, remedy);
        }
    });
}

fn best_and_others(read: &ReadItem) -> Option<(&str, Vec<&str>)> {
    if !matches!(read.item.question, Question::Scenario { .. }) {
        return None;
    }
    let (best, others): (Vec<Choice<'_>>, Vec<_>) = choices(&read.item)
        .into_iter()
        .partition(|choice| choice.is_key);
    let labels = others.into_iter().map(|choice| choice.label).collect();
    Some((best.first()?.label, labels))
}

/// The words of so many letters and more, cut to what their forms share.
fn stems(text: &str, letters: usize) -> Vec<String> {
    let mut stems: Vec<String> = words(&text.to_lowercase())
        .into_iter()
        .filter(|word| word.chars().count() >= letters)
        .map(|word| word.chars().take(STEM_LETTERS).collect())
        .collect();
    stems.sort();
    stems.dedup();
    stems
}

fn last_word(text: &str) -> Option<&str> {
    words(text).pop()
}

fn begins_with_a_vowel(choice: &str) -> bool {
    choice.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U'])
}
