//! What comes from Teams, into neutral events: `context` is around all of it, `message` is what
//! people say, `invoke` what they press and fill in, `change` what Teams tells by itself, `words`
//! how a text is read. The gate has seen that it is genuine; of what it says nothing is trusted but
//! who sent it. Teams adds members and sorts of activities at any time: what is not known is passed
//! over.

mod change;
mod context;
mod invoke;
mod message;
mod words;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::chat::{Actor, EventId, Input, PersonId, Place, Reply, Thumb};
use crate::platform::lenient::{drawn_name, text};
use crate::platform::teams::cards::Sent;
pub(super) use context::{Context, Scope, person_id};
pub(super) use words::mentioned;

/// What a form carries of its own opening, among what comes back from it.
pub(super) const OPENED: &str = "opened";

/// What became of reading an activity.
#[derive(Debug)]
pub(super) enum Read {
    /// Nothing is made of it.
    Nothing(Why),
    /// An invoke that this bot does not answer.
    Unsupported,
    /// A thumb below a message of the bot's.
    Thumb(Box<Happened>, Thumb),
    /// Something happened.
    Happened(Box<Happened>),
}

impl Read {
    /// The same under a name of its own.
    fn named(self, id: EventId) -> Self {
        match self {
            Self::Happened(mut happened) => {
                happened.id = id;
                Self::Happened(happened)
            }
            other => other,
        }
    }
}

/// Why nothing is made of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It is not meant for the bot: said in a channel without a mention of it.
    NotMeant,
    /// Of a sort that concerns nobody here.
    Unknown,
    /// Something is missing without which nothing can be made of it.
    Unreadable,
    /// A bot did it, this one perhaps.
    Bot,
}

/// Something that happened.
#[derive(Debug)]
pub(super) struct Happened {
    /// Its name, the same for Teams' own repeats of it.
    pub id: EventId,
    /// Who did it.
    pub actor: Option<Actor>,
    /// What was done.
    pub input: Input,
    /// Where a private answer goes.
    pub reply: Reply,
    /// How the request is answered.
    pub way: Way,
    /// Whether a form can be opened in answer.
    pub opens_form: bool,
    /// The message that was pressed, by its id in the conversation.
    pub message: Option<String>,
    /// What it says of how people and channels are reached.
    pub learns: Learns,
}

/// What is learnt of how people and channels are reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Learns {
    /// That it goes the way this came.
    Reached,
    /// The same, of somebody who has just got the app.
    Installed,
    /// That the person has the app no more.
    Removed,
    /// Nothing: her client did it by itself.
    Nothing,
}

/// How a request is answered.
#[derive(Debug)]
pub(super) enum Way {
    /// By its status alone; what is said goes by the service.
    Status,
    /// By what her own client then shows in place of the card, or below it.
    Card,
    /// By what stands in a window. A window that was just asked for must show something.
    Window {
        /// Whether it was just asked for.
        asked: bool,
        /// The form that was sent from it, so that it can be shown again with what is amiss.
        sent: Option<Box<Sent>>,
    },
}

/// Reads an activity. `people` are those whom its words mention, by the ids that this bot knows
/// them by.
pub(super) fn read(
    activity: &Value,
    context: &Context,
    people: &BTreeMap<String, PersonId>,
) -> Read {
    match text(activity, &["type"]) {
        Some("message") => message::read(activity, context, people),
        Some("invoke") => invoke::read(activity, context),
        Some("conversationUpdate" | "installationUpdate") => change::read(activity, context),
        _ => Read::Nothing(Why::Unknown),
    }
}

/// The name of what happened. Teams' own repeats bear the same id; without one, what it says is
/// all that there is to go by.
fn name_of(activity: &Value, context: &Context) -> EventId {
    let kind = text(activity, &["type"]);
    let name = text(activity, &["name"]);
    let id = text(activity, &["id"]).filter(|id| !id.is_empty());
    let whole = match id {
        Some(_) => None,
        None => Some(activity.to_string()),
    };
    drawn_name(
        "activity",
        &[
            Some(&context.tenant),
            Some(&context.conversation),
            kind,
            name,
            id,
            whole.as_deref(),
        ],
    )
}

/// The name of a form's sending: by the form as it was opened, so that one that was sent is sent
/// once, under whatever name Teams repeats it. A form that bears no name goes by the request.
fn name_of_sent(
    activity: &Value,
    context: &Context,
    person: &PersonId,
    (data, sent): (&Value, &Sent),
) -> EventId {
    let Some(opened) = text(data, &[OPENED]).filter(|name| !name.is_empty()) else {
        return name_of(activity, context);
    };
    let page = sent.page.to_string();
    let way = if sent.back { "back" } else { "on" };
    drawn_name(
        "form",
        &[
            Some(&context.tenant),
            Some(person.as_str()),
            Some(opened),
            Some(sent.about.as_str()),
            Some(&page),
            Some(way),
        ],
    )
}

/// Where a private answer to a press goes: in a channel, for the presser alone, in the answer to
/// the press itself; in the conversation with her, into that.
fn reply_to_press(context: &Context, person: &PersonId) -> Reply {
    match context.place(person) {
        place @ Place::Direct(_) => Reply::To(place, None),
        Place::Channel(_) | Place::Whisper(..) | Place::Home(_) => Reply::Here,
    }
}
