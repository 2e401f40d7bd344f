//! How things are made to stand in Slack: posts, edits, whispers, home pages; `asking` has the questions.
//! Says each once, within Slack's limits; what became of it is told in the courier's words.

use std::time::Duration;

use url::Url;

use super::Slack;
use super::answers::Posted;
use super::blocks::{Drawn, home, message_with as draw};
use super::call::{CallError, REFUSED_BY_STATUS};
use super::looking::mark;
use super::origin::Handle;
use super::pace::Method;
use crate::chat::{Address, Message, Outgoing, Place, Undeliverable, WorkspaceId};
use crate::platform::metering::Wait;
use crate::platform::{Delivery, Outcome};

/// How long to wait while Slack refuses the bot itself: its token was revoked, say.
pub(super) const LOCKED_OUT: Duration = Duration::from_secs(60);
/// Where a home page stands.
const HOME: &str = "home";

impl Slack {
    /// Says, edits or asks something once.
    pub(super) async fn say(&self, delivery: Delivery<'_>) -> Outcome {
        match delivery.what {
            Outgoing::Ask(ask) => self.ask(ask).await,
            Outgoing::File(file) => self.hand(file).await,
            Outgoing::Remove(removal) => self.remove(&removal.address).await,
            Outgoing::Message(message) => {
                let sent = delivery.sent.and_then(read_address);
                match (&message.place, sent) {
                    (Place::Channel(_) | Place::Direct(_), Some(at)) => {
                        self.edit(message, at).await
                    }
                    (Place::Channel(to), None) => {
                        self.post(delivery.workspace, message, to.as_str()).await
                    }
                    (Place::Direct(to), None) => {
                        self.post(delivery.workspace, message, to.as_str()).await
                    }
                    (Place::Whisper(channel, to), _) => {
                        self.whisper(message, channel.as_str(), to.as_str()).await
                    }
                    (Place::Home(to), _) => self.publish(message, to.as_str()).await,
                }
            }
        }
    }

    async fn post(&self, workspace: &WorkspaceId, message: &Message, to: &str) -> Outcome {
        let pictures = match self.pictures(&message.card).await {
            Ok(pictures) => pictures,
            Err(instead) => return instead,
        };
        match self.pace.take(Method::Post, Some(to)) {
            Ok(()) => {}
            Err(Wait::Here(wait)) => return not_yet(wait),
            Err(Wait::Everywhere(wait)) => return with_all_its_sort(not_yet(wait)),
        }
        match self
            .calls
            .post(to, draw(&message.card, &pictures), mark(workspace, message))
            .await
        {
            Ok(posted) => Outcome::Said(Some(address(&posted))),
            Err(error) => self
                .waits_for_pictures(&pictures, &error)
                .unwrap_or_else(|| with_all_its_sort(self.judge(Method::Post, &error))),
        }
    }

    /// Edits by the address that came with the press, where it is the pressed message that
    /// changes: that is within no budget. Else, or when the address is used up, by the method.
    async fn edit(&self, message: &Message, at: Posted) -> Outcome {
        let pictures = match self.pictures(&message.card).await {
            Ok(pictures) => pictures,
            Err(instead) => return instead,
        };
        let drawn = draw(&message.card, &pictures);
        if let Some(url) = self.replaces(message, &at)
            && self.calls.respond(url, drawn.clone(), true).await.is_ok()
        {
            return Outcome::Said(Some(address(&at)));
        }
        if let Err(wait) = self.pace.take(Method::Update, None) {
            return put_off(wait);
        }
        match self.calls.update(&at, drawn).await {
            Ok(()) => Outcome::Said(Some(address(&at))),
            Err(error) => self
                .waits_for_pictures(&pictures, &error)
                .unwrap_or_else(|| self.judge(Method::Update, &error)),
        }
    }

