//! Assessments as people answer them: five thousand at once, each writing her own documents alone;
//! pages that come back twice, late, or after the library has moved on; and a plan that ends while
//! its form is open. Nobody loses what she has put in (F52).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]

mod play;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::Ordering;

use cairn::chat::{Answer, FieldId, Input, Place, Value, Values};
use cairn::state::{Kind, Owner, Read};
use cairn::store::Store;
use jiff::SignedDuration;
use play::*;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// How many people answer at once.
const PEOPLE: usize = 5_000;
/// How many are under way at a time.
const AT_A_TIME: usize = 96;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_at_once_write_their_own_documents_alone_and_none_is_in_anothers_way() {
    let play = Arc::new(Play::begin(assessment()));
    let room = Arc::new(Semaphore::new(AT_A_TIME));
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        let (play, room) = (play.clone(), room.clone());
        people.spawn(async move {
            let _room = room.acquire().await.unwrap();
            let who = format!("P{person}");
            let answer = goes_through(&play, &who, person % 5).await;
            assert_eq!(answer, Answer::Done, "the result comes by the outbox");
        });
    }
    people.join_all().await;
    let shared = play.store.rule.shared.load(Ordering::SeqCst);
    assert_eq!(shared, 0, "so many acts touched what is shared");
    let conflicts = play.store.rule.conflicts.load(Ordering::SeqCst);
    assert_eq!(conflicts, 0, "so many decisions were made again");
    for person in [0, 1, 2_499, PEOPLE - 1] {
        let kept = play.results(&format!("P{person}")).await.concat();
        let (_, answers) = kept.split_once("\"answers\"").unwrap();
        let label = format!("\":{}", person % 5);
        assert_eq!(answers.matches(&label).count(), 12, "{kept}");
    }
    let said = play.said().await;
    assert_eq!(said.matches("# Made up").count(), PEOPLE);
}

#[tokio::test]
async fn who_turns_back_finds_all_that_was_put_in_on_both_pages() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    let second = form(play.sends("Ana", &first, all(&first, 3)).await);
    let mut half = all(&second, 1);
    half.pop_last();
    let first = form(play.turns_back("Ana", &second, half.clone()).await);
    assert_eq!(first.page, 0);
    assert!(
        chosen(&first)
            .iter()
            .all(|(_, chosen)| chosen.as_deref() == Some("3"))
    );
    let second = form(play.sends("Ana", &first, all(&first, 4)).await);
    let kept = chosen(&second);
    let of_half = |name: &str| {
        half.contains_key(&FieldId::from(name))
            .then(|| "1".to_owned())
    };
    assert!(
        kept.iter().all(|(name, chosen)| *chosen == of_half(name)),
        "{kept:?}"
    );
    let first = form(play.turns_back("Ana", &second, half).await);
    assert!(
        chosen(&first)
            .iter()
            .all(|(_, chosen)| chosen.as_deref() == Some("4"))
    );
}

#[tokio::test]
async fn an_answer_that_is_taken_away_again_is_away() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    let second = form(play.sends("Ana", &first, all(&first, 3)).await);
    let first = form(play.turns_back("Ana", &second, Values::new()).await);
    let mut fewer = all(&first, 3);
    fewer.remove(&FieldId::from("charter-1"));
    let second = form(play.sends("Ana", &first, fewer).await);
    let first = form(play.turns_back("Ana", &second, Values::new()).await);
    let kept = chosen(&first);
    assert_eq!(kept[0], ("charter-1".to_owned(), None));
    assert!(
        kept[1..]
            .iter()
            .all(|(_, chosen)| chosen.as_deref() == Some("3"))
    );
}

#[tokio::test]
async fn a_page_that_is_sent_twice_or_after_the_end_counts_once() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    let second = form(play.sends("Ana", &first, all(&first, 3)).await);
    let again = form(play.sends("Ana", &first, all(&first, 3)).await);
    assert_eq!(again, second, "the same page follows");
    let third = form(play.sends("Ana", &second, all(&second, 3)).await);
    assert_eq!(
        play.sends("Ana", &third, all(&third, 3)).await,
        Answer::Done
    );
    play.said().await;
    let before = play.results("Ana").await;
    for page in [&third, &first] {
        assert_eq!(play.sends("Ana", page, all(page, 0)).await, Answer::Done);
        assert!(
            play.said()
                .await
                .contains("Your answers to this are in already")
        );
        assert_eq!(play.results("Ana").await, before);
    }
    // The way back from a window that was left open is answered the same.
    play.turns_back("Ana", &third, Values::new()).await;
    assert!(
        play.said()
            .await
            .contains("Your answers to this are in already")
    );
}

