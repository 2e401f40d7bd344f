//! How the Bot Framework's keys are kept: rotated, unknown, withdrawn, out of reach; and how rarely
//! it is asked for them.

use std::time::Duration;

use cairn::platform::teams::gate::{Gate, Refusal};
use futures_util::future::join_all;
use jiff::ToSpan;
use serde_json::{Value, json};

use crate::gatehouse::{activity, gate_of, noon, sent_at, shown};
use crate::support::rest;
use crate::support::teams::{Authority, TestKey, Token, Trouble};

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;

fn token() -> Token {
    Token::at(noon())
}

async fn is_let_in(gate: &Gate) -> bool {
    shown(gate, &token()).await.is_ok()
}

/// Who has a known key comes again and again, and is let in, until the authority was asked so
/// often.
async fn comes_until(gate: &Gate, authority: &Authority, asked: (usize, usize)) {
    for _ in 0..500 {
        if authority.asked() == asked {
            return;
        }
        assert!(is_let_in(gate).await);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("asked {:?}, not {asked:?}", authority.asked());
}

/// The usual token is let in until the keys that were fetched meanwhile say so.
async fn is_refused_at_last(gate: &Gate, refusal: Refusal) {
    for _ in 0..500 {
        match shown(gate, &token()).await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            Err(refused) => return assert_eq!(refused, refusal),
        }
    }
    panic!("never refused");
}

#[tokio::test]
async fn a_hundred_first_requests_at_once_ask_for_the_keys_once() {
    let authority = Authority::start().await;
    authority.takes(Duration::from_millis(50));
    let gate = gate_of(&authority);
    let token = token();
    let all = join_all((0..100).map(|_| shown(&gate, &token))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(authority.asked(), (1, 1));
}

#[tokio::test]
async fn a_storm_of_unknown_keys_asks_for_them_once_a_minute() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    rest(61).await;
    authority.takes(Duration::from_millis(50));
    let unknown: Vec<Token> = (0..100)
        .map(|number| token().header("kid", format!("unknown-{number}")))
        .collect();
    for minute in 1..3 {
        let all = join_all(unknown.iter().map(|token| shown(&gate, token))).await;
        let refused = |result: &Result<Value, Refusal>| *result == Err(Refusal::UnknownKey);
        assert!(all.iter().all(refused));
        assert_eq!(authority.asked(), (1 + minute, 1 + minute));
        rest(61).await;
    }
}

#[tokio::test]
async fn who_has_a_known_key_does_not_wait_for_who_has_none() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    rest(61).await;
    authority.takes(Duration::from_secs(3));
    let token_of_none = token().header("kid", "unknown");
    let unknown = shown(&gate, &token_of_none);
    tokio::pin!(unknown);
    let first = tokio::select! {
        biased;
        _ = &mut unknown => "the unknown",
        let_in = async { tokio::task::yield_now().await; is_let_in(&gate).await } => {
            assert!(let_in);
            "the known"
        }
    };
    assert_eq!(first, "the known");
}

#[tokio::test]
async fn a_new_key_is_taken_when_it_is_first_used() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    authority.publish(&[TestKey::first().published(), TestKey::second().published()]);
    let new = token().by(TestKey::second());
    // Within a minute of the last look nobody looks again.
    assert_eq!(shown(&gate, &new).await, Err(Refusal::UnknownKey));
    rest(61).await;
    assert!(shown(&gate, &new).await.is_ok());
    assert!(is_let_in(&gate).await);
    assert_eq!(authority.asked(), (2, 2));
}

#[tokio::test]
async fn keys_of_an_hour_are_fetched_again_behind_a_request_that_does_not_wait() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    rest(HOUR - 10).await;
    assert!(is_let_in(&gate).await);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(authority.asked(), (1, 1));
    rest(20).await;
    let let_in = join_all((0..100).map(|_| is_let_in(&gate))).await;
    assert!(let_in.into_iter().all(|let_in| let_in));
    comes_until(&gate, &authority, (2, 2)).await;
    assert!(is_let_in(&gate).await);
    assert_eq!(authority.asked(), (2, 2));
}

#[tokio::test]
async fn a_token_of_a_key_that_was_withdrawn_is_refused_though_it_was_verified_before() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    authority.publish(&[TestKey::second().published()]);
    rest(HOUR + 1).await;
    // The first still goes by the old keys, and has the new ones fetched.
    assert!(is_let_in(&gate).await);
    is_refused_at_last(&gate, Refusal::UnknownKey).await;
    assert_eq!(authority.asked(), (2, 2));

    // The same id for another key is another key.
    authority.publish(&[TestKey::second().called("first").published()]);
    rest(61).await;
    assert_eq!(shown(&gate, &token()).await, Err(Refusal::Forged));
}

#[tokio::test]
async fn a_key_that_may_no_longer_vouch_for_teams_vouches_for_no_token_verified_before() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    let mut key = TestKey::first().published();
    key["endorsements"] = json!(["webchat"]);
    authority.publish(&[key]);
    rest(HOUR + 1).await;
    is_refused_at_last(&gate, Refusal::Endorsement).await;
}

