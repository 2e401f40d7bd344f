//! Inputs of a modal.

use serde_json::{Map, Value};

use super::{Check, is_id};

impl Check {
    pub(super) fn input(&mut self, place: &str, input: &Map<String, Value>) {
        self.keys(
            place,
            input,
            &["type", "block_id", "label", "element"],
            &["hint", "optional", "dispatch_action"],
        );
        self.plain(&format!("{place}.label"), &input["label"], 2_000);
        if let Some(hint) = input.get("hint") {
            self.plain(&format!("{place}.hint"), hint, 2_000);
        }
        self.element(&format!("{place}.element"), &input["element"]);
    }

    fn element(&mut self, place: &str, element: &Value) {
        let Some(object) = self.object(place, element) else {
            return;
        };
        self.text_length(&format!("{place}.action_id"), &element["action_id"], 1, 255);
        let must = ["type", "action_id"];
        match element["type"].as_str().unwrap_or_default() {
            "plain_text_input" => {
                self.keys(
                    place,
                    object,
                    &must,
                    &[
                        "multiline",
                        "max_length",
                        "min_length",
                        "initial_value",
                        "placeholder",
                    ],
                );
                let max = element["max_length"].as_u64().unwrap_or(3_000);
                if !(1..=3_000).contains(&max) {
                    self.fault(place, "has an odd max_length");
                }
                if let Some(initial) = object.get("initial_value") {
                    let most = usize::try_from(max).unwrap_or_default();
                    self.text_length(place, initial, 0, most);
                }
                if let Some(placeholder) = object.get("placeholder") {
                    self.plain(&format!("{place}.placeholder"), placeholder, 150);
                }
            }
            "number_input" => {
                self.keys(
                    place,
                    object,
                    &["type", "action_id", "is_decimal_allowed"],
                    &["min_value", "max_value", "initial_value", "placeholder"],
                );
                let bound = |key: &str| element[key].as_str().and_then(|n| n.parse::<i64>().ok());
                if bound("min_value") > bound("max_value") {
                    self.fault(place, "has a least above its most");
                }
            }
            "radio_buttons" => {
                self.keys(
                    place,
                    object,
                    &["type", "action_id", "options"],
                    &["initial_option"],
                );
                self.options(place, element, 10);
            }
            "checkboxes" => {
                self.keys(
                    place,
                    object,
                    &["type", "action_id", "options"],
                    &["initial_options"],
                );
                self.options(place, element, 10);
            }
            "static_select" | "multi_static_select" => {
                self.keys(
                    place,
                    object,
                    &["type", "action_id", "options"],
                    &["initial_option", "initial_options", "placeholder"],
                );
                self.options(place, element, 100);
            }
            "multi_users_select" => {
                let may = ["initial_users", "max_selected_items", "placeholder"];
                self.keys(place, object, &must, &may);
                let most = element["max_selected_items"].as_u64().unwrap_or(1);
                if most == 0 {
                    self.fault(place, "lets nobody be chosen");
                }
                if let Some(initial) = object.get("initial_users") {
                    let most = usize::try_from(most).unwrap_or_default();
                    let named = self.list(place, initial, 1, most);
                    self.unique(place, named.iter());
                    if !named
                        .iter()
                        .all(|id| is_id(id.as_str().unwrap_or_default()))
                    {
                        self.fault(place, "begins with a person that is none");
                    }
                }
            }
            "conversations_select" => {
                self.keys(
                    place,
                    object,
                    &must,
                    &["filter", "initial_conversation", "placeholder"],
                );
                if let Some(initial) = object.get("initial_conversation")
                    && !is_id(initial.as_str().unwrap_or_default())
                {
                    self.fault(place, "begins with a conversation that is none");
                }
                self.filter(place, &element["filter"]);
            }
            "datepicker" => {
                self.keys(place, object, &must, &["initial_date", "placeholder"]);
                if let Some(initial) = object.get("initial_date")
                    && !is_day(initial.as_str().unwrap_or_default())
                {
                    self.fault(place, "begins with a day that is no YYYY-MM-DD");
                }
            }
            other => self.fault(place, &format!("is a {other:?}, which we do not send")),
        }
    }

    fn options(&mut self, place: &str, element: &Value, most: usize) {
        let options = self.list(place, &element["options"], 1, most);
        self.unique(place, options.iter().map(|option| &option["value"]));
        for option in options {
            let Some(object) = self.object(place, option) else {
                continue;
            };
            self.keys(place, object, &["text", "value"], &["description"]);
            self.plain(&format!("{place}.options.text"), &option["text"], 75);
            self.text_length(&format!("{place}.options.value"), &option["value"], 1, 150);
            if let Some(description) = object.get("description") {
                self.plain(&format!("{place}.options.description"), description, 75);
            }
        }
        let one = element.get("initial_option").into_iter();
        let several = element
            .get("initial_options")
            .map(|several| self.list(place, several, 1, options.len()));
        for initial in one.chain(several.into_iter().flatten()) {
            if !options.contains(initial) {
                self.fault(place, "begins with an option that it does not have");
            }
        }
    }

    /// At least one kind of conversation must be let through.
    fn filter(&mut self, place: &str, filter: &Value) {
        let Some(object) = self.object(place, filter) else {
            return;
        };
        let keys = [
            "include",
            "exclude_bot_users",
            "exclude_external_shared_channels",
        ];
        self.keys(place, object, &[], &keys);
        for kind in self.list(place, &filter["include"], 1, 4) {
            let known = ["im", "mpim", "private", "public"];
            if !known.contains(&kind.as_str().unwrap_or_default()) {
                self.fault(place, "lets through what is no kind of conversation");
            }
        }
    }
}

/// Whether it is a day as Slack writes it: `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let has_dashes = text.len() == 10 && &text[4..5] == "-" && &text[7..8] == "-";
    has_dashes && text.parse::<jiff::civil::Date>().is_ok()
}
