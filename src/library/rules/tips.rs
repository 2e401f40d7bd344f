//! L5 and R3: what makes a tip one. Each half looks at plain words, so that a tip that is written
//! in a chat is held to the same.

use std::ops::Range;

use super::Checked;
use crate::library::measure::{length, sentences, words};
use crate::library::problem::{Gatherer, Problem};

/// The most UTF-16 units of a title.
pub(super) const TITLE: usize = 60;
/// How many words a tip has.
const WORDS: std::ops::RangeInclusive<usize> = 30..=90;
/// The most words of the one thing to do.
const DEED_WORDS: usize = 30;
/// Words that begin a sentence and are no verb. A noun can't be told from a verb by its letters;
/// see `begins_with_a_verb` for how most are found.
const NO_VERBS: [&str; 78] = [
    "a",
    "about",
    "after",
    "again",
    "all",
    "also",
    "always",
    "an",
    "and",
    "another",
    "any",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "during",
    "each",
    "either",
    "every",
    "few",
    "first",
    "for",
    "from",
    "he",
    "how",
    "i",
    "if",
    "in",
    "instead",
    "into",
    "it",
    "its",
    "just",
    "many",
    "maybe",
    "more",
    "most",
    "my",
    "never",
    "next",
    "no",
    "nobody",
    "not",
    "now",
    "of",
    "often",
    "on",
    "once",
    "one",
    "or",
    "our",
    "perhaps",
    "she",
    "since",
    "so",
    "some",
    "somebody",
    "soon",
    "sometimes",
    "than",
    "that",
    "the",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "until",
    "we",
    "what",
    "when",
    "with",
    "you",
];
/// Words after which the word before was a subject, not a verb: "Meetings should …".
const AFTER_SUBJECTS: [&str; 17] = [
    "am", "are", "can", "could", "has", "is", "may", "might", "must", "need", "needs", "ought",
    "shall", "should", "was", "were", "will",
];
/// Verbs that end like an adverb or like a doing.
const EXCEPTIONS: [&str; 9] = [
    "apply", "bring", "multiply", "rely", "reply", "ring", "sing", "supply", "comply",
];

/// L5.
pub(super) fn tips(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for read in &checked.loaded.tips {
        checked.in_file(&read.file, problems, |_, gather| {
            let tip = &read.tip;
            title(gather, gather.place_of(&tip.title), &tip.title);
            text(gather, read.text_span.clone(), &tip.text.to_words());
            let deed_span = read.sections.first().map_or(0..1, |s| s.span.clone());
            deed(gather, deed_span, &tip.do_this_week.to_words());
        });
    }
}

/// The title of a tip.
pub(super) fn title(gather: &mut Gatherer<'_>, span: Range<usize>, title: &str) {
    let characters = length(title);
    if words(title).is_empty() {
        gather.error(
            "L5",
            span,
            "the title is empty",
            "say the idea in a few words",
        );
    } else if characters > TITLE {
        gather.error(
            "L5",
            span,
            format!("the title has {characters} characters"),
            format!("keep to {TITLE}"),
        );
    }
}

/// What a tip says.
pub(super) fn text(gather: &mut Gatherer<'_>, span: Range<usize>, text: &str) {
    let count = words(text).len();
    if !WORDS.contains(&count) {
        gather.error(
            "L5",
            span,
            format!("the tip has {count} words"),
            format!("write {} to {}", WORDS.start(), WORDS.end()),
        );
    }
}

/// The one thing to do.
pub(super) fn deed(gather: &mut Gatherer<'_>, span: Range<usize>, deed: &str) {
    let count = words(deed).len();
    let sentences = sentences(deed).len();
    if sentences != 1 {
        gather.error(
            "L5",
            span.clone(),
            format!("the thing to do has {sentences} sentences"),
            "write one: one thing this week",
        );
    }
    if count > DEED_WORDS {
        gather.error(
            "L5",
            span.clone(),
            format!("the thing to do has {count} words"),
            format!("keep to {DEED_WORDS}"),
        );
    }
    if sentences > 0 && !begins_with_a_verb(deed) {
        gather.error(
            "L5",
            span,
            "the thing to do does not begin with a verb",
            "begin with what to do, such as Ask, Write or Try",
        );
    }
}

/// As far as letters tell: no word of a closed class, no adverb, no doing, and not the subject of
/// what follows. English only.
fn begins_with_a_verb(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let found = words(&lower);
    let (Some(first), second) = (found.first(), found.get(1)) else {
        return false;
    };
    let ends_otherwise =
        (first.ends_with("ing") || first.ends_with("ly")) && !EXCEPTIONS.contains(first);
    first.starts_with(char::is_alphabetic)
        && !NO_VERBS.contains(first)
        && !ends_otherwise
        && !second.is_some_and(|next| AFTER_SUBJECTS.contains(next))
}

/// R3. A check-in has no follow-up of its own, so that no circle can arise.
pub(super) fn follow_ups(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for read in &checked.loaded.tips {
        let skill = read.tip.id.skill();
        let follow_up = read.tip.follow_up.as_ref();
        if let Some(follow_up) = follow_up.filter(|next| next.item.skill() != skill) {
            checked.in_file(&read.file, problems, |_, gather| {
                gather.warning(
                    "R3",
                    gather.place_of(follow_up.item.as_str()),
                    format!("the follow-up belongs to {}", follow_up.item.skill()),
                    format!("ask a check-in of {skill}"),
                );
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::begins_with_a_verb;

    #[test]
    fn what_begins_with_a_verb() {
        for verb in [
            "Write the sentence down.",
            "Reply with what you heard.",
            "Do it today.",
            "Bring one number.",
        ] {
            assert!(begins_with_a_verb(verb), "{verb}");
        }
        for other in [
            "The sentence comes first.",
            "Quickly write it down.",
            "Writing helps.",
            "Meetings should end early.",
            "On Monday, ask one person.",
            "3 people can read it.",
            "",
        ] {
            assert!(!begins_with_a_verb(other), "{other}");
        }
    }
}
