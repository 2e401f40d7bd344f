//! What a person wants of being written to, by a tap: how often, another day, not for a while,
//! not at all. Each is answered in the message that asked, where one did, and can be undone.

use jiff::civil::Date;

use super::asking::off_card;
use super::budget::Often;
use super::form;
use super::record::{Consent, Nudging};
use super::saying::{keep, take_back};
use super::settings::{pause, pause_weeks, status};
use super::telling::{self, at};
use crate::chat::{Actor, Block, Card, PersonId};
use crate::coach::act::Act;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, button};
use crate::coach::fact::Happening;
use crate::coach::person::Person;
use crate::coach::practice::{self, Session};
use crate::state::{Owner, Undecided};

/// For how many weeks *Later* is, where it is asked once and for all.
const LATER_WEEKS: i64 = 4;
/// Within so many days the next working day is looked for.
const WEEK_DAYS: i64 = 7;

/// What a person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// So often at most; with it, that it may be at all.
    Often(Often),
    /// Half as often.
    Fewer,
    /// Not now: the next working day, at the same time.
    Later,
    /// Not for some weeks.
    Pause,
    /// Again, or at last.
    On,
    /// Not by itself.
    No,
    /// Nothing that comes by itself, whatever it is, any more.
    Off,
    /// Other days or another time: the opening button and the form itself.
    Change,
}

impl Wish {
    const CODES: [(Self, &'static str); 12] = [
        (Self::Often(Often::ThreeAWeek), "3w"),
        (Self::Often(Often::TwoAWeek), "2w"),
        (Self::Often(Often::OneAWeek), "1w"),
        (Self::Often(Often::OneInTwoWeeks), "1in2w"),
        (Self::Often(Often::OneInFourWeeks), "1in4w"),
        (Self::Fewer, "fewer"),
        (Self::Later, "later"),
        (Self::Pause, "pause"),
        (Self::On, "on"),
        (Self::No, "no"),
        (Self::Off, "off"),
        (Self::Change, "change"),
    ];

    /// The wish in a token.
    pub fn code(self) -> &'static str {
        let found = Self::CODES.iter().find(|(wish, _)| *wish == self);
        found.map_or("change", |(_, code)| *code)
    }

    /// The wish of a token.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = Self::CODES.iter().find(|(_, other)| *other == code);
        found.map(|(wish, _)| *wish)
    }
}