#[tokio::test]
async fn a_form_of_an_attempt_that_is_over_says_so_and_changes_nothing() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    play.sends("Ana", &first, all(&first, 3)).await;
    let later = play.clock.now() + SignedDuration::from_hours(24 * 31);
    play.engine.travel_to(later).await.unwrap();
    assert!(
        play.kept("Ana", Kind::Attempt).await.is_empty(),
        "it is deleted"
    );
    play.said().await;
    assert_eq!(
        play.sends("Ana", &first, all(&first, 3)).await,
        Answer::Done
    );
    assert!(
        play.said()
            .await
            .contains("This form belongs to a run that is over")
    );
    let anew = play.opens("Ana").await;
    assert!(chosen(&anew).iter().all(|(_, chosen)| chosen.is_none()));
    // Its forms go on; those of the one before do not write into it.
    play.sends("Ana", &first, all(&first, 3)).await;
    let said = play.said().await;
    assert!(
        said.contains("This form belongs to an earlier run"),
        "{said}"
    );
    assert!(said.contains("[Go on]"), "{said}");
    let kept = play.kept("Ana", Kind::Attempt).await.concat();
    assert!(kept.contains("\"answers\":{}"), "{kept}");
}

#[tokio::test]
async fn an_attempt_that_is_touched_lives_on() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    for _ in 0..3 {
        let later = play.clock.now() + SignedDuration::from_hours(24 * 29);
        play.engine.travel_to(later).await.unwrap();
        play.sends("Ana", &first, all(&first, 3)).await;
    }
    assert_eq!(play.opens("Ana").await.page, 1, "where she left it");
}

#[tokio::test]
async fn when_the_library_moves_on_what_still_holds_is_kept_and_said() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    let second = form(play.sends("Ana", &first, all(&first, 3)).await);

    let mut reworded = assessment();
    reworded.statements[0].text = "We wrote down what we are here for.".to_owned();
    reworded.statements[5].text = "We told what went well.".to_owned();
    let play = play.with(reworded.clone());
    let anew = form(play.sends("Ana", &second, all(&second, 2)).await);
    assert_eq!(anew.page, 0, "from the beginning");
    assert!(shown(&anew).contains("Some statements have changed since you began."));
    let kept = chosen(&anew);
    assert_eq!(kept[0].1, None, "what reads otherwise is asked anew");
    assert!(
        kept[1..]
            .iter()
            .all(|(_, chosen)| chosen.as_deref() == Some("3"))
    );
    let second_anew = form(play.sends("Ana", &anew, all(&anew, 3)).await);
    let kept = chosen(&second_anew);
    assert_eq!(kept[0].1, None, "also of the page that came back last");
    assert!(
        kept[1..]
            .iter()
            .all(|(_, chosen)| chosen.as_deref() == Some("2"))
    );
    // The page that was taken over comes back once more: it leads to where she is.
    let again = form(play.sends("Ana", &second, all(&second, 0)).await);
    assert_eq!(again.about, second_anew.about);
    assert_eq!(chosen(&again), chosen(&second_anew), "and changes nothing");

    let mut other = reworded;
    other.rev = 2;
    let play = play.with(other);
    let anew = play.opens("Ana").await;
    assert!(shown(&anew).contains("So this begins anew, with the statements of today."));
    assert!(chosen(&anew).iter().all(|(_, chosen)| chosen.is_none()));
}

#[tokio::test]
async fn what_was_finished_before_the_library_moved_on_is_not_read_by_the_new_statements() {
    let play = Play::begin(assessment());
    assert_eq!(goes_through(&play, "Ana", 4).await, Answer::Done);
    assert!(play.said().await.contains("*charter*: often"));
    let mut other = assessment();
    other.rev = 2;
    let play = play.with(other);
    play.presses("Ana", "1:assess:look:made").await;
    let said = play.said().await;
    assert!(said.contains("is not read by those of today"), "{said}");
    // It can be done at once: there is nothing to be too early for.
    assert_eq!(goes_through(&play, "Ana", 0).await, Answer::Done);
    let said = play.said().await;
    assert!(said.contains("so the two are not compared"), "{said}");
}

