//! Who may do what, held to the table: every command, button and form by everybody, in one's own
//! channel and in another. And what can't be told as a chat: no admin at all, the last one, many.
//! `CAIRN_ACCEPT=1 cargo test --test roles` writes `docs/roles.md` anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod audit;
mod notices;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod world;

use std::path::Path;

use cairn::chat::{Ask, Input, Outgoing, Place, Told, Undeliverable};
use cairn::coach::roles_page;
use cairn::state::{Key, Kind};
use support::phrases;
use table::ROLE_DOCUMENT;
use world::{World, said, tells, words_of};

#[test]
fn while_nobody_is_an_admin_who_asks_is_told_how_one_becomes_one() {
    let mut world = World::new(&[], false);
    for words in ["admins", "managers", "ask", "audit"] {
        let said = world.says("Ana", words);
        assert!(said.contains("CAIRN_ADMINS"), "{said}");
    }
}

/// Where nobody but Berta is an admin, by chat.
fn berta_alone() -> World {
    let mut world = World::new(&[], false);
    let body = ROLE_DOCUMENT.replace("NAME", "Berta");
    world.keep(Key::shared(Kind::Roles, ""), &body);
    for person in ["Berta", "Cora"] {
        let key = Key::personal(&person.into(), Kind::Person, "");
        world.keep(key, r#"{"zone":"UTC"}"#);
    }
    world
}

#[test]
fn the_last_admin_stays_until_there_is_another_who_is_there() {
    let mut world = berta_alone();
    let last = "@Berta is the last admin. Please add another first.";
    assert_eq!(world.says("Berta", "admins remove @Berta"), last);
    assert_eq!(
        world.says("Berta", "admins add @Cora"),
        "@Cora is an admin now."
    );
    world.told("Cora", false, false);
    assert_eq!(
        world.says("Berta", "admins remove @Berta"),
        last,
        "Cora has left"
    );
    world.told("Cora", true, false);
    let both = world.says("Berta", "admins remove @Cora @Berta");
    assert_eq!(both, format!("@Cora is no admin any more.\n{last}"));
    world.says("Berta", "admins add @Cora");
    let removed = "@Berta is no admin any more.";
    assert_eq!(world.says("Berta", "admins remove @Berta"), removed);
    assert!(
        world
            .says("Berta", "admins")
            .starts_with("An admin can do that")
    );
}

#[test]
fn the_last_admin_may_delete_herself_and_hears_who_can_name_another() {
    let mut world = berta_alone();
    let note = Key::personal(&"Berta".into(), Kind::Named, "roles/");
    world.keep(note, r#"{"in":{"roles":null},"at":"2026-11-24T09:00:00Z"}"#);
    let decision = world.happens(
        Some("Berta"),
        Input::Pressed {
            act: "1:privacy:delete".into(),
            place: Place::Direct("Berta".into()),
        },
    );
    let said = words_of(&decision);
    assert!(
        said.contains("I have no admin now. Whoever runs me"),
        "{said}"
    );
    assert!(!said.contains("still an admin"), "{said}");
    let asked = world.says("Cora", "admins add @Cora");
    assert!(asked.contains("CAIRN_ADMINS"), "{asked}");
}

#[test]
fn the_platforms_own_admins_count_only_where_a_setting_trusts_them() {
    for trusts in [true, false] {
        let mut world = World::new(&[], trusts);
        // Nobody knows Olga yet: she is asked about, and may as soon as the platform has said so.
        let first = world.happens(Some("Olga"), said("admins", &Place::Direct("Olga".into())));
        let ask = Outgoing::Ask(Ask::Profile("Olga".into()));
        assert_eq!(first.outgoing.contains(&ask), trusts);
        if !trusts {
            world.keep(Key::personal(&"Olga".into(), Kind::Person, ""), "{}");
        }
        world.told("Olga", true, true);
        let said = world.says("Olga", "admins");
        assert_eq!(said.contains("@Olga · an owner"), trusts, "{said}");
        world.says("Olga", "admins add @Zoe");
        world.told("Zoe", true, false);
        // Who is no owner there any more is none here.
        world.told("Olga", true, false);
        let said = world.says("Olga", "admins");
        assert_eq!(said.contains("@Zoe"), trusts, "{said}");
        assert!(!said.contains("@Olga"), "{said}");
    }
}

#[test]
fn who_is_no_person_is_given_nothing_and_who_wanted_it_is_told() {
    let mut world = World::new(&["Ada"], false);
    for person in ["Bot", "nobody"] {
        let said = world.says("Ada", &format!("admins add @{person}"));
        assert!(
            said.starts_with(&format!("I don't know @{person} yet")),
            "{said}"
        );
        let decision = if person == "Bot" {
            world.told("Bot", false, false)
        } else {
            let ask = Ask::Profile(person.into());
            let told = Told::Nothing(Undeliverable::NotThere);
            world.happens(None, Input::Told { ask, told })
        };
        let told = tells(&decision, "Ada");
        let expected = format!("@{person} is not here, or is no person. Nothing was changed.");
        assert_eq!(told, [expected]);
        assert!(!world.says("Ada", "admins").contains(&format!("@{person}")));
    }
}

#[test]
fn a_refusal_names_a_few_who_can_and_how_many_more() {
    let names: Vec<String> = (0..20).map(|number| format!("Admin{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut world = World::new(&names, false);
    let said = world.says("Ana", "audit");
    assert_eq!(said.matches('@').count(), 8, "{said}");
    assert!(said.ends_with("and 12 more"), "{said}");
}

const BEGIN: &str = "<!-- tables -->\n";
const END: &str = "<!-- /tables -->";

#[test]
fn the_documents_say_who_may_do_what() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/roles.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let tables = roles_page(&phrases());
    let (before, rest) = page.split_once(BEGIN).expect("the tables' beginning");
    let (listed, after) = rest.split_once(END).expect("the tables' end");
    if std::env::var_os("CAIRN_ACCEPT").is_some() {
        let page = format!("{before}{BEGIN}{tables}{END}{after}");
        std::fs::write(path, page).unwrap();
        return;
    }
    assert_eq!(listed, tables);
}
