//! What Teams draws besides version 1.5. Each such element must have a fallback of 1.5, which is
//! what the schema then sees.

use serde_json::{Value, json};

/// Elements, and the keys that they may have.
const ELEMENTS: [(&str, &[&str]); 2] = [
    (
        "Chart.Line",
        &[
            "data",
            "yMin",
            "yMax",
            "colorSet",
            "showLegend",
            "separator",
            "spacing",
        ],
    ),
    ("ProgressBar", &["value", "max", "separator", "spacing"]),
];

/// Leaves what version 1.5 knows, and says what is wrong with the rest.
pub fn taken_out(card: &mut Value) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(own) = card.as_object_mut().and_then(|card| card.remove("msteams")) {
        teams_own(&own, &mut faults);
        mentioned(card, &own["entities"], &mut faults);
    }
    replace(card, &mut faults);
    faults
}

fn teams_own(own: &Value, faults: &mut Vec<String>) {
    for key in own.as_object().unwrap().keys() {
        if !["width", "entities"].contains(&key.as_str()) {
            faults.push(format!("msteams has {key}"));
        }
    }
    for entity in own["entities"].as_array().into_iter().flatten() {
        let (text, person) = (&entity["text"], &entity["mentioned"]);
        let name = person["name"].as_str().unwrap_or_default();
        if *text != json!(format!("<at>{name}</at>")) || name.trim().is_empty() {
            faults.push(format!("a mention is {entity}"));
        }
        if person["id"].as_str().unwrap_or_default().is_empty() || entity["type"] != "mention" {
            faults.push(format!("a mention of nobody: {entity}"));
        }
    }
}

/// Every tag has its entity, and every entity its tag.
fn mentioned(card: &Value, entities: &Value, faults: &mut Vec<String>) {
    let mut tags: Vec<String> = Vec::new();
    for (_, element) in super::elements(card) {
        let text = element["text"]
            .as_str()
            .filter(|_| element["type"] == "TextBlock");
        for tag in text.unwrap_or_default().split("<at>").skip(1) {
            let name = tag.split("</at>").next().unwrap_or_default();
            tags.push(format!("<at>{name}</at>"));
        }
    }
    let named: Vec<&str> = entities
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entity| entity["text"].as_str())
        .collect();
    for tag in &tags {
        if !named.contains(&tag.as_str()) {
            faults.push(format!("{tag} names nobody"));
        }
    }
    for name in named {
        if !tags.iter().any(|tag| tag == name) {
            faults.push(format!("{name} stands nowhere"));
        }
    }
}

fn replace(value: &mut Value, faults: &mut Vec<String>) {
    if let Some(object) = value.as_object_mut() {
        let kind = object
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if let Some((kind, keys)) = ELEMENTS.iter().find(|(name, _)| *name == kind) {
            for key in object.keys() {
                if !["type", "fallback"].contains(&key.as_str()) && !keys.contains(&key.as_str()) {
                    faults.push(format!("{kind} has {key}"));
                }
            }
            match object.remove("fallback") {
                Some(fallback) if fallback.is_object() => {
                    *value = fallback;
                    replace(value, faults);
                }
                _ => faults.push(format!("{kind} has no fallback")),
            }
            return;
        }
        let people = json!({"type": "Data.Query", "dataset": "graph.microsoft.com/users"});
        if let Some(query) = object.remove("choices.data")
            && query != people
        {
            faults.push(format!("people are sought by {query}"));
        }
        // Documented with version 1.5, and not in its schema.
        if object.get("style") == Some(&json!("filtered")) {
            object.insert("style".to_owned(), json!("compact"));
        }
        // A slip of the schema: every client reads the plural.
        if let Some(is_head) = object.remove("firstRowAsHeaders") {
            object.insert("firstRowAsHeader".to_owned(), is_head);
        }
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(|inner| replace(inner, faults)),
        Value::Array(list) => list.iter_mut().for_each(|inner| replace(inner, faults)),
        _ => {}
    }
}
