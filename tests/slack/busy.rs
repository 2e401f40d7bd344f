//! When there is too much at once: an event comes again, and who tapped, typed or sent a form is
//! told in words that nothing was counted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cairn::store::StoreError;
use serde_json::json;

use crate::support::ruled::{Call, Fate, Rule, Ruled};
use crate::support::slack::Workplace;
use crate::support::slack::requests::{direct, submission};
use crate::support::slack::workplace::{button, buttons, text};
use crate::{ADA, ANA, LATE_REPORT, support};

/// Can be told to be too busy for commits.
#[derive(Default)]
struct Crowded {
    is_full: AtomicBool,
}

impl Rule for Crowded {
    fn fate(&self, call: Call<'_>) -> Fate {
        match call {
            Call::Commit(_) if self.is_full.load(Ordering::SeqCst) => Fate::Fails(StoreError::Busy),
            _ => Fate::Happens,
        }
    }
}

#[tokio::test]
async fn nobody_is_left_without_an_answer_and_nothing_is_counted() {
    let store = Arc::new(Ruled::<Crowded>::default());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    let explained = work.taps(ADA, &standing, "A").await;
    let differ = button(&explained, "I see it differently");
    work.presses_in(ADA, &standing.ts, &differ).await;
    let view = work.fake.only_call("views.open")["view"].clone();

    store.rule.is_full.store(true, Ordering::SeqCst);
    let told = work.taps(ANA, &standing, "A").await;
    assert!(text(&told).contains("please tap again"));

    assert_eq!(work.send(&direct(ANA, "practice", "Ev1")).await.status, 503);

    let typed = work.types(ADA, "C1", "ask feedback/late-report").await;
    assert_eq!(typed.status, 200);
    assert!(
        typed.json()["text"]
            .as_str()
            .unwrap()
            .contains("please tap again")
    );

    let values =
        json!({ "note": { "input": { "type": "plain_text_input", "value": "It depends." } } });
    let sent = work.send(&submission(ADA, &view, &values)).await.json();
    assert_eq!(sent["response_action"], "errors");
    assert!(
        sent["errors"]["note"]
            .as_str()
            .unwrap()
            .contains("please tap again")
    );

    store.rule.is_full.store(false, Ordering::SeqCst);
    assert!(text(&work.taps(ANA, &standing, "A").await).contains("You answered"));
    assert_eq!(
        work.send(&direct(ANA, "practice", "Ev1")).await.status,
        200,
        "the repeat is taken"
    );
}

#[tokio::test]
async fn a_form_opens_before_anything_is_written() {
    let store = Arc::new(Ruled::<Crowded>::default());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    let standing = work.asks(ADA, "meetings/steps-of-a-decision").await;
    let (_, open) = buttons(&standing.message).remove(0);
    store.rule.is_full.store(true, Ordering::SeqCst);
    work.presses_in(ANA, &standing.ts, &open).await;
    assert_eq!(work.fake.calls("views.open").len(), 1);
}
