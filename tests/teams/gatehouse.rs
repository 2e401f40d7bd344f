//! What the stories of the gate share: a usual activity at a usual time, and how it is shown at the
//! gate of a false authority.

use cairn::outbound;
use cairn::platform::Request;
use cairn::platform::teams::gate::{Gate, GateSettings, Refusal};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::support::teams::{APP, Authority, SERVICE, TENANT, Token};

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
pub async fn brought(gate: &Gate, activity: &Value) -> Result<Value, Refusal> {
    let headers = [("authorization", Token::at(noon()).bearer())];
    sent(gate, &headers, activity.to_string().as_bytes()).await
}
