//! A credential as a signed token, and the way back: `header.payload.signature`, each in base64url
//! (RFC 7515), signed by Ed25519 (RFC 8037).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::credential::{Names, credential};
use super::did;
use crate::chat::{Badge, PersonId, WorkspaceId};

/// The longest token that is looked at, in bytes.
const LONGEST: usize = 16 * 1024;

/// Who signs badges: a key, and the name that follows from it.
pub struct Signer {
    key: Ed25519KeyPair,
    secret: [u8; 32],
    did: String,
}

/// What a token says that is what somebody signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whose key signed it, as a `did:key`. Whether that is a Cairn one trusts is to be compared.
    pub issuer: String,
    /// The credential, as JSON.
    pub credential: String,
}

/// Why a token says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// It is no token of this sort.
    #[error("this is no signed badge: three parts with full stops between them are expected")]
    NoToken,
    /// It was changed after it was signed, or somebody else signed it.
    #[error("the signature does not fit: the badge was changed, or the key is another")]
    NotSigned,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

#[derive(Deserialize)]
struct Issued {
    iss: String,
}

impl Signer {
    /// Who signs with that secret, 32 random bytes; none for what can be no key.
    pub fn of(secret: &[u8; 32]) -> Option<Self> {
        let key = Ed25519KeyPair::from_seed_unchecked(secret).ok()?;
        let public: [u8; 32] = key.public_key().as_ref().try_into().ok()?;
        Some(Self {
            key,
            secret: *secret,
            did: did::of(&public),
        })
    }

    /// The name under which others know the key.
    pub fn did(&self) -> &str {
        &self.did
    }

    /// A badge as a signed token. The same badge of the same person is always the same token.
    pub fn sign(&self, badge: &Badge, workspace: &WorkspaceId, person: &PersonId) -> String {
        let header = Header {
            alg: "EdDSA".to_owned(),
            typ: "JWT".to_owned(),
            kid: did::key_of(&self.did),
        };
        let whose = [workspace.as_str(), person.as_str(), &badge.programme];
        let names = Names {
            credential: self.name("credential", &whose),
            subject: self.name("subject", &whose),
            achievement: self.name("achievement", &[&badge.programme]),
        };
        let credential = credential(badge, &self.did, &names);
        // Plain data with string keys, which always serialises.
        let part = |json: Result<Vec<u8>, _>| URL_SAFE_NO_PAD.encode(json.unwrap_or_default());
        let signed = format!(
            "{}.{}",
            part(serde_json::to_vec(&header)),
            part(serde_json::to_vec(&credential))
        );
        let signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// A name that always is the same, and from which nobody without the secret finds what it was
    /// drawn from.
    fn name(&self, what: &str, of: &[&str]) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.secret) else {
            return String::new();
        };
        for word in [&[what], of].concat() {
            mac.update(&(word.len() as u64).to_be_bytes());
            mac.update(word.as_bytes());
        }
        let mut bytes = [0; 16];
        let drawn = mac.finalize().into_bytes();
        for (byte, drawn) in bytes.iter_mut().zip(drawn) {
            *byte = drawn;
        }
        format!(
            "urn:uuid:{}",
            uuid::Builder::from_custom_bytes(bytes).into_uuid()
        )
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signer").field("did", &self.did).finish()
    }
}

/// Whether a token is what its issuer signed, byte for byte, and what it says.
///
/// # Errors
/// It is no token, or not what was signed.
pub fn verify(token: &str) -> Result<Verified, Unverified> {
    let token = token.trim();
    if token.len() > LONGEST {
        return Err(Unverified::NoToken);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Unverified::NoToken)?;
    let (header, payload) = signed.split_once('.').ok_or(Unverified::NoToken)?;
    let read = |part: &str| {
        URL_SAFE_NO_PAD
            .decode(part)
            .map_err(|_| Unverified::NoToken)
    };
    let (signature, payload) = (read(signature)?, read(payload)?);
    let header: Header = serde_json::from_slice(&read(header)?).map_err(|_| Unverified::NoToken)?;
    if header.alg != "EdDSA" {
        return Err(Unverified::NoToken);
    }
    let public = did::read(&header.kid).ok_or(Unverified::NoToken)?;
    UnparsedPublicKey::new(&ED25519, public)
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| Unverified::NotSigned)?;
    let credential = String::from_utf8(payload).map_err(|_| Unverified::NoToken)?;
    let issued: Issued = serde_json::from_str(&credential).map_err(|_| Unverified::NoToken)?;
    // The key that signed is that of who says to have issued it.
    if issued.iss != did::of(&public) {
        return Err(Unverified::NotSigned);
    }
    Ok(Verified {
        issuer: issued.iss,
        credential,
    })
}
