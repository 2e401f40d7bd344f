//! For how long each sort of thing is kept, in one table with the reasons. What is not named here
//! is kept until somebody deletes it. Days are those of UTC, counted from the day on which the
//! thing was last written.

use crate::state::Kind;

/// On how many days, the current one included, the mark of a finished event is looked for: so
/// for at least 24 hours (Slack repeats within two hours, with delayed events within 24).
pub const MARK_DAYS: u32 = 2;

/// For how long a message can be edited after it was last touched. A check-in is open for 30
/// days at most, and nobody scrolls back further than a quarter.
pub(super) const SENT_DAYS: u32 = 90;

/// For how long what could never be said is kept for somebody to look at: a month of holidays, and
/// nothing older than that is worth saying.
pub(super) const DEAD_DAYS: u32 = 30;

/// For how long it is known what happened: a year and five weeks, so that one year can be laid
/// beside the one before, and no longer than that, since it is about people.
pub(super) const FACT_DAYS: u32 = 400;

/// For how long a counter is kept that nobody adds to: as long as the facts behind it.
pub(super) const COUNTER_DAYS: u32 = FACT_DAYS;

/// For how long a draft waits to be confirmed: a month.
const DRAFT_DAYS: u32 = 30;

/// For how long a link waits for a weekly round, and is listed after it: two months.
const NEWS_DAYS: u32 = 62;

/// For how long a document is kept that nobody writes; `None` is for good.
pub(super) fn document_days(kind: Kind) -> Option<u32> {
    match kind {
        // Gone with its facts and counters; a tap on its message then gets kind words.
        Kind::Run | Kind::TipPost | Kind::Round => Some(FACT_DAYS),
        // An answer is as old as the fact of it.
        Kind::Once | Kind::Reaction | Kind::Cheer | Kind::Feedback => Some(FACT_DAYS),
        // Written anew by each run that opens with it, and never gone before that run: a run is
        // last written when it closes, at most 30 days after it opened.
        Kind::Edition | Kind::TipEdition => Some(FACT_DAYS + 31),
        // What nobody has decided in a year is not decided any more.
        Kind::Suggestion => Some(FACT_DAYS),
        // As long as what happened, which it is a part of.
        Kind::Audit => Some(FACT_DAYS),
        // What nobody has confirmed by then is not meant any more.
        Kind::Draft | Kind::Attempt => Some(DRAFT_DAYS),
        // A link is news for a while.
        Kind::News => Some(NEWS_DAYS),
        // One a person, one a skill, one a channel: these do not pile up,
        // and what a person remembers and has promised is hers.
        Kind::Person
        | Kind::Memory
        | Kind::Session
        | Kind::Commitment
        | Kind::Channel
        | Kind::Nudging
        | Kind::Roles
        | Kind::Holidays
        | Kind::Pack
        | Kind::Result
        | Kind::Enrolment
        | Kind::Membership
        | Kind::Roster
        | Kind::Workspace
        | Kind::Reach => None,
        // What a team did and says of itself: gone when its people delete it.
        Kind::Win | Kind::Charter => None,
        // What was published of a team guards what may be published next, for good.
        Kind::Team | Kind::TeamPicture => None,
        // As long as what it leads to, which takes it along.
        Kind::Named => None,
        // The admins' own: gone when they delete it.
        Kind::Schedule | Kind::WrittenTip => None,
        // Deleted when it is told.
        Kind::Objection | Kind::Notice => None,
    }
}
