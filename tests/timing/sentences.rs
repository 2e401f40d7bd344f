//! The sentences of `sentences.md`, each with how it is understood, what was filled in and when it
//! comes next, or with the words at fault and the message. `CAIRN_ACCEPT=1` writes them anew, to
//! be reviewed by eye. And the examples of `docs/schedules.md`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use cairn::timing::{Assumption, Context, Problem, Slot, read};

use crate::monday_noon;

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(file(path)).unwrap()
}

/// What is answered to a sentence, as the page has it.
fn answer(sentence: &str, context: &Context) -> String {
    let mut page = String::new();
    match read(sentence, context) {
        Ok(request) => {
            writeln!(page, "  = {request}").unwrap();
            let told = request.assumed.iter();
            for assumption in told.filter(|assumption| !matches!(assumption, Assumption::Zone(_))) {
                writeln!(page, "  ~ {assumption}").unwrap();
            }
            let zone = request.timing.zone.time_zone();
            let next = request.timing.occurrences_after(context.now).take(3);
            let shown = next.map(|next| {
                let at = next.at.to_zoned(zone.clone());
                at.strftime("%a %F %H:%M%:z").to_string()
            });
            writeln!(page, "  > {}", shown.collect::<Vec<_>>().join(" · ")).unwrap();
        }
        Err(problem) => {
            let word = problem.said().map_or("", |said| said.words.as_str());
            writeln!(page, "  ! {word} ! {problem}").unwrap();
        }
    }
    page
}

/// The sentences of a page.
fn sentences(page: &str) -> impl Iterator<Item = &str> {
    page.lines().filter_map(|line| line.strip_prefix("- "))
}

#[test]
fn each_sentence_is_understood_as_the_page_says() {
    let path = "tests/timing/sentences.md";
    let page = text_of(path);
    let mut read_anew = String::new();
    for line in page.lines() {
        let is_answer = ["  = ", "  ~ ", "  > ", "  ! "]
            .iter()
            .any(|sign| line.starts_with(sign));
        if is_answer {
            continue;
        }
        writeln!(read_anew, "{line}").unwrap();
        if let Some(sentence) = line.strip_prefix("- ") {
            read_anew += &answer(sentence, &monday_noon());
        }
    }
    if std::env::var_os("CAIRN_ACCEPT").is_some() {
        std::fs::write(file(path), &read_anew).unwrap();
    }
    for (line, (written, now)) in page.lines().zip(read_anew.lines()).enumerate() {
        assert_eq!(written, now, "{path}:{}", line + 1);
    }
    assert_eq!(page, read_anew);
    assert!(sentences(&page).count() >= 150);
}

#[test]
fn what_is_printed_of_each_sentence_is_read_back_as_the_same() {
    let context = monday_noon();
    for sentence in sentences(&text_of("tests/timing/sentences.md")) {
        let Ok(request) = read(sentence, &context) else {
            continue;
        };
        let again = read(&request.to_string(), &context).unwrap();
        assert_eq!(again.timing, request.timing, "{sentence}");
        assert_eq!(
            (
                again.what,
                again.channel,
                again.pack,
                again.order,
                again.text,
                again.open_for
            ),
            (
                request.what,
                request.channel,
                request.pack,
                request.order,
                request.text,
                request.open_for
            ),
            "{sentence}"
        );
    }
}

/// What the page for people shows is understood; what it shows under "asked back" is.
#[test]
fn the_examples_of_the_page_for_people_are_what_it_says() {
    let page = text_of("docs/schedules.md");
    let (mut understood, mut asked) = (0, 0);
    let mut is_understood = true;
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            is_understood = title != "What is asked back";
        }
        let Some(row) = line.strip_prefix("| `") else {
            continue;
        };
        let examples = row.split('|').next().unwrap().split('`').step_by(2);
        for example in examples.filter(|example| !example.trim_matches([' ', ',']).is_empty()) {
            let read = read(example, &monday_noon());
            assert_eq!(read.is_ok(), is_understood, "{example}: {read:?}");
            *if is_understood {
                &mut understood
            } else {
                &mut asked
            } += 1;
        }
    }
    assert!(understood > 60 && asked > 10, "{understood} and {asked}");
}

