//! What people say to the bot; and what old clients send of a card's button, which they know as a
//! message without words.

use std::collections::BTreeMap;

use serde_json::Value;

use super::words::{mentions_bot, words};
use super::{Context, Happened, Learns, Read, Scope, Way, Why, name_of, name_of_sent};
use crate::chat::{EventId, Input, PersonId, Reply};
use crate::platform::lenient::text;
use crate::platform::teams::cards;

/// Reads a message.
pub(super) fn read(
    activity: &Value,
    context: &Context,
    people: &BTreeMap<String, PersonId>,
) -> Read {
    let Some(doer) = &context.doer else {
        return Read::Nothing(Why::Bot);
    };
    let value = activity.get("value").filter(|value| !value.is_null());
    let (id, input) = match value {
        Some(value) => match pressed(activity, value, &doer.id, context) {
            Some(pressed) => pressed,
            None => return Read::Nothing(Why::Unknown),
        },
        // Without a mention it was said to others, even where the bot would hear of it.
        None if context.scope != Scope::Personal && !mentions_bot(activity, &context.bot) => {
            return Read::Nothing(Why::NotMeant);
        }
        None => {
            let text = words(activity, &context.bot, people);
            let place = context.place(&doer.id);
            (name_of(activity, context), Input::Said { text, place })
        }
    };
    Read::Happened(Box::new(Happened {
        id,
        actor: Some(doer.actor()),
        input,
        reply: Reply::To(context.private(&doer.id), None),
        way: Way::Status,
        opens_form: false,
        message: text(activity, &["replyToId"]).map(str::to_owned),
        learns: Learns::Reached,
    }))
}

/// What an old client sends of a button or of a form's inputs, and its name. It may be JSON in a
/// text.
fn pressed(
    activity: &Value,
    value: &Value,
    person: &PersonId,
    context: &Context,
) -> Option<(EventId, Input)> {
    let parsed: Value;
    let data = match value {
        Value::String(text) => {
            parsed = serde_json::from_str(text).ok()?;
            &parsed
        }
        value => value,
    };
    if let Some(sent) = cards::values(data) {
        let id = name_of_sent(activity, context, person, (data, &sent));
        return Some((id, sent.into_input()));
    }
    let act = cards::pressed(data)?;
    let place = context.place(person);
    Some((name_of(activity, context), Input::Pressed { act, place }))
}
