//! A person's if-then plan as it is kept, and how one comes about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chat::{MessageId, PersonId};
use crate::coach::checkin::Response;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, Record};
use crate::coach::nudge;
use crate::coach::seed;
use crate::library::{Item, ItemId};
use crate::state::{Key, Kind, Undecided};

/// A person's if-then plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Plan {
    /// The item it came from; none for one of her own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// When this happens …
    pub cue: String,
    /// … one does that.
    pub action: String,
    /// When to look back on it.
    pub due: Date,
    /// When it was made, or made smaller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Date>,
    /// How often *not yet* was said since then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_yet: u8,
    /// The message in which it came back last, while that has its buttons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<MessageId>,
    /// How it ended; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// How a plan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Ended {
    /// When.
    pub on: Date,
    /// Whether it was carried out; else it was dropped.
    pub did: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

impl Record for Plan {
    const KIND: Kind = Kind::Commitment;
}

impl Plan {
    /// Where somebody's plan of a name lies.
    pub fn key(person: &PersonId, name: &str) -> Key {
        Key::personal(person, Kind::Commitment, name)
    }

    /// Whether it has not ended.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// A fresh one.
    pub(super) fn new(words: (String, String), made: Date, days: i64) -> Self {
        let (cue, action) = words;
        Self {
            item: None,
            cue,
            action,
            due: days_after(made, days),
            made: Some(made),
            not_yet: 0,
            asked: None,
            ended: None,
        }
    }
}

/// The name of a plan that comes of this event.
pub(super) fn fresh_name(desk: &Desk<'_>) -> String {
    seed::name(&[desk.event.id.as_str(), "plan"])
}

/// Keeps the plan of a response, if it is one. It comes back on its day to who may be written to.
pub(in crate::coach) fn keep(
    desk: &mut Desk<'_>,
    id: &PersonId,
    item: &Item,
    response: &Response,
    day: Date,
) -> Result<(), Undecided> {
    let Response::Plan {
        cue,
        action,
        due_days,
    } = response
    else {
        return Ok(());
    };
    let words = (cue.clone(), action.clone());
    let mut plan = Plan::new(words, day, i64::from(*due_days));
    plan.item = Some(item.id.clone());
    let name = fresh_name(desk);
    nudge::plan_set(desk, id, &name, plan.due, false)?;
    desk.write(Plan::key(id, &name), &plan);
    Ok(())
}
