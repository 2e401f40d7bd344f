//! What is kept of a channel: what was asked and given there, and when last.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::act::{PostId, RunId};
use super::desk::Record;
use super::person::is_false;
use crate::chat::ChannelId;
use crate::library::{ItemId, RoundId, TipId};
use crate::state::{Key, Kind};

/// How many things of a sort a channel remembers: more than any library has of live ones for a
/// channel would still fit the record's bound.
const REMEMBERED_MOST: usize = 200;

/// What a channel was asked and given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ChannelRecord {
    /// Check-ins.
    pub asked: LastTimes<ItemId>,
    /// Tips.
    #[serde(skip_serializing_if = "LastTimes::is_empty")]
    pub tips: LastTimes<TipId>,
    /// Lead articles of weekly rounds.
    #[serde(skip_serializing_if = "LastTimes::is_empty")]
    pub rounds: LastTimes<RoundId>,
    /// The check-in that was put there last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_run: Option<RunId>,
    /// The tip that was put there last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_tip: Option<PostId>,
    /// Whether guests who answered here last may be written to by itself, if they allow it too.
    #[serde(skip_serializing_if = "is_false")]
    pub guests: bool,
    /// Whether wins of others than its managers wait for a manager.
    #[serde(skip_serializing_if = "is_false")]
    pub wins_suggested: bool,
}

/// When each of several things was last here. Bounded: what was here longest ago is forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct LastTimes<Id: Ord>(BTreeMap<Id, Timestamp>);

impl<Id: Ord> Default for LastTimes<Id> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl Record for ChannelRecord {
    const KIND: Kind = Kind::Channel;
}

impl ChannelRecord {
    /// Where a channel's record lies.
    pub fn key(channel: &ChannelId) -> Key {
        Key::shared(Kind::Channel, channel.as_str())
    }
}

impl<Id: Clone + Ord> LastTimes<Id> {
    /// Takes note that a thing is here now.
    pub fn note(&mut self, id: &Id, at: Timestamp) {
        self.0.insert(id.clone(), at);
        while self.0.len() > REMEMBERED_MOST {
            let oldest = self.0.iter().min_by_key(|(_, at)| **at);
            let oldest = oldest.map(|(id, _)| id.clone());
            oldest.map(|id| self.0.remove(&id));
        }
    }

    /// When a thing was last here; none if it never was, as far as is remembered.
    pub fn last(&self, id: &Id) -> Option<Timestamp> {
        self.0.get(id).copied()
    }

    /// A thing was not here after all.
    pub fn forget(&mut self, id: &Id) {
        self.0.remove(id);
    }

    /// Whether nothing was ever here.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_here_longest_ago_is_forgotten_first() {
        let mut times = LastTimes::<TipId>::default();
        let id = |number: usize| TipId::from(format!("skill/{number}"));
        let at = |second: usize| Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
        for number in 0..REMEMBERED_MOST {
            times.note(&id(number), at(number));
        }
        times.note(&id(0), at(REMEMBERED_MOST));
        times.note(&id(REMEMBERED_MOST), at(REMEMBERED_MOST + 1));
        assert_eq!(times.last(&id(1)), None);
        assert_eq!(times.last(&id(0)), Some(at(REMEMBERED_MOST)));
        assert_eq!(times.last(&id(2)), Some(at(2)));
    }
}
