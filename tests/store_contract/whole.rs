//! All or nothing: a commit is there whole, also after the store was closed and opened, or it has
//! left no trace.

use cairn::chat::EventId;
use cairn::state::{Committed, Completes, Kind, Owner, PageOf, Read, WakeAt};

use crate::making::{Making, channel, event, message, person, shared};
use crate::shelf::{Shelf, at};

stories! {
    a_commit_is_there_whole_after_reopening
    a_conflict_leaves_no_trace
    what_was_refused_can_be_taken_later
    deleted_documents_are_gone_and_made_anew_under_another_version
}

/// Two documents, a message, a wake-up, a counter and a fact.
fn everything(id: &str) -> Making {
    event(id)
        .writes(&shared("a"), "1")
        .writes(&shared("b"), "2")
        .says(message(&channel("C1"), "hello", "Hello"))
        .wakes("close/R1", WakeAt::At(at(60)))
        .adds("answers", 3)
        .remembers(Owner::Shared, "{}")
        .remembers(person("Ana"), "{}")
}

async fn a_commit_is_there_whole_after_reopening(shelf: &mut Shelf) {
    shelf.done(everything("E1")).await;
    shelf.reopen().await;
    assert_eq!(shelf.text(&shared("a")).await.as_deref(), Some("1"));
    assert_eq!(shelf.text(&shared("b")).await.as_deref(), Some("2"));
    assert_eq!(shelf.counter("answers").await, 3);
    assert_eq!(shelf.due(at(60)).await, ["close/R1"]);
    assert_eq!(shelf.claim_names(at(1)).await, ["hello"]);
    assert_eq!(
        shelf.commit(everything("E1")).await,
        Ok(Committed::Duplicate)
    );
    let facts = shelf.sweep(crate::shelf::days(401)).await;
    assert!(facts >= 2, "the facts were there to be swept: {facts}");
}

async fn a_conflict_leaves_no_trace(shelf: &mut Shelf) {
    shelf.done(event("E1").writes(&shared("b"), "old")).await;
    let late = everything("E2").saw(&shared("a"), 0).saw(&shared("b"), 77);
    assert_eq!(shelf.commit(late).await, Ok(Committed::Conflict));
    shelf.reopen().await;
    assert_eq!(shelf.text(&shared("a")).await, None);
    assert_eq!(shelf.text(&shared("b")).await.as_deref(), Some("old"));
    assert_eq!(shelf.counter("answers").await, 0);
    assert!(shelf.due(at(60)).await.is_empty());
    assert!(shelf.claim(at(1)).await.is_empty());
    // Not even the mark: the same event, decided anew, is taken.
    shelf.done(everything("E2")).await;
}

async fn what_was_refused_can_be_taken_later(shelf: &mut Shelf) {
    let wake = Completes::Wake("close/R1".into(), at(60));
    let early = crate::making::completing(wake.clone()).writes(&shared("a"), "1");
    assert_eq!(
        shelf.commit(early.clone()).await,
        Ok(Committed::Duplicate),
        "a wake-up that is not set can't be finished"
    );
    shelf
        .done(event("E1").wakes("close/R1", WakeAt::At(at(60))))
        .await;
    shelf.done(early).await;
    assert_eq!(shelf.text(&shared("a")).await.as_deref(), Some("1"));
    let again = Completes::Event(EventId::from("E1"));
    assert_eq!(
        shelf.commit(crate::making::completing(again)).await,
        Ok(Committed::Duplicate)
    );
}

async fn deleted_documents_are_gone_and_made_anew_under_another_version(shelf: &mut Shelf) {
    shelf.done(event("E1").writes(&shared("a"), "1")).await;
    let old = shelf.version(&shared("a")).await;
    shelf.done(event("E2").deletes(&shared("a"))).await;
    assert_eq!(shelf.document(&shared("a")).await, None);
    let page = PageOf {
        owner: Owner::Shared,
        kind: Kind::Channel,
        after: "".into(),
        limit: 10,
    };
    let found = shelf.read(&[Read::Page(page.clone())]).await;
    assert!(found.pages[&page].is_empty());
    shelf.done(event("E3").writes(&shared("a"), "2")).await;
    let late = event("E4").saw(&shared("a"), old).writes(&shared("a"), "3");
    assert_eq!(shelf.commit(late).await, Ok(Committed::Conflict));
    assert_eq!(shelf.text(&shared("a")).await.as_deref(), Some("2"));
}
