//! The four fields of a win, and what stands in them when they come back.

use super::press::Press;
use crate::chat::{
    ChannelId, Choice, Field, FieldId, Form, InputKind, PersonId, Row, Text, Value, Values,
};
use crate::coach::act::Act;
use crate::coach::charter::Charter;
use crate::coach::filled::{Amiss, written};
use crate::coach::phrases::Speaker;

const WHAT: &str = "what";
const WHO: &str = "who";
const WHY: &str = "why";
const VALUE: &str = "value";
const WHERE: &str = "where";

/// The longest texts, in UTF-16 units.
pub(super) const WHAT_CHARS: u16 = 500;
const WHY_CHARS: u16 = 300;
/// The most people of a win.
pub(super) const PEOPLE_MOST: u8 = 10;
/// A choice of one is none.
const VALUES_LEAST: usize = 2;

/// What stands in the form, or comes back from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub what: String,
    pub people: Vec<PersonId>,
    pub why: String,
    pub value: Option<String>,
}

/// The form. Without a channel it asks for that too, and offers no values.
pub(super) fn form(
    say: &Speaker<'_>,
    about: Press,
    channel: Option<&ChannelId>,
    charter: Option<&Charter>,
    content: &Content,
) -> Form {
    let words = |max, initial: &str| InputKind::Words {
        long: true,
        max,
        initial: initial.to_owned(),
        example: String::new(),
    };
    let people = InputKind::People {
        most: PEOPLE_MOST,
        initial: content.people.clone(),
    };
    let mut fields = vec![
        field(
            WHAT,
            &say.win_what(),
            false,
            words(WHAT_CHARS, &content.what),
        ),
        field(WHO, &say.win_who(), true, people),
        field(WHY, &say.win_why(), true, words(WHY_CHARS, &content.why)),
    ];
    fields.extend(value_field(say, charter, content));
    if channel.is_none() {
        let channel = InputKind::Channel { initial: None };
        fields.push(field(WHERE, &say.win_where(), false, channel));
    }
    Form {
        about: Act::Win(about).token(),
        page: 0,
        back: None,
        title: say.win_form_title().to_words(),
        submit: say.win_send().to_words(),
        rows: fields.into_iter().map(Row::Ask).collect(),
    }
}

fn field(id: &str, label: &Text, optional: bool, input: InputKind) -> Field {
    Field {
        id: FieldId::from(id),
        label: label.to_words(),
        hint: None,
        optional,
        input,
    }
}

fn value_field(say: &Speaker<'_>, charter: Option<&Charter>, content: &Content) -> Option<Field> {
    let values = charter.map_or(&[][..], |charter| &charter.values);
    if values.len() < VALUES_LEAST {
        return None;
    }
    // By their place: a value may be any words, and a name of a choice may not.
    let options = values.iter().enumerate().map(|(place, value)| Choice {
        id: place.to_string(),
        label: value.clone(),
    });
    let chosen = values
        .iter()
        .position(|value| Some(value) == content.value.as_ref());
    let input = InputKind::One {
        options: options.collect(),
        initial: chosen.map(|place| place.to_string()),
    };
    Some(field(VALUE, &say.win_value_asked(), true, input))
}

/// What came back, or what is amiss with it.
pub(super) fn read(
    say: &Speaker<'_>,
    charter: Option<&Charter>,
    values: &Values,
) -> Result<Content, Amiss> {
    let what = written(say, values, WHAT, WHAT_CHARS);
    let why = match values.get(&FieldId::from(WHY)).and_then(Value::words) {
        Some(words) if !words.trim().is_empty() => written(say, values, WHY, WHY_CHARS),
        Some(_) | None => Ok(String::new()),
    };
    let mut people = values
        .get(&FieldId::from(WHO))
        .map_or(Vec::new(), |who| who.people().to_vec());
    let mut named = std::collections::BTreeSet::new();
    people.retain(|person| named.insert(person.clone()));
    let too_many = people.len() > usize::from(PEOPLE_MOST);
    let too_many = too_many.then(|| {
        let many = say.win_people_many(i64::from(PEOPLE_MOST));
        vec![(FieldId::from(WHO), many)]
    });
    match (what, why, too_many) {
        (Ok(what), Ok(why), None) => Ok(Content {
            what,
            people,
            why,
            value: value_of(charter, values),
        }),
        (what, why, too_many) => Err([what.err(), why.err(), too_many]
            .into_iter()
            .flatten()
            .flatten()
            .collect()),
    }
}

fn value_of(charter: Option<&Charter>, values: &Values) -> Option<String> {
    let chosen = values.get(&FieldId::from(VALUE))?.chosen().first()?;
    let place: usize = chosen.parse().ok()?;
    charter?.values.get(place).cloned()
}

/// The channel that was said in the form.
pub(super) fn channel_of(values: &Values) -> Option<ChannelId> {
    values.get(&FieldId::from(WHERE))?.channel().cloned()
}

/// That the channel is still to be said.
pub(super) fn no_channel(say: &Speaker<'_>) -> Amiss {
    vec![(FieldId::from(WHERE), say.form_error_empty())]
}
