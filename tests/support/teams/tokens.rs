//! A false giver of tokens: Entra's address for them, and the one that App Service offers a
//! machine's programs. Each token it gives is another one.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};

/// What is answered instead of a token.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// A refusal: that status, OAuth's code and Entra's number.
    Refused(u16, &'static str, u64),
    /// That status and a page of words.
    Page(u16),
    /// This, as it is.
    Says(Value),
    /// Elsewhere.
    Redirect(String),
}

/// A token that was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The form, or the query.
    pub with: HashMap<String, String>,
    /// The headers, names in lower case.
    pub headers: HashMap<String, String>,
}

#[derive(Default)]
struct Inner {
    asked: Vec<Asked>,
    troubles: VecDeque<Trouble>,
    given: u32,
}

/// A false giver of tokens on a port of this machine.
#[derive(Clone)]
pub struct FakeTokens {
    inner: Arc<Mutex<Inner>>,
    pub address: String,
}

impl FakeTokens {
    /// Begins to listen.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self {
            inner: Arc::default(),
            address: format!("http://{}", listener.local_addr().unwrap()),
        };
        let router = Router::new()
            .route("/tenant/oauth2/v2.0/token", post(by_form))
            .route("/msi/token", get(by_query))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    /// Where a bot asks.
    pub fn token_url(&self) -> String {
        format!("{}/tenant/oauth2/v2.0/token", self.address)
    }

    /// Where a program of App Service asks.
    pub fn identity_endpoint(&self) -> String {
        format!("{}/msi/token", self.address)
    }

    /// The next ones who ask are answered so.
    pub fn answer(&self, troubles: impl IntoIterator<Item = Trouble>) {
        self.inner().troubles.extend(troubles);
    }

    /// Who asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.inner().asked.clone()
    }

    /// The only one who asked so far.
    pub fn only_asked(&self) -> Asked {
        let mut asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:#?}");
        asked.remove(0)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    fn take(&self, with: HashMap<String, String>, headers: &HeaderMap) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()));
        let mut inner = self.inner();
        inner.asked.push(Asked {
            with,
            headers: headers.collect(),
        });
        let status = |status| StatusCode::from_u16(status).unwrap();
        match inner.troubles.pop_front() {
            None => {
                inner.given += 1;
                let token = format!("token-{}", inner.given);
                axum::Json(
                    json!({ "token_type": "Bearer", "expires_in": 3_599, "access_token": token }),
                )
                .into_response()
            }
            Some(Trouble::Refused(number, error, code)) => {
                let words = format!("AADSTS{code}: in words, with a secret-looking thing.");
                let body =
                    json!({ "error": error, "error_description": words, "error_codes": [code] });
                (status(number), axum::Json(body)).into_response()
            }
            Some(Trouble::Page(number)) => (status(number), "<html>a page</html>").into_response(),
            Some(Trouble::Says(body)) => axum::Json(body).into_response(),
            Some(Trouble::Redirect(to)) => {
                (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
            }
        }
    }
}

async fn by_form(State(fake): State<FakeTokens>, headers: HeaderMap, body: String) -> Response {
    assert_eq!(
        headers[header::CONTENT_TYPE],
        "application/x-www-form-urlencoded"
    );
    let form = url::form_urlencoded::parse(body.as_bytes());
    fake.take(form.into_owned().collect(), &headers)
}

async fn by_query(
    State(fake): State<FakeTokens>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    fake.take(query, &headers)
}
