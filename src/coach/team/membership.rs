//! For which team a person counts, and what of hers is in the figures that were published. It lies under herself: it
//! goes with her, and nobody has a list of it. Pure; what she contributes is worked out in `contributing`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::press::TeamId;
use super::slice::Slice;
use crate::chat::PersonId;
use crate::coach::desk::Record;
use crate::state::{Key, Kind};

/// So many teams are kept of one person. Who is listed by more counts for none of the others: a record has its bound,
/// and nobody can push out of it what guards an older figure.
const TEAMS_MOST: usize = 8;

/// In which teams somebody is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Membership {
    /// By team.
    pub teams: BTreeMap<TeamId, InTeam>,
}

/// What is kept of somebody in one team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct InTeam {
    /// Since when it lists her; none if it does not any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Timestamp>,
    /// What she contributed, by slice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prints: BTreeMap<Slice, Prints>,
}

/// What somebody contributed to the two makings of a slice that still matter. Which of them was published is known from
/// the picture alone, which says so in one commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Prints {
    /// To the figure that stood when it was last made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<Print>,
    /// To the last making, published or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Print>,
}

/// A fingerprint of what somebody contributed to a making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Print {
    /// When that making began: its name.
    pub making: Timestamp,
    /// The fingerprint.
    pub of: u64,
}

impl Record for Membership {
    const KIND: Kind = Kind::Membership;
}

impl Prints {
    /// What is in the figure that stands, given which making that is of.
    fn published(self, standing: Option<Timestamp>) -> Option<Print> {
        let of_that = |print: &Print| Some(print.making) == standing;
        [self.made, self.stood].into_iter().flatten().find(of_that)
    }
}

impl Membership {
    /// Where somebody's lies.
    pub fn key(person: &PersonId) -> Key {
        Key::personal(person, Kind::Membership, "")
    }

    /// A team lists her, or does not any more.
    pub fn list(&mut self, team: &TeamId, is_here: bool, now: Timestamp) {
        let has_room = self.teams.len() < TEAMS_MOST;
        if is_here && (has_room || self.teams.contains_key(team)) {
            let entry = self.teams.entry(team.clone()).or_default();
            entry.listed.get_or_insert(now);
        } else if let Some(entry) = self.teams.get_mut(team) {
            entry.listed = None;
        }
    }

    /// The one team for which she counts: of those that list her, the one that has done so for longest. Two teams can
    /// so never be subtracted from each other.
    pub fn counts_for(&self) -> Option<&TeamId> {
        let listed = self
            .teams
            .iter()
            .filter_map(|(team, it)| Some((it.listed?, team)));
        listed.min().map(|(_, team)| team)
    }

    /// Whether this very contribution is in a figure of another team: she who moves brings nothing along that was told
    /// elsewhere, so a team that is made of another one's people tells nothing by the difference.
    pub fn told_elsewhere(&self, team: &TeamId, slice: &Slice, print: u64) -> bool {
        let others = self.teams.iter().filter(|(other, _)| *other != team);
        others
            .filter_map(|(_, it)| it.prints.get(slice))
            .any(|prints| {
                [prints.stood, prints.made]
                    .into_iter()
                    .flatten()
                    .any(|it| it.of == print)
            })
    }

    /// What of hers is in the figures of a team that stand, given of which making each slice's is.
    pub fn published(
        &self,
        team: &TeamId,
        standing: &BTreeMap<Slice, Timestamp>,
    ) -> BTreeMap<Slice, u64> {
        let Some(entry) = self.teams.get(team) else {
            return BTreeMap::new();
        };
        let found = entry.prints.iter().filter_map(|(slice, prints)| {
            let print = prints.published(standing.get(slice).copied())?;
            Some((slice.clone(), print.of))
        });
        found.collect()
    }

    /// Keeps what she contributes to a making, beside what is in the figures that stand.
    pub fn made(
        &mut self,
        team: &TeamId,
        making: Timestamp,
        now: &BTreeMap<Slice, u64>,
        standing: &BTreeMap<Slice, Timestamp>,
    ) {
        let Some(entry) = self.teams.get_mut(team) else {
            return;
        };
        let mut prints: BTreeMap<Slice, Prints> = BTreeMap::new();
        for (slice, before) in &entry.prints {
            let stood = before.published(standing.get(slice).copied());
            if stood.is_some() {
                prints.insert(slice.clone(), Prints { stood, made: None });
            }
        }
        for (slice, print) in now {
            let made = Print { making, of: *print };
            prints.entry(slice.clone()).or_default().made = Some(made);
        }
        entry.prints = prints;
        self.teams
            .retain(|_, it| it.listed.is_some() || !it.prints.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn feedback() -> Slice {
        Slice::Skill("feedback".into())
    }

    #[test]
    fn what_was_made_and_not_published_takes_the_place_of_nothing() {
        let team = TeamId::from("sales");
        let mut hers = Membership::default();
        hers.list(&team, true, at(0));
        let now = |print| BTreeMap::from([(feedback(), print)]);
        let none = BTreeMap::new();
        let first = BTreeMap::from([(feedback(), at(1))]);
        hers.made(&team, at(1), &now(7), &none);
        assert_eq!(hers.published(&team, &none), BTreeMap::new());
        assert_eq!(hers.published(&team, &first), now(7));
        // Made anew, again and again, and never published: the first goes on standing.
        for (making, print) in [(2, 8), (3, 9), (4, 7), (5, 10)] {
            hers.made(&team, at(making), &now(print), &first);
            assert_eq!(hers.published(&team, &first), now(7));
        }
        hers.made(&team, at(6), &BTreeMap::new(), &first);
        assert_eq!(hers.published(&team, &first), now(7));
        // A figure without her was published: nothing of hers stands, and nothing is kept.
        hers.list(&team, false, at(7));
        hers.made(
            &team,
            at(8),
            &BTreeMap::new(),
            &BTreeMap::from([(feedback(), at(6))]),
        );
        assert_eq!(hers, Membership::default());
    }

    #[test]
    fn she_who_moves_brings_nothing_along_that_was_told() {
        let (old, new) = (TeamId::from("sales"), TeamId::from("sales/north"));
        let mut hers = Membership::default();
        hers.list(&old, true, at(0));
        hers.made(
            &old,
            at(1),
            &BTreeMap::from([(feedback(), 7)]),
            &BTreeMap::new(),
        );
        hers.list(&old, false, at(2));
        hers.list(&new, true, at(2));
        assert_eq!(hers.counts_for(), Some(&new));
        assert!(hers.told_elsewhere(&new, &feedback(), 7));
        assert!(!hers.told_elsewhere(&new, &feedback(), 8));
        assert!(!hers.told_elsewhere(&old, &feedback(), 7));
    }

    proptest! {
        #[test]
        fn nobody_counts_for_two_teams_and_a_second_list_takes_nobody_from_the_first(
            steps in prop::collection::vec((0_u8..12, prop::bool::weighted(0.7)), 1..60),
        ) {
            let mut hers = Membership::default();
            let mut counted: Option<TeamId> = None;
            for (second, (team, is_here)) in (0..).zip(steps) {
                let team = TeamId::from(format!("team-{team}"));
                hers.list(&team, is_here, at(second));
                hers.made(&team, at(second), &BTreeMap::new(), &BTreeMap::new());
                let is = hers.counts_for().cloned();
                if let Some(before) = counted.filter(|before| *before != team || is_here) {
                    prop_assert_eq!(is.as_ref(), Some(&before));
                }
                prop_assert!(hers.teams.len() <= TEAMS_MOST);
                counted = is;
            }
        }
    }
}
