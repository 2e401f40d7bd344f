//! Where what is handed out by a link is fetched: a file from a page with one button, a picture as
//! it is. Chat apps and mail scanners open links before anybody does, so opening one uses nothing
//! up; only the button does. What has ended, was fetched, or never was is told in the same words.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::attachment::{attachment, plain_name};
use crate::engine::Engine;
use crate::platform::links::{FILES, LinkWords, Links, PICTURES};

/// How the pages look, in light and dark.
const STYLE: &str = "\
:root{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}\
body{margin:0;display:grid;place-items:center;min-height:90vh}\
main{max-width:28rem;padding:1.5rem}\
h1{font-size:1.4rem}\
bdi{overflow-wrap:anywhere;font-weight:600}\
button{font:inherit;font-weight:600;padding:.6rem 1.4rem}";

/// What the pages may do: look as above, and send their one button to where they come from. They
/// have no script.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let style = STANDARD.encode(Sha256::digest(STYLE));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).ok()
});

struct Serving {
    links: Arc<Links>,
    /// Whose clock it is.
    engine: Arc<Engine>,
    words: LinkWords,
}

/// The routes of links, by the clock of that engine.
pub fn link_routes(links: Arc<Links>, engine: Arc<Engine>, words: LinkWords) -> Router {
    let serving = Serving {
        links,
        engine,
        words,
    };
    Router::new()
        .route(&format!("/{FILES}/{{token}}"), get(look).post(take))
        .route(&format!("/{PICTURES}/{{token}}"), get(picture))
        .with_state(Arc::new(serving))
}

/// What can't even be read as a token is a wrong one like others.
type Token = Result<Path<String>, PathRejection>;

fn read(token: Token) -> String {
    token.map_or_else(|_| String::new(), |Path(token)| token)
}

async fn look(State(serving): State<Arc<Serving>>, token: Token) -> Response {
    let now = serving.engine.clock().now();
    match serving.links.look(&read(token), now) {
        Some(name) => page_of(&serving.words, &name),
        None => gone(&serving.words),
    }
}

async fn take(State(serving): State<Arc<Serving>>, token: Token) -> Response {
    let now = serving.engine.clock().now();
    match serving.links.take(&read(token), now) {
        Some(file) => attachment(&file.name, file.body),
        None => gone(&serving.words),
    }
}

async fn picture(State(serving): State<Arc<Serving>>, token: Token) -> Response {
    let now = serving.engine.clock().now();
    match serving.links.picture(&read(token), now) {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => gone(&serving.words),
    }
}

/// The page with the button.
fn page_of(words: &LinkWords, name: &str) -> Response {
    let (once, download) = (escaped(&words.once), escaped(&words.download));
    let name = plain_name(name);
    // Without an address the form goes to the page's own, whatever a proxy puts before it.
    let body = format!(
        "<p><bdi>{name}</bdi></p><form method=\"post\"><button>{download}</button></form><p>{once}</p>"
    );
    page(StatusCode::OK, words, &words.title, &body)
}

/// The page for all that can't be fetched.
fn gone(words: &LinkWords) -> Response {
    let body = format!("<p>{}</p>", escaped(&words.gone));
    page(StatusCode::GONE, words, &words.gone_title, &body)
}

fn page(status: StatusCode, words: &LinkWords, title: &str, body: &str) -> Response {
    let (language, title) = (escaped(&words.language), escaped(title));
    let page = format!(
        "<!doctype html><html lang=\"{language}\" dir=\"auto\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
         <title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let mut reply = (status, kind, page).into_response();
    if let Some(policy) = POLICY.clone() {
        let headers = reply.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    reply
}

/// Words as they may stand in HTML, in an attribute too.
fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
