//! A token of the Bot Framework: where it stands in a request, whose key signed it, and what it
//! claims (Bot Connector authentication,
//! <https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication>).
//! jsonwebtoken reads its form, ring verifies the signature, by RS256 alone. Times are held against
//! the clock that is given, not the system's. Pure.

use jiff::Timestamp;
use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{Error as NotSigned, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, Validation, decode, decode_header};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde::Deserialize;
use serde_json::Value;

use super::Refusal;
use crate::platform::Request;

/// The longest token that is looked at, in bytes: genuine ones have below two thousand.
const LONGEST_TOKEN: usize = 16 * 1024;
/// How far a token's times may lie from ours: the Bot Framework's own figure, 5 minutes.
const LEEWAY_SECONDS: i64 = 300;

/// What a token claims, each of the one type that the Bot Framework writes: an issuer or audience
/// that is a list is none.
#[derive(Deserialize)]
pub(super) struct Claims {
    #[expect(dead_code, reason = "it must be text; Validation compares it")]
    iss: String,
    #[expect(dead_code, reason = "it must be text; Validation compares it")]
    aud: String,
    exp: i64,
    nbf: Option<i64>,
    #[serde(default)]
    serviceurl: Value,
}

impl Claims {
    /// From when on it is over, in seconds of Unix time, without leeway.
    pub fn ends(&self) -> i64 {
        self.exp
    }

    /// The address that whoever sent this may be answered at.
    pub fn service_url(&self) -> Option<&str> {
        self.serviceurl.as_str()
    }

    /// Whether it has begun and is not over, give or take five minutes.
    pub fn hold_at(&self, now: Timestamp) -> bool {
        let now = now.as_second();
        let is_over = self.exp.saturating_add(LEEWAY_SECONDS) < now;
        let has_begun = |begins: i64| begins <= now.saturating_add(LEEWAY_SECONDS);
        !is_over && self.nbf.is_none_or(has_begun)
    }
}

/// The token of a request.
///
/// # Errors
/// There is none, or more than one, or it is too long.
pub(super) fn token_of<'a>(request: &Request<'a>) -> Result<&'a str, Refusal> {
    let mut headers = request
        .headers
        .iter()
        .filter(|(name, _)| name == "authorization");
    let (Some((_, value)), None) = (headers.next(), headers.next()) else {
        return Err(Refusal::NoToken);
    };
    let (scheme, token) = value.split_once(' ').ok_or(Refusal::NoToken)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::NoToken);
    }
    if token.len() > LONGEST_TOKEN {
        return Err(Refusal::Misshapen);
    }
    Ok(token)
}

/// The id of the key that a token says to be signed with.
///
/// # Errors
/// It is no token, not one by RS256, names no key, or asks for something to be understood that is
/// not.
pub(super) fn key_id_of(token: &str) -> Result<String, Refusal> {
    let header = decode_header(token).map_err(|_| Refusal::Misshapen)?;
    if header.alg != Algorithm::RS256 || header.crit.is_some() {
        return Err(Refusal::Misshapen);
    }
    header.kid.ok_or(Refusal::Misshapen)
}

/// What every token must claim.
pub(super) struct Expected(Validation);

impl Expected {
    /// Issued by that issuer for that app.
    pub fn new(issuer: &str, app_id: &str) -> Self {
        // Once for the process; a second gate finds the same provider there.
        let _set = RS256_BY_RING.install_default();
        let mut validation = Validation::new(Algorithm::RS256);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[app_id]);
        validation.set_required_spec_claims(&["exp", "iss", "aud"]);
        // jsonwebtoken would read the system's clock: see `Claims::hold_at`.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        Self(validation)
    }

    /// What a token claims, once it is known to be signed by that key and to hold now.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn verify(
        &self,
        token: &str,
        key: &DecodingKey,
        now: Timestamp,
    ) -> Result<Claims, Refusal> {
        let read = decode::<Claims>(token, key, &self.0);
        let claims = read.map_err(|error| refusal_of(&error))?.claims;
        if claims.hold_at(now) {
            Ok(claims)
        } else {
            Err(Refusal::OutOfTime)
        }
    }
}

fn refusal_of(error: &Error) -> Refusal {
    match error.kind() {
        ErrorKind::InvalidSignature => Refusal::Forged,
        ErrorKind::InvalidIssuer => Refusal::Issuer,
        ErrorKind::InvalidAudience => Refusal::Audience,
        _ => Refusal::Misshapen,
    }
}

/// All the cryptography that jsonwebtoken is given: it signs nothing, and verifies by RS256 alone.
static RS256_BY_RING: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
    verifier_factory: rs256,
    key_utils: KeyUtils::new_unimplemented(),
};

struct Rs256(RsaPublicKeyComponents<Vec<u8>>);

fn rs256(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    match (algorithm, key.kind()) {
        (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) => {
            Ok(Box::new(Rs256(RsaPublicKeyComponents {
                n: n.clone(),
                e: e.clone(),
            })))
        }
        _ => Err(ErrorKind::UnsupportedAlgorithm.into()),
    }
}

impl Verifier<Vec<u8>> for Rs256 {
    fn verify(&self, signed: &[u8], signature: &Vec<u8>) -> Result<(), NotSigned> {
        let verified = self
            .0
            .verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature);
        verified.map_err(|_| NotSigned::new())
    }
}

impl JwtVerifier for Rs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}
