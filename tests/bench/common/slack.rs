//! A Slack that takes everything at once: enough of the Web API for a courier to do all of its
//! work. It remembers the first message of a channel and counts private replies.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// When the first message stands.
pub const TS: &str = "1764000000.000100";

/// A fake Slack that listens.
#[derive(Clone)]
pub struct Slack {
    at: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    posted: Mutex<Vec<(Instant, Value)>>,
    replies: AtomicUsize,
    edits: AtomicUsize,
}

impl Slack {
    /// Starts one in a thread of its own.
    pub fn start() -> Self {
        let seen = Arc::new(Seen::default());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let at = listener.local_addr().unwrap();
        let router = Router::new()
            .route("/api/{method}", post(api))
            .route("/reply/{*to}", post(reply))
            .with_state(seen.clone());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        std::thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await.unwrap();
            });
        });
        Self { at, seen }
    }

    /// Where its Web API is.
    pub fn api(&self) -> String {
        format!("http://{}/api", self.at)
    }

    /// Where private replies go.
    pub fn replies_to(&self) -> String {
        format!("http://{}/reply", self.at)
    }

    /// How many private replies have come.
    pub fn replies(&self) -> usize {
        self.seen.replies.load(Ordering::Relaxed)
    }

    /// How many edits have come.
    pub fn edits(&self) -> usize {
        self.seen.edits.load(Ordering::Relaxed)
    }

    /// Waits until so many private replies have come.
    pub fn wait_for_replies(&self, replies: usize, most: Duration) {
        wait_until(most, || self.replies() >= replies);
    }

    /// When messages came.
    pub fn posted_at(&self) -> Vec<Instant> {
        let posted = self.seen.posted.lock().unwrap();
        posted.iter().map(|(at, _)| *at).collect()
    }

    /// The blocks of the first message, once it is there.
    pub fn first_blocks(&self) -> Value {
        let posted = || self.seen.posted.lock().unwrap().first().cloned();
        wait_until(Duration::from_secs(10), || posted().is_some());
        let blocks = posted().unwrap().1["blocks"].clone();
        // Blocks may come as JSON or as JSON in a string.
        match blocks.as_str() {
            Some(text) => serde_json::from_str(text).unwrap(),
            None => blocks,
        }
    }
}

/// Waits for a condition, with a bound.
pub fn wait_until(most: Duration, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < most, "it did not come within {most:?}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

async fn api(
    State(seen): State<Arc<Seen>>,
    axum::extract::Path(method): axum::extract::Path<String>,
    body: Bytes,
) -> impl IntoResponse {
    match method.as_str() {
        "auth.test" => Json(json!({
            "ok": true, "url": "https://bench.slack.com/", "team": "Bench", "user": "cairn",
            "team_id": "T0BENCH0001", "user_id": "U0BENCHBOT1", "bot_id": "B0BENCH0001",
        })),
        "chat.postMessage" => {
            let message: Value = serde_json::from_slice(&body).unwrap();
            let channel = message["channel"].clone();
            seen.posted.lock().unwrap().push((Instant::now(), message));
            Json(
                json!({"ok": true, "channel": channel, "ts": TS, "message": {"text": "", "ts": TS, "type": "message"}}),
            )
        }
        "chat.update" => {
            seen.edits.fetch_add(1, Ordering::Relaxed);
            Json(
                json!({"ok": true, "channel": "C0BENCH0001", "ts": TS, "text": "", "message": {"text": "", "ts": TS, "type": "message"}}),
            )
        }
        _ => Json(json!({"ok": true})),
    }
}

async fn reply(State(seen): State<Arc<Seen>>) -> impl IntoResponse {
    seen.replies.fetch_add(1, Ordering::Relaxed);
    ([(header::CONTENT_TYPE, "text/plain")], "ok")
}
