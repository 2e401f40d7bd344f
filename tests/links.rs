//! What is handed out by a link, as a browser, a chat app and a stranger ask for it: a file once and
//! for a quarter of an hour, a picture for a day, and one answer for all that can't be fetched.

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
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use cairn::chat::{Drawing, Picture, Radar, Series, Stretch};
use cairn::clock::Clock;
use cairn::engine::Engine;
use cairn::platform::links::{FILE_LIVES, LinkWords, Links};
use cairn::store::MemoryStore;
use cairn::web::{Ready, link_routes, router};
use jiff::{SignedDuration, Timestamp};
use tower::ServiceExt;
use url::Url;

/// A server that hands out links, and its clock.
struct Server {
    links: Arc<Links>,
    clock: Clock,
    router: Router,
}

impl Server {
    fn new() -> Self {
        let clock = Clock::still(Timestamp::UNIX_EPOCH);
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::new(store, vec![], support::coach(), clock.clone());
        let address = Url::parse("https://cairn.example.com").unwrap();
        let links = Arc::new(Links::new(address));
        let words = LinkWords {
            language: "en".to_owned(),
            title: "Your <file>".to_owned(),
            download: "Download".to_owned(),
            once: "It works once.".to_owned(),
            gone_title: "Over".to_owned(),
            gone: "Ask me again & again.".to_owned(),
        };
        let routes = link_routes(links.clone(), Arc::new(engine), words);
        Self {
            links,
            clock,
            router: router(Ready::default(), [routes]),
        }
    }

    fn offer(&self, name: &str, body: &str) -> Url {
        let body = body.as_bytes().to_vec();
        self.links.offer_file(name, body, self.clock.now()).unwrap()
    }

    async fn ask(&self, method: Method, path: &str) -> Reply {
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::empty()).unwrap();
        Reply::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    async fn get(&self, link: &Url) -> Reply {
        self.ask(Method::GET, link.path()).await
    }

    /// As the page's button does.
    async fn press(&self, link: &Url) -> Reply {
        self.ask(Method::POST, link.path()).await
    }

    fn wait(&self, time: SignedDuration) {
        self.clock.move_to(self.clock.now() + time).unwrap();
    }
}

#[derive(Debug, PartialEq)]
struct Reply {
    status: StatusCode,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Reply {
    async fn of(reply: Response) -> Self {
        let (head, body) = reply.into_parts();
        let headers = head.headers.iter().map(|(name, value)| {
            let value = value.to_str().unwrap();
            (name.as_str().to_owned(), value.to_owned())
        });
        Self {
            status: head.status,
            headers: headers.collect(),
            body: to_bytes(body, 64 << 20).await.unwrap().to_vec(),
        }
    }

    fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(header, _)| header == name);
        let (_, value) = found.next().unwrap();
        assert!(found.next().is_none(), "{name} once");
        value
    }

    fn page(&self) -> &str {
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        std::str::from_utf8(&self.body).unwrap()
    }

    fn assert_gone(&self) {
        assert_eq!(self.status, StatusCode::GONE);
        assert!(self.page().contains("Ask me again &amp; again."));
    }
}

#[tokio::test]
async fn a_file_is_downloaded_by_its_button_and_once() {
    let server = Server::new();
    let link = server.offer("all-of-Ana.json", "{\"hers\":1}");
    let page = server.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.page();
    assert!(html.contains("all-of-Ana.json") && html.contains("It works once."));
    assert!(html.contains("<form method=\"post\"><button>Download</button></form>"));
    assert!(!html.contains("hers"), "what it holds is not on the page");

    let file = server.press(&link).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.body, b"{\"hers\":1}");
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"all-of-Ana.json\""
    );
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "no-store");

    server.press(&link).await.assert_gone();
    server.get(&link).await.assert_gone();
}

