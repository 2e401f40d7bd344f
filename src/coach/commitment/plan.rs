//! A person's if-then plans: what a commitment leaves behind until its day.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::chat::PersonId;
use crate::coach::checkin::Response;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, Record};
use crate::coach::seed;
use crate::library::{Item, ItemId};
use crate::state::{Key, Kind};

/// A person's if-then plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Plan {
    /// The item it came from.
    pub item: ItemId,
    /// When this happens …
    pub cue: String,
    /// … one does that.
    pub action: String,
    /// When to look back on it.
    pub due: Date,
}

impl Record for Plan {
    const KIND: Kind = Kind::Commitment;
}

/// Keeps the plan of a response, if it is one.
pub(in crate::coach) fn keep(
    desk: &mut Desk<'_>,
    id: &PersonId,
    item: &Item,
    response: &Response,
    day: Date,
) {
    let Response::Plan {
        cue,
        action,
        due_days,
    } = response
    else {
        return;
    };
    let plan = Plan {
        item: item.id.clone(),
        cue: cue.clone(),
        action: action.clone(),
        due: days_after(day, i64::from(*due_days)),
    };
    let name = seed::name(&[desk.event.id.as_str(), "plan"]);
    desk.write(Key::personal(id, Kind::Commitment, name), &plan);
}
