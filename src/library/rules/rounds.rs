//! L9: what makes a lead article one that is read in a minute.

use super::Checked;
use super::tips::TITLE;
use crate::library::measure::{length, sentences, words};
use crate::library::problem::{Gatherer, Problem};
use crate::library::reading::round::ReadRound;

/// How many words an article has.
const WORDS: std::ops::RangeInclusive<usize> = 20..=120;

/// L9.
pub(super) fn articles(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for read in &checked.loaded.rounds {
        checked.in_file(&read.file, problems, |_, gather| article(gather, read));
    }
}

fn article(gather: &mut Gatherer<'_>, read: &ReadRound) {
    let article = &read.article;
    let characters = length(&article.title);
    if characters > TITLE || words(&article.title).is_empty() {
        gather.error(
            "L9",
            gather.place_of("title"),
            format!("the title has {characters} characters"),
            format!("say in 1 to {TITLE} what it is about"),
        );
    }
    let count = words(&article.text.to_words()).len();
    if !WORDS.contains(&count) {
        gather.error(
            "L9",
            read.text_span.clone(),
            format!("the article has {count} words"),
            format!("write {} to {}", WORDS.start(), WORDS.end()),
        );
    }
    let question = article.question.trim();
    if sentences(question).len() != 1 || !question.ends_with('?') {
        gather.error(
            "L9",
            gather.place_of("question"),
            "this is not one question in one sentence",
            "ask readers one thing that they can ask themselves",
        );
    }
}
