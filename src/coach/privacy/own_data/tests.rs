//! What a person's file holds: every kind that is kept is looked at, and of what others share the
//! part that is hers alone.

use std::fs;
use std::path::Path;

use super::*;
use crate::coach::privacy::named;
use crate::coach::sample;
use crate::library::Library;
use crate::state::Owner;

/// Everybody who stands in the golden records.
const PEOPLE: [&str; 15] = [
    "Ada", "Marek", "Zoe", "Noor", "Ben", "U0ANA", "U0BEN", "UMAREK", "UANA", "U012ADA", "U0ADA",
    "U1ADA", "U2BEN", "UMIA", "UADA",
];

fn coach() -> Coach {
    sample::coach_of(Library::default())
}

fn own(rows: Vec<Kept>, left_out: usize) -> OwnRows {
    OwnRows {
        workspace: "slack:T1".into(),
        person: "UANA".into(),
        made: "2026-11-24T09:00:00Z".parse().unwrap(),
        rows,
        left_out,
    }
}

fn row(kind: Kind, id: &str, body: &str) -> Kept {
    Kept::Document {
        key: Key {
            owner: Owner::Person("UANA".into()),
            kind,
            id: id.into(),
        },
        version: 1,
        day: 1,
        schema: 1,
        body: Body(body.as_bytes().into()),
    }
}

