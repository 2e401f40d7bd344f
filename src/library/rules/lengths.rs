//! L rules: what fits a button, a minute and a breath.

use std::ops::Range;

use super::Checked;
use crate::library::Question;
use crate::library::measure::{grade_level, length, sentences, words};
use crate::library::problem::{Gatherer, Problem};
use crate::library::reading::item::ReadItem;
use crate::library::reading::markdown::Section;

fn parts(read: &ReadItem) -> impl Iterator<Item = &Section> {
    read.sections.iter().filter(|section| section.level == 2)
}

/// L1: Slack's limit for a button and an option.
pub(super) fn choices_hard(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        for section in parts(read).filter(|section| length(&section.title) > 75) {
            gather.error(
                "L1",
                section.span.clone(),
                format!("{} characters do not fit a button", length(&section.title)),
                "keep to 75, better to 56",
            );
        }
        for label in other_options(&read.item.question) {
            if length(label) > 75 {
                gather.error(
                    "L1",
                    gather.place_of(label),
                    format!("“{label}” has {} characters", length(label)),
                    "keep to 75, better to 56",
                );
            }
        }
    });
}

/// What can be chosen and is no heading: it stands in the front matter or in `scales.toml`.
fn other_options(question: &Question) -> Vec<&str> {
    match question {
        Question::Matching { bins, .. } => bins.iter().map(|bin| bin.label.as_str()).collect(),
        Question::Rating { labels, .. } => labels.iter().map(String::as_str).collect(),
        Question::Commitment { offers, .. } => offers.iter().map(String::as_str).collect(),
        Question::Scenario { .. }
        | Question::Myth { .. }
        | Question::Ordering { .. }
        | Question::Multi { .. }
        | Question::Estimate { .. }
        | Question::Reflection { .. } => Vec::new(),
    }
}

/// L2: room for other languages.
pub(super) fn choices_soft(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        for section in parts(read) {
            let (characters, count) = (length(&section.title), words(&section.title).len());
            if (57..=75).contains(&characters) || count > 12 {
                gather.warning(
                    "L2",
                    section.span.clone(),
                    format!(
                        "{characters} characters in {count} words leave no room for other languages"
                    ),
                    "keep to 56 characters and 12 words",
                );
            }
        }
    });
}

/// L3: sixty seconds, with time to think.
pub(super) fn prompts(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        let prompt = words(&read.item.prompt.to_words()).len();
        let all = prompt
            + parts(read)
                .map(|section| words(&section.title).len())
                .sum::<usize>();
        let span = read.prompt_span.clone();
        if !(8..=60).contains(&prompt) {
            gather.warning(
                "L3",
                span.clone(),
                format!("the prompt has {prompt} words"),
                "write 8 to 60",
            );
        }
        if all > 120 {
            gather.error(
                "L3",
                span,
                format!("prompt and choices have {all} words"),
                "keep to 90",
            );
        } else if all > 90 {
            gather.warning(
                "L3",
                span,
                format!("prompt and choices have {all} words"),
                "keep to 90",
            );
        }
    });
}

/// L4: shorter is a bare verdict, longer is not read.
pub(super) fn feedback(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_item(problems, |read, gather| {
        for section in &read.sections {
            let count = words(&section.body.to_words()).len();
            let span = section.span.clone();
            match section.title.trim() {
                "Takeaway" if section.level == 1 && count > 25 => {
                    gather.warning(
                        "L4",
                        span,
                        format!("the takeaway has {count} words"),
                        "keep to 25",
                    );
                }
                _ if section.level == 2 && count > 80 => {
                    gather.error(
                        "L4",
                        span,
                        format!("this feedback has {count} words"),
                        "keep to 60",
                    );
                }
                _ if section.level == 2 && !(12..=60).contains(&count) => {
                    gather.warning(
                        "L4",
                        span,
                        format!("this feedback has {count} words"),
                        "write 12 to 60: why, and what it is good for",
                    );
                }
                _ => {}
            }
        }
    });
}

/// L6: Slack's limit for a window's title.
pub(super) fn titles(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let mut look = |file: &str, name: &str, remedy: &str| {
        let characters = length(name);
        if characters > 24 {
            checked.in_file(file, problems, |_, gather| {
                let what = format!("the name has {characters} characters");
                gather.error("L6", 0..1, what, remedy);
            });
        }
    };
    for skill in &checked.loaded.library.skills {
        let file = format!("skills/{}/skill.toml", skill.id);
        look(&file, &skill.name, "keep to 24, or add a short_name");
    }
    for read in &checked.loaded.assessments {
        look(&read.file, &read.assessment.title, "keep to 24");
    }
    for read in &checked.loaded.programmes {
        look(&read.file, &read.programme.title, "keep to 24");
    }
}

/// L8: the plain-language norm of 15 words on average and 25 at most; Flesch–Kincaid to 10.
pub(super) fn readability(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    checked.each_page(problems, |page, gather| {
        plain(gather, page.span.clone(), &page.words());
    });
}

/// Whether a text is short and plain.
pub(super) fn plain(gather: &mut Gatherer<'_>, span: Range<usize>, text: &str) {
    for sentence in sentences(text) {
        let count = words(sentence).len();
        if count > 25 {
            gather.warning(
                "L8",
                span.clone(),
                format!(
                    "a sentence has {count} words: “{}…”",
                    words(sentence)[..4].join(" ")
                ),
                "make two of it",
            );
        }
    }
    let mean = words(text).len() as f64 / sentences(text).len().max(1) as f64;
    if mean > 15.0 {
        gather.warning(
            "L8",
            span.clone(),
            format!("sentences have {mean:.0} words on average"),
            "keep to 15",
        );
    }
    let level = grade_level(text);
    let what = || format!("this reads like school year {level:.0}");
    let remedy = "use shorter words and sentences";
    if level > 12.0 {
        gather.error("L8", span, what(), remedy);
    } else if level > 10.0 {
        gather.warning("L8", span, what(), remedy);
    }
}
