//! What people put into the inputs of forms, read; or what is amiss with it, in words for them.

use super::phrases::Speaker;
use crate::chat::{FieldId, Text, Value, Values};
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
