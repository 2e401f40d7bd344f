//! Whether a schedule soon has nothing new to give: a word to the admins up to three
//! weeks before (F72).

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

/// How much of what a schedule draws from is left.
pub(super) struct Stock {
    /// How many there are that the channel has not had.
    pub left: usize,
    /// How many there are.
    pub all: usize,
}

/// How much is left; none where it is always the same one, or nothing comes since the pack is not
/// open there.
pub(super) fn stock(desk: &Desk<'_>, schedule: &Schedule) -> Result<Option<Stock>, Undecided> {
    if closed(desk, &schedule.what, &schedule.channel)?.is_some() {
        return Ok(None);
    }
    let had: ChannelRecord = desk
        .read(&ChannelRecord::key(&schedule.channel))?
        .unwrap_or_default();
    let nothing_had = ChannelRecord::default();
    let library = packs::open_library(desk, Whom::Channel(&schedule.channel))?;
    let count = |record: &ChannelRecord| {
        Ok(match &schedule.what {
            What::CheckIn { subject, .. } => match subject {
                Subject::Auto => Some(checkin::left(&library, None, record)),
                Subject::Skill(skill) => Some(checkin::left(&library, Some(skill), record)),
                Subject::Item(_) => None,
            },
            What::Tip(TipSource::Pack { skill, .. }) => {
                Some(tip::left(&library, skill.as_ref(), record))
            }
            What::Tip(TipSource::Given(_)) | What::Recap => None,
            What::Round => Some(round::left(desk, &schedule.channel, record)?),
        })
    };
    let (left, all) = (count(&had)?, count(&nothing_had)?);
    Ok(left.zip(all).map(|(left, all)| Stock { left, all }))
}

/// Whether it is time to say that little is left: what is coming in three weeks takes it, and less
/// than half of all is left. Of four that come weekly the last one is told of, not the third last.
fn runs_dry(stock: &Stock, coming: usize) -> bool {
    let little = (stock.all.saturating_sub(1) / 2).max(1);
    coming > 0 && stock.left <= coming.min(little)
}

/// Tells the admins when little is left, once.
pub(super) fn look_ahead(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &mut Schedule,
    days_off: &DaysOff,
) -> Result<(), Undecided> {
    let Some(stock) = stock(desk, schedule)? else {
        return Ok(());
    };
    let horizon = desk.after(BEFORE);
    let coming = schedule.coming(days_off, desk.now);
    let coming = coming.take_while(|time| time.at <= horizon).count();
    let is_round = schedule.what == What::Round;
    let left = stock.left;
    let runs_dry = runs_dry(&stock, coming);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_less_than_half_and_three_weeks_at_most() {
        // All there are, what comes within three weeks, and with how many left it is told first.
        for (all, coming, told) in [
            (1, 3, 1),
            (2, 3, 1),
            (4, 3, 1),
            (5, 3, 2),
            (6, 3, 2),
            (7, 3, 3),
            (16, 3, 3),
            (16, 15, 7),
            (16, 1, 1),
        ] {
            for left in 0..=all {
                let says_so = runs_dry(&Stock { left, all }, coming);
                assert_eq!(says_so, left <= told, "{left} of {all}, {coming} coming");
            }
        }
        assert!(!runs_dry(&Stock { left: 0, all: 4 }, 0), "nothing comes");
    }
}
