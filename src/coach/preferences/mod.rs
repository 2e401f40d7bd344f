//! How somebody wants the bot to be: her zone, days, hours and how often, until when it is quiet,
//! where replies go, whether weeks in a row are told; all in one form ([`form`]). What is kept of
//! it lies with whoever heeds it: `person` and `nudge`.

mod form;

use super::act::Act;
use super::desk::{Desk, button};
use super::nudge::{self, Nudging};
use super::person::Person;
use super::phrases::Speaker;
use super::replies::Replies;
use crate::chat::{Actor, Block, Card, Place};
use crate::state::Undecided;

pub(super) use form::{open, send};

/// Runs `preferences`.
pub(super) fn preferences(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let nudging = Nudging::read(desk, &actor.id)?;
    person.ask_profile(desk, &actor.id);
    desk.reply(card(desk, &say, &person, &nudging));
    Ok(())
}

fn card(desk: &Desk<'_>, say: &Speaker<'_>, person: &Person, nudging: &Nudging) -> Card {
    let mut blocks = summary(desk, say, person, nudging);
    blocks.push(Block::Note(say.preferences_private()));
    Card::of(blocks)
}

/// How they stand, and the buttons that change them.
pub(super) fn summary(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    person: &Person,
    nudging: &Nudging,
) -> Vec<Block> {
    let zone = person.wall(desk);
    let zone = match person.own_zone {
        Some(_) => say.preferences_own_zone(zone.name()),
        None => say.preferences_zone(zone.name()),
    };
    let mut lines = vec![zone, nudge::in_a_line(desk, say, person, nudging)];
    lines.extend(nudge::quiet_in_words(say, nudging));
    lines.push(match person.replies {
        Replies::Channel => say.preferences_replies_channel(),
        Replies::Direct => say.preferences_replies_direct(),
    });
    lines.extend(person.no_streaks.then(|| say.preferences_no_streaks()));
    let mut buttons = vec![button(&Act::Preferences, &say.button_change())];
    let is_off = nudging.consent == nudge::Consent::Off;
    let off = (!is_off).then(|| button(&Act::Nudges(nudge::Wish::Off), &say.button_stop_all()));
    buttons.extend(off);
    vec![
        Block::Title(say.preferences_title()),
        Block::Paragraph(crate::chat::Text::lines(lines)),
        Block::Buttons(buttons),
    ]
}
