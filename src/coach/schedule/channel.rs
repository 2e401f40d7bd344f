//! What is known of a channel for which something is scheduled: the zone that is meant there, and
//! what the platform tells of it: whether people of another organisation read along (F27), and
//! whether the bot is in it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::echo::channel_text;
use super::record::Schedule;
use crate::chat::{Ask, ChannelId, Text, Told, Undeliverable};
use crate::coach::desk::{Desk, Record};
use crate::coach::notices::{self, Notice};
use crate::coach::phrases::Speaker;
use crate::state::{Key, Kind, Undecided};
use crate::timing::Zone;

/// After so long the platform is asked about a channel again.
const FRESH: SignedDuration = SignedDuration::from_hours(24);

/// What is known of a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::coach) struct AboutChannel {
    /// The zone of the last schedule that was confirmed there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// When the platform was last asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<Timestamp>,
    /// Whether people of another organisation are in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// Whether it can't be posted to: it is archived or not
    /// there, or the bot is not in it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

impl Record for AboutChannel {
    const KIND: Kind = Kind::Channel;
}

impl AboutChannel {
    fn key(channel: &ChannelId) -> Key {
        Key::shared(Kind::Channel, format!("about/{channel}"))
    }

    fn read(desk: &Desk<'_>, channel: &ChannelId) -> Result<Self, Undecided> {
        Ok(desk.read(&Self::key(channel))?.unwrap_or_default())
    }
}

/// The zone that is meant in a channel, if something was scheduled there before.
pub(in crate::coach) fn zone(
    desk: &Desk<'_>,
    channel: &ChannelId,
) -> Result<Option<Zone>, Undecided> {
    Ok(AboutChannel::read(desk, channel)?.zone)
}

/// The zone of what was just confirmed is the one that is meant there from now on.
pub(super) fn keep_zone(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    zone: &Zone,
) -> Result<(), Undecided> {
    let mut about = AboutChannel::read(desk, channel)?;
    if about.zone.as_ref() != Some(zone) {
        about.zone = Some(zone.clone());
        desk.write(AboutChannel::key(channel), &about);
    }
    Ok(())
}

/// Asks the platform about a channel, if that has not been done lately.
pub(super) fn look_at(desk: &mut Desk<'_>, channel: &ChannelId) -> Result<(), Undecided> {
    let mut about = AboutChannel::read(desk, channel)?;
    let is_fresh = |asked: Timestamp| desk.now.duration_since(asked) < FRESH;
    if !about.asked.is_some_and(is_fresh) {
        about.asked = Some(desk.now);
        desk.write(AboutChannel::key(channel), &about);
        desk.ask_platform(Ask::Channel(channel.clone()));
    }
    Ok(())
}

/// The platform told of a channel. That others begin to read along where something is scheduled
/// is told to the admins.
pub(in crate::coach) fn learn(
    desk: &mut Desk<'_>,
    channel: &ChannelId,
    told: &Told,
) -> Result<(), Undecided> {
    let (closed, is_shared) = match told {
        Told::Channel {
            archived,
            member,
            shared,
            ..
        } => (*archived || !*member, *shared),
        Told::Nothing(Undeliverable::NotThere) => (true, false),
        Told::Nothing(_) | Told::Profile { .. } | Told::Members { .. } => return Ok(()),
    };
    let key = AboutChannel::key(channel);
    let Some(known) = desk.read::<AboutChannel>(&key)? else {
        return Ok(());
    };
    let about = AboutChannel {
        shared: is_shared,
        closed,
        ..known.clone()
    };
    if about == known {
        return Ok(());
    }
    desk.write(key, &about);
    if about.shared && !known.shared {
        let schedules = Schedule::every(desk)?;
        if schedules.iter().any(|(_, it)| it.channel == *channel) {
            let channel = channel.clone();
            notices::note(desk, Notice::ChannelShared { channel })?;
        }
    }
    Ok(())
}

/// What must be said of a channel before something is scheduled there.
pub(super) fn warning(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    channel: &ChannelId,
) -> Result<Option<Text>, Undecided> {
    let about = AboutChannel::read(desk, channel)?;
    Ok(if about.closed {
        Some(say.schedule_not_in_channel(channel_text(channel)))
    } else if about.shared {
        Some(say.schedule_shared_channel(channel_text(channel)))
    } else {
        None
    })
}
