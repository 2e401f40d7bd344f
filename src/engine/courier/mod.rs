//! The courier makes each place look as the outbox says: posts what was never said, edits what
//! was, leaves alone what already stands so. Right before each call it looks once more whether
//! the message is still worth saying, and still wanted. It never decides anything and repeats nothing
//! that could stand twice without asking. What a delivery came to lies in `outcome`.

mod outcome;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::stream::{FuturesUnordered, StreamExt};
use jiff::Timestamp;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use self::outcome::{card_hash, later, nothing_more, overtaken, said};
use super::Engine;
use crate::chat::{MessageId, Outgoing, Place, Told, Undeliverable, WorkspaceId};
use crate::platform::{Delivery, Looked, Outcome, Platform};
use crate::state::{Claim, Owed, Settlement, Standing};
use crate::store::Lease;

/// How many deliveries may be under way.
const UNDER_WAY: usize = 1_024;
/// How many of one workspace are claimed and not settled at any time, so that one whose platform
/// hangs leaves the others room.
const PER_WORKSPACE: usize = 512;
/// How long a claim is held: far longer than a delivery may take.
const LEASE: Duration = Duration::from_secs(120);
/// The shortest time between two settlements. Nobody waits for one, and the more share a sync with
/// each other and with answers, the sooner those come.
const SETTLES_EVERY: Duration = Duration::from_millis(20);
/// So many share enough, and are settled at once.
const MANY: usize = 128;
/// How long the courier looks away when nothing calls it.
const IDLE: Duration = Duration::from_millis(250);
/// After so many attempts a question is given up, and an entry of which nobody can be told.
/// Messages are tried for as long as they are worth saying.
const ATTEMPTS: u16 = 8;
/// How long what waits for a platform that is not served is left alone.
const NOT_SERVED_MS: u64 = 60_000;

/// A claim and what became of it; none when an event has settled it already.
type Carried = Option<(Claim, Settlement)>;

/// First posts that may stand, and how many of their tries had no clear outcome since the start.
pub(super) type Unclear = HashMap<(WorkspaceId, Place, MessageId), u16>;

impl Engine {
    /// Carries until told to stop, then finishes what is under way. While one lot is being
    /// claimed and another settled, deliveries go on and the next lots gather.
    pub(super) async fn run_courier(&self, shutdown: &CancellationToken) {
        let mut claiming = FuturesUnordered::new();
        let mut under_way = FuturesUnordered::new();
        let mut settling = FuturesUnordered::new();
        let mut carried: Vec<Carried> = Vec::new();
        let mut may_find = true;
        loop {
            let stops = shutdown.is_cancelled();
            let room = UNDER_WAY.saturating_sub(under_way.len());
            if may_find && claiming.is_empty() && room > 0 && !stops {
                may_find = false;
                claiming.push(self.claim(room));
            }
            if stops && claiming.is_empty() && under_way.is_empty() && settling.is_empty() {
                return;
            }
            let rests = claiming.is_empty() && !may_find && room > 0 && !stops;
            let rest = if rests { self.rest().await } else { IDLE };
            tokio::select! {
                Some(owed) = claiming.next() => {
                    may_find = !owed.is_empty();
                    under_way.extend(owed.into_iter().map(|owed| self.carry(owed)));
                }
                Some(done) = under_way.next() => {
                    carried.push(done);
                    may_find = true;
                }
                Some(()) = settling.next() => may_find = true,
                () = self.outgoing.notified(), if !stops => may_find = true,
                () = tokio::time::sleep(rest), if rests => may_find = true,
                () = shutdown.cancelled(), if !stops => {}
            }
            while let Some(Some(done)) = under_way.next().now_or_never() {
                carried.push(done);
            }
            if settling.is_empty() && !carried.is_empty() {
                settling.push(self.settle_in_turn(std::mem::take(&mut carried)));
            }
        }
    }

