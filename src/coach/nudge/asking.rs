//! Whether the bot may write by itself: asked once, after a person's first session, and never
//! again. Silence is no (F34). Who has stopped everything is told so beside what she asks for,
//! since people forget that they did (F33).

use super::budget::Often;
use super::record::{Consent, Nudging};
use super::saying::{is_closed_to, keep};
use super::wish::Wish;
use crate::chat::{Block, Button, Card, MessageId, PersonId};
use crate::coach::act::Act;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::state::Undecided;

/// A session has come to its end: who was never asked is asked. Not a guest to whom nothing
/// would come.
pub(in crate::coach) fn ask_once(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id)])?;
    let mut nudging = Nudging::read(desk, id)?;
    if nudging.consent != Consent::NotAsked {
        return Ok(());
    }
    let (person, say) = Person::meet(desk, id)?;
    if is_closed_to(desk, &person)? {
        return Ok(());
    }
    let message = MessageId::from("nudges/asked");
    desk.tell(id, message.clone(), question(&say, &nudging));
    nudging.consent = Consent::Asked;
    nudging.asking = Some(message);
    keep(desk, id, &person, &nudging);
    Ok(())
}

fn question(say: &Speaker<'_>, nudging: &Nudging) -> Card {
    let days = super::telling::days(say, nudging.days);
    Card::of(vec![
        Block::Paragraph(say.nudges_ask(days, nudging.time.to_string())),
        Block::Buttons(vec![
            often(say, Often::TwoAWeek),
            often(say, Often::OneAWeek),
            button(&Act::Nudges(Wish::No), &say.button_no_thanks()),
        ]),
        Block::Note(say.nudges_ask_note()),
    ])
}

/// A button for so often.
pub(super) fn often(say: &Speaker<'_>, often: Often) -> Button {
    let label = super::telling::often_label(say, often);
    button(&Act::Nudges(Wish::Often(often)), &label)
}

/// *Stop everything*, where there is something to stop.
pub(in crate::coach) fn stop_button(
    desk: &Desk<'_>,
    id: &PersonId,
) -> Result<Option<Button>, Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    let is_off = Nudging::read(desk, id)?.consent == Consent::Off;
    Ok((!is_off).then(|| button(&Act::Nudges(Wish::Off), &say.button_stop_all())))
}

/// Tells who has stopped everything that she has, at most once a day.
pub(in crate::coach) fn remind_of_off(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    let (person, say) = Person::meet(desk, id)?;
    if Nudging::read(desk, id)?.consent == Consent::Off {
        let message = MessageId::from(format!("nudges/off/{}", person.wall_day(desk)));
        desk.tell(id, message, off_card(&say));
    }
    Ok(())
}

/// That nothing comes by itself, and how to have it again.
pub(super) fn off_card(say: &Speaker<'_>) -> Card {
    Card::of(vec![
        Block::Paragraph(say.nudges_off()),
        Block::Buttons(vec![button(
            &Act::Nudges(Wish::On),
            &say.button_switch_on(),
        )]),
    ])
}
