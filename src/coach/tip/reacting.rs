//! *Useful*, *I tried it*, *Not for me*: one of them a person and post, to be changed and taken off
//! at will; counted without names, and brought up to date in the channel a moment later.

use jiff::{SignedDuration, Timestamp};

use super::card::{Totals, is_preview, standing_card};
use super::post::{Finding, Reaction, TipPost};
use crate::chat::{Actor, Block, Card, Message, PersonId, Place, Text};
use crate::coach::act::PostId;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::fact::Happening;
use crate::coach::nudge;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::wake::Wake;
use crate::library::TipId;
use crate::state::{Owner, Undecided, WakeAt};

/// How long after a reaction the counts in the channel are brought up to date at the latest.
const REFRESH_AFTER: SignedDuration = SignedDuration::from_secs(10);
/// A second tap this soon is the first one, doubled; a later one takes the reaction off.
const DOUBLE_TAP: SignedDuration = SignedDuration::from_secs(3);

/// A tap on one of the three buttons.
#[derive(Clone, Copy)]
struct Tap<'a> {
    tip: &'a TipId,
    button: Finding,
    at: Timestamp,
}

/// A press on one of the three buttons.
pub(in crate::coach) fn react(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &PostId,
    button: Finding,
) -> Result<(), Undecided> {
    let key = Reaction::key(&actor.id, id);
    desk.want(&[TipPost::key(id), key.clone(), Person::key(&actor.id)])?;
    let (_, say) = Person::meet(desk, &actor.id)?;
    let post: Option<TipPost> = desk.read(&TipPost::key(id))?;
    let before: Option<Reaction> = desk.read(&key)?;
    let post = match post {
        Some(post) if post.stands() => post,
        Some(_) => return refuse(desk, say.tip_gone()),
        None if is_preview(id) => return refuse(desk, say.tip_preview()),
        None => return refuse(desk, say.tip_unknown()),
    };
    let tap = Tap {
        tip: &post.tip,
        button,
        at: desk.now,
    };
    let now = after_a_tap(before.as_ref(), tap);
    let mut blocks = vec![Block::Paragraph(noted(&say, now.found()))];
    if Some(&now) != before.as_ref() {
        keep(desk, actor, id, before.as_ref(), &now);
        blocks.extend(follow_up(desk, actor, id, &post, before.as_ref(), &now)?);
    }
    desk.reply(Card::of(blocks));
    Ok(())
}

fn refuse(desk: &mut Desk<'_>, why: Text) -> Result<(), Undecided> {
    desk.reply(Card::words(why));
    Ok(())
}

/// Who tried it is asked about it some days later; who did not try it after all is not.
fn follow_up(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &PostId,
    post: &TipPost,
    before: Option<&Reaction>,
    now: &Reaction,
) -> Result<Vec<Block>, Undecided> {
    if now.found() == Some(Finding::Tried) {
        return match post.text(desk)? {
            Some(tip) => nudge::tried(desk, actor, id, &tip),
            None => Ok(Vec::new()),
        };
    }
    if before.and_then(Reaction::found) == Some(Finding::Tried) {
        nudge::dropped(desk, &actor.id, &post.tip)?;
    }
    Ok(Vec::new())
}

/// What somebody says by a tap: what is on the button; or that it holds no more, if it held; and
/// nothing new, if it is one tap that came twice.
fn after_a_tap(before: Option<&Reaction>, tap: Tap<'_>) -> Reaction {
    let again = before.filter(|before| before.tapped == tap.button);
    let is_doubled = |before: &&Reaction| tap.at.duration_since(before.at) <= DOUBLE_TAP;
    if let Some(before) = again.filter(is_doubled) {
        return before.clone();
    }
    Reaction {
        tip: tap.tip.clone(),
        tapped: tap.button,
        holds: !again.is_some_and(|before| before.holds),
        at: tap.at,
    }
}

fn noted(say: &Speaker<'_>, found: Option<Finding>) -> Text {
    match found {
        Some(Finding::Useful) => say.tip_noted_useful(),
        Some(Finding::Tried) => say.tip_noted_tried(),
        Some(Finding::NotForMe) => say.tip_noted_not_for_me(),
        None => say.tip_noted_off(),
    }
}

