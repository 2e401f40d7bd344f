//! Tokens that were verified lately: Teams sends the same one for an hour, and telling that it is
//! the same is a hash, where a signature is a calculation with long numbers. Kept by their SHA-256,
//! until they end; so many at most.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::published::Key;
use super::token::Claims;

/// The most tokens that are remembered. Only what the Bot Framework signed for this bot comes in.
const MOST_TOKENS: usize = 1_000;

/// A token as a name for itself.
pub(super) type Name = [u8; 32];

/// A token that was verified.
#[derive(Clone)]
pub(super) struct Known {
    /// The id of the key that signed it.
    pub key_id: Arc<str>,
    /// The key. What was verified with it holds only while it is published.
    pub key: Arc<Key>,
    /// What it claims.
    pub claims: Arc<Claims>,
}

/// The tokens.
#[derive(Default)]
pub(super) struct Remembered(Mutex<HashMap<Name, Known>>);

/// The name of a token.
pub(super) fn name_of(token: &str) -> Name {
    Sha256::digest(token).into()
}

impl Remembered {
    /// A token of that name that was verified and has not ended.
    pub fn find(&self, name: &Name, now: Timestamp) -> Option<Known> {
        let known = self.tokens().get(name).cloned();
        known.filter(|known| known.claims.hold_at(now) && has_not_ended(known, now))
    }

    /// Keeps one. When there is no room, those that have ended go, then the one that ends first.
    pub fn keep(&self, name: Name, known: Known, now: Timestamp) {
        let mut tokens = self.tokens();
        if tokens.len() >= MOST_TOKENS {
            tokens.retain(|_, known| has_not_ended(known, now));
        }
        if tokens.len() >= MOST_TOKENS {
            let first = tokens.iter().min_by_key(|(_, known)| known.claims.ends());
            let first = first.map(|(name, _)| *name);
            first.and_then(|name| tokens.remove(&name));
        }
        tokens.insert(name, known);
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<Name, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn has_not_ended(known: &Known, now: Timestamp) -> bool {
    now.as_second() < known.claims.ends()
}
