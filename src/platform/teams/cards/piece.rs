//! An element of a card with what belongs to it, as a part that can be left out.

use serde_json::{Value, json};

use super::text;
use crate::platform::squeezing::Part;

/// One element of a card's body.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// As Teams takes it.
    pub element: Value,
    /// Who is named in it: entities that stand beside the body.
    pub mentions: Vec<Value>,
    /// Whether it is pressed or filled in.
    pub acts: bool,
}

impl Piece {
    /// What is shown and names nobody.
    pub fn shown(element: Value) -> Self {
        Self::with_mentions(element, Vec::new())
    }

    /// What is shown.
    pub fn with_mentions(element: Value, mentions: Vec<Value>) -> Self {
        let acts = false;
        Self {
            element,
            mentions,
            acts,
        }
    }

    /// What is pressed or filled in.
    pub fn acting(element: Value) -> Self {
        Self {
            acts: true,
            ..Self::shown(element)
        }
    }
}

impl Part for Piece {
    /// In bytes.
    fn weight(&self) -> usize {
        let all = std::iter::once(&self.element).chain(&self.mentions);
        all.map(|json| json.to_string().len() + 1).sum()
    }

    fn only_shows(&self) -> bool {
        !self.acts
    }

    fn gap() -> Option<Self> {
        Some(Self::shown(text::more()))
    }
}

/// A card of these pieces.
pub(super) fn assembled(pieces: Vec<Piece>) -> Value {
    let mut entities: Vec<Value> = Vec::new();
    let mut body = Vec::new();
    for piece in pieces {
        for mention in piece.mentions {
            if !entities.contains(&mention) {
                entities.push(mention);
            }
        }
        body.push(piece.element);
    }
    let mut msteams = json!({"width": "Full"});
    if !entities.is_empty() {
        msteams["entities"] = Value::from(entities);
    }
    json!({
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
        "msteams": msteams,
    })
}

/// What a card weighs without its pieces, in bytes.
pub(super) fn frame_weight() -> usize {
    assembled(Vec::new()).to_string().len() + "\"entities\":[],".len()
}
