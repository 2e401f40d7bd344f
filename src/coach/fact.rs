//! What happened, as it is kept for 400 days: enough to replay a memory after the rules or the
//! weights have changed. Names, ids and numbers; never anybody's words.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::act::{PostId, RunId, ScheduleId, Sureness};
use super::checkin::Verdict;
use super::mastery::Grade;
use super::nudge::{Consent, Outcome, Why};
use super::tip::Finding;
use crate::chat::{ChannelId, MessageId};
use crate::library::{AssessmentId, ItemId, ObjectiveId, TipId};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happening {
    /// A check-in was opened in a channel.
    Opened {
        /// Which.
        run: RunId,
        /// With which item.
        item: ItemId,
        /// In which revision.
        rev: u32,
        /// Where.
        channel: ChannelId,
    },
    /// A check-in was closed.
    Closed {
        /// Which.
        run: RunId,
    },
    /// Somebody answered; the owner says who.
    Answered {
        /// Which item.
        item: ItemId,
        /// In which revision.
        rev: u32,
        /// The library it came from.
        library: String,
        /// The check-in it stood in; none in practice.
        run: Option<RunId>,
        /// The choice, or a word for the outcome where there is no single choice.
        choice: String,
        /// From 0 to 1; none where nothing can be right.
        score: Option<f64>,
        /// How it is told to the person.
        verdict: Verdict,
        /// How sure the person was.
        sureness: Sureness,
        /// What it trains.
        objective: Option<ObjectiveId>,
        /// What it counted as for memory; none for a second answer on one day.
        grade: Option<Grade>,
    },
    /// Somebody tried what others may do.
    Refused {
        /// Which command, or which button by its word.
        command: String,
    },
    /// Whether the bot may write to somebody by itself changed; the owner says to whom.
    NudgesAllowed {
        /// How it is now.
        consent: Consent,
    },
    /// Somebody was written to who did not begin to speak; the owner says who.
    Nudged {
        /// The message's name.
        message: MessageId,
        /// On which day by the person's own calendar.
        day: Date,
        /// What for.
        why: Why,
        /// Whether the person asked for it, on that day, so that it counts in no week.
        asked: bool,
    },
    /// What became of that.
    NudgeEnded {
        /// The message's name.
        message: MessageId,
        /// What became of it.
        outcome: Outcome,
    },
    /// Times of a schedule came, one as a rule; each of them is in one of these counts, was posted,
    /// or had nothing to give.
    ScheduleDue {
        /// Which schedule.
        schedule: ScheduleId,
        /// The last time that was dealt with before, as its rule names it.
        after: DateTime,
        /// The last time that is dealt with now.
        until: DateTime,
        /// What was posted.
        posted: Option<MessageId>,
        /// How many came too late to be posted.
        passed_over: usize,
        /// How many were left out: skipped, in a pause, or on days off.
        left_out: usize,
    },
    /// A tip was posted in a channel.
    TipPosted {
        /// Under which name.
        post: PostId,
        /// Which tip.
        tip: TipId,
        /// In which revision.
        rev: u32,
        /// Where.
        channel: ChannelId,
    },
    /// A check-in was taken back: a replay leaves out what was answered to it.
    RunTakenBack {
        /// Which.
        run: RunId,
    },
    /// A tip was taken back.
    TipTakenBack {
        /// Which post.
        post: PostId,
    },
    /// Somebody said what she finds of a tip; the owner says who.
    Reacted {
        /// Which post.
        post: PostId,
        /// Which tip.
        tip: TipId,
        /// What she finds now; none when she took it off.
        found: Option<Finding>,
    },
    /// Somebody finished an assessment; the owner says who. What she answered is in her result.
    Assessed {
        /// Which.
        assessment: AssessmentId,
        /// In which revision.
        rev: u32,
        /// The library it came from.
        library: String,
    },
    /// Somebody sees an item differently. Owned by nobody, and without the words.
    Objected {
        /// Which item.
        item: ItemId,
    },
}
