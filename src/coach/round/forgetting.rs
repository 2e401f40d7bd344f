//! What a person who is deleted told of weekly rounds leaves them: her words, whether she was named
//! or not, and her choices as far as none has been shown. What admins have seen counted stays, as a
//! number: were it to shrink, the difference would tell what she chose (F45).

use super::counting::{self, recount};
use super::feedback::{Feedback, Remark};
use super::press::WeeklyRoundId;
use super::record::WeeklyRound;
use crate::chat::PersonId;
use crate::coach::desk::Desk;
use crate::state::{Key, Owner, Read, Undecided};

/// The most rounds one person told of: ten channels' for five years.
const TOLD_OF_MOST: u16 = 2_600;

/// Takes out what a person told of rounds. Her own records go with her.
pub(in crate::coach) fn uncount(desk: &mut Desk<'_>, person: &PersonId) -> Result<(), Undecided> {
    let owner = Owner::Person(person.clone());
    let told = desk.read_some::<Feedback>(owner, "".into(), TOLD_OF_MOST)?;
    let told: Vec<(WeeklyRoundId, Feedback)> = told
        .into_iter()
        .map(|(key, feedback)| (WeeklyRoundId::new(key.id), feedback))
        .collect();
    let keys: Vec<Key> = told.iter().map(|(id, _)| WeeklyRound::key(id)).collect();
    desk.want(&keys)?;
    let mut still_there: Vec<(WeeklyRoundId, WeeklyRound, Feedback)> = Vec::new();
    for (id, feedback) in told {
        if let Some(remark) = &feedback.remark {
            desk.remove(Remark::key(&id, remark));
        }
        if let Some(round) = WeeklyRound::read(desk, &id)? {
            still_there.push((id, round, feedback));
        }
    }
    let counters = still_there
        .iter()
        .flat_map(|(id, round, _)| counting::names(desk, id, round));
    desk.want_all(counters.map(Read::Counter).collect())?;
    for (id, round, feedback) in still_there {
        let (shown, _) = counting::shown(desk, &id, &round)?;
        let has_seen = |said: &&counting::Said| shown.has(said.on);
        let stays: Vec<_> = feedback.said.iter().take_while(has_seen).copied().collect();
        recount(desk, &id, &feedback.said, &stays);
    }
    Ok(())
}
