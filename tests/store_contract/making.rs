//! Commits, messages and settlements, said in a few words.

use std::collections::BTreeMap;

use cairn::chat::{
    Address, Card, ChannelId, CounterName, EventId, Message, MessageId, Outgoing, PersonId, Place,
    Text, WakeName, Withdrawal, WorkspaceId,
};
use cairn::state::{
    Commit, Completes, Fact, Found, Key, Kind, Owed, Owner, Sent, Settlement, WakeAt,
};
use jiff::Timestamp;

use crate::shelf::{at, days, home};

/// A commit in the making.
#[derive(Clone)]
pub struct Making(Commit);

/// What an event changes; nothing so far.
pub fn event(id: &str) -> Making {
    completing(Completes::Event(EventId::from(id)))
}

pub fn completing(completes: Completes) -> Making {
    Making(Commit {
        workspace: home(),
        now: at(0),
        completes,
        read: BTreeMap::new(),
        as_of: None,
        write: BTreeMap::new(),
        outgoing: Vec::new(),
        withdraw: Vec::new(),
        bury: Vec::new(),
        wakes: Vec::new(),
        add: Vec::new(),
        facts: Vec::new(),
        erase: None,
    })
}

impl Making {
    pub fn of(mut self, workspace: &str) -> Self {
        self.0.workspace = WorkspaceId::from(workspace);
        self
    }

    pub fn at(mut self, now: Timestamp) -> Self {
        self.0.now = now;
        self
    }

    pub fn saw(mut self, key: &Key, version: u64) -> Self {
        self.0.read.insert(key.clone(), version);
        self
    }

    /// It was decided on what was read there and then.
    pub fn decided_on(mut self, found: &Found) -> Self {
        self.0.read = found.versions();
        self.0.as_of = found.as_of;
        self
    }

    pub fn writes(mut self, key: &Key, body: &str) -> Self {
        let body = body.as_bytes().to_vec();
        self.0.write.insert(key.clone(), Some((1, body)));
        self
    }

    pub fn deletes(mut self, key: &Key) -> Self {
        self.0.write.insert(key.clone(), None);
        self
    }

    pub fn says(mut self, message: Message) -> Self {
        self.0.outgoing.push(Outgoing::Message(message));
        self
    }

    pub fn withdraws(mut self, withdrawal: Withdrawal) -> Self {
        self.0.withdraw.push(withdrawal);
        self
    }

    pub fn buries(mut self, number: u64) -> Self {
        self.0.bury.push(number);
        self
    }

    pub fn wakes(mut self, name: &str, wake: WakeAt) -> Self {
        self.0.wakes.push((WakeName::from(name), wake));
        self
    }

    pub fn adds(mut self, name: &str, by: i64) -> Self {
        self.0.add.push((CounterName::from(name), by));
        self
    }

    pub fn sends(mut self, outgoing: Outgoing) -> Self {
        self.0.outgoing.push(outgoing);
        self
    }

    pub fn erases(mut self, person: &str) -> Self {
        self.0.erase = Some(PersonId::from(person));
        self
    }

    pub fn remembers(mut self, owner: Owner, body: &str) -> Self {
        self.0.facts.push(Fact {
            owner,
            at: self.0.now,
            schema: 1,
            body: body.as_bytes().to_vec(),
        });
        self
    }
}

impl From<Making> for Commit {
    fn from(making: Making) -> Self {
        making.0
    }
}

/// A shared document that is never swept.
pub fn shared(id: &str) -> Key {
    Key::shared(Kind::Channel, id)
}

pub fn channel(name: &str) -> Place {
    Place::Channel(ChannelId::from(name))
}

/// A message that is worth saying for long.
pub fn message(place: &Place, id: &str, words: &str) -> Message {
    Message {
        id: MessageId::from(id),
        place: place.clone(),
        card: Card::words(Text::from(words)),
        until: days(100),
        urgent: false,
        via: None,
    }
}

pub fn urgent(message: Message) -> Message {
    Message {
        urgent: true,
        ..message
    }
}

pub fn person(name: &str) -> Owner {
    Owner::Person(PersonId::from(name))
}

/// It was said, and stands there.
pub fn said(address: &str, now: Timestamp) -> Settlement {
    Settlement::Said(Some(Sent {
        address: Address::from(address),
        card_hash: 7,
        at: now,
    }))
}

/// It was tried and is clear not to stand.
pub fn later(at: Timestamp) -> Settlement {
    Settlement::Later {
        at,
        doubtful: false,
        tried: true,
    }
}

/// What a claimed message says.
pub fn words(owed: &Owed) -> String {
    let Outgoing::Message(message) = &owed.what else {
        panic!("{owed:?} is no message");
    };
    message.card.summary.clone()
}
