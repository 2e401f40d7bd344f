//! Everybody tries everything everywhere.

use cairn::chat::{Input, Place, Values};
use cairn::coach::{Act, COMMANDS, RoundPress, Who};
use cairn::state::{Key, Kind};

use crate::world::{World, is_refused, said, words_of};

pub const ROLE_DOCUMENT: &str =
    r#"{"granted":{"NAME":{"by":"Ada","at":"2026-11-24T09:00:00Z"}},"platform":["Olga"]}"#;

/// Ada by the setting, Berta by chat, Olga an owner of the workspace, Marek a manager of #own,
/// Nina of #other, Ana a member. A check-in and a tip stand in #own.
fn company(trusts_platform_admins: bool) -> World {
    let mut world = World::new(&["Ada"], trusts_platform_admins);
    let run = r#"{"item":"feedback/late-report","edition":"0","channel":"own","by":"Ada",
        "opened":"2026-11-24T09:00:00Z","closes":"2026-11-25T09:00:00Z","state":"open"}"#;
    world.keep(Key::shared(Kind::Run, "R1"), run);
    let post = r#"{"tip":"feedback/say-it-the-same-day","edition":"0","channel":"own","by":"Ada",
        "posted":"2026-11-24T09:00:00Z","state":"standing"}"#;
    world.keep(Key::shared(Kind::TipPost, "T1"), post);
    let schedule = include_str!("../golden/Schedule.1/check_in.json").replace("C012TEAM", "own");
    world.keep(Key::shared(Kind::Schedule, "S1"), &schedule);
    let written = include_str!("../golden/WrittenTip.1/new.json").replace("team", "own");
    world.keep(Key::shared(Kind::WrittenTip, "T1"), &written);
    for (id, name) in [("", "Berta"), ("own", "Marek"), ("other", "Nina")] {
        let body = ROLE_DOCUMENT.replace("NAME", name);
        world.keep(Key::shared(Kind::Roles, id), &body);
    }
    for person in ["Ada", "Berta", "Olga", "Marek", "Nina", "Ana"] {
        let admin = person == "Olga";
        let key = Key::personal(&person.into(), Kind::Person, "");
        world.keep(
            key,
            &format!(r#"{{"platform_admin":{admin},"zone":"UTC"}}"#),
        );
    }
    world
}

/// The table, once more in the plainest way.
fn may(person: &str, who: Who, channel: Option<&str>, trusts: bool) -> bool {
    let is_admin = matches!(person, "Ada" | "Berta") || (trusts && person == "Olga");
    let manages = matches!(
        (person, channel),
        ("Marek", Some("own")) | ("Nina", Some("other"))
    );
    match who {
        Who::Everybody => true,
        Who::Managers => is_admin || manages,
        Who::Admins => is_admin,
    }
}

/// That the refusal names everybody who can, and nobody who can't.
fn says_who_can(said: &str, who: Who, channel: Option<&str>, trusts: bool, what: &str) {
    for person in ["Ada", "Berta", "Olga", "Marek", "Nina", "Ana"] {
        let named = said.contains(&format!("@{person}"));
        assert_eq!(named, may(person, who, channel, trusts), "{what}: {said}");
    }
}

const PEOPLE: [&str; 6] = ["Ada", "Berta", "Olga", "Marek", "Nina", "Ana"];

#[test]
fn every_command_is_for_whom_the_table_says_wherever_it_is_said() {
    let places = |who: &str| {
        [
            (Place::Channel("own".into()), "", Some("own")),
            (Place::Channel("other".into()), "", Some("other")),
            (Place::Direct(who.into()), "", None),
            (Place::Channel("own".into()), " in #other", Some("other")),
            (Place::Channel("other".into()), " in #own", Some("own")),
            (Place::Direct(who.into()), " in #own", Some("own")),
        ]
    };
    let mut refused = 0;
    for trusts in [false, true] {
        let world = company(trusts);
        for command in COMMANDS {
            for person in PEOPLE {
                for (place, aim, channel) in places(person) {
                    let words = format!("{}{aim}", command.name);
                    let decision = world.decides(Some(person), said(&words, &place));
                    let what = format!("{person} says “{words}” in {place:?}, trusting: {trusts}");
                    let expected = !may(person, command.who, channel, trusts);
                    assert_eq!(is_refused(&decision), expected, "{what}");
                    if expected {
                        refused += 1;
                        let of = channel.filter(|_| command.who == Who::Managers);
                        says_who_can(&words_of(&decision), command.who, of, trusts, &what);
                    }
                }
            }
        }
    }
    assert!(refused > 50, "only {refused} were refused");
}

#[test]
fn every_button_and_form_is_for_whom_the_table_says_wherever_it_is_pressed() {
    // In which channel the thing lies that an act of `one_of_each` is about.
    let channel_of = |act: &Act| match act {
        Act::Answer(..) | Act::AnswerForm(_) | Act::ShowMine(_) | Act::TakeBackRun(_) => {
            Some("own")
        }
        Act::React(..) | Act::TakeBackTip(_) | Act::Schedule(..) | Act::DaysOn(..) => Some("own"),
        Act::WriteTip(_) | Act::Written(..) => Some("own"),
        Act::Charter(_) | Act::Win(_) | Act::Team(_) => Some("own"),
        Act::Programme(_) if act.who() == Who::Managers => Some("own"),
        Act::Round(RoundPress::Collect(_) | RoundPress::TakeOut(..)) => Some("own"),
        _ => None,
    };
    let mut refused = 0;
    for trusts in [false, true] {
        let world = company(trusts);
        for act in Act::one_of_each() {
            let channel = channel_of(&act);
            assert!(
                channel.is_some() || act.who() != Who::Managers,
                "{act:?}: put what it is about into `company`, and say here where it lies"
            );
            for person in PEOPLE {
                let places = [
                    Place::Channel("own".into()),
                    Place::Channel("other".into()),
                    Place::Direct(person.into()),
                ];
                let pressed = places.map(|place| Input::Pressed {
                    act: act.token(),
                    place,
                });
                let filled = Input::Filled {
                    about: act.token(),
                    page: 0,
                    values: Values::new(),
                };
                for input in pressed.into_iter().chain([filled]) {
                    let what = format!("{person}: {input:?}, trusting: {trusts}");
                    let decision = world.decides(Some(person), input);
                    let expected = !may(person, act.who(), channel, trusts);
                    assert_eq!(is_refused(&decision), expected, "{what}");
                    if expected {
                        refused += 1;
                        says_who_can(&words_of(&decision), act.who(), channel, trusts, &what);
                    }
                }
            }
        }
    }
    assert!(refused > 10, "only {refused} were refused");
}

#[test]
fn help_lists_what_one_may_use_there_and_nothing_else() {
    for trusts in [false, true] {
        let world = company(trusts);
        for person in PEOPLE {
            for channel in [Some("own"), Some("other"), None] {
                let place = match channel {
                    Some(channel) => Place::Channel(channel.into()),
                    None => Place::Direct(person.into()),
                };
                let help = words_of(&world.decides(Some(person), said("help", &place)));
                for command in COMMANDS {
                    let usage = format!("{} ·", command.usage());
                    let expected = may(person, command.who, channel, trusts);
                    assert_eq!(help.contains(&usage), expected, "{person}: {help}");
                }
            }
        }
    }
}
