//! What came back from a form or a button, read leniently: what is not understood is absent, and
//! nothing of it is believed.

use serde_json::{Map, Value as Json};

use super::limits;
use crate::chat::{ActToken, FieldId, InputKind, PersonId, Value, Values};
use crate::platform::tidying::comes_back;

/// The longest id that is taken for Teams'; theirs have about a hundred characters.
const LONGEST_ID: usize = 255;

/// A form that was sent, or whose way back was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// What it is about.
    pub about: ActToken,
    /// Which page it is.
    pub page: u8,
    /// Whether the way back was taken.
    pub back: bool,
    /// What was put in.
    pub values: Values,
}

/// What a form of ours brought back (`data` of a submit); `None` if it is not ours.
pub fn values(data: &Json) -> Option<Sent> {
    let data = object(data)?;
    let values = data.iter().filter_map(|(id, value)| {
        let (kind, name) = Kind::read(id)?;
        Some((FieldId::from(name), kind.value(value)?))
    });
    Some(Sent {
        about: token(data.get("about")?)?,
        page: data.get("page").and_then(number).unwrap_or_default(),
        back: data.get("back").is_some_and(is_true),
        values: values.collect(),
    })
}

/// What a button of ours is about (`data` of its action); `None` if it is not ours.
pub fn pressed(data: &Json) -> Option<ActToken> {
    token(object(data)?.get("act")?)
}

/// An object, also one that some clients send as the text of it.
fn object(data: &Json) -> Option<Map<String, Json>> {
    match data {
        Json::Object(object) => Some(object.clone()),
        Json::String(text) => serde_json::from_str(text).ok(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) => None,
    }
}

fn token(json: &Json) -> Option<ActToken> {
    let token = json.as_str()?;
    comes_back(token, limits::TOKEN).then(|| ActToken::from(token))
}

fn number(json: &Json) -> Option<u8> {
    text(json)?.parse().ok()
}

fn is_true(json: &Json) -> bool {
    *json == Json::Bool(true) || json.as_str() == Some("true")
}

/// How an input was asked, as it stands before its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Words,
    Number,
    One,
    Several,
    People,
    Channel,
    Date,
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Words, "words"),
    (Kind::Number, "number"),
    (Kind::One, "one"),
    (Kind::Several, "several"),
    (Kind::People, "people"),
    (Kind::Channel, "channel"),
    (Kind::Date, "date"),
];

impl Kind {
    pub fn of(input: &InputKind) -> Self {
        match input {
            InputKind::Words { .. } => Self::Words,
            InputKind::Number { .. } => Self::Number,
            InputKind::One { .. } => Self::One,
            InputKind::Several { .. } => Self::Several,
            InputKind::People { .. } => Self::People,
            InputKind::Channel { .. } => Self::Channel,
            InputKind::Date { .. } => Self::Date,
        }
    }

    /// The id of an input of this kind. None is a key of what a form carries itself.
    pub fn id(self, field: &FieldId) -> String {
        let named = KINDS.iter().find(|(kind, _)| *kind == self);
        let (_, name) = named.unwrap_or(&KINDS[0]);
        format!("{name}:{field}")
    }

    fn read(id: &str) -> Option<(Self, &str)> {
        let (kind, field) = id.split_once(':')?;
        let (kind, _) = KINDS.iter().find(|(_, name)| *name == kind)?;
        comes_back(field, limits::ID).then_some((*kind, field))
    }

    fn value(self, json: &Json) -> Option<Value> {
        let text = text(json)?;
        match self {
            Self::Words => filled(text).map(Value::Words),
            Self::Number => filled(text.trim().to_owned()).map(Value::Words),
            Self::One => some(chosen(&text).take(1).collect()).map(Value::Chosen),
            Self::Several => some(chosen(&text).collect()).map(Value::Chosen),
            Self::People => some(people(&text)).map(Value::People),
            Self::Channel => is_id(text.trim()).then(|| Value::Channel(text.trim().into())),
            Self::Date => text.trim().parse().ok().map(Value::Date),
        }
    }
}

/// A string, or a number or flag as one.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// A choice's name as a value: several come back joined by commas, so none may stand in it.
pub(super) fn choice_value(id: &str) -> String {
    id.replace('%', "%25").replace(',', "%2C")
}

/// The names of what was chosen.
fn chosen(text: &str) -> impl Iterator<Item = String> {
    let names = text.split(',').filter(|value| !value.is_empty());
    names.map(|value| value.replace("%2C", ",").replace("%25", "%"))
}

fn people(text: &str) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for id in text.split(',').map(str::trim).filter(|id| is_id(id)) {
        // An object id is written in either case; a `29:…` id is not.
        let id = if id.contains(':') {
            id.to_owned()
        } else {
            id.to_lowercase()
        };
        let person = PersonId::from(id);
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

/// Whether a name can be an id of Teams': a person's or a conversation's. None holds a comma, white
/// space or anything that is not ASCII.
pub(super) fn is_id(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.' | b'@')
        })
}

fn filled(words: String) -> Option<String> {
    (!words.is_empty()).then_some(words)
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}
