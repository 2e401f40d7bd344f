//! All that is kept of a person, as one readable file of JSON: what lies under her, whole, and of
//! what others share that she is named in it, where, and what she wrote there herself. Nobody
//! else's id and nobody else's words are in it. `docs/privacy.md` has the form.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::forgetting::document;
use super::named::{Named, Where};
use crate::chat::{Card, FileContent, Outgoing, PersonId, Place};
use crate::coach::Coach;
use crate::coach::charter;
use crate::coach::person::Person;
use crate::state::{
    Body, Document, Found, Kept, Key, Kind, OwnData, OwnRows, PageOf, Read, Undecided,
};

/// The form of the file.
const FORMAT: u16 = 1;

/// The file.
#[derive(Serialize)]
struct Whole<'a> {
    cairn_person: Header<'a>,
    documents: Vec<Entry>,
    facts: Vec<Happened>,
    messages: Vec<Spoken>,
    wake_ups: Vec<WakeUp>,
    named: Vec<Part>,
}

#[derive(Serialize)]
struct Header<'a> {
    format: u16,
    cairn: &'static str,
    workspace: &'a str,
    person: &'a PersonId,
    made: Timestamp,
    /// How many entries did not fit.
    left_out: usize,
}

/// A document of hers.
#[derive(Serialize)]
struct Entry {
    kind: Kind,
    id: String,
    holds: Value,
}

/// Something that happened.
#[derive(Serialize)]
struct Happened {
    at: Timestamp,
    holds: Value,
}

/// Something said to her, that waits or never could be. The words are in the chat, or will be.
#[derive(Serialize)]
struct Spoken {
    id: String,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
}

/// When the bot looks next what there is for her.
#[derive(Serialize)]
struct WakeUp {
    name: String,
    at: Timestamp,
}

/// What of a document that others share is about her.
#[derive(Debug, PartialEq, Serialize)]
struct Part {
    /// What sort of document.
    r#in: String,
    id: String,
    /// As what she stands in it: under which of its keys.
    r#as: BTreeSet<String>,
    /// When, where, and what she wrote.
    #[serde(skip_serializing_if = "Map::is_empty")]
    holds: Map<String, Value>,
}

/// What is told of a document that bears a person's id: what says which it is, and what she wrote,
/// where she is the last who did.
struct Told {
    always: &'static [&'static str],
    if_hers: &'static [&'static str],
}

/// One arm for each place, as in `forgetting`.
fn told(place: &Where) -> Told {
    let (always, if_hers): (&[_], &[_]) = match place {
        Where::Run(_) => (&["item", "channel", "opened"], &[]),
        Where::TipPost(_) => (&["tip", "channel", "posted"], &[]),
        Where::WrittenTip(_) => (&["channel", "written"], &["title", "text", "do_this_week"]),
        Where::Schedule(_) => (&["channel", "made"], &["what", "timing"]),
        Where::Suggestion(_) => (&["win.at"], &["win.what", "win.why", "win.value"]),
        Where::Win(_) => (&["at"], &["what", "why", "value"]),
        // What a charter says are the team's words, whoever wrote them down last.
        Where::Charter(_) => (&["at", "number"], &[]),
        Where::Team(_) => (&["since"], &["name"]),
        Where::News(_) => (&["at"], &["url", "line"]),
        Where::Round(_) => (&["channel", "posted"], &[]),
        Where::Feedback(_) => (&["on"], &["words"]),
        Where::Audit(_) => (&["at", "deed.what"], &[]),
        Where::Enrolment(_) => (&["began"], &[]),
        Where::Draft(..)
        | Where::Holidays(_)
        | Where::Roles(_)
        | Where::Intended(..)
        | Where::Pack(_)
        | Where::Notice(_)
        | Where::Roster(_) => (&[], &[]),
    };
    Told { always, if_hers }
}

/// How a document of a person's own is handed over.
enum Mine {
    /// As it is: nothing in it is about anybody else.
    Whole,
    /// Without who else has a part in it.
    WithoutOthers,
    /// It only says where else she is named, and is followed there.
    Followed,
}

