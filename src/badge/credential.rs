//! What stands in a badge: an `OpenBadgeCredential` of Open Badges 3.0, which is a Verifiable
//! Credential of the W3C's data model 2.0.

use jiff::Timestamp;
use serde::Serialize;

use crate::chat::Badge;

/// What the terms mean: the data model of the W3C, and Open Badges on top.
const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];
/// Who issues, in words; which of them, the key says.
const ISSUER: &str = "Cairn";

/// The credential, with the claims that a token repeats (Open Badges 3.0, §8.2).
#[derive(Serialize)]
pub(super) struct Credential<'a> {
    #[serde(rename = "@context")]
    context: [&'static str; 2],
    id: &'a str,
    #[serde(rename = "type")]
    kind: [&'static str; 2],
    issuer: Issuer<'a>,
    #[serde(rename = "validFrom")]
    valid_from: String,
    name: &'a str,
    #[serde(rename = "credentialSubject")]
    subject: Subject<'a>,
    iss: &'a str,
    jti: &'a str,
    nbf: i64,
    sub: &'a str,
}

#[derive(Serialize)]
struct Issuer<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: [&'static str; 1],
    name: &'static str,
}

#[derive(Serialize)]
struct Subject<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: [&'static str; 1],
    achievement: Achievement<'a>,
}

#[derive(Serialize)]
struct Achievement<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: [&'static str; 1],
    name: &'a str,
    description: &'a str,
    criteria: Criteria<'a>,
}

#[derive(Serialize)]
struct Criteria<'a> {
    narrative: &'a str,
}

/// The names in a credential, none of which says who somebody is.
pub(super) struct Names {
    /// Of the credential.
    pub credential: String,
    /// Of who earned it.
    pub subject: String,
    /// Of what was achieved.
    pub achievement: String,
}

/// A badge as a credential of that issuer.
pub(super) fn credential<'a>(
    badge: &'a Badge,
    issuer: &'a str,
    names: &'a Names,
) -> Credential<'a> {
    // Whole seconds, as a token counts them.
    let seconds = badge.earned.as_second();
    let earned = Timestamp::from_second(seconds).unwrap_or(badge.earned);
    Credential {
        context: CONTEXTS,
        id: &names.credential,
        kind: ["VerifiableCredential", "OpenBadgeCredential"],
        issuer: Issuer {
            id: issuer,
            kind: ["Profile"],
            name: ISSUER,
        },
        valid_from: earned.to_string(),
        name: &badge.title,
        subject: Subject {
            id: &names.subject,
            kind: ["AchievementSubject"],
            achievement: Achievement {
                id: &names.achievement,
                kind: ["Achievement"],
                name: &badge.title,
                description: &badge.criteria,
                criteria: Criteria {
                    narrative: &badge.criteria,
                },
            },
        },
        iss: issuer,
        jti: &names.credential,
        nbf: seconds,
        sub: &names.subject,
    }
}
