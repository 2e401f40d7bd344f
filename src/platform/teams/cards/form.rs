//! A form as a dialogue's card, with what must come back when it is sent.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::fields::{Asked, ask};
use super::message::show;
use super::piece::{Piece, assembled, frame_weight};
use super::text::more;
use super::{Surroundings, limits};
use crate::chat::{ChannelId, FieldId, Form, Row, Values};
use crate::platform::cutting::{MORE, cut};
use crate::platform::squeezing::{ROOMS, SCARCE, squeeze, weight};
use crate::platform::tidying::{comes_back, is_blank, one_line};

/// A form, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnForm {
    /// The dialogue's title, at most 64 UTF-16 units.
    pub title: String,
    /// Its card, at most 40 KB as it is sent.
    pub card: Value,
}

/// What was sent and is amiss: the form comes again with it, since Teams keeps nothing that was
/// typed. Both are empty when it opens.
#[derive(Clone, Copy, Debug)]
pub struct Amiss<'a> {
    /// What was put in.
    pub values: Option<&'a Values>,
    /// What to do about it, by input.
    pub errors: &'a [(FieldId, String)],
}

impl Amiss<'_> {
    /// Of a form that opens.
    pub const NOTHING: Amiss<'static> = Amiss {
        values: None,
        errors: &[],
    };
}

/// Draws a form; `channels` are those to choose from, with their names.
pub fn form(
    form: &Form,
    around: &Surroundings<'_>,
    channels: &[(ChannelId, String)],
    amiss: Amiss<'_>,
) -> DrawnForm {
    let actions = actions(form);
    let taken = json!({"actions": &actions}).to_string().len();
    let room = limits::FORM.saturating_sub(frame_weight() + taken);
    let pieces = ROOMS
        .iter()
        .map(|most| draw(form, *most, around, channels, amiss))
        .find(|pieces| weight(pieces) <= room)
        .unwrap_or_else(|| {
            let scarce = draw(form, SCARCE, around, channels, amiss);
            squeeze(scarce, |_, weight| weight <= room)
        });
    let mut card = assembled(pieces);
    if !actions.is_empty() {
        card["actions"] = Value::from(actions);
    }
    DrawnForm {
        title: label(&form.title, limits::FORM_TITLE),
        card,
    }
}

/// The rows; of two inputs with one name only the first, since they would come back as one.
fn draw(
    form: &Form,
    most: usize,
    around: &Surroundings<'_>,
    channels: &[(ChannelId, String)],
    amiss: Amiss<'_>,
) -> Vec<Piece> {
    let mut named = HashSet::new();
    let mut drawn = Vec::new();
    for row in &form.rows {
        match row {
            Row::Show(block) => drawn.extend(show(block, most, around)),
            Row::Ask(field) if named.insert(field.id.clone()) => {
                let error = amiss.errors.iter().find(|(id, _)| *id == field.id);
                let asked = Asked {
                    most,
                    // The way back is a sending too for Teams: it must not ask for what is missing.
                    held: form.back.is_none(),
                    before: amiss.values.map(|values| values.get(&field.id)),
                    amiss: error.map(|(_, words)| words.as_str()),
                    channels,
                };
                drawn.extend(ask(field, &asked, around));
            }
            Row::Ask(_) => {}
        }
    }
    if drawn.is_empty() {
        drawn.push(Piece::shown(more()));
    }
    drawn
}

/// What sends the form, after what turns back. Both bring what was put in. A token that could not
/// come back sends nothing; the coach's own are far below the limit.
fn actions(form: &Form) -> Vec<Value> {
    if !comes_back(form.about.as_str(), limits::TOKEN) {
        return Vec::new();
    }
    let data = json!({"about": form.about.as_str(), "page": form.page});
    let back = form.back.as_ref().map(|back| {
        let mut data = data.clone();
        data["back"] = json!(true);
        json!({"type": "Action.Submit", "title": label(back, limits::LABEL), "data": data})
    });
    let send = json!({
        "type": "Action.Submit", "title": label(&form.submit, limits::LABEL), "style": "positive",
        "data": data,
    });
    back.into_iter().chain([send]).collect()
}

fn label(words: &str, most: usize) -> String {
    let words = one_line(words);
    if is_blank(&words) {
        MORE.to_owned()
    } else {
        cut(&words, most)
    }
}
