//! What was done with a schedule, as the audit keeps it.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::echo::what_by_ids;
use super::record::{Schedule, What};
use crate::chat::{PersonId, Text};
use crate::coach::act::ScheduleId;
use crate::coach::audit::{self, Deed};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;

/// Something done with a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::coach) enum ScheduleDeed {
    /// It was made.
    Made,
    /// It was changed.
    Changed,
    /// It was paused.
    Paused {
        /// Until that date, if it ends by itself.
        until: Option<Date>,
    },
    /// A pause was ended.
    Resumed,
    /// A time was left out.
    Skipped {
        /// Which.
        time: DateTime,
    },
    /// Nothing is left out any more.
    Unskipped,
    /// What comes next was posted at once.
    Sent,
    /// It was deleted.
    Deleted,
}

impl ScheduleDeed {
    /// In a sentence. What comes is named by the ids under which admins find it.
    pub fn words(&self, say: &Speaker<'_>, who: Text, channel: Text, comes: Option<&What>) -> Text {
        let what = match comes {
            Some(what) => what_by_ids(say, what),
            None => say.deed_schedule_unnamed(),
        };
        match self {
            Self::Made => say.deed_schedule_made(who, channel, what),
            Self::Changed => say.deed_schedule_changed(who, channel, what),
            Self::Paused { until: None } => say.deed_schedule_paused(who, channel, what),
            Self::Paused { until: Some(until) } => {
                say.deed_schedule_paused_until(who, channel, what, until.to_string())
            }
            Self::Resumed => say.deed_schedule_resumed(who, channel, what),
            Self::Skipped { time } => {
                let time = time.strftime("%Y-%m-%d %H:%M").to_string();
                say.deed_schedule_skipped(who, channel, what, time)
            }
            Self::Unskipped => say.deed_schedule_unskipped(who, channel, what),
            Self::Sent => say.deed_schedule_sent(who, channel, what),
            Self::Deleted => say.deed_schedule_deleted(who, channel, what),
        }
    }
}

/// Keeps that somebody did something with a schedule.
pub(super) fn keep(
    desk: &mut Desk<'_>,
    by: &PersonId,
    (id, schedule): (&ScheduleId, &Schedule),
    deed: ScheduleDeed,
) {
    let deed = Deed::Scheduled {
        schedule: id.clone(),
        channel: schedule.channel.clone(),
        comes: Some(schedule.what.clone()),
        deed,
    };
    audit::record(desk, by, deed);
}
