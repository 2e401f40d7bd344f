//! The app is added and removed: one adding is told in up to three activities and greeted once; and
//! how people are reached with it and without.

use cairn::chat::{Place, WorkspaceId};
use cairn::engine::StoredReaches;
use cairn::platform::Reaches;
use serde_json::json;

use crate::support::teams::requests::{
    ADA, ANA, CHANNEL, Somebody, Where, activity, added, bot, mentioned,
};
use crate::support::teams::workplace::text;
use crate::support::teams::{Fault, TENANT, Workplace};
use crate::telling::{LATE_REPORT, workplace};

/// What is kept of how a place is reached.
async fn reach(work: &Workplace, place: &Place) -> serde_json::Value {
    let workspace = WorkspaceId::from(format!("teams:{TENANT}"));
    let reaches = StoredReaches::new(work.store.clone());
    let reach = reaches.of(&workspace, place).await.unwrap();
    serde_json::from_str(reach.as_str()).unwrap()
}

/// How often Ana was told what this is.
fn greetings(work: &Workplace) -> usize {
    let all = work.standing(&ANA.chat()).into_iter();
    all.filter(|said| text(&said.card).contains("I'm Cairn, a bot"))
        .count()
}

#[tokio::test]
async fn one_adding_is_greeted_once_however_often_it_is_told() {
    let work = workplace().await;
    for told in [None, Some("add"), None, Some("add-upgrade"), Some("add")] {
        let replied = work.happens(&added(ANA, Where::Chat, told)).await;
        assert_eq!((replied.status.as_u16(), replied.body.as_str()), (200, ""));
    }
    assert_eq!(greetings(&work), 1);
    assert_eq!(work.standing(&ANA.chat()).len(), 2, "and her page, once");
    assert!(work.fake.calls("open").is_empty(), "where it is, is known");
}

#[tokio::test]
async fn who_has_removed_the_app_and_adds_it_again_is_not_greeted_anew() {
    let work = workplace().await;
    work.happens(&added(ANA, Where::Chat, Some("add"))).await;
    let calls = work.fake.all_calls().len();
    let place = Place::Direct(ANA.id.into());
    assert_eq!(reach(&work, &place).await["conversation"], ANA.chat());

    work.happens(&added(ANA, Where::Chat, Some("remove"))).await;
    let mut removed = activity("conversationUpdate", ANA, Where::Chat);
    removed["membersRemoved"] = json!([{ "id": bot() }]);
    work.happens(&removed).await;
    assert_eq!(
        work.fake.all_calls().len(),
        calls,
        "nothing is said to who left"
    );
    assert_eq!(reach(&work, &place).await["conversation"], json!(null));

    let standing = work.asks(ADA, LATE_REPORT).await;
    let explained = work.taps(ANA, &standing, "A").await.card();
    assert!(text(&explained).contains("Get the app."));

    work.happens(&added(ANA, Where::Chat, Some("add"))).await;
    assert_eq!(greetings(&work), 1);
    let explained = work.taps(ANA, &standing, "A").await.card();
    assert!(!text(&explained).contains("Get the app."));
}

#[tokio::test]
async fn a_guest_who_is_made_a_member_is_one_person_greeted_once() {
    let work = workplace().await;
    let standing = work.asks(ADA, LATE_REPORT).await;
    // Nobody told that she joined: what she does first is how she is known.
    work.taps(ANA, &standing, "A").await.card();
    work.happens(&added(ANA, Where::Chat, Some("add"))).await;
    let as_member = Somebody {
        user: "29:ana-as-a-member",
        ..ANA
    };
    work.happens(&added(as_member, Where::Chat, Some("add")))
        .await;
    let again = work.taps(as_member, &standing, "B").await.card();
    assert!(text(&again).contains("The first answer stays."));
    let greeted = |chat: String| {
        let all = work.standing(&chat).into_iter();
        all.filter(|said| text(&said.card).contains("I'm Cairn, a bot"))
            .count()
    };
    assert_eq!(greeted(ANA.chat()) + greeted(as_member.chat()), 1);
    let place = Place::Direct(ANA.id.into());
    let reach = reach(&work, &place).await;
    assert_eq!(
        reach["user"], as_member.user,
        "the last one is where she is"
    );
}

#[tokio::test]
async fn a_team_that_adds_the_app_is_not_written_to_by_itself_and_its_channel_is_reached() {
    let work = workplace().await;
    for told in [Some("add"), None] {
        assert_eq!(
            work.happens(&added(ADA, Where::Channel, told)).await.status,
            200
        );
    }
    assert!(work.fake.calls("send").is_empty());
    let channel = reach(&work, &Place::Channel(CHANNEL.into())).await;
    assert_eq!(channel["service"], work.fake.service_url());
}

#[tokio::test]
async fn others_who_come_and_go_concern_nobody() {
    let work = workplace().await;
    for list in ["membersAdded", "membersRemoved"] {
        let mut moved = activity("conversationUpdate", ADA, Where::Channel);
        moved[list] = json!([{ "id": "29:somebody", "aadObjectId": "x" }]);
        assert_eq!(work.happens(&moved).await.status, 200);
    }
    assert!(work.fake.all_calls().is_empty());
}

#[tokio::test]
async fn a_channel_that_is_deleted_archived_or_renamed_is_taken_note_of() {
    let work = workplace().await;
    for kind in [
        "channelDeleted",
        "teamArchived",
        "teamarchived",
        "teamDeleted",
        "teamHardDeleted",
        "channelRenamed",
        "teamRenamed",
        "channelRestored",
        "teamrestored",
        "teamUnarchived",
        "channelCreated",
        "teamMemberAdded",
        "something of next year",
    ] {
        let mut changed = activity("conversationUpdate", ADA, Where::Channel);
        changed["channelData"]["eventType"] = json!(kind);
        let replied = work.happens(&changed).await;
        assert_eq!(
            (replied.status.as_u16(), replied.body.as_str()),
            (200, ""),
            "{kind}"
        );
    }
    assert!(work.fake.calls("send").is_empty());
}

#[tokio::test]
async fn who_lacks_the_app_is_answered_in_a_conversation_that_is_opened() {
    let work = workplace().await;
    let replied = work.happens(&mentioned(ANA, "practice 1")).await;
    assert_eq!(replied.status, 200);
    let opened = work.fake.calls("open");
    assert!(!opened.is_empty());
    assert_eq!(opened[0].body["members"][0]["id"], ANA.user);
    assert_eq!(opened[0].body["tenantId"], TENANT);
    assert!(!work.standing(&ANA.chat()).is_empty());
    assert!(work.standing(CHANNEL).is_empty(), "nobody else reads it");
}

#[tokio::test]
async fn who_mentions_the_bot_without_the_app_is_told_in_the_channel_once() {
    let work = workplace().await;
    for _ in 0..2 {
        let refusal = Fault::Refused(403, "ForbiddenOperationException");
        work.fake.fail("open", [refusal]);
        work.happens(&mentioned(ANA, "me")).await;
    }
    let line = work.only_standing(CHANNEL);
    assert_eq!(text(&line.card).trim(), "<at>Ana</at>: Get the app.");
    assert!(work.standing(&ANA.chat()).is_empty());
}
