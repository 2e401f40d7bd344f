//! What came back from a form, read leniently: what is not understood is absent.

use serde_json::Value as Json;

use super::tidy::is_id;
use crate::chat::{ChannelId, FieldId, PersonId, Value, Values};

/// The values of `view.state` (or of the `state` of a press), by the names of their blocks.
pub fn values(state: &Json) -> Values {
    let blocks = state.get("values").and_then(Json::as_object);
    blocks
        .into_iter()
        .flatten()
        .filter_map(|(block, inputs)| {
            let value = inputs.as_object()?.values().find_map(value)?;
            Some((FieldId::from(block.as_str()), value))
        })
        .collect()
}

fn value(input: &Json) -> Option<Value> {
    match input.get("type")?.as_str()? {
        "plain_text_input" | "number_input" => filled(text(input.get("value")?)?).map(Value::Words),
        "radio_buttons" | "static_select" => {
            let chosen = text(input.get("selected_option")?.get("value")?)?;
            Some(Value::Chosen(vec![chosen]))
        }
        "checkboxes" | "multi_static_select" => {
            let options = input.get("selected_options")?.as_array()?;
            let chosen = options
                .iter()
                .filter_map(|option| text(option.get("value")?));
            some(chosen.collect()).map(Value::Chosen)
        }
        "users_select" => {
            let person = text(input.get("selected_user")?)?;
            Some(Value::People(vec![PersonId::from(person)]))
        }
        "multi_users_select" => {
            let people = input.get("selected_users")?.as_array()?;
            some(people.iter().filter_map(text).map(PersonId::from).collect()).map(Value::People)
        }
        "conversations_select" => channel(input.get("selected_conversation")?),
        "channels_select" => channel(input.get("selected_channel")?),
        "datepicker" => {
            let day = text(input.get("selected_date")?)?;
            day.parse().ok().map(Value::Date)
        }
        _ => None,
    }
}

fn channel(json: &Json) -> Option<Value> {
    let id = text(json).filter(|id| is_id(id))?;
    Some(Value::Channel(ChannelId::from(id)))
}

/// A string, or a number as one.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn filled(words: String) -> Option<String> {
    (!words.is_empty()).then_some(words)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
