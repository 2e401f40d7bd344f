//! A schedule opened: how it stands, and what can be done with it. Every button is checked by the
//! gate against the channel of the schedule; pressed again, each says how things stand now.

use jiff::SignedDuration;

use super::deeds::{ScheduleDeed, keep};
use super::due::stand_by;
use super::echo::{channel_text, date_words, next_time, state_words, understood};
use super::holidays::days_off;
use super::posting::post;
use super::record::{Posted, Schedule, State, What};
use super::{form, packs, pausing, previewing};
use crate::chat::{Actor, Block, Button, Card, ChannelId, Confirm, Span, Text};
use crate::coach::act::{Act, OfSchedule, PostId, RunId, ScheduleId};
use crate::coach::checkin::{self, TookBack};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::privacy::{self, Where, named};
use crate::coach::round::{self, WeeklyRound, WeeklyRoundId};
use crate::coach::seed;
use crate::coach::tip::{self, TipPost};
use crate::state::Undecided;
use crate::timing::Occurrence;

/// So soon after a post another tap on *Send now* posts nothing more.
const DOUBLE_TAP: SignedDuration = SignedDuration::from_mins(1);

/// The channel of a schedule; none for one that is not there.
pub(in crate::coach) fn channel_of(
    desk: &Desk<'_>,
    id: &ScheduleId,
) -> Result<Option<ChannelId>, Undecided> {
    Ok(Schedule::read(desk, id)?.map(|schedule| schedule.channel))
}

/// A schedule that was opened by somebody.
pub(super) struct Opened<'a> {
    pub id: &'a ScheduleId,
    pub schedule: Schedule,
    pub actor: &'a Actor,
    pub reader: Person,
}

/// A button of a schedule was pressed.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &ScheduleId,
    deed: OfSchedule,
) -> Result<(), Undecided> {
    let Some(opened) = open(desk, actor, id)? else {
        return Ok(());
    };
    match deed {
        OfSchedule::Look => look(desk, &opened),
        OfSchedule::Preview => previewing::preview(desk, &opened),
        OfSchedule::SendNow => send_now(desk, opened),
        OfSchedule::Skip => skip(desk, opened),
        OfSchedule::Unskip => unskip(desk, opened),
        OfSchedule::Pause => {
            pausing::open_form(desk, &opened);
            Ok(())
        }
        OfSchedule::Resume => pausing::resume(desk, opened),
        OfSchedule::Change => {
            let say = opened.say(desk);
            form::open_for_schedule(desk, &say, id, &opened.schedule)
        }
        OfSchedule::TakeBack => take_back(desk, opened),
        OfSchedule::Delete => {
            delete(desk, &opened);
            Ok(())
        }
    }
}

/// The schedule, for who opened it; none when it is gone, and that was said.
pub(super) fn open<'a>(
    desk: &mut Desk<'_>,
    actor: &'a Actor,
    id: &'a ScheduleId,
) -> Result<Option<Opened<'a>>, Undecided> {
    desk.want(&[Schedule::key(id), Person::key(&actor.id)])?;
    let (reader, say) = Person::meet(desk, &actor.id)?;
    let Some(schedule) = Schedule::read(desk, id)? else {
        desk.reply(Card::words(say.schedule_gone()));
        return Ok(None);
    };
    packs::bring(desk, &schedule.what, &schedule.channel, &schedule.by)?;
    Ok(Some(Opened {
        id,
        schedule,
        actor,
        reader,
    }))
}

impl Opened<'_> {
    /// The voice for who opened it.
    pub fn say<'d>(&self, desk: &Desk<'d>) -> Speaker<'d> {
        desk.speaker(self.reader.locale(desk))
    }

    /// Keeps the schedule as it is now, and that this was done with it.
    pub fn keep(&self, desk: &mut Desk<'_>, deed: ScheduleDeed) {
        desk.write(Schedule::key(self.id), &self.schedule);
        if let State::Paused { by, .. } = &self.schedule.state {
            privacy::note(desk, by, Where::Schedule(self.id.clone()));
        }
        stand_by(desk, self.id, &self.schedule);
        keep(desk, &self.actor.id, (self.id, &self.schedule), deed);
    }

    /// Why nothing can be posted of it now, if that is so.
    pub fn amiss(&self, desk: &Desk<'_>) -> Result<Option<Text>, Undecided> {
        let (what, channel) = (&self.schedule.what, &self.schedule.channel);
        packs::amiss(desk, &self.say(desk), what, channel)
    }

    /// The next time at which something comes.
    pub fn next(&self, desk: &Desk<'_>) -> Result<Option<Occurrence>, Undecided> {
        next_time(desk, &self.schedule)
    }

    /// A time, as it is said of this schedule.
    pub fn date(&self, time: &Occurrence) -> Text {
        Text::strong(date_words(time, &self.schedule.timing.zone))
    }
}

