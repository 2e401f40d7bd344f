//! The playground's page and what it asks for: what stands, what changes, the clock, a new game.
//! Each game has an engine and a store of its own.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;

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
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::sync::CancellationToken;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::Endpoint;
use super::attachment::attachment;
use super::drawn::{Drawing, drawn};
use crate::engine::Engine;
use crate::platform::playground::{CHANNELS, COLLEAGUES, Handed, PAGE, PEOPLE, Playground};

/// The longest journey of the clock: a year.
const LONGEST_JOURNEY_HOURS: i64 = 24 * 366;
/// The most pages that are told of changes at the same time; others look by themselves.
const MOST_LISTENERS: usize = 64;
/// The largest request of the page, in bytes: a form with all its words stays far below.
const LARGEST_PAGE_REQUEST_BYTES: usize = 64 * 1024;

/// How a game is begun.
pub type Begin = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Played> + Send>> + Send + Sync>;

/// The game that is played, and how a new one is begun.
pub struct Game {
    current: watch::Sender<Played>,
    begin: Option<Begin>,
    drawing: Drawing,
    listeners: Arc<Semaphore>,
    shutdown: CancellationToken,
}

/// A game under way.
#[derive(Clone)]
pub struct Played {
    engine: Arc<Engine>,
    playground: Arc<Playground>,
    /// When it was begun: its name, by which a page knows that all it has drawn is past.
    begun: Timestamp,
    /// Ends what runs for this game alone.
    end: CancellationToken,
}

impl Played {
    /// A game that has begun; `end` stops its engine.
    pub fn new(engine: Arc<Engine>, playground: Arc<Playground>, end: CancellationToken) -> Self {
        let begun = engine.clock().now();
        Self {
            engine,
            playground,
            begun,
            end,
        }
    }
}

impl Game {
    /// A game, with what its cards are drawn with elsewhere; without a way to begin anew it can't
    /// be reset.
    pub fn new(
        current: Played,
        begin: Option<Begin>,
        drawing: Drawing,
        shutdown: CancellationToken,
    ) -> Self {
        Self {
            current: watch::Sender::new(current),
            begin,
            drawing,
            listeners: Arc::new(Semaphore::new(MOST_LISTENERS)),
            shutdown,
        }
    }

    fn current(&self) -> Played {
        self.current.borrow().clone()
    }
}

/// The playground's routes. What changes anything is refused to pages of other sites.
pub fn routes(game: Arc<Game>) -> Router {
    let page = PAGE.into_iter().fold(Router::new(), |router, file| {
        router.route(
            file.path,
            get(async move || ([(header::CONTENT_TYPE, file.kind)], file.text)),
        )
    });
    let acts = Router::new()
        .route("/playground/events", post(act))
        .route("/playground/travel", post(travel))
        .route("/playground/reset", post(reset))
        .layer(RequestBodyLimitLayer::new(LARGEST_PAGE_REQUEST_BYTES))
        .layer(CsrfLayer::new());
    page.merge(acts)
        .route("/playground/state", get(state))
        .route("/playground/live", get(live))
        .route("/playground/file", get(file))
        .route("/playground/drawn", get(draw))
        .with_state(game)
}

#[derive(Deserialize)]
struct Viewer {
    #[serde(rename = "as")]
    person: String,
}

async fn state(State(game): State<Arc<Game>>, Query(viewer): Query<Viewer>) -> Response {
    if !PEOPLE.iter().any(|one| one.name == viewer.person) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Played {
        engine,
        playground,
        begun,
        ..
    } = game.current();
    Json(json!({
        "game": begun,
        "people": PEOPLE,
        "channels": CHANNELS,
        "colleagues": COLLEAGUES,
        "now": engine.clock().now(),
        "can_travel": engine.clock().is_movable(),
        "can_reset": game.begin.is_some(),
        "messages": playground.seen_by(&viewer.person),
        "home": playground.home_of(&viewer.person),
    }))
    .into_response()
}

#[derive(Deserialize)]
struct Reader {
    #[serde(rename = "as")]
    person: String,
    message: u64,
}

async fn file(State(game): State<Arc<Game>>, Query(reader): Query<Reader>) -> Response {
    let handed = game.current().playground;
    let Some(Handed { name, body }) = handed.file_for(&reader.person, reader.message) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    attachment(&name, body)
}

/// How a card that somebody sees would be drawn elsewhere.
async fn draw(State(game): State<Arc<Game>>, Query(reader): Query<Reader>) -> Response {
    let playground = game.current().playground;
    match playground.elsewhere(&reader.person, reader.message) {
        Some(said) => Json(drawn(&said, &game.drawing)).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What one open page listens to: the game that is played, and what changes in it.
struct Listening {
    games: watch::Receiver<Played>,
    changes: watch::Receiver<u64>,
    _place: OwnedSemaphorePermit,
}

impl Listening {
    /// Waits for the next change; `None` when there can be none any more.
    async fn next(mut self) -> Option<(Result<Sse, Infallible>, Self)> {
        let goes_on = tokio::select! {
            changed = self.changes.changed() => changed.is_ok(),
            _ = self.games.changed() => false,
        };
        if !goes_on {
            // Another game is played now.
            self.changes = self.games.borrow_and_update().playground.changes();
        }
        let count = *self.changes.borrow_and_update();
        let told = Sse::default().event("changed").data(count.to_string());
        Some((Ok(told), self))
    }
}

/// Tells open pages that something has changed; ends when Cairn does, so that an open page keeps
/// nobody waiting.
async fn live(State(game): State<Arc<Game>>) -> Response {
    let Ok(place) = game.listeners.clone().try_acquire_owned() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut games = game.current.subscribe();
    let changes = games.borrow_and_update().playground.changes();
    let listening = Listening {
        games,
        changes,
        _place: place,
    };
    let told = futures_util::stream::unfold(listening, Listening::next);
    let shutdown = game.shutdown.clone();
    Stream::new(told.take_until(async move { shutdown.cancelled().await }))
        .keep_alive(KeepAlive::default())
        .into_response()
}

async fn act(State(game): State<Arc<Game>>, headers: HeaderMap, body: Bytes) -> Response {
    let Played {
        engine, playground, ..
    } = game.current();
    Endpoint {
        engine,
        platform: playground,
    }
    .take(&headers, &body)
    .await
}

#[derive(Deserialize)]
struct Journey {
    to: Timestamp,
}

async fn travel(State(game): State<Arc<Game>>, Json(journey): Json<Journey>) -> Response {
    let Played {
        engine, playground, ..
    } = game.current();
    let now = engine.clock().now();
    let longest = SignedDuration::from_hours(LONGEST_JOURNEY_HOURS);
    if journey.to < now || journey.to.duration_since(now) > longest {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The clock goes forward, a year at most at a time.",
        )
            .into_response();
    }
    if engine.travel_to(journey.to).await.is_err() {
        return (
            StatusCode::CONFLICT,
            "This clock follows real time and can't be moved.",
        )
            .into_response();
    }
    playground.changed();
    Json(json!({ "now": engine.clock().now() })).into_response()
}

async fn reset(State(game): State<Arc<Game>>) -> Response {
    let Some(begin) = &game.begin else {
        return (
            StatusCode::CONFLICT,
            "What is kept in a data folder is not reset from a page.",
        )
            .into_response();
    };
    let fresh = begin().await;
    game.current.send_replace(fresh).end.cancel();
    Json(json!({ "done": true })).into_response()
}
