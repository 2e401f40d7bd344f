//! More at once than can be written: the queue is bounded, and says so at once.

use std::sync::Arc;

use cairn::state::{Committed, Read};
use cairn::store::{OpenOptions, QUEUE_LENGTH, SledStore, Store, StoreError};
use futures_util::future::join_all;

use super::trick::Tricks;
use crate::making::{channel, event, message};
use crate::shelf::{at, days, home, lease};

fn open(tricks: &Tricks) -> (tempfile::TempDir, Arc<SledStore>) {
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open_on(folder.path(), OpenOptions::default(), |disk| {
        tricks.over(disk)
    });
    (folder, Arc::new(store.unwrap()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_the_queue_full_is_told_at_once_and_the_others_are_served() {
    let tricks = Tricks::none();
    let (_folder, store) = open(&tricks);
    tricks.shut();
    let mut waiting = Vec::new();
    let mut busy = 0;
    // One group may be on its way to the disk already; beyond it the queue takes so many.
    for number in 0..QUEUE_LENGTH + 600 {
        let commit = event(&format!("E{number}")).adds("sum", 1);
        let mut answer = committing(&store, commit.into());
        match futures_util::poll!(&mut answer) {
            std::task::Poll::Ready(Err(StoreError::Busy)) => busy += 1,
            std::task::Poll::Ready(other) => panic!("{other:?} before anything was written"),
            std::task::Poll::Pending => waiting.push(answer),
        }
    }
    assert!(busy >= 600 - 256, "{busy}");
    assert!(waiting.len() >= QUEUE_LENGTH);
    tricks.open();
    let served = waiting.len() as i64;
    for outcome in join_all(waiting).await {
        assert_eq!(outcome, Ok(Committed::Done));
    }
    let found = store.read(&home(), &[Read::Counter("sum".into())]).await;
    assert_eq!(found.unwrap().counters[&"sum".into()], served);
    store.close().await;
}

type Answer = std::pin::Pin<Box<dyn Future<Output = Result<Committed, StoreError>> + Send>>;

fn committing(store: &Arc<SledStore>, commit: cairn::state::Commit) -> Answer {
    let store = store.clone();
    Box::pin(async move { store.commit(commit).await })
}

/// A crowd fills the queue while the courier wants to claim: the claim waits its turn, and what
/// was claimed is carried now and not when the claim has run out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_and_settlements_wait_their_turn_in_a_full_queue() {
    let tricks = Tricks::none();
    let (_folder, store) = open(&tricks);
    let making = event("E").says(message(&channel("C1"), "m", "Hello"));
    store.commit(making.into()).await.unwrap();
    tricks.shut();
    let mut crowd = Vec::new();
    loop {
        let commit = event(&format!("E{}", crowd.len())).adds("sum", 1);
        let mut answer = committing(&store, commit.into());
        match futures_util::poll!(&mut answer) {
            std::task::Poll::Ready(Err(StoreError::Busy)) => break,
            std::task::Poll::Ready(other) => panic!("{other:?} before anything was written"),
            std::task::Poll::Pending => crowd.push(answer),
        }
    }
    let courier = {
        let store = store.clone();
        tokio::spawn(async move {
            let owed = store.claim(at(0), lease(at(0)), 10, 10).await.unwrap();
            let said = crate::making::said("1.0", at(0));
            let settled = vec![(owed[0].claim.clone(), said)];
            store.settle(at(0), settled).await.unwrap();
        })
    };
    tricks.open();
    join_all(crowd).await;
    courier.await.unwrap();
    assert!(
        store
            .claim(at(99), lease(at(99)), 10, 10)
            .await
            .unwrap()
            .is_empty()
    );
    store.close().await;
}

/// A counter that has outlived its use is added to in the very group that sweeps it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_in_the_group_that_sweeps_it_stays() {
    let tricks = Tricks::none();
    let (_folder, store) = open(&tricks);
    store
        .commit(event("E1").adds("sum", 5).into())
        .await
        .unwrap();
    tricks.shut();
    let mut first = committing(&store, event("E2").at(days(500)).into());
    assert!(futures_util::poll!(&mut first).is_pending());
    let making = event("E3").at(days(500)).adds("sum", 1);
    let mut second = committing(&store, making.into());
    assert!(futures_util::poll!(&mut second).is_pending());
    let sweep = {
        let store = store.clone();
        async move { store.sweep(days(500)).await }
    };
    let mut sweep = Box::pin(sweep);
    assert!(futures_util::poll!(&mut sweep).is_pending());
    tricks.open();
    first.await.unwrap();
    second.await.unwrap();
    sweep.await.unwrap();
    let found = store.read(&home(), &[Read::Counter("sum".into())]).await;
    assert_eq!(found.unwrap().counters[&"sum".into()], 6);
    store.close().await;
}
