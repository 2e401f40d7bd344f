//! What a delivery came to, as the store settles it: said, later, never; and what the coach hears
//! of it.

use jiff::{SignedDuration, Timestamp};

use super::{ATTEMPTS, Carried, name_of};
use crate::chat::{
    Address, Event, EventId, File, Input, Message, Outgoing, Place, Reply, Told, Undeliverable,
    Untaken,
};
use crate::engine::Engine;
use crate::engine::handling::is_answer;
use crate::platform::Outcome;
use crate::state::{Claim, Completes, Owed, Sent, Settlement};

/// The first and the longest wait after an unclear outcome.
const BACKOFF_MS: (u64, u64) = (1_000, 300_000);

impl Engine {
    pub(super) async fn settlement(&self, owed: &Owed, outcome: Outcome) -> Carried {
        let now = self.clock.now();
        let claim = owed.claim.clone();
        match outcome {
            Outcome::Said(address) => Some((claim, said(&owed.what, address, now))),
            Outcome::NotYet { after_ms } => {
                Some((claim, later(now, after_ms, owed.doubtful, false)))
            }
            Outcome::NoRoom { after_ms } => {
                let room = Settlement::NoRoom {
                    at: after(now, after_ms),
                    doubtful: owed.doubtful,
                };
                Some((claim, room))
            }
            Outcome::Unknown => {
                let doubtful = owed.sent.is_none();
                if doubtful {
                    *self.unclear().entry(name_of(&claim)).or_default() += 1;
                }
                let wait = later(now, backoff_ms(&claim), doubtful, true);
                Some((claim, wait))
            }
            Outcome::NotSaid => {
                let wait = later(now, backoff_ms(&claim), owed.doubtful, true);
                Some((claim, wait))
            }
            Outcome::Told(told) => self.told(owed, told).await,
            Outcome::Never(why) => self.never_what(owed, why).await,
        }
    }

    pub(super) async fn never_what(&self, owed: &Owed, why: Undeliverable) -> Carried {
        match &owed.what {
            Outgoing::Message(message) => self.never(owed, message, why).await,
            Outgoing::File(file) => self.never_file(owed, file, why).await,
            Outgoing::Ask(_) => self.told(owed, Told::Nothing(why)).await,
            Outgoing::Remove(_) => Some((owed.claim.clone(), not_removed(why))),
        }
    }

    /// The coach hears of what it named and what can never be said; that settles the entry, and
    /// lays it to rest where an operator could act on it.
    pub(super) async fn never(
        &self,
        owed: &Owed,
        message: &Message,
        why: Undeliverable,
    ) -> Carried {
        let claim = owed.claim.clone();
        if is_answer(&message.id) {
            return Some((claim, Settlement::Dropped));
        }
        let completes = if is_worth_a_look(owed, message, &why) {
            Completes::DeadEntry(claim, why.clone())
        } else {
            Completes::Entry(claim)
        };
        let input = Input::Undelivered {
            place: message.place.clone(),
            message: message.id.clone(),
            why,
        };
        self.report(owed, completes, input).await
    }

    /// The same of a file.
    async fn never_file(&self, owed: &Owed, file: &File, why: Undeliverable) -> Carried {
        let input = Input::Undelivered {
            place: Place::Direct(file.person.clone()),
            message: file.id.clone(),
            why: why.clone(),
        };
        self.report(owed, Completes::DeadEntry(owed.claim.clone(), why), input)
            .await
    }

    pub(super) async fn told(&self, owed: &Owed, told: Told) -> Carried {
        match &owed.what {
            Outgoing::Ask(ask) => {
                let input = Input::Told {
                    ask: ask.clone(),
                    told,
                };
                let completes = Completes::Entry(owed.claim.clone());
                self.report(owed, completes, input).await
            }
            Outgoing::Message(_) | Outgoing::File(_) | Outgoing::Remove(_) => {
                Some((owed.claim.clone(), Settlement::Dropped))
            }
        }
    }

