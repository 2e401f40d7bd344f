//! What is kept of a win that was suggested: until it is decided all of it, then who decided what.

use serde::{Deserialize, Serialize};

use super::press::WinId;
use super::record::Win;
use crate::chat::{ChannelId, MessageId, PersonId};
use crate::coach::desk::{Desk, Record};
use crate::coach::privacy::Forgets;
use crate::state::{Key, Kind, Owner, Undecided};

/// The most suggestions of a channel that are looked through for those that wait.
const READ: u16 = 200;

/// A win that waits for a manager, or waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Suggestion {
    /// The win; without its words once it is decided.
    pub win: Win,
    /// To whom it is shown: each has it in the direct conversation.
    pub shown_to: Vec<PersonId>,
    /// What became of it, once that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Decided>,
}

/// What became of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Decided {
    /// What.
    pub how: How,
    /// Who decided it; nobody once she is forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

/// What can become of a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum How {
    /// A manager posted it.
    Posted,
    /// A manager did not.
    Declined,
    /// Who wrote it took it back, or was deleted.
    TakenBack,
}

impl Record for Suggestion {
    const KIND: Kind = Kind::Suggestion;
}

impl Forgets for Suggestion {
    fn forget(&mut self, person: &PersonId) -> bool {
        let wrote = self.win.by.as_ref() == Some(person);
        let in_it = self.win.forget(person);
        let shown = self.shown_to.contains(person);
        self.shown_to.retain(|manager| manager != person);
        let by = self.decided.as_mut().map(|decided| &mut decided.by);
        let by = by.filter(|by| by.as_ref() == Some(person));
        let decided = by.is_some();
        if let Some(by) = by {
            *by = None;
        }
        // Words that nobody has posted go with who wrote them.
        if wrote && self.decided.is_none() {
            self.decide(How::TakenBack, None);
        }
        in_it || shown || decided
    }
}

impl Suggestion {
    /// Where it lies.
    pub fn key(id: &WinId) -> Key {
        Key::shared(Kind::Suggestion, id.to_string())
    }

    /// The name of what each manager is shown.
    pub fn message(id: &WinId) -> MessageId {
        MessageId::from(format!("suggestion/{id}"))
    }

    /// The suggestion of a name, if there is one.
    pub fn read(desk: &Desk<'_>, id: &WinId) -> Result<Option<Self>, Undecided> {
        desk.read(&Self::key(id))
    }

    /// It is decided. Its words are where they belong now: in the channel, or with who wrote them.
    pub fn decide(&mut self, how: How, by: Option<PersonId>) {
        self.win = self.win.clone().without_words();
        self.decided = Some(Decided { how, by });
    }

    /// Those of a channel that wait, the newest first.
    pub fn waiting(desk: &Desk<'_>, channel: &ChannelId) -> Result<Vec<(WinId, Self)>, Undecided> {
        let begins = format!("{channel}/");
        let page = desk.read_some::<Self>(Owner::Shared, begins.as_str().into(), READ)?;
        let own = page
            .into_iter()
            .take_while(|(key, _)| key.id.starts_with(&begins));
        let waiting = own.filter(|(_, suggestion)| suggestion.decided.is_none());
        Ok(waiting
            .filter_map(|(key, suggestion)| Some((WinId::read(&key.id)?, suggestion)))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_what_was_suggested_is_kept_once_it_is_decided() {
        let waiting = include_str!("../../../tests/golden/Suggestion.1/waiting.json");
        for how in [How::Posted, How::Declined, How::TakenBack] {
            let mut suggestion: Suggestion = serde_json::from_str(waiting).unwrap();
            suggestion.decide(how, Some("UMIA".into()));
            let win = &suggestion.win;
            assert!(win.what.is_empty() && win.why.is_empty() && win.people.is_empty());
            assert_eq!(win.value, None);
        }
    }
}
