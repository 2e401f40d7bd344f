//! A win that was suggested is decided once, as whoever was first to say so and was a manager by
//! then said; it stands in a channel only if that was to post it; and none is lost: each is there,
//! was shown to whom it was to be shown, and who wrote it was told.

use std::collections::{BTreeMap, BTreeSet};

use cairn::chat::{Input, Place, Value as Filled};
use cairn::state::{Kept, Kind, Owner};
use serde_json::Value;

use crate::watch::Done;
use crate::world::Ended;

/// What can become of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Posted,
    Declined,
    TakenBack,
}

/// A win that was told in a form.
struct Told<'a> {
    done: &'a Done,
    place: usize,
    what: &'a str,
    channel: String,
}

pub fn faults(ended: &Ended) -> Vec<String> {
    let told = told(ended);
    let of_suggestions = of_suggestions(ended, &told);
    let mut faults = in_channels(ended, &told, &of_suggestions);
    faults.extend(none_lost(ended, &told));
    for (id, kept) in suggestions(ended) {
        let by = of_suggestions.get(&id).map(|place| &told[*place]);
        faults.extend(decided(ended, (&id, &kept), by));
        faults.extend(posted_once(ended, (&id, &kept)));
        faults.extend(heard_of(ended, (&id, &kept)));
    }
    faults
}

/// How many were decided.
pub fn count(ended: &Ended) -> usize {
    let kept = suggestions(ended);
    kept.values().filter(|kept| how(kept).is_some()).count()
}

fn shared(ended: &Ended, kind: Kind) -> BTreeMap<String, Value> {
    let of_kind = |row: &Kept| match row {
        Kept::Document { key, body, .. } if key.kind == kind && key.owner == Owner::Shared => {
            Some((key.id.to_string(), serde_json::from_slice(&body.0).unwrap()))
        }
        _ => None,
    };
    ended.rows.iter().filter_map(of_kind).collect()
}

fn suggestions(ended: &Ended) -> BTreeMap<String, Value> {
    shared(ended, Kind::Suggestion)
}

fn how(kept: &Value) -> Option<How> {
    Some(match kept["decided"]["how"].as_str()? {
        "posted" => How::Posted,
        "declined" => How::Declined,
        _ => How::TakenBack,
    })
}

fn channel_of(id: &str) -> &str {
    id.split_once('/').unwrap().0
}

/// All wins that were told, in order.
fn told(ended: &Ended) -> Vec<Told<'_>> {
    let done = ended.watch.done.iter().enumerate();
    done.filter_map(|(place, done)| {
        let Input::Filled { about, values, .. } = &done.input else {
            return None;
        };
        let channel = about.as_str().strip_prefix("1:win:tell:")?;
        let what = values.iter().find(|(field, _)| field.as_str() == "what");
        let Some((_, Filled::Words(what))) = what else {
            return None;
        };
        let asked = values.values().find_map(|value| match value {
            Filled::Channel(channel) => Some(channel.to_string()),
            _ => None,
        });
        let channel = Some(channel.to_owned()).filter(|it| !it.is_empty());
        Some(Told {
            done,
            place,
            what,
            channel: channel.or(asked)?,
        })
    })
    .collect()
}

impl Told<'_> {
    fn waits(&self) -> bool {
        self.done.suggested.contains(&self.channel) && !self.done.may_manage(&self.channel)
    }
}

