//! A team's picture as it is kept: of each slice the figure that was published last and those before it; and the draft
//! that it is made from, which holds sums alone. Pure: what is published is decided here, by the rule of five.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::contributing::Contribution;
use super::press::TeamId;
use super::rule::{Active, Counted, FLOOR, Figure, Ruling, Values, fits};
use super::slice::Slice;
use crate::coach::assessment::bands;
use crate::coach::desk::{Desk, Record};
use crate::library::{Library, SkillId};
use crate::state::{Key, Kind, Undecided};

/// For how many weeks it is shown how a figure went.
pub(super) const WEEKS: i64 = 8;

/// What is published of a team.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Picture {
    /// When it was made last, whether anything was published then or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Timestamp>,
    /// What stands of each slice. Never taken out again: it guards what may be published next.
    pub slices: BTreeMap<Slice, Standing>,
}

/// The figure of a slice that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Standing {
    /// When the making began that it comes from: its name.
    pub making: Timestamp,
    /// What it says.
    pub told: Told,
    /// How much was remembered in the figures that stood so far, this one last; of skills alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub went: Vec<Went>,
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Told {
    /// Of a skill.
    Skill {
        /// How much is remembered.
        remembered: Figure,
        /// The misconception that most show, of five people at least.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        believed: Option<String>,
    },
    /// Of an assessment.
    Assessment {
        /// About how many people.
        active: Active,
        /// By what is told of, the places of the bands that may be meant: one, or two neighbours.
        bands: BTreeMap<String, Vec<u8>>,
    },
}

/// How much was remembered from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Went {
    /// The day.
    pub on: Date,
    /// In tenths.
    pub tenths: u8,
}

/// A picture under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Making {
    /// When it began: its name.
    pub began: Timestamp,
    /// How far it is.
    pub stage: Stage,
}

/// How far a picture is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum Stage {
    /// The platform is asked who is in the channel, from there on.
    Listing(Option<String>),
    /// People are counted; this is what they come to so far.
    Counting(Sums),
}

/// What was counted so far: sums, and nobody's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Sums {
    /// How many contribute to anything.
    pub team: usize,
    /// By slice.
    pub slices: BTreeMap<Slice, Sum>,
}

/// The sum of a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Sum {
    /// How many contribute, and how many changed.
    pub counted: Counted,
    /// How many are at each value of each thing that is told of.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Values>,
    /// How many show each misconception.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub believed: BTreeMap<String, usize>,
}

impl Record for Picture {
    const KIND: Kind = Kind::TeamPicture;
}

impl Record for Making {
    const KIND: Kind = Kind::TeamPicture;
}

impl Picture {
    /// Where that of a team lies.
    pub fn key(id: &TeamId) -> Key {
        Key::shared(Kind::TeamPicture, format!("picture/{id}"))
    }

    /// What is published of a team.
    pub fn read(desk: &Desk<'_>, id: &TeamId) -> Result<Self, Undecided> {
        Ok(desk.read(&Self::key(id))?.unwrap_or_default())
    }

    /// Of which making each figure that stands is.
    pub fn standing(&self) -> BTreeMap<Slice, Timestamp> {
        let standing = self.slices.iter();
        standing
            .map(|(slice, it)| (slice.clone(), it.making))
            .collect()
    }

    /// What was counted is published, slice by slice, where the rule of five allows it; elsewhere what stood goes on
    /// standing.
    pub fn publish(&mut self, library: &Library, (making, today): (Timestamp, Date), sums: &Sums) {
        self.made = Some(making);
        for (slice, sum) in &sums.slices {
            let told = match sum.counted.ruling(sums.team) {
                Ruling::Publish => told(library, slice, sum, sums.team),
                Ruling::Stand => None,
            };
            let Some(told) = told else { continue };
            let mut went = self
                .slices
                .remove(slice)
                .map_or_else(Vec::new, |it| it.went);
            if let Told::Skill { remembered, .. } = &told {
                let on = today;
                went.retain(|it| it.on != on);
                went.push(Went {
                    on,
                    tenths: remembered.tenths,
                });
                forget_before(&mut went, today.saturating_sub((7 * WEEKS).days()));
            }
            self.slices
                .insert(slice.clone(), Standing { making, told, went });
        }
    }
}

/// Forgets what was replaced before a day.
fn forget_before(went: &mut Vec<Went>, day: Date) {
    let replaced = went
        .iter()
        .skip(1)
        .take_while(|next| next.on <= day)
        .count();
    went.drain(..replaced);
}

fn told(library: &Library, slice: &Slice, sum: &Sum, team: usize) -> Option<Told> {
    match slice {
        Slice::Skill(id) => Some(Told::Skill {
            remembered: sum.values.get("")?.figure()?,
            believed: believed(library, id, sum),
        }),
        Slice::Assessment(id) => {
            let assessment = library.assessments.get(id)?;
            let steps = f64::from(u8::try_from(assessment.labels.len().saturating_sub(1)).ok()?);
            let of = |values: &Values| -> Option<Vec<u8>> {
                let mean = values.mean().filter(|_| fits(values.people(), team))?;
                let places = bands(assessment, 1.0 + mean * steps).bands();
                places
                    .into_iter()
                    .map(|place| u8::try_from(place).ok())
                    .collect()
            };
            let told = sum
                .values
                .iter()
                .filter_map(|(name, values)| Some((name.clone(), of(values)?)));
            let bands: BTreeMap<String, Vec<u8>> = told.collect();
            // Each may have left out other statements, so that of nothing there are enough.
            (!bands.is_empty()).then_some(Told::Assessment {
                active: Active::of(sum.counted.people)?,
                bands,
            })
        }
    }
}

