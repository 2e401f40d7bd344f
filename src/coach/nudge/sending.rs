//! A person's time has come: what is due to her is said, if the gate lets it through; the next
//! time is set either way, and what was missed is not made up for.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::gate::Wanted;
use super::hours;
use super::outcome::{Outcome, ended};
use super::record::{Consent, Errand, FollowUp, Nudging, PlanDue, StepDue};
use super::saying::{Unasked, keep, take_back};
use super::wish::Wish;
use crate::chat::{Block, Button, MessageId, PersonId, Text};
use crate::coach::act::Act;
use crate::coach::commitment;
use crate::coach::desk::{Desk, button};
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::practice::{self, Session};
use crate::coach::programme;
use crate::coach::schedule::holidays::Holidays;
use crate::coach::tip;
use crate::state::Undecided;

/// How many questions a nudge brings: two are what a year of them is worth most with (content
/// §3.4 of the design: 2 items, 2 nudges a week).
const QUESTIONS: usize = 2;
/// A profile that the platform told within so many hours is as good as asked now: a change of it
/// comes by itself. Older than that it is asked before anything is said.
const PROFILE_FRESH: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A person's wake-up is due.
pub(in crate::coach) fn due(desk: &mut Desk<'_>, id: &PersonId) -> Result<(), Undecided> {
    desk.want(&[
        Person::key(id),
        Nudging::key(id),
        Session::key(id),
        Holidays::key(None),
    ])?;
    let mut person = Person::read(desk, id)?;
    let mut nudging = Nudging::read(desk, id)?;
    if person.is_told_within(desk, PROFILE_FRESH) {
        bring(desk, id, &mut person, &mut nudging)?;
    } else if is_due(desk, &person, &nudging) {
        nudging.awaits_profile = true;
        person.ask_profile_now(desk, id);
    }
    keep(desk, id, &person, &nudging);
    Ok(())
}

/// The platform told who somebody is: what waited for that goes on; who has left is left alone;
/// who is in another zone is written to at her time there.
pub(in crate::coach) fn profile_told(
    desk: &mut Desk<'_>,
    id: &PersonId,
    before: &Person,
    mut person: Person,
) -> Result<(), Undecided> {
    let Some(mut nudging) = desk.read::<Nudging>(&Nudging::key(id))? else {
        return Ok(());
    };
    if person.gone && !before.gone {
        take_back(desk, id, &nudging);
    }
    if std::mem::take(&mut nudging.awaits_profile) {
        bring(desk, id, &mut person, &mut nudging)?;
    } else if person.gone == before.gone && person.wall(desk) == before.wall(desk) {
        return Ok(());
    }
    keep(desk, id, &person, &nudging);
    Ok(())
}

fn is_due(desk: &Desk<'_>, person: &Person, nudging: &Nudging) -> bool {
    hours::is_time(desk.now, nudging.time, &person.wall(desk))
        && nudging.errand(person.wall_day(desk)).is_some()
}

/// Says what is due today, if that is still so and may be.
fn bring(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &mut Person,
    nudging: &mut Nudging,
) -> Result<(), Undecided> {
    let today = person.wall_day(desk);
    nudging.forget(today);
    if !is_due(desk, person, nudging) {
        return Ok(());
    }
    if let Some(last) = nudging.went_unanswered(today).cloned() {
        ended(desk, id, &last, Outcome::Unanswered);
    }
    let Some(errand) = standing_errand(desk, id, nudging, today)? else {
        return Ok(());
    };
    nudging.put_off_to = nudging.put_off_to.filter(|to| today < *to);
    let wanted = Wanted {
        why: errand.why(),
        asked: errand.is_asked_for(),
    };
    let Ok(right) = Unasked::ask(desk, person, nudging, wanted)? else {
        return Ok(());
    };
    let said = match &errand {
        Errand::Nudge | Errand::PutOff => nudge(desk, id, person, nudging)?,
        Errand::FollowUp(follow_up) => {
            nudging.follow_ups.retain(|other| other != follow_up);
            ask_how_it_went(desk, id, person, (nudging, follow_up))?
        }
        Errand::Plan(due) => {
            nudging.plans.retain(|other| other != due);
            how_the_plan_went(desk, id, person, (nudging, due))?
        }
        Errand::Step(due) => the_step(desk, id, person, (nudging, due))?,
        Errand::Question => {
            let said = question(desk, person);
            nudging.question_asked();
            nudging.asking = Some(said.0.clone());
            Some(said)
        }
    };
    if let Some(said) = said {
        right.say(desk, id, person, nudging, said);
    }
    Ok(())
}

