//! A win that stands was posted, once; what was posted as a win was told; and of each win its
//! counter says exactly how many cheer.

use std::collections::{BTreeMap, BTreeSet};

use cairn::state::{Kept, Kind, Owner};
use serde_json::Value;

use super::{counters, personal};
use crate::world::Ended;

pub fn faults(ended: &Ended) -> Vec<String> {
    let wins = kept(ended);
    let names = ended.ledger.iter().map(|post| post.id.as_str());
    let posted: Vec<&str> = names.filter_map(|id| id.strip_prefix("win/")).collect();
    let once: BTreeSet<&str> = posted.iter().copied().collect();
    let mut faults = Vec::new();
    if once.len() != posted.len() {
        faults.push(format!("a win was posted twice: {posted:?}"));
    }
    let standing = wins.iter().filter(|(_, win)| win["state"] == "standing");
    let silent = standing.filter(|(id, _)| !once.contains(id.as_str()));
    faults.extend(silent.map(|(id, win)| format!("{id} stands and was not posted: {win}")));
    let untold = once.iter().filter(|id| !wins.contains_key(**id));
    faults.extend(untold.map(|id| format!("{id} was posted and never told")));
    faults.extend(cheers(ended));
    faults
}

/// How many were told.
pub fn told(ended: &Ended) -> usize {
    kept(ended).len()
}

fn kept(ended: &Ended) -> BTreeMap<String, Value> {
    let win = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == Kind::Win && key.owner == Owner::Shared => {
            Some((key.id.to_string(), serde_json::from_slice(&body.0).unwrap()))
        }
        _ => None,
    };
    ended.rows.iter().filter_map(win).collect()
}

/// Exactly: who is forgotten takes her cheers along.
fn cheers(ended: &Ended) -> Vec<String> {
    let mut kept: BTreeMap<String, i64> = BTreeMap::new();
    for (win, _) in personal(ended, Kind::Cheer, "") {
        *kept.entry(format!("win/{win}/cheers")).or_default() += 1;
    }
    let mut counted = counters(ended);
    counted.retain(|name, count| name.starts_with("win/") && *count != 0);
    if kept == counted {
        return Vec::new();
    }
    vec![format!("{kept:?} cheer, {counted:?} were counted")]
}
