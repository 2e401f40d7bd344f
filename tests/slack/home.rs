//! The home page costs little: Slack is called once for all that changed within some seconds, never
//! when nothing did, and never for who has not opened hers.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::slack::Workplace;
use crate::support::slack::requests::said;
use crate::support::slack::workplace::button;
use crate::{ADA, ANA, LATE_REPORT, workplace};

const BEN: &str = "UBEN";

/// Opens somebody's home page.
async fn opens(work: &Workplace, person: &str, event: &str) {
    let opened = json!({ "type": "app_home_opened", "user": person, "tab": "home" });
    assert_eq!(work.send(&said(event, &opened)).await.status, 200);
    work.settled().await;
}

/// Lets a moment pass; says how often pages were published until then, all of them Ana's.
async fn published(work: &Workplace) -> usize {
    work.later(SignedDuration::from_secs(30)).await;
    let calls = work.fake.calls("views.publish");
    let is_hers = calls.iter().all(|call| call.body["user_id"] == ANA);
    assert!(is_hers, "a home that was never opened is published");
    calls.len()
}

#[tokio::test]
async fn a_week_of_use_publishes_once_for_each_change_and_nothing_for_none() {
    let work = workplace().await;
    // Ben has much to do with Cairn all week, and never opens his page.
    work.types(BEN, "C1", "replies channel").await;
    assert_eq!(published(&work).await, 0);

    // Tuesday: opened, and opened again.
    opens(&work, ANA, "Ev1").await;
    assert_eq!(published(&work).await, 1);
    for event in ["Ev2", "Ev3"] {
        opens(&work, ANA, event).await;
        assert_eq!(published(&work).await, 1, "it stands so already");
    }

    // An answer; then the same again, and the answers of others.
    let standing = work.asks(ADA, LATE_REPORT).await;
    assert_eq!(published(&work).await, 1, "nothing of hers");
    work.taps(ANA, &standing, "A").await;
    work.taps(BEN, &standing, "B").await;
    assert_eq!(published(&work).await, 2);
    work.taps(ANA, &standing, "A").await;
    work.types(ANA, "C1", "me").await;
    work.types(ANA, "C1", "help").await;
    assert_eq!(published(&work).await, 2, "she has only looked");

    // Wednesday and Thursday: nothing.
    work.later(SignedDuration::from_hours(48)).await;
    assert_eq!(published(&work).await, 2);

    // Thursday: three changes within seconds are one.
    let offered = work.types(ANA, "C1", "programme better-meetings").await;
    let enrol = button(&offered.json(), "Enrol");
    let replied = work.presses_in(ANA, "1.1", &enrol).await;
    assert_eq!(replied.status, 200);
    work.types(ANA, "C1", "replies dm").await;
    work.types(ANA, "C1", "nudges Tue Thu at 10:30").await;
    assert_eq!(published(&work).await, 3);
    work.types(ANA, "C1", "replies dm").await;
    assert_eq!(published(&work).await, 3, "they go there already");

    // Until Monday evening: what is to come comes, at most one publish a day on which it did.
    let before = work.fake.calls("chat.postMessage").len();
    work.later(SignedDuration::from_hours(24 * 4)).await;
    let came = work.fake.calls("chat.postMessage").len() - before;
    assert!(came > 0, "the first step of the programme came");
    let after = published(&work).await;
    assert!((3..=3 + came).contains(&after), "{after} after {came}");

    // Who leaves has no page any more.
    let left =
        json!({ "type": "user_change", "user": { "id": ANA, "deleted": true, "team_id": "T1" } });
    assert_eq!(work.send(&said("Ev9", &left)).await.status, 200);
    work.settled().await;
    work.later(SignedDuration::from_hours(24 * 7)).await;
    assert_eq!(published(&work).await, after);
}