    /// How long there is nothing to claim, unless somebody calls.
    async fn rest(&self) -> Duration {
        let now = self.clock.now();
        match self.store.next_claimable().await {
            // What could be claimed and was not waits for its workspace's share, not for a time.
            Ok(Some(next)) if next > now => next.duration_since(now).unsigned_abs().min(IDLE),
            Ok(_) | Err(_) => IDLE,
        }
    }

    /// Carries all that can be carried now. Says whether there was anything.
    pub(super) async fn carry_all(&self) -> bool {
        let mut any = false;
        loop {
            let owed = self.claim(UNDER_WAY).await;
            if owed.is_empty() {
                return any;
            }
            any = true;
            let under_way: FuturesUnordered<_> =
                owed.into_iter().map(|owed| self.carry(owed)).collect();
            let carried: Vec<Carried> = under_way.collect().await;
            self.settle(carried).await;
        }
    }

    async fn claim(&self, room: usize) -> Vec<Owed> {
        if room == 0 {
            return Vec::new();
        }
        let from = Instant::now();
        let lease = Lease {
            from,
            until: from + LEASE,
        };
        let claimed = self
            .store
            .claim(self.clock.now(), lease, PER_WORKSPACE, room)
            .await;
        claimed.unwrap_or_else(|error| {
            tracing::warn!(%error, "the outbox can't be read now");
            Vec::new()
        })
    }

    async fn settle_in_turn(&self, carried: Vec<Carried>) {
        if carried.len() < MANY {
            tokio::join!(self.settle(carried), tokio::time::sleep(SETTLES_EVERY));
        } else {
            self.settle(carried).await;
        }
    }

    async fn settle(&self, carried: Vec<Carried>) {
        let settled: Vec<_> = carried.into_iter().flatten().collect();
        if settled.is_empty() {
            return;
        }
        if let Err(error) = self.store.settle(self.clock.now(), settled).await {
            // The leases run out, and what was said may be looked for.
            tracing::warn!(%error, "deliveries could not be settled");
        }
    }

    /// Carries one entry, and forgets its unclear tries when it is settled.
    async fn carry(&self, owed: Owed) -> Carried {
        let name = name_of(&owed.claim);
        let carried = self.carry_once(owed).await;
        let is_over = |(_, settlement): &(Claim, Settlement)| settlement.is_final();
        if carried.as_ref().is_none_or(is_over) {
            self.unclear().remove(&name);
        }
        carried
    }

    fn unclear(&self) -> MutexGuard<'_, Unclear> {
        self.unclear.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is too late, stands already or has nobody to go to is not delivered.
    async fn carry_once(&self, owed: Owed) -> Carried {
        let now = self.clock.now();
        let claim = owed.claim.clone();
        if let Outgoing::Message(message) = &owed.what {
            let is_taken_back = owed.withdrawn && owed.sent.is_none();
            if is_taken_back && !owed.doubtful {
                return Some(nothing_more(&claim));
            }
            // What may stand already is looked for first: it is not said that it was not said.
            if is_too_late(&owed, now) && !owed.doubtful {
                return self.never(&owed, message, Undeliverable::TooLate).await;
            }
            let stands = owed
                .sent
                .as_ref()
                .is_some_and(|sent| sent.card_hash == card_hash(message));
            if stands {
                return Some((claim, Settlement::Said(owed.sent)));
            }
        }
        let Some(platform) = self.platform(&claim.workspace) else {
            if is_too_late(&owed, now) {
                return self.never_what(&owed, Undeliverable::Unclear).await;
            }
            // Its platform is not served at present; what waits for it keeps.
            let settlement = later(now, NOT_SERVED_MS, owed.doubtful, false);
            return Some((claim, settlement));
        };
        if let (Outgoing::Ask(ask), true) = (&owed.what, claim.attempt > ATTEMPTS) {
            tracing::warn!(workspace = %claim.workspace, ?ask, "not answered after {ATTEMPTS} attempts");
            return self
                .told(&owed, Told::Nothing(Undeliverable::NotThere))
                .await;
        }
        if let Outgoing::Remove(removal) = &owed.what
            && (now >= removal.until || claim.attempt > ATTEMPTS)
        {
            return Some((claim, Settlement::Dead(Undeliverable::Unclear)));
        }
        self.deliver(&owed, platform.as_ref()).await
    }

