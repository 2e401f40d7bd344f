//! Who is let in: the eight steps, each broken alone, with the status that says so.

use cairn::outbound;
use cairn::platform::Request;
use cairn::platform::teams::gate::{Gate, GateSettings, Refusal, Unsettled};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::teams::{APP, Authority, SERVICE, Signature, TENANT, TestKey, Token};

/// When these stories happen.
pub fn noon() -> Timestamp {
    "2026-11-25T12:00:00Z".parse().unwrap()
}

/// A second before or after.
pub fn seconds(after: i64) -> i64 {
    noon().as_second() + after
}

/// What somebody says to the bot.
pub fn activity() -> Value {
    json!({
        "type": "message", "id": "1732536000000", "channelId": "msteams", "serviceUrl": SERVICE,
        "from": { "id": "29:ana", "aadObjectId": "8f2b3d8e-2f3c-4d5a-8a8e-0c5a4a0f2c10" },
        "conversation": { "id": "a:1", "conversationType": "personal", "tenantId": TENANT },
        "recipient": { "id": format!("28:{APP}") }, "text": "practice",
        "channelData": { "tenant": { "id": TENANT } },
    })
}

/// The settings of a gate of that authority.
pub fn settings(authority: &Authority) -> GateSettings {
    GateSettings {
        app_id: APP.to_owned(),
        tenants: vec![TENANT.to_owned()],
        openid: authority.openid(),
        without_tokens: false,
    }
}

/// A gate of that authority.
pub fn gate_of(authority: &Authority) -> Gate {
    Gate::new(settings(authority), outbound::client().unwrap()).unwrap()
}

/// What becomes of these headers and that body, at noon.
pub async fn sent(gate: &Gate, headers: &[(&str, String)], body: &[u8]) -> Result<Value, Refusal> {
    sent_at(gate, noon(), headers, body).await
}

/// The same at another time.
pub async fn sent_at(
    gate: &Gate,
    now: Timestamp,
    headers: &[(&str, String)],
    body: &[u8],
) -> Result<Value, Refusal> {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    let request = Request {
        headers: &headers,
        body,
    };
    gate.check(now, &request).await
}

/// What becomes of the usual activity with that token.
pub async fn shown(gate: &Gate, token: &Token) -> Result<Value, Refusal> {
    let headers = [("authorization", token.bearer())];
    sent(gate, &headers, activity().to_string().as_bytes()).await
}

/// What becomes of that activity with a good token.
async fn brought(gate: &Gate, activity: &Value) -> Result<Value, Refusal> {
    let headers = [("authorization", Token::at(noon()).bearer())];
    sent(gate, &headers, activity.to_string().as_bytes()).await
}

#[tokio::test]
async fn what_the_bot_framework_signed_for_this_bot_comes_in_whole() {
    let gate = gate_of(&Authority::start().await);
    assert_eq!(shown(&gate, &Token::at(noon())).await, Ok(activity()));
}

