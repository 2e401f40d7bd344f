//! What must hold after a year, whatever happened: read from what is kept and from the platform's
//! ledger, by rules written down here once more and in another way than in the program.

mod gone;
mod programmes;
mod schedules;
mod suggestions;
mod teams;
mod wins;

use std::collections::{BTreeMap, BTreeSet};

use cairn::chat::{PersonId, Place};
use cairn::state::{Kept, Kind, Owner};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde_json::Value;

use crate::town::Posted;
use crate::world::{ADMIN, Ended};

/// Working hours of everybody in these companies, whatever time they chose within them.
const HOURS: std::ops::Range<i8> = 9..17;
/// The most unasked messages a week.
const WEEK_MOST: usize = 3;
/// For how long after a journey what was meant for the old zone may still be said.
const ON_THE_WAY: SignedDuration = SignedDuration::from_hours(2);
/// For how long a nudge is worth saying.
const WORTH: SignedDuration = SignedDuration::from_hours(2);

/// For how long an answer is worth saying, when nothing could be said before.
const WORTH_SAYING: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What is said about wins to who told them, and to managers.
const WINS: [&str; 3] = ["win-back/", "suggestion/", "suggestion-back/"];

/// A message to a person who did not begin to speak, by the fact of it.
struct Nudged {
    person: PersonId,
    message: String,
    day: Date,
    decided: Timestamp,
    why: String,
    asked: bool,
    said: Option<Timestamp>,
}

/// All that is amiss, in words.
pub fn faults(ended: &Ended) -> Vec<String> {
    let nudged = nudged(ended);
    [
        nothing_is_said_twice(&ended.ledger),
        nobody_is_written_to_at_night(ended, &nudged),
        nobody_gets_more_than_the_cap(&nudged),
        every_nudge_has_a_message_of_its_own(&nudged),
        nobody_is_written_to_without_leave(ended, &nudged),
        nothing_unasked_passes_by_the_gate(ended, &nudged),
        gone::faults(ended),
        wins::faults(ended),
        suggestions::faults(ended),
        teams::faults(ended),
        programmes::faults(ended, &nudged),
        counters_agree_with_answers(ended),
        counters_agree_with_reactions(ended),
        schedules::faults(ended),
        nothing_is_left_behind(ended),
    ]
    .concat()
}

/// How much of what is judged there was: a world in which nothing happens proves nothing.
pub fn lived(ended: &Ended) -> BTreeMap<&'static str, usize> {
    let nudged = nudged(ended);
    let answered = facts(ended, "answered").len();
    BTreeMap::from([
        ("posts", ended.ledger.len()),
        (
            "nudges",
            nudged.iter().filter(|nudge| nudge.said.is_some()).count(),
        ),
        ("answers", answered),
        ("wins", wins::told(ended)),
        ("suggestions", suggestions::count(ended)),
        ("figures", ended.watch.published.len()),
        ("cheers", personal(ended, Kind::Cheer, "").len()),
        (
            "steps",
            nudged.iter().filter(|nudge| nudge.why == "step").count(),
        ),
        ("results", facts(ended, "assessed").len()),
        ("deleted", ended.deleted.len()),
        ("times", facts(ended, "schedule_due").len()),
        ("restarts", ended.restarts),
    ])
}

fn facts(ended: &Ended, what: &str) -> Vec<(Owner, Timestamp, Value)> {
    let of_what = |row: &Kept| match row {
        Kept::Fact {
            owner, at, body, ..
        } => {
            let body: Value = serde_json::from_slice(&body.0).unwrap();
            (body["what"] == what).then(|| (owner.clone(), *at, body))
        }
        Kept::Document { .. }
        | Kept::Waiting(_)
        | Kept::Wake { .. }
        | Kept::Mark { .. }
        | Kept::Counter { .. }
        | Kept::Dead { .. }
        | Kept::Erased(_)
        | Kept::Sent { .. } => None,
    };
    ended.rows.iter().filter_map(of_what).collect()
}

fn counters(ended: &Ended) -> BTreeMap<String, i64> {
    let counter = |row: &Kept| match row {
        Kept::Counter { name, count, .. } => Some((name.to_string(), *count)),
        _ => None,
    };
    ended.rows.iter().filter_map(counter).collect()
}

/// The personal documents of a kind whose id begins so: what follows there, and the body.
fn personal(ended: &Ended, kind: Kind, prefix: &str) -> Vec<(String, Value)> {
    let document = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == kind && key.owner != Owner::Shared => {
            let rest = key.id.strip_prefix(prefix)?.to_owned();
            Some((rest, serde_json::from_slice(&body.0).unwrap()))
        }
        _ => None,
    };
    ended.rows.iter().filter_map(document).collect()
}

