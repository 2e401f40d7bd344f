//! Days, time and pace in a form: all by choosing, nothing to type.

use super::budget::Often;
use super::record::Nudging;
use super::settings::changed;
use super::telling::often_label;
use super::wish::Wish;
use crate::chat::{Actor, Answer, Choice, Field, FieldId, Form, InputKind, Row, Value, Values};
use crate::coach::act::Act;
use crate::coach::desk::Desk;
use crate::coach::filled::chosen;
use crate::coach::nudge::reading::Change;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;
use crate::timing::{TimeOfDay, Weekdays};

const DAYS: &str = "days";
pub(super) const TIME: &str = "time";
const OFTEN: &str = "often";

/// Opens the form.
pub(super) fn open(desk: &mut Desk<'_>, say: &Speaker<'_>, nudging: &Nudging) {
    desk.answer(Answer::Form(Form {
        about: Act::Nudges(Wish::Change).token(),
        page: 0,
        back: None,
        title: say.nudges_form_title().to_words(),
        submit: say.form_send().to_words(),
        rows: rows(say, nudging),
    }));
}

/// Its fields.
pub(in crate::coach) fn rows(say: &Speaker<'_>, nudging: &Nudging) -> Vec<Row> {
    let row = |id: &str, label: crate::chat::Text, input| {
        Row::Ask(Field {
            id: FieldId::from(id),
            label: label.to_words(),
            hint: None,
            optional: false,
            input,
        })
    };
    let days = InputKind::Several {
        options: Weekdays::ALL
            .iter()
            .map(|day| day_choice(say, day))
            .collect(),
        initial: nudging.days.iter().map(code_of_day).collect(),
    };
    let time = InputKind::One {
        options: times(nudging.time).map(time_choice).collect(),
        initial: Some(String::from(nudging.time)),
    };
    let often = InputKind::One {
        options: Often::ALL.map(|often| often_choice(say, often)).into(),
        initial: Some(Wish::Often(nudging.often).code().to_owned()),
    };
    vec![
        row(DAYS, say.nudges_form_days(), days),
        row(TIME, say.nudges_form_time(), time),
        row(OFTEN, say.nudges_form_often(), often),
    ]
}

/// Every half hour that can be chosen, and the time that was.
fn times(chosen: TimeOfDay) -> impl Iterator<Item = TimeOfDay> {
    let half_hours = (0..24).flat_map(|hour| [0, 30].map(|minute| TimeOfDay::new(hour, minute)));
    let mut times: Vec<TimeOfDay> = half_hours
        .flatten()
        .filter(|time| super::hours::can_choose(*time))
        .chain([chosen])
        .collect();
    times.sort_unstable();
    times.dedup();
    times.into_iter()
}

fn day_choice(say: &Speaker<'_>, day: jiff::civil::Weekday) -> Choice {
    Choice {
        id: code_of_day(day),
        label: say
            .weekday_name(i64::from(day.to_monday_one_offset()))
            .to_words(),
    }
}

fn code_of_day(day: jiff::civil::Weekday) -> String {
    String::from(Weekdays::only(day))
}

fn time_choice(time: TimeOfDay) -> Choice {
    Choice {
        id: String::from(time),
        label: time.to_string(),
    }
}

fn often_choice(say: &Speaker<'_>, often: Often) -> Choice {
    Choice {
        id: Wish::Often(often).code().to_owned(),
        label: often_label(say, often).to_words(),
    }
}

/// The form comes back.
pub(in crate::coach) fn send(
    desk: &mut Desk<'_>,
    actor: &Actor,
    values: &Values,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    match read(values) {
        Ok(change) => changed(desk, &actor.id, change),
        Err(field) => {
            desk.refuse(vec![(FieldId::from(field), say.form_error_empty())]);
            Ok(())
        }
    }
}

/// What was chosen; else the field in which nothing was, or nothing that can be.
pub(super) fn read(values: &Values) -> Result<Change, &'static str> {
    let days = match values.get(&FieldId::from(DAYS)) {
        Some(Value::Chosen(codes)) => Weekdays::try_from(codes.join(" ")).ok(),
        _ => None,
    };
    let time = chosen(values, &FieldId::from(TIME))
        .and_then(|code| TimeOfDay::try_from(code.as_str().to_owned()).ok())
        .filter(|time| super::hours::can_choose(*time));
    let often =
        chosen(values, &FieldId::from(OFTEN)).and_then(|code| Wish::from_code(code.as_str()));
    let often = match often {
        Some(Wish::Often(often)) => Some(often),
        _ => None,
    };
    Ok(Change {
        days: Some(days.filter(|days| !days.is_empty()).ok_or(DAYS)?),
        time: Some(time.ok_or(TIME)?),
        often: Some(often.ok_or(OFTEN)?),
    })
}
