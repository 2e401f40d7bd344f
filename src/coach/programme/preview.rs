//! Every card that is made of a library's programmes, as `cairn check` and the platforms' own tests
//! look at them: the weeks at their beginning, in the midst of it and done, and the end.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::ending;
use super::press::Whose;
use super::record::Enrolment;
use super::weeks::{self, Shown};
use crate::chat::{Card, PersonId};
use crate::coach::assessment;
use crate::coach::phrases::{Phrases, Speaker};
use crate::library::{Library, PageId, Programme};
use crate::timing::{TimeOfDay, Zone};

/// The day of all that is done.
const TODAY: Date = date(1970, 1, 1);

/// All cards of all programmes, in the words of a text of phrases; none if that can't be read.
pub(in crate::coach) fn every_card(library: &Library, phrases: &str) -> Vec<(PageId, Card)> {
    let Ok(phrases) = Phrases::load(("en", phrases), &[]) else {
        return Vec::new();
    };
    let say = phrases.speaker(None);
    let of_one = |programme: &Programme| {
        let id = PageId::Programme(programme.id.clone());
        let cards = weeks_of(&say, library, programme).into_iter();
        cards
            .chain(ends_of(&say, library, programme))
            .map(move |card| (id.clone(), card))
            .collect::<Vec<_>>()
    };
    let all = library.programmes.values();
    all.flat_map(|programme| of_one(programme)).collect()
}

/// The weeks, however many steps have come and were done.
fn weeks_of(say: &Speaker<'_>, library: &Library, programme: &Programme) -> Vec<Card> {
    let whose = [Whose::Own, Whose::Channel("preview".into())];
    let by = PersonId::from("preview");
    let fresh = Enrolment::begin(programme, TODAY, Some(by));
    let stages = (0..=fresh.steps.len()).map(|done| {
        let mut enrolment = fresh.clone();
        for (at, step) in enrolment.steps.iter_mut().take(done + 1).enumerate() {
            step.came = Some(TODAY);
            step.done = (at < done).then_some(TODAY);
        }
        enrolment
    });
    let mut over = fresh.clone();
    over.earned = Some(Timestamp::UNIX_EPOCH);
    let stages: Vec<Enrolment> = stages.chain([over]).collect();
    let Ok(zone) = Zone::named("UTC") else {
        return Vec::new();
    };
    let each = whose.iter().flat_map(|whose| {
        stages.iter().map(|enrolment| {
            let shown = Shown {
                programme: &programme.id,
                whose,
                enrolment,
                zone: &zone,
                time: TimeOfDay::NINE,
                comes: true,
                at_hand: true,
            };
            weeks::card(library, Timestamp::UNIX_EPOCH, say, &shown)
        })
    });
    each.collect()
}

/// The end, with each picture that it can have.
fn ends_of(say: &Speaker<'_>, library: &Library, programme: &Programme) -> Vec<Card> {
    let enrolment = Enrolment::begin(programme, TODAY, None);
    let measure = enrolment.measured_by();
    let measure = measure.and_then(|id| library.assessments.get(id));
    let pictures = match measure {
        Some(assessment) => assessment::every_picture(say, assessment),
        None => vec![Vec::new()],
    };
    let end = |picture| {
        let blocks = ending::blocks_with(library, say, &programme.id, &enrolment, picture);
        Card::of(blocks)
    };
    pictures.into_iter().map(end).collect()
}