fn mine(kind: Kind) -> Mine {
    match kind {
        Kind::Named => Mine::Followed,
        // Whose schedule she is about to change; who wants to give her a role.
        Kind::Draft | Kind::Roles => Mine::WithoutOthers,
        Kind::Channel
        | Kind::Run
        | Kind::Edition
        | Kind::Person
        | Kind::Memory
        | Kind::Once
        | Kind::Session
        | Kind::Commitment
        | Kind::Objection
        | Kind::Schedule
        | Kind::TipPost
        | Kind::Reaction
        | Kind::Nudging
        | Kind::WrittenTip
        | Kind::Audit
        | Kind::Holidays
        | Kind::Notice
        | Kind::Pack
        | Kind::TipEdition
        | Kind::Win
        | Kind::Cheer
        | Kind::Charter
        | Kind::Attempt
        | Kind::Result
        | Kind::Enrolment
        | Kind::News
        | Kind::Round
        | Kind::Feedback
        | Kind::Team
        | Kind::Membership
        | Kind::Roster
        | Kind::TeamPicture
        | Kind::Workspace
        | Kind::Suggestion
        | Kind::Reach => Mine::Whole,
    }
}

/// Gathers the file from a person's rows and the documents that they say she is named in.
pub(in crate::coach) fn own_data(
    coach: &Coach,
    own: &OwnRows,
    found: &Found,
) -> Result<OwnData, Undecided> {
    let person = &own.person;
    let mut whole = Whole {
        cairn_person: Header {
            format: FORMAT,
            cairn: env!("CARGO_PKG_VERSION"),
            workspace: own.workspace.as_str(),
            person,
            made: own.made,
            left_out: own.left_out,
        },
        documents: Vec::new(),
        facts: Vec::new(),
        messages: Vec::new(),
        wake_ups: Vec::new(),
        named: Vec::new(),
    };
    let mut places = Vec::new();
    let mut locale = None;
    for kept in &own.rows {
        match kept {
            Kept::Document { key, body, .. } => match mine(key.kind) {
                Mine::Followed => places.push(read_named(key, body)?.place),
                Mine::Whole => {
                    if *key == Person::key(person) {
                        locale = locale_in(body);
                    }
                    whole.documents.push(entry(key, value(body)));
                }
                Mine::WithoutOthers => {
                    whole
                        .documents
                        .push(entry(key, without_others(value(body), person)));
                }
            },
            Kept::Fact { at, body, .. } => whole.facts.push(Happened {
                at: *at,
                holds: value(body),
            }),
            Kept::Waiting(waiting) if is_on_its_way(&waiting.outgoing) => {}
            Kept::Waiting(waiting) => whole.messages.push(spoken("waits", &waiting.outgoing)),
            Kept::Dead { letter, .. } => whole.messages.push(Spoken {
                at: Some(letter.at),
                ..spoken("could not be said", &letter.outgoing)
            }),
            Kept::Sent { id, sent, .. } => whole.messages.push(Spoken {
                id: id.as_str().to_owned(),
                how: "stands",
                at: Some(sent.at),
            }),
            Kept::Wake { name, due } => whole.wake_ups.push(WakeUp {
                name: name.as_str().to_owned(),
                at: *due,
            }),
            // These are nobody's.
            Kept::Mark { .. } | Kept::Counter { .. } | Kept::Erased(_) => {}
        }
    }
    whole.named = parts(&places, person, found)?;
    let say = coach.phrases.speaker(locale.as_deref());
    let words = match own.left_out {
        0 => say.privacy_file(),
        left_out => say.privacy_file_part(i64::try_from(left_out).unwrap_or(i64::MAX)),
    };
    Ok(OwnData {
        body: serde_json::to_string_pretty(&whole).unwrap_or_default(),
        words: Card::words(words),
    })
}

/// What is about her in all the documents that name her.
fn parts(places: &[Where], person: &PersonId, found: &Found) -> Result<Vec<Part>, Undecided> {
    let keys: Vec<(&Where, Key)> = places
        .iter()
        .filter_map(|place| Some((place, document(place)?)))
        .collect();
    let missing: Vec<Read> = keys
        .iter()
        .filter(|(_, key)| !found.documents.contains_key(key))
        .map(|(_, key)| Read::One(key.clone()))
        .chain(
            pages(places)
                .filter(|page| !found.pages.contains_key(page))
                .map(Read::Page),
        )
        .collect();
    if !missing.is_empty() {
        return Err(Undecided::Missing(missing));
    }
    let mut parts = Vec::new();
    for (place, key) in &keys {
        if let Some(kept) = found.one(key)? {
            parts.extend(part(place, key, kept, person));
        }
        if let Where::Charter(channel) = place {
            let begins = format!("{channel}/");
            let earlier = found.page(&charter::earlier_page(channel))?;
            let own = earlier
                .iter()
                .filter(|(key, _)| key.id.starts_with(&begins));
            parts.extend(own.filter_map(|(key, kept)| part(place, key, kept, person)));
        }
    }
    Ok(parts)
}

