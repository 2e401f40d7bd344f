//! How a tip that was written in a chat is scheduled: with the very echo, form and buttons that
//! every schedule has; and which schedules still need one.

use super::asking::{Asking, context, zone_for};
use super::echo::channel_text;
use super::form;
use super::record::{Schedule, TipSource, What};
use crate::chat::{Actor, Button, Card, ChannelId, Text};
use crate::coach::act::{Act, OfSchedule};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::library::TipId;
use crate::state::Undecided;
use crate::timing::{Timing, read};

/// So many schedules are named and can be opened at once.
const NAMED_MOST: usize = 10;

/// When something is to come in a channel, read from words; or what is amiss with them.
pub(in crate::coach) fn read_when(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    actor: &Actor,
    channel: &ChannelId,
    words: &str,
) -> Result<Result<Timing, Text>, Undecided> {
    let (reader, _) = Person::meet(desk, &actor.id)?;
    let zone = zone_for(desk, Some(channel), &reader)?;
    let read = read(words, &context(desk, zone));
    Ok(read
        .map(|request| request.timing)
        .map_err(|problem| say.schedule_problem(problem.to_string())))
}

/// A tip is to come then: how that was understood, with the buttons that confirm or drop it.
pub(in crate::coach) fn offer_tip(
    desk: &mut Desk<'_>,
    actor: &Actor,
    channel: &ChannelId,
    tip: &TipId,
    timing: Timing,
) -> Result<Card, Undecided> {
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let asking = Asking {
        actor,
        reader: &reader,
        channel: Some(channel),
        of: None,
    };
    let what = What::Tip(TipSource::Given(tip.clone()));
    match asking.draft_of(desk, channel.clone(), what, timing)? {
        Ok(draft) => {
            let id = draft.keep(desk, &actor.id, 0);
            draft.card(desk, &say, &reader, &id, &[])
        }
        Err(amiss) => Ok(Card::words(amiss)),
    }
}

/// Opens the form for a schedule that gives a tip.
pub(in crate::coach) fn open_for_tip(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    channel: &ChannelId,
    tip: &TipId,
) -> Result<(), Undecided> {
    let given = What::Tip(TipSource::Given(tip.clone()));
    form::open_new(desk, say, Some(channel), Some(&given))
}

/// The schedules of which a tip still comes, in words, and a button to open each.
pub(in crate::coach) fn that_give(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    tip: &TipId,
) -> Result<(Vec<Text>, Vec<Button>), Undecided> {
    let gives = |schedule: &Schedule| {
        let given = matches!(&schedule.what, What::Tip(TipSource::Given(id)) if id == tip);
        given && schedule.next_time().is_some()
    };
    let coming = Schedule::every(desk)?.into_iter();
    let coming = coming.filter(|(_, it)| gives(it)).take(NAMED_MOST);
    Ok((1i64..)
        .zip(coming)
        .map(|(number, (id, schedule))| {
            let timing = schedule.timing.to_string();
            let line = say.written_comes(number, channel_text(&schedule.channel), timing);
            let act = Act::Schedule(id, OfSchedule::Look);
            (line, button(&act, &say.button_open_schedule(number)))
        })
        .unzip())
}
