//! A long series of operations at random, on the store on disk and on the one that forgets as its
//! model: the same answers throughout, with the one on disk closed and opened now and then.

use std::collections::BTreeMap;

use cairn::chat::{MessageId, Outgoing, Undeliverable, WakeName, Withdrawal, WorkspaceId};
use cairn::state::{
    Claim, Commit, Committed, Completes, Key, Kind, Owed, PageOf, Read, Settlement, WakeAt,
};
use cairn::store::StoreError;
use jiff::Timestamp;

use crate::chance::Chance;
use crate::making::{channel, completing, later, message, person, said, urgent};
use crate::shelf::{Shelf, at, lease};

/// How many operations are tried unless `CAIRN_TEST_OPERATIONS` says otherwise.
const OPERATIONS: u64 = 4_000;
const WORKSPACES: [&str; 2] = ["slack:T1", "slack:T1\0"];
const IDS: [&str; 4] = ["", "a", "a\0", "ab"];
const KINDS: [Kind; 3] = [Kind::Run, Kind::Once, Kind::Memory];

/// One of the two, with what it has handed out.
struct Side {
    shelf: Shelf,
    claims: BTreeMap<(WorkspaceId, MessageId, String), Claim>,
}

/// What is compared of something claimed: all but the numbers that begin anew with each start.
type Shown = (WorkspaceId, Outgoing, [bool; 3], Option<String>);

impl Side {
    fn new(shelf: Shelf) -> Self {
        Self {
            shelf,
            claims: BTreeMap::new(),
        }
    }

    /// The same commit, with the versions as this side has them, some of them stale.
    async fn commit(&self, commit: &Commit, stale: bool) -> Result<Committed, StoreError> {
        let mut commit = commit.clone();
        for (key, version) in &mut commit.read {
            let what = [Read::One(key.clone())];
            let found = self.shelf.store().read(&commit.workspace, &what).await?;
            *version = found.documents[key].as_ref().map_or(0, |it| it.version);
            *version += u64::from(stale);
        }
        if let Completes::Entry(claim) | Completes::DeadEntry(claim, _) = &mut commit.completes {
            let held = self.claims.get(&named(claim));
            *claim = held.expect("both sides handed out the same").clone();
        }
        self.shelf.commit(commit).await
    }

    async fn claim(&mut self, now: Timestamp, limit: usize) -> Vec<Shown> {
        let store = self.shelf.store();
        let owed = store.claim(now, lease(now), limit, 1_000).await.unwrap();
        for owed in &owed {
            self.claims.insert(named(&owed.claim), owed.claim.clone());
        }
        let show = |owed: Owed| {
            let address = owed.sent.map(|sent| sent.address.as_str().to_owned());
            let flags = [owed.doubtful, owed.outdated, owed.withdrawn];
            (owed.claim.workspace, owed.what, flags, address)
        };
        let mut shown: Vec<Shown> = owed.into_iter().map(show).collect();
        // Which workspace is first is a matter of turns; the order within each is compared.
        shown.sort_by(|a, b| a.0.cmp(&b.0));
        shown
    }

    /// All that waits is dropped.
    async fn drain(&mut self, now: Timestamp) {
        self.claims.clear();
        loop {
            let owed = self.shelf.claim(now).await;
            if owed.is_empty() {
                return;
            }
            for owed in owed {
                let dropped = Settlement::Dropped;
                self.shelf.settle(now, &owed.claim, dropped).await;
            }
        }
    }

    async fn settle(
        &self,
        now: Timestamp,
        which: &(WorkspaceId, MessageId, String),
        settlement: Settlement,
    ) {
        let claim = &self.claims[which];
        self.shelf.settle(now, claim, settlement).await;
    }

