//! Any name is safe anywhere: no workspace, person or thing is ever taken for another, and every
//! name comes back byte for byte.

use cairn::chat::{CounterName, PersonId, Place, WakeName, WorkspaceId};
use cairn::state::{Committed, Key, Kind, PageOf, Read, WakeAt};

use crate::making::{channel, event, message};
use crate::shelf::{Shelf, at, lease};

stories! {
    no_name_is_taken_for_another
    names_come_back_byte_for_byte
}

fn names() -> Vec<String> {
    let mixed: String = "aäß\0/".chars().cycle().take(360).collect();
    let mut names: Vec<String> = ["", "a", "a/b", "a\0", "a\0b", "\u{ff}", "ä", "a%", "A", "p"]
        .map(str::to_owned)
        .to_vec();
    names.push(mixed.chars().take(350).collect());
    names
}

/// Each workspace has one of everything under each name; it sees its own alone.
async fn no_name_is_taken_for_another(shelf: &mut Shelf) {
    let store = shelf.store();
    for (number, workspace) in names().iter().enumerate() {
        for (place, name) in names().iter().enumerate() {
            let key = Key::personal(&PersonId::from(name.as_str()), Kind::Memory, name.as_str());
            let commit = event(name)
                .of(workspace)
                .writes(&key, &format!("{number}/{place}"))
                .adds(name, 1 + number as i64)
                .wakes(name, WakeAt::At(at(place as i64)));
            assert_eq!(store.commit(commit.into()).await, Ok(Committed::Done));
        }
    }
    drop(store);
    shelf.reopen().await;
    let store = shelf.store();
    for (number, workspace) in names().iter().enumerate() {
        let workspace = WorkspaceId::from(workspace.as_str());
        for (place, name) in names().iter().enumerate() {
            let page = PageOf {
                owner: cairn::state::Owner::Person(PersonId::from(name.as_str())),
                kind: Kind::Memory,
                after: "".into(),
                limit: 100,
            };
            let counter = CounterName::from(name.as_str());
            let what = [Read::Page(page.clone()), Read::Counter(counter.clone())];
            let found = store.read(&workspace, &what).await.unwrap();
            let bodies: Vec<String> = found.pages[&page]
                .iter()
                .map(|(_, document)| String::from_utf8(document.body.to_vec()).unwrap())
                .collect();
            assert_eq!(bodies, [format!("{number}/{place}")]);
            assert_eq!(found.counters[&counter], 1 + number as i64);
        }
    }
    let due = store.due(at(99), 1_000, 1_000).await.unwrap();
    assert_eq!(due.len(), names().len() * names().len());
}

async fn names_come_back_byte_for_byte(shelf: &mut Shelf) {
    let mut making = event("E1");
    for name in names() {
        making = making
            .writes(&Key::shared(Kind::Channel, name.as_str()), &name)
            .wakes(&name, WakeAt::At(at(1)))
            .says(message(&channel(&name), &name, &name))
            .says(message(
                &Place::Whisper(name.as_str().into(), "Ana".into()),
                &name,
                &name,
            ));
    }
    shelf.done(making).await;
    shelf.reopen().await;
    let mut sorted = names();
    sorted.sort();
    let page = PageOf {
        owner: cairn::state::Owner::Shared,
        kind: Kind::Channel,
        after: "".into(),
        limit: 100,
    };
    let found = shelf.read(&[Read::Page(page.clone())]).await;
    let ids: Vec<String> = found.pages[&page]
        .iter()
        .map(|(key, _)| key.id.to_string())
        .collect();
    assert_eq!(ids, sorted);
    let wakes: Vec<WakeName> = shelf
        .wakes(at(1))
        .await
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let expected: Vec<WakeName> = sorted.iter().map(|name| name.as_str().into()).collect();
    assert_eq!(wakes, expected);
    let owed = shelf
        .store()
        .claim(at(1), lease(at(1)), 100, 100)
        .await
        .unwrap();
    let mut said: Vec<String> = owed.iter().map(crate::making::words).collect();
    said.sort();
    said.dedup();
    assert_eq!(said, sorted);
    assert_eq!(owed.len(), 2 * sorted.len());
}
