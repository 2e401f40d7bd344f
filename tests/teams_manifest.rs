//! `cairn manifest teams`: the app package that an operator uploads to Teams. The manifest is held
//! to the schema that Microsoft publishes, and to what the bot needs and no more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod support;

use std::path::Path;

use cairn::coach::{COMMANDS, menus};
use cairn::platform::teams::manifest::{About, Offer, manifest, package};
use serde_json::{Value, json};
use support::program::{command, run};
use support::{phrases, schema};

const SCHEMA: &str = include_str!("support/teams/manifest-1.19.schema.json");
const APP: &str = "12345678-90ab-cdef-1234-567890ABCDEF";

const ABOUT: About<'static> = About {
    app_id: APP,
    version: "1.0.2",
    company: "Example Foods Ltd",
    website: "https://example.com",
    privacy: "https://example.com/privacy",
    terms: "https://example.com/terms",
};

fn made(about: &About<'_>) -> Value {
    let [direct, channel] = menus(&phrases());
    serde_json::from_str(&manifest(about, &direct, &channel).unwrap()).unwrap()
}

fn faults(manifest: &Value) -> Vec<String> {
    schema::faults(&serde_json::from_str(SCHEMA).unwrap(), manifest)
}

/// What is in a zip of stored files, by its directory, each checked against what its own head
/// says and against its sum.
fn unpacked(zip: &[u8]) -> Vec<(String, Vec<u8>)> {
    let short = |at: usize| usize::from(u16::from_le_bytes(zip[at..at + 2].try_into().unwrap()));
    let long = |at: usize| u32::from_le_bytes(zip[at..at + 4].try_into().unwrap());
    let place = |at: usize| usize::try_from(long(at)).unwrap();
    let end = zip.len() - 22;
    assert_eq!(zip[end..end + 4], *b"PK\x05\x06");
    let mut at = place(end + 16);
    let mut files = Vec::new();
    for _ in 0..short(end + 10) {
        assert_eq!(zip[at..at + 4], *b"PK\x01\x02");
        let name = &zip[at + 46..at + 46 + short(at + 28)];
        let head = place(at + 42);
        assert_eq!(zip[head..head + 4], *b"PK\x03\x04");
        // From the needed version to the length of the name both say the same.
        assert_eq!(zip[head + 4..head + 30], zip[at + 6..at + 32]);
        assert_eq!(zip[head + 30..head + 30 + name.len()], *name);
        let begins = head + 30 + name.len();
        let content = zip[begins..begins + place(at + 24)].to_vec();
        assert_eq!(crc32fast::hash(&content), long(at + 16));
        files.push((String::from_utf8(name.to_vec()).unwrap(), content));
        at += 46 + name.len();
    }
    assert_eq!(at, end);
    files
}

#[test]
fn the_manifest_is_what_microsofts_schema_wants() {
    assert_eq!(faults(&made(&ABOUT)), [""; 0]);
}

/// The schema, and how it is read here, finds what is wrong.
#[test]
fn a_manifest_that_is_damaged_is_found_so() {
    for (pointer, wrong, why) in [
        ("/manifestVersion", json!("1.12"), "is not \"1.19\""),
        ("/id", json!("cairn"), "does not match"),
        ("/accentColor", json!("green"), "does not match"),
        (
            "/developer/name",
            json!("x".repeat(33)),
            "is longer than 32",
        ),
        ("/developer", json!({}), "lacks \"privacyUrl\""),
        ("/bots/0/scopes/0", json!("everywhere"), "is none of"),
        (
            "/bots/0/commandLists/0/commands",
            json!("none"),
            "is not of type",
        ),
        (
            "/composeExtensions/0/commands/0/fetchTask",
            json!("yes"),
            "is not of type",
        ),
        (
            "/icons",
            json!({ "color": "a", "outline": "b", "c": "d" }),
            "nothing may stand here",
        ),
    ] {
        let mut manifest = made(&ABOUT);
        *manifest.pointer_mut(pointer).unwrap() = wrong;
        let faults = faults(&manifest).concat();
        assert!(faults.contains(why), "{pointer}: {faults}");
    }
}

#[test]
fn the_app_may_only_what_it_does() {
    let manifest = made(&ABOUT);
    for right in [
        "authorization",
        "webApplicationInfo",
        "permissions",
        "devicePermissions",
        "validDomains",
        "staticTabs",
        "configurableTabs",
    ] {
        assert_eq!(manifest.get(right), None, "{right}");
    }
    assert_eq!(
        manifest["bots"][0]["scopes"],
        json!(["personal", "team", "groupChat"])
    );
    assert_eq!(manifest["bots"][0]["supportsFiles"], false);
    let actions = manifest["composeExtensions"][0]["commands"]
        .as_array()
        .unwrap();
    let ids: Vec<&Value> = actions.iter().map(|action| &action["id"]).collect();
    assert_eq!(ids, ["win-new", "news-new"]);
    for action in actions {
        assert_eq!(action["context"], json!(["message"]));
        assert_eq!(action["fetchTask"], true);
    }
    let lower = APP.to_lowercase();
    for pointer in ["/id", "/bots/0/botId", "/composeExtensions/0/botId"] {
        assert_eq!(manifest.pointer(pointer), Some(&json!(lower)), "{pointer}");
    }
}

