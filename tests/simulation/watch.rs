//! What is noted while the year goes by, because it can't be read from what is left of it: what
//! people do about wins and teams, each time with who manages what by then, and of each figure that
//! is published of a team whose data are in it. The judge makes of it what it may.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cairn::chat::{Card, Input};
use cairn::state::{Document, Kept, Key, Kind, Owner, PageOf, Read};
use cairn::store::Store;
use jiff::Timestamp;
use serde_json::Value;

use crate::mortal::Mortal;
use crate::support::drawing;
use crate::town::is_about;
use crate::world::{ADMIN, WORKSPACE};

/// A figure by team and slice: its making, and what it says.
type Figure = ((String, String), (Value, Value));

/// More than there are of anything that is looked at.
const ALL: u16 = 200;

#[derive(Default)]
pub struct Watch {
    pub done: Vec<Done>,
    pub published: Vec<Published>,
    /// Who was shown figures at once, when; what came as a message is in the ledger.
    pub shown: Vec<(Timestamp, String)>,
    /// What was seen to be wrong on the way.
    pub faults: Vec<String>,
    /// What stood at the last look.
    stood: BTreeMap<(String, String), (Value, Value)>,
    /// How often each picture had been written by then.
    versions: BTreeMap<Arc<str>, u64>,
}

/// Something done about wins or teams.
pub struct Done {
    pub who: String,
    pub input: Input,
    /// The channels that who did it may manage.
    pub manages: BTreeSet<String>,
    /// The channels in which wins wait for a manager.
    pub suggested: BTreeSet<String>,
}

/// A figure that came to stand.
pub struct Published {
    pub at: Timestamp,
    pub team: String,
    pub slice: String,
    pub told: Value,
    /// Whose data are in it, and what they are: by person.
    pub of: BTreeMap<String, String>,
    /// How many of the team are in any figure that was counted with it.
    pub counted: usize,
    /// Of whom nothing was kept any more.
    pub erased: BTreeSet<String>,
}

/// Who is there no more.
pub struct Gone {
    pub deleted: BTreeSet<String>,
    pub left: BTreeSet<String>,
}

impl Gone {
    /// Of whom nothing is kept any more.
    fn erased(&self, rows: &[Kept]) -> BTreeSet<String> {
        let is_known =
            |who: &&String| personal(rows, Kind::Person).any(|(person, ..)| person == *who);
        let left = self.left.iter().filter(|who| !is_known(who));
        self.deleted.iter().chain(left).cloned().collect()
    }
}

impl Done {
    pub fn is_of_interest(input: &Input) -> bool {
        match input {
            Input::Pressed { act, .. } | Input::Filled { about: act, .. } => {
                ["win", "team"].iter().any(|about| is_about(act, about))
                    || is_about(act, "privacy:delete")
            }
            Input::Said { text, .. } => text.starts_with("team"),
            _ => false,
        }
    }

    pub async fn now(store: &Mortal, who: &str, input: &Input) -> Self {
        let channels = documents(store, Kind::Channel, "").await;
        let suggested = channels
            .into_iter()
            .filter(|(_, channel)| value(channel)["wins_suggested"] == true);
        let roles = documents(store, Kind::Roles, "").await;
        let has_it = |roles: &Document| who == ADMIN || value(roles)["granted"].get(who).is_some();
        let manages = roles.into_iter().filter(|(_, roles)| has_it(roles));
        Self {
            who: who.to_owned(),
            input: input.clone(),
            manages: manages.map(|(key, _)| key.id.to_string()).collect(),
            suggested: suggested.map(|(key, _)| key.id.to_string()).collect(),
        }
    }

    /// Whether who did it may decide about what is of a channel.
    pub fn may_manage(&self, channel: &str) -> bool {
        self.who == ADMIN || self.manages.contains(channel)
    }
}

impl Watch {
    /// Somebody was answered at once.
    pub fn heard(&mut self, at: Timestamp, who: &str, card: &Card) {
        if shows_figures(&drawing::card(card).join("\n")) {
            self.shown.push((at, who.to_owned()));
        }
    }

    /// Notes each figure that has come to stand since the last look.
    pub async fn look(&mut self, store: &Mortal, at: Timestamp, gone: &Gone) {
        let pictures = documents(store, Kind::TeamPicture, "picture/").await;
        let mut fresh = Vec::new();
        for (key, picture) in pictures {
            let before = self.versions.insert(key.id.clone(), picture.version);
            if before != Some(picture.version) {
                let team = key.id.strip_prefix("picture/").unwrap();
                fresh.extend(self.fresh(team, &value(&picture), at));
            }
        }
        if fresh.is_empty() {
            return;
        }
        let rows: Vec<Kept> = store.rows().await.into_iter().map(|(_, row)| row).collect();
        for ((team, slice), (making, told)) in fresh {
            self.published.push(Published {
                at,
                told,
                erased: gone.erased(&rows),
                ..made_of(&rows, (team, slice), &making)
            });
        }
    }

