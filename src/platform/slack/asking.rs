//! What Slack is asked about people and channels, one question at a time and in no hurry.

use super::Slack;
use super::answers::{Channel, Members, Profile};
use super::call::CallError;
use super::deliver::not_yet;
use super::pace::Method;
use crate::chat::{Ask, PersonId, Told, Undeliverable};
use crate::platform::Outcome;

/// Slack's code for a right that the app was not given.
pub(super) const MISSING_SCOPE: &str = "missing_scope";

impl Slack {
    /// Asks once.
    pub(super) async fn ask(&self, ask: &Ask) -> Outcome {
        let method = match ask {
            Ask::Profile(_) => Method::Profile,
            Ask::Channel(_) => Method::Channel,
            Ask::Members { .. } => Method::Members,
        };
        if let Err(wait) = self.pace.take_in_turn(method) {
            return not_yet(wait);
        }
        let told = match ask {
            Ask::Profile(person) => self.calls.profile(person.as_str()).await.map(Told::from),
            Ask::Members { channel, after } => self
                .calls
                .members(channel.as_str(), after.as_deref())
                .await
                .map(|page| self.told_members(page)),
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

impl Slack {
    /// Who is in a channel, without this bot; of others Slack tells when they are asked after.
    fn told_members(&self, page: Members) -> Told {
        let own = self.installation.borrow();
        let own = own.as_ref().map(|installation| installation.bot.as_str());
        let next = page.next();
        let people = page.members.into_iter();
        Told::Members {
            people: people
                .filter(|person| Some(person.as_str()) != own)
                .map(PersonId::from)
                .collect(),
            next,
        }
    }
}

impl From<Profile> for Told {
    fn from(profile: Profile) -> Self {
        Self::Profile {
            name: profile.name(),
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
