//! What Slack tells of by itself: that the bot can speak in a channel or can't any more, and that
//! something about a person has changed. What concerns others is passed over.

use serde::Deserialize;
use serde_json::Value;

use super::{Happened, Read, Way, Why, actor};
use crate::chat::{Ask, ChannelId, Departure, EventId, Input, Place, Reply, Told};
use crate::platform::lenient::text;
use crate::platform::slack::answers::Profile;
use crate::platform::slack::installation::Installation;

/// Reads an event in which nobody spoke.
pub(super) fn read(id: EventId, event: &Value, installation: &Installation) -> Read {
    let about_bot = || text(event, &["user"]) == Some(installation.bot.as_str());
    match text(event, &["type"]) {
        Some("channel_archive" | "group_archive") => went(id, event, Departure::Archived),
        Some("channel_deleted" | "group_deleted") => went(id, event, Departure::Deleted),
        // These two are told to who left, and so are always about the bot.
        Some("channel_left" | "group_left") => went(id, event, Departure::Left),
        Some("member_left_channel") if about_bot() => went(id, event, Departure::Left),
        Some("channel_unarchive" | "group_unarchive") => came(id, event, "user"),
        Some("member_joined_channel") if about_bot() => came(id, event, "inviter"),
        Some("user_change") => changed(id, event.get("user")),
        _ => Read::Nothing(Why::Unknown),
    }
}

fn went(id: EventId, event: &Value, how: Departure) -> Read {
    match channel(event) {
        Some(channel) => {
            let place = Place::Channel(channel);
            by_itself(id, Input::Went { place, how })
        }
        None => Read::Nothing(Why::Unreadable),
    }
}

/// The bot can speak in a channel; who made it so may be told what follows, there and alone.
fn came(id: EventId, event: &Value, by: &str) -> Read {
    let Some(channel) = channel(event) else {
        return Read::Nothing(Why::Unreadable);
    };
    let by = text(event, &[by]);
    let reply = by.map_or(Reply::Nowhere, |by| {
        Reply::To(Place::Whisper(channel.clone(), by.into()), None)
    });
    Read::Happened(Box::new(Happened {
        id,
        actor: by.and_then(actor),
        input: Input::Came {
            place: Place::Channel(channel),
        },
        reply,
        way: Way::Event,
    }))
}

/// Slack does not say what has changed, and it may be no more than a picture: what is kept is
/// compared by whoever keeps it.
fn changed(id: EventId, user: Option<&Value>) -> Read {
    let person = user.and_then(|user| text(user, &["id"]));
    let profile = user.and_then(|user| Profile::deserialize(user).ok());
    match (person, profile) {
        (Some(_), Some(profile)) if profile.is_bot => Read::Nothing(Why::Bot),
        (Some(person), Some(profile)) => {
            let ask = Ask::Profile(person.into());
            let told = Told::from(profile);
            by_itself(id, Input::Told { ask, told })
        }
        _ => Read::Nothing(Why::Unreadable),
    }
}

fn by_itself(id: EventId, input: Input) -> Read {
    Read::Happened(Box::new(Happened {
        id,
        actor: None,
        input,
        reply: Reply::Nowhere,
        way: Way::Event,
    }))
}

