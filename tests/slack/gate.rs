//! Who is let in, and that what is genuine is always answered with 2xx.

use futures_util::StreamExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::slack::SECRET;
use crate::support::slack::requests::{
    self, Press, command, direct, event, form, interaction, submission,
};
use crate::{ANA, workplace};

#[tokio::test]
async fn unsigned_stale_and_forged_requests_are_refused_and_do_nothing() {
    let work = workplace().await;
    let request = direct(ANA, "practice", "Ev1");
    let now = work.second();
    for headers in [
        Vec::new(),
        request.headers(now - 301),
        request.headers(now + 301),
        request.headers_by("another secret", now),
    ] {
        let refused = work.send_with(&request, headers).await;
        assert_eq!((refused.status.as_u16(), refused.body.as_str()), (401, ""));
    }
    work.settled().await;
    assert!(work.fake.standing("DANA").is_empty());
    for headers in [
        request.headers(now - 300),
        request.headers_by("the next one", now),
    ] {
        assert_eq!(work.send_with(&request, headers).await.status, 200);
    }
}

#[tokio::test]
async fn a_body_of_more_than_a_mebibyte_is_not_read() {
    let work = workplace().await;
    let request = requests::SlackRequest {
        content_type: "application/json",
        body: vec![b' '; (1 << 20) + 1],
    };
    assert_eq!(work.send(&request).await.status, 413);
}

#[tokio::test]
async fn slack_gets_its_challenge_back() {
    let work = workplace().await;
    let asked =
        event(&json!({ "type": "url_verification", "token": "old", "challenge": "3eZbrw1a" }));
    assert_eq!(
        work.send(&asked).await.json(),
        json!({ "challenge": "3eZbrw1a" })
    );
    assert_eq!(work.send_with(&asked, Vec::new()).await.status, 401);
}

#[tokio::test]
async fn a_probe_of_the_certificate_may_come_unsigned() {
    let work = workplace().await;
    let probe = form(&[("ssl_check", "1"), ("token", "old")]);
    for headers in [Vec::new(), probe.headers(work.second())] {
        let answered = work.send_with(&probe, headers).await;
        assert_eq!(
            (answered.status.as_u16(), answered.body.as_str()),
            (200, "")
        );
    }
    let disguised = form(&[("ssl_check", "1"), ("command", "/cairn"), ("user_id", ANA)]);
    assert_eq!(work.send_with(&disguised, Vec::new()).await.status, 401);
}

/// A press on *My progress*.
fn my_press(response_url: &str) -> Press<'_> {
    Press {
        person: ANA,
        channel: "C1",
        message: "1.1",
        token: "1:me",
        response_url,
        at: "1764000001.000100",
    }
}

