//! What is let in: an activity for which its token is good, from Teams, from an organisation that is
//! served; and what the settings make of the gate.

use cairn::outbound;
use cairn::platform::teams::gate::{Gate, GateSettings, Refusal, Unsettled};
use serde_json::{Value, json};

use crate::gatehouse::{activity, brought, gate_of, noon, sent, settings, shown};
use crate::support::teams::{APP, Authority, SERVICE, TENANT, TestKey, Token};

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
