//! P1 and P2: every sentence of the bot is there, and in its voice.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};

use super::Checked;
use crate::chat::Text;
use crate::library::measure::{sentences, words};
use crate::library::problem::{Gatherer, Problem};
use crate::library::tree::Tree;

const FILE: &str = "coach/phrases.ftl";
/// The variables that count things, and so decide between one and many.
const COUNTED: [&str; 4] = ["count", "days", "weeks", "months"];
/// The signs that have a meaning; each stands with words.
const SIGNS: [char; 6] = ['✓', '◐', '○', '★', '⏸', '✉'];
/// Words that blame, hurry or shame.
const BANNED: [&str; 8] = [
    "oops",
    "wrong",
    "failed",
    "missed",
    "overdue",
    "unfortunately",
    "streak",
    "lazy",
];

/// The text of the phrases in the default language.
pub(super) fn default_of(tree: &Tree) -> &str {
    tree.files.get(FILE).map_or("", String::as_str)
}

/// P1.
pub(super) fn used_and_defined(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for file in files(checked) {
        checked.in_file(file, problems, |text, gather| {
            let Ok(resource) = fluent_syntax::parser::parse(text) else {
                gather.error(
                    "P1",
                    0..1,
                    "this can't be read as Fluent",
                    "see projectfluent.org for how it is written",
                );
                return;
            };
            let messages = || resource.body.iter().filter_map(message);
            for message in messages() {
                check_message(checked, gather, message);
            }
            // Another language may lack a message: it is then said in the default one.
            let is_missing = |id: &str| messages().all(|message| message.id.name != id);
            let missing = checked
                .phrases
                .iter()
                .filter(|(id, _)| file == FILE && is_missing(id));
            for (id, _) in missing {
                gather.error("P1", 0..1, format!("`{id}` is missing"), "add it");
            }
        });
    }
}

fn files<'a>(checked: &Checked<'a>) -> impl Iterator<Item = &'a String> {
    checked
        .tree
        .files
        .keys()
        .filter(|file| file.ends_with(FILE))
}

fn message<'a, 's>(entry: &'a Entry<&'s str>) -> Option<&'a Message<&'s str>> {
    match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    }
}

fn check_message(checked: &Checked<'_>, gather: &mut Gatherer<'_>, message: &Message<&str>) {
    let name = message.id.name;
    let span = gather.place_of(&format!("{name} ="));
    let Some((_, expected)) = checked.phrases.iter().find(|(id, _)| *id == name) else {
        gather.error(
            "P1",
            span,
            format!("the bot never says `{name}`"),
            "take it out, or correct its name",
        );
        return;
    };
    let used = message.value.as_ref().map(variables).unwrap_or_default();
    for strange in used.iter().filter(|name| !expected.contains(*name)) {
        gather.error(
            "P1",
            span.clone(),
            format!("`{name}` has no variable ${strange}"),
            format!("it has: {}", expected.join(", ")),
        );
    }
    let chosen_by = message.value.as_ref().map(selectors).unwrap_or_default();
    let counted = |name: &&&str| COUNTED.contains(*name) && used.contains(**name);
    for plain in expected
        .iter()
        .filter(counted)
        .filter(|name| !chosen_by.contains(*name))
    {
        gather.error(
            "P1",
            span.clone(),
            format!("`{name}` counts ${plain} without a plural form"),
            format!("write {{ ${plain} -> [one] … *[other] … }}"),
        );
    }
}

/// What a pattern chooses its words by.
fn selectors<'a>(pattern: &'a Pattern<&'a str>) -> BTreeSet<&'a str> {
    let selector = |element: &'a PatternElement<&'a str>| match element {
        PatternElement::Placeable {
            expression: Expression::Select { selector, .. },
        } => of_inline(selector),
        PatternElement::Placeable { .. } | PatternElement::TextElement { .. } => BTreeSet::new(),
    };
    pattern.elements.iter().flat_map(selector).collect()
}

fn variables<'a>(pattern: &'a Pattern<&'a str>) -> BTreeSet<&'a str> {
    pattern
        .elements
        .iter()
        .flat_map(|element| match element {
            PatternElement::TextElement { .. } => BTreeSet::new(),
            PatternElement::Placeable { expression } => of_expression(expression),
        })
        .collect()
}

fn of_expression<'a>(expression: &'a Expression<&'a str>) -> BTreeSet<&'a str> {
    match expression {
        Expression::Inline(inline) => of_inline(inline),
        Expression::Select { selector, variants } => of_inline(selector)
            .into_iter()
            .chain(
                variants
                    .iter()
                    .flat_map(|variant| variables(&variant.value)),
            )
            .collect(),
    }
}

fn of_inline<'a>(inline: &'a InlineExpression<&'a str>) -> BTreeSet<&'a str> {
    match inline {
        InlineExpression::VariableReference { id } => BTreeSet::from([id.name]),
        InlineExpression::Placeable { expression } => of_expression(expression),
        _ => BTreeSet::new(),
    }
}

/// P2.
pub(super) fn voice(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    for file in files(checked) {
        checked.in_file(file, problems, |text, gather| {
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                if !line.starts_with('#')
                    && let Some((_, said)) = line.split_once('=').or_else(|| line.split_once(']'))
                {
                    let span = at..at + line.trim_end().len();
                    speak(gather, span.clone(), said);
                    breathe(gather, span, said);
                }
                at += line.len();
            }
        });
    }
    checked.each_page(problems, |page, gather| {
        for text in page.texts.iter().map(Text::to_words) {
            speak(gather, page.span.clone(), &text);
        }
    });
}

/// Whether words are in the voice.
pub(super) fn speak(gather: &mut Gatherer<'_>, span: std::ops::Range<usize>, said: &str) {
    let mut amiss = |what: String, remedy: &str| gather.error("P2", span.clone(), what, remedy);
    if said.contains('!') {
        amiss("there is an exclamation mark".to_owned(), "say it calmly");
    }
    if said.chars().filter(|c| is_sign(*c)).count() > 1
        || said.chars().any(|c| is_sign(c) && !SIGNS.contains(&c))
    {
        amiss(
            "there is more than one sign, or one without a meaning".to_owned(),
            "use one of ✓ ◐ ○ ★ ⏸ ✉, with words",
        );
    }
    let shouted = words(said)
        .into_iter()
        .find(|word| word.len() > 4 && word.chars().all(|c| c.is_ascii_uppercase()));
    if let Some(word) = shouted {
        amiss(format!("“{word}” shouts"), "write it in small letters");
    }
    if let Some(word) = words(said)
        .into_iter()
        .find(|word| BANNED.contains(&word.to_lowercase().as_str()))
    {
        amiss(
            format!("“{word}” blames or hurries"),
            "say what happened and what comes next",
        );
    }
}

/// A sentence of the bot's own in one breath; items have L8.
fn breathe(gather: &mut Gatherer<'_>, span: std::ops::Range<usize>, said: &str) {
    let long = sentences(said)
        .into_iter()
        .find(|sentence| words(sentence).len() > 25 && !sentence.contains('{'));
    if let Some(long) = long {
        gather.error(
            "P2",
            span,
            format!("a sentence has {} words", words(long).len()),
            "make two of it",
        );
    }
}

/// Pictures and dingbats; arrows and typographic marks are none.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '◐' | '○' | '⏸' | '●' | '◑')
}