fn nudged(ended: &Ended) -> Vec<Nudged> {
    // A question that could not be said in time is said when she answers it or asks for it: then
    // what is said is an answer to her, whenever it comes through.
    let said_at = |person: &PersonId, message: &str, decided: Timestamp| {
        let place = Place::Direct(person.clone());
        let mut posts = ended.ledger.iter();
        let post = posts.find(|post| post.place == place && post.id.as_str() == message)?;
        let is_late = post.at.duration_since(decided) > WORTH;
        let is_answer = is_late && ended.has_acted(person, decided, post.at);
        (!is_answer).then_some(post.at)
    };
    let nudged = facts(ended, "nudged").into_iter().map(|(owner, at, body)| {
        let person = owner.person().expect("a nudge is somebody's").clone();
        let message = body["message"].as_str().unwrap().to_owned();
        Nudged {
            said: said_at(&person, &message, at),
            person,
            message,
            day: body["day"].as_str().unwrap().parse().unwrap(),
            decided: at,
            why: body["why"].as_str().unwrap().to_owned(),
            asked: body["asked"].as_bool().unwrap(),
        }
    });
    nudged.collect()
}

fn nothing_is_said_twice(ledger: &[Posted]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let twice = ledger.iter().filter(|post| {
        post.place.keeps_messages() && !seen.insert((post.place.clone(), post.id.clone()))
    });
    twice.map(|post| format!("said twice: {post:?}")).collect()
}

fn nobody_is_written_to_at_night(ended: &Ended, nudged: &[Nudged]) -> Vec<String> {
    let fits = |at: Timestamp, zone: &str| {
        let local = at.to_zoned(TimeZone::get(zone).unwrap());
        let is_weekend = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
        !is_weekend && HOURS.contains(&local.hour())
    };
    let at_night = nudged.iter().filter_map(|nudge| {
        let at = nudge.said?;
        let zones = ended.zones_of(&nudge.person, at - ON_THE_WAY, at);
        // A clock that was put right in between was wrong when it was decided.
        let by_the_clock = at.max(nudge.decided);
        let is_decent = zones.iter().any(|zone| fits(by_the_clock, zone));
        (!is_decent).then(|| {
            format!(
                "{} got {} at {at} in {zones:?}",
                nudge.person, nudge.message
            )
        })
    });
    at_night.collect()
}

fn nobody_gets_more_than_the_cap(nudged: &[Nudged]) -> Vec<String> {
    let mut weeks: BTreeMap<(&PersonId, Date), usize> = BTreeMap::new();
    for nudge in nudged
        .iter()
        .filter(|nudge| !nudge.asked && nudge.said.is_some())
    {
        let since_monday = i64::from(nudge.day.weekday().to_monday_zero_offset());
        let monday = nudge.day.checked_sub(since_monday.days()).unwrap();
        *weeks.entry((&nudge.person, monday)).or_default() += 1;
    }
    let too_many = weeks.into_iter().filter(|(_, count)| *count > WEEK_MOST);
    too_many
        .map(|((person, monday), count)| format!("{person} got {count} in the week of {monday}"))
        .collect()
}

/// Or else nothing is said: what stands far up is edited instead.
fn every_nudge_has_a_message_of_its_own(nudged: &[Nudged]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let again = nudged
        .iter()
        .filter(|nudge| !seen.insert((&nudge.person, &nudge.message)));
    again
        .map(|nudge| format!("{} was brought {} again", nudge.person, nudge.message))
        .collect()
}

fn nobody_is_written_to_without_leave(ended: &Ended, nudged: &[Nudged]) -> Vec<String> {
    let mut leaves: BTreeMap<PersonId, Vec<(Timestamp, String)>> = BTreeMap::new();
    for (owner, at, body) in facts(ended, "nudges_allowed") {
        let person = owner.person().unwrap().clone();
        leaves
            .entry(person)
            .or_default()
            .push((at, body["consent"].as_str().unwrap().to_owned()));
    }
    let without = nudged
        .iter()
        .filter(|nudge| !nudge.asked)
        .filter_map(|nudge| {
            let at = nudge.said?;
            let given = leaves.get(&nudge.person).into_iter().flatten();
            let last = given
                .filter(|(when, _)| *when <= at)
                .max_by_key(|(when, _)| *when);
            let last = last.map(|(_, consent)| consent.as_str());
            // Who begins a programme agreed to its steps.
            let may = last == Some("yes") || (nudge.why == "step" && last != Some("off"));
            (!may).then(|| format!("{} got {} without leave", nudge.person, nudge.message))
        });
    without.collect()
}