/// Which of the wins that were told each suggestion is: by its words, as they are kept or were
/// shown to a manager. One that was decided before anybody could be shown it bears none.
fn of_suggestions(ended: &Ended, told: &[Told<'_>]) -> BTreeMap<String, usize> {
    let kept = suggestions(ended).into_iter();
    let kept = kept.filter_map(|(id, kept)| Some((id, kept["win"]["what"].as_str()?.to_owned())));
    let shown = ended.ledger.iter().filter_map(|post| {
        let id = post.id.as_str().strip_prefix("suggestion/")?;
        Some((id.to_owned(), post.words.clone()))
    });
    let of = |words: &String| told.iter().position(|told| words.contains(told.what));
    let all = kept.chain(shown);
    all.filter_map(|(id, words)| Some((id, of(&words)?)))
        .collect()
}

/// A win that was to wait stands in no channel, in whatever words, unless it was posted; and then once.
fn in_channels(
    ended: &Ended,
    told: &[Told<'_>],
    of_suggestions: &BTreeMap<String, usize>,
) -> Vec<String> {
    let kept = suggestions(ended);
    let posted = of_suggestions.iter();
    let posted = posted.filter(|(id, _)| how(&kept[*id]) == Some(How::Posted));
    let posted: BTreeSet<usize> = posted.map(|(_, place)| *place).collect();
    let mut faults = Vec::new();
    for (place, told) in told.iter().enumerate() {
        let in_channels = ended.ledger.iter().filter(|post| {
            matches!(post.place, Place::Channel(_)) && post.words.contains(told.what)
        });
        let posts: Vec<&str> = in_channels.map(|post| post.id.as_str()).collect();
        let wins = posts.iter().filter(|id| id.starts_with("win/")).count();
        if wins > 1 {
            faults.push(format!("{} stands as {posts:?}", told.what));
        }
        if told.waits() && !posts.is_empty() && !posted.contains(&place) {
            faults.push(format!("{} was not to stand: {posts:?}", told.what));
        }
    }
    faults
}

/// Each that was to wait is there.
fn none_lost(ended: &Ended, told: &[Told<'_>]) -> Vec<String> {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for id in suggestions(ended).keys() {
        *there.entry(channel_of(id).to_owned()).or_default() += 1;
    }
    let mut waited: BTreeMap<String, usize> = BTreeMap::new();
    for told in told.iter().filter(|told| told.waits()) {
        *waited.entry(told.channel.clone()).or_default() += 1;
    }
    if there == waited {
        return Vec::new();
    }
    vec![format!("{waited:?} were suggested, {there:?} are kept")]
}

/// It became of it what was said first by somebody who could.
fn decided(ended: &Ended, (id, kept): (&str, &Value), told: Option<&Told<'_>>) -> Vec<String> {
    let Some(told) = told else { return Vec::new() };
    let mut after = ended.watch.done[told.place..]
        .iter()
        .filter_map(|done| said(done, id, told));
    let first = after.next();
    let became = how(kept);
    let left = ended.left.contains_key(&told.done.who);
    let fits = match first {
        Some((how, _)) => became == Some(how),
        None => became.is_none(),
    };
    let fits = fits || (left && became == Some(How::TakenBack));
    let by = kept["decided"]["by"].as_str();
    let by_other = by.filter(|by| first.is_none_or(|(_, who)| who != *by));
    let mut faults = Vec::new();
    if !fits {
        faults.push(format!("{id}: {first:?} was said first, it became {kept}"));
    }
    faults.extend(by_other.map(|by| format!("{id} was decided by {by}, not by {first:?}")));
    faults
}

/// What somebody did to a suggestion, if she could.
fn said<'a>(done: &'a Done, id: &str, told: &Told<'_>) -> Option<(How, &'a str)> {
    let is_hers = done.who == told.done.who;
    let Input::Pressed { act, .. } = &done.input else {
        return None;
    };
    if is_hers && act.as_str() == "1:privacy:delete" {
        return Some((How::TakenBack, &done.who));
    }
    let (verb, about) = act.as_str().strip_prefix("1:win:")?.split_once(':')?;
    let how = match verb {
        "post" if done.may_manage(channel_of(id)) => How::Posted,
        "decline" if done.may_manage(channel_of(id)) => How::Declined,
        "back" if is_hers => How::TakenBack,
        _ => return None,
    };
    (about.replacen(':', "/", 1) == id).then_some((how, &done.who))
}

/// Its deciding is kept once; and one posted has made one win.
fn posted_once(ended: &Ended, (id, kept): (&str, &Value)) -> Vec<String> {
    let audit = shared(ended, Kind::Audit);
    let of_it = audit
        .values()
        .filter(|entry| entry["deed"]["what"] == "win_decided" && entry["deed"]["win"] == id);
    let deeds: Vec<(&Value, bool)> = of_it
        .map(|entry| (&entry["at"], entry["deed"]["posted"] == true))
        .collect();
    let wanted: &[bool] = match how(kept) {
        Some(How::Posted) => &[true],
        Some(How::Declined) => &[false],
        Some(How::TakenBack) | None => &[],
    };
    let found: Vec<bool> = deeds.iter().map(|(_, posted)| *posted).collect();
    if found != wanted {
        return vec![format!("{id} is {kept}, and {found:?} was done")];
    }
    let wins = shared(ended, Kind::Win);
    let mut faults = Vec::new();
    for (at, _) in deeds.iter().filter(|(_, posted)| *posted) {
        let made: Vec<&Value> = wins
            .iter()
            .filter(|(win, body)| channel_of(win) == channel_of(id) && body["at"] == **at)
            .map(|(_, body)| body)
            .collect();
        if made.len() != 1 || made[0]["posted_by"] != kept["decided"]["by"] {
            faults.push(format!(
                "{id} was posted at {at} as {kept} and made {made:?}"
            ));
        }
    }
    faults
}

/// Whom it is shown to has it; who wrote it knows what a manager decided.
fn heard_of(ended: &Ended, (id, kept): (&str, &Value)) -> Vec<String> {
    let got: BTreeSet<(&str, &str)> = ended
        .ledger
        .iter()
        .filter_map(|post| match &post.place {
            Place::Direct(who) => Some((who.as_str(), post.id.as_str())),
            _ => None,
        })
        .collect();
    let is_here = |who: &&str| !ended.is_gone(&(*who).into());
    let mut faults = Vec::new();
    let shown = kept["shown_to"].as_array().unwrap().iter();
    let shown = shown.filter_map(Value::as_str).filter(is_here);
    let message = format!("suggestion/{id}");
    let blind = shown.filter(|who| !got.contains(&(*who, message.as_str())));
    faults.extend(blind.map(|who| format!("{who} was not shown {id}")));
    let is_decided = matches!(how(kept), Some(How::Posted | How::Declined));
    let by = kept["win"]["by"].as_str().filter(is_here);
    let message = format!("suggestion-back/{id}");
    let untold = by.filter(|by| is_decided && !got.contains(&(*by, message.as_str())));
    faults.extend(untold.map(|by| format!("{by} was not told of {id}: {kept}")));
    faults
}
