//! A role that can be given: where it is kept, how it is called, and what is said of it.

use super::Roles;
use crate::chat::{ChannelId, PersonId, Span, Text};
use crate::coach::audit::Deed;
use crate::coach::phrases::Speaker;
use crate::state::Key;

/// A role that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Admin.
    Admin,
    /// Manager of a channel.
    Manager(ChannelId),
}

impl Role {
    /// Where it lies who was given it.
    pub fn key(&self) -> Key {
        match self {
            Self::Admin => Roles::of_workspace(),
            Self::Manager(channel) => Roles::of_channel(channel),
        }
    }

    /// Of which channel it is; of none, if of the workspace.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Admin => None,
            Self::Manager(channel) => Some(channel),
        }
    }

    /// The role of a key, whoever owns it.
    pub fn of(key: &Key) -> Self {
        if key.id.is_empty() {
            Self::Admin
        } else {
            Self::Manager(ChannelId::from(&*key.id))
        }
    }

    /// That somebody was given it.
    pub fn deed_added(&self, person: &PersonId) -> Deed {
        let person = person.into();
        match self.clone() {
            Self::Admin => Deed::AdminAdded { person },
            Self::Manager(channel) => Deed::ManagerAdded { person, channel },
        }
    }

    /// That it was taken from somebody.
    pub fn deed_removed(&self, person: &PersonId) -> Deed {
        let person = person.into();
        match self.clone() {
            Self::Admin => Deed::AdminRemoved { person },
            Self::Manager(channel) => Deed::ManagerRemoved { person, channel },
        }
    }

    /// Above who has it.
    pub fn heading(&self, say: &Speaker<'_>, is_nobody: bool) -> Text {
        match self {
            Self::Admin => say.admins_title(),
            Self::Manager(channel) if is_nobody => say.managers_none(shown(channel)),
            Self::Manager(channel) => say.managers_title(shown(channel)),
        }
    }

    /// How it is given and taken.
    pub fn usage(&self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Admin => say.admins_usage(),
            Self::Manager(_) => say.managers_usage(),
        }
    }

    /// To who gave it: it is given.
    pub fn added(&self, say: &Speaker<'_>, person: Text) -> Text {
        match self {
            Self::Admin => say.admin_added(person),
            Self::Manager(channel) => say.manager_added(person, shown(channel)),
        }
    }

    /// To who wanted to give it: it was there.
    pub fn already(&self, say: &Speaker<'_>, person: Text) -> Text {
        match self {
            Self::Admin => say.admin_already(person),
            Self::Manager(channel) => say.manager_already(person, shown(channel)),
        }
    }

    /// To who took it: it is taken.
    pub fn removed(&self, say: &Speaker<'_>, person: Text) -> Text {
        match self {
            Self::Admin => say.admin_removed(person),
            Self::Manager(channel) => say.manager_removed(person, shown(channel)),
        }
    }

    /// To who wanted to take it: it was not there.
    pub fn is_none(&self, say: &Speaker<'_>, person: Text) -> Text {
        match self {
            Self::Admin => say.admin_is_none(person),
            Self::Manager(channel) => say.manager_is_none(person, shown(channel)),
        }
    }

    /// To who has it now: what it means.
    pub fn means(&self, say: &Speaker<'_>, by: Text) -> Text {
        match self {
            Self::Admin => say.admin_means(by),
            Self::Manager(channel) => say.manager_means(by, shown(channel)),
        }
    }
}

fn shown(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}
