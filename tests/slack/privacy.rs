//! Who can know what: an answer, a note and a silence leave no trace outside of the one person's
//! own data and conversation.

use std::sync::Arc;

use cairn::state::Kept;
use cairn::store::{MemoryStore, Store, WalkFrom};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::slack::requests::submission;
use crate::support::slack::workplace::{Workplace, button};
use crate::{ADA, ANA, support};

/// Who answers; others in the channel do not.
const ANSWERED: [&str; 6] = ["U1", "U2", "U3", "U4", "U5", "U6"];
/// Words that nobody else writes.
const HERS: &str = "zebra and quagga";

/// All that is kept, row by row.
async fn rows(store: &dyn Store) -> Vec<Kept> {
    let mut rows = Vec::new();
    let mut from = Some(WalkFrom::default());
    while let Some(start) = from {
        let walked = store.walk(&start, 100).await.unwrap();
        rows.extend(walked.rows.into_iter().map(|(_, kept)| kept));
        from = walked.next;
    }
    rows
}

/// Whether a row is a person's own, or of the conversation with that person.
fn is_of(kept: &Kept, person: &str) -> bool {
    kept.person().is_some_and(|whose| whose.as_str() == person)
}

/// All that Slack was told where others than one person can read it.
fn told_to_others(work: &Workplace, person: &str) -> Vec<Value> {
    let direct = format!("D{}", &person[1..]);
    // A form opens before who pressed, and nobody else.
    let others = |call: &support::slack::fake::Call| {
        let to = call.body["channel"].as_str().unwrap_or_default();
        to != person
            && to != direct
            && call.body["user"] != person
            && call.method != "views.open"
            && call.method != format!("hook/{person}")
    };
    let calls = work.fake.all_calls().into_iter().filter(others);
    calls.map(|call| call.body).collect()
}

#[tokio::test]
async fn an_answer_and_a_note_are_in_nobody_elses_reach() {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    let standing = work.asks(ADA, "feedback/late-report for 1 hour").await;
    let explained = work.taps(ANA, &standing, "B").await;
    let differ = button(&explained, "I see it differently");
    work.presses_in(ANA, &standing.ts, &differ).await;
    let view = work.fake.only_call("views.open")["view"].clone();
    let values = json!({ "note": { "input": { "type": "plain_text_input", "value": HERS } } });
    work.send(&submission(ANA, &view, &values)).await;
    work.later(SignedDuration::from_hours(30)).await;

    let others = told_to_others(&work, ANA);
    let with_words: Vec<&Value> = others
        .iter()
        .filter(|body| body.to_string().contains(HERS))
        .collect();
    let [told] = with_words.as_slice() else {
        panic!("the admin alone reads the note: {with_words:#?}")
    };
    assert_eq!(told["channel"], ADA);
    for body in &others {
        assert!(!body.to_string().contains(ANA), "{body:#}");
    }
    for kept in rows(store.as_ref()).await {
        let row = serde_json::to_string(&kept).unwrap();
        assert!(is_of(&kept, ANA) || !row.contains(ANA), "{row}");
        let of_ana_or_the_admin = is_of(&kept, ANA) || is_of(&kept, ADA);
        assert!(of_ana_or_the_admin || !row.contains(HERS), "{row}");
    }
}

/// The form for a round, as it is filled in.
fn told(useful: &str, words: &str, may_ask: bool) -> Value {
    let words_of = |label: &str| json!({ "type": "plain_text", "text": label });
    let chosen: Vec<Value> = may_ask
        .then(|| json!({ "value": "may-ask", "text": words_of("May") }))
        .into_iter()
        .collect();
    json!({
        "useful": { "input": { "type": "radio_buttons",
            "selected_option": { "value": useful, "text": words_of(useful) } } },
        "next": { "input": { "type": "plain_text_input", "value": words } },
        "talk": { "input": { "type": "checkboxes", "selected_options": chosen } },
    })
}

#[tokio::test]
async fn what_somebody_told_of_a_round_without_her_name_is_not_tied_to_her() {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    let echo = work
        .types(ADA, "C1", "schedule round every day at 10:00")
        .await;
    let yes = button(&echo.json(), "Schedule it");
    work.presses_in(ADA, "1764000000.000001", &yes).await;
    work.later(SignedDuration::from_hours(24)).await;
    let round = work.fake.standing("C1").remove(0);
    let tell_us = button(&round.1, "Tell us");
    let people = [&[ANA][..], &ANSWERED[..]].concat();
    for person in &people {
        work.presses_in(person, &round.0, &tell_us).await;
        let mut calls = work.fake.all_calls().into_iter().rev();
        let view = calls.find(|call| call.method == "views.open").unwrap();
        // Only the last of them may be asked.
        let words = if *person == ANA { HERS } else { "More of it" };
        let values = told("yes", words, *person == "U6");
        work.send(&submission(person, &view.body["view"], &values))
            .await;
        work.settled().await;
    }
    work.later(SignedDuration::from_hours(24)).await;
    work.writes(ADA, "feedback", "E1").await;
    work.writes(ADA, "feedback export", "E2").await;
    work.writes(ADA, "audit", "E3").await;

    let kept = rows(store.as_ref()).await;
    let others: Vec<String> = told_to_others(&work, ANA)
        .iter()
        .map(ToString::to_string)
        .chain(
            kept.iter()
                .filter(|kept| !is_of(kept, ANA))
                .map(|kept| serde_json::to_string(kept).unwrap()),
        )
        .collect();
    assert!(
        others.iter().any(|text| text.contains(HERS)),
        "her words are kept for the admins"
    );
    for text in &others {
        assert!(!text.contains(ANA), "{text}");
    }
    // Who ticked is found by the same search: it could find somebody.
    let is_named = |kept: &&Kept| {
        !is_of(kept, "U6") && serde_json::to_string(kept).unwrap().contains("\"U6\"")
    };
    assert!(kept.iter().any(|kept| is_named(&kept)));
}

#[tokio::test]
async fn of_who_did_not_answer_nothing_is_known() {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    let standing = work.asks(ADA, "feedback/late-report for 1 hour").await;
    for person in ANSWERED {
        work.taps(person, &standing, "A").await;
    }
    work.later(SignedDuration::from_hours(30)).await;
    let known: Vec<String> = rows(store.as_ref())
        .await
        .iter()
        .map(|kept| serde_json::to_string(kept).unwrap())
        .collect();
    let said: Vec<String> = work
        .fake
        .all_calls()
        .iter()
        .map(|call| call.body.to_string())
        .collect();
    // Who did answer is found by the same search: it could find somebody.
    assert!(known.iter().any(|row| row.contains("\"U1\"")));
    for silent in ["U7", "U8", "U9"] {
        let quoted = format!("\"{silent}\"");
        assert!(!known.iter().chain(&said).any(|text| text.contains(&quoted)));
    }
    for kept in rows(store.as_ref()).await {
        let row = serde_json::to_string(&kept).unwrap();
        for person in ANSWERED {
            let quoted = format!("\"{person}\"");
            assert!(
                is_of(&kept, person) || !row.contains(&quoted),
                "{person} is listed outside of what is theirs, so that others are missing: {row}"
            );
        }
    }
}
