//! What the playground's page may ask of the server, and what is refused: requests of other
//! sites, journeys back, a reset of what is kept, one listener too many.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use cairn::chat::{
    Block, Card, File, FileContent, Message, Outgoing, Place, Span, Text, WorkspaceId,
};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::playground::{PAGE, Playground, WORKSPACE};
use cairn::platform::teams::cards::CardWords;
use cairn::platform::{Delivery, Outcome, Platform, UntakenWords};
use cairn::store::MemoryStore;
use cairn::web::{Begin, Drawing, Game, Played, Ready, playground_routes, router};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

fn played(clock: Clock) -> Played {
    playing(clock).0
}

fn playing(clock: Clock) -> (Played, Arc<Playground>) {
    let words = UntakenWords {
        busy: "busy".to_owned(),
        unknown: "unknown".to_owned(),
        broken: "broken".to_owned(),
    };
    let playground = Arc::new(Playground::new(words));
    let store = Arc::new(MemoryStore::new());
    let engine = Engine::new(store, vec![playground.clone()], support::coach(), clock);
    let end = CancellationToken::new();
    let played = Played::new(Arc::new(engine), playground.clone(), end);
    (played, playground)
}

fn drawing() -> Drawing {
    Drawing {
        words: CardWords {
            somebody: "somebody".to_owned(),
            a_channel: "a channel".to_owned(),
            needed: "needed".to_owned(),
            no_channel: "no channel".to_owned(),
        },
        zone: jiff::tz::TimeZone::UTC,
    }
}

/// A game of one's own, whose clock moves and which can be begun anew.
fn game() -> Router {
    let again: Begin = Box::new(|| Box::pin(async { played(Clock::movable()) }));
    serving(Game::new(
        played(Clock::movable()),
        Some(again),
        drawing(),
        CancellationToken::new(),
    ))
}

/// A game beside a real platform.
fn game_at_work() -> Router {
    serving(Game::new(
        played(Clock::system()),
        None,
        drawing(),
        CancellationToken::new(),
    ))
}

fn serving(game: Game) -> Router {
    router(Ready::default(), [playground_routes(Arc::new(game))])
}