/// A tap.
pub(in crate::coach) fn pressed(
    desk: &mut Desk<'_>,
    actor: &Actor,
    wish: Wish,
) -> Result<(), Undecided> {
    let id = &actor.id;
    desk.want(&[Person::key(id), Nudging::key(id), Session::key(id)])?;
    let (mut person, say) = Person::meet(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    let card = match wish {
        Wish::Change => {
            form::open(desk, &say, &nudging);
            return Ok(());
        }
        Wish::Later => return put_off(desk, id, &person, nudging),
        Wish::Often(often) => {
            allow(desk, id, (&mut person, &mut nudging));
            nudging.often = often;
            Card::of(status(desk, &say, &person, &nudging))
        }
        Wish::Fewer => {
            let before = nudging.often;
            nudging.often = before.halved();
            plain_question(desk, id, &nudging)?;
            let undo = Act::Nudges(Wish::Often(before));
            Card::of(vec![
                Block::Paragraph(say.nudges_fewer()),
                Block::Note(telling::often(&say, nudging.often)),
                Block::Buttons(vec![button(&undo, &say.button_undo())]),
            ])
        }
        Wish::Pause => {
            pause_weeks(desk, id, (&mut person, &mut nudging), LATER_WEEKS);
            Card::of(status(desk, &say, &person, &nudging))
        }
        Wish::On => {
            go_on(desk, id, (&mut person, &mut nudging));
            Card::of(status(desk, &say, &person, &nudging))
        }
        Wish::No => {
            consent(desk, id, &mut nudging, Consent::No);
            Card::words(say.nudges_no())
        }
        Wish::Off => {
            off(desk, id, &mut nudging)?;
            off_card(&say)
        }
    };
    // Her time is told, and kept, in her own zone.
    person.ask_profile(desk, id);
    match nudging.asking.take() {
        Some(message) => desk.tell(id, message, card),
        None => desk.reply(card),
    }
    keep(desk, id, &person, &nudging);
    Ok(())
}

/// From now on it may. A pause ends today, and excuses this week still.
pub(super) fn allow(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (person, nudging): (&mut Person, &mut Nudging),
) {
    let today = person.wall_day(desk);
    if nudging.is_paused(today) {
        pause(desk, id, (person, nudging), today);
    }
    nudging.paused_until = None;
    consent(desk, id, nudging, Consent::Yes);
}

/// What was stopped goes on: after *stop everything* it may what it might before and no more, and
/// a pause ends. Who has never said that it may has not said so by this.
pub(super) fn go_on(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (person, nudging): (&mut Person, &mut Nudging),
) {
    match nudging.consent {
        Consent::Off => {
            let before = nudging.before_off.unwrap_or(Consent::No);
            consent(desk, id, nudging, before);
        }
        Consent::Yes => allow(desk, id, (person, nudging)),
        Consent::NotAsked | Consent::Asked | Consent::No => {}
    }
}

/// Everything stops: what waits is taken back, the question that came by itself goes with its
/// session, and what she once asked for is forgotten.
pub(super) fn off(
    desk: &mut Desk<'_>,
    id: &PersonId,
    nudging: &mut Nudging,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    match nudged(desk, id, nudging)? {
        Some(session) => {
            practice::retract(desk, id, &session, say.practice_skipped())?;
            desk.remove(Session::key(id));
        }
        None => take_back(desk, id, nudging),
    }
    nudging.follow_ups.clear();
    consent(desk, id, nudging, Consent::Off);
    Ok(())
}

/// Whether it may changes; that it did is remembered.
pub(super) fn consent(desk: &mut Desk<'_>, id: &PersonId, nudging: &mut Nudging, consent: Consent) {
    if consent != Consent::Yes {
        nudging.put_off_to = None;
    }
    if nudging.consent != consent {
        nudging.before_off = (consent == Consent::Off).then_some(nudging.consent);
        nudging.consent = consent;
        desk.remember(
            Owner::Person(id.clone()),
            &Happening::NudgesAllowed { consent },
        );
    }
}

/// *Not now*: the question loses its buttons, and comes again on the next working day.
fn put_off(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    mut nudging: Nudging,
) -> Result<(), Undecided> {
    let say = desk.speaker(person.locale(desk));
    let session = nudged(desk, id, &nudging)?;
    let to = next_working_day(&nudging, person.wall_day(desk));
    // What she puts off she asks for on that day, also where nothing else may come.
    let (Some(session), Some(to)) = (session, to) else {
        desk.reply(Card::words(say.practice_over()));
        return Ok(());
    };
    let words = say.nudge_put_off(at(desk, person, to, nudging.time));
    practice::retract(desk, id, &session, words)?;
    nudging.put_off_to = Some(to);
    keep(desk, id, person, &nudging);
    Ok(())
}

fn next_working_day(nudging: &Nudging, today: Date) -> Option<Date> {
    (1..=WEEK_DAYS)
        .map(|ahead| days_after(today, ahead))
        .find(|day| nudging.works_on(*day))
}

/// The question that the last message brought, while it is the open one.
fn nudged(desk: &Desk<'_>, id: &PersonId, nudging: &Nudging) -> Result<Option<Session>, Undecided> {
    let session = Session::current(desk, id)?;
    Ok(session.filter(|session| {
        let last = nudging.last.as_ref();
        session.waiting.is_none() && last.is_some_and(|last| last.message == session.standing)
    }))
}

/// The question stays, as one that she wants to answer.
fn plain_question(desk: &mut Desk<'_>, id: &PersonId, nudging: &Nudging) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, id)?;
    if let Some(session) = nudged(desk, id, nudging)? {
        practice::show(desk, &say, id, &session);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wish_comes_back_from_its_token() {
        for (wish, code) in Wish::CODES {
            assert_eq!(Wish::from_code(wish.code()), Some(wish), "{code}");
            assert_eq!(wish.code(), code);
        }
        for often in Often::ALL {
            assert_eq!(
                Wish::from_code(Wish::Often(often).code()),
                Some(Wish::Often(often))
            );
        }
    }
}
