//! A false Bot Connector: takes the calls that Cairn makes to Teams, remembers what stands where,
//! and fails as it is told to.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post, put};
use serde_json::{Value, json};
use tokio::time::Instant;

/// What goes wrong with a call.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Too many; wait so many seconds, if it says so. Nothing done.
    Limited(Option<u64>),
    /// Something else is under way in the conversation; nothing done.
    Busy,
    /// That status with a code in JSON, and nothing done.
    Refused(u16, &'static str),
    /// The old form of a refusal: a number, and JSON within the message.
    Nested(u16, &'static str),
    /// A page of words with that status, as of a proxy, and nothing done.
    Page(u16),
    /// Done, and then that status.
    FailsAfter(u16),
    /// Sends the caller elsewhere; nothing done.
    Redirect(String),
    /// The connection ends, and nothing is done.
    HangsUp,
    /// Done, but the answer never comes: the connection ends.
    HangsUpAfter,
    /// Done, but the answer takes longer than anybody waits.
    Slow,
    /// Done, and an answer without end.
    Endless,
}

/// A call that was made.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which: `send`, `update`, `delete`, `open`, `members`, `member` or `channels`.
    pub what: &'static str,
    /// When it came.
    pub at: Instant,
    /// The method.
    pub method: Method,
    /// The path as it came, with what is encoded in it.
    pub path: String,
    /// The query, decoded.
    pub query: HashMap<String, String>,
    /// Who called.
    pub authorization: Option<String>,
    /// What was sent; null for nothing.
    pub body: Value,
    /// As what it was sent.
    pub content_type: Option<String>,
}

#[derive(Default)]
struct Inner {
    calls: Vec<Call>,
    faults: HashMap<&'static str, VecDeque<Fault>>,
    standing: BTreeMap<(String, String), Value>,
    members: HashMap<String, Vec<Value>>,
    channels: HashMap<String, Vec<Value>>,
    refused_tokens: HashSet<String>,
    count: u64,
}

/// A false Bot Connector on a port of this machine.
#[derive(Clone)]
pub struct FakeConnector {
    inner: Arc<Mutex<Inner>>,
    pub address: String,
}

impl FakeConnector {
    /// Begins to listen.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let fake = Self {
            inner: Arc::default(),
            address: format!("http://{}", listener.local_addr().unwrap()),
        };
        let base = "/amer/v3";
        let router = Router::new()
            .route(&format!("{base}/conversations"), post(open))
            .route(
                &format!("{base}/conversations/{{id}}/activities"),
                post(send),
            )
            .route(
                &format!("{base}/conversations/{{id}}/activities/{{activity}}"),
                put(update).delete(delete),
            )
            .route(
                &format!("{base}/conversations/{{id}}/pagedmembers"),
                get(members),
            )
            .route(
                &format!("{base}/conversations/{{id}}/members/{{member}}"),
                get(member),
            )
            .route(&format!("{base}/teams/{{id}}/conversations"), get(channels))
            .fallback(any(unknown))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    /// What activities bear as their `serviceUrl`.
    pub fn service_url(&self) -> String {
        format!("{}/amer/", self.address)
    }

    /// The next calls of a kind fail so, one after the other.
    pub fn fail(&self, what: &'static str, faults: impl IntoIterator<Item = Fault>) {
        self.inner().faults.entry(what).or_default().extend(faults);
    }

    /// From now on a token is refused.
    pub fn refuse_token(&self, token: &str) {
        self.inner()
            .refused_tokens
            .insert(format!("Bearer {token}"));
    }

    /// Who is in a conversation.
    pub fn populate(&self, conversation: &str, members: Vec<Value>) {
        let mut inner = self.inner();
        inner.members.insert(conversation.to_owned(), members);
    }

    /// Which channels a team has.
    pub fn furnish(&self, team: &str, channels: Vec<Value>) {
        self.inner().channels.insert(team.to_owned(), channels);
    }

    /// All calls so far.
    pub fn all_calls(&self) -> Vec<Call> {
        self.inner().calls.clone()
    }

    /// The calls of a kind so far.
    pub fn calls(&self, what: &str) -> Vec<Call> {
        let inner = self.inner();
        let of_kind = inner.calls.iter().filter(|call| call.what == what);
        of_kind.cloned().collect()
    }

    /// How many calls of a kind there were so far.
    pub fn count(&self, what: &str) -> usize {
        let inner = self.inner();
        inner.calls.iter().filter(|call| call.what == what).count()
    }

    /// The only call so far.
    pub fn only_call(&self) -> Call {
        let mut calls = self.all_calls();
        assert_eq!(calls.len(), 1, "{calls:#?}");
        calls.remove(0)
    }

    /// What stands in a conversation now, in order: its id and itself.
    pub fn standing(&self, conversation: &str) -> Vec<(String, Value)> {
        let inner = self.inner();
        let there = inner.standing.iter();
        there
            .filter(|((at, _), _)| at == conversation)
            .map(|((_, id), activity)| (id.clone(), activity.clone()))
            .collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Writes a call down and does it, or what is to go wrong instead.
    async fn take(
        &self,
        what: &'static str,
        came: Came,
        act: impl FnOnce(&mut Inner, &Call) -> Response,
    ) -> Response {
        let call = came.call(what);
        let (fault, response) = {
            let mut inner = self.inner();
            inner.calls.push(call.clone());
            let is_refused = |token: &String| inner.refused_tokens.contains(token);
            if call.authorization.as_ref().is_some_and(is_refused) {
                return words(401, "BotNotRegistered");
            }
            let fault = inner.faults.get_mut(what).and_then(VecDeque::pop_front);
            let is_done = matches!(
                fault,
                None | Some(
                    Fault::FailsAfter(_) | Fault::HangsUpAfter | Fault::Slow | Fault::Endless
                )
            );
            (fault, is_done.then(|| act(&mut inner, &call)))
        };
        match fault {
            Some(fault) => failed(fault).await,
            None => response.unwrap(),
        }
    }
}

