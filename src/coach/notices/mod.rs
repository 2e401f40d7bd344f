//! What admins are told by themselves: something has happened, or was done, that they should know
//! and can act on. Notices are gathered for a minute and told in one message, and no admin gets
//! more than one such message an hour. A notice with a name is told once for as long as its cause
//! lasts. While nobody is an admin they wait. What can be noted lies in `notice`.

mod notice;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::audit::{self, Deed};
use super::desk::{Desk, PAGE_MOST, Record};
use super::person::Person;
use super::phrases::Speaker;
use super::wake::Wake;
use super::{roles, seed};
use crate::chat::{Block, Card, MessageId, PersonId, Text};
use crate::coach::privacy::{self, Forgets, Where};
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

pub(super) use notice::{Notice, pack_closed, round_empty};

/// For how long notices are gathered before they are told.
const GATHERED: SignedDuration = SignedDuration::from_mins(1);
/// The least time between two messages.
const APART: SignedDuration = SignedDuration::from_hours(1);
/// So many are told in full.
const TOLD_MOST: usize = 12;
/// While nobody is an admin, it is looked again after that, and only the newest are kept.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
const KEPT_MOST: usize = 32;

/// A notice that waits to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Waiting {
    pub notice: Notice,
}

/// That something was noted whose cause lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lasting {
    since: Timestamp,
}

/// When admins were last told something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LastTold {
    at: Timestamp,
}

impl Record for Waiting {
    const KIND: Kind = Kind::Notice;
}

impl Forgets for Waiting {
    fn forget(&mut self, person: &PersonId) -> bool {
        self.notice.forget(person)
    }
}

impl Record for Lasting {
    const KIND: Kind = Kind::Notice;
}

impl Record for LastTold {
    const KIND: Kind = Kind::Notice;
}

/// Where those lie that wait; after all others of the kind, so that a page holds no others.
const WAITING: &str = "waiting/";

fn lasting(name: &str) -> Key {
    Key::shared(Kind::Notice, format!("lasting/{name}"))
}

fn last_told() -> Key {
    Key::shared(Kind::Notice, "told")
}

/// All admins should know this. Told within a minute, or as soon as an hour has passed since they
/// were last told something; not at all if it has a name and was noted before.
pub(super) fn note(desk: &mut Desk<'_>, notice: Notice) -> Result<(), Undecided> {
    if let Some(name) = notice.name() {
        let key = lasting(&name);
        desk.want(&[key.clone(), last_told()])?;
        if desk.read::<Lasting>(&key)?.is_some() {
            return Ok(());
        }
        desk.write(key, &Lasting { since: desk.now });
    }
    let last = desk.read::<LastTold>(&last_told())?;
    let rested = last.map(|told| told.at.saturating_add(APART).unwrap_or(Timestamp::MAX));
    let soon = desk.after(GATHERED);
    let at = rested.map_or(soon, |rested| rested.max(soon));
    desk.wake(&Wake::Notices, WakeAt::NoLaterThan(at));
    let what = serde_json::to_string(&notice).unwrap_or_default();
    let name = seed::name(&[desk.event.id.as_str(), &what]);
    // The oldest first; times before 1970 do not occur.
    let millis = u64::try_from(desk.now.as_millisecond()).unwrap_or(0);
    let id = format!("{WAITING}{millis:016x}-{name}");
    // What somebody did stands in the audit under its doer.
    if !matches!(notice, Notice::Done { .. }) {
        let notice = notice.clone();
        audit::record_own(desk, Deed::Noticed { notice });
    }
    for person in [notice.doer(), notice.person()].into_iter().flatten() {
        privacy::note(desk, person, Where::Notice(id.clone()));
    }
    desk.write(Key::shared(Kind::Notice, id), &Waiting { notice });
    Ok(())
}

/// Nobody is told any more that somebody has left who was an admin.
pub(super) fn forget_admin(desk: &mut Desk<'_>, person: &PersonId) {
    let left = Notice::AdminLeft {
        person: person.into(),
    };
    if let Some(name) = left.name() {
        desk.remove(lasting(&name));
    }
}

/// The cause of what has that name is gone: should it come again, it is told again.
pub(super) fn settle(desk: &mut Desk<'_>, name: &str) -> Result<(), Undecided> {
    let key = lasting(name);
    if desk.read::<Lasting>(&key)?.is_some() {
        desk.remove(key);
    }
    Ok(())
}

/// Somebody became an admin: what has waited for one is told soon.
pub(super) fn admin_came(desk: &mut Desk<'_>) {
    let soon = desk.after(GATHERED);
    desk.wake(&Wake::Notices, WakeAt::NoLaterThan(soon));
}

/// Tells the admins what was gathered.
pub(super) fn tell(desk: &mut Desk<'_>) -> Result<(), Undecided> {
    let waiting = desk.read_some::<Waiting>(Owner::Shared, WAITING.into(), PAGE_MOST)?;
    let admins = roles::admins(desk)?;
    if admins.is_empty() {
        wait_for_an_admin(desk, &waiting);
        return Ok(());
    }
    let id = MessageId::from(format!("notices/{}", seed::name(&[desk.event.id.as_str()])));
    for admin in &admins {
        let (mut person, say) = Person::meet(desk, admin)?;
        person.ask_profile(desk, admin);
        let news = waiting.iter().map(|(_, waiting)| &waiting.notice);
        let news: Vec<&Notice> = news.filter(|notice| !notice.is_known_to(admin)).collect();
        if !news.is_empty() {
            Person::tell(desk, admin, id.clone(), card(&say, &news))?;
        }
    }
    for (key, _) in &waiting {
        desk.remove(key.clone());
    }
    if !waiting.is_empty() {
        desk.write(last_told(), &LastTold { at: desk.now });
    }
    // What did not find room on the page is told an hour later.
    if waiting.len() >= usize::from(PAGE_MOST) {
        let next = desk.after(APART);
        desk.wake(&Wake::Notices, WakeAt::At(next));
    }
    Ok(())
}

/// The newest wait on; older ones stand in the audit alone.
fn wait_for_an_admin(desk: &mut Desk<'_>, waiting: &[(Key, Waiting)]) {
    let over = waiting.len().saturating_sub(KEPT_MOST);
    for (key, _) in &waiting[..over] {
        desk.remove(key.clone());
    }
    if !waiting.is_empty() {
        let next = desk.after(PATIENCE);
        desk.wake(&Wake::Notices, WakeAt::At(next));
    }
}

fn card(say: &Speaker<'_>, news: &[&Notice]) -> Card {
    let lines = news.iter().take(TOLD_MOST).map(|notice| notice.words(say));
    let mut blocks = vec![Block::Paragraph(Text::lines(lines))];
    let more = news.len().saturating_sub(TOLD_MOST);
    blocks.extend((more > 0).then(|| Block::Note(say.notices_more(more as i64))));
    Card::of(blocks)
}
