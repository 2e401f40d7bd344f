//! A pause: it is asked until when, ends by itself on that day, and says so one day before (F24).

use jiff::ToSpan;
use jiff::civil::Date;

use super::deeds::ScheduleDeed;
use super::echo::{channel_text, date_words, day_words, next_time, what_words};
use super::managing::{Opened, open};
use super::record::{Schedule, State};
use crate::chat::{
    Actor, Answer, Block, Card, Field, FieldId, Form, InputKind, MessageId, Row, Text, Values,
};
use crate::coach::act::{Act, OfSchedule, ScheduleId};
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::wake::Wake;
use crate::state::{Undecided, WakeAt};
use crate::timing::moment;

const FIELD: &str = "until";
/// At that hour of the day before, who paused it is told that the pause ends.
const TOLD_AT_HOUR: i8 = 9;

/// Opens the form.
pub(super) fn open_form(desk: &mut Desk<'_>, opened: &Opened<'_>) {
    let say = opened.say(desk);
    let day = Field {
        id: FieldId::from(FIELD),
        label: say.pause_label().to_words(),
        hint: Some(say.pause_hint().to_words()),
        optional: true,
        input: InputKind::Date { initial: None },
    };
    desk.answer(Answer::Form(Form {
        about: Act::Schedule(opened.id.clone(), OfSchedule::Pause).token(),
        page: 0,
        back: None,
        title: say.pause_title().to_words(),
        submit: say.pause_send().to_words(),
        rows: vec![Row::Ask(day)],
    }));
}

/// The form comes back.
pub(in crate::coach) fn send_form(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &ScheduleId,
    values: &Values,
) -> Result<(), Undecided> {
    let Some(mut opened) = open(desk, actor, id)? else {
        return Ok(());
    };
    let say = opened.say(desk);
    let zone = opened.schedule.timing.zone.clone();
    let today = zone.time_zone().to_datetime(desk.now).date();
    let field = FieldId::from(FIELD);
    let until = values.get(&field).and_then(crate::chat::Value::date);
    if until.is_some_and(|until| until <= today) {
        desk.refuse(vec![(field, say.pause_past())]);
        return Ok(());
    }
    opened.schedule.state = State::Paused {
        until,
        by: actor.id.clone(),
    };
    let said = match (until, opened.next(desk)?) {
        (None, _) => say.schedule_pause_open(),
        (Some(until), Some(next)) => {
            say.schedule_pause_set(Text::strong(day_words(until)), opened.date(&next))
        }
        (Some(until), None) => say.schedule_pause_to_end(Text::strong(day_words(until))),
    };
    opened.keep(desk, ScheduleDeed::Paused { until });
    let told = until.and_then(|until| day_before(&opened.schedule, until));
    let told = told.filter(|at| *at > desk.now);
    desk.wake(
        &Wake::PauseEnds(id.clone()),
        told.map_or(WakeAt::Never, WakeAt::At),
    );
    desk.reply(Card::words(said));
    Ok(())
}

/// When it is said that a pause ends.
fn day_before(schedule: &Schedule, until: Date) -> Option<jiff::Timestamp> {
    let day = until.checked_sub(1.day()).ok()?;
    moment(day.at(TOLD_AT_HOUR, 0, 0, 0), &schedule.timing.zone)
}

/// Ends a pause, or the waiting for a channel; what was missed meanwhile does not come.
pub(super) fn resume(desk: &mut Desk<'_>, mut opened: Opened<'_>) -> Result<(), Undecided> {
    let say = opened.say(desk);
    let waited = opened.schedule.state != State::Active;
    opened.schedule.state = State::Active;
    opened.schedule.handle_until(desk.now);
    let said = match opened.next(desk)? {
        Some(next) => say.schedule_resumed(opened.date(&next)),
        None => say.schedule_resumed_empty(),
    };
    if waited {
        opened.keep(desk, ScheduleDeed::Resumed);
        desk.wake(&Wake::PauseEnds(opened.id.clone()), WakeAt::Never);
    }
    desk.reply(Card::words(said));
    Ok(())
}

/// One day before a pause ends, who paused is told.
pub(in crate::coach) fn ends(desk: &mut Desk<'_>, id: &ScheduleId) -> Result<(), Undecided> {
    let Some(schedule) = Schedule::read(desk, id)? else {
        return Ok(());
    };
    let State::Paused {
        until: Some(until),
        by,
    } = &schedule.state
    else {
        return Ok(());
    };
    let Some(next) = next_time(desk, &schedule)? else {
        return Ok(());
    };
    let (_, say) = Person::meet(desk, by)?;
    let said = say.pause_ends(
        what_words(desk, &say, &schedule.what)?,
        channel_text(&schedule.channel),
        Text::strong(date_words(&next, &schedule.timing.zone)),
    );
    let longer = button(
        &Act::Schedule(id.clone(), OfSchedule::Pause),
        &say.button_pause_longer(),
    );
    let card = Card::of(vec![Block::Paragraph(said), Block::Buttons(vec![longer])]);
    let message = MessageId::from(format!("pause-ends/{id}/{until}"));
    Person::tell(desk, by, message, card)
}
