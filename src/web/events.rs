//! The one function for every platform: receive, handle, respond.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::engine::Engine;
use crate::platform::{HttpReply, Platform, Received, Request};

/// Where a platform's requests go.
#[derive(Clone)]
pub struct Endpoint {
    /// Who decides.
    pub engine: Arc<Engine>,
    /// Who understands the requests.
    pub platform: Arc<dyn Platform>,
}

/// The route of a platform's requests.
pub fn routes_of(path: &str, endpoint: Endpoint) -> Router {
    Router::new().route(path, post(take)).with_state(endpoint)
}

async fn take(State(endpoint): State<Endpoint>, headers: HeaderMap, body: Bytes) -> Response {
    endpoint.take(&headers, &body).await
}

impl Endpoint {
    /// Takes one request.
    pub async fn take(&self, headers: &HeaderMap, body: &[u8]) -> Response {
        let headers: Vec<(String, String)> = headers
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect();
        let request = Request {
            headers: &headers,
            body,
        };
        let reply = match self
            .platform
            .receive(self.engine.clock().now(), request)
            .await
        {
            Received::Answered(reply) => reply,
            Received::Event(event, respond) => respond(self.engine.handle(*event).await).await,
        };
        reply.into_response()
    }
}

impl IntoResponse for HttpReply {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (
            status,
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.content_type),
            )],
            self.body,
        )
            .into_response()
    }
}
