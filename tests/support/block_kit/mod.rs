//! Block Kit's rules, read from Slack's reference and not from our code: what Slack would refuse
//! in a message or modal, and what could notify somebody unasked. Characters are counted as
//! UTF-16 units.

mod inputs;
mod rich_text;

use std::collections::HashSet;

use serde_json::{Map, Value};

/// What is wrong with a message (`text` and `blocks`), each fault with where it lies.
pub fn message_faults(message: &Value) -> Vec<String> {
    let mut check = Check::default();
    check.text_length("text", &message["text"], 1, 4_000);
    check.markup("text", message["text"].as_str().unwrap_or_default());
    check.blocks(&message["blocks"], 50, Surface::Message);
    let mut all = message["blocks"].as_array().cloned().unwrap_or_default();
    if let Some(attachments) = message.get("attachments") {
        for attachment in check.list("attachments", attachments, 0, 1) {
            let Some(object) = check.object("attachment", attachment) else {
                continue;
            };
            check.keys("attachment", object, &["color", "fallback", "blocks"], &[]);
            check.text_length("attachment.fallback", &attachment["fallback"], 1, 4_000);
            check.blocks(&attachment["blocks"], 50, Surface::Message);
            all.extend(attachment["blocks"].as_array().cloned().unwrap_or_default());
        }
    }
    if all.len() > 50 {
        check.fault("blocks", "are more than 50 together");
    }
    let actions = all.iter().filter(|block| block["type"] == "actions");
    let pressed = actions.flat_map(|row| row["elements"].as_array().into_iter().flatten());
    check.unique("blocks", pressed.map(|button| &button["action_id"]));
    let json = Value::from(all).to_string();
    if units(&json) > 13_000 {
        check.fault("blocks", "are too long together: msg_blocks_too_long");
    }
    check.faults
}

/// What is wrong with a home page.
pub fn home_faults(view: &Value) -> Vec<String> {
    let mut check = Check::default();
    let Some(object) = check.object("view", view) else {
        return check.faults;
    };
    let may = ["private_metadata", "callback_id", "external_id"];
    check.keys("view", object, &["type", "blocks"], &may);
    if view["type"] != "home" {
        check.fault("view.type", "is not home");
    }
    check.blocks(&view["blocks"], 100, Surface::Message);
    if units(&view["blocks"].to_string()) > 250_000 {
        check.fault("view.blocks", "are too long together");
    }
    check.faults
}

/// What is wrong with a modal.
pub fn view_faults(view: &Value) -> Vec<String> {
    let mut check = Check::default();
    let Some(object) = check.object("view", view) else {
        return check.faults;
    };
    check.keys(
        "view",
        object,
        &["type", "title", "blocks"],
        &[
            "close",
            "submit",
            "private_metadata",
            "callback_id",
            "clear_on_close",
            "notify_on_close",
            "external_id",
        ],
    );
    if view["type"] != "modal" {
        check.fault("view.type", "is not modal");
    }
    for label in ["title", "submit", "close"] {
        if let Some(text) = object.get(label) {
            check.plain(&format!("view.{label}"), text, 24);
        }
    }
    for (key, most) in [
        ("private_metadata", 3_000),
        ("callback_id", 255),
        ("external_id", 255),
    ] {
        if let Some(text) = object.get(key) {
            check.text_length(&format!("view.{key}"), text, 0, most);
        }
    }
    check.blocks(&view["blocks"], 100, Surface::Modal);
    let asks = view["blocks"]
        .as_array()
        .is_some_and(|blocks| blocks.iter().any(|block| block["type"] == "input"));
    if asks && !object.contains_key("submit") {
        check.fault("view", "has inputs and no submit");
    }
    if view["blocks"].as_array().is_some_and(Vec::is_empty) {
        check.fault("view.blocks", "is empty");
    }
    check.faults
}

#[derive(Clone, Copy, PartialEq)]
enum Surface {
    Message,
    Modal,
}

#[derive(Default)]
struct Check {
    faults: Vec<String>,
}

impl Check {
    fn fault(&mut self, place: &str, what: &str) {
        self.faults.push(format!("{place} {what}"));
    }

