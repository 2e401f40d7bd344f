//! Inputs of a form. The kind of an input stands before its name, since what comes back from one
//! is a string whatever it is.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::markdown::lookalike;
use super::piece::Piece;
use super::text::{Look, words_line};
use super::values::{Kind, choice_value, is_id};
use super::{Surroundings, limits};
use crate::chat::{ChannelId, Choice, Field, InputKind, PersonId, Value as Filled};
use crate::platform::cutting::{MORE, cut, split_words};
use crate::platform::tidying::{clean, comes_back, is_blank, one_line};

/// How an input is drawn besides what it asks.
pub(super) struct Asked<'a> {
    /// The most units of a label, hint or choice.
    pub most: usize,
    /// Whether the client should hold back a form without it.
    pub held: bool,
    /// What was put in before, also if that was nothing; else as the field says.
    pub before: Option<Option<&'a Filled>>,
    /// What is amiss with that.
    pub amiss: Option<&'a str>,
    /// What channels there are to choose from.
    pub channels: &'a [(ChannelId, String)],
}

/// An input, below it what helps and what is amiss. Nothing for one that would not come back under
/// its name or has no options; words, for a channel where none is known.
pub(super) fn ask(field: &Field, asked: &Asked<'_>, around: &Surroundings<'_>) -> Vec<Piece> {
    let kind = Kind::of(&field.input);
    if !comes_back(field.id.as_str(), limits::ID) {
        return Vec::new();
    }
    let label = label(&field.label, limits::INPUT_LABEL.min(asked.most));
    let Some(mut input) = element(&field.input, asked, around) else {
        if matches!(field.input, InputKind::Channel { .. }) {
            let said = [
                (&label, Look::Usual),
                (&around.words.no_channel, Look::Amiss),
            ];
            let said = said.map(|(words, look)| words_line(words, limits::INPUT_LABEL, look));
            return said.into_iter().flatten().map(Piece::shown).collect();
        }
        return Vec::new();
    };
    input["id"] = json!(kind.id(&field.id));
    input["label"] = json!(label);
    input["isRequired"] = json!(!field.optional && asked.held);
    input["errorMessage"] = json!(needed(&field.input, around));
    let hint = field
        .hint
        .as_deref()
        .and_then(|hint| words_line(hint, limits::INPUT_LABEL.min(asked.most), Look::Small));
    let amiss = asked
        .amiss
        .and_then(|words| words_line(words, limits::INPUT_LABEL.min(asked.most), Look::Amiss));
    let mut pieces = vec![Piece::acting(input)];
    for mut words in [amiss, hint].into_iter().flatten() {
        words["spacing"] = json!("None");
        pieces.push(Piece::acting(words));
    }
    pieces
}

fn label(words: &str, most: usize) -> String {
    let words = one_line(words);
    if is_blank(&words) {
        MORE.to_owned()
    } else {
        cut(&words, most)
    }
}

/// What the client says of an input that it holds back.
fn needed(input: &InputKind, around: &Surroundings<'_>) -> String {
    match input {
        InputKind::Number { min, max } => {
            let (min, max) = (min.min(max), min.max(max));
            format!("{}: {min} – {max}", around.words.needed)
        }
        InputKind::Words { .. }
        | InputKind::One { .. }
        | InputKind::Several { .. }
        | InputKind::People { .. }
        | InputKind::Channel { .. }
        | InputKind::Date { .. } => around.words.needed.clone(),
    }
}

fn element(input: &InputKind, asked: &Asked<'_>, around: &Surroundings<'_>) -> Option<Value> {
    let before = asked.before;
    Some(match input {
        InputKind::Words {
            long,
            max,
            initial,
            example,
        } => {
            let initial = before.map_or(initial.as_str(), |typed| {
                typed.and_then(Filled::words).unwrap_or_default()
            });
            words(*long, *max, initial, example)
        }
        InputKind::Number { min, max } => {
            number(*min, *max, before.flatten().and_then(Filled::words))
        }
        InputKind::One { options, initial } => {
            let chosen = before.map_or(initial.as_slice(), |put| {
                put.and_then(|put| put.chosen().get(..1))
                    .unwrap_or_default()
            });
            choices(options, chosen, false, asked.most)?
        }
        InputKind::Several { options, initial } => {
            let chosen = before.map_or(initial.as_slice(), |put| put.map_or(&[], Filled::chosen));
            choices(options, chosen, true, asked.most)?
        }
        InputKind::People { most, initial } => people(
            *most,
            before.map_or(initial.as_slice(), |put| put.map_or(&[], Filled::people)),
            around,
        ),
        InputKind::Channel { initial } => channel(
            before.map_or(initial.as_ref(), |put| put.and_then(Filled::channel)),
            asked,
        )?,
        InputKind::Date { initial } => {
            date(before.map_or(*initial, |put| put.and_then(Filled::date)))
        }
    })
}

