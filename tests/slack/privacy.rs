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
