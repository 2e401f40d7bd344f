//! What admins are told by themselves: something has happened, or was done, that they should know
//! and can act on. Notices are gathered for a minute and told in one message, and no admin gets
//! more than one such message an hour. A notice with a name is told once for as long as its cause
//! lasts. While nobody is an admin they wait.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::act::ScheduleId;
use super::audit::{self, By, Deed, Name};
use super::desk::{Desk, PAGE_MOST, Record};
use super::person::Person;
use super::phrases::Speaker;
use super::schedule::Trouble;
use super::wake::Wake;
use super::{roles, seed};
use crate::chat::{Block, Card, ChannelId, MessageId, PersonId, Span, Text, Undeliverable};
use crate::coach::privacy::{self, Forgets, Where};
use crate::library::SkillId;
use crate::state::{Key, Kind, Owner, Undecided, WakeAt};

/// For how long notices are gathered before they are told.
const GATHERED: SignedDuration = SignedDuration::from_mins(1);
/// The least time between two messages.
const APART: SignedDuration = SignedDuration::from_hours(1);
/// So many are told in full.
const TOLD_MOST: usize = 12;
/// While nobody is an admin, it is looked again after that, and only the newest are kept.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);
const KEPT_MOST: usize = 32;

/// Something that admins should know: names and ids, never anybody's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Notice {
    /// Somebody did something that changes who may do what.
    Done {
        /// Who did it.
        by: Name,
        /// What.
        deed: Box<Deed>,
    },
    /// An admin has left, or is no person.
    AdminLeft {
        /// Who.
        person: Name,
    },
    /// What was scheduled did not come, since nothing ran when its time came.
    PassedOver {
        /// Of which schedule.
        schedule: ScheduleId,
        /// Where it would have come.
        channel: ChannelId,
        /// How many times.
        times: usize,
    },
    /// Who made a schedule has left; it goes on.
    AuthorLeft {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where it posts.
        channel: ChannelId,
        /// Who.
        person: Name,
    },
    /// A schedule soon has nothing new to give.
    RunsDry {
        /// Which.
        schedule: ScheduleId,
        /// Where it posts.
        channel: ChannelId,
        /// How many are left that the channel has not had.
        left: usize,
    },
    /// There was nothing that a schedule could post.
    NothingToPost {
        /// Which.
        schedule: ScheduleId,
        /// Where it would have posted.
        channel: ChannelId,
    },
    /// The weekly round of a channel soon has no lead article that the channel has not had.
    RoundRunsDry {
        /// By which schedule it comes.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
        /// How many are left.
        left: usize,
    },
    /// There was nothing for the weekly round of a channel.
    RoundEmpty {
        /// By which schedule it would have come.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
    },
    /// A schedule posted nothing, since its pack is not open to its channel.
    PackClosed {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where it would have posted.
        channel: ChannelId,
        /// Of which skill.
        skill: SkillId,
    },
    /// What is scheduled for a channel waits, since it can't be posted to.
    ChannelTrouble {
        /// Which.
        channel: ChannelId,
        /// Why.
        trouble: Trouble,
    },
    /// People of another organisation see what is scheduled for a channel.
    ChannelShared {
        /// Which.
        channel: ChannelId,
    },
    /// What a schedule posted could not be said.
    NotPosted {
        /// Which schedule.
        schedule: ScheduleId,
        /// Where.
        channel: ChannelId,
        /// Why.
        why: Undeliverable,
    },
}

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

