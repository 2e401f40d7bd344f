//! What admins are told, and when.

use cairn::chat::WakeName;
use cairn::state::{Decision, Key, Kind, WakeAt};
use jiff::SignedDuration;

use crate::world::{World, tells};

/// So many admins leave, and the others are to be told.
fn many_leave(world: &mut World, many: usize) -> Vec<Decision> {
    let leave = |number: usize| {
        let person = format!("Gone{number:02}");
        let key = Key::personal(&person.as_str().into(), Kind::Person, "");
        world.keep(key, r#"{"zone":"UTC"}"#);
        world.told(&person, false, false)
    };
    (0..many).map(leave).collect()
}

fn company_of_leavers(admins: &[&str], many: usize) -> World {
    let gone: Vec<String> = (0..many).map(|number| format!("Gone{number:02}")).collect();
    let mut names: Vec<&str> = admins.to_vec();
    names.extend(gone.iter().map(String::as_str));
    World::new(&names, false)
}

#[test]
fn notices_come_in_one_message_that_is_not_long_and_an_hour_apart() {
    let mut world = company_of_leavers(&["Ada", "Berta"], 15);
    let first = many_leave(&mut world, 15).remove(0);
    let soon = world.now + SignedDuration::from_mins(1);
    let wake = (WakeName::from("notices/"), WakeAt::NoLaterThan(soon));
    assert!(first.wakes.contains(&wake));
    let told = world.wakes("notices/");
    for admin in ["Ada", "Berta"] {
        let told = tells(&told, admin);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].matches("was an admin").count(), 12);
        assert!(told[0].ends_with("And 3 more. “audit” shows all of them."));
    }
    assert!(
        tells(&world.wakes("notices/"), "Ada").is_empty(),
        "all was told"
    );
    let audit = world.says("Ada", "audit");
    assert_eq!(audit.matches("Admins were told: @Gone").count(), 15);
    // What comes now waits until the hour is over.
    world.says("Ada", "admins add @Zoe");
    let given = world.told("Zoe", true, false);
    let hour = world.now + SignedDuration::from_hours(1);
    let wake = (WakeName::from("notices/"), WakeAt::NoLaterThan(hour));
    assert!(given.wakes.contains(&wake));
}

#[test]
fn a_notice_with_a_name_is_told_once_for_as_long_as_its_cause_lasts() {
    let mut world = company_of_leavers(&["Ada"], 1);
    let told = |world: &mut World| {
        world.later(2);
        tells(&world.wakes("notices/"), "Ada").len()
    };
    // It was noted before, and its cause still lasts.
    let lasting = Key::shared(Kind::Notice, "lasting/admin-left/Gone00");
    world.keep(lasting.clone(), r#"{"since":"2026-11-24T09:00:00Z"}"#);
    many_leave(&mut world, 1);
    assert_eq!(told(&mut world), 0);
    // The cause is gone, and comes again.
    world.told("Gone00", true, false);
    assert!(!world.kept.contains_key(&lasting));
    world.told("Gone00", false, false);
    assert_eq!(told(&mut world), 1);
    world.told("Gone00", false, false);
    assert_eq!(told(&mut world), 0);
}

#[test]
fn notices_wait_for_an_admin_and_not_all_of_them() {
    let mut world = company_of_leavers(&[], 40);
    many_leave(&mut world, 40);
    let waiting = |world: &World| {
        let of_kind = world.kept.keys().filter(|key| key.kind == Kind::Notice);
        of_kind.filter(|key| key.id.starts_with("waiting/")).count()
    };
    assert_eq!(waiting(&world), 40);
    let decision = world.wakes("notices/");
    let tomorrow = world.now + SignedDuration::from_hours(24);
    assert_eq!(
        decision.wakes,
        [(WakeName::from("notices/"), WakeAt::At(tomorrow))]
    );
    assert_eq!(waiting(&world), 32, "the newest are kept");
    // Somebody comes back, and is an admin.
    world.told("Gone00", true, false);
    let told = tells(&world.wakes("notices/"), "Gone00");
    assert_eq!(told.len(), 1);
    assert_eq!(waiting(&world), 0);
}

#[test]
fn what_somebody_sees_differently_waits_for_an_admin_too() {
    let mut world = World::new(&[], false);
    let note = r#"{"item":"feedback/late-report","note":"It depends."}"#;
    world.keep(Key::shared(Kind::Objection, "a"), note);
    let decision = world.wakes("objections/");
    let tomorrow = world.now + SignedDuration::from_hours(24);
    let wake = (WakeName::from("objections/"), WakeAt::At(tomorrow));
    assert_eq!(decision.wakes, [wake]);
    let admins = crate::table::ROLE_DOCUMENT.replace("NAME", "Berta");
    world.keep(Key::shared(Kind::Roles, ""), &admins);
    let told = tells(&world.wakes("objections/"), "Berta");
    assert!(told[0].contains("It depends."));
}