/// Where the earlier versions lie of what she wrote.
fn pages(places: &[Where]) -> impl Iterator<Item = PageOf> {
    places.iter().filter_map(|place| match place {
        Where::Charter(channel) => Some(charter::earlier_page(channel)),
        _ => None,
    })
}

/// What is about her in a document; none where her name has gone meanwhile.
fn part(place: &Where, key: &Key, kept: &Document, person: &PersonId) -> Option<Part> {
    let holds: Value = serde_json::from_slice(&kept.body).ok()?;
    let holds = &holds;
    let mut stands = BTreeSet::new();
    find(holds, person, &mut Vec::new(), &mut stands);
    if stands.is_empty() {
        return None;
    }
    let told = told(place);
    let hers = if last_wrote(holds) == Some(person.as_str()) {
        told.if_hers
    } else {
        &[]
    };
    let fields = told.always.iter().chain(hers);
    let fields = fields.filter_map(|field| {
        let held = holds.pointer(&format!("/{}", field.replace('.', "/")))?;
        Some(((*field).to_owned(), held.clone()))
    });
    Some(Part {
        r#in: name_of(place),
        id: key.id.to_string(),
        r#as: stands,
        holds: fields.collect(),
    })
}

/// Under which keys a person's id stands. What is listed by people's ids shows no other's.
fn find<'v>(
    value: &'v Value,
    person: &PersonId,
    path: &mut Vec<&'v str>,
    found: &mut BTreeSet<String>,
) {
    match value {
        Value::String(text) if text == person.as_str() => {
            found.insert(path.join("."));
        }
        Value::Array(all) => all.iter().for_each(|one| find(one, person, path, found)),
        Value::Object(all) => {
            let is_by_people = path.last() == Some(&"granted");
            for (key, held) in all {
                if key == person.as_str() {
                    found.insert(path.join("."));
                }
                let goes_on = !is_by_people;
                path.extend(goes_on.then_some(key.as_str()));
                find(held, person, path, found);
                path.truncate(path.len() - usize::from(goes_on));
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Who wrote last what stands in a document.
fn last_wrote(holds: &Value) -> Option<&str> {
    let changed = holds.get("changed").and_then(|changed| changed.get("by"));
    let by = changed
        .or_else(|| holds.get("by"))
        .or_else(|| holds.get("person"))
        .or_else(|| holds.pointer("/win/by"));
    by.and_then(Value::as_str)
}

/// A document of hers without who else stands in it.
fn without_others(value: Value, person: &PersonId) -> Value {
    let is_other = |key: &str, held: &Value| key == "by" && held.as_str() != Some(person.as_str());
    match value {
        Value::Object(all) => all
            .into_iter()
            .filter(|(key, held)| !is_other(key, held))
            .map(|(key, held)| (key, without_others(held, person)))
            .collect(),
        Value::Array(all) => all
            .into_iter()
            .map(|one| without_others(one, person))
            .collect(),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

/// The sort of a place, as its note names it.
fn name_of(place: &Where) -> String {
    match serde_json::to_value(place) {
        Ok(Value::Object(one)) => one.keys().next().cloned().unwrap_or_default(),
        Ok(_) | Err(_) => String::new(),
    }
}

fn entry(key: &Key, holds: Value) -> Entry {
    Entry {
        kind: key.kind,
        id: key.id.to_string(),
        holds,
    }
}

/// A body as it stands; what is no JSON, as the bytes that it is.
fn value(body: &Body) -> Value {
    serde_json::from_slice(&body.0).unwrap_or_else(|_| Value::String(hex::encode(&body.0)))
}

fn spoken(how: &'static str, outgoing: &Outgoing) -> Spoken {
    Spoken {
        id: outgoing.id().as_str().to_owned(),
        how,
        at: None,
    }
}

/// Of an answer to what she just did nothing is kept once it is said; nor of this file.
fn is_on_its_way(outgoing: &Outgoing) -> bool {
    let is_this = matches!(outgoing, Outgoing::File(file) if file.content == FileContent::OwnData);
    is_this || outgoing.id().is_unkept() || matches!(outgoing.place(), Place::Whisper(..))
}

fn read_named(key: &Key, body: &Body) -> Result<Named, Undecided> {
    serde_json::from_slice(&body.0).map_err(|_| Undecided::Damaged(key.clone()))
}

fn locale_in(body: &Body) -> Option<String> {
    let person: Person = serde_json::from_slice(&body.0).ok()?;
    person.locale
}

#[cfg(test)]
mod tests;
