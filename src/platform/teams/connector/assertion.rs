//! The signed statement by which a bot that has a certificate shows who it is: a token of its own,
//! for ten minutes, that names the certificate and is signed with its key.
//!
//! Its form: <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::json;

/// How long it holds; Entra takes 5 to 10 minutes.
const HOLDS: SignedDuration = SignedDuration::from_mins(10);

/// Why nothing could be signed, for an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unsigned(pub &'static str);

/// That the bot is the app of that id, said to whoever gives tokens at that address. The PEM holds
/// the certificate and its RSA key, in any order.
pub(super) fn assertion(
    pem: &str,
    app_id: &str,
    audience: &str,
    now: Timestamp,
) -> Result<String, Unsigned> {
    let key = key(pem)?;
    let certificate = CertificateDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| Unsigned("the file holds no certificate"))?;
    let thumbprint = digest(&SHA256, &certificate);
    let random = SystemRandom::new();
    let mut name = [0; 16];
    let no_chance = |_| Unsigned("the machine has no random bytes");
    random.fill(&mut name).map_err(no_chance)?;
    let header = json!({
        "alg": "RS256",
        "typ": "JWT",
        "x5t#S256": URL_SAFE_NO_PAD.encode(thumbprint),
    });
    let claims = json!({
        "aud": audience,
        "iss": app_id,
        "sub": app_id,
        "jti": URL_SAFE_NO_PAD.encode(name),
        "nbf": now.as_second(),
        "exp": (now + HOLDS).as_second(),
    });
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", part(&header), part(&claims));
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(&RSA_PKCS1_SHA256, &random, said.as_bytes(), &mut signature)
        .map_err(|_| Unsigned("the key can't sign"))?;
    Ok(format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn key(pem: &str) -> Result<RsaKeyPair, Unsigned> {
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes())
        .map_err(|_| Unsigned("the file holds no private key"))?;
    let read = match &key {
        PrivateKeyDer::Pkcs8(key) => RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()),
        PrivateKeyDer::Pkcs1(key) => RsaKeyPair::from_der(key.secret_pkcs1_der()),
        _ => return Err(Unsigned("the key is not an RSA key")),
    };
    read.map_err(|_| Unsigned("the key is no RSA key of 2048 bits or more"))
}
