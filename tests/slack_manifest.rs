//! `cairn manifest slack`: what Slack makes the app from.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

use std::process::{Command, Output};

use cairn::coach::{COMMANDS, usage_hint};
use cairn::platform::slack::manifest::manifest;
use serde_json::{Value, json};

fn made(url: &str) -> Value {
    serde_json::from_str(&manifest(url, &usage_hint()).unwrap()).unwrap()
}

fn run(url: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_cairn");
    let mut command = Command::new(program);
    command.args(["manifest", "slack", "--url", url]);
    command.output().unwrap()
}

#[test]
fn everything_comes_in_at_one_address() {
    for (given, request_url) in [
        (
            "https://cairn.example.com",
            "https://cairn.example.com/slack/events",
        ),
        (
            "https://cairn.example.com/",
            "https://cairn.example.com/slack/events",
        ),
        (
            "https://example.com/bots/cairn//",
            "https://example.com/bots/cairn/slack/events",
        ),
        (
            "http://127.0.0.1:3000",
            "http://127.0.0.1:3000/slack/events",
        ),
    ] {
        let manifest = made(given);
        for pointer in [
            "/features/slash_commands/0/url",
            "/settings/event_subscriptions/request_url",
            "/settings/interactivity/request_url",
        ] {
            assert_eq!(
                manifest.pointer(pointer),
                Some(&json!(request_url)),
                "{pointer}"
            );
        }
    }
}

#[test]
fn an_address_that_slack_could_not_send_to_is_refused_with_what_to_do() {
    for (given, advice) in [
        (
            "cairn.example.com",
            "give one like https://cairn.example.com",
        ),
        ("", "give one like https://cairn.example.com"),
        (
            "ftp://cairn.example.com",
            "give one like https://cairn.example.com",
        ),
        ("http://cairn.example.com", "https only"),
        ("http://localhost.example.com", "https only"),
        (
            "https://ada:secret@cairn.example.com",
            "leave out names, passwords",
        ),
        (
            "https://cairn.example.com/?a=b",
            "leave out names, passwords",
        ),
        ("https://cairn.example.com/#a", "leave out names, passwords"),
        (
            &format!("https://cairn.example.com/{}", "a".repeat(3_500)),
            "give a shorter one",
        ),
    ] {
        let error = manifest(given, "").unwrap_err().to_string();
        assert!(error.contains(advice), "{given}: {error}");
    }
}

/// No more than is used: each right has its use, each event its right.
#[test]
fn the_app_may_only_what_it_does() {
    let manifest = made("https://cairn.example.com");
    let uses = [
        ("app_mentions:read", vec!["app_mention"]),
        (
            "channels:read",
            vec![
                "channel_archive",
                "channel_deleted",
                "channel_left",
                "channel_unarchive",
                "member_joined_channel",
                "member_left_channel",
            ],
        ),
        ("chat:write", vec![]),
        ("commands", vec![]),
        // Pictures, and files that are handed to one person.
        ("files:write", vec![]),
        (
            "groups:read",
            vec![
                "group_archive",
                "group_deleted",
                "group_left",
                "group_unarchive",
            ],
        ),
        ("im:history", vec!["message.im"]),
        // To find the conversation in which a message may stand already.
        ("im:write", vec![]),
        ("users:read", vec!["user_change"]),
    ];
    let rights: Vec<&str> = uses.iter().map(|(right, _)| *right).collect();
    assert_eq!(manifest["oauth_config"]["scopes"], json!({ "bot": rights }));
    let mut events: Vec<&str> = uses.into_iter().flat_map(|(_, events)| events).collect();
    events.push("app_home_opened");
    events.sort_unstable();
    assert_eq!(
        manifest["settings"]["event_subscriptions"]["bot_events"],
        json!(events)
    );
    for off in [
        "org_deploy_enabled",
        "socket_mode_enabled",
        "token_rotation_enabled",
    ] {
        assert_eq!(manifest["settings"][off], false, "{off}");
    }
    for tab in ["messages_tab_enabled", "home_tab_enabled"] {
        assert_eq!(manifest["features"]["app_home"][tab], true, "{tab}");
    }
    assert_eq!(
        manifest["features"]["app_home"]["messages_tab_read_only_enabled"],
        false
    );
    assert_eq!(
        manifest["features"]["slash_commands"][0]["should_escape"],
        true
    );
}

#[test]
fn every_text_keeps_to_slacks_limits() {
    let manifest = made("https://cairn.example.com");
    for (pointer, most) in [
        ("/display_information/name", 35),
        ("/display_information/description", 140),
        ("/features/bot_user/display_name", 80),
        ("/features/slash_commands/0/command", 32),
        ("/features/slash_commands/0/description", 2_000),
        ("/features/slash_commands/0/usage_hint", 1_000),
        ("/features/slash_commands/0/url", 3_500),
        ("/features/shortcuts/0/name", 24),
        ("/features/shortcuts/0/description", 150),
        ("/features/shortcuts/0/callback_id", 255),
        ("/features/shortcuts/1/name", 24),
        ("/features/shortcuts/1/description", 150),
        ("/features/shortcuts/1/callback_id", 255),
    ] {
        let text = manifest.pointer(pointer).and_then(Value::as_str).unwrap();
        let length = text.encode_utf16().count();
        assert!(
            (1..=most).contains(&length),
            "{pointer} has {length} characters"
        );
        assert!(!text.contains('{'), "{pointer} was not filled in: {text}");
    }
    assert_eq!(manifest["_metadata"]["major_version"], 2);
}

#[test]
fn the_hint_names_every_command() {
    let manifest = made("https://cairn.example.com");
    let hint = manifest["features"]["slash_commands"][0]["usage_hint"]
        .as_str()
        .unwrap();
    let named: Vec<&str> = hint.split(" | ").collect();
    let commands: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
    assert_eq!(named, commands);
}

#[test]
fn the_command_line_prints_it_or_says_what_is_wrong() {
    let printed = run("https://cairn.example.com");
    assert!(printed.status.success());
    let manifest: Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(manifest, made("https://cairn.example.com"));
    let refused = run("http://cairn.example.com");
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("https only")
    );
}