fn look(desk: &mut Desk<'_>, opened: &Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let schedule = &opened.schedule;
    let mut blocks = understood(desk, &say, schedule, &opened.reader)?;
    blocks.extend(state_words(&say, schedule).map(Block::Paragraph));
    let days_off = days_off(desk, Some(&schedule.channel))?;
    for time in schedule
        .timing
        .occurrences_after(schedule.handled_at())
        .take(8)
    {
        let date = date_words(&time, &schedule.timing.zone);
        if schedule.skip.contains(&time.local) {
            blocks.push(Block::Note(say.schedule_skips(date)));
        } else if days_off.has(time.local.date()) {
            blocks.push(Block::Note(say.schedule_day_off(date)));
        }
    }
    let made = say.schedules_made(
        named::words(&say, &schedule.by),
        Text(vec![Span::Moment(schedule.made)]),
    );
    blocks.push(Block::Note(made));
    blocks.push(Block::Buttons(buttons(&say, opened)));
    desk.reply(Card::of(blocks));
    Ok(())
}

fn buttons(say: &Speaker<'_>, opened: &Opened<'_>) -> Vec<Button> {
    let schedule = &opened.schedule;
    let draw = |deed, label: Text| button(&Act::Schedule(opened.id.clone(), deed), &label);
    let goes_on = schedule.next_time().is_some();
    let waits = schedule.state != State::Active;
    let once_more = |title: Text, text: Text, yes: Text| Confirm {
        title: title.to_words(),
        text: text.to_words(),
        yes: yes.to_words(),
        no: say.button_keep().to_words(),
    };
    let delete = once_more(
        say.schedule_delete_title(),
        say.schedule_delete_text(),
        say.button_delete(),
    );
    let back = last(schedule).map(|last| match last {
        Last::Tip(_) => tip::confirm_take_back(say),
        Last::CheckIn(_) => checkin::confirm_take_back(say),
        Last::Round(_) => round::confirm_take_back(say),
    });
    let shown = [
        Some(draw(OfSchedule::Preview, say.button_preview())),
        Some(draw(OfSchedule::SendNow, say.button_send_now())),
        goes_on.then(|| draw(OfSchedule::Skip, say.button_skip_next())),
        (!schedule.skip.is_empty()).then(|| draw(OfSchedule::Unskip, say.button_unskip())),
        goes_on.then(|| draw(OfSchedule::Pause, say.button_pause_until())),
        waits.then(|| draw(OfSchedule::Resume, say.button_resume())),
        Some(draw(OfSchedule::Change, say.button_change())),
        back.map(|back| {
            draw(OfSchedule::TakeBack, say.button_take_back())
                .danger()
                .confirmed(back)
        }),
        Some(
            draw(OfSchedule::Delete, say.button_delete())
                .danger()
                .confirmed(delete),
        ),
    ];
    shown.into_iter().flatten().collect()
}

/// Posts what comes next at once; the schedule goes on as before.
fn send_now(desk: &mut Desk<'_>, mut opened: Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let workspace = desk.event.workspace.as_str();
    let name = seed::name(&[workspace, opened.id.as_str(), desk.event.id.as_str(), "now"]);
    let at = desk.now;
    let last = opened.schedule.last.as_ref();
    if last.is_some_and(|last| at.duration_since(last.at) < DOUBLE_TAP) {
        desk.reply(Card::words(say.schedule_sent_before()));
        return Ok(());
    }
    if let Some(amiss) = opened.amiss(desk)? {
        desk.reply(Card::words(amiss));
        return Ok(());
    }
    let Some(message) = post(desk, opened.id, &opened.schedule, &name, at)? else {
        let said = nothing_to_send(&say, &opened.schedule.what);
        desk.reply(Card::words(said));
        return Ok(());
    };
    opened.schedule.last = Some(Posted { message, at });
    let channel = channel_text(&opened.schedule.channel);
    let said = match opened.next(desk)? {
        Some(next) => say.schedule_sent(channel, opened.date(&next)),
        None => say.schedule_sent_last(channel),
    };
    opened.keep(desk, ScheduleDeed::Sent);
    desk.reply(Card::words(said));
    Ok(())
}

