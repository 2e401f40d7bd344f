//! What somebody did counts as a step, however she came to do it; and the steps that are done
//! here: a tip that is read, a check-in that is asked for, the look back.

use super::done::Done;
use super::ending;
use super::own::keep;
use super::record::Enrolment;
use super::steps;
use crate::chat::{Actor, Block, Card, PersonId, Text};
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::coach::practice;
use crate::coach::tip;
use crate::library::{AssessmentId, Phase, ProgrammeId, StepKind};
use crate::state::Undecided;

/// Somebody did something that may be a step of a programme of hers; it then counts as done, in
/// the first such step that is not. Nothing for who is in none.
pub(in crate::coach) fn acted(
    desk: &mut Desk<'_>,
    id: &PersonId,
    done: Done,
) -> Result<(), Undecided> {
    let person = Person::read(desk, id)?;
    if person.enrolled.is_empty() {
        return Ok(());
    }
    let today = person.wall_day(desk);
    let keys = person.enrolled.iter().map(|it| Enrolment::key(id, it));
    desk.want(&keys.collect::<Vec<_>>())?;
    for name in &person.enrolled {
        let Some(mut enrolment) = desk.read::<Enrolment>(&Enrolment::key(id, name))? else {
            continue;
        };
        if enrolment.is_over() || !enrolment.mark(&done, today) {
            continue;
        }
        if enrolment.is_finished(today) {
            enrolment.earned = Some(desk.now);
            keep(desk, id, name, &enrolment)?;
            ending::tell(desk, id, name, &enrolment)?;
        } else {
            keep(desk, id, name, &enrolment)?;
        }
    }
    Ok(())
}

/// Whether a step of a programme of somebody's awaits an assessment now.
pub(in crate::coach) fn awaits(
    desk: &Desk<'_>,
    id: &PersonId,
    person: &Person,
    assessment: &AssessmentId,
) -> Result<bool, Undecided> {
    let keys = person.enrolled.iter().map(|it| Enrolment::key(id, it));
    let keys: Vec<_> = keys.collect();
    desk.want(&keys)?;
    let today = person.wall_day(desk);
    for key in &keys {
        let found: Option<Enrolment> = desk.read(key)?;
        if found.is_some_and(|it| it.awaits(assessment, today)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The step of a place, of somebody's own.
fn step_of(
    desk: &Desk<'_>,
    id: &PersonId,
    programme: &ProgrammeId,
    at: u8,
) -> Result<Option<StepKind>, Undecided> {
    let found: Option<Enrolment> = desk.read(&Enrolment::key(id, programme))?;
    let steps = found.map(|it| it.steps).unwrap_or_default();
    Ok(steps.into_iter().nth(usize::from(at)).map(|step| step.what))
}

/// *Read it*.
pub(super) fn read(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    at: u8,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let library = desk.coach.library.clone();
    let Some(StepKind::Tip(name)) = step_of(desk, &actor.id, programme, at)? else {
        desk.reply(Card::words(say.programme_not_in()));
        return Ok(());
    };
    let Some(found) = library.tip(&name) else {
        desk.reply(Card::words(say.unknown_button()));
        return Ok(());
    };
    desk.reply(tip::reading_card(&say, &library, found));
    acted(desk, &actor.id, Done::TipSeen(name))
}

/// *Ask me now*: the question comes into the direct conversation, next in a session that is open.
pub(super) fn ask(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
    at: u8,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(StepKind::CheckIn(item)) = step_of(desk, &actor.id, programme, at)? else {
        desk.reply(Card::words(say.programme_not_in()));
        return Ok(());
    };
    let session = practice::bring_item(desk, &actor.id, &item, desk.event.id.as_str())?;
    match session {
        Some(session) => practice::show(desk, &say, &actor.id, &session),
        None => desk.reply(Card::words(say.unknown_button())),
    }
    Ok(())
}

/// *Look back*: what one did, week by week, and the picture before and after.
pub(super) fn look_back(
    desk: &mut Desk<'_>,
    actor: &Actor,
    programme: &ProgrammeId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let library = desk.coach.library.clone();
    let found: Option<Enrolment> = desk.read(&Enrolment::key(&actor.id, programme))?;
    let Some(enrolment) = found else {
        desk.reply(Card::words(say.programme_not_in()));
        return Ok(());
    };
    let done = enrolment.steps.iter().filter(|step| step.done.is_some());
    let lines: Vec<Text> = done
        .map(|step| say.programme_step_done(steps::in_words(&say, &library, &step.what)))
        .collect();
    let mut blocks = vec![
        Block::Title(steps::title(&library, programme)),
        Block::Paragraph(say.programme_look_back()),
    ];
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(Text::lines(lines)));
    }
    acted(desk, &actor.id, Done::LookedBack)?;
    // Where that was the end, the pictures stand in what is said about the end.
    let now: Option<Enrolment> = desk.read(&Enrolment::key(&actor.id, programme))?;
    if enrolment.is_over() || !now.is_some_and(|now| now.is_over()) {
        blocks.extend(ending::pictures(desk, &say, &actor.id, &enrolment)?);
    }
    blocks.push(Block::Note(say.programme_private()));
    desk.reply(Card::of(blocks));
    Ok(())
}

impl Enrolment {
    /// The assessment that is gone through before and after, if there is one.
    pub(super) fn measured_by(&self) -> Option<&AssessmentId> {
        self.steps.iter().find_map(|step| match &step.what {
            StepKind::Assessment {
                id,
                when: Phase::After,
            } => Some(id),
            StepKind::Assessment { .. }
            | StepKind::Tip(_)
            | StepKind::CheckIn(_)
            | StepKind::Act(_) => None,
        })
    }

    /// Whether nothing of it came or was done yet.
    pub(super) fn has_not_come(&self) -> bool {
        let untouched = |step: &super::record::KeptStep| step.came.is_none() && step.done.is_none();
        self.steps.iter().all(untouched)
    }
}
