//! The bot's token: asked for once, however many wait; kept until shortly before its end; thrown
//! away when Teams refuses it; and how each kind of bot shows who it is.

use std::collections::HashSet;
use std::io::Write;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cairn::platform::teams::connector::meaning::{Meaning, meaning};
use cairn::platform::teams::connector::{CallError, Hosts};
use cairn::platform::teams::{Cloud, IdentityServer, TeamsCredentials};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::rest;
use crate::support::teams::caller::NOW;
use crate::support::teams::tokens::Trouble;
use crate::support::teams::{APP, Caller, FakeTokens, Fault};

const CHAT: &str = "a:ada";
const BOT_PEM: &str = include_str!("../support/teams/keys/bot.pem");
const BOT_PKCS1: &str = include_str!("../support/teams/keys/bot-pkcs1.pem");
const REFUSED: Trouble = Trouble::Refused(401, "invalid_client", 7_000_215);
const REFUSED_CODE: &str = "invalid_client AADSTS7000215";

fn locked_out(code: &str) -> Result<Option<String>, CallError> {
    Err(CallError::LockedOut(code.to_owned()))
}

/// With which tokens calls were made, in order.
fn tokens_used(bot: &Caller) -> Vec<String> {
    let calls = bot.teams.all_calls().into_iter();
    let used = calls.map(|call| call.authorization.unwrap());
    used.map(|header| header.replace("Bearer ", "")).collect()
}

#[tokio::test]
async fn a_hundred_calls_at_once_ask_for_one_token() {
    let bot = Caller::start().await;
    let people: Vec<String> = (0..100).map(|number| format!("a:{number}")).collect();
    let calls = people.iter().map(|person| bot.says(person));
    let sent = futures_util::future::join_all(calls).await;
    assert!(sent.iter().all(Result::is_ok));
    let asked = bot.tokens.only_asked();
    for (name, value) in [
        ("grant_type", "client_credentials"),
        ("client_id", APP),
        ("client_secret", "a secret & more"),
        ("scope", "https://api.botframework.com/.default"),
    ] {
        assert_eq!(asked.with[name], value);
    }
    let used: HashSet<String> = tokens_used(&bot).into_iter().collect();
    assert_eq!(used, HashSet::from(["token-1".to_owned()]));
}

#[tokio::test]
async fn a_hundred_calls_at_once_are_refused_by_one_answer() {
    let bot = Caller::start().await;
    bot.tokens.answer([REFUSED]);
    let calls = (0..100).map(|_| bot.says(CHAT));
    for sent in futures_util::future::join_all(calls).await {
        assert_eq!(sent, locked_out(REFUSED_CODE));
    }
    assert_eq!(bot.tokens.asked().len(), 1);
    assert!(bot.teams.all_calls().is_empty(), "nothing was said");
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_before_its_end() {
    let bot = Caller::start().await;
    bot.says(CHAT).await.unwrap();
    rest(3_290).await;
    bot.says(CHAT).await.unwrap();
    assert_eq!(bot.tokens.asked().len(), 1);
    rest(15).await;
    bot.says(CHAT).await.unwrap();
    assert_eq!(tokens_used(&bot), ["token-1", "token-1", "token-2"]);
}

#[tokio::test]
async fn while_there_is_no_new_token_the_old_one_serves_until_its_end() {
    let bot = Caller::start().await;
    bot.says(CHAT).await.unwrap();
    rest(3_310).await;
    bot.tokens.answer([Trouble::Page(503), Trouble::Page(503)]);
    bot.says(CHAT).await.unwrap();
    rest(285).await;
    bot.says(CHAT).await.unwrap();
    assert_eq!(tokens_used(&bot), ["token-1"; 3]);
    bot.tokens.answer([Trouble::Page(503)]);
    rest(10).await;
    assert_eq!(
        bot.says(CHAT).await,
        Err(CallError::NotReached),
        "it has ended"
    );
    rest(3).await;
    bot.says(CHAT).await.unwrap();
    assert_eq!(tokens_used(&bot)[3..], ["token-2"]);
}

#[tokio::test]
async fn a_life_is_believed_in_either_form_and_never_too_long() {
    for (answer, after, asked) in [
        (json!({ "expires_in": "3600" }), 3_000, 1),
        (json!({ "expires_on": (NOW + 3_600).to_string() }), 3_000, 1),
        (json!({ "expires_on": (NOW + 3_600).to_string() }), 3_310, 2),
        (json!({ "expires_in": u64::MAX }), 90_000, 2),
        (json!({ "expires_in": 100 }), 40, 1),
        (json!({ "expires_in": 100 }), 55, 2),
        (json!({ "expires_in": -5 }), 0, 2),
        (json!({ "expires_in": null }), 290, 1),
        (json!({ "expires_in": "soon" }), 310, 2),
    ] {
        let bot = Caller::start().await;
        let mut answer = answer.clone();
        answer["access_token"] = json!("a-token");
        bot.tokens.answer([Trouble::Says(answer.clone())]);
        let _ = bot.says(CHAT).await;
        rest(after).await;
        bot.says(CHAT).await.unwrap();
        assert_eq!(bot.tokens.asked().len(), asked, "{answer} after {after} s");
    }
}

#[tokio::test]
async fn a_token_that_teams_refuses_is_thrown_away_and_the_call_made_once_more() {
    let bot = Caller::start().await;
    bot.says(CHAT).await.unwrap();
    bot.teams.refuse_token("token-1");
    bot.says(CHAT).await.unwrap();
    assert_eq!(tokens_used(&bot), ["token-1", "token-1", "token-2"]);
    assert_eq!(bot.teams.standing(CHAT).len(), 2);
}

#[tokio::test]
async fn many_calls_with_a_refused_token_ask_for_one_new_token() {
    let bot = Caller::start().await;
    bot.says(CHAT).await.unwrap();
    bot.teams.refuse_token("token-1");
    let sent = futures_util::future::join_all((0..50).map(|_| bot.says(CHAT))).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
    assert_eq!(bot.tokens.asked().len(), 2);
    assert_eq!(bot.teams.standing(CHAT).len(), 51);
}

#[tokio::test]
async fn a_bot_that_teams_does_not_know_asks_for_no_token_after_token() {
    let bot = Caller::start().await;
    let unknown = Fault::Refused(401, "BotNotRegistered");
    bot.teams.fail("send", vec![unknown; 4]);
    for _ in 0..3 {
        let error = bot.says(CHAT).await.unwrap_err();
        assert_eq!(
            meaning(&error),
            Meaning::LockedOut("BotNotRegistered".to_owned())
        );
    }
    assert_eq!(
        bot.teams.all_calls().len(),
        4,
        "once more for the first alone"
    );
    assert_eq!(bot.tokens.asked().len(), 2);
    bot.says(CHAT).await.unwrap();
}

/// What is written to the log meanwhile.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn begin(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt().with_writer(move || log.clone());
        tracing::subscriber::set_default(subscriber.with_ansi(false).finish())
    }

    fn lines_with(&self, words: &str) -> usize {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().filter(|line| line.contains(words)).count()
    }
}

