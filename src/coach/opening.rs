//! What each button opens and which thumb means the same, in one table: a platform that must know
//! it before the press is told with the button. A room that begins to open a form says so here; the chats as tests hold both
//! together.

use super::act::{Act, OfSchedule, OfWritten};
use super::assessment;
use super::charter::CharterPress;
use super::commitment;
use super::nudge::Wish;
use super::programme::{Deed, ProgrammePress};
use super::round::RoundPress;
use super::tip::Finding;
use super::win::WinPress;
use crate::chat::{Answer, Block, Card, Opens, Thumb};
use crate::state::Decision;

/// Says of every button that a decision shows what it opens.
pub(super) fn mark(decision: &mut Decision) {
    if let Some(Answer::Say(card)) = &mut decision.answer {
        mark_card(card);
    }
    for message in decision.messages_mut() {
        mark_card(&mut message.card);
    }
}

fn mark_card(card: &mut Card) {
    let rows = card.blocks.iter_mut().filter_map(|block| match block {
        Block::Buttons(buttons) => Some(buttons),
        Block::Title(_)
        | Block::Paragraph(_)
        | Block::Note(_)
        | Block::Meter(_)
        | Block::Picture(_)
        | Block::Divider => None,
    });
    for button in rows.flatten() {
        let act = Act::read(&button.act);
        button.opens = act.as_ref().map_or(Opens::Nothing, Act::opens);
        button.thumb = act.as_ref().and_then(Act::thumb);
    }
}

impl Act {
    /// Which thumb means the same.
    fn thumb(&self) -> Option<Thumb> {
        match self {
            Self::React(_, Finding::Useful) => Some(Thumb::Up),
            Self::React(_, Finding::NotForMe) => Some(Thumb::Down),
            _ => None,
        }
    }

    /// What a press of it opens.
    pub fn opens(&self) -> Opens {
        let form = match self {
            Self::ShowMine(_) => return Opens::OwnView,
            Self::AnswerForm(_)
            | Self::Differ(_)
            | Self::PracticeForm(_)
            | Self::Preferences
            | Self::Nudges(Wish::Change)
            | Self::Written(_, OfWritten::Change | OfWritten::Schedule)
            | Self::Schedule(_, OfSchedule::Pause | OfSchedule::Change) => true,
            Self::Round(press) => matches!(press, RoundPress::TellUs(_)),
            Self::Charter(press) => matches!(
                press,
                CharterPress::Write(..) | CharterPress::Step(..) | CharterPress::Suggest(..)
            ),
            Self::Win(press) => matches!(
                press,
                WinPress::Tell(_) | WinPress::TellThat(..) | WinPress::Edit(..)
            ),
            Self::Assess(press) => matches!(
                press,
                assessment::Press::Begin(_) | assessment::Press::Page(..)
            ),
            Self::Plan(press) => {
                matches!(
                    press,
                    commitment::Press::Add | commitment::Press::Smaller(_)
                )
            }
            Self::Programme(press) => matches!(
                press,
                ProgrammePress::Share(_) | ProgrammePress::Deed(Deed::Pause, ..)
            ),
            Self::Answer(..)
            | Self::More
            | Self::Practice
            | Self::Me
            | Self::Help
            | Self::PracticeAnswer(..)
            | Self::Confidence(..)
            | Self::PracticeSkip(_)
            | Self::PracticeStop(_)
            | Self::React(..)
            | Self::TakeBackTip(_)
            | Self::TakeBackRun(_)
            | Self::AuditOlder(..)
            | Self::Nudges(_)
            | Self::AskMe(..)
            | Self::WriteTip(_)
            | Self::Written(..)
            | Self::Schedule(..)
            | Self::Draft(..)
            | Self::NewSchedule
            | Self::Preview
            | Self::DaysOn(..)
            | Self::Privacy(_)
            | Self::Team(_) => false,
        };
        if form { Opens::Form } else { Opens::Nothing }
    }
}
