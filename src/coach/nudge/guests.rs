//! `guests`: whether guests may be written to, said channel by channel by those who manage it.
//! A guest is written to only where she allows it herself and the channel in which she answered
//! last allows it too (F32); without a word of theirs no guest is. Practising by oneself is
//! everybody's.

use crate::chat::{Actor, Card, Place};
use crate::coach::audit::{self, Deed};
use crate::coach::channel::ChannelRecord;
use crate::coach::desk::Desk;
use crate::coach::person::Person;
use crate::state::Undecided;

/// Runs `guests`; the word is `on` or `off`, without one it tells how it is.
pub(in crate::coach) fn guests(
    desk: &mut Desk<'_>,
    actor: &Actor,
    place: &Place,
    words: &[&str],
) -> Result<(), Undecided> {
    let (_, say) = Person::meet(desk, &actor.id)?;
    let Some(channel) = place.channel() else {
        desk.reply(Card::words(say.guests_need_channel()));
        return Ok(());
    };
    let key = ChannelRecord::key(channel);
    let mut record: ChannelRecord = desk.read(&key)?.unwrap_or_default();
    let wanted = match words.first().map(|word| word.to_lowercase()).as_deref() {
        Some("on" | "yes") => true,
        Some("off" | "no") => false,
        _ => record.guests,
    };
    if record.guests != wanted {
        record.guests = wanted;
        desk.write(key, &record);
        let channel = channel.clone();
        let deed = if wanted {
            Deed::GuestsAllowed { channel }
        } else {
            Deed::GuestsLeftOut { channel }
        };
        audit::record(desk, &actor.id, deed);
    }
    desk.reply(Card::words(if wanted {
        say.guests_on()
    } else {
        say.guests_off()
    }));
    Ok(())
}
