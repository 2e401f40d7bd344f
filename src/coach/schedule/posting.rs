//! What a schedule posts: a check-in, a tip or the weekly round, for one of its times or because somebody sends it
//! now.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::catching_up::TIP_LATE_MOST;
use super::packs::{closed, passed_over};
use super::record::{Order, Schedule, Subject, TipSource, What};
use crate::chat::MessageId;
use crate::coach::act::{PostId, RunId, ScheduleId};
use crate::coach::channel::ChannelRecord;
use crate::coach::checkin::{self, Opening};
use crate::coach::desk::Desk;
use crate::coach::packs::{self, Whom};
use crate::coach::round::{self, NewRound};
use crate::coach::tip::{self, NewPost, TipPost};
use crate::coach::win;
use crate::library::Tip;
use crate::state::Undecided;

/// Posts what comes next of a schedule, under a name of its own; what has that name already is
/// not posted again. `at` is when its time came. The name of the message, if one was posted.
pub(super) fn post(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
    name: &str,
    at: Timestamp,
) -> Result<Option<MessageId>, Undecided> {
    let posted = match &schedule.what {
        What::CheckIn {
            subject,
            open_minutes,
        } => {
            let closes = at.saturating_add(SignedDuration::from_mins(i64::from(*open_minutes)));
            let closes = closes.unwrap_or(Timestamp::MAX);
            check_in(desk, id, schedule, subject, name, closes)?
        }
        What::Tip(source) => tip_of(desk, id, schedule, source, name, at)?,
        What::Round => round_of(desk, id, schedule, name, at)?,
        What::Recap => recap_of(desk, schedule, name, at)?,
    };
    match posted {
        Posting::Posted(message) => Ok(Some(message)),
        Posting::Before => Ok(None),
        // A week without wins is no fault: nothing is said of it to anybody.
        Posting::Nothing if schedule.what == What::Recap => Ok(None),
        Posting::Nothing => {
            passed_over(desk, id, schedule)?;
            Ok(None)
        }
    }
}

/// What came of a posting.
enum Posting {
    /// It is posted, under that name.
    Posted(MessageId),
    /// What has that name was posted before.
    Before,
    /// What it names is not there (any more), or not open to the channel.
    Nothing,
}

fn check_in(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
    subject: &Subject,
    name: &str,
    closes: Timestamp,
) -> Result<Posting, Undecided> {
    let run = RunId::from(name);
    if checkin::is_there(desk, &run)? {
        return Ok(Posting::Before);
    }
    let Some(item) = checkin::next_for(desk, &schedule.channel, subject.words(), name)? else {
        return Ok(Posting::Nothing);
    };
    let opening = Opening {
        id: run.clone(),
        channel: schedule.channel.clone(),
        item,
        asked_by: schedule.by.clone(),
        closes,
        schedule: Some(id.clone()),
    };
    checkin::open(desk, opening)?;
    Ok(Posting::Posted(checkin::message_of(&run)))
}

fn tip_of(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
    source: &TipSource,
    name: &str,
    at: Timestamp,
) -> Result<Posting, Undecided> {
    let post = PostId::from(name);
    if desk.read::<TipPost>(&TipPost::key(&post))?.is_some() {
        return Ok(Posting::Before);
    }
    let Some(tip) = next_tip(desk, schedule, source, name)? else {
        return Ok(Posting::Nothing);
    };
    let new = NewPost {
        id: post.clone(),
        tip,
        channel: schedule.channel.clone(),
        asked_by: schedule.by.clone(),
        schedule: Some(id.clone()),
        until: at.saturating_add(TIP_LATE_MOST).unwrap_or(Timestamp::MAX),
    };
    tip::post(desk, new)?;
    Ok(Posting::Posted(TipPost::message(&post)))
}

/// The recap, or nothing where no win was told.
fn recap_of(
    desk: &mut Desk<'_>,
    schedule: &Schedule,
    name: &str,
    at: Timestamp,
) -> Result<Posting, Undecided> {
    let recap = win::Recap {
        name: name.to_owned(),
        channel: schedule.channel.clone(),
        until: at.saturating_add(TIP_LATE_MOST).unwrap_or(Timestamp::MAX),
    };
    let posted = win::post_recap(desk, recap)?;
    Ok(posted.map_or(Posting::Nothing, Posting::Posted))
}

fn round_of(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
    name: &str,
    at: Timestamp,
) -> Result<Posting, Undecided> {
    let new = NewRound {
        name: name.to_owned(),
        channel: schedule.channel.clone(),
        asked_by: schedule.by.clone(),
        schedule: id.clone(),
        at,
        until: at.saturating_add(TIP_LATE_MOST).unwrap_or(Timestamp::MAX),
    };
    Ok(match round::post(desk, new)? {
        round::Posting::Posted(message) => Posting::Posted(message),
        round::Posting::Before => Posting::Before,
        round::Posting::Nothing => Posting::Nothing,
    })
}

/// The tip that comes next. The same seed draws the same.
pub(super) fn next_tip(
    desk: &Desk<'_>,
    schedule: &Schedule,
    source: &TipSource,
    seed: &str,
) -> Result<Option<Arc<Tip>>, Undecided> {
    if closed(desk, &schedule.what, &schedule.channel)?.is_some() {
        return Ok(None);
    }
    Ok(match source {
        TipSource::Given(id) => tip::find(desk, id)?,
        TipSource::Pack { skill, order } => {
            let record: ChannelRecord = desk
                .read(&ChannelRecord::key(&schedule.channel))?
                .unwrap_or_default();
            let seed = match order {
                Order::InOrder => None,
                Order::Shuffled => Some(seed),
            };
            let library = packs::open_library(desk, Whom::Channel(&schedule.channel))?;
            tip::next(&library, skill.as_ref(), &record, seed)
        }
    })
}
