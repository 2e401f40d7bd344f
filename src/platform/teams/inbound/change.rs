//! What Teams tells by itself: that the bot was added somewhere or removed, and what became of a
//! channel. One adding is told in two activities; both are read, and nobody is greeted twice.

use serde_json::Value;

use super::{Context, Happened, Learns, Read, Scope, Way, Why, name_of};
use crate::chat::{Ask, ChannelId, Departure, Input, Place, Reply, Told};
use crate::platform::lenient::text;

/// The word for one's page.
const HOME: &str = "home";

/// Reads an activity in which nobody spoke.
pub(super) fn read(activity: &Value, context: &Context) -> Read {
    let change = Change { activity, context };
    if text(activity, &["type"]) == Some("installationUpdate") {
        return match text(activity, &["action"]) {
            Some("add" | "add-upgrade") if context.scope == Scope::Personal => change.installed(),
            Some("add" | "add-upgrade") => change.came(),
            Some("remove" | "remove-upgrade") => change.went(Departure::Left),
            _ => Read::Nothing(Why::Unknown),
        };
    }
    if change.names_bot("membersAdded") {
        return match context.scope {
            Scope::Personal => change.installed(),
            Scope::Group | Scope::Team => change.came(),
        };
    }
    if change.names_bot("membersRemoved") {
        return change.went(Departure::Left);
    }
    // How it is written varies.
    let kind = text(activity, &["channelData", "eventType"]).map(str::to_lowercase);
    match kind.as_deref() {
        Some("channeldeleted" | "teamdeleted" | "teamharddeleted") => {
            change.went(Departure::Deleted)
        }
        Some("teamarchived") => change.went(Departure::Archived),
        Some("channelrestored" | "teamrestored" | "teamunarchived") => change.came(),
        Some("channelrenamed" | "teamrenamed") => change.renamed(),
        _ => Read::Nothing(Why::Unknown),
    }
}

/// Something that Teams tells by itself.
struct Change<'a> {
    activity: &'a Value,
    context: &'a Context,
}

impl Change<'_> {
    /// Whether the bot is among those who were added or removed.
    fn names_bot(&self, list: &str) -> bool {
        let named = self.activity.get(list).and_then(Value::as_array);
        let mut named = named.into_iter().flatten();
        named.any(|member| text(member, &["id"]) == Some(&self.context.bot))
    }

    /// The channel that it is about: the one that it names, else the one that the bot is to speak
    /// in, else the conversation's own.
    fn channel(&self) -> ChannelId {
        let named = text(self.activity, &["channelData", "channel", "id"]);
        let chosen = ["channelData", "settings", "selectedChannel", "id"];
        let named = named.or_else(|| text(self.activity, &chosen));
        named.unwrap_or(&self.context.conversation).into()
    }

    /// Somebody has got the app: Teams has no home pages, so hers is the first thing that she sees.
    fn installed(&self) -> Read {
        let Some(doer) = &self.context.doer else {
            return Read::Nothing(Why::Bot);
        };
        let place = Place::Direct(doer.id.clone());
        let reply = Reply::To(place.clone(), None);
        let text = HOME.to_owned();
        self.happened(Input::Said { text, place }, reply, Learns::Installed)
    }

    fn came(&self) -> Read {
        let doer = self.context.doer.as_ref();
        match (self.context.scope, doer) {
            (Scope::Personal, None) => Read::Nothing(Why::Bot),
            (Scope::Personal, Some(doer)) => {
                let place = Place::Direct(doer.id.clone());
                let reply = Reply::To(place.clone(), None);
                self.happened(Input::Came { place }, reply, Learns::Reached)
            }
            (Scope::Group | Scope::Team, doer) => {
                let channel = self.channel();
                let reply = doer.map_or(Reply::Nowhere, |doer| {
                    Reply::To(Place::Whisper(channel.clone(), doer.id.clone()), None)
                });
                let place = Place::Channel(channel);
                self.happened(Input::Came { place }, reply, Learns::Reached)
            }
        }
    }

    fn went(&self, how: Departure) -> Read {
        let place = match (self.context.scope, &self.context.doer) {
            (Scope::Personal, Some(doer)) => Place::Direct(doer.id.clone()),
            (Scope::Personal, None) => return Read::Nothing(Why::Bot),
            (Scope::Group | Scope::Team, _) => Place::Channel(self.channel()),
        };
        self.happened(Input::Went { place, how }, Reply::Nowhere, Learns::Removed)
    }

    fn renamed(&self) -> Read {
        let name = text(self.activity, &["channelData", "channel", "name"])
            .or_else(|| text(self.activity, &["channelData", "team", "name"]));
        let input = Input::Told {
            ask: Ask::Channel(self.channel()),
            told: Told::Channel {
                name: name.map(str::to_owned),
                archived: false,
                member: true,
                shared: false,
            },
        };
        self.happened(input, Reply::Nowhere, Learns::Reached)
    }

    fn happened(&self, input: Input, reply: Reply, learns: Learns) -> Read {
        let doer = self.context.doer.as_ref();
        let actor = doer.map(|doer| doer.actor());
        let is_told = matches!(input, Input::Told { .. } | Input::Went { .. });
        Read::Happened(Box::new(Happened {
            id: name_of(self.activity, self.context),
            actor: actor.filter(|_| !is_told),
            input,
            reply,
            way: Way::Status,
            opens_form: false,
            message: None,
            learns,
        }))
    }
}
