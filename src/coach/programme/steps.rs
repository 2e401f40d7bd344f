//! A step in words, and the button that does it. Where it is done is another room's.

use super::press::Press;
use super::record::KeptStep;
use crate::chat::{Button, ChannelId, Text};
use crate::coach::act::Act;
use crate::coach::assessment;
use crate::coach::charter::{CharterPart, CharterPress};
use crate::coach::desk::button;
use crate::coach::phrases::Speaker;
use crate::coach::win::WinPress;
use crate::library::{Library, Phase, ProgrammeAct, ProgrammeId, StepKind};

/// What a programme is called; its name where the library has lost it.
pub(in crate::coach) fn title(library: &Library, programme: &ProgrammeId) -> Text {
    let found = library.programmes.get(programme);
    Text::strong(found.map_or(programme.as_str(), |it| it.title.as_str()))
}

/// What a week is about, if that is still known.
pub(super) fn theme<'l>(
    library: &'l Library,
    programme: &ProgrammeId,
    week: u8,
) -> Option<&'l str> {
    let found = library.programmes.get(programme)?;
    let week = found.weeks.get(usize::from(week))?;
    Some(&week.theme)
}

/// Whether the library still has what a step asks for.
pub(super) fn is_there(library: &Library, what: &StepKind) -> bool {
    match what {
        StepKind::Tip(tip) => library.tip(tip).is_some(),
        StepKind::CheckIn(item) => library.item(item).is_some(),
        StepKind::Assessment { id, .. } => library.assessments.contains_key(id),
        StepKind::Act(_) => true,
    }
}

/// What is done in a step, in a line.
pub(super) fn in_words(say: &Speaker<'_>, library: &Library, what: &StepKind) -> Text {
    match what {
        StepKind::Tip(id) => {
            let title = library.tip(id).map_or(id.as_str(), |tip| &tip.title);
            say.programme_step_tip(title)
        }
        StepKind::CheckIn(id) => {
            let skill = id.skill();
            let name = library.skill(&skill).map_or(skill.as_str(), |it| &it.name);
            say.programme_step_check_in(name)
        }
        StepKind::Assessment { id, when } => {
            let found = library.assessments.get(id);
            let title = found.map_or(id.as_str(), |it| it.title.as_str());
            match when {
                Phase::Before => say.programme_step_before(title),
                Phase::After => say.programme_step_after(title),
            }
        }
        StepKind::Act(act) => match act {
            ProgrammeAct::Win => say.programme_step_win(),
            ProgrammeAct::CharterPurpose => say.programme_step_charter_purpose(),
            ProgrammeAct::CharterStakeholders => say.programme_step_charter_stakeholders(),
            ProgrammeAct::CharterMessage => say.programme_step_charter_message(),
            ProgrammeAct::CharterReview => say.programme_step_charter_review(),
            ProgrammeAct::LookBack => say.programme_step_look_back(),
        },
    }
}

/// The button that does a step of a person's.
pub(super) fn doing(
    say: &Speaker<'_>,
    programme: &ProgrammeId,
    (at, step): (usize, &KeptStep),
) -> Option<Button> {
    let at = u8::try_from(at).ok()?;
    let own = |press, label: &Text| button(&Act::Programme(press), label);
    Some(match &step.what {
        StepKind::Tip(_) => own(Press::Read(programme.clone(), at), &say.button_read_it()),
        StepKind::CheckIn(_) => own(Press::Ask(programme.clone(), at), &say.button_ask_me_now()),
        StepKind::Assessment { id, .. } => {
            let begin = Act::Assess(assessment::Press::Begin(id.clone()));
            button(&begin, &say.button_begin())
        }
        StepKind::Act(act) => match act {
            ProgrammeAct::LookBack => {
                own(Press::LookBack(programme.clone()), &say.button_look_back())
            }
            ProgrammeAct::Win => {
                let tell = Act::Win(WinPress::Tell(None));
                button(&tell, &say.button_tell_win())
            }
            ProgrammeAct::CharterPurpose
            | ProgrammeAct::CharterStakeholders
            | ProgrammeAct::CharterMessage
            | ProgrammeAct::CharterReview => return of_charter(say, *act, None),
        },
    })
}

/// The button that does a step in a channel, whoever presses it; none where nothing is pressed.
pub(super) fn doing_in(
    say: &Speaker<'_>,
    channel: &ChannelId,
    programme: &ProgrammeId,
    (at, step): (usize, &KeptStep),
) -> Option<Button> {
    match &step.what {
        StepKind::Act(ProgrammeAct::Win) => {
            let tell = Act::Win(WinPress::Tell(Some(channel.clone())));
            Some(button(&tell, &say.button_tell_win()))
        }
        StepKind::Act(ProgrammeAct::LookBack) => None,
        StepKind::Act(act) => of_charter(say, *act, Some(channel)),
        StepKind::Assessment { .. } => doing(say, programme, (at, step)),
        // A tip and a check-in stand there themselves.
        StepKind::Tip(_) | StepKind::CheckIn(_) => None,
    }
}

/// The button of what is done with a charter: that of a channel's team, or of one's own.
fn of_charter(say: &Speaker<'_>, act: ProgrammeAct, channel: Option<&ChannelId>) -> Option<Button> {
    let part = CharterPart::of(act)?;
    let label = match part {
        CharterPart::Again => say.button_read_again(),
        CharterPart::Whole
        | CharterPart::Purpose
        | CharterPart::Stakeholders
        | CharterPart::Message => say.button_fill_in(),
    };
    let step = CharterPress::Step(channel.cloned(), part);
    Some(button(&Act::Charter(step), &label))
}
