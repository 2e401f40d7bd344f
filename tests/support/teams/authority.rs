//! A false Bot Framework authority: publishes its metadata and keys on a port of this machine, and
//! signs tokens with any part of them changed. Its private keys were made for these tests.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use ring::rsa::{KeyPair, PublicKeyComponents};
use ring::signature::{RSA_PKCS1_SHA256, RSA_PKCS1_SHA512};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use url::Url;

use super::{APP, SERVICE};

const FIRST: &str = include_str!("keys/first.pem");
const SECOND: &str = include_str!("keys/second.pem");

/// A key that tokens are signed with.
#[derive(Clone)]
pub struct TestKey {
    pub id: &'static str,
    pair: Arc<KeyPair>,
}

impl TestKey {
    /// The key of most stories, called `first`.
    pub fn first() -> Self {
        Self::of("first", FIRST)
    }

    /// Another one, called `second`.
    pub fn second() -> Self {
        Self::of("second", SECOND)
    }

    fn of(id: &'static str, pem: &str) -> Self {
        let lines = pem.lines().filter(|line| !line.starts_with("-----"));
        let pkcs8 = STANDARD.decode(lines.collect::<String>()).unwrap();
        let pair = Arc::new(KeyPair::from_pkcs8(&pkcs8).unwrap());
        Self { id, pair }
    }

    /// The same under another id.
    pub fn called(self, id: &'static str) -> Self {
        Self { id, ..self }
    }

    /// As it is published, for Teams among others.
    pub fn published(&self) -> Value {
        let public = PublicKeyComponents::<Vec<u8>>::from(self.pair.public());
        json!({
            "kty": "RSA", "use": "sig", "kid": self.id, "x5t": self.id,
            "n": URL_SAFE_NO_PAD.encode(public.n), "e": URL_SAFE_NO_PAD.encode(public.e),
            "endorsements": ["webchat", "msteams", "directline"],
        })
    }
}

/// How a token is signed.
#[derive(Clone, Copy, Debug)]
pub enum Signature {
    /// As the Bot Framework signs.
    Rs256,
    /// By the same key and a longer hash.
    Rs512,
    /// By a secret: the key that everybody may read.
    Hs256WithThePublicKey,
    /// Not at all.
    Empty,
}

/// A token to be. What it says is what the Bot Framework says, until it is changed.
#[derive(Clone)]
pub struct Token {
    key: TestKey,
    signature: Signature,
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

impl Token {
    /// One that is issued now, for an hour.
    pub fn at(now: Timestamp) -> Self {
        let now = now.as_second();
        let object = |value: Value| value.as_object().cloned().unwrap();
        Self {
            key: TestKey::first(),
            signature: Signature::Rs256,
            header: object(json!({ "alg": "RS256", "kid": "first", "x5t": "first", "typ": "JWT" })),
            claims: object(json!({
                "serviceurl": SERVICE, "iss": "https://api.botframework.com", "aud": APP,
                "nbf": now, "exp": now + 3_600,
            })),
        }
    }

    /// With that claim instead.
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Without that claim.
    pub fn without(mut self, name: &str) -> Self {
        self.claims.remove(name);
        self
    }

    /// With that in its header instead.
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    /// Without that in its header.
    pub fn headless(mut self, name: &str) -> Self {
        self.header.remove(name);
        self
    }

    /// Signed with that key; what the header says of it stays.
    pub fn signed_with(mut self, key: TestKey) -> Self {
        self.key = key;
        self
    }

    /// Signed with that key, as its header says.
    pub fn by(self, key: TestKey) -> Self {
        self.header("kid", key.id).signed_with(key)
    }

    /// Signed in that way, as its header says.
    pub fn signed_by(mut self, signature: Signature) -> Self {
        let name = match signature {
            Signature::Rs256 => "RS256",
            Signature::Rs512 => "RS512",
            Signature::Hs256WithThePublicKey => "HS256",
            Signature::Empty => "none",
        };
        self.signature = signature;
        self.header("alg", name)
    }

    /// Its header and its claims, encoded.
    fn signed(&self) -> String {
        let part = |part: &Map<String, Value>| {
            URL_SAFE_NO_PAD.encode(Value::Object(part.clone()).to_string())
        };
        format!("{}.{}", part(&self.header), part(&self.claims))
    }

