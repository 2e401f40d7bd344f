//! What the stories of a whole Cairn in Teams share: where they begin, and what is said at the
//! channel's card.

use std::sync::Arc;

use cairn::coach::Coach;
use cairn::store::MemoryStore;

use crate::support;
use crate::support::teams::Workplace;
use crate::support::teams::requests::ADA;

/// The item that most of these stories ask.
pub const LATE_REPORT: &str = "feedback/late-report";

/// The coach of these stories, with Ada as admin.
pub fn coach() -> Arc<Coach> {
    support::coach_with_admins(&[ADA.id])
}

/// Cairn at work over a store that forgets.
pub async fn workplace() -> Workplace {
    Workplace::begin(coach(), Arc::new(MemoryStore::new())).await
}