#[tokio::test]
async fn a_token_with_anything_else_in_it_is_refused() {
    use Refusal::{Audience, Forged, Issuer, Misshapen, OutOfTime, UnknownKey};
    let gate = gate_of(&Authority::start().await);
    let token = || Token::at(noon());
    let cases = [
        // Step 2: its form.
        ("no algorithm", token().headless("alg"), Misshapen),
        ("unsigned", token().signed_by(Signature::Empty), Misshapen),
        (
            "signed, says none",
            token().header("alg", "none"),
            Misshapen,
        ),
        ("says None", token().header("alg", "None"), Misshapen),
        (
            "by the public key as a secret",
            token().signed_by(Signature::Hs256WithThePublicKey),
            Misshapen,
        ),
        ("RS512", token().signed_by(Signature::Rs512), Misshapen),
        ("says ES256", token().header("alg", "ES256"), Misshapen),
        ("says rs256", token().header("alg", "rs256"), Misshapen),
        ("no key", token().headless("kid"), Misshapen),
        ("a number for a key", token().header("kid", 1), Misshapen),
        (
            "asks to be understood",
            token().header("crit", json!(["b64"])).header("b64", false),
            Misshapen,
        ),
        // Step 3: its key.
        (
            "a key unheard of",
            token().header("kid", "other"),
            UnknownKey,
        ),
        ("an empty key", token().header("kid", ""), UnknownKey),
        (
            "a key that it brings itself",
            token()
                .by(TestKey::second())
                .header("jwk", TestKey::second().published()),
            UnknownKey,
        ),
        // Step 4: its signature and its claims.
        (
            "another key under the first one's name",
            token().signed_with(TestKey::second()),
            Forged,
        ),
        (
            "RS512, says RS256",
            token().signed_by(Signature::Rs512).header("alg", "RS256"),
            Forged,
        ),
        (
            "no signature, says RS256",
            token().signed_by(Signature::Empty).header("alg", "RS256"),
            Forged,
        ),
        ("no issuer", token().without("iss"), Misshapen),
        (
            "the government's issuer",
            token().claim("iss", "https://api.botframework.us"),
            Issuer,
        ),
        (
            "Entra's issuer",
            token().claim("iss", format!("https://sts.windows.net/{TENANT}/")),
            Issuer,
        ),
        (
            "an issuer with a slash",
            token().claim("iss", "https://api.botframework.com/"),
            Issuer,
        ),
        (
            "an issuer in capitals",
            token().claim("iss", "https://API.botframework.com"),
            Issuer,
        ),
        (
            "a list of issuers",
            token().claim("iss", json!(["https://api.botframework.com"])),
            Misshapen,
        ),
        ("no audience", token().without("aud"), Misshapen),
        ("another bot", token().claim("aud", TENANT), Audience),
        ("no bot", token().claim("aud", ""), Audience),
        (
            "the bot as an address",
            token().claim("aud", format!("api://{APP}")),
            Audience,
        ),
        (
            "a list with the bot in it",
            token().claim("aud", json!(["another", APP])),
            Misshapen,
        ),
        ("no end", token().without("exp"), Misshapen),
        (
            "null for an end",
            token().claim("exp", Value::Null),
            Misshapen,
        ),
        (
            "an end in words",
            token().claim("exp", seconds(60).to_string()),
            Misshapen,
        ),
        (
            "an end beyond numbers",
            token().claim("exp", 1e300),
            Misshapen,
        ),
        ("over", token().claim("exp", seconds(-301)), OutOfTime),
        ("long over", token().claim("exp", 0), OutOfTime),
        (
            "an end before all time",
            token().claim("exp", -1),
            Misshapen,
        ),
        ("not begun", token().claim("nbf", seconds(301)), OutOfTime),
        ("never begins", token().claim("nbf", i64::MAX), OutOfTime),
        (
            "a beginning in words",
            token().claim("nbf", "now"),
            Misshapen,
        ),
    ];
    for (name, token, refusal) in cases {
        assert_eq!(shown(&gate, &token).await, Err(refusal), "{name}");
        assert_eq!(refusal.status(), 401, "{name}");
    }
    // None of them did any harm.
    assert!(shown(&gate, &token()).await.is_ok());
}

#[tokio::test]
async fn a_clock_may_be_five_minutes_wrong_either_way() {
    let gate = gate_of(&Authority::start().await);
    for token in [
        Token::at(noon()).claim("exp", seconds(-300)),
        Token::at(noon()).claim("exp", seconds(-290)),
        Token::at(noon()).claim("exp", seconds(0)),
        Token::at(noon()).claim("exp", i64::MAX),
        Token::at(noon()).claim("nbf", seconds(300)),
        Token::at(noon()).without("nbf"),
    ] {
        assert!(shown(&gate, &token).await.is_ok());
    }
}

