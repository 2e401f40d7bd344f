//! A check-in is taken back, open or closed: one line stands in its place and what was answered
//! counts nowhere. A tap that had read it as open is decided again. Nobody may list who answered,
//! so memories are not touched here: each is set right when it is used next (`coach::remembering`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::run::{Run, RunState};
use crate::chat::{Actor, Button, Card, Confirm, Message, MessageId, PersonId, Place, Withdrawal};
use crate::coach::act::{Act, RunId};
use crate::coach::audit::{self, Deed};
use crate::coach::desk::{Desk, WORTH_SAYING, button};
use crate::coach::fact::Happening;
use crate::coach::mastery::Finality;
use crate::coach::person::Person;
use crate::coach::phrases::Speaker;
use crate::coach::wake::Wake;
use crate::state::{Key, Owner, Undecided, WakeAt};

/// For how long after its closing a check-in can be taken back: what was learnt from it is held
/// open for as long in every memory.
const AFTER_CLOSING: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What came of taking back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coach) enum TookBack {
    /// It is taken back.
    Now,
    /// It was before, or never stood, or is not known any more.
    NotStanding,
    /// It closed too long ago.
    TooLate,
}

/// Whether what was learnt from runs is final. It is when a run is forgotten: what is kept of one
/// outlives its revocability by a year.
pub(in crate::coach) fn finality_of(
    desk: &Desk<'_>,
    runs: &BTreeSet<RunId>,
) -> Result<BTreeMap<RunId, Finality>, Undecided> {
    let keys: Vec<Key> = runs.iter().map(Run::key).collect();
    desk.want(&keys)?;
    let of = |id: &RunId| {
        let run: Option<Run> = desk.read(&Run::key(id))?;
        let finality = run.map_or(Finality::Final, |run| finality(&run, desk.now));
        Ok((id.clone(), finality))
    };
    runs.iter().map(of).collect()
}

fn finality(run: &Run, now: Timestamp) -> Finality {
    let is_late = now.duration_since(run.closes) > AFTER_CLOSING;
    match run.state {
        RunState::TakenBack => Finality::TakenBack,
        RunState::Withdrawn => Finality::Final,
        RunState::Open | RunState::Closed | RunState::Tallied { .. } if is_late => Finality::Final,
        RunState::Open | RunState::Closed | RunState::Tallied { .. } => Finality::Revocable,
    }
}

/// Somebody takes a check-in back.
pub(in crate::coach) fn take_back(
    desk: &mut Desk<'_>,
    by: &PersonId,
    id: &RunId,
) -> Result<TookBack, Undecided> {
    let Some(mut run) = desk.read::<Run>(&Run::key(id))? else {
        return Ok(TookBack::NotStanding);
    };
    if matches!(run.state, RunState::Withdrawn | RunState::TakenBack) {
        return Ok(TookBack::NotStanding);
    }
    if finality(&run, desk.now) == Finality::Final {
        return Ok(TookBack::TooLate);
    }
    run.state = RunState::TakenBack;
    desk.write(Run::key(id), &run);
    for wake in [Wake::Refresh, Wake::Close, Wake::Tally] {
        desk.wake(&wake(id.clone()), WakeAt::Never);
    }
    desk.remember(Owner::Shared, &Happening::RunTakenBack { run: id.clone() });
    let deed = Deed::RunTakenBack {
        run: id.clone(),
        item: run.item,
        channel: run.channel.clone(),
    };
    audit::record(desk, by, deed);
    desk.withdraw(Withdrawal::Edited(Message {
        id: Run::message(id),
        place: Place::Channel(run.channel),
        card: Card::words(desk.public_speaker().run_taken_back()),
        until: desk.after(WORTH_SAYING),
        urgent: true,
        via: None,
    }));
    Ok(TookBack::Now)
}

/// The run of a message, if it is one's.
pub(in crate::coach) fn run_of(message: &MessageId) -> Option<RunId> {
    Run::of_message(message)
}

/// *Take back* on a check-in.
pub(in crate::coach) fn take_back_by_tap(
    desk: &mut Desk<'_>,
    actor: &Actor,
    id: &RunId,
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let said = match take_back(desk, &actor.id, id)? {
        TookBack::Now => say.run_took_back(),
        TookBack::NotStanding => say.run_took_back_before(),
        TookBack::TooLate => say.run_took_back_too_late(),
    };
    desk.reply(Card::words(said));
    Ok(())
}

/// The button for it, which the platform asks once more before it counts.
pub(super) fn take_back_button(say: &Speaker<'_>, id: &RunId) -> Button {
    button(&Act::TakeBackRun(id.clone()), &say.button_take_back())
        .danger()
        .confirmed(confirm_take_back(say))
}

/// What is asked once more.
pub(in crate::coach) fn confirm_take_back(say: &Speaker<'_>) -> Confirm {
    Confirm {
        title: say.run_take_back_title().to_words(),
        text: say.run_take_back_text().to_words(),
        yes: say.button_take_back().to_words(),
        no: say.button_keep_it().to_words(),
    }
}
