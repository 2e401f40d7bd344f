//! Q rules: whether a question asks what it means to ask, and whether its answers teach. What the
//! words alone give away stands in `clues`.

use super::{Checked, choices, has_word};
use crate::library::measure::{length, words};
use crate::library::problem::Problem;
use crate::library::{Question, Status};

const CATCH_ALL: [&str; 7] = [
    "all of the above",
    "none of the above",
    "both of",
    "it depends",
    "all of these",
    "none of these",
    "a and b",
];
const NEGATIVE: [&str; 5] = [
    "not true",
    "except",
    "least",
    "which is not",
    "which of these is not",
];
const VERDICTS: [&str; 6] = ["correct", "right", "yes", "no", "wrong", "true"];
const PRAISE: [&str; 8] = [
    "good choice",
    "great",
    "well done",
    "excellent",
    "perfect",
    "amazing",
    "bravo",
    "good job",
];
const BLAME: [&str; 11] = [
    "wrong",
    "incorrect",
    "failed",
    "obviously",
    "simply",
    "just",
    "of course",
    "unfortunately",
    "oops",
    "stupid",
    "silly",
];

/// Q1: three lose nothing in quality and save time (Rodriguez 2005).
pub(super) fn three_choices(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        if let Question::Scenario { choices } = &read.item.question
            && choices.len() != 3
        {
            gather.warning(
                "Q1",
                read.prompt_span.clone(),
                format!("there are {} choices", choices.len()),
                "write three, or say in allow why not",
            );
        }
    });
}

/// Q2: "longest is right" is the clue that helps most (Pham 2018).
pub(super) fn key_no_longer(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        if !matches!(read.item.question, Question::Scenario { .. }) {
            return;
        }
        let choices = choices(&read.item);
        let lengths = |key: bool| {
            choices
                .iter()
                .filter(move |c| c.is_key == key)
                .map(|c| length(c.label) as f64)
        };
        let others: Vec<f64> = lengths(false).collect();
        let mean = others.iter().sum::<f64>() / others.len().max(1) as f64;
        let ratio = lengths(true).next().unwrap_or(0.0) / mean.max(1.0);
        let span = read.prompt_span.clone();
        if ratio > 1.4 {
            gather.error(
                "Q2",
                span,
                format!("the best choice is {ratio:.2} times as long as the others"),
                "make it shorter, or the others fuller",
            );
        } else if ratio > 1.25 {
            gather.warning(
                "Q2",
                span,
                format!("the best choice is {ratio:.2} times as long as the others"),
                "make it shorter, or the others fuller",
            );
        }
    });
}

/// Q5: half-knowledge wins, and shuffling breaks it.
pub(super) fn no_catch_all(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        for section in read.sections.iter().filter(|section| section.level == 2) {
            if let Some(found) = CATCH_ALL
                .iter()
                .find(|found| section.title.to_lowercase().contains(**found))
            {
                gather.error(
                    "Q5",
                    section.span.clone(),
                    format!("“{found}” is no choice"),
                    "write a choice that stands by itself",
                );
            }
        }
    });
}

/// Q6: misread in a hurry.
pub(super) fn no_negative_stem(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        let prompt = read.item.prompt.to_words();
        let question = prompt
            .rsplit_once(". ")
            .map_or(prompt.as_str(), |(_, last)| last);
        if question.ends_with('?') && NEGATIVE.iter().any(|negative| has_word(question, negative)) {
            gather.warning(
                "Q6",
                read.prompt_span.clone(),
                "the question asks for what is not so",
                "ask for what is so",
            );
        }
    });
}

/// Q11: an explanation helps ten times as much as a verdict (Van der Kleij 2015).
pub(super) fn own_feedback(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        let mut seen: Vec<String> = Vec::new();
        for section in read.sections.iter().filter(|section| section.level == 2) {
            let body = section.body.to_words();
            let only_verdict = words(&body).len() <= 2
                && words(&body)
                    .iter()
                    .all(|word| VERDICTS.contains(&word.to_lowercase().as_str()));
            if section.body.is_empty() || only_verdict {
                gather.error(
                    "Q11",
                    section.span.clone(),
                    "this choice has no feedback of its own",
                    "say why, and what it is good for",
                );
            } else if seen.contains(&body) {
                gather.error(
                    "Q11",
                    section.span.clone(),
                    "this feedback stands twice",
                    "each choice teaches something else",
                );
            }
            seen.push(body);
        }
    });
}

/// Q12: feedback on the person makes a third of all results worse (Kluger and DeNisi 1996).
pub(super) fn no_praise_or_blame(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        for section in read.sections.iter().filter(|section| section.level == 2) {
            let body = section.body.to_words();
            let lower = body.to_lowercase();
            if PRAISE.iter().any(|praise| lower.starts_with(praise)) {
                gather.warning(
                    "Q12",
                    section.span.clone(),
                    "this begins with praise",
                    "begin with what happened",
                );
            }
            if let Some(word) = BLAME.iter().find(|word| has_word(&body, word)) {
                gather.warning(
                    "Q12",
                    section.span.clone(),
                    format!("“{word}” judges the reader"),
                    "speak of the choice and what it leads to",
                );
            }
        }
    });
}

/// Q13.
pub(super) fn takeaway_and_question(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        let item = &read.item;
        if item.question.is_graded()
            && item
                .takeaway
                .as_ref()
                .is_none_or(crate::chat::Text::is_empty)
        {
            gather.error(
                "Q13",
                0..1,
                "there is no takeaway",
                "add # Takeaway with one line: the channel closes with it",
            );
        }
        let asks = item.prompt.to_words().trim_end().ends_with('?');
        if matches!(item.question, Question::Scenario { .. })
            && item.status == Status::Live
            && !asks
        {
            gather.error(
                "Q13",
                read.prompt_span.clone(),
                "the scenario does not end in a question",
                "end with what is to be decided: What do you do first?",
            );
        }
    });
}