    /// Takes a message away for good. One that is not there any more is away.
    async fn remove(&self, address: &Address) -> Outcome {
        let Some(at) = read_address(address) else {
            return Outcome::Never(Undeliverable::Refused);
        };
        if let Err(wait) = self.pace.take(Method::Delete, None) {
            return put_off(wait);
        }
        match self.calls.delete(&at).await {
            Ok(()) => Outcome::Said(None),
            Err(error) => self.judge(Method::Delete, &error),
        }
    }

    async fn whisper(&self, message: &Message, channel: &str, to: &str) -> Outcome {
        let pictures = match self.pictures(&message.card).await {
            Ok(pictures) => pictures,
            Err(instead) => return instead,
        };
        let drawn = draw(&message.card, &pictures);
        let handle = message.via.as_ref().and_then(Handle::read);
        if let Some(url) = handle.and_then(|handle| self.trusted(handle.response_url)) {
            match self.calls.respond(url, drawn.clone(), false).await {
                Ok(()) => return Outcome::Said(None),
                // Used up, or too old: there is another way.
                Err(CallError::Refused(_)) => {}
                Err(CallError::Limited(wait)) => return not_yet(wait),
                Err(CallError::NotReached) => return Outcome::NotSaid,
                Err(CallError::Unclear(_)) => return Outcome::Unknown,
            }
        }
        self.whisper_by_method(drawn, channel, to).await
    }

    async fn whisper_by_method(&self, drawn: Drawn, channel: &str, to: &str) -> Outcome {
        if let Err(wait) = self.pace.take(Method::Whisper, None) {
            return put_off(wait);
        }
        match self.calls.whisper(channel, to, drawn).await {
            Ok(()) => Outcome::Said(None),
            Err(error) => self.judge(Method::Whisper, &error),
        }
    }

    /// A home page is replaced as a whole. Its address is always the same: it says that the page
    /// was published, and with what.
    async fn publish(&self, message: &Message, to: &str) -> Outcome {
        let pictures = match self.pictures(&message.card).await {
            Ok(pictures) => pictures,
            Err(instead) => return instead,
        };
        if let Err(wait) = self.pace.take(Method::Publish, None) {
            return put_off(wait);
        }
        match self.calls.publish(to, home(&message.card, &pictures)).await {
            Ok(()) => Outcome::Said(Some(Address::from(HOME))),
            // The tab is off in an app of an older manifest: its other messages go on.
            Err(CallError::Refused(code)) if code == "not_enabled" => {
                tracing::warn!(
                    "home pages are off in this app: print the manifest anew, and update the app from it"
                );
                Outcome::Never(Undeliverable::NotAllowed)
            }
            Err(error) => self
                .waits_for_pictures(&pictures, &error)
                .unwrap_or_else(|| self.judge(Method::Publish, &error)),
        }
    }

    fn replaces(&self, message: &Message, at: &Posted) -> Option<Url> {
        let handle = Handle::read(message.via.as_ref()?)?;
        if handle.message != at.ts {
            return None;
        }
        self.trusted(handle.response_url)
    }

    /// What became of a call that did not do what it should.
    pub(super) fn judge(&self, method: Method, error: &CallError) -> Outcome {
        match error {
            CallError::Limited(wait) => {
                tracing::warn!(?method, wait_s = wait.as_secs(), "Slack asks to wait");
                self.pace.slow_down(method, *wait);
                not_yet(*wait)
            }
            CallError::NotReached => {
                tracing::warn!(?method, "Slack can't be reached");
                Outcome::NotSaid
            }
            CallError::Unclear(why) => {
                tracing::warn!(?method, why, "what became of a call to Slack is not known");
                Outcome::Unknown
            }
            CallError::Refused(code) => self.refused(method, code),
        }
    }

    fn refused(&self, method: Method, code: &str) -> Outcome {
        match meaning(code) {
            Meaning::LockedOut => {
                tracing::error!(
                    code,
                    "Slack, or a proxy before it, refuses the bot itself; what waits is kept: look at the app's token and scopes, and at the way to Slack"
                );
                self.pace.pause(method, LOCKED_OUT);
                not_yet(LOCKED_OUT)
            }
            Meaning::Passing => Outcome::Unknown,
            Meaning::Never(why) => {
                tracing::info!(?method, code, "Slack refuses a message");
                Outcome::Never(why)
            }
        }
    }
}