#[tokio::test]
async fn a_token_stands_alone_in_its_header() {
    let gate = gate_of(&Authority::start().await);
    let token = Token::at(noon());
    let (text, bearer) = (token.text(), token.bearer());
    let (signed, signature) = text.rsplit_once('.').unwrap();
    let authorised = |value: &str| vec![("authorization", value.to_owned())];
    let twice = vec![
        ("authorization", bearer.clone()),
        ("authorization", bearer.clone()),
    ];
    let body = activity().to_string();
    for (headers, refusal) in [
        (Vec::new(), Refusal::NoToken),
        (twice, Refusal::NoToken),
        (authorised(""), Refusal::NoToken),
        (authorised("Bearer"), Refusal::NoToken),
        (authorised(&text), Refusal::NoToken),
        (authorised(&format!("Basic {text}")), Refusal::NoToken),
        (authorised(&format!("Bearer:{text}")), Refusal::NoToken),
        (vec![("x-authorization", bearer.clone())], Refusal::NoToken),
        (vec![("cookie", bearer.clone())], Refusal::NoToken),
        (
            vec![("x-ms-agents-playground", "true".to_owned())],
            Refusal::NoToken,
        ),
        (authorised("Bearer "), Refusal::Misshapen),
        (authorised(&format!("Bearer  {text}")), Refusal::Misshapen),
        (authorised(&format!("{bearer} ")), Refusal::Misshapen),
        (
            authorised(&format!("{bearer}, {bearer}")),
            Refusal::Misshapen,
        ),
        (authorised(&format!("{bearer}.x")), Refusal::Misshapen),
        (authorised(&format!("Bearer {signed}")), Refusal::Misshapen),
        (authorised(&format!("Bearer {signed}.")), Refusal::Forged),
        (authorised(&format!("{bearer}==")), Refusal::Misshapen),
        (
            authorised(&format!("Bearer {}", "a".repeat(100_000))),
            Refusal::Misshapen,
        ),
        (
            authorised(&token.clone().claim("long", "x".repeat(16_384)).bearer()),
            Refusal::Misshapen,
        ),
        (
            authorised(&format!("Bearer {signed}x.{signature}")),
            Refusal::Forged,
        ),
    ] {
        let refused = sent(&gate, &headers, body.as_bytes()).await;
        assert_eq!(refused, Err(refusal), "{headers:.200?}");
        assert_eq!(refusal.status(), 401);
    }
    for scheme in ["bearer", "BEARER", "Bearer"] {
        let headers = authorised(&format!("{scheme} {text}"));
        assert!(sent(&gate, &headers, body.as_bytes()).await.is_ok());
    }
    // In the body it is nothing but words.
    let mut inside = activity();
    inside["authorization"] = json!(bearer);
    let refused = sent(&gate, &[], inside.to_string().as_bytes()).await;
    assert_eq!(refused, Err(Refusal::NoToken));
}

#[tokio::test]
async fn a_token_is_good_for_answers_to_its_own_address_alone() {
    let gate = gate_of(&Authority::start().await);
    let claims = |url: Value| Token::at(noon()).claim("serviceurl", url);
    for token in [
        Token::at(noon()).without("serviceurl"),
        Token::at(noon())
            .without("serviceurl")
            .claim("serviceUrl", SERVICE),
        claims(Value::Null),
        claims(json!("")),
        claims(json!([SERVICE])),
        claims(json!("https://smba.trafficmanager.net/amer/")),
        claims(json!("https://smba.trafficmanager.net/emea//")),
        claims(json!("https://smba.trafficmanager.net")),
        claims(json!("http://smba.trafficmanager.net/emea/")),
        claims(json!("https://smba.trafficmanager.net.example.org/emea/")),
    ] {
        assert_eq!(shown(&gate, &token).await, Err(Refusal::ServiceUrl));
    }
    for url in [Value::Null, json!(""), json!("https://example.org/emea/")] {
        let mut steered = activity();
        steered["serviceUrl"] = url;
        assert_eq!(brought(&gate, &steered).await, Err(Refusal::ServiceUrl));
    }
    assert_eq!(Refusal::ServiceUrl.status(), 403);
    for url in [
        "https://smba.trafficmanager.net/emea",
        "https://SMBA.trafficmanager.net/EMEA/",
    ] {
        assert!(shown(&gate, &claims(json!(url))).await.is_ok());
    }
}

#[tokio::test]
async fn a_key_vouches_for_the_channels_that_it_is_published_for() {
    for (endorsements, expected) in [
        (json!(["msteams"]), Ok(activity())),
        (json!([]), Ok(activity())),
        (Value::Null, Ok(activity())),
        (json!(["webchat"]), Err(Refusal::Endorsement)),
        (json!(["MSTeams"]), Err(Refusal::Endorsement)),
    ] {
        let authority = Authority::start().await;
        let mut key = TestKey::first().published();
        key["endorsements"] = endorsements;
        authority.publish(&[key]);
        assert_eq!(
            shown(&gate_of(&authority), &Token::at(noon())).await,
            expected
        );
    }
    assert_eq!(Refusal::Endorsement.status(), 403);
}

#[tokio::test]
async fn only_teams_is_let_in() {
    let authority = Authority::start().await;
    let mut unendorsed = TestKey::first().published();
    unendorsed["endorsements"] = Value::Null;
    authority.publish(&[unendorsed]);
    let gate = gate_of(&authority);
    for channel in [Value::Null, json!("webchat"), json!("MSTeams"), json!(7)] {
        let mut elsewhere = activity();
        elsewhere["channelId"] = channel;
        assert_eq!(brought(&gate, &elsewhere).await, Err(Refusal::Channel));
    }
    assert_eq!(Refusal::Channel.status(), 403);
}