#[tokio::test]
async fn a_refusal_is_told_to_the_log_once_and_tried_again_after_a_minute() {
    let log = Log::default();
    let _logging = log.begin();
    let bot = Caller::start().await;
    bot.tokens.answer([REFUSED, REFUSED, REFUSED]);
    for minute in 1..=3 {
        for _ in 0..5 {
            assert_eq!(bot.says(CHAT).await, locked_out(REFUSED_CODE));
        }
        assert_eq!(bot.tokens.asked().len(), minute);
        rest(61).await;
    }
    assert_eq!(log.lines_with("no token is given to the bot"), 1);
    assert_eq!(log.lines_with("copy the secret's Value"), 1, "what to do");
    bot.says(CHAT).await.unwrap();
    assert_eq!(log.lines_with("gets its token again"), 1);
    for secret in ["a secret & more", "secret-looking", "token-1"] {
        assert_eq!(log.lines_with(secret), 0, "{secret}");
    }
}

#[tokio::test]
async fn trouble_that_passes_locks_nobody_out() {
    let bot = Caller::start().await;
    let passing = [
        Trouble::Page(500),
        Trouble::Page(200),
        Trouble::Page(429),
        Trouble::Page(408),
        Trouble::Refused(400, "temporarily_unavailable", 90_033),
        Trouble::Redirect(bot.tokens.identity_endpoint()),
        Trouble::Says(json!({ "expires_in": 3_599 })),
        Trouble::Says(json!({ "access_token": "two\nlines", "expires_in": 3_599 })),
        Trouble::Says(json!({ "access_token": "x".repeat(20_000), "expires_in": 3_599 })),
    ];
    for (number, trouble) in passing.into_iter().enumerate() {
        bot.tokens.answer([trouble.clone()]);
        assert_eq!(
            bot.says(CHAT).await,
            Err(CallError::NotReached),
            "{trouble:?}"
        );
        assert_eq!(
            bot.says(CHAT).await,
            Err(CallError::NotReached),
            "not at once again"
        );
        assert_eq!(bot.tokens.asked().len(), number + 1, "{trouble:?}");
        rest(3).await;
    }
    bot.says(CHAT).await.unwrap();
    assert_eq!(bot.teams.all_calls().len(), 1);
}

#[tokio::test]
async fn a_government_clouds_connector_takes_tokens_of_its_own() {
    let hosts = Hosts::of(Cloud::Government).and_loopback();
    let bot = Caller::with(|settings| settings.hosts = hosts).await;
    bot.says(CHAT).await.unwrap();
    let scope = &bot.tokens.only_asked().with["scope"];
    assert_eq!(scope, "https://api.botframework.us/.default");
}

