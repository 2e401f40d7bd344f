//! A commit made ready: limits held, bodies encoded. Done by whoever commits, so that the one
//! thread that writes has little left to do.

use super::keys::check_name;
use super::{LARGEST_BODY_BYTES, StoreError};
use crate::chat::{MessageId, Outgoing, Place, Withdrawal};
use crate::state::{Commit, Completes, Owner, WakeAt};

/// A commit that breaks no limit.
pub(super) struct Prepared {
    /// The commit itself.
    pub commit: Commit,
    /// Its outbox entries, in order.
    pub entries: Vec<PreparedEntry>,
    /// What is taken back, in order.
    pub withdrawals: Vec<PreparedWithdrawal>,
    /// About how many bytes it will write.
    pub bytes: usize,
}

/// An outbox entry, encoded.
pub(super) struct PreparedEntry {
    /// Its lane.
    pub place: Place,
    /// Its name.
    pub id: MessageId,
    /// Whether it comes before others.
    pub urgent: bool,
    /// JSON.
    pub body: Vec<u8>,
}

/// What is taken back, and what is to stand instead where it was said.
pub(super) struct PreparedWithdrawal {
    /// Its lane.
    pub place: Place,
    /// Its name.
    pub id: MessageId,
    /// What stands instead.
    pub instead: Option<PreparedEntry>,
}

impl Prepared {
    /// Holds a commit to the limits.
    ///
    /// # Errors
    /// [`StoreError::Refused`] names the limit.
    pub fn new(mut commit: Commit) -> Result<Self, StoreError> {
        check_names(&commit)?;
        let entries: Vec<PreparedEntry> = std::mem::take(&mut commit.outgoing)
            .iter()
            .map(prepare)
            .collect::<Result<_, _>>()?;
        let withdrawals: Vec<PreparedWithdrawal> = std::mem::take(&mut commit.withdraw)
            .into_iter()
            .map(prepare_withdrawal)
            .collect::<Result<_, _>>()?;
        let instead = withdrawals.iter().filter_map(|it| it.instead.as_ref());
        let written = commit.write.values().flatten().map(|(_, body)| body.len());
        let facts = commit.facts.iter().map(|fact| fact.body.len());
        let bodies: Vec<usize> = written
            .chain(facts)
            .chain(entries.iter().chain(instead).map(|entry| entry.body.len()))
            .collect();
        if bodies.iter().any(|bytes| *bytes > LARGEST_BODY_BYTES) {
            return Err(StoreError::Refused(
                "a document or message is larger than 32 KiB",
            ));
        }
        Ok(Self {
            bytes: bodies.iter().sum::<usize>() + 512,
            commit,
            entries,
            withdrawals,
        })
    }

    /// Whether it frees room, but for its mark.
    pub fn only_deletes(&self) -> bool {
        let commit = &self.commit;
        self.entries.is_empty()
            && self.withdrawals.iter().all(|it| it.instead.is_none())
            && commit.add.is_empty()
            && commit.facts.is_empty()
            && commit.write.values().all(Option::is_none)
            && commit.wakes.iter().all(|(_, at)| *at == WakeAt::Never)
    }
}

/// Makes an entry ready.
pub(super) fn prepare(outgoing: &Outgoing) -> Result<PreparedEntry, StoreError> {
    let id = outgoing.id();
    let place = outgoing.place();
    check_name(id.as_str())?;
    check_place(&place)?;
    let urgent = match outgoing {
        Outgoing::Message(message) => message.urgent,
        Outgoing::File(_) => true,
        Outgoing::Ask(_) | Outgoing::Remove(_) => false,
    };
    let body = serde_json::to_vec(outgoing)
        .map_err(|_| StoreError::Refused("a message can't be written as JSON"))?;
    Ok(PreparedEntry {
        place,
        id,
        urgent,
        body,
    })
}

fn prepare_withdrawal(withdrawal: Withdrawal) -> Result<PreparedWithdrawal, StoreError> {
    let (place, id) = (withdrawal.place().clone(), withdrawal.id().clone());
    check_name(id.as_str())?;
    check_place(&place)?;
    let instead = match withdrawal {
        Withdrawal::Unsaid(..) => None,
        Withdrawal::Edited(instead) => Some(prepare(&Outgoing::Message(instead))?),
    };
    Ok(PreparedWithdrawal { place, id, instead })
}

fn check_names(commit: &Commit) -> Result<(), StoreError> {
    check_name(commit.workspace.as_str())?;
    match &commit.completes {
        Completes::Event(event) => check_name(event.as_str())?,
        Completes::Wake(name, _) => check_name(name.as_str())?,
        Completes::Entry(claim) | Completes::DeadEntry(claim, _) => check_name(claim.id.as_str())?,
    }
    for key in commit.read.keys().chain(commit.write.keys()) {
        check_name(&key.id)?;
        check_owner(&key.owner)?;
    }
    if let Some(person) = &commit.erase {
        check_name(person.as_str())?;
    }
    commit
        .wakes
        .iter()
        .try_for_each(|(name, _)| check_name(name.as_str()))?;
    commit
        .add
        .iter()
        .try_for_each(|(name, _)| check_name(name.as_str()))?;
    commit
        .facts
        .iter()
        .try_for_each(|fact| check_owner(&fact.owner))
}

/// Holds the names of a place to their limit.
pub(super) fn check_place(place: &Place) -> Result<(), StoreError> {
    let names = match place {
        Place::Channel(channel) => [channel.as_str(), ""],
        Place::Direct(person) | Place::Home(person) => [person.as_str(), ""],
        Place::Whisper(channel, person) => [channel.as_str(), person.as_str()],
    };
    names.into_iter().try_for_each(check_name)
}

/// Holds an owner's name to its limit.
pub(super) fn check_owner(owner: &Owner) -> Result<(), StoreError> {
    match owner {
        Owner::Shared => Ok(()),
        Owner::Person(person) => check_name(person.as_str()),
    }
}
