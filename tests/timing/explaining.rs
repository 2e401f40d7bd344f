//! `cairn schedule explain`: what it prints, and with which status it ends.

use cairn::ops::{ExplainArgs, explain};
use clap::Parser;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    args: ExplainArgs,
}

/// The status, what stands on stdout and what on stderr.
fn explained(args: &[&str]) -> (u8, String, String) {
    let at = ["--zone", "Europe/Berlin", "--now", "2026-11-23T12:30:00"];
    explained_at(&[args, &at].concat())
}

fn explained_at(args: &[&str]) -> (u8, String, String) {
    let cli = Cli::parse_from([&["explain"], args].concat());
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    let now = "2030-01-01T00:00:00Z".parse().unwrap();
    let status = explain(&cli.args, now, &mut out, &mut complaints).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status, text(out), text(complaints))
}

#[test]
fn it_tells_how_it_understood_what_it_assumed_and_when_it_comes() {
    let (status, out, complaints) = explained(&["tip every Tuesday at 9"]);
    assert_eq!((status, complaints.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "understood: tip every Tuesday at 9:00 Europe/Berlin",
            "assumed:    “at 9” is read as 9:00",
            "assumed:    no time zone was said, so it is Europe/Berlin",
            "next:       Tuesday 24 November 2026 9:00 Europe/Berlin (+01:00)",
            "            Tuesday 1 December 2026 9:00 Europe/Berlin (+01:00)",
            "            Tuesday 8 December 2026 9:00 Europe/Berlin (+01:00)",
        ]
    );
}

#[test]
fn in_json_it_tells_the_sentence_and_three_moments() {
    let (status, out, _) = explained(&["tip every Tuesday at 9:30", "--json"]);
    assert_eq!(status, 0);
    let expected = r#"{"understood":"tip every Tuesday at 9:30 Europe/Berlin","next":["2026-11-24T09:30:00+01:00","2026-12-01T09:30:00+01:00","2026-12-08T09:30:00+01:00"]}"#;
    assert_eq!(out.trim_end(), expected);
    let (_, out, _) = explained(&["every Tuesday until 3 Dec", "--json"]);
    assert_eq!(
        out.matches("T09:00").count(),
        2,
        "fewer when it ends: {out}"
    );
    // Across the change of the clocks each has its own offset.
    let late = [
        "--zone",
        "Europe/Berlin",
        "--now",
        "2027-03-20T12:00:00",
        "--json",
    ];
    let (_, out, _) = explained_at(&[&["every Tuesday 9:30"], &late[..]].concat());
    assert!(
        out.contains("2027-03-23T09:30:00+01:00") && out.contains("2027-03-30T09:30:00+02:00"),
        "{out}"
    );
}

#[test]
fn a_problem_ends_with_two_and_names_the_word() {
    let (status, out, complaints) = explained(&["tip every Blursday at 9:30", "--json"]);
    assert_eq!((status, complaints.as_str()), (2, ""));
    assert!(
        out.ends_with("\"word\":\"Blursday\"}\n") && out.starts_with("{\"problem\":\""),
        "{out}"
    );
    let (status, out, complaints) = explained(&["tip every Blursday at 9:30"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(
        complaints.starts_with("cairn: ") && complaints.contains("“Blursday”"),
        "{complaints}"
    );
}

#[test]
fn words_may_come_one_by_one_and_a_quoted_one_stays_whole() {
    let (_, whole, _) = explained(&["tip \"say it in 5 minutes\" every Friday at 9", "--json"]);
    let words = [
        "tip",
        "say it in 5 minutes",
        "every",
        "Friday",
        "at",
        "9",
        "--json",
    ];
    let (_, one_by_one, _) = explained(&words);
    assert_eq!(whole, one_by_one);
}

#[test]
fn the_time_and_the_zone_it_is_said_in() {
    for (now, first) in [
        ("2026-11-23T12:30:00", "2026-11-23T13:00:00+01:00"),
        ("2026-11-23 12:30", "2026-11-23T13:00:00+01:00"),
        ("2026-11-23T12:30:00Z", "2026-11-24T13:00:00+01:00"),
        ("2026-11-23T12:30:00+05:00", "2026-11-23T13:00:00+01:00"),
    ] {
        let (_, out, _) = explained_at(&[
            "every day 13:00",
            "--json",
            "--zone",
            "Europe/Berlin",
            "--now",
            now,
        ]);
        assert!(out.contains(&format!("[\"{first}\"")), "{now}: {out}");
    }
    for wrong in [["--zone", "Europe/Nowhere"], ["--now", "soon"]] {
        let (status, out, _) = explained_at(&[&["every Monday", "--json"], &wrong[..]].concat());
        assert_eq!(status, 2);
        assert!(out.contains(&format!("\"word\":\"{}\"", wrong[1])), "{out}");
    }
    let (_, out, _) = explained_at(&["every Monday", "--json"]);
    assert!(
        out.contains("2030-01-07T09:00:00+00:00"),
        "now, in the zone of the settings: {out}"
    );
}

#[test]
fn without_a_sentence_it_answers_all_the_same() {
    for args in [&["--json"][..], &["", "--json"], &["  ", "--json"]] {
        let (status, out, complaints) = explained(args);
        assert_eq!((status, complaints.as_str()), (2, ""), "{args:?}");
        assert!(out.ends_with("\"word\":\"\"}\n"), "{args:?}: {out}");
    }
}
