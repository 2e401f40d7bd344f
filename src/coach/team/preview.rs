//! The fullest picture that can be made of a library, as `cairn check` and the platforms' own tests look at it: every
//! skill stands, with its longest belief, and every assessment, each of its bands between two.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::card::{cells, figures};
use super::picture::{Picture, Standing, Told, WEEKS, Went};
use super::rule::{Active, Figure, Spread};
use super::slice::Slice;
use crate::chat::Card;
use crate::coach::phrases::Phrases;
use crate::library::{Assessment, Library, PageId, Skill};

/// The day of all that is shown.
const TODAY: Date = date(2026, 11, 30);

/// The card, once for each assessment, in the words of a text of phrases; none if that can't be read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let skills = library
        .skills
        .iter()
        .map(|skill| (Slice::Skill(skill.id.clone()), of_skill(skill)));
    let assessments = library.assessments.iter();
    let assessments =
        assessments.map(|(id, it)| (Slice::Assessment(id.clone()), of_assessment(it)));
    let picture = Picture {
        made: Some(Timestamp::UNIX_EPOCH),
        slices: skills.chain(assessments).collect(),
    };
    let card = Card::of(figures(library, &say, (TODAY, &picture)));
    let pages = library.assessments.keys().cloned().map(PageId::Assessment);
    pages.map(|page| (page, card.clone())).collect()
}

fn of_skill(skill: &Skill) -> Standing {
    let beliefs = skill.misconceptions.iter();
    let longest = beliefs.max_by_key(|(_, text)| text.len());
    let went = (0..WEEKS).map(|week| Went {
        on: TODAY.saturating_sub(jiff::Span::new().weeks(week)),
        tenths: 10,
    });
    Standing {
        making: Timestamp::UNIX_EPOCH,
        told: Told::Skill {
            remembered: Figure {
                active: Active::TwentyUp,
                tenths: 10,
                spread: Some(Spread::Mixed),
            },
            believed: longest.map(|(id, _)| id.clone()),
        },
        went: went.collect(),
    }
}

fn of_assessment(assessment: &Assessment) -> Standing {
    let bands = cells(assessment)
        .into_iter()
        .map(|(name, _)| (name, vec![0, 1]));
    Standing {
        making: Timestamp::UNIX_EPOCH,
        told: Told::Assessment {
            active: Active::TwentyUp,
            bands: bands.collect(),
        },
        went: Vec::new(),
    }
}
