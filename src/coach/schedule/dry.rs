//! Whether a schedule soon has nothing new to give: a word to the admins three weeks before (F72).

use jiff::SignedDuration;

use super::holidays::DaysOff;
use super::packs::closed;
use super::record::{Schedule, Subject, TipSource, What};
use crate::coach::act::ScheduleId;
use crate::coach::channel::ChannelRecord;
use crate::coach::checkin;
use crate::coach::desk::Desk;
use crate::coach::notices::{self, Notice};
use crate::coach::packs::{self, Whom};
use crate::coach::round;
use crate::coach::tip;
use crate::state::Undecided;

/// How long before.
const BEFORE: SignedDuration = SignedDuration::from_hours(24 * 7 * 3);

/// How many there are that the channel has not had; none where it is always the same one, or nothing
/// comes since the pack is not open there.
pub(super) fn left(desk: &Desk<'_>, schedule: &Schedule) -> Result<Option<usize>, Undecided> {
    if closed(desk, &schedule.what, &schedule.channel)?.is_some() {
        return Ok(None);
    }
    let record: ChannelRecord = desk
        .read(&ChannelRecord::key(&schedule.channel))?
        .unwrap_or_default();
    let library = packs::open_library(desk, Whom::Channel(&schedule.channel))?;
    let check_ins = |skill| Some(checkin::left(&library, skill, &record));
    Ok(match &schedule.what {
        What::CheckIn { subject, .. } => match subject {
            Subject::Auto => check_ins(None),
            Subject::Skill(skill) => check_ins(Some(skill)),
            Subject::Item(_) => None,
        },
        What::Tip(TipSource::Pack { skill, .. }) => {
            Some(tip::left(&library, skill.as_ref(), &record))
        }
        What::Tip(TipSource::Given(_)) | What::Recap => None,
        What::Round => Some(round::left(desk, &schedule.channel)?),
    })
}

/// Tells the admins when the next three weeks take what is left, once.
pub(super) fn look_ahead(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &mut Schedule,
    days_off: &DaysOff,
) -> Result<(), Undecided> {
    let Some(left) = left(desk, schedule)? else {
        return Ok(());
    };
    let horizon = desk.after(BEFORE);
    let coming = schedule.coming(days_off, desk.now);
    let needed = coming.take_while(|time| time.at <= horizon).count();
    let is_round = schedule.what == What::Round;
    let runs_dry = needed > 0 && left <= needed;
    if runs_dry && !schedule.told_runs_dry {
        let (schedule, channel) = (id.clone(), schedule.channel.clone());
        let notice = if is_round {
            Notice::RoundRunsDry {
                schedule,
                channel,
                left,
            }
        } else {
            Notice::RunsDry {
                schedule,
                channel,
                left,
            }
        };
        notices::note(desk, notice)?;
    }
    schedule.told_runs_dry = runs_dry;
    Ok(())
}
