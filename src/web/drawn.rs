//! A card of the playground as Slack and as Teams would draw it: the JSON that each adapter really
//! makes, for the page to show. Nothing is sent. How either draws is its adapter's alone.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::platform::playground::{Elsewhere, Named, channels_elsewhere, people_elsewhere};
use crate::platform::slack::blocks;
use crate::platform::teams::cards::{self, CardWords, KnownPerson, Surroundings};

/// What cards are drawn with elsewhere.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// What the adapter of Teams must say itself.
    pub words: CardWords,
    /// In which moments are written out where many see them.
    pub zone: TimeZone,
}

/// The card for both, with the names of those whose ids stand in it.
pub(super) fn drawn(said: &Elsewhere, drawing: &Drawing) -> Value {
    let names = people_elsewhere().into_iter().chain(channels_elsewhere());
    let names: BTreeMap<String, &str> = names.map(|named| (named.id, named.name)).collect();
    json!({
        "slack": in_slack(said),
        "teams": in_teams(said, drawing),
        "names": names,
    })
}

/// Block Kit; the files of its pictures are called `F1`, `F2` and so on.
fn in_slack(said: &Elsewhere) -> Value {
    let pictures: Vec<Option<String>> = (1..=said.pictures)
        .map(|place| Some(format!("F{place}")))
        .collect();
    if said.is_home {
        return json!(blocks::home(&said.card, &pictures));
    }
    let message = blocks::message_with(&said.card, &pictures);
    let mut sent = json!({"text": message.text, "blocks": message.blocks});
    let along = message.attachments();
    if !along.is_empty() {
        sent["attachments"] = json!(along);
    }
    sent
}

/// An Adaptive Card. Pictures have no address that Teams could fetch from here.
fn in_teams(said: &Elsewhere, drawing: &Drawing) -> Value {
    let known = |Named { id, name }: Named| {
        let name = name.to_owned();
        (id.as_str().into(), KnownPerson { name, id })
    };
    let people = people_elsewhere().into_iter().map(known).collect();
    let channels = channels_elsewhere().into_iter();
    let channels = channels
        .map(|Named { id, name }| (id.into(), name.to_owned()))
        .collect();
    let own = said.zone.and_then(|zone| TimeZone::get(zone).ok());
    let around = Surroundings {
        people: &people,
        channels: &channels,
        zone: own.as_ref().unwrap_or(&drawing.zone),
        words: &drawing.words,
        pictures: &|_| None,
        refreshed: &[],
    };
    cards::card(&said.card, &around)
}
