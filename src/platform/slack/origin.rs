//! Where a press came from, handed through the form that it opens: Slack keeps it with the form
//! and sends it back signed, so that the answer finds its way.

use serde::{Deserialize, Serialize};

use crate::chat::{PersonId, Place, Reply, ReplyHandle};

/// Where a press came from.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Origin {
    /// The channel; none for the direct conversation.
    #[serde(rename = "c", skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The address for answers, for 30 minutes.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    pub response_url: Option<String>,
    /// The message that was pressed, which the address may replace.
    #[serde(rename = "m", skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The address for answers is a right: it is never shown.
impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Origin")
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}

impl Origin {
    /// As text to be handed through.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was handed through; nothing of what is not of this form.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Where it happened.
    pub fn place(&self, person: &str) -> Place {
        match &self.channel {
            Some(channel) => Place::Channel(channel.as_str().into()),
            None => Place::Direct(person.into()),
        }
    }

    /// Where a private answer goes: into the channel for the person alone, or into the direct
    /// conversation.
    pub fn reply(&self, person: &str) -> Reply {
        let person = PersonId::from(person);
        let place = match &self.channel {
            Some(channel) => Place::Whisper(channel.as_str().into(), person),
            None => Place::Direct(person),
        };
        Reply::To(place, self.handle())
    }

    fn handle(&self) -> Option<ReplyHandle> {
        let url = self.response_url.as_deref()?;
        let message = self.message.as_deref().unwrap_or_default();
        Some(ReplyHandle::from(format!("{message} {url}")))
    }
}

/// What an address for answers allows: to answer privately, and to replace the message pressed.
pub(super) struct Handle<'a> {
    pub message: &'a str,
    pub response_url: &'a str,
}

impl<'a> Handle<'a> {
    /// Reads what [`Origin::reply`] wrote.
    pub fn read(handle: &'a ReplyHandle) -> Option<Self> {
        let (message, response_url) = handle.as_str().split_once(' ')?;
        Some(Self {
            message,
            response_url,
        })
    }
}