#[tokio::test]
async fn a_token_verified_before_is_over_when_it_ends_and_covers_no_other_address() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    let token = token();
    let headers = [("authorization", token.bearer())];
    let body = activity().to_string();
    for (minutes, expected) in [
        (0, Ok(activity())),
        (59, Ok(activity())),
        (64, Ok(activity())),
        (66, Err(Refusal::OutOfTime)),
        // A clock that is put back.
        (-4, Ok(activity())),
        (-6, Err(Refusal::OutOfTime)),
    ] {
        let now = noon() + minutes.minutes();
        let became = sent_at(&gate, now, &headers, body.as_bytes()).await;
        assert_eq!(became, expected, "{minutes}");
    }
    let mut steered = activity();
    steered["serviceUrl"] = json!("https://example.org/");
    let body = steered.to_string();
    let refused = sent_at(&gate, noon(), &headers, body.as_bytes()).await;
    assert_eq!(refused, Err(Refusal::ServiceUrl));
}

#[tokio::test]
async fn more_tokens_than_are_remembered_are_verified_all_the_same() {
    let gate = gate_of(&Authority::start().await);
    for number in 0..1_050 {
        let token = token().claim("number", number);
        assert!(shown(&gate, &token).await.is_ok(), "{number}");
    }
    assert!(is_let_in(&gate).await);
}

#[tokio::test]
async fn old_keys_hold_while_the_authority_is_out_of_reach_for_five_days() {
    let authority = Authority::start().await;
    let gate = gate_of(&authority);
    assert!(is_let_in(&gate).await);
    authority.has(Trouble::Status(503));
    rest(5 * DAY - HOUR).await;
    comes_until(&gate, &authority, (2, 1)).await;
    // Who comes next finds that it was tried a moment ago.
    assert!(is_let_in(&gate).await);
    assert_eq!(authority.asked(), (2, 1));
    rest(61).await;
    comes_until(&gate, &authority, (3, 1)).await;

    rest(HOUR).await;
    assert_eq!(shown(&gate, &token()).await, Err(Refusal::NoKeys));
    authority.has(None);
    rest(61).await;
    assert!(is_let_in(&gate).await);
}

#[tokio::test]
async fn without_any_keys_nobody_is_let_in() {
    for trouble in [
        Trouble::Status(500),
        Trouble::Status(404),
        Trouble::Status(204),
        Trouble::Redirects,
        Trouble::Metadata("<html>".to_owned()),
        Trouble::Metadata("{}".to_owned()),
        Trouble::Metadata(r#"{"jwks_uri":"https://example.org/keys"}"#.to_owned()),
        Trouble::Metadata(r#"{"jwks_uri":"file:///etc/passwd"}"#.to_owned()),
        Trouble::Keys(b"<html>".to_vec()),
        Trouble::Keys(br#"{"keys":[]}"#.to_vec()),
        Trouble::Keys([br#"{"keys":[]}"#.as_slice(), &vec![b' '; 1 << 20]].concat()),
    ] {
        let authority = Authority::start().await;
        authority.has(trouble.clone());
        let gate = gate_of(&authority);
        let refused = shown(&gate, &token()).await;
        assert_eq!(refused, Err(Refusal::NoKeys), "{trouble:?}");
        assert_eq!(Refusal::NoKeys.status(), 503);
        // It is asked again soon, but not by everybody.
        let asked = authority.asked();
        assert_eq!(shown(&gate, &token()).await, Err(Refusal::NoKeys));
        assert_eq!(authority.asked(), asked);
        authority.has(None);
        rest(11).await;
        assert!(is_let_in(&gate).await, "{trouble:?}");
    }
}

#[tokio::test]
async fn who_hangs_up_while_the_keys_are_fetched_leaves_nobody_waiting_in_vain() {
    let authority = Authority::start().await;
    authority.takes(Duration::from_millis(100));
    let gate = gate_of(&authority);
    let token = token();
    let impatient = tokio::time::timeout(Duration::from_millis(50), shown(&gate, &token)).await;
    assert!(impatient.is_err());
    assert!(is_let_in(&gate).await);
    assert_eq!(authority.asked(), (1, 1));
}

#[tokio::test]
async fn an_authority_that_hangs_is_given_up_after_five_seconds() {
    let authority = Authority::start().await;
    authority.has(Trouble::Hangs);
    let gate = gate_of(&authority);
    let token = token();
    let waiting = shown(&gate, &token);
    tokio::pin!(waiting);
    while authority.asked() != (1, 0) {
        let soon = tokio::time::sleep(Duration::from_millis(5));
        tokio::select! {
            became = &mut waiting => panic!("{became:?} before it was asked"),
            () = soon => {}
        }
    }
    rest(6).await;
    assert_eq!(waiting.await, Err(Refusal::NoKeys));
}