#[tokio::test]
async fn twenty_results_are_kept_and_deleting_the_newest_brings_back_the_one_before() {
    let mut often = assessment();
    often.repeat_after_days = 0;
    let play = Play::begin(often);
    for run in 0..25usize {
        play.clock.move_on(SignedDuration::from_hours(24)).unwrap();
        assert_eq!(goes_through(&play, "Ana", run % 5).await, Answer::Done);
    }
    let count = async || {
        let page = cairn::state::PageOf {
            owner: Owner::Person("Ana".into()),
            kind: Kind::Result,
            after: "".into(),
            limit: 64,
        };
        let found = play
            .store
            .read(&"stage:demo".into(), &[Read::Page(page.clone())])
            .await;
        found.unwrap().page(&page).unwrap().len()
    };
    assert_eq!(count().await, 20);
    let newest = play.results("Ana").await.concat();
    assert!(newest.contains("\"charter-1\":4"), "{newest}");
    let id = newest.split('"').nth(3).unwrap().to_owned();
    play.said().await;
    let delete = format!("1:assess:delete:made:{id}");
    play.presses("Ana", &delete).await;
    let said = play.said().await;
    assert!(
        said.contains("A result stood here. You have deleted it."),
        "{said}"
    );
    assert!(
        said.contains("Deleted: I keep nothing of this result."),
        "{said}"
    );
    assert_eq!(count().await, 19);
    let newest = play.results("Ana").await.concat();
    assert!(newest.contains("\"charter-1\":3"), "{newest}");
    play.presses("Ana", &delete).await;
    assert!(
        play.said()
            .await
            .contains("This result is not there any more.")
    );
    // What somebody else presses by hand is about her own.
    play.presses("Ben", &delete).await;
    assert!(
        play.said()
            .await
            .contains("This result is not there any more.")
    );
    assert_eq!(count().await, 19);
}

#[tokio::test]
async fn what_no_form_offers_is_not_kept() {
    let play = Play::begin(assessment());
    let first = play.opens("Ana").await;
    let mut values = all(&first, 3);
    values.insert(
        FieldId::from("charter-1"),
        Value::Chosen(vec!["250".to_owned()]),
    );
    // There are five labels, from 0.
    values.insert(
        FieldId::from("charter-2"),
        Value::Chosen(vec!["5".to_owned()]),
    );
    values.insert(FieldId::from("charter-3"), Value::Words("often".to_owned()));
    values.insert(
        FieldId::from("nothing"),
        Value::Chosen(vec!["1".to_owned()]),
    );
    play.sends("Ana", &first, values).await;
    let kept = play.kept("Ana", Kind::Attempt).await.concat();
    let (_, answers) = kept.split_once("\"answers\":").unwrap();
    assert_eq!(answers, r#"{"charter-4":3,"wins-1":3}}"#);
}

#[tokio::test]
async fn with_too_few_answers_nothing_is_told_and_what_there_is_stays() {
    let play = Play::begin(assessment());
    let mut page = play.opens("Ana").await;
    let mut one = all(&page, 3);
    one.retain(|name, _| name.as_str() == "charter-1");
    while let Answer::Form(next) = play.sends("Ana", &page, one.clone()).await {
        page = next;
        one.clear();
    }
    let said = play.said().await;
    assert!(said.contains("too few answers to say anything"), "{said}");
    assert!(said.contains("[Go on]"));
    assert!(play.results("Ana").await.is_empty());
    let again = play.opens("Ana").await;
    assert_eq!(chosen(&again)[0].1.as_deref(), Some("3"));
}

#[tokio::test]
async fn a_plan_that_ends_while_its_form_is_open_loses_nothing_that_was_typed() {
    let play = Play::begin(assessment());
    let words = |words: &str| Value::Words(words.to_owned());
    let add = form(play.presses("Ana", "1:plan:add").await);
    let mut values = Values::new();
    values.insert(FieldId::from("if"), words("it drags"));
    values.insert(FieldId::from("then"), words("I park it"));
    play.sends("Ana", &add, values.clone()).await;
    play.said().await;
    play.does(
        "Ana",
        Input::Said {
            text: "plans".to_owned(),
            place: Place::Direct("Ana".into()),
        },
    )
    .await;
    play.said().await;
    let drop = play.stage.button("Ana", None, "Drop it").unwrap();
    let smaller = drop.as_str().replace(":drop:", ":smaller:");
    let open = form(play.presses("Ana", &smaller).await);
    play.presses("Ana", drop.as_str()).await;
    play.said().await;
    values.insert(FieldId::from("then"), words("I say one word"));
    play.sends("Ana", &open, values).await;
    let said = play.said().await;
    assert!(said.contains("closed while the form was open"), "{said}");
    assert!(said.contains("If it drags, then I say one word."), "{said}");
}
