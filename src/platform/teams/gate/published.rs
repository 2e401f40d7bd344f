//! The keys that the Bot Framework publishes: its JSON Web Key Set (RFC 7517), with what Bot
//! Framework adds to it, the channels that each key may vouch for. Read leniently: a key that is of
//! no use here is passed over, the others hold. Pure.

use std::collections::HashMap;
use std::sync::Arc;

use jsonwebtoken::{DecodingKey, DecodingKeyKind};
use serde::Deserialize;
use serde_json::Value;

/// The shortest modulus that is believed, in bytes: 2048 bits (RFC 7518, §3.3).
const SHORTEST_MODULUS: usize = 256;

/// The public half of a key that tokens are signed with.
pub(super) struct Key {
    /// Its numbers, ready for use.
    pub public: DecodingKey,
    /// The channels that it may vouch for; none named means any.
    endorsements: Vec<String>,
    modulus: String,
    exponent: String,
}

/// All keys by their ids.
pub(super) struct KeySet(HashMap<String, Arc<Key>>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Published {
    kty: String,
    kid: String,
    n: String,
    e: String,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    endorsements: Option<Vec<String>>,
}

impl Key {
    fn read(published: Value) -> Option<(String, Self)> {
        let key: Published = serde_json::from_value(published).ok()?;
        let is_for = |said: &Option<String>, ours: &str| {
            said.as_deref().is_none_or(|purpose| purpose == ours)
        };
        if key.kty != "RSA" || !is_for(&key.purpose, "sig") || !is_for(&key.alg, "RS256") {
            return None;
        }
        let public = DecodingKey::from_rsa_components(&key.n, &key.e).ok()?;
        let is_long = matches!(public.kind(), DecodingKeyKind::RsaModulusExponent { n, .. } if n.len() >= SHORTEST_MODULUS);
        let read = Self {
            public,
            endorsements: key.endorsements.unwrap_or_default(),
            modulus: key.n,
            exponent: key.e,
        };
        is_long.then_some((key.kid, read))
    }

    /// Whether it may vouch for what happens in that channel, such as `msteams`.
    pub fn vouches_for(&self, channel: &str) -> bool {
        self.endorsements.is_empty() || self.endorsements.iter().any(|name| name == channel)
    }

    /// Whether it is the same key, whatever it may vouch for now.
    pub fn is_same(&self, other: &Self) -> bool {
        self.modulus == other.modulus && self.exponent == other.exponent
    }
}

impl KeySet {
    /// The keys of a document that can be used. None when it is no such document, or holds none.
    pub fn read(document: &[u8]) -> Option<Self> {
        let document: Document = serde_json::from_slice(document).ok()?;
        let keys: HashMap<_, _> = document
            .keys
            .into_iter()
            .filter_map(Key::read)
            .map(|(id, key)| (id, Arc::new(key)))
            .collect();
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The key of that id.
    pub fn get(&self, id: &str) -> Option<Arc<Key>> {
        self.0.get(id).cloned()
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::*;

    fn key_with(part: &str, value: Value) -> Value {
        let modulus = URL_SAFE_NO_PAD.encode([0xc5; SHORTEST_MODULUS]);
        let mut key = json!({ "kty": "RSA", "use": "sig", "kid": "a", "n": modulus, "e": "AQAB" });
        key[part] = value;
        key
    }

    fn ids(keys: &[Value]) -> Option<Vec<String>> {
        let document = json!({ "keys": keys }).to_string();
        let mut ids: Vec<_> = KeySet::read(document.as_bytes())?.0.into_keys().collect();
        ids.sort();
        Some(ids)
    }

    #[test]
    fn a_key_of_no_use_is_passed_over_and_the_others_hold() {
        let short = URL_SAFE_NO_PAD.encode([0xc5; SHORTEST_MODULUS - 1]);
        let good = key_with("kid", json!("good"));
        for odd in [
            json!({ "kty": "EC", "kid": "a", "crv": "P-256", "x": "AA", "y": "AA" }),
            json!({ "kty": "oct", "kid": "a", "k": "AAAA" }),
            key_with("use", json!("enc")),
            key_with("alg", json!("RS512")),
            key_with("n", json!(short)),
            key_with("n", json!("not base64 !")),
            key_with("kid", Value::Null),
            key_with("endorsements", json!("msteams")),
            json!("a key"),
        ] {
            assert_eq!(ids(&[odd.clone(), good.clone()]).unwrap(), ["good"]);
            assert_eq!(ids(&[odd]), None);
        }
        let named = key_with("alg", json!("RS256"));
        assert_eq!(ids(&[named, good]).unwrap(), ["a", "good"]);
    }

    #[test]
    fn what_is_no_key_set_holds_no_keys() {
        for document in ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[]}"#, "<html>"] {
            assert!(KeySet::read(document.as_bytes()).is_none(), "{document}");
        }
    }

    #[test]
    fn a_key_vouches_for_the_channels_it_names_and_for_all_when_it_names_none() {
        let vouches = |endorsements: Value| {
            let (_, key) = Key::read(key_with("endorsements", endorsements)).unwrap();
            key.vouches_for("msteams")
        };
        assert!(vouches(Value::Null));
        assert!(vouches(json!([])));
        assert!(vouches(json!(["webchat", "msteams"])));
        assert!(!vouches(json!(["webchat"])));
        assert!(!vouches(json!(["MSTEAMS"])));
    }
}
