//! Slash commands: `/cairn …`. The answer goes back in the body, seen by the person alone.

use super::{Happened, Read, Way, Why, actor, field};
use crate::chat::{Input, Place, Reply};
use crate::platform::lenient::drawn_name;
use crate::platform::slack::blocks::plain;
use crate::platform::slack::installation::Installation;

/// Reads the fields of a command.
pub(super) fn read(fields: &[(String, String)], installation: &Installation) -> Read {
    let (Some(person), Some(channel), Some(_)) = (
        field(fields, "user_id"),
        field(fields, "channel_id"),
        field(fields, "command"),
    ) else {
        return Read::Nothing(Why::Unknown);
    };
    if !installation.is_among(&[field(fields, "team_id"), field(fields, "enterprise_id")]) {
        return Read::Nothing(Why::NotOurs);
    }
    let trigger = field(fields, "trigger_id");
    let text = field(fields, "text").unwrap_or_default();
    let place = if channel.starts_with('D') {
        Place::Direct(person.into())
    } else {
        Place::Channel(channel.into())
    };
    Read::Happened(Box::new(Happened {
        // A command bears no name of its own, but its trigger is drawn once.
        id: drawn_name(
            "command",
            &[Some(person), Some(channel), Some(text), trigger],
        ),
        actor: actor(person),
        input: Input::Said {
            text: plain(text),
            place,
        },
        reply: Reply::Here,
        way: Way::Command {
            trigger: trigger.map(str::to_owned),
        },
    }))
}