#[tokio::test]
async fn whoever_opens_a_link_beforehand_uses_nothing_up() {
    let server = Server::new();
    let link = server.offer("all.json", "hers");
    for method in [Method::HEAD, Method::GET, Method::HEAD, Method::GET] {
        let reply = server.ask(method.clone(), link.path()).await;
        assert_eq!(reply.status, StatusCode::OK, "{method}");
    }
    for method in [Method::PUT, Method::DELETE, Method::OPTIONS] {
        let reply = server.ask(method.clone(), link.path()).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    assert_eq!(server.press(&link).await.body, b"hers");
}

#[tokio::test]
async fn two_who_press_at_the_same_time_get_it_once() {
    let server = Server::new();
    let link = server.offer("all.json", "hers");
    let presses = (0..20).map(|_| server.press(&link));
    let replies = futures_util::future::join_all(presses).await;
    let served = replies.iter().filter(|reply| reply.body == b"hers");
    assert_eq!(served.count(), 1);
}

#[tokio::test]
async fn a_file_can_be_fetched_for_a_quarter_of_an_hour() {
    let server = Server::new();
    let (first, second) = (
        server.offer("a.json", "hers"),
        server.offer("b.json", "his"),
    );
    server.wait(FILE_LIVES - SignedDuration::from_secs(1));
    assert_eq!(server.press(&first).await.body, b"hers");
    assert_eq!(server.get(&second).await.status, StatusCode::OK);
    server.wait(SignedDuration::from_secs(1));
    server.get(&second).await.assert_gone();
    server.press(&second).await.assert_gone();
}

#[tokio::test]
async fn what_never_was_is_told_like_what_is_over_and_like_what_was_fetched() {
    let server = Server::new();
    let link = server.offer("all.json", "hers");
    let old = server.offer("old.json", "old");
    server.press(&old).await;
    let over = server.get(&old).await;
    over.assert_gone();
    let token = link.path().trim_start_matches("/files/");
    let wrong = [
        format!("/files/{}", "0".repeat(32)),
        format!("/files/{}", &token[1..]),
        format!("/files/{token}0"),
        format!("/files/{token}%00"),
        "/files/%FF".to_owned(),
        "/files/..%2f..%2fetc%2fpasswd".to_owned(),
        format!("/files/{}", "x".repeat(5_000)),
        format!("/pictures/{token}"),
        format!("/pictures/{}", "0".repeat(32)),
        "/pictures/%FF".to_owned(),
    ];
    for wrong in &wrong {
        assert_eq!(server.ask(Method::GET, wrong).await, over, "{wrong}");
    }
    for wrong in wrong.iter().filter(|path| path.starts_with("/files/")) {
        assert_eq!(server.ask(Method::POST, wrong).await, over, "{wrong}");
    }
    for path in ["/files", "/files/", "/pictures/", "/files/a/b"] {
        let reply = server.ask(Method::GET, path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(server.press(&link).await.body, b"hers", "it is still there");
}

#[tokio::test]
async fn the_page_may_send_its_button_home_and_nothing_else() {
    let server = Server::new();
    let link = server.offer("a<script>alert(1)</script>.json", "hers");
    let page = server.get(&link).await;
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert!(policy.contains("form-action 'self'"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    let html = page.page();
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("<title>Your &lt;file&gt;</title>"), "{html}");
    assert!(!html.contains("http"), "it asks nobody else: {html}");
    let gone = server.ask(Method::GET, "/files/0").await;
    assert_eq!(gone.header("content-security-policy"), policy);
    // What says nothing itself keeps the policy of all.
    let alive = server.ask(Method::GET, "/healthz").await;
    let policy = alive.header("content-security-policy");
    assert!(policy.contains("form-action 'none'"), "{policy}");
}

#[tokio::test]
async fn whatever_a_file_is_called_its_name_ends_no_header_and_leads_nowhere() {
    let server = Server::new();
    for (name, kept_as) in [
        ("\"; rm -rf /; \"", "rm-rf"),
        ("a.json\r\nset-cookie: x=1", "a.jsonset-cookiex1"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        ("../../etc/passwd", "etcpasswd"),
        ("…☃", "file"),
        (&"a".repeat(9_000), &"a".repeat(100)),
    ] {
        let link = server.offer(name, "hers");
        let page = server.get(&link).await;
        assert!(page.page().contains(&format!("<bdi>{kept_as}</bdi>")));
        let file = server.press(&link).await;
        assert_eq!(
            file.header("content-disposition"),
            format!("attachment; filename=\"{kept_as}\"")
        );
        let sets_cookie = |(name, _): &(String, String)| name == "set-cookie";
        assert!(!file.headers.iter().any(sets_cookie));
    }
}

fn picture(name: &str) -> Picture {
    let stretch = Some(Stretch { from: 20, to: 60 });
    let words = |of: &[&str]| of.iter().map(|word| (*word).to_owned()).collect();
    Picture {
        drawing: Drawing::Radar(Radar {
            axes: words(&["Focus", "Risk", "Metrics"]),
            rings: words(&["rarely", "often"]),
            series: vec![Series {
                name: name.to_owned(),
                earlier: false,
                stretches: vec![stretch; 3],
            }],
        }),
        alt: name.to_owned(),
    }
}

#[cfg(not(feature = "png"))]
#[tokio::test]
async fn without_png_a_picture_has_no_link() {
    let server = Server::new();
    let link = server
        .links
        .offer_picture(&picture("Now"), server.clock.now());
    assert_eq!(link, None);
}

#[cfg(feature = "png")]
#[tokio::test]
async fn a_picture_is_shown_for_a_day_as_often_as_anybody_asks() {
    let server = Server::new();
    let offer = |name| {
        server
            .links
            .offer_picture(&picture(name), server.clock.now())
    };
    let link = offer("Now").unwrap();
    assert!(link.path().starts_with("/pictures/"));
    for _ in 0..3 {
        let reply = server.get(&link).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.header("content-type"), "image/png");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert!(reply.body.starts_with(b"\x89PNG"));
        let head = server.ask(Method::HEAD, link.path()).await;
        assert_eq!(head.status, StatusCode::OK);
    }
    let posted = server.press(&link).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    let token = link.path().trim_start_matches("/pictures/");
    let as_file = server.ask(Method::POST, &format!("/files/{token}")).await;
    as_file.assert_gone();
    assert_ne!(offer("Before"), Some(link.clone()), "another drawing");

    server.wait(SignedDuration::from_hours(23));
    assert_eq!(offer("Now"), Some(link.clone()), "an edit shows the same");
    server.wait(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    assert_eq!(server.get(&link).await.status, StatusCode::OK);
    server.wait(SignedDuration::from_secs(1));
    server.get(&link).await.assert_gone();
    assert_ne!(offer("Now"), Some(link), "the next day has its own");
}
