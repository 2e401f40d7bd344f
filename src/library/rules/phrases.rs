//! P rules: every sentence of the bot is there, and in its voice.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::{Checked, texts};
use crate::chat::Text;
use crate::library::measure::{sentences, words};
use crate::library::problem::{Gatherer, Problem};

const FILE: &str = "coach/phrases.ftl";
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

/// P1.
pub(super) fn used_and_defined(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    if !checked.tree.files.contains_key(FILE) {
        return;
    }
    checked.in_file(FILE, problems, |text, gather| {
        let Ok(resource) = fluent_syntax::parser::parse(text) else {
            gather.error(
                "P1",
                0..1,
                "this can't be read as Fluent",
                "see projectfluent.org for how it is written",
            );
            return;
        };
        let mut defined: Vec<&str> = Vec::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            defined.push(message.id.name);
            let at = text.find(&format!("{} =", message.id.name)).unwrap_or(0);
            let span = at..at + message.id.name.len();
            match checked
                .phrases
                .iter()
                .find(|(id, _)| *id == message.id.name)
            {
                None => gather.error(
                    "P1",
                    span,
                    format!("the bot never says `{}`", message.id.name),
                    "take it out, or correct its name",
                ),
                Some((_, expected)) => {
                    let used = message.value.as_ref().map(variables).unwrap_or_default();
                    for name in used.iter().filter(|name| !expected.contains(*name)) {
                        gather.error(
                            "P1",
                            span.clone(),
                            format!("`{}` has no variable ${name}", message.id.name),
                            format!("it has: {}", expected.join(", ")),
                        );
                    }
                }
            }
        }
        for (id, _) in checked
            .phrases
            .iter()
            .filter(|(id, _)| !defined.contains(id))
        {
            gather.error("P1", 0..1, format!("`{id}` is missing"), "add it");
        }
    });
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
    checked.in_file(FILE, problems, |text, gather| {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if !line.starts_with('#')
                && let Some((_, said)) = line.split_once('=').or_else(|| line.split_once(']'))
            {
                speak(gather, at..at + line.trim_end().len(), said);
            }
            at += line.len();
        }
    });
    checked.each_item(problems, |read, gather| {
        for text in texts(read).iter().map(Text::to_words) {
            speak(gather, read.prompt_span.clone(), &text);
        }
    });
}

fn speak(gather: &mut Gatherer<'_>, span: std::ops::Range<usize>, said: &str) {
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
    if let Some(long) = sentences(said)
        .into_iter()
        .find(|sentence| words(sentence).len() > 25 && !sentence.contains('{'))
    {
        amiss(
            format!("a sentence has {} words", words(long).len()),
            "make two of it",
        );
    }
}

/// Pictures and dingbats; arrows and typographic marks are none.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '◐' | '○' | '⏸' | '●' | '◑')
}