/// What is asked back carries what buttons are made of.
#[test]
fn what_is_asked_back_carries_its_answers() {
    let context = monday_noon();
    let Err(Problem::AmbiguousDate { readings, .. }) = read("tip on 3/4 at 9", &context) else {
        panic!("3/4 is asked back")
    };
    assert_eq!(
        readings.map(|date| date.to_string()),
        ["2027-04-03", "2027-03-04"]
    );
    let Err(Problem::PastHour {
        now,
        tomorrow,
        said,
        ..
    }) = read("tip today at 9:00", &context)
    else {
        panic!("a past hour is asked back")
    };
    assert_eq!(said.words, "today at 9:00");
    assert_eq!(
        now.to_string(),
        "on 23 November 2026 at 12:31 Europe/Berlin"
    );
    assert_eq!(
        tomorrow.to_string(),
        "on 24 November 2026 at 9:00 Europe/Berlin"
    );
    let Err(Problem::AmbiguousZone { candidates, .. }) = read("tip every Monday 9am IST", &context)
    else {
        panic!("IST is asked back")
    };
    assert!(candidates.len() > 1);
    let twice = read("every Monday at 9:30 and 10:00", &context);
    let Err(Problem::Twice {
        slot,
        first,
        second,
    }) = twice
    else {
        panic!("two times are told: {twice:?}")
    };
    let words = (first.words.as_str(), second.words.as_str());
    assert_eq!((slot, words), (Slot::Time, ("at 9:30", "10:00")));
}

#[test]
fn a_sentence_has_an_end() {
    let context = monday_noon();
    let long = format!("tip every Tuesday at 9:30: {}", "word ".repeat(100));
    assert_eq!(read(&long, &context), Err(Problem::TooLong));
    assert_eq!(read(" \n ", &context), Err(Problem::Empty));
    let just = format!("tip every Tuesday at 9:30: {}", "w".repeat(470));
    assert!(read(&just, &context).is_ok());
}

/// In an hour that the clocks show twice, so many minutes from now are so many.
#[test]
fn minutes_from_now_are_elapsed_also_where_the_clocks_show_them_twice() {
    let at = |now: &str| {
        let context = Context {
            now: now.parse().unwrap(),
            ..monday_noon()
        };
        let request = read("tip in 15 minutes", &context).unwrap();
        request.timing.after(context.now).unwrap().at.to_string()
    };
    assert_eq!(at("2026-10-25T02:10:00+02:00"), "2026-10-25T00:25:00Z");
    assert_eq!(at("2026-10-25T02:10:00+01:00"), "2026-10-25T01:25:00Z");
    assert_eq!(at("2026-10-25T02:50:00+02:00"), "2026-10-25T01:05:00Z");
    assert_eq!(at("2026-11-23T12:30:20+01:00"), "2026-11-23T11:46:00Z");
}

#[test]
fn a_word_for_a_time_within_the_text_is_not_the_time() {
    let context = monday_noon();
    for (sentence, text, timing) in [
        (
            "post: meet in 5 minutes rule on Fridays at 9",
            "meet in 5 minutes rule",
            "every Friday at 9:00 Europe/Berlin",
        ),
        (
            "tip \"every Monday at 8: say thanks until Friday\" on 3 December at 9",
            "every Monday at 8: say thanks until Friday",
            "on 3 December 2026 at 9:00 Europe/Berlin",
        ),
        (
            "tip every Tuesday at 9:30: by Friday at 5pm, tell one person",
            "by Friday at 5pm, tell one person",
            "every Tuesday at 9:30 Europe/Berlin",
        ),
    ] {
        let request = read(sentence, &context).unwrap();
        assert_eq!(request.text.as_deref(), Some(text), "{sentence}");
        assert_eq!(request.timing.to_string(), timing, "{sentence}");
    }
}

#[test]
fn what_has_passed_is_named_and_never_moved() {
    let context = monday_noon();
    for (sentence, word) in [
        ("tip on 16 November at 9:00", "16 November"),
        ("tip on 2026-11-16 at 9:00", "2026-11-16"),
        ("tip on 23 November 2025", "23 November 2025"),
        ("tip every Monday until 16 Nov", "16 Nov"),
        ("tip yesterday at 15:00", "yesterday"),
    ] {
        let Err(Problem::Past { said, date }) = read(sentence, &context) else {
            panic!("{sentence} is refused")
        };
        assert_eq!(said.words, word);
        assert!(date.to_string().as_str() < "2026-11-23");
    }
}
