//! `replies`: where somebody gets what is said about an answer in a channel.

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::person::Person;
use crate::chat::{Actor, Card, Place};
use crate::state::Undecided;

/// Where private replies to channel check-ins go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Replies {
    /// Into the channel, seen by the person alone.
    #[default]
    Channel,
    /// Into the direct conversation.
    Direct,
}

/// Runs the command; the word is where replies should go from now on.
pub(super) fn replies(
    desk: &mut Desk<'_>,
    actor: &Actor,
    _: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (mut person, say) = Person::meet(desk, &actor.id)?;
    let wanted = match words.first().map(|word| word.to_lowercase()).as_deref() {
        Some("dm" | "direct") => Replies::Direct,
        Some("channel") => Replies::Channel,
        _ => {
            desk.reply(Card::words(say.replies_usage()));
            return Ok(());
        }
    };
    if person.replies != wanted {
        person.replies = wanted;
        desk.write(Person::key(&actor.id), &person);
    }
    let said = match wanted {
        Replies::Direct => say.replies_direct(),
        Replies::Channel => say.replies_channel(),
    };
    desk.reply(Card::words(said));
    Ok(())
}
