//! Buttons, forms, and shortcuts on messages.

use serde::Deserialize;
use serde_json::Value;

use super::{Happened, Read, Way, Why, actor};
use crate::chat::{Input, Place, Quote};
use crate::platform::lenient::{drawn_name, text};
use crate::platform::slack::blocks::{TURN_BACK, plain_with_addresses, read_metadata, values};
use crate::platform::slack::installation::Installation;
use crate::platform::slack::origin::Origin;

/// All that is read of a payload; what is missing is null. The rest is passed by: most of a press
/// is the message that it stood in, which we wrote ourselves.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::platform::slack) struct Payload {
    #[serde(rename = "type")]
    kind: Value,
    team: Value,
    enterprise: Value,
    user: Value,
    channel: Value,
    container: Value,
    view: Value,
    actions: Value,
    callback_id: Value,
    message: Value,
    trigger_id: Value,
    response_url: Value,
}

/// Reads the payload of an interaction.
pub(super) fn read(payload: &Payload, installation: &Installation) -> Read {
    let names = [
        text(&payload.view, &["app_installed_team_id"]),
        text(&payload.team, &["id"]),
        text(&payload.enterprise, &["id"]),
    ];
    if !installation.is_among(&names) {
        return Read::Nothing(Why::NotOurs);
    }
    happened(payload)
}

/// Reads what happened, for whomever it is.
pub(super) fn happened(payload: &Payload) -> Read {
    match payload.kind.as_str() {
        Some("block_actions") => pressed(payload),
        Some("view_submission") => sent(payload),
        Some("message_action") => quoted(payload),
        Some("block_suggestion") => Read::Options,
        _ => Read::Nothing(Why::Unknown),
    }
}

fn pressed(payload: &Payload) -> Read {
    let action = payload.actions.get(0);
    let (Some(person), Some(action)) = (text(&payload.user, &["id"]), action) else {
        return Read::Nothing(Why::Unreadable);
    };
    if text(action, &["action_id"]) == Some(TURN_BACK) {
        return turned_back(payload, person, action);
    }
    // A link button, or an input that tells of each change, carries nothing of ours.
    let Some(token) = text(action, &["value"]) else {
        return Read::Nothing(Why::Unknown);
    };
    let channel = text(&payload.channel, &["id"]);
    let message = text(&payload.container, &["message_ts"]);
    let trigger = payload.trigger_id.as_str();
    let origin = Origin {
        channel: channel
            .filter(|channel| !channel.starts_with('D'))
            .map(str::to_owned),
        response_url: payload.response_url.as_str().map(str::to_owned),
        message: message.map(str::to_owned),
    };
    let id = drawn_name(
        "press",
        &[
            Some(person),
            text(action, &["action_ts"]).or(trigger),
            text(action, &["block_id"]),
            text(action, &["action_id"]),
            Some(token),
            message,
        ],
    );
    Read::Happened(Box::new(Happened {
        id,
        actor: actor(person),
        input: Input::Pressed {
            act: token.into(),
            place: match text(&payload.view, &["type"]) {
                Some("home") => Place::Home(person.into()),
                _ => origin.place(person),
            },
        },
        reply: origin.reply(person),
        way: Way::Press {
            trigger: trigger.map(str::to_owned),
            origin,
        },
    }))
}

/// The way back in a form of several pages.
fn turned_back(payload: &Payload, person: &str, action: &Value) -> Read {
    let view = &payload.view;
    let metadata = text(view, &["private_metadata"]).and_then(read_metadata);
    let (Some(metadata), Some(id)) = (metadata, text(view, &["id"])) else {
        return Read::Nothing(Why::Unknown);
    };
    let origin = Origin::read(&metadata.rest);
    let hash = text(view, &["hash"]);
    let pressed = text(action, &["action_ts"]).or(payload.trigger_id.as_str());
    Read::Happened(Box::new(Happened {
        id: drawn_name("back", &[Some(person), Some(id), hash, pressed]),
        actor: actor(person),
        input: Input::TurnedBack {
            about: metadata.about,
            page: metadata.page,
            values: values(view.get("state").unwrap_or(&Value::Null)),
        },
        reply: origin.reply(person),
        way: Way::TurnedBack {
            view: id.to_owned(),
            hash: hash.map(str::to_owned),
            origin,
        },
    }))
}

/// The shortcuts that the manifest puts on messages. Each is the coach's token without what
/// begins all of them.
const SHORTCUTS: [&str; 2] = ["win-new", "news-new"];

/// A shortcut on somebody's message. Its words come from whoever wrote it: they are unescaped, and
/// nothing else is made of them.
fn quoted(payload: &Payload) -> Read {
    let shortcut = payload.callback_id.as_str();
    let Some(shortcut) = shortcut.filter(|name| SHORTCUTS.contains(name)) else {
        return Read::Nothing(Why::Unknown);
    };
    let person = text(&payload.user, &["id"]);
    let channel = text(&payload.channel, &["id"]);
    let (Some(person), Some(channel)) = (person, channel) else {
        return Read::Nothing(Why::Unreadable);
    };
    let trigger = payload.trigger_id.as_str();
    let message = text(&payload.message, &["ts"]);
    let origin = Origin {
        channel: Some(channel.to_owned()).filter(|channel| !channel.starts_with('D')),
        response_url: payload.response_url.as_str().map(str::to_owned),
        // The address may not replace what somebody else has written.
        message: None,
    };
    let author = text(&payload.message, &["user"]);
    let is_an_apps = !payload.message["bot_id"].is_null();
    let parts = [
        Some(person),
        Some(shortcut),
        Some(channel),
        message,
        trigger,
    ];
    Read::Happened(Box::new(Happened {
        id: drawn_name("shortcut", &parts),
        actor: actor(person),
        input: Input::Shortcut {
            act: format!("1:{shortcut}").into(),
            place: origin.place(person),
            quote: Quote {
                author: author.filter(|_| !is_an_apps).map(Into::into),
                text: plain_with_addresses(text(&payload.message, &["text"]).unwrap_or_default()),
            },
        },
        reply: origin.reply(person),
        way: Way::Press {
            trigger: trigger.map(str::to_owned),
            origin,
        },
    }))
}

fn sent(payload: &Payload) -> Read {
    let view = Some(&payload.view).filter(|view| !view.is_null());
    let (Some(person), Some(view)) = (text(&payload.user, &["id"]), view) else {
        return Read::Nothing(Why::Unreadable);
    };
    let metadata = text(view, &["private_metadata"]).and_then(read_metadata);
    let Some(metadata) = metadata else {
        return Read::Nothing(Why::Unknown);
    };
    let origin = Origin::read(&metadata.rest);
    let state = view.get("state").unwrap_or(&Value::Null);
    let inputs = state.get("values").and_then(Value::as_object);
    Read::Happened(Box::new(Happened {
        // A form that came back with errors is sent again under the same view, but what came
        // back with errors was not kept, and so left no mark.
        id: drawn_name(
            "form",
            &[Some(person), text(view, &["id"]), text(view, &["hash"])],
        ),
        actor: actor(person),
        input: Input::Filled {
            about: metadata.about,
            page: metadata.page,
            values: values(state),
        },
        reply: origin.reply(person),
        way: Way::Form {
            inputs: inputs
                .map(|inputs| inputs.keys().cloned().collect())
                .unwrap_or_default(),
            origin,
        },
    }))
}
