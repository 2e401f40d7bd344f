//! A store that dies between any two steps, as a process does: what was written before stays, all
//! that comes after fails until there is a new one over what was kept.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use cairn::chat::WorkspaceId;
use cairn::state::Kept;
use cairn::store::{MemoryStore, Store, StoreError, WalkFrom};

use crate::support::ruled::{Call, Fate, Rule, Ruled};

pub type Mortal = Ruled<Death>;

fn gone() -> StoreError {
    StoreError::Unknown("the process is gone".to_owned())
}

/// Counts the steps, and comes at one of them: before it or right after it, untold.
pub struct Death {
    steps_left: AtomicI64,
    /// Whether the last step still happens.
    comes_after: bool,
    has_come: AtomicBool,
}

impl Rule for Death {
    fn fate(&self, call: Call<'_>) -> Fate {
        if self.has_come.load(Ordering::SeqCst) {
            return Fate::Fails(gone());
        }
        let is_step = !matches!(call, Call::Look);
        if !is_step || self.steps_left.fetch_sub(1, Ordering::SeqCst) > 0 {
            return Fate::Happens;
        }
        self.has_come.store(true, Ordering::SeqCst);
        if self.comes_after {
            Fate::HappensUnheard(gone())
        } else {
            Fate::Fails(gone())
        }
    }
}

impl Mortal {
    /// Over an empty store.
    pub fn born(lives: i64, dies_after: bool) -> Self {
        let rule = Death {
            steps_left: AtomicI64::new(lives),
            comes_after: dies_after,
            has_come: AtomicBool::new(false),
        };
        let store = MemoryStore::new();
        Self { rule, store }
    }

    /// A new one over what the other kept.
    pub async fn again(&self, lives: i64, dies_after: bool) -> Self {
        let next = Self::born(lives, dies_after);
        next.store.fill(self.rows().await).await.unwrap();
        next
    }

    pub fn is_dead(&self) -> bool {
        self.rule.has_come.load(Ordering::SeqCst)
    }

    /// All that is kept.
    pub async fn rows(&self) -> Vec<(WorkspaceId, Kept)> {
        let mut rows = Vec::new();
        let mut from = Some(WalkFrom::default());
        while let Some(at) = from {
            let walked = self.store.walk(&at, 10_000).await.unwrap();
            rows.extend(walked.rows);
            from = walked.next;
        }
        rows
    }
}
