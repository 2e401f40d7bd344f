//! How things are made to stand in Teams: posts and edits in channels and in the conversations with
//! people; `target` has where, `asking` the questions. Says each once, within Teams' limits; what became of it is
//! told in the courier's words. What may have been said is never said again: Teams has no mark by
//! which it could be found.

use std::time::Duration;

use serde_json::{Value, json};

use super::Teams;
use super::connector::CallError;
use super::connector::meaning::{Meaning, meaning};
use super::memory::thumbs;
use super::pace::Traffic;
use super::respond::Asked;
use super::target::Target;
use crate::chat::{
    Address, Card, ChannelId, Message, Outgoing, PersonId, Place, Span, Text, Undeliverable,
    WorkspaceId,
};
use crate::platform::metering::Wait;
use crate::platform::{Delivery, Outcome};

/// How long to wait while Teams, or who gives tokens for it, refuses the bot itself.
const LOCKED_OUT: Duration = Duration::from_secs(60);

impl Teams {
    /// Says, edits or asks something once.
    pub(super) async fn say(&self, delivery: Delivery<'_>) -> Outcome {
        let Delivery {
            workspace, what, ..
        } = delivery;
        match what {
            Outgoing::Ask(ask) => self.ask(workspace, ask).await,
            Outgoing::File(file) => self.hand(workspace, file).await,
            Outgoing::Remove(removal) => self.remove(workspace, &removal.address).await,
            Outgoing::Message(message) => {
                match (&message.place, delivery.sent.and_then(Sent::read)) {
                    (Place::Whisper(channel, person), _) => {
                        self.whisper(workspace, message, (channel, person)).await
                    }
                    (_, Some(sent)) => self.edit(workspace, message, &sent).await,
                    (_, None) => self.post(workspace, message).await,
                }
            }
        }
    }

    async fn post(&self, workspace: &WorkspaceId, message: &Message) -> Outcome {
        let target = match self.target(workspace, &message.place).await {
            Ok(target) => target,
            Err(instead) => return instead,
        };
        let activity = self.activity(workspace, message, &[]).await;
        self.send(workspace, &target, &activity, message).await
    }

    /// What is meant for one person in a channel goes to the conversation with her. If there can be
    /// none, since she lacks the app, a line in the channel says so, once while Cairn runs.
    async fn whisper(
        &self,
        workspace: &WorkspaceId,
        message: &Message,
        (channel, person): (&ChannelId, &PersonId),
    ) -> Outcome {
        let said = self.post(workspace, message).await;
        let lacks_app = matches!(
            said,
            Outcome::Never(Undeliverable::NotAllowed | Undeliverable::NotInvited)
        );
        if !lacks_app || self.memory.was_told(channel, person) {
            return said;
        }
        let place = Place::Channel(channel.clone());
        let target = match self.target(workspace, &place).await {
            Ok(target) => target,
            Err(instead) => return instead,
        };
        let taken = self
            .pace(workspace)
            .take(Traffic::Write, &target.conversation);
        if let Err(wait) = taken {
            return put_off(wait);
        }
        let spans = vec![
            Span::Person(person.clone()),
            Span::Plain(format!(": {}", self.words.get_app)),
        ];
        let card = Card::words(Text(spans));
        let drawn = self.draw(workspace, &place, &card, &[]).await;
        self.memory.tells(channel, person);
        self.send_once(workspace, &target, &message_of(&card, drawn))
            .await
    }

    /// Posts, and remembers what must be known of it later.
    async fn send(
        &self,
        workspace: &WorkspaceId,
        target: &Target,
        activity: &Value,
        message: &Message,
    ) -> Outcome {
        if let Err(wait) = self
            .pace(workspace)
            .take(Traffic::Write, &target.conversation)
        {
            return put_off(wait);
        }
        let Target {
            service,
            conversation,
        } = target;
        match self.connector.send(service, conversation, activity).await {
            Ok(Some(id)) => {
                let sent = Sent {
                    conversation: conversation.clone(),
                    id,
                };
                self.remember(&sent, message);
                Outcome::Said(message.place.keeps_messages().then(|| sent.address()))
            }
            // It stands, and can't be edited.
            Ok(None) => Outcome::Said(None),
            Err(error) => self.judge(workspace, conversation, &error),
        }
    }

