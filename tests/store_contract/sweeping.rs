//! What has outlived its use goes, in slices; what is open, or was touched since, stays.

use cairn::chat::PersonId;
use cairn::state::{Key, Kind, Owner, WakeAt};

use crate::making::{Making, channel, event, message, person, said, shared};
use crate::shelf::{Shelf, at, days};

stories! {
    runs_and_answers_go_after_four_hundred_days
    what_is_written_again_stays
    what_people_remember_stays
    counters_that_nobody_adds_to_go
    facts_go_after_four_hundred_days_whosever_they_are
    where_a_message_stands_is_known_for_ninety_days
    what_is_open_is_never_touched
    a_slice_is_small_and_a_round_ends
    people_may_answer_while_it_is_swept
}

fn run(id: &str) -> Key {
    Key::shared(Kind::Run, id)
}

fn once(who: &str, id: &str) -> Key {
    Key::personal(&PersonId::from(who), Kind::Once, id)
}

async fn is_there(shelf: &Shelf, key: &Key) -> bool {
    shelf.document(key).await.is_some()
}

async fn runs_and_answers_go_after_four_hundred_days(shelf: &mut Shelf) {
    let edition = Key::shared(Kind::Edition, "5eed");
    let opening = event("E1").writes(&run("R1"), "{}").writes(&edition, "{}");
    shelf.done(opening).await;
    let answer = event("E2").writes(&once("Ana", "run/R1"), "{}");
    shelf.done(answer.at(days(1))).await;
    shelf.reopen().await;
    shelf.sweep(days(400)).await;
    assert!(is_there(shelf, &run("R1")).await);
    shelf.sweep(days(401)).await;
    assert!(!is_there(shelf, &run("R1")).await);
    assert!(is_there(shelf, &once("Ana", "run/R1")).await);
    shelf.sweep(days(402)).await;
    assert!(!is_there(shelf, &once("Ana", "run/R1")).await);
    assert!(
        is_there(shelf, &edition).await,
        "the text outlives every run that was opened with it"
    );
    shelf.sweep(days(432)).await;
    assert!(!is_there(shelf, &edition).await);
}

async fn what_is_written_again_stays(shelf: &mut Shelf) {
    shelf.done(event("E1").writes(&run("R1"), "open")).await;
    let closing = event("E2").at(days(30)).writes(&run("R1"), "closed");
    shelf.done(closing).await;
    shelf.sweep(days(430)).await;
    assert!(is_there(shelf, &run("R1")).await);
    shelf.sweep(days(431)).await;
    assert!(!is_there(shelf, &run("R1")).await);
}

async fn what_people_remember_stays(shelf: &mut Shelf) {
    let ana = PersonId::from("Ana");
    let mut making = event("E1").writes(&shared("C1"), "{}");
    let kept = [Kind::Person, Kind::Memory, Kind::Session, Kind::Commitment];
    for kind in kept {
        making = making.writes(&Key::personal(&ana, kind, "x"), "{}");
    }
    shelf.done(making).await;
    shelf.sweep(days(4_000)).await;
    assert!(is_there(shelf, &shared("C1")).await);
    for kind in kept {
        assert!(is_there(shelf, &Key::personal(&ana, kind, "x")).await);
    }
}

async fn counters_that_nobody_adds_to_go(shelf: &mut Shelf) {
    shelf
        .done(event("E1").adds("run/R1/answered", 5).adds("month", 5))
        .await;
    shelf.done(event("E2").at(days(300)).adds("month", 1)).await;
    shelf.sweep(days(400)).await;
    assert_eq!(shelf.counter("run/R1/answered").await, 5);
    shelf.sweep(days(401)).await;
    assert_eq!(shelf.counter("run/R1/answered").await, 0);
    assert_eq!(shelf.counter("month").await, 6);
}

