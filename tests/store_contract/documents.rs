//! A decision stands on what it saw: whoever decided on something older decides again.

use std::sync::Arc;

use cairn::state::{Committed, Key, Kind, Owner, PageOf, Read};
use cairn::store::Store;
use futures_util::future::join_all;

use crate::making::{event, person, shared};
use crate::shelf::{Shelf, home};

stories! {
    only_the_version_that_was_seen_is_written
    no_update_is_lost_among_sixty_four_writers
    nobody_who_saw_the_old_lands_after_the_new
    however_long_ago_something_was_read_its_change_is_noticed
    pages_show_one_owner_and_kind_in_order
}

async fn only_the_version_that_was_seen_is_written(shelf: &mut Shelf) {
    let a = shared("a");
    assert_eq!(
        shelf.commit(event("E0").saw(&a, 3).writes(&a, "x")).await,
        Ok(Committed::Conflict),
        "it was seen and is not there"
    );
    shelf.done(event("E1").saw(&a, 0).writes(&a, "1")).await;
    let first = shelf.version(&a).await;
    assert_eq!(
        shelf.commit(event("E2").saw(&a, 0).writes(&a, "x")).await,
        Ok(Committed::Conflict),
        "it was not seen and is there"
    );
    shelf.done(event("E3").saw(&a, first).writes(&a, "2")).await;
    assert_eq!(
        shelf
            .commit(event("E4").saw(&a, first).writes(&a, "x"))
            .await,
        Ok(Committed::Conflict),
        "it has changed since"
    );
    assert_eq!(shelf.version(&a).await, first + 1);
    assert_eq!(shelf.text(&a).await.as_deref(), Some("2"));
}

/// Adds 1 to the number in a document: load, decide, commit, and again on a conflict.
async fn add_one(store: Arc<dyn Store>, writer: usize) {
    let key = shared("sum");
    loop {
        let found = store
            .read(&home(), &[Read::One(key.clone())])
            .await
            .unwrap();
        let sum = match &found.documents[&key] {
            Some(document) => {
                let text = std::str::from_utf8(&document.body).unwrap();
                text.parse::<u32>().unwrap()
            }
            None => 0,
        };
        let commit = event(&format!("E{writer}"))
            .decided_on(&found)
            .writes(&key, &(sum + 1).to_string());
        match store.commit(commit.into()).await.unwrap() {
            Committed::Done => return,
            Committed::Conflict => tokio::task::yield_now().await,
            Committed::Duplicate => panic!("writer {writer} was counted and told otherwise"),
        }
    }
}

async fn no_update_is_lost_among_sixty_four_writers(shelf: &mut Shelf) {
    let writers = (0..64).map(|writer| tokio::spawn(add_one(shelf.store(), writer)));
    for ended in join_all(writers).await {
        ended.unwrap();
    }
    assert_eq!(shelf.text(&shared("sum")).await.as_deref(), Some("64"));
}

/// A check-in is closed while people answer: who saw it open and comes after the closing is told
/// to decide again, though nobody but the closing ever writes the check-in.
async fn nobody_who_saw_the_old_lands_after_the_new(shelf: &mut Shelf) {
    let run = shared("run");
    shelf.done(event("open").writes(&run, "open")).await;
    let seen = shelf.read(&[Read::One(run.clone())]).await;
    let commits = (0..64).map(|number| {
        let store = shelf.store();
        let commit = if number == 31 {
            event("close").decided_on(&seen).writes(&run, "closed")
        } else {
            event(&format!("answer {number}"))
                .decided_on(&seen)
                .adds("answers", 1)
        };
        tokio::spawn(async move { store.commit(commit.into()).await.unwrap() })
    });
    let mut counted = 0;
    for (number, outcome) in join_all(commits).await.into_iter().enumerate() {
        match outcome.unwrap() {
            Committed::Done if number != 31 => counted += 1,
            Committed::Done | Committed::Conflict => {}
            Committed::Duplicate => panic!("{number} came once"),
        }
    }
    assert_eq!(shelf.text(&run).await.as_deref(), Some("closed"));
    assert_eq!(shelf.counter("answers").await, counted);
    let late = event("late").decided_on(&seen).adds("answers", 1);
    assert_eq!(shelf.commit(late).await, Ok(Committed::Conflict));
    assert_eq!(shelf.counter("answers").await, counted);
}

/// A decision may take its time: much is written meanwhile, and the store may be opened anew.
async fn however_long_ago_something_was_read_its_change_is_noticed(shelf: &mut Shelf) {
    let (changes, stays) = (shared("changes"), shared("stays"));
    shelf
        .done(event("made").writes(&changes, "1").writes(&stays, "1"))
        .await;
    let both = [Read::One(changes.clone()), Read::One(stays.clone())];
    let seen = shelf.read(&both).await;
    let stands = shelf.read(&[Read::One(stays.clone())]).await;
    shelf.done(event("changed").writes(&changes, "2")).await;
    for round in 0..40 {
        let much = (0..200).fold(event(&format!("much {round}")), |making, number| {
            making.writes(&shared(&format!("{round}/{number}")), "x")
        });
        shelf.done(much).await;
    }
    for reopened in [false, true] {
        if reopened {
            shelf.reopen().await;
        }
        let late = event("late").decided_on(&seen).writes(&stays, "x");
        assert_eq!(shelf.commit(late).await, Ok(Committed::Conflict));
        let gone = event("gone").decided_on(&seen).deletes(&changes);
        assert_eq!(shelf.commit(gone).await, Ok(Committed::Conflict));
        let other = event(&format!("other {reopened}"));
        shelf
            .done(other.decided_on(&stands).adds("others", 1))
            .await;
    }
    shelf.done(event("ends").deletes(&changes)).await;
    let late = event("late").decided_on(&seen).adds("late", 1);
    assert_eq!(shelf.commit(late).await, Ok(Committed::Conflict));
}

async fn pages_show_one_owner_and_kind_in_order(shelf: &mut Shelf) {
    let ana = |kind, id: &str| Key {
        owner: person("Ana"),
        kind,
        id: id.into(),
    };
    let mut making = event("E1")
        .writes(&shared("x"), "x")
        .writes(&ana(Kind::Person, ""), "x");
    for id in ["b", "a", "ab", "ä", ""] {
        making = making.writes(&ana(Kind::Memory, id), id);
    }
    shelf.done(making).await;
    let page = |after: &str, limit| PageOf {
        owner: person("Ana"),
        kind: Kind::Memory,
        after: after.into(),
        limit,
    };
    for (page, ids) in [
        (page("", 3), vec!["", "a", "ab"]),
        (page("ab", 3), vec!["b", "ä"]),
        (page("ä", 3), vec![]),
    ] {
        let found = shelf.read(&[Read::Page(page.clone())]).await;
        let shown: Vec<&str> = found.pages[&page].iter().map(|(key, _)| &*key.id).collect();
        assert_eq!(shown, ids);
    }
    let nobodys = PageOf {
        owner: Owner::Shared,
        ..page("", 3)
    };
    let found = shelf.read(&[Read::Page(nobodys.clone())]).await;
    assert!(found.pages[&nobodys].is_empty());
}
