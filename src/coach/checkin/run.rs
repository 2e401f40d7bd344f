//! What is kept of a check-in in a channel: the run itself, the text it was opened with, and what
//! each person answered, once. While a run is open nobody writes what two people share: answers
//! lie under their people, and counts are added up.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Response, Verdict};
use crate::chat::{ChannelId, CounterName, MessageId, PersonId};
use crate::coach::act::{RunId, ScheduleId};
use crate::coach::desk::{Desk, Record, counter};
use crate::coach::privacy::{Forgets, named};
use crate::library::{Item, ItemId, SkillId};
use crate::state::{Key, Kind, Undecided};

/// A check-in that stands, or stood, in a channel. Written when it opens, closes, is counted, and
/// is taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Run {
    /// With which item.
    pub item: ItemId,
    /// Which text of it, by its hash.
    pub edition: String,
    /// Where.
    pub channel: ChannelId,
    /// Who asked.
    #[serde(rename = "by")]
    pub asked_by: PersonId,
    /// When it opened.
    pub opened: Timestamp,
    /// When it closes, or closed.
    pub closes: Timestamp,
    /// The schedule by which it came; none when somebody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<ScheduleId>,
    /// Where it is in its life.
    pub state: RunState,
}

/// Where a run is in its life.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum RunState {
    /// Answers are counted.
    Open,
    /// Answers teach, and are not counted any more. What was counted can no longer change.
    Closed,
    /// The closed run was counted.
    Tallied {
        /// How many answered.
        answered: i64,
        /// How many by line of the spread.
        spread: BTreeMap<String, i64>,
    },
    /// It could not be posted.
    Withdrawn,
    /// It was taken back: what was answered counts nowhere.
    TakenBack,
}

/// What one person answered to a run, once and for all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Once {
    /// The item, so that an answer explains itself when the run is gone.
    pub item: ItemId,
    /// What was answered.
    pub response: Response,
    /// How it is told.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
    /// Whether it was in time to be counted in the channel.
    pub counted: bool,
    /// When the idea is worth another look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_look: Option<Date>,
}

/// The text of an item, as it was when a run was opened with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::coach) struct Edition(pub Arc<Item>);

impl Record for Run {
    const KIND: Kind = Kind::Run;
}

impl Forgets for Run {
    fn forget(&mut self, person: &PersonId) -> bool {
        named::blot(&mut self.asked_by, person)
    }
}

impl Record for Once {
    const KIND: Kind = Kind::Once;
}

impl Record for Edition {
    const KIND: Kind = Kind::Edition;
}

/// Of which skill a check-in is that was opened since a moment and stands.
pub(in crate::coach) fn standing_skill(
    desk: &Desk<'_>,
    run: &RunId,
    since: Timestamp,
) -> Result<Option<SkillId>, Undecided> {
    let run = desk.read::<Run>(&Run::key(run))?;
    let stands = |run: &Run| match run.state {
        RunState::Open | RunState::Closed | RunState::Tallied { .. } => run.opened >= since,
        RunState::Withdrawn | RunState::TakenBack => false,
    };
    Ok(run.filter(stands).map(|run| run.item.skill()))
}

impl Run {
    /// Where a run lies.
    pub fn key(run: &RunId) -> Key {
        Key::shared(Kind::Run, run.as_str())
    }

    /// The name of its message in the channel.
    pub fn message(run: &RunId) -> MessageId {
        MessageId::from(format!("run/{run}"))
    }

    /// Which run a message belongs to.
    pub fn of_message(message: &MessageId) -> Option<RunId> {
        message.as_str().strip_prefix("run/").map(RunId::from)
    }

    /// Counts who answered.
    pub fn answered(run: &RunId) -> CounterName {
        counter(&["run", run.as_str(), "answered"])
    }

    /// Counts who took a line of the spread.
    pub fn took(run: &RunId, line: &str) -> CounterName {
        counter(&["run", run.as_str(), "took", line])
    }

    /// The item as it was when the run was opened: the library's while its text is the same,
    /// else the kept one.
    pub fn item(&self, desk: &Desk<'_>) -> Result<Option<Arc<Item>>, Undecided> {
        if let Some(item) = desk.coach.item_of_edition(&self.item, &self.edition) {
            return Ok(Some(item));
        }
        Ok(desk
            .read::<Edition>(&Edition::key(&self.edition))?
            .map(|edition| edition.0))
    }

    /// Whether answers are counted.
    pub fn is_open(&self) -> bool {
        self.state == RunState::Open
    }
}

/// The channel of a run; none of one that is not known (any more).
pub(in crate::coach) fn channel_of(
    desk: &Desk<'_>,
    run: &RunId,
) -> Result<Option<ChannelId>, Undecided> {
    Ok(desk.read::<Run>(&Run::key(run))?.map(|run| run.channel))
}

impl Once {
    /// Where a person's answer to a run lies.
    pub fn key(person: &PersonId, run: &RunId) -> Key {
        Key::personal(person, Kind::Once, format!("run/{run}"))
    }
}

impl Edition {
    /// Where the text of a hash lies.
    pub fn key(hash: &str) -> Key {
        Key::shared(Kind::Edition, hash)
    }
}
