//! The gate: whether a request comes from Slack. Pure: the raw bytes, the headers and the time go
//! in. Slack signs `v0:{timestamp}:{body}` with HMAC-SHA256 and the app's signing secret
//! (<https://docs.slack.dev/authentication/verifying-requests-from-slack>).

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::platform::Request;

/// How far the request's time may lie from ours, either way: Slack's own figure, 5 minutes.
const WINDOW_SECONDS: u64 = 300;

/// Why a request is not believed. Told to nobody but the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// A header is missing, or not of its form.
    #[error("the signature or its time is missing")]
    Unsigned,
    /// Too old or too new: a replay, or a clock that is wrong.
    #[error("the request's time is more than 5 minutes from ours")]
    OutOfTime,
    /// Signed with another secret, or changed on the way.
    #[error("the signature is of another secret or another text")]
    Forged,
}

/// Checks that a request is signed with one of the secrets (two while they are being rotated),
/// and lately.
///
/// # Errors
/// Why it is not believed.
pub(super) fn check(
    secrets: &[SecretString],
    now: Timestamp,
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let time = request
        .header("x-slack-request-timestamp")
        .ok_or(Refusal::Unsigned)?;
    let signature = request
        .header("x-slack-signature")
        .ok_or(Refusal::Unsigned)?;
    let claimed: i64 = time.parse().map_err(|_| Refusal::Unsigned)?;
    if now.as_second().abs_diff(claimed) > WINDOW_SECONDS {
        return Err(Refusal::OutOfTime);
    }
    let digest = signature
        .strip_prefix("v0=")
        .and_then(|digits| hex::decode(digits).ok())
        .ok_or(Refusal::Unsigned)?;
    let is_signed = |secret: &SecretString| is_signed(secret, time, request.body, &digest);
    // Every secret is tried, so that the time taken does not tell which one it was.
    let genuine = secrets
        .iter()
        .fold(false, |found, secret| is_signed(secret) | found);
    if genuine {
        Ok(())
    } else {
        Err(Refusal::Forged)
    }
}

/// Compares in constant time. An empty secret signs nothing.
fn is_signed(secret: &SecretString, time: &str, body: &[u8], digest: &[u8]) -> bool {
    let secret = secret.expose_secret();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(b"v0:");
    mac.update(time.as_bytes());
    mac.update(b":");
    mac.update(body);
    mac.verify_slice(digest).is_ok() && !secret.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Slack's published example.
    const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
    const TIME: i64 = 1_531_420_618;
    const BODY: &str = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const SIGNATURE: &str = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    fn judged(
        secrets: &[&str],
        seconds_later: i64,
        signature: &str,
        body: &[u8],
    ) -> Result<(), Refusal> {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        let headers = [
            ("x-slack-request-timestamp".to_owned(), TIME.to_string()),
            ("x-slack-signature".to_owned(), signature.to_owned()),
        ];
        let now = Timestamp::from_second(TIME + seconds_later).unwrap();
        check(
            &secrets,
            now,
            &Request {
                headers: &headers,
                body,
            },
        )
    }

    #[test]
    fn the_published_example_is_genuine() {
        assert_eq!(judged(&[SECRET], 0, SIGNATURE, BODY.as_bytes()), Ok(()));
    }

    #[test]
    fn a_request_is_believed_for_five_minutes_either_way() {
        for (seconds, expected) in [
            (299, Ok(())),
            (300, Ok(())),
            (301, Err(Refusal::OutOfTime)),
            (-300, Ok(())),
            (-301, Err(Refusal::OutOfTime)),
        ] {
            assert_eq!(
                judged(&[SECRET], seconds, SIGNATURE, BODY.as_bytes()),
                expected,
                "{seconds} s"
            );
        }
    }

    #[test]
    fn two_secrets_are_believed_while_they_are_rotated() {
        assert_eq!(
            judged(&["new", SECRET], 0, SIGNATURE, BODY.as_bytes()),
            Ok(())
        );
        assert_eq!(
            judged(&[SECRET, "new"], 0, SIGNATURE, BODY.as_bytes()),
            Ok(())
        );
        assert_eq!(
            judged(&["new"], 0, SIGNATURE, BODY.as_bytes()),
            Err(Refusal::Forged)
        );
        assert_eq!(
            judged(&[], 0, SIGNATURE, BODY.as_bytes()),
            Err(Refusal::Forged)
        );
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"").unwrap();
        mac.update(format!("v0:{TIME}:x").as_bytes());
        let signature = format!("v0={}", hex::encode(mac.finalize().into_bytes()));
        assert_eq!(judged(&[""], 0, &signature, b"x"), Err(Refusal::Forged));
    }

    #[test]
    fn missing_and_misshapen_headers_are_unsigned() {
        let secrets = [SecretString::from(SECRET)];
        let at = Timestamp::from_second(TIME).unwrap();
        let none = Request {
            headers: &[],
            body: b"x",
        };
        assert_eq!(check(&secrets, at, &none), Err(Refusal::Unsigned));
        for signature in ["", "v0=", "v1=00", "a2114d57", "v0=zz"] {
            let judged = judged(&[SECRET], 0, signature, BODY.as_bytes());
            assert!(
                matches!(judged, Err(Refusal::Unsigned | Refusal::Forged)),
                "{signature}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_other_body_is_forged(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(judged(&[SECRET], 0, SIGNATURE, &body), Err(Refusal::Forged));
        }
    }
}