async fn facts_go_after_four_hundred_days_whosever_they_are(shelf: &mut Shelf) {
    for (id, owner, day) in [
        ("E1", Owner::Shared, 0),
        ("E2", person("Ana"), 0),
        ("E3", person("Ana"), 100),
        ("E4", person("Marek"), 1),
    ] {
        let fact = event(id).at(days(day)).remembers(owner, "{}");
        shelf.done(fact).await;
    }
    assert_eq!(shelf.sweep(days(200)).await, 4, "the marks of the events");
    assert_eq!(shelf.sweep(days(400)).await, 0);
    assert_eq!(
        shelf
            .sweep(days(400) + jiff::SignedDuration::from_secs(1))
            .await,
        2
    );
    assert_eq!(shelf.sweep(days(402)).await, 1);
    assert_eq!(shelf.sweep(days(501)).await, 1);
}

async fn where_a_message_stands_is_known_for_ninety_days(shelf: &mut Shelf) {
    for (id, address) in [("old", "1.0"), ("touched", "2.0")] {
        shelf
            .done(event(id).says(message(&channel(id), id, "Hello")))
            .await;
        let owed = shelf.claim_one(at(0)).await;
        shelf.settle(at(0), &owed.claim, said(address, at(0))).await;
    }
    let edit = |id: &str, day| event(&format!("{id} {day}")).says(message(&channel(id), id, "Hi"));
    shelf.done(edit("touched", 10)).await;
    let owed = shelf.claim_one(days(10)).await;
    shelf
        .settle(days(10), &owed.claim, said("2.0", days(10)))
        .await;
    shelf.sweep(days(91)).await;
    shelf.done(edit("old", 91)).await;
    assert_eq!(shelf.claim_one(days(91)).await.sent, None);
    shelf.done(edit("touched", 91)).await;
    assert!(shelf.claim_one(days(91)).await.sent.is_some());
}

async fn what_is_open_is_never_touched(shelf: &mut Shelf) {
    let making = event("E1")
        .says(message(&channel("C1"), "m", "Hello"))
        .wakes("close/R1", WakeAt::At(days(5_000)));
    shelf.done(making).await;
    shelf.sweep(days(4_000)).await;
    shelf.reopen().await;
    assert_eq!(shelf.claim_names(days(4_000)).await, ["m"]);
    assert_eq!(shelf.due(days(5_000)).await, ["close/R1"]);
}

async fn a_slice_is_small_and_a_round_ends(shelf: &mut Shelf) {
    let person = |number: usize| format!("U{number}");
    for first in (0..3_000).step_by(100) {
        let mut making: Making = event(&format!("E{first}"));
        for number in first..first + 100 {
            making = making.writes(&once(&person(number), "run/R1"), "{}");
        }
        shelf.done(making).await;
    }
    let (mut slices, mut gone) = (0, 0);
    loop {
        let swept = shelf.store().sweep(days(401)).await.unwrap();
        assert!(swept.gone <= 500);
        slices += 1;
        gone += swept.gone;
        if swept.is_over {
            break;
        }
        assert!(slices < 100, "a round ends");
    }
    assert_eq!(gone, 3_000 + 30, "the answers and the marks");
    assert!(slices > 6);
    assert_eq!(shelf.sweep(days(401)).await, 0, "and all is done");
}

async fn people_may_answer_while_it_is_swept(shelf: &mut Shelf) {
    for number in 0..1_200 {
        let name = format!("n{number:04}");
        shelf.done(event(&name).adds(&name, 1)).await;
    }
    let mut again = 0;
    loop {
        let swept = shelf.store().sweep(days(401)).await.unwrap();
        if swept.is_over {
            break;
        }
        let name = format!("n{:04}", 1_199 - again);
        let making = event(&format!("again {name}")).at(days(401));
        shelf.done(making.adds(&name, 1)).await;
        again += 1;
    }
    assert!(again > 1);
    for number in 0..again {
        assert!(shelf.counter(&format!("n{:04}", 1_199 - number)).await >= 1);
    }
    assert_eq!(shelf.counter("n0000").await, 0);
}
