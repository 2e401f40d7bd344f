//! What is scheduled of a pack that is not open to its channel: refused when it is to be scheduled
//! or sent, and passed over, with a word to the admins, where the pack was closed later.

use super::echo::channel_text;
use super::holidays::Holidays;
use super::record::{Schedule, Subject, TipSource, What};
use crate::chat::{ChannelId, PersonId, Text};
use crate::coach::act::ScheduleId;
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::notices::{self, Notice};
use crate::coach::packs::{self, Whom};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::tip;
use crate::library::SkillId;
use crate::state::{Read, Undecided};

/// The skill from which all comes; none where it comes from several, or from none.
fn skill_of(what: &What) -> Option<SkillId> {
    match what {
        What::Tip(TipSource::Pack { skill, .. }) => skill.clone(),
        What::Tip(TipSource::Given(tip)) => Some(tip.skill()),
        What::Round | What::Recap => None,
        What::CheckIn { subject, .. } => match subject {
            Subject::Item(item) => Some(item.skill()),
            Subject::Skill(skill) => Some(skill.clone()),
            Subject::Auto => None,
        },
    }
}

/// Asks at once for what decides what comes: what the channel had, its days off, the packs, the tip,
/// and who made it. A decision has few rounds of reading.
pub(super) fn bring(
    desk: &Desk<'_>,
    what: &What,
    channel: &ChannelId,
    by: &PersonId,
) -> Result<(), Undecided> {
    let mut keys = vec![
        ChannelRecord::key(channel),
        Person::key(by),
        Holidays::key(None),
        Holidays::key(Some(channel)),
    ];
    if let What::Tip(TipSource::Given(tip)) = what {
        keys.push(tip::written_key(tip));
    }
    let keys = keys.into_iter().map(Read::One);
    desk.want_all(keys.chain([Read::Page(packs::page())]).collect())
}

/// The skill whose pack is not open to the channel for which that is scheduled.
pub(super) fn closed(
    desk: &Desk<'_>,
    what: &What,
    channel: &ChannelId,
) -> Result<Option<SkillId>, Undecided> {
    let Some(skill) = skill_of(what) else {
        return Ok(None);
    };
    let is_open = packs::is_open(desk, &skill, Whom::Channel(channel))?;
    Ok((!is_open).then_some(skill))
}

/// Why something can't come in a channel, though it could be said: its pack is not open there, or
/// the tip is not there any more.
pub(super) fn amiss(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    what: &What,
    channel: &ChannelId,
) -> Result<Option<Text>, Undecided> {
    if let Some(skill) = closed(desk, what, channel)? {
        let skill = Text::strong(skill.as_str());
        return Ok(Some(say.pack_closed(skill, channel_text(channel))));
    }
    Ok(match what {
        What::Tip(TipSource::Given(tip)) if tip::find(desk, tip)?.is_none() => {
            Some(say.written_gone())
        }
        What::Tip(_) | What::CheckIn { .. } | What::Round | What::Recap => None,
    })
}

/// The admins are told that a schedule had nothing to post, and why.
pub(super) fn passed_over(
    desk: &mut Desk<'_>,
    id: &ScheduleId,
    schedule: &Schedule,
) -> Result<(), Undecided> {
    let channel = schedule.channel.clone();
    let notice = match closed(desk, &schedule.what, &channel)? {
        Some(skill) => Notice::PackClosed {
            schedule: id.clone(),
            channel,
            skill,
        },
        None if schedule.what == What::Round => Notice::RoundEmpty {
            schedule: id.clone(),
            channel,
        },
        None => Notice::NothingToPost {
            schedule: id.clone(),
            channel,
        },
    };
    notices::note(desk, notice)
}

/// It was said anew to whom a pack is open: where it is closed, admins are told once more.
pub(in crate::coach) fn pack_changed(
    desk: &mut Desk<'_>,
    skill: &SkillId,
) -> Result<(), Undecided> {
    for (id, schedule) in Schedule::every(desk)? {
        if skill_of(&schedule.what).as_ref() == Some(skill) {
            notices::settle(desk, &notices::pack_closed(&id))?;
        }
    }
    Ok(())
}
