//! Who left the company or deleted herself is written to no more, and nothing is kept of her: at
//! once when she deleted herself, after three months when she left.

use cairn::chat::{PersonId, Place};
use cairn::state::{Kept, Kind};
use jiff::{SignedDuration, Timestamp};

use super::WORTH_SAYING;
use crate::town::Posted;
use crate::world::Ended;

/// So long after somebody left nothing is kept of her any more.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(24 * 92);

pub fn faults(ended: &Ended) -> Vec<String> {
    let mut faults = Vec::new();
    for (who, at) in ended.left.iter().chain(&ended.deleted) {
        let of_her = ended.ledger.iter().filter(|post| is_to(post, who));
        let after = of_her.filter(|post| post.at > *at && !is_farewell(post, *at));
        faults.extend(after.map(|post| format!("{who} was gone at {at} and got {post:?}")));
    }
    let long_ago = |at: &Timestamp| *at + FORGOTTEN < ended.at;
    let left = ended.left.iter().filter(|(_, at)| long_ago(at));
    for (who, at) in left.chain(&ended.deleted) {
        let person = PersonId::from(who.as_str());
        let kept = ended.rows.iter().filter(|row| is_of(row, &person));
        faults
            .extend(kept.map(|row| format!("{who} was gone at {at}, and there is {}", shown(row))));
    }
    faults
}

fn is_to(post: &Posted, who: &str) -> bool {
    match &post.place {
        Place::Direct(person) | Place::Whisper(_, person) | Place::Home(person) => {
            person.as_str() == who
        }
        Place::Channel(_) => false,
    }
}

/// The answer to the last thing she did, and her page when it was emptied.
fn is_farewell(post: &Posted, gone: Timestamp) -> bool {
    let is_answer = matches!(post.place, Place::Whisper(..) | Place::Home(_))
        || ["answer/", "unkept/"]
            .iter()
            .any(|begin| post.id.as_str().starts_with(begin));
    is_answer && post.at <= gone + WORTH_SAYING
}

/// Whether a row is hers, or names her.
fn is_of(row: &Kept, person: &PersonId) -> bool {
    let name = format!("\"{person}\"");
    let names = |body: &[u8]| String::from_utf8_lossy(body).contains(&name);
    match row {
        Kept::Document { key, body, .. } => {
            let is_hers = key.owner.person() == Some(person);
            // Who is a member of a channel is the platform's to say, as long as she is one.
            is_hers || (key.kind != Kind::Roster && names(&body.0))
        }
        Kept::Fact { owner, body, .. } => owner.person() == Some(person) || names(&body.0),
        Kept::Wake { name, .. } => name.as_str().split('/').any(|part| part == person.as_str()),
        Kept::Waiting(waiting) => waiting.outgoing.place().person() == Some(person),
        Kept::Mark { .. }
        | Kept::Counter { .. }
        | Kept::Dead { .. }
        | Kept::Erased(_)
        | Kept::Sent { .. } => false,
    }
}

fn shown(row: &Kept) -> String {
    match row {
        Kept::Document { key, body, .. } => {
            format!("{key:?} {}", String::from_utf8_lossy(&body.0))
        }
        Kept::Fact { at, body, .. } => {
            format!("of {at} {}", String::from_utf8_lossy(&body.0))
        }
        other => format!("{other:?}"),
    }
}
