//! What listens: one function for every platform (receive, handle, respond), the playground's
//! page, what is fetched by a link, and health. Limits and headers are the same for all.

mod attachment;
mod drawn;
mod events;
mod links;
mod playground;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyDeadlineLayer;

pub use drawn::Drawing;
pub use events::{Endpoint, routes_of};
pub use links::link_routes;
pub use playground::{Begin, Game, Played, routes as playground_routes};

/// The largest request body, in bytes: Slack's own stay far below.
const LARGEST_REQUEST_BYTES: usize = 1 << 20;

/// How long a request's body may take to come in: whoever sends it drop by drop holds nothing up.
/// Slack itself waits for 3 seconds in all.
const SLOWEST_REQUEST: Duration = Duration::from_secs(10);

/// Whether Cairn can take events.
#[derive(Clone, Debug, Default)]
pub struct Ready(Arc<AtomicBool>);

impl Ready {
    /// From now on it can, or can't.
    pub fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Release);
    }

    fn is_ready(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// All routes, under one set of limits and headers.
pub fn router(ready: Ready, routes: impl IntoIterator<Item = Router>) -> Router {
    let health = Router::new()
        .route("/healthz", get(async || "alive"))
        .route(
            "/readyz",
            get(async move || {
                if ready.is_ready() {
                    (StatusCode::OK, "ready")
                } else {
                    (StatusCode::SERVICE_UNAVAILABLE, "not ready")
                }
            }),
        );
    let all = routes.into_iter().fold(health, Router::merge);
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::overriding(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    // A page that needs to do something else says itself what.
    let policy = |value: &'static str| {
        SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static("content-security-policy"),
            HeaderValue::from_static(value),
        )
    };
    // One layer for all of them: each call of `layer` would box every request once more.
    all.layer((
        CatchPanicLayer::new(),
        RequestBodyDeadlineLayer::new(SLOWEST_REQUEST),
        RequestBodyLimitLayer::new(LARGEST_REQUEST_BYTES),
        header("cache-control", "no-store"),
        header("referrer-policy", "no-referrer"),
        header("x-content-type-options", "nosniff"),
        policy("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ))
}
