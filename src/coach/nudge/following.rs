//! The follow-up of a tip: who tried it is asked about it some days later, once. With her consent
//! it comes by itself and counts as any unasked message; without it she is offered to ask for it.

use jiff::civil::Date;

use super::record::{Consent, FOLLOW_UPS_MOST, FollowUp, Nudging};
use super::saying::keep;
use super::telling;
use crate::chat::{Actor, Block, Card, PersonId, Text};
use crate::coach::act::{Act, PostId};
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, Record, button};
use crate::coach::person::Person;
use crate::library::{Tip, TipId};
use crate::state::{Key, Kind, Undecided};

/// That a person is, or was, asked about a tip: it happens once.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Followed {
    /// On which day at the earliest.
    pub on: Date,
}

impl Record for Followed {
    const KIND: Kind = Kind::Once;
}

impl Followed {
    fn key(person: &PersonId, tip: &TipId) -> Key {
        Key::personal(person, Kind::Once, format!("followed/{tip}"))
    }
}

/// Who pressed *I tried it* on a tip in a post: what to say of it beside the thanks. Nothing for
/// a tip without a follow-up, or one about which she was asked before.
pub(in crate::coach) fn tried(
    desk: &mut Desk<'_>,
    actor: &Actor,
    post: &PostId,
    tip: &Tip,
) -> Result<Vec<Block>, Undecided> {
    let id = &actor.id;
    let Some(follow_up) = &tip.follow_up else {
        return Ok(Vec::new());
    };
    let followed = Followed::key(id, &tip.id);
    desk.want(&[Person::key(id), Nudging::key(id), followed.clone()])?;
    if desk.read::<Followed>(&followed)?.is_some() {
        return Ok(Vec::new());
    }
    let (_, say) = Person::meet(desk, id)?;
    match Nudging::read(desk, id)?.consent {
        Consent::Yes => Ok(set(desk, id, (post, tip), false)?
            .map(Block::Note)
            .into_iter()
            .collect()),
        Consent::Off => Ok(Vec::new()),
        Consent::NotAsked | Consent::Asked | Consent::No => {
            let ask = Act::AskMe(post.clone(), tip.id.clone());
            let label = say.button_ask_me(i64::from(follow_up.days));
            Ok(vec![Block::Buttons(vec![button(&ask, &label)])])
        }
    }
}

/// *Ask me in some days*: what she asked for herself comes without consent, on that day.
pub(in crate::coach) fn ask_me(
    desk: &mut Desk<'_>,
    actor: &Actor,
    post: &PostId,
    tip: &TipId,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Nudging::key(id), Followed::key(id, tip)])?;
    let (_, say) = Person::meet(desk, id)?;
    let set = match desk.coach.library.tip(tip).cloned() {
        Some(tip) => set(desk, id, (post, &tip), true)?,
        None => None,
    };
    desk.reply(Card::words(set.unwrap_or_else(|| say.unknown_button())));
    Ok(())
}

/// Sets it, once, and says when it comes.
fn set(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (post, tip): (&PostId, &Tip),
    asked: bool,
) -> Result<Option<Text>, Undecided> {
    let (mut person, say) = Person::meet(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    let key = Followed::key(id, &tip.id);
    if let Some(before) = desk.read::<Followed>(&key)? {
        let at = telling::at(desk, &person, before.on, nudging.time);
        return Ok(Some(say.nudge_follow_up_set(at)));
    }
    let Some(follow_up) = &tip.follow_up else {
        return Ok(None);
    };
    if nudging.follow_ups.len() >= FOLLOW_UPS_MOST {
        return Ok(None);
    }
    let from = days_after(person.wall_day(desk), i64::from(follow_up.days));
    let on = (0..7)
        .map(|ahead| days_after(from, ahead))
        .find(|day| nudging.works_on(*day))
        .unwrap_or(from);
    nudging.follow_ups.push(FollowUp {
        tip: tip.id.clone(),
        post: post.clone(),
        item: follow_up.item.clone(),
        on,
        asked,
    });
    desk.write(key, &Followed { on });
    person.ask_profile(desk, id);
    keep(desk, id, &person, &nudging);
    let at = telling::at(desk, &person, on, nudging.time);
    Ok(Some(say.nudge_follow_up_set(at)))
}

/// She did not try the tip after all: she is not asked about it.
pub(in crate::coach) fn dropped(
    desk: &mut Desk<'_>,
    id: &PersonId,
    tip: &TipId,
) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let Some(mut nudging) = desk.read::<Nudging>(&Nudging::key(id))? else {
        return Ok(());
    };
    let before = nudging.follow_ups.len();
    nudging.follow_ups.retain(|follow_up| follow_up.tip != *tip);
    if nudging.follow_ups.len() == before {
        return Ok(());
    }
    desk.remove(Followed::key(id, tip));
    let person = Person::read(desk, id)?;
    keep(desk, id, &person, &nudging);
    Ok(())
}