/// That there is nothing to post, and why.
pub(super) fn nothing_to_send(say: &Speaker<'_>, what: &What) -> Text {
    match what {
        What::Round => say.round_empty(),
        What::Recap => say.recap_empty(),
        What::Tip(_) | What::CheckIn { .. } => say.schedule_nothing_to_send(),
    }
}

/// What a schedule posted last.
enum Last {
    Tip(PostId),
    CheckIn(RunId),
    Round(WeeklyRoundId),
}

fn last(schedule: &Schedule) -> Option<Last> {
    let message = &schedule.last.as_ref()?.message;
    let tip = TipPost::of_message(message).map(Last::Tip);
    tip.or_else(|| checkin::run_of(message).map(Last::CheckIn))
        .or_else(|| WeeklyRound::of_message(message).map(Last::Round))
}

/// Takes back what was posted last (F22).
fn take_back(desk: &mut Desk<'_>, mut opened: Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let by = &opened.actor.id;
    let is_round = matches!(last(&opened.schedule), Some(Last::Round(_)));
    let took = match last(&opened.schedule) {
        Some(Last::Tip(post)) if tip::take_back(desk, by, &post)? => TookBack::Now,
        Some(Last::CheckIn(run)) => checkin::take_back(desk, by, &run)?,
        Some(Last::Round(id)) if round::take_back(desk, by, &id)? => TookBack::Now,
        Some(Last::Tip(_) | Last::Round(_)) | None => TookBack::NotStanding,
    };
    let said = match took {
        TookBack::Now if is_round => say.round_took_back(),
        TookBack::Now => say.schedule_taken_back(),
        TookBack::NotStanding => say.schedule_nothing_to_take_back(),
        TookBack::TooLate => say.run_took_back_too_late(),
    };
    if took == TookBack::Now {
        // The taking back itself stands in the audit already.
        opened.schedule.last = None;
        desk.write(Schedule::key(opened.id), &opened.schedule);
    }
    desk.reply(Card::words(said));
    Ok(())
}

/// Leaves out the next time.
fn skip(desk: &mut Desk<'_>, mut opened: Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let Some(next) = opened.next(desk)? else {
        desk.reply(Card::words(say.schedule_nothing_to_skip()));
        return Ok(());
    };
    opened.schedule.skip.insert(next.local);
    let date = opened.date(&next);
    let said = match opened.next(desk)? {
        Some(then) => say.schedule_skipped(date, opened.date(&then)),
        None => say.schedule_skipped_last(date),
    };
    opened.keep(desk, ScheduleDeed::Skipped { time: next.local });
    let undo = button(
        &Act::Schedule(opened.id.clone(), OfSchedule::Unskip),
        &say.button_unskip(),
    );
    desk.reply(Card::of(vec![
        Block::Paragraph(said),
        Block::Buttons(vec![undo]),
    ]));
    Ok(())
}

fn unskip(desk: &mut Desk<'_>, mut opened: Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let had = !opened.schedule.skip.is_empty();
    opened.schedule.skip.clear();
    let said = match opened.next(desk)? {
        Some(next) => say.schedule_unskipped(opened.date(&next)),
        None => say.schedule_resumed_empty(),
    };
    if had {
        opened.keep(desk, ScheduleDeed::Unskipped);
    }
    desk.reply(Card::words(said));
    Ok(())
}

fn delete(desk: &mut Desk<'_>, opened: &Opened<'_>) {
    let say = opened.say(desk);
    desk.remove(Schedule::key(opened.id));
    super::due::forget(desk, opened.id);
    keep(
        desk,
        &opened.actor.id,
        (opened.id, &opened.schedule),
        ScheduleDeed::Deleted,
    );
    desk.reply(Card::words(say.schedule_deleted()));
}
