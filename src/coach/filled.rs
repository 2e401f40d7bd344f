//! What people put into the inputs of forms, read; or what is amiss with it, in words for them.

use super::phrases::Speaker;
use crate::chat::{FieldId, Text, Value, Values};
use crate::library::ChoiceId;

/// What is amiss with a form that was sent, by input. What stands in it is no answer yet.
pub(super) type Amiss = Vec<(FieldId, Text)>;

/// What was chosen in an input that takes one of several.
pub(super) fn chosen(values: &Values, field: &FieldId) -> Option<ChoiceId> {
    match values.get(field)? {
        Value::Chosen(ids) => ids.first().map(|id| ChoiceId::from(id.as_str())),
        Value::Words(_) | Value::People(_) => None,
    }
}

/// The words of an input that must not stay empty, nor grow longer than it may.
pub(super) fn written(
    say: &Speaker<'_>,
    values: &Values,
    field: &str,
    max: u16,
) -> Result<String, Amiss> {
    let words = match values.get(&FieldId::from(field)) {
        Some(Value::Words(words)) => words.trim(),
        Some(Value::Chosen(_) | Value::People(_)) | None => "",
    };
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
