//! A false Slack: takes the calls that Cairn makes, remembers what stands where, and fails as it
//! is told to. Every set of blocks it is given is held against Block Kit's limits.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use serde_json::{Value, json};

use super::{BOT, TEAM};
use crate::support::block_kit;

/// When all that stands was said, in seconds: when the stories begin.
const SECOND: u32 = 1_795_510_800;

/// Something that goes wrong with the next call.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Too many; wait so many seconds. With Slack's JSON, or with nothing in the body.
    Limited { seconds: u64, bare: bool },
    /// A page of words with that status, as of a proxy, and nothing done.
    Broken(u16),
    /// `ok: false`, with that code, and nothing done.
    Refused(&'static str),
    /// `auth.test` of a person's token.
    Persons,
    /// Done, but the answer never comes: the connection ends.
    HangsUpAfter,
}

/// A call that was made.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method, or `hook/…` for an answer to a request.
    pub method: String,
    /// Who called.
    pub authorization: String,
    /// What was sent.
    pub body: Value,
    /// When, by the clock that calls are paced by.
    pub at: tokio::time::Instant,
}

#[derive(Default)]
struct Inner {
    calls: Vec<Call>,
    faults: HashMap<String, VecDeque<Fault>>,
    standing: BTreeMap<(String, String), Value>,
    count: u64,
    /// Where it listens.
    address: String,
    /// What Slack would have refused of what it was given.
    faulty: Vec<String>,
    /// The scopes that an operator has added to, or taken from, those of the manifest.
    added: HashSet<&'static str>,
    withheld: HashSet<&'static str>,
}

/// A false Slack on a port of this machine.
#[derive(Clone)]
pub struct FakeSlack {
    inner: Arc<Mutex<Inner>>,
    pub address: String,
}

impl FakeSlack {
    /// Begins to listen.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let inner = Inner {
            address: address.clone(),
            ..Inner::default()
        };
        let slack = Self {
            inner: Arc::new(Mutex::new(inner)),
            address,
        };
        let router = Router::new()
            .route("/api/{method}", any(api))
            .route("/hook/{name}", post(hook))
            .route("/upload/{name}", post(upload))
            .with_state(slack.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        slack
    }

    /// Where the Web API is.
    pub fn api(&self) -> String {
        format!("{}/api", self.address)
    }

    /// An address for answers.
    pub fn response_url(&self, name: &str) -> String {
        format!("{}/hook/{name}", self.address)
    }

    /// The next calls of a method fail so, one after the other.
    pub fn fail(&self, method: &str, faults: impl IntoIterator<Item = Fault>) {
        let mut inner = self.inner();
        inner
            .faults
            .entry(method.to_owned())
            .or_default()
            .extend(faults);
    }

    /// The app was installed with a scope more than its manifest asks for.
    pub fn grant(&self, scope: &'static str) {
        self.inner().added.insert(scope);
    }

    /// The app was installed before its manifest asked for this scope.
    pub fn withhold(&self, scope: &'static str) {
        self.inner().withheld.insert(scope);
    }

    /// All that stands in a channel is another bot's, which has put the same beside it.
    pub fn is_of_another_bot(&self, channel: &str) {
        let mut inner = self.inner();
        for ((at, _), message) in &mut inner.standing {
            if at == channel {
                message["bot_id"] = json!("BOTHER");
                message["user"] = json!("UOTHER");
            }
        }
    }

    /// People talk in a channel, after all that stands there.
    pub fn others_say(&self, channel: &str, times: usize) {
        let mut inner = self.inner();
        for number in 0..times {
            inner.count += 1;
            let ts = format!("{SECOND}.{:06}", inner.count);
            let said = json!({ "user": "UANA", "text": number.to_string(), "metadata": [number] });
            inner.standing.insert((channel.to_owned(), ts), said);
        }
    }

    /// All calls of a method so far.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        let inner = self.inner();
        let of_method = inner.calls.iter().filter(|call| call.method == method);
        of_method.cloned().collect()
    }

    /// All calls so far.
    pub fn all_calls(&self) -> Vec<Call> {
        self.inner().calls.clone()
    }

    /// The only call of a method so far.
    pub fn only_call(&self, method: &str) -> Value {
        let calls = self.calls(method);
        assert_eq!(calls.len(), 1, "calls of {method}: {calls:#?}");
        calls[0].body.clone()
    }

    /// What was answered by an address, in order.
    pub fn answers(&self, name: &str) -> Vec<Value> {
        let calls = self.calls(&format!("hook/{name}"));
        calls.into_iter().map(|call| call.body).collect()
    }

    /// What stands in a channel now, by time: the time and the message.
    pub fn standing(&self, channel: &str) -> Vec<(String, Value)> {
        let inner = self.inner();
        let there = inner.standing.iter().filter(|((at, _), _)| at == channel);
        there
            .map(|((_, ts), body)| (ts.clone(), body.clone()))
            .collect()
    }

    /// Fails if Slack would have refused anything that it was given.
    pub fn assert_sound(&self) {
        let inner = self.inner();
        assert!(inner.faulty.is_empty(), "{:#?}", inner.faulty);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    fn take(&self, method: &str, headers: &HeaderMap, body: Value) -> Response {
        let authorization = headers.get(header::AUTHORIZATION);
        let mut inner = self.inner();
        inner.faulty.extend(faults_of(method, &body));
        inner.calls.push(Call {
            method: method.to_owned(),
            authorization: authorization
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            body: body.clone(),
            at: tokio::time::Instant::now(),
        });
        let fault = inner.faults.get_mut(method).and_then(VecDeque::pop_front);
        match fault {
            None => answer(&mut inner, method, &body),
            Some(Fault::HangsUpAfter) => {
                answer(&mut inner, method, &body);
                hang_up()
            }
            Some(fault) => failed(&fault),
        }
    }
}