    /// Asks first where an entry may already stand, then says it once.
    async fn deliver(&self, owed: &Owed, platform: &dyn Platform) -> Carried {
        let now = self.clock.now();
        let claim = &owed.claim;
        let found;
        let made = self.made(&claim.workspace, &owed.what).await;
        let mut delivery = Delivery {
            workspace: &claim.workspace,
            what: made.as_ref().unwrap_or(&owed.what),
            sent: owed.sent.as_ref().map(|sent| &sent.address),
            unclear: self.unclear().get(&name_of(claim)).copied().unwrap_or(0),
            now,
        };
        if owed.doubtful {
            let late = is_too_late(owed, now);
            match platform.look(delivery).await {
                Looked::Absent if late => {
                    return self.never_what(owed, Undeliverable::TooLate).await;
                }
                Looked::Stands(_) if late && owed.outdated => {
                    return self.never_what(owed, Undeliverable::TooLate).await;
                }
                Looked::NotYet { .. } | Looked::CannotTell { .. } if late => {
                    return self.never_what(owed, Undeliverable::Unclear).await;
                }
                Looked::Stands(address) if owed.outdated => {
                    found = address;
                    delivery.sent = Some(&found);
                }
                Looked::Stands(address) => {
                    return Some((claim.clone(), said(&owed.what, Some(address), now)));
                }
                Looked::NotYet { after_ms } => {
                    return Some((claim.clone(), later(now, after_ms, true, false)));
                }
                Looked::Absent if owed.withdrawn => return Some(nothing_more(claim)),
                Looked::CannotTell { .. } if owed.withdrawn => {
                    tracing::warn!(workspace = %claim.workspace, message = %claim.id, "taken back, and whether it was said before is not known");
                    return Some((claim.clone(), Settlement::Dead(Undeliverable::Unclear)));
                }
                Looked::Absent => {}
                Looked::CannotTell { repeat: true } => {
                    tracing::warn!(workspace = %claim.workspace, message = %claim.id, "said once more, since whether it stands already is not known");
                }
                Looked::CannotTell { repeat: false } => {
                    tracing::warn!(workspace = %claim.workspace, message = %claim.id, "given up: whether it was said is not known");
                    return self.never_what(owed, Undeliverable::Unclear).await;
                }
            }
        }
        // The last gate: what was decided while this waited counts, an opt-out above all.
        match self.store.stands(claim) {
            Standing::Newest => {}
            Standing::Overtaken => return Some((claim.clone(), overtaken(owed, now))),
            Standing::Gone => return None,
        }
        // What panics is one message's trouble and nobody else's.
        let delivered = AssertUnwindSafe(platform.deliver(delivery)).catch_unwind();
        let outcome = delivered.await.unwrap_or(Outcome::Unknown);
        self.settlement(owed, outcome).await
    }
}

/// Whether it is too late to say a message. What was taken back is looked for however late it is.
fn is_too_late(owed: &Owed, now: Timestamp) -> bool {
    match &owed.what {
        Outgoing::Message(message) => {
            let is_taken_back = owed.withdrawn && owed.sent.is_none();
            now >= message.until && !is_taken_back
        }
        Outgoing::File(_) | Outgoing::Ask(_) | Outgoing::Remove(_) => false,
    }
}

fn name_of(claim: &Claim) -> (WorkspaceId, Place, MessageId) {
    let Claim {
        workspace,
        place,
        id,
        ..
    } = claim;
    (workspace.clone(), place.clone(), id.clone())
}
