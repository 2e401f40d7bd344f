//! How people and channels are reached in Teams, as it is kept with the events that told it: the
//! service's address, the conversation, and what one is called there.

use serde::{Deserialize, Serialize};

use crate::chat::Reach;

/// How a person is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PersonReach {
    /// Where Teams' service for her is.
    pub service: String,
    /// The conversation between her and the bot, while she has the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
    /// What she is called in this bot's calls: `29:…`.
    pub user: String,
    /// Her name as others see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The zone of her device when she was last seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// How a channel, or a group's chat, is reached. Its id is its conversation's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ChannelReach {
    /// Where Teams' service for it is.
    pub service: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The team that it belongs to; none for a group's chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// What the team is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
}

impl PersonReach {
    /// As it is kept.
    pub fn write(&self) -> Reach {
        Reach::from(serde_json::to_string(self).unwrap_or_default())
    }

    /// What was kept; nothing if it can't be read.
    pub fn read(reach: &Reach) -> Option<Self> {
        serde_json::from_str(reach.as_str()).ok()
    }

    /// What is known now, with what was known before where now nothing is told. The conversation
    /// stands until somebody says that it is gone.
    #[must_use]
    pub fn or(self, before: Self) -> Self {
        Self {
            service: self.service,
            conversation: self.conversation.or(before.conversation),
            user: self.user,
            name: self.name.or(before.name),
            zone: self.zone.or(before.zone),
        }
    }
}

impl ChannelReach {
    /// As it is kept.
    pub fn write(&self) -> Reach {
        Reach::from(serde_json::to_string(self).unwrap_or_default())
    }

    /// What was kept; nothing if it can't be read.
    pub fn read(reach: &Reach) -> Option<Self> {
        serde_json::from_str(reach.as_str()).ok()
    }

    /// What is known now, with what was known before where now nothing is told.
    #[must_use]
    pub fn or(self, before: Self) -> Self {
        Self {
            service: self.service,
            name: self.name.or(before.name),
            team: self.team.or(before.team),
            team_name: self.team_name.or(before.team_name),
        }
    }

    /// What people call it: the team's name where Teams names its first channel nowhere.
    pub fn shown(&self) -> Option<&str> {
        self.name.as_deref().or(self.team_name.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_again_stays_as_it_was() {
        let before = PersonReach {
            service: "https://smba.trafficmanager.net/emea/".to_owned(),
            conversation: Some("a:1".to_owned()),
            user: "29:ana".to_owned(),
            name: Some("Ana".to_owned()),
            zone: Some("Europe/Berlin".to_owned()),
        };
        let now = PersonReach {
            service: "https://smba.trafficmanager.net/amer/".to_owned(),
            user: "29:ana".to_owned(),
            ..PersonReach::default()
        };
        let known = now.clone().or(before.clone());
        assert_eq!(known.service, now.service, "the last one wins");
        assert_eq!(
            (known.conversation, known.name),
            (before.conversation.clone(), before.name.clone())
        );
        assert_eq!(PersonReach::read(&before.write()), Some(before));
        assert_eq!(PersonReach::read(&Reach::from("what?")), None);
    }
}
