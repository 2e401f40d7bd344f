//! What people press and fill in: requests that are answered in the response itself, within
//! seconds.

use serde_json::Value;

use super::words::of_body;
use super::{Context, Happened, Learns, Read, Way, Why, name_of, name_of_sent, reply_to_press};
use crate::chat::{ActToken, Actor, Input, Quote, Reply, Thumb};
use crate::platform::lenient::text;
use crate::platform::teams::cards;
use crate::platform::teams::inbound::context::{Doer, person_id};

/// What the manifest puts on messages. Each is the coach's token without what begins all of them.
const SHORTCUTS: [&str; 2] = ["win-new", "news-new"];

/// Reads an invoke.
pub(super) fn read(activity: &Value, context: &Context) -> Read {
    let Some(name) = text(activity, &["name"]) else {
        return Read::Nothing(Why::Unknown);
    };
    let Some(doer) = &context.doer else {
        return Read::Nothing(Why::Bot);
    };
    let invoke = Invoke {
        activity,
        context,
        doer,
        value: activity.get("value").unwrap_or(&Value::Null),
    };
    match name {
        "adaptiveCard/action" => invoke.card(),
        "task/fetch" => invoke.asked_for_window(),
        "task/submit" | "composeExtension/submitAction" => invoke.sent(),
        "composeExtension/fetchTask" => invoke.shortcut(),
        "message/submitAction" => invoke.thumb(),
        _ => Read::Unsupported,
    }
}

/// A request that is answered in the response.
struct Invoke<'a> {
    activity: &'a Value,
    context: &'a Context,
    doer: &'a Doer,
    value: &'a Value,
}

impl Invoke<'_> {
    /// A button of a card; or a client that asks by itself for what its person sees of it.
    fn card(&self) -> Read {
        let data = &self.value["action"]["data"];
        let by_itself = text(self.value, &["trigger"]) == Some("automatic");
        if let Some(sent) = cards::values(data) {
            let id = name_of_sent(self.activity, self.context, &self.doer.id, (data, &sent));
            let way = Way::Card;
            return self
                .happened(sent.into_input(), self.reply(), way, !by_itself)
                .named(id);
        }
        let Some(act) = cards::pressed(data) else {
            return Read::Nothing(Why::Unreadable);
        };
        let input = self.pressed(act);
        self.happened(input, self.reply(), Way::Card, !by_itself)
    }

    /// A button that opens a window.
    fn asked_for_window(&self) -> Read {
        let Some(act) = cards::pressed(&self.value["data"]) else {
            return Read::Nothing(Why::Unreadable);
        };
        let way = Way::Window {
            asked: true,
            sent: None,
        };
        self.happened(self.pressed(act), Reply::Here, way, true)
    }

    /// A form in a window that was sent, or turned back.
    fn sent(&self) -> Read {
        let data = &self.value["data"];
        let Some(sent) = cards::values(data) else {
            return Read::Nothing(Why::Unreadable);
        };
        let id = name_of_sent(self.activity, self.context, &self.doer.id, (data, &sent));
        let way = Way::Window {
            asked: false,
            sent: Some(Box::new(sent.clone())),
        };
        self.happened(sent.into_input(), self.reply(), way, true)
            .named(id)
    }

    /// Something done with somebody's message.
    fn shortcut(&self) -> Read {
        let command = text(self.value, &["commandId"]);
        let Some(shortcut) = command.filter(|name| SHORTCUTS.contains(name)) else {
            return Read::Unsupported;
        };
        let payload = &self.value["messagePayload"];
        let author = text(payload, &["from", "user", "id"]);
        let is_html = text(payload, &["body", "contentType"]) != Some("text");
        let content = text(payload, &["body", "content"]).unwrap_or_default();
        let input = Input::Shortcut {
            act: format!("1:{shortcut}").into(),
            place: self.context.place(&self.doer.id),
            quote: Quote {
                author: author.map(|id| person_id(Some(id), id)),
                text: of_body(content, is_html),
            },
        };
        let way = Way::Window {
            asked: true,
            sent: None,
        };
        self.happened(input, Reply::Here, way, true)
    }

    /// A thumb below a message. Which button it stands for, whoever said the message knows.
    fn thumb(&self) -> Read {
        if text(self.value, &["actionName"]) != Some("feedback") {
            return Read::Unsupported;
        }
        let thumb = match text(self.value, &["actionValue", "reaction"]) {
            Some("like") => Thumb::Up,
            Some("dislike") => Thumb::Down,
            _ => return Read::Nothing(Why::Unreadable),
        };
        let input = self.pressed(ActToken::from(""));
        match self.happened(input, Reply::Nowhere, Way::Status, false) {
            Read::Happened(happened) => Read::Thumb(happened, thumb),
            other => other,
        }
    }

    fn pressed(&self, act: ActToken) -> Input {
        Input::Pressed {
            act,
            place: self.context.place(&self.doer.id),
        }
    }

    fn reply(&self) -> Reply {
        reply_to_press(self.context, &self.doer.id)
    }

    fn happened(&self, input: Input, reply: Reply, way: Way, by_hand: bool) -> Read {
        let actor: Actor = self.doer.actor();
        Read::Happened(Box::new(Happened {
            id: name_of(self.activity, self.context),
            actor: Some(actor),
            input,
            reply,
            opens_form: by_hand && !matches!(way, Way::Status),
            way,
            message: text(self.activity, &["replyToId"]).map(str::to_owned),
            learns: if by_hand {
                Learns::Reached
            } else {
                Learns::Nothing
            },
        }))
    }
}
