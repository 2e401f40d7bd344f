//! After a post of unknown outcome: does it stand there? Each post carries a mark that says nothing
//! to anybody but its sender, and the conversation's history is searched for it: direct ones by
//! the scopes that Cairn asks for, channels only where an operator has added `channels:history` or
//! `groups:history`. Where Slack can't be asked, a post is tried so often and no more.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::Slack;
use super::answers::{Posted, Said};
use super::asking::MISSING_SCOPE;
use super::call::CallError;
use super::deliver::{LOCKED_OUT, Meaning, address, meaning, not_yet_ms};
use super::pace::Method;
use crate::chat::{Message, Outgoing, Place, WorkspaceId};
use crate::platform::{Delivery, Looked};

/// How often a post of unknown outcome is tried in all where Slack can't be asked.
const UNCLEAR_POSTS: u16 = 4;
/// How far back a message is looked for: longer than it is worth saying to one person, and far
/// shorter than its address is kept, so that an older one of the same name is never taken for it.
const LOOK_BACK: SignedDuration = SignedDuration::from_hours(24 * 8);
/// The most pages of one history that are read, 200 messages each; Slack gives fewer to some apps.
const PAGES: usize = 3;
/// How long to wait after a look that came to nothing for a passing reason.
const LOOK_AGAIN: Duration = Duration::from_secs(10);
/// For how long it is believed that Slack can't be asked about a conversation.
const BLIND_FOR: Duration = Duration::from_secs(3_600);
/// How many conversations that is known of; beyond, it is found out anew.
const BLIND_MOST: usize = 1_000;
/// All direct conversations share one right.
const DIRECT: &str = "direct";

/// Why a look saw nothing.
enum Unseen {
    /// Ask again after so long.
    Later(Duration),
    /// Slack can't be asked.
    Blind,
}

/// The conversations about which Slack can't be asked, each until it may be tried again.
#[derive(Default)]
pub(super) struct Blind(Mutex<HashMap<String, Instant>>);

impl Blind {
    fn is_to(&self, conversation: &str) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(conversation)
            .is_some_and(|until| Instant::now() < *until)
    }

    fn remember(&self, conversation: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= BLIND_MOST {
            known.clear();
        }
        known.insert(conversation.to_owned(), Instant::now() + BLIND_FOR);
    }
}

/// The mark of a message: the same for each try of it, and nothing can be read back from it.
/// Everybody in the workspace can read what stands beside a message.
pub(super) fn mark(workspace: &WorkspaceId, message: &Message) -> String {
    let (kind, whose) = match &message.place {
        Place::Channel(channel) => ("channel", channel.as_str()),
        Place::Direct(person) => (DIRECT, person.as_str()),
        Place::Whisper(channel, _) => ("whisper", channel.as_str()),
        Place::Home(person) => ("home", person.as_str()),
    };
    let mut hash = Sha256::new();
    for part in [workspace.as_str(), kind, whose, message.id.as_str()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..16])
}

impl Slack {
    /// Looks for a message once.
    pub(super) async fn look_for(&self, delivery: Delivery<'_>) -> Looked {
        let Outgoing::Message(message) = delivery.what else {
            return Looked::Absent;
        };
        match self.search(delivery.workspace, message, delivery.now).await {
            Ok(Some(stands)) => Looked::Stands(address(&stands)),
            Ok(None) => Looked::Absent,
            Err(Unseen::Later(wait)) => Looked::NotYet {
                after_ms: not_yet_ms(wait),
            },
            Err(Unseen::Blind) => Looked::CannotTell {
                repeat: delivery.unclear < UNCLEAR_POSTS,
            },
        }
    }

    async fn search(
        &self,
        workspace: &WorkspaceId,
        message: &Message,
        now: Timestamp,
    ) -> Result<Option<Posted>, Unseen> {
        let mark = mark(workspace, message);
        match &message.place {
            Place::Direct(person) if !self.blind.is_to(DIRECT) => {
                let opened = self.seen(Method::Open, DIRECT, self.calls.open(person.as_str()));
                let channel = opened.await?;
                self.read_back(DIRECT, &channel, &mark, now).await
            }
            Place::Channel(channel) if !self.blind.is_to(channel.as_str()) => {
                self.read_back(channel.as_str(), channel.as_str(), &mark, now)
                    .await
            }
            // A whisper stands in no history.
            Place::Direct(_) | Place::Channel(_) | Place::Whisper(..) | Place::Home(_) => {
                Err(Unseen::Blind)
            }
        }
    }

