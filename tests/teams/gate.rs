//! Who is let in: each step that looks at a token, broken alone, with the status that says so.

use cairn::platform::teams::gate::Refusal;
use serde_json::{Value, json};

use crate::gatehouse::{activity, brought, gate_of, noon, seconds, sent, shown};
use crate::support::teams::{APP, Authority, Signature, TENANT, TestKey, Token};

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
async fn the_first_step_that_fails_is_the_answer() {
    let gate = gate_of(&Authority::start().await);
    let good = || Token::at(noon());
    let mut amiss = activity();
    amiss["serviceUrl"] = json!("https://example.org/");
    amiss["channelId"] = json!("webchat ");
    amiss["conversation"]["tenantId"] = json!(APP);
    // From one row to the next one fault is mended; before the last, the body is no JSON either.
    let over = good().claim("exp", seconds(-400));
    for (token, refusal) in [
        (over.clone().header("alg", "none"), Refusal::Misshapen),
        (over.clone().header("kid", "other"), Refusal::UnknownKey),
        (over.clone().signed_with(TestKey::second()), Refusal::Forged),
        (over.clone().claim("iss", "other"), Refusal::Issuer),
        (over, Refusal::OutOfTime),
        (good(), Refusal::NoActivity),
    ] {
        let headers = [("authorization", token.bearer())];
        assert_eq!(sent(&gate, &headers, b"{").await, Err(refusal));
    }
    for (mended, refusal) in [
        ("/type", Refusal::ServiceUrl),
        ("/serviceUrl", Refusal::Endorsement),
        ("/channelId", Refusal::Tenant),
    ] {
        *amiss.pointer_mut(mended).unwrap() = activity().pointer(mended).unwrap().clone();
        assert_eq!(brought(&gate, &amiss).await, Err(refusal));
    }
}