#[test]
fn the_menus_offer_commands_that_there_are() {
    let menus = menus(&phrases());
    for menu in &menus {
        assert_eq!(menu.len(), 10);
        for (name, does) in menu {
            assert!(COMMANDS.iter().any(|command| command.name == *name));
            assert!(!does.is_empty());
        }
        assert!(menu.iter().any(|(name, _)| *name == "help"));
    }
}

#[test]
fn what_teams_would_not_take_is_told_with_what_to_do() {
    let long_name = "x".repeat(33);
    let long_page = format!("https://example.com/{}", "a".repeat(2_048));
    for (about, advice) in [
        (
            About {
                app_id: "",
                ..ABOUT
            },
            "as TEAMS_APP_ID",
        ),
        (
            About {
                app_id: "cairn",
                ..ABOUT
            },
            "\"cairn\" is no app id",
        ),
        (
            About {
                version: "1.0",
                ..ABOUT
            },
            "such as 1.0.2",
        ),
        (
            About {
                version: "1.0.x",
                ..ABOUT
            },
            "such as 1.0.2",
        ),
        (
            About {
                version: "1.01.0",
                ..ABOUT
            },
            "such as 1.0.2",
        ),
        (
            About {
                company: " ",
                ..ABOUT
            },
            "--company",
        ),
        (
            About {
                company: &long_name,
                ..ABOUT
            },
            "1 to 32 characters",
        ),
        (
            About {
                company: "a\nb",
                ..ABOUT
            },
            "--company",
        ),
        (
            About {
                website: "example.com",
                ..ABOUT
            },
            "--website",
        ),
        (
            About {
                website: "http://example.com",
                ..ABOUT
            },
            "--website",
        ),
        (
            About {
                privacy: "https://localhost/",
                ..ABOUT
            },
            "--privacy-url",
        ),
        (
            About {
                privacy: "https://10.0.0.1/",
                ..ABOUT
            },
            "--privacy-url",
        ),
        (
            About {
                terms: "https://a:b@example.com",
                ..ABOUT
            },
            "--terms-url",
        ),
        (
            About {
                terms: &long_page,
                ..ABOUT
            },
            "--terms-url",
        ),
    ] {
        let error = manifest(&about, &[], &[]).unwrap_err().to_string();
        assert!(error.contains(advice), "{about:?}: {error}");
    }
    let wordy: Offer = ("practice", "x".repeat(129));
    let many = vec![("practice", "Do it.".to_owned()); 11];
    for menu in [[wordy].as_slice(), many.as_slice()] {
        let error = manifest(&ABOUT, menu, &[]).unwrap_err().to_string();
        assert!(error.contains("the command \"practice\""), "{error}");
    }
}

#[test]
fn words_of_the_operator_are_never_taken_for_blanks() {
    let about = About {
        company: "{website}",
        ..ABOUT
    };
    assert_eq!(made(&about)["developer"]["name"], "{website}");
}

#[test]
fn the_package_holds_the_manifest_and_two_icons_as_teams_wants_them() {
    let [direct, channel] = menus(&phrases());
    let zip = package(&ABOUT, &direct, &channel).unwrap();
    assert_eq!(zip, package(&ABOUT, &direct, &channel).unwrap());
    let files = unpacked(&zip);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["manifest.json", "color.png", "outline.png"]);
    let manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
    assert_eq!(manifest, made(&ABOUT));
    for (icon, (name, image)) in ["color", "outline"].into_iter().zip(&files[1..]) {
        assert_eq!(manifest["icons"][icon], json!(name));
        let side: u32 = if icon == "color" { 192 } else { 32 };
        // PNG's head: the mark, then width, height, 8 bits, colours with transparency.
        assert_eq!(image[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!(image[16..20], side.to_be_bytes());
        assert_eq!(image[20..24], side.to_be_bytes());
        assert_eq!(image[24..26], [8, 6]);
        assert!(image.len() < 32_000, "{name} has {} bytes", image.len());
    }
}

fn asked(folder: &Path, more: &[&str]) -> (Option<i32>, String) {
    let mut command = command(folder);
    command.args(["manifest", "teams", "--company", ABOUT.company]);
    command.args(["--website", ABOUT.website, "--privacy-url", ABOUT.privacy]);
    command.args(["--terms-url", ABOUT.terms]).args(more);
    command.env("TEAMS_APP_ID", APP);
    let (status, said) = run(command);
    (status.code(), said)
}

#[test]
fn the_command_line_writes_it_and_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cairn-teams.zip");
    let (status, said) = asked(folder.path(), &[]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("cairn-teams.zip is written") && said.contains("/api/messages"));
    let first = std::fs::read(&path).unwrap();
    let of_program = About {
        version: env!("CARGO_PKG_VERSION"),
        ..ABOUT
    };
    let manifest: Value = serde_json::from_slice(&unpacked(&first)[0].1).unwrap();
    assert_eq!(manifest, made(&of_program));

    let (status, said) = asked(folder.path(), &["--app-version", "9.0.0"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("--force"), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), first);

    let (status, said) = asked(folder.path(), &["--app-version", "9.0.0", "--force"]);
    assert_eq!(status, Some(0), "{said}");
    let manifest: Value =
        serde_json::from_slice(&unpacked(&std::fs::read(&path).unwrap())[0].1).unwrap();
    assert_eq!(manifest["version"], "9.0.0");

    let elsewhere = ["--out", "other.zip", "--app-id", "cairn"];
    let (status, said) = asked(folder.path(), &elsewhere);
    assert_eq!(status, Some(2));
    assert!(said.contains("is no app id"), "{said}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing half-written is left");
}
