//! What was decided: everything that should change because of one event, as data. Deciding does
//! nothing, so deciding again, after a conflict or for a repeat, is free.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Fact, Found, Key, OwnData, OwnRows, Undecided, WakeAt};
use crate::chat::{Answer, CounterName, Event, Message, Outgoing, PersonId, WakeName, Withdrawal};

/// All that one event changes, and what the person who acted gets.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// What the person who acted gets; `None` is [`Answer::Done`].
    pub answer: Option<Answer>,
    /// Documents as they should be: schema and JSON body; `None` deletes.
    pub write: BTreeMap<Key, Option<(u16, Vec<u8>)>>,
    /// How messages should stand, and what is asked of the platform.
    pub outgoing: Vec<Outgoing>,
    /// Messages to take back. What stands in `outgoing` under the same name is a new message.
    pub withdraw: Vec<Withdrawal>,
    /// Wake-ups to set or cancel.
    pub wakes: Vec<(WakeName, WakeAt)>,
    /// What to add to counters.
    pub add: Vec<(CounterName, i64)>,
    /// What to remember of it.
    pub facts: Vec<Fact>,
    /// Whose data go. What the same decision writes stays.
    pub erase: Option<PersonId>,
}

impl Decision {
    /// All states in which messages should stand, those that are only ever edits too.
    pub fn messages_mut(&mut self) -> impl Iterator<Item = &mut Message> {
        let said = self
            .outgoing
            .iter_mut()
            .filter_map(|outgoing| match outgoing {
                Outgoing::Message(message) => Some(message),
                Outgoing::File(_) | Outgoing::Ask(_) | Outgoing::Remove(_) => None,
            });
        let edited = self.withdraw.iter_mut().filter_map(|taken| match taken {
            Withdrawal::Edited(message) => Some(message),
            Withdrawal::Unsaid(..) => None,
        });
        said.chain(edited)
    }

    /// Whether nothing changes by it; the answer aside.
    pub fn is_idle(&self) -> bool {
        self.write.is_empty()
            && self.outgoing.is_empty()
            && self.withdraw.is_empty()
            && self.wakes.is_empty()
            && self.add.is_empty()
            && self.facts.is_empty()
            && self.erase.is_none()
    }
}

/// Who decides. Pure: no clock, no randomness, no I/O; the same arguments give the same decision.
pub trait Decide: Send + Sync {
    /// Decides one event from what was found so far.
    ///
    /// # Errors
    /// [`Undecided::Missing`] names what has to be read first; [`Undecided::Damaged`] what an
    /// operator has to look at.
    fn decide(&self, event: &Event, now: Timestamp, found: &Found) -> Result<Decision, Undecided>;

    /// The file of all that is kept of a person, from her rows and what was found so far. `None`
    /// from who keeps nothing of people.
    ///
    /// # Errors
    /// As of [`Decide::decide`].
    fn own_data(&self, _own: &OwnRows, _found: &Found) -> Result<Option<OwnData>, Undecided> {
        Ok(None)
    }
}
