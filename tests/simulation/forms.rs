//! How people fill in forms: what stands there already stays, and every text is one of its own, so
//! that it is known again wherever it stands.

use cairn::chat::{Form, InputKind, Row, Value, Values};

use crate::world::{CHANNELS, World};

impl World {
    /// A text that nobody has written before.
    pub fn new_words(&mut self, words: &str) -> String {
        self.texts += 1;
        format!("{words} number {}.", self.texts)
    }

    pub fn fill(&mut self, form: &Form) -> Values {
        let mut values = Values::new();
        for row in &form.rows {
            let Row::Ask(field) = row else { continue };
            if field.optional && self.chance.once_in(3) {
                continue;
            }
            let value = match &field.input {
                InputKind::Words { initial, .. } if !initial.is_empty() => {
                    Value::Words(initial.clone())
                }
                InputKind::Words { .. } => Value::Words(self.new_words("words")),
                InputKind::Number { min, .. } => Value::Words(min.to_string()),
                InputKind::One { options, .. } => Value::Chosen(vec![self.chance.pick(options).id]),
                InputKind::Several { options, .. } => {
                    Value::Chosen(vec![self.chance.pick(options).id])
                }
                InputKind::People { initial, .. } if initial.is_empty() => {
                    let anybody = self.chance.pick(&self.present());
                    Value::People(vec![anybody.as_str().into()])
                }
                InputKind::People { initial, .. } => Value::People(initial.clone()),
                InputKind::Channel { initial } => {
                    let any = self.chance.pick(&CHANNELS);
                    Value::Channel(initial.clone().unwrap_or_else(|| any.into()))
                }
                InputKind::Date { initial } => {
                    let today = self.clock.today();
                    Value::Date(initial.unwrap_or(today))
                }
            };
            values.insert(field.id.clone(), value);
        }
        values
    }
}
