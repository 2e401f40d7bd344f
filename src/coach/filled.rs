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
