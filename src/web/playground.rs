//! The playground's page and what it asks for: what stands, what changes, the clock, a new game.
//! Each game has an engine and a store of its own.

use std::sync::{Arc, PoisonError, RwLock};

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event as Sse, KeepAlive, Sse as Stream};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use tokio_util::sync::CancellationToken;
use tower_http::csrf::CsrfLayer;

use super::Endpoint;
use crate::engine::Engine;
use crate::platform::playground::{CHANNELS, PAGE, PEOPLE, Playground};

/// The longest journey of the clock: a year.
const LONGEST_JOURNEY_HOURS: i64 = 24 * 366;

/// How a game is begun.
pub type Begin = Box<
    dyn Fn() -> std::pin::Pin<Box<dyn Future<Output = (Arc<Engine>, Arc<Playground>)> + Send>>
        + Send
        + Sync,
>;

/// The game that is played, and how a new one is begun.
pub struct Game {
    current: RwLock<(Arc<Engine>, Arc<Playground>)>,
    begin: Option<Begin>,
    shutdown: CancellationToken,
}

impl Game {
    /// A game; without a way to begin anew it can't be reset.
    pub fn new(
        current: (Arc<Engine>, Arc<Playground>),
        begin: Option<Begin>,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            current: RwLock::new(current),
            begin,
            shutdown,
        }
    }

    fn current(&self) -> (Arc<Engine>, Arc<Playground>) {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// The playground's routes. What changes anything is refused to pages of other sites.
pub fn routes(game: Arc<Game>) -> Router {
    let page = PAGE
        .into_iter()
        .fold(Router::new(), |router, (path, kind, text)| {
            router.route(
                path,
                get(async move || ([(header::CONTENT_TYPE, kind)], text)),
            )
        });
    let acts = Router::new()
        .route("/playground/events", post(act))
        .route("/playground/travel", post(travel))
        .route("/playground/reset", post(reset))
        .layer(CsrfLayer::new());
    page.merge(acts)
        .route("/playground/state", get(state))
        .route("/playground/live", get(live))
        .with_state(game)
}

#[derive(Deserialize)]
struct Viewer {
    #[serde(rename = "as")]
    person: String,
}

async fn state(State(game): State<Arc<Game>>, Query(viewer): Query<Viewer>) -> Response {
    if !PEOPLE.iter().any(|(name, _)| *name == viewer.person) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (engine, playground) = game.current();
    let people: Vec<_> = PEOPLE
        .iter()
        .map(|(name, role)| json!({ "name": name, "role": role }))
        .collect();
    Json(json!({
        "people": people,
        "channels": CHANNELS,
        "now": engine.clock().now(),
        "can_travel": engine.clock().is_movable(),
        "can_reset": game.begin.is_some(),
        "messages": playground.seen_by(&viewer.person),
    }))
    .into_response()
}

/// Tells open pages that something has changed; ends when Cairn does, so that an open page keeps
/// nobody waiting.
async fn live(State(game): State<Arc<Game>>) -> impl IntoResponse {
    let (_, playground) = game.current();
    let changes = playground.changes();
    let shutdown = game.shutdown.clone();
    let told = futures_util::stream::unfold(changes, |mut changes| async move {
        changes.changed().await.ok()?;
        let count = *changes.borrow_and_update();
        Some((
            Ok::<_, std::convert::Infallible>(
                Sse::default().event("changed").data(count.to_string()),
            ),
            changes,
        ))
    });
    Stream::new(told.take_until(async move { shutdown.cancelled().await }))
        .keep_alive(KeepAlive::default())
}

async fn act(State(game): State<Arc<Game>>, headers: HeaderMap, body: Bytes) -> Response {
    let (engine, platform) = game.current();
    Endpoint { engine, platform }.take(&headers, &body).await
}

#[derive(Deserialize)]
struct Journey {
    to: Timestamp,
}

async fn travel(State(game): State<Arc<Game>>, Json(journey): Json<Journey>) -> Response {
    let (engine, playground) = game.current();
    let now = engine.clock().now();
    let longest = SignedDuration::from_hours(LONGEST_JOURNEY_HOURS);
    if journey.to < now || journey.to.duration_since(now) > longest {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "the clock goes forward, a year at most",
        )
            .into_response();
    }
    if engine.travel_to(journey.to).await.is_err() {
        return (StatusCode::CONFLICT, "this clock can't be moved").into_response();
    }
    playground.changed();
    Json(json!({ "now": engine.clock().now() })).into_response()
}

async fn reset(State(game): State<Arc<Game>>) -> Response {
    let Some(begin) = &game.begin else {
        return (
            StatusCode::CONFLICT,
            "what is kept on disk is not reset from a page",
        )
            .into_response();
    };
    let fresh = begin().await;
    let old = std::mem::replace(
        &mut *game.current.write().unwrap_or_else(PoisonError::into_inner),
        fresh,
    );
    old.1.changed();
    Json(json!({ "done": true })).into_response()
}
