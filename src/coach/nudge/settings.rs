//! `nudges`: how the bot may write by itself, and changing it in words; `stop` and `unstop`.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::asking::{off_card, often};
use super::budget::Often;
use super::reading::{Change, Said, Unclear, read};
use super::record::{Consent, Nudging, Pace};
use super::saying::{keep, take_back};
use super::telling;
use super::wish::{Wish, allow, go_on, off};
use crate::chat::{Actor, Block, Button, Card, PersonId, Place, Span, Text};
use crate::coach::act::Act;
use crate::coach::days::days_after;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::practice::{self, Session};
use crate::state::Undecided;

/// Runs `nudges`.
pub(in crate::coach) fn nudges(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let id = &actor.id;
    let (person, say) = Person::meet(desk, id)?;
    match read(words, desk.now, &person.wall(desk)) {
        Ok(said) => heed(desk, id, said),
        Err(unclear) => {
            desk.reply(Card::words(amiss(desk, &say, &person, unclear)));
            Ok(())
        }
    }
}

/// Runs `stop`: the open session first; where none is open, everything that comes by itself.
pub(in crate::coach) fn stop(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let all = words.iter().any(|word| {
        let word = word.trim_end_matches(['.', '!']);
        word.eq_ignore_ascii_case("everything") || word.eq_ignore_ascii_case("all")
    });
    if all {
        heed(desk, &actor.id, Said::Off)?;
        return practice::end_current(desk, actor).map(drop);
    }
    if practice::end_current(desk, actor)? {
        return Ok(());
    }
    heed(desk, &actor.id, Said::Off)
}

/// Runs `unstop`.
pub(in crate::coach) fn unstop(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    _: &[&str],
) -> Result<(), Undecided> {
    heed(desk, &actor.id, Said::GoOn)
}

/// Does what was said, and tells how it then stands.
fn heed(desk: &mut Desk<'_>, id: &PersonId, said: Said) -> Result<(), Undecided> {
    desk.want(&[Person::key(id), Nudging::key(id), Session::key(id)])?;
    let (mut person, say) = Person::meet(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    let before = nudging.clone();
    match said {
        Said::Nothing => {}
        Said::On => allow(desk, id, (&mut person, &mut nudging)),
        Said::GoOn => go_on(desk, id, (&mut person, &mut nudging)),
        Said::Off => off(desk, id, &mut nudging)?,
        Said::PauseUntil(day) => pause(desk, id, (&mut person, &mut nudging), day),
        Said::Change(change) => {
            allow_unless_off(desk, id, &mut nudging);
            change.apply(&mut nudging);
        }
    }
    // Her time is told, and kept, in her own zone.
    person.ask_profile(desk, id);
    let card = Card::of(status(desk, &say, &person, &nudging));
    if nudging != before {
        if let Some(message) = nudging.asking.take() {
            desk.tell(id, message, card.clone());
        }
        keep(desk, id, &person, &nudging);
    }
    desk.reply(card);
    Ok(())
}

/// Who says when and how often has said that it may; who stopped everything has not said more.
fn allow_unless_off(desk: &mut Desk<'_>, id: &PersonId, nudging: &mut Nudging) {
    if nudging.consent != Consent::Off {
        super::wish::consent(desk, id, nudging, Consent::Yes);
    }
}

/// Days, time and pace come back from a form.
pub(super) fn changed(desk: &mut Desk<'_>, id: &PersonId, change: Change) -> Result<(), Undecided> {
    heed(desk, id, Said::Change(change))
}

impl Change {
    /// Changes what it names.
    pub fn apply(self, nudging: &mut Nudging) {
        nudging.days = self.days.unwrap_or(nudging.days);
        nudging.time = self.time.unwrap_or(nudging.time);
        nudging.often = self.often.unwrap_or(nudging.often);
    }
}

/// Nothing by itself before that day; the weeks until then break no row of weeks (F10).
pub(super) fn pause(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (person, nudging): (&mut Person, &mut Nudging),
    until: Date,
) {
    take_back(desk, id, nudging);
    nudging.paused_until = Some(until);
    person.weeks.pause(person.day(desk), until);
    desk.write(Person::key(id), person);
}

/// The same for so many weeks.
pub(super) fn pause_weeks(
    desk: &mut Desk<'_>,
    id: &PersonId,
    (person, nudging): (&mut Person, &mut Nudging),
    weeks: i64,
) {
    let until = days_after(person.wall_day(desk), 7 * weeks);
    pause(desk, id, (person, nudging), until);
}

/// How it stands, and what can be changed with a tap.
pub(super) fn status(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    person: &Person,
    nudging: &Nudging,
) -> Vec<Block> {
    let wish = |wish: Wish, label: Text| button(&Act::Nudges(wish), &label);
    match nudging.consent {
        Consent::Off => off_card(say).blocks,
        Consent::NotAsked | Consent::Asked | Consent::No => vec![
            Block::Paragraph(say.nudges_none()),
            Block::Buttons(vec![
                often(say, Often::TwoAWeek),
                often(say, Often::OneAWeek),
                wish(Wish::Change, say.button_choose_days()),
            ]),
        ],
        Consent::Yes => allowed(desk, say, person, nudging, wish),
    }
}

fn allowed(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    person: &Person,
    nudging: &Nudging,
    wish: impl Fn(Wish, Text) -> Button,
) -> Vec<Block> {
    let days = telling::days(say, nudging.days);
    let zone = person.wall(desk);
    let is_paused = nudging.is_paused(person.wall_day(desk));
    let mut blocks = vec![
        Block::Paragraph(say.nudges_on(days, nudging.time.to_string(), zone.name())),
        Block::Note(telling::often(say, nudging.often)),
    ];
    if nudging.pace() == Pace::Half {
        blocks.push(Block::Note(say.nudges_halved()));
    }
    let next = nudging.next(desk.now, &zone, SignedDuration::ZERO);
    blocks.extend(next.map(|next| {
        let next = Text(vec![Span::Moment(next)]);
        Block::Note(if is_paused {
            say.nudges_paused(next)
        } else {
            say.nudges_next(next)
        })
    }));
    blocks.push(Block::Note(say.nudges_cap()));
    let pause = if is_paused {
        wish(Wish::On, say.button_switch_on())
    } else {
        wish(Wish::Pause, say.button_pause())
    };
    blocks.push(Block::Buttons(vec![
        wish(Wish::Change, say.button_change()),
        pause,
        wish(Wish::Off, say.button_stop_all()),
    ]));
    blocks
}

fn amiss(desk: &Desk<'_>, say: &Speaker<'_>, person: &Person, unclear: Unclear) -> Text {
    match unclear {
        Unclear::Word(word) => say.nudges_unclear(word),
        Unclear::TwoWays(date) => say.nudges_two_ways(date),
        Unclear::Night(time) => say.nudges_night(time.to_string()),
        Unclear::NoEnd(day) => {
            let at = telling::at(desk, person, day, crate::timing::TimeOfDay::NINE);
            say.nudges_no_end(at)
        }
    }
}
