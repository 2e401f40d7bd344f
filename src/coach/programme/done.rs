//! What a person did that may be a step of a programme, however she came to do it.

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