#[tokio::test]
async fn only_the_tenants_of_the_settings_are_let_in() {
    let gate = gate_of(&Authority::start().await);
    let of = |conversation: Value, channel: Value| {
        let mut activity = activity();
        activity["conversation"]["tenantId"] = conversation;
        activity["channelData"] = channel;
        activity
    };
    let (ours, other) = (json!(TENANT), json!(APP));
    let by = |tenant: &Value| json!({ "tenant": { "id": tenant } });
    for refused in [
        of(other.clone(), by(&other)),
        of(ours.clone(), by(&other)),
        of(other.clone(), by(&ours)),
        of(other, Value::Null),
        of(Value::Null, Value::Null),
        of(json!(""), Value::Null),
        of(json!([TENANT]), by(&ours)),
        of(Value::Null, json!({ "tenant": TENANT })),
    ] {
        assert_eq!(
            brought(&gate, &refused).await,
            Err(Refusal::Tenant),
            "{refused}"
        );
    }
    assert_eq!(Refusal::Tenant.status(), 403);
    for let_in in [
        of(ours.clone(), Value::Null),
        of(Value::Null, by(&ours)),
        of(json!(TENANT.to_uppercase()), by(&ours)),
    ] {
        assert!(brought(&gate, &let_in).await.is_ok(), "{let_in}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_activity_is_a_bad_request_once_the_token_is_good() {
    let gate = gate_of(&Authority::start().await);
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let headers = [("authorization", Token::at(noon()).bearer())];
    for body in [
        b"".as_slice(),
        b"{",
        b"null",
        b"[]",
        b"\"message\"",
        b"type=message",
        b"{\"type\":\"\xff\"}",
        b"{} {}",
        deep.as_bytes(),
        format!("{{\"a\":{deep}}}").as_bytes(),
        format!("[{}]", activity()).as_bytes(),
    ] {
        assert_eq!(sent(&gate, &headers, body).await, Err(Refusal::NoActivity));
        assert_eq!(sent(&gate, &[], body).await, Err(Refusal::NoToken));
    }
    assert_eq!(Refusal::NoActivity.status(), 400);
}

#[tokio::test]
async fn a_body_of_more_than_256_kilobytes_is_not_looked_at() {
    let gate = gate_of(&Authority::start().await);
    let headers = [("authorization", Token::at(noon()).bearer())];
    let mut body = activity().to_string().into_bytes();
    body.resize(256 * 1024, b' ');
    assert!(sent(&gate, &headers, &body).await.is_ok());
    body.push(b' ');
    assert_eq!(sent(&gate, &headers, &body).await, Err(Refusal::TooLarge));
    assert_eq!(sent(&gate, &[], &body).await, Err(Refusal::TooLarge));
    assert_eq!(Refusal::TooLarge.status(), 413);
}

#[tokio::test]
async fn without_tokens_the_channel_and_the_tenant_are_still_asked() {
    let authority = Authority::start().await;
    let open = GateSettings {
        without_tokens: true,
        app_id: String::new(),
        ..settings(&authority)
    };
    let gate = Gate::new(open, outbound::client().unwrap()).unwrap();
    let mut local = activity();
    local["serviceUrl"] = json!("http://127.0.0.1:56150/_connector");
    let body = local.to_string();
    assert_eq!(sent(&gate, &[], body.as_bytes()).await, Ok(local.clone()));
    let mut other = local.clone();
    other["channelId"] = json!("emulator");
    let refused = sent(&gate, &[], other.to_string().as_bytes()).await;
    assert_eq!(refused, Err(Refusal::Channel));
    let mut other = local;
    other["conversation"]["tenantId"] = json!(APP);
    let refused = sent(&gate, &[], other.to_string().as_bytes()).await;
    assert_eq!(refused, Err(Refusal::Tenant));
    assert_eq!(authority.asked(), (0, 0));
}

#[tokio::test]
async fn there_is_no_gate_that_lets_in_nobody_or_anybody() {
    let authority = Authority::start().await;
    let made = |change: &dyn Fn(&mut GateSettings)| {
        let mut settings = settings(&authority);
        change(&mut settings);
        Gate::new(settings, outbound::client().unwrap()).err()
    };
    assert_eq!(made(&|_| ()), None);
    assert_eq!(
        made(&|settings| settings.app_id.clear()),
        Some(Unsettled::AppId)
    );
    assert_eq!(
        made(&|settings| settings.tenants.clear()),
        Some(Unsettled::Tenants)
    );
    assert_eq!(
        made(&|settings| settings.openid = "https://login.example.org/v1".parse().unwrap()),
        Some(Unsettled::OpenId)
    );
}
