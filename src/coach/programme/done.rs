//! What a person did that may be a step of a programme, however she came to do it.

use crate::library::{AssessmentId, ItemId, ProgrammeAct, TipId};

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "each is made by the room in which it is done")]
pub(in crate::coach) enum Done {
    /// She read a tip.
    TipSeen(TipId),
    /// She answered a check-in, wherever it was asked.
    Answered(ItemId),
    /// She finished an assessment.
    Assessed(AssessmentId),
    /// She posted a win.
    Won,
    /// She filled in a part of a charter.
    CharterWritten(ProgrammeAct),
    /// She read a charter.
    CharterRead,
    /// She looked back over a programme.
    LookedBack,
}
