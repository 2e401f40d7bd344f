//! What a signed badge says, and that whatever is changed in it is seen.

use super::*;
use crate::chat::{Badge, PersonId, WorkspaceId};
use proptest::prelude::*;

const GOLDEN: &str = include_str!("golden.jwt");

fn badge() -> Badge {
    Badge {
        programme: "team-brand".to_owned(),
        title: "Team brand".to_owned(),
        criteria: "Went through the programme “Boost your team's brand”.".to_owned(),
        earned: "2026-11-24T09:30:00.5Z".parse().unwrap(),
    }
}

fn signed_by(secret: u8) -> String {
    let signer = Signer::of(&[secret; 32]).unwrap();
    let (workspace, person) = (WorkspaceId::from("slack:T1"), PersonId::from("U1ANA"));
    signer.sign(&badge(), &workspace, &person)
}

#[test]
fn a_badge_is_signed_as_it_always_was() {
    let token = signed_by(7);
    assert_eq!(
        GOLDEN.trim(),
        token,
        "the same badge is always the same token"
    );
}

#[test]
fn a_badge_verifies_and_says_what_it_is_for_and_not_who() {
    let said = verify(GOLDEN).unwrap();
    assert_eq!(said.issuer, Signer::of(&[7; 32]).unwrap().did());
    let credential: serde_json::Value = serde_json::from_str(&said.credential).unwrap();
    assert_eq!(credential["type"][1], "OpenBadgeCredential");
    assert_eq!(
        credential["credentialSubject"]["type"][0],
        "AchievementSubject"
    );
    assert_eq!(credential["validFrom"], "2026-11-24T09:30:00Z");
    assert_eq!(credential["nbf"], 1_795_512_600);
    assert_eq!(credential["issuer"]["id"], credential["iss"]);
    assert_eq!(credential["credentialSubject"]["id"], credential["sub"]);
    assert_eq!(credential["id"], credential["jti"]);
    for who in ["U1ANA", "T1"] {
        assert!(!said.credential.contains(who), "{}", said.credential);
    }
    let of_ben = Signer::of(&[7; 32]).unwrap().sign(
        &badge(),
        &WorkspaceId::from("slack:T1"),
        &PersonId::from("U2BEN"),
    );
    assert_ne!(of_ben, GOLDEN.trim(), "each has a name of her own in it");
    assert_ne!(signed_by(8), GOLDEN.trim(), "and another key another");
}

#[test]
fn what_is_no_badge_is_none() {
    for words in ["", "a.b", "a.b.c", "{}", "..", &"a.".repeat(40_000)] {
        assert_eq!(verify(words), Err(Unverified::NoToken));
    }
}

#[test]
fn who_signs_cannot_say_that_another_did() {
    let (mine, theirs) = (signed_by(8), signed_by(7));
    let part = |token: &str, place: usize| token.split('.').nth(place).unwrap().to_owned();
    // Another's credential under one's own header and signature.
    let forged = [part(&mine, 0), part(&theirs, 1), part(&mine, 2)].join(".");
    assert_eq!(verify(&forged), Err(Unverified::NotSigned));
}

#[test]
fn the_key_prints_nowhere() {
    let shown = format!("{:?}", Signer::of(&[7; 32]).unwrap());
    assert!(
        shown.contains("did:key") && !shown.contains("7, 7"),
        "{shown}"
    );
}

proptest! {
    #[test]
    fn any_changed_byte_is_found(at in any::<prop::sample::Index>(), to in 0x21u8..0x7f) {
        let mut bytes = GOLDEN.trim().as_bytes().to_vec();
        let at = at.index(bytes.len());
        prop_assume!(bytes[at] != to);
        bytes[at] = to;
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert!(verify(&changed).is_err(), "{}", changed);
    }
}
