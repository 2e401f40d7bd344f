//! Adaptive Cards' rules, read from the public schema and Microsoft's reference and not from our
//! code: what a client would leave out or Teams refuse, what somebody could not read, hear or
//! press, and what a button may carry. Characters are counted as UTF-16 units.

mod extras;
mod schema;

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use schema::Schema;

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let text = include_str!("adaptive-card.json");
    Schema(serde_json::from_str(text).unwrap())
});

/// What is wrong with a card that is sent, each fault with where it lies.
pub fn card_faults(card: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.whole(card, 25_000, 40_000);
    for (place, element) in elements(card) {
        if element["type"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("Input."))
        {
            check.fault(&place, "is an input outside of a form");
        }
    }
    check.data(card, &["act", "msteams"]);
    if card.get("actions").is_some() {
        check.fault("card", "has buttons outside of its body");
    }
    check.faults
}

/// What is wrong with a form's card.
pub fn form_faults(card: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.whole(card, 50_000, 80_000);
    check.data(card, &["about", "page", "back", "opened"]);
    let mut named = HashSet::new();
    for (place, element) in elements(card) {
        if element["type"]
            .as_str()
            .is_some_and(|kind| kind.starts_with("Input."))
        {
            check.input(&place, element);
            if !named.insert(element["id"].as_str().unwrap_or_default()) {
                check.fault(&place, "bears a name twice");
            }
        }
    }
    check.faults
}

