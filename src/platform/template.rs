//! Blanks in a template of JSON, which every platform's manifest is made from.

use serde_json::Value;

/// Puts each filling wherever its blank stands as a whole text. A filling is never looked through
/// for blanks.
pub(super) fn fill(value: &mut Value, fillings: &[(&str, Value)]) {
    match value {
        Value::String(text) => {
            let filling = fillings.iter().find(|(blank, _)| blank == text);
            if let Some((_, filling)) = filling {
                *value = filling.clone();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| fill(inner, fillings)),
        Value::Object(object) => object.values_mut().for_each(|inner| fill(inner, fillings)),
        Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}