fn faults_of(method: &str, body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if body.get("blocks").is_some() {
        faults.extend(block_kit::message_faults(body));
    }
    if method == "chat.postMessage" && !is_marked(body) {
        faults.push("is posted without a mark in strings".to_owned());
    }
    if let Some(view) = body.get("view") {
        faults.extend(match method {
            "views.publish" => block_kit::home_faults(view),
            _ => block_kit::view_faults(view),
        });
    }
    faults
        .into_iter()
        .map(|fault| format!("{method}: {fault}"))
        .collect()
}

/// Whether its sender finds it again, and everybody else reads nothing in it.
fn is_marked(body: &Value) -> bool {
    let mark = body["metadata"]["event_payload"]["id"].as_str();
    let is_hash =
        |mark: &str| mark.len() == 32 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    body["metadata"]["event_type"] == "cairn_message" && mark.is_some_and(is_hash)
}

fn answer(inner: &mut Inner, method: &str, body: &Value) -> Response {
    if method.starts_with("hook/") || method.starts_with("upload/") {
        return "ok".into_response();
    }
    if method.starts_with("files.") && inner.withheld.contains("files:write") {
        return failed(&Fault::Refused("missing_scope"));
    }
    let reply = match method {
        "auth.test" => json!({ "team_id": TEAM, "user_id": BOT, "bot_id": "BBOT", "team": "Demo" }),
        "chat.postMessage" => {
            let to = body["channel"].as_str().unwrap();
            // A message to a person stands in the conversation with them.
            let channel = to
                .strip_prefix('U')
                .map_or(to.to_owned(), |rest| format!("D{rest}"));
            inner.count += 1;
            let ts = format!("{SECOND}.{:06}", inner.count);
            let mut message = body.clone();
            message["bot_id"] = json!("BBOT");
            message["user"] = json!(BOT);
            inner
                .standing
                .insert((channel.clone(), ts.clone()), message);
            json!({ "channel": channel, "ts": ts })
        }
        "chat.update" => {
            let at = (
                body["channel"].as_str().unwrap().to_owned(),
                body["ts"].as_str().unwrap().to_owned(),
            );
            let Some(standing) = inner.standing.get_mut(&at) else {
                return failed(&Fault::Refused("message_not_found"));
            };
            standing
                .as_object_mut()
                .unwrap()
                .extend(body.as_object().unwrap().clone());
            json!({ "channel": at.0, "ts": at.1 })
        }
        "conversations.open" => {
            if inner.withheld.contains("im:write") {
                return failed(&Fault::Refused("missing_scope"));
            }
            let person = body["users"].as_str().unwrap();
            json!({ "no_op": true, "already_open": true, "channel": { "id": person.replacen('U', "D", 1) } })
        }
        "conversations.history" => {
            let channel = body["channel"].as_str().unwrap();
            let scope = match channel.get(..1) {
                Some("D") => "im:history",
                Some("C") => "channels:history",
                _ => "groups:history",
            };
            let is_asked_for = scope == "im:history" && !inner.withheld.contains(scope);
            if !is_asked_for && !inner.added.contains(scope) {
                return failed(&Fault::Refused("missing_scope"));
            }
            history(inner, channel, body)
        }
        "conversations.info" => {
            let channel = body["channel"].as_str().unwrap();
            let of_kind = |kind: &str| channel.contains(kind);
            json!({ "channel": {
                "id": channel, "name": channel.to_lowercase(), "is_channel": true, "creator": "U1",
                "is_archived": of_kind("ARCHIVED"), "is_member": !of_kind("STRANGE"),
                "is_ext_shared": of_kind("SHARED"), "is_org_shared": null,
            } })
        }
        "users.info" => {
            json!({ "user": { "id": body["user"], "tz": "Europe/Berlin", "locale": "en-GB" } })
        }
        "conversations.members" => {
            let members = ["UANA", BOT, "UMAREK", "UADA"];
            match body["cursor"].as_str() {
                None => {
                    json!({ "members": members[..2], "response_metadata": { "next_cursor": "two" } })
                }
                Some(_) => {
                    json!({ "members": members[2..], "response_metadata": { "next_cursor": "" } })
                }
            }
        }
        "files.getUploadURLExternal" => {
            inner.count += 1;
            let id = format!("F{}", inner.count);
            let at = inner.address.clone();
            json!({ "upload_url": format!("{at}/upload/{id}"), "file_id": id })
        }
        "files.completeUploadExternal" => json!({ "files": body["files"] }),
        "chat.postEphemeral" | "views.open" | "views.update" | "views.publish" => json!({}),
        other => {
            inner.faulty.push(format!("Cairn should not call {other}"));
            return failed(&Fault::Refused("unknown_method"));
        }
    };
    let mut reply = reply;
    reply["ok"] = json!(true);
    axum::Json(reply).into_response()
}