fn words(long: bool, max: u16, initial: &str, example: &str) -> Value {
    let max = max.clamp(1, limits::TYPED);
    let (initial, _) = split_words(initial, usize::from(max));
    let initial = clean(initial);
    let example = one_line(example);
    let mut drawn = json!({"type": "Input.Text", "isMultiline": long, "maxLength": max});
    if !initial.is_empty() {
        drawn["value"] = json!(initial);
    }
    if !is_blank(&example) {
        drawn["placeholder"] = json!(cut(&example, limits::PLACEHOLDER));
    }
    drawn
}

fn number(min: i64, max: i64, before: Option<&str>) -> Value {
    let mut drawn = json!({"type": "Input.Number", "min": min.min(max), "max": min.max(max)});
    if let Some(value) = before.and_then(|typed| typed.trim().parse::<i64>().ok()) {
        drawn["value"] = json!(value);
    }
    drawn
}

/// Boxes show every choice at once; a menu is for more than people look through.
fn choices(options: &[Choice], chosen: &[String], several: bool, most: usize) -> Option<Value> {
    let options = usable(options);
    if options.is_empty() {
        return None;
    }
    let is_chosen = |choice: &&&Choice| chosen.contains(&choice.id);
    let value: Vec<String> = options
        .iter()
        .filter(is_chosen)
        .map(|choice| choice_value(&choice.id))
        .collect();
    let style = if options.len() <= limits::BOXES {
        "expanded"
    } else {
        "compact"
    };
    let drawn: Vec<Value> = options
        .iter()
        .map(|choice| option(&choice.label, &choice_value(&choice.id), most))
        .collect();
    let mut drawn = json!({
        "type": "Input.ChoiceSet", "choices": drawn, "isMultiSelect": several, "style": style,
        "wrap": true,
    });
    if !value.is_empty() {
        drawn["value"] = json!(value.join(","));
    }
    Some(drawn)
}

fn option(label: &str, value: &str, most: usize) -> Value {
    let label = one_line(label);
    let label = if is_blank(&label) {
        MORE.to_owned()
    } else {
        cut(&label, limits::CHOICE.min(most))
    };
    json!({"title": lookalike(&label), "value": value})
}

/// The choices that can come back under their own name, as many as a menu holds.
fn usable(options: &[Choice]) -> Vec<&Choice> {
    let mut usable: Vec<&Choice> = Vec::new();
    for choice in options {
        let named = comes_back(&choice.id, limits::ID);
        if named && usable.iter().all(|other| other.id != choice.id) {
            usable.push(choice);
        }
    }
    usable.truncate(limits::MENU);
    usable
}

/// People of the tenant, found by Teams as one types. Whoever stands there at first is among the
/// choices by name, since Teams shows no name for an id alone. How many may be chosen it does not
/// hold to.
fn people(most: u8, initial: &[PersonId], around: &Surroundings<'_>) -> Value {
    let most = most.max(1);
    let mut named: Vec<&PersonId> = Vec::new();
    for person in initial {
        if is_id(person.as_str()) && !named.contains(&person) {
            named.push(person);
        }
    }
    named.truncate(usize::from(most));
    let name = |person: &&PersonId| {
        let known = around.people.get(*person).map(|known| known.name.as_str());
        option(
            known.unwrap_or(&around.words.somebody),
            person.as_str(),
            limits::NAME,
        )
    };
    let choices: Vec<Value> = named.iter().map(name).collect();
    let mut drawn = json!({
        "type": "Input.ChoiceSet", "choices": choices, "isMultiSelect": most > 1,
        "choices.data": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
    });
    if !named.is_empty() {
        let ids: Vec<&str> = named.iter().map(|person| person.as_str()).collect();
        drawn["value"] = json!(ids.join(","));
    }
    drawn
}

/// Channels that the bot knows; one types to find hers.
fn channel(initial: Option<&ChannelId>, asked: &Asked<'_>) -> Option<Value> {
    let known: Vec<&(ChannelId, String)> = asked
        .channels
        .iter()
        .filter(|(channel, _)| is_id(channel.as_str()))
        .take(limits::CHANNELS)
        .collect();
    if known.is_empty() {
        return None;
    }
    let choices: Vec<Value> = known
        .iter()
        .map(|(channel, name)| option(name, channel.as_str(), limits::NAME))
        .collect();
    let mut drawn = json!({"type": "Input.ChoiceSet", "choices": choices, "style": "filtered"});
    if let Some((chosen, _)) = known.iter().find(|(channel, _)| Some(channel) == initial) {
        drawn["value"] = json!(chosen.as_str());
    }
    Some(drawn)
}

fn date(initial: Option<Date>) -> Value {
    // Only such a year is written in four digits.
    let initial = initial.filter(|date| date.year() > 0);
    let mut drawn = json!({"type": "Input.Date"});
    if let Some(day) = initial {
        drawn["value"] = json!(day.to_string());
    }
    drawn
}
