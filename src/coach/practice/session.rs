//! A session as it is kept: what is asked, which of it stands open, and what was learnt so far.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::chat::{MessageId, PersonId};
use crate::coach::act::{SessionId, Step};
use crate::coach::checkin::Response;
use crate::coach::desk::{Desk, Record};
use crate::library::{Item, ItemId, ObjectiveId};
use crate::state::{Key, Kind, Undecided};

/// After how long a session that was left is not gone on with: by then other things are due.
const KEPT_HOURS: i64 = 24 * 14;

/// A session under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Session {
    /// Its name.
    pub id: SessionId,
    /// What is asked, in order.
    pub items: Vec<ItemId>,
    /// Which of them stands open.
    pub index: u8,
    /// An answer that waits for how sure one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Response>,
    /// The name of the message in which the open question stands.
    pub standing: MessageId,
    /// What was learnt, with the days for which it would now be recalled.
    #[serde(default)]
    pub learnt: Vec<(ObjectiveId, i64)>,
    /// When it began.
    pub began: Timestamp,
}

impl Record for Session {
    const KIND: Kind = Kind::Session;
}

impl Session {
    /// Where a person's session lies; she has one at most.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Session, "")
    }

    /// The session that is under way, if it was not left too long ago and the library still has
    /// its open question.
    pub fn current(desk: &Desk<'_>, person: &PersonId) -> Result<Option<Self>, Undecided> {
        let session: Option<Self> = desk.read(&Self::key(person))?;
        let kept = SignedDuration::from_hours(KEPT_HOURS);
        Ok(session.filter(|session| {
            desk.now.duration_since(session.began) < kept && session.item(desk).is_some()
        }))
    }

    /// The open step.
    pub fn step(&self) -> Step {
        Step {
            session: self.id.clone(),
            index: self.index,
        }
    }

    /// The item of the open step.
    pub fn item(&self, desk: &Desk<'_>) -> Option<Arc<Item>> {
        desk.coach
            .library
            .item(self.items.get(usize::from(self.index))?)
            .cloned()
    }

    /// How many questions are not answered yet.
    pub fn left(&self) -> i64 {
        let left = self.items.len().saturating_sub(usize::from(self.index));
        i64::try_from(left).unwrap_or(i64::MAX)
    }

    /// What the order of a step's choices is drawn from.
    pub fn seed(&self) -> String {
        format!("{}/{}", self.id, self.index)
    }
}