async fn get(router: &Router, path: &str) -> Response {
    let request = Request::get(path).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

async fn post(router: &Router, path: &str, body: &Value, site: &str) -> Response {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .header("host", "127.0.0.1:3000")
        .header("sec-fetch-site", site)
        .body(Body::from(body.to_string()))
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

async fn state(router: &Router, person: &str) -> Value {
    let reply = get(router, &format!("/playground/state?as={person}")).await;
    assert_eq!(reply.status(), StatusCode::OK);
    let body = to_bytes(reply.into_body(), 1 << 20).await.unwrap();
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn every_file_of_the_page_is_served_under_a_strict_policy_and_asks_nobody_else() {
    let game = game();
    for file in PAGE {
        let reply = get(&game, file.path).await;
        assert_eq!(reply.status(), StatusCode::OK, "{}", file.path);
        let policy = reply.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        // Names of other places: a namespace in a picture is none.
        let elsewhere = file.text.replace("http://www.w3.org/2000/svg", "");
        let asks = [
            "src=\"http",
            "href=\"http",
            "url(http",
            "fetch(\"http",
            "//cdn",
        ];
        assert!(
            asks.iter().all(|ask| !elsewhere.contains(ask)),
            "{} asks another server",
            file.path
        );
        assert!(
            !file.text.contains("innerHTML"),
            "{}: text is no markup",
            file.path
        );
    }
}

#[tokio::test]
async fn what_changes_anything_is_refused_to_pages_of_other_sites() {
    let game = game();
    for path in ["events", "travel", "reset"] {
        let path = format!("/playground/{path}");
        let reply = post(&game, &path, &json!({}), "cross-site").await;
        assert_eq!(reply.status(), StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn only_those_who_play_are_shown_anything() {
    let reply = get(&game(), "/playground/state?as=Mallory").await;
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_clock_goes_forward_by_a_year_at_most() {
    let game = game();
    for (to, status) in [
        ("2020-01-01T00:00:00Z", StatusCode::UNPROCESSABLE_ENTITY),
        ("2400-01-01T00:00:00Z", StatusCode::UNPROCESSABLE_ENTITY),
        ("soon", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let reply = post(
            &game,
            "/playground/travel",
            &json!({ "to": to }),
            "same-origin",
        )
        .await;
        assert_eq!(reply.status(), status, "{to}");
    }
}

#[tokio::test]
async fn beside_a_real_platform_the_clock_stays_and_nothing_is_begun_anew() {
    let game = game_at_work();
    let shown = state(&game, "Ana").await;
    assert_eq!(shown["can_travel"], false);
    assert_eq!(shown["can_reset"], false);
    let tomorrow: jiff::Timestamp = shown["now"].as_str().unwrap().parse().unwrap();
    let to = (tomorrow + jiff::SignedDuration::from_hours(24)).to_string();
    let reply = post(
        &game,
        "/playground/travel",
        &json!({ "to": to }),
        "same-origin",
    )
    .await;
    assert_eq!(reply.status(), StatusCode::CONFLICT);
    let reply = post(&game, "/playground/reset", &json!({}), "same-origin").await;
    assert_eq!(reply.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn who_listens_hears_of_a_new_game_and_of_what_happens_in_it() {
    let game = game();
    let before = state(&game, "Ana").await;
    let mut heard = get(&game, "/playground/live")
        .await
        .into_body()
        .into_data_stream();

    post(&game, "/playground/reset", &json!({}), "same-origin").await;
    heard.next().await.unwrap().unwrap();
    let after = state(&game, "Ana").await;
    assert_ne!(before["game"], after["game"]);

    let words = json!({ "id": "1", "who": "Ana", "channel": "team", "zone": null, "deed": { "say": "hello" } });
    post(&game, "/playground/events", &words, "same-origin").await;
    heard.next().await.unwrap().unwrap();
    assert_eq!(state(&game, "Ada").await["messages"][0]["words"], "hello");
}

#[tokio::test]
async fn one_listener_too_many_is_sent_away_until_another_goes() {
    let game = game();
    let mut listeners = Vec::new();
    for _ in 0..64 {
        let reply = get(&game, "/playground/live").await;
        assert_eq!(reply.status(), StatusCode::OK);
        listeners.push(reply);
    }
    let refused = get(&game, "/playground/live").await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    listeners.pop();
    let taken = get(&game, "/playground/live").await;
    assert_eq!(taken.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_request_larger_than_any_form_is_refused() {
    let large = json!({ "id": "x".repeat(70_000) });
    let reply = post(&game(), "/playground/events", &large, "same-origin").await;
    assert_eq!(reply.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

/// Hands a file to Ana.
async fn hand(playground: &Playground, name: &str, body: &str) {
    let file = Outgoing::File(File {
        id: name.into(),
        person: "Ana".into(),
        name: name.to_owned(),
        content: FileContent::Text {
            media_type: "text/html".to_owned(),
            body: body.to_owned(),
        },
        words: Card::words("Here it is."),
        until: jiff::Timestamp::MAX,
    });
    let workspace = WorkspaceId::from(WORKSPACE);
    let delivery = Delivery {
        workspace: &workspace,
        what: &file,
        sent: None,
        now: jiff::Timestamp::UNIX_EPOCH,
        unclear: 0,
    };
    let outcome = playground.deliver(delivery).await;
    assert!(matches!(outcome, Outcome::Said(Some(_))));
}

#[tokio::test]
async fn a_file_is_kept_and_never_shown_whatever_it_is_called_and_holds() {
    let (played, playground) = playing(Clock::movable());
    let game = serving(Game::new(played, None, drawing(), CancellationToken::new()));
    let html = "<script>alert(1)</script>";
    for (place, (name, kept_as)) in [
        ("all-of-Ana.jsonl", "all-of-Ana.jsonl"),
        ("../../etc/passwd", "etcpasswd"),
        (
            "a\"; filename=\"b.html\r\nset-cookie: x=1",
            "afilenameb.htmlset-cookiex1",
        ),
        ("\u{202e}lmth.exe ☃", "lmth.exe"),
        ("…", "file"),
        ("..", "file"),
    ]
    .into_iter()
    .enumerate()
    {
        hand(&playground, name, html).await;
        let id = place + 1;
        let reply = get(&game, &format!("/playground/file?as=Ana&message={id}")).await;
        assert_eq!(reply.status(), StatusCode::OK, "{name}");
        let header = |name: &str| reply.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/octet-stream");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(
            header("content-disposition"),
            format!("attachment; filename=\"{kept_as}\"")
        );
        assert!(reply.headers().get("set-cookie").is_none());
        let body = to_bytes(reply.into_body(), 1 << 20).await.unwrap();
        assert_eq!(body, html, "what was handed, to the byte");
    }
}

#[tokio::test]
async fn a_file_is_handed_to_whom_it_was_sent_and_asked_for_by_its_number_alone() {
    let (played, playground) = playing(Clock::movable());
    let game = serving(Game::new(played, None, drawing(), CancellationToken::new()));
    hand(&playground, "all-of-Ana.jsonl", "hers").await;
    for (asked, status) in [
        ("as=Marek&message=1", StatusCode::NOT_FOUND),
        ("as=Ada&message=1", StatusCode::NOT_FOUND),
        ("as=&message=1", StatusCode::NOT_FOUND),
        ("as=Ana&message=0", StatusCode::NOT_FOUND),
        ("as=Ana&message=2", StatusCode::NOT_FOUND),
        ("as=Ana&message=18446744073709551615", StatusCode::NOT_FOUND),
        ("as=Ana&message=-1", StatusCode::BAD_REQUEST),
        ("as=Ana&message=../../etc/passwd", StatusCode::BAD_REQUEST),
        ("as=Ana&message=all-of-Ana.jsonl", StatusCode::BAD_REQUEST),
        ("as=Ana", StatusCode::BAD_REQUEST),
        ("message=1", StatusCode::BAD_REQUEST),
    ] {
        let reply = get(&game, &format!("/playground/file?{asked}")).await;
        assert_eq!(reply.status(), status, "{asked}");
        let body = to_bytes(reply.into_body(), 1 << 20).await.unwrap();
        assert!(!body.windows(4).any(|part| part == b"hers"), "{asked}");
    }
    for path in [
        "/playground/file/1",
        "/playground/../etc/passwd",
        "/playground/file/../all",
    ] {
        let reply = get(&game, path).await;
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let seen = state(&game, "Marek").await;
    assert!(!seen.to_string().contains("all-of-Ana"), "{seen}");
    let seen = state(&game, "Ana").await;
    assert!(!seen.to_string().contains("hers"), "its name alone: {seen}");
}

/// Cairn says something in a place of the playground.
async fn say(playground: &Playground, place: Place, text: Text) {
    let message = Outgoing::Message(Message {
        id: format!("said/{}", text.to_words()).into(),
        place,
        card: Card::of(vec![Block::Paragraph(text)]),
        until: jiff::Timestamp::MAX,
        urgent: false,
        via: None,
    });
    let workspace = WorkspaceId::from(WORKSPACE);
    let delivery = Delivery {
        workspace: &workspace,
        what: &message,
        sent: None,
        now: jiff::Timestamp::UNIX_EPOCH,
        unclear: 0,
    };
    let outcome = playground.deliver(delivery).await;
    assert!(matches!(outcome, Outcome::Said(Some(_))));
}

async fn drawn(game: &Router, person: &str, message: usize) -> (StatusCode, Value) {
    let path = format!("/playground/drawn?as={person}&message={message}");
    let reply = get(game, &path).await;
    let status = reply.status();
    let body = to_bytes(reply.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn what_somebody_sees_is_drawn_as_slack_and_teams_would_with_people_and_channels_by_name() {
    let (played, playground) = playing(Clock::movable());
    let game = serving(Game::new(played, None, drawing(), CancellationToken::new()));
    let at = Span::Moment("2026-12-01T12:00:00Z".parse().unwrap());
    let text = Text(vec![
        Span::Person("Ana".into()),
        Span::Plain(" in ".to_owned()),
        Span::Channel("team".into()),
        Span::Plain(", <!channel> at ".to_owned()),
        at,
    ]);
    say(&playground, Place::Channel("team".into()), text.clone()).await;
    say(&playground, Place::Direct("Marek".into()), text.clone()).await;
    say(&playground, Place::Home("Ada".into()), text).await;

    let (status, found) = drawn(&game, "Ada", 1).await;
    assert_eq!(status, StatusCode::OK);
    let runs = &found["slack"]["blocks"][0]["elements"][0]["elements"];
    assert_eq!(runs[0], json!({"type": "user", "user_id": "UANA"}));
    assert_eq!(runs[2], json!({"type": "channel", "channel_id": "CTEAM"}));
    assert_eq!(runs[3]["text"], ", <!channel> at ");
    assert_eq!(found["names"]["UANA"], "Ana");
    assert_eq!(found["names"]["CTEAM"], "team");
    let teams = &found["teams"];
    assert_eq!(teams["type"], "AdaptiveCard");
    let line = teams["body"][0]["text"].as_str().unwrap();
    assert!(line.starts_with("<at>Ana</at> in team, "), "{line}");
    assert!(line.contains("&lt;!channel>"), "{line}");
    assert!(line.contains("12:00 (UTC)"), "where many see it: {line}");

    let (_, hers) = drawn(&game, "Marek", 2).await;
    let line = hers["teams"]["body"][0]["text"].as_str().unwrap();
    assert!(line.contains(r"07:00 (America/New\_York)"), "{line}");
    let (_, home) = drawn(&game, "Ada", 3).await;
    assert_eq!(home["slack"]["type"], "home");
    assert_eq!(home["teams"]["type"], "AdaptiveCard");
}

#[tokio::test]
async fn what_somebody_does_not_see_is_drawn_for_nobody_else() {
    let (played, playground) = playing(Clock::movable());
    let game = serving(Game::new(played, None, drawing(), CancellationToken::new()));
    let ana = || "Ana".into();
    say(&playground, Place::Direct(ana()), Text::plain("one")).await;
    let whisper = Place::Whisper("team".into(), ana());
    say(&playground, whisper, Text::plain("two")).await;
    say(&playground, Place::Home(ana()), Text::plain("three")).await;
    for message in 1..=3 {
        for other in ["Marek", "Ada", "Mallory", ""] {
            let (status, found) = drawn(&game, other, message).await;
            assert_eq!((status, found), (StatusCode::NOT_FOUND, Value::Null));
        }
        let (status, _) = drawn(&game, "Ana", message).await;
        assert_eq!(status, StatusCode::OK);
    }
    let said = json!({"id": "a-1", "who": "Ana", "channel": "sales", "zone": "UTC", "deed": {"say": "words of my own"}});
    let reply = post(&game, "/playground/events", &said, "same-origin").await;
    assert_eq!(reply.status(), StatusCode::OK);
    let (status, _) = drawn(&game, "Ana", 4).await;
    assert_eq!(
        status,
        StatusCode::NOT_FOUND,
        "a person's own words are no card"
    );
    let (status, _) = drawn(&game, "Ana", 99).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}