/// Genuine requests that Cairn makes nothing of.
fn odd() -> Vec<(&'static str, requests::SlackRequest)> {
    let mut foreign_press = my_press("https://hooks.slack.com/x").payload();
    foreign_press["team"]["id"] = json!("T-other");
    let mut org_press = my_press("https://hooks.slack.com/x").payload();
    org_press["team"] = Value::Null;
    org_press["enterprise"] = json!({ "id": "E1" });
    org_press["is_enterprise_install"] = json!(true);
    let org_event = json!({
        "type": "event_callback", "event_id": "Ev9",
        "authorizations": [{ "enterprise_id": "E1", "team_id": null, "is_enterprise_install": true }],
        "event": { "type": "tokens_revoked", "tokens": { "bot": ["U1"] } },
    });
    let with_event = |inner: Value| {
        event(
            &json!({ "type": "event_callback", "team_id": "T1", "event_id": "Ev8", "event": inner }),
        )
    };
    vec![
        ("not ours", interaction(&foreign_press)),
        ("not ours", interaction(&org_press)),
        ("not ours", event(&org_event)),
        (
            "not ours",
            form(&[
                ("command", "/cairn"),
                ("team_id", "T-other"),
                ("user_id", ANA),
                ("channel_id", "C1"),
            ]),
        ),
        (
            "unknown",
            event(&json!({ "type": "app_rate_limited", "minute_rate_limited": 1 })),
        ),
        (
            "unknown",
            with_event(json!({ "type": "an event of next year" })),
        ),
        (
            "unknown",
            with_event(
                json!({ "type": "message", "channel_type": "im", "subtype": "message_changed", "channel": "D1" }),
            ),
        ),
        (
            "unknown",
            interaction(&json!({ "type": "workflow_step_edit", "team": { "id": "T1" } })),
        ),
        (
            "unknown",
            interaction(
                &json!({ "type": "view_submission", "team": { "id": "T1" }, "user": { "id": ANA }, "view": { "id": "V1", "private_metadata": "not ours" } }),
            ),
        ),
        ("unknown", form(&[("team_id", "T1")])),
        (
            "unreadable",
            interaction(&json!({ "type": "block_actions", "team": { "id": "T1" } })),
        ),
        (
            "unreadable",
            with_event(json!({ "type": "message", "channel_type": "im", "text": "no user" })),
        ),
        (
            "unknown",
            with_event(
                json!({ "type": "member_joined_channel", "channel": "C1", "user": ANA, "inviter": "UBOT" }),
            ),
        ),
        (
            "unreadable",
            with_event(json!({ "type": "channel_archive", "channel": { "name": "team" } })),
        ),
        (
            "unreadable",
            with_event(json!({ "type": "user_change", "user": ANA })),
        ),
        (
            "a bot",
            with_event(json!({ "type": "user_change", "user": { "id": "UBOT", "is_bot": true } })),
        ),
        (
            "unreadable",
            requests::SlackRequest {
                content_type: "application/json",
                body: b"{\"type\":".to_vec(),
            },
        ),
        (
            "unreadable",
            requests::SlackRequest {
                content_type: "application/x-www-form-urlencoded",
                body: b"payload=%7B".to_vec(),
            },
        ),
        (
            "a bot",
            with_event(
                json!({ "type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "bot_id": "B2", "text": "hi" }),
            ),
        ),
        (
            "a bot",
            with_event(
                json!({ "type": "message", "channel_type": "im", "channel": "D1", "user": "UBOT", "text": "hi" }),
            ),
        ),
    ]
}

#[tokio::test]
async fn what_is_genuine_and_odd_is_taken_counted_and_changes_nothing() {
    let work = workplace().await;
    let mut expected = std::collections::BTreeMap::new();
    for (reason, request) in odd() {
        *expected.entry(reason).or_insert(0u64) += 1;
        let taken = work.send(&request).await;
        let shown = String::from_utf8_lossy(&request.body).into_owned();
        assert_eq!(
            (taken.status.as_u16(), taken.body.as_str()),
            (200, ""),
            "{shown}"
        );
    }
    work.settled().await;
    assert_eq!(work.slack.passed_over(), expected);
    assert!(work.fake.calls("chat.postMessage").is_empty());
}

#[tokio::test]
async fn a_list_of_options_is_answered_with_none() {
    let work = workplace().await;
    let asked =
        interaction(&json!({ "type": "block_suggestion", "team": { "id": "T1" }, "value": "x" }));
    assert_eq!(work.send(&asked).await.json(), json!({ "options": [] }));
}

#[tokio::test]
async fn in_a_shared_channel_the_event_is_ours_by_its_authorization() {
    let work = workplace().await;
    let shared = event(&json!({
        "type": "event_callback", "team_id": "T-theirs", "event_id": "Ev7",
        "authorizations": [{ "enterprise_id": null, "team_id": "T1", "is_enterprise_install": false }],
        "event": { "type": "app_mention", "user": "UTHEIRS", "channel": "C1", "text": "<@UBOT> me", "ts": "1.1" },
    }));
    assert_eq!(work.send(&shared).await.status, 200);
    work.settled().await;
    assert_eq!(work.fake.calls("chat.postEphemeral").len(), 1);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop_oneof![
            Just("T1".to_owned()),
            Just("block_actions".to_owned()),
            Just("view_submission".to_owned()),
            Just("event_callback".to_owned()),
            Just("message".to_owned()),
            Just("im".to_owned()),
            Just("app_mention".to_owned()),
            Just("user_change".to_owned()),
            Just("member_joined_channel".to_owned()),
            Just("channel_archive".to_owned()),
            Just("UBOT".to_owned()),
            ".{0,12}"
        ]
        .prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("type"),
        Just("team"),
        Just("team_id"),
        Just("id"),
        Just("user"),
        Just("event"),
        Just("event_id"),
        Just("authorizations"),
        Just("actions"),
        Just("value"),
        Just("view"),
        Just("state"),
        Just("values"),
        Just("private_metadata"),
        Just("channel"),
        Just("channel_type"),
        Just("text"),
        Just("container"),
        Just("inviter"),
        Just("tz"),
        Just("deleted"),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name.clone(), inner), 0..8).prop_map(|fields| {
                Value::Object(
                    fields
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

#[test]
fn any_signed_body_is_answered_with_2xx() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let work = runtime.block_on(workplace());
    let bodies = (any_json(), proptest::collection::vec(any::<u8>(), 0..64));
    let mut runner = TestRunner::new(Config::with_cases(512));
    let outcome = runner.run(&bodies, |(payload, garbage)| {
        for request in [
            event(&payload),
            interaction(&payload),
            requests::SlackRequest {
                content_type: "application/x-www-form-urlencoded",
                body: garbage.clone(),
            },
            requests::SlackRequest {
                content_type: "text/plain",
                body: garbage.clone(),
            },
        ] {
            let taken = runtime.block_on(work.send(&request));
            prop_assert!(taken.status.is_success(), "{} for {payload}", taken.status);
        }
        Ok(())
    });
    outcome.unwrap();
}

#[tokio::test]
async fn a_response_url_that_leads_elsewhere_is_not_called() {
    let work = workplace().await;
    for (number, url) in [
        "http://169.254.169.254/latest/meta-data/",
        "https://hooks.slack.com.evil.example/x",
        "https://user@hooks.slack.com/x",
        "https://hooks.slack.com:8443/x",
        "file:///etc/passwd",
        "",
    ]
    .into_iter()
    .enumerate()
    {
        let at = format!("1764000001.{number:06}");
        work.presses(&Press {
            at: &at,
            ..my_press(url)
        })
        .await;
        assert_eq!(
            work.fake.calls("chat.postEphemeral").len(),
            number + 1,
            "the words come another way"
        );
    }
}

#[tokio::test]
async fn before_slack_has_said_who_the_bot_is_an_event_comes_again_and_a_person_is_told() {
    let work = crate::support::slack::Workplace::begin_unintroduced(
        crate::support::coach_with_admins(&[]),
        std::sync::Arc::new(cairn::store::MemoryStore::new()),
    )
    .await;
    assert_eq!(work.send(&direct(ANA, "me", "Ev1")).await.status, 503);
    let told = work.send(&command(ANA, "C1", "me", "trigger")).await;
    assert_eq!(told.status, 200);
    assert!(told.body.contains("Too busy"));

    let url = work.fake.response_url("ana");
    assert_eq!(work.send(&my_press(&url).request()).await.body, "");
    let [said] = &work.fake.answers("ana")[..] else {
        panic!("who pressed is told once")
    };
    assert!(said["text"].as_str().unwrap().contains("Too busy"));

    let metadata = json!({ "about": "1:o:feedback/late-report", "page": 0 }).to_string();
    let view = json!({ "callback_id": "form", "private_metadata": metadata });
    let note = json!({ "note": { "input": { "type": "plain_text_input", "value": "No." } } });
    let sent = work.send(&submission(ANA, &view, &note)).await.json();
    assert_eq!(sent["errors"]["note"], "Too busy: please tap again.");
}

#[tokio::test]
async fn a_token_that_slack_refuses_is_told_in_a_sentence() {
    let work = crate::support::slack::Workplace::begin_unintroduced(
        crate::support::coach_with_admins(&[]),
        std::sync::Arc::new(cairn::store::MemoryStore::new()),
    )
    .await;
    work.fake.fail(
        "auth.test",
        [crate::support::slack::Fault::Refused("invalid_auth")],
    );
    let error = work.slack.introduce().await.unwrap_err().to_string();
    assert!(
        error.contains("SLACK_BOT_TOKEN") && error.contains("invalid_auth"),
        "{error}"
    );
}

#[tokio::test]
async fn trouble_of_slacks_own_does_not_end_the_introduction() {
    let work = crate::support::slack::Workplace::begin_unintroduced(
        crate::support::coach_with_admins(&[]),
        std::sync::Arc::new(cairn::store::MemoryStore::new()),
    )
    .await;
    work.fake.fail(
        "auth.test",
        [crate::support::slack::Fault::Refused("internal_error")],
    );
    assert!(work.slack.introduce().await.is_ok());
}

#[test]
fn the_secret_is_shown_nowhere() {
    let settings = cairn::platform::slack::SlackSettings {
        signing_secrets: vec![SECRET.into()],
        bot_token: "xoxb-secret".into(),
        api: "https://slack.com/api".parse().unwrap(),
    };
    let shown = format!("{settings:?}");
    assert!(
        !shown.contains(SECRET) && !shown.contains("xoxb-secret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_body_that_comes_drop_by_drop_is_given_up() {
    let work = workplace().await;
    let request = direct(ANA, "practice", "Ev1");
    let never = futures_util::stream::once(async { Ok::<_, std::io::Error>("{") })
        .chain(futures_util::stream::pending());
    tokio::time::pause();
    let given_up = work
        .send_body(
            request.headers(work.second()),
            axum::body::Body::from_stream(never),
        )
        .await;
    assert!(given_up.status.is_client_error(), "{given_up:?}");
}

#[tokio::test]
async fn a_persons_token_is_not_taken_for_the_bots() {
    let work = crate::support::slack::Workplace::begin_unintroduced(
        crate::support::coach_with_admins(&[]),
        std::sync::Arc::new(cairn::store::MemoryStore::new()),
    )
    .await;
    work.fake
        .fail("auth.test", [crate::support::slack::Fault::Persons]);
    let error = work.slack.introduce().await.unwrap_err().to_string();
    assert!(
        error.contains("no bot's") && error.contains("xoxb-"),
        "{error}"
    );
}
