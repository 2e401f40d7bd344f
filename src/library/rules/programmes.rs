//! G rules: whether the weeks of a programme are small enough, and its steps in an order that can
//! be gone.

use std::collections::BTreeSet;

use super::Checked;
use crate::library::problem::{Gatherer, Problem};
use crate::library::{
    Audience, Item, Level, Library, ObjectiveId, Phase, Programme, ProgrammeAct, ProgrammeStep,
    ProgrammeWeek, StepKind, Surface,
};

/// The most steps of a week, a part of the charter aside.
const STEPS: usize = 3;
/// The most minutes of a week, assessments aside.
const MINUTES: u16 = 5;

fn each(
    checked: &Checked<'_>,
    problems: &mut Vec<Problem>,
    mut look: impl FnMut(&Programme, &mut Gatherer<'_>),
) {
    for read in &checked.loaded.programmes {
        checked.in_file(&read.file, problems, |_, gather| {
            look(&read.programme, gather);
        });
    }
}

/// G1.
pub(super) fn small_weeks(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    each(checked, problems, |programme, gather| {
        for week in &programme.weeks {
            small_week(gather, week);
        }
        no_step_twice(gather, programme);
        before_and_after(gather, programme, &checked.loaded.library);
    });
}

fn small_week(gather: &mut Gatherer<'_>, week: &ProgrammeWeek) {
    let charter = week.steps.iter().filter(|step| is_charter(step)).count();
    let others = week.steps.len() - charter;
    let minutes: u16 = week.steps.iter().map(|step| minutes(&step.what)).sum();
    let mut days = week.steps.iter().zip(week.steps.iter().skip(1));
    let mut amiss = |what: String, remedy: String| {
        let span = gather.place_of(&format!("\"{}\"", week.theme));
        gather.error("G1", span, format!("“{}” {what}", week.theme), remedy);
    };
    if week.steps.is_empty() || others > STEPS || charter > 1 {
        amiss(
            format!("has {others} steps and {charter} parts of the charter"),
            format!("give it one to {STEPS}, and one part at most"),
        );
    }
    if minutes > MINUTES {
        amiss(
            format!("takes {minutes} minutes"),
            format!("keep to {MINUTES}: move a step to another week"),
        );
    }
    if !days.all(|(one, next)| one.day < next.day) {
        amiss(
            "has two steps on a day, or days out of order".to_owned(),
            "give each step a later day than the one before".to_owned(),
        );
    }
}

fn is_charter(step: &ProgrammeStep) -> bool {
    matches!(
        step.what,
        StepKind::Act(
            ProgrammeAct::CharterPurpose
                | ProgrammeAct::CharterStakeholders
                | ProgrammeAct::CharterMessage
                | ProgrammeAct::CharterReview
        )
    )
}

/// About how long a step takes. Assessments say it themselves, and are done when there is time.
fn minutes(what: &StepKind) -> u16 {
    match what {
        StepKind::Tip(_) | StepKind::CheckIn(_) => 1,
        StepKind::Assessment { .. } => 0,
        StepKind::Act(
            ProgrammeAct::Win
            | ProgrammeAct::CharterPurpose
            | ProgrammeAct::CharterStakeholders
            | ProgrammeAct::CharterMessage
            | ProgrammeAct::CharterReview
            | ProgrammeAct::LookBack,
        ) => 2,
    }
}

fn no_step_twice(gather: &mut Gatherer<'_>, programme: &Programme) {
    let mut before: Vec<&StepKind> = Vec::new();
    for week in &programme.weeks {
        for (place, step) in week.steps.iter().enumerate() {
            if before.contains(&&step.what) {
                gather.error(
                    "G1",
                    gather.place_of(&format!("\"{}\"", week.theme)),
                    format!("step {} of “{}” was there before", place + 1, week.theme),
                    "take one of the two out",
                );
            }
            before.push(&step.what);
        }
    }
}

/// The assessments with how many days after the beginning they come.
fn assessments(programme: &Programme) -> Vec<(&StepKind, u16)> {
    let mut found = Vec::new();
    for (week, before) in programme.weeks.iter().zip(0_u16..) {
        for step in &week.steps {
            if matches!(step.what, StepKind::Assessment { .. }) {
                found.push((&step.what, before * 7 + u16::from(step.day)));
            }
        }
    }
    found
}

fn before_and_after(gather: &mut Gatherer<'_>, programme: &Programme, library: &Library) {
    let amiss = match assessments(programme)[..] {
        [] => None,
        [
            (
                StepKind::Assessment {
                    id: before,
                    when: Phase::Before,
                },
                first,
            ),
            (
                StepKind::Assessment {
                    id: after,
                    when: Phase::After,
                },
                last,
            ),
        ] if before == after => {
            let assessment = library.assessments.get(before);
            let wait = assessment.map_or(0, |assessment| assessment.repeat_after_days);
            (last - first < wait).then(|| {
                let what = format!(
                    "{before} comes on days {first} and {last}, and is done again after {wait}"
                );
                (
                    what,
                    "put more weeks between them, or lower repeat_after_days",
                )
            })
        }
        _ => {
            let what = "before and after are not two pictures of one assessment".to_owned();
            Some((what, "write each once, with tag = \"before\" and \"after\""))
        }
    };
    if let Some((what, remedy)) = amiss {
        gather.error("G1", gather.place_of("assessment ="), what, remedy);
    }
}

/// G2.
pub(super) fn fitting(checked: &Checked<'_>, problems: &mut Vec<Problem>) {
    let library = &checked.loaded.library;
    each(checked, problems, |programme, gather| {
        let mut met: BTreeSet<&ObjectiveId> = BTreeSet::new();
        for step in programme.weeks.iter().flat_map(|week| &week.steps) {
            match &step.what {
                StepKind::CheckIn(id) => {
                    let Some(item) = library.item(id) else {
                        continue;
                    };
                    fits(gather, programme, item);
                    let is_new = |objective: &&ObjectiveId| !met.contains(*objective);
                    if item.level == Some(Level::Analyse)
                        && item.objective.as_ref().is_some_and(|it| is_new(&it))
                    {
                        gather.warning(
                            "G2",
                            gather.place_of(id.as_str()),
                            format!("{id} analyses what was not met before"),
                            "put a tip or a simpler check-in of its objective before it",
                        );
                    }
                    met.extend(item.objective.as_ref());
                }
                StepKind::Tip(id) => {
                    met.extend(library.tip(id).and_then(|tip| tip.objective.as_ref()));
                }
                StepKind::Assessment { .. } | StepKind::Act(_) => {}
            }
        }
    });
}

fn fits(gather: &mut Gatherer<'_>, programme: &Programme, item: &Item) {
    for audience in &programme.audiences {
        let (surface, place) = match audience {
            Audience::Person => (Surface::Direct, "direct messages"),
            Audience::Channel => (Surface::Channel, "channels"),
        };
        if !item.surfaces.contains(&surface) {
            gather.warning(
                "G2",
                gather.place_of(item.id.as_str()),
                format!("{} is not asked in {place}", item.id),
                "choose another, or take them out of for",
            );
        }
    }
}
