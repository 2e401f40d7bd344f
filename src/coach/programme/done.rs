//! What a person did that may be a step of a programme, however she came to do it; and what a
//! manager did with a channel's, as the audit keeps it.

use serde::{Deserialize, Serialize};

use crate::chat::Text;
use crate::coach::phrases::Speaker;
use crate::library::{AssessmentId, ItemId, ProgrammeAct, TipId};

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::coach) enum Done {
    /// She read a tip.
    TipSeen(TipId),
    /// She answered a check-in, wherever it was asked.
    Answered(ItemId),
    /// She finished an assessment.
    Assessed(AssessmentId),
    /// She posted a win.
    Won,
    /// She did what that step asks of a charter: wrote the part, said what she would write there,
    /// or read all of it again.
    Charter(ProgrammeAct),
    /// She looked back over a programme.
    LookedBack,
}

/// Something that a manager did with a channel's programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::coach) enum ProgrammeDeed {
    /// It was begun.
    Begun,
    /// It was paused.
    Paused,
    /// It was let go on.
    WentOn,
    /// A week of it was postponed.
    Postponed,
    /// It was left.
    Left,
}

impl ProgrammeDeed {
    /// In a sentence.
    pub fn words(self, say: &Speaker<'_>, who: Text, programme: Text, channel: Text) -> Text {
        match self {
            Self::Begun => say.deed_programme_begun(who, programme, channel),
            Self::Paused => say.deed_programme_paused(who, programme, channel),
            Self::WentOn => say.deed_programme_went_on(who, programme, channel),
            Self::Postponed => say.deed_programme_postponed(who, programme, channel),
            Self::Left => say.deed_programme_left(who, programme, channel),
        }
    }
}
