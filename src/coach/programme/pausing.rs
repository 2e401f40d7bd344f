//! Until when: the form of a pause, for a person's programme and for a channel's.

use jiff::civil::Date;

use super::press::{Deed, Press, Whose};
use crate::chat::{Answer, Field, FieldId, Form, InputKind, Row, Value, Values};
use crate::coach::act::Act;
use crate::coach::days::days_after;
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::library::ProgrammeId;

const UNTIL: &str = "until";
/// The longest pause: a year.
const LONGEST_DAYS: i64 = 366;

/// Opens the form.
pub(super) fn open_form(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    programme: &ProgrammeId,
    whose: &Whose,
) {
    let day = Field {
        id: FieldId::from(UNTIL),
        label: say.programme_pause_until().to_words(),
        hint: Some(say.programme_pause_hint().to_words()),
        optional: false,
        input: InputKind::Date { initial: None },
    };
    desk.answer(Answer::Form(Form {
        about: Act::Programme(Press::Deed(Deed::Pause, programme.clone(), whose.clone())).token(),
        page: 0,
        back: None,
        title: say.programme_pause_title().to_words(),
        submit: say.form_send().to_words(),
        rows: vec![Row::Ask(day)],
    }));
}

/// The day that was put in; what is amiss with it is said.
pub(super) fn read(
    desk: &mut Desk<'_>,
    say: &Speaker<'_>,
    today: Date,
    values: &Values,
) -> Option<Date> {
    let field = FieldId::from(UNTIL);
    let until = values.get(&field).and_then(Value::date);
    let fits = |until: &Date| today < *until && *until <= days_after(today, LONGEST_DAYS);
    let until = until.filter(fits);
    if until.is_none() {
        desk.refuse(vec![(field, say.programme_pause_amiss())]);
    }
    until
}
