//! The gate as the network meets it: which status an activity gets over HTTP, and what the log says
//! of it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::teams::requests::{ANA, BEN, direct};
use crate::support::teams::{APP, Signature, TestKey, Token, Trouble, Workplace};
use crate::telling::workplace;

/// What is logged while it is held, by this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn begin(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || log.clone())
            .with_ansi(false);
        tracing::subscriber::set_default(subscriber.finish())
    }

    /// The lines of refusals since the last time.
    fn refusals(&self) -> Vec<String> {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap());
        let log = String::from_utf8(bytes).unwrap();
        let refusals = log.lines().filter(|line| line.contains("is refused"));
        refusals.map(str::to_owned).collect()
    }
}

/// What somebody sends, as bytes.
fn body(work: &Workplace, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut activity = work.complete(&direct(ANA, "me"));
    change(&mut activity);
    activity.to_string().into_bytes()
}

#[tokio::test]
async fn each_step_has_its_status_and_tells_nothing_to_who_is_refused() {
    let work = workplace().await;
    let log = Log::default();
    let _logging = log.begin();
    let now = work.clock.now().as_second();
    let whole = || body(&work, |_| ());
    let with = |token: Token| vec![("authorization", token.bearer())];
    let token = || work.token();
    let mut twice = with(token());
    twice.extend(with(token()));
    let warned = "WARN";
    for (name, headers, body, status, level) in [
        ("none", vec![], whole(), 401, "DEBUG"),
        ("two", twice, whole(), 401, "DEBUG"),
        (
            "basic",
            vec![("authorization", "Basic YTpi".to_owned())],
            whole(),
            401,
            "DEBUG",
        ),
        (
            "no token at all",
            vec![("authorization", "Bearer a.b.c".to_owned())],
            whole(),
            401,
            warned,
        ),
        (
            "by a secret",
            with(token().signed_by(Signature::Hs256WithThePublicKey)),
            whole(),
            401,
            warned,
        ),
        (
            "by nobody",
            with(token().signed_by(Signature::Empty)),
            whole(),
            401,
            warned,
        ),
        (
            "another key",
            with(token().by(TestKey::second())),
            whole(),
            401,
            warned,
        ),
        (
            "a stolen name",
            with(token().signed_with(TestKey::second())),
            whole(),
            401,
            warned,
        ),
        (
            "issuer",
            with(token().claim("iss", "https://sts.windows.net/")),
            whole(),
            401,
            warned,
        ),
        (
            "audience",
            with(token().claim("aud", "another")),
            whole(),
            401,
            warned,
        ),
        (
            "over",
            with(token().claim("exp", now - 301)),
            whole(),
            401,
            warned,
        ),
        ("no end", with(token().without("exp")), whole(), 401, warned),
        ("no JSON", with(token()), b"{".to_vec(), 400, warned),
        (
            "steered",
            with(token()),
            self::body(&work, |it| {
                it["serviceUrl"] = json!("https://smba.trafficmanager.net/emea/")
            }),
            403,
            warned,
        ),
        (
            "elsewhere",
            with(token()),
            self::body(&work, |it| it["channelId"] = json!("webchat")),
            403,
            warned,
        ),
        (
            "strangers",
            with(token()),
            self::body(&work, |it| it["conversation"]["tenantId"] = json!(APP)),
            403,
            warned,
        ),
        (
            "too large",
            with(token()),
            vec![b' '; 300_000],
            413,
            "DEBUG",
        ),
    ] {
        let replied = work.send_body(&headers, body).await;
        assert_eq!(replied.status, status, "{name}");
        assert_eq!(replied.body, "", "{name}");
        let lines = log.refusals();
        assert_eq!(lines.len(), 1, "{name}: {lines:?}");
        assert!(lines[0].contains(level), "{name}: {lines:?}");
        assert!(!lines[0].contains("eyJ"), "{name}: no token is logged");
    }
    assert!(work.fake.all_calls().is_empty());
    let good = work.send_body(&with(token()), whole()).await;
    assert_eq!(good.status, 200);
}

#[tokio::test]
async fn without_keys_nothing_is_believed_and_it_is_asked_again_later() {
    let work = workplace().await;
    work.authority.has(Trouble::Status(500));
    assert_eq!(work.send(&direct(ANA, "me")).await.status, 503);
    let log = Log::default();
    let _logging = log.begin();
    assert_eq!(work.send(&direct(BEN, "me")).await.status, 503);
    let lines = log.refusals();
    assert!(lines[0].contains("WARN"), "{lines:?}");
    assert!(work.fake.all_calls().is_empty());
}