/// A page of a conversation, the newest first. The cursor is how many were given before.
fn history(inner: &Inner, channel: &str, body: &Value) -> Value {
    let number = |key: &str| {
        body[key]
            .as_str()
            .and_then(|text| text.parse::<usize>().ok())
    };
    let oldest = body["oldest"].as_str().unwrap_or_default();
    let shows_metadata = body["include_all_metadata"] == "true";
    let message = |((_, ts), message): (&(String, String), &Value)| {
        let mut said = message.clone();
        said["ts"] = json!(ts);
        said["type"] = json!("message");
        if !shows_metadata {
            said.as_object_mut().unwrap().remove("metadata");
        }
        said
    };
    let there = inner.standing.iter().rev();
    let there = there.filter(|((at, ts), _)| at == channel && ts.as_str() > oldest);
    let all: Vec<Value> = there.map(message).collect();
    let from = number("cursor").unwrap_or_default().min(all.len());
    let to = (from + number("limit").unwrap_or(100)).min(all.len());
    let next = if to < all.len() {
        to.to_string()
    } else {
        String::new()
    };
    json!({
        "messages": all[from..to], "has_more": to < all.len(),
        "response_metadata": { "next_cursor": next },
    })
}

fn failed(fault: &Fault) -> Response {
    match fault {
        Fault::Limited {
            seconds,
            bare: true,
        } => (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, seconds.to_string())],
        )
            .into_response(),
        Fault::Limited {
            seconds,
            bare: false,
        } => (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, seconds.to_string())],
            axum::Json(json!({ "ok": false, "error": "ratelimited" })),
        )
            .into_response(),
        Fault::Broken(status) => {
            (StatusCode::from_u16(*status).unwrap(), "upstream is unwell").into_response()
        }
        Fault::Refused(code) => axum::Json(json!({ "ok": false, "error": code })).into_response(),
        Fault::Persons => {
            axum::Json(json!({ "ok": true, "team_id": TEAM, "user_id": "UADA" })).into_response()
        }
        Fault::HangsUpAfter => hang_up(),
    }
}

/// A body that breaks off before its first byte: to the caller the connection ended.
fn hang_up() -> Response {
    let broken = futures_util::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the line was cut"))
    });
    axum::body::Body::from_stream(broken).into_response()
}

async fn api(
    State(slack): State<FakeSlack>,
    Path(method): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = if body.is_empty() {
        json!(query)
    } else {
        serde_json::from_slice(&body).unwrap()
    };
    slack.take(&method, &headers, body)
}

/// The bytes of a file, kept as text.
async fn upload(
    State(slack): State<FakeSlack>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json!(String::from_utf8_lossy(&body));
    slack.take(&format!("upload/{name}"), &headers, body)
}

async fn hook(
    State(slack): State<FakeSlack>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap();
    slack.take(&format!("hook/{name}"), &headers, body)
}