    /// Puts what should stand in the place of what stands. A card that many see is edited every
    /// half minute at most, unless what it says is final.
    async fn edit(&self, workspace: &WorkspaceId, message: &Message, sent: &Sent) -> Outcome {
        let name = sent.name();
        let is_shared = matches!(message.place, Place::Channel(_));
        let wait = self.memory.wait_to_edit(&name);
        if is_shared && !message.urgent && !wait.is_zero() {
            return not_yet(wait);
        }
        let service = match self.target(workspace, &message.place).await {
            Ok(target) => target.service,
            Err(instead) => return instead,
        };
        if let Err(wait) = self
            .pace(workspace)
            .take(Traffic::Write, &sent.conversation)
        {
            return put_off(wait);
        }
        let answered = self.memory.who_answered(&name);
        let activity = self.activity(workspace, message, &answered).await;
        let Sent { conversation, id } = sent;
        let edited = self
            .connector
            .update(&service, conversation, id, &activity)
            .await;
        match edited {
            Ok(()) => {
                self.remember(sent, message);
                Outcome::Said(Some(sent.address()))
            }
            Err(error) => self.judge(workspace, conversation, &error),
        }
    }

    fn remember(&self, sent: &Sent, message: &Message) {
        if matches!(message.place, Place::Channel(_)) {
            self.memory.stands(&sent.name());
        }
        self.memory.has_thumbs(&sent.name(), &message.card);
    }

    /// Takes a message away for good. One that is not there any more is away.
    async fn remove(&self, workspace: &WorkspaceId, address: &Address) -> Outcome {
        let Some(sent) = Sent::read(address) else {
            return Outcome::Never(Undeliverable::Refused);
        };
        let Sent { conversation, id } = &sent;
        // Of whom it was said to nothing is known any more.
        let service = match self
            .channel_reach(workspace, &conversation.as_str().into())
            .await
        {
            Some(reach) => self.service(&reach.service),
            None => None,
        };
        let service = service.unwrap_or_else(|| self.usual_service.clone());
        if let Err(wait) = self.pace(workspace).take(Traffic::Write, conversation) {
            return put_off(wait);
        }
        match self.connector.delete(&service, conversation, id).await {
            Ok(()) => Outcome::Said(None),
            Err(error) => match meaning(&error) {
                Meaning::Gone => Outcome::Said(None),
                _ => self.judge(workspace, conversation, &error),
            },
        }
    }

    /// Words about a request that changed nothing: sending it again is right, so they are not kept,
    /// and nobody waits for them.
    pub(super) fn tell(&self, asked: &Asked, card: Card) {
        let Some(teams) = self.own.upgrade() else {
            return;
        };
        let (workspace, person) = (asked.workspace.clone(), asked.person.clone());
        tokio::spawn(async move {
            let place = Place::Direct(person);
            let Ok(target) = teams.target(&workspace, &place).await else {
                return;
            };
            let drawn = teams.draw(&workspace, &place, &card, &[]).await;
            let activity = message_of(&card, drawn);
            if teams
                .pace(&workspace)
                .take(Traffic::Write, &target.conversation)
                .is_err()
            {
                return;
            }
            let Target {
                service,
                conversation,
            } = &target;
            let told = teams.connector.send(service, conversation, &activity).await;
            if let Err(error) = told {
                tracing::warn!(%error, "who wrote could not be told that nothing came of it");
            }
        });
    }

    async fn activity(
        &self,
        workspace: &WorkspaceId,
        message: &Message,
        answered: &[String],
    ) -> Value {
        let drawn = self
            .draw(workspace, &message.place, &message.card, answered)
            .await;
        message_of(&message.card, drawn)
    }

