//! Every time of every schedule has one outcome: posted, once; left out; passed over, being too
//! late; or nothing to give.

use std::collections::{BTreeMap, BTreeSet};

use cairn::state::{Kept, Kind};
use cairn::timing::{Timing, moment};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::facts;
use crate::world::Ended;

/// So long after a time what comes of it is decided, at the latest: the last outage of the
/// company was over by then.
const DECIDED: SignedDuration = SignedDuration::from_hours(2);

/// Some times of a schedule that were dealt with together.
struct Due {
    after: DateTime,
    until: DateTime,
    posted: Option<String>,
    counted: usize,
}

pub fn faults(ended: &Ended) -> Vec<String> {
    let due = due(ended);
    let kept = kept(ended);
    let changed = changed(ended);
    let mut faults = posted_once(&due);
    for (schedule, due) in &due {
        faults.extend(in_order(schedule, due));
        if let Some((timing, _)) = kept.get(schedule)
            && !changed.contains(schedule)
        {
            faults.extend(all_counted(schedule, timing, due));
        }
    }
    for (schedule, (timing, body)) in &kept {
        faults.extend(nothing_forgotten(ended, schedule, timing, body));
    }
    faults
}

fn due(ended: &Ended) -> BTreeMap<String, Vec<Due>> {
    let mut due: BTreeMap<String, Vec<Due>> = BTreeMap::new();
    for (_, _, body) in facts(ended, "schedule_due") {
        let time = |name: &str| body[name].as_str().unwrap().parse().unwrap();
        let count = |name: &str| usize::try_from(body[name].as_u64().unwrap()).unwrap();
        let schedule = body["schedule"].as_str().unwrap().to_owned();
        due.entry(schedule).or_default().push(Due {
            after: time("after"),
            until: time("until"),
            posted: body["posted"].as_str().map(str::to_owned),
            counted: count("passed_over") + count("left_out"),
        });
    }
    for of_one in due.values_mut() {
        of_one.sort_by_key(|due| due.until);
    }
    due
}

/// The schedules that are still there: when they come, and the whole record.
fn kept(ended: &Ended) -> BTreeMap<String, (Timing, Value)> {
    let schedule = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == Kind::Schedule => {
            let body: Value = serde_json::from_slice(&body.0).unwrap();
            let timing = serde_json::from_value(body["timing"].clone()).unwrap();
            Some((key.id.to_string(), (timing, body)))
        }
        _ => None,
    };
    ended.rows.iter().filter_map(schedule).collect()
}

/// The schedules whose times were changed on the way.
fn changed(ended: &Ended) -> BTreeSet<String> {
    let changed = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == Kind::Audit => {
            let body: Value = serde_json::from_slice(&body.0).unwrap();
            let deed = &body["deed"];
            (deed["deed"] == "changed").then(|| deed["schedule"].as_str().map(str::to_owned))?
        }
        _ => None,
    };
    ended.rows.iter().filter_map(changed).collect()
}

/// What was decided to be posted has a name of its own each time.
fn posted_once(due: &BTreeMap<String, Vec<Due>>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let posted = due.values().flatten().filter_map(|due| due.posted.as_ref());
    let twice = posted.filter(|name| !seen.insert((*name).clone()));
    twice
        .map(|name| format!("posted for two times: {name}"))
        .collect()
}

/// No time is dealt with twice.
fn in_order(schedule: &str, due: &[Due]) -> Vec<String> {
    let pairs = due.windows(2);
    let again = pairs.filter(|pair| pair[1].after < pair[0].until);
    again
        .map(|pair| {
            format!(
                "{schedule} dealt twice with what lies before {}",
                pair[0].until
            )
        })
        .collect()
}

/// Of the times that came together each is posted, left out, passed over, or had nothing to give;
/// one at most had its turn.
fn all_counted(schedule: &str, timing: &Timing, due: &[Due]) -> Vec<String> {
    let local = |time: DateTime| {
        moment(time, &timing.zone).or_else(|| timing.zone.time_zone().to_timestamp(time).ok())
    };
    let amiss = due.iter().filter_map(|due| {
        let (after, until) = (local(due.after)?, local(due.until)?);
        let came = timing.occurrences_between(after, until).count();
        let rest = came.checked_sub(due.counted);
        let fits = match &due.posted {
            Some(_) => rest == Some(1),
            None => matches!(rest, Some(0 | 1)),
        };
        (!fits).then(|| {
            let (counted, posted) = (due.counted, &due.posted);
            format!("{schedule} until {until}: {came} came, {counted} counted, {posted:?} posted")
        })
    });
    amiss.collect()
}

/// What an active schedule's rule names has been dealt with.
fn nothing_forgotten(ended: &Ended, schedule: &str, timing: &Timing, body: &Value) -> Vec<String> {
    if body["state"] != "active" {
        return Vec::new();
    }
    let handled: DateTime = body["handled"].as_str().unwrap().parse().unwrap();
    let zone = &timing.zone;
    let handled_at = moment(handled, zone).unwrap_or(Timestamp::MAX);
    let next = timing.after(handled_at);
    let forgotten = next.filter(|next| next.at + DECIDED < ended.at);
    let forgotten = forgotten.map(|next| format!("{schedule} forgot {} ({body})", next.local));
    forgotten.into_iter().collect()
}