    /// Reads a history back until the mark is found, among the bot's own messages alone: anybody
    /// else could write the same.
    async fn read_back(
        &self,
        conversation: &str,
        channel: &str,
        mark: &str,
        now: Timestamp,
    ) -> Result<Option<Posted>, Unseen> {
        // Just after the start it may not be known yet who the bot is.
        let bot = self.installation().await.ok_or(Unseen::Later(LOOK_AGAIN))?;
        let oldest = now.saturating_sub(LOOK_BACK).unwrap_or(now).as_second();
        let mut cursor = None;
        for _ in 0..PAGES {
            let reading = self.calls.history(channel, oldest, cursor);
            let page = self.seen(Method::History, conversation, reading).await?;
            let is_it = |said: &Said| said.mark() == Some(mark) && bot.said(said);
            if let Some(Said { ts, .. }) = page.said().find(is_it) {
                let channel = channel.to_owned();
                return Ok(Some(Posted { channel, ts }));
            }
            cursor = page.next();
            if cursor.is_none() {
                return Ok(None);
            }
        }
        Err(Unseen::Blind)
    }

    /// What a call brought, within its limits; or why nothing was seen.
    async fn seen<T>(
        &self,
        method: Method,
        conversation: &str,
        call: impl Future<Output = Result<T, CallError>>,
    ) -> Result<T, Unseen> {
        let room = self.pace.take(method, None);
        room.map_err(|wait| Unseen::Later(wait.time()))?;
        let error = match call.await {
            Ok(seen) => return Ok(seen),
            Err(error) => error,
        };
        tracing::debug!(?method, %error, "whether a message stands could not be seen");
        Err(match error {
            CallError::Limited(wait) => {
                self.pace.slow_down(method, wait);
                Unseen::Later(wait)
            }
            CallError::NotReached | CallError::Unclear(_) => Unseen::Later(LOOK_AGAIN),
            CallError::Refused(code) => match (code.as_str(), meaning(&code)) {
                (MISSING_SCOPE | "no_permission" | "not_allowed_token_type", _) => {
                    self.blind.remember(conversation);
                    Unseen::Blind
                }
                (_, Meaning::LockedOut) => Unseen::Later(LOCKED_OUT),
                (_, Meaning::Passing) => Unseen::Later(LOOK_AGAIN),
                // Posting will say the same, and what it means for the message.
                (_, Meaning::Never(_)) => Unseen::Blind,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Card, MessageId};

    fn marked(workspace: &str, place: Place, id: &str, words: &str) -> String {
        let message = Message {
            id: MessageId::from(id),
            place,
            card: Card::words(words),
            until: Timestamp::MAX,
            urgent: false,
            via: None,
        };
        mark(&WorkspaceId::from(workspace), &message)
    }

    #[test]
    fn a_mark_is_the_messages_own_whatever_it_shows() {
        let channel = || Place::Channel("C1".into());
        let first = marked("slack:T1", channel(), "run/R7", "answered by 0");
        assert_eq!(first.len(), 32);
        assert_eq!(
            first,
            marked("slack:T1", channel(), "run/R7", "answered by 9")
        );
        for other in [
            marked("slack:T2", channel(), "run/R7", ""),
            marked("slack:T1", Place::Direct("C1".into()), "run/R7", ""),
            marked("slack:T1", Place::Channel("C1r".into()), "un/R7", ""),
            marked("slack:T1", channel(), "run/R8", ""),
        ] {
            assert_ne!(first, other);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn where_slack_can_not_be_asked_it_is_asked_again_an_hour_later() {
        let blind = Blind::default();
        blind.remember("C1");
        assert!(blind.is_to("C1") && !blind.is_to("C2"));
        tokio::time::advance(BLIND_FOR).await;
        assert!(!blind.is_to("C1"));
        (0..2 * BLIND_MOST).for_each(|number| blind.remember(&number.to_string()));
        assert!(blind.0.lock().unwrap().len() <= BLIND_MOST);
    }
}
