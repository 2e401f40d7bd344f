//! The yardstick: what Cairn's stack does with nothing but signature, parse and group commit. The
//! same axum and tokio, the same sled under the same rules, the same durability (one flush and one
//! fdatasync a group, nobody is answered before); the mark of the event and a record of 150 bytes
//! for the person. No coach, no words, no outbox, no reply.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use tokio::sync::{mpsc, oneshot};

use super::payload::SIGNING_SECRET;

/// As Cairn's store: how many may wait, and the most of a group.
const QUEUE: usize = 1024;
const GROUP: usize = 256;
/// How large a person's record is.
const RECORD_BYTES: usize = 150;
/// The age that a request may have.
const OLDEST_SECONDS: u64 = 300;

/// What a press is about; the rest of the payload is read over.
#[derive(Deserialize)]
struct Press {
    user: Named,
    container: Container,
    actions: Vec<Action>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

#[derive(Deserialize)]
struct Container {
    message_ts: String,
}

#[derive(Deserialize)]
struct Action {
    value: String,
    action_ts: String,
}

#[derive(Deserialize)]
struct Form {
    payload: String,
}

struct Kept {
    mark: String,
    person: String,
    record: Vec<u8>,
    durable: oneshot::Sender<()>,
}

/// Serves until the process is ended.
pub fn serve(listen: SocketAddr, folder: &Path) {
    let (queue, kept) = mpsc::channel(QUEUE);
    let folder = folder.join("bare");
    std::thread::spawn(move || commit_groups(&folder, kept));
    let router = Router::new()
        .route("/readyz", get(async || "ready"))
        .route("/slack/events", post(take))
        .with_state(Arc::new(queue));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.unwrap();
        axum::serve(listener, router).await.unwrap();
    });
}

async fn take(
    State(queue): State<Arc<mpsc::Sender<Kept>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    if !is_genuine(&headers, &body) {
        return StatusCode::UNAUTHORIZED;
    }
    let Some((mark, person, record)) = read(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let (durable, wait) = oneshot::channel();
    let kept = Kept {
        mark,
        person,
        record,
        durable,
    };
    match queue.try_send(kept) {
        Ok(()) if wait.await.is_ok() => StatusCode::OK,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn is_genuine(headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(timestamp), Some(signature)) = (
        text("x-slack-request-timestamp"),
        text("x-slack-signature").and_then(|signature| signature.strip_prefix("v0=")),
    ) else {
        return false;
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let is_young = timestamp
        .parse::<u64>()
        .is_ok_and(|sent| sent.abs_diff(now.as_secs()) <= OLDEST_SECONDS);
    let mut mac = Hmac::<Sha256>::new_from_slice(SIGNING_SECRET.as_bytes()).unwrap();
    for part in [b"v0:", timestamp.as_bytes(), b":", body] {
        mac.update(part);
    }
    is_young && hex::decode(signature).is_ok_and(|told| mac.verify_slice(&told).is_ok())
}

fn read(body: &[u8]) -> Option<(String, String, Vec<u8>)> {
    let form: Form = serde_urlencoded::from_bytes(body).ok()?;
    let press: Press = serde_json::from_str(&form.payload).ok()?;
    let action = press.actions.first()?;
    let mark = format!(
        "{}/{}/{}",
        press.container.message_ts, press.user.id, action.action_ts
    );
    let mut record = action.value.clone().into_bytes();
    record.resize(RECORD_BYTES, b' ');
    Some((mark, press.user.id, record))
}

fn commit_groups(folder: &Path, mut queue: mpsc::Receiver<Kept>) {
    let db = sled::Config::new()
        .path(folder)
        .mode(sled::Mode::LowSpace)
        .cache_capacity(8 << 20)
        .flush_every_ms(None)
        .segment_size(4 << 20)
        .open()
        .unwrap();
    let file = std::fs::File::options()
        .write(true)
        .open(folder.join("db"))
        .unwrap();
    while let Some(first) = queue.blocking_recv() {
        let mut batch = sled::Batch::default();
        let mut waiting = Vec::new();
        let mut next = Some(first);
        while let Some(kept) = next {
            batch.insert(format!("m{}", kept.mark).into_bytes(), &[]);
            batch.insert(format!("p{}", kept.person).into_bytes(), kept.record);
            waiting.push(kept.durable);
            next = (waiting.len() < GROUP)
                .then(|| queue.try_recv().ok())
                .flatten();
        }
        db.apply_batch(batch).unwrap();
        db.flush().unwrap();
        file.sync_data().unwrap();
        for durable in waiting {
            let _ = durable.send(());
        }
    }
}