fn golden(folder: &str) -> Vec<Value> {
    let at = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(folder);
    let files = fs::read_dir(at).unwrap();
    let texts = files.map(|file| fs::read(file.unwrap().path()).unwrap());
    texts
        .map(|text| serde_json::from_slice(&text).unwrap())
        .collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// One of each place, and the folder of what lies there.
fn places() -> Vec<(Where, &'static str)> {
    let folder = |place: &Where| match place {
        Where::Run(_) => "Run.1",
        Where::TipPost(_) => "TipPost.1",
        Where::WrittenTip(_) => "WrittenTip.1",
        Where::Schedule(_) => "Schedule.1",
        Where::Draft(..) => "Draft.1",
        Where::Holidays(_) => "Holidays.1",
        Where::Roles(_) => "Roles.1",
        Where::Intended(..) => "Intended.1",
        Where::Pack(_) => "Pack.1",
        Where::Audit(_) => "Entry.1",
        Where::Notice(_) => "Waiting.1",
        Where::Win(_) => "Win.1",
        Where::Suggestion(_) => "Suggestion.1",
        Where::Charter(_) => "Charter.1",
        Where::Team(_) => "Team.1",
        Where::Roster(_) => "Roster.1",
        Where::News(_) => "News.1",
        Where::Round(_) => "WeeklyRound.1",
        Where::Feedback(_) => "Remark.1",
        Where::Enrolment(_) => "Enrolment.1",
    };
    let all = [
        Where::Run("R1".into()),
        Where::TipPost("P1".into()),
        Where::WrittenTip("written/1".into()),
        Where::Schedule("S1".into()),
        Where::Draft("UOTHER".into(), "D1".into()),
        Where::Holidays(None),
        Where::Roles(None),
        Where::Intended("UOTHER".into(), None),
        Where::Pack("feedback".into()),
        Where::Audit("A1".into()),
        Where::Notice("N1".into()),
        Where::Win("W1".into()),
        Where::Suggestion("W2".into()),
        Where::Charter("C1".into()),
        Where::News("L1".into()),
        Where::Round("W1".into()),
        Where::Feedback("F1".into()),
        Where::Enrolment("C1/brand".into()),
        Where::Team("C1".into()),
        Where::Roster("C1".into()),
    ];
    all.into_iter()
        .map(|place| {
            let folder = folder(&place);
            (place, folder)
        })
        .collect()
}

fn part_of(place: &Where, holds: &Value, person: &str) -> Option<Part> {
    let key = document(place).unwrap();
    let kept = Document {
        version: 1,
        schema: 1,
        body: serde_json::to_vec(holds).unwrap().into(),
    };
    part(place, &key, &kept, &person.into())
}

#[test]
fn whatever_is_kept_under_her_is_in_the_file_or_followed() {
    for kind in Kind::ALL {
        let is_note = kind == Kind::Named;
        let body = if is_note {
            r#"{"in":{"win":"W1"},"at":"2026-11-24T09:00:00Z"}"#
        } else {
            r#"{"marker":"here"}"#
        };
        let own = own(vec![row(kind, "the-id", body)], 0);
        match own_data(&coach(), &own, &Found::default()) {
            Ok(made) => {
                assert!(!is_note);
                assert!(made.body.contains("the-id"), "{kind:?}");
                assert!(made.body.contains(r#""marker": "here""#), "{kind:?}");
            }
            Err(Undecided::Missing(missing)) => {
                assert!(is_note, "{kind:?}");
                let win = Key::shared(Kind::Win, "W1");
                assert_eq!(missing, [Read::One(win)]);
            }
            Err(Undecided::Damaged(key)) => panic!("{key:?}"),
        }
    }
}

#[test]
fn of_every_place_that_names_her_she_gets_her_part_and_nobody_elses_name() {
    for (place, folder) in places() {
        let mut named = 0;
        for holds in golden(folder) {
            for person in PEOPLE {
                let Some(part) = part_of(&place, &holds, person) else {
                    continue;
                };
                named += 1;
                assert!(!part.r#as.is_empty());
                let told = serde_json::to_string(&part).unwrap();
                for other in PEOPLE.iter().filter(|other| **other != person) {
                    assert!(
                        !told.contains(other),
                        "{place:?} tells {person} of {other}: {told}"
                    );
                }
                assert!(!told.contains("UOTHER"), "{told}");
            }
        }
        assert!(
            named > 0,
            "no golden record of {place:?} names anybody known here"
        );
    }
}

#[test]
fn of_a_win_its_words_go_to_who_told_it_alone() {
    let holds = json(
        r#"{"what":"It went out early.","people":["UANA","UBEN"],"why":"Facts.","by":"UMAREK",
        "at":"2026-11-24T09:00:00Z","rev":1,"state":"standing"}"#,
    );
    let win = Where::Win("W1".into());
    let told = |person| serde_json::to_value(part_of(&win, &holds, person)).unwrap();
    let of_ana =
        json(r#"{"in":"win","id":"W1","as":["people"],"holds":{"at":"2026-11-24T09:00:00Z"}}"#);
    assert_eq!(told("UANA"), of_ana);
    let of_marek = told("UMAREK");
    assert_eq!(of_marek["as"], json(r#"["by"]"#));
    assert_eq!(of_marek["holds"]["what"], "It went out early.");
    assert_eq!(told("UNOOR"), Value::Null, "who is not named has no part");
}

#[test]
fn of_a_tip_that_another_changed_last_the_words_are_not_hers() {
    let mut holds = json(
        r#"{"title":"Early","text":"Say it early.","do_this_week":"","channel":"C1","by":"UANA",
        "written":"2026-11-24T09:00:00Z","rev":2,"changed":{"by":"UBEN"}}"#,
    );
    let place = Where::WrittenTip("written/1".into());
    let told = part_of(&place, &holds, "UANA").unwrap();
    assert!(!told.holds.contains_key("text"), "{told:?}");
    holds["changed"]["by"] = "UANA".into();
    let told = part_of(&place, &holds, "UANA").unwrap();
    assert_eq!(told.holds["text"], "Say it early.");
}

#[test]
fn whose_schedule_she_is_about_to_change_is_not_told() {
    let body = r#"{"schedule":{"by":"UBEN","channel":"C1","state":{"paused":{"by":"UADA"}}},"fate":"open"}"#;
    let own = own(vec![row(Kind::Draft, "D1", body)], 0);
    let made = own_data(&coach(), &own, &Found::default()).unwrap().body;
    assert!(made.contains(r#""channel": "C1""#), "{made}");
    assert!(!made.contains("UBEN") && !made.contains("UADA"), "{made}");
}

#[test]
fn a_file_that_is_not_whole_says_so_in_itself_and_beside_it() {
    let whole = own_data(&coach(), &own(vec![], 0), &Found::default()).unwrap();
    let part = own_data(&coach(), &own(vec![], 7), &Found::default()).unwrap();
    assert!(whole.body.contains(r#""left_out": 0"#), "{}", whole.body);
    assert!(part.body.contains(r#""left_out": 7"#), "{}", part.body);
    assert!(part.words.summary.contains('7'), "{:?}", part.words);
    assert_ne!(whole.words, part.words);
}

#[test]
fn a_place_is_called_as_its_note_calls_it() {
    let person = PersonId::from("UANA");
    for (place, _) in places() {
        let key = named::key(&person, &place);
        let called = name_of(&place).replace('_', "-");
        assert!(
            key.id.starts_with(&format!("{called}/")),
            "{key:?} {called}"
        );
    }
}
