//! A figure of a team is about five people at least, leaves out nobody or five, and took the place
//! of another only when the data of five differed, of whom nobody is one that was deleted. What is
//! in a figure of one team is in none of another. Nobody saw one who managed no channel.

use std::collections::{BTreeMap, BTreeSet};

use cairn::chat::{Input, Place};
use serde_json::Value;

use crate::watch::{Published, shows_figures};
use crate::world::{ADMIN, Ended};

/// Fewest people.
const FIVE: usize = 5;

pub fn faults(ended: &Ended) -> Vec<String> {
    let mut faults = ended.watch.faults.clone();
    let mut stood: BTreeMap<(&str, &str), &Published> = BTreeMap::new();
    for figure in &ended.watch.published {
        faults.extend(is_of_five(figure));
        faults.extend(is_in_one_team(figure, &ended.watch.published));
        let before = stood.insert((&figure.team, &figure.slice), figure);
        faults.extend(before.and_then(|before| differs_by_five(before, figure)));
    }
    faults.extend(seen_by_managers(ended));
    faults
}

fn is_of_five(figure: &Published) -> Vec<String> {
    let people = figure.of.len();
    let told = match &figure.told["skill"]["remembered"] {
        Value::Null => &figure.told["assessment"]["active"],
        remembered => &remembered["active"],
    };
    let least = match told.as_str().unwrap() {
        "five_up" => 5,
        "ten_up" => 10,
        "twenty_up" => 20,
        _ => 50,
    };
    let out = figure.counted - people;
    let mut faults = Vec::new();
    if people < FIVE || people < least {
        faults.push(format!("{} are {told}: {}", people, shown(figure)));
    }
    if out > 0 && out < FIVE {
        faults.push(format!("{out} are left out: {}", shown(figure)));
    }
    faults
}

fn differs_by_five(before: &Published, figure: &Published) -> Option<String> {
    let everybody: BTreeSet<&String> = before.of.keys().chain(figure.of.keys()).collect();
    let changed = everybody
        .into_iter()
        .filter(|who| !figure.erased.contains(*who) && before.of.get(*who) != figure.of.get(*who));
    let changed: Vec<&String> = changed.collect();
    (changed.len() < FIVE).then(|| format!("{changed:?} alone changed: {}", shown(figure)))
}

/// What somebody brought along from another team was told there.
fn is_in_one_team(figure: &Published, all: &[Published]) -> Vec<String> {
    let others = all
        .iter()
        .filter(|other| other.team != figure.team && other.slice == figure.slice);
    let mut faults = Vec::new();
    for other in others.filter(|other| other.at <= figure.at) {
        let both = figure.of.iter();
        let both = both.filter(|(who, data)| other.of.get(*who) == Some(*data));
        faults.extend(
            both.map(|(who, _)| format!("{who} is in {} and in {}", shown(other), shown(figure))),
        );
    }
    faults
}

/// Figures were shown to nobody who managed nothing by the time she asked last.
fn seen_by_managers(ended: &Ended) -> Vec<String> {
    let posts = ended.ledger.iter().filter_map(|post| match &post.place {
        Place::Direct(who) | Place::Whisper(_, who) if shows_figures(&post.words) => {
            Some(who.to_string())
        }
        Place::Channel(_) | Place::Home(_) if shows_figures(&post.words) => {
            Some("everybody".to_owned())
        }
        _ => None,
    });
    let at_once = ended.watch.shown.iter().map(|(_, who)| who.clone());
    let managed = ended.watch.done.iter().filter(|done| {
        let is_about_teams = match &done.input {
            Input::Said { .. } => true,
            Input::Pressed { act, .. } => act.as_str().starts_with("1:team"),
            _ => false,
        };
        is_about_teams && (done.who == ADMIN || !done.manages.is_empty())
    });
    let managed: BTreeSet<&str> = managed.map(|done| done.who.as_str()).collect();
    let seen: BTreeSet<String> = posts.chain(at_once).collect();
    let amiss = seen.iter().filter(|who| !managed.contains(who.as_str()));
    amiss
        .map(|who| format!("{who} saw a team's figures"))
        .collect()
}

fn shown(figure: &Published) -> String {
    format!(
        "{} of {} at {}: {}, of {:?}",
        figure.slice, figure.team, figure.at, figure.told, figure.of
    )
}
