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

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use jiff::ToSpan;
    use serde_json::json;

    use super::super::published::KeySet;
    use super::*;

    fn noon() -> Timestamp {
        "2026-11-25T12:00:00Z".parse().unwrap()
    }

    /// One that ends so many seconds after noon.
    fn ending(seconds: i64) -> Known {
        let modulus = URL_SAFE_NO_PAD.encode([0xc5; 256]);
        let set = json!({ "keys": [{ "kty": "RSA", "kid": "a", "n": modulus, "e": "AQAB" }] });
        let keys = KeySet::read(set.to_string().as_bytes()).unwrap();
        let claims = json!({ "iss": "", "aud": "", "exp": noon().as_second() + seconds });
        Known {
            key_id: "a".into(),
            key: keys.get("a").unwrap(),
            claims: Arc::new(serde_json::from_value(claims).unwrap()),
        }
    }

    fn kept(remembered: &Remembered) -> usize {
        remembered.tokens().len()
    }

    #[test]
    fn a_token_is_found_until_it_ends_and_only_by_its_own_name() {
        let remembered = Remembered::default();
        remembered.keep(name_of("a"), ending(60), noon());
        let found = |token: &str, seconds: i64| {
            let now = noon() + seconds.seconds();
            remembered.find(&name_of(token), now).is_some()
        };
        assert!(found("a", 0) && found("a", 59));
        assert!(!found("a", 60) && !found("b", 0) && !found("a ", 0));
    }

    #[test]
    fn where_there_is_no_room_the_ended_go_and_then_the_first_to_end() {
        let remembered = Remembered::default();
        let most = i64::try_from(MOST_TOKENS).unwrap();
        for number in 0..most {
            let name = name_of(&number.to_string());
            remembered.keep(name, ending(60 + number), noon());
        }
        assert_eq!(kept(&remembered), MOST_TOKENS);
        remembered.keep(name_of("one more"), ending(9_000), noon());
        assert_eq!(kept(&remembered), MOST_TOKENS);
        assert!(remembered.find(&name_of("0"), noon()).is_none());
        assert!(remembered.find(&name_of("1"), noon()).is_some());

        let later = noon() + 10.minutes();
        remembered.keep(name_of("another"), ending(9_000), later);
        // Those that end in more than ten minutes, and the two that came later.
        assert_eq!(kept(&remembered), MOST_TOKENS - 541 + 2);
    }
}