    /// The token.
    pub fn text(&self) -> String {
        let signed = self.signed();
        let by_rsa = |encoding: &'static dyn ring::signature::RsaEncoding| {
            let mut signature = vec![0; self.key.pair.public().modulus_len()];
            let chance = ring::rand::SystemRandom::new();
            let bytes = signed.as_bytes();
            let done = self.key.pair.sign(encoding, &chance, bytes, &mut signature);
            done.map(|()| signature).unwrap()
        };
        let signature = match self.signature {
            Signature::Rs256 => by_rsa(&RSA_PKCS1_SHA256),
            Signature::Rs512 => by_rsa(&RSA_PKCS1_SHA512),
            Signature::Hs256WithThePublicKey => {
                let public = self.key.pair.public().as_ref();
                let mut mac = Hmac::<Sha256>::new_from_slice(public).unwrap();
                mac.update(signed.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Signature::Empty => Vec::new(),
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The header that carries it.
    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.text())
    }
}

/// What is wrong with the authority.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// It answers so, whatever is asked.
    Status(u16),
    /// It sends whoever asks for the keys to another address.
    Redirects,
    /// It takes the call and never answers.
    Hangs,
    /// Its keys are these bytes.
    Keys(Vec<u8>),
    /// Its metadata are this text.
    Metadata(String),
}

struct Inner {
    keys: Vec<Value>,
    trouble: Option<Trouble>,
    pause: Duration,
    asked: (usize, usize),
    address: String,
}

/// A false authority on a port of this machine.
#[derive(Clone)]
pub struct Authority(Arc<Mutex<Inner>>);

impl Authority {
    /// Begins to listen, and publishes the first key.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let authority = Self(Arc::new(Mutex::new(Inner {
            keys: vec![TestKey::first().published()],
            trouble: None,
            pause: Duration::ZERO,
            asked: (0, 0),
            address: format!("http://{}", listener.local_addr().unwrap()),
        })));
        let router = Router::new()
            .route("/v1/.well-known/openidconfiguration", get(metadata))
            .route("/v1/.well-known/keys", get(keys))
            .route("/elsewhere", get(elsewhere))
            .with_state(authority.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        authority
    }

    /// Where its metadata lie.
    pub fn openid(&self) -> Url {
        let address = &self.inner().address;
        let openid = format!("{address}/v1/.well-known/openidconfiguration");
        openid.parse().unwrap()
    }

    /// Publishes these keys and no others.
    pub fn publish(&self, keys: &[Value]) {
        self.inner().keys = keys.to_vec();
    }

    /// Has this trouble, or none any more.
    pub fn has(&self, trouble: impl Into<Option<Trouble>>) {
        self.inner().trouble = trouble.into();
    }

    /// Takes its time for each answer.
    pub fn takes(&self, pause: Duration) {
        self.inner().pause = pause;
    }

    /// How often it was asked for its metadata, and for its keys.
    pub fn asked(&self) -> (usize, usize) {
        self.inner().asked
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// What every answer begins with; none if it goes on as it should.
    async fn trouble(&self) -> Option<Response> {
        let (pause, trouble) = {
            let inner = self.inner();
            (inner.pause, inner.trouble.clone())
        };
        tokio::time::sleep(pause).await;
        match trouble? {
            Trouble::Status(status) => Some(StatusCode::from_u16(status).unwrap().into_response()),
            Trouble::Hangs => std::future::pending().await,
            Trouble::Redirects | Trouble::Keys(_) | Trouble::Metadata(_) => None,
        }
    }
}

async fn metadata(State(authority): State<Authority>) -> Response {
    authority.inner().asked.0 += 1;
    if let Some(trouble) = authority.trouble().await {
        return trouble;
    }
    let inner = authority.inner();
    if let Some(Trouble::Metadata(text)) = &inner.trouble {
        return text.clone().into_response();
    }
    let document = json!({
        "issuer": "https://api.botframework.com",
        "authorization_endpoint": "https://invalid.botframework.com",
        "jwks_uri": format!("{}/v1/.well-known/keys", inner.address),
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
    });
    document.to_string().into_response()
}

async fn keys(State(authority): State<Authority>) -> Response {
    authority.inner().asked.1 += 1;
    if let Some(trouble) = authority.trouble().await {
        return trouble;
    }
    let inner = authority.inner();
    match &inner.trouble {
        Some(Trouble::Keys(bytes)) => bytes.clone().into_response(),
        Some(Trouble::Redirects) => {
            (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response()
        }
        _ => json!({ "keys": inner.keys }).to_string().into_response(),
    }
}

/// The keys at an address to which nobody should follow.
async fn elsewhere(State(authority): State<Authority>) -> Response {
    json!({ "keys": authority.inner().keys })
        .to_string()
        .into_response()
}
