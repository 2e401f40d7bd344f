//! Read → decide → commit → answer. Deciding does nothing, so an event is decided again whenever
//! what it read has changed, and a repeat is decided for its answer alone.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

use super::Engine;
use crate::chat::{Answer, Event, Message, MessageId, Outgoing, Reply, Untaken};
use crate::state::{Commit, Committed, Completes, Decision, Found, Undecided};
use crate::store::StoreError;

/// How often what was read may turn out to have changed before the event is put off.
const TRIES: usize = 5;
/// How often a decision may ask for more.
const ROUNDS: usize = 16;
/// How long a platform's request waits for its commit, all tries together, once it has a place among those that are
/// under way (Slack gives three seconds in all).
const REQUEST_WAIT: Duration = Duration::from_millis(1_500);
/// How long the courier and the timekeeper wait for theirs.
const WORK_WAIT: Duration = Duration::from_secs(10);
/// How long an answer is worth saying: the life of Slack's `response_url`.
const ANSWER_MINUTES: i64 = 30;
/// What the engine's own names of answers begin with.
const ANSWER_NAME: &str = "answer/";

impl Engine {
    /// Takes an event: when this returns an answer, all that it changed is on disk.
    ///
    /// # Errors
    /// [`Untaken::Busy`]: nothing was kept. [`Untaken::Unknown`]: it may have been; the same
    /// event again counts once. [`Untaken::Broken`]: an operator must look; nothing was kept.
    pub async fn handle(&self, event: Event) -> Result<Answer, Untaken> {
        let _place = self.admission.enter(&event.workspace).await?;
        self.take(&event, Completes::Event(event.id.clone()), REQUEST_WAIT)
            .await
    }

    /// Takes an event of the courier's or the timekeeper's, which also settles what caused it. A
    /// panic on the way ends this event alone, and neither of the two.
    pub(super) async fn take_work(
        &self,
        event: &Event,
        completes: Completes,
    ) -> Result<Answer, Untaken> {
        let taken = AssertUnwindSafe(self.take(event, completes, WORK_WAIT)).catch_unwind();
        taken.await.unwrap_or(Err(Untaken::Broken))
    }

    async fn take(
        &self,
        event: &Event,
        completes: Completes,
        wait: Duration,
    ) -> Result<Answer, Untaken> {
        let deadline = Instant::now() + wait;
        for _ in 0..TRIES {
            let now = self.clock.now();
            let (decision, mut found) = self.decide(event, now).await?;
            let (answer, mut decision) = route_answer(event, now, decision);
            self.keep_reaches(event, &mut decision, &mut found)
                .await
                .map_err(untaken)?;
            if matches!(completes, Completes::Event(_)) {
                put_first(&mut decision);
            }
            if decision.is_idle() && matches!(completes, Completes::Event(_)) {
                return Ok(answer);
            }
            let says = !decision.outgoing.is_empty() || !decision.withdraw.is_empty();
            let wakes = !decision.wakes.is_empty();
            let commit = commit_of(event, now, completes.clone(), decision, &found);
            let committed = tokio::time::timeout_at(deadline, self.store.commit(commit)).await;
            match committed.map_err(|_| Untaken::Unknown)?.map_err(untaken)? {
                Committed::Done => {
                    if says {
                        self.outgoing.notify_one();
                    }
                    if wakes {
                        self.wakes.notify_one();
                    }
                    return Ok(answer);
                }
                Committed::Duplicate => return self.answer_again(event).await,
                Committed::Conflict => {}
            }
        }
        Err(Untaken::Busy)
    }

    /// A repeat is decided again, and all but its answer thrown away.
    async fn answer_again(&self, event: &Event) -> Result<Answer, Untaken> {
        let now = self.clock.now();
        let (decision, _) = self.decide(event, now).await?;
        Ok(route_answer(event, now, decision).0)
    }

    async fn decide(&self, event: &Event, now: Timestamp) -> Result<(Decision, Found), Untaken> {
        let mut found = Found::default();
        for _ in 0..ROUNDS {
            match self.decider.decide(event, now, &found) {
                Ok(decision) => return Ok((decision, found)),
                Err(Undecided::Missing(what)) => {
                    let read = self.store.read(&event.workspace, &what).await;
                    found.add(read.map_err(untaken)?);
                }
                Err(Undecided::Damaged(key)) => {
                    tracing::error!(kind = ?key.kind, "a stored document can't be read: stop Cairn, and restore the last export into an empty folder with `cairn import`");
                    return Err(Untaken::Broken);
                }
            }
        }
        tracing::error!(event = %event.id, "a decision asked for more than {ROUNDS} rounds of reading");
        Err(Untaken::Broken)
    }
}

/// A private answer that goes by the outbox becomes a message of the same commit. What else is
/// said in that same conversation may go by the request's handle too: the message that was
/// pressed can be replaced by it.
fn route_answer(event: &Event, now: Timestamp, mut decision: Decision) -> (Answer, Decision) {
    let answer = decision.answer.take().unwrap_or(Answer::Done);
    let Reply::To(place, via) = &event.reply else {
        return match (answer, &event.reply) {
            (Answer::Say(_), Reply::Nowhere) => (Answer::Done, decision),
            (answer, _) => (answer, decision),
        };
    };
    let there = decision.messages_mut().filter(|it| it.place == *place);
    there.for_each(|message| message.via.clone_from(via));
    let Answer::Say(card) = answer else {
        return (answer, decision);
    };
    let name = match &decision.erase {
        Some(_) => MessageId::unkept(event.id.as_str()),
        None => MessageId::from(format!("{ANSWER_NAME}{}", event.id)),
    };
    let worth = SignedDuration::from_mins(ANSWER_MINUTES);
    decision.outgoing.push(Outgoing::Message(Message {
        id: name,
        place: place.clone(),
        card,
        until: now.saturating_add(worth).unwrap_or(now),
        urgent: false,
        via: via.clone(),
    }));
    (Answer::Done, decision)
}

/// What somebody's own act has caused comes before what comes by itself: who taps does not wait
/// behind a hundred thousand who are written to.
fn put_first(decision: &mut Decision) {
    for message in decision.messages_mut() {
        message.urgent = true;
    }
}

/// Whether a message is an answer that the engine named itself, or one of which nothing is kept: of
/// neither is anybody told that it could not be said.
pub(super) fn is_answer(message: &MessageId) -> bool {
    message.as_str().starts_with(ANSWER_NAME) || message.is_unkept()
}

fn commit_of(
    event: &Event,
    now: Timestamp,
    completes: Completes,
    decision: Decision,
    found: &Found,
) -> Commit {
    Commit {
        workspace: event.workspace.clone(),
        now,
        completes,
        read: found.versions(),
        as_of: found.as_of,
        write: decision.write,
        outgoing: decision.outgoing,
        withdraw: decision.withdraw,
        bury: Vec::new(),
        wakes: decision.wakes,
        add: decision.add,
        facts: decision.facts,
        erase: decision.erase,
    }
}

fn untaken(error: StoreError) -> Untaken {
    match error {
        StoreError::Busy => Untaken::Busy,
        StoreError::Refused(limit) => {
            tracing::error!(limit, "a commit was refused");
            Untaken::Broken
        }
        StoreError::Damaged(_) => {
            tracing::error!("{error}");
            Untaken::Broken
        }
        StoreError::Unknown(reason) => {
            tracing::error!(reason, "the store could not finish a write");
            Untaken::Unknown
        }
    }
}
