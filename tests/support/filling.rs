//! A form filled in, from labels as a person reads them, as a platform would hand it back.

use cairn::chat::{FieldId, Form, InputKind, Row, Value, Values};

/// Values as the platform would hand them back, from labels as a person reads them.
pub fn fill(form: &Form, values: &[(String, String)]) -> Values {
    let mut filled: Values = Values::new();
    for row in &form.rows {
        let Row::Ask(field) = row else { continue };
        let given = values
            .iter()
            .find(|(label, _)| *label == field.label)
            .map(|(_, value)| value.as_str());
        let value = match (&field.input, given) {
            (input, None) => at_first(input),
            // As who empties an input.
            (_, Some("")) => None,
            (InputKind::Words { .. } | InputKind::Number { .. }, Some(words)) => {
                // A line of a story is one line; this sign stands for a new one.
                Some(Value::Words(words.replace('⏎', "\n")))
            }
            (InputKind::Channel { .. }, Some(name)) => {
                let name = name.strip_prefix('#').expect("a channel is written #name");
                Some(Value::Channel(name.into()))
            }
            (InputKind::People { .. }, Some(names)) => {
                let person = |name: &str| {
                    let name = name.strip_prefix('@').expect("a person is written @name");
                    name.into()
                };
                Some(Value::People(names.split(' ').map(person).collect()))
            }
            (InputKind::Date { .. }, Some(day)) => Some(Value::Date(
                day.parse().expect("a day is written 2026-12-03"),
            )),
            (InputKind::One { options, .. } | InputKind::Several { options, .. }, Some(labels)) => {
                let ids = labels.split(" + ").map(|label| {
                    // A value that the form does not offer.
                    if let Some(id) = label.strip_prefix("by hand ") {
                        return id.to_owned();
                    }
                    let found = options.iter().find(|option| option.label == label);
                    found
                        .unwrap_or_else(|| panic!("no option {label}"))
                        .id
                        .clone()
                });
                Some(Value::Chosen(ids.collect()))
            }
        };
        filled.extend(value.map(|value| (FieldId::from(field.id.as_str()), value)));
    }
    filled
}

/// What comes back from an input that nobody touched.
fn at_first(input: &InputKind) -> Option<Value> {
    match input {
        InputKind::Words { initial, .. } => {
            (!initial.is_empty()).then(|| Value::Words(initial.clone()))
        }
        InputKind::Number { .. } => None,
        InputKind::One { initial, .. } => initial.clone().map(|id| Value::Chosen(vec![id])),
        InputKind::Several { initial, .. } => {
            (!initial.is_empty()).then(|| Value::Chosen(initial.clone()))
        }
        InputKind::People { initial, .. } => {
            (!initial.is_empty()).then(|| Value::People(initial.clone()))
        }
        InputKind::Channel { initial } => initial.clone().map(Value::Channel),
        InputKind::Date { initial } => initial.map(Value::Date),
    }
}