/// The channel, which some of these events hold by its id and others whole.
fn channel(event: &Value) -> Option<ChannelId> {
    let id = text(event, &["channel"]).or_else(|| text(event, &["channel", "id"]))?;
    Some(ChannelId::from(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::slack::answers::Introduction;
    use serde_json::json;

    fn read_event(event: &Value) -> Read {
        let ours = Installation::of(Introduction {
            team_id: Some("T1".to_owned()),
            enterprise_id: None,
            is_enterprise_install: false,
            user_id: "UBOT".to_owned(),
            bot_id: None,
        });
        read(EventId::from("event/Ev1"), event, &ours.unwrap())
    }

    fn happened(event: &Value) -> Happened {
        match read_event(event) {
            Read::Happened(happened) => *happened,
            read => panic!("{event}: {read:?}"),
        }
    }

    #[test]
    fn a_channel_in_which_the_bot_can_not_speak_any_more_is_told_with_how() {
        for (event, how) in [
            (
                json!({ "type": "channel_archive", "channel": "C1", "user": "UADA" }),
                Departure::Archived,
            ),
            (
                json!({ "type": "group_archive", "channel": "C1" }),
                Departure::Archived,
            ),
            (
                json!({ "type": "channel_deleted", "channel": "C1" }),
                Departure::Deleted,
            ),
            (
                json!({ "type": "group_deleted", "channel": { "id": "C1" } }),
                Departure::Deleted,
            ),
            (
                json!({ "type": "channel_left", "channel": "C1" }),
                Departure::Left,
            ),
            (
                json!({ "type": "group_left", "channel": "C1" }),
                Departure::Left,
            ),
            (
                json!({ "type": "member_left_channel", "channel": "C1", "user": "UBOT" }),
                Departure::Left,
            ),
        ] {
            let place = Place::Channel("C1".into());
            let happened = happened(&event);
            assert_eq!(happened.input, Input::Went { place, how }, "{event}");
            assert_eq!((happened.actor, happened.reply), (None, Reply::Nowhere));
        }
    }

    #[test]
    fn who_brought_the_bot_back_is_told_what_follows_there_and_alone() {
        let joined = |more: Value| {
            let mut event = json!({ "type": "member_joined_channel", "channel": "C1", "user": "UBOT", "team": "T1" });
            event
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            event
        };
        for event in [
            joined(json!({ "inviter": "UADA" })),
            json!({ "type": "channel_unarchive", "channel": "C1", "user": "UADA" }),
            json!({ "type": "group_unarchive", "channel": "C1", "user": "UADA" }),
        ] {
            let happened = happened(&event);
            let place = Place::Channel("C1".into());
            assert_eq!(happened.input, Input::Came { place }, "{event}");
            assert_eq!(happened.actor, actor("UADA"));
            let whisper = Place::Whisper("C1".into(), "UADA".into());
            assert_eq!(happened.reply, Reply::To(whisper, None));
        }
        let alone = happened(&joined(json!({ "inviter": null })));
        assert_eq!((alone.actor, alone.reply), (None, Reply::Nowhere));
    }

    #[test]
    fn what_has_changed_about_a_person_is_told_as_it_is_now() {
        let told = |more: Value| {
            let mut user = json!({ "id": "UANA", "name": "ana", "tz": "America/New_York", "locale": "en-US",
                "real_name": "Ana Lopez", "profile": { "display_name": " Ana L. ", "real_name": "Ana Lopez" } });
            user.as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            happened(&json!({ "type": "user_change", "user": user })).input
        };
        let expected = |active, guest, admin| Input::Told {
            ask: Ask::Profile("UANA".into()),
            told: Told::Profile {
                name: Some("Ana L.".to_owned()),
                zone: Some("America/New_York".to_owned()),
                locale: Some("en-US".to_owned()),
                active,
                guest,
                admin,
            },
        };
        assert_eq!(told(json!({})), expected(true, false, false));
        assert_eq!(
            told(json!({ "deleted": true })),
            expected(false, false, false)
        );
        assert_eq!(
            told(json!({ "is_ultra_restricted": true, "is_admin": null })),
            expected(true, true, false)
        );
        assert_eq!(
            told(json!({ "is_owner": true, "updated": "odd" })),
            expected(true, false, true)
        );
    }

    #[test]
    fn what_concerns_others_or_makes_no_sense_is_passed_over() {
        for (event, why) in [
            (
                json!({ "type": "member_joined_channel", "channel": "C1", "user": "UANA", "inviter": "UBOT" }),
                Why::Unknown,
            ),
            (
                json!({ "type": "member_left_channel", "channel": "C1", "user": "UANA" }),
                Why::Unknown,
            ),
            (
                json!({ "type": "channel_rename", "channel": { "id": "C1", "name": "x" } }),
                Why::Unknown,
            ),
            (
                json!({ "type": "channel_archive", "channel": 7 }),
                Why::Unreadable,
            ),
            (json!({ "type": "channel_left" }), Why::Unreadable),
            (
                json!({ "type": "member_joined_channel", "user": "UBOT" }),
                Why::Unreadable,
            ),
            (
                json!({ "type": "user_change", "user": "UANA" }),
                Why::Unreadable,
            ),
            (
                json!({ "type": "user_change", "user": { "tz": "UTC" } }),
                Why::Unreadable,
            ),
            (
                json!({ "type": "user_change", "user": { "id": "UANA", "tz": 7 } }),
                Why::Unreadable,
            ),
            (json!({ "type": "user_change" }), Why::Unreadable),
            (
                json!({ "type": "user_change", "user": { "id": "UBOT", "is_bot": true } }),
                Why::Bot,
            ),
        ] {
            assert_eq!(read_event(&event), Read::Nothing(why), "{event}");
        }
    }
}