    async fn report(&self, owed: &Owed, completes: Completes, input: Input) -> Carried {
        let now = self.clock.now();
        let claim = owed.claim.clone();
        let event = Event {
            workspace: claim.workspace.clone(),
            id: EventId::from(format!("courier/{}/{}", claim.id, claim.revision)),
            at: now,
            actor: None,
            input,
            reply: Reply::Nowhere,
            opens_form: false,
            reaches: Vec::new(),
        };
        match self.take_work(&event, completes).await {
            Ok(_) => None,
            Err(Untaken::Broken) if claim.attempt > ATTEMPTS => {
                tracing::error!(workspace = %claim.workspace, message = %claim.id, "given up after {ATTEMPTS} attempts, since what became of it can't be decided");
                Some((claim, Settlement::Dead(Undeliverable::Refused)))
            }
            Err(Untaken::Busy | Untaken::Unknown | Untaken::Broken) => {
                let wait = later(now, backoff_ms(&claim), owed.doubtful, true);
                Some((claim, wait))
            }
        }
    }
}

/// Not yet: again after so many milliseconds.
pub(super) fn later(now: Timestamp, wait_ms: u64, doubtful: bool, tried: bool) -> Settlement {
    Settlement::Later {
        at: after(now, wait_ms),
        doubtful,
        tried,
    }
}

fn after(now: Timestamp, wait_ms: u64) -> Timestamp {
    let wait = SignedDuration::from_millis(i64::try_from(wait_ms).unwrap_or(i64::MAX));
    now.saturating_add(wait).unwrap_or(now)
}

/// Whether an operator could act on what can never be said, by mending the cause or by having it
/// said again. The table is in `docs/promises.md`.
fn is_worth_a_look(owed: &Owed, message: &Message, why: &Undeliverable) -> bool {
    // Gone when read, or replaced as a whole: said days later it would puzzle.
    if !message.place.keeps_messages() {
        return false;
    }
    let is_edit = owed.sent.is_some();
    match why {
        Undeliverable::NotAllowed | Undeliverable::Refused => true,
        // An edit of what was deleted, or of unclear outcome, leaves nothing to be done.
        Undeliverable::NotThere
        | Undeliverable::Archived
        | Undeliverable::NotInvited
        | Undeliverable::Unclear => !is_edit,
        // A count has lost its meaning by then, a closing has not.
        Undeliverable::TooLate => !is_edit || message.urgent,
        Undeliverable::PersonLeft => false,
    }
}

/// What is not there any more need not be taken away; the rest is for somebody to look at.
fn not_removed(why: Undeliverable) -> Settlement {
    match why {
        Undeliverable::NotThere | Undeliverable::Archived | Undeliverable::PersonLeft => {
            Settlement::Dropped
        }
        Undeliverable::NotInvited
        | Undeliverable::NotAllowed
        | Undeliverable::Refused
        | Undeliverable::TooLate
        | Undeliverable::Unclear => Settlement::Dead(why),
    }
}

/// What was taken back and surely never said is done with.
pub(super) fn nothing_more(claim: &Claim) -> (Claim, Settlement) {
    (claim.clone(), Settlement::Said(None))
}

/// A state that a newer one has overtaken was not tried, and the newer one is next.
pub(super) fn overtaken(owed: &Owed, now: Timestamp) -> Settlement {
    later(now, 0, owed.doubtful, false)
}

pub(super) fn said(what: &Outgoing, address: Option<Address>, now: Timestamp) -> Settlement {
    let sent = match (what, address) {
        (Outgoing::Message(message), Some(address)) => Some(Sent {
            address,
            card_hash: card_hash(message),
            at: now,
        }),
        (Outgoing::Message(_) | Outgoing::File(_) | Outgoing::Ask(_) | Outgoing::Remove(_), _) => {
            None
        }
    };
    Settlement::Said(sent)
}

/// A hash of what a message shows. Another version of Cairn may hash otherwise, which costs one
/// needless edit.
pub(super) fn card_hash(message: &Message) -> u64 {
    let shown = serde_json::to_vec(&message.card).unwrap_or_default();
    let mut hash = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(&shown, &mut hash);
    std::hash::Hasher::finish(&hash)
}

/// Twice as long each time, up to five minutes, less up to a quarter drawn from the claim, so
/// that what failed together is not tried again together.
fn backoff_ms(claim: &Claim) -> u64 {
    let (first, longest) = BACKOFF_MS;
    let doubled = first.saturating_mul(1 << claim.attempt.saturating_sub(1).min(16));
    let wait = doubled.min(longest);
    let mut hash = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(&(claim.id.as_str(), claim.attempt), &mut hash);
    wait - (std::hash::Hasher::finish(&hash) % 256) * wait / 1024
}
