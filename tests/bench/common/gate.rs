//! What it costs Cairn to know that a press comes from Teams: its gate alone, in this process.

use std::time::{Duration, Instant};

use cairn::outbound;
use cairn::platform::Request;
use cairn::platform::teams::gate::{Gate, GateSettings};
use jiff::Timestamp;
use serde_json::json;

use super::false_teams::{APP, Authority, SERVICE, TENANT, Token};
use super::table::{microseconds, per_mille};

/// So many tokens are remembered at most.
const REMEMBERED: usize = 1_000;
/// How many presses each row is made of.
const PRESSES: usize = 900;

/// Prints what a press costs at the gate: without a token, with one that is known, and with one
/// that is seen for the first time.
pub fn measure() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let authority = Authority::start().await;
        let tokens: Vec<String> = (0..REMEMBERED + PRESSES).map(token).collect();
        println!("| a press at the gate | p50 µs | p99 µs |\n|---|---|---|");
        print("no token looked at", &gate(&authority, true), tokens.iter()).await;
        let known = std::iter::repeat_n(&tokens[0], PRESSES + 1);
        print(
            "a token that is remembered",
            &gate(&authority, false),
            known,
        )
        .await;
        let fresh = gate(&authority, false);
        print("a new token", &fresh, tokens[..PRESSES].iter()).await;
        let full = gate(&authority, false);
        for token in &tokens[..REMEMBERED] {
            press(&full, token).await;
        }
        let newer = tokens[REMEMBERED..].iter();
        print("a new token, where no more are remembered", &full, newer).await;
        println!();
    });
}

fn token(number: usize) -> String {
    let number = i64::try_from(number).unwrap();
    let now = Timestamp::now();
    let ends = now.as_second() + 3_600 + number;
    Token::at(now).claim("exp", ends).text()
}

fn gate(authority: &Authority, without_tokens: bool) -> Gate {
    let settings = GateSettings {
        app_id: APP.to_owned(),
        tenants: vec![TENANT.to_owned()],
        openid: authority.openid(),
        without_tokens,
    };
    Gate::new(settings, outbound::client().unwrap()).unwrap()
}

/// The first press is not counted: it fetches the keys.
async fn print(what: &str, gate: &Gate, tokens: impl Iterator<Item = &String>) {
    let mut took = Vec::new();
    for token in tokens {
        took.push(press(gate, token).await);
    }
    took.remove(0);
    took.sort();
    println!(
        "| {what} | {:.1} | {:.1} |",
        microseconds(per_mille(&took, 500)),
        microseconds(per_mille(&took, 990)),
    );
}

async fn press(gate: &Gate, token: &str) -> Duration {
    let activity = json!({
        "type": "invoke", "channelId": "msteams", "serviceUrl": SERVICE,
        "conversation": { "id": "a:1", "tenantId": TENANT },
        "channelData": { "tenant": { "id": TENANT } },
    });
    let body = activity.to_string();
    let headers = [("authorization".to_owned(), format!("Bearer {token}"))];
    let request = Request {
        headers: &headers,
        body: body.as_bytes(),
    };
    let began = Instant::now();
    gate.check(Timestamp::now(), &request).await.unwrap();
    began.elapsed()
}