/// The counters move from what was found before to what is found now.
fn keep(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &PostId,
    before: Option<&Reaction>,
    now: &Reaction,
) {
    if before.is_none() {
        desk.count(TipPost::seen(id), 1);
    }
    let moves = [(before.and_then(Reaction::found), -1), (now.found(), 1)];
    for (found, by) in moves {
        if let Some(found) = found {
            desk.count(found.of_post(id), by);
            desk.count(found.of_tip(&now.tip), by);
        }
    }
    desk.write(Reaction::key(&actor.id, id), now);
    let reacted = Happening::Reacted {
        post: id.clone(),
        tip: now.tip.clone(),
        found: now.found(),
    };
    desk.remember(Owner::Person(actor.id.clone()), &reacted);
    let soon = desk.after(REFRESH_AFTER);
    desk.wake(&Wake::TipTotals(id.clone()), WakeAt::NoLaterThan(soon));
}

/// Brings the counts in the channel up to date.
pub(in crate::coach) fn refresh(desk: &mut Desk<'_>, id: &PostId) -> Result<(), Undecided> {
    let Some(post) = desk.read::<TipPost>(&TipPost::key(id))? else {
        return Ok(());
    };
    let Some(tip) = post.text(desk)?.filter(|_| post.stands()) else {
        return Ok(());
    };
    let counts = desk.counters(&Finding::ALL.map(|found| found.of_post(id)))?;
    let say = desk.public_speaker();
    let card = standing_card(&say, &desk.coach.library, id, &tip, Totals::of(&counts));
    desk.stand(Message {
        id: TipPost::message(id),
        place: Place::Channel(post.channel),
        card,
        until: desk.after(WORTH_SAYING),
        urgent: false,
        via: None,
    });
    Ok(())
}

/// Whether a person's *I tried it* still holds: the post stands, and she has neither changed her
/// mind nor taken it off. Asked before anything is asked about it.
pub(in crate::coach) fn still_tried(
    desk: &Desk<'_>,
    person: &PersonId,
    id: &PostId,
) -> Result<bool, Undecided> {
    let key = Reaction::key(person, id);
    desk.want(&[TipPost::key(id), key.clone()])?;
    let post: Option<TipPost> = desk.read(&TipPost::key(id))?;
    let reaction: Option<Reaction> = desk.read(&key)?;
    let found = reaction.and_then(|reaction| reaction.found());
    Ok(found == Some(Finding::Tried) && post.is_some_and(|post| post.stands()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn button() -> impl Strategy<Value = Finding> {
        prop::sample::select(Finding::ALL.to_vec())
    }

    /// What somebody finds after taps, each with the seconds since the one before.
    fn after(taps: &[(Finding, i64)]) -> Option<Finding> {
        let tip = TipId::from("feedback/say-it-the-same-day");
        let (mut before, mut second) = (None::<Reaction>, 0);
        for (button, wait) in taps {
            second += wait;
            let at = Timestamp::from_second(second).unwrap();
            let tip = &tip;
            let button = *button;
            before = Some(after_a_tap(before.as_ref(), Tap { tip, button, at }));
        }
        before.and_then(|before| before.found())
    }

    proptest! {
        /// Every tap that comes twice within a second changes nothing.
        #[test]
        fn a_doubled_tap_is_one_tap(taps in prop::collection::vec((button(), 10i64..60), 0..12)) {
            let doubled: Vec<(Finding, i64)> = taps
                .iter()
                .flat_map(|(button, wait)| [(*button, *wait), (*button, 1)])
                .collect();
            prop_assert_eq!(after(&taps), after(&doubled));
        }

        #[test]
        fn another_button_changes_it_and_the_same_one_takes_it_off(
            taps in prop::collection::vec((button(), 10i64..60), 0..12),
            last in button(),
        ) {
            let before = after(&taps);
            let taps: Vec<(Finding, i64)> = taps.into_iter().chain([(last, 10)]).collect();
            let expected = (before != Some(last)).then_some(last);
            prop_assert_eq!(after(&taps), expected);
        }
    }
}
