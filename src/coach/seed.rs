//! What looks random in a decision and is not: names and orders drawn from a hash of what they
//! are for, so that deciding again decides the same.

use sha2::{Digest, Sha256};

/// A number drawn from words.
pub fn number(words: &[&str]) -> u64 {
    let digest = digest(words);
    u64::from_be_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ])
}

/// A name drawn from words: 16 characters of `0-9a-f`.
pub fn name(words: &[&str]) -> String {
    format!("{:016x}", number(words))
}

/// The same things in an order drawn from words and each thing's own name, so that a thing more
/// or less leaves the others in their order.
pub fn shuffled<T>(
    things: impl IntoIterator<Item = T>,
    seed: &str,
    name: impl Fn(&T) -> String,
) -> Vec<T> {
    let mut things: Vec<T> = things.into_iter().collect();
    things.sort_by_cached_key(|thing| number(&[seed, &name(thing)]));
    things
}

fn digest(words: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_be_bytes());
        hash.update(word);
    }
    hash.finalize().into()
}
