//! What the form of all preferences has beside days, time and pace: quiet hours and a pause; and
//! what comes of it.

use jiff::civil::Date;

use super::form::{TIME, read};
use super::reading::Change;
use super::record::Nudging;
use super::saying::keep;
use super::settings::pause;
use super::wish::{allow, consent};
use crate::chat::{Choice, Field, FieldId, InputKind, PersonId, Row, Text, Value, Values};
use crate::coach::days::days_after;
use crate::coach::desk::Desk;
use crate::coach::filled::{Amiss, chosen};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;
use crate::timing::TimeOfDay;

const NOT_BEFORE: &str = "not-before";
const NOT_AFTER: &str = "not-after";
const UNTIL: &str = "until";
/// The longest pause: a year.
const PAUSE_DAYS: i64 = 366;

/// What was put in.
pub(in crate::coach) struct Wishes {
    change: Change,
    not_before: Option<TimeOfDay>,
    not_after: Option<TimeOfDay>,
    until: Option<Date>,
}

/// The fields of quiet hours and of a pause.
pub(in crate::coach) fn more_rows(say: &Speaker<'_>, nudging: &Nudging) -> Vec<Row> {
    let hour = |id: &str, label: Text, chosen: Option<TimeOfDay>, usual: i8| {
        let options = (7..=20).filter_map(|hour| TimeOfDay::new(hour, 0));
        let options = options.map(|time| Choice {
            id: String::from(time),
            label: time.to_string(),
        });
        let usual = TimeOfDay::new(usual, 0);
        Row::Ask(Field {
            id: FieldId::from(id),
            label: label.to_words(),
            hint: None,
            optional: false,
            input: InputKind::One {
                options: options.collect(),
                initial: chosen.or(usual).map(String::from),
            },
        })
    };
    let pause = Field {
        id: FieldId::from(UNTIL),
        label: say.preferences_pause().to_words(),
        hint: Some(say.preferences_pause_hint().to_words()),
        optional: true,
        input: InputKind::Date {
            initial: nudging.paused_until,
        },
    };
    vec![
        hour(
            NOT_BEFORE,
            say.preferences_not_before(),
            nudging.not_before,
            7,
        ),
        hour(
            NOT_AFTER,
            say.preferences_not_after(),
            nudging.not_after,
            20,
        ),
        Row::Ask(pause),
    ]
}

/// All that was put in about being written to; or what is amiss with it.
pub(in crate::coach) fn read_all(
    say: &Speaker<'_>,
    values: &Values,
    today: Date,
) -> Result<Wishes, Amiss> {
    let amiss = |field: &str, words| vec![(FieldId::from(field), words)];
    let change = read(values).map_err(|field| amiss(field, say.form_error_empty()))?;
    let hour = |field: &str| {
        let code = chosen(values, &FieldId::from(field))?;
        TimeOfDay::try_from(code.as_str().to_owned()).ok()
    };
    let (not_before, not_after) = (hour(NOT_BEFORE), hour(NOT_AFTER));
    let time = change.time.unwrap_or(TimeOfDay::NINE);
    let is_within =
        not_before.is_none_or(|from| from <= time) && not_after.is_none_or(|until| time < until);
    if !is_within {
        return Err(amiss(TIME, say.preferences_time_is_quiet()));
    }
    let until = values.get(&FieldId::from(UNTIL)).and_then(Value::date);
    let fits = |until: &Date| *until <= days_after(today, PAUSE_DAYS);
    if until.is_some_and(|until| !fits(&until)) {
        return Err(amiss(UNTIL, say.programme_pause_amiss()));
    }
    Ok(Wishes {
        change,
        not_before,
        not_after,
        // A day that is past ends a pause.
        until: until.filter(|until| today < *until),
    })
}

/// Heeds what was put in. Who never said that it may, or stopped everything, has not said more.
pub(in crate::coach) fn heed_preferences(
    desk: &mut Desk<'_>,
    id: &PersonId,
    wishes: Wishes,
) -> Result<(), Undecided> {
    let mut person = Person::read(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    wishes.change.apply(&mut nudging);
    nudging.not_before = wishes.not_before;
    nudging.not_after = wishes.not_after;
    let today = person.wall_day(desk);
    let paused = nudging.paused_until.filter(|until| today < *until);
    match wishes.until {
        Some(until) if paused != Some(until) => pause(desk, id, (&mut person, &mut nudging), until),
        None if paused.is_some() => {
            let before = nudging.consent;
            allow(desk, id, (&mut person, &mut nudging));
            consent(desk, id, &mut nudging, before);
        }
        Some(_) | None => {}
    }
    keep(desk, id, &person, &nudging);
    Ok(())
}

/// The hours that she chose, in a line; none where she chose none.
pub(in crate::coach) fn quiet_in_words(say: &Speaker<'_>, nudging: &Nudging) -> Option<Text> {
    let (from, until) = (nudging.not_before?, nudging.not_after?);
    let is_usual = TimeOfDay::new(7, 0) == Some(from) && TimeOfDay::new(20, 0) == Some(until);
    (!is_usual).then(|| say.preferences_hours(from.to_string(), until.to_string()))
}
