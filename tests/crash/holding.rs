//! What the data folder holds of the check-in, seen while no program runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cairn::chat::Outgoing;
use cairn::state::{Kept, Kind};
use cairn::store::{OpenOptions, SledStore, Store, WalkFrom};

/// What the folder holds of the check-in.
#[derive(Default)]
pub struct Holding {
    /// How many answers and facts by person.
    pub answers: BTreeMap<String, (u32, u32)>,
    /// What is counted, by counter.
    counted: BTreeMap<String, i64>,
    /// To whom an answer waits to be said.
    pub owed: BTreeSet<String>,
}

impl Holding {
    /// Opens the folder, looks, and closes it in order.
    pub async fn of(folder: &Path) -> Self {
        let store = SledStore::open(folder, OpenOptions::default()).unwrap();
        let mut holding = Self::default();
        let mut from = Some(WalkFrom::default());
        while let Some(start) = from {
            let walked = store.walk(&start, 1_000).await.unwrap();
            for (_, kept) in walked.rows {
                holding.note(kept);
            }
            from = walked.next;
        }
        store.close().await;
        holding
    }

    fn note(&mut self, kept: Kept) {
        match kept {
            Kept::Document { key, .. } if key.kind == Kind::Once => {
                let person = key.owner.person().unwrap().as_str().to_owned();
                self.answers.entry(person).or_default().0 += 1;
            }
            Kept::Fact { owner, .. } => {
                if let Some(person) = owner.person() {
                    let person = person.as_str().to_owned();
                    self.answers.entry(person).or_default().1 += 1;
                }
            }
            Kept::Counter { name, count, .. } => {
                self.counted.insert(name.as_str().to_owned(), count);
            }
            Kept::Waiting(waiting) => {
                if let Outgoing::Message(message) = waiting.outgoing
                    && message.id.as_str().starts_with("answer/")
                {
                    let person = message.place.person().unwrap();
                    self.owed.insert(person.as_str().to_owned());
                }
            }
            Kept::Document { .. }
            | Kept::Dead { .. }
            | Kept::Erased(_)
            | Kept::Wake { .. }
            | Kept::Mark { .. }
            | Kept::Sent { .. } => {}
        }
    }

    /// The sum of all counters whose name has that part.
    pub fn sum(&self, part: &str) -> i64 {
        let of_part = self.counted.iter().filter(|(name, _)| name.contains(part));
        of_part.map(|(_, count)| count).sum()
    }
}