/// All posts need the same room, so that none of them need be tried before there is some: a
/// hundred thousand who wait cost nothing then.
fn with_all_its_sort(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::NotYet { after_ms } => Outcome::NoRoom { after_ms },
        other => other,
    }
}

fn put_off(wait: Wait) -> Outcome {
    not_yet(wait.time())
}

pub(super) fn not_yet(wait: Duration) -> Outcome {
    Outcome::NotYet {
        after_ms: not_yet_ms(wait),
    }
}

/// A wait in milliseconds, never none.
pub(super) fn not_yet_ms(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1)
}

/// What an error code of Slack's means for a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing can be said to anybody until an operator has looked.
    LockedOut,
    /// Slack's own trouble; it may even have been done.
    Passing,
    /// This message can never be said.
    Never(Undeliverable),
}

/// The codes that Slack documents for the methods used here; an unknown one concerns the message.
pub(super) fn meaning(code: &str) -> Meaning {
    match code {
        _ if code.starts_with(REFUSED_BY_STATUS) => Meaning::LockedOut,
        "account_inactive"
        | "token_revoked"
        | "token_expired"
        | "invalid_auth"
        | "not_authed"
        | "missing_scope"
        | "org_login_required"
        | "team_access_not_granted"
        | "no_permission"
        | "ekm_access_denied"
        | "not_allowed_token_type"
        | "access_denied" => Meaning::LockedOut,
        "internal_error"
        | "fatal_error"
        | "service_unavailable"
        | "request_timeout"
        | "team_added_to_org"
        | "rollup_error" => Meaning::Passing,
        "channel_not_found"
        | "message_not_found"
        | "cant_update_message"
        | "edit_window_closed" => Meaning::Never(Undeliverable::NotThere),
        "not_in_channel" => Meaning::Never(Undeliverable::NotInvited),
        "is_archived" | "channel_is_archived" => Meaning::Never(Undeliverable::Archived),
        "user_not_found"
        | "user_disabled"
        | "user_not_in_channel"
        | "user_not_visible"
        | "cannot_dm_bot"
        | "users_not_found"
        | "account_disabled" => Meaning::Never(Undeliverable::PersonLeft),
        "restricted_action"
        | "restricted_action_read_only_channel"
        | "messages_tab_disabled"
        | "restricted_action_non_threadable_channel"
        | "posting_to_general_channel_denied" => Meaning::Never(Undeliverable::NotAllowed),
        _ => Meaning::Never(Undeliverable::Refused),
    }
}

/// Where a message was put, as it is kept.
pub(super) fn address(posted: &Posted) -> Address {
    Address::from(format!("{} {}", posted.channel, posted.ts))
}

fn read_address(address: &Address) -> Option<Posted> {
    let (channel, ts) = address.as_str().split_once(' ')?;
    Some(Posted {
        channel: channel.to_owned(),
        ts: ts.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_token_loses_no_message_and_a_lost_channel_does() {
        assert_eq!(meaning("token_revoked"), Meaning::LockedOut);
        assert_eq!(meaning("HTTP 403"), Meaning::LockedOut, "a proxy's");
        assert_eq!(meaning("internal_error"), Meaning::Passing);
        assert_eq!(
            meaning("is_archived"),
            Meaning::Never(Undeliverable::Archived)
        );
        assert_eq!(
            meaning("a code of next year"),
            Meaning::Never(Undeliverable::Refused)
        );
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let posted = Posted {
            channel: "C1".to_owned(),
            ts: "1700000000.000100".to_owned(),
        };
        let read = read_address(&address(&posted)).unwrap();
        assert_eq!((read.channel, read.ts), (posted.channel, posted.ts));
        assert!(read_address(&Address::from("C1")).is_none());
    }
}