    fn object<'a>(&mut self, place: &str, value: &'a Value) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.fault(place, "is no object");
        }
        object
    }

    fn list<'a>(
        &mut self,
        place: &str,
        value: &'a Value,
        least: usize,
        most: usize,
    ) -> &'a [Value] {
        let Some(list) = value.as_array() else {
            self.fault(place, "is no list");
            return &[];
        };
        if !(least..=most).contains(&list.len()) {
            self.fault(place, &format!("holds {} of {least} to {most}", list.len()));
        }
        list
    }

    fn keys(&mut self, place: &str, object: &Map<String, Value>, must: &[&str], may: &[&str]) {
        for key in must {
            if !object.contains_key(*key) {
                self.fault(place, &format!("lacks {key}"));
            }
        }
        for (key, value) in object {
            if !must.contains(&key.as_str()) && !may.contains(&key.as_str()) {
                self.fault(place, &format!("has the unknown key {key}"));
            }
            if value.is_null() {
                self.fault(place, &format!("says null for {key}"));
            }
        }
    }

    fn text_length(&mut self, place: &str, value: &Value, least: usize, most: usize) {
        let Some(text) = value.as_str() else {
            return self.fault(place, "is no text");
        };
        if !(least..=most).contains(&units(text)) {
            self.fault(
                place,
                &format!("has {} of {least} to {most} characters", units(text)),
            );
        }
        if least > 0 && text.trim().is_empty() {
            self.fault(place, "is blank");
        }
    }

    fn flag(&mut self, place: &str, object: &Map<String, Value>, key: &str) {
        if object.get(key).is_some_and(|value| !value.is_boolean()) {
            self.fault(
                place,
                &format!("has a {key} that is neither true nor false"),
            );
        }
    }

    /// Ids that must be unique among their like.
    fn unique<'a>(&mut self, place: &str, ids: impl Iterator<Item = &'a Value>) {
        let mut seen = HashSet::new();
        for id in ids.filter_map(Value::as_str) {
            if !seen.insert(id) {
                self.fault(place, &format!("uses {id} twice"));
            }
        }
    }

    fn plain(&mut self, place: &str, text: &Value, most: usize) {
        let Some(object) = self.object(place, text) else {
            return;
        };
        self.keys(place, object, &["type", "text"], &["emoji"]);
        self.flag(place, object, "emoji");
        if text["type"] != "plain_text" {
            self.fault(place, "is not plain_text");
        }
        self.text_length(place, &text["text"], 1, most);
    }

    fn any_text(&mut self, place: &str, text: &Value, most: usize) {
        if text["type"] == "plain_text" {
            return self.plain(place, text, most);
        }
        let Some(object) = self.object(place, text) else {
            return;
        };
        self.keys(place, object, &["type", "text"], &["verbatim"]);
        self.flag(place, object, "verbatim");
        if text["type"] != "mrkdwn" {
            self.fault(place, "is neither plain_text nor mrkdwn");
        }
        self.text_length(place, &text["text"], 1, most);
        self.markup(place, text["text"].as_str().unwrap_or_default());
        if text["verbatim"] != true {
            self.fault(place, "lets Slack look for links and names in it");
        }
    }

    /// Each `<…>` must be one of ours, and every other `<` and `&` escaped.
    fn markup(&mut self, place: &str, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            let Some((inside, after)) = rest[at + 1..].split_once('>') else {
                return self.fault(place, "has a < that is not escaped");
            };
            if !is_our_markup(inside) {
                self.fault(place, &format!("has the markup <{inside}>"));
            }
            rest = after;
        }
        for after in text.split('&').skip(1) {
            if !["amp;", "lt;", "gt;"]
                .iter()
                .any(|name| after.starts_with(name))
            {
                self.fault(place, "has an & that is not escaped");
            }
        }
    }

    fn blocks(&mut self, blocks: &Value, most: usize, surface: Surface) {
        let blocks = self.list("blocks", blocks, 0, most);
        self.unique("blocks", blocks.iter().map(|block| &block["block_id"]));
        for (index, block) in blocks.iter().enumerate() {
            self.block(&format!("blocks[{index}]"), block, surface);
        }
    }

    fn block(&mut self, place: &str, block: &Value, surface: Surface) {
        let Some(object) = self.object(place, block) else {
            return;
        };
        if let Some(id) = object.get("block_id") {
            self.text_length(&format!("{place}.block_id"), id, 1, 255);
        }
        match block["type"].as_str().unwrap_or_default() {
            "divider" => self.keys(place, object, &["type"], &["block_id"]),
            "header" => {
                self.keys(place, object, &["type", "text"], &["block_id", "level"]);
                self.plain(&format!("{place}.text"), &block["text"], 150);
            }
            "section" => self.section(place, object),
            "context" => {
                self.keys(place, object, &["type", "elements"], &["block_id"]);
                for element in self.list(place, &block["elements"], 1, 10) {
                    if element["type"] == "image" {
                        self.image(place, element);
                    } else {
                        self.any_text(place, element, 3_000);
                    }
                }
            }
            "image" if object.contains_key("slack_file") => {
                self.keys(
                    place,
                    object,
                    &["type", "slack_file", "alt_text"],
                    &["block_id"],
                );
                self.text_length(place, &block["alt_text"], 1, 2_000);
                self.text_length(place, &block["slack_file"]["id"], 1, 255);
            }
            "image" => self.image(place, block),
            "actions" => {
                self.keys(place, object, &["type", "elements"], &["block_id"]);
                let elements = self.list(place, &block["elements"], 1, 25);
                self.unique(place, elements.iter().map(|element| &element["action_id"]));
                for element in elements {
                    self.button(place, element);
                }
            }
            "rich_text" => self.rich_text(place, object),
            "input" if surface == Surface::Modal => self.input(place, object),
            other => self.fault(place, &format!("is a {other:?}, which we do not send here")),
        }
    }

    fn section(&mut self, place: &str, section: &Map<String, Value>) {
        self.keys(
            place,
            section,
            &["type"],
            &["block_id", "text", "fields", "accessory", "expand"],
        );
        if !section.contains_key("text") && !section.contains_key("fields") {
            self.fault(place, "has neither text nor fields");
        }
        if let Some(text) = section.get("text") {
            self.any_text(&format!("{place}.text"), text, 3_000);
        }
        if let Some(fields) = section.get("fields") {
            for field in self.list(place, fields, 1, 10) {
                self.any_text(&format!("{place}.fields"), field, 2_000);
            }
        }
    }

    fn image(&mut self, place: &str, image: &Value) {
        self.text_length(&format!("{place}.alt_text"), &image["alt_text"], 1, 2_000);
        self.text_length(&format!("{place}.image_url"), &image["image_url"], 1, 3_000);
    }

    fn button(&mut self, place: &str, button: &Value) {
        let Some(object) = self.object(place, button) else {
            return;
        };
        self.keys(
            place,
            object,
            &["type", "text", "action_id", "value"],
            &["style", "accessibility_label", "confirm"],
        );
        if button["type"] != "button" {
            self.fault(place, "holds something that is no button");
        }
        self.plain(&format!("{place}.text"), &button["text"], 75);
        self.text_length(&format!("{place}.value"), &button["value"], 1, 2_000);
        self.text_length(&format!("{place}.action_id"), &button["action_id"], 1, 255);
        if let Some(confirm) = object.get("confirm") {
            self.confirm(&format!("{place}.confirm"), confirm);
        }
        if let Some(label) = object.get("accessibility_label") {
            self.text_length(&format!("{place}.accessibility_label"), label, 1, 75);
        }
        if object
            .get("style")
            .is_some_and(|style| style != "primary" && style != "danger")
        {
            self.fault(place, "has an unknown style");
        }
    }

    fn confirm(&mut self, place: &str, confirm: &Value) {
        let Some(object) = self.object(place, confirm) else {
            return;
        };
        let must = ["title", "text", "confirm", "deny"];
        self.keys(place, object, &must, &["style"]);
        for (key, most) in must.into_iter().zip([100, 300, 30, 30]) {
            self.plain(&format!("{place}.{key}"), &confirm[key], most);
        }
        let style = object.get("style");
        if style.is_some_and(|style| style != "primary" && style != "danger") {
            self.fault(place, "has an unknown style");
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// A person, a channel, a link or a date; never a group, never all.
fn is_our_markup(inside: &str) -> bool {
    if let Some(id) = inside
        .strip_prefix('@')
        .or_else(|| inside.strip_prefix('#'))
    {
        return is_id(id);
    }
    if let Some(date) = inside.strip_prefix("!date^") {
        let parts: Vec<&str> = date.splitn(2, '|').collect();
        let seconds = date.split('^').next().unwrap_or_default();
        return seconds.parse::<i64>().is_ok() && parts.len() == 2 && !parts[1].is_empty();
    }
    let (url, label) = inside.split_once('|').unwrap_or_default();
    !label.is_empty() && (url.starts_with("https://") || url.starts_with("http://"))
}
