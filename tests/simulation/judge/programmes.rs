//! A step of a programme comes once, not before its day, and never beside another one on the same
//! day of the same person.

use std::collections::{BTreeMap, BTreeSet};

use cairn::state::{Kept, Kind, Owner};
use jiff::civil::Date;
use serde_json::Value;

use super::Nudged;
use crate::world::Ended;

pub fn faults(ended: &Ended, nudged: &[Nudged]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut came: BTreeMap<&Owner, BTreeSet<Date>> = BTreeMap::new();
    for (owner, id, body) in enrolments(ended) {
        for step in body["steps"].as_array().unwrap() {
            let Some(day) = day(&step["came"]) else {
                continue;
            };
            let planned = self::day(&step["on"]).unwrap();
            if day < planned {
                faults.push(format!("{id} of {owner:?}: {step} came too early"));
            }
            let is_alone = *owner == Owner::Shared || came.entry(owner).or_default().insert(day);
            if !is_alone {
                faults.push(format!("{id} of {owner:?}: two steps came on {day}"));
            }
        }
    }
    let mut days = BTreeSet::new();
    let steps = nudged.iter().filter(|nudge| nudge.why == "step");
    let two = steps.filter(|step| step.said.is_some() && !days.insert((&step.person, step.day)));
    faults.extend(two.map(|step| format!("{} got two steps on {}", step.person, step.day)));
    faults
}

fn enrolments(ended: &Ended) -> Vec<(&Owner, String, Value)> {
    let rows = ended.rows.iter();
    let found = rows.filter_map(|row| match row {
        Kept::Document { key, body, .. } if key.kind == Kind::Enrolment => {
            let body = serde_json::from_slice(&body.0).unwrap();
            Some((&key.owner, key.id.to_string(), body))
        }
        _ => None,
    });
    found.collect()
}

fn day(of: &Value) -> Option<Date> {
    of.as_str().map(|day| day.parse().unwrap())
}
