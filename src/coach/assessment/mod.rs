//! Longer self-assessments: a person answers statements about the last weeks, page by page, and
//! is told in words what she reported, never a number and never in comparison with others. What is
//! kept ([`record`]), what it comes to ([`scoring`]). What a team reports together is `team`'s.

#[cfg(test)]
mod made;
mod record;
mod scoring;

pub(in crate::coach) use record::{Assessed, Attempt, earlier_results, latest_result};
pub(in crate::coach) use scoring::{Answers, Measured, Scores, Told, bands, scores};