fn decoded(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn a_bot_with_a_certificate_signs_who_it_is() {
    let certificate = BOT_PEM.split_once("-----BEGIN CERT").unwrap().1;
    let old_form = format!("{BOT_PKCS1}-----BEGIN CERT{certificate}");
    for pem in [BOT_PEM, &old_form] {
        let bot = Caller::shown_by(TeamsCredentials::Certificate(pem.into())).await;
        bot.says(CHAT).await.unwrap();
        let asked = bot.tokens.only_asked().with;
        assert_eq!(
            asked["client_assertion_type"],
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        );
        assert!(!asked.contains_key("client_secret"));
        let (said, signature) = asked["client_assertion"].rsplit_once('.').unwrap();
        let key = PrivatePkcs8KeyDer::from_pem_slice(BOT_PEM.as_bytes()).unwrap();
        let key = RsaKeyPair::from_pkcs8(key.secret_pkcs8_der()).unwrap();
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public().as_ref());
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        public.verify(said.as_bytes(), &signature).unwrap();

        let (header, claims) = said.split_once('.').unwrap();
        let certificate = CertificateDer::from_pem_slice(BOT_PEM.as_bytes()).unwrap();
        let thumbprint = URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate));
        let expected = json!({ "alg": "RS256", "typ": "JWT", "x5t#S256": thumbprint });
        assert_eq!(decoded(header), expected);
        let mut claims = decoded(claims);
        let name = claims.as_object_mut().unwrap().remove("jti").unwrap();
        assert_eq!(name.as_str().unwrap().len(), 22);
        assert_eq!(
            claims,
            json!({ "aud": bot.tokens.token_url(), "iss": APP, "sub": APP, "nbf": NOW, "exp": NOW + 600 })
        );
    }
}

#[tokio::test]
async fn a_certificate_that_cannot_sign_locks_the_bot_out_and_says_why() {
    let (key, certificate) = BOT_PEM.split_once("-----BEGIN CERT").unwrap();
    for (pem, why) in [
        (key.to_owned(), "the file holds no certificate"),
        (
            format!("-----BEGIN CERT{certificate}"),
            "the file holds no private key",
        ),
    ] {
        let bot = Caller::shown_by(TeamsCredentials::Certificate(pem.into())).await;
        assert_eq!(bot.says(CHAT).await, locked_out(why));
        assert!(bot.tokens.asked().is_empty());
    }
}

#[tokio::test]
async fn a_federated_token_is_read_anew_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "first\n").unwrap();
    let bot = Caller::shown_by(TeamsCredentials::Federated(file.clone())).await;
    bot.says(CHAT).await.unwrap();
    std::fs::write(&file, "second").unwrap();
    rest(3_400).await;
    bot.says(CHAT).await.unwrap();
    let asked = bot.tokens.asked();
    let shown: Vec<&str> = asked
        .iter()
        .map(|asked| &*asked.with["client_assertion"])
        .collect();
    assert_eq!(shown, ["first", "second"]);
    std::fs::remove_file(&file).unwrap();
    rest(3_600).await;
    assert_eq!(
        bot.says(CHAT).await,
        locked_out("the file with the federated token can't be read")
    );
}

/// A bot that App Service gives an identity.
async fn of_app_service(tokens: &FakeTokens) -> Caller {
    let identity = IdentityServer::AppService {
        endpoint: tokens.identity_endpoint().parse().unwrap(),
        header: "known to programs here".into(),
    };
    let id = "an-identity".to_owned();
    Caller::shown_by(TeamsCredentials::ManagedIdentity(id, identity)).await
}

#[tokio::test]
async fn an_identity_of_app_service_is_asked_for_where_it_says() {
    let tokens = FakeTokens::start().await;
    let bot = of_app_service(&tokens).await;
    bot.says(CHAT).await.unwrap();
    let asked = tokens.only_asked();
    for (name, value) in [
        ("api-version", "2019-08-01"),
        ("resource", "https://api.botframework.com"),
        ("client_id", "an-identity"),
    ] {
        assert_eq!(asked.with[name], value);
    }
    assert_eq!(asked.headers["x-identity-header"], "known to programs here");
    assert!(
        bot.tokens.asked().is_empty(),
        "Entra is not asked by the bot"
    );
}

#[tokio::test]
async fn an_identity_service_that_is_being_renewed_locks_nobody_out() {
    let tokens = FakeTokens::start().await;
    let bot = of_app_service(&tokens).await;
    tokens.answer([Trouble::Page(404), Trouble::Page(410), Trouble::Page(400)]);
    for _ in 0..2 {
        assert_eq!(bot.says(CHAT).await, Err(CallError::NotReached));
        rest(3).await;
    }
    assert_eq!(bot.says(CHAT).await, locked_out("HTTP 400"));
    rest(61).await;
    bot.says(CHAT).await.unwrap();
}
