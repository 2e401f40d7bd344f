//! Many messages at once while Slack limits: none is lost, none comes before Slack allows
//! it, and who taps meanwhile is answered at once.

use std::sync::Arc;
use std::time::Duration;

use cairn::chat::{Card, Event, Input, Message, Outgoing, Place};
use cairn::state::{Decide, Decision, Found, Undecided};
use cairn::store::MemoryStore;
use jiff::{SignedDuration, Timestamp};

use crate::support::slack::requests::Press;
use crate::support::slack::{Fault, Workplace, rest};
use crate::{ADA, ANA};

/// How many people are written to.
const PEOPLE: usize = 120;

/// Writes to everybody when told to, and answers who presses.
struct Simple;

impl Decide for Simple {
    fn decide(&self, event: &Event, now: Timestamp, _: &Found) -> Result<Decision, Undecided> {
        let mut decision = Decision::default();
        match &event.input {
            Input::Said { .. } => {
                decision.outgoing = (0..PEOPLE).map(|person| hello(person, now)).collect();
            }
            Input::Pressed { .. } => {
                decision.answer = Some(cairn::chat::Answer::Say(Card::words("Taken.")));
            }
            _ => {}
        }
        Ok(decision)
    }
}

fn hello(person: usize, now: Timestamp) -> Outgoing {
    Outgoing::Message(Message {
        id: "hello".into(),
        place: Place::Direct(format!("U{person}").into()),
        card: Card::words("Hello."),
        until: now + SignedDuration::from_hours(24),
        urgent: false,
        via: None,
    })
}

#[tokio::test]
async fn a_limit_amid_a_crowd_holds_all_of_them_back_and_no_tap() {
    let work = Workplace::begin(Arc::new(Simple), Arc::new(MemoryStore::new())).await;
    let limited = Fault::Limited {
        seconds: 30,
        bare: false,
    };
    work.types(ADA, "C1", "everybody").await;
    rest(1).await;
    work.fake.fail("chat.postMessage", [limited]);
    work.later(SignedDuration::from_secs(1)).await;
    let so_far = work.fake.calls("chat.postMessage");
    let refused_at = so_far.last().unwrap().at;
    assert!(so_far.len() > 10, "a part of them");

    let press = Press {
        person: ANA,
        channel: "C1",
        message: "1.1",
        token: "1:any",
        response_url: &work.fake.response_url(ANA),
        at: "1764000001.000100",
    };
    work.presses(&press).await;
    let answer = work.fake.calls(&format!("hook/{ANA}")).pop().unwrap();
    assert!(answer.at.duration_since(refused_at) < Duration::from_secs(10));
    assert_eq!(
        work.fake.calls("chat.postMessage").len(),
        so_far.len(),
        "the answer came before any of the others"
    );

    let mut passed = 0;
    while work.fake.calls("chat.postMessage").len() <= PEOPLE && passed < 600 {
        rest(2).await;
        work.later(SignedDuration::from_secs(2)).await;
        passed += 2;
    }
    let calls = work.fake.calls("chat.postMessage");
    assert_eq!(
        calls.len(),
        PEOPLE + 1,
        "each once, and the refused one again"
    );
    let next = &calls[so_far.len()];
    assert!(next.at.duration_since(refused_at) >= Duration::from_secs(30));
    for person in 0..PEOPLE {
        assert_eq!(work.fake.standing(&format!("D{person}")).len(), 1);
    }
}