/// Whatever came to somebody who did nothing for days came through the gate. The admin is told of
/// what she is responsible for, a manager of what waits for one; and who told a win gets her words
/// back if it could not be posted, or hears what a manager decided.
fn nothing_unasked_passes_by_the_gate(ended: &Ended, nudged: &[Nudged]) -> Vec<String> {
    let gated: BTreeSet<(&PersonId, &str)> = nudged
        .iter()
        .map(|nudge| (&nudge.person, nudge.message.as_str()))
        .collect();
    let by_itself = ended.ledger.iter().filter_map(|post| {
        let Place::Direct(person) = &post.place else {
            return None;
        };
        // What was noted of who is gone went with her.
        let is_known = person.as_str() != ADMIN && !ended.is_gone(person);
        let is_answer = ended.has_acted(person, post.at - WORTH_SAYING, post.at);
        let is_given_back = WINS.iter().any(|begin| post.id.as_str().starts_with(begin));
        let is_gated = gated.contains(&(person, post.id.as_str()));
        (is_known && !is_answer && !is_given_back && !is_gated)
            .then(|| format!("{person} got {} at {} out of the blue", post.id, post.at))
    });
    by_itself.collect()
}

/// Of each check-in: as many as its counter says have an answer that was counted.
fn counters_agree_with_answers(ended: &Ended) -> Vec<String> {
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for (run, once) in personal(ended, Kind::Once, "run/") {
        if once["counted"] == true {
            *counted.entry(format!("run/{run}/answered")).or_default() += 1;
        }
    }
    let counters = counters(ended);
    let answered = counters.iter().filter(|(name, count)| {
        name.starts_with("run/") && name.ends_with("/answered") && **count != 0
    });
    let answered: BTreeMap<_, _> = answered
        .map(|(name, count)| (name.clone(), *count))
        .collect();
    difference((ended, "answers"), &counted, &answered)
}

/// Of each tip that stands: as many as its counters say found it so, and have said anything. What
/// was taken back counts nowhere.
fn counters_agree_with_reactions(ended: &Ended) -> Vec<String> {
    let taken_back = taken_back(ended);
    let mut kept: BTreeMap<String, i64> = BTreeMap::new();
    for (post, reaction) in personal(ended, Kind::Reaction, "tip/") {
        *kept.entry(format!("tip/{post}/seen")).or_default() += 1;
        if reaction["holds"] == true && !taken_back.contains(&post) {
            let found = reaction["tapped"].as_str().unwrap().replace('_', "-");
            *kept.entry(format!("tip/{post}/{found}")).or_default() += 1;
        }
    }
    let counters = counters(ended).into_iter();
    let counted = counters.filter(|(name, count)| name.starts_with("tip/") && *count != 0);
    difference((ended, "reactions"), &kept, &counted.collect())
}

/// The tips that were taken back.
fn taken_back(ended: &Ended) -> BTreeSet<String> {
    let taken_back = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == Kind::TipPost => {
            let body: Value = serde_json::from_slice(&body.0).unwrap();
            (body["state"] == "taken_back").then(|| key.id.to_string())
        }
        _ => None,
    };
    ended.rows.iter().filter_map(taken_back).collect()
}

/// How many people were forgotten: what is told of five or more is not counted down for one.
fn forgotten(ended: &Ended) -> i64 {
    let erased = ended
        .rows
        .iter()
        .filter(|row| matches!(row, Kept::Erased(_)));
    i64::try_from(erased.count()).unwrap()
}

fn difference(
    (ended, what): (&Ended, &str),
    kept: &BTreeMap<String, i64>,
    counted: &BTreeMap<String, i64>,
) -> Vec<String> {
    let names: BTreeSet<&String> = kept.keys().chain(counted.keys()).collect();
    let of = |counts: &BTreeMap<String, i64>, name: &String| counts.get(name).copied().unwrap_or(0);
    let forgotten = forgotten(ended);
    let differ = names.into_iter().filter(|name| {
        let more = of(counted, name) - of(kept, name);
        !(0..=forgotten).contains(&more)
    });
    differ
        .map(|name| {
            let (kept, counted) = (kept.get(name), counted.get(name));
            format!("{what} of {name}: {kept:?} are kept, {counted:?} were counted")
        })
        .collect()
}

/// When all is quiet nothing is due and nothing waits to be said.
fn nothing_is_left_behind(ended: &Ended) -> Vec<String> {
    let left = ended.rows.iter().filter_map(|row| match row {
        Kept::Wake { name, due } if *due <= ended.at => Some(format!("still due: {name} at {due}")),
        Kept::Waiting(waiting) => Some(format!("still waits: {}", waiting.outgoing.id())),
        _ => None,
    });
    left.collect()
}
