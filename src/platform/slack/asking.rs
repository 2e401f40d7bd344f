//! What Slack is asked about people and channels, one question at a time and in no hurry.

use super::Slack;
use super::answers::{Channel, Profile};
use super::call::CallError;
use super::deliver::not_yet;
use super::pace::Method;
use crate::chat::{Ask, Told, Undeliverable};
use crate::platform::Outcome;

/// Slack's code for a right that the app was not given.
pub(super) const MISSING_SCOPE: &str = "missing_scope";

impl Slack {
    /// Asks once.
    pub(super) async fn ask(&self, ask: &Ask) -> Outcome {
        let method = match ask {
            Ask::Profile(_) => Method::Profile,
            Ask::Channel(_) => Method::Channel,
            Ask::Members { .. } => return Outcome::Never(Undeliverable::NotAllowed),
        };
        if let Err(wait) = self.pace.take_in_turn(method) {
            return not_yet(wait);
        }
        let told = match ask {
            Ask::Profile(person) => self.calls.profile(person.as_str()).await.map(Told::from),
            Ask::Members { .. } => return Outcome::Never(Undeliverable::NotAllowed),
            Ask::Channel(channel) => self.calls.channel(channel.as_str()).await.map(Told::from),
        };
        match told {
            Ok(told) => Outcome::Told(told),
            // An app that was installed with fewer rights still posts; its channel's lane must
            // not wait for this answer.
            Err(CallError::Refused(code)) if code == MISSING_SCOPE => {
                tracing::warn!(
                    ?method,
                    "Slack does not answer for want of a scope: print the manifest anew, and install the app again"
                );
                Outcome::Never(Undeliverable::NotAllowed)
            }
            Err(error) => self.judge(method, &error),
        }
    }
}

impl From<Profile> for Told {
    fn from(profile: Profile) -> Self {
        Self::Profile {
            zone: profile.tz,
            locale: profile.locale,
            active: !profile.deleted && !profile.is_bot,
            guest: profile.is_restricted || profile.is_ultra_restricted,
            admin: profile.is_admin || profile.is_owner,
        }
    }
}

impl From<Channel> for Told {
    fn from(channel: Channel) -> Self {
        Self::Channel {
            name: channel.name,
            archived: channel.is_archived,
            member: channel.is_member,
            shared: channel.is_ext_shared,
        }
    }
}