/// What is due today; what was to be asked about a tip that was taken back, or that she did not
/// try after all, and a plan that has ended are forgotten.
fn standing_errand(
    desk: &Desk<'_>,
    id: &PersonId,
    nudging: &mut Nudging,
    today: Date,
) -> Result<Option<Errand>, Undecided> {
    loop {
        match nudging.errand(today) {
            Some(Errand::FollowUp(follow_up)) => {
                if tip::still_tried(desk, id, &follow_up.post)? {
                    return Ok(Some(Errand::FollowUp(follow_up)));
                }
                nudging.follow_ups.retain(|other| *other != follow_up);
            }
            Some(Errand::Plan(due)) => {
                if commitment::open_plan(desk, id, &due.plan)?.is_some() {
                    return Ok(Some(Errand::Plan(due)));
                }
                nudging.plans.retain(|other| *other != due);
            }
            Some(Errand::Step(due)) => {
                let next = programme::next_day(desk, id, &due.programme)?;
                if next == Some(due.on) {
                    return Ok(Some(Errand::Step(due)));
                }
                nudging.set_step(&due.programme, next);
            }
            other @ (Some(Errand::Nudge | Errand::PutOff | Errand::Question) | None) => {
                return Ok(other);
            }
        }
    }
}

/// Two questions to practise, or the ones that she left open.
fn nudge(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    nudging: &Nudging,
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    let say = desk.speaker(person.locale(desk));
    let session = practice::bring(desk, id, person, QUESTIONS, &occasion(desk, id, person))?;
    Ok(session.map(|session| {
        let intro = say.nudge_intro(session.left());
        shown(desk, &say, (&session, intro), nudging.consent)
    }))
}

/// One question to who tried a tip.
fn ask_how_it_went(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    (nudging, follow_up): (&Nudging, &FollowUp),
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    // A tip that was taken back, or that she did not try after all, is not asked about.
    let say = desk.speaker(person.locale(desk));
    let session = practice::bring_item(desk, id, &follow_up.item, &occasion(desk, id, person))?;
    let title = desk.coach.library.tip(&follow_up.tip);
    let title = title.map_or(follow_up.tip.as_str(), |tip| tip.title.as_str());
    Ok(session.map(|session| {
        let intro = say.nudge_follow_up(title);
        shown(desk, &say, (&session, intro), nudging.consent)
    }))
}

/// How it went with a plan of hers.
fn how_the_plan_went(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    (nudging, due): (&Nudging, &PlanDue),
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    let say = desk.speaker(person.locale(desk));
    let brought = commitment::brought(desk, id, person, &due.plan)?;
    Ok(brought.map(|(message, mut blocks)| {
        // *Not yet* is another day; the other ways out stand below.
        let mut ways = ways_out(&say, nudging.consent);
        ways.remove(0);
        blocks.push(Block::Buttons(ways));
        (message, blocks)
    }))
}

/// A step of a programme of hers; when it goes on is set either way.
fn the_step(
    desk: &mut Desk<'_>,
    id: &PersonId,
    person: &Person,
    (nudging, due): (&mut Nudging, &StepDue),
) -> Result<Option<(MessageId, Vec<Block>)>, Undecided> {
    let occasion = occasion(desk, id, person);
    let say = desk.speaker(person.locale(desk));
    let brought = programme::brought(desk, id, person, &due.programme, &occasion)?;
    let next = programme::next_day(desk, id, &due.programme)?;
    nudging.set_step(&due.programme, next);
    Ok(brought.map(|(message, mut blocks)| {
        // A week is postponed above; the way out of everything stands below.
        let stop = ways_out(&say, nudging.consent).pop();
        blocks.push(Block::Buttons(stop.into_iter().collect()));
        (message, blocks)
    }))
}

/// What names the session: one thing a day comes by itself, whichever event lets it come.
fn occasion(desk: &Desk<'_>, id: &PersonId, person: &Person) -> String {
    format!("nudge/{id}/{}", person.wall_day(desk))
}

/// The open question of a session under some words, with the ways out of being written to.
fn shown(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    (session, intro): (&Session, Text),
    consent: Consent,
) -> (MessageId, Vec<Block>) {
    let mut blocks = vec![Block::Paragraph(intro)];
    let ways_out = ways_out(say, consent);
    blocks.extend(practice::open_blocks(desk, say, session, ways_out));
    (session.standing.clone(), blocks)
}

/// Each one tap: another day, fewer, none.
fn ways_out(say: &Speaker<'_>, consent: Consent) -> Vec<Button> {
    let wish = |wish, label: &Text| button(&Act::Nudges(wish), label);
    let mut ways = vec![wish(Wish::Later, &say.button_not_now())];
    // Where she asked for this one alone there is nothing to be fewer.
    ways.extend((consent == Consent::Yes).then(|| wish(Wish::Fewer, &say.button_fewer())));
    ways.push(wish(Wish::Off, &say.button_stop()));
    ways
}

/// Fewer, later or none? What is said to who has not answered for long, and then nothing more.
fn question(desk: &Desk<'_>, person: &Person) -> (MessageId, Vec<Block>) {
    let say = desk.speaker(person.locale(desk));
    let wish = |wish, label: &Text| button(&Act::Nudges(wish), label);
    let id = MessageId::from(format!("nudges/question/{}", person.wall_day(desk)));
    let blocks = vec![
        Block::Paragraph(say.nudge_question()),
        Block::Buttons(vec![
            wish(Wish::Fewer, &say.button_fewer()),
            wish(Wish::Pause, &say.button_later()),
            wish(Wish::Off, &say.button_stop()),
        ]),
        Block::Note(say.nudge_question_note()),
    ];
    (id, blocks)
}