    /// All that can be read.
    async fn everything(&self) -> String {
        let mut all = String::new();
        for workspace in WORKSPACES {
            let mut what: Vec<Read> = IDS.iter().map(|id| Read::Counter((*id).into())).collect();
            for (owner, kind) in IDS.iter().flat_map(|id| KINDS.map(|kind| (id, kind))) {
                what.push(Read::Page(PageOf {
                    owner: person(owner),
                    kind,
                    after: "".into(),
                    limit: 100,
                }));
            }
            let store = self.shelf.store();
            let found = store.read(&workspace.into(), &what).await.unwrap();
            all += &format!("{:?}", found.counters);
            for (page, documents) in found.pages {
                for (key, document) in documents {
                    all += &format!("{page:?} {key:?} {:?} ", document.body);
                }
            }
        }
        for (workspace, number, mut letter) in self.shelf.dead().await {
            // Counted from the last start, which only one of the two had.
            letter.tried = 0;
            all += &format!("{workspace} {number} {letter:?} ");
        }
        all
    }
}

fn named(claim: &Claim) -> (WorkspaceId, MessageId, String) {
    let place = format!("{:?}", claim.place);
    (claim.workspace.clone(), claim.id.clone(), place)
}

fn id(chance: &mut Chance) -> &'static str {
    chance.pick(&IDS)
}

fn key(chance: &mut Chance) -> Key {
    Key {
        owner: person(id(chance)),
        kind: chance.pick(&KINDS),
        id: id(chance).into(),
    }
}

/// A commit of anything; it may refer to things that are not there.
fn commit(chance: &mut Chance, now: Timestamp, number: u64, claims: &Side) -> Commit {
    let completes = match chance.below(8) {
        0 => {
            let due = at(i64::try_from(chance.below(number + 1)).unwrap());
            Completes::Wake(WakeName::from(id(chance)), due)
        }
        1 if !claims.claims.is_empty() => {
            let claims: Vec<Claim> = claims.claims.values().cloned().collect();
            let claim = chance.pick(&claims);
            if chance.once_in(2) {
                Completes::DeadEntry(claim, Undeliverable::Refused)
            } else {
                Completes::Entry(claim)
            }
        }
        2 => Completes::Event(format!("E{}", chance.below(number + 1)).as_str().into()),
        _ => Completes::Event(format!("E{number}").as_str().into()),
    };
    let workspace = match &completes {
        Completes::Entry(claim) | Completes::DeadEntry(claim, _) => {
            claim.workspace.as_str().to_owned()
        }
        Completes::Event(_) | Completes::Wake(..) => chance.pick(&WORKSPACES).to_owned(),
    };
    let mut making = completing(completes).of(&workspace).at(now);
    for _ in 0..chance.below(3) {
        let key = key(chance);
        making = making.saw(&key, 0);
        making = match chance.below(4) {
            0 => making,
            1 => making.deletes(&key),
            _ => making.writes(&key, &format!("{{\"n\":{number}}}")),
        };
    }
    for _ in 0..chance.below(3) {
        let place = channel(id(chance));
        let said = message(&place, id(chance), &number.to_string());
        making = making.says(if chance.once_in(4) {
            urgent(said)
        } else {
            said
        });
    }
    if chance.once_in(6) {
        let place = channel(id(chance));
        let id = id(chance);
        making = making.withdraws(if chance.once_in(2) {
            Withdrawal::Unsaid(place, id.into())
        } else {
            Withdrawal::Edited(message(&place, id, &format!("instead {number}")))
        });
    }
    if chance.once_in(8) {
        making = making.buries(1 + chance.below(40));
    }
    if chance.once_in(2) {
        let when = now + jiff::SignedDuration::from_secs(chance.below(500).cast_signed());
        let wake = match chance.below(4) {
            0 => WakeAt::Never,
            1 => WakeAt::NoLaterThan(when),
            _ => WakeAt::At(when),
        };
        making = making.wakes(id(chance), wake);
    }
    if chance.once_in(2) {
        making = making.adds(id(chance), chance.draw().cast_signed() >> 2);
    }
    if chance.once_in(2) {
        making = making.remembers(person(id(chance)), "{}");
    }
    making.into()
}

