//! What people put into the inputs of forms, read; or what is amiss with it, in words for them.

use super::phrases::Speaker;
use crate::chat::{Block, FieldId, Text, Value, Values};
use crate::library::ChoiceId;

/// What is amiss with a form that was sent, by input. What stands in it is no answer yet.
pub(super) type Amiss = Vec<(FieldId, Text)>;

/// What was chosen in an input that takes one of several.
pub(super) fn chosen(values: &Values, field: &FieldId) -> Option<ChoiceId> {
    let first = values.get(field)?.chosen().first()?;
    Some(ChoiceId::from(first.as_str()))
}

/// The words of an input that must not stay empty, nor grow longer than it may.
pub(super) fn written(
    say: &Speaker<'_>,
    values: &Values,
    field: &str,
    max: u16,
) -> Result<String, Amiss> {
    let typed = values.get(&FieldId::from(field)).and_then(Value::words);
    let words = typed.unwrap_or_default().trim();
    if words.is_empty() {
        return Err(vec![(FieldId::from(field), say.form_error_empty())]);
    }
    if words.encode_utf16().count() > usize::from(max) {
        return Err(vec![(
            FieldId::from(field),
            say.form_error_long(i64::from(max)),
        )]);
    }
    Ok(words.to_owned())
}

/// Words as they are kept where they stand within a sentence: in one line, without signs that turn the direction of what stands behind
/// it; none where nothing is left.
pub(super) fn one_line(typed: &str) -> Option<String> {
    let turns = |c: &char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept: String = typed
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !turns(c))
        .collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    (!kept.is_empty()).then_some(kept)
}

/// Words that will stand within a sentence, which has a comma and a stop of its own: in one line,
/// and neither empty nor longer than they may be.
pub(super) fn within_a_sentence(
    say: &Speaker<'_>,
    values: &Values,
    field: &str,
    max: u16,
) -> Result<String, Amiss> {
    let typed = written(say, values, field, max)?;
    let words = one_line(&typed).unwrap_or_default();
    // Three points are meant; one is the end of what was taken for a sentence.
    let bare = words
        .strip_suffix(['.', ','])
        .filter(|bare| !bare.ends_with('.'));
    let words = bare.unwrap_or(&words).trim_end();
    if words.is_empty() {
        return Err(vec![(FieldId::from(field), say.form_error_empty())]);
    }
    Ok(words.to_owned())
}

/// All that was typed into a form, said back: for who sent it when it could not be taken any more.
/// Nothing for a form in which nothing was typed.
pub(super) fn typed_blocks(say: &Speaker<'_>, values: &Values) -> Vec<Block> {
    let typed = values.values().filter_map(Value::words);
    let typed: Vec<Block> = typed
        .filter(|words| !words.trim().is_empty())
        .map(|words| Block::Paragraph(Text::plain(words)))
        .collect();
    if typed.is_empty() {
        return typed;
    }
    let head = Block::Note(say.form_typed());
    [head].into_iter().chain(typed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_is_one_line_that_turns_nothing(typed in "(?s).{0,40}") {
            let kept = one_line(&typed).unwrap_or_default();
            prop_assert!(!kept.chars().any(char::is_control));
            let turns = kept.contains(['\u{202E}', '\u{2066}']);
            prop_assert!(!turns);
            prop_assert_eq!(one_line(&kept).unwrap_or_default(), kept);
        }
    }
}
