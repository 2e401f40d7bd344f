//! What is kept of a tip that was written in a chat, and how one is found by its name.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::chat::{ChannelId, PersonId};
use crate::coach::desk::{Desk, Record};
use crate::coach::names;
use crate::coach::privacy::{Forgets, named};
use crate::coach::seed;
use crate::coach::tip::choose::{self, Named};
use crate::library::{Tip, TipId};
use crate::state::{Key, Kind, Owner, Undecided};

/// The most written tips of a workspace: whoever looks for one by its title reads them all.
pub(super) const WRITTEN_MOST: u16 = 128;
/// Where the name of a skill stands in the name of a library's tip.
const WRITTEN: &str = "written/";

/// A tip that was written in a chat: at most 4 KB, as the form bounds its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct WrittenTip {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
    /// The one thing to do.
    pub do_this_week: String,
    /// Where it was written: who manages that channel may change it.
    pub channel: ChannelId,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub written: Timestamp,
    /// Raised by every change.
    pub rev: u32,
    /// The last change, if it was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Changed>,
}

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::coach) struct Changed {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

impl Record for WrittenTip {
    const KIND: Kind = Kind::WrittenTip;
}

impl Forgets for WrittenTip {
    fn forget(&mut self, person: &PersonId) -> bool {
        let wrote = named::blot(&mut self.by, person);
        let changed = self.changed.as_mut();
        changed.is_some_and(|changed| named::blot(&mut changed.by, person)) || wrote
    }
}

impl WrittenTip {
    /// A name for a tip that is written by this event.
    pub fn new_id(desk: &Desk<'_>) -> TipId {
        let workspace = desk.event.workspace.as_str();
        let name = seed::name(&[workspace, desk.event.id.as_str(), "written"]);
        TipId::from(format!("{WRITTEN}{name}"))
    }

    /// Where a written tip lies.
    pub fn key(id: &TipId) -> Key {
        Key::shared(Kind::WrittenTip, id.slug())
    }

    /// The written tip of an id, if it is there.
    pub fn read(desk: &Desk<'_>, id: &TipId) -> Result<Option<Self>, Undecided> {
        if !id.as_str().starts_with(WRITTEN) {
            return Ok(None);
        }
        desk.read(&Self::key(id))
    }

    /// All of them, in the order of their ids.
    pub fn every(desk: &Desk<'_>) -> Result<Vec<(TipId, Self)>, Undecided> {
        let page = desk.read_some::<Self>(Owner::Shared, "".into(), WRITTEN_MOST)?;
        let named = |(key, tip): (Key, Self)| (TipId::from(format!("{WRITTEN}{}", key.id)), tip);
        Ok(page.into_iter().map(named).collect())
    }

    /// As tips are posted, looked at and counted.
    pub fn tip(&self, id: &TipId) -> Arc<Tip> {
        let (title, text, deed) = (&self.title, &self.text, &self.do_this_week);
        Arc::new(Tip {
            rev: self.rev,
            ..Tip::written(id.clone(), title, text, deed)
        })
    }
}

/// The tip of an id that may be given now: a live one of the library, or one written in a chat.
pub(in crate::coach) fn find(desk: &Desk<'_>, id: &TipId) -> Result<Option<Arc<Tip>>, Undecided> {
    if let Some(tip) = desk.coach.library.tip(id) {
        return Ok(Some(tip.clone()).filter(|tip| tip.is_live()));
    }
    Ok(WrittenTip::read(desk, id)?.map(|tip| tip.tip(id)))
}

/// Where a tip lies if it was written in a chat.
pub(in crate::coach) fn key(id: &TipId) -> Key {
    WrittenTip::key(id)
}

/// The channel in which a written tip was written; none for what is not there.
pub(in crate::coach) fn channel_of(
    desk: &Desk<'_>,
    id: &TipId,
) -> Result<Option<ChannelId>, Undecided> {
    Ok(WrittenTip::read(desk, id)?.map(|tip| tip.channel))
}

/// What somebody means by the name of a tip or a pack. Those of the library come before those that
/// were written in a chat; these go by title or id.
pub(in crate::coach) fn named(desk: &Desk<'_>, words: &str) -> Result<Named, Undecided> {
    let nearest = match choose::named(&desk.coach.library, words) {
        Named::Neither(nearest) => nearest,
        found @ (Named::Tip(_) | Named::Pack(_)) => return Ok(found),
    };
    let name = words.trim().to_lowercase();
    let mut written = WrittenTip::every(desk)?;
    let is_meant = |id: &TipId, tip: &WrittenTip| {
        tip.title.to_lowercase() == name || [id.as_str(), id.slug()].contains(&name.as_str())
    };
    if let Some((id, tip)) = written.iter().find(|(id, tip)| is_meant(id, tip)) {
        return Ok(Named::Tip(tip.tip(id)));
    }
    written
        .iter_mut()
        .for_each(|(_, tip)| tip.title = tip.title.to_lowercase());
    let titles = written.iter().map(|(_, tip)| tip.title.as_str());
    let nearest = nearest.or_else(|| names::nearest(titles, &name).map(str::to_owned));
    Ok(Named::Neither(nearest))
}