fn settlement(chance: &mut Chance, now: Timestamp, number: u64) -> Settlement {
    match chance.below(7) {
        0 => Settlement::Dead(Undeliverable::NotThere),
        6 => Settlement::Dropped,
        1 => later(now),
        2 => Settlement::Later {
            at: now + jiff::SignedDuration::from_secs(20),
            doubtful: true,
            tried: true,
        },
        3 => Settlement::Later {
            at: now + jiff::SignedDuration::from_secs(1),
            doubtful: false,
            tried: false,
        },
        _ => said(&number.to_string(), now),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_on_disk_answers_as_the_one_that_forgets() {
    let mut chance = Chance::seeded(35);
    let operations = crate::chance::setting("CAIRN_TEST_OPERATIONS").unwrap_or(OPERATIONS);
    let mut disk = Side::new(Shelf::on_disk());
    let mut model = Side::new(Shelf::in_memory());
    let mut now = at(0);
    for number in 0..operations {
        now += jiff::SignedDuration::from_millis(chance.below(2_000).cast_signed());
        match chance.below(20) {
            0..=10 => {
                let commit = commit(&mut chance, now, number, &model);
                let stale = chance.once_in(8);
                let answers = (
                    disk.commit(&commit, stale).await,
                    model.commit(&commit, stale).await,
                );
                assert_eq!(answers.0, answers.1, "operation {number}: {commit:?}");
            }
            11..=13 => {
                let limit = usize::try_from(1 + chance.below(6)).unwrap();
                assert_eq!(
                    disk.claim(now, limit).await,
                    model.claim(now, limit).await,
                    "operation {number}"
                );
            }
            14..=16 => {
                let held: Vec<_> = model.claims.keys().cloned().collect();
                if !held.is_empty() {
                    let which = chance.pick(&held);
                    let settlement = settlement(&mut chance, now, number);
                    disk.settle(now, &which, settlement.clone()).await;
                    model.settle(now, &which, settlement).await;
                }
            }
            17 => assert_eq!(
                disk.shelf.wakes(now).await,
                model.shelf.wakes(now).await,
                "operation {number}"
            ),
            18 => {
                // Now and then so far ahead that something has outlived its use.
                if chance.once_in(20) {
                    // Nothing waits for that long.
                    now += jiff::SignedDuration::from_secs(60);
                    disk.drain(now).await;
                    model.drain(now).await;
                    now += jiff::SignedDuration::from_hours(24 * 100);
                }
                assert_eq!(
                    disk.shelf.sweep(now).await,
                    model.shelf.sweep(now).await,
                    "operation {number}"
                );
            }
            _ if chance.once_in(10) => {
                // Claims and waiting times are not kept: on both sides all of them are over.
                now += jiff::SignedDuration::from_secs(60);
                disk.shelf.reopen().await;
                disk.claims.clear();
                model.claims.clear();
                assert_eq!(disk.claim(now, 1_000).await, model.claim(now, 1_000).await);
            }
            _ => assert_eq!(disk.everything().await, model.everything().await),
        }
    }
    assert_eq!(disk.everything().await, model.everything().await);
}

/// The model test is only as good as what it stumbles upon: this is its own check.
#[test]
fn chance_makes_every_sort_of_commit() {
    let mut chance = Chance::seeded(35);
    let side = Side::new(Shelf::in_memory());
    let commits: Vec<Commit> = (0..400)
        .map(|number| commit(&mut chance, at(0), number, &side))
        .collect();
    let some = |of: fn(&Commit) -> bool| commits.iter().filter(|commit| of(commit)).count() > 20;
    assert!(some(|commit| commit.write.values().any(Option::is_none)));
    assert!(some(|commit| commit.outgoing.len() == 2));
    assert!(some(|commit| !commit.withdraw.is_empty()));
    assert!(some(|commit| !commit.wakes.is_empty()));
    assert!(some(|commit| matches!(
        commit.completes,
        Completes::Wake(..)
    )));
}
