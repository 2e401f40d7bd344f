//! What people say to the bot; and what old clients send of a card's button, which they know as a
//! message without words.

use std::collections::BTreeMap;

use serde_json::Value;

use super::words::{mentions_bot, words};
use super::{Context, Happened, Learns, Read, Scope, Way, Why, name_of};
use crate::chat::{Input, PersonId, Reply};
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
    let place = context.place(&doer.id);
    let input = match activity.get("value").filter(|value| !value.is_null()) {
        Some(value) => match pressed(value, &doer.id, context) {
            Some(input) => input,
            None => return Read::Nothing(Why::Unknown),
        },
        // Without a mention it was said to others, even where the bot would hear of it.
        None if context.scope != Scope::Personal && !mentions_bot(activity, &context.bot) => {
            return Read::Nothing(Why::NotMeant);
        }
        None => Input::Said {
            text: words(activity, &context.bot, people),
            place,
        },
    };
    Read::Happened(Box::new(Happened {
        id: name_of(activity, context),
        actor: Some(doer.actor()),
        input,
        reply: Reply::To(context.private(&doer.id), None),
        way: Way::Status,
        opens_form: false,
        message: text(activity, &["replyToId"]).map(str::to_owned),
        learns: Learns::Reached,
    }))
}

/// What an old client sends of a button or of a form's inputs. It may be JSON in a text.
fn pressed(value: &Value, person: &PersonId, context: &Context) -> Option<Input> {
    let parsed: Value;
    let data = match value {
        Value::String(text) => {
            parsed = serde_json::from_str(text).ok()?;
            &parsed
        }
        value => value,
    };
    cards::values(data).map_or_else(
        || {
            let act = cards::pressed(data)?;
            let place = context.place(person);
            Some(Input::Pressed { act, place })
        },
        |sent| Some(sent.into_input()),
    )
}
