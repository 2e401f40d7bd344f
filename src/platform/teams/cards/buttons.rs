//! Buttons, in rows that Teams shows whole. Nothing in a button asks for the inputs beside it: only
//! what sends a form does.

use serde_json::{Value, json};

use super::piece::Piece;
use super::text::{Look, words_line};
use super::values::is_id;
use super::{PRESS, REFRESH, limits};
use crate::chat::{ActToken, Button, Confirm, Emphasis, Opens};
use crate::platform::cutting::{MORE, cut, length};
use crate::platform::tidying::{comes_back, is_blank, one_line};

/// The buttons in their order; `before` is how many stand above them in the card, so that what is
/// asked once more has a name of its own there. Short ones stand in rows, and where one is long,
/// each has a line of its own in which it is read whole.
pub(super) fn rows(buttons: &[Button], before: usize) -> Vec<Piece> {
    let drawn: Vec<Drawn> = buttons
        .iter()
        .enumerate()
        .filter_map(|(place, button)| Drawn::of(button, before + place))
        .collect();
    let long = drawn
        .iter()
        .any(|button| length(&button.label) > limits::SHORT_LABEL);
    if long {
        let alone =
            |button: Drawn| with_asked(button.line(), button.once_more.into_iter().collect());
        return drawn.into_iter().map(alone).collect();
    }
    let row = |row: &[Drawn]| {
        let actions: Vec<&Value> = row.iter().map(|button| &button.action).collect();
        let asked = row.iter().filter_map(|button| button.once_more.clone());
        with_asked(
            json!({"type": "ActionSet", "actions": actions}),
            asked.collect(),
        )
    };
    drawn.chunks(limits::ROW).map(row).collect()
}

/// Buttons and what is asked once more about them, which are one piece: neither stands without the
/// other.
fn with_asked(buttons: Value, asked: Vec<Value>) -> Piece {
    if asked.is_empty() {
        return Piece::acting(buttons);
    }
    let items: Vec<Value> = std::iter::once(buttons).chain(asked).collect();
    Piece::acting(json!({"type": "Container", "items": items}))
}

/// What the button that opens each their own view does, asked for by these people's own clients
/// without a press.
pub(super) fn refresh(button: &Button, people: &[String]) -> Option<Value> {
    let people: Vec<&String> = people
        .iter()
        .filter(|id| is_id(id))
        .take(limits::REFRESHED)
        .collect();
    if people.is_empty() || !comes_back(button.act.as_str(), limits::TOKEN) {
        return None;
    }
    let data = json!({"act": button.act.as_str()});
    let action = json!({"type": "Action.Execute", "verb": REFRESH, "data": data, "associatedInputs": "none"});
    Some(json!({"action": action, "userIds": people}))
}

/// A button, ready to be placed.
struct Drawn {
    label: String,
    emphasis: Emphasis,
    action: Value,
    once_more: Option<Value>,
}

impl Drawn {
    /// `None` for one whose token could not come back: it would do nothing. The coach's own are
    /// far below the limit.
    fn of(button: &Button, place: usize) -> Option<Self> {
        if !comes_back(button.act.as_str(), limits::TOKEN) {
            return None;
        }
        let described = button.description.as_deref().map(one_line);
        let described = described.filter(|words| !is_blank(words));
        let label = Some(one_line(&button.label))
            .filter(|words| !is_blank(words))
            .or_else(|| described.clone())
            .unwrap_or_else(|| MORE.to_owned());
        let label = cut(&label, limits::LABEL);
        let described = described.map(|words| cut(&words, limits::LABEL));
        let press = press(&button.act, button.opens);
        let (mut action, once_more) = match &button.confirm {
            None => (press, None),
            Some(confirm) => {
                let id = format!("once-more-{place}");
                (
                    toggle(&id),
                    Some(ask_once_more(&id, confirm, press, button.emphasis)),
                )
            }
        };
        dress(&mut action, &label, button.emphasis);
        if let Some(words) = described {
            action["tooltip"] = json!(words);
        }
        Some(Self {
            label,
            emphasis: button.emphasis,
            action,
            once_more,
        })
    }

    /// A line of its own that can be pressed.
    fn line(&self) -> Value {
        let style = match self.emphasis {
            Emphasis::Usual => "emphasis",
            Emphasis::Primary => "accent",
            Emphasis::Danger => "attention",
        };
        let words = words_line(&self.label, limits::LABEL, Look::Usual);
        let mut action = self.action.clone();
        if let Some(object) = action.as_object_mut() {
            object.remove("style");
        }
        json!({
            "type": "Container", "style": style, "selectAction": action,
            "items": words.into_iter().collect::<Vec<_>>(),
        })
    }
}

/// What a press does: `Action.Execute`, which can be answered at once, and for clients that have
/// none, `Action.Submit`. A dialogue is fetched by the latter alone.
fn press(act: &ActToken, opens: Opens) -> Value {
    let mut data = json!({"act": act.as_str()});
    match opens {
        Opens::Nothing => {}
        Opens::Form | Opens::OwnView => {
            data["msteams"] = json!({"type": "task/fetch"});
            return json!({"type": "Action.Submit", "data": data, "associatedInputs": "none"});
        }
    }
    json!({
        "type": "Action.Execute", "verb": PRESS, "data": data, "associatedInputs": "none",
        "fallback": {"type": "Action.Submit", "data": data, "associatedInputs": "none"},
    })
}

/// Gives an action, and what stands for it, a label and how much it asks to be pressed.
fn dress(action: &mut Value, label: &str, emphasis: Emphasis) {
    let style = match emphasis {
        Emphasis::Usual => None,
        Emphasis::Primary => Some("positive"),
        Emphasis::Danger => Some("destructive"),
    };
    action["title"] = json!(label);
    if let Some(style) = style {
        action["style"] = json!(style);
    }
    if let Some(fallback) = action.get_mut("fallback") {
        fallback["title"] = json!(label);
    }
}

fn toggle(id: &str) -> Value {
    json!({"type": "Action.ToggleVisibility", "targetElements": [id]})
}

/// Adaptive Cards have no dialogue before a press counts, so one is shown below the button.
fn ask_once_more(id: &str, confirm: &Confirm, press: Value, emphasis: Emphasis) -> Value {
    let (title, text, label) = limits::CONFIRM;
    let labelled = |words: &str| {
        let words = one_line(words);
        if is_blank(&words) {
            MORE.to_owned()
        } else {
            cut(&words, label)
        }
    };
    let mut yes = press;
    dress(&mut yes, &labelled(&confirm.yes), emphasis);
    let mut no = toggle(id);
    dress(&mut no, &labelled(&confirm.no), Emphasis::Usual);
    let mut items: Vec<Value> = Vec::new();
    if let Some(mut words) = words_line(&confirm.title, title, Look::Usual) {
        words["inlines"][0]["weight"] = json!("Bolder");
        items.push(words);
    }
    items.extend(words_line(&confirm.text, text, Look::Usual));
    items.push(json!({"type": "ActionSet", "actions": [yes, no]}));
    json!({"type": "Container", "id": id, "isVisible": false, "style": "emphasis", "items": items})
}