    /// The figures of a team that did not stand before. What stands goes on saying what it said,
    /// and is never gone.
    fn fresh(&mut self, team: &str, picture: &Value, at: Timestamp) -> Vec<Figure> {
        let mut fresh = Vec::new();
        for (slice, standing) in picture["slices"].as_object().unwrap() {
            let key = (team.to_owned(), slice.clone());
            let now = (standing["making"].clone(), standing["told"].clone());
            match self.stood.insert(key.clone(), now.clone()) {
                Some(before) if before == now => {}
                Some(before) if before.0 == now.0 => {
                    let fault = format!("{key:?} is {now:?} at {at} and was {before:?}, unmade");
                    self.faults.push(fault);
                }
                Some(_) | None => fresh.push((key, now)),
            }
        }
        let stood = self.stood.keys().filter(|(of, _)| of == team);
        let lost = stood.filter(|(_, slice)| picture["slices"].get(slice).is_none());
        let lost = lost.map(|it| format!("{it:?} stands no more at {at}"));
        self.faults.extend(lost);
        fresh
    }
}

/// Whose data are in the figures of a making.
fn made_of(rows: &[Kept], (team, slice): (String, String), making: &Value) -> Published {
    let memberships: Vec<(&str, &str, Value)> = personal(rows, Kind::Membership).collect();
    let is_in = |membership: &Value, slice: &str| {
        let prints = &membership["teams"][&team]["prints"][slice];
        let mut both = ["made", "stood"].iter().map(|it| &prints[it]["making"]);
        both.any(|made| made == making)
    };
    let is_counted = |membership: &Value| {
        let prints = membership["teams"][&team]["prints"].as_object();
        let mut slices = prints.into_iter().flat_map(|prints| prints.keys());
        slices.any(|slice| is_in(membership, slice))
    };
    let of = memberships.iter().filter(|(.., it)| is_in(it, &slice));
    let of = of.map(|(who, ..)| ((*who).to_owned(), data(rows, who, &slice)));
    let of = of.collect();
    let counted = memberships.iter().filter(|(.., it)| is_counted(it)).count();
    Published {
        at: Timestamp::MIN,
        told: Value::Null,
        erased: BTreeSet::new(),
        of,
        counted,
        team,
        slice,
    }
}

/// Whether words are of a team's figures.
pub fn shows_figures(words: &str) -> bool {
    words.contains("tenths are remembered")
}

async fn documents(store: &Mortal, kind: Kind, begin: &str) -> Vec<(Key, Document)> {
    let page = PageOf {
        owner: Owner::Shared,
        kind,
        after: begin.into(),
        limit: ALL,
    };
    let read = [Read::Page(page.clone())];
    let mut found = store.store.read(&WORKSPACE.into(), &read).await.unwrap();
    let page = found.pages.remove(&page).unwrap_or_default();
    let page = page
        .into_iter()
        .filter(|(key, _)| key.id.starts_with(begin));
    page.collect()
}

fn value(document: &Document) -> Value {
    serde_json::from_slice(&document.body).unwrap()
}

/// The documents of a kind that lie under people.
fn personal(rows: &[Kept], kind: Kind) -> impl Iterator<Item = (&str, &str, Value)> {
    rows.iter().filter_map(move |row| match row {
        Kept::Document { key, body, .. } if key.kind == kind => {
            let person = key.owner.person()?.as_str();
            let body = serde_json::from_slice(&body.0).unwrap();
            Some((person, &*key.id, body))
        }
        _ => None,
    })
}

/// What somebody has learnt of a skill, or reported in an assessment, that a figure can be about.
fn data(rows: &[Kept], who: &str, slice: &str) -> String {
    let (what, id) = slice.split_once('/').unwrap();
    let is_skill = what == "skill";
    let kind = if is_skill { Kind::Memory } else { Kind::Result };
    let found = personal(rows, kind).find(|(person, of, _)| *person == who && *of == id);
    let Some((.., body)) = found else {
        return "nothing".to_owned();
    };
    if !is_skill {
        return body["id"].to_string();
    }
    let traces = body["objectives"].as_object().unwrap().iter();
    let traces = traces.map(|(name, it)| format!("{name} {} {}", it["stability"], it["last"]));
    let recent = body["recent"].as_array().unwrap().iter();
    let believed = recent.map(|it| format!("{} {}", it["item"], it["verdict"]));
    traces.chain(believed).collect::<Vec<_>>().join(", ")
}
