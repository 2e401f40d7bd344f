//! The Events API: words in the direct conversation, its opening, and mentions in channels. What
//! becomes of channels and people is read in `change`.

use serde::Deserialize;
use serde_json::Value;

use super::{Happened, Read, Way, Why, actor, change};
use crate::chat::{EventId, Input, Place, Reply};
use crate::platform::lenient::text;
use crate::platform::slack::blocks::plain;
use crate::platform::slack::installation::{Authorization, Installation};

/// What stands around an event. All but the kind may be missing.
#[derive(Deserialize)]
struct Outer {
    #[serde(rename = "type")]
    kind: String,
    event_id: Option<String>,
    team_id: Option<String>,
    authorizations: Option<Vec<Authorization>>,
    event: Option<Value>,
}

/// What Slack wants back when it is told the address.
pub(super) fn challenge(event: &Value) -> Option<String> {
    text(event, &["type"]).filter(|kind| *kind == "url_verification")?;
    text(event, &["challenge"]).map(str::to_owned)
}

/// Reads the JSON of an event.
pub(super) fn read(value: &Value, installation: &Installation) -> Read {
    let Ok(outer) = Outer::deserialize(value) else {
        return Read::Nothing(Why::Unreadable);
    };
    if outer.kind != "event_callback" {
        return Read::Nothing(Why::Unknown);
    }
    let authorization = outer
        .authorizations
        .as_ref()
        .and_then(|given| given.first());
    if !installation.authorizes(authorization, outer.team_id.as_deref()) {
        return Read::Nothing(Why::NotOurs);
    }
    let (Some(id), Some(event)) = (outer.event_id, outer.event) else {
        return Read::Nothing(Why::Unreadable);
    };
    happened(EventId::from(format!("event/{id}")), &event, installation)
}

fn happened(id: EventId, event: &Value, installation: &Installation) -> Read {
    let Some(kind) = Kind::of(event) else {
        return change::read(id, event, installation);
    };
    let person = text(event, &["user"]);
    // Where there is no conversation yet, opening the home page names none.
    let channel = match kind {
        Kind::OpenedHome => Some(""),
        _ => text(event, &["channel"]),
    };
    let (Some(person), Some(channel)) = (person, channel) else {
        return Read::Nothing(Why::Unreadable);
    };
    if event.get("bot_id").is_some_and(|bot| !bot.is_null()) || person == installation.bot {
        return Read::Nothing(Why::Bot);
    }
    let direct = Place::Direct(person.into());
    let said = |place: Place| Input::Said {
        text: plain(without_mention(
            text(event, &["text"]).unwrap_or_default(),
            &installation.bot,
        )),
        place,
    };
    let (input, answered_in) = match kind {
        Kind::DirectWords => (said(direct.clone()), direct),
        Kind::Mention => (
            said(Place::Channel(channel.into())),
            Place::Whisper(channel.into(), person.into()),
        ),
        Kind::OpenedConversation => (
            Input::Came {
                place: direct.clone(),
            },
            direct,
        ),
        Kind::OpenedHome => (Input::OpenedHome, direct),
    };
    Read::Happened(Box::new(Happened {
        id,
        actor: actor(person),
        input,
        reply: Reply::To(answered_in, None),
        way: Way::Event,
    }))
}

/// The events that Cairn makes something of.
enum Kind {
    /// Words in the direct conversation.
    DirectWords,
    /// The bot was named in a channel.
    Mention,
    /// Somebody opened the conversation with the bot.
    OpenedConversation,
    /// Somebody opened the bot's home page.
    OpenedHome,
}

impl Kind {
    fn of(event: &Value) -> Option<Self> {
        match text(event, &["type"])? {
            "message" if text(event, &["channel_type"]) == Some("im") => {
                is_plain_message(event).then_some(Self::DirectWords)
            }
            "app_mention" => is_plain_message(event).then_some(Self::Mention),
            "app_home_opened" if text(event, &["tab"]) == Some("messages") => {
                Some(Self::OpenedConversation)
            }
            "app_home_opened" if text(event, &["tab"]) == Some("home") => Some(Self::OpenedHome),
            _ => None,
        }
    }
}

/// Edits, deletions, joins and the like come as messages too; they are no words for the bot.
fn is_plain_message(event: &Value) -> bool {
    matches!(
        text(event, &["subtype"]),
        None | Some("file_share" | "thread_broadcast")
    )
}

/// The words without the bot's own name at their beginning or end.
fn without_mention<'a>(words: &'a str, bot: &str) -> &'a str {
    let words = words.trim();
    let mention = format!("<@{bot}");
    let rest = words
        .strip_prefix(&mention)
        .and_then(|rest| rest.split_once('>'));
    if let Some((_, rest)) = rest {
        return rest.trim_start_matches([':', ',']).trim();
    }
    match words
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once(&mention))
    {
        Some((before, name)) if !name.contains('<') => before.trim(),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::slack::answers::Introduction;

    #[test]
    fn the_bots_own_name_is_no_word_of_a_command() {
        for (said, meant) in [
            ("<@UBOT> ask feedback", "ask feedback"),
            ("<@UBOT>: me", "me"),
            ("<@UBOT|cairn>, help", "help"),
            ("me <@UBOT>", "me"),
            ("ask for <@U2> 2 days", "ask for <@U2> 2 days"),
            ("", ""),
            ("<@UBOT>", ""),
        ] {
            assert_eq!(without_mention(said, "UBOT"), meant, "{said}");
        }
    }

    #[test]
    fn an_event_without_authorizations_is_for_the_team_it_names() {
        let ours = Installation::of(Introduction {
            team_id: Some("T1".to_owned()),
            enterprise_id: None,
            is_enterprise_install: false,
            user_id: "UBOT".to_owned(),
            bot_id: None,
        });
        let event = serde_json::json!({
            "type": "event_callback", "event_id": "Ev1", "team_id": "T1", "authorizations": null,
            "event": { "type": "app_home_opened", "tab": "messages", "user": "U1", "channel": "D1" },
        });
        let read = read(&event, &ours.unwrap());
        assert!(matches!(read, Read::Happened(_)), "{read:?}");
    }
}
