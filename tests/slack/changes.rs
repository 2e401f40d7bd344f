//! What Slack tells by itself: of whom something is kept, it is kept as it is now; all else is
//! taken and changes nothing.

use std::sync::Arc;

use cairn::state::{Kept, Kind};
use cairn::store::{MemoryStore, Store, WalkFrom};
use serde_json::{Value, json};

use crate::support::slack::Workplace;
use crate::support::slack::requests::said;
use crate::{ADA, ANA, support};

/// What is kept of each person, in the order of their names.
async fn people(store: &dyn Store) -> Vec<(String, Value)> {
    let walked = store.walk(&WalkFrom::default(), 1_000).await.unwrap();
    let person = |kept: Kept| match kept {
        Kept::Document { key, body, .. } if key.kind == Kind::Person => {
            let whose = key.owner.person()?.to_string();
            Some((whose, serde_json::from_slice(&body.0).unwrap()))
        }
        _ => None,
    };
    walked
        .rows
        .into_iter()
        .filter_map(|(_, kept)| person(kept))
        .collect()
}

/// Slack tells that something about a person has changed, and how all of it is now.
async fn changes(work: &Workplace, id: &str, person: &str, more: Value) {
    let mut user = json!({
        "id": person, "team_id": "T1", "name": "someone", "deleted": false, "is_bot": false,
        "tz": "Europe/Berlin", "tz_offset": 3_600, "profile": { "status_text": "at lunch" },
    });
    user.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let change = said(
        id,
        &json!({ "type": "user_change", "user": user, "event_ts": "1.1" }),
    );
    let taken = work.send(&change).await;
    assert_eq!((taken.status.as_u16(), taken.body.as_str()), (200, ""));
    work.settled().await;
}

#[tokio::test]
async fn who_moves_is_known_in_the_new_zone_and_who_leaves_as_gone() {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let [(_, before)] = people(store.as_ref()).await.try_into().unwrap();
    assert_eq!(before["zone"], "Europe/Berlin");

    changes(&work, "Ev2", ANA, json!({ "tz": "America/New_York" })).await;
    let [(_, moved)] = people(store.as_ref()).await.try_into().unwrap();
    assert_eq!(moved["zone"], "America/New_York");
    assert_eq!(moved["locale"], before["locale"], "what is left out stays");

    let gone = json!({ "deleted": true, "tz": null });
    changes(&work, "Ev3", ANA, gone).await;
    let [(_, left)] = people(store.as_ref()).await.try_into().unwrap();
    assert_eq!(
        (&left["gone"], &left["zone"]),
        (&json!(true), &moved["zone"])
    );
}

#[tokio::test]
async fn of_whom_nothing_is_kept_nothing_is_learnt_and_a_new_picture_writes_nothing() {
    let store = Arc::new(MemoryStore::new());
    let work = Workplace::begin(support::coach_with_admins(&[ADA]), store.clone()).await;
    work.writes(ANA, "practice 1", "Ev1").await;
    let before = store.walk(&WalkFrom::default(), 1_000).await.unwrap().rows;
    changes(&work, "Ev2", "USTRANGER", json!({ "is_admin": true })).await;
    changes(&work, "Ev3", ANA, json!({ "locale": "en-GB" })).await;
    let after = store.walk(&WalkFrom::default(), 1_000).await.unwrap().rows;
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_becomes_of_channels_is_taken_whoever_it_concerns() {
    let work = crate::workplace().await;
    for (number, event) in [
        json!({ "type": "channel_archive", "channel": "C1", "user": ADA }),
        json!({ "type": "group_unarchive", "channel": "G1", "user": ADA }),
        json!({ "type": "member_joined_channel", "channel": "C1", "user": "UBOT", "inviter": ADA }),
        json!({ "type": "member_joined_channel", "channel": "C1", "user": ANA }),
        json!({ "type": "member_left_channel", "channel": "C1", "user": "UBOT" }),
        json!({ "type": "group_left", "channel": "G1" }),
        json!({ "type": "channel_deleted", "channel": "C1" }),
    ]
    .iter()
    .enumerate()
    {
        for _ in 0..2 {
            let taken = work.send(&said(&format!("Ev{number}"), event)).await;
            assert_eq!(
                (taken.status.as_u16(), taken.body.as_str()),
                (200, ""),
                "{event}"
            );
        }
    }
    assert_eq!(
        work.slack.passed_over().get("unknown"),
        Some(&2),
        "other people"
    );
}

#[tokio::test]
async fn a_workspace_of_many_channels_is_never_listed() {
    let work = crate::workplace().await;
    for number in 0..500 {
        let archived = json!({ "type": "channel_archive", "channel": format!("C{number}") });
        work.send(&said(&format!("Ev{number}"), &archived)).await;
    }
    work.later(jiff::SignedDuration::from_hours(48)).await;
    let calls: Vec<String> = work
        .fake
        .all_calls()
        .into_iter()
        .map(|call| call.method)
        .collect();
    assert_eq!(calls, ["auth.test"]);
}