/// Every object in a card that has a type, with where it stands; fallbacks too.
pub fn elements(card: &Value) -> Vec<(String, &Value)> {
    fn walk<'a>(place: String, value: &'a Value, found: &mut Vec<(String, &'a Value)>) {
        match value {
            Value::Object(object) => {
                if object.get("type").is_some_and(Value::is_string) {
                    found.push((place.clone(), value));
                }
                for (key, inner) in object {
                    walk(format!("{place}.{key}"), inner, found);
                }
            }
            Value::Array(list) => {
                for (index, inner) in list.iter().enumerate() {
                    walk(format!("{place}[{index}]"), inner, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk("card".to_owned(), card, &mut found);
    found
}

#[derive(Default)]
struct Check {
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place} {what}"));
    }

    fn whole(&mut self, card: &Value, sent: usize, counted: usize) {
        let json = card.to_string();
        let (size, in_utf_16) = (json.len(), units(&json) * 2);
        if size > sent {
            self.fault("card", &format!("has {size} of {sent} bytes"));
        }
        if in_utf_16 > counted {
            self.fault(
                "card",
                &format!("has {in_utf_16} of {counted} bytes in UTF-16"),
            );
        }
        if card["type"] != "AdaptiveCard" || card["version"] != "1.5" {
            self.fault("card", "is no Adaptive Card of version 1.5");
        }
        if card["body"].as_array().is_none_or(Vec::is_empty) {
            self.fault("card.body", "is empty");
        }
        let mut plain = card.clone();
        self.faults.extend(extras::taken_out(&mut plain));
        self.faults.extend(SCHEMA.faults(&plain));
        self.names(card);
        for (place, element) in elements(card) {
            match element["type"].as_str().unwrap_or_default() {
                "TextBlock" => self.text_block(&place, element),
                "RichTextBlock" => self.runs(&place, element),
                "Image" => self.filled(&place, element, "altText"),
                "ActionSet" => self.row(&place, &element["actions"]),
                kind if kind.starts_with("Action.") => self.action(&place, element),
                _ => {}
            }
        }
        if let Some(actions) = card.get("actions") {
            self.row("card", actions);
        }
    }

    /// Each id once, and what is shown and hidden is there.
    fn names(&mut self, card: &Value) {
        let all = elements(card);
        let mut ids = HashSet::new();
        for (place, element) in &all {
            // What a mention names, and a fallback, is no element beside others.
            let Some(id) = element["id"]
                .as_str()
                .filter(|_| !place.contains(".msteams"))
            else {
                continue;
            };
            if !ids.insert(id) {
                self.fault(place, &format!("uses {id} twice"));
            }
        }
        for (place, action) in &all {
            for target in action["targetElements"].as_array().into_iter().flatten() {
                if !ids.contains(target.as_str().unwrap_or_default()) {
                    self.fault(place, &format!("shows {target}, which is not there"));
                }
            }
        }
    }

    fn text_block(&mut self, place: &str, block: &Value) {
        self.filled(place, block, "text");
        if block["wrap"] != true {
            self.fault(place, "does not wrap");
        }
        let text = block["text"].as_str().unwrap_or_default();
        if text.contains('\n') {
            self.fault(place, "has a line break, which clients read differently");
        }
        self.no_function(place, text);
    }

    fn runs(&mut self, place: &str, block: &Value) {
        let runs = block["inlines"].as_array().cloned().unwrap_or_default();
        if runs.is_empty() {
            self.fault(place, "has no words");
        }
        let words: String = runs.iter().filter_map(|run| run["text"].as_str()).collect();
        if words.trim().is_empty() {
            self.fault(place, "is blank");
        }
        if words.contains('\n') {
            self.fault(place, "has a line break, which clients read differently");
        }
        for run in &runs {
            self.no_function(place, run["text"].as_str().unwrap_or_default());
        }
    }

    fn no_function(&mut self, place: &str, text: &str) {
        if text.contains("{{") {
            self.fault(place, "could hold a function of the card's");
        }
    }

    fn filled(&mut self, place: &str, element: &Value, key: &str) {
        if element[key]
            .as_str()
            .is_none_or(|words| words.trim().is_empty())
        {
            self.fault(place, &format!("has no {key}"));
        }
    }

    fn row(&mut self, place: &str, actions: &Value) {
        let count = actions.as_array().map_or(0, Vec::len);
        if !(1..=6).contains(&count) {
            self.fault(place, &format!("has {count} of 1 to 6 buttons"));
        }
    }

    /// A button says what it does, and only what sends a form asks for the inputs.
    fn action(&mut self, place: &str, action: &Value) {
        let is_unseen = place.contains(".refresh") || action["type"] == "Action.OpenUrl";
        if !is_unseen {
            self.filled(place, action, "title");
            let length = units(action["title"].as_str().unwrap_or_default());
            if length > 75 {
                self.fault(place, "has a label of more than 75 characters");
            }
        }
        if action["type"] == "Action.OpenUrl" {
            let url = action["url"].as_str().unwrap_or_default();
            if !url.starts_with("https://") && !url.starts_with("http://") {
                self.fault(place, "leads to something that is no page");
            }
        }
        let sends = action["data"].get("about").is_some();
        let carries = action.get("data").is_some();
        if carries && !sends && action["associatedInputs"] != "none" {
            self.fault(place, "asks for inputs that are none of its business");
        }
        if sends && action.get("associatedInputs").is_some() {
            self.fault(place, "sends no inputs");
        }
    }

    /// What a button carries: these keys and no others, a token short enough.
    fn data(&mut self, card: &Value, allowed: &[&str]) {
        for (place, action) in elements(card) {
            let Some(data) = action
                .get("data")
                .filter(|_| action["type"] != "Chart.Line")
            else {
                continue;
            };
            let empty = Map::new();
            for (key, value) in data.as_object().unwrap_or(&empty) {
                if !allowed.contains(&key.as_str()) {
                    self.fault(&place, &format!("carries {key}"));
                }
                if key == "msteams" && *value != serde_json::json!({"type": "task/fetch"}) {
                    self.fault(&place, "carries a strange msteams");
                }
            }
            let token = data.get("act").or_else(|| data.get("about"));
            let length = token.and_then(Value::as_str).map_or(0, units);
            if !(1..=2_000).contains(&length) {
                self.fault(&place, "carries no token");
            }
        }
    }

    fn input(&mut self, place: &str, input: &Value) {
        self.filled(place, input, "id");
        self.filled(place, input, "label");
        if input["isRequired"] == true {
            self.filled(place, input, "errorMessage");
        }
        let id = input["id"].as_str().unwrap_or_default();
        if !id.contains(':') {
            self.fault(place, "bears a name that could be a key of the form's own");
        }
        let values: Vec<&str> = input["choices"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|choice| choice["value"].as_str())
            .collect();
        if values
            .iter()
            .any(|value| value.is_empty() || value.contains(','))
        {
            self.fault(place, "has a choice that could not come back");
        }
        if values.iter().collect::<HashSet<_>>().len() != values.len() {
            self.fault(place, "has two choices with one name");
        }
        let initial = input["value"]
            .as_str()
            .filter(|_| input["type"] == "Input.ChoiceSet");
        for chosen in initial.into_iter().flat_map(|value| value.split(',')) {
            if !values.contains(&chosen) {
                self.fault(place, &format!("begins with {chosen}, which is no choice"));
            }
        }
        if input["type"] == "Input.Text" {
            let typed = units(input["value"].as_str().unwrap_or_default());
            let most = input["maxLength"].as_u64().unwrap_or_default();
            if typed as u64 > most || most == 0 {
                self.fault(place, "begins with more than fits");
            }
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
