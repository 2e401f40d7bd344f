//! `tips`: which tips work, for an admin: counts without names, and none where fewer than five
//! people reacted. Only what is certain is counted: posted, could not be posted, reacted (F37).

use std::cmp::Reverse;
use std::sync::Arc;

use super::card::Totals;
use super::post::{Finding, posted, unposted};
use super::written::WrittenTip;
use crate::chat::{Actor, Block, Card, CounterName, Place, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::library::Tip;
use crate::state::Undecided;

/// So many tips are told; a title has 60 characters at most, so that all fit one paragraph.
const TOLD_MOST: usize = 15;
/// How many counters a tip has here: one a finding, and these two.
const COUNTERS: usize = Finding::ALL.len() + 2;

/// How a tip went, over all its posts.
struct Went {
    tip: Arc<Tip>,
    totals: Totals,
    posted: i64,
    unposted: i64,
}

/// Runs the command.
pub(in crate::coach) fn tips(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let mut tips: Vec<Arc<Tip>> = desk.coach.library.tips.values().cloned().collect();
    let of_library = tips.len();
    let written = WrittenTip::every(desk)?;
    tips.extend(written.iter().map(|(id, tip)| tip.tip(id)));
    let names: Vec<CounterName> = tips.iter().flat_map(|tip| counters(tip)).collect();
    let counts = desk.counters(&names)?;
    let went = tips.into_iter().zip(counts.chunks(COUNTERS)).map(read);
    let mut went: Vec<Went> = went.collect();
    let written = went.split_off(of_library);
    let card = card(&say, went, written);
    desk.reply(card);
    Ok(())
}

fn counters(tip: &Tip) -> Vec<CounterName> {
    let found = Finding::ALL.map(|found| found.of_tip(&tip.id));
    let mut all = found.to_vec();
    all.extend([posted(&tip.id), unposted(&tip.id)]);
    all
}

fn read((tip, counts): (Arc<Tip>, &[i64])) -> Went {
    let at = |place: usize| counts.get(place).copied().unwrap_or_default();
    Went {
        tip,
        totals: Totals::of(counts),
        posted: at(COUNTERS - 2),
        unposted: at(COUNTERS - 1),
    }
}

fn card(say: &Speaker<'_>, went: Vec<Went>, written: Vec<Went>) -> Card {
    let waiting = number(went.iter().filter(|went| went.posted <= 0).count());
    let all: Vec<Went> = went.into_iter().chain(written).collect();
    let failed: i64 = all.iter().map(|went| went.unposted).sum();
    let mut given: Vec<Went> = all.into_iter().filter(|went| went.posted > 0).collect();
    given.sort_by_key(by_what_works);
    let more = number(given.len().saturating_sub(TOLD_MOST));
    given.truncate(TOLD_MOST);
    let mut blocks = vec![Block::Title(say.tips_title())];
    if given.is_empty() {
        blocks.push(Block::Paragraph(say.tips_none()));
    } else {
        let lines = given.iter().map(|went| line(say, went));
        blocks.push(Block::Paragraph(Text::lines(lines)));
        blocks.push(Block::Note(say.tips_how()));
    }
    let rest = [
        (more, say.tips_more(more)),
        (waiting, say.tips_waiting(waiting)),
        (failed, say.tips_unposted(failed)),
    ];
    let rest = rest.into_iter().filter(|(count, _)| *count > 0);
    blocks.extend(rest.map(|(_, said)| Block::Note(said)));
    Card::of(blocks)
}

/// Those of which something may be told come first; of these the larger share that found it useful
/// or tried it, in whole percent, then the more reactions.
fn by_what_works(went: &Went) -> (bool, Reverse<(i64, i64)>, i64) {
    let reactions = went.totals.reactions();
    let liked = went.totals.useful + went.totals.tried;
    if went.totals.are_shown() {
        (false, Reverse((100 * liked / reactions, reactions)), 0)
    } else {
        // By what is public alone, so that the order tells nothing either.
        (true, Reverse((0, 0)), -went.posted)
    }
}

fn line(say: &Speaker<'_>, went: &Went) -> Text {
    let title = Text::strong(went.tip.title.as_str());
    let Totals {
        useful,
        tried,
        not_for_me,
    } = went.totals;
    if went.totals.are_shown() {
        say.tips_line(title, useful, tried, not_for_me, went.posted)
    } else {
        say.tips_line_few(title, went.posted)
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
