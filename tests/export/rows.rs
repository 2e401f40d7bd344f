//! Rows to be exported: some that are known, and any that a store may hold.

use std::collections::BTreeMap;

use cairn::chat::{
    Address, Ask, Card, ChannelId, EventId, Message, MessageId, Outgoing, PersonId, Place,
    ReplyHandle, Undeliverable, WorkspaceId,
};
use cairn::state::{
    Body, Commit, Completes, DeadLetter, FACT_SCHEMA, Fact, Kept, Key, Kind, Owner, Sent, Waiting,
    WakeAt,
};
use jiff::Timestamp;
use proptest::prelude::*;

/// When the exports of these tests are made.
pub fn made() -> Timestamp {
    Timestamp::from_second(1_796_000_000).unwrap()
}

/// One row of each sort for Ana and Marek in one workspace, and a shared one in another.
pub fn a_bit_of_everything() -> Vec<(WorkspaceId, Kept)> {
    let (ana, marek) = (PersonId::from("Ana"), PersonId::from("Marek"));
    let body = |text: &str| Body(text.as_bytes().into());
    let document = |key: Key| Kept::Document {
        version: 3,
        day: 20_786,
        schema: key.kind.schema(),
        key,
        body: body(r#"{"weeks":{"in_a_row":2}}"#),
    };
    let fact = Kept::Fact {
        owner: Owner::Person(ana.clone()),
        at: made(),
        distinct: u64::MAX,
        schema: FACT_SCHEMA,
        body: body(r#"{"what":"closed","run":"R1"}"#),
    };
    let rows = [
        document(Key::personal(&ana, Kind::Person, "")),
        document(Key::personal(&marek, Kind::Person, "")),
        document(Key::shared(Kind::Run, "R1")),
        fact,
        waiting(7, message("hello", Place::Direct(ana))),
        waiting(8, message("run/R1", Place::Channel("C1".into()))),
        Kept::Wake {
            name: "close/R1".into(),
            due: made(),
        },
        Kept::Mark {
            event: "Ev1".into(),
            day: 20_786,
        },
        Kept::Counter {
            name: "run/R1/answered".into(),
            count: -3,
            day: 20_786,
        },
        sent(Place::Direct(marek), "hello"),
    ];
    let first = WorkspaceId::from("slack:T1");
    let mut rows: Vec<_> = rows.map(|kept| (first.clone(), kept)).into();
    let elsewhere = document(Key::personal(&PersonId::from("Ana"), Kind::Person, ""));
    rows.push((WorkspaceId::from("slack:T2"), elsewhere));
    rows
}

/// What a tap commits: a document, a whisper with the right to answer privately, a post, a
/// wake-up, a counter, a fact.
pub fn commit_of_a_tap() -> Commit {
    let whisper = Message {
        via: Some(ReplyHandle::from("https://hooks.example/commands/secret")),
        ..message("answer/R1", Place::Whisper("C1".into(), "Ana".into()))
    };
    let post = message("run/R1", Place::Channel(ChannelId::from("C1")));
    Commit {
        workspace: WorkspaceId::from("slack:T1"),
        now: made(),
        completes: Completes::Event(EventId::from("tap-1")),
        read: BTreeMap::new(),
        as_of: None,
        write: BTreeMap::from([(
            Key::shared(Kind::Run, "R1"),
            Some((Kind::Run.schema(), b"{}".to_vec())),
        )]),
        outgoing: vec![Outgoing::Message(whisper), Outgoing::Message(post)],
        withdraw: Vec::new(),
        bury: Vec::new(),
        wakes: vec![("refresh/R1".into(), WakeAt::At(made()))],
        add: vec![("run/R1/answered".into(), 1)],
        facts: vec![Fact {
            owner: Owner::Shared,
            at: made(),
            schema: FACT_SCHEMA,
            body: b"{}".to_vec(),
        }],
        erase: None,
    }
}

fn message(id: &str, place: Place) -> Message {
    Message {
        id: MessageId::from(id),
        place,
        card: Card::words("Of what is said here, \"nothing\" \u{2028} is lost: ä\n"),
        until: made(),
        urgent: false,
        via: None,
    }
}

fn waiting(seq: u64, message: Message) -> Kept {
    Kept::Waiting(Waiting {
        seq,
        revision: seq << 16,
        doubtful: seq.is_multiple_of(2),
        urgent: message.urgent,
        outdated: false,
        withdrawn: false,
        outgoing: Outgoing::Message(message),
    })
}

fn sent(place: Place, id: &str) -> Kept {
    Kept::Sent {
        place,
        id: MessageId::from(id),
        sent: Sent {
            address: Address::from("C1/1700000000.000100"),
            card_hash: u64::MAX,
            at: made(),
        },
    }
}

fn dead(place: Place, id: &str, number: u64) -> Kept {
    let letter = DeadLetter {
        at: made(),
        why: Undeliverable::NotAllowed,
        tried: 3,
        withdrawn: number.is_multiple_of(2),
        outgoing: Outgoing::Message(message(id, place)),
    };
    Kept::Dead { number, letter }
}

/// Names that have been trouble: empty, a separator, a byte's end, a prefix of another.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "", "a", "a/b", "a\0", "a\0b", "\u{ff}", "ä", "a%", "A", "\n"
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (-60_000_000_000_000i64..250_000_000_000_000)
        .prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

fn body() -> impl Strategy<Value = Body> {
    prop_oneof![
        "\\{\"[a-z]{1,8}\":(\"[^\"\\\\\\p{C}]{0,30}\"|[1-9][0-9]{0,20}|null)\\}"
            .prop_map(|text| Body(text.as_bytes().into())),
        prop::collection::vec(any::<u8>(), 0..60).prop_map(|bytes| Body(bytes.into())),
    ]
}

fn owner() -> impl Strategy<Value = Owner> {
    prop_oneof![
        Just(Owner::Shared),
        name().prop_map(|name| Owner::Person(name.into())),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    (0..4, name(), name()).prop_map(|(sort, a, b)| match sort {
        0 => Place::Channel(a.into()),
        1 => Place::Direct(a.into()),
        2 => Place::Whisper(a.into(), b.into()),
        _ => Place::Home(a.into()),
    })
}

fn document() -> impl Strategy<Value = Kept> {
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let versions = (any::<u64>(), any::<u32>());
    (owner(), kind, name(), versions, body()).prop_map(|(owner, kind, id, versions, body)| {
        let (version, day) = versions;
        Kept::Document {
            key: Key {
                owner,
                kind,
                id: id.into(),
            },
            version,
            day,
            schema: kind.schema(),
            body,
        }
    })
}

fn entry() -> impl Strategy<Value = Kept> {
    let head = (any::<u32>(), any::<[bool; 4]>());
    (head, place(), name(), any::<bool>()).prop_map(|((seq, flags), place, id, asks)| {
        let [doubtful, urgent, outdated, withdrawn] = flags;
        let outgoing = match &place {
            Place::Home(person) if asks => Outgoing::Ask(Ask::Profile(person.clone())),
            Place::Channel(channel) if asks => Outgoing::Ask(Ask::Channel(channel.clone())),
            Place::Channel(_) | Place::Direct(_) | Place::Whisper(..) | Place::Home(_) => {
                Outgoing::Message(message(&id, place))
            }
        };
        Kept::Waiting(Waiting {
            seq: u64::from(seq),
            revision: u64::from(seq) << 16,
            doubtful,
            urgent,
            outdated,
            withdrawn,
            outgoing,
        })
    })
}

fn row() -> impl Strategy<Value = Kept> {
    prop_oneof![
        document(),
        entry(),
        (name(), moment()).prop_map(|(name, due)| Kept::Wake {
            name: name.into(),
            due
        }),
        (name(), any::<u32>()).prop_map(|(event, day)| Kept::Mark {
            event: event.into(),
            day
        }),
        (name(), any::<i64>(), any::<u32>()).prop_map(|(name, count, day)| Kept::Counter {
            name: name.into(),
            count,
            day
        }),
        (owner(), moment(), any::<u64>(), body()).prop_map(|(owner, at, distinct, body)| {
            Kept::Fact {
                owner,
                at,
                distinct,
                schema: FACT_SCHEMA,
                body,
            }
        }),
        (place(), name()).prop_map(|(place, id)| sent(place, &id)),
        (place(), name(), any::<u64>()).prop_map(|(place, id, number)| dead(place, &id, number)),
    ]
}

/// Any rows of any workspaces. A wake-up is set once, since a name has one time.
pub fn any_rows() -> impl Strategy<Value = Vec<(WorkspaceId, Kept)>> {
    let row = (name().prop_map(WorkspaceId::from), row());
    prop::collection::vec(row, 0..60).prop_map(|rows| {
        let mut woken = std::collections::BTreeSet::new();
        let is_first = |(workspace, kept): &(WorkspaceId, Kept)| match kept {
            Kept::Wake { name, .. } => woken.insert((workspace.clone(), name.clone())),
            _ => true,
        };
        rows.into_iter().filter(is_first).collect()
    })
}
