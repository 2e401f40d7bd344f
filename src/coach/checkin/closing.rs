//! A run's count, its end, and its spread. **Close, then count**: once the closing is committed,
//! an answer that had read the run as open is decided again and teaches without counting, so what
//! is counted a moment later can no longer change.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::card::{closed_card, open_card};
use super::kind_of;
use super::run::{Run, RunState};
use crate::chat::{Card, CounterName, Message, Place};
use crate::coach::act::RunId;
use crate::coach::desk::{Desk, WORTH_SAYING};
use crate::coach::fact::Happening;
use crate::coach::wake::Wake;
use crate::library::Item;
use crate::state::{Owner, Undecided, WakeAt};

/// Brings the count in the channel up to date.
pub(in crate::coach) fn refresh(desk: &mut Desk<'_>, id: &RunId) -> Result<(), Undecided> {
    let Some((run, item)) = found(desk, id)? else {
        return Ok(());
    };
    if !run.is_open() {
        return Ok(());
    }
    let answered = desk
        .counters(&[Run::answered(id)])?
        .first()
        .copied()
        .unwrap_or_default();
    let card = open_card(
        &desk.public_speaker(),
        &desk.coach.library,
        id,
        run.closes,
        &item,
        answered,
    );
    stand(desk, id, &run, card, false);
    Ok(())
}

/// Closes a run; it is counted next.
pub(in crate::coach) fn close(desk: &mut Desk<'_>, id: &RunId) -> Result<(), Undecided> {
    let Some(mut run) = desk.read::<Run>(&Run::key(id))? else {
        return Ok(());
    };
    if !run.is_open() {
        return Ok(());
    }
    run.state = RunState::Closed;
    desk.write(Run::key(id), &run);
    desk.wake(&Wake::Refresh(id.clone()), WakeAt::Never);
    desk.wake(&Wake::Tally(id.clone()), WakeAt::At(desk.now));
    desk.remember(Owner::Shared, &Happening::Closed { run: id.clone() });
    Ok(())
}

/// Counts a closed run and shows the spread.
pub(in crate::coach) fn tally(desk: &mut Desk<'_>, id: &RunId) -> Result<(), Undecided> {
    let Some((mut run, item)) = found(desk, id)? else {
        return Ok(());
    };
    if run.state != RunState::Closed {
        return Ok(());
    }
    let lines: Vec<String> = kind_of(&item)
        .spread_lines(&desk.public_speaker())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let mut names: Vec<CounterName> = vec![Run::answered(id)];
    names.extend(lines.iter().map(|line| Run::took(id, line)));
    let counts = desk.counters(&names)?;
    let answered = counts.first().copied().unwrap_or_default();
    let spread: BTreeMap<String, i64> = lines.into_iter().zip(counts.into_iter().skip(1)).collect();
    run.state = RunState::Tallied { answered, spread };
    desk.write(Run::key(id), &run);
    let card = closed_card(&desk.public_speaker(), &desk.coach.library, id, &run, &item);
    stand(desk, id, &run, card, true);
    Ok(())
}

fn found(desk: &Desk<'_>, id: &RunId) -> Result<Option<(Run, Arc<Item>)>, Undecided> {
    let Some(run) = desk.read::<Run>(&Run::key(id))? else {
        return Ok(None);
    };
    let item = run.item(desk)?;
    Ok(item.map(|item| (run, item)))
}

fn stand(desk: &mut Desk<'_>, id: &RunId, run: &Run, card: Card, closing: bool) {
    let until = if closing {
        desk.after(WORTH_SAYING)
    } else {
        run.closes
    };
    desk.stand(Message {
        id: Run::message(id),
        place: Place::Channel(run.channel.clone()),
        card,
        until,
        urgent: closing,
        via: None,
    });
}
