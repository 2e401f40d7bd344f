//! What every store promises, one story for each promise, told to each store: the one that
//! forgets and the one on disk, which is closed and opened again where a story says so.
//! `docs/storage.md` lists the promises.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that can't go on has failed"
)]

#[path = "../support/chance.rs"]
#[allow(dead_code, reason = "each test file uses its own part of this")]
mod chance;
mod making;
mod shelf;

/// Tells each story to each store.
macro_rules! stories {
    ($($name:ident)*) => {
        mod in_memory {
            $(#[tokio::test]
            async fn $name() {
                super::$name(&mut crate::shelf::Shelf::in_memory()).await;
            })*
        }
        mod on_disk {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(&mut crate::shelf::Shelf::on_disk()).await;
            })*
        }
    };
}

mod counters;
mod dead;
mod disk;
mod documents;
mod erasing;
mod events;
mod limits;
mod model;
mod names;
mod outbox;
mod sweeping;
mod wakes;
mod whole;
mod withdrawing;
