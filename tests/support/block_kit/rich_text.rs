//! Rich text: runs of words, people, channels, links and dates; nothing that notifies many.

use serde_json::{Map, Value};

use super::{Check, is_id, units};

impl Check {
    pub(super) fn rich_text(&mut self, place: &str, block: &Map<String, Value>) {
        self.keys(place, block, &["type", "elements"], &["block_id"]);
        for section in self.list(place, &block["elements"], 1, usize::MAX) {
            let Some(object) = self.object(place, section) else {
                continue;
            };
            self.keys(place, object, &["type", "elements"], &[]);
            if section["type"] != "rich_text_section" {
                self.fault(place, "holds more than sections");
            }
            let runs = self.list(place, &section["elements"], 1, usize::MAX);
            for run in runs {
                self.run(place, run);
            }
            let words = runs.iter().filter_map(|run| run["text"].as_str());
            if words.map(units).sum::<usize>() > 3_000 {
                self.fault(place, "has more than 3000 characters");
            }
        }
    }

    fn run(&mut self, place: &str, run: &Value) {
        let Some(object) = self.object(place, run) else {
            return;
        };
        let nonempty = |check: &mut Self, key: &str| {
            if run[key].as_str().is_none_or(str::is_empty) {
                check.fault(place, &format!("has a run with an empty {key}"));
            }
        };
        match run["type"].as_str().unwrap_or_default() {
            "text" => {
                self.keys(place, object, &["type", "text"], &["style"]);
                nonempty(self, "text");
            }
            "user" => {
                self.keys(place, object, &["type", "user_id"], &["style"]);
                if !is_id(run["user_id"].as_str().unwrap_or_default()) {
                    self.fault(place, "names somebody who is nobody");
                }
            }
            "channel" => {
                self.keys(place, object, &["type", "channel_id"], &["style"]);
                if !is_id(run["channel_id"].as_str().unwrap_or_default()) {
                    self.fault(place, "names a channel that is none");
                }
            }
            "link" => {
                self.keys(place, object, &["type", "url"], &["text", "style"]);
                let url = run["url"].as_str().unwrap_or_default();
                self.text_length(place, &run["url"], 1, 3_000);
                if !url.starts_with("https://") && !url.starts_with("http://") {
                    self.fault(place, "links to something that is no page");
                }
                if object.contains_key("text") {
                    nonempty(self, "text");
                }
            }
            "date" => {
                self.keys(
                    place,
                    object,
                    &["type", "timestamp", "format", "fallback"],
                    &[],
                );
                if !run["timestamp"].is_i64() {
                    self.fault(place, "has a date that is no whole number");
                }
                nonempty(self, "fallback");
            }
            other => self.fault(
                place,
                &format!("has a run of {other:?}, which could notify"),
            ),
        }
        if let Some(style) = object.get("style").and_then(Value::as_object) {
            self.keys(place, style, &[], &["bold", "italic", "strike", "code"]);
        }
    }
}
