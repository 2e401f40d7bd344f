//! The picture before and after, for what somebody went through between two runs.

use super::card::{Run, Shown, changes};
use super::picture::picture;
use super::record::{Assessed, earlier_results, latest_result};
use super::scoring::scores;
use crate::chat::{Block, PersonId};
use crate::coach::desk::Desk;
use crate::coach::phrases::Speaker;
use crate::library::AssessmentId;
use crate::state::Undecided;

/// Somebody's newest run of an assessment beside the one before it: the picture, and what changed
/// by more than chance, in words. Nothing where there is no run that can be read; of one alone the
/// picture of now.
pub(in crate::coach) fn before_and_after(
    desk: &Desk<'_>,
    say: &Speaker<'_>,
    id: &PersonId,
    name: &AssessmentId,
) -> Result<Vec<Block>, Undecided> {
    let library = desk.coach.library.clone();
    let Some(assessment) = library.assessments.get(name) else {
        return Ok(Vec::new());
    };
    let Some(result) = latest_result(desk, id, name)? else {
        return Ok(Vec::new());
    };
    if result.rev != assessment.rev {
        return Ok(Vec::new());
    }
    // What was the newest is not among the older ones before this decision is kept.
    let kept: Option<Assessed> = desk.read_kept(&Assessed::key(id, name))?;
    let replaced = kept.filter(|kept| kept.id != result.id);
    let older = earlier_results(desk, id, name)?;
    let earlier: Option<&Assessed> = replaced.as_ref().or(older.first());
    let run = Run {
        assessment,
        result: &result,
        earlier,
        again: false,
    };
    Ok(pictured(say, &run))
}

/// A run, and the one before it, as they are shown at the end of what lay between.
pub(super) fn pictured(say: &Speaker<'_>, run: &Run<'_>) -> Vec<Block> {
    let assessment = run.assessment;
    let then = run.earlier.filter(|then| then.rev == assessment.rev);
    let shown = Shown {
        assessment,
        now: scores(assessment, &run.result.answers),
        then: then.map(|then| scores(assessment, &then.answers)),
    };
    let mut blocks = vec![Block::Paragraph(shown.in_words(say))];
    blocks.extend(picture(say, &shown));
    blocks.extend(changes(say, run, &shown).map(Block::Paragraph));
    blocks
}