/// The misconception that most show; of several the first in the library's order.
fn believed(library: &Library, skill: &SkillId, sum: &Sum) -> Option<String> {
    let skill = library.skill(skill)?;
    let counted = skill
        .misconceptions
        .iter()
        .filter_map(|(id, _)| Some((id, *sum.believed.get(id)?)));
    let most = counted
        .filter(|(_, people)| *people >= FLOOR)
        .rev()
        .max_by_key(|(_, people)| *people);
    most.map(|(id, _)| id.clone())
}

impl Making {
    /// Where that of a team lies.
    pub fn key(id: &TeamId) -> Key {
        Key::shared(Kind::TeamPicture, format!("making/{id}"))
    }
}

impl Sums {
    /// Counts a person: what she contributes now, and the fingerprints of hers in the figures that stand.
    pub fn add(&mut self, now: &BTreeMap<Slice, Contribution>, published: &BTreeMap<Slice, u64>) {
        self.team += usize::from(!now.is_empty());
        for slice in now
            .keys()
            .chain(published.keys().filter(|it| !now.contains_key(it)))
        {
            let sum = self.slices.entry(slice.clone()).or_default();
            let contribution = now.get(slice);
            sum.counted.add(
                contribution.map(|it| it.print),
                published.get(slice).copied(),
            );
            for (name, value) in contribution.iter().flat_map(|it| &it.values) {
                sum.values.entry(name.clone()).or_default().add(*value);
            }
            for belief in contribution.iter().flat_map(|it| &it.believes) {
                *sum.believed.entry(belief.clone()).or_default() += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const TODAY: Date = date(2026, 11, 30);

    fn brand() -> Slice {
        Slice::Skill("team-brand".into())
    }

    /// What the picture says of a skill once these people have contributed to it: what stands in the way of each.
    fn told_of(people: &[&[&str]]) -> Option<Told> {
        let library = Library::embedded().unwrap();
        let mut sums = Sums::default();
        for (print, believes) in (0..).zip(people) {
            let contribution = Contribution {
                print,
                values: BTreeMap::from([(String::new(), 0.5)]),
                believes: believes.iter().map(|it| (*it).to_owned()).collect(),
            };
            sums.add(&BTreeMap::from([(brand(), contribution)]), &BTreeMap::new());
        }
        let mut picture = Picture::default();
        picture.publish(&library, (Timestamp::UNIX_EPOCH, TODAY), &sums);
        picture.slices.remove(&brand()).map(|it| it.told)
    }

    fn believed(people: &[&[&str]]) -> Option<String> {
        match told_of(people) {
            Some(Told::Skill { believed, .. }) => believed,
            other => panic!("nothing is told of the skill: {other:?}"),
        }
    }

    #[test]
    fn a_belief_is_named_from_five_people_up_and_of_several_the_one_of_most() {
        let (logo, bragging): (&[&str], &[&str]) = (&["logo"], &["wins-are-bragging"]);
        assert_eq!(believed(&[logo, logo, logo, logo, &[], &[]]), None);
        assert_eq!(believed(&[logo; 5]).as_deref(), Some("logo"));
        let more = [&[logo; 5][..], &[bragging; 6][..]].concat();
        assert_eq!(believed(&more).as_deref(), Some("wins-are-bragging"));
        let alike = [&[bragging; 5][..], &[logo; 5][..]].concat();
        assert_eq!(
            believed(&alike).as_deref(),
            Some("logo"),
            "the library's first"
        );
        assert_eq!(told_of(&[logo; 4]), None);
    }

    /// What the picture says of an assessment once these people have contributed to it: of what each answered enough.
    fn told_of_assessment(people: &[&[&str]]) -> Option<Told> {
        let library = Library::embedded().unwrap();
        let id = library.assessments.keys().next().unwrap().clone();
        let slice = Slice::Assessment(id);
        let mut sums = Sums::default();
        for (print, names) in (0..).zip(people) {
            let contribution = Contribution {
                print,
                values: names.iter().map(|name| ((*name).to_owned(), 1.0)).collect(),
                believes: BTreeSet::new(),
            };
            sums.add(
                &BTreeMap::from([(slice.clone(), contribution)]),
                &BTreeMap::new(),
            );
        }
        let mut picture = Picture::default();
        picture.publish(&library, (Timestamp::UNIX_EPOCH, TODAY), &sums);
        picture.slices.remove(&slice).map(|it| it.told)
    }

    #[test]
    fn of_an_assessment_only_what_enough_people_answered_is_told() {
        let most: &[&str] = &["all", "one-left-it-out"];
        let everything: &[&str] = &["all", "one-left-it-out", "half"];
        let people = [&[&["all"][..]][..], &[most; 4], &[everything; 5]].concat();
        let Some(Told::Assessment { bands, .. }) = told_of_assessment(&people) else {
            panic!("it is an assessment");
        };
        let told: Vec<&str> = bands.keys().map(String::as_str).collect();
        assert_eq!(told, ["all", "half"]);
    }

    #[test]
    fn an_assessment_of_which_nothing_was_answered_by_enough_people_does_not_come_to_stand() {
        let (one, other): (&[&str], &[&str]) = (&["one"], &["other"]);
        let people = [&[one; 4][..], &[other; 4][..]].concat();
        assert_eq!(told_of_assessment(&people), None);
    }

    #[test]
    fn what_was_replaced_before_the_weeks_that_are_shown_is_forgotten() {
        let on = |week: i64| TODAY.saturating_sub((7 * week).days());
        let went = |week| Went {
            on: on(week),
            tenths: 5,
        };
        let mut all = vec![went(20), went(12), went(9), went(3)];
        forget_before(&mut all, on(WEEKS));
        assert_eq!(
            all,
            [went(9), went(3)],
            "the ninth week's stood until the third's came"
        );
    }
}