impl Notice {
    /// The name under which it is told once for as long as its cause lasts; none for what can
    /// happen again and again.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Done { .. } => None,
            Self::AdminLeft { person } => {
                person.person().map(|person| format!("admin-left/{person}"))
            }
            Self::NothingToPost { schedule, .. } => Some(format!("nothing-to-post/{schedule}")),
            Self::RoundEmpty { schedule, .. } => Some(round_empty(schedule)),
            Self::PackClosed { schedule, .. } => Some(pack_closed(schedule)),
            // The schedule knows that it was told.
            Self::PassedOver { .. }
            | Self::AuthorLeft { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => None,
        }
    }

    /// In a sentence or two: what is so, and what can be done about it.
    pub fn words(&self, say: &Speaker<'_>) -> Text {
        match self {
            Self::Done { by, deed } => deed.words(say, &By::Person(by.clone())),
            Self::AdminLeft { person } => say.notice_admin_left(person.words(say)),
            Self::PassedOver { channel, times, .. } => {
                say.notice_passed_over(i64::try_from(*times).unwrap_or(i64::MAX), named(channel))
            }
            Self::AuthorLeft {
                channel, person, ..
            } => say.notice_author_left(person.words(say), named(channel)),
            Self::RunsDry { channel, left, .. } => {
                say.notice_runs_dry(i64::try_from(*left).unwrap_or(i64::MAX), named(channel))
            }
            Self::RoundRunsDry { channel, left, .. } => {
                let left = i64::try_from(*left).unwrap_or(i64::MAX);
                say.notice_round_runs_dry(left, named(channel))
            }
            Self::RoundEmpty { channel, .. } => say.notice_round_empty(named(channel)),
            Self::PackClosed { channel, skill, .. } => {
                say.notice_pack_closed(Text::strong(skill.as_str()), named(channel))
            }
            Self::NothingToPost { channel, .. } => say.notice_nothing_to_post(named(channel)),
            Self::ChannelShared { channel } => say.notice_channel_shared(named(channel)),
            Self::ChannelTrouble { channel, trouble } => trouble.words(say, named(channel)),
            Self::NotPosted { channel, why, .. } => not_posted(say, named(channel), why),
        }
    }

    /// Whom it is about.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Done { deed, .. } => deed.person(),
            Self::AdminLeft { person } | Self::AuthorLeft { person, .. } => person.person(),
            Self::PassedOver { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::NothingToPost { .. }
            | Self::RoundEmpty { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => None,
        }
    }

    /// Takes a person's name out. Says whether it stood there.
    pub fn forget(&mut self, whom: &PersonId) -> bool {
        match self {
            Self::Done { by, deed } => {
                let did = by.forget(whom);
                deed.forget(whom) || did
            }
            Self::AdminLeft { person } | Self::AuthorLeft { person, .. } => person.forget(whom),
            Self::PassedOver { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::RoundEmpty { .. }
            | Self::NothingToPost { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => false,
        }
    }

    /// Who did it, if it is told of somebody.
    fn doer(&self) -> Option<&PersonId> {
        match self {
            Self::Done { by, .. } => by.person(),
            Self::AdminLeft { .. }
            | Self::AuthorLeft { .. }
            | Self::PassedOver { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::RoundEmpty { .. }
            | Self::NothingToPost { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => None,
        }
    }

    /// Which channel it is about.
    pub fn channel(&self) -> Option<&ChannelId> {
        match self {
            Self::Done { deed, .. } => deed.channel(),
            Self::AdminLeft { .. } => None,
            Self::PassedOver { channel, .. }
            | Self::AuthorLeft { channel, .. }
            | Self::RunsDry { channel, .. }
            | Self::RoundRunsDry { channel, .. }
            | Self::RoundEmpty { channel, .. }
            | Self::NothingToPost { channel, .. }
            | Self::PackClosed { channel, .. }
            | Self::ChannelTrouble { channel, .. }
            | Self::ChannelShared { channel }
            | Self::NotPosted { channel, .. } => Some(channel),
        }
    }

    /// Whether somebody knows it already: who did it, and to whom it was done.
    fn is_known_to(&self, admin: &PersonId) -> bool {
        match self {
            Self::Done { by, .. } => by.person() == Some(admin) || self.person() == Some(admin),
            Self::AdminLeft { .. }
            | Self::PassedOver { .. }
            | Self::AuthorLeft { .. }
            | Self::RunsDry { .. }
            | Self::RoundRunsDry { .. }
            | Self::NothingToPost { .. }
            | Self::RoundEmpty { .. }
            | Self::PackClosed { .. }
            | Self::ChannelTrouble { .. }
            | Self::ChannelShared { .. }
            | Self::NotPosted { .. } => false,
        }
    }
}

/// The name of the notice that there was nothing for the round of a schedule.
pub(super) fn round_empty(schedule: &ScheduleId) -> String {
    format!("round-empty/{schedule}")
}

/// The name of the notice that the pack of a schedule is not open to its channel.
pub(super) fn pack_closed(schedule: &ScheduleId) -> String {
    format!("pack-closed/{schedule}")
}

/// A channel by its name.
fn named(channel: &ChannelId) -> Text {
    Text(vec![Span::Channel(channel.clone())])
}

/// Why something could not be said, and what to do (F17).
fn not_posted(say: &Speaker<'_>, channel: Text, why: &Undeliverable) -> Text {
    match why {
        Undeliverable::NotAllowed => say.notice_not_allowed(channel),
        Undeliverable::Refused => say.notice_refused(channel),
        Undeliverable::TooLate => say.notice_too_late(channel),
        Undeliverable::Unclear => say.notice_unclear(channel),
        Undeliverable::NotThere
        | Undeliverable::Archived
        | Undeliverable::NotInvited
        | Undeliverable::PersonLeft => say.notice_message_gone(channel),
    }
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
