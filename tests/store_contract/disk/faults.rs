//! A write, flush or sync that fails: whoever waits is told that the outcome is not known, the
//! store takes nothing more, and after the next start all that was acknowledged is there.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cairn::state::{Committed, Key, Read};
use cairn::store::{OpenOptions, SledStore, Store, StoreError};
use futures_util::future::join_all;

use super::trick::{Call, Fault, Tricks};
use crate::making::{Making, channel, event, later, message, shared};
use crate::shelf::{at, home, lease};

fn open(folder: &Path, tricks: &Tricks) -> SledStore {
    SledStore::open_on(folder, OpenOptions::default(), |disk| tricks.over(disk)).unwrap()
}

/// Two documents and a counter, so that a half would show.
fn numbered(number: u32) -> Making {
    event(&format!("E{number}"))
        .writes(&shared(&format!("a{number}")), "x")
        .writes(&shared(&format!("b{number}")), "x")
        .adds("sum", 1)
}

async fn is_there(store: &dyn Store, key: Key) -> bool {
    let found = store.read(&home(), &[Read::One(key.clone())]).await;
    found.unwrap().documents[&key].is_some()
}

/// Commits until the store fails; says which were acknowledged.
async fn commit_until_it_fails(store: &SledStore) -> Vec<u32> {
    let mut acknowledged = Vec::new();
    for number in 0..64 {
        match store.commit(numbered(number).into()).await {
            Ok(outcome) => {
                assert_eq!(outcome, Committed::Done);
                acknowledged.push(number);
            }
            Err(error) => {
                assert!(matches!(error, StoreError::Unknown(_)), "{error:?}");
                return acknowledged;
            }
        }
    }
    panic!("the fault was never met");
}

async fn nothing_more_is_taken(store: &SledStore) {
    for number in 1_000..1_003 {
        let refused = store.commit(numbered(number).into()).await;
        assert!(
            matches!(refused, Err(StoreError::Unknown(_))),
            "{refused:?}"
        );
    }
    let swept = store.sweep(at(0)).await;
    assert!(matches!(swept, Err(StoreError::Unknown(_))));
    let health = store.health();
    let poisoned = async {
        while health.poison().is_none() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), poisoned)
        .await
        .expect("whoever watches the store hears that it has failed");
}

/// Everything acknowledged is there, nothing is half there, and what was not known is decided by
/// saying it again.
async fn all_is_well_after_the_next_start(folder: &Path, acknowledged: &[u32]) {
    let store = SledStore::open(folder, OpenOptions::default()).unwrap();
    assert!(store.has_recovered());
    for number in 0..64 {
        let a = is_there(&store, shared(&format!("a{number}"))).await;
        let b = is_there(&store, shared(&format!("b{number}"))).await;
        assert_eq!(a, b, "{number} is half there");
        assert!(a || !acknowledged.contains(&number), "{number} is lost");
        let again = store.commit(numbered(number).into()).await;
        let expected = if a {
            Committed::Duplicate
        } else {
            Committed::Done
        };
        assert_eq!(again, Ok(expected));
    }
    let what = [Read::Counter("sum".into())];
    let found = store.read(&home(), &what).await.unwrap();
    assert_eq!(found.counters[&"sum".into()], 64);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_call_is_never_gone_on_from() {
    for call in [Call::Apply, Call::Flush, Call::Sync] {
        for fault in [Fault::Error, Fault::ErrorAfterwards, Fault::Panic] {
            for nth in [1, 2, 3, 7] {
                let folder = tempfile::tempdir().unwrap();
                let store = open(folder.path(), &Tricks::failing(call, nth, fault));
                let acknowledged = commit_until_it_fails(&store).await;
                assert_eq!(acknowledged.len(), nth as usize - 1, "{call:?} {fault:?}");
                nothing_more_is_taken(&store).await;
                store.close().await;
                drop(store);
                all_is_well_after_the_next_start(folder.path(), &acknowledged).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_in_the_group_and_in_the_queue_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let tricks = Tricks::failing(Call::Sync, 1, Fault::Error);
    let store = Arc::new(open(folder.path(), &tricks));
    tricks.shut();
    let crowd: Vec<_> = (0..600)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move { store.commit(numbered(number).into()).await })
        })
        .collect();
    tricks.open();
    for outcome in join_all(crowd).await {
        let outcome = outcome.unwrap();
        assert!(
            matches!(outcome, Err(StoreError::Unknown(_))),
            "{outcome:?}"
        );
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_owed_is_still_owed_when_a_settlement_fails() {
    let folder = tempfile::tempdir().unwrap();
    // The message, its claim, and then its settlement.
    let store = open(
        folder.path(),
        &Tricks::failing(Call::Apply, 3, Fault::Error),
    );
    let making = event("E1").says(message(&channel("C1"), "m", "Hello"));
    assert_eq!(store.commit(making.into()).await, Ok(Committed::Done));
    let owed = store.claim(at(0), lease(at(0)), 10, 10).await.unwrap();
    let settled = vec![(owed[0].claim.clone(), later(at(5)))];
    let settled = store.settle(at(0), settled).await;
    assert!(matches!(settled, Err(StoreError::Unknown(_))));
    store.close().await;
    drop(store);
    let store = SledStore::open(folder.path(), OpenOptions::default()).unwrap();
    let owed = store.claim(at(0), lease(at(0)), 10, 10).await.unwrap();
    assert_eq!(owed.len(), 1);
    assert!(owed[0].doubtful, "it was under way");
    store.close().await;
}