/// A request as it came.
struct Came {
    method: Method,
    uri: Uri,
    query: HashMap<String, String>,
    headers: HeaderMap,
    body: Bytes,
}

impl Came {
    fn call(self, what: &'static str) -> Call {
        let header = |name| {
            let value = self.headers.get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        Call {
            what,
            at: Instant::now(),
            method: self.method.clone(),
            path: self.uri.path().to_owned(),
            query: self.query.clone(),
            authorization: header(header::AUTHORIZATION),
            content_type: header(header::CONTENT_TYPE),
            body: match &*self.body {
                [] => Value::Null,
                body => serde_json::from_slice(body).unwrap(),
            },
        }
    }
}

impl axum::extract::FromRequest<FakeConnector> for Came {
    type Rejection = Response;

    async fn from_request(
        request: axum::extract::Request,
        _: &FakeConnector,
    ) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let query = Query::try_from_uri(&parts.uri).map_err(IntoResponse::into_response)?;
        let body = axum::body::to_bytes(body, 1_000_000).await;
        Ok(Self {
            method: parts.method,
            uri: parts.uri,
            query: query.0,
            headers: parts.headers,
            body: body.unwrap(),
        })
    }
}

async fn failed(fault: Fault) -> Response {
    let status = |status| StatusCode::from_u16(status).unwrap();
    match fault {
        Fault::Limited(seconds) => {
            let mut response = words(429, "Throttled");
            if let Some(seconds) = seconds {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
        Fault::Busy => words(412, "PreconditionFailed"),
        Fault::Refused(status, code) => words(status, code),
        Fault::Nested(number, code) => {
            let within = json!({ "subCode": code, "details": "in words" }).to_string();
            let body = json!({ "errorCode": 209, "message": within });
            (status(number), axum::Json(body)).into_response()
        }
        Fault::Page(number) => (status(number), "<html>a page</html>").into_response(),
        Fault::FailsAfter(number) => words(number, "ServiceError"),
        Fault::Redirect(to) => {
            (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
        Fault::HangsUp | Fault::HangsUpAfter => cut_off(futures_util::stream::empty()),
        Fault::Slow => std::future::pending().await,
        Fault::Endless => {
            let part = || Ok(Bytes::from_static(&[b' '; 65_536]));
            cut_off(futures_util::stream::iter(std::iter::repeat_with(part)))
        }
    }
}

/// A body that breaks off after these parts. Before its first byte the connection just ends.
fn cut_off(
    parts: impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static,
) -> Response {
    use futures_util::StreamExt as _;
    let end = futures_util::stream::once(async { Err(std::io::Error::other("the line was cut")) });
    Body::from_stream(parts.chain(end)).into_response()
}

/// A refusal as Teams writes it.
fn words(status: u16, code: &str) -> Response {
    let body = json!({ "error": { "code": code, "message": "in words" } });
    (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
}

fn not_found(code: &str) -> Response {
    words(404, code)
}

async fn open(State(fake): State<FakeConnector>, came: Came) -> Response {
    fake.take("open", came, |_, call| {
        let person = call.body["members"][0]["id"].as_str().unwrap();
        let body = json!({ "id": format!("a:{person}") });
        (StatusCode::CREATED, axum::Json(body)).into_response()
    })
    .await
}

async fn send(
    State(fake): State<FakeConnector>,
    Path(conversation): Path<String>,
    came: Came,
) -> Response {
    fake.take("send", came, |inner, call| {
        if call.body["type"] == "typing" {
            return StatusCode::ACCEPTED.into_response();
        }
        inner.count += 1;
        let id = format!("{:013}", 1_795_510_800_000 + inner.count);
        inner
            .standing
            .insert((conversation, id.clone()), call.body.clone());
        (StatusCode::CREATED, axum::Json(json!({ "id": id }))).into_response()
    })
    .await
}

async fn update(
    State(fake): State<FakeConnector>,
    Path(at): Path<(String, String)>,
    came: Came,
) -> Response {
    fake.take("update", came, |inner, call| {
        let id = at.1.clone();
        let Some(standing) = inner.standing.get_mut(&at) else {
            return not_found("ActivityNotFoundInConversation");
        };
        *standing = call.body.clone();
        axum::Json(json!({ "id": id })).into_response()
    })
    .await
}

async fn delete(
    State(fake): State<FakeConnector>,
    Path(at): Path<(String, String)>,
    came: Came,
) -> Response {
    fake.take("delete", came, |inner, _| {
        match inner.standing.remove(&at) {
            Some(_) => StatusCode::OK.into_response(),
            None => not_found("ActivityNotFoundInConversation"),
        }
    })
    .await
}

/// Two people a page, whatever is asked for.
async fn members(
    State(fake): State<FakeConnector>,
    Path(conversation): Path<String>,
    came: Came,
) -> Response {
    fake.take("members", came, |inner, call| {
        let Some(all) = inner.members.get(&conversation) else {
            return not_found("ConversationNotFound");
        };
        let after = call.query.get("continuationToken");
        let after = after.map_or(0, |after| {
            after.trim_start_matches("after &=#").parse().unwrap()
        });
        let page: Vec<&Value> = all.iter().skip(after).take(2).collect();
        let next = after + page.len();
        let mut body = json!({ "members": page });
        if next < all.len() {
            body["continuationToken"] = json!(format!("after &=#{next}"));
        }
        axum::Json(body).into_response()
    })
    .await
}

async fn member(
    State(fake): State<FakeConnector>,
    Path((conversation, id)): Path<(String, String)>,
    came: Came,
) -> Response {
    fake.take("member", came, |inner, _| {
        let all = inner.members.get(&conversation);
        let found = all.and_then(|all| all.iter().find(|member| member["id"] == id));
        match found {
            Some(member) => axum::Json(member).into_response(),
            None => not_found("MemberNotFoundInConversation"),
        }
    })
    .await
}

async fn channels(
    State(fake): State<FakeConnector>,
    Path(team): Path<String>,
    came: Came,
) -> Response {
    fake.take("channels", came, |inner, _| {
        match inner.channels.get(&team) {
            Some(channels) => axum::Json(json!({ "conversations": channels })).into_response(),
            None => not_found("ConversationNotFound"),
        }
    })
    .await
}

async fn unknown(State(fake): State<FakeConnector>, came: Came) -> Response {
    fake.take("unknown", came, |_, _| not_found("NotFound"))
        .await
}

/// Longer than the time limit of a call in these tests.
pub const TOO_LONG: Duration = Duration::from_millis(300);