    /// What became of a call that did not do what it should.
    pub(super) fn judge(
        &self,
        workspace: &WorkspaceId,
        conversation: &str,
        error: &CallError,
    ) -> Outcome {
        let pace = self.pace(workspace);
        match meaning(error) {
            Meaning::TooMany(wait) => {
                tracing::warn!(wait_s = wait.as_secs(), "Teams asks to wait");
                pace.slow_down(conversation, wait);
                not_yet(wait)
            }
            Meaning::Busy(wait) => {
                pace.pause(conversation, wait);
                not_yet(wait)
            }
            Meaning::NotReached => {
                tracing::warn!("Teams can't be reached");
                Outcome::NotSaid
            }
            Meaning::Unknown => {
                tracing::warn!(%error, "what became of a call to Teams is not known");
                Outcome::Unknown
            }
            Meaning::LockedOut(code) => {
                tracing::error!(
                    code,
                    "Teams refuses the bot itself; what waits is kept: look at the app's id, its secret and its tenant, and at the way to Teams"
                );
                pace.pause_all(LOCKED_OUT);
                not_yet(LOCKED_OUT)
            }
            Meaning::Gone => Outcome::Never(Undeliverable::NotThere),
            Meaning::Shut(why) | Meaning::Never(why) => {
                tracing::info!(%error, "Teams refuses a message");
                Outcome::Never(why)
            }
        }
    }
}

/// A card as a message: its summary is what notifications and lists show.
pub(super) fn message_of(card: &Card, drawn: Value) -> Value {
    let mut message = json!({
        "type": "message",
        "summary": first_line(&card.summary),
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "content": drawn,
        }],
    });
    if !thumbs(card).is_empty() {
        message["channelData"] = json!({ "feedbackLoopEnabled": true });
    }
    message
}

/// The first line of a summary, as long as a notification shows it.
fn first_line(summary: &str) -> String {
    let line = summary.lines().find(|line| !line.trim().is_empty());
    line.unwrap_or_default().chars().take(200).collect()
}

pub(super) fn put_off(wait: Wait) -> Outcome {
    match wait {
        Wait::Here(wait) => not_yet(wait),
        Wait::Everywhere(wait) => Outcome::NoRoom {
            after_ms: milliseconds(wait),
        },
    }
}

fn not_yet(wait: Duration) -> Outcome {
    Outcome::NotYet {
        after_ms: milliseconds(wait),
    }
}

/// A wait in milliseconds, never none.
fn milliseconds(wait: Duration) -> u64 {
    u64::try_from(wait.as_millis()).unwrap_or(u64::MAX).max(1)
}

/// Where a message was put.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    conversation: String,
    id: String,
}

impl Sent {
    /// As it is kept. Neither id holds a space.
    fn address(&self) -> Address {
        Address::from(self.name())
    }

    /// The name of the card in the adapter's memory.
    fn name(&self) -> String {
        card_name(&self.conversation, &self.id)
    }

    fn read(address: &Address) -> Option<Self> {
        let (conversation, id) = address.as_str().split_once(' ')?;
        Some(Self {
            conversation: conversation.to_owned(),
            id: id.to_owned(),
        })
    }
}

/// The name of a card in the adapter's memory.
pub(super) fn card_name(conversation: &str, id: &str) -> String {
    format!("{conversation} {id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let sent = Sent {
            conversation: "19:abc@thread.tacv2".to_owned(),
            id: "1700000000000".to_owned(),
        };
        assert_eq!(Sent::read(&sent.address()), Some(sent));
        assert_eq!(Sent::read(&Address::from("19:abc")), None);
    }

    #[test]
    fn a_notification_is_one_line() {
        assert_eq!(first_line("\n  \nOne\ntwo"), "One");
        assert_eq!(first_line(&"x".repeat(500)).len(), 200);
        assert_eq!(first_line(""), "");
    }
}
