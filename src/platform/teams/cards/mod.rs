//! Cards and forms as Adaptive Cards 1.5, within what Teams draws, and what comes back from them.
//! Pure: nothing here calls Teams.
//!
//! Every limit is held by construction: what is too long is cut at a word's end and ends with "…",
//! so that the reader knows; buttons and inputs are the last to go. Words are drawn as runs, which
//! are data; only headings and lines that name somebody need Teams' Markdown, see `markdown`.
//! What newer clients draw better (a bar, a chart) is given with a fallback of version 1.5. A
//! card's accent is not drawn: Teams' colours mean good and bad, and nothing is told by it alone.
//!
//! What a button carries is its token and nothing else; it comes back from the person's client, so
//! it is no more to be trusted than words.

mod buttons;
mod charts;
mod fields;
mod form;
mod limits;
mod markdown;
mod message;
mod piece;
mod text;
mod values;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use url::Url;

use crate::chat::{ChannelId, PersonId, Picture};

pub use form::{Amiss, DrawnForm, form};
pub use message::card;
pub use values::{Sent, pressed, values};

/// The verb of a button's `Action.Execute`.
pub const PRESS: &str = "press";
/// The verb by which somebody's client asks for a card as that person should see it.
pub const REFRESH: &str = "refresh";

/// What a card is drawn among: names, a zone, the adapter's own words.
pub struct Surroundings<'a> {
    /// People whose names are known. Others are [`CardWords::somebody`].
    pub people: &'a BTreeMap<PersonId, KnownPerson>,
    /// Channels whose names are known. Others are [`CardWords::a_channel`].
    pub channels: &'a BTreeMap<ChannelId, String>,
    /// The zone in which moments are written out: Teams knows no time in each reader's own.
    pub zone: &'a TimeZone,
    /// What the adapter itself must say.
    pub words: &'a CardWords,
    /// Where a picture may be fetched, if it can be at all.
    pub pictures: &'a (dyn Fn(&Picture) -> Option<Url> + Sync),
    /// Whose clients ask by themselves for the card as each should see it, where it has such a
    /// view: `29:…` ids, of which the first 60 are taken. Nobody's, if empty.
    pub refreshed: &'a [String],
}

/// Somebody whose name is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// As others see it.
    pub name: String,
    /// As Teams knows the person in a mention: an Entra object id or a `29:…` id. Any other is
    /// only a name.
    pub id: String,
}

/// What the adapter itself must say in a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardWords {
    /// Stands for a person whose name is not known.
    pub somebody: String,
    /// Stands for a channel whose name is not known.
    pub a_channel: String,
    /// Said of an input that was left empty and must not be; in front of a number's ends too.
    pub needed: String,
    /// Stands where a channel should be chosen and none is known.
    pub no_channel: String,
}
